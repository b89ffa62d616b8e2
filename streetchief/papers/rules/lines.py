"""The rows of papers, as values: streets, officers, departments, problems, duties, and their sums.

Convention: a line is one row of a table; every total is a sum of lines, so text and tables cannot
disagree. Days are epoch days, spans half-open, names are already words (a paper that is issued is
kept as it was, whatever is renamed later).

Source: docs/mechanisms.md, rows 24, 26, 33.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from streetchief.duties.rules.standing import (
    EXEMPT,
    MET,
    NOTHING_DUE,
    UNMET,
    VACANT,
    Standing,
    run_of_unmet,
    sum_up,
)
from streetchief.papers.rules.corrections import ItemCounts
from streetchief.value import fields_of, value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate

LOGGED = ("required", "logged", "counted")
"""What every line of a week has of its verdict, in patrols (次): 应巡, 实巡, 计入."""


@value
class Span:
    """The days `[since, until)`."""

    since: int
    until: int


@value
class NotCounted:
    """So many live patrols on a street do not count, for one reason of `duties.rules.counting`."""

    reason: str
    count: int


@value
class StreetLine(Standing):
    """One street in one week, a row of table 1.

    `identity` is the street's name between ledgers, `chief_ids` those of its chiefs; `village` its
    village, else where its chiefs come from. `logged` 实巡, `counted` 计入, `day_count` 天次.
    `opened_on`, `closed_on` only when they fall into the week; `exempt` and `vacant` are the open
    days without duty or without chief.
    `unmet_weeks` is the run of unmet weeks that ends with this one.
    """

    street: str
    identity: str
    village: str
    chiefs: tuple[str, ...]
    chief_ids: tuple[str, ...]
    state: str
    available: int
    required: int
    logged: int
    counted: int
    day_count: int
    delegated: int
    backfilled: int
    unmet_weeks: int = 0
    never_patrolled: bool = False
    opened_on: int | None = None
    closed_on: int | None = None
    exempt: tuple[Span, ...] = ()
    vacant: tuple[Span, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()


@value
class OfficerLine(Standing):
    """A duty judged by the person, such as the general chief's; `name` "" when nobody has it."""

    duty: str
    role: Name
    name: str
    state: str
    required: int = 0
    logged: int = 0
    counted: int = 0


@value
class DepartmentLine:
    """A department's action in its linked place; `done` is what counts (次).

    `due` and `met` count the weeks of the paper in which something was required, and was done;
    `state` is that of the last.
    """

    duty: str
    action: Name
    department: str
    place: str
    state: str
    due: int
    met: int
    required: int
    done: int
    spots: int
    kilograms: int


@value
class ItemLine:
    """A problem of the list, a row of table 2; `number` is what it is called by, such as 023.

    `by_person` tells that a person answers for it, not a department.
    """

    number: str
    place: str
    text: str
    category: Name
    found_on: int
    holder: str
    due_on: int | None
    progress: Name
    closed_on: int | None
    overdue_days: int = 0
    reopened: bool = False
    by_person: bool = False


@value
class ItemFigures:
    """Problems found and settled: the flow of the period and how matters stand at its end.

    `assigned` are new ones handed to someone, `waiting` new ones not yet; `due` is what should be
    closed (应销号), `closed_in_time` of those closed. `before_*` are the period before, read now;
    `before_corrected` tells that they are no longer what its paper said.
    """

    opened: int
    fixed_on_spot: int
    assigned: int
    categories: tuple[tuple[Name, int], ...]
    due: int
    closed: int
    closed_in_time: int
    overdue: int
    reopened: int
    before_opened: int | None = None
    before_overdue: int | None = None
    before_corrected: bool = False
    lines: tuple[ItemLine, ...] = ()

    @property
    def waiting(self) -> int:
        return self.opened - self.fixed_on_spot - self.assigned

    @property
    def counts(self) -> ItemCounts:
        """The figures that a later correction is held against."""
        return ItemCounts(**{name: getattr(self, name) for name in fields_of(ItemCounts)})

    @property
    def close_rate(self) -> Rate:
        return self.counts.close_rate

    @property
    def on_time_close_rate(self) -> Rate:
        return self.counts.on_time_close_rate


