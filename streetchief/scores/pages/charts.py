"""Plots for a terminal: tables whose last column is a bar; every bar stands beside its number.

Convention: eighths of a block where the stream can show them, plain # and . where it cannot; data
formats have the numbers alone.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import week_span
from streetchief.scores.charts import Ages, Band, Trend
from streetchief.scores.pages.scores import percent_number, rate_words, where_word
from streetchief.scores.rules import Result, rates_of
from streetchief.values.rates import Rate

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

    def rate_of(line: tuple[int, Result]) -> Rate:
        return rates_of(line[1])["met"]

    return lay_out(
        name="trend",
        columns=(
            Column(key="week", title=N_("Week"), cell=lambda line: calendar.week_label(line[0])),
            Column(title=N_("Dates"), cell=lambda line: week_span(line[0])),
            Column(key="due", cell=lambda line: line[1].due),
            Column(key="met", cell=lambda line: line[1].met),
            Column(key="met_rate", cell=lambda line: percent_number(rate_of(line))),
            Column(
                title=N_("Met rate"), kind="number", cell=lambda line: rate_words(rate_of(line))
            ),
            Column(
                title=N_("Trend"),
                cell=lambda line: bar(rate_of(line).part, rate_of(line).whole, plain=plain),
            ),
        ),
        things=found.weeks,
        extra={"due": found.total.due, "met": found.total.met},
        title=_("Met rate by week, {where}").format(where=where_word(found.town)),
        notes=(
            _("All weeks together: {rate}.").format(rate=rate_words(rates_of(found.total)["met"])),
        ),
        empty=_("No finished week yet."),
    )


def ages_table(found: Ages, *, plain: bool = False) -> Table:
    """Return how many items are overdue by how many days."""
    most = max((band.items for band in found.bands), default=0)
    notes = [_("{count} items are overdue.").format(count=sum(band.items for band in found.bands))]
    if found.undated:
        notes.append(
            _("{count} open items have no day to be closed by.").format(count=found.undated)
        )
    return lay_out(
        name="overdue-ages",
        columns=(
            Column(key="from_days"),
            Column(key="to_days"),
            Column(title=N_("Days overdue"), cell=_band_words),
            Column(key="items", title=N_("Items"), kind="number"),
            Column(title=N_("Bar"), cell=lambda band: bar(band.items, most, plain=plain)),
        ),
        things=found.bands,
        extra={"on": calendar.day_label(found.today), "undated": found.undated},
        title=_("Overdue items by age, {where}").format(where=where_word(found.town)),
        notes=tuple(notes),
    )


def _band_words(band: Band) -> str:
    if band.to_days is None:
        return _("over {days}").format(days=band.from_days - 1)
    return _("{low} to {high}").format(low=band.from_days, high=band.to_days)
