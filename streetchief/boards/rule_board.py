"""What the rulebook says on a board: the rules (制度) everyone is judged by.

Convention: the rulebook and the duties in force today; a date the source does not give stays
unknown and is printed so.
"""

from __future__ import annotations

from streetchief.ledger.office import Office
from streetchief.rulebook.in_force import NamedDuty, duties_in_force, rulebook_on
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import BASIS_FIELDS, NEUTRAL, PATROL, Duty, duty_on
from streetchief.rulebook.rules.read_score import ScoreRules
from streetchief.rulebook.words import name_in_chapter
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import Place


@value
class ListTold:
    """A list: its stages in order, its categories, and whether someone else verifies."""

    name: Name
    words: str
    stages: tuple[Name, ...]
    categories: tuple[Name, ...]
    open: bool
    verification: str
    closes_at_zero: bool


@value
class LimitTold:
    """An amount in fen and its first day, None where no date is known."""

    name: Name
    amount_name: Name
    amount: int
    since: int | None


@value
class DocumentTold:
    """A policy document; `issued_on` None where the source has no date."""

    title: str
    issued_on: int | None


@value
class RulesBoard:
    """制度: duties in force, fields that differ from the default, lists, limits, documents."""

    basis: str
    basis_words: str
    duties: tuple[NamedDuty, ...]
    departures: tuple[tuple[str, str], ...]
    lists: tuple[ListTold, ...]
    limits: tuple[LimitTold, ...]
    documents: tuple[DocumentTold, ...]
    score: ScoreRules


def rules_board(office: Office, town: Place | None) -> RulesBoard:
    """Return the rules in force today, in `town` or in general."""
    rulebook = rulebook_on(office.connection, office.today, as_of=office.as_of)
    bulletin = rulebook.tables.get("bulletin", {})
    tables = rulebook.tables.get("lists", {})
    return RulesBoard(
        basis=str(bulletin.get("basis") or ""),
        basis_words=str(bulletin.get("basis_words") or ""),
        duties=duties_in_force(office, rulebook, town),
        departures=_departures(_patrol(office, town)),
        lists=tuple(
            ListTold(
                name=rule.name,
                words=str(tables.get(rule.id, {}).get("words") or ""),
                stages=tuple(stage.name for stage in rule.stages),
                categories=tuple(category.name for category in rule.categories),
                open=rule.open,
                verification=rule.verification,
                closes_at_zero=rule.closes_at_zero,
            )
            for rule in rulebook.lists.values()
            if len(rule.stages) > 1
        ),
        limits=tuple(
            LimitTold(
                name=name_in_chapter(rulebook.tables, "limits", id),
                amount_name=limit.name or Name(zh=id, en=id),
                amount=limit.amount,
                since=limit.since,
            )
            for id, limits in rulebook.limits.items()
            for limit in limits
        ),
        documents=tuple(
            DocumentTold(title=document.title, issued_on=document.issued_on)
            for document in rulebook.documents
        ),
        score=rulebook.score,
    )


def _patrol(office: Office, town: Place | None) -> Duty | None:
    versions = find_versions(office.connection, name=PATROL, as_of=office.as_of)
    return duty_on(versions, office.today, town.key if town else None)


def _departures(duty: Duty | None) -> tuple[tuple[str, str], ...]:
    """Return the fields of the street duty that differ from the default, as (name, value)."""
    if duty is None:
        return ()
    changed = []
    for name in BASIS_FIELDS:
        held = getattr(duty, name)
        if held != getattr(NEUTRAL, name):
            changed.append(
                (name, ", ".join(map(str, held)) if isinstance(held, tuple) else str(held))
            )
    return tuple(changed)
