"""Imports through the command line: one file, one transaction, one journal entry.

- each noun with the required columns alone, with all, in Chinese, in any order, from a pipe
- encodings: UTF-8 with and without BOM, GB18030 with rare characters, UTF-16
- by default nothing is saved and every bad row is told with row, field, value and reason
- `--partial` saves the good ones, gives the bad ones back, and takes the corrected file
- a file imported twice is as good as once; keys make rows retryable; what is fuller completes
- the rules of a patrol: future, closed, overlapping, doubled; names by unit and by post
- trusted times of recording need the flag, mark the entry and lie between start and now
- 31,000 patrols are one transaction, and the tally and the chain are whole after it
"""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Desk

STREETS = "town,street,opened_on\n双峰乡,横街,2026-10-01\n双峰乡,老街,2026-10-01\n"
HOLDERS = "name,kind,unit\n张三,person,大皿村委会\n李四,person,横路村委会\n县卫生局,department,\n"
POSTS = (
    "holder,role,place,since,until\n"
    "张三,deputy_chief,横街,2026-10-01,\n"
    "李四,分街长,老街,2026-10-01,\n"
)
PATROLS = (
    "street,person,started_at,minutes,note\n"
    "横街,张三,2026-11-16 09:00,30,未见异常\n"
    "横街,张三,2026-11-18T15:30,,\n"
    "老街,李四,昨天 9点,25分钟,\n"
)


@pytest.fixture
def furnished(office: Desk) -> Desk:
    """双峰乡 with two streets, two chiefs and a department, all of it imported."""
    for noun, text in (("streets", STREETS), ("holders", HOLDERS), ("assignments", POSTS)):
        office.run(f"import {noun} -", stdin=text)
    return office


def imported(desk: Desk, noun: str, text: str | bytes, options: str = "") -> dict[str, Any]:
    return desk.run(f"import {noun} - --format json {options}", stdin=text).rows[0]


def logged(desk: Desk) -> list[tuple[Any, ...]]:
    """What lies in the table that scripts may read."""
    return query(
        desk.db,
        "SELECT p.name, h.name, a.started_at, a.minutes, a.note FROM activity a "
        "JOIN place p ON p.id = a.place JOIN holder h ON h.id = a.person ORDER BY a.id",
    )


def query(db: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(db)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def entries(desk: Desk) -> int:
    return int(query(desk.db, "SELECT count(*) FROM journal")[0][0])


# Each noun


def test_the_required_columns_of_each_noun_are_enough(desk: Desk) -> None:
    desk.run("init")
    assert imported(desk, "places", "name,kind\n双峰乡,town\n大皿村,village\n")["new"] == 2
    assert imported(desk, "streets", STREETS)["new"] == 2
    assert imported(desk, "holders", "name,kind\n张三,person\n李四,person\n")["new"] == 2
    assert imported(desk, "assignments", "holder,role,place,since\n张三,街长,横街,2026-10-01\n")
    row = imported(desk, "patrols", "street,person,started_at\n横街,张三,2026-11-16 09:00\n")
    assert row == {
        "noun": "patrols",
        "file": "-",
        "read": 1,
        "new": 1,
        "changed": 0,
        "already": 0,
        "rejected": 0,
        "days_only": 0,
    }


def test_patrols_are_saved_as_one_entry(furnished: Desk) -> None:
    before = entries(furnished)
    said = furnished.run("import patrols -", stdin=PATROLS)
    assert "3 patrols read: 3 new, 0 already there" in said.out
    assert entries(furnished) == before + 1
    assert [(row[0], row[1], row[3], row[4]) for row in logged(furnished)] == [
        ("横街", "张三", 30, "未见异常"),
        ("横街", "张三", None, None),
        ("老街", "李四", 25, None),
    ]
    furnished.run("verify")
    rows = furnished.run("overdue --all --week 2026-W47 --format json").rows
    assert {row["street"]: row["counted"] for row in rows} == {"横街": 2, "老街": 1}


def test_chinese_headers_in_any_order_mean_the_same(furnished: Desk) -> None:
    text = (
        "备注,开始时间,姓名,街道名称,所属乡镇,时长(分钟)\n"
        "无,2026年11月16日 上午9点,张三,横街,双峰,\N{FULLWIDTH DIGIT THREE}0\n"
    )
    assert imported(furnished, "patrols", text)["new"] == 1
    assert logged(furnished)[0][3:] == (30, "无")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le-with-mark"]
)
def test_encodings_are_found_out(office: Desk, encoding: str) -> None:
    name = "大皿村" if encoding == "gbk" else "㘵𠮷村"
    text = f"name,kind,town\r\n{name},village,双峰乡\r\n"
    if encoding == "utf-16-le-with-mark":
        content = b"\xff\xfe" + text.encode("utf-16-le")
    else:
        content = text.encode(encoding)
    office.write("places.csv", content)
    office.run("import places places.csv")
    assert name in [row["name"] for row in office.run("place list --format json").rows]


