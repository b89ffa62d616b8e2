"""SQL of the register: places, holders, assignments as they stand, or as they were known.

Convention: `find_` returns current versions only; `as_of` is UTC seconds, None for now. Lists of
keys travel as one JSON parameter, so that a query has one text whatever its size.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from streetchief.ledger.journal import current
from streetchief.ledger.settings import keys
from streetchief.values.register import Assignment, Holder, Place

_PLACE = (
    "place, identity, kind, name, code, parent, zone, aliases, opened_on, closed_on, source, "
    "as_of, successor, brand"
)
_HOLDER = "holder, identity, kind, name, unit, title, aliases, closed_on"
_ASSIGNMENT = "assignment, holder, role, place, since, until, note"


def _place(row: tuple[Any, ...]) -> Place:
    key, identity, kind, name, code, parent, zone, aliases, *rest = row
    opened_on, closed_on, source, as_of, successor, brand = rest
    return Place(
        key=key,
        identity=identity,
        kind=kind,
        name=name,
        code=code,
        parent=parent,
        zone=zone,
        aliases=tuple(aliases.split("\n")) if aliases else (),
        opened_on=opened_on,
        closed_on=closed_on,
        source=source,
        as_of=as_of,
        successor=successor,
        brand=brand,
    )


def _holder(row: tuple[Any, ...]) -> Holder:
    key, identity, kind, name, unit, title, aliases, closed_on = row
    return Holder(
        key=key,
        identity=identity,
        kind=kind,
        name=name,
        unit=unit,
        title=title,
        aliases=tuple(aliases.split("\n")) if aliases else (),
        closed_on=closed_on,
    )


def find_places(
    connection: sqlite3.Connection,
    *,
    kind: str | None = None,
    name: str | None = None,
    code: str | None = None,
    identity: str | None = None,
    parent: int | None = None,
    among: Iterable[int] | None = None,
    as_of: int | None = None,
) -> list[Place]:
    """Return the places that fit every condition given, in the order they were registered."""
    where, values = _conditions(
        {"p.kind": kind, "p.name": name, "p.code": code, "p.identity": identity, "p.parent": parent}
    )
    if among is not None:
        where.append("p.place IN (SELECT value FROM json_each(?))")
        values.append(keys(among))
    where.append(current("place", "p", as_of))
    columns = ", ".join(f"p.{column}" for column in _PLACE.split(", "))
    rows = connection.execute(
        f"SELECT {columns} FROM place p WHERE {' AND '.join(where)} ORDER BY p.place", values
    )
    return [_place(row) for row in rows]


def find_holders(
    connection: sqlite3.Connection,
    *,
    kind: str | None = None,
    name: str | None = None,
    identity: str | None = None,
    among: Iterable[int] | None = None,
    as_of: int | None = None,
) -> list[Holder]:
    """Return the holders that fit every condition given, in the order they were registered."""
    where, values = _conditions({"h.kind": kind, "h.name": name, "h.identity": identity})
    if among is not None:
        where.append("h.holder IN (SELECT value FROM json_each(?))")
        values.append(keys(among))
    where.append(current("holder", "h", as_of))
    columns = ", ".join(f"h.{column}" for column in _HOLDER.split(", "))
    rows = connection.execute(
        f"SELECT {columns} FROM holder h WHERE {' AND '.join(where)} ORDER BY h.holder", values
    )
    return [_holder(row) for row in rows]


def find_assignments(
    connection: sqlite3.Connection,
    *,
    role: str | None = None,
    holder: int | None = None,
    place: int | None = None,
    places: Iterable[int] | None = None,
    since: int | None = None,
    until: int | None = None,
    as_of: int | None = None,
) -> list[Assignment]:
    """Return assignments in the order recorded; with `since`, `until` only those that hold on a
    day of `[since, until)`."""
    where, values = _conditions({"a.role": role, "a.holder": holder, "a.place": place})
    if places is not None:
        where.append("a.place IN (SELECT value FROM json_each(?))")
        values.append(keys(places))
    if until is not None:
        where.append("a.since < ?")
        values.append(until)
    if since is not None:
        where.append("(a.until IS NULL OR a.until > ?)")
        values.append(since)
    where.append(current("assignment", "a", as_of))
    columns = ", ".join(f"a.{column}" for column in _ASSIGNMENT.split(", "))
    rows = connection.execute(
        f"SELECT {columns} FROM assignment a WHERE {' AND '.join(where)} ORDER BY a.assignment",
        values,
    )
    return [
        Assignment(key=key, holder=who, role=what, place=where_, since=first, until=last, note=note)
        for key, who, what, where_, first, last, note in rows
    ]


def _conditions(wanted: dict[str, str | int | None]) -> tuple[list[str], list[str | int]]:
    where: list[str] = []
    values: list[str | int] = []
    for column, value in wanted.items():
        if value is not None:
            where.append(f"{column} = ?")
            values.append(value)
    return where, values
