"""Delegations: who patrols for a chief, recorded, listed and taken back.

Convention: what overlaps is accepted with a warning, because it changes nothing it should not; a
delegation is not transitive. Source: docs/rules.md, "What counts".
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.duties.records import DelegationRow, find_delegations, find_record
from streetchief.errors import Refused
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.register.directory import Directory, open_directory
from streetchief.register.records import find_assignments
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import judged_kinds
from streetchief.value import value
from streetchief.values.register import TOWN, Holder, Place, full_place_name

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
            _("See the numbers with: streetchief {table} list --all").format(table=table),
        )
    return int(stored[table] or 0), entry.add(table, {**stored, "revoked": 1})


def people_of(office: Office, directory: Directory, town: Place) -> set[int]:
    """Return the keys of all who hold or held a post in a town."""
    return {
        a.holder
        for a in find_assignments(office.connection, as_of=office.as_of)
        if (lies_in := directory.town_of(directory.places[a.place])) and lies_in.key == town.key
    }


@value
class DelegationView:
    """A delegation with its people; `place` None means all streets of the chief."""

    number: int
    row: DelegationRow
    chief: Holder
    delegate: Holder
    place: Place | None
    town: Place | None
    warnings: tuple[str, ...] = ()


def delegate(
    office: Office,
    chief: str,
    to: str,
    *,
    street: str | None = None,
    town: str | None = None,
    first: int,
    last: int,
    note: str | None = None,
) -> DelegationView:
    """Record that someone patrols for a chief from `first` to `last`, both included.

    On one street, or wherever he is chief. Raises `Refused` for unknown names, for a last day
    before the first, and for delegating to oneself.
    """
    with acting(office, "delegate") as entry:
        directory = open_directory(entry.connection)
        kinds = judged_kinds(find_versions(entry.connection))
        place = directory.place(street, kinds, town, first) if street else None
        giver, taker = directory.holder(chief), directory.holder(to)
        if giver.key == taker.key:
            raise Refused(
                _("{name} cannot delegate to himself.").format(name=giver.name),
            )
        check_days(first, last)
        row = DelegationRow(
            key=entry.next_id,
            chief=giver.key,
            delegate=taker.key,
            place=place.key if place else None,
            since=first,
            until=last + 1,
        )
        warnings = [
            _("Delegation {number} covers some of these days already.").format(number=other.key)
            for other in find_delegations(entry.connection, first, last + 1)
            if (other.chief, other.delegate, other.place) == (row.chief, row.delegate, row.place)
        ]
        held = find_assignments(
            entry.connection,
            holder=giver.key,
            place=place.key if place else None,
            since=first,
            until=last + 1,
        )
        if not held:
            warnings.append(no_post(giver))
        if place is not None:
            warnings += outside_life(place, first, last)
        entry.add(
            "delegation",
            {
                "chief": row.chief,
                "delegate": row.delegate,
                "place": row.place,
                "since": row.since,
                "until": row.until,
                "note": clean(note, "note", lines=True) if note else None,
            },
        )
        return _delegation_view(directory, row, row.key, tuple(warnings))


def revoke_delegation(office: Office, number: int, *, reason: str) -> DelegationView:
    """Take a delegation back. `number` is the one `delegate` printed."""
    with acting(office, "delegation revoke", reason=clean(reason, "reason")) as entry:
        key, written = take_back(entry, "delegation", number)
        row = next(
            row
            for row in find_delegations(entry.connection, 0, EVER, revoked=True)
            if row.key == key
        )
        return _delegation_view(open_directory(entry.connection), row, written, ())


def list_delegations(
    office: Office, *, town: str | None = None, everything: bool = False
) -> list[DelegationView]:
    """Return delegations that are not over, or all; with `town` those of chiefs in it."""
    since = 0 if everything else office.today
    with reading(office.ledger) as connection:
        directory = open_directory(connection)
        ancestor = directory.place(town, (TOWN,)) if town else None
        rows = find_delegations(connection, since, EVER, as_of=office.as_of)
        views = [_delegation_view(directory, row, row.key, ()) for row in rows]
        if ancestor is None:
            return views
        people = people_of(office, directory, ancestor)
        return [view for view in views if view.chief.key in people]


def _delegation_view(
    directory: Directory, row: DelegationRow, number: int, warnings: tuple[str, ...]
) -> DelegationView:
    place = directory.places[row.place] if row.place is not None else None
    return DelegationView(
        number=number,
        row=row,
        chief=directory.holders[row.chief],
        delegate=directory.holders[row.delegate],
        place=place,
        town=directory.town_of(place) if place else None,
        warnings=warnings,
    )
