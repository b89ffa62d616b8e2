"""Small registers and histories, drawn at random, and the ledgers made of them.

Convention: days are counted from the Monday of the first week asked about; places and people come
from small pools. One seed gives one history, always the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from streetchief.days import calendar
from streetchief.ledger.journal import Stamp, writing
from streetchief.ledger.ledger import Ledger
from streetchief.ledger.migrations import create, put_in_place
from streetchief.ledger.office import Office
from streetchief.rulebook.rules.duty import REASONS
from streetchief.value import value

DAY = calendar.DAY
ZONE_HOURS = 8 * calendar.HOUR
WEEKS = 4
"""Weeks asked about; histories begin a week before and end a week after."""

COUNTY, TOWN_A, TOWN_B, ZONE = "county", "town_a", "town_b", "zone"
STREETS = ("s0", "s1", "s2", "s3")
PLACES = (TOWN_A, TOWN_B, ZONE, *STREETS)
PEOPLE = 4
ROLES = ("deputy_chief", "inspector", "auxiliary")
SPANS_53_WEEKS = tuple(calendar.week_numbered(y, 52) or 0 for y in (2020, 2026))


def utc_to_local(at: int) -> int:
    """Shanghai: eight hours ahead, all year."""
    return at + ZONE_HOURS


@value
class Street:
    town: str = TOWN_A
    in_zone: bool = False
    opened: int | None = None
    closed: int | None = None


@value
class Held:
    person: int
    place: str
    role: str = "deputy_chief"
    since: int = -400
    until: int | None = None


@value
class Exempt:
    since: int
    until: int
    place: str | None = None
    person: int | None = None
    reason: str = "leave"
    approved: bool = True


@value
class Deputised:
    chief: int
    delegate: int
    since: int
    until: int
    place: str | None = None


@value
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


@value
class Change:
    """A version of the rule: fields from a day on, for all towns or one."""

    since: int
    fields: tuple[tuple[str, object], ...]
    town: str | None = None


@value
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

_FIELDS: dict[str, tuple[object, ...]] = {
    "required": (0, 1, 3, 4),
    "partial": ("full", "waive"),
    "max_per_day": (1, 1, 2),
    "max_delegated": (0, 1, 1, 2),
    "exempt_reasons": (("sick",), ("leave", "weather"), ()),
    "counting_roles": (
        ("deputy_chief", "inspector"),
        ("auxiliary",),
        ("deputy_chief", "auxiliary"),
    ),
    "role": ("inspector",),
    "active": (False,),
    "months": ((12,), (1,), (6, 7)),
    "backfill_days": (0, 1, 3),
    "min_minutes": (20,),
    "min_metres": (500,),
    "require_photo": (True,),
    "kinds": (("patrol", "cleanup"),),
    "min_gap_hours": (20,),
}
_SECONDS = (0, 1, 9 * 3600, 9 * 3600, 23 * 3600 + 50 * 60, DAY - 60, DAY - 1)


@dataclass(frozen=True)
class Draw:
    """Draws a history in which things meet: deputies exempt together, walks by those who may."""

    random: Random

    def odds(self, of: float) -> bool:
        return self.random.random() < of

    def day(self) -> int:
        """Some day; Mondays, Sundays and Tuesdays more often, for there the weeks meet."""
        week = self.random.randint(-1, WEEKS)
        return 7 * week + self.random.choice((0, 1, 6, 0, 1, 6, 2, 3, 4, 5))

    def span(self) -> tuple[int, int]:
        since = self.day()
        return since, since + self.random.choice((1, 1, 2, 3, 5, 7, 7, 10, 14))

    def maybe(self, of: float, value: int) -> int | None:
        return value if self.odds(of) else None

    def fields(self, of: float, at_least: int = 0) -> tuple[tuple[str, object], ...]:
        rare = {"role", "active", "months", "require_photo", "min_metres", "min_gap_hours"}
        chosen = [n for n in _FIELDS if self.odds(of / 4 if n in rare else of)]
        while len(chosen) < at_least:
            chosen = [self.random.choice(tuple(_FIELDS))]
        return tuple((name, self.random.choice(_FIELDS[name])) for name in chosen)

    def street(self) -> Street:
        return Street(
            town=self.random.choice((TOWN_A, TOWN_A, TOWN_B)),
            in_zone=self.odds(0.3),
            opened=self.maybe(0.3, self.day()),
            closed=self.maybe(0.3, self.day()),
        )

    def posts(self, place: str, role: str) -> list[Held]:
        """One to three holders one after another or side by side, with and without gaps."""
        if self.odds(0.1):
            return []
        person = self.random.randrange(PEOPLE)
        shape = self.random.randrange(4)
        if shape == 0:
            return [Held(person=person, place=place, role=role)]
        first = self.day()
        second = first + self.random.choice((0, 0, 1, 2, 7, -2))
        other = self.random.randrange(PEOPLE)
        handover = [
            Held(person=person, place=place, role=role, until=first),
            Held(person=other, place=place, role=role, since=second, until=self._end(second)),
        ]
        if shape == 1:
            return handover
        side = Held(person=other, place=place, role=role, since=-400 if self.odds(0.6) else first)
        if shape == 2:
            return [Held(person=person, place=place, role=role), side]
        return [*handover, side]

    def _end(self, since: int) -> int | None:
        return self.maybe(0.3, since + self.random.choice((0, 1, 6, 7, 8, 13)))

    def exempt(self, held: list[Held]) -> list[Exempt]:
        since, until = self.span()
        reason = self.random.choice(("leave", "leave", "sick", "weather", REASONS[-1]))
        approved = self.odds(0.85)
        if self.odds(0.3) or not held:
            place = self.random.choice((*STREETS, *PLACES))
            return [Exempt(place=place, since=since, until=until, reason=reason, approved=approved)]
        place = self.random.choice(held).place
        together = {h.person for h in held if h.place == place and self.odds(0.8)}
        return [
            Exempt(
                person=person,
                since=since - self.random.choice((0, 0, 1)),
                until=until,
                reason=reason,
                approved=approved,
            )
            for person in sorted(together)
        ]

    def deputised(self, held: list[Held]) -> Deputised:
        since, until = self.span()
        chief = self.random.choice(held) if held else Held(person=0, place="s0")
        return Deputised(
            chief=chief.person,
            delegate=self.random.randrange(PEOPLE),
            since=since,
            until=until,
            place=self.random.choice((None, None, chief.place, TOWN_B, ZONE)),
        )

    def walk(self, held: list[Held], given: list[Deputised], place: str) -> Walk:
        """A walk by a holder in his time, a delegate in his, or anybody at any time."""
        here = [h for h in held if h.place in (place, ZONE, TOWN_A)]
        chiefs = {h.person for h in here}
        stand_ins = [g for g in given if g.chief in chiefs]
        chance = self.random.random()
        person, day = self.random.randrange(PEOPLE), self.day()
        if chance < 0.5 and here:
            post = self.random.choice(here)
            person, day = post.person, self.day_within(post.since, post.until)
        elif chance < 0.85 and stand_ins:
            stand_in = self.random.choice(stand_ins)
            person = stand_in.delegate
            day = self.day_within(stand_in.since, stand_in.until)
        return Walk(
            person=person,
            place=place,
            day=day,
            second=self.random.choice(_SECONDS),
            late=self.random.choice((0, 0, 0, 1, 3, 4)),
            minutes=self.random.choice((None, 19, 20, 40, 40)),
            metres=self.random.choice((None, 499, 500, 800)),
            photos=self.random.choice((None, 0, 1, 1)),
            kind=self.random.choice(("patrol", "patrol", "patrol", "patrol", "cleanup")),
            approved=self.odds(0.2),
            void=self.odds(0.05),
        )

    def day_within(self, since: int, until: int | None) -> int:
        first, last = max(since, -7), (7 * (WEEKS + 1) if until is None else until) - 1
        return self.random.choice((first, last, self.random.randint(first, max(first, last))))

    def change(self) -> Change:
        fields = self.fields(0.1, at_least=1)
        if self.odds(0.2):
            fields = (("active", self.odds(0.6)),)
        elif self.odds(0.15):
            fields = (("until", self.day()),)
        town = self.random.choice((None, None, TOWN_A, TOWN_B))
        return Change(since=self.day(), fields=fields, town=town)

    def history(self) -> History:
        streets = [self.street() for _name in range(self.random.randint(1, len(STREETS)))]
        names = STREETS[: len(streets)]
        held = [post for name in names for post in self.posts(name, "deputy_chief")]
        for place in (ZONE, TOWN_A, names[0]):
            if self.odds(0.4):
                held += self.posts(place, self.random.choice(ROLES))
        given = [self.deputised(held) for _number in range(self.random.randint(0, 5))]
        exempt = [e for _number in range(self.random.randint(0, 4)) for e in self.exempt(held)]
        walks = [
            self.walk(held, given, name)
            for name in names
            for _number in range(self.random.choice((0, 8, 16, 30)))
        ]
        return History(
            first_week=self.random.choice(SPANS_53_WEEKS),
            streets=tuple(streets),
            held=tuple(held),
            exempt=tuple(exempt),
            deputised=tuple(given),
            walks=tuple(walks),
            rule=self.fields(0.15),
            rule_since=self.day() if self.odds(0.15) else -400,
            changes=tuple(self.change() for _number in range(self.random.choice((0, 0, 1, 2)))),
        )


histories = st.integers(0, 2**64 - 1).map(lambda seed: Draw(Random(seed)).history())


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
