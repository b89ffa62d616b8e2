"""Figures of lists, hot spots, ages, clearances, projects and limits as tables.

Convention: a rate stands beside its two numbers, as text for people and as a decimal text in data;
over nothing it is "—" and null.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.items.figures import Ages, FiguresReport, GroupFigures, HotSpotView
from streetchief.items.lists import Clearances, ClearanceView
from streetchief.items.pages.items import day, said
from streetchief.items.rules.clearances import is_zero, left
from streetchief.items.rules.figures import (
    close_rate,
    due_to_close,
    on_time_close_rate,
    relapse_rate,
)
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.table import Cell, Column, Table, Tone, lay_out
from streetchief.values.amounts import amount_text
from streetchief.values.rates import NO_RATE, Rate, rate_text

_GROUPS = {
    None: N_("Items of lists"),
    "list": N_("List"),
    "category": N_("Category"),
    "holder": N_("Answers for it"),
    "place": N_("Place"),
    "town": N_("Town"),
    "week": N_("Week"),
}


def figures_table(report: FiguresReport) -> Table:
    """Return the figures, a row for each group and the total last."""
    rows = [*report.groups, report.total]
    return Table(
        name="item-figures",
        columns=(
            Column(key="group", title=""),
            Column(key="name", title=N_(_GROUPS[report.by])),
            Column(key="items", title=N_("Number of items"), kind="number"),
            Column(key="open", title=N_("Open"), kind="number"),
            Column(key="due", title=N_("Due to close"), kind="number"),
            Column(key="closed", title=N_("Closed"), kind="number"),
            Column(key="closed_in_time", title=N_("In time"), kind="number"),
            Column(key="close_rate", title=N_("Close rate"), kind="number", show=_rate_shown),
            Column(
                key="on_time_close_rate",
                title=N_("On-time rate"),
                kind="number",
                show=_rate_shown,
            ),
            Column(key="overdue", title=N_("Past their date"), kind="number"),
            Column(key="returned", title=N_("Returned"), kind="number"),
            Column(key="returned_ever", kind="number"),
            Column(key="reopened_ever", title=N_("Relapsed"), kind="number"),
            Column(key="relapse_rate", title=N_("Relapse rate"), kind="number", show=_rate_shown),
            Column(key="fixed_on_spot", title=N_("Fixed on the spot"), kind="number"),
            Column(key="suspended", title=N_("Suspended"), kind="number"),
            Column(key="supervised", kind="number"),
            Column(key="undated", kind="number"),
            Column(key="postponed", kind="number"),
            Column(key="void", kind="number"),
            Column(key="closed_ever", kind="number"),
            Column(key="turnaround_days", kind="number"),
            Column(key="shortest", kind="number"),
            Column(key="median", title=N_("Median days"), kind="number"),
            Column(key="longest", title=N_("Longest"), kind="number"),
        ),
        rows=tuple(_figures_row(group) for group in rows),
        extra={"on": day(report.on), "since": day(report.since), "until": day(report.until)},
        title=_("Figures of items on {day}").format(day=calendar.day_label(report.on)),
        notes=(_("Due to close: closed, or past its date. Rates are of what is due to close."),),
    )


def _figures_row(group: GroupFigures) -> tuple[Cell, ...]:
    counts, days = group.figures, group.turnaround
    return (
        group.id,
        said(group.name),
        counts.items,
        counts.open,
        due_to_close(counts),
        counts.closed,
        counts.closed_in_time,
        _rate(close_rate(counts)),
        _rate(on_time_close_rate(counts)),
        counts.overdue,
        counts.returned,
        counts.returned_ever,
        counts.reopened_ever,
        _rate(relapse_rate(counts)),
        counts.fixed_on_spot,
        counts.suspended,
        counts.supervised,
        counts.undated,
        counts.postponed,
        counts.void,
        counts.closed_ever,
        days.days,
        days.shortest,
        days.median,
        days.longest,
    )


def _rate(rate: Rate) -> str | None:
    text = rate_text(rate)
    return None if text == NO_RATE else text


def _rate_shown(text: str | None) -> str:
    return NO_RATE if text is None else text


def hot_spots_table(spots: Sequence[HotSpotView]) -> Table:
    """Return where a category comes back, most often first."""
    return lay_out(
        name="item-hot-spots",
        columns=(
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Place")),
            Column(key="list", title=N_("List"), cell=lambda spot: said(spot.list_name)),
            Column(
                key="category", title=N_("Category"), cell=lambda spot: said(spot.category_name)
            ),
            Column(key="items", title=N_("Number of items"), kind="number"),
            Column(key="reopened", title=N_("Relapsed"), kind="number"),
            Column(key="open", title=N_("Open"), kind="number"),
        ),
        things=spots,
        title=_("Hot spots: the same category at the same place"),
        empty=_("No category came up twice at one place."),
        names=2,
    )


def ages_table(found: Ages) -> Table:
    """Return the open items by age, a row for each list."""
    keys, titles = [], []
    first = 0
    for bound in found.bounds:
        keys.append(f"days_{first}_{bound}")
        titles.append(_("{first}–{last} days").format(first=first, last=bound))
        first = bound + 1
    keys.append(f"days_{first}_up")
    titles.append(_("{first} days and more").format(first=first))
    columns = [
        Column(key=key, title=title, kind="number") for key, title in zip(keys, titles, strict=True)
    ]
    return Table(
        name="item-ages",
        columns=(
            Column(key="list", title=N_("List")),
            *columns,
            Column(key="open", title=N_("Open"), kind="number"),
        ),
        rows=tuple((said(name), *counts, sum(counts)) for name, counts in found.rows),
        extra={"on": day(found.on)},
        title=_("Open items by age on {day}").format(day=calendar.day_label(found.on)),
        empty=_("No item is open."),
    )


def clearances_table(found: Clearances) -> Table:
    """Return what was found, cleared and is left, a row for each village and kind."""
    columns: list[Column] = []
    for measure in found.rule.measures:
        unit = said(measure.unit)
        for key, words in (
            ("found", _("{measure} found ({unit})")),
            ("cleared", _("{measure} cleared ({unit})")),
            ("left", _("{measure} left ({unit})")),
        ):
            title = words.format(measure=said(measure.name), unit=unit)
            columns.append(Column(key=f"{measure.id}_{key}", title=title, kind="number"))
    return Table(
        name="item-clearances",
        columns=(
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Village")),
            Column(key="category", title=N_("Kind")),
            Column(key="items", title=N_("Number of items"), kind="number"),
            *columns,
            Column(key="state", title=N_("Standing"), show=_zero_shown),
        ),
        rows=tuple(_clearance_row(found, row) for row in found.rows),
        extra={"on": day(found.today)},
        title=_("{list} on {day}").format(
            list=said(found.rule.name), day=calendar.day_label(found.today)
        ),
        notes=_clearance_notes(found),
        empty=_("No village is registered."),
        tones=tuple(_zero_tone(_zero(row)) for row in found.rows),
        names=3,
    )


def _clearance_row(found: Clearances, row: ClearanceView) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for measure, amounts in zip(found.rule.measures, row.clearance.lefts, strict=True):
        remaining = left(amounts)
        cells += [
            None if amount is None else amount_text(amount, measure.decimals)
            for amount in (amounts.found, amounts.cleared, remaining)
        ]
    return (
        row.town,
        row.place,
        said(row.category_name),
        row.clearance.items,
        *cells,
        _zero(row),
    )


_ZEROS = {
    "zero": N_("cleared to zero"),
    "left": N_("not zero yet"),
    "unknown": N_("nobody has looked yet"),
}


_ZERO_TONES: dict[str, Tone] = {"zero": "good", "left": "warn", "unknown": "quiet"}


def _zero(row: ClearanceView) -> str:
    if not row.clearance.items:
        return "unknown"
    return "zero" if is_zero(row.clearance) else "left"


def _zero_shown(state: str) -> str:
    return _(_ZEROS[state])


def _zero_tone(state: str) -> Tone:
    return _ZERO_TONES[state]


def _clearance_notes(found: Clearances) -> tuple[str, ...]:
    if not found.rows:
        return ()
    zero = sum(_zero(row) == "zero" for row in found.rows)
    unknown = sum(_zero(row) == "unknown" for row in found.rows)
    return (
        _("Cleared to zero: {zero} of {total}; not looked at yet: {unknown}.").format(
            zero=zero, total=len(found.rows), unknown=unknown
        ),
    )
