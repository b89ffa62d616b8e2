"""`status`: how a town, a street or a person stands; `remind`: whom to remind.

A street's year is a calendar for people, a table for scripts, and a picture with `--format svg`;
`status --brief` is one screen for the general chief.
"""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.delivery import open_post
from streetchief.cli.options import read_span, read_year, warn
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _


def status(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[STREET|NAME|TOWN]", help=N_("What to look at; else the town.")),
    ] = None,
    brief: Annotated[
        bool, typer.Option("--brief", help=N_("One screen for the general chief."))
    ] = False,
) -> None:
    from streetchief.duties.pages.status import holder_table, town_table
    from streetchief.duties.pages.year import year_svg, year_table, year_text
    from streetchief.duties.status import TownStatus, town_status
    from streetchief.duties.status import status as status_of
    from streetchief.duties.year import YearStatus

    asked = session.asked()
    year = read_year(asked.year)
    if brief:
        if name is not None or asked.week is not None or year is not None:
            raise BadUsage(_("--brief is about a town, now."))
        _brief()
        return
    with session.reading() as office:
        span = read_span(asked.week, office)
        found = (
            town_status(office, span, town=asked.town)
            if name is None
            else status_of(office, name, span, town=asked.town, year=year)
        )
    if isinstance(found, YearStatus):
        session.put(
            lambda: year_text(found), lambda: year_table(found), {"svg": lambda: year_svg(found)}
        )
        return
    if asked.format == "svg":
        raise BadUsage(_("Only the year of a street is drawn as SVG."), _("Name the street."))
    table = town_table(found) if isinstance(found, TownStatus) else holder_table(found)
    session.put(table=lambda: table)


def _brief() -> None:
    from streetchief.duties.brief import brief as brief_of
    from streetchief.duties.pages.brief import brief_table, brief_text

    with session.reading() as office:
        found = brief_of(office, read_span(None, office), town=session.asked().town)
    session.put(lambda: brief_text(found), lambda: brief_table(found))


def remind() -> None:
    from streetchief.duties.pages.remind import nobody_lines, remind_table, remind_text
    from streetchief.duties.remind import remind as reminders_of

    post = open_post()
    with session.reading() as office:
        found = reminders_of(office, read_span(None, office), town=session.asked().town)
    session.put(lambda: remind_text(found), lambda: remind_table(found))
    warn(nobody_lines(found))
    if found.notices:
        post.send([(_("Patrol reminders"), remind_text(found))])
