"""The three tables of a paper: streets, problems, departments.

Convention: rows in register order, the last one the sum of those above; a table without facts is
not there. Cells are raw values, put into words by their columns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from streetchief.output.table import Cell, Column, Table, lay_out
from streetchief.papers.pages.words import (
    begun,
    day_word,
    days_word,
    joined,
    many,
    name,
    say,
    state_word,
)
from streetchief.papers.rules.lines import DepartmentLine, ItemFigures, StreetLine
from streetchief.papers.rules.report import Report
from streetchief.rulebook.wording import Wording
from streetchief.values.problems import Name


def tables_of(report: Report) -> tuple[Table, ...]:
    """Return the tables there are facts for, numbered in their titles."""
    key = "annex" if report.kind == "circular" else "table"
    found = [street_table(report)]
    if report.items is not None:
        found.append(item_table(report.items, report.wording))
    if report.departments:
        found.append(department_table(report.departments))
    return numbered_tables(found, key, report.wording)


def numbered_tables(tables: Sequence[Table], key: str, wording: Wording) -> tuple[Table, ...]:
    """Title tables by their numbers, as 附表 (`table`) or 附件 (`annex`)."""
    return tuple(
        table._replace(title=say(key, number=number, title=table_word(table.name, wording)))
        for number, table in enumerate(tables, 1)
    )


def table_word(table: str, wording: Wording) -> str:
    """Return what a table is called, in the words of the rulebook."""
    place = many(wording.place) if table == "worst" else name(wording.place)
    return begun(say(f"table_{table}", subject=name(wording.subject), place=place))


def street_table(report: Report) -> Table:
    """Return table 1: 街长巡查情况统计表."""
    totals = report.totals
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            line.street,
            line.chiefs,
            line.village,
            line.required,
            line.logged,
            line.counted,
            line.day_count,
            line.delegated,
            line.backfilled,
            state_word(line.state),
            remarks(line, report),
        )
        for number, line in enumerate(report.streets, 1)
    ]
    if rows:
        rows.append(
            (
                None,
                say("total"),
                (),
                "",
                totals.required,
                totals.logged,
                totals.counted,
                totals.day_count,
                totals.delegated,
                totals.backfilled,
                "",
                "",
            )
        )
    words = report.wording
    return Table(
        name="patrols",
        columns=(
            count_column("t_row"),
            name_column(words.place),
            Column(title=begun(name(words.chief)), show=names_shown),
            text_column("t_village"),
            count_column("t_required"),
            count_column("t_logged"),
            count_column("t_counted"),
            count_column("t_days"),
            count_column("t_delegated"),
            count_column("t_backfilled"),
            text_column("t_state"),
            text_column("t_note"),
        ),
        rows=tuple(rows),
        empty=say("none"),
    )


def remarks(line: StreetLine, report: Report) -> str:
    """Say what a row's figures alone do not: why less was required, what does not count."""
    said = []
    if line.opened_on is not None:
        said.append(say("note_opened", day=day_word(line.opened_on)))
    if line.closed_on is not None:
        said.append(say("note_closed", day=day_word(line.closed_on)))
    if line.exempt:
        days = joined([days_word(span.since, span.until) for span in line.exempt])
        said.append(say("note_exempt", days=days))
    if line.vacant:
        days = joined([days_word(span.since, span.until) for span in line.vacant])
        said.append(say("note_vacant", days=days, chief=name(report.wording.chiefs)))
    missed = sum(part.count for part in line.not_counted)
    if missed:
        said.append(say("note_not_counted", count=missed))
    if line.unmet_weeks > 1:
        said.append(say("note_run", weeks=line.unmet_weeks))
    if line.never_patrolled:
        said.append(say("note_never", day=day_word(report.seen_on), act=name(report.wording.act)))
    return say("semicolon").join(said)


def item_table(items: ItemFigures, wording: Wording) -> Table:
    """Return table 2: 问题清单及销号情况表."""
    return lay_out(
        name="items",
        columns=(
            text_column("t_number", cell=lambda line: line.number),
            name_column(wording.place, cell=lambda line: line.place),
            text_column("t_text", cell=lambda line: line.text),
            text_column("t_category", cell=lambda line: name(line.category)),
            text_column("t_found", cell=lambda line: day_word(line.found_on)),
            text_column("t_holder", cell=lambda line: line.holder),
            text_column(
                "t_due", cell=lambda line: None if line.due_on is None else day_word(line.due_on)
            ),
            text_column("t_progress", cell=lambda line: name(line.progress)),
            text_column(
                "t_closed",
                cell=lambda line: None if line.closed_on is None else day_word(line.closed_on),
            ),
        ),
        things=items.lines,
        empty=say("none"),
    )


def department_table(departments: Sequence[DepartmentLine]) -> Table:
    """Return table 3: 部门集中整治情况表."""
    rows: list[tuple[Cell, ...]] = [
        (row.department, row.place, row.required, row.done, row.spots, tonnes(row.kilograms))
        for row in departments
    ]
    rows.append(
        (
            say("total"),
            "",
            sum(row.required for row in departments),
            sum(row.done for row in departments),
            sum(row.spots for row in departments),
            tonnes(sum(row.kilograms for row in departments)),
        )
    )
    return Table(
        name="cleanups",
        columns=(
            text_column("t_department"),
            text_column("t_liaison"),
            count_column("t_to_do"),
            count_column("t_done"),
            count_column("t_spots"),
            Column(title=say("t_tonnes"), kind="number"),
        ),
        rows=tuple(rows),
    )


def tonnes(kilograms: int) -> str:
    """Print kilograms as tonnes with two decimals, rounded half up."""
    hundredths = (kilograms + 5) // 10
    return f"{hundredths // 100}.{hundredths % 100:02d}"


Reader = Callable[[Any], Cell]
"""What reads a cell from the thing a row is about."""


def count_column(key: str, cell: Reader | None = None) -> Column:
    """Return a column of whole numbers with this title; blank where there is none."""
    return Column(title=say(key), kind="number", show=_count, cell=cell)


def text_column(key: str, cell: Reader | None = None) -> Column:
    """Return a column of words with this title."""
    return Column(title=say(key), cell=cell)


def _count(value: int | str | None) -> str:
    return "" if value is None else str(value)


def name_column(words: Name, cell: Reader | None = None) -> Column:
    """Return a column titled by a word of the rulebook."""
    return Column(title=begun(name(words)), cell=cell)


def names_shown(names: tuple[str, ...]) -> str:
    """Put names into a cell; blank where there are none."""
    return joined(names) if names else ""
