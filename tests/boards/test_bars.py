"""Bars: as long as their share, and what is not nothing is seen."""

from __future__ import annotations

import pytest

from streetchief.boards.pages.plots import bar
from streetchief.output.svg import scaled, shown


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


@pytest.mark.parametrize(
    ("value", "whole", "length"),
    [(0, 3, 0), (0, 0, 0), (1, 0, 0), (1, 3, 33), (2, 3, 67), (3, 3, 100), (1, 10_000, 1)],
)
def test_a_length_is_rounded_and_never_lost(value: int, whole: int, length: int) -> None:
    assert scaled(value, whole, 100) == length


def test_stored_text_is_harmless_and_escaped() -> None:
    assert shown("<b>\u202e\x1b&\"'") == "&lt;b&gt;\ufffd␛&amp;&quot;&#x27;"
