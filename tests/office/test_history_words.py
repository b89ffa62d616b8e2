"""Every act of the office has a word of its own in Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from streetchief.items import moves as item_moves
from streetchief.locale import text
from streetchief.office.pages.history import act_word

SOURCE = Path(item_moves.__file__).parents[1]
ITEM_VERBS = [
    "assign",
    "rectify",
    "verify",
    "advance",
    "return",
    "suspend",
    "resume",
    "reopen",
    "void",
    "supervise",
    "reply",
    "set",
    "measure",
    "milestone",
    "note",
]
ACTS = sorted(
    {
        act
        for path in SOURCE.rglob("*.py")
        for act in re.findall(r'acting\(\s*office, "([^"]+)"', path.read_text("utf-8"))
    }
)


@pytest.mark.parametrize(
    "act",
    [*ACTS, "place add --kind street", "holder add", *(f"item {verb}" for verb in ITEM_VERBS)],
)
def test_an_act_is_said_in_chinese(act: str) -> None:
    before = text.language()
    text.use("zh")
    try:
        assert re.fullmatch(r"[\u4e00-\u9fff]+", act_word(act))
    finally:
        text.use(before)


def test_the_acts_are_found_in_the_source() -> None:
    assert {"log", "void", "import", "issue", "item open"} <= set(ACTS)
