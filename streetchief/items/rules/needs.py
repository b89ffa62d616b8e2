"""What a list asks of an opening or a move: roles, category, place, evidence, quantities, dates.

The convention to know: each rule returns its problems as values; a rule of the source never hides
here, the rulebook says what a list needs.
"""

from __future__ import annotations

from streetchief.items.rules.steps import Walk
from streetchief.locale.text import N_
from streetchief.rulebook.rules.list import RESPONSIBLE, Item, ListRule, Stage, Step, closing_stage
from streetchief.values.problems import Name, Problem, problem


def check_roles(
    allowed: tuple[str, ...], roles: frozenset[str], *, responsible: bool
) -> tuple[Problem, ...]:
    """Refuse who holds none of the roles; nobody named means everyone may."""
    if not allowed or roles.intersection(allowed) or (responsible and RESPONSIBLE in allowed):
        return ()
    words = N_("Only {roles} may do this.")
    return (problem("wrong_role", words, roles="、".join(allowed)),)


def check_category(rule: ListRule, item: Item) -> tuple[Problem, ...]:
    """Refuse a category the list does not know, unless the list is open."""
    if item.category in [category.id for category in rule.categories]:
        return ()
    if not item.category.strip() and (rule.categories or rule.open):
        return (problem("needs_category", N_("Say of which category it is.")),)
    if item.category and not rule.open:
        words = N_("{list} has no category {category}.")
        return (problem("unknown_category", words, list=rule.name, category=item.category),)
    return ()


def check_place(rule: ListRule, item: Item) -> tuple[Problem, ...]:
    """Refuse a place of another kind than the list's."""
    if not rule.place_kinds or (item.place is not None and item.place_kind in rule.place_kinds):
        return ()
    words = N_("It has to lie in a place of this kind: {kinds}.")
    return (problem("wrong_place", words, kinds="、".join(rule.place_kinds)),)


def check_opening_needs(rule: ListRule, item: Item) -> tuple[Problem, ...]:
    """Tell what the first stage still needs; whoever found the item counts as its holder."""
    first = rule.stages[0]
    problems: list[Problem] = []
    for need in first.needs:
        missing = {
            "evidence": not item.evidence,
            "quantity": not item.quantities,
            "date": item.due_on is None and rule.days is None,
            "holder": item.found_by is None,
            "note": False,
        }.get(need, need not in dict(item.fields))
        problems += _missing(rule, need, first.name) if missing else ()
    return tuple(problems)


def check_needs(rule: ListRule, here: Walk, move: Step, stage: Stage | None) -> tuple[Problem, ...]:
    """Tell what the stage still needs, after the move was taken."""
    if move.kind == "fixed":
        needs, name = rule.spot_needs, closing_stage(rule).name
    elif stage is not None:
        needs, name = stage.needs, stage.name
    else:
        return ()
    problems: list[Problem] = []
    for need in needs:
        missing = {
            "evidence": not move.evidence,
            "quantity": not any(side == "cleared" for _, side in here.amounts),
            "date": here.due_on is None,
            "note": not move.note.strip(),
            "holder": here.holder is None,
        }.get(need, here.fields.get(need) in (None, "", ()))
        problems += _missing(rule, need, name) if missing else ()
    return tuple(problems)


def _missing(rule: ListRule, need: str, stage: Name) -> tuple[Problem, ...]:
    words = {
        "evidence": N_("{stage} needs evidence, such as a photo."),
        "quantity": N_("{stage} needs the quantities."),
        "date": N_("{stage} needs a day by which it is to be closed."),
        "note": N_("{stage} needs a note."),
        "holder": N_("{stage} needs somebody who answers for it."),
    }.get(need)
    if words is not None:
        return (problem(f"needs_{need}", words, stage=stage),)
    field = next((field.name for field in rule.fields if field.id == need), Name(zh=need, en=need))
    return (problem("needs_field", N_("{stage} needs {field}."), stage=stage, field=field),)


def check_zero(rule: ListRule, here: Walk) -> tuple[Problem, ...]:
    """Refuse to close while anything is left, or was never measured."""
    problems: list[Problem] = []
    for measure in rule.measures:
        found = here.amounts.get((measure.id, "found"))
        if found is None:
            words = N_("{measure} was never recorded, so it is not known to be zero.")
            problems.append(problem("not_measured", words, measure=measure.name))
        elif found != here.amounts.get((measure.id, "cleared"), 0):
            words = N_("{measure} is not zero yet.")
            problems.append(problem("not_zero", words, measure=measure.name))
    return tuple(problems)


def check_content(move: Step) -> tuple[Problem, ...]:
    """Refuse a step that says nothing."""
    if move.kind in ("note", "replied") and not move.note.strip():
        return (problem("needs_note", N_("Write what is to be noted.")),)
    if move.kind == "quantity" and not move.quantities:
        return (problem("needs_quantity", N_("Say how much.")),)
    if move.kind == "changed" and not move.fields:
        return (problem("needs_field", N_("Say what changes.")),)
    if move.kind == "scheduled" and (
        not move.schedule or any(days < 1 or not name.strip() for name, days in move.schedule)
    ):
        words = N_("Name each milestone with at least one day.")
        return (problem("needs_schedule", words),)
    return ()
