"""The rulebook's own words: which honour, kind, duty or grade a person means, and its rules.

Convention: a term is meant by its identifier, its Chinese or its English name, or the beginning of
one; nothing else is guessed. The rulebook is the one in force on a day of the ledger.
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
from streetchief.rulebook.wording import Tables, name_of
from streetchief.values.names import Ambiguous, Named, Unknown, pick
from streetchief.values.problems import Name, name_in
from streetchief.values.register import PLACE_KINDS


def tables_on(connection: sqlite3.Connection, day: int, as_of: int | None = None) -> Tables:
    """Return the rulebook in force on `day` as parsed; {} when the ledger has none.

    A text is parsed once, however many records of one call ask.
    """
    text = current_rulebook_text(connection, day, as_of=as_of)
    return {} if text is None else _parsed(text)


@lru_cache(maxsize=4)
def _parsed(text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def names_in(tables: Tables, chapter: str) -> dict[str, Name]:
    """Return what a chapter of the rulebook (kinds, duties, roles, …) calls its things."""
    found = tables.get(chapter)
    if not isinstance(found, Mapping):
        return {}
    return {identifier: name_of(table, identifier) for identifier, table in found.items()}


def own_place_kinds(office: Office) -> dict[str, Name]:
    """Return the kinds of places that today's rulebook adds to those every ledger knows."""
    tables = tables_on(office.connection, office.today, office.as_of)
    return names_in(tables, "place_kinds")


def place_kind_word(tables: Tables, kind: str) -> str:
    """Return the reader's word for a kind of place, of every ledger or of the rulebook."""
    if kind in PLACE_KINDS:
        return word(kind)
    return name_in(names_in(tables, "place_kinds").get(kind, Name(zh=kind, en=kind)), language())


def honour_rules(tables: Tables) -> dict[str, HonourRule]:
    """Return the honours of the rulebook, in its order; one with a mistake is left out."""
    rules, _problems = read_honours(tables, place_kinds=_place_kinds(tables))
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


def _place_kinds(tables: Tables) -> tuple[str, ...]:
    return (*PLACE_KINDS, *names_in(tables, "place_kinds"))
