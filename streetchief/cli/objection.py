"""`objection open`, `answer`, `list`: somebody doubts a verdict."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import AsOf, Bom, Format, Output, checked_format, needed, write
from streetchief.cli.options import answer as tell
from streetchief.cli.periods import read_span
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

Text = Annotated[str | None, typer.Option("--text", metavar="TEXT", help=N_("The words."))]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=N_("Who says it."))]


def open_(
    name: Annotated[
        str, typer.Argument(metavar="STREET|NAME", help=N_("The street, or the person judged."))
    ],
    week: Annotated[
        str, typer.Argument(metavar="WEEK", help=N_("The week, or the month of a monthly duty."))
    ],
    text: Text = None,
    by: By = None,
    town: Annotated[str | None, typer.Option("--town", help=N_("The town of the street."))] = None,
) -> None:
    from streetchief.duties.objections import open_objection
    from streetchief.duties.pages.objections import objected_lines

    words = needed(text, "--text")
    with session.writing() as office:
        done = open_objection(office, name, read_span(week, office), text=words, by=by, town=town)
    tell(objected_lines(done), done.number)


def answer(
    number: Annotated[str, typer.Argument(metavar="N", help=N_("The number of the objection."))],
    text: Text = None,
    by: By = None,
) -> None:
    from streetchief.duties.objections import answer_objection
    from streetchief.duties.pages.objections import answered_line

    words = needed(text, "--text")
    with session.writing() as office:
        found = answer_objection(office, record_number(number), text=words, by=by)
    tell([answered_line(found)], found.said.answers[-1].number)


def list_(
    open_only: Annotated[
        bool, typer.Option("--open", help=N_("Only those nobody has answered."))
    ] = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.duties.objections import list_objections
    from streetchief.duties.pages.objections import objection_table

    checked_format(format_)
    with session.reading(as_of) as office:
        rows = list_objections(office, open_only=open_only)
    write(objection_table(rows), format_, output, bom=bom)


def record_number(said: str) -> int:
    """Read the number of a record, with or without # or 第…号."""
    digits = said.strip().removeprefix("#").removeprefix("第").removesuffix("号").strip()
    if not digits.isdecimal() or len(digits) > 18:
        raise BadUsage(_("{text} is no number of a record.").format(text=said))
    return int(digits)
