"""A river-chief office runs on the same program: another rulebook, not a line of code.

The story: 西溪 flows through the town 双峰乡 in two reaches. Village river chiefs walk their reach
weekly, at least half an hour, twice a week in the flood season; the township river chief inspects
the river twice a month, at least two kilometres; the county river chief once a month.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Desk

RULEBOOK = Path(__file__).parents[1] / "rulebooks" / "hezhang.toml"
PLACES = """name,kind,parent,town
磐安县,county,,
双峰乡,town,磐安县,
西溪,river,双峰乡,双峰乡
西溪一段,reach,西溪,双峰乡
西溪二段,河段,西溪,双峰乡
"""
HOLDERS = "name,kind\n沈一,person\n沈二,person\n沈三,person\n沈四,person\n"
POSTS = """holder,role,place,since
沈一,村级河长,西溪一段,2026-01-01
沈二,village_river_chief,西溪二段,2026-01-01
沈三,乡级河长,西溪,2026-01-01
沈四,县级河长,磐安县,2026-01-01
"""


@pytest.fixture
def river(desk: Desk) -> Desk:
    desk.run(["init", "--rulebook", str(RULEBOOK), "--site", "rivers"])
    desk.run("import places -", stdin=PLACES)
    desk.run("import holders -", stdin=HOLDERS)
    desk.run("import assignments -", stdin=POSTS)
    return desk


def states(desk: Desk, place: str, *words: str) -> dict[str, str]:
    rows = desk.run(["explain", place, *words, "--format", "json"]).rows
    return {row["duty"]: row["state"] for row in rows}


def test_the_rulebook_has_no_mistakes(desk: Desk) -> None:
    assert "no mistakes" in desk.run(["rulebook", "check", str(RULEBOOK)]).out


def test_a_walk_of_half_an_hour_meets_the_week_and_29_minutes_do_not(river: Desk) -> None:
    river.run("log 西溪一段 --by 沈一 --at 2026-11-18T09:00 --minutes 30")
    river.run("log 西溪二段 --by 沈二 --at 2026-11-18T09:00 --minutes 29")
    rows = {row["street"]: row for row in river.run("overdue --all --week 2026-W47 "
                                                     "--format json").rows}  # fmt: skip
    assert {name: (row["state"], row["counted"]) for name, row in rows.items()} == {
        "西溪一段": ("met", 1),
        "西溪二段": ("on_track", 0),
    }
    (row,) = river.run("explain 西溪二段 --format json").rows
    assert row["entries"][0]["reason"] == "too_short"


def test_in_the_flood_season_two_are_asked_for_on_two_days(river: Desk) -> None:
    river.now = "2026-07-09T18:00"
    river.run("log 西溪一段 --by 沈一 --at 2026-07-06T09:00 --minutes 40")
    river.run("log 西溪一段 --by 沈一 --at 2026-07-06T15:00 --minutes 40")
    assert states(river, "西溪一段") == {"patrol": "met", "flood_season": "on_track"}
    river.run("log 西溪一段 --by 沈一 --at 2026-07-09T15:00 --minutes 40")
    assert states(river, "西溪一段") == {"patrol": "met", "flood_season": "met"}


@pytest.mark.parametrize(
    ("week", "duties"),
    [
        pytest.param("2026-05-25", {"patrol"}, id="a week that begins in May"),
        pytest.param("2026-06-01", {"patrol", "flood_season"}, id="the first of June is a Monday"),
        pytest.param(
            "2026-09-28", {"patrol", "flood_season"}, id="a week that begins in September"
        ),
        pytest.param("2026-10-05", {"patrol"}, id="a week that begins in October"),
    ],
)
def test_the_season_is_that_of_the_weeks_monday(river: Desk, week: str, duties: set[str]) -> None:
    assert set(states(river, "西溪一段", "--week", week)) == duties


def test_a_month_is_met_by_two_inspections_of_two_kilometres(river: Desk) -> None:
    river.run("log 西溪 --kind 督查 --by 沈三 --at 2026-11-03T09:00 --metres 2000")
    river.run("log 西溪 --kind inspection --by 沈三 --at 2026-11-17T09:00 --metres 1999")
    (row,) = river.run("explain 西溪 --week 2026-11 --format json").rows
    assert (row["period"], row["required"], row["counted"]) == ("2026-11", 2, 1)
    assert [e["reason"] for e in row["entries"]] == [None, "too_little_way"]
    assert (row["length"], row["formula"]) == (30, "ceil(2 × 30 / 30) = 2")
    river.run("log 西溪 --kind inspection --by 沈三 --at 2026-11-19T09:00 --metres 3000")
    assert states(river, "西溪", "--week", "2026-11") == {"river": "met"}


def test_a_month_in_part_asks_for_its_share(river: Desk) -> None:
    river.run("exempt --person 沈三 --from 2026-11-01 --to 2026-11-16 --reason sick"
              " --approved-by 沈四")  # fmt: skip
    (row,) = river.run("explain 西溪 --week 2026-11 --format json").rows
    assert (row["available"], row["required"]) == (14, 1)


def test_a_reach_can_be_exempted_and_delegated(river: Desk) -> None:
    river.run("exempt --street 西溪一段 --from 2026-11-16 --to 2026-11-22 --reason weather"
              " --approved-by 沈四")  # fmt: skip
    river.run("delegate 沈二 沈一 --street 西溪二段 --from 2026-11-16 --to 2026-11-22")
    river.run("log 西溪二段 --by 沈一 --at 2026-11-18T09:00 --minutes 30")
    assert states(river, "西溪一段") == {"patrol": "exempt"}
    assert states(river, "西溪二段") == {"patrol": "met"}


def test_the_county_river_chief_has_a_line_of_his_own(river: Desk) -> None:
    river.run("log 西溪 --kind inspection --by 沈四 --at 2026-11-05T09:00 --metres 2500")
    rows = river.run("explain 沈四 --format json").rows
    assert [(r["duty"], r["state"], r["period"]) for r in rows] == [("county", "met", "2026-11")]


def test_status_brief_and_reminders_speak_of_rivers(river: Desk) -> None:
    river.lang = "zh"
    rows = {(r["place"], r["duty"]) for r in river.run("status --format json").rows}
    assert rows == {
        ("西溪一段", "patrol"),
        ("西溪二段", "patrol"),
        ("西溪", "river"),
        ("磐安县", "county"),
    }
    assert "西溪一段" in river.run("status --brief").out
    lines = river.run("remind").out.splitlines()
    assert "沈一：双峰乡西溪一段本周还差1次，周日前" in lines
    assert any("西溪" in line and "本月" in line for line in lines)


def test_the_year_of_a_river_is_twelve_months(river: Desk) -> None:
    rows = river.run("status 西溪 --format json").rows
    assert [row["period"] for row in rows][::11] == ["2026-01", "2026-12"]
    assert len(rows) == 12
    assert river.run("status 西溪").out.count("\n  ") >= 12
    assert len(river.run("status 西溪一段 --format json").rows) == 53


def test_the_weekly_paper_and_a_changed_rule_need_no_code_either(river: Desk) -> None:
    river.run("log 西溪一段 --by 沈一 --at 2026-11-10T09:00 --minutes 30")
    assert "西溪二段" in river.run("week 2026-W46 --all").out
    river.run("rulebook set patrol.required 3 --from 2026-11-23")
    river.now = "2026-11-24T09:00"
    (row,) = river.run("explain 西溪一段 --format json").rows
    assert row["required"] == 3
    assert "Authentic" in river.run("verify").out
