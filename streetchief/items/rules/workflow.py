"""Where an item stands, and whether a move is allowed (清单式管理、销号制).

The convention to know: nothing derived is stored. `state_of` walks the facts of one item up to a
day; `check_move` returns every problem of a new step as a value, and no problem means it may be
recorded. A day `due_on` is the last day in time; the clock stands still while an item is
suspended, from the day of the suspension until the day it is resumed, at the latest `until`.
Source: docs/mechanisms.md, row 26.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Literal

from streetchief.items.rules.needs import (
    check_category,
    check_fields,
    check_needs,
    check_opening_needs,
    check_place,
    check_quantities,
    check_roles,
    check_title,
    check_zero,
)
from streetchief.items.rules.verbs import check_content, obstacles, take
from streetchief.items.rules.walk import Walk, assigned_stage, lapse, set_out
from streetchief.locale.text import N_
from streetchief.rulebook.rules.list import (
    Fields,
    Item,
    ListRule,
    Quantity,
    Stage,
    Step,
    stage_index,
)
from streetchief.value import value
from streetchief.values.problems import Day, Problem, problem

Side = Literal["", "returned", "suspended", "reopened", "void"]
_NO_SIDES: tuple[Side, ...] = ("", "returned", "reopened")


@value
class ItemState:
    """What is known of an item at the end of a day.

    `side`: returned and reopened last until the next move forward. `overdue_days`: days past
    `due_on`; of a closed item, the days it was closed late. `stage_due_on`: the day by which the
    next stage is to be reached. `quantities`: what was found and cleared, added up. `history`:
    (kind, day) of every step taken, 'opened' first, 'closed' after the step that closed it.
    `conflicts`: ids of recorded steps that could not follow, left out of everything else.
    """

    stage: str
    side: Side
    closed_on: int | None
    fixed_on_spot: bool
    verified_by: int | None
    rectified_by: tuple[int, ...]
    holder: int | None
    joint: tuple[int, ...]
    due_on: int | None
    overdue_days: int
    stage_due_on: int | None
    stage_overdue_days: int
    age_days: int
    suspended_until: int | None
    suspended_why: str
    supervised_on: int | None
    reply_by: int | None
    replied_on: int | None
    reply_overdue_days: int
    times_returned: int
    times_reopened: int
    times_closed: int
    times_postponed: int
    fields: Fields
    quantities: tuple[Quantity, ...]
    schedule: tuple[tuple[str, int], ...]
    reached: tuple[tuple[str, int], ...]
    history: tuple[tuple[str, int], ...]
    conflicts: tuple[int, ...]


def is_open(state: ItemState) -> bool:
    """Tell whether there is still something to do: neither closed nor void."""
    return state.closed_on is None and state.side != "void"


def state_of(rule: ListRule, item: Item, steps: tuple[Step, ...], on_day: int) -> ItemState:
    """Compute where an item stands at the end of `on_day`; later steps are not known yet.

    Steps may come in any order; they are walked by (day, id).

    >>> from streetchief.values.problems import Name
    >>> rule = ListRule(id="tasks", name=Name(zh="", en="tasks"), verification="none", stages=(
    ...     Stage(id="open", name=Name(zh="", en="open"), act="open"),
    ...     Stage(id="done", name=Name(zh="", en="done"), act="work", closes=True)))
    >>> item = Item(id=1, list="tasks", number=1, title="sweep", opened_on=10, due_on=15)
    >>> late = state_of(rule, item, (), 17)
    >>> late.stage, late.overdue_days, late.age_days
    ('open', 2, 7)
    >>> state_of(rule, item, (Step(id=1, kind="moved", stage="done", on=15),), 17).closed_on
    15
    """
    here = _walk(rule, item, steps, on_day)
    overdue, due_on = _overdue(here, here.due_on, here.due_stopped, on_day)
    if here.closed_on is not None:
        overdue = here.late_days
    stage_overdue, stage_due_on = _overdue(here, _stage_due(here), here.stage_stopped, on_day)
    ended = here.closed_on if here.closed_on is not None else here.void_on
    still = ended is None
    return ItemState(
        **dict(zip(_KEPT, _kept_of(here), strict=True)),
        stage=rule.stages[here.path[-1]].id,
        side=_side(here),
        rectified_by=tuple(
            dict.fromkeys(who.holder for who in here.rectifiers if who.holder is not None)
        ),
        due_on=due_on,
        overdue_days=overdue if here.void_on is None else 0,
        stage_due_on=stage_due_on if still else None,
        stage_overdue_days=stage_overdue if still else 0,
        age_days=max(0, (on_day if ended is None else ended) - item.opened_on),
        suspended_until=here.suspended_until if here.suspended_on is not None else None,
        reply_overdue_days=_reply_overdue(here, on_day),
        fields=tuple(here.fields.items()),
        quantities=tuple(
            Quantity(measure=measure, side="found" if side == "found" else "cleared", amount=amount)
            for (measure, side), amount in here.amounts.items()
        ),
        reached=tuple(here.reached.items()),
        history=tuple(here.history),
        conflicts=tuple(here.conflicts),
    )


# What a state says as the walk has it.
_KEPT = (
    *("closed_on", "fixed_on_spot", "verified_by", "holder", "joint", "suspended_why"),
    *("supervised_on", "reply_by", "replied_on", "schedule"),
    *("times_returned", "times_reopened", "times_closed", "times_postponed"),
)
_kept_of = attrgetter(*_KEPT)


def check_open(
    rule: ListRule, item: Item, *, roles: frozenset[str] = frozenset(), today: int | None = None
) -> tuple[Problem, ...]:
    """Tell what is wrong with opening an item; nothing when it may be opened.

    `roles` are those `found_by` holds on that day; `today` refuses a day in the future.
    """
    first = rule.stages[0]
    problems = [*check_title(item), *check_category(rule, item), *check_place(rule, item)]
    problems += check_fields(rule, item.fields, opening=True)
    problems += check_quantities(rule, item.quantities, ())
    problems += check_roles(first.roles, roles, responsible=False)
    problems += check_opening_needs(rule, item)
    if item.due_on is not None and item.due_on < item.opened_on:
        problems.append(_due_before(item.opened_on))
    if today is not None and item.opened_on > today:
        problems.append(_in_future(today))
    return tuple(problems)


def check_move(
    rule: ListRule,
    item: Item,
    steps: tuple[Step, ...],
    move: Step,
    *,
    roles: frozenset[str] = frozenset(),
    today: int | None = None,
) -> tuple[Problem, ...]:
    """Tell what is wrong with recording `move` after `steps`; nothing when it is allowed.

    `roles` are those `move.by` holds on that day; `today` refuses a day in the future. What cannot
    follow at all is said alone; otherwise everything the list still needs is said at once.
    """
    here = _walk(rule, item, steps, None)
    lapse(here, move.on)
    in_the_way = obstacles(here, move)
    if in_the_way:
        return in_the_way
    problems: list[Problem] = []
    may = dict(rule.may).get(move.kind, ())
    stage = _stage_entered(here, move)
    if stage is not None:
        may = stage.roles
    responsible = here.holder is not None and (
        move.by in (here.holder, *here.joint) or move.by_unit in (here.holder, *here.joint)
    )
    problems += check_roles(may, roles, responsible=responsible)
    problems += check_fields(rule, move.fields, opening=False)
    problems += check_quantities(rule, move.quantities, tuple(here.amounts.items()))
    take(here, move)
    problems += check_needs(here, move, stage)
    if rule.closes_at_zero and (move.kind == "fixed" or (stage is not None and stage.closes)):
        problems += check_zero(here)
    problems += check_content(move)
    if move.due_on is not None and move.due_on < move.on:
        problems.append(_due_before(move.on))
    if today is not None and move.on > today:
        problems.append(_in_future(today))
    return tuple(problems)


def _walk(rule: ListRule, item: Item, steps: tuple[Step, ...], until: int | None) -> Walk:
    """Walk an item through its steps in the order of (day, id), up to and with the day `until`."""
    here = set_out(rule, item)
    for step in sorted(steps, key=lambda step: (step.on, step.id)):
        if until is not None and step.on > until:
            break
        if step.kind != "note":  # a note says nothing about the clock
            lapse(here, step.on)
        if obstacles(here, step):
            here.conflicts.append(step.id)
        else:
            take(here, step)
    if until is not None:
        lapse(here, until)
    return here


def _side(here: Walk) -> Side:
    if here.void_on is not None:
        return "void"
    if here.suspended_on is not None:
        return "suspended"
    return next((side for side in _NO_SIDES if side == here.mood), "")


def _overdue(here: Walk, due: int | None, stopped: int, on_day: int) -> tuple[int, int | None]:
    """Give the days overdue at `on_day` and the due day that follows from the clock.

    While an item is suspended its days overdue stand still; if it was in time, the due day shown
    is the one that follows when the suspension lasts to its end.
    """
    if due is None:
        return 0, None
    due += stopped
    if here.suspended_on is None:
        return max(0, on_day - due), due
    overdue = max(0, here.suspended_on - due)
    if overdue:
        return overdue, due
    return 0, due + here.suspended_until - here.suspended_on


def _stage_due(here: Walk) -> int | None:
    for stage in here.rule.stages[here.path[-1] + 1 :]:
        if not stage.optional:
            return None if stage.days is None else here.stage_on + stage.days
    return None


def _reply_overdue(here: Walk, on_day: int) -> int:
    if here.reply_by is None or here.void_on is not None:
        return 0
    answered = here.replied_on if here.replied_on is not None else on_day
    return max(0, answered - here.reply_by)


def _stage_entered(here: Walk, move: Step) -> Stage | None:
    """Tell which stage a move leads to; None for steps beside the stages."""
    if move.kind == "moved":
        index = stage_index(here.rule, move.stage)
    elif move.kind == "assigned":
        index = assigned_stage(here, move)
    else:
        return None
    return None if index is None else here.rule.stages[index]


def _due_before(day: int) -> Problem:
    return problem("due_before", N_("It cannot be due before {day}."), day=Day(day=day))


def _in_future(today: int) -> Problem:
    return problem("in_future", N_("That is after today, {day}."), day=Day(day=today))
