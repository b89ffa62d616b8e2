"""The workings of a verdict: the formula says what the rule asks, and each field its first day.

- the number at the end of the formula is the rule's, whatever the fields
- a field's day is the one since when it is as it is; a town's own goes last
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from streetchief.rulebook.rules.duty import NEUTRAL, DutyVersion, duty_on, required_count
from streetchief.rulebook.rules.workings import field_days, formula, origins
from streetchief.value import replace
from tests.duties.one_week import PATROL_DUTY, TOWN


@given(
    required=st.integers(0, 9),
    available=st.integers(0, 7),
    partial=st.sampled_from(["ceil", "full", "waive"]),
    max_per_day=st.integers(0, 3),
)
def test_the_formula_ends_in_what_is_required(
    required: int, available: int, partial: str, max_per_day: int
) -> None:
    duty = replace(PATROL_DUTY, required=required, partial=partial, max_per_day=max_per_day)
    last = formula(duty, available, 7).split()[-1]
    assert int(last) == required_count(duty, available, 7)


def version(since: int, town: int | None = None, **fields: object) -> DutyVersion:
    return DutyVersion(name="patrol", since=since, town=town, fields=fields)


FIRST = version(10, role="deputy_chief", per="street", required=2)


def test_a_field_said_again_keeps_its_first_day() -> None:
    versions = [FIRST, version(20, required=3), version(30, required=3, max_per_day=1)]
    assert field_days(versions, 40, None)["required"] == 20
    assert field_days(versions, 40, None)["max_per_day"] == 30
    assert field_days(versions, 19, None)["required"] == 10


def test_a_field_that_went_and_came_back_has_the_day_it_came_back() -> None:
    versions = [FIRST, version(20, required=3), version(30, required=2)]
    assert field_days(versions, 40, None)["required"] == 30


def test_a_towns_own_field_has_its_own_day() -> None:
    versions = [FIRST, version(15, TOWN, max_per_day=1), version(20, max_per_day=2)]
    here, elsewhere = duty_on(versions, 40, TOWN), duty_on(versions, 40, 99)
    assert here is not None
    assert elsewhere is not None
    assert [(o.value, o.since) for o in origins(versions, here, 40, TOWN)] == [(1, 15)]
    assert [(o.value, o.since) for o in origins(versions, elsewhere, 40, 99)] == [(2, 20)]


def test_a_default_rule_differs_in_nothing() -> None:
    duty = duty_on([FIRST], 10)
    assert duty is not None
    assert origins([FIRST], duty, 10, None) == ()
    assert NEUTRAL.max_per_day == duty.max_per_day
