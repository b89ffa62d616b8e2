"""The figures of lists: due to close, closed, in time, overdue, returned, relapsed.

The convention to know: a row is an item with its state at the day of the report; void items are
counted apart and are in no rate. Due to close = closed, or past its date; an item
without a date can never be late, so it becomes due by being closed. A rate over nothing is "—".
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from streetchief.days.calendar import week_of
from streetchief.items.rules.workflow import ItemState, is_open
from streetchief.rulebook.rules.list import Item
from streetchief.value import value
from streetchief.values.rates import Rate

Row = tuple[Item, ItemState]
_Key = TypeVar("_Key", bound=Hashable)


@value
class Figures:
    """Counts of items at the end of a day.

    `items`: all but the void ones. `closed`: closed now; `closed_ever`: at least once.
    `returned`: returned now; `returned_ever`, `reopened_ever`: at least once. `overdue`: open and
    past the date. `undated`: without a day to be closed by. `postponed`: given a later day.
    """

    items: int
    open: int
    closed: int
    closed_in_time: int
    closed_ever: int
    fixed_on_spot: int
    overdue: int
    suspended: int
    returned: int
    returned_ever: int
    reopened_ever: int
    supervised: int
    undated: int
    postponed: int
    void: int


@value
class Flow:
    """What happened in a stretch of days, in items; `fixed_on_spot` is part of `opened`."""

    opened: int
    fixed_on_spot: int
    assigned: int
    closed: int
    returned: int
    reopened: int


@value
class HotSpot:
    """A place where items of one category come back."""

    place: int
    category: str
    items: int
    open: int
    reopened: int


@value
class Turnaround:
    """Days from opening to closing, of the closed items; `days` is their sum.

    `median` is the lower one when there are two; all are None when nothing is closed.
    """

    closed: int
    days: int
    shortest: int | None
    median: int | None
    longest: int | None


# Counts and rates


def figures(rows: Iterable[Row]) -> Figures:
    """Count the items of a report.

    >>> figures([]).items
    0
    """
    everything = [state for _, state in rows]
    states = [state for state in everything if state.side != "void"]
    closed = [state for state in states if state.closed_on is not None]
    return Figures(
        items=len(states),
        open=len(states) - len(closed),
        closed=len(closed),
        closed_in_time=sum(state.overdue_days == 0 for state in closed),
        closed_ever=sum(state.times_closed > 0 for state in states),
        fixed_on_spot=sum(state.fixed_on_spot for state in states),
        overdue=sum(is_open(state) and state.overdue_days > 0 for state in states),
        suspended=sum(state.side == "suspended" for state in states),
        returned=sum(state.side == "returned" for state in states),
        returned_ever=sum(state.times_returned > 0 for state in states),
        reopened_ever=sum(state.times_reopened > 0 for state in states),
        supervised=sum(state.supervised_on is not None for state in states),
        undated=sum(state.due_on is None for state in states),
        postponed=sum(state.times_postponed > 0 for state in states),
        void=len(everything) - len(states),
    )


def due_to_close(counts: Figures) -> int:
    """Count what should be closed by now: what is, and what is past its date (应销号)."""
    return counts.closed + counts.overdue


def close_rate(counts: Figures) -> Rate:
    """Give closed / due to close (销号率)."""
    return Rate(part=counts.closed, whole=due_to_close(counts))


def on_time_close_rate(counts: Figures) -> Rate:
    """Give closed in time / due to close (按期销号率)."""
    return Rate(part=counts.closed_in_time, whole=due_to_close(counts))


def relapse_rate(counts: Figures) -> Rate:
    """Give reopened / closed, both of items and at least once (反弹率)."""
    return Rate(part=counts.reopened_ever, whole=counts.closed_ever)


def flow(rows: Iterable[Row], since: int, until: int) -> Flow:
    """Count what happened on the days [since, until) to the items that are not void.

    An item counts once for each thing that happened to it, however often it did; assigned means
    for the first time, so that new ones are either fixed on the spot, assigned, or still waiting.
    """
    opened = fixed = assigned = closed = returned = reopened = 0
    for item, state in rows:
        if state.side == "void":
            continue
        days = range(since, until)
        kinds = {kind for kind, on in state.history if on in days}
        first_assigned = next((on for kind, on in state.history if kind == "assigned"), None)
        opened += item.opened_on in days
        fixed += item.opened_on in days and "fixed" in kinds
        assigned += first_assigned is not None and first_assigned in days
        closed += "closed" in kinds
        returned += "returned" in kinds
        reopened += "reopened" in kinds
    return Flow(
        opened=opened,
        fixed_on_spot=fixed,
        assigned=assigned,
        closed=closed,
        returned=returned,
        reopened=reopened,
    )


def turnaround(rows: Iterable[Row]) -> Turnaround:
    """Measure how long the closed items took, in days from opening to closing."""
    days = sorted(state.age_days for _, state in rows if state.closed_on is not None)
    return Turnaround(
        closed=len(days),
        days=sum(days),
        shortest=days[0] if days else None,
        median=days[(len(days) - 1) // 2] if days else None,
        longest=days[-1] if days else None,
    )


# Groups


def by_list(row: Row) -> str:
    """Group by list."""
    return row[0].list


def by_category(row: Row) -> str:
    """Group by category."""
    return row[0].category


def by_place(row: Row) -> int | None:
    """Group by place; None for items that lie nowhere."""
    return row[0].place


def by_holder(row: Row) -> int | None:
    """Group by who answers for it; for what was fixed on the spot, by who fixed it."""
    _, state = row
    if state.holder is None and state.fixed_on_spot and state.rectified_by:
        return state.rectified_by[0]
    return state.holder


def by_week(row: Row) -> int:
    """Group by the week in which the item was opened."""
    return week_of(row[0].opened_on)


def grouped(rows: Iterable[Row], key: Callable[[Row], _Key]) -> dict[_Key, tuple[Row, ...]]:
    """Sort rows into groups, in the order in which the groups first appear."""
    groups: dict[_Key, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {name: tuple(members) for name, members in groups.items()}


def hot_spots(rows: Iterable[Row], at_least: int = 2) -> tuple[HotSpot, ...]:
    """Find places where a category came up `at_least` times, a relapse counting again.

    Most often first, then by place and category.
    """
    spots = []
    live = (row for row in rows if row[1].side != "void" and row[0].place is not None)
    for (place, category), members in grouped(
        live, lambda row: (row[0].place, row[0].category)
    ).items():
        relapses = sum(state.times_reopened for _, state in members)
        if place is not None and len(members) + relapses >= at_least:
            spot = HotSpot(
                place=place,
                category=category,
                items=len(members),
                open=sum(is_open(state) for _, state in members),
                reopened=relapses,
            )
            spots.append(spot)
    return tuple(
        sorted(spots, key=lambda spot: (-spot.items - spot.reopened, spot.place, spot.category))
    )


def ages(rows: Iterable[Row], bounds: Sequence[int]) -> tuple[int, ...]:
    """Count the open items by age: up to each bound in days, and beyond the last.

    `bounds` (7, 30) gives three counts: 0–7 days, 8–30 days, more.
    """
    counts = [0] * (len(bounds) + 1)
    for _, state in rows:
        if is_open(state):
            band = sum(state.age_days > bound for bound in bounds)
            counts[band] += 1
    return tuple(counts)
