"""SQL of lists: items with their steps, and the amounts of limits.

Convention: `find_items` returns live items with their live steps as the domain knows them; whoever
asks walks them. An entry that is still being written has no journal row yet: its items are ours.
What is written has no number of its own yet; the ledger gives it, and it is returned.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from streetchief.activities.evidence_records import add_evidence
from streetchief.ledger.journal import EntryWriter, keys, live
from streetchief.rulebook.rules.list import (
    Fields,
    FieldValue,
    Item,
    ListRule,
    Quantity,
    Step,
    field_of,
)
from streetchief.value import rows_of, value
from streetchief.values.evidence import Evidence

JOINT, WITH = "joint", "with"


@value
class ItemRow:
    """An item as recorded: where it was written, and what its list does not ask for."""

    item: Item
    site: str
    activity: int | None
    note: str | None
    key: str | None
    steps: tuple[Step, ...]


def find_items(
    connection: sqlite3.Connection,
    rules: Mapping[str, ListRule],
    *,
    ids: Iterable[int] | None = None,
    lists: Sequence[str] | None = None,
    number: int | None = None,
    found_by: int | None = None,
    activity: int | None = None,
    grown_from: int | None = None,
    as_of: int | None = None,
) -> list[ItemRow]:
    """Return the live items that fit every condition, with their steps, in the order recorded.

    `rules` tell which fields hold tags.
    """
    where: list[str] = []
    values: list[str | int] = []
    if ids is not None:
        where.append("i.id IN (SELECT value FROM json_each(?))")
        values.append(keys(ids))
    if lists is not None:
        where.append(f"i.list IN ({', '.join('?' * len(lists))})")
        values += lists
    for column, wanted in (
        ("number", number),
        ("found_by", found_by),
        ("activity", activity),
        ("grown_from", grown_from),
    ):
        if wanted is not None:
            where.append(f"i.{column} = ?")
            values.append(wanted)
    rows = connection.execute(
        "SELECT i.id, i.list, i.number, i.title, i.opened_on, coalesce(i.category, ''), i.place, "
        "coalesce(p.kind, ''), i.found_by, i.due_on, i.grown_from, i.activity, i.note, i.key, "
        "coalesce(j.site, (SELECT site FROM here)) "
        "FROM item i LEFT JOIN journal j ON j.id = i.entry LEFT JOIN place p ON p.id = i.place "
        f"WHERE {' AND '.join([*where, live('i', as_of)])} ORDER BY i.id",
        values,
    ).fetchall()
    narrow = keys(row[0] for row in rows) if where else None
    parts = _Parts(connection, rules, narrow)
    steps = _steps(connection, parts, {row[0]: row[1] for row in rows}, narrow, as_of)
    found = []
    for *opening, activity, note, key, site in rows:
        id, list_ = opening[:2]
        item = Item(
            **dict(zip(_OPENING, opening, strict=True)),
            evidence=parts.evidence.get(id, ()),
            quantities=parts.amounts.get(id, ()),
            fields=parts.fields_of(id, list_),
        )
        found.append(
            ItemRow(
                item=item,
                site=site,
                activity=activity,
                note=note,
                key=key,
                steps=steps.get(id, ()),
            )
        )
    return found


# The fields of an item in the order of the columns read.
_OPENING = (
    *("id", "list", "number", "title", "opened_on", "category", "place", "place_kind"),
    *("found_by", "due_on", "grown_from"),
)


class _Parts:
    """What hangs on items or steps, by their ids."""

    __slots__ = ("amounts", "evidence", "fields", "joint", "milestones", "others", "rules")

    def __init__(
        self, connection: sqlite3.Connection, rules: Mapping[str, ListRule], narrow: str | None
    ) -> None:
        self.rules = rules
        self.amounts: dict[int, tuple[Quantity, ...]] = {}
        self.fields: dict[int, list[tuple[str, int | str]]] = {}
        self.evidence: dict[int, tuple[str, ...]] = {}
        self.joint: dict[int, tuple[int, ...]] = {}
        self.others: dict[int, tuple[int, ...]] = {}
        self.milestones: dict[int, tuple[tuple[str, int], ...]] = {}
        if narrow == "[]":
            return
        for fact, measure, side, amount in _part(
            connection, "item_amount", "fact", "measure, side, amount", narrow
        ):
            more = Quantity(measure=measure, side=side, amount=amount)
            self.amounts[fact] = (*self.amounts.get(fact, ()), more)
        for fact, field, number, text, place, holder in _part(
            connection, "item_field", "fact", "field, number, text, place, holder", narrow
        ):
            given = next((v for v in (number, place, holder) if v is not None), text)
            self.fields.setdefault(fact, []).append((field, given))
        for fact, name in _part(connection, "evidence", "fact", "name", narrow):
            self.evidence[fact] = (*self.evidence.get(fact, ()), name)
        for step, holder, part in _part(connection, "item_party", "step", "holder, part", narrow):
            parties = self.joint if part == JOINT else self.others
            parties[step] = (*parties.get(step, ()), holder)
        for step, name, days in _part(connection, "item_milestone", "step", "name, days", narrow):
            self.milestones[step] = (*self.milestones.get(step, ()), (name, days))

    def fields_of(self, fact: int, list_: str) -> Fields:
        if fact not in self.fields:
            return ()
        rule = self.rules.get(list_)
        found: list[tuple[str, FieldValue]] = []
        for name, given in self.fields[fact]:
            field = field_of(rule, name) if rule else None
            if field is not None and field.type == "tags" and isinstance(given, str) and given:
                found.append((name, tuple(given.split("\n"))))
            else:
                found.append((name, given))
        return tuple(found)


def _part(
    connection: sqlite3.Connection, table: str, owner: str, columns: str, narrow: str | None
) -> Iterable[tuple[Any, ...]]:
    """Give the rows of a table below items and steps: of all of them, or of some items."""
    if narrow is None:
        return connection.execute(f'SELECT "{owner}", {columns} FROM "{table}" ORDER BY id')
    return connection.execute(
        f'SELECT t."{owner}", {", ".join(f"t.{name}" for name in columns.split(", "))} FROM ('
        "SELECT value AS id FROM json_each(:items) UNION ALL "
        "SELECT s.id FROM json_each(:items) k JOIN item_step s ON s.item = k.value) f "
        f'CROSS JOIN "{table}" t ON t."{owner}" = f.id ORDER BY t.id',
        {"items": narrow},
    )


def _steps(
    connection: sqlite3.Connection,
    parts: _Parts,
    lists: Mapping[int, str],
    narrow: str | None,
    as_of: int | None,
) -> dict[int, tuple[Step, ...]]:
    """Return the live steps of items, by item."""
    if not lists:
        return {}
    source = "item_step s"
    values: tuple[str, ...] = ()
    if narrow is not None:
        source, values = "json_each(?) k CROSS JOIN item_step s ON s.item = k.value", (narrow,)
    rows = connection.execute(
        "SELECT s.id, s.item, s.by_unit, s.kind, s.day, s.\"by\", coalesce(s.stage, ''), s.holder, "
        "coalesce(s.note, ''), s.\"until\", s.due_on, coalesce(s.milestone, '') "
        f"FROM {source} WHERE {live('s', as_of)} ORDER BY s.id",
        values,
    )
    units: dict[str, int] = {}
    found: dict[int, list[Step]] = {}
    for row in rows:
        id, item, unit, *columns = row
        if unit is not None and unit not in units:
            units[unit] = unit_key(connection, unit)
        step = Step(
            **dict(zip(_TAKEN, columns, strict=True)),
            id=id,
            by_unit=None if unit is None else units[unit],
            others=parts.others.get(id, ()),
            joint=parts.joint.get(id, ()),
            evidence=parts.evidence.get(id, ()),
            quantities=parts.amounts.get(id, ()),
            fields=parts.fields_of(id, lists.get(item, "")),
            schedule=parts.milestones.get(id, ()),
        )
        found.setdefault(item, []).append(step)
    return {item: tuple(steps) for item, steps in found.items()}


# The fields of a step in the order of the columns read.
_TAKEN = ("kind", "on", "by", "stage", "holder", "note", "until", "due_on", "milestone")


def unit_key(connection: sqlite3.Connection, unit: str) -> int:
    """Return the key of the department with this name, else a number only this name has."""
    row = connection.execute(
        "SELECT holder FROM holder WHERE name = ? AND kind = 'department' ORDER BY id LIMIT 1",
        (unit,),
    ).fetchone()
    return int(row[0]) if row else -1 - int.from_bytes(unit.encode())


def next_number(connection: sqlite3.Connection, site: str, list_: str) -> int:
    """Return the next free number of a list at a site; a void item keeps its own."""
    row = connection.execute(
        "SELECT max(i.number) FROM item i LEFT JOIN journal j ON j.id = i.entry "
        "WHERE i.list = ? AND coalesce(j.site, (SELECT site FROM here)) = ?",
        (list_, site),
    ).fetchone()
    return (row[0] or 0) + 1


def find_by_key(connection: sqlite3.Connection, list_: str, key: str) -> int | None:
    """Return the live item of a list that has this key."""
    row = connection.execute(
        f"SELECT i.id FROM item i WHERE i.key = ? AND i.list = ? AND {live('i')} ORDER BY i.id",
        (key, list_),
    ).fetchone()
    return None if row is None else int(row[0])


def find_by_title(connection: sqlite3.Connection, list_: str, text: str) -> list[int]:
    """Return the live items whose title is `text`, or else contains it; at most nine of them."""
    for condition in ("i.title = ?", "instr(i.title, ?) > 0"):
        rows = connection.execute(
            f"SELECT i.id FROM item i WHERE i.list = ? AND {condition} AND {live('i')} "
            "ORDER BY i.id LIMIT 9",
            (list_, text),
        ).fetchall()
        if rows:
            return [int(row[0]) for row in rows]
    return []


def find_categories(connection: sqlite3.Connection, list_: str) -> list[str]:
    """Return the categories the items of a list have."""
    rows = connection.execute(
        f"SELECT DISTINCT i.category FROM item i WHERE i.list = ? AND {live('i')}", (list_,)
    )
    return sorted(str(row[0]) for row in rows if row[0])


def held_items(connection: sqlite3.Connection, holder: int) -> list[int]:
    """Return the live items that were ever assigned to a holder, alone or jointly."""
    rows = connection.execute(
        f"SELECT s.item FROM item_step s WHERE s.holder = :holder AND {live('s')} UNION "
        "SELECT s.item FROM item_party p JOIN item_step s ON s.id = p.step "
        f"WHERE p.holder = :holder AND p.part = '{JOINT}' AND {live('s')}",
        {"holder": holder},
    )
    return [int(row[0]) for row in rows]


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
            **{name: getattr(item, name) for name in _OPENING if name not in ("id", "place_kind")},
            "category": item.category or None,
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
        add_evidence(entry, fact, file)


@value
class LimitRow:
    """An amount of a limit in fen that holds from the day `since`."""

    id: int
    name: str
    amount: int
    since: int
    note: str | None


def find_limits(
    connection: sqlite3.Connection, name: str | None = None, *, as_of: int | None = None
) -> list[LimitRow]:
    """Return the live amounts of one limit, or of all, in the order recorded."""
    condition = "" if name is None else "l.name = :name AND "
    rows = connection.execute(
        "SELECT l.id, l.name, l.amount, l.since, l.note FROM limit_amount l "
        f"WHERE {condition}{live('l', as_of)} ORDER BY l.id",
        {"name": name},
    )
    return rows_of(rows, LimitRow)
