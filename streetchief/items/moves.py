"""Moving items on their way: assigned, rectified, verified, returned, suspended, struck off.

Convention: what is typed is an act (rectify, verify); which stage it leads to is the list's own.
Several items may be moved together, all of them or none.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.errors import Refused
from streetchief.items.cabinet import Cabinet, Case, case_named, case_of, label, open_cabinet, word
from streetchief.items.opening import cleaned_evidence, roles_of, unit_of
from streetchief.items.refusals import refuse, sentences
from streetchief.items.rules.workflow import check_move
from streetchief.items.words import fields_meant, quantities_meant, schedule_meant, stage_meant
from streetchief.items.writing import add_step
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import N_, in_a_row
from streetchief.locale.text import gettext as _
from streetchief.rulebook.rules.list import Act, Step, StepKind, next_stage
from streetchief.value import replace, value
from streetchief.values.evidence import Evidence
from streetchief.values.problems import Problem
from streetchief.values.register import Holder

VERBS = (
    "assign",
    "rectify",
    "verify",
    "advance",
    "return",
    "suspend",
    "resume",
    "reopen",
    "void",
    "supervise",
    "reply",
    "set",
    "measure",
    "schedule",
    "reach",
    "note",
)
"""What can be done to an item after it was opened."""

_KINDS: dict[str, StepKind] = {
    "assign": "assigned",
    "rectify": "moved",
    "verify": "moved",
    "advance": "moved",
    "return": "returned",
    "suspend": "suspended",
    "resume": "resumed",
    "reopen": "reopened",
    "void": "voided",
    "supervise": "supervised",
    "reply": "replied",
    "set": "changed",
    "measure": "quantity",
    "schedule": "scheduled",
    "reach": "reached",
    "note": "note",
}
_ACTS: dict[str, Act] = {"rectify": "rectify", "verify": "verify", "advance": "work"}


@value
class Move:
    """One act on some items as typed; `on` None means today.

    `to` and `joint` are who answers for it, `others` who did it as well, `why` the reason or the
    words, `until` the day a suspension ends or a reply is due. `amounts`, `fields` and `schedule`
    are pairs of what was typed; `cleared` says on which side the amounts stand.
    """

    verb: str
    items: tuple[str, ...]
    list_: str | None = None
    by: str | None = None
    on: int | None = None
    to: str | None = None
    joint: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    stage: str | None = None
    why: str | None = None
    until: int | None = None
    due_on: int | None = None
    evidence: tuple[Evidence, ...] = ()
    amounts: tuple[tuple[str, str], ...] = ()
    cleared: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    schedule: tuple[tuple[str, str], ...] = ()
    milestone: str = ""


@value
class Moved:
    """What an act did to one item; `record` is the number of the step."""

    before: Case
    after: Case
    record: int


def move_items(office: Office, move: Move) -> tuple[Cabinet, tuple[Moved, ...]]:
    """Do one act to one or several items as one entry.

    Raises `Refused` with every problem of every item.
    """
    reason = clean(move.why, _("the reason"), lines=True) if move.why else None
    with acting(office, f"item {move.verb}", reason=reason) as entry:
        cabinet = open_cabinet(office)
        evidence = cleaned_evidence(move.evidence)
        cases = [case_named(cabinet, text, move.list_) for text in move.items]
        cases = list({case.item.id: case for case in cases}.values())
        doer = cabinet.directory.holder(move.by) if move.by else None
        unit, unit_key = unit_of(cabinet.connection, doer)
        on = office.today if move.on is None else move.on
        roles = roles_of(cabinet.connection, doer.key if doer else None, on)
        steps: list[Step] = []
        problems: list[tuple[Case, Sequence[Problem]]] = []
        for case in cases:
            step = replace(_step(cabinet, case, move, doer, on, reason or ""), by_unit=unit_key)
            steps.append(step)
            found = check_move(
                case.rule, case.item, case.row.steps, step, roles=roles, today=office.today
            )
            if found:
                problems.append((case, found))
        _refuse_all(cabinet, problems, alone=len(cases) == 1)
        moved = []
        for case, step in zip(cases, steps, strict=True):
            record = add_step(entry, case.rule, case.item.id, step, unit=unit, evidence=evidence)
            row = replace(case.row, steps=(*case.row.steps, replace(step, id=record)))
            moved.append(Moved(before=case, after=case_of(cabinet, row), record=record))
        return cabinet, tuple(moved)


def _step(
    cabinet: Cabinet, case: Case, move: Move, doer: Holder | None, on: int, note: str
) -> Step:
    """Return the step that the act is for this item; its id sorts after every recorded one."""
    rule = case.rule
    holder = cabinet.directory.holder(move.to).key if move.to else None
    joint = [cabinet.directory.holder(name).key for name in move.joint]
    if move.verb == "assign" and holder is None and joint:
        holder = case.state.holder
    stage = _stage(case, move)
    if stage and doer is not None and holder is None and case.state.holder is None:
        target = next(one for one in rule.stages if one.id == stage)
        if target.act == "rectify" and "holder" in target.needs:
            holder = doer.key  # who came of his own accord answers for it (专家点单)
    side = "cleared" if move.verb == "rectify" or move.cleared else "found"
    return Step(
        id=1 << 62,
        kind=_KINDS[move.verb],
        on=on,
        by=doer.key if doer else None,
        others=tuple(cabinet.directory.holder(name).key for name in move.others),
        stage=stage,
        holder=holder,
        joint=tuple(key for key in dict.fromkeys(joint) if key != holder),
        note=note,
        until=move.until,
        due_on=move.due_on,
        evidence=tuple(file.name for file in move.evidence),
        quantities=quantities_meant(rule, move.amounts, side),
        fields=fields_meant(cabinet, rule, move.fields),
        schedule=schedule_meant(move.schedule),
        milestone=_milestone(case, move.milestone),
    )


def _stage(case: Case, move: Move) -> str:
    if move.stage:
        return stage_meant(case.rule, move.stage).id
    act = _ACTS.get(move.verb)
    if act is None:
        return ""
    stage = next_stage(case.rule, case.state.stage, act)
    if stage is None:  # it is past it, which the rule says better than we do
        stage = next((one for one in case.rule.stages if one.act == act), None)
    if stage is not None:
        return stage.id
    raise Refused(
        _(_NO_STAGE[move.verb]).format(list=word(case.rule.name)),
        _("Its stages are: {names}.").format(
            names=_(", ").join(word(one.name) for one in case.rule.stages)
        ),
    )


_NO_STAGE = {
    "rectify": N_("Nothing is rectified in the list {list}."),
    "verify": N_("Nothing is verified in the list {list}."),
    "advance": N_("There is no stage to advance to in the list {list}."),
}


def _milestone(case: Case, text: str) -> str:
    """Return the milestone meant, by its name or the beginning of it."""
    names = [name for name, _days in case.state.schedule]
    meant = [name for name in names if name == text] or [
        name for name in names if text and name.startswith(text)
    ]
    return meant[0] if len(meant) == 1 else text


def _refuse_all(
    cabinet: Cabinet, problems: Sequence[tuple[Case, Sequence[Problem]]], *, alone: bool
) -> None:
    if not problems:
        return
    if alone:
        refuse(cabinet, problems[0][1])
    lines = [
        f"{label(cabinet, case)}: {in_a_row(sentences(cabinet, found))}" for case, found in problems
    ]
    raise Refused("\n".join(lines))
