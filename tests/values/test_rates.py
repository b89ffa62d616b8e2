"""Rates are exact.

- two decimals, rounded half up, never half to even
- over nothing there is no rate
- the published figures of a real city come out to the digit
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.values.rates import Rate, percent, rate_text, scaled_percent


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        pytest.param(911, 972, "93.72%", id="the city's close rate"),
        pytest.param(737, 972, "75.82%", id="the city's close rate in time"),
        pytest.param(1, 800, "0.13%", id="0.125 rounds up"),
        pytest.param(3, 800, "0.38%", id="0.375 rounds up"),
        pytest.param(12499, 10_000_000, "0.12%", id="just under the half"),
        pytest.param(0, 7, "0.00%", id="none of seven"),
        pytest.param(7, 7, "100.00%", id="all of seven"),
        pytest.param(9, 7, "128.57%", id="more than all"),
        pytest.param(0, 0, "—", id="nothing was due"),
        pytest.param(1, 0, "—", id="something of nothing"),
    ],
)
def test_a_rate_is_printed_with_two_decimals(part: int, whole: int, text: str) -> None:
    assert percent(part, whole) == text
    assert rate_text(Rate(part=part, whole=whole)) == text


@pytest.mark.parametrize(
    ("places", "text"), [(0, "67%"), (1, "66.7%"), (2, "66.67%"), (3, "66.667%")]
)
def test_the_number_of_decimals_can_be_chosen(places: int, text: str) -> None:
    assert percent(2, 3, places) == text


@pytest.mark.parametrize(("part", "whole", "places"), [(-1, 2, 2), (1, -2, 2), (1, 2, -1)])
def test_a_negative_count_is_a_mistake_of_the_caller(part: int, whole: int, places: int) -> None:
    with pytest.raises(ValueError, match="counts things"):
        scaled_percent(part, whole, places)


@given(st.integers(0, 10**15), st.integers(1, 10**15), st.integers(0, 4))
def test_every_rate_agrees_with_decimal_arithmetic(part: int, whole: int, places: int) -> None:
    with localcontext() as context:
        context.prec = 80
        value = Decimal(part) * 100 / Decimal(whole)
        step = Decimal(1).scaleb(-places)
        assert percent(part, whole, places) == f"{value.quantize(step, ROUND_HALF_UP)}%"
