"""`calendar`: the work-day calendar shown, extended by a year, and used for an exemption."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer, read_year
from streetchief.locale.text import N_


def show() -> None:
    from streetchief.workdays.acts import show_year
    from streetchief.workdays.pages import year_table

    year = read_year(session.asked().year)
    with session.reading() as office:
        found = show_year(office, year)
    session.put(table=lambda: year_table(found))


def import_(
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("A table of days off."))],
) -> None:
    from streetchief.workdays.acts import import_years
    from streetchief.workdays.files import read_holidays
    from streetchief.workdays.pages import imported_lines

    year = read_year(session.asked().year)
    with session.writing() as office:
        done = import_years(office, read_holidays(file, year=year))
    answer(imported_lines(done), done.number)


def exempt(
    festival: Annotated[str, typer.Argument(metavar="FESTIVAL", help=N_("The festival: 春节."))],
    year: Annotated[str, typer.Argument(metavar="YEAR", help=N_("The year, e.g. 2026."))],
) -> None:
    from streetchief.duties.pages.absences import absence_line
    from streetchief.workdays.acts import exempt_festival
    from streetchief.workdays.pages import exempted_line

    asked = session.asked()
    wanted = read_year(year)
    assert wanted is not None
    with session.writing() as office:
        done, meant = exempt_festival(
            office, festival, wanted, town=asked.town or "", approved_by=asked.approved_by
        )
    answer([exempted_line(meant), absence_line(done)], done.number, warnings=done.warnings)
