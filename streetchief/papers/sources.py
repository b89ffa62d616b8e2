"""What a paper of a week is made from: the docket of its towns, the rulebook, the list.

Convention: sources are opened once, for one town or for all; keys in them are the ledger's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from streetchief.days import calendar
from streetchief.duties.docket import Docket, judge, open_docket
from streetchief.duties.rules.standing import Assessment
from streetchief.ledger.office import Office
from streetchief.ledger.settings import find_settings
from streetchief.papers.records import has_items
from streetchief.register.names import resolve_place
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.wording import Tables, items_list, rulebook_tables
from streetchief.value import value
from streetchief.values.register import TOWN, Place

if TYPE_CHECKING:
    from streetchief.papers.week_items import ItemReader


@value
class Sources:
    """What the reports of one week are made from; keys are the ledger's."""

    office: Office
    connection: sqlite3.Connection
    docket: Docket
    tables: Tables
    week: int
    town: Place | None

    @property
    def days(self) -> range:
        return calendar.days_of_week(self.week)


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


def open_sources(
    office: Office,
    week: int,
    town: Place | None,
    *,
    since: int | None = None,
) -> Sources:
    """Read what the reports of `week` rest on, in one docket for all towns.

    `since` is an earlier week from which the docket is to begin.
    """
    monday = calendar.monday_of(week)
    first = monday if since is None else calendar.monday_of(since)
    return Sources(
        office=office,
        connection=office.connection,
        docket=open_docket(office, first, monday + 7, town.key if town is not None else None),
        tables=rulebook_tables(office.connection, monday, office.as_of),
        week=week,
        town=town,
    )


def item_reader(sources: Sources, days: range | None = None) -> ItemReader | None:
    """Open the list that papers report, for the week or `days`; None while no list has an item."""
    if not has_items(sources.connection):
        return None
    from streetchief.papers.week_items import open_items

    return open_items(sources.office, items_list(sources.tables), days or sources.days)


def judged_in(sources: Sources, name: str) -> list[Assessment]:
    """Judge a weekly duty in the week of the sources."""
    week = sources.week
    judged = judge(sources.office, sources.docket, name, [week])[week]
    return [a for a in judged if a.duty.period == "week"]


def duties_of_holders(docket: Docket) -> list[str]:
    """Return the names of the weekly duties judged by holder, in the order they were recorded."""
    return _names(docket, lambda fields: fields.get("per") == "holder" and not _monthly(fields))


def duties_of_places(docket: Docket) -> list[str]:
    """Return the weekly duties judged by place, but for the streets' own, in the same order."""
    names = _names(docket, lambda fields: fields.get("per") != "holder" and not _monthly(fields))
    return [name for name in names if name != PATROL]


def monthly_duties(docket: Docket) -> list[str]:
    """Return the duties judged by the month, in the same order."""
    return _names(docket, _monthly)


def _monthly(fields: Mapping[str, object]) -> bool:
    return fields.get("period") == "month"


def _names(docket: Docket, wanted: Callable[[Mapping[str, object]], bool]) -> list[str]:
    """Return the duties of which some version says how they are judged, and so."""
    return list(
        dict.fromkeys(
            version.name
            for version in docket.versions
            if "per" in version.fields and wanted(version.fields)
        )
    )
