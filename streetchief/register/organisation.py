"""The organisation: who has which role where, and what in it is not as the rulebook expects.

Convention: everything is of one day; a role that has to be held and is not stands there vacant.
Nothing is blocked: findings say what to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.locale.text import language
from streetchief.register.names import place_among
from streetchief.register.records import find_assignments, find_holders, find_places
from streetchief.register.rules.posts import Finding, Register, check_posts, open_register
from streetchief.rulebook.in_force import post_rules, role_named, rulebook_on
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.post import PostRule
from streetchief.rulebook.words import names_in
from streetchief.value import value
from streetchief.values.problems import Name, name_in
from streetchief.values.register import COUNTY, TOWN, Assignment, Holder, Place, town_of, within


@value
class Post:
    """A role at a place on the day: `assignment` and `holder` are None where it is vacant."""

    role: str
    name: Name
    assignment: Assignment | None
    holder: Holder | None


@value
class PlacePosts:
    """A place in the tree of the organisation; `depth` 0 is the top of what was asked for."""

    place: Place
    town: Place | None
    depth: int
    posts: tuple[Post, ...]


@value
class Organisation:
    """The organisation of a town, or of everything: places from the top down."""

    on: int
    town: Place | None
    places: tuple[PlacePosts, ...]
    kind_names: Mapping[str, str]


@value
class Checked:
    """The findings of a day, with what is needed to put them into words."""

    on: int
    town: Place | None
    findings: tuple[Finding, ...]
    rules: Mapping[str, PostRule]
    places: Mapping[int, Place]
    holders: Mapping[int, Holder]

    @property
    def warned(self) -> bool:
        """Whether anything has to be done."""
        return any(finding.severity == "warn" for finding in self.findings)

    def town_of(self, place: int) -> Place | None:
        return town_of(self.places, place)


def check_register(office: Office, *, town: str | None = None, on: int | None = None) -> Checked:
    """Apply everything the rulebook says about posts to the register of a day."""
    day = office.today if on is None else on
    with reading(office.ledger):
        area, register = _register(office, town, day)
    return Checked(
        on=day,
        town=area,
        findings=check_posts(register),
        rules=register.rules,
        places=register.places,
        holders=register.holders,
    )


def organisation(
    office: Office,
    *,
    town: str | None = None,
    on: int | None = None,
    role: str | None = None,
    vacancies: bool = True,
) -> Organisation:
    """Return who holds which role, place by place from the top down.

    A town's organisation is what lies in it; without a town it is everything. `role` narrows to
    one role; without `vacancies` posts that nobody holds are left out. Places without a post are
    left out.
    """
    day = office.today if on is None else on
    with reading(office.ledger) as connection:
        area, register = _register(office, town, day)
        rulebook = rulebook_on(connection, day, as_of=office.as_of)
        wanted = role_named(rulebook, role).identifier if role else None
    rows = []
    for place, depth in _tree(register, area):
        posts = tuple(_posts(register, place, wanted, vacancies))
        if posts or (area is not None and place.key == area.key):
            rows.append(
                PlacePosts(
                    place=place, town=town_of(register.places, place.key), depth=depth, posts=posts
                )
            )
    kinds = names_in(rulebook.tables, "place_kinds")
    return Organisation(
        on=day,
        town=area,
        places=tuple(rows),
        kind_names={kind: name_in(name, language()) for kind, name in kinds.items()},
    )


def _register(office: Office, town: str | None, day: int) -> tuple[Place | None, Register]:
    as_of = office.as_of
    places = {place.key: place for place in find_places(office.connection, as_of=as_of)}
    area = place_among(places, town, kinds=(TOWN,), on=day) if town else None
    return area, open_register(
        post_rules(rulebook_on(office.connection, day, as_of=as_of)),
        places,
        {holder.key: holder for holder in find_holders(office.connection, as_of=as_of)},
        find_assignments(office.connection, as_of=as_of),
        day,
        town=area.key if area else None,
        single=_single_roles(office.connection, as_of),
    )


def _single_roles(connection: sqlite3.Connection, as_of: int | None) -> set[str]:
    """Return the roles that a duty judges by the place: two holders there share one duty."""
    fields: dict[str, dict[str, object]] = {}
    for version in find_versions(connection, as_of=as_of):
        fields.setdefault(version.name, {}).update(version.fields)
    return {
        str(said["role"])
        for said in fields.values()
        if said.get("active", True) and said.get("per") != "holder" and "role" in said
    }


def _tree(register: Register, area: Place | None) -> Iterable[tuple[Place, int]]:
    """Give the open places from the top down, each with its depth; a zone before its streets."""
    children: dict[int | None, list[Place]] = {}
    for place in register.places.values():
        if not (place.is_open(register.day) or _is_held(register, place)):
            continue
        above = place.zone if place.zone in register.places else place.parent
        children.setdefault(above if above in register.places else None, []).append(place)
    for siblings in children.values():
        siblings.sort(key=lambda place: (_RANK.get(place.kind, 9), place.key))
    tops = [area] if area is not None else children.get(None, [])
    stack = [(place, 0) for place in reversed(tops)]
    seen: set[int] = set()
    while stack:
        place, depth = stack.pop()
        if place.key in seen:
            continue
        seen.add(place.key)
        if area is None or within(register.places, place.key, area.key):
            yield place, depth
            below = children.get(place.key, [])
            stack += [(child, depth + 1) for child in reversed(below)]


_RANK = {COUNTY: 0, "zone": 1, "street": 2, "village": 3, TOWN: 5}


def _is_held(register: Register, place: Place) -> bool:
    return any(register.at(role, place.key) for role in register.rules)


def _posts(register: Register, place: Place, wanted: str | None, vacancies: bool) -> Iterable[Post]:
    for rule in register.rules.values():
        if wanted is not None and rule.role != wanted:
            continue
        held = register.at(rule.role, place.key)
        for assignment in held:
            holder = register.holders.get(assignment.holder)
            yield Post(role=rule.role, name=rule.name, assignment=assignment, holder=holder)
        if vacancies and not held and rule.least and rule.place_kind == place.kind:
            yield Post(role=rule.role, name=rule.name, assignment=None, holder=None)
