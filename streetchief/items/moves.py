"""Moving items on their way: assigned, rectified, verified, returned, suspended, struck off.

Convention: what is typed is a verb (rectify, verify); which stage it leads to is the list's own.
Several items may be moved together, all of them or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from streetchief.errors import Refused
from streetchief.items.lists import (
    Lists,
    StandingItem,
    find_standing,
    label,
    open_lists,
    pick_item,
    refuse,
    sentences,
    walk_item,
    word,
)
from streetchief.items.opening import cleaned_evidence, roles_of, unit_of
from streetchief.items.records import add_step, held_items
from streetchief.items.rules.verbs import VERBS, Verb
from streetchief.items.rules.workflow import check_move
from streetchief.items.typed import fields_meant, quantities_meant, schedule_meant, stage_meant
from streetchief.items.views import Done, view_of
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import gettext as _
from streetchief.locale.text import in_a_row
from streetchief.rulebook.rules.list import Step, next_stage
from streetchief.value import replace, value
from streetchief.values.evidence import Evidence
from streetchief.values.problems import Problem
from streetchief.values.register import Holder


@value
class Move:
    """What is typed of a verb, beside the items; `on` None means today.

    `to` and `joint` are who answers for it, `others` who did it as well, `note` the reason or the
    words, `until` the day a suspension ends or a reply is due. `amounts`, `fields` and `schedule`
    are pairs of what was typed; `cleared` says on which side the amounts stand.
    """

    by: str | None = None
    on: int | None = None
    to: str | None = None
    joint: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    stage: str | None = None
    note: str | None = None
    until: int | None = None
    due_on: int | None = None
    evidence: tuple[Evidence, ...] = ()
    amounts: tuple[tuple[str, str], ...] = ()
    cleared: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    schedule: tuple[tuple[str, str], ...] = ()
    milestone: str = ""


def move(
    office: Office, verb: str, items: Sequence[str], *, list_: str | None = None, **typed: Any
) -> tuple[Done, ...]:
    """Do what a verb of `rules.verbs` says to one or several items as one entry.

    `typed` are fields of a `Move`; what is empty was not typed, and the verb takes the others.
    Raises `Refused` with every problem of every item.
    """
    given = {field: said for field, said in typed.items() if not _is_empty(said)}
    if strange := given.keys() - {*VERBS[verb].takes}:
        raise TypeError(f"{verb} takes no {', '.join(sorted(strange))}")
    wish = Move(**given)
    reason = clean(wish.note, _("the reason"), lines=True) if wish.note else None
    with acting(office, f"item {verb}", reason=reason) as entry:
        lists = open_lists(office)
        evidence = cleaned_evidence(wish.evidence)
        picked = [pick_item(lists, text, list_) for text in items]
        befores = list({one.item.id: one for one in picked}.values())
        doer = lists.directory.holder(wish.by) if wish.by else None
        unit, unit_key = unit_of(lists.connection, doer)
        on = office.today if wish.on is None else wish.on
        roles = roles_of(lists.connection, doer.key if doer else None, on)
        steps: list[Step] = []
        problems: list[tuple[StandingItem, Sequence[Problem]]] = []
        for one in befores:
            step = replace(_step(lists, one, verb, wish, doer, on, reason or ""), by_unit=unit_key)
            steps.append(step)
            found = check_move(
                one.rule, one.item, one.row.steps, step, roles=roles, today=office.today
            )
            if found:
                problems.append((one, found))
        _refuse_all(lists, problems, alone=len(befores) == 1)
        done = []
        for one, step in zip(befores, steps, strict=True):
            record = add_step(entry, one.rule, one.item.id, step, unit=unit, evidence=evidence)
            row = replace(one.row, steps=(*one.row.steps, replace(step, id=record)))
            view = view_of(lists, walk_item(lists, row))
            done.append(Done(item=view, kind=step.kind, on=on, record=record))
        return tuple(done)


@value
class Passed:
    """What became of the open items of a holder who hands over: how many passed, which did not."""

    passed: int
    kept: tuple[str, ...] = ()


def hand_over_items(entry: EntryWriter, office: Office, old: int, new: int, on: int) -> Passed:
    """Assign the open items of one holder to another inside an act.

    An item he answers for passes as it stands, with its date and its joint holders; where he is
    joint, the new one takes his place. Kept are those that cannot be assigned (suspended, or
    rectified and waiting for whoever verifies), and all of them when the day is still to come.
    """
    ids = held_items(entry.connection, old)
    if not ids:
        return Passed(passed=0)
    lists = open_lists(office)
    kept: list[str] = []
    passed = 0
    for one in find_standing(lists, ids=ids):
        state = one.state
        if not one.is_open or state.holder is None or old not in (state.holder, *state.joint):
            continue
        step = Step(
            id=0,
            kind="assigned",
            on=max([on, one.item.opened_on, *(earlier.on for earlier in one.row.steps)]),
            holder=new if state.holder == old else state.holder,
            joint=tuple(dict.fromkeys(new if key == old else key for key in state.joint)),
        )
        if on > office.today or check_move(one.rule, one.item, one.row.steps, step):
            kept.append(label(lists, one))
        else:
            add_step(entry, one.rule, one.item.id, step)
            passed += 1
    return Passed(passed=passed, kept=tuple(kept))


def _is_empty(said: Any) -> bool:
    return said is None or said is False or said in ("", ())


def _step(
    lists: Lists,
    before: StandingItem,
    verb: str,
    move: Move,
    doer: Holder | None,
    on: int,
    note: str,
) -> Step:
    """Return the step that a verb is for this item; its id sorts after every recorded one."""
    rule = before.rule
    holder = lists.directory.holder(move.to).key if move.to else None
    joint = [lists.directory.holder(name).key for name in move.joint]
    if verb == "assign" and holder is None and joint:
        holder = before.state.holder
    stage = _stage(before, VERBS[verb], move)
    if stage and doer is not None and holder is None and before.state.holder is None:
        target = next(one for one in rule.stages if one.id == stage)
        if target.act == "rectify" and "holder" in target.needs:
            holder = doer.key  # who came of his own accord answers for it (专家点单)
    side = "cleared" if verb == "rectify" or move.cleared else "found"
    return Step(
        id=1 << 62,
        kind=VERBS[verb].step.id,
        on=on,
        by=doer.key if doer else None,
        others=tuple(lists.directory.holder(name).key for name in move.others),
        stage=stage,
        holder=holder,
        joint=tuple(key for key in dict.fromkeys(joint) if key != holder),
        note=note,
        until=move.until,
        due_on=move.due_on,
        evidence=tuple(file.name for file in move.evidence),
        quantities=quantities_meant(rule, move.amounts, side),
        fields=fields_meant(lists, rule, move.fields),
        schedule=schedule_meant(move.schedule),
        milestone=_milestone(before, move.milestone),
    )


def _stage(before: StandingItem, verb: Verb, move: Move) -> str:
    """Return the stage a verb leads to, named or the next one of its act; "" for none."""
    rule = before.rule
    if move.stage:
        return stage_meant(rule, move.stage).id
    if verb.act is None:
        return ""
    stage = next_stage(rule, before.state.stage, verb.act)
    if stage is None:  # it is past it, which the rule says better than we do
        stage = next((one for one in rule.stages if one.act == verb.act), None)
    if stage is not None:
        return stage.id
    raise Refused(
        _(verb.no_stage).format(list=word(rule.name)),
        _("Its stages are: {names}.").format(
            names=_(", ").join(word(one.name) for one in rule.stages)
        ),
    )


def _milestone(before: StandingItem, text: str) -> str:
    """Return the milestone meant, by its name or the beginning of it."""
    names = [name for name, _days in before.state.schedule]
    meant = [name for name in names if name == text] or [
        name for name in names if text and name.startswith(text)
    ]
    return meant[0] if len(meant) == 1 else text


def _refuse_all(
    lists: Lists, problems: Sequence[tuple[StandingItem, Sequence[Problem]]], *, alone: bool
) -> None:
    if not problems:
        return
    if alone:
        refuse(lists, problems[0][1])
    lines = [f"{label(lists, one)}: {in_a_row(sentences(lists, found))}" for one, found in problems]
    raise Refused("\n".join(lines))
