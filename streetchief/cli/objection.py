"""`objection`: somebody doubts a verdict."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer, read_number, read_span
from streetchief.locale.text import N_


def open_(
    name: Annotated[
        str, typer.Argument(metavar="STREET|NAME", help=N_("The street, or the person judged."))
    ],
) -> None:
    from streetchief.duties.objections import open_objection
    from streetchief.duties.pages.objections import objected_lines

    asked = session.asked()
    with session.writing() as office:
        span = read_span(asked.week, office)
        done = open_objection(
            office, name, span, text=asked.text or "", by=asked.by, town=asked.town
        )
    answer(objected_lines(done), done.number)


def answer_(
    number: Annotated[str, typer.Argument(metavar="N", help=N_("The number of the objection."))],
) -> None:
    from streetchief.duties.objections import answer_objection
    from streetchief.duties.pages.objections import answered_line

    asked = session.asked()
    with session.writing() as office:
        found = answer_objection(office, read_number(number), text=asked.text or "", by=asked.by)
    answer([answered_line(found)], found.said.answers[-1].number)


def list_(
    open_only: Annotated[
        bool, typer.Option("--open", help=N_("Only those nobody has answered."))
    ] = False,
) -> None:
    from streetchief.duties.objections import list_objections
    from streetchief.duties.pages.objections import objection_table

    with session.reading() as office:
        rows = list_objections(office, open_only=open_only)
    session.put(table=lambda: objection_table(rows))
