"""Runs of unmet weeks, counted back over finished weeks.

Convention: exempt and vacant weeks are skipped, a met week ends the run; a week in which the
street has no line (not yet open, no rule) is passed over.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from streetchief.domain import calendar
from streetchief.domain.standing import NOTHING_DUE, UNMET
from streetchief.service.docket import PATROL, judge, open_docket
from streetchief.service.office import Office

_WINDOW = 8


def unmet_runs(
    office: Office, connection: sqlite3.Connection, places: Iterable[int], week: int
) -> dict[int, int]:
    """Return for each of `places` its run of unmet weeks, counted back from the finished `week`."""
    runs = dict.fromkeys(places, 0)
    running = set(runs)
    first = _first_week(office, connection)
    window = _WINDOW
    while running and week >= first:
        since = max(first, week - window + 1)
        docket = open_docket(
            office,
            connection,
            calendar.monday_of(since),
            calendar.monday_of(week + 1),
            among=running,
        )
        weeks = list(range(since, week + 1))
        judged = judge(office, connection, docket, PATROL, weeks, among=running)
        for back in reversed(weeks):
            states = {a.place: a.state for a in judged[back] if a.place in running}
            for place, state in states.items():
                if state == UNMET:
                    runs[place] += 1
                elif state not in NOTHING_DUE:
                    running.discard(place)
        opened = {p: docket.places[p].opened_on for p in running}
        running -= {
            p for p, day in opened.items() if day is not None and day >= calendar.monday_of(since)
        }
        week, window = since - 1, window * 2
    return runs


def _first_week(office: Office, connection: sqlite3.Connection) -> int:
    """Return the first week that can have a line: that of the first version of the duty."""
    row = connection.execute("SELECT min(since) FROM duty WHERE name = ?", (PATROL,)).fetchone()
    return calendar.week_of(row[0]) if row and row[0] is not None else office.this_week
