"""`holder`: persons and departments: add, list, close, alias, edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.register.holders import HolderDone

Known = Annotated[str, typer.Argument(metavar="NAME", help=N_("A name, unit/name or alias."))]

_KINDS = {"person": "person", "人员": "person", "department": "department", "部门": "department"}


def add(called: Annotated[str, typer.Argument(metavar="NAME", help=N_("The name."))]) -> None:
    from streetchief.register.holders import HolderWish, add_holder

    asked = session.asked()
    wish = HolderWish(
        kind=next(iter(_kinds()), "person"),
        name=called,
        unit=asked.unit,
        title=asked.title,
        aliases=tuple(asked.alias),
    )
    with session.writing() as office:
        done = add_holder(office, wish)
    _say(done)


def list_() -> None:
    from streetchief.register.lists import list_holders
    from streetchief.register.pages import holder_table
    from streetchief.rulebook.in_force import role_names

    asked = session.asked()
    kind = next(iter(_kinds()), "person")
    with session.reading() as office:
        views = list_holders(office, kind=kind, town=asked.town, everything=asked.all_)
        names = role_names(office)
    session.put(table=lambda: holder_table(kind, views, names))


def close(which: Known) -> None:
    from streetchief.register.holders import close_holder

    with session.writing() as office:
        day = session.read_day(session.asked().first_off, office.now, "plan")
        done = close_holder(office, which, day, kinds=_kinds())
    _say(done)


def alias(
    which: Known,
    other: Annotated[str, typer.Argument(metavar="ALIAS", help=N_("Another name people use."))],
) -> None:
    _amend(which, {"aliases": (other,)})


def edit(which: Known) -> None:
    _amend(which, session.asked().given("name", "unit", "title"))


def _amend(which: str, changes: dict[str, object]) -> None:
    from streetchief.register.holders import amend_holder

    if not changes:
        raise BadUsage(_("Nothing to change was said."))
    with session.writing() as office:
        done = amend_holder(office, which, changes, kinds=_kinds())
    _say(done)


def _kinds() -> tuple[str, ...]:
    """Return the kind said, in a row of one; none said, none. Raises `BadUsage`."""
    said = session.asked().kind
    if said is None:
        return ()
    kind = _KINDS.get(said.strip())
    if kind is None:
        raise BadUsage(
            _("{text} is no kind of holder.").format(text=said),
            _("Known are: {names}.").format(names=_(", ").join(_KINDS)),
        )
    return (kind,)


def _say(done: HolderDone) -> None:
    from streetchief.register.pages import holder_line

    answer([holder_line(done)], done.number, warnings=done.warnings)
