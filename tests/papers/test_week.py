"""The weekly paper, as it is typed, mailed by cron and checked by a doubting officer.

- every figure of every town and week of the sample equals a count made here from the files, the
  pure rule by way of `overdue --week … --all`, and the sums of its own table
- a running week is a draft; a week to come is refused; a paper is dated on the Monday after
- under `env -i` and in a pipe: the same bytes, nothing on standard error
- one town, the ledger's own town, every town; every format; names that mean harm
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from streetchief.ledger.journal import Stamp, writing
from streetchief.ledger.ledger import open_writer
from streetchief.output.json import schema
from tests.conftest import Desk
from tests.sample_county import CLOCK, WEEKS, read, sample_ledger

FINISHED = WEEKS[:-1]
TOWNS = ("玉山镇", "高二乡", "方前镇", "尖山镇", "新渥镇", "双峰乡", "冷水镇", "安文镇")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_ledger(tmp_path_factory.mktemp("sample") / "panan.db")


@pytest.fixture
def county(desk: Desk, sample: Path) -> Desk:
    """The desk with the sample county's ledger, in its moment and in Chinese."""
    shutil.copy(sample, desk.db)
    desk.now, desk.lang = CLOCK, None
    return desk


def papers(text: str) -> dict[str, str]:
    """Cut what was printed into papers, by town."""
    parts = re.split(r"(?m)^(?=(?:草稿·本周未结束\n)?.*街长制工作周报$)", text)
    found = {}
    for part in parts:
        title = re.search(r"(?m)^(.*)街长制工作周报$", part)
        if title:
            found[title[1]] = part
    return found


SUMMARY = re.compile(
    r"街道(?P<streets>\d+)条，分街长(?P<chiefs>\d+)名。应巡(?P<required>\d+)次，实巡(?P<logged>\d+)次"
    r"（其中委托(?P<delegated>\d+)次、补录(?P<backfilled>\d+)次），计入(?P<counted>\d+)次、"
    r"(?P<day_count>\d+)天次；应达标(?P<due>\d+)条，达标(?P<met>\d+)条，达标率(?P<rate>[\d.]+%|—)；"
    r"免巡(?P<exempt>\d+)条。"
)
KEYS = ("required", "logged", "counted", "day_count", "delegated", "backfilled")
WORDS = {"达标": "met", "未达标": "unmet", "免巡": "exempt", "空缺": "vacant"}


def figures(paper: str) -> dict[str, Any]:
    """Read the figures of section one out of a printed paper."""
    found = SUMMARY.search(paper)
    assert found is not None, paper
    return {k: v if k == "rate" else int(v) for k, v in found.groupdict().items()}


def rows(paper: str) -> dict[str, dict[str, Any]]:
    """Read table 1 out of a printed paper: by street, the last row under 合计."""
    lines = paper.partition("附表1　街长巡查情况统计表\n\n")[2].split("\n\n")[0].splitlines()
    found = {}
    for line in lines[1:]:
        words = line.split()
        total = words[0] == "合计"
        numbers = next(i for i, w in enumerate(words) if i > (0 if total else 1) and w.isdigit())
        values = dict(zip(KEYS, map(int, words[numbers : numbers + 6]), strict=True))
        after = words[numbers + 6 :]
        found[words[0 if total else 1]] = {
            **values,
            "state": WORDS[after[0]] if after and not total else "",
        }
    return found


def named(paper: str, label: str) -> list[str]:
    """Read the streets of one of the lists of section one."""
    line = re.search(rf"(?m)^　　{label}：(.*)。$", paper)
    assert line is not None, (label, paper)
    return (
        [] if line[1] == "无" else [re.split(r"[（，\d]", part)[0] for part in line[1].split("；")]
    )


