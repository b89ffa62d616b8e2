"""Figures of lists, hot spots, ages and clearances as tables.

Convention: a rate stands beside its two numbers, as text for people and as a decimal text in data;
over nothing it is "—" and null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter

from streetchief.days import calendar
from streetchief.items.figures import Ages, FiguresReport, GroupFigures, HotSpotView
from streetchief.items.lists import word
from streetchief.items.lookup import Clearances, ClearanceView
from streetchief.items.pages.items import day
from streetchief.items.rules.clearances import Left, is_zero, left
from streetchief.items.rules.figures import (
    Figures,
    close_rate,
    due_to_close,
    on_time_close_rate,
    relapse_rate,
)
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, Tone, lay_out
from streetchief.rulebook.rules.list import Measure, category_name
from streetchief.values.amounts import amount_text
from streetchief.values.problems import Name
from streetchief.values.rates import Rate, rate_text

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
    return lay_out(
        name="item-figures",
        columns=(
            Column(key="group", cell="id"),
            Column(key="name", title=N_(_GROUPS[report.by]), cell=lambda group: word(group.name)),
            _count("items", N_("Number of items")),
            _count("open", N_("Open")),
            Column(
                key="due",
                title=N_("Due to close"),
                kind="number",
                cell=lambda group: due_to_close(group.figures),
            ),
            _count("closed", N_("Closed")),
            _count("closed_in_time", N_("In time")),
            _rate("close_rate", N_("Close rate"), close_rate),
            _rate("on_time_close_rate", N_("On-time rate"), on_time_close_rate),
            _count("overdue", N_("Past their date")),
            _count("returned", N_("Returned")),
            _count("returned_ever"),
            _count("reopened_ever", N_("Relapsed")),
            _rate("relapse_rate", N_("Relapse rate"), relapse_rate),
            _count("fixed_on_spot", N_("Fixed on the spot")),
            _count("suspended", N_("Suspended")),
            _count("supervised"),
            _count("undated"),
            _count("postponed"),
            _count("void"),
            _count("closed_ever"),
            Column(key="turnaround_days", kind="number", cell="turnaround.days"),
            _count("shortest", of="turnaround"),
            _count("median", N_("Median days"), of="turnaround"),
            _count("longest", N_("Longest"), of="turnaround"),
        ),
        things=[*report.groups, report.total],
        extra={"on": day(report.on), "since": day(report.since), "until": day(report.until)},
        title=_("Figures of items on {day}").format(day=calendar.day_label(report.on)),
        notes=(_("Due to close: closed, or past its date. Rates are of what is due to close."),),
    )


def _count(key: str, title: str = "", of: str = "figures") -> Column:
    """Return the column of a count of a group."""
    return Column(key=key, title=title, kind="number", cell=attrgetter(f"{of}.{key}"))


def _rate(key: str, title: str, rate: Callable[[Figures], Rate]) -> Column:
    """Return the column of a rate of a group; over nothing there is none."""

    def read(group: GroupFigures) -> str | None:
        found = rate(group.figures)
        return rate_text(found) if found.whole else None

    return Column(key=key, title=title, kind="number", cell=read)


def hot_spots_table(views: Sequence[HotSpotView]) -> Table:
    """Return where a category comes back, most often first."""
    return lay_out(
        name="item-hot-spots",
        columns=(
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Place")),
            Column(key="list", title=N_("List"), cell=lambda view: word(view.rule.name)),
            Column(
                key="category",
                title=N_("Category"),
                cell=lambda view: word(category_name(view.rule, view.spot.category)),
            ),
            _count("items", N_("Number of items"), of="spot"),
            _count("reopened", N_("Relapsed"), of="spot"),
            _count("open", N_("Open"), of="spot"),
        ),
        things=views,
        title=_("Hot spots: the same category at the same place"),
        empty=_("No category came up twice at one place."),
        names=2,
    )


def ages_table(found: Ages) -> Table:
    """Return the open items by age, a row for each list and a column for each band of days."""
    firsts = (0, *(bound + 1 for bound in found.bounds))
    bands = [
        Column(
            key=f"days_{first}_{last}",
            title=_("{first}–{last} days").format(first=first, last=last),
            kind="number",
            cell=_count_in(band),
        )
        for band, (first, last) in enumerate(zip(firsts, found.bounds, strict=False))
    ]
    beyond = Column(
        key=f"days_{firsts[-1]}_up",
        title=_("{first} days and more").format(first=firsts[-1]),
        kind="number",
        cell=lambda row: row[1][-1],
    )
    return lay_out(
        name="item-ages",
        columns=(
            Column(key="list", title=N_("List"), cell=lambda row: word(row[0])),
            *bands,
            beyond,
            Column(key="open", title=N_("Open"), kind="number", cell=lambda row: sum(row[1])),
        ),
        things=found.rows,
        extra={"on": day(found.on)},
        title=_("Open items by age on {day}").format(day=calendar.day_label(found.on)),
        empty=_("No item is open."),
    )


def _count_in(band: int) -> Callable[[tuple[Name, tuple[int, ...]]], int]:
    return lambda row: row[1][band]


def clearances_table(found: Clearances) -> Table:
    """Return what was found, cleared and is left, a row for each village and kind."""
    return lay_out(
        name="item-clearances",
        columns=(
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Village")),
            Column(key="category", title=N_("Kind"), cell=lambda row: word(row.category_name)),
            _count("items", N_("Number of items"), of="clearance"),
            *(
                column
                for index, measure in enumerate(found.rule.measures)
                for column in _measured(index, measure)
            ),
            Column(
                key="state",
                title=N_("Standing"),
                show=lambda state: _(_ZEROS[state]),
                cell=_zero,
            ),
        ),
        things=found.rows,
        extra={"on": day(found.today)},
        title=_("{list} on {day}").format(
            list=word(found.rule.name), day=calendar.day_label(found.today)
        ),
        notes=_clearance_notes(found),
        empty=_("No village is registered."),
        tone=lambda row: _ZERO_TONES[_zero(row)],
        names=3,
    )


def _measured(index: int, measure: Measure) -> Iterator[Column]:
    """Give the three columns of a measure: what was found, cleared and is left of it."""
    readers: tuple[tuple[str, str, Callable[[Left], int | None]], ...] = (
        ("found", _("{measure} found ({unit})"), lambda one: one.found),
        ("cleared", _("{measure} cleared ({unit})"), lambda one: one.cleared),
        ("left", _("{measure} left ({unit})"), left),
    )
    for key, words, read in readers:

        def shown(row: ClearanceView, read: Callable[[Left], int | None] = read) -> str | None:
            amount = read(row.clearance.lefts[index])
            return None if amount is None else amount_text(amount, measure.decimals)

        yield Column(
            key=f"{measure.id}_{key}",
            title=words.format(measure=word(measure.name), unit=word(measure.unit)),
            kind="number",
            cell=shown,
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


def _clearance_notes(found: Clearances) -> tuple[str, ...]:
    if not found.rows:
        return ()
    states = [_zero(row) for row in found.rows]
    return (
        _("Cleared to zero: {zero} of {total}; not looked at yet: {unknown}.").format(
            zero=states.count("zero"), total=len(states), unknown=states.count("unknown")
        ),
    )
