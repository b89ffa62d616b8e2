"""`board`: what hangs on the wall, each one HTML file on its own.

With -o the ledger remembers the board, so that `board stale` can say when its facts have changed;
without it the page goes to standard output and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from streetchief.boards.rules import CHART, CONTESTS, DUTIES, ORG, PROJECTS, RULES, SIGN
from streetchief.cli import session
from streetchief.cli.options import check_alone, read_year
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

_MOST_WEEKS = 106


def org() -> None:
    _make(ORG)


def duties() -> None:
    _make(DUTIES)


def rules() -> None:
    _make(RULES)


def projects() -> None:
    _make(PROJECTS)


def contests() -> None:
    from streetchief.cli.score import check_span

    check_span()
    _make(CONTESTS)


def sign(
    which: Annotated[str, typer.Argument(metavar="STREET", help=N_("The street."))],
) -> None:
    _make(SIGN, which)


def chart() -> None:
    asked = session.asked()
    check_alone({"--weeks": asked.weeks, "--year": asked.year})
    if asked.weeks is not None and asked.weeks > _MOST_WEEKS:
        raise BadUsage(
            _("The number of weeks is from 1 to {most}.").format(most=_MOST_WEEKS), "--weeks 12"
        )
    options = {"weeks": asked.weeks, "year": read_year(asked.year)}
    _make(CHART, options={name: value for name, value in options.items() if value is not None})


def stale() -> None:
    from streetchief.boards.boards import list_boards
    from streetchief.boards.pages.boards import boards_table

    with session.reading() as office:
        made = list_boards(office)
    session.put(table=lambda: boards_table(made, everything=session.asked().all_))


def _make(
    kind: str, street: str | None = None, *, options: Mapping[str, int] | None = None
) -> None:
    """Make a board of a street, or of the town said; a contest's of the span said."""
    from streetchief.boards.boards import make_board, print_board
    from streetchief.boards.pages.boards import board_page, named_paper
    from streetchief.cli.score import asked_span

    asked = session.asked()
    size = None if asked.size is None else named_paper(asked.size)
    if asked.size is not None and size is None:
        raise BadUsage(
            _("There is no paper {name}.").format(name=asked.size),
            _("Choose one: {names}.").format(names="a4, a4-landscape, a3, a3-landscape"),
        )
    place, within = (asked.town, None) if street is None else (street, asked.town)
    with session.reading() if asked.output is None else session.writing() as office:
        wanted = asked_span(office) if kind == CONTESTS else options or {}
        if asked.output is None:
            board = print_board(office, kind, place=place, within=within, options=wanted)
        else:
            board = make_board(
                office, kind, asked.output, place=place, within=within, options=wanted
            )
    saved = ""
    if asked.output is not None:
        saved = _("Remembered as board {number}.").format(number=board.number)
    session.put(others={"html": lambda: board_page(board, size)}, saved=saved)
