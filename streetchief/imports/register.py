"""Rows of places, streets, holders and assignments, each taken into the register.

Convention: what a row means is decided by the same functions as for one thing typed in; a row's
parent may stand anywhere in the file.
"""

from __future__ import annotations

import re

from streetchief.files.columns import Noun, holder_kind, place_kind
from streetchief.imports.rows import Rows, Setting, Values, day_in, needed_in, read_as
from streetchief.locale.text import gettext as _
from streetchief.register.directory import code_stem
from streetchief.register.holders import HolderDone, HolderWish, register_holder
from streetchief.register.places import FieldRefused, PlaceDone, PlaceWish, register_place
from streetchief.register.posts import PostDone, PostWish, open_posts, register_post
from streetchief.rulebook.in_force import rulebook_on
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.values.register import COUNTY, PLACE_KINDS, STREET, TOWN, VILLAGE, ZONE

_BETWEEN_ALIASES = re.compile(r"\s*[;；、,，|\n]\s*")
_RANK = {COUNTY: 0, TOWN: 1, VILLAGE: 2, ZONE: 3, STREET: 4}

_Pending = tuple[int, dict[str, str], PlaceWish]


def import_register(setting: Setting, noun: Noun, rows: Rows) -> None:
    """Take in a table of places, streets, holders or assignments."""
    if noun == "places":
        import_places(setting, rows)
        return
    posts = open_posts(setting.office, setting.directory) if noun == "assignments" else None
    for number, values in rows:
        setting.counts.read += 1
        with setting.counts.refusing(number, values):
            done: PlaceDone | HolderDone | PostDone
            if posts is not None:
                done = register_post(setting.entry, posts, _post_wish(setting, values))
            elif noun == "holders":
                done = register_holder(setting.entry, setting.directory, _holder_wish(values))
            else:
                done = register_place(
                    setting.entry, setting.directory, _street_wish(setting, values)
                )
            setting.counts.take(done.how, done.warnings)


def import_places(setting: Setting, rows: Rows) -> None:
    """Take in places of any kind; those that lie in others follow them, wherever they stand."""
    rulebook = rulebook_on(setting.entry.connection, setting.office.today)
    pending: list[_Pending] = []
    for number, values in rows:
        setting.counts.read += 1
        with setting.counts.refusing(number, values):
            needed_in(values, "name", "kind")
            kind = _kind(rulebook, values["kind"])
            pending.append((number, values, _place_wish(setting, kind, values["name"], values)))
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
            with setting.counts.refusing(number, values):
                done = register_place(setting.entry, setting.directory, wish)
                setting.counts.take(done.how, done.warnings)
        pending = waiting if ready else []


def _place_wish(setting: Setting, kind: str, name: str, values: Values) -> PlaceWish:
    """Read what a row says of a place; what no town holds is not put into the one chosen."""
    above = values.get("parent_code") or values.get("parent_name")
    chosen = setting.town if kind in (STREET, VILLAGE, ZONE) and not above else None
    return PlaceWish(
        kind=kind,
        name=name,
        code=values.get("code") or None,
        parent_code=values.get("parent_code") or None,
        parent=values.get("parent_name") or None,
        town=values.get("town") or chosen,
        village=values.get("village") or None,
        zone=values.get("zone") or None,
        aliases=_aliases(values),
        opened_on=day_in(setting, values, "opened_on"),
        closed_on=day_in(setting, values, "closed_on"),
        source=values.get("source") or None,
        as_of=day_in(setting, values, "as_of"),
    )


def _street_wish(setting: Setting, values: Values) -> PlaceWish:
    """Read a street; its town and first open day must be there."""
    needed_in(values, "street", "opened_on")
    if not (values.get("town") or setting.town):
        raise FieldRefused("town", "", _("It is empty."))
    return _place_wish(setting, STREET, values["street"], values)


def _holder_wish(values: Values) -> HolderWish:
    needed_in(values, "name", "kind")
    return HolderWish(
        kind=read_as("kind", values["kind"], holder_kind),
        name=values["name"],
        unit=values.get("unit") or None,
        title=values.get("title") or None,
        aliases=_aliases(values),
    )


def _post_wish(setting: Setting, values: Values) -> PostWish:
    needed_in(values, "holder", "role", "place", "since")
    since = day_in(setting, values, "since")
    assert since is not None
    return PostWish(
        holder=values["holder"],
        role=values["role"],
        place=values["place"],
        since=since,
        until=day_in(setting, values, "until"),
        town=values.get("town") or setting.town,
        unit=values.get("unit") or None,
    )


def _kind(rulebook: Rulebook, said: str) -> str:
    """Read a kind of place: one that every ledger knows, or one of the rulebook's own."""
    for identifier, name in rulebook.place_kinds.items():
        if identifier not in PLACE_KINDS and said in (identifier, name):
            return identifier
    return read_as("kind", said, place_kind)


def _aliases(values: Values) -> tuple[str, ...]:
    said = values.get("alias", "")
    return tuple(part for part in _BETWEEN_ALIASES.split(said) if part)
