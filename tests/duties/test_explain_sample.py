"""`explain` of every case of the sample county: the hand-written answers of cases.csv come out.

- state, required, counted and the run of unmet weeks of each case, through the program
- the text in both languages carries the formula and each record with its number
"""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from streetchief.output.json import schema
from tests.conftest import Desk
from tests.sample_county import CLOCK, read, sample_ledger

CASES = [case for case in read("cases.csv") if case["street"]]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_ledger(tmp_path_factory.mktemp("county") / "county.db")


@pytest.fixture
def county(desk: Desk, made: Path) -> Desk:
    copyfile(made, desk.db)
    desk.now = CLOCK
    return desk


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_answer_written_by_hand_comes_out(county: Desk, case: dict[str, str]) -> None:
    words = ["explain", case["street"], "--week", case["week"], "--town", case["town"]]
    document = county.run([*words, "--format", "json"]).json
    Draft202012Validator(schema("explain")).validate(document)
    row: dict[str, Any] = next(r for r in document["rows"] if r["duty"] == "patrol")
    assert (row["state"], str(row["required"]), str(row["counted"])) == (
        case["state"],
        case["required"],
        case["counted"],
    )
    if case["unmet_weeks"]:
        assert str(row["unmet_weeks"]) == case["unmet_weeks"]
    for lang in ("zh", "en"):
        county.lang = lang
        text = county.run(words).out
        assert row["formula"] in text
        numbers = [entry["number"] for entry in row["entries"]]
        said = "第{}号" if lang == "zh" else "No. {}"
        assert all(said.format(number) in text for number in numbers)


@pytest.mark.parametrize("case", [c for c in read("cases.csv") if c["person"] and not c["street"]])
def test_the_general_chiefs_own_line(county: Desk, case: dict[str, str]) -> None:
    rows = county.run(["explain", case["person"], "--week", case["week"], "--format", "json"]).rows
    (own,) = [row for row in rows if row["duty"] == "general_chief"]
    assert (own["state"], str(own["counted"])) == (case["state"], case["counted"])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("横街", "玉山镇/横街", id="a street of five towns"),
        pytest.param("高二", "高二乡", id="a town and what bears its name"),
        pytest.param("玉山镇/横接", "横街", id="a slip"),
    ],
)
def test_a_name_that_is_not_clear_is_answered_with_those_it_may_be(
    county: Desk, name: str, said: str
) -> None:
    ran = county.run(["explain", name], code=1)
    assert said in ran.err


def test_the_padded_week_is_worth_a_look(county: Desk) -> None:
    rows = county.run("review list --town 方前镇 --week 2017-W44 --format json").rows
    assert {"same_minute", "entered_at_once"} <= {row["kind"] for row in rows}


def test_every_towns_brief_fits_one_screen(county: Desk) -> None:
    from streetchief.output.width import width

    for town in sorted({case["town"] for case in CASES}):
        for lang in ("zh", "en"):
            county.lang = lang
            lines = county.run(["status", "--brief", "--town", town]).out.splitlines()
            assert len(lines) <= 24
            assert max(map(width, lines)) <= 80
