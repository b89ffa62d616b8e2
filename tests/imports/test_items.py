"""`import items`: problems and complaints from other people's tables.

- real complaints: repeats are named, nothing is dropped in silence, figures equal a computation of
  our test's own
- a file twice is as good as once; a later one closes what it says is closed
- a row goes the list's own way: nobody closes unverified, nor verifies his own work
- Chinese titles, missing dates where they may be missing, new categories said
"""

from __future__ import annotations

import csv

import pytest

from tests.complaints import (
    RULEBOOK,
    SLICE,
    Row,
    contradictions,
    converted,
    first_rows,
    turnaround_by_nature,
)
from tests.conftest import Desk
from tests.town_with_lists import one, rows, settle, story, valid


@pytest.fixture
def town(office: Desk) -> Desk:
    return settle(office)


@pytest.fixture
def complaints() -> list[Row]:
    with SLICE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def city(desk: Desk) -> Desk:
    desk.run(["init", "--rulebook", str(RULEBOOK), "--town", "Chicago", "--site", "city"])
    return desk


# Real complaints


def test_contradicting_request_numbers_refuse_the_file_and_are_named(
    city: Desk, complaints: list[Row]
) -> None:
    city.write("c.csv", converted(complaints))
    wrong = contradictions(complaints)
    assert wrong
    refused = city.run("import items c.csv", code=1)
    for number in wrong:
        assert number in refused.err
    assert "办结日期" in refused.err
    assert rows(city, "item list --state all") == []


def test_the_others_load_and_what_is_left_out_comes_back(city: Desk, complaints: list[Row]) -> None:
    city.write("c.csv", converted(complaints))
    done = valid(city.run("import items c.csv --partial left.csv --format json", code=1), "import")
    (counts,) = done.rows
    assert counts["new"] == len(first_rows(complaints))
    assert counts["rejected"] == len(contradictions(complaints))
    assert counts["read"] == counts["new"] + counts["already"] + counts["rejected"] == 1500
    with (city.folder / "left.csv").open(encoding="utf-8-sig", newline="") as file:
        left = list(csv.DictReader(file))
    assert [row["编号"] for row in left] == contradictions(complaints)
    assert all("already" in row["reject_reason"] for row in left)
    opened = {row["key"] for row in rows(city, "item list")}
    assert opened == {
        row["Service_Request_Number"]
        for row in first_rows(complaints)
        if not row["Completion_Date"]
    }


def test_turnaround_equals_an_independent_computation(city: Desk, complaints: list[Row]) -> None:
    city.run("import items - --partial left.csv", stdin=converted(complaints), code=1)
    figures = {
        row["group"]: row for row in rows(city, "item figures --group-by category", "item-figures")
    }
    expected = turnaround_by_nature(complaints)
    assert len(figures) == len(expected)
    for nature, want in expected.items():
        row = figures["other" if nature == "Other" else nature]
        assert (row["items"], row["closed"], row["turnaround_days"]) == (
            want.items,
            want.closed,
            want.days,
        )
        assert (row["shortest"], row["median"], row["longest"]) == (
            want.shortest,
            want.median,
            want.longest,
        )


def test_a_file_twice_is_as_good_as_once(city: Desk, complaints: list[Row]) -> None:
    text = converted(first_rows(complaints))
    city.run("import items -", stdin=text)
    again = city.run("import items - --format json", stdin=text)
    (counts,) = again.rows
    assert (counts["new"], counts["changed"]) == (0, 0)
    assert counts["already"] == counts["read"]


def test_a_later_file_closes_what_it_says_is_closed(city: Desk) -> None:
    header = "编号,问题描述,类别,登记日期,办结日期\n"
    city.run(
        "import items -", stdin=f"{header}1,街角垃圾,Other,2026-11-01,\n2,积水,Other,2026-11-02,\n"
    )
    later = f"{header}1,街角垃圾,Other,2026-11-01,2026-11-10\n2,积水,Other,2026-11-02,\n"
    (counts,) = city.run("import items - --format json", stdin=later).rows
    assert (counts["new"], counts["changed"], counts["already"]) == (0, 1, 1)
    assert {row["key"]: row["closed_on"] for row in rows(city, "item list --state all")} == {
        "1": "2026-11-10",
        "2": None,
    }
    earlier = f"{header}1,街角垃圾,Other,2026-11-01,\n"
    (counts,) = city.run("import items - --format json", stdin=earlier).rows
    assert counts["already"] == 1


def test_a_repeat_inside_a_file_may_say_more_but_not_otherwise(city: Desk) -> None:
    header = "编号,问题描述,类别,登记日期,办结日期\n"
    file = f"{header}1,垃圾,Other,2026-11-01,\n1,垃圾,Other,2026-11-01,2026-11-05\n"
    (counts,) = city.run("import items - --format json", stdin=file).rows
    assert (counts["new"], counts["changed"]) == (1, 1)
    refused = city.run(
        "import items -", stdin=f"{header}1,别的,Other,2026-11-01,2026-11-05\n", code=1
    )
    assert "in the ledger already" in refused.err
    assert "问题描述" in refused.err


