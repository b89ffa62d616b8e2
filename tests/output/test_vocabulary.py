"""One vocabulary: every key that leaves the program stands in docs/keys.md once, and no other.

- keys are those of every schema and of every column
- an identifier and its name in words go in pairs; rates, days and moments are what they are called
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from streetchief.output.json import schema, schema_names
from tests.test_house import MODULES

PAGE = (Path(__file__).parents[2] / "docs" / "keys.md").read_text("utf-8")
MEANINGS = re.findall(r"^\| (\w+) \| (\S.*) \|$", PAGE, re.M)[1:]


def properties(node: Any) -> Iterator[tuple[str, Any]]:
    """Give every property a schema declares, at whatever depth."""
    if isinstance(node, dict):
        declared = node.get("properties")
        if isinstance(declared, dict):
            yield from declared.items()
        for below in node.values():
            yield from properties(below)
    elif isinstance(node, list):
        for below in node:
            yield from properties(below)


def columns() -> Iterator[str]:
    """Give the key of every column of a table that the program lays out."""
    for name, tree in MODULES.items():
        if name == "streetchief.ledger.schema":
            continue  # columns of the file, not of an answer
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Column":
                said = [k.value for k in node.keywords if k.arg == "key"] or node.args[:1]
                yield from (
                    v.value
                    for v in said
                    if isinstance(v, ast.Constant) and isinstance(v.value, str) and v.value
                )


SCHEMAS = {name: schema(name) for name in schema_names()}
DECLARED = [(name, key, said) for name, s in SCHEMAS.items() for key, said in properties(s)]
KEYS = {key for _name, key, _said in DECLARED} | set(columns())


def test_every_key_has_its_meaning_and_no_key_is_told_that_is_not_written() -> None:
    told = [key for key, _meaning in MEANINGS]
    assert told == sorted(set(told))
    assert sorted(KEYS - set(told)) == []
    assert sorted(set(told) - KEYS) == []


def test_there_are_keys_of_both_kinds() -> None:
    assert {"overdue", "week", "item"} <= set(SCHEMAS)
    assert "festival" in set(columns())


@pytest.mark.parametrize("key", sorted(key for key in KEYS if key.endswith("_name")))
def test_a_name_in_words_stands_beside_its_identifier(key: str) -> None:
    assert key.removesuffix("_name") in KEYS


@pytest.mark.parametrize("key", sorted(key for key in KEYS if re.search(r"_(on|at)$", key)))
def test_a_day_is_called_on_and_a_moment_at(key: str) -> None:
    patterns = [
        said["pattern"] for _schema, name, said in DECLARED
        if name == key and isinstance(said, dict) and "pattern" in said
    ]  # fmt: skip
    for pattern in patterns:
        assert ("T" in pattern) == key.endswith("_at"), (key, pattern)


def test_a_key_is_plain_english_in_small_letters() -> None:
    assert [key for key in KEYS if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", key)] == []
