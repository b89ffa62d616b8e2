"""SQL of what was written lately: how many records of each table, since a moment.

Convention: only entries that are not undone are counted; times are UTC seconds.
"""

from __future__ import annotations

import sqlite3

from streetchief.ledger.journal import known_then
from streetchief.ledger.schema import FACTS


def count_changes(
    connection: sqlite3.Connection, since: int, as_of: int | None = None
) -> dict[str, int]:
    """Return how many rows of each fact table entries recorded at or after `since` hold."""
    known = known_then(as_of)
    entries = [
        row[0]
        for row in connection.execute(
            "SELECT j.id FROM journal j WHERE j.known_at >= ?"
            + ("" if as_of is None else f" AND j.known_at <= {int(as_of)}")
            + " AND NOT EXISTS (SELECT 1 FROM void u WHERE u.target = j.id"
            f"{known.format(row='u')})",
            (since,),
        )
    ]
    if not entries:
        return {}
    ranges = connection.execute(
        "SELECT min(first_id), max(first_id + row_count) FROM journal WHERE id >= ? AND id <= ?",
        (min(entries), max(entries)),
    ).fetchone()
    wanted = ",".join(map(str, entries))
    counts = {}
    for table in FACTS:
        (count,) = connection.execute(
            f'SELECT count(*) FROM "{table.name}" WHERE id >= ? AND id < ? AND entry IN ({wanted})',
            ranges,
        ).fetchone()
        if count:
            counts[table.name] = count
    return counts


def count_late(connection: sqlite3.Connection, since: int, hours: int) -> int:
    """Return how many patrols recorded at or after `since` happened on an earlier local day.

    `hours` is the zone's distance from UTC in seconds.
    """
    row = connection.execute(
        "SELECT count(*) FROM journal j JOIN activity a ON a.id >= j.first_id AND "
        "a.id < j.first_id + j.row_count WHERE j.known_at >= ? AND "
        "(coalesce(a.recorded_at, j.recorded_at) + ?) / 86400 > a.started_at / 86400",
        (since, hours),
    ).fetchone()
    return int(row[0])
