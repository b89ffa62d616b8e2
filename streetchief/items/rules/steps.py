"""What each step changes on the way of an item.

The convention to know: `take` trusts its caller that the step may follow (`item_obstacles`). A
`Walk` is the one value here that changes in place: it lives inside one call of
`workflow.state_of` or `workflow.check_move` and is never handed out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from streetchief.rulebook.rules.list import (
    FieldValue,
    Item,
    ListRule,
    Quantity,
    Step,
    StepKind,
    closing_stage,
    stage_index,
)

# Steps that may carry a new day by which the item is to be closed.
NEW_DUE_DAY: tuple[StepKind, ...] = ("assigned", "moved", "returned", "resumed", "scheduled")


@dataclass(slots=True, kw_only=True)
class Walk:
    """Where a walk has come to; changed in place, step by step.

    `path` holds the indexes of the stages passed, the current one last. `due_stopped` and
    `stage_stopped` are the days the clock stood still since `due_on` was set and since the stage
    was reached. `rectifiers` are the (holder, unit) of everyone who rectified since the item was
    opened or last reopened.
    """

    opened_on: int
    last_on: int
    stage_on: int
    due_on: int | None
    path: list[int] = field(default_factory=lambda: [0])
    mood: str = ""  # '', 'returned' or 'reopened', until the next move forward
    void_on: int | None = None
    closed_on: int | None = None
    late_days: int = 0
    fixed_on_spot: bool = False
    verified_by: int | None = None
    verified: bool = False
    rectifiers: list[tuple[int | None, int | None]] = field(default_factory=list)
    holder: int | None = None
    joint: tuple[int, ...] = ()
    suspended_on: int | None = None
    suspended_until: int = 0
    suspended_why: str = ""
    due_stopped: int = 0
    stage_stopped: int = 0
    supervised_on: int | None = None
    reply_by: int | None = None
    replied_on: int | None = None
    returns: int = 0
    reopens: int = 0
    closings: int = 0
    postponed: int = 0
    fields: dict[str, FieldValue] = field(default_factory=dict)
    amounts: dict[tuple[str, str], int] = field(default_factory=dict)
    schedule: tuple[tuple[str, int], ...] = ()
    reached: dict[str, int] = field(default_factory=dict)
    history: list[tuple[str, int]] = field(default_factory=list)
    conflicts: list[int] = field(default_factory=list)


def set_out(rule: ListRule, item: Item) -> Walk:
    """Stand where an item stands when it is opened."""
    due_on = item.due_on
    if due_on is None and rule.days is not None:
        due_on = item.opened_on + rule.days
    here = Walk(
        opened_on=item.opened_on, last_on=item.opened_on, stage_on=item.opened_on, due_on=due_on
    )
    here.fields.update(item.fields)
    here.history.append(("opened", item.opened_on))
    _count(here, item.quantities)
    if rule.stages[0].closes:
        _close(here, item.opened_on)
    return here


def lapse(here: Walk, day: int) -> None:
    """End a suspension whose last day is over: from `until` on the clock runs by itself."""
    if here.suspended_on is not None and here.suspended_until <= day:
        _run_again(here, here.suspended_until)


def take(rule: ListRule, here: Walk, step: Step) -> None:
    """Take a step that nothing stands in the way of."""
    if step.kind != "note":
        here.last_on = step.on
    here.history.append((step.kind, step.on))
    here.fields.update(step.fields)
    _count(here, step.quantities)
    if step.kind == "reopened":
        _reopen(rule, here, step)
    if step.due_on is not None and step.kind in NEW_DUE_DAY:
        _set_due_day(here, step.due_on)
    if step.kind == "assigned":
        here.holder, here.joint = step.holder, step.joint
        target = assigned_stage(rule, here, step)
        if target is not None:
            _arrive(rule, here, target, step)
    elif step.kind == "moved":
        target = stage_index(rule, step.stage)
        assert target is not None
        _arrive(rule, here, target, step)
    elif step.kind == "fixed":
        here.fixed_on_spot = True
        here.rectifiers = _doers(step)
        here.path.append(rule.stages.index(closing_stage(rule)))
        here.stage_on, here.stage_stopped = step.on, 0
        _close(here, step.on)
    elif step.kind == "returned":
        _return(rule, here, step)
    elif step.kind == "suspended":
        assert step.until is not None
        here.suspended_on, here.suspended_until = step.on, step.until
        here.suspended_why = step.note
    elif step.kind == "resumed":
        _run_again(here, step.on)
    elif step.kind == "voided":
        here.void_on = step.on
    elif step.kind == "supervised":
        here.supervised_on, here.reply_by, here.replied_on = step.on, step.until, None
    elif step.kind == "replied":
        here.replied_on = step.on
    elif step.kind == "scheduled":
        here.schedule = step.schedule
    elif step.kind == "reached":
        here.reached[step.milestone] = step.on


def assigned_stage(rule: ListRule, here: Walk, step: Step) -> int | None:
    """Find the stage an assignment leads to; None when it only names another holder."""
    if step.stage:
        return stage_index(rule, step.stage)
    for index in range(here.path[-1] + 1, len(rule.stages)):
        if rule.stages[index].act == "assign":
            return index
    return None


def _arrive(rule: ListRule, here: Walk, target: int, step: Step) -> None:
    stage = rule.stages[target]
    here.path.append(target)
    here.stage_on, here.stage_stopped, here.mood = step.on, 0, ""
    if step.holder is not None:
        here.holder, here.joint = step.holder, step.joint
    if stage.act == "rectify":
        here.rectifiers.extend(_doers(step))
    elif stage.act == "verify":
        here.verified, here.verified_by = True, step.by
    if stage.closes:
        _close(here, step.on)


def _doers(step: Step) -> list[tuple[int | None, int | None]]:
    return [(step.by, step.by_unit), *((other, None) for other in step.others)]


def _close(here: Walk, on: int) -> None:
    here.closed_on = on
    here.closings += 1
    here.history.append(("closed", on))
    if here.due_on is not None:
        here.late_days = max(0, on - here.due_on - here.due_stopped)
    if here.reply_by is not None and here.replied_on is None:
        here.replied_on = on


def _return(rule: ListRule, here: Walk, step: Step) -> None:
    """Go back to the stage named, else to before the work, else one stage."""
    if step.stage:
        position = here.path.index(stage_index(rule, step.stage) or 0)
    else:
        done = [at for at, index in enumerate(here.path) if rule.stages[index].act == "rectify"]
        position = max((done[0] if done else len(here.path) - 1) - 1, 0)
    del here.path[position + 1 :]
    here.verified, here.verified_by = False, None
    here.stage_on, here.stage_stopped, here.mood = step.on, 0, "returned"
    here.returns += 1
    if position == 0 and any(stage.act == "assign" for stage in rule.stages):
        here.holder, here.joint = None, ()


def _reopen(rule: ListRule, here: Walk, step: Step) -> None:
    """Go back to before the work, under the same holder; without one, to the first stage."""
    done = [at for at, index in enumerate(here.path) if rule.stages[index].act == "rectify"]
    keep = done[0] if done and here.holder is not None else 1
    here.path = here.path[: max(keep, 1)]
    here.closed_on, here.late_days, here.fixed_on_spot = None, 0, False
    here.verified, here.verified_by, here.rectifiers = False, None, []
    here.stage_on, here.stage_stopped, here.mood = step.on, 0, "reopened"
    here.reopens += 1
    here.due_on, here.due_stopped = step.due_on, 0
    if here.due_on is None and rule.days is not None:
        here.due_on = step.on + rule.days


def _set_due_day(here: Walk, due_on: int) -> None:
    if here.due_on is not None and due_on > here.due_on + here.due_stopped:
        here.postponed += 1
    here.due_on, here.due_stopped = due_on, 0


def _run_again(here: Walk, on: int) -> None:
    assert here.suspended_on is not None
    stopped = on - here.suspended_on
    here.due_stopped += stopped
    here.stage_stopped += stopped
    here.suspended_on, here.suspended_why = None, ""


def _count(here: Walk, quantities: tuple[Quantity, ...]) -> None:
    for quantity in quantities:
        key = (quantity.measure, quantity.side)
        here.amounts[key] = here.amounts.get(key, 0) + quantity.amount
