"""The rulebook's own words: what it calls things, which of them a person means, what papers say.

Convention: every word is a `Name` in both languages; where the rulebook has no English the Chinese
stands, and what is missing falls back on the identifier or on plain words. A term is meant by its
identifier, a name, or the beginning of one. The rulebook is the one in force on a day.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from streetchief.errors import Refused
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.rulebook.kinds import word
from streetchief.rulebook.records import current_rulebook_text
from streetchief.rulebook.rules.honour import HonourRule
from streetchief.rulebook.rules.read_posts import read_honours
from streetchief.value import value
from streetchief.values.names import Ambiguous, Named, Unknown, pick
from streetchief.values.problems import Name, name_in
from streetchief.values.register import PLACE_KINDS

Tables = Mapping[str, Any]


def tables_on(connection: sqlite3.Connection, day: int, as_of: int | None = None) -> Tables:
    """Return the rulebook in force on `day` as parsed; {} when the ledger has none.

    A text is parsed once, however many records of one call ask.
    """
    text = current_rulebook_text(connection, day, as_of=as_of)
    return {} if text is None else _parsed(text)


@lru_cache(maxsize=4)
def _parsed(text: str) -> Tables:
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


def name_in_chapter(tables: Tables, chapter: str, identifier: str) -> Name:
    """Return what a chapter calls one of its things, else the identifier itself."""
    return name_of(_below(tables, chapter).get(identifier), identifier)


def names_in(tables: Tables, chapter: str) -> dict[str, Name]:
    """Return what a chapter of the rulebook (kinds, duties, roles, …) calls its things."""
    chapter_of = _below(tables, chapter)
    return {identifier: name_of(table, identifier) for identifier, table in chapter_of.items()}


def role_name(tables: Tables, role: str) -> Name:
    """Return what the rulebook calls a role."""
    return name_in_chapter(tables, "roles", role)


def duty_name(tables: Tables, duty: str) -> Name:
    """Return what the rulebook calls a duty."""
    return name_in_chapter(tables, "duties", duty)


def role_holder(tables: Tables, role: str) -> tuple[str, str]:
    """Return the kind of place a role is held for, and the kind of its holder."""
    table = _below(tables, "roles").get(role)
    if not isinstance(table, Mapping):
        return "", "person"
    return str(table.get("place", "")), str(table.get("holder", "person"))


def own_place_kinds(office: Office) -> dict[str, Name]:
    """Return the kinds of places that today's rulebook adds to those every ledger knows."""
    tables = tables_on(office.connection, office.today, office.as_of)
    return names_in(tables, "place_kinds")


def place_kind_word(tables: Tables, kind: str) -> str:
    """Return the reader's word for a kind of place, of every ledger or of the rulebook."""
    if kind in PLACE_KINDS:
        return word(kind)
    return name_in(name_in_chapter(tables, "place_kinds", kind), language())


def honour_rules(tables: Tables) -> dict[str, HonourRule]:
    """Return the honours of the rulebook, in its order; one with a mistake is left out."""
    rules, _problems = read_honours(
        tables, place_kinds=(*PLACE_KINDS, *names_in(tables, "place_kinds"))
    )
    return {rule.id: rule for rule in rules}


def meant_term(said: str, names: Mapping[str, Name], what: str) -> str:
    """Return the identifier meant by `said`; raises `Refused` naming near or known ones.

    `what` is the reader's word for what was looked for.
    """
    identifiers = list(names)
    candidates = [
        Named(
            key=number,
            name=names[identifier].zh,
            code=identifier,
            aliases=(names[identifier].en, identifier.replace("_", " ")),
            kind="person",
        )
        for number, identifier in enumerate(identifiers)
    ]
    try:
        return identifiers[pick(said, candidates, what).key]
    except Unknown as error:
        near = [identifiers[named.key] for named in error.near]
        shown = _("Near names: {names}.") if near else _("Known are: {names}.")
        raise Refused(
            _("No {what} is called {name}.").format(what=what, name=said),
            shown.format(names=_listed(near or identifiers, names)),
        ) from None
    except Ambiguous as error:
        found = [identifiers[named.key] for named in error.found]
        raise Refused(
            _("{name} may mean {count}: {names}.").format(
                name=said, count=len(found), names=_listed(found, names)
            ),
            _("Write which one, e.g. {example}.").format(example=found[0]),
        ) from None


def _listed(identifiers: list[str], names: Mapping[str, Name]) -> str:
    said = [
        _("{name} ({id})").format(name=name_in(names[i], language()), id=i)
        for i in identifiers[:30]
    ]
    return _(", ").join(said) or _("none")


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


def wording_of(tables: Tables, duty: str, role: str, per: str, kind: str) -> Wording:
    """Return the words of papers; `duty` is that of the streets: `role` does `kind` for `per`.

    What the bulletin of the rulebook leaves out comes from its name, its roles and its duties.
    """
    bulletin = _below(tables, "bulletin")
    place, measure, here = _STREET
    if per != "street":
        place = name_in_chapter(tables, "place_kinds", per)
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
        act=name_in_chapter(tables, "kinds", kind),
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
    return Name(zh=zh, en=en if isinstance(en, str) else zh)


def _below(tables: Tables, name: str) -> Mapping[str, Any]:
    table = tables.get(name)
    return table if isinstance(table, Mapping) else {}