def test_an_encoding_can_be_named_and_must_fit(office: Desk) -> None:
    office.write("places.csv", "name,kind\n大皿村,village\n".encode("gb18030"))
    office.run("import places places.csv --encoding gb2312")
    office.run("import places places.csv --encoding utf-8", code=1)
    office.run("import places places.csv --encoding klingon", code=2)


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        pytest.param("missing.csv", None, 4, id="missing"),
        pytest.param(".", None, 4, id="a folder"),
        pytest.param("empty.csv", b"", 1, id="empty"),
        pytest.param("blank.csv", b"\n\n\n", 1, id="blank lines"),
        pytest.param("old.csv", b"\xd0\xcf\x11\xe0rest", 1, id="an old workbook"),
        pytest.param("header.csv", b"name,kind\n", 1, id="a header alone"),
        pytest.param("quote.csv", b'name,kind\n"a,town\n', 1, id="an open quotation mark"),
        pytest.param("nul.csv", b"name,kind\na\0b,town\n", 1, id="a NUL"),
    ],
)
def test_files_that_are_no_tables(
    office: Desk, path: str, content: bytes | None, code: int
) -> None:
    if content is not None:
        office.write(path, content)
    before = entries(office)
    ran = office.run(["import", "places", path], code=code)
    assert ran.out == ""
    assert "Nothing" in ran.err
    assert entries(office) == before


# Headers


@pytest.mark.parametrize(
    ("noun", "header", "said"),
    [
        pytest.param("patrols", "street,person,started_at,weather", "weather", id="unknown"),
        pytest.param("patrols", "street,person", "started_at", id="missing"),
        pytest.param("patrols", "street,person,started_at,街道", "same", id="twice"),
        pytest.param("patrols", "street,person,started_at,street", "Two columns", id="same name"),
        pytest.param("streets", "town,street", "opened_on", id="missing opened_on"),
        pytest.param("places", "name", "kind", id="missing kind"),
        pytest.param("holders", "kind", "name", id="missing name"),
        pytest.param("assignments", "holder,role,place", "since", id="missing since"),
        pytest.param(
            "patrols", "street,person,started_at,recorded_at", "--trust-recorded", id="trusted"
        ),
    ],
)
def test_a_header_that_is_not_understood(
    furnished: Desk, noun: str, header: str, said: str
) -> None:
    ran = furnished.run(
        f"import {noun} - --partial rejects.csv", stdin=f"{header}\n{',' * header.count(',')}x\n",
        code=1,
    )  # fmt: skip
    assert said in ran.err
    assert not (furnished.folder / "rejects.csv").exists()


def test_an_unknown_noun_is_usage(office: Desk) -> None:
    assert "patrols" in office.run("import walks -", code=2).err


# Bad rows


BAD_PATROLS = (
    "street,person,started_at,minutes,note\n"
    "横街,张三,2026-11-16 09:00,30,\n"  # 2, good
    "横路,张三,2026-11-16 10:00,,\n"  # 3
    "横街,张山,2026-11-16 11:00,,\n"  # 4
    "横街,张三,2026-02-30 09:00,,\n"  # 5
    "横街,张三,2026-11-20 09:36,,\n"  # 6, now is 09:30
    "横街,张三,2026-09-30 23:59,,\n"  # 7
    "横街,张三,2026-11-17 09:00,-5,\n"  # 8
    "横街,张三,2026-11-17 09:00,bald,\n"  # 9
    "横街,张三,2026-11-17 09:00,1441,\n"  # 10
    "老街,张三,2026-11-16 09:29,5,\n"  # 11, on another walk until 09:30
    "横街,张三,,,\n"  # 12
    ",张三,2026-11-17 09:00,,\n"  # 13
    "横街,,2026-11-17 09:00,,\n"  # 14
    "横街,张三,2026-11-17 09:00,,a\x1bb\n"  # 15
    "横街,县卫生局,2026-11-17 09:00,,\n"  # 16
    "横街,张三,03/04/2026 09:00,,\n"  # 17
    "横街,张三,2026-11-16 09:30,5,\n"  # 18, good: begins when the other ends
)


