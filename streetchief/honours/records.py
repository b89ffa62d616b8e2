"""SQL of honours: the steps of places on their way to a title.

Convention: only live steps come out, in the order recorded; `day` is an epoch day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from streetchief.honours.rules import HonourStep
from streetchief.ledger.journal import keys, live
from streetchief.value import rows_of


def find_honour_steps(
    connection: sqlite3.Connection,
    *,
    honour: str | None = None,
    places: Iterable[int] | None = None,
    as_of: int | None = None,
) -> list[HonourStep]:
    """Return the steps of one honour or of all, at `places` or anywhere."""
    where: list[str] = [live("s", as_of)]
    values: list[str] = []
    if honour is not None:
        where.append("s.honour = ?")
        values.append(honour)
    if places is not None:
        where.append("s.place IN (SELECT value FROM json_each(?))")
        values.append(keys(places))
    rows = connection.execute(
        'SELECT s.id, s.honour, s.place, s.kind, s.day AS "on", s.given_by AS "by", '
        "coalesce(s.grade, '') AS grade, coalesce(s.note, '') AS note FROM honour_step s "
        f"WHERE {' AND '.join(where)} ORDER BY s.id",
        values,
    )
    return rows_of(rows, HonourStep)
