"""Figures people would rather look at than read: the met rate by week, overdue items by age.

Convention: finished weeks only; ages are days past the last day in time, at the end of today.
"""

from __future__ import annotations

from streetchief.items.rules.workflow import is_open
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.scores.rules import Result, add_up, result_of
from streetchief.scores.sources import ScoreSpan, Sources, named_town
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
class Band:
    """Open items overdue by `from_days` to `to_days` days, None beyond the last band."""

    from_days: int
    to_days: int | None
    items: int


@value
class Ages:
    """How many items are overdue, by bands of days, and how many have no day to be closed by."""

    town: Place | None
    today: int
    bands: tuple[Band, ...]
    undated: int


def trend(office: Office, *, town: str | None = None, weeks: int = 12) -> Trend:
    """Return the last `weeks` finished weeks; raises `Refused` for an unknown town."""
    here = known_then(office)
    with reading(office.ledger):
        place = named_town(office, town)
        asked = tuple(range(here.this_week - weeks, here.this_week))
        sources = Sources(here, ScoreSpan(weeks=asked), place)
        return Trend(
            town=place,
            weeks=tuple((week, sources.result_of_week(week)) for week in asked),
            total=add_up(map(result_of, sources.lines.values())),
        )


def overdue_ages(office: Office, *, town: str | None = None) -> Ages:
    """Count open items past their day by how many days; void and closed ones are none."""
    from streetchief.items.lists import find_standing, open_lists

    here = known_then(office)
    with reading(office.ledger):
        place = named_town(office, town)
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
    return Ages(
        town=place,
        today=here.today,
        bands=tuple(
            Band(
                from_days=low,
                to_days=high,
                items=sum(low <= days and (high is None or days <= high) for days in late),
            )
            for low, high in zip((1, *(bound + 1 for bound in BANDS)), (*BANDS, None), strict=True)
        ),
        undated=sum(case.state.due_on is None for case in cases),
    )
