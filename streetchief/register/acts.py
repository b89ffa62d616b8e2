"""The acts on the register: places and holders are added, amended, closed and merged.

Convention: nothing is erased; each act writes a new version. What an act leaves dangling (posts at
a closed street, open streets of a merged town) is named in its warnings, never changed silently.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.office import Office, acting
from streetchief.ledger.settings import find_settings
from streetchief.locale.text import gettext as _
from streetchief.register.directory import Directory, open_directory
from streetchief.register.holders import HolderDone, HolderWish, register_holder, write_holder
from streetchief.register.places import FieldRefused, PlaceDone, PlaceWish, cleaned, register_place
from streetchief.register.records import find_assignments, find_places
from streetchief.value import replace
from streetchief.values.register import STREET, TOWN, VILLAGE, ZONE, Place, full_place_name


def add_place(office: Office, wish: PlaceWish) -> PlaceDone:
    """Register a place; refuse what is registered already just so."""
    with acting(office, f"{wish.kind} add") as entry:
        directory = open_directory(entry.connection)
        done = register_place(entry, directory, _in_default_town(office, directory, wish))
        if done.how == "same":
            raise Refused(
                _("{name} is registered already.").format(
                    name=full_place_name(done.place, done.town)
                ),
            )
        return done


def add_holder(office: Office, wish: HolderWish) -> HolderDone:
    """Register a person or department; refuse what is registered already just so."""
    with acting(office, f"{wish.kind} add") as entry:
        done = register_holder(entry, open_directory(entry.connection), wish)
        if done.how == "same":
            raise Refused(
                _("{name} is registered already.").format(name=done.holder.name),
            )
        return done


def amend_holder(
    office: Office, name: str, changes: Mapping[str, object], *, kinds: tuple[str, ...] = ()
) -> HolderDone:
    """Write a corrected version of a holder: `name`, `unit`, `title`, `aliases`, `closed_on`."""
    with acting(office, "edit") as entry:
        directory = open_directory(entry.connection)
        holder = directory.holder(name, kinds)
        fields: dict[str, object] = {}
        for key, given in changes.items():
            fields[key] = (
                cleaned(key, given, required=key == "name") or None
                if isinstance(given, str)
                else given
            )
        if "aliases" in fields:
            added = fields["aliases"]
            assert isinstance(added, tuple)
            fields["aliases"] = tuple(dict.fromkeys((*holder.aliases, *added)))
        if fields.get("name") not in (None, holder.name):
            fields["aliases"] = tuple(dict.fromkeys((*holder.aliases, holder.name)))
        amended = replace(holder, **fields)
        if amended == holder:
            raise Refused(_("That is recorded already."))
        number = write_holder(entry, directory, amended)
        return HolderDone(holder=amended, how="changed", number=number)


def close_holder(office: Office, name: str, on: int, *, kinds: tuple[str, ...] = ()) -> HolderDone:
    """Take a holder off the register from the day `on`; posts that go on are named, not ended."""
    with acting(office, "close") as entry:
        directory = open_directory(entry.connection)
        holder = directory.holder(name, kinds)
        _refuse_second_close(holder.name, holder.closed_on, on)
        closed = replace(holder, closed_on=on)
        number = write_holder(entry, directory, closed)
        posts = find_assignments(
            entry.connection, holder=holder.key, since=on, until=calendar.LAST_DAY
        )
        warnings: tuple[str, ...] = ()
        if posts:
            names = _(", ").join(directory.places[post.place].name for post in posts)
            warnings = (
                _(
                    "{name} still has posts then: {places}. End them with relieve or handover."
                ).format(name=holder.name, places=names),
            )
        return HolderDone(holder=closed, how="changed", number=number, warnings=warnings)


def predecessors(
    connection: sqlite3.Connection, place: int, *, as_of: int | None = None
) -> tuple[Place, ...]:
    """Return the places that `place` continues, directly or through others, the nearest first."""
    found: dict[int, Place] = {}
    wanted = [place]
    everyone = find_places(connection, as_of=as_of)
    while wanted:
        key = wanted.pop(0)
        for before in everyone:
            if before.successor == key and before.key not in found and before.key != place:
                found[before.key] = before
                wanted.append(before.key)
    return tuple(found.values())


def default_town(office: Office, directory: Directory) -> str | None:
    """Return the town that is meant when none is said: the office's own, or the only one."""
    said = find_settings(office.connection, office.ledger.site).get("town")
    if said:
        return said
    towns = [p for p in directory.places.values() if p.kind == TOWN and p.closed_on is None]
    return towns[0].code or towns[0].name if len(towns) == 1 else None


def _in_default_town(office: Office, directory: Directory, wish: PlaceWish) -> PlaceWish:
    said = wish.parent_code or wish.parent or wish.town or wish.village
    if wish.kind not in (STREET, VILLAGE, ZONE) or said:
        return wish
    town = default_town(office, directory)
    if town is None and wish.kind == STREET:
        raise FieldRefused(
            "town", "", _("Which town it lies in is not said."), _("Say it with --town NAME.")
        )
    return replace(wish, town=town)


def _refuse_second_close(name: str, closed_on: int | None, on: int, *, same: bool = False) -> None:
    if closed_on is None or (same and closed_on == on):
        return
    raise Refused(
        _("{name} is closed since {day}.").format(name=name, day=calendar.day_label(closed_on)),
        _("Another day: see the verb edit."),
    )
