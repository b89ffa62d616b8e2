"""`status`: how a town, a street or a person stands; a street's year of weeks.

A street's year is a calendar for people, a table for
scripts, and a picture with `--format svg` or `-o FILE.svg`.
"""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import AsOf, Bom, Output, checked_format, write
from streetchief.cli.periods import read_span
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _


def status(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[STREET|NAME|TOWN]", help=N_("What to look at; else the town.")),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", min=1970, max=9998, help=N_("The year of a street's calendar.")),
    ] = None,
    week: Annotated[
        str | None, typer.Option("--week", help=N_("Another week than the running one."))
    ] = None,
    town: Annotated[str | None, typer.Option("--town", help=N_("The town of the street."))] = None,
    as_of: AsOf = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=N_("table, plain, markdown, html, csv, tsv, json, jsonl; svg for a street."),
        ),
    ] = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.duties.pages.status import holder_table, town_table
    from streetchief.duties.pages.year import year_svg, year_table, year_text
    from streetchief.duties.status import TownStatus, town_status
    from streetchief.duties.status import status as status_of
    from streetchief.duties.year import YearStatus
    from streetchief.output.stream import emit

    drawn = format_ == "svg" or (format_ is None and (output or "").lower().endswith(".svg"))
    if not drawn:
        checked_format(format_)
    with session.reading(as_of) as office:
        span = read_span(week, office)
        found = (
            town_status(office, span, town=town)
            if name is None
            else status_of(office, name, span, town=town, year=year)
        )
    if drawn:
        if not isinstance(found, YearStatus):
            raise BadUsage(_("Only the year of a street is drawn as SVG."), _("Name the street."))
        emit(year_svg(found), output)
    elif isinstance(found, TownStatus):
        write(town_table(found), format_, output, bom=bom)
    elif not isinstance(found, YearStatus):
        write(holder_table(found), format_, output, bom=bom)
    elif format_ in (None, "plain", "table"):
        emit(year_text(found), output)
    else:
        write(year_table(found), format_, output, bom=bom)
