"""Bars: as long as their share, and what is not nothing is seen."""

from __future__ import annotations

import pytest

from streetchief.scores.pages.charts import bar


@pytest.mark.parametrize(
    ("part", "whole", "blocks", "plain"),
    [
        pytest.param(0, 0, "", "", id="of nothing"),
        pytest.param(0, 8, "", "", id="nothing"),
        pytest.param(1, 1000, "▏", "#", id="hardly anything is seen"),
        pytest.param(1, 2, "██", "##", id="half"),
        pytest.param(3, 8, "█▌", "##", id="eighths"),
        pytest.param(8, 8, "████", "####", id="all"),
    ],
)
def test_a_bar_is_as_long_as_its_share(part: int, whole: int, blocks: str, plain: str) -> None:
    assert bar(part, whole, 4) == blocks
    assert bar(part, whole, 4, plain=True) == plain
