"""The only derived table: how often each holder was at each place on each day of a week, by duty.

Convention: a tally row holds patrols that are live and valid in themselves under the duty in force
on the week's Monday; by whose right they count is decided when it is read, because who held a
place may be recorded later. It is kept in the transaction that changes the log and can be rebuilt.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from streetchief.domain import calendar
from streetchief.domain.duties import Duty, DutyVersion, Patrol, duty_on, flaw_of
from streetchief.store.register import keys

Key = tuple[int, int, str, int]
"""week, place, duty, holder."""

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
    judged per holder are not tallied: they read the log of the few who hold them.
    """
    names = list(dict.fromkeys(version.name for version in versions))
    by_name = {name: [v for v in versions if v.name == name] for name in names}
    in_force: dict[tuple[str, int, int | None], Duty | None] = {}
    counts: dict[Key, list[int]] = {}
    for patrol in patrols:
        week, town = calendar.week_of(patrol.day), towns.get(patrol.place)
        for name in names:
            slot = (name, week, town)
            if slot not in in_force:
                in_force[slot] = duty_on(by_name[name], calendar.monday_of(week), town)
            duty = in_force[slot]
            if duty is None or duty.per == "holder" or patrol.kind not in duty.kinds:
                continue
            if flaw_of(duty, patrol) is None:
                days = counts.setdefault((week, patrol.place, name, patrol.person), [0] * 7)
                days[calendar.weekday_of(patrol.day)] += 1
    return counts


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
