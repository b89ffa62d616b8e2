"""SQL of the log: patrols and other activities.

Convention: `started_at` is local seconds; an activity's time of recording is its own trusted one,
else its entry's, in UTC seconds. Readers name places or persons, so that the index is used and the
log is never scanned.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from streetchief.ledger.journal import keys, live
from streetchief.value import fields_of, value

if TYPE_CHECKING:
    pass


@value
class ActivityRow:
    """One live activity; `recorded_at` is UTC seconds, `approved` counts later approvals."""

    id: int
    kind: str
    place: int
    person: int
    started_at: int
    minutes: int | None
    metres: int | None
    photos: int
    note: str | None
    approved: bool
    recorded_at: int
    spots: int | None = None
    kilograms: int | None = None


def _select(as_of: int | None) -> str:
    approved = (
        "(a.approved_by IS NOT NULL OR EXISTS (SELECT 1 FROM approval ap WHERE ap.fact = a.id AND "
        f"{live('ap', as_of)}))"
    )
    return (
        "SELECT a.id, a.kind, a.place, a.person, a.started_at, a.minutes, a.metres, "
        f"coalesce(a.photos, 0), a.note, {approved}, coalesce(a.recorded_at, j.recorded_at), "
        "a.spots, a.kilograms "
    )


def _row(values: tuple[Any, ...]) -> ActivityRow:
    said = dict(zip(fields_of(ActivityRow), values, strict=True))
    return ActivityRow(**{**said, "approved": bool(said["approved"])})


def find_at_places(
    connection: sqlite3.Connection,
    places: Iterable[int],
    since_at: int,
    until_at: int,
    *,
    as_of: int | None = None,
) -> list[ActivityRow]:
    """Return the live activities at `places` that start in `[since_at, until_at)`."""
    rows = connection.execute(
        f"{_select(as_of)} FROM json_each(?) k CROSS JOIN activity a ON a.place = k.value "
        "JOIN journal j ON j.id = a.entry "
        f"WHERE a.started_at >= ? AND a.started_at < ? AND {live('a', as_of)} ORDER BY a.id",
        (keys(places), since_at, until_at),
    )
    return [_row(row) for row in rows]


def find_by_persons(
    connection: sqlite3.Connection,
    persons: Iterable[int],
    since_at: int,
    until_at: int,
    *,
    as_of: int | None = None,
) -> list[ActivityRow]:
    """Return the live activities of `persons` that start in `[since_at, until_at)`."""
    rows = connection.execute(
        f"{_select(as_of)} FROM json_each(?) k CROSS JOIN activity a ON a.person = k.value "
        "JOIN journal j ON j.id = a.entry "
        f"WHERE a.started_at >= ? AND a.started_at < ? AND {live('a', as_of)} ORDER BY a.id",
        (keys(persons), since_at, until_at),
    )
    return [_row(row) for row in rows]


def find_others(
    connection: sqlite3.Connection,
    since_at: int,
    until_at: int,
    *,
    as_of: int | None = None,
) -> list[ActivityRow]:
    """Return the live activities other than patrols that start in `[since_at, until_at)`."""
    rows = connection.execute(
        f"{_select(as_of)} FROM activity a JOIN journal j ON j.id = a.entry "
        f"WHERE a.kind <> 'patrol' AND a.started_at >= ? AND a.started_at < ? AND "
        f"{live('a', as_of)} ORDER BY a.started_at, a.id",
        (since_at, until_at),
    )
    return [_row(row) for row in rows]


def find_companions(
    connection: sqlite3.Connection, activities: Iterable[int], *, as_of: int | None = None
) -> dict[int, tuple[int, ...]]:
    """Return who else took part in each of the activities; one without is not in the answer."""
    rows = connection.execute(
        "SELECT p.activity, p.holder FROM json_each(?) k JOIN participant p "
        f"ON p.activity = k.value WHERE {live('p', as_of)} ORDER BY p.id",
        (keys(activities),),
    )
    found: dict[int, tuple[int, ...]] = {}
    for activity, holder in rows:
        found[activity] = (*found.get(activity, ()), holder)
    return found


def find_one(connection: sqlite3.Connection, id: int) -> ActivityRow | None:
    """Return the live activity with the record number `id`, if there is one."""
    row = connection.execute(
        f"{_select(None)} FROM activity a JOIN journal j ON j.id = a.entry "
        f"WHERE a.id = ? AND {live('a')}",
        (id,),
    ).fetchone()
    return _row(row) if row else None


def last_patrols(
    connection: sqlite3.Connection,
    places: Iterable[int],
    before_at: int,
    *,
    as_of: int | None = None,
) -> dict[int, int]:
    """Return the start of the last live patrol at each of `places` before `before_at`.

    Of anybody's patrol; a place never patrolled is not in the answer.
    """
    rows = connection.execute(
        "SELECT k.value, (SELECT a.started_at FROM activity a WHERE a.place = k.value AND "
        f"a.kind = 'patrol' AND a.started_at < ? AND {live('a', as_of)} "
        "ORDER BY a.started_at DESC LIMIT 1) FROM json_each(?) k",
        (before_at, keys(places)),
    )
    return {place: started_at for place, started_at in rows if started_at is not None}


def find_by_key(connection: sqlite3.Connection, key: str) -> list[ActivityRow]:
    """Return the activities written with a retry key, void or not, in the order written."""
    rows = connection.execute(
        f"{_select(None)} FROM activity a JOIN journal j ON j.id = a.entry "
        "WHERE a.key = ? ORDER BY a.id",
        (key,),
    )
    return [_row(row) for row in rows]


def still_held(connection: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """Return those of the activities with these record numbers that are not void."""
    rows = connection.execute(
        f"SELECT a.id FROM json_each(?) k JOIN activity a ON a.id = k.value WHERE {live('a')}",
        (keys(numbers),),
    )
    return {number for (number,) in rows}


def has_activities(connection: sqlite3.Connection) -> bool:
    """Tell whether anything was ever logged."""
    return connection.execute("SELECT 1 FROM activity LIMIT 1").fetchone() is not None


def find_walks(
    connection: sqlite3.Connection, person: int, since_at: int, until_at: int, before: int
) -> list[tuple[str, int, int, int | None]]:
    """Return kind, place, start and minutes of a person's live activities in `[since_at, until_at)`
    among the records with numbers below `before`."""
    return connection.execute(
        "SELECT a.kind, a.place, a.started_at, a.minutes FROM activity a WHERE a.person = ? AND "
        f"a.started_at >= ? AND a.started_at < ? AND a.id < ? AND {live('a')}",
        (person, since_at, until_at, before),
    ).fetchall()


def find_recorded(
    connection: sqlite3.Connection, kind: str, place: int, person: int, started_at: int
) -> list[tuple[int, int | None, str | None, bool]]:
    """Return number, minutes, note and whether approved of the live activities that begin so."""
    return connection.execute(
        "SELECT a.id, a.minutes, a.note, a.approved_by IS NOT NULL OR EXISTS (SELECT 1 FROM "
        f"approval ap WHERE ap.fact = a.id AND {live('ap')}) FROM activity a WHERE a.person = ? "
        f"AND a.started_at = ? AND a.place = ? AND a.kind = ? AND {live('a')}",
        (person, started_at, place, kind),
    ).fetchall()


def find_keyed(
    connection: sqlite3.Connection, said: Iterable[str]
) -> dict[str, tuple[str, int, int, int, int | None, str | None, int | None]]:
    """Return what was written with retry keys, of live activities: kind, place, person, start,
    minutes, note and approver by key."""
    rows = connection.execute(
        "SELECT a.key, a.kind, a.place, a.person, a.started_at, a.minutes, a.note, a.approved_by "
        "FROM json_each(?) k CROSS JOIN activity a ON a.key = k.value AND a.key IS NOT NULL "
        f"WHERE {live('a')} ORDER BY a.id",
        (json.dumps(sorted(said)),),
    )
    return {row[0]: tuple(row[1:]) for row in rows}
