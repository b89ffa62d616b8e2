"""Paragraphs of plain text with aligned columns, for answers that are no single table.

Convention: every cell passes `safe`; a block is a heading and rows indented below it. Columns are
padded by what a terminal shows, so a Chinese character takes two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from streetchief.output.safe import safe
from streetchief.output.width import pad_column, width

_PIECE = re.compile(r" +|[（《“]*(?:[!-~]+|[^ -~])[，。；：、？！）》”…]*")

INDENT = "  "


def aligned(rows: Sequence[Sequence[str]], indent: str = INDENT) -> list[str]:
    """Return rows as lines, their columns aligned two spaces apart; rows may differ in length.

    >>> aligned([["a", "bb"], ["aaa", "b"]])
    ['  a    bb', '  aaa  b']
    """
    if not rows:
        return []
    most = max(len(row) for row in rows)
    cells = [[safe(cell) for cell in row] + [""] * (most - len(row)) for row in rows]
    columns = [pad_column(column, "left") for column in zip(*cells, strict=True)]
    return [(indent + "  ".join(row)).rstrip() for row in zip(*columns, strict=True)]


def block(heading: str, lines: Iterable[str]) -> list[str]:
    """Return an empty line, the heading and the lines; nothing when there are no lines."""
    below = list(lines)
    return ["", safe(heading), *below] if below else []


def cut(text: str, most: int) -> str:
    """Return a harmless line no wider than `most` columns, its end replaced by … when cut.

    >>> cut("abcdef", 4)
    'abc…'
    """
    line = safe(text)
    if width(line) <= most:
        return line
    kept = ""
    for character in line:
        if width(kept + character) > most - 1:
            break
        kept += character
    return kept + "…"


def folded(text: str, columns: int) -> list[str]:
    """Fold a text into lines of at most `columns`, at spaces or between Chinese characters.

    >>> folded("one two", 5)
    ['one', 'two']
    >>> folded("街长的街道。", 10)
    ['街长的街', '道。']
    """
    lines: list[str] = []
    line = ""
    for piece in _PIECE.findall(" ".join(text.split())):
        if line and width(line + piece.rstrip(" ")) > columns:
            lines.append(line.rstrip(" "))
            line = ""
        if line or not piece.isspace():
            line += piece
    return [*lines, line] if line else lines
