"""The table of docs/mechanisms.md is complete and true.

- every mechanism from 1 to 52 has its row, once, in order, and says something in every column
- every command it names exists; every test it names exists and is of that mechanism
- every test of a mechanism is named
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from streetchief.cli.catalog import CATALOG, Branch

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "mechanisms.md"


def rows() -> dict[int, list[str]]:
    """Return the cells behind the number of each row."""
    found: dict[int, list[str]] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0].isdigit():
            assert int(cells[0]) not in found, f"{cells[0]} stands twice"
            found[int(cells[0])] = cells[1:]
    return found


def named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def numbered_tests() -> dict[str, int]:
    """Return every test of a mechanism with its number."""
    found = {}
    for path in HERE.glob("test_mechanisms_*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                number = re.match(r"test_m(\d\d)_", node.name)
                assert number, f"{node.name} names no mechanism"
                found[node.name] = int(number[1])
    return found


def commands() -> set[str]:
    """Return every command as it is typed."""
    found = set()
    for name, entry in CATALOG.items():
        found |= {f"{name} {verb}" for verb in entry.verbs} if isinstance(entry, Branch) else {name}
    return found


def test_every_mechanism_has_its_row() -> None:
    assert list(rows()) == list(range(1, 53))


@pytest.mark.parametrize("number", range(1, 53))
def test_a_row_names_commands_and_tests_that_exist(number: int) -> None:
    mechanism, what, by_command, tests = rows()[number]
    assert mechanism
    assert what
    assert named(by_command)
    assert set(named(by_command)) <= commands()
    known = numbered_tests()
    assert named(tests)
    assert {known.get(name) for name in named(tests)} == {number}


def test_every_test_of_a_mechanism_is_in_the_table() -> None:
    told = {name for row in rows().values() for name in named(row[3])}
    assert told == set(numbered_tests())
