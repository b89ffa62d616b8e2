"""`score`: an assessment that anyone can add up again from `overdue`.

- every total is the sum of the rows of `overdue --week --all`, week by week, town by town
- the running week alone is shown as it stands; in a span it is left out and said so
- a month is the weeks whose Thursday lies in it; a span without a finished week is refused
- departments share the result of their streets; the weight is the rulebook's and is printed
- weights of the rulebook move scores and ranks; ties share a rank; "—" where nothing was due
- hosts and a department over all its towns: facts, each with its denominator
- JSON is as its schema says, in every form
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from streetchief.output.json import schema
from tests.conftest import ROOT, Desk
from tests.sample_county import CLOCK, WEEKS, sample_ledger
from tests.wall import furnish_wall

LAST, RUNNING = "2017-W45", "2017-W46"


@pytest.fixture(scope="module")
def _sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_ledger(tmp_path_factory.mktemp("sample") / "panan.db")


@pytest.fixture
def county(desk: Desk, _sample: Path) -> Desk:
    shutil.copy(_sample, desk.db)
    desk.now = CLOCK
    return desk


def overdue(desk: Desk, week: str, town: str | None = None) -> list[dict[str, Any]]:
    more = f" --town {town}" if town else ""
    return desk.run(f"overdue --week {week} --all --format json{more}").rows


def summed(rows: list[dict[str, Any]]) -> dict[str, int]:
    """What `overdue` says, added up by hand."""
    due = [row for row in rows if row["state"] not in ("exempt", "vacant")]
    return {
        "due": len(due),
        "met": sum(row["state"] == "met" for row in due),
        "required": sum(row["required"] for row in rows),
        "counted": sum(row["counted"] for row in rows),
        "credited": sum(min(row["counted"], row["required"]) for row in rows),
        "exempt": sum(row["state"] == "exempt" for row in rows),
        "vacant": sum(row["state"] == "vacant" for row in rows),
    }


def score(desk: Desk, words: str = "") -> Any:
    document = desk.run(f"score list {words} --format json").json
    Draft202012Validator(schema("score")).validate(document)
    return document


def part(found: dict[str, Any], names: dict[str, int]) -> dict[str, Any]:
    return {name: found[name] for name in names}


@pytest.mark.parametrize("by", ["street", "town"])
@pytest.mark.parametrize("week", ["2017-W40", "2017-W43", LAST, RUNNING])
def test_totals_are_the_sums_of_overdue(county: Desk, week: str, by: str) -> None:
    wanted = summed(overdue(county, week))
    found = score(county, f"--week {week} --group-by {by}")
    assert part(found["total"], wanted) == wanted
    assert {name: sum(row[name] for row in found["rows"]) for name in wanted} == wanted
    assert found["running"] is (week == RUNNING)


def test_a_span_is_the_sum_of_its_weeks(county: Desk) -> None:
    wanted: dict[str, int] = {}
    for week in WEEKS[:-1]:
        for name, count in summed(overdue(county, week)).items():
            wanted[name] = wanted.get(name, 0) + count
    found = score(county, "--from 2017-08-28 --to 2017-11-17")
    assert part(found["total"], wanted) == wanted
    assert found["weeks"] == list(WEEKS[:-1])
    assert found["left_out"] == [RUNNING]


@pytest.mark.parametrize("town", ["玉山镇", "高二乡", "冷水镇"])
def test_a_town_has_its_own_streets_alone(county: Desk, town: str) -> None:
    wanted = summed(overdue(county, LAST, town))
    assert part(score(county, f"--town {town}")["total"], wanted) == wanted
    (row,) = [r for r in score(county, "--group-by town")["rows"] if r["town"] == town]
    assert part(row, wanted) == wanted


def test_a_street_is_its_row_of_overdue(county: Desk) -> None:
    wanted = {(r["town"], r["street"]): summed([r]) for r in overdue(county, LAST)}
    rows = score(county, f"--week {LAST}")["rows"]
    assert {(r["town"], r["street"]): part(r, summed([])) for r in rows} == wanted


def test_the_exempt_and_the_vacant_have_no_rate(county: Desk) -> None:
    rows = {(r["town"], r["street"]): r for r in score(county, "--week 2017-W40")["rows"]}
    exempt, vacant = rows["高二乡", "杜鹃路"], rows["冷水镇", "溪滨路"]
    assert (exempt["due"], exempt["met_rate"], exempt["coverable"], exempt["score"]) == (
        0,
        None,
        0,
        None,
    )
    assert exempt["rank"] is None
    assert (vacant["due"], vacant["coverage_rate"], vacant["score"]) == (0, 0.0, 0.0)
    plain = county.run("score list --week 2017-W40").out
    line = next(words for words in plain.splitlines() if "杜鹃路" in words)
    assert "—" in line
    assert "0.00%" not in line


def test_those_alike_share_a_rank_and_the_best_stand_first(county: Desk) -> None:
    rows = score(county, "--group-by town")["rows"]
    assert [row["rank"] for row in rows] == [1, 1, 1, 1, 5, 6, 6, 8]
    scores = [row["score"] for row in rows]
    assert scores == sorted(scores, reverse=True)


def test_a_rate_stands_beside_what_it_is_of(county: Desk) -> None:
    out = county.run("score list --group-by town").out
    line = next(words for words in out.splitlines() if "尖山镇" in words)
    assert "80.00% (4/5)" in line
    assert "90.00% (9/10)" in line
    assert "All streets together: Met rate 92.31% (36/39)" in out
    assert "Weights: Met rate 1, Completion 1, Coverage 1, Close-out 1" in out


def test_chinese_says_the_same(county: Desk) -> None:
    county.lang = "zh"
    out = county.run("score list --group-by town").out
    assert "全县乡镇考核，2017年第45周（11月6日—12日）" in out
    assert "全部街道合计：达标率92.31%（36/39）" in out
    assert "权重：达标率1、完成率1、覆盖率1、销号率1、按期销号率1" in out


@pytest.mark.parametrize(
    ("month", "weeks"),
    [
        pytest.param("2017-09", ["2017-W36", "2017-W37", "2017-W38", "2017-W39"], id="four weeks"),
        pytest.param(
            "2017-08",
            ["2017-W31", "2017-W32", "2017-W33", "2017-W34", "2017-W35"],
            id="W35 has its Thursday on 31 August",
        ),
        pytest.param("2017-11", ["2017-W44", "2017-W45"], id="the running one is left out"),
    ],
)
def test_a_month_is_the_weeks_whose_thursday_lies_in_it(
    county: Desk, month: str, weeks: list[str]
) -> None:
    assert score(county, f"--month {month}")["weeks"] == weeks
    first, last = {"2017-09": ("01", "30"), "2017-08": ("01", "31"), "2017-11": ("01", "30")}[month]
    span = score(county, f"--from {month}-{first} --to {month}-{last}")
    assert span["weeks"] == weeks


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("list --week 2017-W47", 1, "has not begun"),
        ("list --month 2018-01", 1, "No finished week lies in"),
        ("list --from 2017-11-16 --to 2017-11-17", 1, "No finished week lies in"),
        ("list --from 2017-11-10 --to 2017-11-09", 2, "before the first"),
        ("list --week 2017-W45 --month 2017-11", 2, "do not go together"),
        ("list --group-by village", 2, "village is not known here"),
        ("list --month 2017-13", 2, "cannot be read as a month"),
        ("list --town 无名镇", 1, "无名镇"),
        ("department 无名局", 1, "无名局"),
    ],
)
def test_what_cannot_be_assessed_is_refused(county: Desk, words: str, code: int, said: str) -> None:
    ran = county.run(f"score {words}", code=code)
    assert said in ran.err
    assert ran.out == ""


def test_one_day_that_is_a_thursday_is_its_week(county: Desk) -> None:
    assert score(county, "--from 2017-11-09 --to 2017-11-09")["weeks"] == [LAST]
    assert (
        "No finished week" in county.run("score list --from 2017-11-10 --to 2017-11-12", code=1).err
    )


def test_a_chief_has_the_verdicts_of_his_streets_and_his_own_patrols(county: Desk) -> None:
    rows = score(county, "--group-by chief --week 2017-W36")["rows"]
    by_name = {row["chief"]: row for row in rows}
    three = by_name["陶丹参"]
    assert (len(three["streets"]), three["due"], three["met"], three["own_counted"]) == (3, 3, 3, 6)
    assert three["days_held"] == 7
    handed = {
        row["chief"]: row for row in score(county, "--group-by chief --week 2017-W41")["rows"]
    }
    for chief, days in (("沈石斛", 2), ("杨紫苏", 5)):
        assert handed[chief]["streets"] == ["桥头街"]
        assert (handed[chief]["due"], handed[chief]["met"], handed[chief]["own_counted"]) == (
            1,
            1,
            1,
        )
        assert handed[chief]["days_held"] == days


def test_general_chiefs_have_lines_of_their_own(county: Desk) -> None:
    rows = score(county, "--group-by chief --week 2017-W39")["rows"]
    general = [row for row in rows if row["role"] == "general chief"]
    assert {row["chief"]: (row["due"], row["met"]) for row in general}["魏雪莲"] == (1, 0)
    (town,) = [
        r for r in score(county, "--group-by town --week 2017-W39")["rows"] if r["town"] == "新渥镇"
    ]
    assert (town["general_due"], town["general_met"]) == (1, 0)
    assert town["due"] == summed(overdue(county, "2017-W39", "新渥镇"))["due"]


def test_a_department_shares_its_streets_result(county: Desk) -> None:
    streets = {(r["town"], r["street"]): r for r in score(county)["rows"]}
    for row in score(county, "--group-by department")["rows"]:
        mine = [streets[tuple(name.split("/"))] for name in row["streets"]]
        assert row["linked_due"] == sum(street["due"] for street in mine)
        assert row["linked_met"] == sum(street["met"] for street in mine)
        if not row["due"] and len(mine) == 1:
            assert row["score"] == mine[0]["score"]
        if row["own_score"] is not None and row["linked_score"] is not None:
            assert row["score"] == pytest.approx((row["own_score"] + row["linked_score"]) / 2)


def test_a_department_over_all_its_towns(county: Desk) -> None:
    document = county.run("score department 县旅委 --format json").json
    Draft202012Validator(schema("score-department")).validate(document)
    rows = [(r["duty"], r["town"], r["place"], r["met"], r["due"]) for r in document["rows"]]
    assert rows == [
        ("departments' weekly clean-up", "方前镇", "方前镇", 0, 1),
        (None, "方前镇", "小吃街", 1, 1),
        (None, "尖山镇", "商贸街", 1, 1),
    ]
    assert (document["own_score"], document["linked_score"], document["score"]) == (
        0.0,
        100.0,
        50.0,
    )
    (row,) = [
        r for r in score(county, "--group-by department")["rows"] if r["department"] == "县旅委"
    ]
    assert row["score"] == document["score"]


def test_a_department_answers_for_its_items_wherever_it_is_scored(county: Desk) -> None:
    furnish_wall(county.db)
    county.run("item assign problem/3 --holder 县旅委")
    week = "--week 2017-W46"
    (row,) = [
        r for r in score(county, f"--by department {week}")["rows"] if r["department"] == "县旅委"
    ]
    assert (row["closed"], row["due_to_close"]) == (0, 1)
    alone = county.run(f"score department 县旅委 {week} --format json").json
    assert (alone["own"]["closed"], alone["own"]["due_to_close"]) == (0, 1)
    for key in ("own_score", "linked_score", "score"):
        assert alone[key] == row[key]


def rulebook(desk: Desk, *changes: tuple[str, str]) -> None:
    text = (ROOT / "streetchief" / "rulebooks" / "panan.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    desk.write("town.toml", text)
    desk.run("rulebook apply town.toml --from 2017-08-28")


def test_weights_are_the_rulebooks_and_are_printed(county: Desk) -> None:
    rulebook(
        county,
        ("\nmet = 1\n", "\nmet = 4\n"),
        ("[score.linked]\nweight = 1", "[score.linked]\nweight = 3"),
    )
    document = score(county, "--group-by town")
    assert document["weights"]["met"] == 4
    (row,) = [r for r in document["rows"] if r["town"] == "尖山镇"]
    assert row["score"] == 85.0  # (4 × 80 + 90 + 100) / 6
    assert "Met rate 4" in county.run("score list --group-by town").out
    (row,) = [
        r for r in score(county, "--group-by department")["rows"] if r["department"] == "县旅委"
    ]
    assert row["score"] == 75.0  # (1 × 0 + 3 × 100) / 4
    assert "linked streets 3" in county.run("score list --group-by department").out


def test_close_out_and_findings_come_from_the_lists(county: Desk) -> None:
    furnish_wall(county.db)
    total = score(county)["total"]
    # 24 problems, every third not closed; of those 8 the last was not yet late on 12 November
    assert (total["closed"], total["closed_in_time"], total["due_to_close"]) == (16, 16, 16 + 7)
    towns = score(county, "--group-by town")["rows"]
    assert sum(row["due_to_close"] for row in towns) == total["due_to_close"]
    rows = score(county, "--month 2017-10")["rows"]
    assert sum(row["findings"] for row in rows) == 24


def test_hosts_are_facts_only(county: Desk) -> None:
    furnish_wall(county.db)
    county.run("place edit 玉山镇 --brand 古茶场")
    county.run("log 玉山镇 --kind onsite_meeting --by 赵白术 --at 2017-11-08T09:00")
    document = county.run("score hosts --format json").json
    Draft202012Validator(schema("score-host")).validate(document)
    rows = {row["town"]: row for row in document["rows"]}
    yushan = rows["玉山镇"]
    assert (yushan["brand"], yushan["meetings"], yushan["last_meeting_on"]) == (
        "古茶场",
        1,
        "2017-11-08",
    )
    assert (yushan["due"], yushan["met"], yushan["weeks_met"]) == (6, 6, 1)
    assert "Facts only" in county.run("score hosts").out


def test_known_then_the_last_finished_week_was_another(county: Desk) -> None:
    assert score(county)["weeks"] == [LAST]
    county.now = "2017-11-27T09:00"
    assert score(county)["weeks"] == ["2017-W47"]
    assert score(county, "--as-of 2017-11-18")["weeks"] == [LAST]


def test_the_trend_is_the_score_week_by_week(county: Desk) -> None:
    document = county.run("score trend --weeks 11 --format json").json
    Draft202012Validator(schema("trend")).validate(document)
    assert [row["week"] for row in document["rows"]] == list(WEEKS[:-1])
    for row in document["rows"]:
        total = score(county, f"--week {row['week']}")["total"]
        assert (row["due"], row["met"], row["met_rate"]) == (
            total["due"],
            total["met"],
            total["met_rate"],
        )
    assert "████" in county.run("score trend").out
    plain = county.run("score trend --ascii").out
    assert "####" in plain
    assert "█" not in plain


def test_overdue_items_by_age(county: Desk) -> None:
    furnish_wall(county.db)
    document = county.run("score ages --format json").json
    Draft202012Validator(schema("overdue-ages")).validate(document)
    late = [
        (date(2017, 11, 17) - date.fromisoformat(row["due_on"])).days
        for row in county.run("item list --state overdue --format json").rows
    ]
    for row in document["rows"]:
        high = row["to_days"] if row["to_days"] is not None else 10**6
        assert row["items"] == sum(row["from_days"] <= days <= high for days in late)
    assert sum(row["items"] for row in document["rows"]) == len(late) > 0
