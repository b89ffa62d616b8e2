"""The one rule: how often a place or a holder must be seen to, and which patrols count.

Convention: a *charge* is what one duty judges as a whole (a street with its chiefs, or one
general chief in his town); a *period* is the integer number of a week or a month. Days, weeks and
local instants are the integers of `domain.calendar`. Nothing here reads a clock or a file.

Source: docs/mechanisms.md, row 33, 原则上每周巡查不少于2次; every open question of that sentence
is a field of `Duty`, whose default is the literal, lenient reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from streetchief.domain import calendar
from streetchief.domain.value import value

REASONS = ("leave", "sick", "business", "emergency", "weather", "closure", "other")
"""Why days may be taken out of a duty; papers print only 经批准免巡."""

HOLDER, DELEGATE = "holder", "delegate"
"""By which right a patrol counts."""

NO_POST, LATE, TOO_SHORT, TOO_LITTLE_WAY, NO_PHOTO, NOT_CHOSEN = (
    "no_post",
    "late",
    "too_short",
    "too_little_way",
    "no_photo",
    "over_limit",
)
"""Why a live patrol does not count: by nobody's right, recorded too late without an approver,
fewer minutes or metres than asked, no photo, or over a limit (per day, spacing, delegated)."""


@value
class Duty:
    """A recurring obligation, one version of it.

    `per` is the kind of place that has the verdict (`street`, `zone`, …) or `holder`, when each
    holder of `role` is judged by himself over the whole place he holds it for. `kinds` are the
    activity kinds that count, the first its own, the others deemed (视同巡查). `since`/`until` are
    days, half-open; a period is judged by the version in force on its first day.
    """

    name: str
    role: str
    per: str
    kinds: tuple[str, ...] = ("patrol",)
    period: str = "week"
    required: int = 2
    since: int = 0
    until: int | None = None
    active: bool = True
    counting_roles: tuple[str, ...] = ()
    max_delegated: int | None = None
    max_per_day: int = 0
    min_gap_hours: int = 0
    min_minutes: int = 0
    min_metres: int = 0
    require_photo: bool = False
    backfill_days: int | None = None
    exempt_reasons: tuple[str, ...] = REASONS
    partial: str = "ceil"
    slack_days: int = 1
    months: tuple[int, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles whose holders' patrols count."""
        return self.counting_roles or (self.role,)


NEUTRAL = Duty(name="", role="", per="street")
"""A duty with every optional field at its default, to tell what a town has changed."""

BASIS_FIELDS = (
    "counting_roles",
    "max_delegated",
    "max_per_day",
    "min_gap_hours",
    "min_minutes",
    "min_metres",
    "require_photo",
    "backfill_days",
    "exempt_reasons",
    "partial",
    "slack_days",
    "months",
)
"""The fields whose departure from the default is printed on every paper."""


@value
class Post:
    """A holder has a role at the charge from `since` to before `until` (days)."""

    holder: int
    role: str
    since: int
    until: int | None = None

    def covers(self, day: int) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@value
class Delegation:
    """`chief` lets `delegate` patrol for him, `since` to before `until` (days); at one `place`, or
    wherever he is chief when it is None."""

    chief: int
    delegate: int
    since: int
    until: int
    place: int | None = None

    def covers(self, day: int) -> bool:
        return self.since <= day < self.until


