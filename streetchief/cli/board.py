"""`board`: what hangs on the wall, each one HTML file on its own.

With -o the ledger remembers the board, so that
`board stale` can say when its facts have changed; without it the page goes to standard output and
nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.boards.rules import CHART, CONTESTS, DUTIES, ORG, PROJECTS, RULES, SIGN
from streetchief.cli import session
from streetchief.cli.options import Bom, Format, Output, write
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.stream import emit

if TYPE_CHECKING:
    from streetchief.boards.boards import Board
    from streetchief.ledger.office import Office

Town = Annotated[str | None, typer.Option("--town", help=N_("The town; else the ledger's own."))]
Page = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help=N_("Write to a file and remember it.")),
]
Size = Annotated[
    str | None,
    typer.Option("--paper", metavar="PAPER", help=N_("a4, a4-landscape, a3, a3-landscape.")),
]
_MOST_WEEKS = 106


def org(town: Town = None, output: Page = None, paper: Size = None) -> None:
    _make(ORG, town, {}, output, paper)


def duties(town: Town = None, output: Page = None, paper: Size = None) -> None:
    _make(DUTIES, town, {}, output, paper)


def rules(town: Town = None, output: Page = None, paper: Size = None) -> None:
    _make(RULES, town, {}, output, paper)


def projects(town: Town = None, output: Page = None, paper: Size = None) -> None:
    _make(PROJECTS, town, {}, output, paper)


def contests(
    town: Town = None,
    week: Annotated[str | None, typer.Option("--week", help=N_("One week."))] = None,
    month: Annotated[
        str | None, typer.Option("--month", help=N_("The weeks of a month, such as 2026-11."))
    ] = None,
    since: Annotated[str | None, typer.Option("--from", help=N_("The first day."))] = None,
    until: Annotated[
        str | None, typer.Option("--to", help=N_("The last day, included; else today."))
    ] = None,
    output: Page = None,
    paper: Size = None,
) -> None:
    from streetchief.cli.score import asked_span, check_alone

    check_alone({"--week": week, "--month": month, "--from": since or until})
    _make(
        CONTESTS,
        town,
        {},
        output,
        paper,
        lambda office: asked_span(office, week=week, month=month, since=since, until=until),
    )


def sign(
    street: Annotated[str, typer.Argument(metavar="STREET", help=N_("The street."))],
    town: Annotated[str | None, typer.Option("--town", help=N_("The town it lies in."))] = None,
    output: Page = None,
    paper: Size = None,
) -> None:
    _make(SIGN, street, {}, output, paper, within=town)


def chart(
    town: Town = None,
    weeks: Annotated[
        int | None, typer.Option("--weeks", metavar="N", help=N_("The last N weeks."))
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help=N_("All weeks of a year."))
    ] = None,
    output: Page = None,
    paper: Size = None,
) -> None:
    if weeks is not None and year is not None:
        raise BadUsage(
            _("{first} and {second} do not go together.").format(first="--weeks", second="--year"),
            _("Leave one of them out."),
        )
    if weeks is not None and not 1 <= weeks <= _MOST_WEEKS:
        raise BadUsage(
            _("The number of weeks is from 1 to {most}.").format(most=_MOST_WEEKS), "--weeks 12"
        )
    if year is not None and not 1971 <= year <= 9998:
        raise BadUsage(_("{year} is no year.").format(year=year), "--year 2026")
    options = {"weeks": weeks} if weeks is not None else {"year": year} if year is not None else {}
    _make(CHART, town, {key: value for key, value in options.items() if value}, output, paper)


def stale(
    everything: Annotated[
        bool, typer.Option("--all", help=N_("List also boards that are as the facts are."))
    ] = False,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.boards.boards import list_boards
    from streetchief.boards.pages.boards import boards_table

    with session.reading() as office:
        made = list_boards(office)
    write(boards_table(made, everything=everything), format_, output, bom=bom)


def _make(
    kind: str,
    place: str | None,
    options: Mapping[str, int],
    path: str | None,
    paper: str | None,
    more: object = None,
    *,
    within: str | None = None,
) -> None:
    from streetchief.boards.boards import make_board, print_board
    from streetchief.boards.pages.boards import board_page, named_paper

    size = None
    if paper is not None:
        size = named_paper(paper)
        if size is None:
            raise BadUsage(
                _("There is no paper {name}.").format(name=paper),
                _("Choose one: {names}.").format(names="a4, a4-landscape, a3, a3-landscape"),
            )
    board: Board
    if path is None:
        with session.reading() as office:
            asked = _options(office, options, more)
            board = print_board(office, kind, place=place, within=within, options=asked)
        emit(board_page(board, size))
        return
    with session.writing() as office:
        asked = _options(office, options, more)
        board = make_board(office, kind, path, place=place, within=within, options=asked)
    saved = _("Remembered as board {number}.").format(number=board.number)
    emit(board_page(board, size), path, saved=saved)


def _options(office: Office, options: Mapping[str, int], more: object) -> Mapping[str, int]:
    return {**options, **more(office)} if callable(more) else options
