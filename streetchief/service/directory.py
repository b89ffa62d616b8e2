"""The register in memory, for acts that meet many names: one reading, then no query a name.

Convention: a directory is opened inside the write transaction and changed together with the
ledger, through `keep_place` and `keep_holder` alone. A name that could not be read is kept as its
refusal, so that a slip repeated on a thousand rows is compared with the register once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TypeVar

from streetchief.domain.names import fold, same_code
from streetchief.domain.register import Holder, Place, town_of
from streetchief.errors import Refused
from streetchief.service.names import holder_among, place_among
from streetchief.store.register import find_holders, find_places

T = TypeVar("T", Place, Holder)


class Directory:
    """Every place and holder by key, by name and by code."""

    __slots__ = ("_codes", "_holder_names", "_meant", "_place_names", "holders", "places")

    def __init__(self, places: Sequence[Place], holders: Sequence[Holder]) -> None:
        self.places: dict[int, Place] = {}
        self.holders: dict[int, Holder] = {}
        self._codes: dict[str, set[int]] = {}
        self._place_names: dict[str, set[int]] = {}
        self._holder_names: dict[str, set[int]] = {}
        self._meant: dict[tuple[object, ...], Place | Holder | Refused] = {}
        for place in places:
            self.keep_place(place)
        for holder in holders:
            self.keep_holder(holder)

    def keep_place(self, place: Place) -> None:
        """Take in a new place, or a new version of one."""
        self.places[place.key] = place
        self._place_names.setdefault(fold(place.name), set()).add(place.key)
        if place.code:
            self._codes.setdefault(_code(place.code), set()).add(place.key)
        self._meant.clear()

    def keep_holder(self, holder: Holder) -> None:
        """Take in a new holder, or a new version of one."""
        self.holders[holder.key] = holder
        self._holder_names.setdefault(fold(holder.name), set()).add(holder.key)
        self._meant.clear()

    def place_coded(self, code: str) -> Place | None:
        """Return the place with this code; lists write a town's with 9 digits or with 12."""
        for key in sorted(self._codes.get(_code(code), ())):
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
        self,
        text: str,
        kinds: tuple[str, ...] = (),
        within: str | None = None,
        on: int | None = None,
    ) -> Place:
        """Return the one place meant by `text`, as `service.names.place_among` does."""
        wanted = ("place", text, kinds, within, on)
        if wanted not in self._meant:
            try:
                self._meant[wanted] = place_among(
                    self.places, text, kinds=kinds, within=within, on=on
                )
            except Refused as refusal:
                self._meant[wanted] = refusal
        return _answer(self._meant[wanted], Place)

    def holder(self, text: str, kinds: tuple[str, ...] = (), within: str | None = None) -> Holder:
        """Return the one holder meant by `text`, as `service.names.holder_among` does."""
        wanted = ("holder", text, kinds, within)
        if wanted not in self._meant:
            try:
                self._meant[wanted] = holder_among(self.holders, text, kinds=kinds, within=within)
            except Refused as refusal:
                self._meant[wanted] = refusal
        return _answer(self._meant[wanted], Holder)


def open_directory(connection: sqlite3.Connection) -> Directory:
    """Read the whole register as it stands."""
    return Directory(find_places(connection), find_holders(connection))


def _code(code: str) -> str:
    """Return what codes that `same_code` may call one have in common."""
    folded = fold(code)
    return folded.rstrip("0") or folded


def _answer(kept: Place | Holder | Refused, wanted: type[T]) -> T:
    if isinstance(kept, Refused):
        raise kept
    assert isinstance(kept, wanted)
    return kept
