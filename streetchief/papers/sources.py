"""What papers are made from: which paper is asked for, the docket of its towns, the rulebook.

Convention: sources are opened once, for one town or for all; keys in them are the ledger's. The
docket is that of the last week the paper speaks of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from streetchief.activities.records import find_by_persons
from streetchief.days import calendar
from streetchief.duties.docket import Docket, judge, names_of, open_docket
from streetchief.duties.rules.standing import Assessment
from streetchief.errors import Refused
from streetchief.ledger.office import Office, wanted_week
from streetchief.ledger.opening import find_settings
from streetchief.locale.text import gettext as _
from streetchief.papers.records import has_items
from streetchief.papers.rules.report import COUNTY, PERIODS, WEEKLY, weeks_of
from streetchief.register.names import resolve_place
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.words import Tables, items_list, tables_on
from streetchief.value import value
from streetchief.values.register import TOWN, Holder, Place, within

if TYPE_CHECKING:
    from streetchief.papers.items import ItemReader


@value
class Asked:
    """Which papers are asked for: of a kind, of a period (None: the last finished week), of one
    town or all; `notes` are the office's own words."""

    kind: str = WEEKLY
    period: int | None = None
    town: str | None = None
    everything: bool = False
    notes: tuple[str, ...] = ()


@value
class Sources:
    """What the reports of one period are made from, of every town or of `town` alone.

    `weeks` are those it speaks of: its week, or the finished ones of its month or year.
    """

    office: Office
    kind: str
    period: int
    weeks: range
    town: Place | None
    docket: Docket
    tables: Tables

    @property
    def connection(self) -> sqlite3.Connection:
        return self.office.connection

    @property
    def week(self) -> int:
        """The last week."""
        return self.weeks[-1]

    @property
    def days(self) -> range:
        """The days of the last week."""
        return calendar.days_of_week(self.week)

    @property
    def span(self) -> range:
        """The days of all the weeks."""
        return range(calendar.monday_of(self.weeks.start), calendar.monday_of(self.weeks.stop))

    @property
    def only(self) -> int | None:
        """The key of the one town, None for all."""
        return self.town.key if self.town is not None else None


def chosen_town(office: Office, town: str | None, everything: bool) -> Place | None:
    """Return the one town asked for, else the ledger's own; None means every town."""
    own = (
        None
        if town or everything
        else find_settings(office.connection, office.ledger.site).get("town")
    )
    name = town if town is not None else own
    if name is None:
        return None
    return resolve_place(office.connection, name, kinds=(TOWN,), as_of=office.as_of)


def open_sources(office: Office, asked: Asked) -> Sources:
    """Read what the papers asked for rest on.

    Raises `Refused` for a week to come, and for a month or a year of which no week is over.
    """
    if asked.kind not in PERIODS:
        county = asked.kind == COUNTY
        place = None if county else chosen_town(office, asked.town, asked.everything)
        return _opened(office, asked.kind, wanted_week(office, asked.period), place)
    assert asked.period is not None
    first = weeks_of(asked.kind, asked.period)[0]
    if office.now < calendar.monday_of(first + 1) * calendar.DAY:
        raise Refused(
            _("None of its weeks is over."),
            _("Its first week is {week}.").format(week=calendar.week_label(first)),
        )
    place = chosen_town(office, asked.town, asked.everything)
    return _opened(office, asked.kind, asked.period, place)


def open_earlier(sources: Sources, period: int) -> Sources:
    """Read what papers of the same kind and towns, but of another period, rest on."""
    return _opened(sources.office, sources.kind, period, sources.town)


def _opened(office: Office, kind: str, period: int, town: Place | None) -> Sources:
    weeks = weeks_of(kind, period)
    if kind in PERIODS:
        weeks = range(weeks.start, min(weeks.stop, office.this_week))
    days = calendar.days_of_week(weeks[-1])
    return Sources(
        office=office,
        kind=kind,
        period=period,
        weeks=weeks,
        town=town,
        docket=open_docket(office, days.start, days.stop, town.key if town is not None else None),
        tables=tables_on(office.connection, days.start, office.as_of),
    )


