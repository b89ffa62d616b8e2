"""What may not follow on the way of an item, and why.

The convention to know: this is the shape of the way only (order, side states, verified by someone
else), so the past can be walked again under any version of its list; `workflow` adds what a list
asks of a new move: roles, evidence, quantities, dates.
"""

from __future__ import annotations

from streetchief.items.rules.steps import Walk, assigned_stage
from streetchief.locale.text import N_
from streetchief.register.rules.approval import Party, find_bar
from streetchief.rulebook.rules.list import (
    Item,
    ListRule,
    Step,
    StepKind,
    Verification,
    stage_index,
)
from streetchief.values.problems import Day, Problem, problem

# What may happen to an item that is closed or suspended; everything else is refused.
WHEN_CLOSED: tuple[StepKind, ...] = ("reopened", "note")
WHEN_SUSPENDED: tuple[StepKind, ...] = ("resumed", "voided", "note")


def obstacles(rule: ListRule, item: Item, here: Walk, step: Step) -> tuple[Problem, ...]:
    """Tell why a step cannot follow here; nothing when it can."""
    if here.void_on is not None:
        return (problem("void", N_("The item is void since {day}."), day=Day(day=here.void_on)),)
    if step.on < here.opened_on:
        opened = Day(day=here.opened_on)
        return (problem("before_opening", N_("The item was opened on {day}."), day=opened),)
    if here.closed_on is not None and step.kind not in _when_closed(rule):
        closed = Day(day=here.closed_on)
        return (problem("closed", N_("Closed on {day}; it can only be reopened."), day=closed),)
    if step.kind == "note":
        return ()
    # Notes may be dated back; only a void must come after them too, for nothing may follow it.
    latest = here.history[-1][1] if step.kind == "voided" else here.last_on
    if step.on < latest:
        last = Day(day=latest)
        return (problem("before_last_move", N_("Its last move was on {day}."), day=last),)
    if here.suspended_on is not None and step.kind not in WHEN_SUSPENDED:
        until = Day(day=here.suspended_until)
        words = N_("Suspended until {day}; it can only be resumed or voided.")
        return (problem("suspended", words, day=until),)
    return _check_kind(rule, item, here, step)


def _when_closed(rule: ListRule) -> tuple[StepKind, ...]:
    """Tell what may follow a closing; where an item is closed as it is opened (a document on
    file), its fields may be filled in later as well."""
    return (*WHEN_CLOSED, "changed") if rule.stages[0].closes else WHEN_CLOSED


def _check_kind(rule: ListRule, item: Item, here: Walk, step: Step) -> tuple[Problem, ...]:
    match step.kind:
        case "assigned":
            return _check_assigned(rule, here, step)
        case "moved":
            return _check_moved(rule, here, step)
        case "fixed":
            return _check_fixed(rule, item, here, step)
        case "returned":
            return _check_returned(rule, here, step)
        case "suspended":
            return _check_suspended(step)
        case "resumed":
            return _check_resumed(here)
        case "reopened":
            return _check_reopened(rule, here, step)
        case "voided":
            return _check_reason(step)
        case "supervised":
            return _check_supervised(step)
        case "replied":
            return _check_replied(here)
        case "reached":
            return _check_reached(here, step)
        case _:
            return ()


def _check_assigned(rule: ListRule, here: Walk, step: Step) -> tuple[Problem, ...]:
    if step.holder is None:
        return (problem("needs_holder", N_("Say who is to answer for it.")),)
    if any(rule.stages[index].act in ("rectify", "verify") for index in here.path):
        return (problem("rectified", N_("It is rectified; return it before assigning it anew.")),)
    target = assigned_stage(rule, here, step)
    if target is None and not step.stage:
        return ()
    if target is None or rule.stages[target].act != "assign":
        words = N_("{stage} is no stage for assigning.")
        return (problem("not_for_assigning", words, stage=step.stage),)
    return _check_order(rule, here, target)


def _check_moved(rule: ListRule, here: Walk, step: Step) -> tuple[Problem, ...]:
    target = stage_index(rule, step.stage)
    if target is None:
        words = N_("The list has no stage {stage}.")
        return (problem("unknown_stage", words, stage=step.stage),)
    problems = _check_order(rule, here, target)
    if problems:
        return problems
    stage = rule.stages[target]
    if stage.act == "assign" and step.holder is None and here.holder is None:
        return (problem("needs_holder", N_("Say who is to answer for it.")),)
    if rule.verification == "none":
        return ()
    if stage.act in ("rectify", "verify") and step.by is None:
        return (problem("needs_by", N_("Say who did it."), stage=stage.name),)
    if stage.act == "verify":
        return _check_verifier(rule.verification, here, step)
    if stage.closes and not here.verified:
        return (problem("unverified", N_("Nobody has verified it yet.")),)
    return ()


