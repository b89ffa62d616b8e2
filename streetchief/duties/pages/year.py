"""A place's year as a picture: self-contained SVG, drawn by hand.

Convention: colour only repeats the letter in the box; every box has a title that says it in words,
and the picture names no font that has to be loaded.
"""

from __future__ import annotations

from html import escape

from streetchief.duties.pages.explain_data import period_label
from streetchief.duties.pages.status import (
    LETTERS,
    NO_LINE,
    letter,
    month_of_cell,
    month_word,
    year_figures,
    year_title,
)
from streetchief.duties.status_told import WeekCell, YearStatus
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.output.safe import safe
from streetchief.output.words import state_word, week_span

COLOURS = {
    "met": ("#d8f0d8", "#1b5e20"),
    "unmet": ("#f8c8c8", "#8b0000"),
    "unreachable": ("#f8c8c8", "#8b0000"),
    "at_risk": ("#ffe9b8", "#6b4e00"),
    "on_track": ("#ffffff", "#111111"),
    "exempt": ("#e4e4e4", "#444444"),
    "vacant": ("#e6dcf2", "#4a148c"),
}
"""Fill and ink of each state; the ink has a contrast of 4.5 to 1 or more on its fill."""

_BOX, _GAP, _LEFT, _TOP, _LINE = 44, 4, 64, 64, 22
_FONTS = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"


def year_svg(found: YearStatus) -> str:
    """Return the calendar of a year as an SVG document."""
    rows: dict[int, list[WeekCell]] = {}
    for cell in found.cells:
        rows.setdefault(month_of_cell(found, cell), []).append(cell)
    columns = max((len(cells) for cells in rows.values()), default=1)
    figures = year_figures(found)
    top_of_words = _TOP + len(rows) * (_BOX + _GAP) + _LINE
    height = top_of_words + (len(figures) + 2) * _LINE
    width = max(_LEFT + columns * (_BOX + _GAP) + 16, 520)
    first = found.cells[0].number if found.cells else 0
    title = _text(year_title(found))
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title" '
        f'lang="{"zh-CN" if language() == "zh" else "en"}" font-family="{_FONTS}">',
        f'<title id="title">{title}</title>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="16" y="36" font-size="20" font-weight="bold" fill="#111111">{title}</text>',
    ]
    for row, (month, cells) in enumerate(rows.items()):
        y = _TOP + row * (_BOX + _GAP)
        parts.append(
            f'<text x="16" y="{y + _BOX // 2 + 5}" font-size="14" fill="#111111">'
            f"{_text(month_word(month))}</text>"
        )
        for column, cell in enumerate(cells):
            x = _LEFT + column * (_BOX + _GAP)
            parts.append(_box(found, cell, x, y, cell.number - first + 1))
    words = [_legend(), *figures]
    for number, said in enumerate(words):
        parts.append(
            f'<text x="16" y="{top_of_words + number * _LINE}" font-size="13" fill="#111111">'
            f"{_text(said)}</text>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _box(found: YearStatus, cell: WeekCell, x: int, y: int, number: int) -> str:
    fill, ink = COLOURS[cell.state] if cell.state else ("#ffffff", "#666666")
    mark = letter(cell.state) if cell.begun else ""
    objected = "?" if cell.objections else ""
    running = cell.state in ("on_track", "at_risk", "unreachable")
    dash = ' stroke-dasharray="4 2"' if running else ""
    said = [period_label(found.period, cell.number)]
    if found.period == "week":
        said.append(week_span(cell.number))
    if cell.state:
        said.append(f"{state_word(cell.state)} {cell.counted}/{cell.required}")
    return (
        f"<g><title>{_text(' '.join(said))}</title>"
        f'<rect x="{x}" y="{y}" width="{_BOX}" height="{_BOX}" rx="4" fill="{fill}" '
        f'stroke="{ink}"{dash}/>'
        f'<text x="{x + 5}" y="{y + 13}" font-size="10" fill="{ink}">{number}</text>'
        f'<text x="{x + _BOX // 2}" y="{y + 32}" font-size="18" text-anchor="middle" '
        f'fill="{ink}">{_text(mark + objected)}</text></g>'
    )


def _legend() -> str:
    said = [f"{_(mark)} {state_word(state)}" for state, mark in LETTERS.items()]
    return "  ".join([*said, f"{NO_LINE} {_('no line')}"])


def _text(said: str) -> str:
    return escape(safe(said))
