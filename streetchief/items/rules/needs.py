"""What a list asks of an opening or a move: roles, category, place, evidence, dates, fields.

A rule of the source never hides here, the rulebook says what a list needs. Values of fields are
whole numbers and text only: of type yuan fen, a day an epoch day, a place or holder its key in the
register, tags a tuple of identifiers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from streetchief.items.rules.walk import Walk
from streetchief.locale.text import N_
from streetchief.rulebook.rules.list import (
    RESPONSIBLE,
    Field,
    Fields,
    FieldValue,
    Item,
    ListRule,
    Quantity,
    Stage,
    Step,
    closing_stage,
    field_of,
)
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
    given = {
        **{field: True for field, _value in item.fields},
        "evidence": bool(item.evidence),
        "quantity": bool(item.quantities),
        "date": item.due_on is not None or rule.days is not None,
        "holder": item.found_by is not None,
        "note": True,
    }
    return _missing(rule, rule.stages[0].needs, rule.stages[0].name, given)


def check_needs(here: Walk, move: Step, stage: Stage | None) -> tuple[Problem, ...]:
    """Tell what the stage still needs, after the move was taken."""
    rule = here.rule
    given = {
        **{field: value not in (None, "", ()) for field, value in here.fields.items()},
        "evidence": bool(move.evidence),
        "quantity": any(side == "cleared" for _, side in here.amounts),
        "date": here.due_on is not None,
        "note": bool(move.note.strip()),
        "holder": here.holder is not None,
    }
    if move.kind == "fixed":
        return _missing(rule, rule.spot_needs, closing_stage(rule).name, given)
    return _missing(rule, stage.needs, stage.name, given) if stage is not None else ()


_NEEDS = {
    "evidence": N_("{stage} needs evidence, such as a photo."),
    "quantity": N_("{stage} needs the quantities."),
    "date": N_("{stage} needs a day by which it is to be closed."),
    "note": N_("{stage} needs a note."),
    "holder": N_("{stage} needs somebody who answers for it."),
}


def _missing(
    rule: ListRule, needs: Iterable[str], stage: Name, given: Mapping[str, bool]
) -> tuple[Problem, ...]:
    """Name what is needed and not given: one of _NEEDS, else a field of the list."""
    names = {field.id: field.name for field in rule.fields}
    return tuple(
        problem(f"needs_{need}", _NEEDS[need], stage=stage)
        if need in _NEEDS
        else problem(
            "needs_field",
            N_("{stage} needs {field}."),
            stage=stage,
            field=names.get(need, Name(zh=need, en=need)),
        )
        for need in needs
        if not given.get(need, False)
    )


def check_zero(here: Walk) -> tuple[Problem, ...]:
    """Refuse to close while anything is left, or was never measured."""
    problems: list[Problem] = []
    for measure in here.rule.measures:
        found = here.amounts.get((measure.id, "found"))
        if found is None:
            words = N_("{measure} was never recorded, so it is not known to be zero.")
            problems.append(problem("not_measured", words, measure=measure.name))
        elif found != here.amounts.get((measure.id, "cleared"), 0):
            words = N_("{measure} is not zero yet.")
            problems.append(problem("not_zero", words, measure=measure.name))
    return tuple(problems)


def check_title(item: Item) -> tuple[Problem, ...]:
    """Refuse an item nobody could recognise."""
    if item.title.strip():
        return ()
    return (problem("needs_title", N_("Say in a few words what it is about.")),)


def check_fields(rule: ListRule, values: Fields, *, opening: bool) -> tuple[Problem, ...]:
    """Tell which extra fields are unknown, of the wrong type, or missing when an item opens.

    An empty text clears a field later on: a project that is no longer blocked.
    """
    problems: list[Problem] = []
    for key, value in values:
        field = field_of(rule, key)
        if field is None:
            words = N_("{list} has no field {field}.")
            problems.append(problem("unknown_field", words, list=rule.name, field=key))
        elif value == "" and not opening and not field.required:
            continue
        elif not _fits(field, value):
            words = N_("{field}: {value} does not fit.")
            told = value if isinstance(value, int | str) else "、".join(value)
            problems.append(problem("bad_field", words, field=field.name, value=told))
    if opening:
        given = dict(values)
        for field in rule.fields:
            if field.required and given.get(field.id) in (None, "", ()):
                words = N_("Give {field} as well.")
                problems.append(problem("needs_field", words, field=field.name))
    return tuple(problems)


def check_quantities(
    rule: ListRule,
    quantities: tuple[Quantity, ...],
    before: tuple[tuple[tuple[str, str], int], ...],
) -> tuple[Problem, ...]:
    """Tell which quantities are of unknown measures, negative, or more than was ever found.

    `before` is what the earlier steps add up to, by (measure, side). Whoever clears more than was
    found records the further finding first.
    """
    problems: list[Problem] = []
    totals = dict(before)
    for quantity in quantities:
        measure = next((one for one in rule.measures if one.id == quantity.measure), None)
        if measure is None:
            words = N_("{list} has no measure {measure}.")
            told = quantity.measure
            problems.append(problem("unknown_measure", words, list=rule.name, measure=told))
            continue
        if quantity.amount < 0:
            words = N_("{measure} cannot be negative.")
            problems.append(problem("negative", words, measure=measure.name))
            continue
        key = (quantity.measure, quantity.side)
        totals[key] = totals.get(key, 0) + quantity.amount
    if any(quantity.side == "cleared" for quantity in quantities):
        for measure in rule.measures:
            cleared = totals.get((measure.id, "cleared"), 0)
            if cleared > totals.get((measure.id, "found"), 0):
                words = N_("{measure}: more cleared than found; record the further finding first.")
                problems.append(problem("clears_too_much", words, measure=measure.name))
    return tuple(problems)


def _fits(field: Field, value: FieldValue) -> bool:
    """Tell whether a value is of the field's type and among its choices."""
    known = [choice.id for choice in field.choices]
    if field.type == "tags":
        return isinstance(value, tuple) and all(
            tag.strip() and (field.open or tag in known) for tag in value
        )
    if field.type in ("text", "choice"):
        if not isinstance(value, str) or not value.strip():
            return False
        return field.type == "text" or field.open or value in known
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return field.type != "yuan" or value >= 0
