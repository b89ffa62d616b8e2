"""The rulebook in force: its duties, and its roles and kinds of activity under every name.

Convention: an identifier beats a Chinese or English name; nothing is matched by its beginning.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from streetchief.errors import NotALedger, Refused
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.rulebook.records import current_rulebook_text, find_versions
from streetchief.rulebook.rules.duty import Duty, duty_on
from streetchief.rulebook.rules.post import PostRule
from streetchief.rulebook.rules.read_posts import read_posts
from streetchief.rulebook.rules.rulebook import Kind, Role, Rulebook, read_rulebook
from streetchief.value import value
from streetchief.values.names import fold
from streetchief.values.problems import Name
from streetchief.values.register import Place


@value
class NamedDuty:
    """A duty in force with what the rulebook calls it, its kinds of activity and whom it judges."""

    duty: Duty
    name: Name
    kinds: tuple[Name, ...]
    place: Name


def rulebook_on(connection: sqlite3.Connection, day: int, *, as_of: int | None = None) -> Rulebook:
    """Return the rulebook in force on `day`; raises `NotALedger` when none can be read."""
    text = current_rulebook_text(connection, day, as_of=as_of)
    rulebook = _read(text) if text is not None else None
    if rulebook is None:
        raise NotALedger(
            _("The rulebook in the ledger cannot be read."),
            _("Check the ledger with: streetchief verify"),
            effect=_("Nothing was changed."),
        )
    return rulebook


@lru_cache(maxsize=4)
def _read(text: str) -> Rulebook | None:
    """Read a rulebook once for all acts of one process; nobody changes what was read."""
    return read_rulebook(text)[0]


def role_named(rulebook: Rulebook, text: str) -> Role:
    """Return the role meant by an identifier or a Chinese or English name; raises `Refused`."""
    role = rulebook.roles.get(text.strip())
    if role is not None:
        return role
    wanted = fold(text)
    for role in rulebook.roles.values():
        if wanted in {fold(name) for name in (role.identifier, role.zh, role.en, *role.zh_names)}:
            return role
    known = _(", ").join(
        _("{name} ({id})").format(name=role.zh, id=role.identifier)
        for role in rulebook.roles.values()
    )
    raise Refused(
        _("There is no role {name}.").format(name=text),
        _("Roles: {names}.").format(names=known),
    )


def kind_named(rulebook: Rulebook, text: str) -> Kind:
    """Return the kind of activity meant by an identifier or a name; raises `Refused`."""
    wanted = fold(text)
    for kind in rulebook.kinds.values():
        if wanted in {fold(name) for name in (kind.identifier, kind.zh, kind.en)}:
            return kind
    known = _(", ").join(
        _("{name} ({id})").format(name=kind.zh, id=kind.identifier)
        for kind in rulebook.kinds.values()
    )
    raise Refused(
        _("There is no kind of activity {name}.").format(name=text),
        _("Kinds: {names}.").format(names=known),
    )


def post_rules(rulebook: Rulebook) -> dict[str, PostRule]:
    """Return what each role expects of its holders; a role that says it wrongly expects nothing."""
    rules, _problems = read_posts(rulebook.tables, place_kinds=tuple(rulebook.place_kinds))
    return {rule.role: rule for rule in rules}


def role_names(office: Office) -> dict[str, str]:
    """Return each role's name in the reader's language."""
    roles = rulebook_on(office.connection, office.today, as_of=office.as_of).roles
    return {key: role.zh if language() == "zh" else role.en for key, role in roles.items()}


def duties_in_force(
    office: Office, rulebook: Rulebook, town: Place | None
) -> tuple[NamedDuty, ...]:
    """Return the duties in force today, in the order of the rulebook."""
    from streetchief.rulebook.words import name_in_chapter

    versions = find_versions(office.connection, as_of=office.as_of)
    named = []
    for name in dict.fromkeys(version.name for version in versions):
        of_name = [version for version in versions if version.name == name]
        duty = duty_on(of_name, office.today, town.key if town else None)
        if duty is None:
            continue
        kinds = [rulebook.kinds[kind] for kind in duty.kinds if kind in rulebook.kinds]
        named.append(
            NamedDuty(
                duty=duty,
                name=name_in_chapter(rulebook.tables, "duties", name),
                kinds=tuple(Name(zh=kind.zh, en=kind.en) for kind in kinds),
                place=name_in_chapter(rulebook.tables, "place_kinds", duty.per),
            )
        )
    return tuple(named)
