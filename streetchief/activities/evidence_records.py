"""SQL of evidence: which photos, tracks and papers belong to which records.

Convention: a file is known by the SHA-256 of its content; void records have no evidence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from streetchief.ledger.journal import EntryWriter, keys, live
from streetchief.value import fields_of, rows_of, value

if TYPE_CHECKING:
    from streetchief.values.evidence import Evidence


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
    return rows_of(rows, EvidenceRow)


def add_evidence(entry: EntryWriter, fact: int, file: Evidence) -> None:
    """Write that a file is evidence of a fact."""
    entry.add(
        "evidence", {"fact": fact, **{name: getattr(file, name) for name in fields_of(type(file))}}
    )


def find_uses(connection: sqlite3.Connection, sha: str) -> list[int]:
    """Return the live facts that have this content as their evidence, the first one first."""
    rows = connection.execute(
        f"SELECT e.fact FROM evidence e WHERE e.sha256 = ? AND {live('e')} AND "
        "NOT EXISTS (SELECT 1 FROM void v WHERE v.fact = e.fact AND "
        "NOT EXISTS (SELECT 1 FROM void u WHERE u.target = v.entry)) ORDER BY e.id",
        (sha,),
    )
    return list(dict.fromkeys(int(row[0]) for row in rows))
