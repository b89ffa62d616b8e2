"""A place's year: a calendar in text, rows for data, and a picture as self-contained SVG.

Convention: colour only repeats the letter in the box; every box has a title that says it in words,
and the picture names no font that has to be loaded.
"""

from __future__ import annotations

from html import escape

from streetchief.days import calendar
from streetchief.duties.pages.objections import objection_data, objection_lines
from streetchief.duties.pages.status import known_words, legend, letter
from streetchief.duties.pages.words import period_label, place_title
from streetchief.duties.year import YearCell, YearStatus
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.blocks import aligned
from streetchief.output.safe import safe
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import TONES, join, state_word, week_span
from streetchief.values.problems import name_in
from streetchief.values.rates import rate_text

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

_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
_BOX, _GAP, _LEFT, _TOP, _LINE = 44, 4, 64, 64, 22
_FONTS = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"


def year_table(found: YearStatus) -> Table:
    """Return a place's year as rows, one a week (or month)."""
    return lay_out(
        name="status-year",
        columns=(
            Column(
                key="period",
                title=_("Week") if found.period == "week" else _("Month"),
                cell=lambda cell: period_label(found.period, cell.number),
            ),
            Column(
                key="since",
                title=N_("First day"),
                cell=lambda cell: calendar.day_label(_first_day(found, cell)),
            ),
            Column(key="required", title=N_("Required"), kind="number"),
            Column(key="counted", title=N_("Counted"), kind="number"),
            Column(
                key="state",
                title=N_("Standing"),
                show=lambda state: state_word(state) if state else "—",
            ),
        ),
        things=found.cells,
        extra={
            "town": found.town,
            "place": found.place,
            "duty": found.duty,
            "year": found.year,
            "met": found.met.part,
            "due": found.met.whole,
            "unmet_weeks": found.run,
            "days_since_last": found.now.days_since_last if found.now else None,
            "objections": [objection_data(o) for o in found.objections],
        },
        title=_title(found),
        tone=lambda cell: TONES[cell.state] if cell.state else "",
    )


def _first_day(found: YearStatus, cell: YearCell) -> int:
    if found.period == "month":
        return calendar.days_of_month(cell.number).start
    return calendar.monday_of(cell.number)


def _title(found: YearStatus) -> str:
    """Return the heading of a year: the place, the year, the duty."""
    return _("{place}, {year}: {duty}").format(
        place=place_title(found.town, found.place),
        year=found.year,
        duty=name_in(found.title, language()),
    )


def _month_of(found: YearStatus, cell: YearCell) -> int:
    """Return the month (1 to 12) a cell is shown in: that of the week's Thursday."""
    if found.period == "month":
        return cell.number % 12 + 1
    return calendar.date_of(7 * cell.number).month


def year_text(found: YearStatus) -> str:
    """Return a place's year as a calendar in text: a row a month, a letter a week."""
    lines = [safe(_title(found)), ""]
    rows: dict[int, list[str]] = {}
    first = found.cells[0].number if found.cells else 0
    for cell in found.cells:
        month = _month_of(found, cell)
        mark = letter(cell.state) if cell.begun else " "
        objected = "?" if cell.objections else ""
        rows.setdefault(month, []).append(f"{cell.number - first + 1:>2} {mark}{objected}")
    if found.period == "month":  # a month is its row: no number of its own before its letter
        rows = {month: [cells[0].split(maxsplit=1)[-1]] for month, cells in rows.items()}
    lines += aligned([[_month_word(month), *cells] for month, cells in rows.items()])
    lines += ["", _("Letters: {legend}.").format(legend=join(legend()))]
    lines += [safe(said) for said in _figures(found)]
    if found.objections:
        lines += ["", _("Objections (? in the calendar)"), *objection_lines(found.objections)]
    return "\n".join([*lines, *known_words(found.as_of)]) + "\n"


def _month_word(month: int) -> str:
    """Return a month's short name: 1月, Jan."""
    return _(_MONTHS[month - 1])


def _figures(found: YearStatus) -> tuple[str, ...]:
    """Return the sentences below a year: the rate, the run, the running period, the last patrol."""
    said = [
        _("Met {met} of {due} that were due and are over: {rate}.").format(
            met=found.met.part, due=found.met.whole, rate=rate_text(found.met)
        )
    ]
    if found.run:
        said.append(_("Unmet {count} in a row.").format(count=found.run))
    now = found.now
    if now is not None:
        said.append(
            _("{period}: required {required}, counted {counted}, {state}.").format(
                period=period_label(now.duty.period, now.assessment.period),
                required=now.required,
                counted=now.counted,
                state=state_word(now.state),
            )
        )
        if now.never_patrolled:
            said.append(_("Never patrolled."))
        else:
            said.append(
                _("Days since anybody's last patrol: {days}.").format(days=now.days_since_last)
            )
        names = join(chief.name for chief in now.chiefs)
        said.append(_("Holders: {names}.").format(names=names or _("none")))
    return tuple(said)


def year_svg(found: YearStatus) -> str:
    """Return the calendar of a year as an SVG document."""
    rows: dict[int, list[YearCell]] = {}
    for cell in found.cells:
        rows.setdefault(_month_of(found, cell), []).append(cell)
    columns = max((len(cells) for cells in rows.values()), default=1)
    figures = _figures(found)
    top_of_words = _TOP + len(rows) * (_BOX + _GAP) + _LINE
    height = top_of_words + (len(figures) + 2) * _LINE
    width = max(_LEFT + columns * (_BOX + _GAP) + 16, 520)
    first = found.cells[0].number if found.cells else 0
    title = _text(_title(found))
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
            f"{_text(_month_word(month))}</text>"
        )
        for column, cell in enumerate(cells):
            x = _LEFT + column * (_BOX + _GAP)
            parts.append(_box(found, cell, x, y, cell.number - first + 1))
    words = ["  ".join(legend()), *figures]
    for number, said in enumerate(words):
        parts.append(
            f'<text x="16" y="{top_of_words + number * _LINE}" font-size="13" fill="#111111">'
            f"{_text(said)}</text>"
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def _box(found: YearStatus, cell: YearCell, x: int, y: int, number: int) -> str:
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


def _text(said: str) -> str:
    return escape(safe(said))
