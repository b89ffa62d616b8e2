"""Messages: a text in as many parts as a service takes at once, cut between its lines.

Convention: a limit is bytes as the service counts them, told by a function of one text; joining the
parts' lines gives the text back, apart from the part's number before each.
"""

from __future__ import annotations

import json
from collections.abc import Callable

NUMBERING = "({part}/{parts})"
"""The first line of each part when there are several."""
_NUMBER_ROOM = 24
_STOPS = "。；;！？"


def utf8_size(text: str) -> int:
    """Count the bytes of a text as UTF-8.

    >>> utf8_size("横街a")
    7
    """
    return len(text.encode("utf-8", "replace"))


def escaped_size(text: str) -> int:
    r"""Count the bytes of a text inside JSON that writes every Chinese character as \uXXXX.

    >>> escaped_size("横街a")
    13
    """
    return len(json.dumps(text)) - 2


def split_message(text: str, most: int, size: Callable[[str], int] = utf8_size) -> tuple[str, ...]:
    """Split a text into parts of at most `most` bytes, numbered when there are several.

    A part ends with a line; a line that is too long by itself is cut after a full stop where there
    is one, else between two characters. Empty lines at the edges of a part are left out. An empty
    text is one empty part. Raises ValueError when `most` leaves no room for a character.

    >>> split_message("a\\nb", 10)
    ('a\\nb',)
    >>> split_message("x" * 30 + "\\n" + "y" * 40, 68)
    ('(1/2)\\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', '(2/2)\\nyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy')
    """
    whole = text.strip("\n")
    if size(whole) <= most:
        return (whole,)
    room = most - _NUMBER_ROOM
    if room < size("\U0001f600"):
        raise ValueError(f"no text fits into {most} bytes")
    line_end = size("\n")
    parts: list[list[str]] = [[]]
    used = 0
    lines = [piece for line in whole.split("\n") for piece in _pieces(line, room, size)]
    for line in lines:
        needed = size(line) + (line_end if parts[-1] else 0)
        if used + needed > room:
            parts.append([])
            used, needed = 0, size(line)
        if line or parts[-1]:
            parts[-1].append(line)
            used += needed
    texts = ["\n".join(part).rstrip("\n") for part in parts]
    texts = [part for part in texts if part]
    return tuple(
        f"{NUMBERING.format(part=number, parts=len(texts))}\n{part}"
        for number, part in enumerate(texts, 1)
    )


def _pieces(line: str, room: int, size: Callable[[str], int]) -> list[str]:
    """Cut a line that does not fit by itself."""
    pieces = []
    while size(line) > room:
        fits = _fitting(line, room, size)
        stop = max(line.rfind(mark, fits // 2, fits) for mark in _STOPS) + 1
        cut = stop or fits
        pieces.append(line[:cut])
        line = line[cut:]
    return [*pieces, line]


def _fitting(line: str, room: int, size: Callable[[str], int]) -> int:
    """Return how many characters of `line` fit into `room`, at least one."""
    low, high = 1, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if size(line[:middle]) <= room:
            low = middle
        else:
            high = middle - 1
    return low
