"""The line of a verdict: made once, for whichever report it goes out in.

Convention: a report is a choice and an order of lines. `lines_of` judges, `complete` adds what has
to be looked up (who, last patrol, objections), so that no report pays for what it does not say.
Weekly duties are judged in a week, monthly ones in the month asked for, else in the month that
holds the week's last day. `office.now` is already the moment of `--as-of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from streetchief.activities.records import last_patrols
from streetchief.days import calendar
from streetchief.duties.docket import Docket, judge, names_of, open_docket
from streetchief.duties.rules.charge import Charge, DayFact, day_facts
from streetchief.duties.rules.standing import (
    NOTHING_DUE,
    UNMET,
    UNREACHABLE,
    Assessment,
    Outlook,
    outlook,
)
from streetchief.ledger.office import Office
from streetchief.rulebook.rules.duty import PATROL, Duty, period_days
from streetchief.value import replace, value
from streetchief.values.register import Holder, Place

if TYPE_CHECKING:
    from streetchief.duties.objection_records import Objection
    from streetchief.values.problems import Name

_WINDOW = 8
"""So many weeks are judged at first to find a run of unmet ones."""
_AHEAD = 301
"""A start may lie five minutes ahead of the clock, that is less than so many seconds."""


@value
class Line:
    """A verdict on its way out: a charge under a duty in one period, seen at `now`.

    `title` is what the rulebook calls the duty. What `complete` adds: `holder` is the one judged
    by himself, `chiefs` hold the place now or held it in the period, `call` whom to phone where
    that is not the chiefs, `unmet_weeks` the run of unmet finished weeks, `recent` the states of
    the last finished weeks (oldest first, None where there was no line).
    """

    assessment: Assessment
    place: Place
    town: Place | None
    now: int
    title: Name | None = None
    holder: Holder | None = None
    chiefs: tuple[Holder, ...] = ()
    call: tuple[Holder, ...] = ()
    last_patrol_on: int | None = None
    unmet_weeks: int = 0
    recent: tuple[str | None, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def duty(self) -> Duty:
        return self.assessment.duty

    @property
    def charge(self) -> Charge:
        return self.assessment.charge

    @property
    def state(self) -> str:
        return self.assessment.state

    @property
    def required(self) -> int:
        return self.assessment.required

    @property
    def counted(self) -> int:
        return self.assessment.counted

    @property
    def needed(self) -> int:
        return self.assessment.needed

    @property
    def town_name(self) -> str:
        """The town of the place, nothing where the place is a town or in none."""
        return "" if self.town is None or self.town.key == self.place.key else self.town.name

    @property
    def lost(self) -> bool:
        """Whether the period cannot be met any more: what `--exit-code` speaks of."""
        return self.state in (UNMET, UNREACHABLE)

    @property
    def never_patrolled(self) -> bool:
        return self.charge.holder is None and self.last_patrol_on is None

    @property
    def days_since_last(self) -> int | None:
        if self.last_patrol_on is None:
            return None
        return self.now // calendar.DAY - self.last_patrol_on

    @property
    def days(self) -> range:
        return period_days(self.duty, self.assessment.period)

    @property
    def facts(self) -> tuple[DayFact, ...]:
        """What each day of the period is to the duty."""
        return day_facts(self.duty, self.charge, self.days)

    @property
    def ahead(self) -> Outlook | None:
        """What is left of the period, None when it is over."""
        if self.now >= self.days.stop * calendar.DAY:
            return None
        return outlook(self.duty, self.facts, self.assessment.entries, self.now // calendar.DAY)

    def is_held_by(self, holder: int) -> bool:
        """Tell whether `holder` has the duty's role there on some day of the period."""
        return any(holder in fact.holders for fact in self.facts)


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
    from streetchief.rulebook.words import duty_name, tables_on

    wanted = list(dict.fromkeys(v.name for v in docket.versions))
    if names is not None:
        wanted = [name for name in names if name in wanted]
    some = None if among is None else frozenset(among)
    tables = tables_on(office.connection, span.days.stop - 1, office.as_of)
    lines: list[Line] = []
    for name in wanted:
        sample = docket.sample(name)
        if sample is None or (sample.period == "week" and not span.weekly):
            continue
        if per_holder is not None and (sample.per == "holder") != per_holder:
            continue
        period = span.month if sample.period == "month" else span.week
        title = duty_name(tables, name)
        lines += [
            line_of(docket, assessment, office.now, title)
            for assessment in judge(office, docket, name, [period], among=some)[period]
        ]
    return lines


