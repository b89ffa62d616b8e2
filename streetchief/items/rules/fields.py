"""What an item says about itself: its title, extra fields and quantities, checked by its list.

The convention to know: values are whole numbers and text only. A field of type yuan holds fen, a
day an epoch day, a place or holder its key in the register, tags a tuple of identifiers.
"""

from __future__ import annotations

from streetchief.locale.text import N_
from streetchief.rulebook.rules.list import (
    Field,
    Fields,
    FieldValue,
    Item,
    ListRule,
    Quantity,
    field_of,
)
from streetchief.values.problems import Problem, problem


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
