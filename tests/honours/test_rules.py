"""Honours and titles.

- applied, assessed, awarded, revoked; grades; dates in order
- beautiful courtyards exist since March 2017: before, at and after
- coverage carries its denominator and names the missing
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.days.calendar import day_of
from streetchief.honours.rules import (
    HonourState,
    HonourStep,
    check_honour_step,
    coverage,
    coverage_rate,
    honour_state,
)
from streetchief.rulebook.rules.honour import HONOUR_KINDS, HonourRule
from streetchief.rulebook.rules.list import Choice
from streetchief.values.problems import Name
from streetchief.values.rates import rate_text

SINCE = day_of(date(2017, 3, 1))
COURTYARD = HonourRule(
    id="beautiful_courtyard",
    name=Name(zh="美丽庭院", en="beautiful courtyard"),
    place_kinds=("courtyard", "village"),
    since=SINCE,
)
GRADED = HonourRule(
    id="graded",
    name=Name(zh="星级", en="stars"),
    place_kinds=("village",),
    grades=tuple(Choice(id=grade, name=Name(zh=grade, en=grade)) for grade in ("one", "two")),
)
APPLIED, ASSESSED, AWARDED = {"kind": "applied"}, {"kind": "assessed"}, {"kind": "awarded"}
REVOKED = {"kind": "revoked", "note": "neglected"}


def steps_of(*steps: dict[str, Any]) -> list[HonourStep]:
    return [
        HonourStep(**{"id": number, "honour": "h", "place": 1, "on": SINCE, **step})
        for number, step in enumerate(steps, 1)
    ]


def codes(
    *steps: dict[str, Any], rule: HonourRule = COURTYARD, today: int | None = None
) -> list[str]:
    """Check the last step after all the others, which have to be allowed."""
    recorded = steps_of(*steps)
    for index, step in enumerate(recorded[:-1]):
        assert check_honour_step(rule, recorded[:index], step, "village") == ()
    problems = check_honour_step(rule, recorded[:-1], recorded[-1], "village", today)
    return [problem.code for problem in problems]


def state(*steps: dict[str, Any], on_day: int = SINCE + 100) -> HonourState:
    return honour_state(steps_of(*steps), on_day)


def one(grade: str, **step: Any) -> dict[str, Any]:
    return {"kind": "awarded", "grade": grade, **step}


@pytest.mark.parametrize(
    ("steps", "rule", "refused"),
    [
        pytest.param([APPLIED], COURTYARD, [], id="apply"),
        pytest.param([APPLIED, APPLIED], COURTYARD, ["applied"], id="apply twice"),
        pytest.param([APPLIED, ASSESSED, AWARDED], COURTYARD, [], id="the whole way"),
        pytest.param([ASSESSED], COURTYARD, ["not_applied"], id="assess what was not applied for"),
        pytest.param([AWARDED], COURTYARD, [], id="a title from before the ledger"),
        pytest.param([AWARDED, AWARDED], COURTYARD, ["titled"], id="award twice"),
        pytest.param([AWARDED, APPLIED], COURTYARD, ["titled"], id="apply for what is held"),
        pytest.param([REVOKED], COURTYARD, ["not_titled"], id="revoke what is not held"),
        pytest.param([AWARDED, REVOKED], COURTYARD, [], id="revoke"),
        pytest.param([AWARDED, {"kind": "revoked"}], COURTYARD, ["needs_reason"], id="without why"),
        pytest.param([AWARDED, REVOKED, REVOKED], COURTYARD, ["not_titled"], id="revoke twice"),
        pytest.param([AWARDED, REVOKED, APPLIED], COURTYARD, [], id="apply again"),
        pytest.param([one("one"), one("two")], GRADED, [], id="a higher grade"),
        pytest.param([one("two"), one("one")], GRADED, ["titled"], id="a lower grade"),
        pytest.param([one("one"), one("one")], GRADED, ["titled"], id="the same grade"),
        pytest.param([AWARDED], GRADED, ["needs_grade"], id="an award without its grade"),
        pytest.param([one("three")], GRADED, ["unknown_grade"], id="a grade nobody knows"),
        pytest.param([one("one")], COURTYARD, ["unknown_grade"], id="a grade where there is none"),
        pytest.param([{**AWARDED, "on": SINCE - 1}], COURTYARD, ["before_rule"], id="28 February"),
        pytest.param([{**AWARDED, "on": SINCE}], COURTYARD, [], id="1 March"),
        pytest.param([{**AWARDED, "on": SINCE + 1}], COURTYARD, [], id="2 March"),
        pytest.param(
            [{**APPLIED, "on": SINCE + 5}, {**ASSESSED, "on": SINCE + 4}],
            COURTYARD,
            ["before_last_step"],
            id="assessed before it was applied for",
        ),
        pytest.param(
            [{**APPLIED, "on": SINCE + 5}, {**ASSESSED, "on": SINCE + 5}],
            COURTYARD,
            [],
            id="assessed the same day",
        ),
    ],
)
def test_what_may_follow_what(
    steps: list[dict[str, Any]], rule: HonourRule, refused: list[str]
) -> None:
    assert codes(*steps, rule=rule) == refused


def test_the_future_is_refused() -> None:
    assert codes({**AWARDED, "on": SINCE + 1}, today=SINCE) == ["in_future"]
    assert codes({**AWARDED, "on": SINCE + 1}, today=SINCE + 1) == []


def test_an_honour_is_for_its_kinds_of_places() -> None:
    step = steps_of(AWARDED)[0]
    (problem,) = check_honour_step(COURTYARD, [], step, "street")
    assert problem.code == "wrong_place"


@pytest.mark.parametrize(
    ("day", "titled"),
    [
        pytest.param(9, False, id="the day before the award"),
        pytest.param(10, True, id="the day of the award"),
        pytest.param(19, True, id="the day before it is revoked"),
        pytest.param(20, False, id="the day it is revoked"),
        pytest.param(30, True, id="awarded again"),
    ],
)
def test_a_title_holds_from_its_award_until_it_is_revoked(day: int, titled: bool) -> None:
    way = [{**AWARDED, "on": 10}, {**REVOKED, "on": 20}, {**AWARDED, "on": 30}]
    assert state(*way, on_day=day).titled is titled


def test_a_title_stands_while_a_higher_grade_is_applied_for() -> None:
    seen = state(one("one"), {"kind": "applied", "grade": "two", "on": SINCE + 3})
    assert (seen.stage, seen.titled, seen.grade, seen.awarded_on) == ("applied", True, "one", SINCE)


def test_coverage_names_its_denominator_and_the_missing() -> None:
    """19 towns, 18 titled; one title was revoked, one place never applied."""
    states = {town: state(AWARDED) for town in range(1, 18)}
    states[18] = state(AWARDED, REVOKED)
    covered = coverage(range(1, 20), states)
    assert (covered.titled, covered.total, covered.missing) == (17, 19, (18, 19))
    assert rate_text(coverage_rate(covered)) == "89.47%"


def test_a_title_outside_the_register_does_not_count() -> None:
    covered = coverage([1], {2: state(AWARDED)})
    assert (covered.titled, covered.total, covered.missing) == (0, 1, (1,))


def test_no_place_no_rate() -> None:
    assert rate_text(coverage_rate(coverage([], {}))) == "—"


@given(
    st.lists(
        st.builds(
            dict,
            kind=st.sampled_from(HONOUR_KINDS),
            later=st.integers(-1, 2),
            grade=st.sampled_from(["", "one", "two"]),
            note=st.sampled_from(["", "why"]),
        ),
        max_size=20,
    )
)
def test_no_walk_awards_a_held_grade_or_revokes_what_is_not_held(
    attempts: list[dict[str, Any]],
) -> None:
    taken: list[HonourStep] = []
    held: str | None = None
    day = SINCE
    for number, attempt in enumerate(attempts, 1):
        later = attempt.pop("later")
        step = HonourStep(id=number, honour="h", place=1, on=day + later, **attempt)
        if check_honour_step(GRADED, taken, step, "village"):
            continue
        assert step.on >= day or not taken
        if step.kind == "awarded":
            assert held is None or (held, step.grade) == ("one", "two")
            held = step.grade
        elif step.kind == "revoked":
            assert held is not None
            held = None
        taken.append(step)
        day = step.on
        seen = honour_state(taken, day)
        assert (seen.titled, seen.grade) == (held is not None, held or "")
