"""`history`: who wrote what, and when."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.locale.text import N_


def history(
    thing: Annotated[
        str | None,
        typer.Argument(
            metavar="[THING]",
            help=N_("A street, place, person, department, or the number of a record."),
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=0, help=N_("Only the last so many; 0 shows all."))
    ] = 20,
) -> None:
    from streetchief.office.history import read_journal, read_story
    from streetchief.office.pages.history import journal_table, story_table

    with session.reading() as office:
        if thing is None:
            table = journal_table(read_journal(office, limit=limit or None))
        else:
            table = story_table(read_story(office, thing, limit=limit or None))
    session.put(table=lambda: table)
