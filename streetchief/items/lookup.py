"""Looking items up: by what they have in common, one item's whole way, projects, clearances.

What is asked for is a `Wanted`; every part of it narrows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from streetchief.errors import BadUsage, Refused
from streetchief.items.limits import SELF_TENDER, limits_of, route_of
from streetchief.items.lists import (
    Lists,
    StandingItem,
    find_standing,
    open_lists,
    pick_item,
    pick_list,
    word,
)
from streetchief.items.rules.clearances import Clearance, assess_clearances
from streetchief.items.typed import category_meant
from streetchief.items.views import ItemView, MilestoneView, Story, milestones_of, story_of, view_of
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.rulebook.rules.list import ListRule, category_name
from streetchief.rulebook.rules.project import Funding, TenderRoute, funding
from streetchief.value import replace, value
from streetchief.values.problems import Name
from streetchief.values.register import within

_FITS: Mapping[str, Callable[[StandingItem], bool]] = {
    "open": lambda one: one.is_open,
    "overdue": lambda one: one.standing == "overdue",
    "suspended": lambda one: one.standing == "suspended",
    "returned": lambda one: one.is_open and one.state.side == "returned",
    "reopened": lambda one: one.is_open and one.state.side == "reopened",
    "closed": lambda one: one.standing == "closed",
    "void": lambda one: one.standing == "void",
    "supervised": lambda one: one.is_open and one.state.supervised_on is not None,
    "fixed": lambda one: one.state.fixed_on_spot,
    "live": lambda one: one.standing != "void",
    "all": lambda _one: True,
}
STATES = tuple(_FITS)
"""What `--state` takes. Open means everything there is still something to do about: also what is
overdue, returned, reopened or suspended; live means not void.
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
    route: TenderRoute
    milestones: tuple[MilestoneView, ...]


@value
class ClearanceView:
    """What was found, cleared and is left of one kind in one village."""

    town: str | None
    place: str
    category_name: Name
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
        lists = open_lists(office)
        standing, names = select(lists, wanted)
        state = wanted.state or _default_state(lists, wanted)
        fits = _fits(state)
        standing = sorted(
            (one for one in standing if fits(one)),
            key=lambda one: (
                -one.state.overdue_days if one.is_open else 1,
                one.item.opened_on,
                one.item.id,
            ),
        )
        rule = pick_list(lists, wanted.list_) if wanted.list_ else None
        return Listed(
            items=tuple(view_of(lists, one) for one in standing),
            today=office.today if wanted.on is None else wanted.on,
            state=state,
            list_name=rule.name if rule else None,
            names=names,
        )


def show_item(office: Office, text: str, list_: str | None = None) -> Story:
    """Return the whole way of one item."""
    with reading(office.ledger):
        lists = open_lists(office)
        return story_of(lists, pick_item(lists, text, list_))


def list_projects(office: Office, wanted: Wanted) -> tuple[ProjectView, ...]:
    """Return the items that have a budget and a tender date to decide by, open ones unless said."""
    with reading(office.ledger):
        lists = open_lists(office)
        limits = limits_of(office, lists.rulebook, SELF_TENDER)
        standing, _names = select(lists, wanted)
        fits = _fits(wanted.state or "open")
        found = []
        for one in standing:
            route = route_of(one.rule, one.state, limits)
            if route is not None and fits(one):
                found.append(
                    ProjectView(
                        item=view_of(lists, one),
                        funding=funding(one.rule, one.state.fields),
                        route=route,
                        milestones=milestones_of(one.state, office.today),
                    )
                )
        return tuple(found)


