"""The way an item has come: the stages it passed, its clock, who did what, what was measured.

A `Walk` is the one value here that changes in place: it lives inside one call of
`workflow.state_of` or `workflow.check_move` and is never handed out.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from streetchief.register.rules.approval import Party
from streetchief.rulebook.rules.list import FieldValue, Item, ListRule, Quantity, Step, stage_index


@dataclass(slots=True, kw_only=True)
class Walk:
    """Where an item has come to by its list's rule; changed in place, step by step.

    `path` holds the indexes of the stages passed, the current one last. `due_stopped` and
    `stage_stopped` are the days the clock stood still since `due_on` was set and since the stage
    was reached. `rectifiers` is everyone who rectified since the item was opened or last reopened.
    """

    rule: ListRule
    item: Item
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
    rectifiers: list[Party] = field(default_factory=list)
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
    times_returned: int = 0
    times_reopened: int = 0
    times_closed: int = 0
    times_postponed: int = 0
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
        rule=rule, item=item, last_on=item.opened_on, stage_on=item.opened_on, due_on=due_on
    )
    here.fields.update(item.fields)
    here.history.append(("opened", item.opened_on))
    count_amounts(here, item.quantities)
    if rule.stages[0].closes:
        close(here, item.opened_on)
    return here


def lapse(here: Walk, day: int) -> None:
    """End a suspension whose last day is over: from `until` on the clock runs by itself."""
    if here.suspended_on is not None and here.suspended_until <= day:
        run_again(here, here.suspended_until)


def assigned_stage(here: Walk, step: Step) -> int | None:
    """Find the stage an assignment leads to; None when it only names another holder."""
    if step.stage:
        return stage_index(here.rule, step.stage)
    stages = here.rule.stages
    for index in range(here.path[-1] + 1, len(stages)):
        if stages[index].act == "assign":
            return index
    return None


def arrive(here: Walk, target: int, step: Step) -> None:
    """Reach a stage by a step: its clock starts, and the last one strikes the item off."""
    stage = here.rule.stages[target]
    here.path.append(target)
    here.stage_on, here.stage_stopped, here.mood = step.on, 0, ""
    if step.holder is not None:
        here.holder, here.joint = step.holder, step.joint
    if stage.act == "rectify":
        here.rectifiers.extend(doers_of(step))
    elif stage.act == "verify":
        here.verified, here.verified_by = True, step.by
    if stage.closes:
        close(here, step.on)


def doers_of(step: Step) -> list[Party]:
    """Return everyone who took a step, each with the unit he took it for."""
    first = Party(holder=step.by, unit=step.by_unit)
    return [first, *(Party(holder=other) for other in step.others)]


def close(here: Walk, on: int) -> None:
    """Strike the item off; a reply still due counts as given."""
    here.closed_on = on
    here.times_closed += 1
    here.history.append(("closed", on))
    if here.due_on is not None:
        here.late_days = max(0, on - here.due_on - here.due_stopped)
    if here.reply_by is not None and here.replied_on is None:
        here.replied_on = on


def go_back(here: Walk, step: Step) -> None:
    """Go back to the stage named, else to before the work, else one stage."""
    if step.stage:
        position = here.path.index(stage_index(here.rule, step.stage) or 0)
    else:
        done = _rectified_at(here)
        position = max((len(here.path) - 1 if done is None else done) - 1, 0)
    del here.path[position + 1 :]
    here.verified, here.verified_by = False, None
    here.stage_on, here.stage_stopped, here.mood = step.on, 0, "returned"
    here.times_returned += 1
    if position == 0 and any(stage.act == "assign" for stage in here.rule.stages):
        here.holder, here.joint = None, ()


def start_again(here: Walk, step: Step) -> None:
    """Go back to before the work, under the same holder; without one, to the first stage."""
    done = _rectified_at(here)
    keep = done if done is not None and here.holder is not None else 1
    here.path = here.path[: max(keep, 1)]
    here.closed_on, here.late_days, here.fixed_on_spot = None, 0, False
    here.verified, here.verified_by, here.rectifiers = False, None, []
    here.stage_on, here.stage_stopped, here.mood = step.on, 0, "reopened"
    here.times_reopened += 1
    here.due_on, here.due_stopped = step.due_on, 0
    if here.due_on is None and here.rule.days is not None:
        here.due_on = step.on + here.rule.days


def _rectified_at(here: Walk) -> int | None:
    """Return where on the path the work was done; None when it has not come to that."""
    stages = here.rule.stages
    return next((at for at, i in enumerate(here.path) if stages[i].act == "rectify"), None)


def set_due_day(here: Walk, due_on: int) -> None:
    """Set the day to be closed by; its clock starts anew, and a later day is a postponement."""
    if here.due_on is not None and due_on > here.due_on + here.due_stopped:
        here.times_postponed += 1
    here.due_on, here.due_stopped = due_on, 0


def run_again(here: Walk, on: int) -> None:
    """End a suspension: the days it lasted are taken off every clock."""
    assert here.suspended_on is not None
    stopped = on - here.suspended_on
    here.due_stopped += stopped
    here.stage_stopped += stopped
    here.suspended_on, here.suspended_why = None, ""


def count_amounts(here: Walk, quantities: tuple[Quantity, ...]) -> None:
    """Add what was found or cleared to what is known so far."""
    for quantity in quantities:
        key = (quantity.measure, quantity.side)
        here.amounts[key] = here.amounts.get(key, 0) + quantity.amount
