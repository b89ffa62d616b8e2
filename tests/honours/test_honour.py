"""`honour`: from application to title and back, through the program.

- the way: applied, assessed, awarded, revoked; each step is told, listed and in the history
- refused: unknown honours, places, wrong kinds of places, before it existed, tomorrow, twice
- coverage: titled of all open places of the kind, the missing by name, nothing of nothing
"""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from streetchief.output.json import schema
from tests.conftest import Desk, Ran


def valid(ran: Ran, name: str) -> Ran:
    Draft202012Validator(schema(name)).validate(ran.json)
    return ran


@pytest.fixture
def villages(office: Desk) -> Desk:
    for name in ("大皿村", "小皿村", "里岙村"):
        office.run(["place", "add", name, "--kind", "village", "--town", "双峰乡"])
    return office


def coverage(desk: Desk, words: str) -> list[tuple[str, int, int, str]]:
    rows = valid(
        desk.run(f"honour coverage --honour {words} --format json"), "honour-coverage"
    ).rows
    return [(row["kind"], row["titled"], row["total"], row["rate"]) for row in rows]


def test_a_village_on_its_way_to_a_title(villages: Desk) -> None:
    """Applied in spring, assessed, awarded, and taken away again after a fire."""
    villages.run("honour apply 十美村 大皿村 --on 2026-03-02 --note 材料已报")
    said = villages.run("honour assess ten_beauty_village 大皿 --on 2026-04-01").out
    assert "assessed on Wed 2026-04-01" in said
    assert "holds the title" not in said
    said = villages.run("honour award 十美村 大皿村 --on 2026-05-01").out
    assert "It holds the title since 2026-05-01." in said
    assert coverage(villages, "十美村") == [("village", 1, 3, "33.33%")]
    villages.run("honour revoke 十美村 大皿村 --on 2026-06-01 --note 失火")
    row = valid(villages.run("honour list --format json"), "honours").rows[0]
    assert row["stage"] == "revoked"
    assert row["titled"] is False
    assert row["note"] == "失火"
    assert coverage(villages, "十美村") == [("village", 0, 3, "0.00%")]
    assert coverage(villages, "十美村 --on 2026-05-31") == [("village", 1, 3, "33.33%")]
    assert "revoked" in villages.run("history 大皿村").out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param("award 十美镇 大皿村", "No honour is called", id="an unknown honour"),
        pytest.param("award 十美村 大盘村", "No place is called", id="an unknown place"),
        pytest.param("award 十美村 双峰乡", "village", id="a town is no village"),
        pytest.param("award 十美村 大皿村 --on 2026-11-21", "after today", id="tomorrow"),
        pytest.param("award 十美村 大皿村 --grade 三星", "No grade", id="a grade it has not"),
        pytest.param("award 十美村 大皿村 --by 无名氏", "is called 无名氏", id="an unknown giver"),
        pytest.param("assess 十美村 大皿村", "not been applied for", id="assessed out of nothing"),
        pytest.param(
            "revoke 十美村 大皿村 --note 无", "not hold the title", id="nothing to revoke"
        ),
        pytest.param("award 美丽庭院 大皿村 --on 2017-02-28", "2017-03-01", id="before it existed"),
    ],
)
def test_what_is_refused(villages: Desk, words: str, reason: str) -> None:
    ran = villages.run(f"honour {words}", code=1)
    assert reason in ran.err
    assert villages.run("honour list --format json").rows == []


def test_a_beautiful_courtyard_from_its_first_day(villages: Desk) -> None:
    villages.run("honour award 美丽庭院 大皿村 --on 2017-03-01")
    assert villages.run("honour list --format json").rows[0]["awarded_on"] == "2017-03-01"


def test_a_title_is_given_once_and_revoked_with_a_reason(villages: Desk) -> None:
    villages.run("honour award 文明村庄 大皿村 --on 2026-05-01")
    assert "since 2026-05-01" in villages.run("honour award 文明村庄 大皿村", code=1).err
    assert "Say why" in villages.run("honour revoke 文明村庄 大皿村", code=1).err


def test_full_coverage_of_sanitary_towns(office: Desk) -> None:
    """Every town holds the title; one more town on the register and coverage is no longer full."""
    assert coverage(office, "市级卫生乡镇") == [("town", 0, 1, "0.00%")]
    office.run("honour award 市级卫生乡镇 双峰乡 --on 2017-12-01")
    assert coverage(office, "市级卫生乡镇") == [("town", 1, 1, "100.00%")]
    office.run("place add 玉山镇 --kind town")
    rows = office.run("honour coverage --honour 市级卫生乡镇 --format json").rows
    assert (rows[0]["rate"], rows[0]["missing"]) == ("50.00%", ["玉山镇"])
    assert coverage(office, "市级卫生乡镇 --town 双峰乡") == [("town", 1, 1, "100.00%")]


def test_coverage_of_nothing_is_no_rate(office: Desk) -> None:
    assert coverage(office, "平安村庄") == [("village", 0, 0, "—")]


def test_closed_villages_leave_the_denominator(villages: Desk) -> None:
    villages.run("honour award 平安村庄 大皿村 --on 2026-01-05")
    villages.run("place close 里岙村 --on 2026-07-01")
    assert coverage(villages, "平安村庄 --on 2026-06-30") == [("village", 1, 3, "33.33%")]
    assert coverage(villages, "平安村庄 --on 2026-07-01") == [("village", 1, 2, "50.00%")]


def test_all_five_village_titles_are_there_from_the_start(office: Desk) -> None:
    rows = office.run("honour coverage --format json").rows
    titles = {row["honour"] for row in rows if row["kind"] == "village"}
    assert titles >= {f"{kind}_village" for kind in ("forest", "courtyard", "tourism", "safe")}
    assert "civilised_village" in titles


def test_a_courtyard_is_a_place_of_its_own(villages: Desk) -> None:
    villages.run("place add 陈家院 --kind courtyard --parent 大皿村")
    villages.run("honour award 美丽庭院 陈家院 --on 2026-05-01")
    assert coverage(villages, "美丽庭院") == [
        ("courtyard", 1, 1, "100.00%"),
        ("village", 0, 3, "0.00%"),
    ]


def test_a_void_step_never_was(villages: Desk) -> None:
    number = villages.run("honour award 十美村 大皿村").out.split("number ")[1].split(":")[0]
    villages.run(f"void {number} --why 记错")
    assert villages.run("honour list --format json").rows == []
    villages.run("honour award 十美村 大皿村")
    villages.run("undo --yes")
    assert coverage(villages, "十美村") == [("village", 0, 3, "0.00%")]


def test_in_chinese(villages: Desk) -> None:
    villages.lang = "zh"
    said = villages.run("honour award 森林村庄 大皿村 --on 2026-05-01").out
    assert "森林村庄，授予，2026-05-01" in said
    assert "100.00%" not in villages.run("honour coverage --honour 森林村庄").out