def list_clearances(office: Office, wanted: Wanted) -> Clearances:
    """Add up every kind in every village of the register, those nobody looked at included."""
    with reading(office.ledger):
        lists = open_lists(office)
        rule = _clearing(lists, wanted.list_)
        day = office.today if wanted.on is None else wanted.on
        standing, _names = select(lists, replace(wanted, list_=rule.id))
        around = _places(lists, wanted)
        places = [
            place.key
            for place in lists.directory.places.values()
            if place.kind in rule.place_kinds and place.is_open(day) and around(place.key)
        ]
        category = category_meant(lists, rule, wanted.category) if wanted.category else ""
        rows = []
        for one in assess_clearances(rule, places, [(s.item, s.state) for s in standing]):
            if category and one.category != category:
                continue
            town, place = lists.where(one.place)
            name = category_name(rule, one.category)
            rows.append(
                ClearanceView(town=town, place=place or "", category_name=name, clearance=one)
            )
        return Clearances(rule=rule, rows=tuple(rows), today=day)


def select(lists: Lists, wanted: Wanted) -> tuple[list[StandingItem], tuple[str, ...]]:
    """Return the items that fit everything but the state, and the names looked for."""
    directory = lists.directory
    rule = pick_list(lists, wanted.list_) if wanted.list_ else None
    finder = directory.holder(wanted.found_by) if wanted.found_by else None
    holder = directory.holder(wanted.holder) if wanted.holder else None
    meant = _categories(lists, rule, wanted.category) if wanted.category else None
    around = _places(lists, wanted) if wanted.place or wanted.town else None
    standing = [
        one
        for one in find_standing(
            lists,
            on=wanted.on,
            of=[rule.id] if rule else None,
            found_by=finder.key if finder else None,
        )
        if (meant is None or (one.rule.id, one.item.category) in meant)
        and (holder is None or holder.key in (one.state.holder, *one.state.joint))
        and (wanted.key is None or one.row.key == wanted.key)
        and (wanted.since is None or one.item.opened_on >= wanted.since)
        and (wanted.until is None or one.item.opened_on < wanted.until)
        and (around is None or (one.item.place is not None and around(one.item.place)))
    ]
    names = [thing.name for thing in (finder, holder) if thing is not None]
    names += [text for text in (wanted.town, wanted.place) if text]
    return standing, tuple(names)


def _places(lists: Lists, wanted: Wanted) -> Callable[[int], bool]:
    """Return whether a place is, or lies in, the place or town asked for."""
    directory = lists.directory
    above: int | None = None
    if wanted.place:
        above = directory.place(wanted.place, wanted.place_kinds, wanted.town).key
    elif wanted.town:
        above = directory.place(wanted.town, ("town",)).key
    places = directory.places
    return lambda key: above is None or within(places, key, above)


def _categories(lists: Lists, rule: ListRule | None, text: str) -> set[tuple[str, str]]:
    """Return (list, category) of every list that knows the category; raises `Refused` if none."""
    found: set[tuple[str, str]] = set()
    refusal: Refused | None = None
    for one in [rule] if rule else lists.rules.values():
        try:
            category = category_meant(lists, one, text)
        except Refused as error:
            refusal = refusal or error
            continue
        found.add((one.id, category))
    if not found and refusal is not None:
        raise refusal
    return found


def _clearing(lists: Lists, list_: str | None) -> ListRule:
    if list_:
        rule = pick_list(lists, list_)
        if rule.measures:
            return rule
        raise Refused(_("The list {list} measures nothing.").format(list=word(rule.name)))
    for rule in lists.rules.values():
        if rule.closes_at_zero:
            return rule
    raise Refused(_("The rulebook has no list that closes at zero."))


def _default_state(lists: Lists, wanted: Wanted) -> str:
    rule = pick_list(lists, wanted.list_) if wanted.list_ else None
    if wanted.found_by or wanted.key or (rule is not None and rule.stages[0].closes):
        return "live"
    return "open"


def _fits(state: str) -> Callable[[StandingItem], bool]:
    if state in _FITS:
        return _FITS[state]
    raise BadUsage(
        _("There is no state {name}.").format(name=state),
        _("States: {names}.").format(names=_(", ").join(STATES)),
    )
