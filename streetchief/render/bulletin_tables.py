"""The three tables of a paper: streets, problems, departments.

Convention: rows in register order, the last one the sum of those above; a table without facts is
not there. Cells are raw values, put into words by their columns.
"""

from __future__ import annotations

from streetchief.domain.bulletins import StreetLine, WeekReport
from streetchief.render.bulletin_words import day_word, days_word, joined, name, say, state_word
from streetchief.render.table import Cell, Column, Table


def tables_of(report: WeekReport) -> tuple[Table, ...]:
    """Return the tables there are facts for, numbered in their titles."""
    key = "annex" if report.kind == "circular" else "table"
    found = [street_table(report)]
    if report.items is not None:
        found.append(item_table(report))
    if report.departments:
        found.append(department_table(report))
    return tuple(
        table._replace(title=say(key, number=number, title=say(f"table_{table.name}")))
        for number, table in enumerate(found, 1)
    )


def street_table(report: WeekReport) -> Table:
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
            remarks(line, report.seen_on),
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
            _number("t_row"),
            Column(title=name(words.place).capitalize()),
            Column(title=name(words.chief).capitalize(), show=_list),
            _text("t_village"),
            _number("t_required"),
            _number("t_logged"),
            _number("t_counted"),
            _number("t_days"),
            _number("t_delegated"),
            _number("t_backfilled"),
            _text("t_state"),
            _text("t_note"),
        ),
        rows=tuple(rows),
        empty=say("none"),
    )


def remarks(line: StreetLine, seen_on: int) -> str:
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
        said.append(say("note_vacant", days=days))
    missed = sum(part.count for part in line.not_counted)
    if missed:
        said.append(say("note_not_counted", count=missed))
    if line.unmet_weeks > 1:
        said.append(say("note_run", weeks=line.unmet_weeks))
    if line.never_patrolled:
        said.append(say("note_never", day=day_word(seen_on)))
    return say("semicolon").join(said)


def item_table(report: WeekReport) -> Table:
    """Return table 2: 问题清单及销号情况表."""
    lines = report.items.lines if report.items is not None else ()
    return Table(
        name="items",
        columns=(
            _text("t_number"),
            _text("t_place"),
            _text("t_text"),
            _text("t_category"),
            _text("t_found"),
            _text("t_holder"),
            _text("t_due"),
            _text("t_progress"),
            _text("t_closed"),
        ),
        rows=tuple(
            (
                line.number,
                line.place,
                line.text,
                name(line.category),
                day_word(line.found_on),
                line.holder,
                None if line.due_on is None else day_word(line.due_on),
                name(line.progress),
                None if line.closed_on is None else day_word(line.closed_on),
            )
            for line in lines
        ),
        empty=say("none"),
    )


def department_table(report: WeekReport) -> Table:
    """Return table 3: 部门集中整治情况表."""
    rows: list[tuple[Cell, ...]] = [
        (row.department, row.place, row.required, row.done, row.spots, tonnes(row.kilograms))
        for row in report.departments
    ]
    rows.append(
        (
            say("total"),
            "",
            sum(row.required for row in report.departments),
            sum(row.done for row in report.departments),
            sum(row.spots for row in report.departments),
            tonnes(sum(row.kilograms for row in report.departments)),
        )
    )
    return Table(
        name="cleanups",
        columns=(
            _text("t_department"),
            _text("t_liaison"),
            _number("t_to_do"),
            _number("t_done"),
            _number("t_spots"),
            Column(title=say("t_tonnes"), kind="number"),
        ),
        rows=tuple(rows),
    )


def tonnes(kilograms: int) -> str:
    """Print kilograms as tonnes with two decimals, rounded half up."""
    hundredths = (kilograms + 5) // 10
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _number(key: str) -> Column:
    return Column(title=say(key), kind="number", show=_count)


def _text(key: str) -> Column:
    return Column(title=say(key))


def _count(value: int | str | None) -> str:
    return "" if value is None else str(value)


def _list(names: tuple[str, ...]) -> str:
    return joined(names) if names else ""
