"""What exemptions and delegations have in common: their days, their warnings, and taking them back.

Convention: people speak of a last day, the ledger of the first day no longer; `first` and `last`
are both included.
"""

from __future__ import annotations

from streetchief.domain import calendar
from streetchief.domain.register import Holder, Place, full_place_name
from streetchief.errors import Refused
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.service.directory import Directory
from streetchief.service.office import Office
from streetchief.store.duties import find_record
from streetchief.store.journal import EntryWriter
from streetchief.store.register import find_assignments

EVER = calendar.LAST_DAY + 1
"""After every day there is."""

_WORDS = {"exemption": N_("exemption"), "delegation": N_("delegation")}


def check_days(first: int, last: int) -> None:
    """Refuse a last day before the first."""
    if last < first:
        raise Refused(
            _("The last day {last} is before the first {first}.").format(
                last=calendar.day_label(last), first=calendar.day_label(first)
            ),
            _("Nothing was saved."),
        )


def no_post(holder: Holder) -> str:
    """Say that a holder has no post that the days could be about."""
    return _("{holder} has no such post in these days.").format(holder=holder.name)


def outside_life(place: Place, first: int, last: int) -> list[str]:
    """Say, if it is so, that a place is not open on all of the days."""
    if place.is_open(first) and place.is_open(last):
        return []
    return [
        _("{place} is not open on all of these days.").format(place=full_place_name(place, None))
    ]


def take_back(entry: EntryWriter, table: str, number: int) -> tuple[int, int]:
    """Write the version that takes a record back; return the thing's key and the new record."""
    stored = find_record(entry.connection, table, number)
    if stored is None:
        raise Refused(
            _("There is no {what} number {number} in force.").format(
                what=_(_WORDS[table]), number=number
            ),
            _("Nothing was saved."),
            _("See the numbers with: streetchief {table} list --all").format(table=table),
        )
    return int(stored[table] or 0), entry.add(table, {**stored, "revoked": 1})


def people_of(office: Office, directory: Directory, town: Place) -> set[int]:
    """Return the keys of all who hold or held a post in a town."""
    return {
        a.holder
        for a in find_assignments(office.ledger.connection, as_of=office.as_of)
        if (lies_in := directory.town_of(directory.places[a.place])) and lies_in.key == town.key
    }
