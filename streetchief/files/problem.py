"""What is wrong with one place of a file, as a value: collected, never raised one by one.

The convention to know: rows are numbered as a spreadsheet shows them, so the header is row 1 and a
cell of several lines is still one row. Row 0 is the file as a whole. `reason` is a sentence in the
reader's language; `value` is what stood in the file, untouched, and is cleaned by whoever prints.
"""

from __future__ import annotations

from streetchief.value import value


@value
class Problem:
    """One thing wrong in a file.

    `stops` says that nothing after this row could be read, so a partial import is not possible.
    """

    reason: str
    row: int = 0
    column: str = ""
    value: str = ""
    stops: bool = False


@value
class Limits:
    """How much of a file is taken in.

    The first four bound a workbook, whose rows and cells the reader holds all at once; a text file
    is streamed and has no bound but `cell`, the characters in one cell.
    Beyond these a file is refused before it can fill the memory.
    """

    packed: int = 20_000_000
    unpacked: int = 200_000_000
    ratio: int = 100
    entries: int = 2_000
    rows: int = 100_000
    cells: int = 2_000_000
    cell: int = 131_072
    problems: int = 1_000


LIMITS = Limits()
