"""Small registers and histories, drawn at random, and the ledgers made of them.

Convention: days are counted from the Monday of the first week asked about; places and people are
numbers into small pools. A history is plain data, so that hypothesis can shrink it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from streetchief.domain import calendar
from streetchief.domain.duties import REASONS
from streetchief.service.office import Office
from streetchief.store.journal import Stamp, writing
from streetchief.store.ledger import Ledger
from streetchief.store.migrations import create, put_in_place

DAY = calendar.DAY
ZONE_HOURS = 8 * calendar.HOUR
WEEKS = 4
"""Weeks asked about; histories begin a week before and end a week after."""

COUNTY, TOWN_A, TOWN_B, ZONE = "county", "town_a", "town_b", "zone"
STREETS = ("s0", "s1", "s2", "s3")
PLACES = (TOWN_A, TOWN_B, ZONE, *STREETS)
PEOPLE = 5
ROLES = ("deputy_chief", "inspector", "auxiliary")
SPANS_53_WEEKS = tuple(calendar.week_numbered(y, 52) or 0 for y in (2020, 2026))


def utc_to_local(at: int) -> int:
    """Shanghai: eight hours ahead, all year."""
    return at + ZONE_HOURS


@dataclass(frozen=True, kw_only=True)
class Street:
    town: str = TOWN_A
    in_zone: bool = False
    opened: int | None = None
    closed: int | None = None


@dataclass(frozen=True, kw_only=True)
class Held:
    person: int
    place: str
    role: str = "deputy_chief"
    since: int = -400
    until: int | None = None


@dataclass(frozen=True, kw_only=True)
class Exempt:
    since: int
    until: int
    place: str | None = None
    person: int | None = None
    reason: str = "leave"
    approved: bool = True


@dataclass(frozen=True, kw_only=True)
class Deputised:
    chief: int
    delegate: int
    since: int
    until: int
    place: str | None = None


@dataclass(frozen=True, kw_only=True)
class Walk:
    person: int
    place: str
    day: int
    second: int = 9 * calendar.HOUR
    late: int = 0
    minutes: int | None = None
    metres: int | None = None
    photos: int | None = None
    kind: str = "patrol"
    approved: bool = False
    void: bool = False


@dataclass(frozen=True, kw_only=True)
class Change:
    """A version of the rule: fields from a day on, for all towns or one."""

    since: int
    fields: tuple[tuple[str, object], ...]
    town: str | None = None


@dataclass(frozen=True, kw_only=True)
class History:
    first_week: int = SPANS_53_WEEKS[1]
    streets: tuple[Street, ...] = (Street(),)
    held: tuple[Held, ...] = ()
    exempt: tuple[Exempt, ...] = ()
    deputised: tuple[Deputised, ...] = ()
    walks: tuple[Walk, ...] = ()
    rule: tuple[tuple[str, object], ...] = ()
    rule_since: int = -400
    changes: tuple[Change, ...] = ()

    @property
    def monday(self) -> int:
        return calendar.monday_of(self.first_week)

    @property
    def weeks(self) -> range:
        return range(self.first_week, self.first_week + WEEKS)


# ---------------------------------------------------------------- drawing

_DAYS = st.integers(-7, 7 * WEEKS + 6)
_ENDS = st.none() | _DAYS
_PERSONS = st.integers(0, PEOPLE - 1)
_SECONDS = st.sampled_from((0, 1, 9 * 3600, 9 * 3600, 23 * 3600 + 50 * 60, DAY - 60, DAY - 1))

_FIELDS = st.one_of(
    st.tuples(st.just("required"), st.integers(0, 4)),
    st.tuples(st.just("partial"), st.sampled_from(("ceil", "full", "waive"))),
    st.tuples(st.just("max_per_day"), st.integers(0, 2)),
    st.tuples(st.just("max_delegated"), st.sampled_from((None, 0, 1, 2))),
    st.tuples(st.just("exempt_reasons"), st.sampled_from((("sick",), ("leave", "weather"), ()))),
    st.tuples(
        st.just("counting_roles"),
        st.sampled_from(
            ((), ("deputy_chief", "inspector"), ("auxiliary",), ("deputy_chief", "auxiliary"))
        ),
    ),
    st.tuples(st.just("role"), st.sampled_from(("deputy_chief", "inspector"))),
    st.tuples(st.just("active"), st.booleans()),
    st.tuples(st.just("until"), _DAYS),
    st.tuples(st.just("months"), st.sampled_from(((), (12,), (1,), (6, 7)))),
    st.tuples(st.just("backfill_days"), st.sampled_from((None, 0, 1, 3))),
    st.tuples(st.just("min_minutes"), st.sampled_from((0, 20))),
    st.tuples(st.just("min_metres"), st.sampled_from((0, 500))),
    st.tuples(st.just("require_photo"), st.booleans()),
    st.tuples(st.just("kinds"), st.sampled_from((("patrol",), ("patrol", "cleanup")))),
    st.tuples(st.just("min_gap_hours"), st.sampled_from((0, 0, 20))),
)
_SOME_FIELDS = st.lists(_FIELDS, max_size=4, unique_by=lambda f: f[0]).map(tuple)

_STREET = st.builds(
    Street,
    town=st.sampled_from((TOWN_A, TOWN_A, TOWN_B)),
    in_zone=st.booleans(),
    opened=_ENDS,
    closed=_ENDS,
) | st.just(Street())
_ON_STREET = st.sampled_from(STREETS)
_HELD = st.builds(
    Held,
    person=_PERSONS,
    place=st.sampled_from((*STREETS, *STREETS, ZONE, TOWN_A)),
    role=st.sampled_from(("deputy_chief", "deputy_chief", *ROLES)),
    since=st.just(-400) | _DAYS,
    until=_ENDS,
)


def _spanned(since: int, length: int) -> tuple[int, int]:
    return since, since + length


_EXEMPT = st.builds(
    lambda span, to_place, place, person, reason, approved: Exempt(
        since=span[0],
        until=span[1],
        place=place if to_place else None,
        person=None if to_place else person,
        reason=reason,
        approved=approved,
    ),
    st.builds(_spanned, _DAYS, st.integers(1, 9)),
    st.booleans(),
    st.sampled_from(PLACES),
    _PERSONS,
    st.sampled_from(("leave", "sick", "weather", REASONS[-1])),
    st.integers(0, 4).map(bool),
)
_DEPUTISED = st.builds(
    lambda span, chief, delegate, place: Deputised(
        since=span[0], until=span[1], chief=chief, delegate=delegate, place=place
    ),
    st.builds(_spanned, _DAYS, st.integers(1, 12)),
    _PERSONS,
    _PERSONS,
    st.none() | st.sampled_from((*STREETS, TOWN_B, ZONE)),
)
_WALK = st.builds(
    Walk,
    person=_PERSONS,
    place=_ON_STREET,
    day=_DAYS,
    second=_SECONDS,
    late=st.sampled_from((0, 0, 0, 1, 3, 4)),
    minutes=st.sampled_from((None, 19, 20, 40)),
    metres=st.sampled_from((None, 499, 500)),
    photos=st.sampled_from((None, 0, 1)),
    kind=st.sampled_from(("patrol", "patrol", "patrol", "cleanup")),
    approved=st.integers(0, 3).map(lambda n: n == 0),
    void=st.integers(0, 5).map(lambda n: n == 0),
)
_CHANGE = st.builds(
    Change,
    since=_DAYS,
    fields=st.lists(_FIELDS, min_size=1, max_size=2, unique_by=lambda f: f[0]).map(tuple),
    town=st.sampled_from((None, None, TOWN_A, TOWN_B)),
)

histories = st.builds(
    History,
    first_week=st.sampled_from(SPANS_53_WEEKS),
    streets=st.lists(_STREET, min_size=1, max_size=4).map(tuple),
    held=st.lists(_HELD, max_size=7).map(tuple),
    exempt=st.lists(_EXEMPT, max_size=4).map(tuple),
    deputised=st.lists(_DEPUTISED, max_size=4).map(tuple),
    walks=st.lists(_WALK, max_size=24).map(tuple),
    rule=_SOME_FIELDS,
    rule_since=st.just(-400) | st.just(-400) | _DAYS,
    changes=st.lists(_CHANGE, max_size=3).map(tuple),
)


# ---------------------------------------------------------------- making ledgers


def empty_ledger(folder: Path) -> Path:
    """Make an empty ledger in `folder` to copy from, and return its path."""
    path = folder / "empty.db"
    fresh = create(path)
    with sqlite3.connect(fresh) as connection:
        connection.execute("INSERT INTO here VALUES ('town-office')")
    connection.close()
    put_in_place(fresh, path)
    return path


@contextmanager
def copied(empty: Path) -> Iterator[Ledger]:
    """Give a copy of the empty ledger that lives in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    source = sqlite3.connect(empty)
    try:
        source.backup(connection)
        yield Ledger(connection, empty, "town-office")
    finally:
        source.close()
        connection.close()