def test_every_figure_of_every_town_and_week_is_the_same_in_text_table_and_rule(
    county: Desk,
) -> None:
    for week in FINISHED:
        standing = {
            (row["town"], row["street"]): row
            for row in county.run(f"overdue --week {week} --all --format json").rows
        }
        text = papers(county.run(f"week {week} --all").out)
        assert {town for town, _street in standing} == set(text)
        for town, paper in text.items():
            said, table = figures(paper), rows(paper)
            total = table.pop("合计")
            register = [s["street"] for s in read("streets.csv") if s["town"] == town]
            judged = {s: standing[town, s] for s in register if (town, s) in standing}
            assert list(table) == list(judged)
            for street, row in judged.items():
                for key in ("required", "counted", "state"):
                    assert table[street][key] == row[key], (week, town, street, key)
            for key in KEYS:
                assert said[key] == total[key] == sum(row[key] for row in table.values())
            states = Counter(row["state"] for row in judged.values())
            assert said["streets"] == len(judged)
            assert said["met"] == states["met"]
            assert said["due"] == states["met"] + states["unmet"]
            assert said["exempt"] == states["exempt"]
            expected = f"{100 * said['met'] / said['due']:.2f}%" if said["due"] else "—"
            assert said["rate"] == expected
            assert named(paper, "未达标") == [s for s, r in judged.items() if r["state"] == "unmet"]
            assert named(paper, "免巡") == [s for s, r in judged.items() if r["state"] == "exempt"]
            vacant = [s for s, r in judged.items() if r["state"] == "vacant"]
            assert named(paper, "街长空缺") == (["、".join(vacant)] if vacant else [])


def test_logged_late_and_zero_are_what_the_files_say(county: Desk) -> None:
    """A count of its own: posts and visits from the CSV files, without the program's rule."""
    posts = [r for r in read("assignments.csv") if r["role"] == "deputy_chief"]
    streets = {(r["town"], r["street"]): r for r in read("streets.csv")}
    visits = [
        (
            r["town"],
            r["street"],
            r["person"],
            r["started_at"][:10],
            r["recorded_at"][:10] > r["started_at"][:10],
        )
        for r in read("patrols.csv")
    ]
    visits += [("方前镇", "悠客路", "许木香", "2017-11-09", True)]
    delegates = {
        ("玉山镇", "老街", "陈连翘"): ("2017-10-09", "2017-10-15"),
        ("双峰乡", "大皿老街", "苏白薇"): ("2017-10-24", "2017-10-24"),
    }

    def holds(person: str, place: str, on: str) -> bool:
        return any(
            p["holder"] == person
            and p["place"] == place
            and p["since"] <= on
            and (not p["until"] or on < p["until"])
            for p in posts
        )

    for week in FINISHED:
        monday = date.fromisocalendar(2017, int(week[-2:]), 1)
        days = {(monday + timedelta(days=n)).isoformat() for n in range(7)}
        for town, paper in papers(county.run(f"week {week} --all").out).items():
            for street, row in rows(paper).items():
                if street == "合计":
                    continue
                here = [v for v in visits if v[:2] == (town, street) and v[3] in days]
                span = {k: v for k, v in delegates.items() if k[:2] == (town, street)}
                code = streets[town, street]["code"]
                own = [
                    v
                    for v in here
                    if holds(v[2], f"{town}/{street}", v[3]) or holds(v[2], code, v[3])
                ]
                sent = [
                    v
                    for v in here
                    if v not in own
                    and any(k[2] == v[2] and s <= v[3] <= u for k, (s, u) in span.items())
                ]
                assert row["logged"] == len(own) + len(sent), (week, town, street)
                assert row["delegated"] == len(sent)
                assert row["backfilled"] == sum(v[4] for v in own + sent)
                assert row["day_count"] == len({v[3] for v in own + sent})


