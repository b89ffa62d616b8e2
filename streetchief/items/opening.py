"""Opening items: found by hand, found on a walk, or named by the rulebook.

Convention: everything is read and checked inside the write lock; an item that is handed to someone
as it is opened gets an assignment of the same day, one that is fixed on the spot (立行立改) is
closed by the same person on the same day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from operator import attrgetter

from streetchief.errors import Refused
from streetchief.items.lists import (
    EVER,
    Lists,
    StandingItem,
    find_standing,
    label,
    open_lists,
    pick_item,
    refuse,
    walk_item,
)
from streetchief.items.records import ItemRow, add_item, add_step, find_by_key, unit_key
from streetchief.items.rules.workflow import check_move, check_open
from streetchief.items.typed import category_meant, fields_meant, quantities_meant, rule_meant
from streetchief.items.views import Done, ItemView, view_of
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import gettext as _
from streetchief.register.names import place_among
from streetchief.register.records import find_assignments
from streetchief.rulebook.rules.list import Item, ListRule, Step
from streetchief.value import replace, value
from streetchief.values.evidence import Evidence
from streetchief.values.names import fold
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


def open_item(office: Office, opening: Opening) -> Done:
    """Open one item as one entry; raises `Refused` with every problem."""
    with acting(office, "item open") as entry:
        return write_opening(open_lists(office), entry, opening)


def write_opening(
    lists: Lists,
    entry: EntryWriter,
    opening: Opening,
    *,
    at: Place | None = None,
    by: Holder | None = None,
    activity: int | None = None,
) -> Done:
    """Read, check and write an opening inside an act.

    `at` and `by` are a place and a person that are known already, `activity` the record of the
    patrol it was found on.
    """
    rule = rule_meant(lists, opening.list_, opening.category)
    item, unit = _read(lists, rule, opening, at, by)
    note = clean(opening.note, _("the note"), lines=True) or None if opening.note else None
    key = clean(opening.key, _("the key"), most=200) or None if opening.key else None
    first = _first_step(lists, item, opening)
    if key is not None:
        earlier = find_by_key(lists.connection, rule.id, key)
        if earlier is not None:
            return _retried(lists, earlier, item, key)
    today, day = lists.office.today, item.opened_on
    roles = roles_of(lists.connection, item.found_by, day)
    problems = [*check_open(rule, item, roles=roles, today=today)]
    if first is not None and not problems:
        problems += check_move(rule, item, (), first, roles=roles, today=today)
    refuse(lists, problems)
    now = _write(
        lists,
        entry,
        item,
        activity=activity,
        note=note,
        key=key,
        evidence=cleaned_evidence(opening.evidence),
    )
    if first is not None:
        id = add_step(entry, rule, now.item.id, first, unit=unit)
        now = walk_item(lists, replace(now.row, steps=(replace(first, id=id),)))
    return _opened(lists, now, "fixed" if opening.fixed else "opened")


def enter_documents(office: Office) -> tuple[Done, ...]:
    """Open an item for every policy document the rulebook names and the ledger does not have yet.

    One without a date (日期不详) is entered without one.
    """
    with acting(office, "item documents") as entry:
        lists = open_lists(office)
        there = {one.item.title for one in find_standing(lists, of=["document"])}
        opened = []
        for document in lists.rulebook.documents:
            if document.title in there:
                continue
            issued_on = document.issued_on
            item = Item(
                id=0,
                list="document",
                number=0,
                title=document.title,
                opened_on=office.today,
                category=document.category,
                fields=() if issued_on is None else (("issued_on", issued_on),),
            )
            refuse(lists, check_open(lists.rules["document"], item, today=office.today))
            now = _write(lists, entry, item, note=document.date_words or None)
            opened.append(_opened(lists, now, "opened"))
        return tuple(opened)


def write_findings(
    office: Office,
    entry: EntryWriter,
    found: Sequence[tuple[str, str]],
    *,
    fixed: bool,
    places: Sequence[Place],
    person: Holder,
    day: int,
    numbers: Mapping[int, int],
    key: str | None,
    retried: bool,
    lists: Lists | None = None,
) -> tuple[ItemView, ...]:
    """Open an item for each finding that the walk does not have yet; return all of them.

    A finding is (category, words), the category as 道乱占 or, on a walk of several streets,
    道乱占@横街. `numbers` are the walk's records by place; `retried` says they were there before.
    With a retry key the findings must then be those of the first time; raises `Refused`
    otherwise, and with every problem of an item. `lists` that are open already serve many walks.
    """
    lists = lists or open_lists(office)
    there = {
        record: find_standing(lists, activity=record, on=max(day, office.today))
        for record in numbers.values()
    }
    views: list[ItemView] = []
    for said, text in found:
        category, _at, street = said.replace("\N{FULLWIDTH COMMERCIAL AT}", "@").partition("@")
        place = _street_of(places, street)
        title = clean(text, _("the finding"), most=300)
        earlier = _same(lists, there[numbers[place.key]], category, title)
        if earlier is not None:
            views.append(view_of(lists, earlier))
            continue
        if key is not None and retried:
            raise Refused(
                _("The key {key} was used for another record, number {number}.").format(
                    key=key, number=numbers[place.key]
                ),
                _("Use a new key for a new record."),
            )
        opening = Opening(title=title, category=category, on=day, fixed=fixed)
        done = write_opening(
            lists, entry, opening, at=place, by=person, activity=numbers[place.key]
        )
        views.append(done.item)
    return tuple(views)


def is_category(lists: Lists, text: str) -> bool:
    """Tell whether a list of the rulebook declares the category."""
    wanted = fold(text)
    return any(
        wanted in (fold(known.id), fold(known.name.zh), fold(known.name.en))
        for rule in lists.rules.values()
        for known in rule.categories
    )


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


def _read(
    lists: Lists, rule: ListRule, opening: Opening, at: Place | None, by: Holder | None
) -> tuple[Item, str | None]:
    """Look up the names of an opening; return the item and the unit of who found it, in words."""
    place = at
    if place is None and opening.place is not None:
        place = lists.directory.place(opening.place, opening.place_kinds, opening.town)
    elif place is None and opening.town is not None:
        place = lists.directory.place(opening.town, ("town",))
    if by is None and opening.by is not None:
        by = lists.directory.holder(opening.by)
    unit, key_of_unit = unit_of(lists.connection, by)
    grown_from = None
    if opening.grown_from is not None:
        grown_from = pick_item(lists, opening.grown_from).item.id
    item = Item(
        id=0,
        list=rule.id,
        number=0,
        title=clean(opening.title, _("the title"), most=300),
        opened_on=lists.office.today if opening.on is None else opening.on,
        category=category_meant(lists, rule, opening.category, new=opening.new_category),
        place=place.key if place else None,
        place_kind=place.kind if place else "",
        found_by=by.key if by else None,
        found_by_unit=key_of_unit,
        due_on=opening.due_on,
        evidence=tuple(file.name for file in opening.evidence),
        quantities=quantities_meant(rule, opening.amounts, "found"),
        fields=fields_meant(lists, rule, opening.fields),
        grown_from=grown_from,
    )
    return item, unit


def _first_step(lists: Lists, item: Item, opening: Opening) -> Step | None:
    """Return the step that an item is opened with: fixed at once, or handed to someone."""
    holder = lists.directory.holder(opening.holder) if opening.holder else None
    joint = [lists.directory.holder(name) for name in opening.joint]
    step = Step(id=1, kind="fixed", on=item.opened_on, by=item.found_by, by_unit=item.found_by_unit)
    if opening.fixed and holder is not None:
        raise Refused(_("What was fixed on the spot is assigned to nobody."))
    if opening.fixed:
        return step
    if holder is not None:
        others = tuple(other.key for other in joint if other.key != holder.key)
        return replace(step, kind="assigned", holder=holder.key, joint=others)
    if joint:
        raise Refused(
            _("Joint units need somebody who leads them."),
            _("Say who answers for it: --holder NAME"),
        )
    return None


def _write(
    lists: Lists,
    entry: EntryWriter,
    item: Item,
    *,
    activity: int | None = None,
    note: str | None = None,
    key: str | None = None,
    evidence: Sequence[Evidence] = (),
) -> StandingItem:
    """Give a checked item its number and write it."""
    item = replace(item, number=lists.take_number(item.list))
    id = add_item(
        entry,
        lists.rules[item.list],
        item,
        activity=activity,
        note=note,
        key=key,
        evidence=evidence,
    )
    row = ItemRow(
        item=replace(item, id=id),
        site=lists.office.ledger.site,
        activity=activity,
        note=note,
        key=key,
        steps=(),
    )
    return walk_item(lists, row)


def _opened(lists: Lists, now: StandingItem, kind: str, *, already: bool = False) -> Done:
    return Done(
        item=view_of(lists, now),
        kind=kind,
        on=now.item.opened_on,
        record=now.item.id,
        already=already,
    )


def _retried(lists: Lists, id: int, item: Item, key: str) -> Done:
    """Answer as the first time when the key opened just this item; refuse when it opened another.

    The day is not compared: a retry may come after midnight.
    """
    (before,) = find_standing(lists, ids=[id], on=EVER)
    compared = attrgetter("title", "category", "place", "found_by", "fields", "quantities")
    if compared(before.item) == compared(item):
        return _opened(lists, before, "opened", already=True)
    raise Refused(
        _("The key {key} was used for another item, {item}.").format(
            key=key, item=label(lists, before)
        ),
        _("Use a new key for a new item."),
    )


def _street_of(places: Sequence[Place], street: str) -> Place:
    """Return the street of a walk that a finding names; without a name its only one."""
    if street.strip():
        return place_among({place.key: place for place in places}, street)
    if len(places) == 1:
        return places[0]
    names = _(", ").join(place.name for place in places)
    raise Refused(
        _("On which of the streets was it found: {names}?").format(names=names),
        _("Write it like --found 道乱占@{street}:门前堆放杂物").format(street=places[0].name),
    )


def _same(
    lists: Lists, there: Sequence[StandingItem], category: str, title: str
) -> StandingItem | None:
    """Return the item of a walk that says what a finding says."""
    rule = rule_meant(lists, None, category)
    meant = category_meant(lists, rule, category)
    for one in there:
        if (one.rule.id, one.item.category, one.item.title) == (rule.id, meant, title):
            return one
    return None
