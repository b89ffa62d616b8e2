"""Who and where: places, holders and assignments, and what may be said of them.

Convention: keys are local integers, days are integers, and every span is half-open: `opened_on`
and `since` are the first day, `closed_on` and `until` the first day no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from streetchief.value import value

COUNTY, TOWN, VILLAGE, STREET, ZONE = "county", "town", "village", "street", "zone"
PLACE_KINDS = (COUNTY, TOWN, VILLAGE, STREET, ZONE)
"""Kinds every ledger knows; a rulebook may add its own. A township-level subdistrict
(安文街道) is a town, never a street."""

PERSON, DEPARTMENT = "person", "department"
HOLDER_KINDS = (PERSON, DEPARTMENT)


@value
class Place:
    """The current version of a place; `key` is the id of its first version."""

    key: int
    identity: str
    kind: str
    name: str
    code: str | None = None
    parent: int | None = None
    zone: int | None = None
    aliases: tuple[str, ...] = ()
    opened_on: int | None = None
    closed_on: int | None = None
    source: str | None = None
    as_of: int | None = None
    successor: int | None = None
    brand: str | None = None

    def is_open(self, day: int) -> bool:
        return (self.opened_on is None or self.opened_on <= day) and (
            self.closed_on is None or day < self.closed_on
        )


@value
class Holder:
    """The current version of a person or a department."""

    key: int
    identity: str
    kind: str
    name: str
    unit: str | None = None
    title: str | None = None
    aliases: tuple[str, ...] = ()
    closed_on: int | None = None


@value
class Assignment:
    """A holder has a role at a place, `[since, until)`."""

    key: int
    holder: int
    role: str
    place: int
    since: int
    until: int | None = None
    note: str | None = None

    def covers(self, day: int) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def overlaps(self, since: int, until: int) -> bool:
        """Tell whether it holds on some day of `[since, until)`."""
        return self.since < until and (self.until is None or self.until > since)


def place_identity(parent_identity: str | None, kind: str, name: str, code: str | None) -> str:
    """Return what a place is called between ledgers: its code, else parent, kind and name.

    >>> place_identity("330727201", "street", "横街", None)
    '330727201\\tstreet\\t横街'
    """
    if code:
        return code
    return "\t".join([*([parent_identity] if parent_identity else []), kind, name])


def holder_identity(name: str, unit: str | None) -> str:
    """Return what a holder is called between ledgers: unit, if any, and name."""
    return f"{unit}\t{name}" if unit else name


def town_of(places: Mapping[int, Place], key: int) -> Place | None:
    """Return the town a place lies in (itself, if it is one), going up its parents."""
    seen = 0
    place = places.get(key)
    while place is not None and seen < 9:
        if place.kind == TOWN:
            return place
        place = places.get(place.parent) if place.parent is not None else None
        seen += 1
    return None


def full_place_name(place: Place, town: Place | None) -> str:
    """Return the name that means this place and no other: town/street.

    >>> town = Place(key=1, identity="330727201", kind=TOWN, name="双峰乡")
    >>> full_place_name(Place(key=2, identity="", kind=STREET, name="横街", parent=1), town)
    '双峰乡/横街'
    >>> full_place_name(town, town)
    '双峰乡'
    """
    return f"{town.name}/{place.name}" if town and town.key != place.key else place.name


def within(places: Mapping[int, Place], key: int, ancestor: int) -> bool:
    """Tell whether the place `key` is `ancestor` or lies in it."""
    seen = 0
    current: int | None = key
    while current is not None and seen < 9:
        if current == ancestor:
            return True
        place = places.get(current)
        current = place.parent if place is not None else None
        seen += 1
    return False


def held_on(assignments: Iterable[Assignment], day: int) -> tuple[Assignment, ...]:
    """Return the assignments that hold on `day`."""
    return tuple(assignment for assignment in assignments if assignment.covers(day))
