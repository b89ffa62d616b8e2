"""`duty`: every recurring duty, and how each holder or place stands."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import optional_day, read_week
from streetchief.errors import Exit
from streetchief.locale.text import N_


def list_() -> None:
    from streetchief.duties.pages.standings import duties_table
    from streetchief.duties.standings import list_duties

    asked = session.asked()
    with session.reading() as office:
        found = list_duties(office, town=asked.town, on=optional_day(asked.on, office))
    session.put(table=lambda: duties_table(found))


def status(
    duty: Annotated[
        str | None, typer.Argument(metavar="[DUTY]", help=N_("One duty; else all in force."))
    ] = None,
) -> None:
    from streetchief.duties.pages.standings import standings_table
    from streetchief.duties.standings import duty_standings

    asked = session.asked()
    with session.reading() as office:
        week = None if asked.week is None else read_week(asked.week, office)
        found = duty_standings(office, duty=duty, week=week, town=asked.town)
    session.put(table=lambda: standings_table(found))
    if asked.exit_code and found.failed:
        raise typer.Exit(Exit.OVERDUE)
