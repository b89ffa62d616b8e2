"""Drawings: lengths are rounded and never lost, and stored text in them is harmless."""

from __future__ import annotations

import pytest

from streetchief.output.html import shown
from streetchief.output.svg import scaled


@pytest.mark.parametrize(
    ("value", "whole", "length"),
    [(0, 3, 0), (0, 0, 0), (1, 0, 0), (1, 3, 33), (2, 3, 67), (3, 3, 100), (1, 10_000, 1)],
)
def test_a_length_is_rounded_and_never_lost(value: int, whole: int, length: int) -> None:
    assert scaled(value, whole, 100) == length


def test_stored_text_is_harmless_and_escaped() -> None:
    assert shown("<b>\u202e\x1b&\"'") == "&lt;b&gt;\ufffd␛&amp;&quot;&#x27;"