def test_every_bad_row_is_told_with_field_value_and_reason(furnished: Desk) -> None:
    furnished.write("patrols.csv", BAD_PATROLS)
    ran = furnished.run("import patrols patrols.csv", code=1)
    assert logged(furnished) == []
    lines = ran.err.splitlines()
    assert lines[0] == "patrols.csv: 15 of 17 rows cannot be imported."
    told = {int(line.split("row ")[1].split(",")[0]): line for line in lines[1:-2]}
    for row, words in {
        3: "street 横路: No street is called 横路",
        4: "person 张山: No person is called 张山",
        5: "started_at 2026-02-30 09:00: There is no such day",
        6: "started_at 2026-11-20 09:36: It starts in the future",
        7: "started_at 2026-09-30 23:59: 横街 is open only from 2026-10-01",
        8: "minutes -5: It ends before it starts",
        9: "minutes bald: It is no whole number",
        10: "minutes 1441: It lasts longer than a day",
        11: "The same person was on another walk then, begun 2026-11-16 09:00",
        12: "started_at: It is empty",
        13: "street: It is empty",
        14: "person: It is empty",
        15: "U+001B",
        16: "person 县卫生局: No person",
        17: "cannot be told apart",
    }.items():
        assert words in told.pop(row)
    assert told == {}
    assert "\x1b" not in ran.err
    assert lines[-2:] == [
        "Nothing was saved.",
        "Correct them, or import the others with --partial REJECTS.csv",
    ]


def test_partial_saves_the_good_rows_and_gives_the_bad_ones_back(furnished: Desk) -> None:
    furnished.write("patrols.csv", BAD_PATROLS)
    ran = furnished.run("import patrols patrols.csv --partial rejects.csv", code=1)
    assert "2 new, 0 already there, 15 left out" in ran.out
    assert "rejects.csv" in ran.err
    assert len(logged(furnished)) == 2
    content = (furnished.folder / "rejects.csv").read_text(encoding="utf-8-sig")
    rejected = list(csv.DictReader(io.StringIO(content)))
    assert len(rejected) == 15
    assert rejected[0]["street"] == "横路"
    assert "row 3, street: No street is called 横路" in rejected[0]["reject_reason"]
    assert (furnished.folder / "rejects.csv").stat().st_mode & 0o077 == 0
    furnished.run("verify")


def test_the_corrected_reject_file_can_be_imported_as_it_is(furnished: Desk) -> None:
    text = "street,person,started_at\n横路,张三,2026-11-16 10:00\n横街,张三,2026-11-16 09:00\n"
    furnished.run("import patrols - --partial rejects.csv", stdin=text, code=1)
    path = furnished.folder / "rejects.csv"
    corrected = path.read_text(encoding="utf-8-sig").replace("横路,", "老街,", 1)
    path.write_text(corrected, encoding="utf-8")
    furnished.run("import patrols rejects.csv")
    assert len(logged(furnished)) == 2


def test_a_reject_file_that_cannot_be_written_leaves_nothing_saved(furnished: Desk) -> None:
    text = "street,person,started_at\n横路,张三,2026-11-16 10:00\n横街,张三,2026-11-16 09:00\n"
    furnished.run("import patrols - --partial missing/rejects.csv", stdin=text, code=4)
    assert logged(furnished) == []


def test_without_bad_rows_no_reject_file_is_made(furnished: Desk) -> None:
    furnished.run("import patrols - --partial rejects.csv", stdin=PATROLS)
    assert not (furnished.folder / "rejects.csv").exists()


def test_a_file_that_breaks_off_is_refused_even_in_part(furnished: Desk) -> None:
    text = 'street,person,started_at\n横街,张三,2026-11-16 09:00\n"横街,张三,2026-11-17 09:00\n'
    furnished.run("import patrols - --partial rejects.csv", stdin=text, code=1)
    assert logged(furnished) == []


