"""SQL of what duties rest on: exemptions and delegations.

Convention: only what is live, current and, for exemptions, approved comes out; days are half-open.
"""

from __future__ import annotations

import sqlite3

from streetchief.duties.rules.charge import Delegation, Exemption
from streetchief.ledger.journal import current, live
from streetchief.ledger.schema import BY_NAME
from streetchief.value import rows_of


def find_exemptions(
    connection: sqlite3.Connection,
    since: int,
    until: int,
    *,
    as_of: int | None = None,
    pending: bool = False,
    revoked: bool = False,
) -> list[Exemption]:
    """Return exemptions that touch `[since, until)`: approved ones, with `pending` also others.

    With `revoked` also those that were taken back.
    """
    approved = (
        "(e.approved_by IS NOT NULL OR EXISTS (SELECT 1 FROM approval ap JOIN exemption ev "
        f"ON ev.id = ap.fact WHERE ev.exemption = e.exemption AND {live('ap', as_of)}))"
    )
    rows = connection.execute(
        "SELECT e.exemption AS key, e.place, e.holder, e.since, e.until, e.reason, e.note, "
        f"{approved} AS approved FROM exemption e "
        "WHERE e.since < ? AND e.until > ? AND coalesce(e.revoked, 0) <= ? AND "
        f"{current('exemption', 'e', as_of)} ORDER BY e.exemption",
        (until, since, int(revoked)),
    )
    return [row for row in rows_of(rows, Exemption) if pending or row.approved]


def find_delegations(
    connection: sqlite3.Connection,
    since: int,
    until: int,
    *,
    as_of: int | None = None,
    revoked: bool = False,
) -> list[Delegation]:
    """Return the delegations that touch `[since, until)`, with `revoked` also those taken back."""
    rows = connection.execute(
        "SELECT d.delegation AS key, d.chief, d.delegate, d.place, d.since, d.until "
        "FROM delegation d WHERE d.since < ? AND d.until > ? AND coalesce(d.revoked, 0) <= ? AND "
        f"{current('delegation', 'd', as_of)} ORDER BY d.delegation",
        (until, since, int(revoked)),
    )
    return rows_of(rows, Delegation)


def find_record(
    connection: sqlite3.Connection, table: str, number: int
) -> dict[str, str | int | None] | None:
    """Return the current version of the exemption or delegation that has a record `number`.

    `table` is "exemption" or "delegation"; the columns are those of the schema. None when there is
    no such record, or it was voided or taken back.
    """
    columns = [column.name for column in BY_NAME[table].columns]
    row = connection.execute(
        f"SELECT {', '.join(f't.{column}' for column in columns)} FROM {table} t WHERE t.{table} = "
        f"(SELECT o.{table} FROM {table} o WHERE o.id = ?) AND coalesce(t.revoked, 0) = 0 AND "
        f"{current(table, 't')}",
        (number,),
    ).fetchone()
    return dict(zip(columns, row, strict=True)) if row else None
