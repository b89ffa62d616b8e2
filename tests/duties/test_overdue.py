"""`overdue`: worst first, from the register.

- each open street once, under its worst standing
- a street never patrolled is the loudest row; nobody falls out because he logged nothing
- `--week` judges that week alone, `--all` lists every street open in it
- `--exit-code` is 10 for unmet and unreachable, not for at risk
- the same rows in every format, in a pipe and under an empty environment
"""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest

from streetchief.output.json import schema
from tests.conftest import Desk

STREETS = ("横街", "老街", "新街", "古韵街")


@pytest.fixture
def town(office: Desk) -> Desk:
    for street in STREETS:
        office.run(f"place add --kind street {street} --opened-on 2026-11-02")
    for name, street in (("张三", "横街"), ("李四", "老街"), ("王五", "新街")):
        office.run(f"holder add {name} --unit 大皿村村委会")
        office.run(f"appoint {name} deputy_chief {street} --from 2026-11-02")
    for at in ("2026-11-09 9:00", "2026-11-10 9:00", "2026-11-16 9:00", "2026-11-17 9:00"):
        office.run(["log", "横街", "--by", "张三", "--at", at])
    for at in ("2026-11-09 9:00", "2026-11-10 9:00"):
        office.run(["log", "老街", "--by", "李四", "--at", at])
    return office


def rows(desk: Desk, line: str) -> list[dict[str, object]]:
    document = desk.run(f"overdue --format json {line}", code=None).json
    jsonschema.validate(document, schema("overdue"))
    found: list[dict[str, object]] = document["rows"]
    return found


def test_worst_first_and_each_street_once(town: Desk) -> None:
    found = rows(town, "")
    assert [(row["street"], row["week"], row["state"]) for row in found] == [
        ("新街", "2026-W46", "unmet"),
        ("老街", "2026-W47", "at_risk"),
        ("古韵街", "2026-W47", "vacant"),
    ]


def test_a_row_says_everything_a_phone_call_needs(town: Desk) -> None:
    assert rows(town, "")[:2] == [
        {
            "town": "双峰乡",
            "street": "新街",
            "week": "2026-W46",
            "required": 2,
            "counted": 0,
            "state": "unmet",
            "unmet_weeks": 2,
            "days_since_last": None,
            "last_patrol_on": None,
            "chiefs": ["王五"],
        },
        {
            "town": "双峰乡",
            "street": "老街",
            "week": "2026-W47",
            "required": 2,
            "counted": 0,
            "state": "at_risk",
            "unmet_weeks": 0,
            "days_since_last": 10,
            "last_patrol_on": "2026-11-10",
            "chiefs": ["李四"],
        },
    ]


def test_all_lists_every_open_street_once(town: Desk) -> None:
    found = rows(town, "--all")
    assert sorted(str(row["street"]) for row in found) == sorted(STREETS)
    assert {row["street"]: row["state"] for row in found}["横街"] == "met"


def test_a_week_is_judged_alone(town: Desk) -> None:
    found = {row["street"]: row for row in rows(town, "--week 2026-W46 --all")}
    assert {name: row["state"] for name, row in found.items()} == {
        "横街": "met",
        "老街": "met",
        "新街": "unmet",
        "古韵街": "vacant",
    }
    assert {row["week"] for row in found.values()} == {"2026-W46"}
    assert [row["street"] for row in rows(town, "--week last")] == ["新街", "古韵街"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("", 10, id="unmet-last-week"),
        pytest.param("--week 2026-W47", 0, id="at-risk-is-no-failure"),
        pytest.param("--week 2026-W45 --town 双峰", 10, id="a-week-long-gone"),
        pytest.param("--week 2026-W60", 2, id="no-such-week"),
        pytest.param("--week soon", 2, id="no-week"),
        pytest.param("--town 无此乡", 1, id="unknown-town"),
        pytest.param("--format pdf", 2, id="unknown-format"),
        pytest.param("-o nowhere/list.csv --format csv", 4, id="no-such-folder"),
    ],
)
def test_exit_codes(town: Desk, line: str, code: int) -> None:
    said = town.run(f"overdue --exit-code {line}", code=code)
    assert "Traceback" not in said.err


def test_every_format_has_the_same_rows(town: Desk) -> None:
    wanted = [str(row["street"]) for row in rows(town, "")]
    said = town.run("overdue --format csv").out
    assert [row["street"] for row in csv.DictReader(io.StringIO(said))] == wanted
    said = town.run("overdue --format tsv").out
    assert [line.split("\t")[1] for line in said.splitlines()[1:]] == wanted
    said = town.run("overdue --format jsonl").out
    assert [json.loads(line)["street"] for line in said.splitlines()] == wanted
    for shape in ("plain", "table", "markdown", "html"):
        said = town.run(f"overdue --format {shape}").out
        places = [said.index(street) for street in wanted]
        assert places == sorted(places), shape


def test_a_street_never_patrolled_is_marked_without_colour(town: Desk) -> None:
    line = next(line for line in town.run("overdue").out.splitlines() if "新街" in line)
    assert line.startswith("!!")
    assert "never" in line


def test_a_pipe_and_an_empty_environment_change_nothing(town: Desk) -> None:
    assert town.run_process("overdue --format json").out == town.run("overdue --format json").out
    town.lang = None
    assert town.run_process("overdue").out == town.run("overdue --lang en").out


def test_on_a_sunday_it_is_still_this_week(town: Desk) -> None:
    town.now = "2026-11-22T23:59"
    assert {row["week"] for row in rows(town, "--week this --all")} == {"2026-W47"}
    town.now = "2026-11-23T00:00"
    assert {row["week"] for row in rows(town, "--week this --all")} == {"2026-W48"}


def test_a_file_is_whole_and_standard_output_empty(town: Desk) -> None:
    said = town.run("overdue --format csv -o list.csv --bom")
    assert said.out == ""
    assert (town.folder / "list.csv").read_bytes().startswith(b"\xef\xbb\xbftown,")