def test_many_bad_rows_are_counted_after_the_first_fifty(furnished: Desk) -> None:
    text = "street,person,started_at\n" + "横路,张三,2026-11-16 09:00\n" * 120
    lines = furnished.run("import patrols -", stdin=text, code=1).err.splitlines()
    assert len([line for line in lines if line.startswith("-, row ")]) == 50
    assert "… and 70 more." in lines


def test_a_dry_run_says_it_all_and_saves_nothing(furnished: Desk) -> None:
    before = entries(furnished)
    said = furnished.run("import patrols - --dry-run", stdin=PATROLS)
    assert "3 new" in said.out
    assert "dry run" in said.out
    furnished.run("import patrols - --dry-run", stdin=BAD_PATROLS, code=1)
    ran = furnished.run("import patrols - --dry-run --partial r.csv", stdin=BAD_PATROLS, code=1)
    assert "15 left out" in ran.out
    assert entries(furnished) == before
    assert not (furnished.folder / "r.csv").exists()


# Twice


@pytest.mark.parametrize(
    ("noun", "text"),
    [("streets", STREETS), ("holders", HOLDERS), ("assignments", POSTS), ("patrols", PATROLS)],
)
def test_a_file_imported_twice_is_as_good_as_once(furnished: Desk, noun: str, text: str) -> None:
    imported(furnished, noun, text)
    before = entries(furnished)
    row = imported(furnished, noun, text)
    assert (row["new"], row["changed"], row["already"]) == (0, 0, row["read"])
    assert "Nothing new" in furnished.run(f"import {noun} -", stdin=text).out
    assert entries(furnished) == before


def test_a_row_twice_in_one_file_is_there_once(furnished: Desk) -> None:
    text = PATROLS + "横街,张三,2026-11-16 09:00,30,未见异常\n"
    row = imported(furnished, "patrols", text)
    assert (row["new"], row["already"]) == (3, 1)
    assert imported(furnished, "holders", HOLDERS + "王五,person,\n王五,person,\n")["new"] == 1


def test_a_voided_patrol_can_be_imported_again(furnished: Desk) -> None:
    text = "street,person,started_at,key\n横街,张三,2026-11-16 09:00,k1\n"
    furnished.run("import patrols -", stdin=text)
    furnished.run("undo --why 试")
    assert imported(furnished, "patrols", text)["new"] == 1


def test_what_log_saved_and_the_import_says_is_one(furnished: Desk) -> None:
    furnished.run("log 横街 --by 张三 --at '2026-11-16 09:00' --minutes 30")
    assert imported(furnished, "patrols", PATROLS)["already"] == 1
    text = "street,person,started_at,minutes\n老街,张三,2026-11-16 09:10,5\n"
    ran = furnished.run("import patrols -", stdin=text, code=1)
    assert "another walk" in ran.err


def test_one_walk_of_several_streets_is_no_overlap(furnished: Desk) -> None:
    text = (
        "street,person,started_at,minutes\n"
        "横街,张三,2026-11-16 09:00,30\n"
        "老街,张三,2026-11-16 09:00,40\n"
    )
    assert imported(furnished, "patrols", text)["new"] == 2


def test_keys_make_rows_retryable(furnished: Desk) -> None:
    head = "street,person,started_at,minutes,key\n"
    imported(furnished, "patrols", head + "横街,张三,2026-11-16 09:00,30,k1\n")
    assert (
        imported(furnished, "patrols", head + "横街,张三,2026-11-16 09:00,30,k1\n")["already"] == 1
    )
    for other in ("老街,张三,2026-11-16 09:00,30", "横街,张三,2026-11-16 09:01,30",
                  "横街,李四,2026-11-16 09:00,30", "横街,张三,2026-11-16 09:00,31"):  # fmt: skip
        ran = furnished.run("import patrols -", stdin=f"{head}{other},k1\n", code=1)
        assert "key k1: This key was used for another record" in ran.err
    twice = head + "横街,张三,2026-11-17 09:00,30,k2\n横街,张三,2026-11-18 09:00,30,k2\n"
    assert "row 3, key k2" in furnished.run("import patrols -", stdin=twice, code=1).err


# The register


