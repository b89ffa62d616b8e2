"""The only derived table: how often each holder was at each place on each day of a week, by duty.

Convention: a tally row holds patrols that are live and valid in themselves under the duty in force
on the week's Monday; by whose right they count is decided when it is read, because who held a
place may be recorded later. It is kept in the transaction that changes the log and can be rebuilt:
`add` for new patrols, `recompute` for places and weeks where a patrol was voided or approved, a
rule was changed from an earlier day, or a place came into another town.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from streetchief.activities.records import find_at_places
from streetchief.days import calendar
from streetchief.duties.rules.counting import Patrol, flaw_of, has_flaws
from streetchief.ledger.journal import keys
from streetchief.register.records import find_places
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import Duty, DutyVersion, duty_on
from streetchief.values.register import Place, town_of

Key = tuple[int, int, str, int]
"""week, place, duty, holder."""

_PLACES_AT_ONCE = 20
"""How many places' patrols are held in memory while the tally is counted again."""

_UPSERT = (
    "INSERT INTO week_tally (week, place, duty, holder, d0, d1, d2, d3, d4, d5, d6) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
    + ", ".join(f"d{day} = d{day} + excluded.d{day}" for day in range(7))
)


def counts_of(
    patrols: Iterable[Patrol],
    versions: Sequence[DutyVersion],
    towns: Mapping[int, int | None],
) -> dict[Key, list[int]]:
    """Count valid patrols by week, place, duty and holder, for each day of the week.

    `towns` gives the town of each place, because a town may have its own version of a rule. Duties
    judged per holder are not tallied: they read the log of the few who hold them; nor are those
    judged by the month, because weeks straddle months.
    """
    relevant: dict[tuple[str, int, int | None], list[tuple[str, Duty | None]]] = {}
    counts: dict[Key, list[int]] = {}
    for patrol in patrols:
        day, place, kind = patrol.day, patrol.place, patrol.kind
        week = calendar.week_of(day)
        slot = (kind, week, towns.get(place))
        if slot not in relevant:
            relevant[slot] = _tallied(versions, *slot)
        for name, duty in relevant[slot]:
            if duty is not None and flaw_of(duty, patrol) is not None:
                continue
            key = (week, place, name, patrol.person)
            if key not in counts:
                counts[key] = [0] * 7
            counts[key][day - calendar.monday_of(week)] += 1
    return counts


def _tallied(
    versions: Sequence[DutyVersion], kind: str, week: int, town: int | None
) -> list[tuple[str, Duty | None]]:
    """Return the duties whose tally an activity of `kind` in `week` goes into.

    Beside its name stands the duty when a patrol may not be valid in itself under it, else None.
    """
    found: list[tuple[str, Duty | None]] = []
    for name in dict.fromkeys(version.name for version in versions):
        duty = duty_on((v for v in versions if v.name == name), calendar.monday_of(week), town)
        if duty is None or duty.per == "holder" or duty.period != "week":
            continue
        if kind in duty.kinds:
            found.append((name, duty if has_flaws(duty) else None))
    return found


def add(connection: sqlite3.Connection, counts: Mapping[Key, Sequence[int]]) -> None:
    """Add counts to the tally."""
    connection.executemany(_UPSERT, ((*key, *days) for key, days in counts.items()))


def drop(connection: sqlite3.Connection, places: Iterable[int], since: int, until: int) -> None:
    """Take the tally of `places` away for the weeks `[since, until)`."""
    connection.execute(
        "DELETE FROM week_tally WHERE week >= ? AND week < ? AND "
        "place IN (SELECT value FROM json_each(?))",
        (since, until, keys(places)),
    )


def read(
    connection: sqlite3.Connection, duty: str, since: int, until: int
) -> dict[Key, tuple[int, ...]]:
    """Return the tally of one duty for the weeks `[since, until)`."""
    rows = connection.execute(
        "SELECT week, place, duty, holder, d0, d1, d2, d3, d4, d5, d6 FROM week_tally "
        "WHERE duty = ? AND week >= ? AND week < ?",
        (duty, since, until),
    )
    return {(row[0], row[1], row[2], row[3]): tuple(row[4:]) for row in rows}


