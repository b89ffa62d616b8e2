"""From what counted to a verdict: met, unmet, and how the running period stands.

Convention: `now` is local seconds and decides only whether the period is over and what is left of
it. Early returns, by the precedence of the rule; "nothing was due" is a state of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.days import calendar
from streetchief.duties.rules.charge import Charge, DayFact, day_facts, is_plain
from streetchief.duties.rules.counting import DELEGATE, Entry, Patrol, judge_patrols
from streetchief.rulebook.rules.duty import Duty, period_days, required_count
from streetchief.value import value

MET, UNMET, UNREACHABLE, AT_RISK, ON_TRACK, VACANT, EXEMPT = (
    "met",
    "unmet",
    "unreachable",
    "at_risk",
    "on_track",
    "vacant",
    "exempt",
)
STATES = (UNMET, UNREACHABLE, AT_RISK, ON_TRACK, MET, EXEMPT, VACANT)
NOTHING_DUE = (VACANT, EXEMPT)
WORST_FIRST = (UNMET, UNREACHABLE, AT_RISK, VACANT, ON_TRACK, MET, EXEMPT)


class Standing:
    """What a state alone says of whatever has one, so that it can be added up."""

    __slots__ = ()
    state: str

    @property
    def due(self) -> bool:
        """Whether it belongs in a rate: something was required."""
        return self.state not in NOTHING_DUE

    @property
    def met(self) -> bool:
        return self.state == MET


@value
class Verdict(Standing):
    """The figures of a place, or of a holder at it, in one finished period.

    `available` is D in days, `required`, `counted` and `delegated` are patrols (次), `day_count`
    distinct days with a counted one; `state` is met, unmet, exempt or vacant. An `Assessment` has
    all of these too, whence they come.
    """

    period: int
    place: int
    available: int
    required: int
    counted: int
    day_count: int
    delegated: int
    state: str
    holder: int | None = None


@value
class Assessment(Standing):
    """A charge under a duty in one period: the figures and the verdict.

    `available` is D in days, `required` and `counted` are patrols (次), `entries` all live patrols
    on the charge with the reason of each that does not count.
    """

    duty: Duty
    charge: Charge
    period: int
    available: int
    required: int
    entries: tuple[Entry, ...]
    state: str

    @property
    def place(self) -> int:
        return self.charge.place

    @property
    def holder(self) -> int | None:
        return self.charge.holder

    @property
    def counted(self) -> int:
        return sum(entry.counts for entry in self.entries)

    @property
    def logged(self) -> int:
        """实巡: live patrols by holders and delegates."""
        return sum(entry.right is not None for entry in self.entries)

    @property
    def day_count(self) -> int:
        """天次: distinct days among the counted."""
        return len({entry.patrol.day for entry in self.entries if entry.counts})

    @property
    def delegated(self) -> int:
        return sum(entry.counts and entry.right == DELEGATE for entry in self.entries)

    @property
    def backfilled(self) -> int:
        return sum(entry.patrol.backfilled for entry in self.entries if entry.right is not None)

    @property
    def needed(self) -> int:
        return max(0, self.required - self.counted)


Judged = Assessment | Verdict
"""A period of a place, or of a holder, as it was judged: by the rule now, or out of the tally."""


def sum_up(lines: Iterable[object], *figures: str) -> dict[str, int]:
    """Add up the figures named of all the lines, each by itself.

    >>> from fractions import Fraction
    >>> sum_up([Fraction(1, 2), Fraction(3, 4)], "numerator", "denominator")
    {'numerator': 4, 'denominator': 6}
    """
    rows = tuple(lines)
    return {name: sum(getattr(row, name) for row in rows) for name in figures}


def assess(
    duty: Duty, charge: Charge, patrols: Iterable[Patrol], period: int, now: int
) -> Assessment | None:
    """Judge `charge` under `duty` in `period` at the moment `now`; None when it has no line.

    `duty` is the version in force on the first day of the period. `patrols` are the live
    activities on the charge in that period. No line: the place is open on no day of it.
    """
    days = period_days(duty, period)
    entries = judge_patrols(duty, charge, patrols)
    if is_plain(duty, charge, days):
        available, facts = len(days), None
        required = required_count(duty, available, available)
    else:
        facts = day_facts(duty, charge, days)
        if not any(fact.open for fact in facts):
            return None
        available = sum(fact.available for fact in facts)
        required = required_count(duty, available, len(days))
    state = _state(duty, charge, days, facts, required, entries, now)
    return Assessment(
        duty=duty,
        charge=charge,
        period=period,
        available=available,
        required=required,
        entries=entries,
        state=state,
    )


def _state(
    duty: Duty,
    charge: Charge,
    days: range,
    facts: tuple[DayFact, ...] | None,
    required: int,
    entries: tuple[Entry, ...],
    now: int,
) -> str:
    if required == 0:
        facts = facts if facts is not None else day_facts(duty, charge, days)
        return EXEMPT if any(fact.open and fact.holders for fact in facts) else VACANT
    counted = sum(entry.counts for entry in entries)
    if counted >= required:
        return MET
    if now >= days.stop * calendar.DAY:
        return UNMET
    facts = facts if facts is not None else day_facts(duty, charge, days)
    return _running_state(duty, facts, required - counted, entries, now // calendar.DAY)


@value
class Outlook:
    """What is left of an unfinished period.

    `days_left` are the days from today on that are open and held, `pace_days` those of them that
    are not exempt and can still count; `room` is what could still count on the days left, None for
    no limit.
    """

    days_left: tuple[int, ...]
    pace_days: tuple[int, ...]
    room: int | None


def outlook(duty: Duty, facts: Iterable[DayFact], entries: Iterable[Entry], today: int) -> Outlook:
    """Say what `today` leaves of a period whose days are `facts` and whose patrols `entries`."""
    left = [fact for fact in facts if fact.day >= today and fact.open and fact.holders]
    pace = [fact for fact in left if not fact.exempt]
    room: int | None = None if left else 0
    if duty.max_per_day > 0:
        done: dict[int, int] = {}
        for entry in entries:
            if entry.counts:
                done[entry.patrol.day] = done.get(entry.patrol.day, 0) + 1
        room = sum(max(0, duty.max_per_day - done.get(fact.day, 0)) for fact in left)
        pace = [fact for fact in pace if done.get(fact.day, 0) < duty.max_per_day]
    return Outlook(
        days_left=tuple(fact.day for fact in left),
        pace_days=tuple(fact.day for fact in pace),
        room=room,
    )


def _running_state(
    duty: Duty, facts: tuple[DayFact, ...], needed: int, entries: tuple[Entry, ...], today: int
) -> str:
    """Say how an unfinished period stands that still needs `needed` patrols."""
    ahead = outlook(duty, facts, entries, today)
    if ahead.room is not None and ahead.room < needed:
        return UNREACHABLE
    return AT_RISK if len(ahead.pace_days) - needed <= duty.slack_days else ON_TRACK


def run_of_unmet(states: Iterable[str]) -> int:
    """Count the consecutive unmet periods, newest first; exempt and vacant are skipped.

    >>> run_of_unmet(["unmet", "exempt", "unmet", "met", "unmet"])
    2
    """
    run = 0
    for state in states:
        if state == UNMET:
            run += 1
        elif state not in NOTHING_DUE:
            break
    return run


def worst(states: Iterable[str]) -> str:
    """Return the worst of `states`.

    >>> worst(["met", "at_risk", "unmet"])
    'unmet'
    """
    return min(states, key=WORST_FIRST.index)
