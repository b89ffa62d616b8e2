"""What the register holds, for lists: places, streets with their chiefs, holders with their posts.

Convention: without `everything`, what is closed today is left out; posts are those held today.
"""

from __future__ import annotations

from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.register.names import place_among
from streetchief.register.records import find_assignments, find_holders, find_places
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import PATROL, duty_on
from streetchief.value import value
from streetchief.values.register import (
    STREET,
    Assignment,
    Holder,
    Place,
    full_place_name,
    town_of,
    within,
)


@value
class PlaceView:
    """A place with what it lies in, and for a street who holds the duty's role there today."""

    place: Place
    parent: Place | None
    town: Place | None
    zone: Place | None
    successor: Place | None
    chiefs: tuple[str, ...]


@value
class HolderView:
    """A holder with the posts held today: role identifier and the place's full name."""

    holder: Holder
    posts: tuple[tuple[str, str], ...]


def list_places(
    office: Office,
    *,
    kind: str | None = None,
    town: str | None = None,
    everything: bool = False,
) -> list[PlaceView]:
    """Return the places of a kind (all kinds when None), in a town, in register order."""
    with reading(office.ledger) as connection:
        places = {p.key: p for p in find_places(connection, as_of=office.as_of)}
        ancestor = place_among(places, town, kinds=("town",)).key if town else None
        holders = {h.key: h for h in find_holders(connection, as_of=office.as_of)}
        chiefs: dict[int, list[str]] = {}
        roles = _street_roles(office)
        for post in _posts_today(office):
            if post.role in roles:
                chiefs.setdefault(post.place, []).append(holders[post.holder].name)
    views = []
    for place in places.values():
        if kind is not None and place.kind != kind:
            continue
        if ancestor is not None and not within(places, place.key, ancestor):
            continue
        if not everything and place.closed_on is not None and place.closed_on <= office.today:
            continue
        views.append(
            PlaceView(
                place=place,
                parent=places.get(place.parent) if place.parent is not None else None,
                town=town_of(places, place.key),
                zone=places.get(place.zone) if place.zone is not None else None,
                successor=places.get(place.successor) if place.successor is not None else None,
                chiefs=tuple(chiefs.get(place.key, ())) if place.kind == STREET else (),
            )
        )
    return views


def list_holders(
    office: Office, *, kind: str, town: str | None = None, everything: bool = False
) -> list[HolderView]:
    """Return the holders of a kind in register order; with `town`, those with a post in it."""
    with reading(office.ledger) as connection:
        places = {p.key: p for p in find_places(connection, as_of=office.as_of)}
        ancestor = place_among(places, town, kinds=("town",)).key if town else None
        holders = find_holders(connection, kind=kind, as_of=office.as_of)
        held: dict[int, list[Assignment]] = {}
        for post in _posts_today(office):
            held.setdefault(post.holder, []).append(post)
    views = []
    for holder in holders:
        posts = held.get(holder.key, [])
        if ancestor is not None and not any(within(places, p.place, ancestor) for p in posts):
            continue
        if not everything and holder.closed_on is not None and holder.closed_on <= office.today:
            continue
        named = tuple(
            (post.role, full_place_name(places[post.place], town_of(places, post.place)))
            for post in posts
        )
        views.append(HolderView(holder=holder, posts=named))
    return views


def _posts_today(office: Office) -> list[Assignment]:
    return find_assignments(
        office.connection, since=office.today, until=office.today + 1, as_of=office.as_of
    )


def _street_roles(office: Office) -> set[str]:
    versions = find_versions(office.connection, name=PATROL, as_of=office.as_of)
    duty = duty_on(versions, office.today)
    return {duty.role} if duty else set()
