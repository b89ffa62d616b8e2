"""Somebody else's table under our own column names: what an import reads.

The convention to know: a row is a dictionary of canonical column → text, with every column the file
has ("" where a cell is empty, which means the same as a column that is not there). Words, dates and
names in it are still as they were typed; reading them is the importer's.
"""

from __future__ import annotations

from collections.abc import Iterator

from streetchief.files.columns import Noun, resolve_header
from streetchief.files.problem import LIMITS, Limits, Problem
from streetchief.files.sheet import Row, read_rows
from streetchief.files.source import Source
from streetchief.value import value


@value
class Table:
    """A table whose header is understood.

    `columns` are the canonical names in the order of the file, `titles` what the file calls them.
    `rows` gives (row number, column → text) once. `problems` holds those of the header from the
    start and those of the rows when they are through: look twice.
    """

    noun: Noun
    columns: tuple[str, ...]
    titles: dict[str, str]
    encoding: str
    digest: str
    rows: Iterator[tuple[int, dict[str, str]]]
    problems: list[Problem]


def read_table(
    noun: Noun,
    source: Source,
    *,
    encoding: str | None = None,
    trust_recorded: bool = False,
    limits: Limits = LIMITS,
) -> Table:
    """Open a table of one noun; `source` and what is raised are those of `sheet.read_rows`.

    With a problem in the header there are no rows: `problems` says why.
    """
    sheet = read_rows(source, encoding=encoding, limits=limits)
    columns: dict[int, str] = {}
    rows: Iterator[tuple[int, dict[str, str]]] = iter(())
    readable = bool(sheet.header) and not any(
        problem.row <= sheet.header_row for problem in sheet.problems
    )
    if sheet.header:
        resolved = resolve_header(
            noun, sheet.titles, row=sheet.header_row, trust_recorded=trust_recorded
        )
        doubled = {problem.column for problem in sheet.problems}
        sheet.problems.extend(
            problem for problem in resolved.problems if problem.column not in doubled
        )
        columns = dict(resolved.columns)
        if readable and not resolved.problems:
            rows = _renamed(sheet.cells, columns)
    return Table(
        noun=noun,
        columns=tuple(columns.values()),
        titles={name: sheet.titles[at] for at, name in columns.items()},
        encoding=sheet.encoding,
        digest=sheet.digest,
        rows=rows,
        problems=sheet.problems,
    )


def _renamed(cells: Iterator[Row], columns: dict[int, str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Name the cells: without an unknown column, every position has its name."""
    names = [columns[at] for at in sorted(columns)]
    for number, row in cells:
        yield number, dict(zip(names, row, strict=True))
