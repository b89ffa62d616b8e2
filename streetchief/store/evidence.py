"""SQL of evidence: which photos and tracks belong to which records.

Convention: a file is known by the SHA-256 of its content; void records have no evidence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from streetchief.domain.value import value
from streetchief.store.journal import live
from streetchief.store.register import keys


@value
class EvidenceRow:
    """A file as evidence of a fact."""

    fact: int
    kind: str
    name: str
    sha256: str
    size: int


def find_evidence(connection: sqlite3.Connection, facts: Iterable[int]) -> list[EvidenceRow]:
    """Return the evidence of some facts in the order recorded."""
    rows = connection.execute(
        "SELECT e.fact, e.kind, e.name, e.sha256, e.size FROM json_each(?) k "
        f"CROSS JOIN evidence e ON e.fact = k.value WHERE {live('e')} ORDER BY e.id",
        (keys(facts),),
    )
    return [_row(row) for row in rows]


def find_uses(connection: sqlite3.Connection, sha: str) -> list[int]:
    """Return the live facts that have this content as their evidence, the first one first."""
    rows = connection.execute(
        f"SELECT e.fact FROM evidence e WHERE e.sha256 = ? AND {live('e')} AND "
        "NOT EXISTS (SELECT 1 FROM void v WHERE v.fact = e.fact AND "
        "NOT EXISTS (SELECT 1 FROM void u WHERE u.target = v.entry)) ORDER BY e.id",
        (sha,),
    )
    return list(dict.fromkeys(int(row[0]) for row in rows))


def find_all_evidence(connection: sqlite3.Connection) -> list[EvidenceRow]:
    """Return all live evidence in the order recorded."""
    rows = connection.execute(
        "SELECT e.fact, e.kind, e.name, e.sha256, e.size FROM evidence e "
        f"WHERE {live('e')} ORDER BY e.id"
    )
    return [_row(row) for row in rows]


def _row(row: tuple[int, str, str, str, int]) -> EvidenceRow:
    fact, kind, name, sha, size = row
    return EvidenceRow(fact=fact, kind=kind, name=name, sha256=sha, size=size)
