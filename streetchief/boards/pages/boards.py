"""A board as one page: its template, what that may say, and what the board was made from and when.

Convention: the foot of every board names the head of the facts it shows and the moment; the same
facts at the same moment in the same language are the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from streetchief.boards.boards import Board, MadeBoard, basis_of
from streetchief.boards.pages.chart import (
    countdown_drawing,
    countdown_heads,
    measured,
    total_drawing,
    trend_drawing,
    week_number,
)
from streetchief.boards.pages.duties import duty_sentence
from streetchief.boards.pages.org import areas
from streetchief.boards.pages.projects import gantt_drawing, milestone_words, ten_thousands
from streetchief.boards.pages.sign import qr_drawing
from streetchief.boards.rule_board import ListTold
from streetchief.boards.rules import CHART, CONTESTS, DUTIES, ORG, PROJECTS, RULES, SIGN
from streetchief.days import calendar
from streetchief.duties.pages.words import FIELDS, departures
from streetchief.locale.text import N_, in_a_row, language
from streetchief.locale.text import gettext as _
from streetchief.output.printing import PAPERS, Paper, page_of
from streetchief.output.table import Column, Table, lay_out, show
from streetchief.output.words import day_word, join, week_span, week_word
from streetchief.scores.pages.scores import ranking_table, rate_words, span_words, weights_words
from streetchief.scores.rules import rates_of
from streetchief.values.amounts import MONEY_DECIMALS, amount_text
from streetchief.values.receipt import receipt_text

KIND_WORDS = {
    ORG: N_("organisation"),
    DUTIES: N_("duties"),
    RULES: N_("rules"),
    PROJECTS: N_("projects"),
    CONTESTS: N_("contests"),
    SIGN: N_("street's sign"),
    CHART: N_("wall chart"),
}


def boards_table(made: Sequence[MadeBoard], *, everything: bool) -> Table:
    """Return the boards whose facts have changed since they were made, or all of them."""
    rows = [board for board in made if everything or board.stale]
    return lay_out(
        name="board",
        columns=(
            Column(key="number", title=N_("No."), kind="number", cell="row.id"),
            Column(key="board", title=N_("Board"), show=_kind, cell="row.kind"),
            Column(
                key="place",
                title=N_("Place"),
                show=lambda name: name or _("all towns"),
                cell="place.name",
            ),
            Column(
                key="made_at", title=N_("Made"), cell=lambda board: calendar.at_label(board.made_at)
            ),
            Column(key="path", title=N_("File"), cell="row.path"),
            Column(
                key="state",
                title=N_("State"),
                show=_state,
                cell=lambda board: "gone" if board.gone else "stale" if board.stale else "current",
            ),
        ),
        things=rows,
        title=_("Boards that were made") if everything else _("Boards to make anew"),
        empty=_("No board was made yet.") if not made else _("Every board is as the facts are."),
        tone=lambda board: "warn" if board.stale else "",
        names=2,
    )


def _kind(kind: str) -> str:
    return _(KIND_WORDS[kind]) if kind in KIND_WORDS else kind


def _state(state: str) -> str:
    return {
        "stale": _("its facts have changed"),
        "gone": _("its place is gone"),
        "current": _("as the facts are"),
    }[state]


def board_page(board: Board, paper: Paper | None = None) -> str:
    """Return the page of a board, on its own paper unless one is asked for."""
    values = {
        "board": board.body,
        "where": board.place.name if board.place is not None else _("The whole county"),
        "when": _("as of {day} {clock}").format(
            day=day_word(board.made_at // calendar.DAY), clock=calendar.clock_label(board.made_at)
        ),
        "foot": _foot(board),
        "asked": paper,
    }
    return page_of(f"boards/templates/{board.kind}.html.j2", values, _FILTERS)


def _foot(board: Board) -> list[str]:
    receipt = board.receipt
    lines = [
        _("Made {moment} from the facts up to {receipt}.").format(
            moment=calendar.at_label(board.made_at).replace("T", " "),
            receipt=receipt_text(receipt.site, receipt.sequence, receipt.digest, language()),
        )
    ]
    if board.number is not None:
        lines.append(
            _("Board {number}; `streetchief board stale` says when its facts have changed.").format(
                number=board.number
            )
        )
    changed = departures(basis_of(board.body))
    if changed:
        lines.append(
            _("Basis that differs from the default: {fields}.").format(fields=join(changed))
        )
    return lines


def _by_place(holders: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for place, name in holders:
        found.setdefault(place, []).append(name)
    return list(found.items())


def _yuan(fen: int) -> str:
    """Return an amount in yuan; Chinese counts them in ten thousands (万元)."""
    if language() == "zh":
        return _("{amount} ten thousand yuan").format(amount=ten_thousands(fen))
    return _("{amount} yuan").format(amount=amount_text(fen, MONEY_DECIMALS))


def _fields(changed: Iterable[tuple[str, str]]) -> list[str]:
    return [
        _("{field} {value}").format(field=_(FIELDS.get(name, name)), value=value)
        for name, value in changed
    ]


_VERIFY = {
    "none": "",
    "other_person": N_("Verified by another person than who rectified it."),
    "other_unit": N_("Verified by another unit than the one that rectified it."),
}


def _closing(told: ListTold) -> str:
    """Say what it takes to close an item of a list."""
    notes = [_(_VERIFY[told.verification])] if _VERIFY.get(told.verification) else []
    if told.closes_at_zero:
        notes.append(_("It closes when nothing of any measure is left."))
    return in_a_row(notes)


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "amount": measured,
    "areas": areas,
    "by_place": _by_place,
    "closing": _closing,
    "countdown": countdown_drawing,
    "day": day_word,
    "fields": _fields,
    "gantt": gantt_drawing,
    "heads": countdown_heads,
    "listed": join,
    "milestone": milestone_words,
    "number": "{:03d}".format,
    "qr": qr_drawing,
    "ranking": lambda found: show(ranking_table(found)),
    "rate": rate_words,
    "rates": rates_of,
    "sentence": duty_sentence,
    "span": span_words,
    "ten_thousands": ten_thousands,
    "total": total_drawing,
    "trend": trend_drawing,
    "week": week_word,
    "week_days": week_span,
    "week_number": week_number,
    "weights": lambda rules: weights_words(rules, linked=True),
    "yuan": _yuan,
}
"""What the templates of boards may send their figures through."""


def named_paper(said: str) -> Paper | None:
    """Return the paper meant by a name such as A3 or a4-landscape, None for none."""
    wanted = said.strip().lower().replace("_", "-")
    return next((paper for paper in PAPERS if paper == wanted), None)
