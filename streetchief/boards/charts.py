"""Figures people would rather look at than read: the met rate by week, overdue items by age.

Convention: finished weeks only; ages are days past the last day in time, at the end of today.
"""

from __future__ import annotations

from streetchief.boards.chart import heat_of
from streetchief.items.rules.workflow import is_open
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.register.names import resolve_place
from streetchief.scores.rules import Result
from streetchief.value import value
from streetchief.values.register import Place, within

BANDS = (7, 14, 30, 90)
"""Days overdue up to which an item is in a band; one more band is beyond the last."""


@value
class Trend:
    """The results of all streets together, week by week, oldest first."""

    town: Place | None
    weeks: tuple[tuple[int, Result], ...]
    total: Result


@value
class Ages:
    """How many items are overdue, by list and band of days; `names` are the lists' in order."""

    town: Place | None
    today: int
    bands: tuple[tuple[int, int | None], ...]
    counts: tuple[int, ...]
    undated: int


def trend(office: Office, *, town: str | None = None, weeks: int = 12) -> Trend:
    """Return the last `weeks` finished weeks; raises `Refused` for an unknown town."""
    here = known_then(office)
    with reading(office.ledger) as connection:
        place = (
            resolve_place(connection, town, kinds=("town",), as_of=office.as_of) if town else None
        )
        asked = tuple(range(here.this_week - weeks, here.this_week))
        heat = heat_of(here, place, asked)
    return Trend(
        town=place,
        weeks=tuple(
            (week, result)
            for week, result in zip(heat.weeks, heat.results, strict=True)
            if result is not None
        ),
        total=heat.total,
    )


def overdue_ages(office: Office, *, town: str | None = None) -> Ages:
    """Count open items past their day by how many days; void and closed ones are none."""
    from streetchief.items.lists import find_standing, open_lists

    here = known_then(office)
    with reading(office.ledger) as connection:
        place = (
            resolve_place(connection, town, kinds=("town",), as_of=office.as_of) if town else None
        )
        cabinet = open_lists(here)
        places = cabinet.directory.places
        cases = [
            case
            for case in find_standing(cabinet)
            if is_open(case.state)
            and (
                place is None
                or (case.item.place is not None and within(places, case.item.place, place.key))
            )
        ]
    late = [case.state.overdue_days for case in cases if case.state.overdue_days > 0]
    lower = (1, *(bound + 1 for bound in BANDS))
    upper: tuple[int | None, ...] = (*BANDS, None)
    bands = tuple(zip(lower, upper, strict=True))
    return Ages(
        town=place,
        today=here.today,
        bands=bands,
        counts=tuple(
            sum(low <= days and (high is None or days <= high) for days in late)
            for low, high in bands
        ),
        undated=sum(case.state.due_on is None for case in cases),
    )
