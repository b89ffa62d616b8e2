"""Activities and their figures as tables.

Convention: weights are whole kilograms in data and tonnes (吨) for people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from streetchief.activities.lists import Activities, ActivityFigures, Sums, kind_word
from streetchief.days import calendar
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, lay_out
from streetchief.value import fields_of

_GROUP_TITLES: Mapping[str, str] = {
    "town": N_("Town"),
    "place": N_("Place"),
    "holder": N_("Who"),
    "week": N_("Week"),
    "month": N_("Month"),
}


def activity_table(found: Activities) -> Table:
    """Lay activities out in order of time, with what they add up to below."""
    sums = found.sums
    return lay_out(
        name="activities",
        columns=(
            Column(key="number", title=N_("Number"), kind="number", cell="row.id"),
            Column(key="kind", cell="kind.id"),
            Column(key="kind_name", title=N_("Activity"), cell=lambda view: kind_word(view.kind)),
            Column(
                key="started_at",
                title=N_("Start"),
                show=lambda at: at.replace("T", " "),
                cell=lambda view: calendar.at_label(view.row.started_at),
            ),
            Column(key="town", title=N_("Town"), cell="town.name"),
            Column(key="place", title=N_("Place"), cell="place.name"),
            Column(key="by", title=N_("Who"), cell="holder.name"),
            Column(
                key="with",
                title=N_("With"),
                cell=lambda view: tuple(holder.name for holder in view.companions),
            ),
            _number("minutes", N_("Minutes")),
            _number("spots", N_("Spots")),
            _number("kilograms", N_("Tonnes"), show=_tonnes_or_none),
            Column(key="note", title=N_("Note"), cell="row.note"),
        ),
        things=found.views,
        extra={
            "from": _day(found.since),
            "to": _day(found.until),
            "sums": {name: getattr(sums, name) for name in fields_of(Sums)},
        },
        title=_("Activities"),
        notes=(sums_sentence(sums),) if found.views else (),
        empty=_("No activity is recorded."),
    )


def figures_table(found: ActivityFigures) -> Table:
    """Lay figures out, one row a kind and group; running totals beside groups of time."""
    timed = found.per in ("week", "month")
    group = _(_GROUP_TITLES[found.per]) if found.per in _GROUP_TITLES else ""
    return lay_out(
        name="activity-figures",
        columns=(
            Column(key="kind", cell="kind.id"),
            Column(key="kind_name", title=N_("Activity"), cell=lambda row: kind_word(row.kind)),
            Column(key="group", title=group),
            _number("actions", N_("Times"), of="sums"),
            _number("places", N_("Places"), of="sums"),
            _number("people", N_("Took part"), of="sums"),
            _number("spots", N_("Spots"), of="sums"),
            _number("kilograms", N_("Tonnes"), of="sums", show=_tonnes_or_none),
            Column(key="spots_to_date", title=_("Spots to date") if timed else "", kind="number"),
            Column(
                key="kilograms_to_date",
                title=_("Tonnes to date") if timed else "",
                kind="number",
                show=tonnes,
            ),
        ),
        things=found.rows,
        extra={"per": found.per, "from": _day(found.of.since), "to": _day(found.of.until)},
        title=_("Activities in figures"),
        empty=_("No activity is recorded."),
    )


def _number(
    key: str, title: str, *, of: str = "row", show: Callable[[Any], str] | None = None
) -> Column:
    """Return the column of a number of an activity's record, or of what `of` names."""
    return Column(key=key, title=title, kind="number", show=show, cell=attrgetter(f"{of}.{key}"))


def sums_sentence(sums: Sums) -> str:
    """Say what activities add up to."""
    return _("{actions} times, {people} took part; {spots} spots, {tonnes} tonnes.").format(
        actions=sums.actions, people=sums.people, spots=sums.spots, tonnes=tonnes(sums.kilograms)
    )


def tonnes(kilograms: int) -> str:
    """Write a weight in tonnes without needless zeros: 5.3, 12."""
    whole, rest = divmod(kilograms, 1000)
    return f"{whole}.{rest:03d}".rstrip("0").rstrip(".")


def _tonnes_or_none(kilograms: int | None) -> str:
    return "—" if kilograms is None else tonnes(kilograms)


def _day(day: int | None) -> str | None:
    return None if day is None else calendar.day_label(day)
