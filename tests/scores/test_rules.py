"""Scores: what is in a rate, what is left out, and how ranks are shared.

- exempt and vacant weeks are in no rate; a street exempt throughout is not one to be covered
- min(counted, required) is credited week by week: five in one week do not make up for none
- a part over nothing weighs nothing; without any part there is no score and no rank
- equal weights are the plain mean; weights of the rulebook move it; linked assessment shares
- results add up: the parts of a town are the sums of its streets, in any order
"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streetchief.duties.rules.standing import STATES, Verdict
from streetchief.rulebook.rules.read_score import PARTS, ScoreRules, read_score
from streetchief.scores.rules import (
    Result,
    add_up,
    linked_score,
    ranked,
    rates_of,
    result_of,
    run_of_met,
    score_of,
    score_text,
    weighted_mean,
)
from streetchief.value import fields_of

NEUTRAL = ScoreRules()


def line(required: int, counted: int, state: str) -> Verdict:
    """A week of a place with these figures."""
    return Verdict(
        period=0,
        place=1,
        available=7,
        required=required,
        counted=counted,
        day_count=counted,
        delegated=0,
        state=state,
    )


@pytest.mark.parametrize(
    ("lines", "due", "met", "credited", "coverable", "covered"),
    [
        pytest.param([], 0, 0, 0, 0, 0, id="no week at all"),
        pytest.param([line(2, 2, "met")], 1, 1, 2, 1, 1, id="met"),
        pytest.param([line(2, 1, "unmet")], 1, 0, 1, 1, 1, id="unmet with one"),
        pytest.param([line(2, 0, "unmet")], 1, 0, 0, 1, 0, id="unmet with none"),
        pytest.param([line(2, 5, "met")], 1, 1, 2, 1, 1, id="more than required credits no more"),
        pytest.param(
            [line(2, 5, "met"), line(2, 0, "unmet")],
            2,
            1,
            2,
            1,
            1,
            id="five do not make up for none",
        ),
        pytest.param([line(0, 0, "exempt")], 0, 0, 0, 0, 0, id="exempt is in nothing"),
        pytest.param([line(0, 1, "exempt")], 0, 0, 0, 0, 0, id="a patrol in an exempt week"),
        pytest.param([line(0, 0, "vacant")], 0, 0, 0, 1, 0, id="vacant is not covered"),
        pytest.param(
            [line(0, 0, "exempt"), line(2, 2, "met")], 1, 1, 2, 1, 1, id="exempt in one of two"
        ),
        pytest.param([line(2, 1, "at_risk")], 1, 0, 1, 1, 1, id="running: due and not yet met"),
    ],
)
def test_a_place_is_added_up(
    lines: list[Verdict], due: int, met: int, credited: int, coverable: int, covered: int
) -> None:
    result = result_of(lines)
    assert (result.due, result.met, result.credited) == (due, met, credited)
    assert (result.coverable, result.covered) == (coverable, covered)


@pytest.mark.parametrize(
    ("result", "score"),
    [
        pytest.param(Result(), None, id="nothing was due: no score, not zero"),
        pytest.param(Result(due=4, met=3), Fraction(3, 4), id="one part alone"),
        pytest.param(
            Result(due=4, met=3, required=8, credited=8), Fraction(7, 8), id="the mean of two"
        ),
        pytest.param(Result(due=4, coverable=1), Fraction(0), id="zero is a score"),
        pytest.param(
            Result(due=1, met=1, due_to_close=4, closed=2, closed_in_time=1),
            Fraction(7, 12),
            id="close-out counts once there are items",
        ),
    ],
)
def test_equal_weights_are_the_plain_mean(result: Result, score: Fraction | None) -> None:
    assert score_of(result, NEUTRAL) == score


def test_weights_move_the_score_and_zero_leaves_a_part_out() -> None:
    result = Result(due=2, met=1, required=4, credited=4)
    weights = dict.fromkeys(PARTS, 0) | {"met": 3, "completion": 1}
    assert score_of(result, ScoreRules(weights=tuple(weights.items()))) == Fraction(5, 8)
    only = dict.fromkeys(PARTS, 0) | {"close": 1}
    assert score_of(result, ScoreRules(weights=tuple(only.items()))) is None


@pytest.mark.parametrize(
    ("own", "shared", "weight", "score"),
    [
        pytest.param(Fraction(1), Fraction(1, 2), 1, Fraction(3, 4), id="equal shares by default"),
        pytest.param(Fraction(1), Fraction(1, 2), 3, Fraction(5, 8), id="the street weighs more"),
        pytest.param(Fraction(1), Fraction(1, 2), 0, Fraction(1), id="not bundled"),
        pytest.param(None, Fraction(1, 2), 1, Fraction(1, 2), id="shares its street's result"),
        pytest.param(Fraction(1, 3), None, 1, Fraction(1, 3), id="no street"),
        pytest.param(None, None, 1, None, id="nothing at all"),
    ],
)
def test_linked_assessment(
    own: Fraction | None, shared: Fraction | None, weight: int, score: Fraction | None
) -> None:
    assert linked_score(own, shared, ScoreRules(linked=weight)) == score


def test_ranks_are_shared_and_the_next_ones_left_free() -> None:
    scores = [Fraction(9, 10), Fraction(1), Fraction(18, 20), None, Fraction(0)]
    assert ranked(scores) == (2, 1, 2, None, 4)


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (None, "—"),
        (Fraction(0), "0.00"),
        (Fraction(1, 3), "33.33"),
        (Fraction(2, 3), "66.67"),
        (Fraction(1, 800), "0.13"),
        (Fraction(1), "100.00"),
    ],
)
def test_a_score_is_printed_rounded_half_up(score: Fraction | None, words: str) -> None:
    assert score_text(score) == words


results = st.builds(
    lambda numbers: Result(**dict(zip(fields_of(Result), numbers, strict=True))),
    st.lists(st.integers(0, 50), min_size=12, max_size=12),
)
lines = st.lists(
    st.builds(line, st.integers(0, 3), st.integers(0, 5), st.sampled_from(STATES)), max_size=9
)


@given(st.lists(results, max_size=6), st.randoms())
@settings(max_examples=60)
def test_results_add_up_in_any_order(found: list[Result], random: object) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert add_up(found) == add_up(shuffled)
    half = len(found) // 2
    assert add_up([add_up(found[:half]), add_up(found[half:])]) == add_up(found)


@given(lines)
@settings(max_examples=80)
def test_every_rate_is_from_nothing_to_all(found: list[Verdict]) -> None:
    result = result_of(found)
    for part in ("met", "completion", "coverage"):
        rate = rates_of(result)[part]
        assert 0 <= rate.part <= rate.whole
    assert result.due + result.exempt + result.vacant == len(found)
    score = score_of(result, NEUTRAL)
    assert score is None or 0 <= score <= 1


@given(st.lists(st.tuples(st.integers(0, 9), st.fractions(0, 1)), max_size=6))
@settings(max_examples=60)
def test_a_mean_lies_between_its_values(parts: list[tuple[int, Fraction]]) -> None:
    mean = weighted_mean(parts)
    heavy = [share for weight, share in parts if weight]
    if not heavy:
        assert mean is None
    else:
        assert mean is not None
        assert min(heavy) <= mean <= max(heavy)


@given(st.lists(st.none() | st.fractions(0, 1, max_denominator=4), max_size=8))
@settings(max_examples=60)
def test_who_has_the_better_score_has_the_better_rank(scores: list[Fraction | None]) -> None:
    ranks = ranked(scores)
    for one, mine in zip(scores, ranks, strict=True):
        assert (one is None) == (mine is None)
        for other, theirs in zip(scores, ranks, strict=True):
            if one is not None and other is not None and mine is not None and theirs is not None:
                assert (one > other) == (mine < theirs)


@pytest.mark.parametrize(
    ("weeks", "run"),
    [
        ([], 0),
        ([(1, 1), (2, 2)], 2),
        ([(1, 0), (2, 2)], 1),
        ([(2, 2), (1, 0)], 0),
        ([(1, 1), (0, 0), (1, 1)], 2),
    ],
)
def test_the_run_of_weeks_all_met(weeks: list[tuple[int, int]], run: int) -> None:
    assert run_of_met([Result(due=due, met=met) for due, met in weeks]) == run


@pytest.mark.parametrize(
    ("table", "path"),
    [
        pytest.param({"weights": {"speed": 1}}, ("score", "weights", "speed"), id="unknown part"),
        pytest.param({"weights": {"met": -1}}, ("score", "weights", "met"), id="below nothing"),
        pytest.param({"weights": {"met": 1001}}, ("score", "weights", "met"), id="too heavy"),
        pytest.param(
            {"weights": dict.fromkeys(PARTS, 0)}, ("score", "weights"), id="nothing weighs"
        ),
        pytest.param({"linked": {"weight": "1"}}, ("score", "linked", "weight"), id="no number"),
        pytest.param({"lists": ["problems"]}, ("score", "lists"), id="unknown list"),
        pytest.param({"meeting": "party"}, ("score", "meeting"), id="unknown kind"),
        pytest.param({"weight": {}}, ("score", "weight"), id="a slip"),
    ],
)
def test_a_mistake_in_the_rulebook_is_found_at_its_place(
    table: dict[str, object], path: tuple[str, ...]
) -> None:
    problems = read_score({"score": table}, lists=("problem",), kinds=("patrol",))[1]
    assert [problem.path for problem in problems] == [path]


def test_a_rulebook_that_says_nothing_is_neutral() -> None:
    assert read_score({}, lists=()) == (NEUTRAL, ())
    assert set(dict(NEUTRAL.weights).values()) == {1}
    assert NEUTRAL.linked == 1
