"""What one duty judges as a whole, and which of its days are available to the duty.

Convention: a *charge* is a street with its chiefs, or one general chief in his town, with what is
recorded about it. Days are those of `days.calendar`, spans half-open.

Source: docs/rules.md, "How many are asked".
"""

from __future__ import annotations

from streetchief.rulebook.rules.duty import Duty
from streetchief.value import value
from streetchief.values.register import Assignment


@value
class Delegation:
    """`chief` lets `delegate` patrol for him, `since` to before `until` (days); at one `place`, or
    wherever he is chief when it is None. `key` is its record number, 0 where none is recorded."""

    chief: int
    delegate: int
    since: int
    until: int
    place: int | None = None
    key: int = 0

    def covers(self, day: int) -> bool:
        return self.since <= day < self.until


@value
class Exemption:
    """Days `[since, until)` taken out of a duty, for a `holder`, or for a `place` and all in it.

    Only an `approved` one reaches the rule; `note` is private and on no paper.
    """

    since: int
    until: int
    reason: str
    holder: int | None = None
    place: int | None = None
    key: int = 0
    note: str | None = None
    approved: bool = True

    def covers(self, day: int) -> bool:
        return self.since <= day < self.until


@value
class Charge:
    """What one duty judges as a whole, with everything recorded about it.

    `place` is the place that is judged, `holder` the one judged when the duty is per holder.
    `posts` holds all roles that matter; the duty picks its own.
    """

    place: int
    holder: int | None = None
    opened_on: int | None = None
    closed_on: int | None = None
    posts: tuple[Assignment, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    def is_open(self, day: int) -> bool:
        return (self.opened_on is None or self.opened_on <= day) and (
            self.closed_on is None or day < self.closed_on
        )


@value
class DayFact:
    """One day of a charge: why it is available to the duty, or why not."""

    day: int
    open: bool
    holders: tuple[int, ...]
    exempt: bool
    reasons: tuple[str, ...] = ()

    @property
    def available(self) -> bool:
        return self.open and bool(self.holders) and not self.exempt


def day_fact(duty: Duty, charge: Charge, day: int) -> DayFact:
    """Say what `day` is to the duty: open, held by whom, exempt and why.

    A holder's own exemption takes the day out only when every holder of the role that day is
    exempt and none of them has a delegate recorded for that day.
    """
    holders = tuple(
        dict.fromkeys(p.holder for p in charge.posts if p.role == duty.role and p.covers(day))
    )
    of_place: list[str] = []
    of_holder: dict[int, str] = {}
    for exemption in charge.exemptions:
        if exemption.reason in duty.exempt_reasons and exemption.covers(day):
            if exemption.holder is None:
                of_place.append(exemption.reason)
            else:
                of_holder.setdefault(exemption.holder, exemption.reason)
    reasons = tuple(of_place)
    if not reasons and holders and all(holder in of_holder for holder in holders):
        delegated = any(d.chief in holders and d.covers(day) for d in charge.delegations)
        if not delegated:
            reasons = tuple(of_holder[holder] for holder in holders)
    return DayFact(
        day=day,
        open=charge.is_open(day),
        holders=holders,
        exempt=bool(reasons),
        reasons=reasons,
    )


def day_facts(duty: Duty, charge: Charge, days: range) -> tuple[DayFact, ...]:
    """Return `day_fact` of each of `days`."""
    return tuple(day_fact(duty, charge, day) for day in days)


def is_plain(duty: Duty, charge: Charge, days: range) -> bool:
    """Tell whether every one of `days` is surely available, without looking at each.

    True only when the charge is open throughout, nobody is exempt, and one holder has the role
    for the whole period: then `required` is the plain N.
    """
    first, last = days.start, days.stop - 1
    if charge.exemptions or not (charge.is_open(first) and charge.is_open(last)):
        return False
    return any(
        post.role == duty.role and post.covers(first) and post.covers(last) for post in charge.posts
    )
