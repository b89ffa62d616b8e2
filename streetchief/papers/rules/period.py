"""The paper of a month or a year: the verdicts of its weeks, street by street.

Convention: a week belongs to the month, and to the year, in which its Thursday lies, so that every
week is in exactly one; only finished weeks are counted. A *street-week* is one street in one week.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from streetchief.days import calendar
from streetchief.duties.rules.standing import EXEMPT, MET, UNMET, VACANT, run_of_unmet
from streetchief.papers.rules.corrections import PeriodCorrection
from streetchief.papers.rules.week import ItemFigures, Receipt, RuleLine
from streetchief.rulebook.wording import Wording
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate

MONTH, YEAR = "month", "year"


@value
class PeriodLine:
    """A street over the weeks of a period; weeks (周) and patrols (次)."""

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
    """One week of the period: its streets together."""

    week: int
    due: int
    met: int
    required: int
    counted: int

    @property
    def met_rate(self) -> Rate:
        return Rate(part=self.met, whole=self.due)


@value
class PeriodDepartment:
    """A department over the weeks of a period: weeks due and met, actions and what they did."""

    action: Name
    department: str
    place: str
    due: int
    met: int
    done: int
    spots: int
    kilograms: int


@value
class PeriodDuty:
    """A place or holder under another duty over a period: an officer's, or a monthly one.

    `due` and `met` count weeks, or calendar months when `monthly`; `running` is the state of a
    month that is not over, "" else. `holder` is "" where the place is judged; `role` is his.
    """

    duty: str
    name: Name
    role: Name
    monthly: bool
    place: str
    holder: str
    due: int
    met: int
    required: int
    counted: int
    running: str = ""

    @property
    def met_rate(self) -> Rate:
        return Rate(part=self.met, whole=self.due)


@value
class PeriodReport:
    """Everything one town's monthly or yearly paper says.

    `until` is the first day after what it speaks of: after its last week, or after its last month
    where a duty is judged by the month.
    """

    town: str
    identity: str
    kind: str
    period: int
    weeks: tuple[int, ...]
    finished: int
    seen_on: int
    wording: Wording
    title: Name
    lines: tuple[PeriodLine, ...]
    by_week: tuple[PeriodWeek, ...]
    departments: tuple[PeriodDepartment, ...]
    receipt: Receipt
    rules: tuple[RuleLine, ...] = ()
    items: ItemFigures | None = None
    duties: tuple[PeriodDuty, ...] = ()
    corrections: tuple[PeriodCorrection, ...] = ()
    until: int | None = None
    months_over: bool = True
    notes: tuple[str, ...] = ()
    number: int | None = None
    clock_entries: int = 0
    trusted_entries: int = 0

    @property
    def draft(self) -> bool:
        """Whether a week of it, or a month that a duty is judged by, is not over yet."""
        return self.finished < len(self.weeks) or not self.months_over

    @property
    def week(self) -> int:
        """The last week of the period."""
        return self.weeks[-1]

    @property
    def dated_on(self) -> int:
        """The Monday after its last week, or the first of the month where that is later."""
        return max(calendar.monday_of(self.weeks[-1] + 1), self.until or 0)

    @property
    def due(self) -> int:
        return sum(line.due for line in self.lines)

    @property
    def met(self) -> int:
        return sum(line.met for line in self.lines)

    @property
    def met_rate(self) -> Rate:
        return Rate(part=self.met, whole=self.due)


def weeks_of(kind: str, period: int) -> tuple[int, ...]:
    """Return the weeks whose Thursday lies in the month (months since 1970-01) or the year.

    >>> [calendar.week_label(week) for week in weeks_of("month", (2017 - 1970) * 12 + 8)]
    ['2017-W36', '2017-W37', '2017-W38', '2017-W39']
    >>> len(weeks_of("year", 2026)), len(weeks_of("year", 2027))
    (53, 52)
    """
    if kind == YEAR:
        first = calendar.week_numbered(period, 1)
        last = calendar.week_numbered(period, 53) or calendar.week_numbered(period, 52)
        if first is None or last is None:
            raise ValueError(f"no such year: {period}")
        return tuple(range(first, last + 1))
    days = calendar.days_of_month(period)
    weeks = range(calendar.week_of(days.start), calendar.week_of(days.stop - 1) + 1)
    return tuple(week for week in weeks if calendar.monday_of(week) + 3 in days)


def months_of(kind: str, period: int) -> range:
    """Return the calendar months (since 1970-01) of a month or a year.

    >>> months_of("month", 573), months_of("year", 1971)
    (range(573, 574), range(12, 24))
    """
    if kind == YEAR:
        first = 12 * (period - calendar.FIRST_YEAR)
        return range(first, first + 12)
    return range(period, period + 1)


def line_of(street: str, identity: str, weeks: Sequence[tuple[str, int, int, int]]) -> PeriodLine:
    """Add up one street; `weeks` are (state, required, counted, days) in order.

    >>> line = line_of("a", "a", [("unmet", 2, 1, 1), ("exempt", 0, 0, 0), ("unmet", 2, 0, 0)])
    >>> line.due, line.met, line.exempt, line.longest_run
    (2, 0, 1, 2)
    """
    states = [state for state, _required, _counted, _days in weeks]
    return PeriodLine(
        street=street,
        identity=identity,
        due=sum(state in (MET, UNMET) for state in states),
        met=states.count(MET),
        exempt=states.count(EXEMPT),
        vacant=states.count(VACANT),
        required=sum(required for _state, required, _counted, _days in weeks),
        counted=sum(counted for _state, _required, counted, _days in weeks),
        day_count=sum(days for _state, _required, _counted, days in weeks),
        longest_run=longest_run(states),
    )


def longest_run(states: Iterable[str]) -> int:
    """Return the longest run of unmet weeks; exempt and vacant ones are skipped.

    >>> longest_run(["unmet", "vacant", "unmet", "met", "unmet"])
    2
    """
    seen = list(states)
    return max((run_of_unmet(seen[: end + 1][::-1]) for end in range(len(seen))), default=0)