def _check_order(rule: ListRule, here: Walk, target: int) -> tuple[Problem, ...]:
    current = here.path[-1]
    if target <= current:
        words = N_("It is {stage} already; only a return leads back.")
        return (problem("not_forward", words, stage=rule.stages[current].name),)
    for missed in rule.stages[current + 1 : target]:
        if not missed.optional:
            words = N_("It has to be {missed} before it can be {stage}.")
            stage = rule.stages[target].name
            return (problem("skips_stage", words, missed=missed.name, stage=stage),)
    return ()


def _check_verifier(rule: Verification, here: Walk, step: Step) -> tuple[Problem, ...]:
    """Refuse who rectified, their department, and a department's own people for its work.

    With `other_unit` colleagues of the same unit are refused as well.
    """
    if not here.rectifiers:
        return (problem("not_rectified", N_("Nobody has rectified it yet.")),)
    doers = [Party(holder=by, unit=unit) for by, unit in here.rectifiers]
    for verifier in (step.by, *step.others):
        bar = find_bar(
            Party(holder=verifier, unit=step.by_unit),
            doers=doers,
            other_unit=rule == "other_unit",
        )
        if bar == "own_unit":
            return (problem(bar, N_("Somebody of another unit has to verify it.")),)
        if bar is not None:
            words = N_("Who rectified it may not verify it; somebody else has to.")
            return (problem(bar, words),)
    return ()


def _check_fixed(rule: ListRule, item: Item, here: Walk, step: Step) -> tuple[Problem, ...]:
    if not rule.fixed_on_spot:
        words = N_("Items of this list cannot be closed on the spot.")
        return (problem("not_on_spot", words),)
    if here.path != [0] or here.closings or here.holder is not None:
        words = N_("Only what was just found can be fixed on the spot.")
        return (problem("too_late_on_spot", words),)
    if step.on != item.opened_on:
        words = N_("Fixed on the spot means on {day}, the day it was found.")
        return (problem("another_day", words, day=Day(day=item.opened_on)),)
    if rule.verification != "none" and step.by is None:
        return (problem("needs_by", N_("Say who did it.")),)
    if item.found_by is not None and step.by != item.found_by:
        words = N_("Fixed on the spot means by who found it; otherwise assign it.")
        return (problem("another_person", words),)
    return ()


def _check_returned(rule: ListRule, here: Walk, step: Step) -> tuple[Problem, ...]:
    if len(here.path) == 1:
        return (problem("at_start", N_("It is at its first stage; nothing can be returned.")),)
    if step.stage:
        target = stage_index(rule, step.stage)
        if target is None:
            words = N_("The list has no stage {stage}.")
            return (problem("unknown_stage", words, stage=step.stage),)
        if target not in here.path[:-1]:
            words = N_("It can only return to a stage it has passed.")
            return (problem("not_passed", words),)
    return _check_reason(step)


def _check_suspended(step: Step) -> tuple[Problem, ...]:
    if step.until is None or step.until <= step.on:
        words = N_("Say until when, a day after {day}.")
        return (*_check_reason(step), problem("needs_until", words, day=Day(day=step.on)))
    return _check_reason(step)


def _check_resumed(here: Walk) -> tuple[Problem, ...]:
    if here.suspended_on is None:
        return (problem("not_suspended", N_("It is not suspended.")),)
    return ()


def _check_reopened(rule: ListRule, here: Walk, step: Step) -> tuple[Problem, ...]:
    if here.closed_on is None:
        return (problem("not_closed", N_("It is not closed, so it cannot be reopened.")),)
    if rule.stages[0].closes:
        return (problem("one_stage", N_("This list has one stage; there is nothing to redo.")),)
    return _check_reason(step)


def _check_supervised(step: Step) -> tuple[Problem, ...]:
    if step.until is None or step.until < step.on:
        words = N_("Say by when it is to be answered, {day} or later.")
        return (problem("needs_reply_day", words, day=Day(day=step.on)),)
    return ()


def _check_replied(here: Walk) -> tuple[Problem, ...]:
    if here.reply_by is None or here.replied_on is not None:
        return (problem("no_reply_due", N_("No answer is being waited for.")),)
    return ()


def _check_reached(here: Walk, step: Step) -> tuple[Problem, ...]:
    if step.milestone not in dict(here.schedule):
        words = N_("The schedule has no milestone {milestone}.")
        return (problem("unknown_milestone", words, milestone=step.milestone),)
    return ()


def _check_reason(step: Step) -> tuple[Problem, ...]:
    if step.note.strip():
        return ()
    return (problem("needs_reason", N_("Say why.")),)
