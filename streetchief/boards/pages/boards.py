"""A board as one page: its title, its pieces, and what it was made from and when.

Convention: the foot of every board names the head of the facts it shows and the moment; the same
facts at the same moment in the same language are the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.boards.boards import Board, ContestsBoard, MadeBoard, basis_of
from streetchief.boards.chart import ChartBoard
from streetchief.boards.lists import ProjectsBoard
from streetchief.boards.organisation import DutiesBoard, OrgBoard, SignBoard
from streetchief.boards.pages import chart as board_chart
from streetchief.boards.pages import gantt as board_gantt
from streetchief.boards.pages import heat as board_heat
from streetchief.boards.pages import sign as board_sign
from streetchief.boards.pages.notice import contests_pieces, duties_pieces, org_pieces, rules_pieces
from streetchief.boards.rule_board import RulesBoard
from streetchief.boards.rules import CHART, CONTESTS, DUTIES, ORG, PROJECTS, RULES, SIGN
from streetchief.days import calendar
from streetchief.duties.pages.words import departures
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.html import PAPERS, Paper, page
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import day_word, join
from streetchief.values.receipt import receipt_text


def boards_table(made: Sequence[MadeBoard], *, everything: bool) -> Table:
    """Return the boards whose facts have changed since they were made, or all of them."""
    rows = [board for board in made if everything or board.stale]
    return lay_out(
        name="board",
        columns=(
            Column(key="number", title=N_("No."), kind="number", cell=lambda board: board.row.id),
            Column(key="board", title=N_("Board"), show=_kind, cell=lambda board: board.row.kind),
            Column(
                key="place",
                title=N_("Place"),
                show=lambda name: name or _("all towns"),
                cell=lambda board: board.place.name if board.place else None,
            ),
            Column(
                key="made_at", title=N_("Made"), cell=lambda board: calendar.at_label(board.made_at)
            ),
            Column(key="path", title=N_("File"), cell=lambda board: board.row.path),
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


KIND_WORDS = {
    ORG: N_("organisation"),
    DUTIES: N_("duties"),
    RULES: N_("rules"),
    PROJECTS: N_("projects"),
    CONTESTS: N_("contests"),
    SIGN: N_("street's sign"),
    CHART: N_("wall chart"),
}


TITLES = {
    ORG: N_("{where}: organisation"),
    DUTIES: N_("{where}: duties"),
    RULES: N_("{where}: rules"),
    PROJECTS: N_("{where}: projects"),
    CONTESTS: N_("{where}: contests"),
    SIGN: N_("{where}: street chief"),
    CHART: N_("{where}: wall chart"),
}
_PAPER: dict[str, Paper] = {
    ORG: "a3-landscape",
    DUTIES: "a3",
    RULES: "a3",
    PROJECTS: "a3-landscape",
    CONTESTS: "a3",
    SIGN: "a4-landscape",
    CHART: "a3-landscape",
}
_WIDE = (PROJECTS, CHART, ORG)


def board_page(board: Board, paper: Paper | None = None) -> str:
    """Return the page of a board, on its own paper unless one is asked for."""
    pieces, style = _pieces(board)
    title = _title(board)
    when = _("as of {day} {clock}").format(
        day=day_word(board.made_at // calendar.DAY), clock=calendar.clock_label(board.made_at)
    )
    if isinstance(board.body, SignBoard):
        title = board.body.street
        where = join(part for part in (board.body.town, board.body.village) if part)
        what = _("Street-chief sign")
        when = f"{where} · {what}" if where else what
    css = "sign" if board.kind == SIGN else "wide" if board.kind in _WIDE else ""
    return page(
        title=title,
        when=when,
        body=pieces,
        foot=_foot(board),
        paper=paper or _PAPER[board.kind],
        style=style,
        css=css,
    )


def _pieces(board: Board) -> tuple[list[str], str]:
    body = board.body
    if isinstance(body, OrgBoard):
        return org_pieces(body), ""
    if isinstance(body, DutiesBoard):
        return duties_pieces(body), ""
    if isinstance(body, RulesBoard):
        return rules_pieces(body), ""
    if isinstance(body, ProjectsBoard):
        return board_gantt.project_pieces(body, level=1), board_gantt.STYLE
    if isinstance(body, ContestsBoard):
        return contests_pieces(body), ""
    if isinstance(body, ChartBoard):
        style = board_heat.STYLE + board_gantt.STYLE + board_chart.STYLE
        return board_chart.chart_pieces(body), style
    return board_sign.sign_pieces(body), board_sign.STYLE


def _title(board: Board) -> str:
    where = board.place.name if board.place is not None else _("The whole county")
    return _(TITLES[board.kind]).format(where=where)


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


def named_paper(said: str) -> Paper | None:
    """Return the paper meant by a name such as A3 or a4-landscape, None for none."""
    wanted = said.strip().lower().replace("_", "-")
    return next((paper for paper in PAPERS if paper == wanted), None)
