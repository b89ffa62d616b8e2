"""Writing items and their steps: one thing with everything that belongs to it.

Convention: `id` of a domain value says nothing here, the ledger gives it; the id is returned.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.items.records import JOINT, WITH
from streetchief.ledger.journal import EntryWriter
from streetchief.rulebook.rules.list import Fields, Item, ListRule, Quantity, Step, field_of
from streetchief.values.evidence import Evidence


def add_item(
    entry: EntryWriter,
    rule: ListRule,
    item: Item,
    *,
    activity: int | None = None,
    note: str | None = None,
    key: str | None = None,
    evidence: Sequence[Evidence] = (),
) -> int:
    """Write an item and what it was opened with; return its id."""
    id = entry.add(
        "item",
        {
            "list": item.list,
            "number": item.number,
            "title": item.title,
            "opened_on": item.opened_on,
            "category": item.category or None,
            "place": item.place,
            "found_by": item.found_by,
            "due_on": item.due_on,
            "grown_from": item.grown_from,
            "activity": activity,
            "note": note,
            "key": key,
        },
    )
    _add_parts(entry, rule, id, item.quantities, item.fields, evidence)
    return id


def add_step(
    entry: EntryWriter,
    rule: ListRule,
    item: int,
    step: Step,
    *,
    unit: str | None = None,
    evidence: Sequence[Evidence] = (),
) -> int:
    """Write a step of an item and what belongs to it; return its id. `unit` is the doer's."""
    id = entry.add(
        "item_step",
        {
            "item": item,
            "kind": step.kind,
            "day": step.on,
            "by": step.by,
            "by_unit": unit if step.by is not None else None,
            "stage": step.stage or None,
            "holder": step.holder,
            "note": step.note or None,
            "until": step.until,
            "due_on": step.due_on,
            "milestone": step.milestone or None,
        },
    )
    for part, parties in ((JOINT, step.joint), (WITH, step.others)):
        for holder in parties:
            entry.add("item_party", {"step": id, "holder": holder, "part": part})
    for name, days in step.schedule:
        entry.add("item_milestone", {"step": id, "name": name, "days": days})
    _add_parts(entry, rule, id, step.quantities, step.fields, evidence)
    return id


def _add_parts(
    entry: EntryWriter,
    rule: ListRule,
    fact: int,
    quantities: Sequence[Quantity],
    fields: Fields,
    evidence: Sequence[Evidence],
) -> None:
    for quantity in quantities:
        entry.add(
            "item_amount",
            {
                "fact": fact,
                "measure": quantity.measure,
                "side": quantity.side,
                "amount": quantity.amount,
            },
        )
    for name, given in fields:
        field = field_of(rule, name)
        column = "text"
        if isinstance(given, int):
            column = field.type if field and field.type in ("place", "holder") else "number"
        text = "\n".join(given) if isinstance(given, tuple) else given
        entry.add("item_field", {"fact": fact, "field": name, column: text})
    for file in evidence:
        entry.add(
            "evidence",
            {
                "fact": fact,
                "kind": file.kind,
                "name": file.name,
                "sha256": file.sha256,
                "size": file.size,
            },
        )
