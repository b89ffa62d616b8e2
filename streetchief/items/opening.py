"""Opening items: found by hand, found on a patrol, or named by the rulebook.

Convention: everything is read and checked inside the write lock; an item that is handed to someone
as it is opened gets an assignment of the same day, one that is fixed on the spot is closed by the
same person on the same day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from streetchief.errors import Refused
from streetchief.items.cabinet import (
    Cabinet,
    Case,
    case_named,
    case_of,
    find_cases,
    label,
    open_cabinet,
)
from streetchief.items.records import ItemRow, find_by_key, unit_key
from streetchief.items.refusals import refuse
from streetchief.items.rules.workflow import check_move, check_open
from streetchief.items.words import category_meant, fields_meant, quantities_meant, rule_meant
from streetchief.items.writing import add_item, add_step
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import gettext as _
from streetchief.register.records import find_assignments
from streetchief.rulebook.rules.list import Item, ListRule, Step
from streetchief.value import replace, value
from streetchief.values.evidence import Evidence
from streetchief.values.register import DEPARTMENT, Holder, Place


@value
class Opening:
    """An item as typed; `on` None means today, `list_` None the list of the category.

    `amounts` and `fields` are pairs of what was typed. `fixed` says it was fixed on the spot.
    """

    title: str
    category: str | None = None
    list_: str | None = None
    place: str | None = None
    place_kinds: tuple[str, ...] = ()
    town: str | None = None
    by: str | None = None
    on: int | None = None
    holder: str | None = None
    joint: tuple[str, ...] = ()
    due_on: int | None = None
    amounts: tuple[tuple[str, str], ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    grown_from: str | None = None
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    key: str | None = None
    fixed: bool = False
    new_category: bool = False


@value
class Opened:
    """An item after it was opened; `already` says the same key had opened it before."""

    case: Case
    record: int
    already: bool = False


def open_item(office: Office, opening: Opening) -> tuple[Cabinet, Opened]:
    """Open one item as one entry; raises `Refused` with every problem."""
    with acting(office, "item open") as entry:
        cabinet = open_cabinet(office)
        return cabinet, write_opening(cabinet, entry, opening)


def write_opening(
    cabinet: Cabinet,
    entry: EntryWriter,
    opening: Opening,
    *,
    at: Place | None = None,
    by: Holder | None = None,
    activity: int | None = None,
) -> Opened:
    """Read, check and write an opening inside an act.

    `at` and `by` are a place and a person that are known already, `activity` the record of the
    patrol it was found on.
    """
    rule = rule_meant(cabinet, opening.list_, opening.category)
    read = _read(cabinet, rule, opening, at, by)
    if read.key is not None:
        earlier = find_by_key(cabinet.connection, rule.id, read.key)
        if earlier is not None:
            return _retried(cabinet, earlier, read)
    item = read.item
    day = item.opened_on
    roles = roles_of(cabinet.connection, item.found_by, day)
    problems = [*check_open(rule, item, roles=roles, today=cabinet.office.today)]
    first = _first_step(read, opening, day)
    if first is not None and not problems:
        problems += check_move(rule, item, (), first, roles=roles, today=cabinet.office.today)
    refuse(cabinet, problems)
    item = replace(item, number=cabinet.take_number(rule.id))
    record = add_item(
        entry,
        rule,
        item,
        activity=activity,
        note=read.note,
        key=read.key,
        evidence=cleaned_evidence(opening.evidence),
    )
    item = replace(item, id=record)
    steps: tuple[Step, ...] = ()
    if first is not None:
        id = add_step(entry, rule, record, first, unit=read.unit)
        steps = (replace(first, id=id),)
    row = ItemRow(
        item=item,
        site=cabinet.office.ledger.site,
        activity=activity,
        note=read.note,
        key=read.key,
        steps=steps,
    )
    return Opened(case=case_of(cabinet, row), record=record)


def enter_documents(office: Office) -> tuple[Cabinet, tuple[Opened, ...]]:
    """Open an item for every policy document the rulebook names and the ledger does not have yet.

    One without a date (日期不详) is entered without one.
    """
    with acting(office, "item documents") as entry:
        cabinet = open_cabinet(office)
        documents = cabinet.rulebook.documents
        there = {case.item.title for case in find_cases(cabinet, lists=["document"])}
        opened = []
        for document in documents:
            if document.title in there:
                continue
            fields: tuple[tuple[str, int], ...] = ()
            if document.issued_on is not None:
                fields = (("issued_on", document.issued_on),)
            item = Item(
                id=0,
                list="document",
                number=cabinet.take_number("document"),
                title=document.title,
                opened_on=office.today,
                category=document.category,
                fields=fields,
            )
            rule = cabinet.rules["document"]
            refuse(cabinet, check_open(rule, item, today=office.today))
            record = add_item(entry, rule, item, note=document.date_words or None)
            row = ItemRow(
                item=replace(item, id=record),
                site=office.ledger.site,
                activity=None,
                note=document.date_words or None,
                key=None,
                steps=(),
            )
            opened.append(Opened(case=case_of(cabinet, row), record=record))
        return cabinet, tuple(opened)


def cleaned_evidence(files: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return files with names that may be stored, each content once."""
    once = {file.sha256: file for file in files}
    return tuple(
        replace(file, name=clean(file.name, _("the file name"), most=200)) for file in once.values()
    )


