"""What can be done to an item, each verb with all that belongs to it.

A verb is what is typed, a kind of step what is recorded: rectify and verify both record `moved`, to
the list's own stage. Checks here are of the way itself (order, side states, verified by someone
else), so that the past can be walked again under any version of its list; `needs` says what a list
asks of a new move beside that.
"""

from __future__ import annotations

from collections.abc import Callable

from streetchief.items.rules.walk import (
    Walk,
    arrive,
    assigned_stage,
    close,
    count_amounts,
    doers_of,
    go_back,
    run_again,
    set_due_day,
    start_again,
)
from streetchief.locale.text import N_
from streetchief.register.rules.approval import Party, find_bar
from streetchief.rulebook.rules.list import Act, Step, StepKind, closing_stage, stage_index
from streetchief.value import value
from streetchief.values.problems import Day, Problem, Said, problem

Problems = tuple[Problem, ...]


def _no(code: str, words: str, **values: Said) -> Problems:
    return (problem(code, words, **values),)


@value
class Kind:
    """A kind of step: its id and word, why it cannot follow, and what it changes.

    `content` is said of a step that says nothing. `new_due`: it may bring a new day to be closed
    by. `when_closed`, `when_suspended`: it may happen to such an item; what may not is refused.
    """

    id: StepKind
    word: str
    check: Callable[[Walk, Step], Problems] | None = None
    take: Callable[[Walk, Step], None] | None = None
    content: Callable[[Step], Problems] | None = None
    new_due: bool = False
    when_closed: bool = False
    when_suspended: bool = False


@value
class Verb:
    """What is typed: the step it records, and the fields of a `Move` it takes beside the items.

    `act` is the kind of stage it leads to, `no_stage` what is said of a list without one.
    """

    step: Kind
    takes: tuple[str, ...]
    act: Act | None = None
    no_stage: str = ""


def obstacles(here: Walk, step: Step) -> Problems:
    """Tell why a step cannot follow here; nothing when it can."""
    kind = KINDS[step.kind]
    if here.void_on is not None:
        return _no("void", N_("The item is void since {day}."), day=Day(day=here.void_on))
    if step.on < here.item.opened_on:
        opened = Day(day=here.item.opened_on)
        return _no("before_opening", N_("The item was opened on {day}."), day=opened)
    # Where an item is closed as it is opened (a document on file), its fields may be filled in
    # later as well.
    filled_in = kind.id == "changed" and here.rule.stages[0].closes
    if here.closed_on is not None and not (kind.when_closed or filled_in):
        closed = Day(day=here.closed_on)
        return _no("closed", N_("Closed on {day}; it can only be reopened."), day=closed)
    if kind.id == "note":
        return ()
    # Notes may be dated back; only a void must come after them too, for nothing may follow it.
    latest = here.history[-1][1] if kind.id == "voided" else here.last_on
    if step.on < latest:
        last = Day(day=latest)
        return _no("before_last_move", N_("Its last move was on {day}."), day=last)
    if here.suspended_on is not None and not kind.when_suspended:
        until = Day(day=here.suspended_until)
        return _no(
            "suspended", N_("Suspended until {day}; it can only be resumed or voided."), day=until
        )
    return kind.check(here, step) if kind.check else ()


def take(here: Walk, step: Step) -> None:
    """Take a step that nothing stands in the way of."""
    kind = KINDS[step.kind]
    if kind.id != "note":
        here.last_on = step.on
    here.history.append((kind.id, step.on))
    here.fields.update(step.fields)
    count_amounts(here, step.quantities)
    if step.due_on is not None and kind.new_due:
        set_due_day(here, step.due_on)
    if kind.take:
        kind.take(here, step)


def check_content(step: Step) -> Problems:
    """Refuse a step that says nothing."""
    content = KINDS[step.kind].content
    return content(step) if content else ()


# What stands in the way of each kind of step, and what it changes


def _check_assigned(here: Walk, step: Step) -> Problems:
    if step.holder is None:
        return _no("needs_holder", N_("Say who is to answer for it."))
    if any(here.rule.stages[index].act in ("rectify", "verify") for index in here.path):
        return _no("rectified", N_("It is rectified; return it before assigning it anew."))
    target = assigned_stage(here, step)
    if target is None and not step.stage:
        return ()
    if target is None or here.rule.stages[target].act != "assign":
        return _no("not_for_assigning", N_("{stage} is no stage for assigning."), stage=step.stage)
    return _check_order(here, target)


def _assign(here: Walk, step: Step) -> None:
    here.holder, here.joint = step.holder, step.joint
    target = assigned_stage(here, step)
    if target is not None:
        arrive(here, target, step)


def _check_moved(here: Walk, step: Step) -> Problems:
    target = stage_index(here.rule, step.stage)
    if target is None:
        return _no("unknown_stage", N_("The list has no stage {stage}."), stage=step.stage)
    problems = _check_order(here, target)
    if problems:
        return problems
    stage = here.rule.stages[target]
    if stage.act == "assign" and step.holder is None and here.holder is None:
        return _no("needs_holder", N_("Say who is to answer for it."))
    if here.rule.verification == "none":
        return ()
    if stage.act in ("rectify", "verify") and step.by is None:
        return _no("needs_by", N_("Say who did it."), stage=stage.name)
    if stage.act == "verify":
        return _check_verifier(here, step)
    if stage.closes and not here.verified:
        return _no("unverified", N_("Nobody has verified it yet."))
    return ()


