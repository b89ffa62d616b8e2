"""The wall chart (挂图作战) as a page: figures, heat map, projects, clearances, list totals.

Convention: every figure is that of `score`, `overdue` or the lists for the same weeks and day;
a part without anything to show says so in one line.
"""

from __future__ import annotations

from streetchief.boards.chart import ChartBoard
from streetchief.boards.lists import ClearanceTold, CountdownBoard, LeftTold, ListTotal
from streetchief.boards.pages.gantt import project_pieces
from streetchief.boards.pages.heat import heat_pieces, trend_drawing
from streetchief.boards.pages.notice import said
from streetchief.locale.text import gettext as _
from streetchief.output.html import Html, figures, heading, paragraph, table
from streetchief.output.svg import drawing, rect, scaled, shown, text
from streetchief.output.words import join
from streetchief.rulebook.rules.list import Measure
from streetchief.scores.pages.scores import rate_words
from streetchief.scores.rules import rates_of
from streetchief.values.amounts import amount_text
from streetchief.values.problems import Name

STYLE = """\
.count .track{fill:var(--wash);stroke:var(--line)}
.count .done{fill:#8db7a4}
.count .left{fill:var(--unmet)}
.count .name{font-size:16px;font-weight:600}
.count .fig{font-size:16px}
.totals .open{fill:var(--run);stroke:#a07a1c}
.totals .late{fill:var(--unmet)}
.totals .closed{fill:#8db7a4}
"""

_WIDTH, _NAMES, _FIGURES, _ROW = 1200, 260, 420, 38


def chart_pieces(board: ChartBoard) -> list[str]:
    """Return the chart between its heading and its foot."""
    heat = board.heat
    rates = rates_of(heat.total)
    pieces = [
        figures(
            (
                (str(len(heat.rows)), _("streets")),
                (rate_words(rates["met"]), _("met rate of finished weeks")),
                (rate_words(rates["completion"]), _("completion")),
                (str(sum(one.open for one in board.totals)), _("items open")),
                (str(sum(one.overdue for one in board.totals)), _("items overdue")),
            )
        ),
        heading(_("Met rate by week")),
        trend_drawing(heat) or paragraph(_("No finished week yet.")),
        heading(_("Patrols: streets by weeks")),
        *heat_pieces(heat),
        heading(_("Projects")),
        *project_pieces(board.projects),
    ]
    for number, countdown in enumerate(board.countdowns):
        pieces += _countdown_pieces(countdown, number)
    pieces += [heading(_("Lists")), *_total_pieces(board.totals)]
    return pieces


def _countdown_pieces(board: CountdownBoard, number: int) -> list[str]:
    pieces = [heading(_("{list}: counting down to zero").format(list=said(board.name)))]
    if not board.rows:
        words = _("Nobody has looked yet: {count} villages.").format(count=board.not_looked_at)
        if not board.not_looked_at:
            words = _("No village is registered.")
        return [*pieces, paragraph(words)]
    pieces.append(_countdown_drawing(board, number))
    measures = [left.measure for left in board.rows[0].lefts]
    heads = [_("Town"), _("Village"), _("Kind")]
    for measure in measures:
        heads += [_("{measure} found").format(measure=said(measure.name)), _("left")]
    pieces.append(
        table(
            (*heads, _("Zero")),
            (_clearance(row) for row in board.rows),
            numbers=tuple(range(3, 3 + 2 * len(measures))),
        )
    )
    if board.not_looked_at:
        words = _("Not looked at yet: {count} villages; that is not zero.")
        pieces.append(paragraph(words.format(count=board.not_looked_at), "note"))
    return pieces


def _clearance(row: ClearanceTold) -> list[str]:
    cells = [row.town or "—", row.place, said(row.category)]
    for left in row.lefts:
        cells += [_amount(left.found, left.measure), _amount(_left(left), left.measure)]
    sign = "good", "✓", _("zero")
    if not row.zero:
        sign = "bad", "!", _("not yet")
    cells.append(Html(f'<span class="{sign[0]}">{sign[1]} {shown(sign[2])}</span>'))
    return cells