@pytest.mark.parametrize(
    ("week", "town", "sentence"),
    [
        ("2017-W36", "玉山镇", "未达标：无。"),
        ("2017-W41", "玉山镇", "未计入：古茶场路1次，非该街分街长且无委托记录。"),
        ("2017-W43", "玉山镇", "未计入：无。"),
        ("2017-W43", "玉山镇", "总街长应巡2次，实巡3次，达标。"),
        ("2017-W40", "高二乡", "应达标0条，达标0条，达标率—；免巡4条。总街长经批准免巡。"),
        ("2017-W40", "高二乡", "免巡：老街（分街长卫天麻），10月2日—8日，经批准免巡；"),
        ("2017-W42", "高二乡", "应巡街道中零巡查：新街。"),
        ("2017-W40", "高二乡", "应巡街道中零巡查：无。"),
        (
            "2017-W45",
            "高二乡",
            "新街连续10周未达标（第45周应巡2次、计入0次），截至11月12日无巡查记录。",
        ),
        ("2017-W41", "高二乡", "桥头街  沈石斛、杨紫苏"),
        ("2017-W38", "尖山镇", "9月18日—21日免巡"),
        ("2017-W45", "尖山镇", "1.乌石街连续2周未达标"),
        ("2017-W42", "尖山镇", "10月20日启用"),
        ("2017-W43", "尖山镇", "10月26日起停用"),
        ("2017-W43", "双峰乡", "未达标：大皿老街（分街长窦射干），应巡1次、计入0次。"),
        ("2017-W38", "双峰乡", "9月18日—22日街长空缺"),
        ("2017-W45", "冷水镇", "总街长空缺。（详见附表1）"),
        ("2017-W45", "冷水镇", "请研究确定溪滨路分街长人选。"),
        ("2017-W39", "新渥镇", "总街长第39周未达标（应巡2次、计入1次）。"),
        ("2017-W45", "方前镇", "补录1次"),
    ],
)
def test_a_case_of_the_sample_stands_on_its_paper(
    county: Desk, week: str, town: str, sentence: str
) -> None:
    assert sentence in county.run(["week", week, "--town", town]).out


def test_a_chief_until_the_monday_is_not_of_the_week(county: Desk) -> None:
    """姜百合 left 新渥镇/横街 on Monday 2 October: the first day without her is that Monday."""
    chiefs = {
        week: {
            row["street"]: row["chiefs"]
            for row in county.run(f"week {week} --town 新渥镇 --format json").rows[0]["table"]
        }["横街"]
        for week in ("2017-W39", "2017-W40", "2017-W43")
    }
    assert chiefs == {"2017-W39": ["姜百合"], "2017-W40": [], "2017-W43": ["喻石韦"]}


def test_without_a_week_the_last_finished_one_is_meant(county: Desk) -> None:
    said = county.run("week --town 方前镇").out
    assert "2017年第45周（11月6日—11月12日）" in said
    assert said == county.run("week last --town 方前镇").out
    assert said == county.run("week 上周 --town 方前镇").out
    assert said == county.run("week 2017-11-08 --town 方前镇").out
    county.now = "2017-11-12T23:59"
    assert "2017年第44周" in county.run("week --town 方前镇").out
    county.now = "2017-11-13T00:00"
    assert "2017年第45周" in county.run("week --town 方前镇").out


def test_a_paper_is_dated_on_the_monday_after_its_week_whenever_it_is_made(county: Desk) -> None:
    first = county.run("week 2017-W45 --town 方前镇").out
    county.now = "2018-03-01T10:00"
    assert county.run("week 2017-W45 --town 方前镇").out == first
    assert first.splitlines()[2].endswith("2017年11月13日")


def test_a_running_week_is_a_draft(county: Desk) -> None:
    said = county.run("week this --town 双峰乡").out
    assert said.startswith("草稿·本周未结束\n双峰乡街长制工作周报\n")
    assert "截至11月17日，" in said
    assert "尚未达标：古韵街（分街长云白芷），应巡2次、计入1次，进行中；" in said
    assert "桥头街（分街长苏白薇），应巡1次、计入0次，已无法达标。" in said
    county.now = "2017-11-20T00:00"
    assert "草稿" not in county.run("week 2017-W46 --town 双峰乡").out


def test_a_week_to_come_is_refused(county: Desk) -> None:
    ran = county.run("week 2017-W47", code=1)
    assert ran.out == ""
    assert "2017-W47" in ran.err