def _check_order(here: Walk, target: int) -> Problems:
    current = here.path[-1]
    if target <= current:
        return _no(
            "not_forward",
            N_("It is {stage} already; only a return leads back."),
            stage=here.rule.stages[current].name,
        )
    for missed in here.rule.stages[current + 1 : target]:
        if not missed.optional:
            words = N_("It has to be {missed} before it can be {stage}.")
            stage = here.rule.stages[target].name
            return _no("skips_stage", words, missed=missed.name, stage=stage)
    return ()


def _check_verifier(here: Walk, step: Step) -> Problems:
    if not here.rectifiers:
        return _no("not_rectified", N_("Nobody has rectified it yet."))
    other_unit = here.rule.verification == "other_unit"
    for verifier in (step.by, *step.others):
        party = Party(holder=verifier, unit=step.by_unit)
        bar = find_bar(party, doers=here.rectifiers, other_unit=other_unit)
        if bar == "own_unit":
            return _no(bar, N_("Somebody of another unit has to verify it."))
        if bar is not None:
            return _no(bar, N_("Who rectified it may not verify it; somebody else has to."))
    return ()


def _move(here: Walk, step: Step) -> None:
    target = stage_index(here.rule, step.stage)
    assert target is not None
    arrive(here, target, step)


def _check_fixed(here: Walk, step: Step) -> Problems:
    if not here.rule.fixed_on_spot:
        return _no("not_on_spot", N_("Items of this list cannot be closed on the spot."))
    if here.path != [0] or here.times_closed or here.holder is not None:
        return _no("too_late_on_spot", N_("Only what was just found can be fixed on the spot."))
    if step.on != here.item.opened_on:
        return _no(
            "another_day",
            N_("Fixed on the spot means on {day}, the day it was found."),
            day=Day(day=here.item.opened_on),
        )
    if here.rule.verification != "none" and step.by is None:
        return _no("needs_by", N_("Say who did it."))
    if here.item.found_by is not None and step.by != here.item.found_by:
        return _no(
            "another_person", N_("Fixed on the spot means by who found it; otherwise assign it.")
        )
    return ()


def _fix(here: Walk, step: Step) -> None:
    here.fixed_on_spot = True
    here.rectifiers = doers_of(step)
    here.path.append(here.rule.stages.index(closing_stage(here.rule)))
    here.stage_on, here.stage_stopped = step.on, 0
    close(here, step.on)


def _check_returned(here: Walk, step: Step) -> Problems:
    if len(here.path) == 1:
        return _no("at_start", N_("It is at its first stage; nothing can be returned."))
    if step.stage:
        target = stage_index(here.rule, step.stage)
        if target is None:
            return _no("unknown_stage", N_("The list has no stage {stage}."), stage=step.stage)
        if target not in here.path[:-1]:
            return _no("not_passed", N_("It can only return to a stage it has passed."))
    return _check_reason(here, step)


def _check_suspended(here: Walk, step: Step) -> Problems:
    if step.until is None or step.until <= step.on:
        words = N_("Say until when, a day after {day}.")
        return (*_check_reason(here, step), problem("needs_until", words, day=Day(day=step.on)))
    return _check_reason(here, step)


def _suspend(here: Walk, step: Step) -> None:
    assert step.until is not None
    here.suspended_on, here.suspended_until, here.suspended_why = step.on, step.until, step.note


def _check_resumed(here: Walk, _step: Step) -> Problems:
    if here.suspended_on is None:
        return _no("not_suspended", N_("It is not suspended."))
    return ()


def _resume(here: Walk, step: Step) -> None:
    run_again(here, step.on)


def _check_reopened(here: Walk, step: Step) -> Problems:
    if here.closed_on is None:
        return _no("not_closed", N_("It is not closed, so it cannot be reopened."))
    if here.rule.stages[0].closes:
        return _no("one_stage", N_("This list has one stage; there is nothing to redo."))
    return _check_reason(here, step)


def _void(here: Walk, step: Step) -> None:
    here.void_on = step.on


def _check_supervised(_here: Walk, step: Step) -> Problems:
    if step.until is None or step.until < step.on:
        return _no(
            "needs_reply_day",
            N_("Say by when it is to be answered, {day} or later."),
            day=Day(day=step.on),
        )
    return ()


def _supervise(here: Walk, step: Step) -> None:
    here.supervised_on, here.reply_by, here.replied_on = step.on, step.until, None


def _check_replied(here: Walk, _step: Step) -> Problems:
    if here.reply_by is None or here.replied_on is not None:
        return _no("no_reply_due", N_("No answer is being waited for."))
    return ()


def _reply(here: Walk, step: Step) -> None:
    here.replied_on = step.on


