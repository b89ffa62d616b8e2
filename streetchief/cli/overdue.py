"""`overdue`: which streets fall behind."""

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import AsOf, Bom, Format, OnlyTown, Output, read_week, write
from streetchief.errors import Exit
from streetchief.locale.text import N_


def overdue(
    town: OnlyTown = None,
    week: Annotated[str | None, typer.Option("--week", help=N_("Judge this week alone."))] = None,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("List every street, also those that stand well."))
    ] = False,
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help=N_("Exit with 10 when a street is unmet or unreachable.")),
    ] = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.duties.overdue import list_overdue
    from streetchief.duties.pages.overdue import overdue_table

    with session.reading(as_of) as office:
        wanted = None if week is None else read_week(week, office)
        found = list_overdue(office, town=town, week=wanted, everything=everything)
    write(overdue_table(found, detailed=True), format_, output, bom=bom)
    if exit_code and found.failed:
        raise typer.Exit(Exit.OVERDUE)
