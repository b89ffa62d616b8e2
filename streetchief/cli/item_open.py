"""`item open` and `item documents`: how items come to be."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.item_told import (
    Amounts,
    Due,
    Files,
    Joint,
    Note,
    On,
    evidence_of,
    say_items,
)
from streetchief.cli.options import Format, checked_format, optional_day
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _


def item_open(
    title: Annotated[str, typer.Argument(metavar="TITLE", help=N_("What it is about."))],
    category: Annotated[
        str | None,
        typer.Option("--category", metavar="C", help=N_("Its category in the rulebook.")),
    ] = None,
    list_: Annotated[
        str | None,
        typer.Option("--list", metavar="LIST", help=N_("The list; else that of the category.")),
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="PLACE", help=N_("Where: any place."))
    ] = None,
    street: Annotated[
        str | None, typer.Option("--street", metavar="STREET", help=N_("Where: a street."))
    ] = None,
    town: Annotated[str | None, typer.Option("--town", help=N_("The town it lies in."))] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help=N_("Who found it or asks for it."))
    ] = None,
    on: On = None,
    holder: Annotated[
        str | None, typer.Option("--holder", metavar="NAME", help=N_("Who answers for it."))
    ] = None,
    joint: Joint = None,
    due: Due = None,
    amount: Amounts = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="FIELD=VALUE", help=N_("A field of the list; may be repeated.")
        ),
    ] = None,
    grown_from: Annotated[
        str | None, typer.Option("--from", metavar="N", help=N_("The item it grows from."))
    ] = None,
    evidence: Files = None,
    note: Note = None,
    fixed: Annotated[
        bool, typer.Option("--fixed", help=N_("It was fixed on the spot (立行立改)."))
    ] = False,
    new_category: Annotated[
        bool, typer.Option("--new-category", help=N_("Take the category as a new one."))
    ] = False,
    key: Annotated[
        str | None, typer.Option("--key", help=N_("A retry key: the same key is written once."))
    ] = None,
    format_: Format = None,
) -> None:
    from streetchief.items.opening import Opening, open_item
    from streetchief.items.typed import pairs

    checked_format(format_)
    if place is not None and street is not None:
        raise BadUsage(_("Say --place or --street, not both."))
    with session.writing() as office:
        opening = Opening(
            title=title,
            category=category,
            list_=list_,
            place=street if street is not None else place,
            place_kinds=("street",) if street is not None else (),
            town=town,
            by=by,
            on=optional_day(on, office),
            holder=holder,
            joint=tuple(joint or ()),
            due_on=optional_day(due, office, "due"),
            amounts=pairs(amount or ()),
            fields=pairs(set_ or ()),
            grown_from=grown_from,
            evidence=evidence_of(evidence),
            note=note,
            key=key,
            fixed=fixed,
            new_category=new_category,
        )
        done = open_item(office, opening)
    say_items([done], format_)


def item_documents(format_: Format = None) -> None:
    from streetchief.items.opening import enter_documents
    from streetchief.output.stream import emit

    checked_format(format_)
    with session.writing() as office:
        done = enter_documents(office)
    if not done and format_ is None:
        emit(_("Every document the rulebook names is on file already.") + "\n")
        return
    say_items(done, format_)
