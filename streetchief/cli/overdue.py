"""`overdue`: which streets fall behind."""

import typer

from streetchief.cli import session
from streetchief.errors import Exit


def overdue() -> None:
    from streetchief.duties.overdue import list_overdue
    from streetchief.duties.pages.overdue import overdue_table

    asked = session.asked()
    with session.reading() as office:
        week = None
        if asked.week is not None:
            from streetchief.cli.options import read_week

            week = read_week(asked.week, office)
        found = list_overdue(office, town=asked.town, week=week, everything=asked.all_)
    session.put(table=lambda: overdue_table(found, detailed=True))
    if asked.exit_code and found.failed:
        raise typer.Exit(Exit.OVERDUE)