def test_rows_without_a_number_are_told_apart_by_what_they_say(city: Desk) -> None:
    file = "问题描述,类别,登记日期\n垃圾,Other,2026-11-01\n垃圾,Other,2026-11-02\n"
    city.run("import items -", stdin=file)
    (counts,) = city.run("import items - --format json", stdin=file).rows
    assert (counts["new"], counts["already"]) == (0, 2)


# The list's own way

PROBLEMS = (
    "序号,编号,问题描述,类别,街道,乡镇,发现人,登记日期,责任单位,整改时限,"
    "整改人,整改日期,复核人,销号日期,备注\n"
)


def test_a_towns_own_table_with_every_column(town: Desk) -> None:
    file = (
        PROBLEMS
        + "1,W-1,门前堆放,道乱占,横街,双峰乡,韦知母,2026年11月2日,城建办,2026-11-10,"
        + "朱川芎,2026-11-08,督查员,2026-11-09,已清运\n"
        + "2,W-2,电线低垂,线乱拉,中街,双峰乡,昌沙参,2026-11-03,城建办,2026-11-10,,,,,\n"
        + "3,W-3,晾晒,其他,,,,2026-11-04,,,,,,,\n"
        + "4,W-4,破损,其他,,,,2026-11-04,城建办,,朱川芎,2026-11-06,,,\n"
    )
    town.run("import items -", stdin=file)
    closed, *waiting = sorted(
        rows(town, "item list --list 问题 --state all"), key=lambda row: row["key"]
    )
    assert (closed["standing"], closed["closed_on"], closed["verified_by"]) == (
        "closed",
        "2026-11-09",
        "督查员",
    )
    assert (closed["place"], closed["found_by"], closed["holder"]) == ("横街", "韦知母", "城建办")
    assert [row["stage"] for row in waiting] == ["assigned", "reported", "rectified"]
    assert waiting[0]["overdue_days"] == 10
    steps = [(step["kind"], step["on"], step["by"]) for step in story(town, "1")["steps"]]
    assert steps == [
        ("assigned", "2026-11-02", "韦知母"),
        ("moved", "2026-11-08", "朱川芎"),
        ("moved", "2026-11-09", "督查员"),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(
            "1,,一处,其他,,,,2026-11-02,城建办,,朱川芎,,,2026-11-09,",
            "Say who did it",
            id="closed and verified by nobody",
        ),
        pytest.param(
            "1,,一处,其他,,,,2026-11-02,城建办,,朱川芎,,朱川芎,2026-11-09,",
            "may not verify",
            id="verified by who rectified",
        ),
        pytest.param(
            "1,,一处,其他,,,,2026-11-02,,,朱川芎,,督查员,2026-11-09,",
            "责任单位",
            id="closed, but nobody answered for it",
        ),
        pytest.param(
            "1,,一处,其他,,,,2026-11-10,城建办,,朱川芎,,督查员,2026-11-09,",
            "opened on 2026-11-10",
            id="closed before it was found",
        ),
        pytest.param("1,,一处,其他,,,,,城建办,,,,,,", "登记日期", id="no day of finding"),
        pytest.param("1,,,其他,,,,2026-11-02,城建办,,,,,,", "问题描述", id="no title"),
        pytest.param("1,,一处,其他,横界,,,2026-11-02,,,,,,,", "横街", id="an unknown street"),
        pytest.param("1,,一处,其他,,,,2026-13-02,,,,,,,", "登记日期", id="a day that is none"),
        pytest.param("1,,一处,其他,,,,2026-11-21,,,,,,,", "after today", id="found tomorrow"),
        pytest.param("1,,一处,,,,,2026-11-02,,,,,,,", "which category", id="no category"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(town: Desk, row: str, reason: str) -> None:
    refused = town.run("import items -", stdin=f"{PROBLEMS}{row}\n", code=1)
    assert reason in refused.err
    assert rows(town, "item list --state all") == []


def test_a_closed_list_names_its_categories_once_for_a_thousand_rows(town: Desk) -> None:
    file = (
        "清单,内容,类别,登记日期\n"
        + "四清零,一处,违建,2026-11-02\n四清零,一处,大楼,2026-11-02\n" * 500
    )
    refused = town.run("import items -", stdin=file, code=1)
    assert "1000 of 1000" in refused.err


def test_a_new_category_of_an_open_list_is_said(town: Desk) -> None:
    done = town.run(
        "import items -", stdin="内容,类别,日期\n一,扬尘,2026-11-02\n二,扬尘,2026-11-03\n"
    )
    assert done.err.count("扬尘") == 1
    assert {row["category"] for row in rows(town, "item list")} == {"扬尘"}


def test_a_dry_run_says_what_it_would_do(town: Desk) -> None:
    said = town.run("import items - --dry-run", stdin="内容,类别,日期\n一,其他,2026-11-02\n").out
    assert "1 new" in said
    assert rows(town, "item list") == []


def test_numbers_go_on_after_an_import(town: Desk) -> None:
    town.run("import items -", stdin="内容,类别,日期\n一,其他,2026-11-02\n二,其他,2026-11-02\n")
    town.run("item open 三 --category 其他")
    assert one(town, "item list --from 2026-11-20")["number"] == 3
