"""The register in memory: what names mean, and a name that may be a place's or a holder's.

Convention: a directory is opened inside the write transaction and changed together with the
ledger, through `keep_place` and `keep_holder` alone. What can only mean one thing is found by
index; all else is compared with every name once, and the answer, or the refusal, is kept. An exact
name beats one that is only near; nothing is guessed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TypeVar

from streetchief.errors import Refused
from streetchief.ledger.office import Office
from streetchief.ledger.opening import find_settings
from streetchief.locale.text import gettext as _
from streetchief.register.names import holder_among, place_among
from streetchief.register.records import find_holders, find_places
from streetchief.values.names import Ambiguous, fold, same_code
from streetchief.values.register import TOWN, Holder, Place, town_of

T = TypeVar("T", Place, Holder)

_Kinds = tuple[str, ...]


class Directory:
    """Every place and holder by key, by name and by code."""

    __slots__ = (
        "_codes",
        "_holder_names",
        "_meant_holders",
        "_meant_places",
        "_place_names",
        "holders",
        "identities",
        "places",
    )

    def __init__(self, places: Sequence[Place], holders: Sequence[Holder]) -> None:
        self.places: dict[int, Place] = {}
        self.holders: dict[int, Holder] = {}
        self.identities: set[str] = set()
        self._codes: dict[str, set[int]] = {}
        self._place_names: dict[str, set[int]] = {}
        self._holder_names: dict[str, set[int]] = {}
        self._meant_places: dict[_Kinds, dict[tuple[object, ...], Place | Refused]] = {}
        self._meant_holders: dict[tuple[object, ...], Holder | Refused] = {}
        for place in places:
            self.keep_place(place)
        for holder in holders:
            self.keep_holder(holder)

    def keep_place(self, place: Place) -> None:
        """Take in a new place, or a new version of one."""
        self.places[place.key] = place
        self.identities.add(place.identity)
        self._place_names.setdefault(fold(place.name), set()).add(place.key)
        if place.code:
            self._codes.setdefault(code_stem(place.code), set()).add(place.key)
        for kinds, meant in self._meant_places.items():
            if not kinds or place.kind in kinds or place.kind == TOWN:
                meant.clear()

    def keep_holder(self, holder: Holder) -> None:
        """Take in a new holder, or a new version of one."""
        self.holders[holder.key] = holder
        self._holder_names.setdefault(fold(holder.name), set()).add(holder.key)
        self._meant_holders.clear()

    def place_coded(self, code: str) -> Place | None:
        """Return the place with this code; lists write a town's with 9 digits or with 12."""
        for key in sorted(self._codes.get(code_stem(code), ())):
            place = self.places[key]
            if place.code and same_code(place.code, code):
                return place
        return None

    def places_named(self, kind: str, name: str) -> list[Place]:
        """Return the places of a kind that bear exactly this name, in register order."""
        wanted = fold(name)
        found = (self.places[key] for key in sorted(self._place_names.get(wanted, ())))
        return [p for p in found if p.kind == kind and fold(p.name) == wanted]

    def holders_named(self, name: str) -> list[Holder]:
        """Return the holders that bear exactly this name, in register order."""
        wanted = fold(name)
        found = (self.holders[key] for key in sorted(self._holder_names.get(wanted, ())))
        return [holder for holder in found if fold(holder.name) == wanted]

    def town_of(self, place: Place) -> Place | None:
        """Return the town a place lies in."""
        return town_of(self.places, place.key)

    def place(
        self, text: str, kinds: _Kinds = (), within: str | None = None, on: int | None = None
    ) -> Place:
        """Return the one place meant by `text`, as `register.names.place_among` does."""
        meant = self._meant_places.setdefault(kinds, {})
        wanted = (text, within, on)
        if within is not None and (coded := self.place_coded(within)) is not None:
            within = coded.name
        if wanted not in meant:
            try:
                meant[wanted] = self._plain_place(text, kinds, within) or place_among(
                    self.places, text, kinds=kinds, within=within, on=on
                )
            except Refused as refusal:
                meant[wanted] = refusal
        return _answer(meant[wanted])

    def holder(self, text: str, kinds: _Kinds = (), within: str | None = None) -> Holder:
        """Return the one holder meant by `text`, as `register.names.holder_among` does."""
        wanted = (text, kinds, within)
        meant = self._meant_holders
        if wanted not in meant:
            try:
                meant[wanted] = self._plain_holder(text, kinds, within) or holder_among(
                    self.holders, text, kinds=kinds, within=within
                )
            except Refused as refusal:
                meant[wanted] = refusal
        return _answer(meant[wanted])

    def bears_name_alone(self, text: str, kinds: _Kinds = (), within: str | None = None) -> bool:
        """Tell whether an exact name belongs to one place only, whatever the day."""
        return self._plain_place(text, kinds, within) is not None

    def _plain_place(self, text: str, kinds: _Kinds, within: str | None) -> Place | None:
        """Return the place when name and town are written in full and only one bears them."""
        name = text
        if "/" in text and within is None and not self._exact(text, kinds):
            within, _slash, name = text.partition("/")
        if self.place_coded(name) is not None:
            return None
        found = self._exact(name, kinds)
        if within is not None:
            if not any(p.name == within for p in self.places_named(TOWN, within)):
                return None
            towns = ((place, self.town_of(place)) for place in found)
            found = [p for p, town in towns if town is not None and town.name == within]
        return found[0] if len(found) == 1 else None

    def _exact(self, name: str, kinds: _Kinds) -> list[Place]:
        keys = self._place_names.get(fold(name), ())
        found = (self.places[key] for key in keys)
        return [p for p in found if p.name == name and (not kinds or p.kind in kinds)]

    def _plain_holder(self, text: str, kinds: _Kinds, within: str | None) -> Holder | None:
        found = [
            holder
            for key in self._holder_names.get(fold(text), ())
            if (holder := self.holders[key]).name == text
            and (not kinds or holder.kind in kinds)
            and (within is None or holder.unit == within)
        ]
        return found[0] if len(found) == 1 else None


