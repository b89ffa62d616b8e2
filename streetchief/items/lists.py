"""Looking items up: lists by what they have in common, one item's whole way, projects, clearances.

Convention: what is asked for is a `Wanted`; every part of it narrows. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable

from streetchief.errors import BadUsage, Refused
from streetchief.items.cabinet import (
    STANDINGS,
    Cabinet,
    Case,
    case_named,
    find_cases,
    list_named,
    open_cabinet,
    word,
)
from streetchief.items.limits import SELF_TENDER, limits_of, route_of
from streetchief.items.rules.clearances import Clearance, assess_clearances
from streetchief.items.views import ItemView, MilestoneView, Story, milestones_of, story_of, view_of
from streetchief.items.words import category_meant
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.rulebook.rules.list import ListRule, category_name
from streetchief.rulebook.rules.project import Funding, TenderRoute, funding, funding_gap
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import within

LIVE, ALL, SUPERVISED, FIXED = "live", "all", "supervised", "fixed"
STATES = (*STANDINGS, SUPERVISED, FIXED, LIVE, ALL)
"""What `--state` takes: a standing; supervised; fixed on the spot; live (not void); or all.

Open means everything there is still something to do about: also what is overdue, returned,
reopened or suspended.
"""


@value
class Wanted:
    """Which items are asked for: names as typed, days as `[since, until)` of the opening.

    `state` None means the open ones; those of a list that closes as it opens, of a finder or of a
    key mean all but the void. `on` is the day at whose end they are looked at, today unless said.
    """

    list_: str | None = None
    category: str | None = None
    place: str | None = None
    place_kinds: tuple[str, ...] = ()
    town: str | None = None
    holder: str | None = None
    found_by: str | None = None
    state: str | None = None
    key: str | None = None
    since: int | None = None
    until: int | None = None
    on: int | None = None


@value
class Listed:
    """The items found, and what was looked for in words of the register."""

    items: tuple[ItemView, ...]
    today: int
    state: str
    list_name: Name | None
    names: tuple[str, ...]


@value
class ProjectView:
    """An item with a budget: money by source in fen, who may tender, milestones."""

    item: ItemView
    funding: Funding
    gap: int | None
    route: TenderRoute | None
    milestones: tuple[MilestoneView, ...]
    blocked_by: str


@value
class ClearanceView:
    """What was found, cleared and is left of one kind in one village."""

    town: str | None
    place: str
    category_name: Name
    unit: Name | None
    clearance: Clearance


@value
class Clearances:
    """The clearances of the villages asked for, with the rule that names their measures."""

    rule: ListRule
    rows: tuple[ClearanceView, ...]
    today: int


def list_items(office: Office, wanted: Wanted) -> Listed:
    """Return the items asked for, those most overdue first, then by day and number."""
    with reading(office.ledger):
        cabinet = open_cabinet(office)
        cases, names = select(cabinet, wanted)
        state = wanted.state or _default_state(cabinet, wanted)
        fits = _fits(state)
        cases = sorted(
            (case for case in cases if fits(case)),
            key=lambda case: (
                -case.state.overdue_days if case.is_open else 1,
                case.item.opened_on,
                case.item.id,
            ),
        )
        rule = list_named(cabinet, wanted.list_) if wanted.list_ else None
        return Listed(
            items=tuple(view_of(cabinet, case) for case in cases),
            today=office.today if wanted.on is None else wanted.on,
            state=state,
            list_name=rule.name if rule else None,
            names=names,
        )


def show_item(office: Office, text: str, list_: str | None = None) -> Story:
    """Return the whole way of one item."""
    with reading(office.ledger):
        cabinet = open_cabinet(office)
        return story_of(cabinet, case_named(cabinet, text, list_))


def list_projects(office: Office, wanted: Wanted) -> tuple[ProjectView, ...]:
    """Return the items that have a budget and a tender date to decide by, open ones unless said."""
    with reading(office.ledger) as connection:
        cabinet = open_cabinet(office)
        limits = limits_of(cabinet.rulebook, connection, SELF_TENDER, as_of=office.as_of)
        cases, _names = select(cabinet, wanted)
        fits = _fits(wanted.state or "open")
        found = []
        for case in cases:
            route = route_of(case.rule, case.state, limits)
            if route is None or not fits(case):
                continue
            funds = funding(case.rule, case.state.fields)
            blocked = dict(case.state.fields).get("blocked_by", "")
            found.append(
                ProjectView(
                    item=view_of(cabinet, case),
                    funding=funds,
                    gap=funding_gap(funds),
                    route=route,
                    milestones=milestones_of(case, office.today),
                    blocked_by=blocked if isinstance(blocked, str) else "",
                )
            )
        return tuple(found)


def list_clearances(office: Office, wanted: Wanted) -> Clearances:
    """Add up every kind in every village of the register, those nobody looked at included."""
    with reading(office.ledger):
        cabinet = open_cabinet(office)
        rule = _clearing(cabinet, wanted.list_)
        day = office.today if wanted.on is None else wanted.on
        narrowed = Wanted(
            list_=rule.id,
            category=wanted.category,
            place=wanted.place,
            place_kinds=wanted.place_kinds,
            town=wanted.town,
            on=day,
        )
        cases, _names = select(cabinet, narrowed)
        around = _places(cabinet, wanted)
        places = [
            place
            for place in cabinet.directory.places.values()
            if place.kind in rule.place_kinds and place.is_open(day) and around(place.key)
        ]
        category = category_meant(cabinet, rule, wanted.category) if wanted.category else ""
        assessed = assess_clearances(
            rule, [p.key for p in places], [(case.item, case.state) for case in cases]
        )
        rows = []
        for one in assessed:
            if category and one.category != category:
                continue
            place, town = cabinet.place(one.place), cabinet.town(one.place)
            unit = next((c.unit for c in rule.categories if c.id == one.category), None)
            rows.append(
                ClearanceView(
                    town=town.name if town else None,
                    place=place.name if place else "",
                    category_name=category_name(rule, one.category),
                    unit=unit,
                    clearance=one,
                )
            )
        return Clearances(rule=rule, rows=tuple(rows), today=day)


def select(cabinet: Cabinet, wanted: Wanted) -> tuple[list[Case], tuple[str, ...]]:
    """Return the items that fit everything but the state, and the names looked for."""
    directory = cabinet.directory
    rule = list_named(cabinet, wanted.list_) if wanted.list_ else None
    finder = directory.holder(wanted.found_by) if wanted.found_by else None
    holder = directory.holder(wanted.holder) if wanted.holder else None
    cases = find_cases(
        cabinet,
        on=wanted.on,
        lists=[rule.id] if rule else None,
        found_by=finder.key if finder else None,
    )
    if wanted.category:
        meant = _categories(cabinet, rule, wanted.category)
        cases = [case for case in cases if (case.rule.id, case.item.category) in meant]
    if holder is not None:
        cases = [c for c in cases if holder.key in (c.state.holder, *c.state.joint)]
    if wanted.key is not None:
        cases = [case for case in cases if case.row.key == wanted.key]
    if wanted.since is not None:
        cases = [case for case in cases if case.item.opened_on >= wanted.since]
    if wanted.until is not None:
        cases = [case for case in cases if case.item.opened_on < wanted.until]
    names = [thing.name for thing in (finder, holder) if thing is not None]
    if wanted.place or wanted.town:
        around = _places(cabinet, wanted)
        cases = [c for c in cases if c.item.place is not None and around(c.item.place)]
        names += [text for text in (wanted.town, wanted.place) if text]
    return cases, tuple(names)


def _places(cabinet: Cabinet, wanted: Wanted) -> Callable[[int], bool]:
    """Return whether a place is, or lies in, the place or town asked for."""
    directory = cabinet.directory
    above: int | None = None
    if wanted.place:
        above = directory.place(wanted.place, wanted.place_kinds, wanted.town).key
    elif wanted.town:
        above = directory.place(wanted.town, ("town",)).key
    places = directory.places
    return lambda key: above is None or within(places, key, above)


def _categories(cabinet: Cabinet, rule: ListRule | None, text: str) -> set[tuple[str, str]]:
    """Return (list, category) of every list that knows the category; raises `Refused` if none."""
    found: set[tuple[str, str]] = set()
    refusal: Refused | None = None
    for one in [rule] if rule else cabinet.rules.values():
        try:
            category = category_meant(cabinet, one, text)
        except Refused as error:
            refusal = refusal or error
            continue
        found.add((one.id, category))
    if not found and refusal is not None:
        raise refusal
    return found


def _clearing(cabinet: Cabinet, list_: str | None) -> ListRule:
    if list_:
        rule = list_named(cabinet, list_)
        if rule.measures:
            return rule
        raise Refused(_("The list {list} measures nothing.").format(list=word(rule.name)))
    for rule in cabinet.rules.values():
        if rule.closes_at_zero:
            return rule
    raise Refused(_("The rulebook has no list that closes at zero."))


def _default_state(cabinet: Cabinet, wanted: Wanted) -> str:
    rule = list_named(cabinet, wanted.list_) if wanted.list_ else None
    if wanted.found_by or wanted.key or (rule is not None and rule.stages[0].closes):
        return LIVE
    return "open"


def _fits(state: str) -> Callable[[Case], bool]:
    if state not in STATES:
        raise BadUsage(
            _("There is no state {name}.").format(name=state),
            _("States: {names}.").format(names=_(", ").join(STATES)),
        )
    if state == ALL:
        return lambda _case: True
    if state == LIVE:
        return lambda case: case.standing != "void"
    if state == "open":
        return lambda case: case.is_open
    if state == SUPERVISED:
        return lambda case: case.is_open and case.state.supervised_on is not None
    if state == FIXED:
        return lambda case: case.state.fixed_on_spot
    if state in ("returned", "reopened"):
        return lambda case: case.is_open and case.state.side == state
    return lambda case: case.standing == state