def _schedule(here: Walk, step: Step) -> None:
    here.schedule = step.schedule


def _check_reached(here: Walk, step: Step) -> Problems:
    if step.milestone not in dict(here.schedule):
        return _no(
            "unknown_milestone",
            N_("The schedule has no milestone {milestone}."),
            milestone=step.milestone,
        )
    return ()


def _reach(here: Walk, step: Step) -> None:
    here.reached[step.milestone] = step.on


# What a step has to say


def _check_reason(_here: Walk, step: Step) -> Problems:
    if step.note.strip():
        return ()
    return _no("needs_reason", N_("Say why."))


def _some_note(step: Step) -> Problems:
    if step.note.strip():
        return ()
    return _no("needs_note", N_("Write what is to be noted."))


def _some_quantity(step: Step) -> Problems:
    return () if step.quantities else (problem("needs_quantity", N_("Say how much.")),)


def _some_field(step: Step) -> Problems:
    return () if step.fields else (problem("needs_field", N_("Say what changes.")),)


def _some_schedule(step: Step) -> Problems:
    if step.schedule and all(days >= 1 and name.strip() for name, days in step.schedule):
        return ()
    return _no("needs_schedule", N_("Name each milestone with at least one day."))


# The verbs

_MOVED = Kind(id="moved", word=N_("moved on"), check=_check_moved, take=_move, new_due=True)
_FIXED = Kind(id="fixed", word=N_("fixed on the spot"), check=_check_fixed, take=_fix)

VERBS: dict[str, Verb] = {
    "assign": Verb(
        step=Kind(
            id="assigned", word=N_("assigned"), check=_check_assigned, take=_assign, new_due=True
        ),
        takes=("to", "joint", "due_on", "by", "on", "note"),
    ),
    "rectify": Verb(
        step=_MOVED,
        takes=("by", "others", "on", "note", "evidence", "amounts"),
        act="rectify",
        no_stage=N_("Nothing is rectified in the list {list}."),
    ),
    "verify": Verb(
        step=_MOVED,
        takes=("by", "others", "on", "note", "evidence"),
        act="verify",
        no_stage=N_("Nothing is verified in the list {list}."),
    ),
    "advance": Verb(
        step=_MOVED,
        takes=("stage", "by", "on", "due_on", "note", "evidence", "fields"),
        act="work",
        no_stage=N_("There is no stage to advance to in the list {list}."),
    ),
    "return": Verb(
        step=Kind(
            id="returned", word=N_("returned"), check=_check_returned, take=go_back, new_due=True
        ),
        takes=("by", "note", "stage", "due_on", "on"),
    ),
    "suspend": Verb(
        step=Kind(id="suspended", word=N_("suspended"), check=_check_suspended, take=_suspend),
        takes=("until", "note", "by", "on"),
    ),
    "resume": Verb(
        step=Kind(
            id="resumed",
            word=N_("resumed"),
            check=_check_resumed,
            take=_resume,
            new_due=True,
            when_suspended=True,
        ),
        takes=("by", "note", "due_on", "on"),
    ),
    "reopen": Verb(
        step=Kind(
            id="reopened",
            word=N_("reopened"),
            check=_check_reopened,
            take=start_again,
            when_closed=True,
        ),
        takes=("note", "by", "due_on", "on"),
    ),
    "void": Verb(
        step=Kind(
            id="voided", word=N_("voided"), check=_check_reason, take=_void, when_suspended=True
        ),
        takes=("note", "by", "on"),
    ),
    "supervise": Verb(
        step=Kind(id="supervised", word=N_("supervised"), check=_check_supervised, take=_supervise),
        takes=("until", "by", "note", "on"),
    ),
    "reply": Verb(
        step=Kind(
            id="replied", word=N_("replied"), check=_check_replied, take=_reply, content=_some_note
        ),
        takes=("note", "by", "evidence", "on"),
    ),
    "set": Verb(
        step=Kind(id="changed", word=N_("changed"), content=_some_field),
        takes=("fields", "by", "on", "note"),
    ),
    "measure": Verb(
        step=Kind(id="quantity", word=N_("measured"), content=_some_quantity),
        takes=("amounts", "cleared", "by", "on", "note"),
    ),
    "schedule": Verb(
        step=Kind(
            id="scheduled",
            word=N_("scheduled"),
            take=_schedule,
            content=_some_schedule,
            new_due=True,
        ),
        takes=("schedule", "due_on", "by", "on", "note"),
    ),
    "reach": Verb(
        step=Kind(id="reached", word=N_("milestone reached"), check=_check_reached, take=_reach),
        takes=("milestone", "by", "on", "note"),
    ),
    "note": Verb(
        step=Kind(
            id="note", word=N_("noted"), content=_some_note, when_closed=True, when_suspended=True
        ),
        takes=("note", "by", "evidence", "on"),
    ),
}
"""Every verb. A new one is an entry here, with the checks and changes of its step above."""

KINDS: dict[str, Kind] = {
    kind.id: kind for kind in (_FIXED, *(verb.step for verb in VERBS.values()))
}
"""Every kind of step; one is recorded without a verb, as an item is opened."""
