"""`org`, `register check` and `place brand`: who is who, and what in it is odd."""

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
    answer,
    checked_format,
    optional_day,
    warn,
    write,
)
from streetchief.errors import Exit
from streetchief.locale.text import N_

On = Annotated[str | None, typer.Option("--on", metavar="DAY", help=N_("The day; else today."))]


def org(
    town: Annotated[
        str | None, typer.Argument(metavar="[TOWN]", help=N_("One town; else everything."))
    ] = None,
    role: Annotated[
        str | None, typer.Option("--role", metavar="ROLE", help=N_("Only this role."))
    ] = None,
    filled: Annotated[
        bool, typer.Option("--filled", help=N_("Leave out posts that nobody holds."))
    ] = False,
    on: On = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.register.organisation import organisation
    from streetchief.register.organisation_page import organisation_table

    checked_format(format_)
    with session.reading(as_of) as office:
        found = organisation(
            office, town=town, on=optional_day(on, office), role=role, vacancies=not filled
        )
    write(organisation_table(found), format_, output, bom=bom)


def check(
    town: OnlyTown = None,
    on: On = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=N_("Exit with 10 when something is to be done."))
    ] = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.register.organisation import check_register
    from streetchief.register.organisation_page import check_table

    checked_format(format_)
    with session.reading(as_of) as office:
        found = check_register(office, town=town, on=optional_day(on, office))
    data = format_ in ("csv", "tsv", "json", "jsonl")
    write(check_table(found, together=not data), format_, output, bom=bom)
    if exit_code and found.warned:
        raise typer.Exit(Exit.OVERDUE)


def place_brand(
    town: Annotated[str, typer.Argument(metavar="TOWN", help=N_("The town."))],
    text: Annotated[
        str,
        typer.Argument(metavar="TEXT", help=N_("Its brand, e.g. 古韵风情; empty: none.")),
    ],
) -> None:
    from streetchief.office.places import amend_place
    from streetchief.register.pages import place_line

    with session.writing() as office:
        done = amend_place(office, town, {"brand": text}, kinds=("town",))
    answer([place_line(done)], done.number)
    warn(done.warnings)
