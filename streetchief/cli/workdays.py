"""`calendar`: the work-day calendar shown, extended by a year, and used for an exemption.

`calendar import FILE` and `calendar exempt FESTIVAL YEAR`
are words of the same command.
"""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import AsOf, Bom, Format, Output, checked_format, needed, warn, write
from streetchief.cli.options import answer as tell
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _


def calendar(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[YEAR | import FILE | exempt FESTIVAL YEAR]",
            help=N_("A year; a table of days off; or a festival to exempt a town for."),
        ),
    ] = None,
    town: Annotated[
        str | None, typer.Option("--town", help=N_("The town the exemption is for."))
    ] = None,
    approved_by: Annotated[
        str | None, typer.Option("--approved-by", metavar="NAME", help=N_("Who approved it."))
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", help=N_("The year the file must be for."))
    ] = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    checked_format(format_)
    said = words or []
    if said[:1] == ["import"] and len(said) == 2:
        _import(said[1], year)
    elif said[:1] == ["exempt"] and len(said) == 3:
        _exempt(said[1], _year(said[2]), needed(town, "--town"), approved_by)
    elif len(said) <= 1 and said[:1] not in (["import"], ["exempt"]):
        from streetchief.workdays.acts import show_year
        from streetchief.workdays.pages import year_table

        with session.reading(as_of) as office:
            found = show_year(office, _year(said[0]) if said else None)
        write(year_table(found), format_, output, bom=bom)
    else:
        raise BadUsage(
            _("These words cannot be understood: {words}").format(words=" ".join(said)),
            "streetchief calendar [YEAR] | import FILE | exempt FESTIVAL YEAR --town TOWN",
        )


def _year(said: str) -> int:
    digits = said.strip().removesuffix("年")
    if not (digits.isdecimal() and len(digits) == 4 and 1970 <= int(digits) <= 9998):
        raise BadUsage(_("{text} is no year.").format(text=said))
    return int(digits)


def _import(path: str, year: int | None) -> None:
    from streetchief.workdays.acts import import_years
    from streetchief.workdays.files import read_holidays
    from streetchief.workdays.pages import imported_lines

    with session.writing() as office:
        done = import_years(office, read_holidays(path, year=year))
    tell(imported_lines(done), done.number)


def _exempt(festival: str, year: int, town: str, approved_by: str | None) -> None:
    from streetchief.duties.pages.absences import absence_line
    from streetchief.workdays.acts import exempt_festival
    from streetchief.workdays.pages import exempted_line

    with session.writing() as office:
        done, meant = exempt_festival(office, festival, year, town=town, approved_by=approved_by)
    tell([exempted_line(meant), absence_line(done)], done.number)
    warn(done.warnings)
