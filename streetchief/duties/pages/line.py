"""The columns of a line, from which every report of duties chooses.

Convention: a column is declared once, with its key and its title; a report changes a title or a
cell only where it says something else by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streetchief.days import calendar
from streetchief.duties.pages.words import period_label
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column
from streetchief.output.words import join, state_word
from streetchief.value import replace

if TYPE_CHECKING:
    from streetchief.duties.line import Line


def title_word(line: Line) -> str:
    """Return what the reader calls the duty of a line."""
    from streetchief.values.problems import name_in

    return name_in(line.title, language()) if line.title else line.duty.name


def count_word(count: int) -> str:
    """Return a number, a dash for none."""
    return str(count) if count else "—"


def day_data(day: int | None) -> str | None:
    """Return a day as data has it."""
    return None if day is None else calendar.day_label(day)


_LINE = {
    column.key: column
    for column in (
        Column(key="town", title=N_("Town"), cell=lambda line: line.town_name),
        Column(key="place", title=N_("Place"), cell=lambda line: line.place.name),
        Column(key="duty", cell=lambda line: line.duty.name),
        Column(key="duty_name", title=N_("Duty"), cell=title_word),
        Column(
            key="holder",
            title=N_("Holder"),
            cell=lambda line: line.holder.name if line.holder else None,
        ),
        Column(
            key="period",
            title=N_("Period"),
            cell=lambda line: period_label(line.duty.period, line.assessment.period),
        ),
        Column(key="required", title=N_("Required"), kind="number"),
        Column(key="counted", title=N_("Counted"), kind="number"),
        Column(key="needed", title=N_("Needed"), kind="number", show=count_word),
        Column(key="state", title=N_("Standing"), show=state_word),
        Column(key="unmet_weeks", title=N_("Run"), kind="number", show=count_word),
        Column(key="days_since_last", title=N_("Days since"), kind="number"),
        Column(key="last_patrol_on", cell=lambda line: day_data(line.last_patrol_on)),
        Column(
            key="chiefs",
            title=N_("Holders"),
            show=lambda names: join(names) or _("none"),
            cell=lambda line: tuple(chief.name for chief in line.chiefs),
        ),
    )
}


def line_column(key: str, /, **changes: Any) -> Column:
    """Return a column of a line by its key, with another title or cell where a report has one."""
    return replace(_LINE[key], **changes)
