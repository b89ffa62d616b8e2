"""Rows of places, streets, holders and assignments, each taken into the register.

Convention: what a row means is decided by the same functions as for one thing typed in; a row's
parent may stand anywhere in the file.
"""

from __future__ import annotations

import re

from streetchief.files.columns import holder_kind, place_kind
from streetchief.imports.rows import Rows, Setting, Values, day_in, needed_in, read_as
from streetchief.locale.text import gettext as _
from streetchief.register.directory import code_stem
from streetchief.register.holders import HolderWish, register_holder
from streetchief.register.places import FieldRefused, PlaceWish, register_place
from streetchief.register.posts import PostWish, open_posts, register_post
from streetchief.rulebook.in_force import rulebook_on
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.values.register import COUNTY, PLACE_KINDS, STREET, TOWN, VILLAGE, ZONE

_BETWEEN_ALIASES = re.compile(r"\s*[;；、,，|\n]\s*")
_RANK = {COUNTY: 0, TOWN: 1, VILLAGE: 2, ZONE: 3, STREET: 4}

_Pending = tuple[int, dict[str, str], PlaceWish]


def import_places(setting: Setting, rows: Rows) -> None:
    """Take in places of any kind; those that lie in others follow them, wherever they stand."""
    rulebook = rulebook_on(setting.entry.connection, setting.office.today)
    pending: list[_Pending] = []
    for number, values in rows:
        setting.counts.read += 1
        try:
            pending.append((number, values, _place_wish(setting, rulebook, values)))
        except FieldRefused as refusal:
            setting.counts.refuse(number, values, refusal)
    pending.sort(key=lambda row: _RANK.get(row[2].kind, 5))
    while pending:
        # A parent that stands further down is met in a later round; in a ring nobody can begin.
        codes = {code_stem(wish.code) for _row, _values, wish in pending if wish.code}
        ready: list[_Pending] = []
        waiting: list[_Pending] = []
        for row in pending:
            code = row[2].parent_code
            waits = (
                code is not None
                and code_stem(code) in codes
                and setting.directory.place_coded(code) is None
            )
            (waiting if waits else ready).append(row)
        for number, values, wish in ready or waiting:
            _take_place(setting, number, values, wish)
        pending = waiting if ready else []


def import_streets(setting: Setting, rows: Rows) -> None:
    """Take in streets of town seats; town and first open day must be there."""
    for number, values in rows:
        setting.counts.read += 1
        try:
            needed_in(values, "street", "opened_on")
            if not (values.get("town") or setting.town):
                raise FieldRefused("town", "", _("It is empty."))
            wish = PlaceWish(
                kind=STREET,
                name=values["street"],
                code=values.get("code") or None,
                town=values.get("town") or setting.town,
                village=values.get("village") or None,
                zone=values.get("zone") or None,
                aliases=_aliases(values),
                opened_on=day_in(setting, values, "opened_on"),
                closed_on=day_in(setting, values, "closed_on"),
                source=values.get("source") or None,
                as_of=day_in(setting, values, "as_of"),
            )
        except FieldRefused as refusal:
            setting.counts.refuse(number, values, refusal)
            continue
        _take_place(setting, number, values, wish)


def import_holders(setting: Setting, rows: Rows) -> None:
    """Take in persons and departments."""
    for number, values in rows:
        setting.counts.read += 1
        try:
            needed_in(values, "name", "kind")
            kind = read_as("kind", values["kind"], holder_kind)
            done = register_holder(
                setting.entry,
                setting.directory,
                HolderWish(
                    kind=kind,
                    name=values["name"],
                    unit=values.get("unit") or None,
                    title=values.get("title") or None,
                    aliases=_aliases(values),
                ),
            )
        except FieldRefused as refusal:
            setting.counts.refuse(number, values, refusal)
            continue
        setting.counts.take(done.how, done.warnings)


def import_assignments(setting: Setting, rows: Rows) -> None:
    """Take in posts: holder, role, place, first day, and the first day without it."""
    posts = open_posts(setting.office, setting.directory)
    for number, values in rows:
        setting.counts.read += 1
        try:
            needed_in(values, "holder", "role", "place", "since")
            since = day_in(setting, values, "since")
            assert since is not None
            done = register_post(
                setting.entry,
                posts,
                PostWish(
                    holder=values["holder"],
                    role=values["role"],
                    place=values["place"],
                    since=since,
                    until=day_in(setting, values, "until"),
                    town=values.get("town") or setting.town,
                    unit=values.get("unit") or None,
                ),
            )
        except FieldRefused as refusal:
            setting.counts.refuse(number, values, refusal)
            continue
        setting.counts.take(done.how, done.warnings)


def _place_wish(setting: Setting, rulebook: Rulebook, values: Values) -> PlaceWish:
    needed_in(values, "name", "kind")
    kind = _kind(rulebook, values["kind"])
    needs_town = kind in (STREET, VILLAGE, ZONE)
    said = values.get("parent_code") or values.get("parent_name") or values.get("town")
    return PlaceWish(
        kind=kind,
        name=values["name"],
        code=values.get("code") or None,
        parent_code=values.get("parent_code") or None,
        parent=values.get("parent_name") or None,
        town=values.get("town") or (setting.town if needs_town and not said else None),
        aliases=_aliases(values),
        opened_on=day_in(setting, values, "opened_on"),
        closed_on=day_in(setting, values, "closed_on"),
        source=values.get("source") or None,
        as_of=day_in(setting, values, "as_of"),
    )


def _kind(rulebook: Rulebook, said: str) -> str:
    """Read a kind of place: one that every ledger knows, or one of the rulebook's own."""
    for identifier, name in rulebook.place_kinds.items():
        if identifier not in PLACE_KINDS and said in (identifier, name):
            return identifier
    return read_as("kind", said, place_kind)


def _take_place(setting: Setting, number: int, values: dict[str, str], wish: PlaceWish) -> None:
    try:
        done = register_place(setting.entry, setting.directory, wish)
    except FieldRefused as refusal:
        setting.counts.refuse(number, values, refusal)
        return
    setting.counts.take(done.how, done.warnings)


def _aliases(values: Values) -> tuple[str, ...]:
    said = values.get("alias", "")
    return tuple(part for part in _BETWEEN_ALIASES.split(said) if part)
