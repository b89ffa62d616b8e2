"""What a paper says, as a value: one report for week, month and year, for a town and the county.

Convention: a week belongs to the month, and to the year, in which its Thursday lies, so that every
week is in exactly one. A report holds words and numbers only, none of the ledger's keys.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.duties.rules.standing import EXEMPT, VACANT
from streetchief.papers.rules.corrections import Correction
from streetchief.papers.rules.lines import (
    DepartmentLine,
    DutyLine,
    ItemFigures,
    OfficerLine,
    PeriodLine,
    PeriodWeek,
    RuleLine,
    StreetLine,
    Totals,
    rate_of,
    totals_of,
    worst_first,
)
from streetchief.rulebook.words import Wording
from streetchief.value import replace, value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate

WEEKLY, CIRCULAR, COUNTY = "weekly", "circular", "county"
MONTH, YEAR = "month", "year"
"""Papers: a town's week as 周报 or 通报, the county's week, a town's month and year."""
OF_WEEKS, PERIODS = (WEEKLY, CIRCULAR), (MONTH, YEAR)


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
