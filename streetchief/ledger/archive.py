"""SQL of a year's archive: its evidence, its posts and the chain it rests on.

Convention: days are epoch days, half-open; void records are not part of an archive.
"""

from __future__ import annotations

import sqlite3

from streetchief.ledger.journal import keys, live
from streetchief.value import rows_of, value


@value
class EvidenceOfDay:
    """A file that is evidence, with what of and the day that happened.

    `of` is activity, item or item_step; for an item `list_` and `number` name it.
    """

    record: int
    fact: int
    of: str
    day: int
    kind: str
    name: str
    sha256: str
    size: int
    place: int | None
    list_: str | None
    number: int | None


@value
class Link:
    """One entry of a chain."""

    site: str
    sequence: int
    act: str
    actor: str
    recorded_at: int
    rows: int
    marks: str
    digest: str


def find_evidence_between(
    connection: sqlite3.Connection, since: int, until: int
) -> list[EvidenceOfDay]:
    """Return the evidence of what happened on the days `[since, until)`."""
    rows = connection.execute(
        "SELECT e.id AS record, e.fact, CASE WHEN a.id IS NOT NULL THEN 'activity' "
        "WHEN i.id IS NOT NULL THEN 'item' ELSE 'item_step' END AS of, "
        "coalesce(a.started_at / 86400, i.opened_on, s.day) AS day, "
        "e.kind, e.name, e.sha256, e.size, coalesce(a.place, i.place, o.place) AS place, "
        "coalesce(i.list, o.list) AS list_, coalesce(i.number, o.number) AS number FROM evidence e "
        "LEFT JOIN activity a ON a.id = e.fact LEFT JOIN item i ON i.id = e.fact "
        "LEFT JOIN item_step s ON s.id = e.fact LEFT JOIN item o ON o.id = s.item "
        f"WHERE {live('e')} AND coalesce(a.started_at / 86400, i.opened_on, s.day) >= ? "
        "AND coalesce(a.started_at / 86400, i.opened_on, s.day) < ? ORDER BY e.id",
        (since, until),
    )
    found = rows_of(rows, EvidenceOfDay)
    gone = _void(connection, [file.fact for file in found])
    return [file for file in found if file.fact not in gone]


def _void(connection: sqlite3.Connection, facts: list[int]) -> set[int]:
    """Return which of the records were voided."""
    rows = connection.execute(
        f"SELECT v.fact FROM json_each(?) k JOIN void v ON v.fact = k.value WHERE {live('v')}",
        (keys(facts),),
    )
    return {int(row[0]) for row in rows}


def find_chain(connection: sqlite3.Connection) -> list[Link]:
    """Return every entry of every chain, in the order this ledger has them."""
    rows = connection.execute(
        "SELECT site, sequence, act, actor, recorded_at, row_count AS rows, "
        "coalesce(marks, '') AS marks, digest FROM journal ORDER BY id"
    )
    return rows_of(rows, Link)
