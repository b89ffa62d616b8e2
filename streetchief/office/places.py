"""Closing, merging and correcting a place: acts that look at what was logged and owed there.

Convention: `on` is the first day it is no longer so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from streetchief.activities.records import last_patrols
from streetchief.days import calendar
from streetchief.duties import tally
from streetchief.errors import Refused
from streetchief.ledger.office import Office, acting
from streetchief.locale.text import gettext as _
from streetchief.register.directory import Directory, open_directory
from streetchief.register.places import (
    FieldRefused,
    PlaceDone,
    PlaceWish,
    check_days,
    check_subdistrict,
    cleaned,
    cleaned_place,
    contradiction,
    parent_of,
    refuse_second_close,
    write_place,
    zone_of,
)
from streetchief.register.records import find_assignments
from streetchief.value import fields_of, replace
from streetchief.values.register import Place, within


def close_place(
    office: Office, name: str, on: int, *, kinds: tuple[str, ...] = (), town: str | None = None
) -> PlaceDone:
    """Close a place: `on` is the first day it is no longer open."""
    with acting(office, "close") as entry:
        directory = open_directory(entry.connection)
        place = directory.place(name, kinds, town)
        refuse_second_close(place.name, place.closed_on, on)
        check_days(place.opened_on, on)
        closed = replace(place, closed_on=on)
        left_open = _left_open(entry.connection, directory, closed, on)
        return write_place(entry, directory, closed, left_open)


def merge_places(
    office: Office, old: str, new: str, on: int, *, kinds: tuple[str, ...] = ()
) -> tuple[PlaceDone, Place]:
    """Say that a place is continued by another from the day `on`; return both.

    The old one is closed that day and keeps its past; what asks for the past of the new one finds
    the old one through its successor. Refused: places of two kinds, and a circle.
    """
    with acting(office, "place merge") as entry:
        directory = open_directory(entry.connection)
        ending = directory.place(old, kinds)
        lasting = directory.place(new, kinds)
        if ending.kind != lasting.kind:
            raise FieldRefused(
                "successor",
                new,
                _("{old} and {new} are places of two kinds.").format(
                    old=ending.name, new=lasting.name
                ),
            )
        if ending.successor == lasting.key and ending.closed_on == on:
            raise Refused(
                _("That is recorded already."),
            )
        chain, step = {ending.key}, lasting
        while True:
            if step.key in chain:
                raise FieldRefused(
                    "successor", new, _("{name} cannot continue itself.").format(name=ending.name)
                )
            chain.add(step.key)
            if step.successor is None:
                break
            step = directory.places[step.successor]
        refuse_second_close(ending.name, ending.closed_on, on, same=True)
        check_days(ending.opened_on, on)
        merged = replace(ending, closed_on=on, successor=lasting.key)
        left_open = _left_open(entry.connection, directory, merged, on)
        return write_place(entry, directory, merged, left_open), lasting


def amend_place(
    office: Office,
    name: str,
    changes: Mapping[str, object],
    *,
    kinds: tuple[str, ...] = (),
    town: str | None = None,
) -> PlaceDone:
    """Write a corrected version of a place: any of its fields, by the names of `PlaceWish`.

    `parent`, `town`, `village` and `zone` are names; a place that is renamed keeps its old name as
    an alias. A street that comes into another town brings its patrols along.
    """
    with acting(office, "edit") as entry:
        directory = open_directory(entry.connection)
        place = directory.place(name, kinds, town)
        wish = replace(
            PlaceWish(kind=place.kind, name=place.name),
            **{key: given for key, given in changes.items() if key in fields_of(PlaceWish)},
        )
        wish = cleaned_place(wish)
        warnings = check_subdistrict(directory, wish) if "name" in changes else []
        amended = _amended(directory, place, wish, changes)
        if amended == place:
            raise Refused(_("That is recorded already."))
        check_days(amended.opened_on, amended.closed_on)
        done = write_place(entry, directory, amended, warnings)
        if amended.parent != place.parent:
            moved = [
                p.key
                for p in directory.places.values()
                if within(directory.places, p.key, place.key)
            ]
            ever = calendar.week_of(calendar.LAST_DAY) + 1
            tally.recompute(entry.connection, office.utc_to_local, moved, 0, ever)
        return done


def _amended(
    directory: Directory, place: Place, wish: PlaceWish, changes: Mapping[str, object]
) -> Place:
    fields: dict[str, object] = {
        key: changes[key] for key in ("opened_on", "closed_on", "brand") if key in changes
    }
    if "brand" in changes:
        fields["brand"] = cleaned("brand", str(changes["brand"] or "")) or None
    if "code" in changes:
        taken = directory.place_coded(wish.code) if wish.code else None
        if taken is not None and taken.key != place.key:
            raise contradiction("code", wish.code or "", wish.code or "", taken.name)
        fields["code"] = wish.code
    aliases = list(place.aliases)
    if "name" in changes and wish.name != place.name:
        fields["name"] = wish.name
        aliases = [*(alias for alias in aliases if alias != wish.name), place.name]
    if "aliases" in changes:
        aliases += [a for a in wish.aliases if a not in aliases and a != place.name]
    fields["aliases"] = tuple(aliases)
    if {"parent", "town", "village"} & changes.keys():
        parent = parent_of(directory, wish)
        if parent is not None:
            if within(directory.places, parent.key, place.key):
                raise FieldRefused(
                    "parent_name",
                    parent.name,
                    _("{name} cannot lie in itself.").format(name=place.name),
                )
            fields["parent"] = parent.key
    if "zone" in changes:
        zone = zone_of(directory, wish)
        fields["zone"] = zone.key if zone else None
    return replace(place, **fields)


def _left_open(
    connection: sqlite3.Connection, directory: Directory, place: Place, on: int
) -> list[str]:
    """Name what goes on at a place that closes: posts, places in it, patrols on later days."""
    warnings = []
    inside = [
        p
        for p in directory.places.values()
        if p.parent == place.key and (p.closed_on is None or p.closed_on > on)
    ]
    if inside:
        names = _(", ").join(p.name for p in inside[:5])
        warnings.append(
            _("{count} places in {name} stay open: {names}. Close or move them: verb edit.").format(
                count=len(inside), name=place.name, names=names + ("…" if inside[5:] else "")
            )
        )
    posts = find_assignments(connection, place=place.key, since=on, until=calendar.LAST_DAY)
    if posts:
        people = _(", ").join(directory.holders[post.holder].name for post in posts[:5])
        warnings.append(
            _("Posts at {name} go on after that: {people}.").format(name=place.name, people=people)
        )
    last = last_patrols(connection, [place.key], calendar.LAST_DAY * calendar.DAY).get(place.key)
    if last is not None and last // calendar.DAY >= on:
        warnings.append(
            _("{name} was patrolled later, on {day}.").format(
                name=place.name, day=calendar.day_label(last // calendar.DAY)
            )
        )
    return warnings