@value
class DutyLine:
    """A place, or a holder at it, under another duty than the streets' own.

    `duty` is the rulebook's identifier, `name` what it is called; `holder` is "" where the place is
    judged, `role` his. `due` and `met` count the weeks of the paper, or its calendar months when
    `monthly`; `state` is that of the last.
    """

    duty: str
    name: Name
    role: Name
    monthly: bool
    place: str
    holder: str
    state: str
    due: int
    met: int
    required: int
    logged: int
    counted: int

    @property
    def met_rate(self) -> Rate:
        return Rate(part=self.met, whole=self.due)

    @property
    def running(self) -> str:
        """Its state while its last week or month is not over and the duty is not met; "" else."""
        return "" if self.state in (*NOTHING_DUE, MET, UNMET) else self.state


@value
class PeriodLine:
    """A street over the weeks of a month or a year; weeks (周) and patrols (次)."""

    street: str
    identity: str
    due: int
    met: int
    exempt: int
    vacant: int
    required: int
    counted: int
    day_count: int
    longest_run: int

    @property
    def met_rate(self) -> Rate:
        return Rate(part=self.met, whole=self.due)


@value
class PeriodWeek:
    """One week of a month or a year: its streets together."""

    week: int
    due: int
    met: int
    required: int
    counted: int

    @property
    def met_rate(self) -> Rate:
        return Rate(part=self.met, whole=self.due)


@value
class RuleLine:
    """Fields of a duty that differ from the default; `duty` None for the streets' own.

    `roles` names the roles that a field lists.
    """

    duty: Name | None
    fields: tuple[tuple[str, object], ...]
    roles: tuple[tuple[str, Name], ...] = ()


@value
class Totals:
    """Sums over street lines; `chiefs` are different persons."""

    streets: int
    chiefs: int
    required: int
    logged: int
    counted: int
    day_count: int
    delegated: int
    backfilled: int
    due: int
    met: int
    exempt: int
    vacant: int


def totals_of(lines: Iterable[StreetLine]) -> Totals:
    """Sum street lines.

    >>> totals_of(()).due
    0
    """
    rows = tuple(lines)
    return Totals(
        streets=len(rows),
        chiefs=len({chief for row in rows for chief in row.chief_ids}),
        exempt=sum(row.state == EXEMPT for row in rows),
        vacant=sum(row.state == VACANT for row in rows),
        **sum_up(rows, *LOGGED, "day_count", "delegated", "backfilled", "due", "met"),
    )


class Counted(Protocol):
    """A line that tells in how many periods something was due, and in how many it was met."""

    @property
    def due(self) -> int: ...
    @property
    def met(self) -> int: ...


def rate_of(lines: Iterable[Counted]) -> Rate:
    """Give met / due (达标率); what is exempt or vacant is in neither.

    >>> rate_of(())
    Rate(part=0, whole=0)
    """
    counted = sum_up(lines, "met", "due")
    return Rate(part=counted["met"], whole=counted["due"])


def spans_of(days: Iterable[int]) -> tuple[Span, ...]:
    """Put days, in order, together to half-open spans.

    >>> [(span.since, span.until) for span in spans_of([3, 4, 5, 9])]
    [(3, 6), (9, 10)]
    """
    found: list[tuple[int, int]] = []
    for day in days:
        if found and found[-1][1] == day:
            found[-1] = (found[-1][0], day + 1)
        else:
            found.append((day, day + 1))
    return tuple(Span(since=since, until=until) for since, until in found)


def not_counted(reasons: Iterable[str]) -> tuple[NotCounted, ...]:
    """Count reasons in the order in which they first appear.

    >>> [(n.reason, n.count) for n in not_counted(["late", "no_post", "late"])]
    [('late', 2), ('no_post', 1)]
    """
    counts: dict[str, int] = {}
    for reason in reasons:
        counts[reason] = counts.get(reason, 0) + 1
    return tuple(NotCounted(reason=reason, count=count) for reason, count in counts.items())


def worst_first(lines: Iterable[StreetLine]) -> Sequence[StreetLine]:
    """Order unmet streets: never patrolled, longest run, least counted; else register order."""
    return sorted(
        (line for line in lines if line.state == UNMET),
        key=lambda line: (not line.never_patrolled, -line.unmet_weeks, line.counted),
    )


def longest_run(states: Iterable[str]) -> int:
    """Return the longest run of unmet weeks; exempt and vacant ones are skipped.

    >>> longest_run(["unmet", "vacant", "unmet", "met", "unmet"])
    2
    """
    seen = list(states)
    return max((run_of_unmet(seen[: end + 1][::-1]) for end in range(len(seen))), default=0)
