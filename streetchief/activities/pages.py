"""Activities and their figures as tables.

Convention: weights are whole kilograms in data and tonnes (吨) for people.
"""

from __future__ import annotations

from collections.abc import Mapping

from streetchief.activities.lists import Activities, ActivityFigures, Sums, kind_word
from streetchief.days import calendar
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table

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
    return Table(
        name="activities",
        columns=(
            Column(key="number", title=_("Number"), kind="number"),
            Column(key="kind"),
            Column(key="kind_name", title=_("Activity")),
            Column(key="started_at", title=_("Start"), show=lambda at: at.replace("T", " ")),
            Column(key="town", title=_("Town")),
            Column(key="place", title=_("Place")),
            Column(key="by", title=_("Who")),
            Column(key="with", title=_("With")),
            Column(key="minutes", title=_("Minutes"), kind="number"),
            Column(key="spots", title=_("Spots"), kind="number"),
            Column(key="kilograms", title=_("Tonnes"), kind="number", show=_tonnes_or_none),
            Column(key="note", title=_("Note")),
        ),
        rows=tuple(
            (
                view.row.id,
                view.kind.id,
                kind_word(view.kind),
                calendar.at_label(view.row.started_at),
                view.town.name if view.town else None,
                view.place.name,
                view.holder.name,
                tuple(holder.name for holder in view.companions),
                view.row.minutes,
                view.row.spots,
                view.row.kilograms,
                view.row.note,
            )
            for view in found.views
        ),
        extra={
            "from": _day(found.since),
            "to": _day(found.until),
            "sums": {
                "actions": sums.actions,
                "places": sums.places,
                "people": sums.people,
                "spots": sums.spots,
                "kilograms": sums.kilograms,
            },
        },
        title=_("Activities"),
        notes=(sums_sentence(sums),) if found.views else (),
        empty=_("No activity is recorded."),
    )


def figures_table(found: ActivityFigures) -> Table:
    """Lay figures out, one row a kind and group; running totals beside groups of time."""
    timed = found.per in ("week", "month")
    group = _(_GROUP_TITLES[found.per]) if found.per in _GROUP_TITLES else ""
    return Table(
        name="activity-figures",
        columns=(
            Column(key="kind"),
            Column(key="kind_name", title=_("Activity")),
            Column(key="group", title=group),
            Column(key="actions", title=_("Times"), kind="number"),
            Column(key="places", title=_("Places"), kind="number"),
            Column(key="people", title=_("Took part"), kind="number"),
            Column(key="spots", title=_("Spots"), kind="number"),
            Column(key="kilograms", title=_("Tonnes"), kind="number", show=tonnes),
            Column(key="spots_to_date", title=_("Spots to date") if timed else "", kind="number"),
            Column(
                key="kilograms_to_date",
                title=_("Tonnes to date") if timed else "",
                kind="number",
                show=tonnes,
            ),
        ),
        rows=tuple(
            (
                row.kind.id,
                kind_word(row.kind),
                row.group,
                row.sums.actions,
                row.sums.places,
                row.sums.people,
                row.sums.spots,
                row.sums.kilograms,
                row.spots_to_date,
                row.kilograms_to_date,
            )
            for row in found.rows
        ),
        extra={"per": found.per, "from": _day(found.since), "to": _day(found.until)},
        title=_("Activities in figures"),
        empty=_("No activity is recorded."),
    )


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
