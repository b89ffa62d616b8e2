"""SQL of the register: places, holders, assignments as they stand, or as they were known.

Convention: `find_` returns current versions only; `as_of` is UTC seconds, None for now. Lists of
keys travel as one JSON parameter, so that a query has one text whatever its size.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from streetchief.ledger.journal import current, keys
from streetchief.value import fields_of
from streetchief.values.register import Assignment, Holder, Place

Made = TypeVar("Made", Place, Holder, Assignment)


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
    wanted = {"kind": kind, "name": name, "code": code, "identity": identity, "parent": parent}
    return _find(connection, "place", Place, wanted, {"place": among}, as_of=as_of)


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
    wanted = {"kind": kind, "name": name, "identity": identity}
    return _find(connection, "holder", Holder, wanted, {"holder": among}, as_of=as_of)


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
    more: list[tuple[str, int]] = []
    if until is not None:
        more.append(("t.since < ?", until))
    if since is not None:
        more.append(("(t.until IS NULL OR t.until > ?)", since))
    wanted = {"role": role, "holder": holder, "place": place}
    return _find(connection, "assignment", Assignment, wanted, {"place": places}, more, as_of=as_of)


def row_of(
    table: str, thing: Place | Holder | Assignment, *, first: bool = False
) -> dict[str, str | int | None]:
    """Return a thing as its table keeps it; `first` when it is the first version of it."""
    row = {name: getattr(thing, name) for name in fields_of(type(thing)) if name != "key"}
    if not isinstance(thing, Assignment):
        row["aliases"] = "\n".join(thing.aliases) or None
    return {**row, table: None if first else thing.key}


def _find(
    connection: sqlite3.Connection,
    table: str,
    made: type[Made],
    wanted: Mapping[str, str | int | None],
    among: Mapping[str, Iterable[int] | None],
    more: Sequence[tuple[str, int]] = (),
    *,
    as_of: int | None,
) -> list[Made]:
    """Return the current rows of a table as values, whose fields are its columns.

    A value's `key` is the column named as the table; aliases stand in one text, a line each.
    """
    conditions: list[tuple[str, str | int]] = [
        (f"t.{column} = ?", value) for column, value in wanted.items() if value is not None
    ]
    conditions += [
        (f"t.{column} IN (SELECT value FROM json_each(?))", keys(numbers))
        for column, numbers in among.items()
        if numbers is not None
    ]
    conditions += more
    where = [*(condition for condition, _value in conditions), current(table, "t", as_of)]
    fields = fields_of(made)
    columns = ", ".join(f"t.{table if field == 'key' else field}" for field in fields)
    rows = connection.execute(
        f"SELECT {columns} FROM {table} t WHERE {' AND '.join(where)} ORDER BY t.{table}",
        [value for _condition, value in conditions],
    )
    return [made(**_values(dict(zip(fields, row, strict=True)))) for row in rows]


def _values(row: dict[str, Any]) -> dict[str, Any]:
    if "aliases" in row:
        row["aliases"] = tuple(row["aliases"].split("\n")) if row["aliases"] else ()
    return row
