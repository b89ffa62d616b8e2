"""`calendar`: the work-day calendar shown, extended by a year, used for an exemption.

- shipped years with their make-up days; an unknown year is said, never guessed
- a year is imported whole or not at all; the same again changes nothing
- a festival becomes a town-wide exemption, pending without an approver; nothing by itself
"""

from __future__ import annotations

import pytest

from tests.conftest import Desk
from tests.furnished import facts, furnish

NEXT_YEAR = """date,workday,festival
2027-01-01,0,元旦
2027-02-05,0,春节
2027-02-06,0,春节
2027-02-07,0,春节
2027-02-13,1,春节
2027-05-01,0,劳动节
2027-10-01,0,国庆节
"""


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    return office


def test_a_shipped_year_shows_days_off_and_make_up_days(town: Desk) -> None:
    document = town.run("calendar show --year 2026 --format json").json
    days = {row["date"]: (row["workday"], row["festival"]) for row in document["rows"]}
    assert days["2026-02-15"] == (0, "春节")
    assert days["2026-02-14"] == (1, "春节")
    assert document["notice"].startswith("https://www.gov.cn/")
    assert document["years"] == [2024, 2025, 2026]


def test_the_running_year_is_meant_when_none_is_said(town: Desk) -> None:
    assert town.run("calendar show --format json").json["year"] == 2026


def test_an_unknown_year_is_said_never_guessed(town: Desk) -> None:
    ran = town.run("calendar show --year 2027", code=1)
    assert "The days off of 2027 are not known here." in ran.err
    assert "Known years: 2024, 2025, 2026." in ran.err


def test_the_next_year_is_imported_once(town: Desk) -> None:
    town.write("2027.csv", NEXT_YEAR)
    assert "2027: 7 named days taken in." in town.run("calendar import 2027.csv").out
    document = town.run("calendar show --year 2027 --format json").json
    assert [f["name"] for f in document["festivals"]] == ["元旦", "春节", "劳动节", "国庆节"]
    assert document["notice"] is None
    before = facts(town.db)
    assert "Already there" in town.run("calendar import 2027.csv").out
    assert facts(town.db) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("date,workday,festival\n", "not announced", id="not announced yet"),
        pytest.param(NEXT_YEAR.replace("2027-10-01,0,国庆节\n", ""), "2027-10-01", id="cut short"),
        pytest.param(NEXT_YEAR.replace(",0,元旦", ",x,元旦"), "row 2", id="neither off nor work"),
    ],
)
def test_a_year_comes_in_whole_or_not_at_all(town: Desk, content: str, said: str) -> None:
    town.write("2027.csv", content)
    before = facts(town.db)
    assert said in town.run("calendar import 2027.csv", code=1).err
    assert facts(town.db) == before


def test_a_festival_becomes_an_exemption_of_the_whole_town(town: Desk) -> None:
    ran = town.run("calendar exempt 春节 2026 --town 双峰乡 --approved-by 朱川芎")
    assert "春节, Sun 2026-02-15 (week 2026-W07) to Mon 2026-02-23" in ran.out
    (row,) = town.run("explain 横街 --week 2026-W08 --format json").rows
    assert (row["state"], row["available"]) == ("exempt", 0)
    (exemption,) = row["exemptions"]
    assert (exemption["first"], exemption["last"], exemption["whom"], exemption["approved_by"]) == (
        "2026-02-15",
        "2026-02-23",
        "双峰乡",
        "朱川芎",
    )


def test_without_an_approver_it_does_nothing_yet(town: Desk) -> None:
    town.run("calendar exempt 春节 2026 --town 双峰乡")
    (row,) = town.run("explain 横街 --week 2026-W08 --format json").rows
    assert (row["state"], row["available"]) == ("unmet", 7)


def test_the_calendar_exempts_nobody_by_itself(town: Desk) -> None:
    (row,) = town.run("explain 横街 --week 2026-W08 --format json").rows
    assert row["available"] == 7


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param("calendar exempt 春节 2031 --town 双峰乡", 1, "2031", id="unknown year"),
        pytest.param("calendar exempt 泼水节 2026 --town 双峰乡", 1, "春节", id="no such festival"),
        pytest.param("calendar exempt 春节 2026", 2, "--town", id="no town"),
        pytest.param("calendar exempt 春节 2026 --town 无名镇", 1, "无名镇", id="unknown town"),
        pytest.param("calendar exempt 春节 --town 双峰乡", 2, "YEAR", id="no year"),
        pytest.param("calendar show --year 春节", 2, "as a year", id="not a year"),
        pytest.param("calendar import", 2, "FILE", id="no file"),
        pytest.param("calendar import nowhere.csv", 4, "nowhere.csv", id="a file not there"),
    ],
)
def test_what_is_refused_writes_nothing(town: Desk, words: str, code: int, said: str) -> None:
    before = facts(town.db)
    assert said in town.run(words, code=code).err
    assert facts(town.db) == before
