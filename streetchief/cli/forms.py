"""`form`: blank sheets to print: a week's patrols, a chief's duties of a year."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import read_week
from streetchief.cli.slips import FormFormat, FormOutput, chosen_format, write_form
from streetchief.days import calendar
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _


def form(
    paper: Annotated[
        bool, typer.Option("--paper", help=N_("A week's blank patrol sheet, to print."))
    ] = False,
    duty: Annotated[
        str | None,
        typer.Option("--duty", metavar="NAME", help=N_("A chief's duties of a year, to sign.")),
    ] = None,
    town: Annotated[str | None, typer.Option("--town", help=N_("Only this town."))] = None,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("Every town, a sheet each."))
    ] = False,
    week: Annotated[
        str | None, typer.Option("--week", help=N_("The week of the sheet; else this week."))
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", metavar="YEAR", help=N_("The year; else this year."))
    ] = None,
    format_: FormFormat = None,
    output: FormOutput = None,
) -> None:
    if paper == (duty is not None):
        raise BadUsage(_("Say which form: --paper or --duty NAME."))
    if duty is not None:
        _duty(duty, year, format_, output)
        return
    if format_ not in (None, "html"):
        raise BadUsage(_("A patrol sheet is HTML, to be printed."))
    from streetchief.forms.pages.sheet import sheets_html
    from streetchief.forms.sheets import patrol_sheets
    from streetchief.output.stream import emit

    with session.reading() as office:
        wanted = office.this_week if week is None else read_week(week, office)
        sheets = patrol_sheets(office, wanted, town=town, everything=everything)
    emit(sheets_html(sheets), output)


def _duty(name: str, year: int | None, format_: str | None, output: str | None) -> None:
    from streetchief.forms.pages.slips import duty_form
    from streetchief.forms.sheets import duty_sheet

    chosen = chosen_format(format_, output)
    if year is not None and not 1971 <= year <= 9998:
        raise BadUsage(_("{year} is no year.").format(year=year), "--year 2026")
    with session.reading() as office:
        wanted = calendar.date_of(office.today).year if year is None else year
        sheet = duty_sheet(office, name, wanted)
    write_form(duty_form(sheet), chosen, output)
