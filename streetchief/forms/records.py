"""SQL of slips: the entry that wrote a record, as the receipt a slip bears.

Convention: the receipt of a record never changes, whatever is written later.
"""

from __future__ import annotations

import sqlite3

from streetchief.ledger.journal import current, live
from streetchief.papers.rules.report import Receipt


def find_entry_receipt(connection: sqlite3.Connection, record: int) -> Receipt:
    """Return site, sequence and digest of the entry that wrote a record."""
    row = connection.execute(
        "SELECT site, sequence, digest FROM journal WHERE first_id <= ? AND row_count > 0 "
        "ORDER BY first_id DESC LIMIT 1",
        (record,),
    ).fetchone()
    site, sequence, digest = row if row else ("", 0, "")
    return Receipt(site=str(site), sequence=int(sequence), digest=str(digest))


def find_exemption_approver(connection: sqlite3.Connection, exemption: int) -> int | None:
    """Return who approved an exemption, when it was recorded or later; None while it is pending."""
    row = connection.execute(
        "SELECT coalesce(e.approved_by, (SELECT a.approved_by FROM approval a WHERE a.fact IN "
        "(SELECT v.id FROM exemption v WHERE v.exemption = e.exemption) AND "
        f"{live('a')} ORDER BY a.id DESC LIMIT 1)) "
        f"FROM exemption e WHERE e.exemption = ? AND {current('exemption', 'e')}",
        (exemption,),
    ).fetchone()
    return None if row is None or row[0] is None else int(row[0])