def roles_of(connection: sqlite3.Connection, holder: int | None, day: int) -> frozenset[str]:
    """Return the roles someone holds on a day, wherever."""
    if holder is None:
        return frozenset()
    held = find_assignments(connection, holder=holder, since=day, until=day + 1)
    return frozenset(assignment.role for assignment in held)


def unit_of(connection: sqlite3.Connection, holder: Holder | None) -> tuple[str | None, int | None]:
    """Return the unit someone belongs to, in words and as a key; a department is its own."""
    if holder is None or holder.kind == DEPARTMENT or not holder.unit:
        return None, None
    return holder.unit, unit_key(connection, holder.unit)


@value
class _Read:
    """An opening with its names looked up."""

    item: Item
    note: str | None
    key: str | None
    unit: str | None
    unit_key: int | None
    holder: Holder | None
    joint: tuple[Holder, ...]


def _read(
    cabinet: Cabinet, rule: ListRule, opening: Opening, at: Place | None, by: Holder | None
) -> _Read:
    place = at
    if place is None and opening.place is not None:
        place = cabinet.directory.place(opening.place, opening.place_kinds, opening.town)
    elif place is None and opening.town is not None:
        place = cabinet.directory.place(opening.town, ("town",))
    if by is None and opening.by is not None:
        by = cabinet.directory.holder(opening.by)
    unit, key_of_unit = unit_of(cabinet.connection, by)
    grown_from = None
    if opening.grown_from is not None:
        grown_from = case_named(cabinet, opening.grown_from).item.id
    item = Item(
        id=0,
        list=rule.id,
        number=0,
        title=clean(opening.title, _("the title"), most=300),
        opened_on=cabinet.office.today if opening.on is None else opening.on,
        category=category_meant(cabinet, rule, opening.category, new=opening.new_category),
        place=place.key if place else None,
        place_kind=place.kind if place else "",
        found_by=by.key if by else None,
        found_by_unit=key_of_unit,
        due_on=opening.due_on,
        evidence=tuple(file.name for file in opening.evidence),
        quantities=quantities_meant(rule, opening.amounts, "found"),
        fields=fields_meant(cabinet, rule, opening.fields),
        grown_from=grown_from,
    )
    return _Read(
        item=item,
        note=clean(opening.note, _("the note"), lines=True) or None if opening.note else None,
        key=clean(opening.key, _("the key"), most=200) or None if opening.key else None,
        unit=unit,
        unit_key=key_of_unit,
        holder=cabinet.directory.holder(opening.holder) if opening.holder else None,
        joint=tuple(cabinet.directory.holder(name) for name in opening.joint),
    )


def _first_step(read: _Read, opening: Opening, day: int) -> Step | None:
    if opening.fixed and read.holder is not None:
        raise Refused(_("What was fixed on the spot is assigned to nobody."))
    by = read.item.found_by
    if opening.fixed:
        return Step(id=1, kind="fixed", on=day, by=by, by_unit=read.unit_key)
    if read.holder is None:
        if read.joint:
            raise Refused(
                _("Joint units need somebody who leads them."),
                _("Say who answers for it: --holder NAME"),
            )
        return None
    return Step(
        id=1,
        kind="assigned",
        on=day,
        by=by,
        by_unit=read.unit_key,
        holder=read.holder.key,
        joint=tuple(holder.key for holder in read.joint if holder.key != read.holder.key),
    )


def _retried(cabinet: Cabinet, id: int, read: _Read) -> Opened:
    """Answer as the first time when the key opened just this item; refuse when it opened another.

    The day is not compared: a retry may come after midnight.
    """
    (case,) = find_cases(cabinet, ids=[id], on=cabinet.office.today + 36_600)
    before, now = case.item, read.item
    same = (
        before.title == now.title
        and before.category == now.category
        and before.place == now.place
        and before.found_by == now.found_by
        and before.fields == now.fields
        and before.quantities == now.quantities
    )
    if same:
        return Opened(case=case, record=id, already=True)
    raise Refused(
        _("The key {key} was used for another item, {item}.").format(
            key=read.key, item=label(cabinet, case)
        ),
        _("Use a new key for a new item."),
    )
