"""What the rulebook says of the kinds of activity: which there are, and what each measures.

Convention: only a call that says another kind than patrol, or a measure, comes here, so that
logging a patrol never reads the rulebook.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from streetchief.domain.problems import Name, name_in
from streetchief.domain.value import value
from streetchief.errors import Refused
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.service.terms import meant_term, names_in, tables_on
from streetchief.service.wording import Tables

MEASURES = {"spots": N_("key spots (--spots)"), "kilograms": N_("tonnes (--tonnes)")}
"""The measures a kind may carry, in the reader's words."""


@value
class KindRule:
    """A kind of activity: its names and the measures it carries."""

    id: str
    name: Name
    measures: tuple[str, ...]


def kind_rules(tables: Tables) -> dict[str, KindRule]:
    """Return the kinds of activity of a rulebook, in its order."""
    rules = {}
    for identifier, name in names_in(tables, "kinds").items():
        table = tables["kinds"][identifier]
        measures = table.get("measures", []) if isinstance(table, Mapping) else []
        rules[identifier] = KindRule(
            id=identifier, name=name, measures=tuple(str(measure) for measure in measures)
        )
    return rules


def meant_kind(tables: Tables, said: str) -> KindRule:
    """Return the kind meant by an identifier or a name; raises `Refused` naming near ones."""
    rules = kind_rules(tables)
    names = {identifier: rule.name for identifier, rule in rules.items()}
    return rules[meant_term(said, names, _("kind of activity"))]


def checked_kind(
    connection: sqlite3.Connection, said: str, day: int, measures: Mapping[str, int | None]
) -> str:
    """Return the identifier of a kind, as the rulebook of `day` knows it.

    Raises `Refused` for an unknown kind, and for a measure that does not belong to it.
    """
    rule = meant_kind(tables_on(connection, day), said)
    wrong = [
        measure
        for measure, amount in measures.items()
        if amount is not None and measure not in rule.measures
    ]
    if wrong:
        raise Refused(
            _("{kind} has no {measures}.").format(
                kind=name_in(rule.name, language()),
                measures=_(", ").join(_(MEASURES[measure]) for measure in wrong),
            ),
            _("Nothing was saved."),
            _("Write it into the note, or let the rulebook give the kind that measure."),
        )
    return rule.id
