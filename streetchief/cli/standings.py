"""`duty list` and `duty status`: every recurring duty, and how each holder or place stands."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import (
    AsOf,
    Bom,
    Format,
    OnlyTown,
    Output,
    checked_format,
    optional_day,
    read_week,
    write,
)
from streetchief.errors import Exit
from streetchief.locale.text import N_


def duty_list(
    town: OnlyTown = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help=N_("The day; else today."))
    ] = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.duties.pages.standings import duties_table
    from streetchief.duties.standings import list_duties

    checked_format(format_)
    with session.reading(as_of) as office:
        found = list_duties(office, town=town, on=optional_day(on, office))
    write(duties_table(found), format_, output, bom=bom)


def duty_status(
    duty: Annotated[
        str | None, typer.Argument(metavar="[DUTY]", help=N_("One duty; else all in force."))
    ] = None,
    week: Annotated[
        str | None, typer.Option("--week", help=N_("The week, or one in the month; else now."))
    ] = None,
    town: OnlyTown = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=N_("Exit with 10 when one is unmet or unreachable."))
    ] = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.duties.pages.standings import standings_table
    from streetchief.duties.standings import duty_standings

    checked_format(format_)
    with session.reading(as_of) as office:
        wanted = None if week is None else read_week(week, office)
        found = duty_standings(office, duty=duty, week=wanted, town=town)
    write(standings_table(found), format_, output, bom=bom)
    if exit_code and found.failed:
        raise typer.Exit(Exit.OVERDUE)