def test_a_week_that_cannot_be_read_is_a_wrong_call(county: Desk) -> None:
    assert county.run("week 第60周", code=2).out == ""
    assert county.run("week --format pdf", code=2).out == ""


def test_a_ledger_with_a_town_of_its_own_speaks_of_that(desk: Desk, tmp_path: Path) -> None:
    sample_ledger(desk.db, town="冷水镇")
    desk.now, desk.lang = CLOCK, None
    assert set(papers(desk.run("week").out)) == {"冷水镇"}
    assert set(papers(desk.run("week --town 安文镇").out)) == {"安文镇"}
    assert tuple(papers(desk.run("week --all").out)) == (
        "安文镇",
        "新渥镇",
        "尖山镇",
        "方前镇",
        "玉山镇",
        "冷水镇",
        "双峰乡",
        "高二乡",
    )


def test_a_town_without_streets_has_a_paper_of_zeros(office: Desk) -> None:
    said = office.run("week --lang zh").out
    assert "街道0条，分街长0名。应巡0次" in said
    assert "达标率—" in said


def test_a_ledger_without_streets_has_no_paper(desk: Desk) -> None:
    desk.run("init --site office")
    ran = desk.run("week", code=1)
    assert ran.out == ""
    assert "No street is under the duty" in ran.err


def test_under_cron_it_is_quiet_and_the_same(county: Desk) -> None:
    """No terminal, no locale, no home of its own, no language: the ledger's own decides."""
    here = county.run("week --all").out
    ran = county.run_process("week --all")
    assert ran.err == ""
    assert ran.out == here
    assert "\x1b" not in ran.out
    assert county.run_process("week --all").out == ran.out


def test_a_file_holds_what_standard_output_would(county: Desk) -> None:
    said = county.run("week --town 方前镇").out
    assert county.run("week --town 方前镇 -o paper.txt").out == ""
    assert (county.folder / "paper.txt").read_text(encoding="utf-8") == said
    county.run("week --town 方前镇 -o paper.md")
    assert (county.folder / "paper.md").read_text(encoding="utf-8").startswith("# 方前镇")
    county.run("week --town 方前镇 -o paper.html")
    assert (county.folder / "paper.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_json_is_valid_and_says_what_the_paper_says(county: Desk) -> None:
    for week in WEEKS:
        ran = county.run(f"week {week} --all --format json")
        problems = list(Draft202012Validator(schema("week")).iter_errors(ran.json))
        assert problems == []
        if week == WEEKS[-1]:
            assert all(row["draft"] for row in ran.rows)
            continue
        text = papers(county.run(f"week {week} --all").out)
        for row in ran.rows:
            paper = text[row["town"]]
            said, table = figures(paper), rows(paper)
            for key in (*KEYS, "streets", "chiefs", "due", "met", "exempt"):
                assert row[key] == said[key], (week, row["town"], key)
            rate = "—" if row["met_rate"] is None else f"{row['met_rate']:.2f}%"
            assert rate == said["rate"]
            assert row["unmet_streets"] == named(paper, "未达标")
            for street in row["table"]:
                for key in (*KEYS, "state"):
                    assert street[key] == table[street["street"]][key]
            assert row["receipt"]["digest"][:16] in paper


def test_table_one_of_all_towns_goes_into_a_spreadsheet(county: Desk) -> None:
    ran = county.run("week 2017-W45 --all --format csv")
    listed = list(csv.DictReader(ran.out.splitlines()))
    assert len(listed) == 40
    assert {row["state"] for row in listed} == {"met", "unmet", "vacant"}
    lines = county.run("week 2017-W45 --all --format jsonl").out.splitlines()
    assert [json.loads(line)["town"] for line in lines] == list(
        dict.fromkeys(row["town"] for row in listed)
    )


def test_as_of_prints_what_was_known_then(county: Desk) -> None:
    """The patrol of 9 November was written down on the 17th; nobody knew of it on the 13th."""
    county.run("week 2017-W45 --town 方前镇")
    late = county.run("week 2017-W45 --town 方前镇 --as-of 2017-11-16").out
    assert "应巡街道中零巡查" in late
    assert figures(late)["logged"] == 0
    assert figures(county.run("week 2017-W45 --town 方前镇").out)["logged"] > 0


def test_as_of_a_moment_inside_the_week_is_a_draft(county: Desk) -> None:
    said = county.run("week 2017-W45 --town 方前镇 --as-of 2017-11-08").out
    assert said.startswith("草稿·本周未结束\n")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("max_per_day = 1", "计数口径：按自然周、按次计；每天最多计1次。"),
        ("required = 3", "；每周应巡3次。"),
        ("backfill_days = 3", "；发生3天后补录须经批准方计入。"),
        ('partial = "full"', "；不足一周仍按整周应巡。"),
        ('counting_roles = ["deputy_chief", "inspector"]', "；计入分街长、督查员的巡查。"),
        ("require_photo = true", "；每次须有照片。"),
        ('exempt_reasons = ["sick", "weather"]', "；仅限以下事由免巡：病假、天气。"),
    ],
)
def test_a_rule_that_differs_from_the_default_is_printed(
    desk: Desk, change: str, sentence: str
) -> None:
    root = Path(__file__).parents[2] / "streetchief" / "rulebooks" / "panan.toml"
    text = root.read_text(encoding="utf-8")
    key = change.split(" = ")[0]
    head, duty, tail = text.partition("[duties.patrol]\n")
    tail = re.sub(rf"(?m)^{key} = .*\n", "", tail, count=1)
    desk.write("own.toml", head + duty + change + "\n" + tail)
    desk.run("init --town 双峰乡 --rulebook own.toml")
    ledger = open_writer(desk.db)
    with writing(ledger, Stamp(act="add", actor="t", recorded_at=0)) as entry:
        town = entry.connection.execute("SELECT place FROM place").fetchone()[0]
        entry.add("place", {"kind": "street", "name": "横街", "identity": "x", "parent": town})
    ledger.close()
    assert sentence in desk.run("week --lang zh").out


