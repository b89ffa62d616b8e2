"""From what people type to what the register holds; nothing is ever created by a typo.

Convention: an exact name or code that only one thing bears is looked up by index; only what is
left is compared with every name of its kind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from streetchief.errors import Refused
from streetchief.locale.text import gettext as _
from streetchief.register.records import find_holders, find_places
from streetchief.values.names import Ambiguous, Named, Unknown, pick
from streetchief.values.register import PERSON, TOWN, Holder, Place, town_of

T = TypeVar("T", Place, Holder)


def initials_of(text: str) -> str:
    """Return pinyin initials, "" when the extra is not installed."""
    from streetchief.values.pinyin import initials

    return initials(text)


def resolve_place(
    connection: sqlite3.Connection,
    text: str,
    *,
    kinds: Sequence[str] = (),
    within: str | None = None,
    as_of: int | None = None,
) -> Place:
    """Return the one place meant by `text`; raises `Refused` with near names otherwise.

    `kinds` narrows what may be meant (empty: any kind), `within` to one town.
    """
    kind = kinds[0] if len(kinds) == 1 else None
    if within is None:
        exact = find_places(connection, kind=kind, code=text, as_of=as_of) or find_places(
            connection, kind=kind, name=text, as_of=as_of
        )
        exact = [place for place in exact if not kinds or place.kind in kinds]
        if len(exact) == 1:
            return exact[0]
    places = {place.key: place for place in find_places(connection, as_of=as_of)}
    return place_among(places, text, kinds=kinds, within=within)


def place_among(
    places: Mapping[int, Place],
    text: str,
    *,
    kinds: Sequence[str] = (),
    within: str | None = None,
    on: int | None = None,
) -> Place:
    """Return the one of `places` meant by `text`; raises `Refused` with near names otherwise.

    Of several that bear the name, the only one that is open on the day `on` (without a day: that
    was never closed) is meant.
    """

    def town_name(place: Place) -> str:
        town = None if place.kind == TOWN else town_of(places, place.key)
        return town.name if town else ""

    def is_open(place: Place) -> bool:
        return place.closed_on is None if on is None else place.is_open(on)

    what = kinds[0] if len(kinds) == 1 else "place"
    meant = [place for place in places.values() if not kinds or place.kind in kinds]
    return _pick(text, meant, what, within, town_name, is_open)


def resolve_holder(
    connection: sqlite3.Connection,
    text: str,
    *,
    kinds: Sequence[str] = (),
    within: str | None = None,
    among: Iterable[int] | None = None,
    as_of: int | None = None,
) -> Holder:
    """Return the one person or department meant by `text`; raises `Refused` otherwise.

    Of several with the same name, the only one in `among` (say, the chiefs of the street in
    question) is meant; `within` is a unit.
    """
    kind = kinds[0] if len(kinds) == 1 else None
    if within is None:
        exact = find_holders(connection, kind=kind, name=text, as_of=as_of)
        if len(exact) == 1:
            return exact[0]
        if among is not None:
            nearby = set(among)
            here = [holder for holder in exact if holder.key in nearby]
            if len(here) == 1:
                return here[0]
    holders = {holder.key: holder for holder in find_holders(connection, kind=kind, as_of=as_of)}
    return holder_among(holders, text, kinds=kinds, within=within)


def holder_among(
    holders: Mapping[int, Holder],
    text: str,
    *,
    kinds: Sequence[str] = (),
    within: str | None = None,
    on: int | None = None,
) -> Holder:
    """Return the one of `holders` meant by `text`; raises `Refused` with near names otherwise.

    Of several with the name, the only one on the register on the day `on` (without a day: who
    never left it) is meant.
    """

    def is_there(holder: Holder) -> bool:
        return holder.closed_on is None or (on is not None and on < holder.closed_on)

    what = kinds[0] if len(kinds) == 1 else "holder"
    meant = [holder for holder in holders.values() if not kinds or holder.kind in kinds]
    return _pick(text, meant, what, within, lambda holder: holder.unit or "", is_there)


def resolve_person(
    connection: sqlite3.Connection,
    text: str,
    *,
    within: str | None = None,
    among: Iterable[int] | None = None,
) -> Holder:
    """Return the one person meant by `text`."""
    return resolve_holder(connection, text, kinds=(PERSON,), within=within, among=among)


def _pick(
    text: str,
    things: list[T],
    what: str,
    within: str | None,
    qualify: Callable[[T], str],
    is_live: Callable[[T], bool],
) -> T:
    candidates = [
        Named(
            key=number,
            name=thing.name,
            qualifier=qualify(thing),
            code=thing.code if isinstance(thing, Place) else None,
            aliases=thing.aliases,
            kind=thing.kind,
        )
        for number, thing in enumerate(things)
    ]
    try:
        return things[pick(text, candidates, what, within, initials=initials_of).key]
    except Unknown as error:
        from streetchief.rulebook.kinds import word

        near = _(", ").join(named.full_name for named in error.near)
        raise Refused(
            _("No {what} is called {name}.").format(what=word(what), name=text),
            _("Near names: {names}.").format(names=near)
            if near
            else _("See the register: streetchief place list, streetchief holder list."),
        ) from None
    except Ambiguous as error:
        live = [things[named.key] for named in error.found if is_live(things[named.key])]
        if len(live) == 1:
            return live[0]
        found = _(", ").join(
            named.full_name + (_(" ({code})").format(code=named.code) if named.code else "")
            for named in error.found[:8]
        )
        raise Refused(
            _("{name} may mean {count}: {names}.").format(
                name=text, count=len(error.found), names=found
            ),
            _("Write which one, e.g. {example}.").format(example=error.found[0].full_name),
        ) from None