def test_a_town_made_by_init_gets_its_code_and_its_county(desk: Desk) -> None:
    desk.run("init --town 双峰乡")
    text = (
        "kind,code,name,parent_code,source,as_of\n"
        "village,330727201200,大皿村村委会,330727201,list,2017-10-31\n"
        "town,330727201,双峰乡,330727,list,2017-10-31\n"
        "county,330727,磐安县,,list,2017-10-31\n"
    )
    row = imported(desk, "places", text)
    assert (row["new"], row["changed"]) == (2, 1)
    rows = {place["name"]: place for place in desk.run("place list --format json").rows}
    assert len(rows) == 3
    assert (rows["双峰乡"]["code"], rows["双峰乡"]["parent"]) == ("330727201", "磐安县")
    assert rows["大皿村村委会"]["town"] == "双峰乡"
    assert imported(desk, "places", text)["already"] == 3
    desk.run("verify")


def test_a_later_list_renews_the_source_and_an_older_one_does_not(office: Desk) -> None:
    head = "kind,code,name,source,as_of\n"
    imported(office, "places", head + "town,330727201,双峰乡,list of 2017,2017-10-31\n")
    assert imported(office, "places", head + "town,330727201,双峰乡,list of 2023,2023-06-30\n")[
        "changed"
    ]
    row = imported(office, "places", head + "town,330727201,双峰乡,list of 2017,2017-10-31\n")
    assert (row["changed"], row["already"]) == (0, 1)
    assert office.run("place list --format json").rows[0]["source"] == "list of 2023"


@pytest.mark.parametrize(
    ("noun", "text", "said"),
    [
        pytest.param(
            "places", "name,kind,parent_code\n甲村,village,999\n", "No place has the code 999",
            id="an unknown parent",
        ),
        pytest.param(
            "places", "name,kind,code,parent_code\n甲村,village,1,2\n乙村,village,2,1\n",
            "No place has the code", id="parents in a ring",
        ),
        pytest.param("places", "name,kind\n甲街道,街道\n", "subdistrict", id="the word 街道"),
        pytest.param("places", "name,kind\n甲村,hamlet\n", "none of these", id="an unknown kind"),
        pytest.param(
            "places", "name,kind,code\n甲村,village,7\n乙村,village,7\n", "甲村, not 乙村",
            id="one code, two names",
        ),
        pytest.param(
            "streets", "town,street,opened_on\n双峰乡,横街,2026-10-02\n", "2026-10-01, not",
            id="another first day",
        ),
        pytest.param(
            "streets", "town,street,opened_on\n双锋乡,新街,2026-10-02\n", "双峰乡",
            id="a town's slip",
        ),
        pytest.param(
            "streets", "town,street,opened_on\n,新街,2026-10-02\n", "town: It is empty",
            id="no town",
        ),
        pytest.param(
            "streets", "town,street,opened_on\n双峰乡,双峰乡街道,2026-10-02\n双峰乡,新街,\n",
            "opened_on: It is empty", id="no first day",
        ),
        pytest.param("holders", "name,kind\n县卫生局,person\n", "a department", id="another kind"),
        pytest.param("holders", "name,kind\n王五,robot\n", "none of these", id="no kind of holder"),
        pytest.param(
            "assignments", "holder,role,place,since\n张三,市长,横街,2026-10-01\n", "no role 市长",
            id="an unknown role",
        ),
        pytest.param(
            "assignments", "holder,role,place,since,until\n张三,街长,老街,2026-10-01,2026-10-01\n",
            "not after", id="a post of no day",
        ),
        pytest.param(
            "assignments", "holder,role,place,since\n张三,街长,横街,2026-10-01 09:00\n",
            "since 2026-10-01 09:00", id="a time where a day belongs",
        ),
    ],
)  # fmt: skip
def test_rows_the_register_refuses(furnished: Desk, noun: str, text: str, said: str) -> None:
    before = entries(furnished)
    assert said in furnished.run(f"import {noun} -", stdin=text, code=1).err
    assert entries(furnished) == before


def test_an_import_after_relieving_does_not_bring_the_post_back(furnished: Desk) -> None:
    furnished.run("relieve 张三 街长 横街 --on 2026-11-10")
    assert imported(furnished, "assignments", POSTS)["already"] == 2
    rows = furnished.run("holder list --format json").rows
    assert rows[0]["posts"] == []


def test_an_end_in_a_later_file_completes_the_post(furnished: Desk) -> None:
    text = POSTS.replace("横街,2026-10-01,", "横街,2026-10-01,2026-11-10")
    row = imported(furnished, "assignments", text)
    assert (row["changed"], row["already"]) == (1, 1)


