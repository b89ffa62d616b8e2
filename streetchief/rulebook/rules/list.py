"""What a list is (from the rulebook) and what happened to an item of it (facts of the ledger).

The convention to know: facts are insert-only. An `Item` is its opening; everything later is a
`Step`. Nothing here says where an item stands: `workflow.state_of` computes it. Days are epoch
days, holders and places are the keys of the register, amounts are whole numbers (`amounts`).
"""

from __future__ import annotations

from typing import Literal

from streetchief.value import value
from streetchief.values.problems import Name

Act = Literal["open", "assign", "work", "rectify", "verify"]
FieldType = Literal["text", "int", "yuan", "day", "choice", "tags", "place", "holder"]
Verification = Literal["none", "other_person", "other_unit"]
StepKind = Literal[
    "assigned",
    "moved",
    "fixed",
    "returned",
    "suspended",
    "resumed",
    "reopened",
    "voided",
    "supervised",
    "replied",
    "changed",
    "scheduled",
    "reached",
    "quantity",
    "note",
]
FieldValue = int | str | tuple[str, ...]
Fields = tuple[tuple[str, FieldValue], ...]

ACTS: tuple[Act, ...] = ("open", "assign", "work", "rectify", "verify")
FIELD_TYPES: tuple[FieldType, ...] = (
    "text",
    "int",
    "yuan",
    "day",
    "choice",
    "tags",
    "place",
    "holder",
)
VERIFICATIONS: tuple[Verification, ...] = ("none", "other_person", "other_unit")
# What a move may need besides the fields and measures a list declares itself. "date" is the day by
# which the item is to be closed.
NEEDS = ("evidence", "quantity", "date", "note", "holder")
# Stands among the roles of a stage: the responsible holder, a joint one, or one of their people.
RESPONSIBLE = "responsible"
# Acts beside the stages: who may do them is declared under `may`; undeclared, everyone may.
SIDE_ACTS: tuple[StepKind, ...] = (
    "fixed",
    "returned",
    "suspended",
    "resumed",
    "reopened",
    "voided",
    "supervised",
)


# Rules


@value
class Category:
    """A kind of item; `unit` is the measure word of its count where it differs from the list's."""

    id: str
    name: Name
    unit: Name | None = None
    source: tuple[int, ...] = ()


@value
class Choice:
    """One answer a field of type choice or tags accepts."""

    id: str
    name: Name
    source: tuple[int, ...] = ()


@value
class Field:
    """An extra fact a list keeps. `open`: other choices than those declared are welcome.

    `group` puts fields that add up together, such as the funds of a project by source.
    """

    id: str
    name: Name
    type: FieldType
    choices: tuple[Choice, ...] = ()
    open: bool = False
    required: bool = False
    group: str = ""
    source: tuple[int, ...] = ()


@value
class Measure:
    """Something counted or measured, kept in whole 10**-decimals of its unit."""

    id: str
    name: Name
    unit: Name
    decimals: int = 0


@value
class Stage:
    """A station on the way of an item.

    `act` says which command leads here. `roles`: who may move an item here, empty for everyone.
    `days`: how many days after the stage before it is to be reached, None without a limit.
    `optional`: it may be left out. `closes`: whoever arrives here is struck off.
    """

    id: str
    name: Name
    act: Act
    needs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    days: int | None = None
    optional: bool = False
    closes: bool = False


@value
class ListRule:
    """One list of the rulebook (docs/mechanisms.md, row 26 and whatever else is kept as a list).

    `open`: categories beside those declared are accepted (a list that ends in 等). `days`: how many
    days after the opening, or the last reopening, an item is to be closed; None without a limit.
    `verification`: who may verify what others rectified. `fixed_on_spot`: found and fixed in one
    visit (立行立改) closes at once. `closes_at_zero`: nothing may be left of any measure.
    """

    id: str
    name: Name
    stages: tuple[Stage, ...]
    categories: tuple[Category, ...] = ()
    open: bool = False
    place_kinds: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    fields: tuple[Field, ...] = ()
    verification: Verification = "other_person"
    days: int | None = None
    fixed_on_spot: bool = False
    spot_needs: tuple[str, ...] = ()
    closes_at_zero: bool = False
    may: tuple[tuple[str, tuple[str, ...]], ...] = ()
    source: tuple[int, ...] = ()


# Facts


@value
class Quantity:
    """An amount found, or cleared, of one measure of the list; amounts of several steps add up."""

    measure: str
    side: Literal["found", "cleared"]
    amount: int


@value
class Item:
    """An item as it was opened, on the day `opened_on`.

    `number` counts within its list; `grown_from` names the item (a problem) it was made from;
    `place_kind` is the kind of its place in the register. Who answers for it is said by a step of
    kind assigned, also when it is assigned while it is opened.
    """

    id: int
    list: str
    number: int
    title: str
    opened_on: int
    category: str = ""
    place: int | None = None
    place_kind: str = ""
    found_by: int | None = None
    found_by_unit: int | None = None
    due_on: int | None = None
    evidence: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    fields: Fields = ()
    grown_from: int | None = None


@value
class Step:
    """Something that happened to an item on the day `on`, by `by` of the unit `by_unit`.

    Steps are told apart and, within a day, ordered by `id`. Which of the other columns a step
    fills depends on its kind: `stage` moved, returned · `holder`, `joint` assigned · `note` the
    reason of a return, suspension, reopening or voiding · `until` the first day a suspension no
    longer holds, or the day a supervised item is to be answered · `due_on` a new day to be closed
    by · `schedule` milestones with their days · `milestone` the one that was reached.
    """

    id: int
    kind: StepKind
    on: int
    by: int | None = None
    by_unit: int | None = None
    others: tuple[int, ...] = ()
    stage: str = ""
    holder: int | None = None
    joint: tuple[int, ...] = ()
    note: str = ""
    until: int | None = None
    due_on: int | None = None
    evidence: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    fields: Fields = ()
    schedule: tuple[tuple[str, int], ...] = ()
    milestone: str = ""


# Looking up


def stage_index(rule: ListRule, stage: str) -> int | None:
    """Tell where a stage stands in its list, None when the list has none of this name."""
    for index, candidate in enumerate(rule.stages):
        if candidate.id == stage:
            return index
    return None


def next_stage(rule: ListRule, stage: str, act: Act) -> Stage | None:
    """Find the first stage after `stage` to which an act leads, None when there is none.

    `item rectify` and its sisters ask this: the word typed is an act, the stage is the list's own.
    """
    start = stage_index(rule, stage)
    if start is None:
        return None
    return next((later for later in rule.stages[start + 1 :] if later.act == act), None)


def closing_stage(rule: ListRule) -> Stage:
    """Give the stage that strikes an item off; the last one when none says so."""
    return next((stage for stage in rule.stages if stage.closes), rule.stages[-1])


def field_of(rule: ListRule, field: str) -> Field | None:
    """Find a field of a list by its identifier."""
    return next((candidate for candidate in rule.fields if candidate.id == field), None)


def category_name(rule: ListRule, category: str) -> Name:
    """Name a category; one an open list took in from outside is called what it was written."""
    for candidate in rule.categories:
        if candidate.id == category:
            return candidate.name
    return Name(zh=category, en=category)
