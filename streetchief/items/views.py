"""Items as they are told: as they stand, with the names of the register and of their list.

A view is plain data and holds the fact it is about; whoever renders it needs no ledger.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.items.limits import SELF_TENDER, limits_of, route_of
from streetchief.items.lists import Lists, StandingItem, find_standing, label
from streetchief.items.rules.workflow import ItemState
from streetchief.rulebook.rules.list import (
    Field,
    FieldValue,
    Item,
    ListRule,
    Measure,
    Quantity,
    Stage,
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
    """An item as it stands, with the names of the register it is told by; `label` can be typed."""

    now: StandingItem
    label: str
    town: str | None
    place: str | None
    found_by: str | None
    holder: str | None
    joint: tuple[str, ...]
    verified_by: str | None

    @property
    def item(self) -> Item:
        return self.now.item

    @property
    def rule(self) -> ListRule:
        return self.now.rule

    @property
    def state(self) -> ItemState:
        return self.now.state

    @property
    def standing(self) -> str:
        return self.now.standing

    @property
    def category_name(self) -> Name:
        return category_name(self.rule, self.item.category)

    @property
    def stage_name(self) -> Name:
        return self.rule.stages[stage_index(self.rule, self.state.stage) or 0].name


@value
class Done:
    """What an act did to an item: the kind of step on which day, its record, how it stands now.

    `already` says that the same retry key had done it before.
    """

    item: ItemView
    kind: str
    on: int
    record: int
    already: bool = False


@value
class FieldView:
    """A field of an item as its list declares it, its value as it was kept and in words."""

    field: Field
    value: FieldValue
    words: tuple[Name, ...]


@value
class AmountView:
    """What was found and cleared of a measure; `found` is None when it was never recorded."""

    measure: Measure
    found: int | None
    cleared: int


@value
class StepView:
    """A step of an item with its names; `counts` is False for one that could not follow."""

    fact: Step
    stage: Stage | None
    by: str | None
    others: tuple[str, ...]
    holder: str | None
    joint: tuple[str, ...]
    amounts: tuple[AmountView, ...]
    fields: tuple[FieldView, ...]
    counts: bool


@value
class MilestoneView:
    """A stretch of a schedule counted back from the end, and where it stands today."""

    milestone: Milestone
    reached_on: int | None
    state: MilestoneState


@value
class Story:
    """The whole way of an item; `grown_from` and `grown` are the items it came from and became."""

    item: ItemView
    fields: tuple[FieldView, ...]
    amounts: tuple[AmountView, ...]
    steps: tuple[StepView, ...]
    milestones: tuple[MilestoneView, ...]
    funding: Funding | None
    route: TenderRoute | None
    grown_from: ItemView | None
    grown: tuple[ItemView, ...]


def view_of(lists: Lists, now: StandingItem) -> ItemView:
    """Return an item with its names."""
    item, state = now.item, now.state
    town, place = lists.where(item.place)
    return ItemView(
        now=now,
        label=label(lists, now),
        town=town,
        place=place,
        found_by=_holder(lists, item.found_by),
        holder=_holder(lists, state.holder),
        joint=_holders(lists, state.joint),
        verified_by=_holder(lists, state.verified_by),
    )


def story_of(lists: Lists, now: StandingItem) -> Story:
    """Return the whole way of an item, with its money and milestones as they stand today."""
    item, state, rule = now.item, now.state, now.rule
    limits = limits_of(lists.office, lists.rulebook, SELF_TENDER)
    funds = funding(rule, state.fields)
    parents = [] if item.grown_from is None else find_standing(lists, ids=[item.grown_from])
    return Story(
        item=view_of(lists, now),
        fields=_fields(lists, rule, state.fields),
        amounts=amounts_of(rule, state.quantities),
        steps=tuple(
            _step(lists, now, step)
            for step in sorted(now.row.steps, key=lambda step: (step.on, step.id))
        ),
        milestones=milestones_of(state, lists.office.today),
        funding=funds if funds.sources or funds.budget is not None else None,
        route=route_of(rule, state, limits),
        grown_from=view_of(lists, parents[0]) if parents else None,
        grown=tuple(view_of(lists, one) for one in find_standing(lists, grown_from=item.id)),
    )


def milestones_of(state: ItemState, today: int) -> tuple[MilestoneView, ...]:
    """Count the schedule back from the day the item is due (倒排); none without such a day."""
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


def amounts_of(rule: ListRule, quantities: Iterable[Quantity]) -> tuple[AmountView, ...]:
    """Add quantities up by measure, in the order of the rulebook; none for what was not given."""
    given = list(quantities)
    views = []
    for measure in rule.measures:
        found, cleared = (
            [q.amount for q in given if (q.measure, q.side) == (measure.id, side)]
            for side in ("found", "cleared")
        )
        if found or cleared:
            total = sum(found) if found else None
            views.append(AmountView(measure=measure, found=total, cleared=sum(cleared)))
    return tuple(views)


def _step(lists: Lists, now: StandingItem, step: Step) -> StepView:
    index = stage_index(now.rule, step.stage)
    return StepView(
        fact=step,
        stage=None if index is None else now.rule.stages[index],
        by=_holder(lists, step.by),
        others=_holders(lists, step.others),
        holder=_holder(lists, step.holder),
        joint=_holders(lists, step.joint),
        amounts=amounts_of(now.rule, step.quantities),
        fields=_fields(lists, now.rule, step.fields),
        counts=step.id not in now.state.conflicts,
    )


def _fields(
    lists: Lists, rule: ListRule, values: Iterable[tuple[str, FieldValue]]
) -> tuple[FieldView, ...]:
    """Return fields in the order of the list; what it does not declare any more comes last."""
    given = dict(values)
    order = [field.id for field in rule.fields]
    found = []
    for id in sorted(given, key=lambda id: order.index(id) if id in order else len(order)):
        declared = field_of(rule, id)
        found.append(
            FieldView(
                field=declared or Field(id=id, name=Name(zh=id, en=id), type="text"),
                value=given[id],
                words=_words(lists, declared, given[id]),
            )
        )
    return tuple(found)


def _words(lists: Lists, field: Field | None, given: FieldValue) -> tuple[Name, ...]:
    """Return the names a value stands for; none for numbers, days and plain texts."""
    if field is None:
        return ()
    if field.type in ("choice", "tags"):
        chosen = given if isinstance(given, tuple) else (str(given),)
        known = {choice.id: choice.name for choice in field.choices}
        # Words from outside are called what they were written.
        return tuple(known.get(id, Name(zh=id, en=id)) for id in chosen if id)
    if isinstance(given, int) and field.type in ("place", "holder"):
        thing = lists.place(given) if field.type == "place" else lists.holder(given)
        name = thing.name if thing else str(given)
        return (Name(zh=name, en=name),)
    return ()


def _holder(lists: Lists, key: int | None) -> str | None:
    holder = lists.holder(key)
    return holder.name if holder else None


def _holders(lists: Lists, keys: Iterable[int]) -> tuple[str, ...]:
    return tuple(name for key in keys if (name := _holder(lists, key)) is not None)
