"""Initials: the first letters of the usual readings, or nothing without the extra."""

from __future__ import annotations

import subprocess
import sys

import pytest

from streetchief.values.pinyin import initials


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("大皿村村委会", "dmccwh"),
        ("重庆路", "cql"),
        ("12号路", "12hl"),
        ("A座·东", "azd"),
        ("", ""),
        ("／ 　", ""),
    ],
)
def test_initials_are_the_first_letters(text: str, letters: str) -> None:
    pytest.importorskip("pypinyin")
    assert initials(text) == letters


def test_without_the_extra_there_are_none() -> None:
    program = (
        "import sys; sys.modules['pypinyin'] = None\n"
        "from streetchief.values.pinyin import initials\n"
        "print(repr(initials('大皿')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "''"
