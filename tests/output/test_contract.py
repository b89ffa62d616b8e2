"""The JSON schemas that ship.

- each is a valid schema of draft 2020-12 and names itself
- the rows pinned for scripts are accepted; every key missing, renamed or of another type is not
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from streetchief.output.json import json_document, schema, schema_names

ROWS: dict[str, dict[str, Any]] = {
    "overdue": {
        "town": "安文镇",
        "street": "横街",
        "week": "2026-W47",
        "required": 2,
        "counted": 0,
        "state": "unmet",
        "unmet_weeks": 3,
        "days_since_last": 12,
        "last_patrol_on": "2026-11-10",
        "chiefs": ["张建国"],
    },
    "log": {
        "number": 7,
        "street": "横街",
        "person": "张建国",
        "started_at": "2026-11-22T09:30",
        "week": "2026-W47",
        "counted": 1,
        "state": "at_risk",
    },
}


def is_valid(name: str, *rows: dict[str, Any], **changes: Any) -> bool:
    document = json.loads(json_document(name, {"rows": rows}))
    return bool(Draft202012Validator(schema(name)).is_valid({**document, **changes}))


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_one_and_names_itself(name: str) -> None:
    document = schema(name)
    Draft202012Validator.check_schema(document)
    assert document["$id"] == f"streetchief/{name}/1"
    assert document["properties"]["schema"] == {"const": f"streetchief/{name}/1"}


def test_an_unknown_schema_is_an_error() -> None:
    with pytest.raises(KeyError):
        schema("../overdue")


@pytest.mark.parametrize("name", ROWS)
def test_the_pinned_row_is_accepted(name: str) -> None:
    assert is_valid(name, ROWS[name])
    assert is_valid(name)
    assert is_valid(name, as_of="2026-11-22")


@pytest.mark.parametrize(("name", "key"), [(name, key) for name in ROWS for key in ROWS[name]])
def test_every_key_of_a_row_is_promised(name: str, key: str) -> None:
    row = copy.deepcopy(ROWS[name])
    value = row.pop(key)
    assert not is_valid(name, row)
    assert not is_valid(name, {**row, f"{key}_": value})
    assert not is_valid(name, {**row, key: {}})


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"days_since_last": None, "last_patrol_on": None}, id="never patrolled"),
        pytest.param({"days_since_last": 0}, id="patrolled today"),
        pytest.param({"state": "vacant", "required": 0, "chiefs": []}, id="vacant"),
        pytest.param({"week": "2026-W53"}, id="week 53"),
    ],
)
def test_rows_of_overdue_that_occur(change: dict[str, Any]) -> None:
    assert is_valid("overdue", {**ROWS["overdue"], **change})


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"days_since_last": None}, id="a last day without its distance"),
        pytest.param({"last_patrol_on": None}, id="a distance without its last day"),
        pytest.param({"days_since_last": -1}, id="a patrol tomorrow"),
        pytest.param({"state": "late"}, id="a state of nobody's"),
        pytest.param({"week": "2026-W54"}, id="week 54"),
        pytest.param({"week": "2026-47"}, id="a week without its W"),
        pytest.param({"counted": 1.5}, id="half a patrol"),
        pytest.param({"chiefs": "张建国"}, id="chiefs that are no list"),
    ],
)
def test_rows_of_overdue_that_cannot_be(change: dict[str, Any]) -> None:
    assert not is_valid("overdue", {**ROWS["overdue"], **change})


def test_the_envelope_is_promised() -> None:
    assert not is_valid("overdue", schema="streetchief/overdue/2")
    assert not Draft202012Validator(schema("overdue")).is_valid({"rows": []})
    assert not Draft202012Validator(schema("overdue")).is_valid([])
