"""`form`: papers for the hand: sheets to fill in, and slips to sign about one record each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import read_week, read_year
from streetchief.days import calendar
from streetchief.locale.text import N_

if TYPE_CHECKING:
    from streetchief.forms.pages.form import Form

Item = Annotated[
    str, typer.Argument(metavar="N", help=N_("The item: 023, 项目/4, or words of its title."))
]


def patrols() -> None:
    from streetchief.forms.pages.sheet import sheets_html
    from streetchief.forms.sheets import patrol_sheets

    asked = session.asked()
    with session.reading() as office:
        week = office.this_week if asked.week is None else read_week(asked.week, office)
        sheets = patrol_sheets(office, week, town=asked.town, everything=asked.all_)
    session.put(others={"html": lambda: sheets_html(sheets)})


def duties(
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("The chief."))],
) -> None:
    from streetchief.forms.pages.slips import duty_form
    from streetchief.forms.sheets import duty_sheet

    year = read_year(session.asked().year)
    with session.reading() as office:
        wanted = calendar.date_of(office.today).year if year is None else year
        sheet = duty_sheet(office, name, wanted)
    _put(duty_form(sheet))


def assign(item: Item) -> None:
    _slip("assign", item)


def supervise(item: Item) -> None:
    _slip("supervise", item)


def close_out(item: Item) -> None:
    _slip("close_out", item)


def exemption(
    number: Annotated[
        int, typer.Argument(metavar="N", min=1, help=N_("The number of the exemption."))
    ],
    with_reason: Annotated[
        bool, typer.Option("--with-reason", help=N_("Print why, also of a person."))
    ] = False,
) -> None:
    from streetchief.forms.pages.slips import exemption_form
    from streetchief.forms.slips import exemption_slip

    with session.reading() as office:
        slip = exemption_slip(office, number, with_reason=with_reason)
    _put(exemption_form(slip))


def _slip(kind: str, item: str) -> None:
    from streetchief.forms.pages.slips import item_form
    from streetchief.forms.slips import KINDS, item_slip

    wanted = next(one for one in KINDS if one == kind)
    with session.reading() as office:
        slip = item_slip(office, wanted, item, list_=session.asked().list_)
    _put(item_form(slip))


def _put(form: Form) -> None:
    from streetchief.forms.pages.form import form_docx, form_html, form_text

    def docx() -> bytes:
        from streetchief.papers.pages.docx import find_letterhead

        return form_docx(form, find_letterhead(session.ledger_path(), None, session.asked().output))

    session.put(lambda: form_text(form), others={"html": lambda: form_html(form), "docx": docx})
