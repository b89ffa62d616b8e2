"""`place`: streets, villages, towns and other places: add, list, close, merge, alias, edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer, day_said, optional_day
from streetchief.errors import BadUsage
from streetchief.locale.text import N_, in_a_row
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.ledger.office import Office
    from streetchief.register.places import PlaceDone

Known = Annotated[str, typer.Argument(metavar="NAME", help=N_("A name, town/name, code or alias."))]


def add(
    called: Annotated[
        str, typer.Argument(metavar="NAME", help=N_("The name as the source writes it."))
    ],
) -> None:
    from streetchief.register.places import PlaceWish, add_place

    asked = session.asked()
    with session.writing() as office:
        (kind,) = _kinds(office)
        if kind == "street" and asked.opened_on is None:
            raise BadUsage(
                _("{what} is missing.").format(what="--opened-on"),
                _("Write the day like: {option} 2026-11-22").format(option="--opened-on"),
            )
        done = add_place(
            office,
            PlaceWish(
                kind=kind,
                name=called,
                town=asked.town,
                village=asked.village,
                parent=asked.parent,
                zone=asked.zone,
                code=asked.code,
                opened_on=optional_day(asked.opened_on, office, "plan"),
                closed_on=optional_day(asked.closed_on, office, "plan"),
                aliases=tuple(asked.alias),
            ),
        )
    _say(done)


def list_() -> None:
    from streetchief.register.lists import list_places
    from streetchief.register.pages import place_table, street_table

    asked = session.asked()
    with session.reading() as office:
        kind = next(iter(_kinds(office)), None)
        views = list_places(office, kind=kind, town=asked.town, everything=asked.all_)
    session.put(table=lambda: street_table(views) if kind == "street" else place_table(views))


def close(which: Known) -> None:
    from streetchief.office.places import close_place

    asked = session.asked()
    with session.writing() as office:
        day = session.read_day(asked.first_off, office.now, "plan")
        done = close_place(office, which, day, kinds=_kinds(office), town=asked.town)
    _say(done)


def merge(
    old: Annotated[str, typer.Argument(metavar="OLD", help=N_("The place that ends."))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=N_("The place that continues it."))],
) -> None:
    from streetchief.office.places import merge_places

    with session.writing() as office:
        day = session.read_day(session.asked().first_off, office.now, "plan")
        done, lasting = merge_places(office, old, new, day)
    said = _("Number {number}: {old} is continued by {new} from {day}.").format(
        number=done.number, old=done.place.name, new=lasting.name, day=day_said(day)
    )
    answer([said], done.number, warnings=done.warnings)


def alias(
    which: Known,
    other: Annotated[str, typer.Argument(metavar="ALIAS", help=N_("Another name people use."))],
) -> None:
    _amend(which, {"aliases": (other,)})


def edit(
    which: Known,
    brand: Annotated[
        str | None,
        typer.Option(
            "--brand", metavar="TEXT", help=N_("A town's brand, e.g. 古韵风情; empty: none.")
        ),
    ] = None,
) -> None:
    changes = session.asked().given("name", "code", "parent", "village", "zone")
    _amend(which, changes if brand is None else {**changes, "brand": brand})


def _amend(which: str, changes: dict[str, object]) -> None:
    from streetchief.office.places import amend_place

    asked = session.asked()
    with session.writing() as office:
        for field, said in asked.given("opened_on", "closed_on").items():
            is_none = said in ("none", "无")
            changes[field] = None if is_none else session.read_day(said, office.now, "plan")
        if not changes:
            raise BadUsage(_("Nothing to change was said."))
        done = amend_place(office, which, changes, kinds=_kinds(office), town=asked.town)
    _say(done)


def _kinds(office: Office) -> tuple[str, ...]:
    """Return the kind said, in a row of one; none said, none.

    It is one that every ledger knows, or one of the rulebook's own; raises `BadUsage`.
    """
    from streetchief.files.columns import UnknownWord, place_kind

    said = session.asked().kind
    if said is None:
        return ()
    try:
        return (place_kind(said),)
    except UnknownWord as error:
        from streetchief.rulebook.words import own_place_kinds

        own = own_place_kinds(office)
        for identifier, name in own.items():
            if said.strip() in (identifier, name.zh, name.en):
                return (identifier,)
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

    answer([place_line(done)], done.number, warnings=done.warnings)