@value
class Exemption:
    """An approved exemption; `holder` is None when it is the place's or the town's."""

    since: int
    until: int
    reason: str
    holder: int | None = None

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
    posts: tuple[Post, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    def is_open(self, day: int) -> bool:
        return (self.opened_on is None or self.opened_on <= day) and (
            self.closed_on is None or day < self.closed_on
        )


@value
class Patrol:
    """A live activity as the rule sees it.

    `key` is its record number, `started_at` local seconds, `recorded_on` the local day on which it
    was written down, `minutes` None when no end was stated, `approved` whether someone approved a
    late entry.
    """

    key: int
    place: int
    person: int
    started_at: int
    recorded_on: int
    kind: str = "patrol"
    minutes: int | None = None
    metres: int | None = None
    photos: int = 0
    approved: bool = False

    @property
    def day(self) -> int:
        return self.started_at // calendar.DAY

    @property
    def backfilled(self) -> bool:
        return self.recorded_on > self.day


@value
class Entry:
    """A patrol under a duty: by which right it is there, and why it does not count if so."""

    patrol: Patrol
    right: str | None
    reason: str | None
    deemed: bool = False

    @property
    def counts(self) -> bool:
        return self.reason is None


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


def period_days(duty: Duty, period: int) -> range:
    """Return the days of the duty's period number `period`."""
    if duty.period == "month":
        return calendar.days_of_month(period)
    return calendar.days_of_week(period)


@value
class DutyVersion:
    """Some fields of a duty from `since` on, as one record of the ledger says it.

    `town` is the key of the one town it is for, None for all. Versions come in the order they
    were recorded.
    """

    name: str
    since: int
    fields: Mapping[str, Any]
    town: int | None = None


def duty_on(versions: Iterable[DutyVersion], day: int, town: int | None = None) -> Duty | None:
    """Put together the duty as it stands on `day` in `town`; None when none is in force.

    Each field has the value of the last version that began at or before `day`; of two that began
    on one day the later record holds; a town's own version goes before one for all towns. A duty
    that is over, switched off or out of season is not in force.

    >>> first = DutyVersion(
    ...     name="patrol", since=100, fields={"role": "deputy_chief", "per": "street"}
    ... )
    >>> raised = DutyVersion(name="patrol", since=107, fields={"required": 3})
    >>> [duty_on([first, raised], day) and duty_on([first, raised], day).required
    ...  for day in (99, 100, 106, 107)]
    [None, 2, 2, 3]
    """
    held = [v for v in versions if v.since <= day and v.town in (None, town)]
    if not any(v.town is None for v in held):
        return None
    held.sort(key=lambda v: (v.town is not None, v.since))
    fields: dict[str, Any] = {}
    for version in held:
        fields.update(version.fields)
    if "role" not in fields or "per" not in fields:
        return None
    duty = Duty(name=held[0].name, **{**fields, "since": max(v.since for v in held)})
    if not duty.active or (duty.until is not None and day >= duty.until):
        return None
    if duty.months and calendar.date_of(day).month not in duty.months:
        return None
    return duty


def judged_kinds(versions: Iterable[DutyVersion], activity: str | None = None) -> tuple[str, ...]:
    """Return the kinds of place that duties judge, in the order recorded.

    With `activity` only those of duties that take that kind of activity.

    >>> reach = {"role": "river_chief", "per": "reach", "kinds": ("patrol",)}
    >>> judged_kinds([DutyVersion(name="patrol", since=0, fields=reach)], "patrol")
    ('reach',)
    """
    taken: dict[str, tuple[str, ...]] = {}
    kinds: dict[str, None] = {}
    for version in versions:
        taken[version.name] = version.fields.get("kinds", taken.get(version.name, NEUTRAL.kinds))
        per = version.fields.get("per", "holder")
        if per != "holder" and (activity is None or activity in taken[version.name]):
            kinds[per] = None
    return tuple(kinds)


def required_count(duty: Duty, available: int, length: int) -> int:
    """Return how many patrols `available` days of a period of `length` days ask for.

    `ceil(N x D / length)`, and at most what `max_per_day` lets count on those days.

    >>> two = Duty(name="patrol", role="deputy_chief", per="street")
    >>> [required_count(two, days, 7) for days in range(8)]
    [0, 1, 1, 1, 2, 2, 2, 2]
    """
    if available <= 0:
        return 0
    if duty.partial == "full":
        required = duty.required
    elif duty.partial == "waive":
        required = duty.required if available >= length else 0
    else:
        required = -(-duty.required * available // length)
    if duty.max_per_day > 0:
        required = min(required, available * duty.max_per_day)
    return required


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


def right_of(duty: Duty, charge: Charge, patrol: Patrol) -> str | None:
    """Say by which right a patrol is on the charge: its person is a holder, a delegate or neither.

    A delegation counts when its chief holds a counting role on that day; it is not transitive.
    """
    roles, day = duty.roles, patrol.day
    holders = {p.holder for p in charge.posts if p.role in roles and p.covers(day)}
    if patrol.person in holders:
        return HOLDER
    for delegation in charge.delegations:
        if (
            delegation.delegate == patrol.person
            and delegation.chief in holders
            and delegation.covers(day)
            and delegation.place in (None, patrol.place)
        ):
            return DELEGATE
    return None


def flaw_of(duty: Duty, patrol: Patrol) -> str | None:
    """Say why a patrol is not valid in itself under the duty, or None when it is.

    Late: (local day recorded) - (local day of the start) is more than `backfill_days` and nobody
    approved it. A patrol without a stated end or way has none when the duty asks for one.
    """
    late_by = patrol.recorded_on - patrol.day
    if duty.backfill_days is not None and late_by > duty.backfill_days and not patrol.approved:
        return LATE
    if duty.min_minutes and (patrol.minutes or 0) < duty.min_minutes:
        return TOO_SHORT
    if duty.min_metres and (patrol.metres or 0) < duty.min_metres:
        return TOO_LITTLE_WAY
    if duty.require_photo and not patrol.photos:
        return NO_PHOTO
    return None


def has_flaws(duty: Duty) -> bool:
    """Tell whether any field could make a live patrol invalid in itself."""
    return bool(
        duty.backfill_days is not None or duty.min_minutes or duty.min_metres or duty.require_photo
    )


def judge_patrols(duty: Duty, charge: Charge, patrols: Iterable[Patrol]) -> tuple[Entry, ...]:
    """Say of each patrol whether it counts, in order of its start.

    `patrols` are the live activities on the charge in one period, of any person; kinds the duty
    does not name are passed over. For a duty per holder, rows of one person with one start are
    one walk and appear once.
    """
    known = {p.key: p for p in patrols if p.kind in duty.kinds}
    entries = []
    for patrol in sorted(known.values(), key=lambda p: (p.started_at, p.key)):
        right = right_of(duty, charge, patrol)
        if right is None and charge.holder is not None:
            continue
        reason = NO_POST if right is None else flaw_of(duty, patrol)
        entries.append(
            Entry(patrol=patrol, right=right, reason=reason, deemed=patrol.kind != duty.kinds[0])
        )
    return _within_limits(duty, _walks(entries) if charge.holder is not None else entries)


def _walks(entries: list[Entry]) -> list[Entry]:
    """Keep one row of each walk: one that counts if there is one, else the best evidenced."""
    walks: dict[tuple[int, int, str], Entry] = {}
    for entry in entries:
        patrol = entry.patrol
        walk = (patrol.person, patrol.started_at, patrol.kind)
        seen = walks.get(walk)
        if seen is None or (entry.counts, *_evidence(patrol)) > (
            seen.counts,
            *_evidence(seen.patrol),
        ):
            walks[walk] = entry
    return list(walks.values())


def _evidence(patrol: Patrol) -> tuple[int, int, int, int, int]:
    return (
        int(patrol.approved),
        -patrol.recorded_on,
        patrol.minutes or 0,
        patrol.metres or 0,
        patrol.photos,
    )


def _within_limits(duty: Duty, entries: list[Entry]) -> tuple[Entry, ...]:
    """Let as many count as the limits allow, and mark the rest `over_limit`.

    Which patrols count together is chosen so that the most do (the lenient reading): one more
    patrol can therefore never make the count smaller. Of two choices with as many, the one with
    fewer delegated, then with more days, then the earlier patrols. Exact, by keeping for each way
    of having counted so far (last start, last day and its count, delegated so far) the best one.
    """
    delegated_limit = duty.max_delegated
    gap = duty.min_gap_hours * 3600
    if not duty.max_per_day and delegated_limit is None and not gap:
        return tuple(entries)
    ways: dict[tuple[int, int, int, int], tuple[tuple[int, int, int], tuple[int, ...]]] = {
        (-1, -1, 0, 0): ((0, 0, 0), ())
    }
    for index, entry in enumerate(entries):
        if not entry.counts:
            continue
        patrol, is_delegate = entry.patrol, entry.right == DELEGATE
        grown = dict(ways)
        for (last, last_day, on_day, delegated), (score, chosen) in ways.items():
            if gap and last >= 0 and patrol.started_at - last < gap:
                continue
            today = on_day + 1 if patrol.day == last_day else 1
            if duty.max_per_day and today > duty.max_per_day:
                continue
            by_others = delegated + is_delegate
            if delegated_limit is not None and by_others > delegated_limit:
                continue
            way = (
                patrol.started_at if gap else 0,
                patrol.day,
                today if duty.max_per_day else 0,
                by_others if delegated_limit is not None else 0,
            )
            total, less_delegated, days = score
            reached = (
                total + 1,
                less_delegated - is_delegate,
                days + (patrol.day != last_day),
            )
            if way not in grown or grown[way][0] < reached:
                grown[way] = (reached, (*chosen, index))
        ways = grown
    _, chosen = max(ways.values(), key=lambda best: best[0])
    kept = set(chosen)
    return tuple(
        entry
        if index in kept or not entry.counts
        else Entry(patrol=entry.patrol, right=entry.right, reason=NOT_CHOSEN, deemed=entry.deemed)
        for index, entry in enumerate(entries)
    )
