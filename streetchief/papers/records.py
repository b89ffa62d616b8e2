"""SQL of papers: the head of the chain, and papers once issued with what changed since.

Convention: `as_of` is UTC seconds, None for now; a chain is its site's own, whatever was merged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from streetchief.ledger.journal import live
from streetchief.papers.rules.report import Receipt
from streetchief.value import fields_of, value


def find_head(connection: sqlite3.Connection, site: str, as_of: int | None = None) -> Receipt:
    """Return the head of the chain of `site`; sequence 0 when it has none."""
    known = "" if as_of is None else f" AND known_at <= {int(as_of)}"
    row = connection.execute(
        f"SELECT sequence, digest FROM journal WHERE site = ?{known} "
        "ORDER BY sequence DESC LIMIT 1",
        (site,),
    ).fetchone()
    return Receipt(site=site, sequence=row[0] if row else 0, digest=row[1] if row else "")


def count_marks(connection: sqlite3.Connection, as_of: int | None = None) -> dict[str, int]:
    """Count the entries that carry each mark (clock, recorded)."""
    known = "" if as_of is None else f" AND known_at <= {int(as_of)}"
    counts: dict[str, int] = {}
    rows = connection.execute(
        f"SELECT marks, count(*) FROM journal WHERE marks IS NOT NULL{known} GROUP BY marks"
    )
    for marks, count in rows:
        for mark in str(marks).split(","):
            counts[mark] = counts.get(mark, 0) + int(count)
    return counts


@value
class IssuedRow:
    """A paper as issued; `id` is its record number, `year` and `number` name the issue.

    `period` is the number of the week, or of the month, or the year itself, as `kind` says.
    """

    id: int
    place: int | None
    kind: str
    period: int
    year: int
    number: int
    lang: str
    text: str
    figures: str


def find_issued(
    connection: sqlite3.Connection,
    *,
    place: int | None = None,
    kinds: Sequence[str] = (),
    period: int | None = None,
    as_of: int | None = None,
) -> list[IssuedRow]:
    """Return the live issued papers, of one town, some kinds or one period if given, in the order
    of issue."""
    where, values = [live("b", as_of)], list[str | int]()
    for column, wanted in (("place", place), ("period", period)):
        if wanted is not None:
            where.append(f"b.{column} = ?")
            values.append(wanted)
    if kinds:
        where.append(f"b.kind IN ({', '.join('?' * len(kinds))})")
        values += kinds
    names = fields_of(IssuedRow)
    rows = connection.execute(
        f"SELECT {', '.join(f'b.{name}' for name in names)} FROM bulletin b "
        f"WHERE {' AND '.join(where)} ORDER BY b.id",
        values,
    )
    return [IssuedRow(**dict(zip(names, row, strict=True))) for row in rows]


def find_added_since(
    connection: sqlite3.Connection, place: int, since_at: int, until_at: int, after: int
) -> list[tuple[int, int]]:
    """Return (start, UTC second of recording) of live patrols at `place` recorded after the
    record `after`."""
    rows = connection.execute(
        "SELECT a.started_at, coalesce(a.recorded_at, j.recorded_at) FROM activity a "
        "JOIN journal j ON j.id = a.entry WHERE a.place = ? AND a.started_at >= ? AND "
        f"a.started_at < ? AND a.id > ? AND {live('a')} ORDER BY a.id",
        (place, since_at, until_at, after),
    )
    return [(int(started), int(recorded)) for started, recorded in rows]


def was_voided_since(
    connection: sqlite3.Connection, place: int, since_at: int, until_at: int, after: int
) -> bool:
    """Tell whether a patrol at `place` known before the record `after` was voided since."""
    row = connection.execute(
        "SELECT 1 FROM activity a WHERE a.place = ? AND a.started_at >= ? AND a.started_at < ? "
        "AND a.id < ? AND EXISTS (SELECT 1 FROM void v WHERE v.id > ? AND "
        "(v.fact = a.id OR v.target = a.entry)) LIMIT 1",
        (place, since_at, until_at, after, after),
    ).fetchone()
    return row is not None


def first_item_day_since(connection: sqlite3.Connection, after: int) -> int | None:
    """Return the first day that items and steps bear on which were recorded, or taken back, after
    the record `after`; None when there are none."""
    row = connection.execute(
        "SELECT min(day) FROM ("
        "SELECT opened_on AS day FROM item WHERE id > :after "
        "UNION ALL SELECT day FROM item_step WHERE id > :after "
        "UNION ALL SELECT i.opened_on FROM void v JOIN item i ON i.id = v.fact OR "
        "i.entry = v.target WHERE v.id > :after "
        "UNION ALL SELECT s.day FROM void v JOIN item_step s ON s.id = v.fact OR "
        "s.entry = v.target WHERE v.id > :after)",
        {"after": after},
    ).fetchone()
    return None if row[0] is None else int(row[0])


def has_items(connection: sqlite3.Connection) -> bool:
    """Tell whether any list has an item."""
    return connection.execute("SELECT 1 FROM item LIMIT 1").fetchone() is not None


def sum_measures(
    connection: sqlite3.Connection, until_at: int, *, as_of: int | None = None
) -> tuple[int, int]:
    """Sum spots and kilograms of all live activities that started before `until_at`."""
    row = connection.execute(
        "SELECT coalesce(sum(a.spots), 0), coalesce(sum(a.kilograms), 0) FROM activity a "
        f"WHERE (a.spots IS NOT NULL OR a.kilograms IS NOT NULL) AND a.started_at < ? AND "
        f"{live('a', as_of)}",
        (until_at,),
    ).fetchone()
    return int(row[0]), int(row[1])