def test_aliases_and_zones_come_with_the_streets(furnished: Desk) -> None:
    furnished.run("place add 东片区 --kind zone")
    text = "town,street,opened_on,alias,zone\n双峰乡,新街,2026-10-01,供销社路；粮站街,东片\n"
    imported(furnished, "streets", text)
    row = furnished.run("place list --kind street --format json").rows[-1]
    assert (row["aliases"], row["zone"]) == (["供销社路", "粮站街"], "东片区")


def test_the_town_of_rows_that_name_none_can_be_said(office: Desk) -> None:
    office.run("place add 玉山镇 --kind town")
    text = "town,street,opened_on\n,横街,2026-10-01\n双峰乡,横街,2026-10-01\n"
    imported(office, "streets", text, "--town 玉山")
    assert [row["town"] for row in office.run("place list --kind street --format json").rows] == [
        "玉山镇",
        "双峰乡",
    ]
    office.run("holder add 张三")
    patrols = "street,person,started_at\n横街,张三,2026-11-16 09:00\n"
    assert "双峰乡/横街" in office.run("import patrols -", stdin=patrols, code=1).err
    imported(office, "patrols", patrols, "--town 双峰")
    qualified = (
        "street,person,started_at,town\n"
        "玉山镇/横街,张三,2026-11-16 10:00,\n"
        "横街,张三,2026-11-16 11:00,玉山镇\n"
    )
    assert imported(office, "patrols", qualified)["new"] == 2


# Names


def test_of_two_namesakes_the_one_with_a_post_on_the_street_is_meant(furnished: Desk) -> None:
    furnished.run("holder add 张三 --unit 别村委会")
    head = "street,person,started_at\n"
    assert imported(furnished, "patrols", head + "横街,张三,2026-11-16 09:00\n")["new"] == 1
    assert (
        imported(furnished, "patrols", head + "老街,别村委会/张三,2026-11-16 09:00\n")["new"] == 1
    )
    refused = furnished.run("import patrols -", stdin=head + "老街,张三,2026-11-16 10:00\n", code=1)
    assert "大皿村委会/张三" in refused.err
    units = query(
        furnished.db,
        "SELECT h.unit FROM activity a JOIN holder h ON h.id = a.person ORDER BY a.id",
    )
    assert units == [("大皿村委会",), ("别村委会",)]


def test_a_street_that_opened_again_is_meant_by_the_day(furnished: Desk) -> None:
    furnished.run("place close --kind street 横街 --on 2026-11-01")
    furnished.run("place add --kind street 横街 --opened-on 2026-11-10 --code J02")
    head = "street,person,started_at\n"
    text = head + "横街,李四,2026-10-05 09:00\n横街,李四,2026-11-16 09:00\n"
    assert imported(furnished, "patrols", text)["new"] == 2
    codes = query(
        furnished.db, "SELECT p.code FROM activity a JOIN place p ON p.id = a.place ORDER BY a.id"
    )
    assert codes == [(None,), ("J02",)]
    assert (
        "横街"
        in furnished.run(
            "import patrols -", stdin=head + "横街,李四,2026-11-05 09:00\n", code=1
        ).err
    )


def test_other_activities_name_their_kind(furnished: Desk) -> None:
    head = "street,person,started_at,kind\n"
    text = head + "双峰乡,县卫生局,2026-11-16 09:00,集中整治\n横街,张三,2026-11-16 09:00,\n"
    assert imported(furnished, "patrols", text)["new"] == 2
    kinds = query(furnished.db, "SELECT kind FROM activity ORDER BY id")
    assert kinds == [("cleanup",), ("patrol",)]
    bad = head + "横街,张三,2026-11-17 09:00,散步\n"
    assert "kind 散步" in furnished.run("import patrols -", stdin=bad, code=1).err


# Times


@pytest.mark.parametrize(
    ("started_at", "code"),
    [
        pytest.param("2026-11-20 09:35", 0, id="five minutes from now"),
        pytest.param("2026-11-20 09:35:01", 1, id="a second later"),
        pytest.param("2026-11-20T01:35:00Z", 0, id="the same in UTC"),
        pytest.param("2026-11-20T01:36:00Z", 1, id="a minute later in UTC"),
    ],
)
def test_a_start_may_lie_five_minutes_ahead(furnished: Desk, started_at: str, code: int) -> None:
    text = f"street,person,started_at\n横街,张三,{started_at}\n"
    furnished.run("import patrols -", stdin=text, code=code)


