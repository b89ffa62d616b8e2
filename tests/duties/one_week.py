"""One street in the week of 16 to 22 November 2026, said in few words.

Convention: moments are written like `Mon 09:00`; a weekday with `+1` lies in the next week, with
`-1` in the week before. A bare weekday is a day. People are small numbers: 1 is the deputy.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from streetchief.days.calendar import DAY, HOUR, MINUTE, days_of_week, monday_of, week_of
from streetchief.duties.rules.charge import Charge, Delegation, Exemption
from streetchief.duties.rules.counting import Patrol
from streetchief.duties.rules.standing import Assessment, assess
from streetchief.rulebook.rules.duty import Duty
from streetchief.value import replace
from streetchief.values.register import Assignment

WEEK = 2968  # 2026-W47
MONDAY = monday_of(WEEK)
STREET, TOWN, DEPUTY, SECOND, OTHER, CHIEF = 10, 1, 1, 2, 3, 9
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

PATROL_DUTY = Duty(name="patrol", role="deputy_chief", per="street")
CHIEF_DUTY = Duty(name="general_chief", role="general_chief", per="holder")
NEXT_MONDAY = "Mon+1 00:00"
"""The first moment at which the week is over."""

_numbers = count(1)


def day(said: str) -> int:
    """Return the day of `Mon`, `Sun+1`, `Thu-1`."""
    return MONDAY + 7 * int(said[3:] or 0) + WEEKDAYS.index(said[:3])


def at(said: str) -> int:
    """Return the local seconds of `Mon 09:00`; a day alone is its beginning."""
    weekday, _, clock = said.partition(" ")
    hour, _, minute = (clock or "00:00").partition(":")
    return day(weekday) * DAY + int(hour) * HOUR + int(minute) * MINUTE


def patrol(said: str, person: int = DEPUTY, **changes: Any) -> Patrol:
    """Return a patrol that began then, written down the same day unless said otherwise."""
    started_at = at(said if " " in said else f"{said} 09:00")
    made = Patrol(
        key=next(_numbers),
        place=STREET,
        person=person,
        started_at=started_at,
        recorded_on=started_at // DAY,
    )
    return replace(made, **changes)


def patrols(said: str, person: int = DEPUTY, **changes: Any) -> list[Patrol]:
    """Return the patrols of `Mon, Wed 15:00`."""
    return [patrol(one.strip(), person, **changes) for one in said.split(",") if one.strip()]


def post(
    holder: int = DEPUTY,
    since: str | int = 0,
    until: str | None = None,
    role: str = "deputy_chief",
) -> Assignment:
    """Return a post that begins long ago unless said otherwise; `until` is the first day after."""
    return Assignment(
        key=0,
        place=0,
        holder=holder,
        role=role,
        since=day(since) if isinstance(since, str) else since,
        until=None if until is None else day(until),
    )


def street(
    posts: Iterable[Assignment] | None = None,
    *,
    opened: str | None = None,
    closed: str | None = None,
    exemptions: Iterable[Exemption] = (),
    delegations: Iterable[Delegation] = (),
) -> Charge:
    """Return a street with one deputy all the time unless said otherwise."""
    return Charge(
        place=STREET,
        opened_on=None if opened is None else day(opened),
        closed_on=None if closed is None else day(closed),
        posts=tuple([post()] if posts is None else posts),
        exemptions=tuple(exemptions),
        delegations=tuple(delegations),
    )


def exempt(first: str, last: str, holder: int | None = None, reason: str = "leave") -> Exemption:
    """Return an exemption from the first to the last day, both included."""
    return Exemption(since=day(first), until=day(last) + 1, reason=reason, holder=holder)


def delegation(
    first: str, last: str, chief: int = DEPUTY, delegate: int = OTHER, place: int | None = None
) -> Delegation:
    """Return a delegation from the first to the last day, both included."""
    return Delegation(
        chief=chief, delegate=delegate, since=day(first), until=day(last) + 1, place=place
    )


def judged(
    walked: str | Iterable[Patrol] = "",
    *,
    duty: Duty = PATROL_DUTY,
    charge: Charge | None = None,
    now: str = NEXT_MONDAY,
    week: int = WEEK,
    **fields: Any,
) -> Assessment | None:
    """Judge the street in the week: what was walked, under the duty with some fields changed."""
    made = patrols(walked) if isinstance(walked, str) else list(walked)
    inside = [p for p in made if week_of(p.day) == week]
    return assess(
        replace(duty, **fields), street() if charge is None else charge, inside, week, at(now)
    )


def verdict(walked: str | Iterable[Patrol] = "", **said: Any) -> Assessment:
    """Judge as `judged`; the street must have a line in the week."""
    assessment = judged(walked, **said)
    assert assessment is not None
    return assessment


DAYS = days_of_week(WEEK)
