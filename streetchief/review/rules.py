"""What in the log is worth a second look: padding checks, each a pure function to findings; and
the sample to look at on site, which anyone can draw again.

Convention: a finding says "look at these entries", never that somebody did wrong; each has an
innocent explanation as well. Rows of one person with one start are one *walk*, however many
streets they name. Instants are local seconds, lengths are minutes unless a name says otherwise.

Nothing here changes a verdict. Source: docs/rules.md, "What counts" and "What is refused"; the
thresholds are ours (the mission names none) and may be set by a town.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from hashlib import sha256
from itertools import groupby
from typing import TypeVar

from streetchief.days.calendar import DAY, MINUTE
from streetchief.duties.rules.counting import Patrol
from streetchief.value import value
from streetchief.values.rates import Rate

SAME_MINUTE, CROWDED_WALK, SAME_CLOCK, ENTERED_AT_ONCE, TWO_PLACES = (
    "same_minute",
    "crowded_walk",
    "same_clock",
    "entered_at_once",
    "two_places",
)
KINDS = (TWO_PLACES, SAME_MINUTE, ENTERED_AT_ONCE, SAME_CLOCK, CROWDED_WALK)
"""The kinds of finding, the hardest to explain first."""

Item = TypeVar("Item")
Group = TypeVar("Group", bound=Hashable)
Key = TypeVar("Key", int, str)


@value
class ReviewRule:
    """From where on an entry is worth a look. A check whose first figure is 0 is switched off.

    `same_minute_walks`: so many walks begin in one minute on as many streets of one town.
    `crowded_streets`, `minutes_per_street`: a walk of more streets than that whose stated length
    gives each fewer minutes than that; a walk without a stated end has no length and is let be.
    `same_clock_days`, `same_clock_percent`: one person begins at the very same clock time on so
    many days, and they are at least so many per cent of all days he walked on.
    `entered_days`, `late_days`, `sitting_minutes`: of one person or one street, patrols of so many
    days, each recorded at least `late_days` later, are recorded in one sitting: in one town, with
    no longer pause than `sitting_minutes` between one entry and the next.
    `travel_minutes`: one person begins in another town sooner than that after he was last seen.
    """

    same_minute_walks: int = 3
    crowded_streets: int = 4
    minutes_per_street: int = 5
    same_clock_days: int = 5
    same_clock_percent: int = 50
    entered_days: int = 2
    late_days: int = 1
    sitting_minutes: int = 10
    travel_minutes: int = 15


@value
class Record:
    """A live patrol of a person with what the checks need beside it.

    `recorded_at` is local seconds, `town` the key of the town the place lies in. Patrols of
    departments do not belong here: many people act for one at once.
    """

    patrol: Patrol
    recorded_at: int
    town: int | None = None


@value
class Finding:
    """Entries worth a look: their record numbers, whose and where they are, and the figures.

    `at` is the instant it is about: of `entered_at_once` when the first was recorded, else when
    the first began. `figures` by kind:
    `same_minute`: walks · `crowded_walk`: minutes (of the whole walk) · `same_clock`: days, of_days
    (all days with a walk) · `entered_at_once`: patrols, days, late_from, late_to (days late, least
    and most) · `two_places`: overlap (minutes that two stated times share) or apart (minutes
    between leaving one town and beginning in another; 0 when the first had not ended).
    """

    kind: str
    at: int
    keys: tuple[int, ...]
    persons: tuple[int, ...]
    places: tuple[int, ...]
    figures: tuple[tuple[str, int], ...]


@value
class _Walk:
    """Rows of one person with one start; `end` is its last stated end, the start without one."""

    person: int
    start: int
    end: int
    records: tuple[Record, ...]

    @property
    def places(self) -> set[int]:
        return {record.patrol.place for record in self.records}

    @property
    def towns(self) -> set[int]:
        return {record.town for record in self.records if record.town is not None}


def review(records: Iterable[Record], rule: ReviewRule | None = None) -> tuple[Finding, ...]:
    """Return everything worth a look among `records`, hardest to explain first, then by time.

    Give one stretch of time, a few weeks at most, for the figures to mean something. Order and
    repetition of `records` do not matter.
    """
    rule = rule or ReviewRule()
    by_key = {record.patrol.key: record for record in records}
    ordered = sorted(by_key.values(), key=lambda r: (r.patrol.started_at, r.patrol.key))
    findings = [finding for check in CHECKS for finding in check(ordered, rule)]
    return tuple(sorted(findings, key=lambda f: (KINDS.index(f.kind), f.at, f.keys)))


def check_same_minute(records: Sequence[Record], rule: ReviewRule) -> list[Finding]:
    """Find minutes in which many walks begin on as many different streets of one town.

    A walk of many streets is one walk; three chiefs who all write 09:00 are three.
    """
    findings = []
    if rule.same_minute_walks:
        minutes = _grouped(_walks(records), lambda w: (w.start // MINUTE, *sorted(w.towns)))
        for walks in minutes.values():
            streets = {place for walk in walks for place in walk.places}
            if min(len(walks), len(streets)) >= rule.same_minute_walks:
                rows = [record for walk in walks for record in walk.records]
                findings.append(_finding(SAME_MINUTE, rows, walks=len(walks)))
    return findings


def check_crowded_walk(records: Sequence[Record], rule: ReviewRule) -> list[Finding]:
    """Find walks of many streets whose stated length leaves each too few minutes."""
    findings = []
    for walk in _walks(records) if rule.crowded_streets else ():
        streets, minutes = len(walk.places), (walk.end - walk.start) // MINUTE
        stated = any(record.patrol.minutes is not None for record in walk.records)
        if (
            stated
            and streets > rule.crowded_streets
            and minutes < rule.minutes_per_street * streets
        ):
            findings.append(_finding(CROWDED_WALK, walk.records, minutes=minutes))
    return findings


def check_same_clock(records: Sequence[Record], rule: ReviewRule) -> list[Finding]:
    """Find people who begin at the very same clock time day after day."""
    findings: list[Finding] = []
    if not rule.same_clock_days:
        return findings
    for own in _grouped(records, lambda r: r.patrol.person).values():
        of_days = len({record.patrol.day for record in own})
        for rows in _grouped(own, lambda r: r.patrol.started_at % DAY // MINUTE).values():
            days = len({record.patrol.day for record in rows})
            if days >= rule.same_clock_days and days * 100 >= rule.same_clock_percent * of_days:
                findings.append(_finding(SAME_CLOCK, rows, days=days, of_days=of_days))
    return findings


def check_entered_at_once(records: Sequence[Record], rule: ReviewRule) -> list[Finding]:
    """Find sittings in which several past days of one person or one street were written down."""
    findings: list[Finding] = []
    late = [record for record in records if _days_late(record) >= max(1, rule.late_days)]
    if not rule.entered_days:
        return findings
    for of_town in _grouped(late, lambda r: r.town).values():
        for sitting in _sittings(of_town, rule.sitting_minutes * MINUTE):
            chosen: dict[int, Record] = {}
            groups = (
                *_grouped(sitting, lambda r: r.patrol.person).values(),
                *_grouped(sitting, lambda r: r.patrol.place).values(),
            )
            for rows in groups:
                if len({record.patrol.day for record in rows}) >= rule.entered_days:
                    chosen.update((record.patrol.key, record) for record in rows)
            if chosen:
                rows = list(chosen.values())
                delays = [_days_late(record) for record in rows]
                findings.append(
                    _finding(
                        ENTERED_AT_ONCE,
                        rows,
                        at=min(record.recorded_at for record in rows),
                        patrols=len(rows),
                        days=len({record.patrol.day for record in rows}),
                        late_from=min(delays),
                        late_to=max(delays),
                    )
                )
    return findings


def check_two_places(records: Sequence[Record], rule: ReviewRule) -> list[Finding]:
    """Find walks of one person that cannot both be where they say.

    Two stated times that intersect on different walks (kept out on writing, but two merged ledgers
    may hold them), rows of one walk in different towns, or a start in another town less than
    `travel_minutes` after the end, or without one the start, of the walk before.
    """
    findings: list[Finding] = []
    if not rule.travel_minutes:
        return findings
    travel = rule.travel_minutes * MINUTE
    for walks in _grouped(_walks(records), lambda w: w.person).values():
        longest: _Walk | None = None  # of those so far, the one that ends last
        last_in: dict[int, _Walk] = {}
        for walk in walks:
            elsewhere = [
                other
                for town, other in last_in.items()
                if walk.towns - {town} and walk.start - other.end < travel
            ]
            if longest is not None and min(longest.end, walk.end) > walk.start:
                overlap = (min(longest.end, walk.end) - walk.start) // MINUTE
                rows = (*longest.records, *walk.records)
                findings.append(_finding(TWO_PLACES, rows, overlap=overlap))
            elif elsewhere:
                nearest = max(elsewhere, key=lambda other: (other.end, other.start))
                apart = max(0, walk.start - nearest.end) // MINUTE
                rows = (*nearest.records, *walk.records)
                findings.append(_finding(TWO_PLACES, rows, apart=apart))
            elif len(walk.towns) > 1:
                findings.append(_finding(TWO_PLACES, walk.records, apart=0))
            if longest is None or walk.end > longest.end:
                longest = walk
            for town in walk.towns:
                if town not in last_in or walk.end >= last_in[town].end:
                    last_in[town] = walk
    return findings


CHECKS: tuple[Callable[[Sequence[Record], ReviewRule], list[Finding]], ...] = (
    check_two_places,
    check_same_minute,
    check_entered_at_once,
    check_same_clock,
    check_crowded_walk,
)
"""Every check: each takes the records in order of their start and returns its findings."""


def sample(keys: Iterable[Key], n: int, seed: int | str) -> tuple[Key, ...]:
    """Draw `n` of `keys` at random, the same ones on every machine; all when there are fewer.

    A key is a record number, or any text that names an entry.
    The keys are put in the order of SHA-256 over the UTF-8 text `SEED:KEY`, and the first `n` are
    drawn, in that order: anyone can repeat the draw with `sha256sum`, a larger sample begins with
    the smaller one, and a key's place does not depend on which others there are. Order and
    repetition of `keys` do not matter. Raises ValueError for a negative `n`.

    >>> sample(range(1, 9), 3, "2026-W47")
    (7, 4, 6)
    """
    if n < 0:
        raise ValueError(f"a sample cannot have {n} entries")
    return tuple(sorted(set(keys), key=lambda key: (_lot(seed, key), str(key)))[:n])


def agreement(results: Iterable[bool | None]) -> Rate:
    """Count how many of the entries checked on site were found as recorded.

    One result for each drawn entry: found so, not found so, or None when it has not been checked
    (or could not be); those are in neither figure. Print it with `rates.rate_text`.

    >>> agreement([True, True, False, None])
    Rate(part=2, whole=3)
    """
    checked = [result for result in results if result is not None]
    return Rate(part=sum(checked), whole=len(checked))


def _days_late(record: Record) -> int:
    return record.recorded_at // DAY - record.patrol.day


def _walks(records: Sequence[Record]) -> list[_Walk]:
    """Put the rows of each walk together, in the order of their starts."""
    walks = _grouped(records, lambda r: (r.patrol.started_at, r.patrol.person))
    return [
        _Walk(
            person=person,
            start=start,
            end=start + MINUTE * max(row.patrol.minutes or 0 for row in rows),
            records=tuple(rows),
        )
        for (start, person), rows in sorted(walks.items())
    ]


def _sittings(records: Iterable[Record], pause: int) -> list[list[Record]]:
    """Split records into sittings: a longer pause than `pause` seconds begins a new one."""
    ordered = sorted(records, key=lambda r: (r.recorded_at, r.patrol.key))
    number, before = 0, None
    numbered = []
    for record in ordered:
        if before is not None and record.recorded_at - before > pause:
            number += 1
        before = record.recorded_at
        numbered.append((number, record))
    return [[record for _, record in rows] for _, rows in groupby(numbered, key=lambda r: r[0])]


def _grouped(items: Iterable[Item], key: Callable[[Item], Group]) -> dict[Group, list[Item]]:
    groups: dict[Group, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def _finding(
    kind: str, records: Sequence[Record], at: int | None = None, **figures: int
) -> Finding:
    return Finding(
        kind=kind,
        at=min(record.patrol.started_at for record in records) if at is None else at,
        keys=tuple(sorted({record.patrol.key for record in records})),
        persons=tuple(sorted({record.patrol.person for record in records})),
        places=tuple(sorted({record.patrol.place for record in records})),
        figures=tuple(figures.items()),
    )


def _lot(seed: int | str, key: int | str) -> str:
    return sha256(f"{seed}:{key}".encode("utf-8", "surrogatepass")).hexdigest()
