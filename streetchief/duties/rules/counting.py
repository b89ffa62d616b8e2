"""Which patrols count for a charge: by whose right, valid in themselves, within the limits.

Convention: `patrols` are live activities, instants local seconds. A patrol that does not count
keeps the one reason that comes first: right, then flaw, then limit.

Source: docs/rules.md, "What counts"; every question is a field of `rulebook.duty.Duty`.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.days import calendar
from streetchief.duties.rules.charge import Charge
from streetchief.rulebook.rules.duty import Duty
from streetchief.value import value

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


def right_of(duty: Duty, charge: Charge, patrol: Patrol) -> str | None:
    """Say by which right a patrol is on the charge: its person is a holder, a delegate or neither.

    A delegation counts when its chief holds a counting role on that day; it is not transitive.
    """
    if patrol.person in _counting_holders(duty, charge, patrol.day):
        return HOLDER
    return None if delegator_of(duty, charge, patrol) is None else DELEGATE


def delegator_of(duty: Duty, charge: Charge, patrol: Patrol) -> int | None:
    """Return the chief for whom the person of a patrol may go on that day, None for nobody."""
    holders = _counting_holders(duty, charge, patrol.day) if charge.delegations else ()
    for delegation in charge.delegations:
        if (
            delegation.delegate == patrol.person
            and delegation.chief in holders
            and delegation.covers(patrol.day)
            and delegation.place in (None, patrol.place)
        ):
            return delegation.chief
    return None


def _counting_holders(duty: Duty, charge: Charge, day: int) -> set[int]:
    roles = duty.roles
    return {post.holder for post in charge.posts if post.role in roles and post.covers(day)}


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
