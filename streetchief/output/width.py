"""How many columns of a terminal a text takes: a Chinese character takes two.

The convention to know: the text has passed `safe()`. Ordinary Chinese and Latin text is measured
here; for anything else (emoji, accents put together from parts) wcwidth is asked, whose import
costs more instructions than printing a whole report.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

# First and last code of runs without combining or unassigned characters, and their width.
_RUNS = (
    (0x20, 0x7E, 1),
    (0xA0, 0xAC, 1),
    (0xAE, 0x2FF, 1),
    (0x2010, 0x2027, 1),
    (0x2030, 0x205E, 1),
    (0x2400, 0x2426, 1),  # pictures of control characters
    (0x21B5, 0x21B5, 1),  # ↵
    (0x3000, 0x3029, 2),
    (0x3041, 0x3096, 2),
    (0x30A1, 0x30FA, 2),
    (0x3400, 0x4DBF, 2),
    (0x4E00, 0x9FFF, 2),
    (0xFF01, 0xFF60, 2),
    (0xFFFD, 0xFFFD, 1),
)


class _Widths(dict[str, int]):
    """The width of each character, worked out when it is first met; KeyError outside the runs."""

    def __missing__(self, character: str) -> int:
        code = ord(character)
        for first, last, columns in _RUNS:
            if first <= code <= last:
                self[character] = columns
                return columns
        raise KeyError(character)


_widths = _Widths()


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """Count the columns of `text`, which holds no control characters."""
    if text.isascii():
        return len(text)
    try:
        return sum(map(_widths.__getitem__, text))
    except KeyError:
        from wcwidth import wcswidth

        return max(0, wcswidth(text))


def pad_column(cells: Sequence[str], side: str) -> list[str]:
    """Make all cells as wide as the widest, with spaces after them, or before for side 'right'."""
    widths = list(map(width, cells))
    widest = max(widths, default=0)
    if side == "right":
        return [" " * (widest - own) + cell for cell, own in zip(cells, widths, strict=True)]
    return [cell + " " * (widest - own) for cell, own in zip(cells, widths, strict=True)]