def open_directory(connection: sqlite3.Connection, as_of: int | None = None) -> Directory:
    """Read the whole register as it stands, or as it was known."""
    return Directory(find_places(connection, as_of=as_of), find_holders(connection, as_of=as_of))


def code_stem(code: str) -> str:
    """Return what codes that `values.names.same_code` may call one have in common."""
    folded = fold(code)
    return folded.rstrip("0") or folded


def _answer(kept: T | Refused) -> T:
    if isinstance(kept, Refused):
        raise kept
    return kept


def resolve_subject(
    office: Office,
    text: str,
    *,
    kinds: Sequence[str] = (),
    within: str | None = None,
) -> Place | Holder:
    """Return the one place (of `kinds`) or holder meant by `text`; raises `Refused` otherwise.

    `within` narrows places to one town. Of several streets of one name the own town's is meant.
    """
    directory = open_directory(office.connection, office.as_of)
    place: Place | None = None
    holder: Holder | None = None
    try:
        place = directory.place(text, tuple(kinds), within)
    except Refused as refusal:
        no_place = refusal
        place = _in_own_town(office, directory, text, tuple(kinds), within)
    try:
        holder = directory.holder(text)
    except Refused as refusal:
        no_holder = refusal
    if place is not None and holder is not None:
        exact_place = fold(text) in (fold(place.name), fold(place.code or ""))
        exact_holder = fold(text) == fold(holder.name)
        if exact_place != exact_holder:
            return place if exact_place else holder
        raise Refused(
            _("{name} may mean the place {place} or {holder}.").format(
                name=text, place=place.name, holder=holder.name
            ),
            _("Write more of the name."),
        )
    if place is not None:
        return place
    if holder is not None:
        return holder
    for said_no in (no_place, no_holder):
        if isinstance(said_no.__context__, Ambiguous):  # several fit: their names are the answer
            raise said_no
    raise _unknown(text, no_place, no_holder)


def _in_own_town(
    office: Office,
    directory: Directory,
    text: str,
    kinds: tuple[str, ...],
    within: str | None,
) -> Place | None:
    """Return the place of the ledger's own town when the name alone fits several."""
    own = own_town_name(office)
    if within is not None or own is None:
        return None
    try:
        return directory.place(text, kinds, own)
    except Refused:
        return None


def _unknown(text: str, no_place: Refused, no_holder: Refused) -> Refused:
    near = [refusal.remedy for refusal in (no_place, no_holder) if refusal.remedy]
    return Refused(
        _("No place, person or department is called {name}.").format(name=text),
        "\n".join(dict.fromkeys(near)),
    )


def own_town_name(office: Office) -> str | None:
    """Return the name of the ledger's own town, None when it has none."""
    return find_settings(office.connection, office.ledger.site).get("town")


def chosen_town(office: Office, said: str | None) -> Place | None:
    """Return the town said, else the ledger's own; None means all towns."""
    places = find_places(office.connection, as_of=office.as_of)
    name = said if said is not None else own_town_name(office)
    if name is None:
        return None
    return Directory(places, ()).place(name, (TOWN,))


def full_name(places: dict[int, Place], place: Place) -> tuple[str, str]:
    """Return the town and the name of a place; the town is "" for a town itself."""
    town = town_of(places, place.key)
    return ("" if town is None or town.key == place.key else town.name), place.name
