"""`status`: a town street by street, a street's year of weeks, a person's posts.

- a town: every open street once, its standing, its last weeks; officers apart
- a street's year: a cell a week, 52 or 53 of them; met, unmet, exempt, vacant, running, none
- readable without colour: a letter a state, a legend; the same as SVG, self-contained
- a person: what he holds and how it stands, his own patrols
"""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator

from streetchief.output.json import schema
from tests.conftest import Desk
from tests.furnished import furnish


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    return office


def patrolled(desk: Desk, *days: str, street: str = "横街", by: str = "韦知母") -> None:
    rows = "\n".join(f"{street},{by},{day} 09:00" for day in days)
    desk.run("import patrols -", stdin=f"street,person,started_at\n{rows}\n")


def test_a_town_lists_every_street_once(town: Desk) -> None:
    patrolled(town, "2026-11-16", "2026-11-17")
    document = town.run("status --format json").json
    Draft202012Validator(schema("status")).validate(document)
    rows = {row["place"]: row for row in document["rows"]}
    assert {name: (r["state"], r["counted"], r["needed"]) for name, r in rows.items()} == {
        "横街": ("met", 2, 0),
        "中街": ("at_risk", 0, 2),
        "后街": ("at_risk", 0, 2),
    }
    assert rows["横街"]["days_since_last"] == 3
    assert rows["中街"]["last_patrol_on"] is None


def test_the_last_weeks_are_shown_oldest_first(town: Desk) -> None:
    patrolled(town, "2026-11-09", "2026-11-10")
    (row,) = [r for r in town.run("status --format json").rows if r["place"] == "横街"]
    assert row["recent"] == ["unmet"] * 7 + ["met"]
    line = next(x for x in town.run("status").out.splitlines() if "横街" in x)
    assert "UUUUUUUM" in line


def test_officers_have_lines_of_their_own(town: Desk) -> None:
    town.run("appoint 朱川芎 总街长 双峰乡 --from 2026-01-01")
    rows = town.run("status --format json").rows
    assert [(r["duty"], r["holder"]) for r in rows] == [("patrol", None)] * 3 + [
        ("general_chief", "朱川芎")
    ]


def year(desk: Desk, *words: str) -> dict[str, str | None]:
    document = desk.run(["status", "横街", *words, "--format", "json"]).json
    Draft202012Validator(schema("status-year")).validate(document)
    return {row["period"]: row["state"] for row in document["rows"]}


def test_a_year_of_53_weeks_has_53_cells_and_one_of_52_has_52(town: Desk) -> None:
    assert (len(year(town)), len(year(town, "--year", "2025"))) == (53, 52)
    assert sorted(year(town))[::52] == ["2026-W01", "2026-W53"]


def test_each_state_of_a_week_has_its_cell(town: Desk) -> None:
    patrolled(town, "2026-11-02", "2026-11-03")
    town.run("exempt --street 横街 --from 2026-10-26 --to 2026-11-01 --reason weather"
             " --approved-by 朱川芎")  # fmt: skip
    town.run("relieve 韦知母 分街长 横街 --on 2026-10-19")
    town.run("appoint 韦知母 分街长 横街 --from 2026-10-26")
    cells = year(town)
    assert [cells[f"2026-W{week}"] for week in range(42, 49)] == [
        "unmet",
        "vacant",
        "exempt",
        "met",
        "unmet",
        "at_risk",
        None,
    ]


def test_the_calendar_is_read_by_its_letters(town: Desk) -> None:
    patrolled(town, "2026-11-02", "2026-11-03")
    text = town.run("status 横街").out
    november = next(row for row in text.splitlines() if row.startswith("  Nov"))
    assert november == "  Nov  45 M  46 U  47 w  48"
    assert "M met, U unmet, E exempt, V vacant" in text
    assert "Met 1 of 46 that were due and are over: 2.17%." in text
    assert "\x1b" not in text


def test_an_objection_is_seen_in_the_calendar(town: Desk) -> None:
    town.run("objection open 横街 --week 2026-W46 --text 去过了")
    text = town.run("status 横街").out
    assert "46 U?" in text
    assert "去过了" in text


def test_a_year_without_anything_due_has_no_rate(town: Desk) -> None:
    assert "Met 0 of 0 that were due and are over: —." in town.run("status 横街 --year 2010").out


def test_the_picture_stands_alone_and_says_in_words_what_it_colours(town: Desk) -> None:
    patrolled(town, "2026-11-02", "2026-11-03")
    svg = town.run("status 横街 --format svg").out
    root = ElementTree.fromstring(svg)
    titles = [t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}title")]
    assert len(titles) == 54
    assert any(t.startswith("2026-W45") and t.endswith("met 2/2") for t in titles)
    words = "".join(root.itertext())
    assert "U unmet" in words
    for outside in ("href", "url(", "<script", "<style", "@import"):
        assert outside not in svg
    town.run("status 横街 -o year.svg")
    assert (town.folder / "year.svg").read_text("utf-8") == svg


@pytest.mark.parametrize("words", ["status --format svg", "status 韦知母 --format svg"])
def test_only_a_street_is_drawn(town: Desk, words: str) -> None:
    assert "Only the year of a street" in town.run(words, code=2).err


def test_a_hostile_street_name_stays_text_in_the_picture(town: Desk) -> None:
    town.run(["place", "add", "--kind", "street", "<b>&街", "--opened-on", "2026-01-01"])
    svg = town.run(["status", "<b>&街", "--format", "svg"]).out
    assert "&lt;b&gt;&amp;街" in svg
    ElementTree.fromstring(svg)


def test_a_person_sees_what_he_holds(town: Desk) -> None:
    town.run("appoint 韦知母 分街长 中街 --from 2026-11-01")
    patrolled(town, "2026-11-16")
    document = town.run("status 韦知母 --format json").json
    rows = {row["place"]: row for row in document["rows"]}
    assert (rows["横街"]["counted"], rows["横街"]["own_counted"]) == (1, 1)
    assert rows["中街"]["counted"] == 0
    assert document["person"] == "韦知母"


def test_as_known_then(town: Desk) -> None:
    town.now = "2026-11-18T12:00"
    patrolled(town, "2026-11-16")
    town.now = "2026-11-24T12:00"
    patrolled(town, "2026-11-17")
    now = year(town)["2026-W47"]
    then = year(town, "--as-of", "2026-11-21")["2026-W47"]
    assert (now, then) == ("met", "at_risk")


def test_an_unknown_name_is_refused_with_near_ones(town: Desk) -> None:
    ran = town.run("status 横街街", code=1)
    assert "横街街" in ran.err


def test_a_town_may_be_named(town: Desk) -> None:
    assert town.run("status 双峰乡 --format json").json == town.run("status --format json").json
