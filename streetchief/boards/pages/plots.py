"""Plots for a terminal: tables whose last column is a bar; every bar stands beside its number.

Convention: eighths of a block where the stream can show them, plain # and . where it cannot; data
formats have the numbers alone.
"""

from __future__ import annotations

from streetchief.boards.charts import Ages, Trend
from streetchief.days import calendar
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.table import Cell, Column, Table
from streetchief.output.words import week_span
from streetchief.scores.pages import percent_number, rate_words
from streetchief.scores.rules import Result, rates_of

_WIDTH = 24
_EIGHTHS = " ▏▎▍▌▋▊▉"
BLOCKS = _EIGHTHS[1:] + "█"


def bar(part: int, whole: int, width: int = _WIDTH, *, plain: bool = False) -> str:
    """Return part/whole as a bar of at most `width` columns; what is not nothing is seen.

    >>> bar(1, 2, 4), bar(3, 8, 4, plain=True), bar(0, 8, 4)
    ('██', '##', '')
    """
    if not whole or not part:
        return ""
    if plain:
        return "#" * max(1, (2 * part * width + whole) // (2 * whole))
    eighths = max(1, (2 * part * width * 8 + whole) // (2 * whole))
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def trend_table(found: Trend, *, plain: bool = False) -> Table:
    """Return the met rate week by week."""
    where = found.town.name if found.town else _("all towns")
    return Table(
        name="trend",
        columns=(
            Column(key="week", title=N_("Week")),
            Column(title=N_("Dates")),
            Column(key="due"),
            Column(key="met"),
            Column(key="met_rate"),
            Column(title=N_("Met rate"), kind="number"),
            Column(title=N_("Trend")),
        ),
        rows=tuple(_week(week, result, plain) for week, result in found.weeks),
        extra={"due": found.total.due, "met": found.total.met},
        title=_("Met rate by week, {where}").format(where=where),
        notes=(
            _("All weeks together: {rate}.").format(rate=rate_words(rates_of(found.total)["met"])),
        ),
        empty=_("No finished week yet."),
    )


def _week(week: int, result: Result, plain: bool) -> tuple[Cell, ...]:
    rate = rates_of(result)["met"]
    return (
        calendar.week_label(week),
        week_span(week),
        result.due,
        result.met,
        percent_number(rate),
        rate_words(rate),
        bar(rate.part, rate.whole, plain=plain),
    )


def ages_table(found: Ages, *, plain: bool = False) -> Table:
    """Return how many items are overdue by how many days."""
    where = found.town.name if found.town else _("all towns")
    most = max(found.counts, default=0)
    notes = [_("{count} items are overdue.").format(count=sum(found.counts))]
    if found.undated:
        notes.append(
            _("{count} open items have no day to be closed by.").format(count=found.undated)
        )
    return Table(
        name="overdue-ages",
        columns=(
            Column(key="from_days"),
            Column(key="to_days"),
            Column(title=N_("Days overdue")),
            Column(key="items", title=N_("Items"), kind="number"),
            Column(title=N_("Bar")),
        ),
        rows=tuple(
            (low, high, _band(low, high), count, bar(count, most, plain=plain))
            for (low, high), count in zip(found.bands, found.counts, strict=True)
        ),
        extra={"on": calendar.day_label(found.today), "undated": found.undated},
        title=_("Overdue items by age, {where}").format(where=where),
        notes=tuple(notes),
    )


def _band(low: int, high: int | None) -> str:
    if high is None:
        return _("over {days}").format(days=low - 1)
    return _("{low} to {high}").format(low=low, high=high)
