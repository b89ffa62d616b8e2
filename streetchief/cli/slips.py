"""`slip`: papers for the hand, about one record each.

The format is named, else that of the file's ending.
"""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.errors import BadUsage
from streetchief.forms.pages.form import Form
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

FORMATS = ("text", "html", "docx")
_ENDINGS = {"txt": "text", "html": "html", "htm": "html", "docx": "docx"}

Item = Annotated[
    str, typer.Argument(metavar="N", help=N_("The item: 023, 项目/4, or words of its title."))
]
InList = Annotated[
    str | None, typer.Option("--list", metavar="LIST", help=N_("The list; else the first one."))
]
FormFormat = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", help="text, html, docx")
]
FormOutput = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help=N_("Write to a file, whole or not at all.")
    ),
]


def assign(
    item: Item, list_: InList = None, format_: FormFormat = None, output: FormOutput = None
) -> None:
    _item("assign", item, list_, format_, output)


def supervise(
    item: Item, list_: InList = None, format_: FormFormat = None, output: FormOutput = None
) -> None:
    _item("supervise", item, list_, format_, output)


def close_out(
    item: Item, list_: InList = None, format_: FormFormat = None, output: FormOutput = None
) -> None:
    _item("close_out", item, list_, format_, output)


def exemption(
    number: Annotated[
        int, typer.Argument(metavar="N", min=1, help=N_("The number of the exemption."))
    ],
    reason: Annotated[
        bool, typer.Option("--reason", help=N_("Print why, also of a person."))
    ] = False,
    format_: FormFormat = None,
    output: FormOutput = None,
) -> None:
    from streetchief.forms.pages.slips import exemption_form
    from streetchief.forms.slips import exemption_slip

    chosen = chosen_format(format_, output)
    with session.reading() as office:
        slip = exemption_slip(office, number, with_reason=reason)
    write_form(exemption_form(slip), chosen, output)


def _item(kind: str, item: str, list_: str | None, format_: str | None, output: str | None) -> None:
    from streetchief.forms.pages.slips import item_form
    from streetchief.forms.slips import KINDS, item_slip

    chosen = chosen_format(format_, output)
    wanted = next(one for one in KINDS if one == kind)
    with session.reading() as office:
        slip = item_slip(office, wanted, item, list_=list_)
    write_form(item_form(slip), chosen, output)


def chosen_format(said: str | None, path: str | None) -> str:
    """Return the format named, else that of the file's ending, else text."""
    if said is None:
        return _ENDINGS.get((path or "").rpartition(".")[2].lower(), "text") if path else "text"
    if said in ("plain", "table"):
        return "text"
    if said not in FORMATS:
        raise BadUsage(
            _("There is no format {name}.").format(name=said),
            _("Formats: {names}.").format(names=_(", ").join(FORMATS)),
        )
    if said == "docx" and path is None:
        raise BadUsage(_("The format {name} needs a file: -o FILE").format(name=said))
    return said


def write_form(form: Form, chosen: str, path: str | None) -> None:
    """Write a form to standard output or a file."""
    from streetchief.forms.pages.form import form_docx, form_html, form_text
    from streetchief.output.stream import emit, output_bytes

    if chosen == "docx":
        from streetchief.papers.pages.docx import find_letterhead

        assert path is not None
        content = form_docx(form, find_letterhead(session.ledger_path(), None, path))
        with output_bytes(path) as file:
            file.write(content)
        return
    emit(form_html(form) if chosen == "html" else form_text(form), path)
