"""What a weekly paper says, as values: lines of streets, officers and departments, and their sums.

Convention: a line is one row of a table; every total is a sum of lines, so text and tables cannot
disagree. Days are epoch days, spans half-open, names are already words (a paper that is issued is
kept as it was, whatever is renamed later).

Source: docs/mechanisms.md, rows 24, 26, 33.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from streetchief.days import calendar
from streetchief.duties.rules.standing import EXEMPT, MET, NOTHING_DUE, UNMET, VACANT
from streetchief.papers.rules.corrections import Correction, ItemCounts
from streetchief.rulebook.wording import Wording
from streetchief.value import fields_of, value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate


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
class StreetLine:
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

    @property
    def due(self) -> bool:
        """Whether it is in the rate: something was required."""
        return self.state not in NOTHING_DUE


@value
class OfficerLine:
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
    """A department's action in its linked place, a row of table 3; `done` is what counts (次)."""

    duty: str
    action: Name
    department: str
    place: str
    state: str
    required: int
    done: int
    spots: int
    kilograms: int

    @property
    def due(self) -> bool:
        return self.state not in NOTHING_DUE


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
    """A place, or a holder at it, under another duty than the streets' own, in one period.

    `duty` is the rulebook's identifier, `name` what it is called; `holder` "" where the place is
    judged. `monthly` tells that the period is a calendar month.
    """

    duty: str
    name: Name
    place: str
    holder: str
    state: str
    required: int
    logged: int
    counted: int
    monthly: bool = False

    @property
    def due(self) -> bool:
        return self.state not in NOTHING_DUE


@value
class RuleLine:
    """Fields of a duty that differ from the default; `duty` None for the streets' own.

    `roles` names the roles that a field lists.
    """

    duty: Name | None
    fields: tuple[tuple[str, object], ...]
    roles: tuple[tuple[str, Name], ...] = ()


@value
class Receipt:
    """The head of the ledger's chain: site, sequence and digest of its last entry."""

    site: str
    sequence: int
    digest: str


@value
class WeekReport:
    """Everything one town's paper of one week says, in register order.

    `seen_on` is the last day the figures know of: the week's Sunday, or today in a draft.
    `clock_entries` and `trusted_entries` count the ledger's entries made with the clock set by
    hand or with trusted recorded times.
    """

    town: str
    identity: str
    week: int
    draft: bool
    seen_on: int
    wording: Wording
    streets: tuple[StreetLine, ...]
    officers: tuple[OfficerLine, ...]
    departments: tuple[DepartmentLine, ...]
    receipt: Receipt
    rules: tuple[RuleLine, ...] = ()
    items: ItemFigures | None = None
    duties: tuple[DutyLine, ...] = ()
    corrections: tuple[Correction, ...] = ()
    notes: tuple[str, ...] = ()
    kind: str = "weekly"
    number: int | None = None
    clock_entries: int = 0
    trusted_entries: int = 0

    @property
    def since(self) -> int:
        return calendar.monday_of(self.week)

    @property
    def until(self) -> int:
        return calendar.monday_of(self.week + 1)

    @property
    def dated_on(self) -> int:
        """The paper's own date: the Monday after its week, never the clock's."""
        return self.until

    @property
    def totals(self) -> Totals:
        return totals_of(self.streets)

    @property
    def met_rate(self) -> Rate:
        return met_rate(self.streets)

    @property
    def failing(self) -> tuple[StreetLine, ...]:
        """Streets that have not met the duty: unmet, or in a draft not yet."""
        return tuple(line for line in self.streets if line.due and line.state != MET)

    @property
    def vacant(self) -> tuple[StreetLine, ...]:
        return tuple(line for line in self.streets if line.state == VACANT)

    @property
    def exempt(self) -> tuple[StreetLine, ...]:
        return tuple(line for line in self.streets if line.state == EXEMPT)

    @property
    def zero(self) -> tuple[StreetLine, ...]:
        """Streets under duty on which no chief or delegate was."""
        return tuple(line for line in self.streets if line.due and not line.logged)


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
    zero: int


def totals_of(lines: Iterable[StreetLine]) -> Totals:
    """Sum street lines.

    >>> totals_of(()).due
    0
    """
    rows = tuple(lines)
    return Totals(
        streets=len(rows),
        chiefs=len({chief for row in rows for chief in row.chief_ids}),
        required=sum(row.required for row in rows),
        logged=sum(row.logged for row in rows),
        counted=sum(row.counted for row in rows),
        day_count=sum(row.day_count for row in rows),
        delegated=sum(row.delegated for row in rows),
        backfilled=sum(row.backfilled for row in rows),
        due=sum(row.due for row in rows),
        met=sum(row.state == MET for row in rows),
        exempt=sum(row.state == EXEMPT for row in rows),
        vacant=sum(row.state == VACANT for row in rows),
        zero=sum(row.due and not row.logged for row in rows),
    )


def met_rate(lines: Iterable[StreetLine]) -> Rate:
    """Give met / due (达标率); exempt and vacant streets are in neither.

    >>> met_rate(())
    Rate(part=0, whole=0)
    """
    rows = tuple(lines)
    return Rate(part=sum(r.state == MET for r in rows), whole=sum(r.due for r in rows))


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
