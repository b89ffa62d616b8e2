"""SQL of workload: how many live activities of each kind there were, by place and person.

Convention: readers name the places, so that the index is used and the log is never scanned.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from streetchief.ledger.journal import keys, live
from streetchief.value import value


@value
class WorkRow:
    """Live activities of one kind by one holder at one place: how many, spots (处), kilograms."""

    kind: str
    place: int
    person: int
    count: int
    spots: int
    kilograms: int


def count_work(
    connection: sqlite3.Connection,
    places: Iterable[int],
    since_at: int,
    until_at: int,
    *,
    as_of: int | None = None,
) -> list[WorkRow]:
    """Count what was done at `places` and began in `[since_at, until_at)` (local seconds)."""
    rows = connection.execute(
        "SELECT a.kind, a.place, a.person, count(*), sum(coalesce(a.spots, 0)), "
        "sum(coalesce(a.kilograms, 0)) FROM json_each(?) k CROSS JOIN activity a "
        "ON a.place = k.value WHERE a.started_at >= ? AND a.started_at < ? "
        f"AND {live('a', as_of)} GROUP BY a.kind, a.place, a.person "
        "ORDER BY a.place, a.person, a.kind",
        (keys(places), since_at, until_at),
    )
    return [
        WorkRow(
            kind=kind, place=place, person=person, count=count, spots=spots, kilograms=kilograms
        )
        for kind, place, person, count, spots, kilograms in rows
    ]