def office_of(ledger: Ledger, history: History) -> Office:
    """Return the office on the first day after the last of the history's weeks."""
    now = (history.monday + 7 * WEEKS) * DAY
    return Office(
        ledger=ledger,
        now=now,
        utc=now - ZONE_HOURS,
        actor="tester",
        clock_set=False,
        utc_to_local=utc_to_local,
    )


@dataclass(frozen=True)
class Keys:
    """The keys of what was registered, by the names of this module."""

    places: dict[str, int]
    people: dict[int, int]


def register(ledger: Ledger, history: History) -> Keys:
    """Write the register and the rule of a history into the ledger; walks come apart."""
    monday = history.monday

    def day(number: int | None) -> int | None:
        return None if number is None else monday + number

    with writing(ledger, _stamp(history, "register")) as entry:

        def place(name: str, kind: str, **more: int | None) -> int:
            return entry.add("place", {"identity": name, "kind": kind, "name": name, **more})

        county = place(COUNTY, "county")
        places = {name: place(name, "town", parent=county) for name in (TOWN_A, TOWN_B)}
        places[ZONE] = place(ZONE, "zone", parent=places[TOWN_A])
        for name, street in zip(STREETS, history.streets, strict=False):
            places[name] = place(
                name,
                "street",
                parent=places[street.town],
                zone=places[ZONE] if street.in_zone else None,
                opened_on=day(street.opened),
                closed_on=day(street.closed),
            )
        people = {
            number: entry.add(
                "holder", {"identity": f"p{number}", "kind": "person", "name": f"p{number}"}
            )
            for number in range(PEOPLE)
        }
        for held in history.held:
            if held.place in places:
                entry.add(
                    "assignment",
                    {
                        "holder": people[held.person],
                        "role": held.role,
                        "place": places[held.place],
                        "since": day(held.since),
                        "until": day(held.until),
                    },
                )
        for exempt in history.exempt:
            if exempt.place is None or exempt.place in places:
                entry.add(
                    "exemption",
                    {
                        "place": places[exempt.place] if exempt.place else None,
                        "holder": None if exempt.person is None else people[exempt.person],
                        "since": day(exempt.since),
                        "until": day(exempt.until),
                        "reason": exempt.reason,
                        "approved_by": people[0] if exempt.approved else None,
                    },
                )
        for given in history.deputised:
            if given.place is None or given.place in places:
                entry.add(
                    "delegation",
                    {
                        "chief": people[given.chief],
                        "delegate": people[given.delegate],
                        "place": places[given.place] if given.place else None,
                        "since": day(given.since),
                        "until": day(given.until),
                    },
                )
        first = {"role": "deputy_chief", "per": "street", **dict(history.rule)}
        versions = [Change(since=history.rule_since, fields=tuple(first.items()))]
        for change in (*versions, *history.changes):
            fields = {
                name: day(value) if name == "until" and isinstance(value, int) else value
                for name, value in change.fields
            }
            entry.add(
                "duty",
                {
                    "name": "patrol",
                    "town": places[change.town] if change.town else None,
                    "since": day(change.since),
                    "fields": json.dumps(fields),
                },
            )
    return Keys(places=places, people=people)


def walk(ledger: Ledger, history: History, keys: Keys) -> list[int]:
    """Write the walks on registered streets and void some; return the record numbers."""
    numbers: dict[int, Walk] = {}
    with writing(ledger, _stamp(history, "import")) as entry:
        for done in history.walks:
            if done.place not in keys.places:
                continue
            on = history.monday + done.day
            number = entry.add(
                "activity",
                {
                    "kind": done.kind,
                    "place": keys.places[done.place],
                    "person": keys.people[done.person],
                    "started_at": on * DAY + done.second,
                    "minutes": done.minutes,
                    "metres": done.metres,
                    "photos": done.photos,
                    "approved_by": keys.people[0] if done.approved else None,
                    "recorded_at": (on + done.late) * DAY + DAY - 1 - ZONE_HOURS,
                },
            )
            numbers[number] = done
    with writing(ledger, _stamp(history, "void")) as entry:
        for number, done in numbers.items():
            if done.void:
                entry.add("void", {"fact": number})
    return list(numbers)


def _stamp(history: History, act: str) -> Stamp:
    at = (history.monday + 7 * WEEKS) * DAY - ZONE_HOURS
    return Stamp(act=act, actor="tester", recorded_at=at)
