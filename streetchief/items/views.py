"""Items as they are shown: every key looked up, every word of the rulebook beside its identifier.

Convention: a view is plain data; whoever renders it needs no ledger.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.items.cabinet import Cabinet, Case, find_cases, label
from streetchief.items.limits import SELF_TENDER, limits_of, route_of
from streetchief.items.words import choice_name
from streetchief.rulebook.rules.list import (
    Field,
    FieldValue,
    Quantity,
    Step,
    category_name,
    field_of,
    stage_index,
)
from streetchief.rulebook.rules.project import (
    Funding,
    Milestone,
    MilestoneState,
    TenderRoute,
    funding,
    milestone_state,
    milestones,
)
from streetchief.value import value
from streetchief.values.problems import Name


@value
class ItemView:
    """An item on a list; days are epoch days, names are as registered."""

    label: str
    record: int
    list_: str
    list_name: Name
    number: int
    site: str
    title: str
    category: str
    category_name: Name
    town: str | None
    place: str | None
    stage: str
    stage_name: Name
    standing: str
    opened_on: int
    found_by: str | None
    holder: str | None
    joint: tuple[str, ...]
    due_on: int | None
    overdue_days: int
    stage_due_on: int | None
    age_days: int
    closed_on: int | None
    fixed_on_spot: bool
    verified_by: str | None
    suspended_until: int | None
    suspended_why: str
    supervised_on: int | None
    reply_by: int | None
    replied_on: int | None
    reply_overdue_days: int
    times_returned: int
    times_reopened: int
    note: str | None
    key: str | None


@value
class FieldView:
    """A field of an item: what it is called, and its value as it was kept and in words."""

    id: str
    name: Name
    type: str
    value: FieldValue
    words: tuple[Name, ...]


@value
class AmountView:
    """A measure of an item: what was found and cleared, whole 10**-decimals of the unit."""

    measure: str
    name: Name
    unit: Name
    decimals: int
    found: int | None
    cleared: int


@value
class StepView:
    """A step of an item; `record` is its number in the ledger, `counts` False for a conflict."""

    record: int
    kind: str
    on: int
    by: str | None
    others: tuple[str, ...]
    stage: str
    stage_name: Name | None
    holder: str | None
    joint: tuple[str, ...]
    note: str
    until: int | None
    due_on: int | None
    milestone: str
    evidence: tuple[str, ...]
    amounts: tuple[AmountView, ...]
    fields: tuple[FieldView, ...]
    schedule: tuple[tuple[str, int], ...]
    counts: bool


@value
class MilestoneView:
    """A stretch of a schedule counted back from the end, and where it stands today."""

    milestone: Milestone
    reached_on: int | None
    state: MilestoneState


@value
class Story:
    """The whole way of an item."""

    item: ItemView
    today: int
    evidence: tuple[str, ...]
    fields: tuple[FieldView, ...]
    amounts: tuple[AmountView, ...]
    steps: tuple[StepView, ...]
    milestones: tuple[MilestoneView, ...]
    funding: Funding | None
    route: TenderRoute | None
    grown_from: ItemView | None
    grown: tuple[ItemView, ...]
    activity: int | None


def view_of(cabinet: Cabinet, case: Case) -> ItemView:
    """Return an item as a list shows it."""
    item, state, rule = case.item, case.state, case.rule
    place, town = cabinet.place(item.place), cabinet.town(item.place)
    return ItemView(
        label=label(cabinet, case),
        record=item.id,
        list_=rule.id,
        list_name=rule.name,
        number=item.number,
        site=case.row.site,
        title=item.title,
        category=item.category,
        category_name=category_name(rule, item.category),
        town=town.name if town else None,
        place=place.name if place else None,
        stage=state.stage,
        stage_name=rule.stages[stage_index(rule, state.stage) or 0].name,
        standing=case.standing,
        opened_on=item.opened_on,
        found_by=_holder(cabinet, item.found_by),
        holder=_holder(cabinet, state.holder),
        joint=_holders(cabinet, state.joint),
        due_on=state.due_on,
        overdue_days=state.overdue_days,
        stage_due_on=state.stage_due_on,
        age_days=state.age_days,
        closed_on=state.closed_on,
        fixed_on_spot=state.fixed_on_spot,
        verified_by=_holder(cabinet, state.verified_by),
        suspended_until=state.suspended_until,
        suspended_why=state.suspended_why,
        supervised_on=state.supervised_on,
        reply_by=state.reply_by,
        replied_on=state.replied_on,
        reply_overdue_days=state.reply_overdue_days,
        times_returned=state.times_returned,
        times_reopened=state.times_reopened,
        note=case.row.note,
        key=case.row.key,
    )


def story_of(cabinet: Cabinet, case: Case) -> Story:
    """Return the whole way of an item, with its money and milestones as they stand today."""
    item, state, rule = case.item, case.state, case.rule
    today = cabinet.office.today
    limits = limits_of(
        cabinet.rulebook, cabinet.connection, SELF_TENDER, as_of=cabinet.office.as_of
    )
    funds = funding(rule, state.fields)
    parents = [] if item.grown_from is None else find_cases(cabinet, ids=[item.grown_from])
    return Story(
        item=view_of(cabinet, case),
        today=today,
        evidence=item.evidence,
        fields=_fields(cabinet, case, state.fields),
        amounts=amounts_of(case, state.quantities),
        steps=tuple(
            _step(cabinet, case, step)
            for step in sorted(case.row.steps, key=lambda step: (step.on, step.id))
        ),
        milestones=milestones_of(case, today),
        funding=funds if funds.sources or funds.budget is not None else None,
        route=route_of(rule, state, limits),
        grown_from=view_of(cabinet, parents[0]) if parents else None,
        grown=tuple(view_of(cabinet, one) for one in find_cases(cabinet, grown_from=item.id)),
        activity=case.row.activity,
    )


def milestones_of(case: Case, today: int) -> tuple[MilestoneView, ...]:
    """Count the schedule back from the day the item is due (倒排); none without such a day."""
    state = case.state
    if not state.schedule or state.due_on is None:
        return ()
    reached = dict(state.reached)
    return tuple(
        MilestoneView(
            milestone=milestone,
            reached_on=reached.get(milestone.name),
            state=milestone_state(milestone, reached.get(milestone.name), today),
        )
        for milestone in milestones(state.schedule, state.due_on)
    )


def amounts_of(case: Case, quantities: Iterable[Quantity]) -> tuple[AmountView, ...]:
    """Add quantities up by measure, in the order of the rulebook; none for what was not given."""
    given = list(quantities)
    found = []
    for measure in case.rule.measures:
        sides = {
            side: [q.amount for q in given if q.measure == measure.id and q.side == side]
            for side in ("found", "cleared")
        }
        if any(sides.values()):
            found.append(
                AmountView(
                    measure=measure.id,
                    name=measure.name,
                    unit=measure.unit,
                    decimals=measure.decimals,
                    found=sum(sides["found"]) if sides["found"] else None,
                    cleared=sum(sides["cleared"]),
                )
            )
    return tuple(found)


def _step(cabinet: Cabinet, case: Case, step: Step) -> StepView:
    index = stage_index(case.rule, step.stage)
    return StepView(
        record=step.id,
        kind=step.kind,
        on=step.on,
        by=_holder(cabinet, step.by),
        others=_holders(cabinet, step.others),
        stage=step.stage,
        stage_name=None if index is None else case.rule.stages[index].name,
        holder=_holder(cabinet, step.holder),
        joint=_holders(cabinet, step.joint),
        note=step.note,
        until=step.until,
        due_on=step.due_on,
        milestone=step.milestone,
        evidence=step.evidence,
        amounts=amounts_of(case, step.quantities),
        fields=_fields(cabinet, case, step.fields),
        schedule=step.schedule,
        counts=step.id not in case.state.conflicts,
    )


def _fields(
    cabinet: Cabinet, case: Case, values: Iterable[tuple[str, FieldValue]]
) -> tuple[FieldView, ...]:
    given = dict(values)
    order = [field.id for field in case.rule.fields]
    names = sorted(given, key=lambda id: order.index(id) if id in order else len(order))
    found = []
    for id in names:
        field = field_of(case.rule, id)
        found.append(
            FieldView(
                id=id,
                name=field.name if field else Name(zh=id, en=id),
                type=field.type if field else "text",
                value=given[id],
                words=_words(cabinet, field, given[id]),
            )
        )
    return tuple(found)


def _words(cabinet: Cabinet, field: Field | None, given: FieldValue) -> tuple[Name, ...]:
    """Return the names a value stands for; none for numbers, days and plain texts."""
    if field is None:
        return ()
    if field.type in ("choice", "tags"):
        chosen = given if isinstance(given, tuple) else (str(given),)
        return tuple(choice_name(field.choices, id) for id in chosen if id)
    if isinstance(given, int) and field.type in ("place", "holder"):
        thing = cabinet.place(given) if field.type == "place" else cabinet.holder(given)
        name = thing.name if thing else str(given)
        return (Name(zh=name, en=name),)
    return ()


def _holder(cabinet: Cabinet, key: int | None) -> str | None:
    holder = cabinet.holder(key)
    return holder.name if holder else None


def _holders(cabinet: Cabinet, keys: Iterable[int]) -> tuple[str, ...]:
    return tuple(name for key in keys if (name := _holder(cabinet, key)) is not None)
