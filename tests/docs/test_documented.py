"""What the program offers is in its docs, and what the docs and the code name is there.

- every command, exit code, fact table with its columns, and column of an import has its place
- every JSON schema is of something that is written, and every page a docstring cites exists
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from streetchief.cli.catalog import CATALOG, SECTIONS, Branch
from streetchief.errors import Exit
from streetchief.files.columns import COLUMNS, Columns
from streetchief.ledger.schema import FACTS, FactTable
from streetchief.output.json import schema_names

ROOT = Path(__file__).parents[2]
PROGRAM = sorted((ROOT / "streetchief").rglob("*.py"))


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def sections(text: str) -> dict[str, str]:
    """Return what stands below each heading of the second level."""
    parts = re.split(r"^## (.*)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def commands() -> Iterator[str]:
    for name, entry in CATALOG.items():
        if isinstance(entry, Branch):
            yield from (f"{name} {verb}" for verb in entry.verbs)
        else:
            yield name


def strings_of(path: Path) -> Iterator[str]:
    """Give the text constants of a module."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_command_is_described_and_none_that_is_not_there() -> None:
    assert list(sections(page("commands.md"))) == [f"streetchief {name}" for name in commands()]


def test_every_heading_of_the_help_stands_before_a_command() -> None:
    assert list(SECTIONS) == [name for name in CATALOG if name in SECTIONS]
    assert next(iter(CATALOG)) in SECTIONS


def test_every_exit_code_is_described_and_no_other() -> None:
    described = re.findall(r"^\| (\d+) \|", page("exit-codes.md"), flags=re.MULTILINE)
    offered = [code for name, code in vars(Exit).items() if name.isupper()]
    assert [int(code) for code in described] == sorted(map(int, offered))


@pytest.mark.parametrize("table", FACTS, ids=lambda table: table.name)
def test_every_table_of_the_ledger_is_described_with_its_columns(table: FactTable) -> None:
    names = [column.name for column in table.columns]
    below = sections(page("tables.md"))[table.name]
    assert re.findall(r"^\| (\w+) \| \w+", below, flags=re.MULTILINE)[1:] == names


@pytest.mark.parametrize(("noun", "columns"), COLUMNS.items(), ids=COLUMNS)
def test_every_column_of_an_import_is_described(noun: str, columns: Columns) -> None:
    below = sections(page("import.md"))[f"import {noun}"]
    described = re.findall(r"^\| (\**)(\w+)\** \|", below, flags=re.MULTILINE)[1:]
    assert [name for _bold, name in described] == list(columns.names)
    assert {name for bold, name in described if bold} == set(columns.required)


def test_every_schema_is_of_something_that_is_written() -> None:
    written = {text for path in PROGRAM for text in strings_of(path)}
    assert sorted(set(schema_names()) - written) == []


def cited(text: str) -> Iterator[str]:
    """Give the Markdown pages a text names; a test or a help may name a file to be written."""
    yield from re.findall(r"(?<![\w/.*-])((?:docs|data|contrib|streetchief)/[\w./-]+\.md)\b", text)
    yield from re.findall(r"Source: ([\w/-]+\.md)", text)


def test_every_page_the_code_cites_is_there() -> None:
    sources = [*PROGRAM, *sorted((ROOT / "streetchief").rglob("*.toml"))]
    found = {name for path in sources for name in cited(path.read_text("utf-8"))}
    assert "docs/mechanisms.md" in found
    assert sorted(name for name in found if not (ROOT / name).exists()) == []


@pytest.mark.parametrize("name", sorted(p.name for p in (ROOT / "docs").glob("*.md")))
def test_every_page_a_page_links_to_is_there(name: str) -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", page(name)):
        assert (ROOT / "docs" / link).exists(), link
