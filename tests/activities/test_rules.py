"""What may be entered as a patrol.

- the five minutes of grace, before, at and after
- a street is open from its first day to before its closing day
- minutes: none, nought, a day, more than a day, less than nought
- a trusted time of recording lies between start and now
- two stated intervals of one person clash when they share a moment, unless they are one walk
- clashes found in a diary are those of comparing every pair, whatever the order of entry
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.activities.rules import check_patrol, enter, find_clash, new_diary
from streetchief.days.calendar import DAY
from streetchief.values.problems import say
from streetchief.values.register import Place

NOON = 100 * DAY + 12 * 3600


def street(opened_on: int | None = None, closed_on: int | None = None) -> Place:
    return Place(
        key=1, identity="s", kind="street", name="横街", opened_on=opened_on, closed_on=closed_on
    )


def codes(place: Place, started_at: int, minutes: int | None = None, **more: int) -> list[str]:
    return [p.code for p in check_patrol(place, started_at, minutes, **{"now": NOON, **more})]


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        pytest.param(-1, [], id="a second ago"),
        pytest.param(0, [], id="now"),
        pytest.param(300, [], id="in exactly five minutes"),
        pytest.param(301, ["start_in_future"], id="a second later"),
    ],
)
def test_a_start_may_lie_five_minutes_in_the_future(late: int, expected: list[str]) -> None:
    assert codes(street(), NOON + late) == expected


@pytest.mark.parametrize(
    ("opened_on", "closed_on", "expected"),
    [
        pytest.param(None, None, [], id="no dates known"),
        pytest.param(100, None, [], id="opened that day"),
        pytest.param(101, None, ["place_closed"], id="opened the day after"),
        pytest.param(None, 101, [], id="closed from the day after"),
        pytest.param(None, 100, ["place_closed"], id="closed from that day"),
    ],
)
def test_a_street_must_be_open_on_the_day_of_the_start(
    opened_on: int | None, closed_on: int | None, expected: list[str]
) -> None:
    assert codes(street(opened_on, closed_on), 100 * DAY) == expected
    assert codes(street(opened_on, closed_on), NOON) == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        pytest.param(None, [], id="not said"),
        pytest.param(0, [], id="nought"),
        pytest.param(1440, [], id="a day"),
        pytest.param(1441, ["too_long"], id="more than a day"),
        pytest.param(-1, ["end_before_start"], id="less than nought"),
        pytest.param(10**30, ["too_long"], id="a number no file can hold"),
    ],
)
def test_minutes(minutes: int | None, expected: list[str]) -> None:
    assert codes(street(), NOON - DAY, minutes) == expected


@pytest.mark.parametrize(
    ("recorded_at", "expected"),
    [
        pytest.param(NOON - 361, ["recorded_before_start"], id="too long before the start"),
        pytest.param(NOON - 360, [], id="five minutes before the start"),
        pytest.param(NOON - 60, [], id="at the start"),
        pytest.param(NOON, [], id="now"),
        pytest.param(NOON + 1, ["recorded_in_future"], id="later than now"),
    ],
)
def test_a_trusted_time_of_recording(recorded_at: int, expected: list[str]) -> None:
    assert codes(street(), NOON - 60, recorded_at=recorded_at) == expected


def test_a_problem_says_the_moment_and_the_day() -> None:
    problems = check_patrol(street(closed_on=100), NOON + 3600, None, now=NOON)
    assert [say(problem) for problem in problems] == [
        "It starts in the future: 1970-04-11 13:00; now it is 1970-04-11 12:00.",
        "横街 is closed since 1970-04-11.",
    ]


@pytest.mark.parametrize(
    ("start", "minutes", "clashes"),
    [
        pytest.param(0, 30, False, id="the same walk"),
        pytest.param(0, 90, False, id="the same walk, said to be longer"),
        pytest.param(29, 10, True, id="begins in its last minute"),
        pytest.param(30, 10, False, id="begins when it ends"),
        pytest.param(-10, 10, False, id="ends when it begins"),
        pytest.param(-10, 11, True, id="ends in its first minute"),
        pytest.param(-10, 60, True, id="lies around it"),
        pytest.param(10, 5, True, id="lies within it"),
        pytest.param(10, None, False, id="has no stated length"),
        pytest.param(10, 0, False, id="has no length"),
    ],
)
def test_a_second_walk_beside_one_of_half_an_hour(
    start: int, minutes: int | None, clashes: bool
) -> None:
    diary = new_diary()
    enter(diary, NOON, 30)
    assert (find_clash(diary, NOON + start * 60, minutes) == NOON) is clashes


WALKS = st.lists(
    st.tuples(st.integers(0, 4000), st.one_of(st.none(), st.integers(0, 1440))), max_size=12
)


@given(WALKS, st.integers(0, 4000), st.one_of(st.none(), st.integers(0, 1440)))
def test_a_clash_is_found_exactly_when_some_pair_intersects(
    walks: list[tuple[int, int | None]], start: int, minutes: int | None
) -> None:
    diary = new_diary()
    for began, length in walks:
        enter(diary, began * 60, length)
    expected = {
        began * 60
        for began, length in walks
        if began != start
        and minutes
        and length
        and began < start + minutes
        and start < began + length
    }
    found = find_clash(diary, start * 60, minutes)
    assert found in expected if expected else found is None
