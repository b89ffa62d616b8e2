"""SQL of where a record comes from: its entry, its approver, and what voided it.

Convention: lists of record numbers travel as one JSON parameter; times are UTC seconds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from streetchief.ledger.journal import keys, known_then, live
from streetchief.value import rows_of, value

_ENTRY_OF = (
    "(SELECT x.id FROM journal x WHERE x.first_id <= k.value AND x.row_count > 0 "
    "ORDER BY x.first_id DESC LIMIT 1)"
)


@value
class Provenance:
    """The entry that wrote a record."""

    site: str
    act: str
    actor: str
    recorded_at: int
    known_at: int
    marks: tuple[str, ...]


@value
class VoidedActivity:
    """An activity that was recorded and holds no more; `reason` is that of the void or the undo."""

    id: int
    place: int
    person: int
    started_at: int
    voided_at: int
    reason: str | None


def find_provenance(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Provenance]:
    """Return of each record the entry that wrote it."""
    rows = connection.execute(
        "SELECT k.value, j.site, j.act, j.actor, j.recorded_at, j.known_at, j.marks "
        f"FROM json_each(?) k JOIN journal j ON j.id = {_ENTRY_OF}",
        (keys(ids),),
    )
    return {
        id: Provenance(
            site=site,
            act=act,
            actor=actor,
            recorded_at=recorded_at,
            known_at=known_at,
            marks=tuple(marks.split(",")) if marks else (),
        )
        for id, site, act, actor, recorded_at, known_at, marks in rows
    }


def find_approvers(
    connection: sqlite3.Connection, ids: Iterable[int], as_of: int | None = None
) -> dict[int, int]:
    """Return who approved each activity or exemption of `ids`; those nobody approved are left out.

    An exemption is named by its first version; whichever version was approved counts.
    """
    wanted = keys(ids)
    found: dict[int, int] = {}
    statements = (
        "SELECT a.id, a.approved_by FROM json_each(:ids) k JOIN activity a ON a.id = k.value "
        "WHERE a.approved_by IS NOT NULL",
        "SELECT ap.fact, ap.approved_by FROM json_each(:ids) k JOIN approval ap "
        f"ON ap.fact = k.value WHERE {live('ap', as_of)} ORDER BY ap.id",
        "SELECT e.exemption, e.approved_by FROM json_each(:ids) k JOIN exemption e "
        f"ON e.exemption = k.value WHERE e.approved_by IS NOT NULL AND {live('e', as_of)} "
        "ORDER BY e.id",
        "SELECT e.exemption, ap.approved_by FROM json_each(:ids) k JOIN exemption e "
        "ON e.exemption = k.value JOIN approval ap ON ap.fact = e.id "
        f"WHERE {live('ap', as_of)} ORDER BY ap.id",
    )
    for statement in statements:
        for id, approver in connection.execute(statement, {"ids": wanted}):
            found.setdefault(id, approver)
    return found


def find_voided(
    connection: sqlite3.Connection,
    since_at: int,
    until_at: int,
    *,
    places: Iterable[int] | None = None,
    persons: Iterable[int] | None = None,
    as_of: int | None = None,
) -> list[VoidedActivity]:
    """Return the activities that start in `[since_at, until_at)` and were voided or undone.

    At `places`, or by `persons`; a void that was itself undone voids nothing.
    """
    column, wanted = ("place", places) if places is not None else ("person", persons or ())
    known = known_then(as_of)
    undone = f"EXISTS (SELECT 1 FROM void u WHERE u.target = v.entry{known.format(row='u')})"
    rows = connection.execute(
        "SELECT a.id, a.place, a.person, a.started_at, j.recorded_at AS voided_at, j.reason "
        f"FROM json_each(?) k CROSS JOIN activity a ON a.{column} = k.value "
        "JOIN void v ON v.fact = a.id OR v.target = a.entry "
        "JOIN journal j ON j.id = v.entry "
        f"WHERE a.started_at >= ? AND a.started_at < ? AND NOT {undone}"
        f"{known.format(row='v')}{known.format(row='a')} ORDER BY a.started_at, a.id, v.id",
        (keys(wanted), since_at, until_at),
    )
    found: dict[int, VoidedActivity] = {}
    for voided in rows_of(rows, VoidedActivity):
        found.setdefault(voided.id, voided)
    return list(found.values())