@pytest.mark.parametrize(
    ("day", "code"),
    [("2026-09-30", 1), ("2026-10-01", 0), ("2026-11-09", 0), ("2026-11-10", 1)],
)
def test_a_street_is_patrolled_only_while_it_is_open(furnished: Desk, day: str, code: int) -> None:
    furnished.run("place close --kind street 横街 --on 2026-11-10")
    text = f"street,person,started_at\n横街,张三,{day}\n"
    furnished.run("import patrols -", stdin=text, code=code)


def test_a_day_without_a_time_is_taken_as_midnight_and_said(furnished: Desk) -> None:
    text = "street,person,started_at\n横街,张三,2026-11-16\n横街,张三,2026-11-17\n"
    said = furnished.run("import patrols -", stdin=text)
    assert "2 of them name a day without a time: taken as 00:00." in said.out
    rows = furnished.run("overdue --all --week 2026-W47 --format json").rows
    row = next(row for row in rows if row["street"] == "横街")
    assert (row["counted"], row["last_patrol_on"]) == (2, "2026-11-17")


@pytest.mark.parametrize(
    ("recorded_at", "code", "said"),
    [
        pytest.param("2026-11-16 08:54", 1, "before it started", id="six minutes before"),
        pytest.param("2026-11-16 08:55", 0, "", id="five minutes before"),
        pytest.param("2026-11-16 09:00", 0, "", id="at the start"),
        pytest.param("2026-11-20 09:30", 0, "", id="now"),
        pytest.param("2026-11-20 09:31", 1, "in the future", id="a minute from now"),
        pytest.param("2026-11-16", 0, "", id="a bare day"),
        pytest.param("2026-11-15", 1, "before it started", id="the day before"),
        pytest.param("2026-11-20", 0, "", id="today"),
        pytest.param("2026-11-21", 1, "in the future", id="tomorrow"),
        pytest.param("", 0, "", id="not said"),
        pytest.param("soon", 1, "recorded_at soon", id="no moment"),
    ],
)
def test_a_trusted_time_of_recording(
    furnished: Desk, recorded_at: str, code: int, said: str
) -> None:
    text = f"street,person,started_at,recorded_at\n横街,张三,2026-11-16 09:00,{recorded_at}\n"
    ran = furnished.run("import patrols - --trust-recorded", stdin=text, code=code)
    assert said in ran.err


def test_trusted_times_mark_the_entry_and_decide_what_is_late(furnished: Desk) -> None:
    head = "street,person,started_at,recorded_at\n"
    rows = "横街,张三,2026-11-09 09:00,2026-11-09 10:00\n横街,张三,2026-11-10 09:00,\n"
    furnished.run("import patrols - --trust-recorded", stdin=head + rows)
    marks, recorded = (
        query(furnished.db, "SELECT marks FROM journal ORDER BY id DESC LIMIT 1"),
        query(furnished.db, "SELECT recorded_at FROM activity ORDER BY id"),
    )
    assert "recorded" in marks[0][0]
    day = datetime.fromisoformat("2026-11-09T10:00+08:00").timestamp()
    assert recorded == [(int(day),), (None,)]
    furnished.run(
        "import patrols -", stdin="street,person,started_at\n老街,李四,2026-11-09 09:00\n"
    )
    assert query(furnished.db, "SELECT marks FROM journal ORDER BY id DESC LIMIT 1") == [("clock",)]
    furnished.run("verify")


# Many


