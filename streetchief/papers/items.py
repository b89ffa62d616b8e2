"""The problems of a paper: what was found, what is settled, what is late, town by town.

Convention: the list is the one the rulebook's bulletin names, else its first. An item lies in the
town of its place; one without a place is of the ledger's own town.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from streetchief.items.lists import Lists, StandingItem, find_standing, open_lists, walk_item
from streetchief.items.records import find_items
from streetchief.items.rules.figures import Row, due_to_close, figures, flow
from streetchief.ledger.office import Office
from streetchief.ledger.opening import find_settings
from streetchief.papers.rules.lines import ItemFigures, ItemLine
from streetchief.rulebook.rules.list import ListRule
from streetchief.values.problems import Name
from streetchief.values.register import PERSON

_CLOSED = Name(zh="已销号", en="closed")
_SIDES = {
    "returned": Name(zh="退回", en="returned"),
    "suspended": Name(zh="缓办", en="suspended"),
    "reopened": Name(zh="反弹", en="relapsed"),
}


class ItemReader:
    """The items of one list as they stood at the end of any day.

    Opened once for all towns; the ledger is read once, however many days are asked for.
    """

    __slots__ = ("_cabinet", "_cases", "_own", "_rows", "days", "rule", "seen_on")

    def __init__(self, office: Office, cabinet: Lists, rule: ListRule, days: range) -> None:
        self._cabinet = cabinet
        self.rule = rule
        self.days = days
        self.seen_on = min(office.today, days.stop - 1)
        self._rows = find_items(
            cabinet.connection, cabinet.rules, lists=[rule.id], as_of=office.as_of
        )
        self._cases: dict[int, list[StandingItem]] = {}
        own = find_settings(cabinet.connection, office.ledger.site).get("town")
        towns = [p for p in cabinet.directory.places.values() if p.name == own]
        self._own = towns[0].key if len(towns) == 1 else None

    @property
    def any(self) -> bool:
        """Whether the list has any item by then."""
        return bool(self._on(self.seen_on))

    def figures(self, town: int | None, days: range | None = None) -> ItemFigures:
        """Return the figures of one town, or of everything when `town` is None.

        Of the reader's own days, or of others that are over.
        """
        of, end = (self.days, self.seen_on) if days is None else (days, days.stop - 1)
        return item_figures(
            self._cabinet,
            self.rule,
            self._of(self._on(end), town),
            self._of(self._on(of.start - 1), town),
            of,
        )

    def _on(self, day: int) -> list[StandingItem]:
        """Walk the items to the end of a day, once."""
        if day not in self._cases:
            self._cases[day] = [
                walk_item(self._cabinet, row, day)
                for row in self._rows
                if row.item.opened_on <= day
            ]
        return self._cases[day]

    def cleared(self) -> tuple[tuple[Name, Name, int, int], ...]:
        """Return what the lists that close at zero have cleared: list, unit, decimals, amount."""
        cabinet = self._cabinet
        found: list[tuple[Name, Name, int, int]] = []
        for rule in cabinet.rules.values():
            if not rule.closes_at_zero:
                continue
            cases = find_standing(cabinet, on=self.seen_on, of=[rule.id])
            live = [case for case in cases if case.state.side != "void"]
            for measure in rule.measures if live else ():
                amount = sum(
                    quantity.amount
                    for case in live
                    for quantity in case.state.quantities
                    if quantity.side == "cleared" and quantity.measure == measure.id
                )
                found.append((rule.name, measure.unit, measure.decimals, amount))
        return tuple(found)

    def _of(self, cases: Sequence[StandingItem], town: int | None) -> list[StandingItem]:
        if town is None:
            return list(cases)
        found = []
        for case in cases:
            place = self._cabinet.town(case.item.place)
            if (place.key if place is not None else self._own) == town:
                found.append(case)
        return found


def open_items(office: Office, list_: str, days: range) -> ItemReader | None:
    """Open the list named, or the first; None when the rulebook has no lists."""
    cabinet = open_lists(office)
    rule = cabinet.rules.get(list_) or next(iter(cabinet.rules.values()), None)
    return None if rule is None else ItemReader(office, cabinet, rule, days)


def item_figures(
    cabinet: Lists,
    rule: ListRule,
    now: Sequence[StandingItem],
    before: Sequence[StandingItem],
    days: range,
) -> ItemFigures:
    """Count what the paper says of items, by the pure figures of the domain."""
    rows = _rows(now)
    new = [row for row in rows if row[0].opened_on in days]
    opened, all_of_week = flow(new, days.start, days.stop), flow(rows, days.start, days.stop)
    counts, counts_before = figures(rows), figures(_rows(before))
    earlier = range(days.start - len(days), days.start)
    return ItemFigures(
        opened=opened.opened,
        fixed_on_spot=opened.fixed_on_spot,
        assigned=opened.assigned,
        categories=_categories(rule, new),
        due=due_to_close(counts),
        closed=counts.closed,
        closed_in_time=counts.closed_in_time,
        overdue=counts.overdue,
        reopened=all_of_week.reopened,
        before_opened=flow(_rows(before), earlier.start, earlier.stop).opened,
        before_overdue=counts_before.overdue,
        lines=tuple(_line(cabinet, rule, case, days) for case in now if _listed(case, days)),
    )


def _rows(cases: Iterable[StandingItem]) -> list[Row]:
    return [(case.item, case.state) for case in cases]


def _categories(rule: ListRule, new: Sequence[Row]) -> tuple[tuple[Name, int], ...]:
    """Count new items by category, in the order of the rulebook, then as people wrote them."""
    names = {category.id: category.name for category in rule.categories}
    counts: dict[str, int] = dict.fromkeys(names, 0)
    for item, state in new:
        if state.side != "void":
            counts[item.category] = counts.get(item.category, 0) + 1
    none = Name(zh="未分类", en="without category")
    return tuple(
        (names.get(category) or (Name(zh=category, en=category) if category else none), count)
        for category, count in counts.items()
        if count
    )


def _listed(case: StandingItem, days: range) -> bool:
    """Tell whether an item is on the table: still open at the end, or closed in those days."""
    state = case.state
    if state.side == "void":
        return False
    return case.is_open or state.closed_on in days


def _line(cabinet: Lists, rule: ListRule, case: StandingItem, days: range) -> ItemLine:
    item, state = case.item, case.state
    place, holder = cabinet.place(item.place), cabinet.holder(state.holder)
    stages = {stage.id: stage.name for stage in rule.stages}
    categories = {category.id: category.name for category in rule.categories}
    progress = stages.get(state.stage) or Name(zh=state.stage, en=state.stage)
    if state.closed_on is not None:
        progress = _CLOSED
    elif state.side in _SIDES:
        progress = _SIDES[state.side]
    number = f"{item.number:03d}"
    own = case.row.site == cabinet.office.ledger.site
    return ItemLine(
        number=number if own else f"{case.row.site}/{number}",
        place=place.name if place is not None else "",
        text=item.title,
        category=categories.get(item.category) or Name(zh=item.category, en=item.category),
        found_on=item.opened_on,
        holder=holder.name if holder is not None else "",
        due_on=state.due_on,
        progress=progress,
        closed_on=state.closed_on,
        overdue_days=state.overdue_days if case.is_open else 0,
        reopened=any(kind == "reopened" and on in days for kind, on in state.history),
        by_person=holder is not None and holder.kind == PERSON,
    )
