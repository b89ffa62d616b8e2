"""Slips, handed to who has to act: 交办单, 督办单, 销号申请单, 免巡审批单.

Convention: a slip shows a thing as it stood on the day of the act it is of, and the receipt of the
entry that recorded it; so the same slip printed later is the same. Why a person is away is not said
unless it is asked for.
"""

from __future__ import annotations

import sqlite3
from typing import Literal, get_args

from streetchief.duties.absences import EXEMPTION, Absence, list_absences
from streetchief.errors import Refused
from streetchief.forms.records import find_entry_receipt, find_exemption_approver
from streetchief.items.lists import Lists, StandingItem, label, open_lists, pick_item, walk_item
from streetchief.items.views import StepView, Story, story_of
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.ledger.opening import find_settings
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.papers.rules.report import Receipt
from streetchief.register.records import find_assignments
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import PATROL, judged_kinds
from streetchief.rulebook.rules.list import Step, stage_index
from streetchief.rulebook.words import role_name, tables_on, wording_of
from streetchief.value import replace, value
from streetchief.values.problems import Name

ItemSlipKind = Literal["assign", "supervise", "close_out"]
KINDS: tuple[ItemSlipKind, ...] = get_args(ItemSlipKind)

_MISSING = {
    "assign": (
        N_("{item} has not been assigned to anybody."),
        "streetchief item assign {number} --holder NAME --due DAY",
    ),
    "supervise": (
        N_("{item} is not supervised."),
        "streetchief item supervise {number} --reply-by DAY --by NAME",
    ),
    "close_out": (
        N_("{item} has not been put right yet."),
        "streetchief item rectify {number} --by NAME",
    ),
}


@value
class ItemSlip:
    """A slip about an item: the item on the day of the act, the act, and what verified it since."""

    kind: ItemSlipKind
    story: Story
    step: StepView
    verified: StepView | None
    office: Name
    town: str
    receipt: Receipt


@value
class PostHeld:
    """A post of the person, or on the place, that is exempt: role and place."""

    role: Name
    place: str
    town: str


@value
class ExemptionSlip:
    """A slip about an exemption: whose, which days, on which posts; `approver` None while pending.

    `reason` None when it is not to be printed.
    """

    view: Absence
    posts: tuple[PostHeld, ...]
    approver: str | None
    reason: str | None
    office: Name
    town: str
    receipt: Receipt


def item_slip(
    office: Office, kind: ItemSlipKind, text: str, *, list_: str | None = None
) -> ItemSlip:
    """Return a slip about the item meant by a number or a title.

    Raises `Refused` when there is no such item, or what the slip is of has not happened to it.
    """
    with reading(office.ledger) as connection:
        cabinet = open_lists(office)
        case = pick_item(cabinet, text, list_)
        step = _last(case, kind)
        if step is None:
            words, remedy = _MISSING[kind]
            raise Refused(
                _(words).format(item=f"{label(cabinet, case)} {case.item.title}"),
                remedy.format(number=text),
            )
        story = story_of(cabinet, _until(cabinet, case, step))
        verified = _verified(case, step) if kind == "close_out" else None
        now = {one.fact.id: one for one in story_of(cabinet, case).steps}
        town = cabinet.town(case.item.place)
        return ItemSlip(
            kind=kind,
            story=story,
            step=now[step.id],
            verified=None if verified is None else now[verified.id],
            office=_office(connection, step.on),
            town=_town(office, town.name if town else None),
            receipt=find_entry_receipt(connection, step.id),
        )


def exemption_slip(office: Office, number: int, *, with_reason: bool = False) -> ExemptionSlip:
    """Return the slip of the exemption with a record number.

    The reason is said for a place; for a person only `with_reason`. Raises `Refused` when there is
    no such exemption in force or pending.
    """
    view = next(
        (v for v in list_absences(office, EXEMPTION, everything=True) if v.number == number), None
    )
    if view is None:
        raise Refused(
            _("There is no exemption number {number} in force.").format(number=number),
            "streetchief absence list --all",
        )
    with reading(office.ledger) as connection:
        cabinet = open_lists(office)
        row = view.row
        posts = _posts(connection, cabinet, view)
        town = view.town.name if view.town else next((p.town for p in posts if p.town), None)
        approver = cabinet.holder(find_exemption_approver(connection, number))
        return ExemptionSlip(
            view=view,
            posts=posts,
            approver=approver.name if approver else None,
            reason=view.reason if with_reason or view.holder is None else None,
            office=_office(connection, row.since),
            town=_town(office, town),
            receipt=find_entry_receipt(connection, number),
        )


def _last(case: StandingItem, kind: ItemSlipKind) -> Step | None:
    """Return the last recorded step the slip is of."""
    wanted = {"assign": "assigned", "supervise": "supervised"}.get(kind)
    found = None
    for step in sorted(case.row.steps, key=lambda step: (step.on, step.id)):
        if step.id in case.state.conflicts:
            continue
        if step.kind == wanted or (kind == "close_out" and _rectifies(case, step)):
            found = step
    return found


def _rectifies(case: StandingItem, step: Step) -> bool:
    return step.kind == "fixed" or _act(case, step) == "rectify"


def _until(cabinet: Lists, case: StandingItem, last: Step) -> StandingItem:
    """Return the item as it stood when a step of it had just been taken."""
    steps = tuple(step for step in case.row.steps if (step.on, step.id) <= (last.on, last.id))
    return walk_item(cabinet, replace(case.row, steps=steps), last.on)


def _verified(case: StandingItem, rectified: Step) -> Step | None:
    steps = [
        step
        for step in case.row.steps
        if _act(case, step) == "verify" and (step.on, step.id) > (rectified.on, rectified.id)
    ]
    return max(steps, key=lambda step: (step.on, step.id), default=None)


def _act(case: StandingItem, step: Step) -> str:
    index = stage_index(case.rule, step.stage) if step.kind == "moved" else None
    return "" if index is None else case.rule.stages[index].act


def _posts(connection: sqlite3.Connection, cabinet: Lists, view: Absence) -> tuple[PostHeld, ...]:
    tables = tables_on(connection, view.row.since)
    held = find_assignments(connection, since=view.row.since, until=view.row.until)
    if view.holder is not None:
        mine = [post for post in held if post.holder == view.holder.key]
    else:
        kinds = judged_kinds(find_versions(connection), PATROL)
        place = view.place
        is_judged = place is not None and place.kind in kinds
        mine = [post for post in held if place and is_judged and post.place == place.key]
    found = []
    for post in mine:
        place, town = cabinet.place(post.place), cabinet.town(post.place)
        where = place.name if place else ""
        if town and place and town.key != place.key:
            where = f"{town.name}{where}"
        holder = cabinet.holder(post.holder)
        who = f" {holder.name}" if holder and view.holder is None else ""
        found.append(
            PostHeld(
                role=role_name(tables, post.role),
                place=where + who,
                town=town.name if town else "",
            )
        )
    return tuple(dict.fromkeys(found))


def _office(connection: sqlite3.Connection, day: int) -> Name:
    """Return what the office is called in the rulebook of that day, {town} to be put in."""
    return wording_of(tables_on(connection, day), PATROL, "", "street", PATROL).office


def _town(office: Office, town: str | None) -> str:
    return town or find_settings(office.connection, office.ledger.site).get("town") or ""