def item_reader(sources: Sources) -> ItemReader | None:
    """Open the list that papers report; None while no list has an item."""
    if not has_items(sources.connection):
        return None
    from streetchief.papers.items import open_items

    return open_items(sources.office, items_list(sources.tables), sources.span)


# ---------------------------------------------------------------- duties beside the streets' own

ByDuty = Mapping[str, Sequence[Assessment]]
"""What became of duties in some weeks or months, by their names."""


@value
class Beside:
    """The duties beside the streets' own as they were judged, with who answers for them.

    `measures` are spots and kilograms of each (duty, place, holder).
    """

    judged: ByDuty
    people: Mapping[int, Holder]
    measures: Mapping[tuple[str, int, int], tuple[int, int]]


def judge_weeks(sources: Sources, weeks: Sequence[int]) -> ByDuty:
    """Judge the weekly duties in these weeks, in one docket; those of holders first."""
    since, until = calendar.monday_of(weeks[0]), calendar.monday_of(weeks[-1] + 1)
    docket = sources.docket
    if (since, until) != (docket.since, docket.until):
        docket = open_docket(sources.office, since, until, sources.only)
    of_holders = _names(docket, lambda fields: _weekly(fields) and fields.get("per") == "holder")
    of_places = _names(docket, lambda fields: _weekly(fields) and fields.get("per") != "holder")
    names = dict.fromkeys([*of_holders, *(name for name in of_places if name != PATROL)])
    return _judge(sources, docket, names, weeks, "week")


def judge_months(sources: Sources, months: Sequence[int]) -> ByDuty:
    """Judge the duties that are judged by the month in these months."""
    names = _names(sources.docket, lambda fields: not _weekly(fields))
    if not (names and months):
        return {}
    since, until = calendar.days_of_month(months[0]).start, calendar.days_of_month(months[-1]).stop
    docket = open_docket(sources.office, since, until, sources.only)
    return _judge(sources, docket, names, months, "month")


def _judge(
    sources: Sources, docket: Docket, names: Iterable[str], periods: Sequence[int], unit: str
) -> ByDuty:
    found = {}
    for name in names:
        rows = judge(sources.office, docket, name, periods)
        found[name] = [a for period in periods for a in rows[period] if a.duty.period == unit]
    return found


def _weekly(fields: Mapping[str, object]) -> bool:
    return fields.get("period") != "month"


def _names(docket: Docket, wanted: Callable[[Mapping[str, object]], bool]) -> list[str]:
    """Return the duties of which some version says how they are judged, and so."""
    return list(
        dict.fromkeys(
            version.name
            for version in docket.versions
            if "per" in version.fields and wanted(version.fields)
        )
    )


def put_beside(sources: Sources, judged: ByDuty, days: range) -> Beside:
    """Add to what was judged who answers for it, and what they did in these days."""
    rows = [a for found in judged.values() for a in found if a.holder is not None]
    holders = {a.holder for a in rows if a.holder is not None}
    return Beside(
        judged=judged,
        people=names_of(sources.connection, holders, sources.office.as_of),
        measures=_sum_measures(sources, judged, days),
    )


def _sum_measures(
    sources: Sources, judged: ByDuty, days: range
) -> dict[tuple[str, int, int], tuple[int, int]]:
    """Sum spots and kilograms: all live rows of the duty's kinds by the holder at the place."""
    places, sums = sources.docket.places, dict[tuple[str, int, int], tuple[int, int]]()
    acting = {a.holder for rows in judged.values() for a in rows if a.entries} - {None}
    if not acting:
        return sums
    bounds = days.start * calendar.DAY, days.stop * calendar.DAY
    found = find_by_persons(
        sources.connection,
        [holder for holder in acting if holder is not None],
        *bounds,
        as_of=sources.office.as_of,
    )
    measured = [row for row in found if row.spots or row.kilograms]
    for name, rows in judged.items():
        for a in rows:
            if a.holder is None:
                continue
            mine = [
                row
                for row in measured
                if row.person == a.holder
                and row.kind in a.duty.kinds
                and within(places, row.place, a.place)
            ]
            sums[name, a.place, a.holder] = (
                sum(row.spots or 0 for row in mine),
                sum(row.kilograms or 0 for row in mine),
            )
    return sums
