"""`info`: which ledger this is, where it lies and what is in it.

Convention: nothing is checked here; that is what `verify` is for.
"""

from __future__ import annotations

import sqlite3

from streetchief.domain.value import value
from streetchief.service.office import Office
from streetchief.store.chain import Head
from streetchief.store.history import count_entries, find_entries, last_rulebook
from streetchief.store.ledger import reading
from streetchief.store.register import find_settings
from streetchief.store.share import on_network_share


@value
class Info:
    """A ledger in a few words; `size` in bytes, `share` None when it cannot be told."""

    path: str
    chosen_by: str
    site: str
    town: str | None
    zone: str | None
    language: str | None
    rulebook: str | None
    rulebook_since: int | None
    schema: int
    entries: int
    records: int
    head: Head | None
    written_at: int | None
    size: int
    share: bool | None
    sqlite: str


def describe_ledger(office: Office, chosen_by: str) -> Info:
    """Return what there is to say about the open ledger; `chosen_by` is how its path was found."""
    ledger = office.ledger
    with reading(ledger) as connection:
        settings = find_settings(connection, ledger.site)
        rulebook = last_rulebook(connection)
        entries, records = count_entries(connection)
        last = find_entries(connection, limit=1)
        return Info(
            path=str(ledger.path.absolute()),
            chosen_by=chosen_by,
            site=ledger.site,
            town=settings.get("town"),
            zone=settings.get("zone"),
            language=settings.get("lang"),
            rulebook=rulebook[0] if rulebook else None,
            rulebook_since=rulebook[1] if rulebook else None,
            schema=connection.execute("PRAGMA user_version").fetchone()[0],
            entries=entries,
            records=records,
            head=_head(connection, ledger.site),
            written_at=office.utc_to_local(last[0].recorded_at) if last else None,
            size=ledger.path.stat().st_size,
            share=on_network_share(ledger.path),
            sqlite=sqlite3.sqlite_version,
        )


def _head(connection: sqlite3.Connection, site: str) -> Head | None:
    row = connection.execute(
        "SELECT sequence, digest FROM journal WHERE site = ? ORDER BY sequence DESC LIMIT 1",
        (site,),
    ).fetchone()
    return Head(site=site, sequence=row[0], digest=row[1]) if row else None