def _left(left: LeftTold) -> int | None:
    return None if left.found is None else left.found - left.cleared


def _amount(amount: int | None, measure: Measure) -> str:
    if amount is None:
        return _("not known")
    return f"{amount_text(amount, measure.decimals)} {said(measure.unit)}"


def _countdown_drawing(board: CountdownBoard, number: int) -> str:
    """Return a bar for each kind and measure: what is cleared, and what is left at its end."""
    parts: list[str] = []
    told: list[str] = []
    top = 4
    length = _WIDTH - _NAMES - _FIGURES
    for category in dict.fromkeys(row.category for row in board.rows):
        for measure, found, cleared in _sums(board, category):
            parts.append(text(0, top + 20, f"{said(category)} · {said(measure.name)}", "name"))
            unit = said(measure.unit)
            if found is None:
                words = _("found not known for all, cleared {cleared} {unit}").format(
                    cleared=amount_text(cleared, measure.decimals), unit=unit
                )
            else:
                left = max(0, found - cleared)
                done = min(length, scaled(min(cleared, found), found, length))
                rest = min(length, scaled(left, found, length))
                parts.append(rect(_NAMES, top + 5, length, 20, "track", round_=2))
                parts.append(rect(_NAMES, top + 5, min(done, length - rest), 20, "done", round_=2))
                parts.append(rect(_NAMES + length - rest, top + 5, rest, 20, "left", round_=2))
                words = _("left {left} of {found} {unit}").format(
                    left=amount_text(left, measure.decimals),
                    found=amount_text(found, measure.decimals),
                    unit=unit,
                )
                if not left:
                    words = f"✓ {words}"
            parts.append(text(_NAMES + length + 16, top + 20, words, "fig"))
            told.append(
                _("{what}: {words}").format(
                    what=f"{said(category)} · {said(measure.name)}", words=words
                )
            )
            top += _ROW
    return drawing(
        f"countdown-{number}",
        _WIDTH,
        top + 4,
        _("{list}: counting down to zero").format(list=said(board.name)),
        join(told),
        parts,
        css="count full",
    )


def _sums(board: CountdownBoard, category: Name) -> list[tuple[Measure, int | None, int]]:
    """Return found and cleared of each measure over the villages; unknown when one is unknown."""
    sums: dict[str, tuple[Measure, int | None, int]] = {}
    for row in board.rows:
        if row.category != category:
            continue
        for one in row.lefts:
            measure, found, cleared = sums.get(one.measure.id, (one.measure, 0, 0))
            found = None if found is None or one.found is None else found + one.found
            sums[one.measure.id] = (measure, found, cleared + one.cleared)
    return list(sums.values())


def _total_pieces(totals: tuple[ListTotal, ...]) -> list[str]:
    if not totals:
        return [paragraph(_("There are no items."))]
    return [
        table(
            (
                _("List"),
                _("Items"),
                _("Still open"),
                _("of which overdue"),
                _("Suspended"),
                _("Closed out"),
                _("Relapsed"),
                _("Closed out, overdue, open"),
            ),
            (
                (
                    said(one.name),
                    str(one.items),
                    str(one.open),
                    str(one.overdue),
                    str(one.suspended),
                    str(one.closed),
                    str(one.reopened),
                    Html(_total_drawing(one, number)),
                )
                for number, one in enumerate(totals)
            ),
            numbers=(1, 2, 3, 4, 5, 6),
        )
    ]


def _total_drawing(one: ListTotal, number: int) -> str:
    width = 260
    closed = scaled(one.closed, one.items, width)
    late = scaled(one.overdue, one.items, width)
    words = _("closed {closed}, overdue {overdue}, other open {open}").format(
        closed=one.closed, overdue=one.overdue, open=one.open - one.overdue
    )
    parts = [
        rect(0, 2, width, 14, "open"),
        rect(0, 2, min(width, closed), 14, "closed"),
        rect(min(width - late, closed) if late else 0, 2, late, 14, "late"),
    ]
    return drawing(f"total-{number}", width, 18, said(one.name), words, parts, css="totals")