def line_of(docket: Docket, assessment: Assessment, now: int, title: Name | None = None) -> Line:
    """Return a verdict with its place, nothing looked up yet."""
    town = docket.town_key(assessment.place)
    return Line(
        assessment=assessment,
        place=docket.places[assessment.place],
        town=None if town is None else docket.places[town],
        now=now,
        title=title,
    )


def complete(
    office: Office,
    lines: Sequence[Line],
    *,
    on: int | None,
    until: int | None = None,
    runs: Mapping[int, int] | None = None,
    objections: Sequence[Objection] = (),
) -> list[Line]:
    """Add to lines who holds each on the day `on` (else in its period) and the last patrol there.

    The last one before `until` (local seconds), else of all there are now; `runs` gives runs of
    unmet weeks by place; `objections` are the ledger's, each line keeps its own.
    """
    places = {line.place.key for line in lines if line.charge.holder is None}
    end = office.now + _AHEAD if until is None else min(office.now + _AHEAD, until)
    last = last_patrols(office.connection, places, end, as_of=office.as_of)
    chiefs = [_held(line, on) for line in lines]
    people = {line.charge.holder for line in lines if line.charge.holder is not None}
    names = names_of(office.connection, people.union(*chiefs), office.as_of)
    completed = []
    for line, held in zip(lines, chiefs, strict=True):
        key, holder = line.place.key, line.charge.holder
        at = last.get(key) if holder is None else None
        completed.append(
            replace(
                line,
                holder=None if holder is None else names[holder],
                chiefs=tuple(names[chief] for chief in held),
                last_patrol_on=None if at is None else at // calendar.DAY,
                unmet_weeks=runs.get(key, 0) if runs and line.duty.name == PATROL else 0,
                objections=tuple(
                    said
                    for said in objections
                    if (said.place, said.holder, said.duty, said.period)
                    == (key, holder, line.duty.name, line.assessment.period)
                ),
            )
        )
    return completed


def _held(line: Line, on: int | None) -> list[int]:
    """Return who holds the place on the day `on`, else who held it in the period."""
    posts = [post for post in line.charge.posts if post.role == line.duty.role]
    current = [post.holder for post in posts if on is not None and post.covers(on)]
    days = line.days
    held = [post.holder for post in posts if post.overlaps(days.start, days.stop)]
    return list(dict.fromkeys(current or held))


def unmet_runs(office: Office, places: Iterable[int], week: int) -> dict[int, int]:
    """Return for each of `places` its run of unmet weeks, counted back from the finished `week`."""
    runs = dict.fromkeys(places, 0)
    running = set(runs)
    first = _first_week(office)
    window = _WINDOW
    while running and week >= first:
        since = max(first, week - window + 1)
        docket = open_docket(
            office,
            calendar.monday_of(since),
            calendar.monday_of(week + 1),
            among=running,
        )
        weeks = list(range(since, week + 1))
        judged = judge(office, docket, PATROL, weeks, among=running)
        for back in reversed(weeks):
            states = {a.place: a.state for a in judged[back] if a.place in running}
            for place, state in states.items():
                if state == UNMET:
                    runs[place] += 1
                elif state not in NOTHING_DUE:
                    running.discard(place)
        opened = {p: docket.places[p].opened_on for p in running}
        running -= {
            p for p, day in opened.items() if day is not None and day >= calendar.monday_of(since)
        }
        week, window = since - 1, window * 2
    return runs


def _first_week(office: Office) -> int:
    """Return the first week that can have a line: that of the first version of the duty."""
    row = office.connection.execute(
        "SELECT min(since) FROM duty WHERE name = ?", (PATROL,)
    ).fetchone()
    return calendar.week_of(row[0]) if row and row[0] is not None else office.this_week
