"""Figures of lists: by list, category, holder, place, town and week; hot spots and ages.

Convention: everything is counted from the items as they stand at the end of a day. A period means
the items opened in it. Void items are counted apart and are in no rate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from streetchief.days.calendar import week_label
from streetchief.errors import BadUsage
from streetchief.items.cabinet import Cabinet, Case, open_cabinet
from streetchief.items.lists import Wanted, select
from streetchief.items.rules.figures import (
    Figures,
    Row,
    Turnaround,
    ages,
    by_category,
    by_holder,
    by_list,
    by_place,
    by_week,
    figures,
    grouped,
    hot_spots,
    turnaround,
)
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.rulebook.rules.list import category_name
from streetchief.value import value
from streetchief.values.problems import Name

GROUPS = ("list", "category", "holder", "place", "town", "week")
"""What figures are grouped by."""

AGE_BOUNDS = (7, 15, 30, 90)
"""Open items are counted up to so many days old, and beyond."""


@value
class GroupFigures:
    """One group: its identifier, what it is called, what is counted; `id` is "" for the total."""

    id: str
    name: Name
    figures: Figures
    turnaround: Turnaround


@value
class FiguresReport:
    """Figures at the end of the day `on`, by group and in all."""

    by: str | None
    groups: tuple[GroupFigures, ...]
    total: GroupFigures
    on: int
    since: int | None
    until: int | None


@value
class HotSpotView:
    """A place where items of one category come back."""

    town: str | None
    place: str
    list_name: Name
    category_name: Name
    items: int
    open: int
    reopened: int


@value
class Ages:
    """Open items by age: one row a list, a count for each band of AGE_BOUNDS and beyond."""

    rows: tuple[tuple[Name, tuple[int, ...]], ...]
    bounds: tuple[int, ...]
    on: int


def figures_of(office: Office, wanted: Wanted, by: str | None = None) -> FiguresReport:
    """Count the items asked for, group by group and in all, at the end of `wanted.on`.

    Groups stand in the order of the rulebook (lists, categories), of the register (holders,
    places) or of time (weeks). `wanted.state` is not asked for. Raises `BadUsage` for an unknown
    `by`.
    """
    if by is not None and by not in GROUPS:
        raise BadUsage(
            _("Items are not counted by {name}.").format(name=by),
            _("Write one of these: {names}.").format(names=_(", ").join(GROUPS)),
        )
    with reading(office.ledger):
        cabinet = open_cabinet(office)
        cases, _names = select(cabinet, wanted)
        return FiguresReport(
            by=by,
            groups=_groups(cabinet, cases, by) if by else (),
            total=_count("", Name(zh="合计", en="total"), _rows(cases)),
            on=office.today if wanted.on is None else wanted.on,
            since=wanted.since,
            until=wanted.until,
        )


def hot_spots_of(office: Office, wanted: Wanted, *, at_least: int = 2) -> list[HotSpotView]:
    """Return places where a category came up `at_least` times, a relapse counting again."""
    with reading(office.ledger):
        cabinet = open_cabinet(office)
        cases, _names = select(cabinet, wanted)
        found = []
        for list_, members in grouped(_rows(cases), by_list).items():
            rule = cabinet.rules[list_]
            for spot in hot_spots(members, at_least):
                place, town = cabinet.place(spot.place), cabinet.town(spot.place)
                found.append(
                    HotSpotView(
                        town=town.name if town else None,
                        place=place.name if place else str(spot.place),
                        list_name=rule.name,
                        category_name=category_name(rule, spot.category),
                        items=spot.items,
                        open=spot.open,
                        reopened=spot.reopened,
                    )
                )
        return sorted(found, key=lambda spot: -spot.items - spot.reopened)


def ages_of(office: Office, wanted: Wanted, bounds: Sequence[int] = AGE_BOUNDS) -> Ages:
    """Count the open items by list and age in days."""
    with reading(office.ledger):
        cabinet = open_cabinet(office)
        cases, _names = select(cabinet, wanted)
        rows = grouped(_rows(cases), by_list)
        return Ages(
            rows=tuple(
                (rule.name, ages(rows[id], bounds))
                for id, rule in cabinet.rules.items()
                if id in rows and any(ages(rows[id], bounds))
            ),
            bounds=tuple(bounds),
            on=office.today if wanted.on is None else wanted.on,
        )


def _rows(cases: Sequence[Case]) -> list[Row]:
    return [(case.item, case.state) for case in cases]


def _count(id: str, name: Name, rows: Sequence[Row]) -> GroupFigures:
    return GroupFigures(id=id, name=name, figures=figures(rows), turnaround=turnaround(rows))


def _groups(cabinet: Cabinet, cases: Sequence[Case], by: str) -> tuple[GroupFigures, ...]:
    order: dict[object, int] = {}

    def ranked(keys: Sequence[object]) -> None:
        order.update({key: at for at, key in enumerate(keys)})

    key: Callable[[Row], object]
    if by == "list":
        key = by_list
        ranked(list(cabinet.rules))
    elif by == "category":
        key = _list_and_category
        ranked([(r.id, c.id) for r in cabinet.rules.values() for c in r.categories])
    elif by == "holder":
        key = by_holder
        ranked(list(cabinet.directory.holders))
    elif by == "week":
        key = by_week
        ranked(sorted({by_week(row) for row in _rows(cases)}))
    else:
        key = by_place if by == "place" else _town_of(cabinet)
        ranked(list(cabinet.directory.places))
    groups = grouped(_rows(cases), key)
    return tuple(
        _count(*_called(cabinet, by, group), groups[group])
        for group in sorted(groups, key=lambda group: order.get(group, len(order)))
    )


def _list_and_category(row: Row) -> tuple[str, str]:
    return row[0].list, by_category(row)


def _town_of(cabinet: Cabinet) -> Callable[[Row], int | None]:
    def town(row: Row) -> int | None:
        place = cabinet.town(row[0].place)
        return place.key if place else None

    return town


def _called(cabinet: Cabinet, by: str, group: object) -> tuple[str, Name]:
    """Return a group's identifier and what it is called."""
    if by == "list":
        return str(group), cabinet.rules[str(group)].name
    if by == "category":
        assert isinstance(group, tuple)
        list_, category = group
        rule = cabinet.rules[list_]
        name = category_name(rule, category)
        if rule.id == cabinet.default.id:
            return category, name
        whole = Name(zh=f"{rule.name.zh}/{name.zh}", en=f"{rule.name.en}/{name.en}")
        return f"{list_}/{category}", whole
    if by == "week":
        assert isinstance(group, int)
        label = week_label(group)
        return label, Name(zh=label, en=label)
    assert group is None or isinstance(group, int)
    thing = cabinet.holder(group) if by == "holder" else cabinet.place(group)
    if thing is None:
        return "", Name(zh="无", en="none")
    town = cabinet.town(group) if by == "place" else None
    full = f"{town.name}/{thing.name}" if town and town.key != group else thing.name
    return full, Name(zh=full, en=full)
