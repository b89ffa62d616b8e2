"""The drawings of the wall chart (挂图作战): the met rate by week, what is left, what is closed.

Convention: every figure is that of `score`, `overdue` or the lists for the same weeks and day.
"""

from __future__ import annotations

from streetchief.boards.chart import CountdownBoard, Heat, ListTotal
from streetchief.days import calendar
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.output.svg import drawing, line, rect, scaled, text
from streetchief.output.words import join
from streetchief.rulebook.rules.list import Measure
from streetchief.scores.rules import rates_of
from streetchief.values.amounts import amount_text
from streetchief.values.problems import Name, name_in
from streetchief.values.rates import rate_text

_LEFT, _BASE, _HIGH, _LABEL = 44, 118, 88, 20


def trend_drawing(heat: Heat, width: int = 1200) -> str:
    """Return the met rate week by week as bars with their numbers; "" with no finished week."""
    known = [result for result in heat.results if result is not None]
    if not known:
        return ""
    step = (width - _LEFT) // len(heat.weeks)
    bar = min(60, max(3, step * 3 // 5))
    parts = [
        line(_LEFT, _BASE, width, _BASE, "base"),
        line(_LEFT, _BASE - _HIGH, width, _BASE - _HIGH, "base"),
        text(_LEFT - 6, _BASE - _HIGH + 4, "100%", "tick", anchor="end"),
        text(_LEFT - 6, _BASE + 4, "0%", "tick", anchor="end"),
    ]
    every = 1 if step >= 30 else 2 if step >= 16 else 4
    for number, (week, result) in enumerate(zip(heat.weeks, heat.results, strict=True)):
        x = _LEFT + number * step
        if number % every == 0:
            parts.append(text(x + bar // 2, _BASE + 16, week_number(week), "tick", anchor="middle"))
        if result is None or not result.due:
            continue
        high = scaled(result.met, result.due, _HIGH)
        low = (
            "bar"
            if result.met == result.due
            else "bar low"
            if 2 * result.met < result.due
            else "bar"
        )
        parts.append(rect(x, _BASE - high, bar, high, low))
        if step >= _LABEL:
            percent = rate_text(rates_of(result)["met"], 0)
            if step < 2 * _LABEL:
                percent = percent.removesuffix("%")
            parts.append(text(x + bar // 2, _BASE - high - 4, percent, "label", anchor="middle"))
    total = rate_text(rates_of(heat.total)["met"])
    words = _("{first} to {last}: {met} of {due} met, {rate}").format(
        first=calendar.week_label(heat.weeks[0]),
        last=calendar.week_label(heat.weeks[-1]),
        met=heat.total.met,
        due=heat.total.due,
        rate=total,
    )
    return drawing(
        "trend", width, _BASE + 24, _("Met rate by week"), words, parts, css="trend full"
    )


def week_number(week: int) -> str:
    """Return the number of a week alone, for narrow columns."""
    return calendar.week_label(week).partition("-W")[2].lstrip("0")


_WIDTH, _NAMES, _FIGURES, _ROW = 1200, 260, 420, 38


def countdown_heads(board: CountdownBoard) -> list[str]:
    """Return the titles over a list of clearances: two columns for each of its measures."""
    heads = [_("Town"), _("Village"), _("Kind")]
    for left in board.rows[0].lefts:
        heads += [_("{measure} found").format(measure=said(left.measure.name)), _("left")]
    return [*heads, _("Zero")]


def measured(amount: int | None, measure: Measure) -> str:
    """Return an amount with its measure word, or that nobody knows it."""
    if amount is None:
        return _("not known")
    return f"{amount_text(amount, measure.decimals)} {said(measure.unit)}"


def said(name: Name) -> str:
    """Return a name of the rulebook in the reader's language."""
    return name_in(name, language())


def countdown_drawing(board: CountdownBoard, number: int) -> str:
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


def total_drawing(one: ListTotal, number: int) -> str:
    """Return a bar of one list: what is closed, what is overdue, what else is open."""
    width, counts = 260, one.figures
    closed = scaled(counts.closed, counts.items, width)
    late = scaled(counts.overdue, counts.items, width)
    words = _("closed {closed}, overdue {overdue}, other open {open}").format(
        closed=counts.closed, overdue=counts.overdue, open=counts.open - counts.overdue
    )
    parts = [
        rect(0, 2, width, 14, "open"),
        rect(0, 2, min(width, closed), 14, "closed"),
        rect(min(width - late, closed) if late else 0, 2, late, 14, "late"),
    ]
    return drawing(f"total-{number}", width, 18, said(one.name), words, parts, css="totals")
