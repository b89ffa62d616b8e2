"""Lines: each charge under each duty in one period, as `explain`, `status` and `brief` show them.

Convention: weekly duties are judged in a week, monthly ones in the month asked for, else in the
month that holds the week's last day. `office.now` is already the moment of `--as-of`.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.days import calendar
from streetchief.duties.docket import Docket, charges, judge, open_docket
from streetchief.duties.rules.charge import Charge, DayFact, day_facts
from streetchief.duties.rules.standing import Assessment, Outlook, outlook
from streetchief.ledger.office import Office
from streetchief.rulebook.rules.duty import Duty, period_days
from streetchief.value import value
from streetchief.values.register import Place


@value
class Line:
    """A charge under a duty in one period."""

    assessment: Assessment
    charge: Charge
    place: Place
    town: Place | None

    @property
    def duty(self) -> Duty:
        return self.assessment.duty

    @property
    def days(self) -> range:
        return period_days(self.duty, self.assessment.period)

    @property
    def facts(self) -> tuple[DayFact, ...]:
        """What each day of the period is to the duty."""
        return day_facts(self.duty, self.charge, self.days)

    def held_by(self, holder: int) -> bool:
        """Tell whether `holder` has the duty's role there on some day of the period."""
        return any(holder in fact.holders for fact in self.facts)

    def is_over(self, now: int) -> bool:
        return now >= self.days.stop * calendar.DAY

    def ahead(self, now: int) -> Outlook | None:
        """Say what is left of the period, None when it is over."""
        if self.is_over(now):
            return None
        return outlook(self.duty, self.facts, self.assessment.entries, now // calendar.DAY)


@value
class Span:
    """The periods asked about: a week, and a month for monthly duties; `weekly` False leaves the
    weekly duties out, because a month was asked for."""

    week: int
    month: int
    weekly: bool = True

    @property
    def days(self) -> range:
        """Every day of both."""
        week, month = calendar.days_of_week(self.week), calendar.days_of_month(self.month)
        return range(min(week.start, month.start), max(week.stop, month.stop))


def span_of_week(week: int, today: int) -> Span:
    """Return the week with the month that holds its last day, or today if that comes first.

    >>> span_of_week(2968, 20779).month == calendar.month_of(20779)
    True
    """
    last = calendar.days_of_week(week).stop - 1
    first = calendar.monday_of(week)
    return Span(week=week, month=calendar.month_of(today if first <= today < last else last))


def open_span(
    office: Office,
    span: Span,
    town: int | None = None,
    *,
    among: Iterable[int] | None = None,
) -> Docket:
    """Fetch the docket of a span."""
    days = span.days
    return open_docket(office, days.start, days.stop, town, among=among)


def lines_of(
    office: Office,
    docket: Docket,
    span: Span,
    *,
    names: Iterable[str] | None = None,
    among: Iterable[int] | None = None,
    per_holder: bool | None = None,
) -> list[Line]:
    """Judge every duty of the docket in its period, in the order of duties and of the register.

    `names` narrows to some duties, `among` to some places, `per_holder` to duties judged by holder
    or to those judged by place.
    """
    wanted = list(dict.fromkeys(v.name for v in docket.versions))
    if names is not None:
        wanted = [name for name in names if name in wanted]
    some = None if among is None else frozenset(among)
    lines: list[Line] = []
    for name in wanted:
        found = charges(docket, name, some)
        sample = found[0][1] if found else None
        if sample is None or (sample.period == "week" and not span.weekly):
            continue
        if per_holder is not None and (sample.per == "holder") != per_holder:
            continue
        period = span.month if sample.period == "month" else span.week
        by_key = {(charge.place, charge.holder): charge for charge, _duty in found}
        for a in judge(office, docket, name, [period], among=some)[period]:
            town = docket.town_key(a.place)
            lines.append(
                Line(
                    assessment=a,
                    charge=by_key[a.place, a.holder],
                    place=docket.places[a.place],
                    town=None if town is None else docket.places[town],
                )
            )
    return lines