def test_a_name_that_means_harm_does_none(desk: Desk) -> None:
    """Control characters, markup and formulas from the register stay words in every format."""
    hostile = "<script>alert(1)</script>\x1b[31m|*_`\u202e\n=1+1"
    desk.run("init --site office")
    ledger = open_writer(desk.db)
    with writing(ledger, Stamp(act="add", actor="t", recorded_at=0)) as entry:
        town = entry.add("place", {"kind": "town", "name": hostile, "identity": "t"})
        street = entry.add(
            "place", {"kind": "street", "name": hostile, "identity": "x", "parent": town}
        )
        person = entry.add("holder", {"kind": "person", "name": hostile, "identity": "p"})
        entry.add(
            "assignment",
            {"holder": person, "role": "deputy_chief", "place": street, "since": 0},
        )
    ledger.close()
    for form in ("plain", "markdown", "html", "csv", "tsv", "json", "jsonl"):
        ran = desk.run(["week", "--format", form])
        bad = [c for c in ran.out if not c.isprintable() and c not in "\n\t\u3000"]
        assert bad == [], form
        if form == "html":
            assert "<script>" not in ran.out
        if form == "markdown":
            assert "<script>" not in ran.out
    assert json.loads(desk.run("week --format json").out)["rows"][0]["town"] == hostile


def test_it_loads_nothing_heavy_for_text(county: Desk) -> None:
    script = (
        "import sys\nfrom streetchief.cli.main import call\n"
        "code = call(['week', '--all'])\n"
        "heavy = {'rich', 'tabulate', 'wcwidth', 'sqlite_utils', 'dateutil', 'docx', "
        "'xlsxwriter', 'html'} & set(sys.modules)\n"
        "sys.stderr.write(','.join(sorted(heavy)))\nsys.exit(code)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        env=county.process_environment(),
        cwd=county.folder,
        check=True,
    )
    assert ended.stderr == b""