def towns_of(connection: sqlite3.Connection, places: Iterable[int]) -> dict[int, int | None]:
    """Return the key of the town each of `places` lies in, reading only what lies above them."""
    wanted = set(places)
    known: dict[int, Place] = {}
    missing = set(wanted)
    while missing:
        found = find_places(connection, among=missing)
        known.update((place.key, place) for place in found)
        missing = {p.parent for p in found if p.parent is not None} - known.keys()
    towns = {place: town_of(known, place) for place in wanted}
    return {place: town.key if town else None for place, town in towns.items()}


def recompute(
    connection: sqlite3.Connection,
    utc_to_local: Callable[[int], int],
    places: Iterable[int],
    since: int,
    until: int,
) -> None:
    """Count the tally of `places` for the weeks `[since, until)` again from the log."""
    wanted = sorted(set(places))
    drop(connection, wanted, since, until)
    for counts in _counted_again(connection, utc_to_local, wanted, since, until):
        add(connection, counts)


def rebuild(connection: sqlite3.Connection, utc_to_local: Callable[[int], int]) -> None:
    """Count the whole tally again from the log, some places at a time."""
    connection.execute("DELETE FROM week_tally")
    everywhere = _patrolled_places(connection)
    for counts in _counted_again(connection, utc_to_local, everywhere, *_EVER):
        add(connection, counts)


def differences(
    connection: sqlite3.Connection, utc_to_local: Callable[[int], int]
) -> list[tuple[Key, tuple[int, ...], tuple[int, ...]]]:
    """Compare the tally with the log: return the rows that differ, as kept and as counted again.

    A row that is missing on one side is seven zeros there.
    """
    none = (0,) * 7
    connection.execute("DROP TABLE IF EXISTS temp.tally_again")
    connection.execute("CREATE TEMP TABLE tally_again AS SELECT * FROM week_tally WHERE 0")
    try:
        everywhere = _patrolled_places(connection)
        for counts in _counted_again(connection, utc_to_local, everywhere, *_EVER):
            connection.executemany(
                f"INSERT INTO temp.tally_again VALUES (?, ?, ?, ?{', ?' * 7})",
                ((*key, *days) for key, days in counts.items()),
            )
        found: dict[Key, list[tuple[int, ...]]] = {}
        for side, (these, those) in enumerate(
            (("week_tally", "tally_again"), ("tally_again", "week_tally"))
        ):
            for row in connection.execute(f"SELECT * FROM {these} EXCEPT SELECT * FROM {those}"):
                found.setdefault((row[0], row[1], row[2], row[3]), [none, none])[side] = row[4:]
    finally:
        connection.execute("DROP TABLE IF EXISTS temp.tally_again")
    return [(key, kept, again) for key, (kept, again) in sorted(found.items()) if kept != again]


_EVER = (0, calendar.week_of(calendar.LAST_DAY) + 1)


def _patrolled_places(connection: sqlite3.Connection) -> Iterator[int]:
    """Give each place that has activities, one step in the index a place."""
    place = -1
    while True:
        row = connection.execute(
            "SELECT place FROM activity WHERE place > ? ORDER BY place LIMIT 1", (place,)
        ).fetchone()
        if row is None:
            return
        place = row[0]
        yield place


def _counted_again(
    connection: sqlite3.Connection,
    utc_to_local: Callable[[int], int],
    places: Iterable[int],
    since: int,
    until: int,
) -> Iterator[dict[Key, list[int]]]:
    """Count the live patrols at `places` in the weeks `[since, until)`, some places at a time."""
    versions = find_versions(connection)
    bounds = tuple(calendar.monday_of(week) * calendar.DAY for week in (since, until))
    remaining = iter(places)
    while some := list(islice(remaining, _PLACES_AT_ONCE)):
        patrols = (
            Patrol(
                key=row.id,
                place=row.place,
                person=row.person,
                started_at=row.started_at,
                recorded_on=utc_to_local(row.recorded_at) // calendar.DAY,
                kind=row.kind,
                minutes=row.minutes,
                metres=row.metres,
                photos=row.photos,
                approved=row.approved,
            )
            for row in find_at_places(connection, some, bounds[0], bounds[1])
        )
        yield counts_of(patrols, versions, towns_of(connection, some))
