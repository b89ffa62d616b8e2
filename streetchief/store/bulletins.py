"""SQL of papers: the head of the chain, the rulebook in force, and papers once issued.

Convention: `as_of` is UTC seconds, None for now; a chain is its site's own, whatever was merged.
"""

from __future__ import annotations

import sqlite3

from streetchief.domain.bulletins import Receipt
from streetchief.store.journal import live


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


def find_rulebook(connection: sqlite3.Connection, day: int, as_of: int | None = None) -> str | None:
    """Return the text of the rulebook in force on `day`, else of the first one; None if none."""
    rows = connection.execute(
        f"SELECT r.since, r.text FROM rulebook r WHERE {live('r', as_of)} ORDER BY r.id"
    ).fetchall()
    held = [(since, number) for number, (since, _text) in enumerate(rows) if since <= day]
    if not rows:
        return None
    return str(rows[max(held)[1] if held else 0][1])
