"""SQL of spot checks: entries drawn at random to be looked at on site, and what was found.

Convention: a drawn entry is a row that names the activity and the seed; a result is a row that
names the drawn one. Of several results of one draw the last holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from streetchief.ledger.journal import keys, live
from streetchief.value import replace, rows_of, value


@value
class SpotCheck:
    """A drawn entry; `agreed` is None while nobody has looked."""

    number: int
    activity: int
    seed: str
    drawn_from: int
    recorded_at: int
    agreed: bool | None = None
    by: int | None = None
    note: str | None = None


def find_spot_checks(
    connection: sqlite3.Connection,
    *,
    activities: Iterable[int] | None = None,
    number: int | None = None,
    as_of: int | None = None,
) -> list[SpotCheck]:
    """Return the drawn entries with their results, in the order drawn."""
    where, values = [live("s", as_of), "s.draw IS NULL"], dict[str, str | int]()
    if activities is not None:
        where.append("s.activity IN (SELECT value FROM json_each(:activities))")
        values["activities"] = keys(activities)
    if number is not None:
        where.append("s.id = :number")
        values["number"] = number
    result = (
        "(SELECT max(r.id) FROM spot_check r WHERE r.draw = s.id AND "
        f"r.agreed IS NOT NULL AND {live('r', as_of)})"
    )
    rows = connection.execute(
        "SELECT s.id AS number, s.activity, coalesce(s.seed, '') AS seed, "
        "coalesce(s.drawn_from, 0) AS drawn_from, "
        "j.recorded_at, f.agreed, f.by, f.note "
        "FROM spot_check s JOIN journal j ON j.id = s.entry "
        f"LEFT JOIN spot_check f ON f.id = {result} "
        f"WHERE {' AND '.join(where)} ORDER BY s.id",
        values,
    )
    return [
        replace(check, agreed=None if check.agreed is None else bool(check.agreed))
        for check in rows_of(rows, SpotCheck)
    ]
