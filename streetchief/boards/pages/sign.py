"""The code of a street as a QR, for its sign.

Convention: the code is the street's own, so that a phone without any app of ours still reads
something of use; without the extra `qr` it stands as text alone.
"""

from __future__ import annotations

from streetchief.locale.text import gettext as _
from streetchief.output.svg import drawing, path

_QUIET = 4


def qr_drawing(code: str) -> str:
    """Return a QR of the code as a drawing; "" without the extra `qr` or for too long a code."""
    try:
        import segno
    except ImportError:
        return ""
    try:
        matrix = segno.make(code.encode("utf-8", "replace"), error="m", micro=False).matrix
    except segno.DataOverflowError:
        return ""
    size = len(matrix) + 2 * _QUIET
    moves = "".join(
        f"M{x + _QUIET} {y + _QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(matrix)
        for x, length in _runs(row)
    )
    return drawing(
        "qr",
        size,
        size,
        _("QR of the street's code"),
        code,
        [f'<rect class="paper" width="{size}" height="{size}"/>', path(moves, "qr")],
    )


def _runs(row: bytearray) -> list[tuple[int, int]]:
    """Return where dark modules begin in a row, and how many stand together."""
    runs: list[tuple[int, int]] = []
    for x, module in enumerate(row):
        if not module & 1:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
