"""`place` and `street`: add, list, close, merge, alias, edit.

Days are echoed resolved; warnings go to standard error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from streetchief.cli import session
from streetchief.cli.options import (
    AsOf,
    Bom,
    Format,
    Output,
    answer,
    checked_format,
    day_said,
    needed,
    optional_day,
    warn,
    write,
)
from streetchief.errors import BadUsage
from streetchief.locale.text import N_, in_a_row
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.ledger.office import Office
    from streetchief.register.places import PlaceDone

Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The name as the source writes it."))]
Known = Annotated[str, typer.Argument(metavar="NAME", help=N_("A name, town/name, code or alias."))]
Town = Annotated[str | None, typer.Option("--town", help=N_("The town it lies in."))]
Within = Annotated[str | None, typer.Option("--town", help=N_("Only in this town."))]
Code = Annotated[str | None, typer.Option("--code", help=N_("Its official or own code."))]
Alias = Annotated[
    list[str] | None,
    typer.Option("--alias", help=N_("Another name people use; may be repeated.")),
]
OpenedOn = Annotated[
    str | None, typer.Option("--opened-on", metavar="DAY", help=N_("Its first open day."))
]
ClosedOn = Annotated[
    str | None,
    typer.Option("--closed-on", metavar="DAY", help=N_("The first day it is no longer open.")),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help=N_("The first day it is no longer open.")),
]
Zone = Annotated[str | None, typer.Option("--zone", help=N_("The zone it belongs to."))]
Village = Annotated[str | None, typer.Option("--village", help=N_("The village it lies in."))]
NewName = Annotated[
    str | None, typer.Option("--name", help=N_("A new name; the old one stays an alias."))
]
Everything = Annotated[bool, typer.Option("--all", help=N_("List closed ones as well."))]


def place_add(
    name: Name,
    kind: Annotated[
        str | None,
        typer.Option("--kind", help=N_("county, town, village, street, zone or its Chinese word.")),
    ] = None,
    code: Code = None,
    parent: Annotated[
        str | None, typer.Option("--parent", help=N_("What it lies in: a name or code."))
    ] = None,
    town: Town = None,
    opened_on: OpenedOn = None,
    closed_on: ClosedOn = None,
    alias: Alias = None,
) -> None:
    _add(needed(kind, "--kind"), name, code=code, parent=parent, town=town, opened_on=opened_on,
         closed_on=closed_on, alias=alias)  # fmt: skip


def street_add(
    name: Name,
    town: Town = None,
    opened_on: OpenedOn = None,
    closed_on: ClosedOn = None,
    code: Code = None,
    alias: Alias = None,
    village: Village = None,
    zone: Zone = None,
) -> None:
    _add("street", name, code=code, town=town, village=village, zone=zone,
         opened_on=needed(opened_on, "--opened-on"), closed_on=closed_on, alias=alias)  # fmt: skip


def _add(
    kind: str,
    name: str,
    *,
    opened_on: str | None,
    closed_on: str | None,
    alias: list[str] | None,
    **said: Any,
) -> None:
    from streetchief.register.places import PlaceWish, add_place

    with session.writing() as office:
        done = add_place(
            office,
            PlaceWish(
                kind=_kind(kind, office),
                name=name,
                opened_on=optional_day(opened_on, office, "plan"),
                closed_on=optional_day(closed_on, office, "plan"),
                aliases=tuple(alias or ()),
                **said,
            ),
        )
    _say(done)


def place_list(
    kind: Annotated[
        str | None, typer.Option("--kind", help=N_("Only this kind, e.g. village."))
    ] = None,
    town: Within = None,
    everything: Everything = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.register.lists import list_places
    from streetchief.register.pages import place_table

    checked_format(format_)
    with session.reading(as_of) as office:
        wanted = None if kind is None else _kind(kind, office)
        views = list_places(office, kind=wanted, town=town, everything=everything)
    write(place_table(views), format_, output, bom=bom)


def street_list(
    town: Within = None,
    everything: Everything = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.register.lists import list_places
    from streetchief.register.pages import street_table

    checked_format(format_)
    with session.reading(as_of) as office:
        views = list_places(office, kind="street", town=town, everything=everything)
    write(street_table(views), format_, output, bom=bom)


def place_close(name: Known, on: On = None, town: Within = None) -> None:
    _close(name, on, town)


def street_close(name: Known, on: On = None, town: Within = None) -> None:
    _close(name, on, town, "street")


def _close(name: str, on: str | None, town: str | None, *kinds: str) -> None:
    from streetchief.office.places import close_place

    with session.writing() as office:
        day = session.read_day(needed(on, "--on"), office.now, "plan")
        done = close_place(office, name, day, kinds=kinds, town=town)
    _say(done)


def place_merge(
    old: Annotated[str, typer.Argument(metavar="OLD", help=N_("The place that ends."))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=N_("The place that continues it."))],
    on: On = None,
) -> None:
    from streetchief.office.places import merge_places

    with session.writing() as office:
        day = session.read_day(needed(on, "--on"), office.now, "plan")
        done, lasting = merge_places(office, old, new, day)
    answer(
        [
            _("Number {number}: {old} is continued by {new} from {day}.").format(
                number=done.number, old=done.place.name, new=lasting.name, day=day_said(day)
            )
        ],
        done.number,
    )
    warn(done.warnings)


def place_alias(
    name: Known,
    alias: Annotated[str, typer.Argument(metavar="ALIAS", help=N_("Another name people use."))],
    town: Within = None,
) -> None:
    _amend(name, {"aliases": (alias,)}, town)


def street_alias(
    name: Known,
    alias: Annotated[str, typer.Argument(metavar="ALIAS", help=N_("Another name people use."))],
    town: Within = None,
) -> None:
    _amend(name, {"aliases": (alias,)}, town, "street")


def place_edit(
    name: Known,
    town: Within = None,
    new_name: NewName = None,
    code: Code = None,
    parent: Annotated[
        str | None, typer.Option("--parent", help=N_("What it lies in from now on."))
    ] = None,
    opened_on: OpenedOn = None,
    closed_on: ClosedOn = None,
    brand: Annotated[str | None, typer.Option("--brand", help=N_("A town's brand."))] = None,
) -> None:
    changes = {"name": new_name, "code": code, "parent": parent, "brand": brand}
    _amend(name, {k: v for k, v in changes.items() if v is not None}, town,
           days={"opened_on": opened_on, "closed_on": closed_on})  # fmt: skip


def street_edit(
    name: Known,
    town: Within = None,
    new_name: NewName = None,
    code: Code = None,
    move_to: Annotated[
        str | None, typer.Option("--move-to", metavar="TOWN", help=N_("Another town."))
    ] = None,
    village: Village = None,
    zone: Zone = None,
    opened_on: OpenedOn = None,
    closed_on: ClosedOn = None,
) -> None:
    changes = {"name": new_name, "code": code, "town": move_to, "village": village, "zone": zone}
    _amend(name, {k: v for k, v in changes.items() if v is not None}, town, "street",
           days={"opened_on": opened_on, "closed_on": closed_on})  # fmt: skip


def _amend(
    name: str,
    changes: dict[str, object],
    town: str | None,
    *kinds: str,
    days: dict[str, str | None] | None = None,
) -> None:
    from streetchief.office.places import amend_place

    with session.writing() as office:
        for field, said in (days or {}).items():
            if said is not None:
                is_none = said in ("none", "无")
                changes[field] = None if is_none else session.read_day(said, office.now, "plan")
        if not changes:
            raise BadUsage(_("Nothing to change was said."))
        done = amend_place(office, name, changes, kinds=kinds, town=town)
    _say(done)


def _kind(said: str, office: Office) -> str:
    """Read a kind of place: one that every ledger knows, or one of the rulebook's own."""
    from streetchief.files.columns import UnknownWord, place_kind

    try:
        return place_kind(said)
    except UnknownWord as error:
        from streetchief.rulebook.words import own_place_kinds

        own = own_place_kinds(office)
        for identifier, name in own.items():
            if said.strip() in (identifier, name.zh, name.en):
                return identifier
        listed = _(", ").join(
            _("{name} ({id})").format(name=name.zh, id=identifier)
            for identifier, name in own.items()
        )
        raise BadUsage(
            _("{text} is no kind of place.").format(text=said),
            in_a_row(
                (error.reason, *([_("Known are: {names}.").format(names=listed)] if own else []))
            ),
        ) from None


def _say(done: PlaceDone) -> None:
    from streetchief.register.pages import place_line

    answer([place_line(done)], done.number)
    warn(done.warnings)
