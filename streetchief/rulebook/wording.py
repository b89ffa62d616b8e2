"""The words a rulebook gives to papers, and what it calls roles and kinds.

Convention: every word is a `Name` in both languages; where the rulebook has no English the Chinese
stands. Reading never fails: what is missing falls back on plain words.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Mapping
from typing import Any

from streetchief.rulebook.records import current_rulebook_text
from streetchief.value import value
from streetchief.values.problems import Name


@value
class Wording:
    """What the rulebook in force says of papers; {town} stands for the town.

    `chief` is the role that has the streets' duty (分街长), `chiefs` what all of them are called
    (街长), `subject` what the paper is about (街长巡查), `here` one place spoken of again (该街),
    `act` what is done (巡查).
    """

    title: Name
    circular: Name
    office: Name
    addressees: Name
    basis: Name
    basis_words: Name
    system: Name
    chief: Name
    place: Name
    measure: Name
    chiefs: Name = Name(zh="街长", en="chiefs")
    subject: Name = Name(zh="街长巡查", en="street chiefs’ patrols")
    here: Name = Name(zh="该街", en="the street")
    act: Name = Name(zh="巡查", en="patrol")


Tables = Mapping[str, Any]

_TITLES = {
    "title": Name(zh="{town}{system}工作周报", en="{system}: weekly report, {town}"),
    "title_month": Name(zh="{town}{system}工作月报", en="{system}: monthly report, {town}"),
    "title_year": Name(zh="{town}{system}工作年报", en="{system}: yearly report, {town}"),
    "circular": Name(
        zh="{office}关于{period}{subject}情况的通报",
        en="Circular of the {office} on {subject}, {period}",
    ),
    "office": Name(zh="{town}{system}办公室", en="{system} office of {town}"),
}
_NOTHING = Name(zh="", en="")
_STREET = Name(zh="街道", en="street"), Name(zh="条", en=""), Name(zh="该街", en="the street")


def rulebook_tables(connection: sqlite3.Connection, day: int, as_of: int | None = None) -> Tables:
    """Return the rulebook in force on `day` as it was written; {} when the ledger has none."""
    text = current_rulebook_text(connection, day, as_of=as_of)
    if text is None:
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def name_of(table: object, fallback: str) -> Name:
    """Return the names `zh` and `en` of a table, else the identifier itself."""
    if not isinstance(table, Mapping):
        return Name(zh=fallback, en=fallback)
    zh = str(table.get("zh") or fallback)
    return Name(zh=zh, en=str(table.get("en") or zh))


def role_name(tables: Tables, role: str) -> Name:
    """Return what the rulebook calls a role."""
    return name_of(_below(tables, "roles").get(role), role)


def kind_name(tables: Tables, kind: str) -> Name:
    """Return what the rulebook calls a kind of activity."""
    return name_of(_below(tables, "kinds").get(kind), kind)


def duty_name(tables: Tables, duty: str) -> Name:
    """Return what the rulebook calls a duty."""
    return name_of(_below(tables, "duties").get(duty), duty)


def role_holder(tables: Tables, role: str) -> tuple[str, str]:
    """Return the kind of place a role is held for, and the kind of its holder."""
    table = _below(tables, "roles").get(role)
    if not isinstance(table, Mapping):
        return "", "person"
    return str(table.get("place", "")), str(table.get("holder", "person"))


def wording_of(tables: Tables, duty: str, role: str, per: str, kind: str) -> Wording:
    """Return the words of papers; `duty` is that of the streets: `role` does `kind` for `per`.

    What the bulletin of the rulebook leaves out comes from its name, its roles and its duties.
    """
    bulletin = _below(tables, "bulletin")
    place, measure, here = _STREET
    if per != "street":
        place = name_of(_below(tables, "place_kinds").get(per), per)
        measure, here = Name(zh="个", en=""), Name(zh=f"该{place.zh}", en=f"the {place.en}")
    chief = role_name(tables, role)
    return Wording(
        title=_titled(tables, "title"),
        circular=_titled(tables, "circular"),
        office=_titled(tables, "office"),
        addressees=_said(bulletin, "addressees", _NOTHING),
        basis=_said(bulletin, "basis", _NOTHING),
        basis_words=_said(bulletin, "basis_words", _NOTHING),
        system=_system(tables),
        chief=chief,
        place=_said(bulletin, "place", place),
        measure=_said(bulletin, "measure", measure),
        chiefs=_said(bulletin, "chiefs", chief),
        subject=_said(bulletin, "subject", duty_name(tables, duty)),
        here=_said(bulletin, "here", here),
        act=kind_name(tables, kind),
    )


def _system(tables: Tables) -> Name:
    """Return what the whole is called: the bulletin's `system`, else the rulebook's name."""
    return _said(_below(tables, "bulletin"), "system", name_of(tables, str(tables.get("name", ""))))


def _titled(tables: Tables, key: str) -> Name:
    """Return a title or the office, {system} put in; {town} and others stay for the paper."""
    words, system = _said(_below(tables, "bulletin"), key, _TITLES[key]), _system(tables)
    return Name(
        zh=words.zh.replace("{system}", system.zh), en=words.en.replace("{system}", system.en)
    )


def county_addressees(tables: Tables) -> Name:
    """Return to whom the county's paper goes."""
    default = Name(zh="各乡镇（街道）、各部门", en="towns and departments")
    return _said(_below(tables, "bulletin"), "county_addressees", default)


def period_title(tables: Tables, kind: str) -> Name:
    """Return the title of a monthly or yearly paper."""
    return _titled(tables, f"title_{kind}")


def items_list(tables: Tables) -> str:
    """Return the list whose items papers report: the one the bulletin names, else the first."""
    named = _below(tables, "bulletin").get("list")
    if isinstance(named, str):
        return named
    return next(iter(_below(tables, "lists")), "")


def _said(bulletin: Tables, name: str, default: Name) -> Name:
    zh, en = bulletin.get(name), bulletin.get(f"{name}_en")
    if not isinstance(zh, str):
        return default
    if isinstance(en, str):
        return Name(zh=zh, en=en)
    return Name(zh=zh, en=zh)


def _below(tables: Tables, name: str) -> Mapping[str, Any]:
    table = tables.get(name)
    return table if isinstance(table, Mapping) else {}
