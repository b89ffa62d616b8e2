"""Check the register against what a rulebook expects of posts: findings, never refusals.

Convention: each check is a function that returns findings about one day; `CHECKS` is all of them.
A `warn` asks for something to be done, a `note` is worth knowing. Days are half-open spans.
Source: docs/mechanisms.md, rows 12–16, 19, 24, 25, 30–32, 34, 41.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from streetchief.rulebook.rules.post import Eligible, PostRule, fits_title_or_unit
from streetchief.value import made, value
from streetchief.values.register import Assignment, Holder, Place, within

Severity = Literal["warn", "note"]

CODES = (
    "vacant",
    "too_few",
    "too_many",
    "not_same_person",
    "several_places",
    "not_eligible",
    "title_missing",
    "place_closed",
    "holder_gone",
    "recorded_twice",
    "wrong_place_kind",
    "wrong_holder_kind",
    "unknown_role",
    "shared",
    "eligibility_unknown",
    "before_opening",
)
"""Stable codes of findings, in the order they are reported."""

NOTES = ("shared", "eligibility_unknown", "before_opening")


@value
class Finding:
    """What is odd about a role at a place.

    `holders` are those it is about, `wanted` and `found` numbers of holders, `roles` and `places`
    further ones it speaks of, `titles` the titles looked for, `day` the first day it is about,
    `records` the numbers of the assignments.
    """

    code: str
    role: str
    place: int
    holders: tuple[int, ...] = ()
    wanted: int | None = None
    found: int | None = None
    roles: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    titles: tuple[str, ...] = ()
    day: int | None = None
    records: tuple[int, ...] = ()

    @property
    def severity(self) -> Severity:
        return "note" if self.code in NOTES else "warn"


@value
class Register:
    """The register on a day as the checks see it.

    `assignments` are those that hold on `day` or begin later. `single` names the roles of which
    two holders at one place are worth a note, though no number is set. `town` narrows the places.
    """

    rules: Mapping[str, PostRule]
    places: Mapping[int, Place]
    holders: Mapping[int, Holder]
    assignments: Sequence[Assignment]
    day: int
    town: int | None = None
    single: Collection[str] = ()
    by_post: Mapping[tuple[str, int], tuple[Assignment, ...]] = made(dict)

    def covers(self, place: int) -> bool:
        """Tell whether a place is asked about."""
        return self.town is None or within(self.places, place, self.town)

    def at(self, role: str, place: int) -> tuple[Assignment, ...]:
        """Return who holds the role at the place on the day, in the order recorded."""
        return self.by_post.get((role, place), ())

    def holders_at(self, role: str, place: int) -> tuple[int, ...]:
        """Return the distinct holders of a post on the day."""
        return tuple(dict.fromkeys(held.holder for held in self.at(role, place)))

    def current(self) -> Iterator[Assignment]:
        """Give the assignments that hold on the day at the places asked about."""
        return (a for held in self.by_post.values() for a in held if self.covers(a.place))


def open_register(
    rules: Mapping[str, PostRule],
    places: Mapping[int, Place],
    holders: Mapping[int, Holder],
    assignments: Iterable[Assignment],
    day: int,
    *,
    town: int | None = None,
    single: Collection[str] = (),
) -> Register:
    """Lay the register out for the checks of one day."""
    relevant = [a for a in assignments if a.until is None or a.until > day]
    by_post: dict[tuple[str, int], list[Assignment]] = {}
    for held in relevant:
        if held.covers(day):
            by_post.setdefault((held.role, held.place), []).append(held)
    return Register(
        rules=rules,
        places=places,
        holders=holders,
        assignments=tuple(relevant),
        day=day,
        town=town,
        single=single,
        by_post={post: tuple(held) for post, held in by_post.items()},
    )


def check_posts(register: Register) -> tuple[Finding, ...]:
    """Return every finding, by kind of finding, then role and place in the order of both lists.

    >>> rule = PostRule(role="chief", name=None, place_kind="street", least=1)
    >>> street = Place(key=1, identity="s", kind="street", name="s")
    >>> register = open_register({"chief": rule}, {1: street}, {}, [], 0)
    >>> [(finding.code, finding.place) for finding in check_posts(register)]
    [('vacant', 1)]
    """
    found = [finding for check in CHECKS for finding in check(register)]
    roles = {role: number for number, role in enumerate(register.rules)}
    places = {key: number for number, key in enumerate(register.places)}
    return tuple(
        sorted(
            found,
            key=lambda f: (
                CODES.index(f.code),
                roles.get(f.role, len(roles)),
                places.get(f.place, len(places)),
            ),
        )
    )


def check_numbers(register: Register) -> Iterator[Finding]:
    """Find posts that nobody holds, and those that too few or too many hold."""
    for rule, place in _expected(register):
        holders = register.holders_at(rule.role, place)
        found = len(holders)
        if found < rule.least:
            code = "too_few" if found else "vacant"
            yield Finding(
                code=code, role=rule.role, place=place, holders=holders, wanted=rule.least,
                found=found, roles=_one_person_with(register, rule, place),
            )  # fmt: skip
        elif rule.most is not None and found > rule.most:
            yield Finding(
                code="too_many", role=rule.role, place=place, holders=holders, wanted=rule.most,
                found=found,
            )  # fmt: skip
        elif rule.most is None and found > 1 and rule.role in register.single:
            yield Finding(code="shared", role=rule.role, place=place, holders=holders, found=found)


def check_one_person(register: Register) -> Iterator[Finding]:
    """Find holders of a role who lack another that the same person has to hold there.

    Where nobody holds the other role and somebody has to, the vacancy says it.
    """
    seen: set[tuple[int, frozenset[str]]] = set()
    for held in register.current():
        rule = register.rules.get(held.role)
        for other in rule.same_person_as if rule else ():
            there = register.holders_at(other, held.place)
            other_rule = register.rules.get(other)
            if held.holder in there or (not there and other_rule and other_rule.least):
                continue
            pair = (held.place, frozenset((held.role, other)))
            mutual = other_rule is not None and held.role in other_rule.same_person_as
            if mutual and there and pair in seen:
                continue
            seen.add(pair)
            yield Finding(
                code="not_same_person", role=held.role, place=held.place, holders=(held.holder,),
                roles=(other,),
            )  # fmt: skip


def check_one_place(register: Register) -> Iterator[Finding]:
    """Find holders who have a role at several places though it is held at one only."""
    held: dict[tuple[str, int], list[int]] = {}
    for (role, place), assignments in register.by_post.items():
        rule = register.rules.get(role)
        if rule is not None and rule.one_place:
            for assignment in assignments:
                held.setdefault((role, assignment.holder), []).append(place)
    for (role, holder), places in held.items():
        distinct = tuple(dict.fromkeys(places))
        if len(distinct) > 1 and any(register.covers(place) for place in distinct):
            yield Finding(
                code="several_places", role=role, place=distinct[0], holders=(holder,),
                places=distinct, found=len(distinct),
            )  # fmt: skip


def check_eligible(register: Register) -> Iterator[Finding]:
    """Find holders whom the rulebook does not name for the role, and those it cannot tell of."""
    for held in register.current():
        rule = register.rules.get(held.role)
        holder = register.holders.get(held.holder)
        if rule is None or rule.eligible is None or holder is None:
            continue
        if any(held.holder in register.holders_at(r, held.place) for r in rule.eligible.roles):
            continue
        fits = fits_title_or_unit(rule.eligible, holder.title, holder.unit)
        if fits is not True:
            yield Finding(
                code="not_eligible" if fits is False else "eligibility_unknown",
                role=held.role, place=held.place, holders=(held.holder,),
                titles=(*rule.eligible.titles, *rule.eligible.units), roles=rule.eligible.roles,
            )  # fmt: skip


def check_titles(register: Register) -> Iterator[Finding]:
    """Find posts of several where no holder has a title that one of them has to have.

    Only where every holder's title is recorded and the number is right: before that other
    findings say what is missing.
    """
    for rule, place in _expected(register):
        eligible = rule.eligible or Eligible()
        holders = register.holders_at(rule.role, place)
        titles = [register.holders[h].title for h in holders if h in register.holders]
        if not eligible.one_each or len(holders) < rule.least or not all(titles):
            continue
        for group in eligible.one_each:
            if not any(title in group for title in titles):
                yield Finding(
                    code="title_missing", role=rule.role, place=place, holders=holders,
                    titles=group,
                )  # fmt: skip


def check_lives(register: Register) -> Iterator[Finding]:
    """Find posts at places that are closed or not open yet, and of holders who have left."""
    for held in register.assignments:
        place, holder = register.places.get(held.place), register.holders.get(held.holder)
        if place is None or holder is None or not register.covers(held.place):
            continue
        about = {"role": held.role, "place": held.place, "holders": (held.holder,)}
        if _reaches(held, place.closed_on):
            yield Finding(code="place_closed", day=place.closed_on, **about)  # type: ignore[arg-type]
        if place.opened_on is not None and held.since < place.opened_on:
            yield Finding(code="before_opening", day=place.opened_on, **about)  # type: ignore[arg-type]
        if _reaches(held, holder.closed_on):
            yield Finding(code="holder_gone", day=holder.closed_on, **about)  # type: ignore[arg-type]


def check_records(register: Register) -> Iterator[Finding]:
    """Find one post recorded twice for the same holder, and posts that cannot be of their role."""
    for (role, place), assignments in register.by_post.items():
        if not register.covers(place):
            continue
        rule = register.rules.get(role)
        by_holder: dict[int, list[Assignment]] = {}
        for held in assignments:
            by_holder.setdefault(held.holder, []).append(held)
        for holder, held_twice in by_holder.items():
            records = tuple(held.key for held in held_twice)
            about = {"role": role, "place": place, "holders": (holder,), "records": records}
            if len(records) > 1:
                yield Finding(code="recorded_twice", found=len(records), **about)  # type: ignore[arg-type]
            if rule is None:
                yield Finding(code="unknown_role", **about)  # type: ignore[arg-type]
                continue
            where, who = register.places.get(place), register.holders.get(holder)
            if where is not None and where.kind != rule.place_kind:
                yield Finding(code="wrong_place_kind", **about)  # type: ignore[arg-type]
            if who is not None and who.kind != rule.holder_kind:
                yield Finding(code="wrong_holder_kind", **about)  # type: ignore[arg-type]


CHECKS: tuple[Callable[[Register], Iterable[Finding]], ...] = (
    check_numbers,
    check_one_person,
    check_one_place,
    check_eligible,
    check_titles,
    check_lives,
    check_records,
)
"""Every check. Order does not matter: findings are sorted."""


def _expected(register: Register) -> Iterator[tuple[PostRule, int]]:
    """Give each role with each open place of its kind: where somebody may be expected."""
    open_places: dict[str, list[int]] = {}
    for place in register.places.values():
        if place.is_open(register.day) and register.covers(place.key):
            open_places.setdefault(place.kind, []).append(place.key)
    for rule in register.rules.values():
        for key in open_places.get(rule.place_kind, ()):
            yield rule, key


def _one_person_with(register: Register, rule: PostRule, place: int) -> tuple[str, ...]:
    """Return the roles held at the place by someone who has to hold this one as well."""
    return tuple(role for role in rule.same_person_as if register.at(role, place))


def _reaches(held: Assignment, closed_on: int | None) -> bool:
    """Tell whether a post goes on at or after the day something ends."""
    return closed_on is not None and (held.until is None or held.until > closed_on)