def year_of_patrols(count: int, streets: int = 42, seed: int = 1) -> str:
    """Make a year of patrols in order of their starts, as long as real ones are."""
    dice = random.Random(seed)
    lines = ["town,street,person,started_at,minutes,note"]
    per_street = -(-count // streets)
    for turn in range(per_street):
        for street in range(streets):
            if len(lines) > count:
                break
            at = datetime(2025, 11, 1) + timedelta(
                minutes=turn * 380 * 24 * 60 // per_street + dice.randrange(30)
            )
            minutes = dice.choice(["", "15", "20"])
            lines.append(f"双峰乡,街{street},人{street},{at:%Y-%m-%d %H:%M},{minutes},未见异常")
    return "\n".join(lines) + "\n"


def many_streets(desk: Desk, streets: int = 42) -> None:
    rows = "".join(f"双峰乡,街{n},2025-01-01\n" for n in range(streets))
    desk.run("import streets -", stdin="town,street,opened_on\n" + rows)
    rows = "".join(f"人{n},person,村{n}村委会\n" for n in range(streets))
    desk.run("import holders -", stdin="name,kind,unit\n" + rows)
    rows = "".join(f"人{n},街长,双峰乡/街{n},2025-01-01\n" for n in range(streets))
    desk.run("import assignments -", stdin="holder,role,place,since\n" + rows)


def test_a_year_of_31000_patrols_is_one_transaction(office: Desk) -> None:
    many_streets(office)
    office.write("year.csv", year_of_patrols(31_000))
    before = entries(office)
    row = imported(office, "patrols", (office.folder / "year.csv").read_bytes())
    assert (row["read"], row["new"]) == (31_000, 31_000)
    assert entries(office) == before + 1
    assert query(office.db, "SELECT row_count FROM journal ORDER BY id DESC LIMIT 1") == [(31_000,)]
    total = "+".join(f"sum(d{day})" for day in range(7))
    assert query(office.db, f"SELECT {total} FROM week_tally WHERE duty = 'patrol'") == [(31_000,)]
    office.run("verify")
    again = imported(office, "patrols", (office.folder / "year.csv").read_bytes())
    assert (again["new"], again["already"]) == (0, 31_000)


def test_the_order_of_the_rows_does_not_matter(office: Desk) -> None:
    many_streets(office, 5)
    head, *rows = year_of_patrols(400, 5).splitlines()
    random.Random(2).shuffle(rows)
    assert imported(office, "patrols", "\n".join([head, *rows]))["new"] == 400
    random.Random(3).shuffle(rows)
    assert imported(office, "patrols", "\n".join([head, *rows]))["already"] == 400
    office.run("verify")


WALKS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 90), st.integers(0, 40)),
    min_size=1,
    max_size=12,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(WALKS)
def test_what_goes_in_partially_never_overlaps_and_never_doubles(
    office: Desk, walks: Sequence[tuple[int, int, int, int]]
) -> None:
    fresh = office.folder / "fresh.db"
    if not fresh.exists():
        many_streets(office, 3)
        shutil.copy(office.db, fresh)
    shutil.copy(fresh, office.db)
    lines = ["street,person,started_at,minutes"]
    for street, person, minute, length in walks:
        at = datetime(2026, 11, 16, 9) + timedelta(minutes=minute)
        lines.append(f"街{street},人{person},{at:%Y-%m-%d %H:%M},{length or ''}")
    text = "\n".join(lines)
    row = office.run("import patrols - --partial r.csv --format json", stdin=text, code=None).rows[
        0
    ]
    assert row["new"] + row["already"] + row["rejected"] == row["read"] == len(walks)
    stored = query(office.db, "SELECT person, place, started_at, minutes FROM activity")
    assert len({entry[:3] for entry in stored}) == len(stored) == row["new"]
    for one in stored:
        for other in stored:
            if one[0] == other[0] and one[2] < other[2] and one[3]:
                assert other[3] is None or one[2] + one[3] * 60 <= other[2]
    office.run("verify")


MEASURED = """
import json, resource, sys
from streetchief.cli.main import call
code = call(sys.argv[1:])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
busy = resource.getrusage(resource.RUSAGE_SELF).ru_utime
print(json.dumps([code, busy, int(peak.split()[1]) // 1024]), file=sys.stderr)
"""


@pytest.mark.bench
def test_a_million_patrols(office: Desk) -> None:
    """One transaction of a million rows, in bounded memory."""
    many_streets(office, 500)
    office.write("million.csv", year_of_patrols(1_000_000, 500))
    began = datetime.now()
    ended = subprocess.run(
        [sys.executable, "-c", MEASURED, "import", "patrols", "million.csv", "--format", "json"],
        capture_output=True,
        cwd=office.folder,
        env=office.process_environment(),
        check=True,
    )
    seconds = (datetime.now() - began).total_seconds()
    code, busy, peak = json.loads(ended.stderr)
    assert code == 0
    assert json.loads(ended.stdout)["rows"][0]["new"] == 1_000_000
    assert peak < 150
    with office.capsys.disabled():
        print(  # noqa: T201 - the figure is what a bench is for
            f"\n1,000,000 patrols: {seconds:.1f} s, {busy:.1f} s of processor, "
            f"{1_000_000 / busy:,.0f} a second of it, {peak} MiB"
        )
