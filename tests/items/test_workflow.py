"""The way of an item, from found to struck off.

- the order of stages; nothing skipped but what is optional; only a return leads back
- who rectified may not verify, nor may their department; nothing closes unverified
- found and fixed on the spot is the one exception, by the finder, on the day
- void is the end; closed only reopens; suspended only resumes or is voided
- due days before, at and after; the clock stands still while suspended
- what a stage needs, who may move it, quantities, fields
- random walks: never closed unverified, never verified by its rectifier, never lost
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streetchief.items.rules.workflow import ItemState, check_move, check_open, is_open, state_of
from streetchief.rulebook.rules.list import (
    Category,
    Choice,
    Field,
    Item,
    ListRule,
    Measure,
    Quantity,
    Stage,
    Step,
    StepKind,
    next_stage,
)
from streetchief.value import replace
from streetchief.values.problems import Name, say

ANNE, BEN, CARL, BUREAU, OTHER_BUREAU = 1, 2, 3, 10, 11


def name(text: str) -> Name:
    return Name(zh=text, en=text)


PROBLEM = ListRule(
    id="problem",
    name=name("problems"),
    categories=(Category(id="road", name=name("road")),),
    open=True,
    stages=(
        Stage(id="reported", name=name("reported"), act="open"),
        Stage(id="assigned", name=name("assigned"), act="assign", needs=("holder",)),
        Stage(id="checked", name=name("checked"), act="work", optional=True),
        Stage(id="rectified", name=name("rectified"), act="rectify"),
        Stage(id="verified", name=name("verified"), act="verify", closes=True),
    ),
    fixed_on_spot=True,
)
ITEM = Item(
    id=1,
    list="problem",
    number=1,
    title="a cart on the pavement",
    category="road",
    opened_on=100,
    found_by=ANNE,
)

Move = dict[str, Any]
ASSIGNED: Move = {"kind": "assigned", "holder": BUREAU}
RECTIFIED: Move = {"kind": "moved", "stage": "rectified", "by": BEN}
VERIFIED: Move = {"kind": "moved", "stage": "verified", "by": CARL}
REOPENED: Move = {"kind": "reopened", "note": "it is back"}
RETURNED: Move = {"kind": "returned", "note": "not done"}
VOIDED: Move = {"kind": "voided", "note": "entered twice"}


def steps_of(*moves: dict[str, Any], on: int = 100) -> tuple[Step, ...]:
    """Number the moves; each may say its own day."""
    return tuple(Step(**{"id": number, "on": on, **move}) for number, move in enumerate(moves, 1))


def suspended(on: int, until: int) -> dict[str, Any]:
    return {"kind": "suspended", "note": "rain", "on": on, "until": until}


def codes(
    *moves: dict[str, Any], rule: ListRule = PROBLEM, item: Item = ITEM, **known: Any
) -> list[str]:
    """Check the last move after all the others, which have to be allowed; give problem codes."""
    steps = steps_of(*moves)
    for index, step in enumerate(steps[:-1]):
        assert check_move(rule, item, steps[:index], step, **known) == ()
    return [found.code for found in check_move(rule, item, steps[:-1], steps[-1], **known)]


def state(
    *moves: dict[str, Any], on_day: int = 100, rule: ListRule = PROBLEM, item: Item = ITEM
) -> ItemState:
    return state_of(rule, item, steps_of(*moves), on_day)


# The way


def test_a_new_item_stands_at_its_first_stage_and_belongs_to_nobody() -> None:
    new = state()
    assert (new.stage, new.side, new.holder, new.closed_on) == ("reported", "", None, None)
    assert new.history == (("opened", 100),)


def test_an_item_is_assigned_rectified_verified_by_another_and_struck_off() -> None:
    done = state(
        {**ASSIGNED, "joint": (OTHER_BUREAU,)},
        {**RECTIFIED, "on": 103},
        {**VERIFIED, "on": 104},
        on_day=110,
    )
    assert (done.stage, done.closed_on, done.verified_by) == ("verified", 104, CARL)
    assert (done.holder, done.joint, done.rectified_by) == (BUREAU, (OTHER_BUREAU,), (BEN,))
    assert (done.age_days, done.fixed_on_spot, is_open(done)) == (4, False, False)
    assert done.history[-2:] == (("moved", 104), ("closed", 104))


@pytest.mark.parametrize(
    ("moves", "refused"),
    [
        pytest.param([ASSIGNED], [], id="assign"),
        pytest.param([{"kind": "assigned"}], ["needs_holder"], id="assign to nobody"),
        pytest.param(
            [{"kind": "moved", "stage": "assigned"}], ["needs_holder"], id="move to nobody"
        ),
        pytest.param([RECTIFIED], ["skips_stage"], id="rectify what nobody was given"),
        pytest.param([VERIFIED], ["skips_stage"], id="verify at once"),
        pytest.param([ASSIGNED, VERIFIED], ["skips_stage"], id="verify before it is rectified"),
        pytest.param([ASSIGNED, RECTIFIED], [], id="an optional stage may be left out"),
        pytest.param([ASSIGNED, {"kind": "moved", "stage": "checked"}], [], id="or not"),
        pytest.param([ASSIGNED, RECTIFIED, RECTIFIED], ["not_forward"], id="rectify twice"),
        pytest.param(
            [ASSIGNED, RECTIFIED, {"kind": "moved", "stage": "checked"}],
            ["not_forward"],
            id="move back",
        ),
        pytest.param(
            [ASSIGNED, {"kind": "moved", "stage": "sold"}], ["unknown_stage"], id="no such stage"
        ),
        pytest.param([ASSIGNED, {**ASSIGNED, "holder": OTHER_BUREAU}], [], id="assign anew"),
        pytest.param([{**ASSIGNED, "stage": "assigned"}], [], id="assign and say the stage"),
        pytest.param(
            [ASSIGNED, {**ASSIGNED, "stage": "rectified"}],
            ["not_for_assigning"],
            id="rectify by assigning",
        ),
        pytest.param([{**ASSIGNED, "stage": "x"}], ["not_for_assigning"], id="assign to no stage"),
        pytest.param([ASSIGNED, RECTIFIED, ASSIGNED], ["rectified"], id="assign what is done"),
        pytest.param([ASSIGNED, {**RECTIFIED, "by": None}], ["needs_by"], id="by nobody"),
        pytest.param(
            [ASSIGNED, {**RECTIFIED, "on": 99}], ["before_opening"], id="before it opened"
        ),
        pytest.param(
            [{**ASSIGNED, "on": 105}, {**RECTIFIED, "on": 104}],
            ["before_last_move"],
            id="before its last move",
        ),
        pytest.param(
            [{**ASSIGNED, "on": 105}, {"kind": "note", "note": "seen", "on": 104}],
            [],
            id="a note about an earlier day",
        ),
        pytest.param([{"kind": "note"}], ["needs_note"], id="an empty note"),
        pytest.param([{"kind": "changed"}], ["needs_field"], id="a change of nothing"),
    ],
)
def test_what_may_follow_what(moves: list[dict[str, Any]], refused: list[str]) -> None:
    assert codes(*moves) == refused


@pytest.mark.parametrize(
    ("rectifier", "verifier", "rule", "refused"),
    [
        pytest.param({"by": BEN}, {"by": CARL}, "other_person", [], id="somebody else"),
        pytest.param({"by": BEN}, {"by": BEN}, "other_person", ["own_work"], id="the same person"),
        pytest.param(
            {"by": BUREAU}, {"by": BUREAU}, "other_person", ["own_work"], id="the same department"
        ),
        pytest.param(
            {"by": BUREAU},
            {"by": CARL, "by_unit": BUREAU},
            "other_person",
            ["own_work"],
            id="a department's own person",
        ),
        pytest.param(
            {"by": BEN, "by_unit": BUREAU},
            {"by": BUREAU},
            "other_person",
            ["own_work"],
            id="a person's own department",
        ),
        pytest.param(
            {"by": CARL, "others": (BEN,)}, {"by": BEN}, "other_person", ["own_work"], id="a helper"
        ),
        pytest.param(
            {"by": BEN},
            {"by": CARL, "others": (BEN,)},
            "other_person",
            ["own_work"],
            id="together with the rectifier",
        ),
        pytest.param(
            {"by": BEN, "by_unit": BUREAU},
            {"by": CARL, "by_unit": BUREAU},
            "other_person",
            [],
            id="a colleague",
        ),
        pytest.param(
            {"by": BEN, "by_unit": BUREAU},
            {"by": CARL, "by_unit": BUREAU},
            "other_unit",
            ["own_unit"],
            id="a colleague where another unit has to",
        ),
        pytest.param(
            {"by": BEN, "by_unit": BUREAU},
            {"by": CARL, "by_unit": OTHER_BUREAU},
            "other_unit",
            [],
            id="somebody of another unit",
        ),
        pytest.param(
            {"by": BEN}, {"by": CARL}, "other_unit", [], id="two people whose units are not known"
        ),
        pytest.param({"by": BEN}, {"by": None}, "other_person", ["needs_by"], id="nobody"),
        pytest.param({"by": None}, {"by": None}, "none", [], id="no verification asked for"),
    ],
)
def test_who_rectified_may_not_verify(
    rectifier: dict[str, Any], verifier: dict[str, Any], rule: Any, refused: list[str]
) -> None:
    listed = replace(PROBLEM, verification=rule)
    moves = [ASSIGNED, {**RECTIFIED, **rectifier}, {**VERIFIED, **verifier}]
    assert codes(*moves, rule=listed) == refused


def test_whoever_worked_on_it_before_a_return_still_may_not_verify() -> None:
    moves = [ASSIGNED, RECTIFIED, RETURNED, {**RECTIFIED, "by": CARL}]
    assert codes(*moves, {**VERIFIED, "by": BEN}) == ["own_work"]
    assert codes(*moves, {**VERIFIED, "by": ANNE}) == []


def test_after_a_relapse_the_first_rectifier_may_verify_the_second() -> None:
    moves = [ASSIGNED, RECTIFIED, VERIFIED, REOPENED, {**RECTIFIED, "by": CARL}]
    assert codes(*moves, {**VERIFIED, "by": BEN}) == []


def test_a_closing_stage_after_the_verification_closes_only_what_was_verified() -> None:
    *way, verified = PROBLEM.stages
    filed = Stage(id="filed", name=name("filed"), act="work", closes=True)
    rule = replace(PROBLEM, stages=(*way, replace(verified, closes=False), filed))
    close = {"kind": "moved", "stage": "filed"}
    assert codes(ASSIGNED, RECTIFIED, VERIFIED, close, rule=rule) == []
    assert codes(ASSIGNED, RECTIFIED, close, rule=rule) == ["skips_stage"]
    unverified = replace(rule, stages=(*way, replace(verified, optional=True, closes=False), filed))
    assert codes(ASSIGNED, RECTIFIED, close, rule=unverified) == ["unverified"]
    again = [ASSIGNED, RECTIFIED, VERIFIED, {**RETURNED, "stage": "rectified"}]
    assert codes(*again, close, rule=unverified) == ["unverified"]


# Side states


def test_a_return_leads_back_to_before_the_work_and_keeps_the_holder() -> None:
    back = state(ASSIGNED, {"kind": "moved", "stage": "checked"}, RECTIFIED, RETURNED)
    assert (back.stage, back.side, back.holder, back.times_returned) == (
        "checked",
        "returned",
        BUREAU,
        1,
    )
    assert state(ASSIGNED, RECTIFIED, RETURNED, RECTIFIED).side == ""


def test_an_assignment_sent_back_belongs_to_nobody_again() -> None:
    back = state(ASSIGNED, RETURNED)
    assert (back.stage, back.side, back.holder) == ("reported", "returned", None)


@pytest.mark.parametrize(
    ("moves", "refused"),
    [
        pytest.param([RETURNED], ["at_start"], id="return a new one"),
        pytest.param([ASSIGNED, {"kind": "returned"}], ["needs_reason"], id="return without why"),
        pytest.param([ASSIGNED, {**RETURNED, "stage": "reported"}], [], id="return to a stage"),
        pytest.param(
            [ASSIGNED, {**RETURNED, "stage": "rectified"}], ["not_passed"], id="return forward"
        ),
        pytest.param(
            [ASSIGNED, {**RETURNED, "stage": "x"}], ["unknown_stage"], id="return nowhere"
        ),
        pytest.param([REOPENED], ["not_closed"], id="reopen what is open"),
        pytest.param([ASSIGNED, RECTIFIED, VERIFIED, REOPENED], [], id="reopen what is closed"),
        pytest.param(
            [ASSIGNED, RECTIFIED, VERIFIED, {"kind": "reopened"}],
            ["needs_reason"],
            id="reopen without why",
        ),
        pytest.param([ASSIGNED, RECTIFIED, VERIFIED, VERIFIED], ["closed"], id="close twice"),
        pytest.param([ASSIGNED, RECTIFIED, VERIFIED, VOIDED], ["closed"], id="void what is closed"),
        pytest.param([ASSIGNED, RECTIFIED, VERIFIED, RETURNED], ["closed"], id="return the closed"),
        pytest.param(
            [ASSIGNED, RECTIFIED, VERIFIED, {"kind": "note", "note": "still clean"}],
            [],
            id="a note on what is closed",
        ),
        pytest.param([VOIDED], [], id="void"),
        pytest.param([{"kind": "voided"}], ["needs_reason"], id="void without why"),
        pytest.param([VOIDED, ASSIGNED], ["void"], id="move the void"),
        pytest.param([VOIDED, VOIDED], ["void"], id="void twice"),
        pytest.param([VOIDED, {"kind": "note", "note": "why"}], ["void"], id="a note on the void"),
        pytest.param([suspended(100, 101)], [], id="suspend for a day"),
        pytest.param([suspended(100, 100)], ["needs_until"], id="suspend until today"),
        pytest.param(
            [{"kind": "suspended"}], ["needs_reason", "needs_until"], id="suspend with nothing said"
        ),
        pytest.param([suspended(100, 110), ASSIGNED], ["suspended"], id="assign the suspended"),
        pytest.param(
            [suspended(100, 110), suspended(101, 120)], ["suspended"], id="suspend the suspended"
        ),
        pytest.param([suspended(100, 110), VOIDED], [], id="void the suspended"),
        pytest.param([suspended(100, 110), {"kind": "resumed", "on": 109}], [], id="resume"),
        pytest.param(
            [suspended(100, 110), {"kind": "resumed", "on": 110}],
            ["not_suspended"],
            id="resume when it runs again by itself",
        ),
        pytest.param(
            [suspended(100, 110), {**ASSIGNED, "on": 109}], ["suspended"], id="the day before"
        ),
        pytest.param([suspended(100, 110), {**ASSIGNED, "on": 110}], [], id="from that day on"),
        pytest.param(
            [{"kind": "note", "note": "x", "on": 110}, suspended(100, 110), ASSIGNED],
            ["suspended"],
            id="a note of a later day ends no suspension",
        ),
        pytest.param([{"kind": "resumed"}], ["not_suspended"], id="resume what runs"),
        pytest.param([{"kind": "supervised", "until": 100}], [], id="supervise, answer today"),
        pytest.param(
            [{"kind": "supervised", "until": 99}], ["needs_reply_day"], id="answer yesterday"
        ),
        pytest.param([{"kind": "supervised"}], ["needs_reply_day"], id="answer some day"),
        pytest.param([{"kind": "replied", "note": "done"}], ["no_reply_due"], id="answer unasked"),
        pytest.param(
            [{"kind": "supervised", "until": 105}, {"kind": "replied", "note": "done"}],
            [],
            id="answer",
        ),
        pytest.param(
            [{"kind": "supervised", "until": 105}, {"kind": "replied"}],
            ["needs_note"],
            id="answer nothing",
        ),
    ],
)
def test_the_side_states(moves: list[dict[str, Any]], refused: list[str]) -> None:
    assert codes(*moves) == refused


def test_a_relapse_leads_back_to_the_holder_and_counts() -> None:
    back = state(ASSIGNED, RECTIFIED, VERIFIED, REOPENED)
    assert (back.stage, back.side, back.holder, back.closed_on) == (
        "assigned",
        "reopened",
        BUREAU,
        None,
    )
    assert (back.times_closed, back.times_reopened, back.verified_by) == (1, 1, None)


def test_a_supervised_item_is_late_from_the_day_after_the_reply_day_until_answered() -> None:
    asked = {"kind": "supervised", "until": 105}
    late = [state(asked, on_day=day).reply_overdue_days for day in (104, 105, 106, 107)]
    assert late == [0, 0, 1, 2]
    answered = state(asked, {"kind": "replied", "note": "done", "on": 107}, on_day=120)
    assert (answered.replied_on, answered.reply_overdue_days) == (107, 2)


def test_closing_answers_a_supervised_item() -> None:
    asked = {"kind": "supervised", "until": 105}
    assert state(asked, ASSIGNED, RECTIFIED, {**VERIFIED, "on": 104}, on_day=120).replied_on == 104


# Found and fixed on the spot


def test_found_and_fixed_on_the_spot_is_closed_at_once_and_marked() -> None:
    fixed = state({"kind": "fixed", "by": ANNE})
    assert (fixed.closed_on, fixed.fixed_on_spot, fixed.rectified_by) == (100, True, (ANNE,))
    assert (fixed.stage, fixed.verified_by) == ("verified", None)


@pytest.mark.parametrize(
    ("moves", "refused"),
    [
        pytest.param([{"kind": "fixed", "by": ANNE}], [], id="by the finder that day"),
        pytest.param([{"kind": "fixed", "by": BEN}], ["another_person"], id="by another"),
        pytest.param([{"kind": "fixed"}], ["needs_by"], id="by nobody"),
        pytest.param([{"kind": "fixed", "by": ANNE, "on": 101}], ["another_day"], id="a day later"),
        pytest.param(
            [ASSIGNED, {"kind": "fixed", "by": ANNE}], ["too_late_on_spot"], id="assigned"
        ),
        pytest.param(
            [{"kind": "fixed", "by": ANNE}, {"kind": "fixed", "by": ANNE}], ["closed"], id="twice"
        ),
        pytest.param(
            [{"kind": "fixed", "by": ANNE}, REOPENED, {"kind": "fixed", "by": ANNE}],
            ["too_late_on_spot"],
            id="after a relapse",
        ),
    ],
)
def test_when_it_counts_as_fixed_on_the_spot(
    moves: list[dict[str, Any]], refused: list[str]
) -> None:
    assert codes(*moves) == refused


def test_only_a_list_that_says_so_closes_on_the_spot() -> None:
    rule = replace(PROBLEM, fixed_on_spot=False)
    assert codes({"kind": "fixed", "by": ANNE}, rule=rule) == ["not_on_spot"]


def test_what_was_fixed_on_the_spot_and_relapses_takes_the_long_way() -> None:
    moves = [{"kind": "fixed", "by": ANNE}, REOPENED]
    assert state(*moves).stage == "reported"
    assert codes(*moves, RECTIFIED) == ["skips_stage"]
    assert codes(*moves, ASSIGNED, RECTIFIED, VERIFIED) == []


# Days


@pytest.mark.parametrize(
    ("on_day", "overdue"),
    [
        pytest.param(104, 0, id="before"),
        pytest.param(105, 0, id="on the day"),
        pytest.param(106, 1, id="the day after"),
        pytest.param(115, 10, id="ten days after"),
    ],
)
def test_an_item_is_overdue_from_the_day_after_its_date(on_day: int, overdue: int) -> None:
    dated = state({**ASSIGNED, "due_on": 105}, on_day=on_day)
    assert (dated.due_on, dated.overdue_days) == (105, overdue)


@pytest.mark.parametrize(
    ("closed_on", "late"),
    [
        pytest.param(104, 0, id="before"),
        pytest.param(105, 0, id="on the day"),
        pytest.param(106, 1, id="the day after"),
    ],
)
def test_a_closed_item_stays_as_late_as_it_was(closed_on: int, late: int) -> None:
    moves = [{**ASSIGNED, "due_on": 105}, RECTIFIED, {**VERIFIED, "on": closed_on}]
    assert state(*moves, on_day=500).overdue_days == late


def test_without_a_date_nothing_is_ever_overdue() -> None:
    assert state(ASSIGNED, on_day=5000).overdue_days == 0
    assert state(ASSIGNED, on_day=5000).due_on is None


@pytest.mark.parametrize(
    ("moves", "on_day", "due_on", "overdue"),
    [
        pytest.param([suspended(103, 110)], 103, 112, 0, id="suspended today"),
        pytest.param([suspended(103, 110)], 109, 112, 0, id="on its last day"),
        pytest.param([suspended(103, 110)], 110, 112, 0, id="runs again"),
        pytest.param([suspended(103, 110)], 112, 112, 0, id="the new day"),
        pytest.param([suspended(103, 110)], 113, 112, 1, id="after the new day"),
        pytest.param(
            [suspended(103, 110), {"kind": "resumed", "on": 104}], 106, 106, 0, id="resumed early"
        ),
        pytest.param(
            [suspended(103, 110), {"kind": "resumed", "on": 104}], 107, 106, 1, id="and then late"
        ),
        pytest.param([suspended(107, 120)], 107, 105, 2, id="suspended when late already"),
        pytest.param([suspended(107, 120)], 119, 105, 2, id="stays as late as it was"),
        pytest.param([suspended(107, 120)], 121, 118, 3, id="and goes on being late"),
        pytest.param(
            [suspended(101, 103), suspended(104, 106)], 110, 109, 1, id="two suspensions add up"
        ),
        pytest.param(
            [suspended(101, 103), {"kind": "assigned", "holder": BEN, "on": 103, "due_on": 110}],
            111,
            110,
            1,
            id="a new date starts afresh",
        ),
    ],
)
def test_the_clock_stands_still_while_suspended(
    moves: list[dict[str, Any]], on_day: int, due_on: int, overdue: int
) -> None:
    item = replace(ITEM, due_on=105)
    seen = state(*moves, on_day=on_day, item=item)
    assert (seen.due_on, seen.overdue_days) == (due_on, overdue)


def test_a_suspension_is_seen_from_its_first_day_to_the_day_before_until() -> None:
    sides = [state(suspended(103, 105), on_day=day).side for day in (102, 103, 104, 105)]
    assert sides == ["", "suspended", "suspended", ""]


def test_the_days_of_the_rulebook_count_from_the_opening_and_again_from_a_relapse() -> None:
    rule = replace(PROBLEM, days=7)
    assert state(rule=rule).due_on == 107
    again = state(ASSIGNED, RECTIFIED, VERIFIED, {**REOPENED, "on": 120}, on_day=120, rule=rule)
    assert again.due_on == 127


def test_a_stage_has_days_of_its_own_counted_from_the_stage_before() -> None:
    reported, assigned, checked, rectified, verified = PROBLEM.stages
    stages = (reported, replace(assigned, days=1), checked, replace(rectified, days=5), verified)
    rule = replace(PROBLEM, stages=stages)
    waiting = state(on_day=102, rule=rule)
    assert (waiting.stage_due_on, waiting.stage_overdue_days) == (101, 1)
    working = state({**ASSIGNED, "on": 102}, on_day=107, rule=rule)
    assert (working.stage_due_on, working.stage_overdue_days) == (107, 0)
    assert state({**ASSIGNED, "on": 102}, on_day=108, rule=rule).stage_overdue_days == 1
    assert state(ASSIGNED, RECTIFIED, on_day=300, rule=rule).stage_due_on is None


def test_a_date_moved_later_is_counted_and_one_moved_earlier_is_not() -> None:
    item = replace(ITEM, due_on=105)
    later = {**ASSIGNED, "due_on": 106}
    earlier = {**ASSIGNED, "due_on": 104}
    assert state(later, item=item).times_postponed == 1
    assert state(earlier, item=item).times_postponed == 0


def test_a_report_of_an_earlier_day_does_not_know_later_steps() -> None:
    moves = [{**ASSIGNED, "on": 101}, {**RECTIFIED, "on": 103}, {**VERIFIED, "on": 105}]
    stages = [state(*moves, on_day=day).stage for day in range(100, 106)]
    assert stages == ["reported", "assigned", "assigned", "rectified", "rectified", "verified"]


def test_steps_may_come_in_any_order() -> None:
    steps = steps_of(ASSIGNED, RECTIFIED, RETURNED, RECTIFIED, VERIFIED)
    assert state_of(PROBLEM, ITEM, steps[::-1], 100) == state_of(PROBLEM, ITEM, steps, 100)


def test_a_step_that_cannot_follow_is_named_and_changes_nothing() -> None:
    """Two sites closed the same item; the second closing came with a merge."""
    merged = state(ASSIGNED, RECTIFIED, VERIFIED, {**VERIFIED, "by": ANNE, "on": 101}, on_day=200)
    assert (merged.conflicts, merged.closed_on, merged.verified_by) == ((4,), 100, CARL)


def test_the_future_is_refused() -> None:
    assert codes({**ASSIGNED, "on": 101}, today=100) == ["in_future"]
    assert codes({**ASSIGNED, "on": 101}, today=101) == []


def test_a_day_before_the_move_is_no_date() -> None:
    assert codes({**ASSIGNED, "on": 101, "due_on": 100}) == ["due_before"]
    assert codes({**ASSIGNED, "on": 101, "due_on": 101}) == []


# What a list asks for


CLEARANCE = ListRule(
    id="clearance",
    name=name("clearance"),
    categories=(Category(id="illegal", name=name("illegal")),),
    place_kinds=("village",),
    measures=(
        Measure(id="count", name=name("count"), unit=name("places")),
        Measure(id="area", name=name("area"), unit=name("m2"), decimals=2),
    ),
    fields=(
        Field(id="owner", name=name("owner"), type="text", required=True),
        Field(id="budget", name=name("budget"), type="yuan"),
        Field(
            id="way",
            name=name("way"),
            type="choice",
            choices=(Choice(id="flat", name=name("flat")),),
        ),
        Field(id="tags", name=name("tags"), type="tags", open=True),
        Field(id="seen_on", name=name("seen on"), type="day"),
    ),
    stages=(
        Stage(id="found", name=name("found"), act="open", needs=("quantity",)),
        Stage(
            id="cleared",
            name=name("cleared"),
            act="rectify",
            needs=("quantity", "evidence", "date", "note", "holder", "way"),
            roles=("responsible", "digger"),
        ),
        Stage(id="closed", name=name("closed"), act="verify", closes=True, roles=("inspector",)),
    ),
    closes_at_zero=True,
    may=(("voided", ("inspector",)),),
)
HOUSE = Item(
    id=2,
    list="clearance",
    number=1,
    title="sheds behind the mill",
    category="illegal",
    place=7,
    place_kind="village",
    opened_on=100,
    quantities=(
        Quantity(measure="count", side="found", amount=3),
        Quantity(measure="area", side="found", amount=12550),
    ),
    fields=(("owner", "the mill"),),
)


def cleared(count: int, area: int) -> tuple[Quantity, ...]:
    return (
        Quantity(measure="count", side="cleared", amount=count),
        Quantity(measure="area", side="cleared", amount=area),
    )


CLEARED: Move = {
    "kind": "moved",
    "stage": "cleared",
    "by": BEN,
    "evidence": ("before.jpg",),
    "note": "gone",
    "quantities": cleared(3, 12550),
    "fields": (("way", "flat"),),
}
GIVEN: Move = {"kind": "assigned", "holder": BUREAU, "due_on": 120}
CLOSED: Move = {"kind": "moved", "stage": "closed", "by": CARL}


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        pytest.param({}, [], id="all there"),
        pytest.param({"title": " "}, ["needs_title"], id="no title"),
        pytest.param({"category": "moon"}, ["unknown_category"], id="a category of another list"),
        pytest.param({"category": ""}, ["needs_category"], id="no category"),
        pytest.param({"place": None}, ["wrong_place"], id="no place"),
        pytest.param({"place_kind": "street"}, ["wrong_place"], id="another kind of place"),
        pytest.param({"quantities": ()}, ["needs_quantity"], id="no quantity"),
        pytest.param({"fields": ()}, ["needs_field"], id="a field left out"),
        pytest.param(
            {"fields": (("owner", ""),)}, ["bad_field", "needs_field"], id="an empty field"
        ),
        pytest.param(
            {"fields": (("owner", "x"), ("moon", "x"))}, ["unknown_field"], id="no such field"
        ),
        pytest.param({"fields": (("owner", "x"), ("budget", -1))}, ["bad_field"], id="minus a fen"),
        pytest.param(
            {"fields": (("owner", "x"), ("budget", "much"))}, ["bad_field"], id="no number"
        ),
        pytest.param(
            {"fields": (("owner", "x"), ("way", "boat"))}, ["bad_field"], id="no such choice"
        ),
        pytest.param({"fields": (("owner", "x"), ("tags", ("new", "big")))}, [], id="open tags"),
        pytest.param(
            {"fields": (("owner", "x"), ("tags", ("",)))}, ["bad_field"], id="an empty tag"
        ),
        pytest.param({"due_on": 99}, ["due_before"], id="due before it opens"),
        pytest.param({"opened_on": 201}, ["in_future"], id="opened tomorrow"),
        pytest.param(
            {"quantities": (Quantity(measure="count", side="found", amount=-1),)},
            ["negative"],
            id="minus one shed",
        ),
        pytest.param(
            {"quantities": (Quantity(measure="tonnes", side="found", amount=1),)},
            ["unknown_measure"],
            id="a measure of another list",
        ),
    ],
)
def test_what_an_opening_asks_for(change: dict[str, Any], refused: list[str]) -> None:
    problems = check_open(CLEARANCE, replace(HOUSE, **change), today=200)
    assert [found.code for found in problems] == refused


def test_an_open_list_takes_a_category_it_did_not_know() -> None:
    assert check_open(PROBLEM, replace(ITEM, category="stray dogs")) == ()


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        pytest.param({}, [], id="all there"),
        pytest.param({"evidence": ()}, ["needs_evidence"], id="no evidence"),
        pytest.param({"note": " "}, ["needs_note"], id="no note"),
        pytest.param({"quantities": ()}, ["needs_quantity"], id="no quantity"),
        pytest.param({"fields": ()}, ["needs_field"], id="no field"),
        pytest.param(
            {"evidence": (), "note": ""}, ["needs_evidence", "needs_note"], id="everything at once"
        ),
        pytest.param({"quantities": cleared(4, 1)}, ["clears_too_much"], id="one shed too many"),
        pytest.param({"quantities": cleared(3, 12551)}, ["clears_too_much"], id="too many m²"),
        pytest.param({"by": CARL}, ["wrong_role"], id="by a stranger"),
        pytest.param({"by": CARL, "by_unit": BUREAU}, [], id="by the bureau's person"),
        pytest.param({"by": BUREAU}, [], id="by the bureau"),
        pytest.param({"by": OTHER_BUREAU}, [], id="by the joint bureau"),
    ],
)
def test_what_a_stage_asks_for(change: dict[str, Any], refused: list[str]) -> None:
    given_to = {**GIVEN, "joint": (OTHER_BUREAU,)}
    roles = frozenset({"digger"} if "by" not in change else set())
    assert (
        codes(given_to, {**CLEARED, **change}, rule=CLEARANCE, item=HOUSE, roles=roles) == refused
    )


def test_a_stage_that_asks_for_holder_and_date_names_both() -> None:
    missing = codes(CLEARED, rule=CLEARANCE, item=HOUSE, roles=frozenset({"digger"}))
    assert missing == ["needs_date", "needs_holder"]


def test_side_acts_are_for_everyone_unless_the_list_says_who() -> None:
    assert codes(VOIDED) == []
    assert codes(VOIDED, rule=CLEARANCE, item=HOUSE) == ["wrong_role"]
    assert codes(VOIDED, rule=CLEARANCE, item=HOUSE, roles=frozenset({"inspector"})) == []


@pytest.mark.parametrize(
    ("amounts", "refused"),
    [
        pytest.param(cleared(3, 12550), [], id="nothing left"),
        pytest.param(cleared(3, 12549), ["not_zero"], id="a hundredth of a square metre left"),
        pytest.param(cleared(2, 12550), ["not_zero"], id="one shed left"),
        pytest.param(cleared(2, 12549), ["not_zero", "not_zero"], id="both left"),
    ],
)
def test_a_clearance_closes_only_at_zero_of_both(
    amounts: tuple[Quantity, ...], refused: list[str]
) -> None:
    roles = frozenset({"digger", "inspector"})
    moves = [GIVEN, {**CLEARED, "quantities": amounts}, CLOSED]
    assert codes(*moves, rule=CLEARANCE, item=HOUSE, roles=roles) == refused


def test_fixing_on_the_spot_leaves_nothing_either() -> None:
    rule = replace(CLEARANCE, fixed_on_spot=True)
    part = {"kind": "fixed", "by": BEN, "quantities": cleared(2, 12550)}
    assert codes(part, rule=rule, item=HOUSE) == ["not_zero"]
    assert codes({**part, "quantities": cleared(3, 12550)}, rule=rule, item=HOUSE) == []


def test_what_was_never_measured_is_not_zero() -> None:
    roles = frozenset({"digger", "inspector"})
    item = replace(HOUSE, quantities=HOUSE.quantities[:1])
    moves = [GIVEN, {**CLEARED, "quantities": cleared(3, 0)[:1]}, CLOSED]
    assert codes(*moves, rule=CLEARANCE, item=item, roles=roles) == ["not_measured"]


def test_quantities_of_several_steps_add_up() -> None:
    more = {"kind": "quantity", "quantities": (Quantity(measure="count", side="found", amount=2),)}
    part = {"kind": "quantity", "quantities": cleared(1, 50)}
    seen = state(more, part, part, rule=CLEARANCE, item=HOUSE)
    assert {(q.measure, q.side): q.amount for q in seen.quantities} == {
        ("count", "found"): 5,
        ("area", "found"): 12550,
        ("count", "cleared"): 2,
        ("area", "cleared"): 100,
    }
    assert codes({"kind": "quantity"}, rule=CLEARANCE, item=HOUSE) == ["needs_quantity"]


def test_fields_change_and_are_cleared_again() -> None:
    changed = {"kind": "changed", "fields": (("budget", 500), ("way", "flat"))}
    emptied = {"kind": "changed", "fields": (("way", ""),)}
    seen = state(changed, emptied, rule=CLEARANCE, item=HOUSE)
    assert dict(seen.fields) == {"owner": "the mill", "budget": 500, "way": ""}
    assert codes(changed, emptied, rule=CLEARANCE, item=HOUSE) == []
    no_owner = {"kind": "changed", "fields": (("owner", ""),)}
    assert codes(no_owner, rule=CLEARANCE, item=HOUSE) == ["bad_field"]


def test_milestones_are_scheduled_and_reached() -> None:
    plan = {"kind": "scheduled", "schedule": (("design", 3), ("build", 10)), "due_on": 130}
    reached = {"kind": "reached", "milestone": "design", "on": 103}
    seen = state(plan, reached, on_day=110)
    assert (seen.due_on, dict(seen.schedule), dict(seen.reached)) == (
        130,
        {"design": 3, "build": 10},
        {"design": 103},
    )
    assert codes(plan, {"kind": "reached", "milestone": "dig"}) == ["unknown_milestone"]
    assert codes({**plan, "schedule": ()}) == ["needs_schedule"]
    assert codes({**plan, "schedule": (("design", 0),)}) == ["needs_schedule"]


def test_a_problem_is_a_sentence_in_either_language() -> None:
    (found,) = check_move(PROBLEM, ITEM, (), steps_of(RECTIFIED)[0])
    assert say(found) == "It has to be assigned before it can be rectified."


def test_an_act_leads_to_the_next_stage_of_that_act() -> None:
    found = next_stage(PROBLEM, "assigned", "rectify")
    assert found is not None
    assert found.id == "rectified"
    assert next_stage(PROBLEM, "rectified", "rectify") is None
    assert next_stage(PROBLEM, "no such stage", "verify") is None


def test_a_list_of_one_stage_is_closed_when_it_is_opened() -> None:
    stage = Stage(id="on_file", name=name("on file"), act="open", closes=True)
    rule = ListRule(id="document", name=name("documents"), stages=(stage,), verification="none")
    filed = Item(id=3, list="document", number=1, title="a measure", opened_on=100)
    assert state(rule=rule, item=filed).closed_on == 100
    assert codes(REOPENED, rule=rule, item=filed) == ["one_stage"]


# Random walks

SIDE_KINDS: tuple[StepKind, ...] = (
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
    "note",
)
# Half of the attempts go forward, so that walks get far enough to close and to reopen.
ATTEMPT: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    forward=st.booleans(),
    kind=st.sampled_from(SIDE_KINDS),
    later=st.sampled_from([0, 0, 0, 1, 3, -1]),
    by=st.sampled_from([ANNE, BEN, CARL, BUREAU, None]),
    by_unit=st.sampled_from([None, None, BUREAU]),
    stage=st.sampled_from(["", "assigned", "checked", "rectified", "verified"]),
    holder=st.sampled_from([BUREAU, BEN, None]),
    note=st.sampled_from(["why", "why", ""]),
    span=st.sampled_from([1, 4, 0, None]),
)
FORWARD = {"reported": "assigned", "assigned": "rectified", "checked": "rectified"}


def attempt_step(number: int, day: int, stage: str, attempt: dict[str, Any]) -> Step:
    on = day + attempt["later"]
    forward = attempt["forward"]
    return Step(
        id=number,
        kind="moved" if forward else attempt["kind"],
        on=on,
        by=attempt["by"],
        by_unit=attempt["by_unit"],
        stage=FORWARD.get(stage, "verified") if forward else attempt["stage"],
        holder=attempt["holder"],
        note=attempt["note"],
        until=None if attempt["span"] is None else on + attempt["span"],
    )


def work_of_this_round(taken: list[Step]) -> list[Step]:
    """Tell from the bare steps which moves count since the item was opened or last reopened."""
    last = max((i for i, step in enumerate(taken) if step.kind == "reopened"), default=-1)
    return [step for step in taken[last + 1 :] if step.kind in ("moved", "returned", "fixed")]


@settings(max_examples=150)
@given(st.lists(ATTEMPT, max_size=25))
def test_no_walk_closes_unverified_or_by_its_rectifier_or_loses_the_item(
    attempts: list[dict[str, Any]],
) -> None:
    taken: list[Step] = []
    day = ITEM.opened_on
    for number, attempt in enumerate(attempts, 1):
        before = state_of(PROBLEM, ITEM, tuple(taken), 10_000)
        move = attempt_step(number, day, before.stage, attempt)
        problems = check_move(PROBLEM, ITEM, tuple(taken), move)
        assert state_of(PROBLEM, ITEM, tuple(taken), 10_000) == before
        if problems:
            unchecked = state_of(PROBLEM, ITEM, (*taken, move), 10_000)
            if unchecked.conflicts and move.on >= day:
                assert replace(unchecked, conflicts=()) == before
            continue
        assert before.side != "void"
        assert before.closed_on is None or move.kind in ("reopened", "note")
        taken.append(move)
        day = max(day, move.on)
        after = state_of(PROBLEM, ITEM, tuple(taken), 10_000)
        assert after.conflicts == ()
        assert after.stage in [stage.id for stage in PROBLEM.stages]
        assert [after.side == "void", after.closed_on is not None, is_open(after)].count(True) == 1
        if after.closed_on is None:
            continue
        work = work_of_this_round(taken)
        if after.fixed_on_spot:
            assert [step.kind for step in work] == ["fixed"]
            assert work[0].by == ITEM.found_by
            continue
        assert after.holder is not None
        rectified, verified = work[-2:]
        assert (rectified.stage, verified.stage) == ("rectified", "verified")
        doers = [step for step in work if step.stage == "rectified" and step.kind == "moved"]
        assert verified.by is not None
        assert verified.by not in [doer.by for doer in doers]
        assert verified.by_unit is None or verified.by_unit not in [doer.by for doer in doers]


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 6), st.integers(1, 6)), max_size=5),
    st.integers(0, 60),
)
def test_days_overdue_are_the_running_days_after_the_date(
    gaps: list[tuple[int, int, int]], later: int
) -> None:
    """An independent count: walk day by day and add a day whenever the clock runs past the date."""
    moves: list[dict[str, Any]] = []
    still: set[int] = set()
    day = ITEM.opened_on
    for wait, length, resumed_after in gaps:
        begin, end = day + wait, day + wait + length
        moves.append(suspended(begin, end))
        if resumed_after < length:
            end = begin + resumed_after
            moves.append({"kind": "resumed", "on": end})
        still.update(range(begin, end))
        day = end
    item = replace(ITEM, due_on=ITEM.opened_on + 5)
    on_day = ITEM.opened_on + later
    ran = sum(today not in still for today in range(ITEM.opened_on, on_day))
    assert state(*moves, on_day=on_day, item=item).overdue_days == max(0, ran - 5)
