"""Pinyin initials of names, for who types dm and means 大皿.

The convention to know: this is a convenience of the extra `pinyin`. Without it every answer is
empty, so no name is ever found by its initials and nothing else changes.
"""

from __future__ import annotations


def initials(text: str) -> str:
    """Give the first letter of each character's usual reading, in lower case.

    Letters and digits stay as they are and other characters fall out: 重庆12号路 is cq12hl. A
    character with several readings takes the one of the word it stands in, else the most usual.
    Returns "" when the extra is not installed.
    """
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError:
        return ""
    letters = lazy_pinyin(text, style=Style.FIRST_LETTER, errors=_keep)
    return "".join(letters).lower()


def _keep(rest: str) -> str:
    """Keep what has no reading when it can be typed as it is."""
    return "".join(mark for mark in rest if mark.isascii() and mark.isalnum())
