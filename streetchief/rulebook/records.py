"""SQL of rulebooks: the text in force.

Convention: of rulebooks with the same first day, the one applied last holds.
"""

from __future__ import annotations

import json
import sqlite3

from streetchief.ledger.journal import live
from streetchief.rulebook.rules.duty import DutyVersion


def find_versions(
    connection: sqlite3.Connection, *, name: str | None = None, as_of: int | None = None
) -> list[DutyVersion]:
    """Return the versions of one duty, or of all, in the order they were recorded."""
    condition = "" if name is None else "d.name = :name AND "
    rows = connection.execute(
        f"SELECT d.name, d.town, d.since, d.fields FROM duty d WHERE {condition}"
        f"{live('d', as_of)} ORDER BY d.id",
        {"name": name},
    )
    versions = []
    for duty, town, since, text in rows:
        fields = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in json.loads(text).items()
        }
        versions.append(DutyVersion(name=duty, town=town, since=since, fields=fields))
    return versions


def current_rulebook_text(
    connection: sqlite3.Connection, day: int, *, as_of: int | None = None
) -> str | None:
    """Return the text of the rulebook in force on `day`.

    Before the first rulebook's own day the first one serves for names of roles and kinds, because
    a post may be older than the book. None when the ledger has none.
    """
    rows = connection.execute(
        f"SELECT r.since, r.text FROM rulebook r WHERE {live('r', as_of)} ORDER BY r.since, r.id"
    ).fetchall()
    if not rows:
        return None
    begun = [text for since, text in rows if since <= day]
    return str(begun[-1] if begun else rows[0][1])


def all_rulebook_texts(connection: sqlite3.Connection) -> list[str]:
    """Return the text of every live rulebook, the one applied last first."""
    rows = connection.execute(f"SELECT r.text FROM rulebook r WHERE {live('r')} ORDER BY r.id DESC")
    return [str(row[0]) for row in rows]
