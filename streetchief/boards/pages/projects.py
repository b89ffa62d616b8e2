"""Projects as their board draws them: counted back from the end (倒排), today's line across all.

Convention: a stretch says by its pattern as well as its colour where it stands: filled when
reached, hatched when late, outlined when still ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from streetchief.boards.projects import MilestoneTold, ProjectsBoard, ProjectTold
from streetchief.days import calendar
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.svg import drawing, line, rect, text
from streetchief.values.amounts import MONEY_DECIMALS, amount_text

MILESTONES = {
    "reached": N_("reached"),
    "reached_late": N_("reached late"),
    "running": N_("running"),
    "late": N_("late"),
    "ahead": N_("ahead"),
}
_SIGNS = {"reached": "✓", "reached_late": "✓", "running": "▶", "late": "!", "ahead": "○"}
_NAMES, _WIDTH, _TOP, _ROW = 260, 1200, 30, 30
_MOST = 60


def gantt_drawing(board: ProjectsBoard) -> str:
    """Return the back-scheduled chart of the projects that have days to draw."""
    drawn = [one for one in board.projects if _span(one) is not None][:_MOST]
    spans = [span for one in drawn if (span := _span(one)) is not None]
    if not drawn:
        return ""
    first = min(board.today, *(since for since, _until in spans))
    last = max(board.today, *(until for _since, until in spans)) + 1
    height = _TOP + _ROW * len(drawn) + 22
    parts = [
        '<defs><pattern id="gantt-late" width="8" height="8" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="8" height="8" fill="#f7dcd7"/>'
        '<line class="hatch" x1="0" y1="0" x2="0" y2="8"/></pattern></defs>'
    ]

    def x_of(day: int) -> int:
        return _NAMES + (day - first) * (_WIDTH - _NAMES - 4) // max(1, last - first)

    parts += _months(first, last, height, x_of)
    for number, one in enumerate(drawn):
        top = _TOP + number * _ROW
        parts.append(line(0, top, _WIDTH, top, "row"))
        parts.append(text(0, top + 20, short(f"{one.number:03d} {one.title}", 34), "name"))
        parts += [*_bars(one, top, x_of)]
    today = x_of(board.today)
    parts.append(line(today, _TOP - 6, today, height - 18, "today"))
    anchor = "end" if today > _WIDTH - 90 else "middle"
    parts.append(
        text(today, height - 4, _("today {day}").format(day=_md(board.today)), "now", anchor=anchor)
    )
    words = _(
        "{count} projects, {late} overdue, as of {day}; the table below says the same."
    ).format(
        count=len(drawn),
        late=sum(one.overdue_days > 0 for one in drawn),
        day=calendar.day_label(board.today),
    )
    return drawing(
        "gantt",
        _WIDTH,
        height,
        _("Projects counted back from their ends"),
        words,
        parts,
        css="gantt full",
    )


def _span(one: ProjectTold) -> tuple[int, int] | None:
    if one.milestones:
        return one.milestones[0].milestone.starts_on, one.milestones[-1].milestone.ends_on
    end = one.closed_on if one.closed_on is not None else one.due_on
    return None if end is None else (min(one.opened_on, end), end)


def _bars(one: ProjectTold, top: int, x_of: Callable[[int], int]) -> Iterator[str]:
    """Draw the stretches of a project, or one bar from its opening to its end."""
    span = _span(one)
    assert span is not None
    if not one.milestones:
        left, right = x_of(span[0]), x_of(span[1] + 1)
        css = "reached" if one.closed_on is not None else "late" if one.overdue_days else "whole"
        yield rect(left, top + 7, max(3, right - left), 16, css, round_=2)
        return
    for told in one.milestones:
        left, right = x_of(told.milestone.starts_on), x_of(told.milestone.ends_on + 1)
        wide = max(3, right - left - 1)
        yield rect(left, top + 7, wide, 16, told.milestone_state, round_=2)
        fits = wide // 14
        if fits >= 2:
            yield text(
                left + wide // 2,
                top + 20,
                short(told.milestone.name, fits),
                "in",
                anchor="middle",
            )


def _months(first: int, last: int, height: int, x_of: Callable[[int], int]) -> Iterator[str]:
    """Draw a line and a label where months begin, not each of them when they are many."""
    month = calendar.month_of(first)
    count = calendar.month_of(last) - month + 1
    every = max(1, count // 18)
    while month <= calendar.month_of(last):
        start = calendar.days_of_month(month).start
        if start >= first and month % every == 0:
            yield line(x_of(start), _TOP - 6, x_of(start), height - 18, "month")
            if x_of(start) < _WIDTH - 56:
                yield text(x_of(start) + 3, _TOP - 10, calendar.month_label(month), "tick")
        month += 1


def short(words: str, most: int) -> str:
    """Cut words to what `most` narrow characters take; a Chinese one takes two."""
    room = 0
    for place, character in enumerate(words):
        room += 1 if ord(character) < 0x2E80 else 2
        if room > most:
            return words[: max(1, place - 1)] + "…"
    return words


def _md(day: int) -> str:
    on = calendar.date_of(day)
    return f"{on.month}-{on.day:02d}"


def ten_thousands(amount: int) -> str:
    """Return fen in ten thousands of yuan (万元)."""
    return amount_text(amount, MONEY_DECIMALS + 4)


def milestone_words(told: MilestoneTold) -> str:
    """Say a stretch of a project: its sign, its name, its days and where it stands."""
    one = told.milestone
    return _("{sign} {name} {since} to {until} ({state})").format(
        sign=_SIGNS[told.milestone_state],
        name=one.name,
        since=calendar.day_label(one.starts_on),
        until=calendar.day_label(one.ends_on),
        state=_(MILESTONES[told.milestone_state]),
    )
