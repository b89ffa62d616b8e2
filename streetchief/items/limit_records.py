"""SQL of limits: the amounts a town has dated.

Convention: amounts are fen; the rulebook's own amounts are not here.
"""

from __future__ import annotations

import sqlite3

from streetchief.ledger.journal import live
from streetchief.value import value


@value
class LimitRow:
    """An amount of a limit in fen that holds from the day `since`."""

    id: int
    name: str
    amount: int
    since: int
    note: str | None


def find_limits(
    connection: sqlite3.Connection, name: str | None = None, *, as_of: int | None = None
) -> list[LimitRow]:
    """Return the live amounts of one limit, or of all, in the order recorded."""
    condition = "" if name is None else "l.name = :name AND "
    rows = connection.execute(
        "SELECT l.id, l.name, l.amount, l.since, l.note FROM limit_amount l "
        f"WHERE {condition}{live('l', as_of)} ORDER BY l.id",
        {"name": name},
    )
    return [
        LimitRow(id=id, name=which, amount=amount, since=since, note=note)
        for id, which, amount, since, note in rows
    ]
