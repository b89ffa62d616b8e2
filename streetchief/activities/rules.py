"""What may be entered as a patrol: the same checks for one typed in and a million imported.

Convention: moments are local seconds; a check returns problems as values, nothing when all is
well. A *diary* holds what one person did in a form quick to ask: sorted integers, one for each
walk with a stated length. A patrol without minutes has no length and overlaps nothing.

Source: docs/rules.md, "What is refused".
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from streetchief.days.calendar import DAY, MINUTE, at_label
from streetchief.locale.text import N_
from streetchief.value import value
from streetchief.values.problems import Day, Problem, Said
from streetchief.values.register import Place

GRACE = 5 * MINUTE
"""So far may a start lie in the future: clocks of phones and offices differ."""

MOST_MINUTES = 24 * 60
"""No walk is longer; more is a slip of the keys."""

_SLOT = 2048  # a diary's integers are _SLOT * start + minutes

FUTURE, BEFORE_START, TOO_LONG, PLACE_CLOSED, RECORDED_LATER, RECORDED_EARLIER = (
    "start_in_future",
    "end_before_start",
    "too_long",
    "place_closed",
    "recorded_in_future",
    "recorded_before_start",
)
OVERLAP = "overlap"
"""Codes of the problems that `check_patrol`, and for the last one `check_walk`, find."""


@value
class Walk:
    """One person's walk: its start in local seconds, and how long if an end was stated.

    `key` is its record number when it has one.
    """

    person: int
    started_at: int
    minutes: int | None = None
    key: int | None = None


def check_patrol(
    place: Place,
    started_at: int,
    minutes: int | None,
    *,
    now: int,
    recorded_at: int | None = None,
) -> tuple[Problem, ...]:
    """Say why a patrol of `place` cannot be entered at `now`; () when it can.

    Refused: a start more than five minutes in the future, an end before the start, a walk of more
    than a day, a place that is not open on the day of the start. `recorded_at` is a trusted moment
    of recording (local seconds): never later than now, nor five minutes before the start.

    >>> street = Place(key=1, identity="s", kind="street", name="s", closed_on=2)
    >>> check_patrol(street, DAY, 30, now=DAY + 60)
    ()
    >>> [p.code for p in check_patrol(street, 2 * DAY, -1, now=DAY)]
    ['start_in_future', 'end_before_start', 'place_closed']
    """
    # The common case costs no list: an import asks this a million times.
    day = started_at // DAY
    if (
        started_at <= now + GRACE
        and (minutes is None or 0 <= minutes <= MOST_MINUTES)
        and (place.opened_on is None or place.opened_on <= day)
        and (place.closed_on is None or day < place.closed_on)
        and (recorded_at is None or started_at - GRACE <= recorded_at <= now)
    ):
        return ()
    found: list[Problem] = []
    if started_at > now + GRACE:
        words = N_("It starts in the future: {at}; now it is {now}.")
        found.append(_problem(FUTURE, words, at=_moment(started_at), now=_moment(now)))
    if minutes is not None and minutes < 0:
        found.append(_problem(BEFORE_START, N_("It ends before it starts.")))
    if minutes is not None and minutes > MOST_MINUTES:
        found.append(_problem(TOO_LONG, N_("It lasts longer than a day.")))
    if place.opened_on is not None and day < place.opened_on:
        words = N_("{place} is open only from {day}.")
        opened = Day(day=place.opened_on)
        found.append(_problem(PLACE_CLOSED, words, place=place.name, day=opened))
    if place.closed_on is not None and day >= place.closed_on:
        words = N_("{place} is closed since {day}.")
        closed = Day(day=place.closed_on)
        found.append(_problem(PLACE_CLOSED, words, place=place.name, day=closed))
    if recorded_at is not None and recorded_at > now:
        words = N_("It was recorded in the future: {at}; now it is {now}.")
        at = _moment(recorded_at)
        found.append(_problem(RECORDED_LATER, words, at=at, now=_moment(now)))
    if recorded_at is not None and recorded_at < started_at - GRACE:
        words = N_("It was recorded before it started: {at}.")
        found.append(_problem(RECORDED_EARLIER, words, at=_moment(recorded_at)))
    return tuple(found)


def enter(diary: array[int], started_at: int, minutes: int | None) -> None:
    """Put a walk into the diary, at its place; one without a stated length leaves no trace."""
    if not minutes:
        return
    value = started_at * _SLOT + minutes
    if not diary or diary[-1] <= value:
        diary.append(value)
    else:
        diary.insert(bisect_left(diary, value), value)


def find_clash(diary: array[int], started_at: int, minutes: int | None) -> int | None:
    """Return the start of a walk in the diary whose interval intersects this one, else None.

    Intervals are half-open, so one walk may begin when another ends. Rows with the same start are
    one walk and never clash.

    >>> diary = new_diary()
    >>> enter(diary, 0, 30)
    >>> find_clash(diary, 29 * 60, 5), find_clash(diary, 30 * 60, 5), find_clash(diary, 60, None)
    (0, None, None)
    """
    if not minutes or not diary:
        return None
    until = started_at + minutes * MINUTE
    # No walk is longer than a day, so nothing that began earlier reaches into this one.
    at = bisect_left(diary, (started_at - MOST_MINUTES * MINUTE) * _SLOT)
    end = bisect_left(diary, until * _SLOT)
    for entered in diary[at:end]:
        start = entered // _SLOT
        if start != started_at and start + entered % _SLOT * MINUTE > started_at:
            return start
    return None


def new_diary() -> array[int]:
    """Return an empty diary.

    >>> len(new_diary())
    0
    """
    return array("q")


def _moment(at: int) -> str:
    return at_label(at).replace("T", " ")


def check_walk(
    walk: Walk,
    places: Iterable[Place],
    others: Sequence[Walk],
    *,
    now: int,
    recorded_at: int | None = None,
) -> tuple[Problem, ...]:
    """Say why a walk of several places cannot be entered; () when it can.

    Beside the checks of `check_patrol`, its interval may not intersect that of another walk of the
    same person among `others`, which holds the records of at least a day around it.

    >>> before = Walk(person=1, started_at=0, minutes=30, key=7)
    >>> check_walk(Walk(person=1, started_at=60, minutes=5), (), [before], now=DAY)[0].code
    'overlap'
    """
    found: dict[Problem, None] = {}
    for place in places:
        checked = check_patrol(
            place, walk.started_at, walk.minutes, now=now, recorded_at=recorded_at
        )
        found.update(dict.fromkeys(checked))
    diary = new_diary()
    for other in sorted(others, key=lambda other: other.started_at):
        if other.person == walk.person:
            enter(diary, other.started_at, other.minutes)
    start = find_clash(diary, walk.started_at, walk.minutes)
    if start is not None:
        found[overlap(start)] = None
    return tuple(found)


def overlap(started_at: int) -> Problem:
    """Return the problem that the same person's walk of `started_at` was still going on.

    >>> overlap(0).code
    'overlap'
    """
    words = N_("The same person was on another walk then, begun {at}.")
    return _problem(OVERLAP, words, at=_moment(started_at))


def _problem(code: str, message: str, **values: Said) -> Problem:
    return Problem(code=code, message=message, values=tuple(values.items()))
