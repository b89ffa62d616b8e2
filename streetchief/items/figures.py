"""Figures of lists: by list, category, holder, place, town and week; hot spots and ages.

Convention: everything is counted from the items as they stand at the end of a day. A period means
the items opened in it. Void items are counted apart and are in no rate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from streetchief.days.calendar import week_label
from streetchief.errors import BadUsage
from streetchief.items.lists import Lists, StandingItem, open_lists
from streetchief.items.lookup import Wanted, select
from streetchief.items.rules.figures import (
    Figures,
    HotSpot,
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
from streetchief.rulebook.rules.list import ListRule, category_name
from streetchief.value import value
from streetchief.values.problems import Name

GROUPS = ("list", "category", "holder", "place", "town", "week")
GROUPINGS = (*GROUPS, "age", "hot-spot", "clearance", "project")
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
    """A place of a town where items of one category of a list come back."""

    town: str | None
    place: str
    rule: ListRule
    spot: HotSpot


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
        lists = open_lists(office)
        standing, _names = select(lists, wanted)
        return FiguresReport(
            by=by,
            groups=_groups(lists, standing, by) if by else (),
            total=_count("", Name(zh="合计", en="total"), _rows(standing)),
            on=office.today if wanted.on is None else wanted.on,
            since=wanted.since,
            until=wanted.until,
        )


def hot_spots_of(office: Office, wanted: Wanted, *, at_least: int = 2) -> list[HotSpotView]:
    """Return places where a category came up `at_least` times, a relapse counting again."""
    with reading(office.ledger):
        lists = open_lists(office)
        standing, _names = select(lists, wanted)
        found = []
        for list_, members in grouped(_rows(standing), by_list).items():
            for spot in hot_spots(members, at_least):
                town, place = lists.where(spot.place)
                found.append(
                    HotSpotView(
                        town=town,
                        place=place or str(spot.place),
                        rule=lists.rules[list_],
                        spot=spot,
                    )
                )
        return sorted(found, key=lambda view: -view.spot.items - view.spot.reopened)


def ages_of(office: Office, wanted: Wanted, bounds: Sequence[int] = AGE_BOUNDS) -> Ages:
    """Count the open items by list and age in days."""
    with reading(office.ledger):
        lists = open_lists(office)
        standing, _names = select(lists, wanted)
        rows = grouped(_rows(standing), by_list)
        return Ages(
            rows=tuple(
                (rule.name, ages(rows[id], bounds))
                for id, rule in lists.rules.items()
                if id in rows and any(ages(rows[id], bounds))
            ),
            bounds=tuple(bounds),
            on=office.today if wanted.on is None else wanted.on,
        )


def _rows(standing: Sequence[StandingItem]) -> list[Row]:
    return [(one.item, one.state) for one in standing]


def _count(id: str, name: Name, rows: Sequence[Row]) -> GroupFigures:
    return GroupFigures(id=id, name=name, figures=figures(rows), turnaround=turnaround(rows))


def _groups(lists: Lists, standing: Sequence[StandingItem], by: str) -> tuple[GroupFigures, ...]:
    order: dict[object, int] = {}

    def ranked(keys: Sequence[object]) -> None:
        order.update({key: at for at, key in enumerate(keys)})

    key: Callable[[Row], object]
    if by == "list":
        key = by_list
        ranked(list(lists.rules))
    elif by == "category":
        key = _list_and_category
        ranked([(r.id, c.id) for r in lists.rules.values() for c in r.categories])
    elif by == "holder":
        key = by_holder
        ranked(list(lists.directory.holders))
    elif by == "week":
        key = by_week
        ranked(sorted({by_week(row) for row in _rows(standing)}))
    else:
        key = by_place if by == "place" else _town_of(lists)
        ranked(list(lists.directory.places))
    groups = grouped(_rows(standing), key)
    return tuple(
        _count(*_called(lists, by, group), groups[group])
        for group in sorted(groups, key=lambda group: order.get(group, len(order)))
    )


def _list_and_category(row: Row) -> tuple[str, str]:
    return row[0].list, by_category(row)


def _town_of(lists: Lists) -> Callable[[Row], int | None]:
    def town(row: Row) -> int | None:
        place = lists.town(row[0].place)
        return place.key if place else None

    return town


def _called(lists: Lists, by: str, group: object) -> tuple[str, Name]:
    """Return a group's identifier and what it is called."""
    if by == "list":
        return str(group), lists.rules[str(group)].name
    if by == "category":
        assert isinstance(group, tuple)
        list_, category = group
        rule = lists.rules[list_]
        name = category_name(rule, category)
        if rule.id == lists.default.id:
            return category, name
        whole = Name(zh=f"{rule.name.zh}/{name.zh}", en=f"{rule.name.en}/{name.en}")
        return f"{list_}/{category}", whole
    if by == "week":
        assert isinstance(group, int)
        label = week_label(group)
        return label, Name(zh=label, en=label)
    assert group is None or isinstance(group, int)
    thing = lists.holder(group) if by == "holder" else lists.place(group)
    if thing is None:
        return "", Name(zh="无", en="none")
    town = lists.town(group) if by == "place" else None
    full = f"{town.name}/{thing.name}" if town and town.key != group else thing.name
    return full, Name(zh=full, en=full)
