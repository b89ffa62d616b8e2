"""What a paper says, as values: one report for week, month and year, for a town and the county.

Convention: a line is one row of a table; every total is a sum of lines, so text and tables cannot
disagree. Days are epoch days, spans half-open, names are already words (a paper that is issued is
kept as it was, whatever is renamed later). A week belongs to the month, and to the year, in which
its Thursday lies, so that every week is in exactly one.

Source: docs/mechanisms.md, rows 24, 26, 33.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from streetchief.days import calendar
from streetchief.duties.rules.standing import (
    EXEMPT,
    MET,
    NOTHING_DUE,
    UNMET,
    VACANT,
    run_of_unmet,
)
from streetchief.papers.rules.corrections import Correction, ItemCounts
from streetchief.rulebook.wording import Wording
from streetchief.value import fields_of, replace, value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate

WEEKLY, CIRCULAR, COUNTY = "weekly", "circular", "county"
MONTH, YEAR = "month", "year"
"""Papers: a town's week as 周报 or 通报, the county's week, a town's month and year."""
OF_WEEKS, PERIODS = (WEEKLY, CIRCULAR), (MONTH, YEAR)


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

    @property
    def met(self) -> bool:
        return self.state == MET


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
class Receipt:
    """The head of the ledger's chain: site, sequence and digest of its last entry."""

    site: str
    sequence: int
    digest: str


@value
class Cumulative:
    """What was done from the beginning to the end of the week.

    `cleared` are the measures of the lists that close at zero (四清零): list, unit, decimals and
    amount in whole 10**-decimals.
    """

    spots: int = 0
    kilograms: int = 0
    cleared: tuple[tuple[Name, Name, int, int], ...] = ()


@value
class Report:
    """Everything a paper says: whose it is, of which week, month or year, and its lines.

    `town` is the place it is of, the county's name in the county's paper; `period` the number of
    the week, of the month (since 1970-01) or the year. `seen_on` is the last day the figures know
    of. `clock_entries` and `trusted_entries` count the ledger's entries made with the clock set by
    hand or with trusted recorded times.

    A week has `streets` and `officers`; a month or a year has `lines` and `by_week` instead, and
    `monthly_until`, the first day after its last month, where a duty is judged by the month. The
    county's paper has its towns' reports in `towns` and the lines of all of them; `sent` is the
    number of each town's own paper of the week, None while it has not sent one.
    """

    kind: str
    period: int
    town: str
    identity: str
    draft: bool
    seen_on: int
    wording: Wording
    receipt: Receipt
    streets: tuple[StreetLine, ...] = ()
    officers: tuple[OfficerLine, ...] = ()
    departments: tuple[DepartmentLine, ...] = ()
    duties: tuple[DutyLine, ...] = ()
    items: ItemFigures | None = None
    rules: tuple[RuleLine, ...] = ()
    corrections: tuple[Correction, ...] = ()
    notes: tuple[str, ...] = ()
    number: int | None = None
    clock_entries: int = 0
    trusted_entries: int = 0
    lines: tuple[PeriodLine, ...] = ()
    by_week: tuple[PeriodWeek, ...] = ()
    monthly_until: int | None = None
    towns: tuple[Report, ...] = ()
    sent: tuple[int | None, ...] = ()
    cumulative: Cumulative = Cumulative()

    @property
    def weeks(self) -> range:
        return weeks_of(self.kind, self.period)

    @property
    def week(self) -> int:
        """Its week, or the last one of its month or year."""
        return self.weeks[-1]

    @property
    def finished(self) -> int:
        """How many of its weeks are over."""
        return calendar.week_of(self.seen_on + 1) - self.weeks[0]

    @property
    def dated_on(self) -> int:
        """The paper's own date, never the clock's: the Monday after its last week, or the first of
        the month where that is later."""
        return max(calendar.monday_of(self.week + 1), self.monthly_until or 0)

    @property
    def totals(self) -> Totals:
        return totals_of(self.streets)

    @property
    def met_rate(self) -> Rate:
        return rate_of(self.lines if self.kind in PERIODS else self.streets)

    @property
    def due(self) -> int:
        return self.met_rate.whole

    @property
    def met(self) -> int:
        return self.met_rate.part

    @property
    def failing(self) -> tuple[StreetLine, ...]:
        """Streets that have not met the duty: unmet, or in a draft not yet."""
        return tuple(line for line in self.streets if line.due and not line.met)

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

    @property
    def missing(self) -> tuple[str, ...]:
        """Towns that have not sent their paper of the week."""
        pairs = zip(self.towns, self.sent, strict=True)
        return tuple(town.town for town, number in pairs if number is None)

    @property
    def worst(self) -> tuple[tuple[str, StreetLine], ...]:
        """Unmet streets with their towns, the worst first."""
        towns = {id(line): town.town for town in self.towns for line in town.streets}
        return tuple((towns[id(line)], line) for line in worst_first(self.streets))


OF_TOWNS = ("streets", "officers", "departments", "duties", "rules")
"""What the county's paper has from the reports of its towns."""


def add_up_towns(report: Report) -> Report:
    """Give the county's report the lines of its towns; any other stays as it is."""
    if not report.towns:
        return report
    lines = {
        name: tuple(line for town in report.towns for line in getattr(town, name))
        for name in OF_TOWNS
    }
    return replace(report, **{**lines, "rules": tuple(dict.fromkeys(lines["rules"]))})


def weeks_of(kind: str, period: int) -> range:
    """Return the weeks of a paper: those whose Thursday lies in the month or year, else the week.

    >>> [calendar.week_label(week) for week in weeks_of("month", (2017 - 1970) * 12 + 8)]
    ['2017-W36', '2017-W37', '2017-W38', '2017-W39']
    >>> len(weeks_of("year", 2026)), len(weeks_of("year", 2027)), weeks_of("weekly", 7)
    (53, 52, range(7, 8))
    """
    if kind not in PERIODS:
        return range(period, period + 1)
    months = months_of(kind, period)
    first = calendar.days_of_month(months[0]).start
    after = calendar.days_of_month(months[-1]).stop
    # The first week whose Thursday is not before a day is the week of the day three days later.
    return range(calendar.week_of(first + 3), calendar.week_of(after + 3))


def months_of(kind: str, period: int) -> range:
    """Return the calendar months (since 1970-01) of a month or a year.

    >>> months_of("month", 573), months_of("year", 1971)
    (range(573, 574), range(12, 24))
    """
    if kind == YEAR:
        first = 12 * (period - calendar.FIRST_YEAR)
        return range(first, first + 12)
    return range(period, period + 1)


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
        met=sum(row.met for row in rows),
        exempt=sum(row.state == EXEMPT for row in rows),
        vacant=sum(row.state == VACANT for row in rows),
        zero=sum(row.due and not row.logged for row in rows),
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
    rows = tuple(lines)
    return Rate(part=sum(row.met for row in rows), whole=sum(row.due for row in rows))


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
