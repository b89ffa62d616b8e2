"""`person` and `department`: add, list, close, alias, edit.

Convention: parse, call one act, render; both nouns are one kind of thing, a holder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import (
    AsOf,
    Bom,
    Format,
    Output,
    answer,
    checked_format,
    needed,
    warn,
    write,
)
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.register.holders import HolderDone

Name = Annotated[str, typer.Argument(metavar="NAME", help=N_("The name."))]
Known = Annotated[str, typer.Argument(metavar="NAME", help=N_("A name, unit/name or alias."))]
Unit = Annotated[
    str | None, typer.Option("--unit", help=N_("Village committee or home unit, e.g. 大皿村委会."))
]
Title = Annotated[str | None, typer.Option("--title", help=N_("Post elsewhere, e.g. 村主任."))]
Alias = Annotated[
    list[str] | None,
    typer.Option("--alias", help=N_("Another name people use; may be repeated.")),
]
NewName = Annotated[
    str | None, typer.Option("--name", help=N_("A new name; the old one stays an alias."))
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help=N_("The first day no longer on the register.")),
]
Town = Annotated[str | None, typer.Option("--town", help=N_("Only with a post in this town."))]
Everything = Annotated[bool, typer.Option("--all", help=N_("List closed ones as well."))]
OtherName = Annotated[str, typer.Argument(metavar="ALIAS", help=N_("Another name people use."))]


def person_add(name: Name, unit: Unit = None, title: Title = None, alias: Alias = None) -> None:
    _add("person", name, unit, title, alias)


def department_add(name: Name, alias: Alias = None) -> None:
    _add("department", name, None, None, alias)


def _add(
    kind: str, name: str, unit: str | None, title: str | None, alias: list[str] | None
) -> None:
    from streetchief.register.holders import HolderWish, add_holder

    wish = HolderWish(kind=kind, name=name, unit=unit, title=title, aliases=tuple(alias or ()))
    with session.writing() as office:
        done = add_holder(office, wish)
    _say(done)


def person_list(
    town: Town = None,
    everything: Everything = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    _list("person", town, everything, as_of, format_, output, bom)


def department_list(
    town: Town = None,
    everything: Everything = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    _list("department", town, everything, as_of, format_, output, bom)


def _list(
    kind: str,
    town: str | None,
    everything: bool,
    as_of: str | None,
    format_: str | None,
    output: str | None,
    bom: bool,
) -> None:
    from streetchief.register.lists import list_holders
    from streetchief.register.pages import holder_table
    from streetchief.rulebook.in_force import role_names

    checked_format(format_)
    with session.reading(as_of) as office:
        views = list_holders(office, kind=kind, town=town, everything=everything)
        names = role_names(office)
    write(holder_table(kind, views, names), format_, output, bom=bom)


def person_close(name: Known, on: On = None) -> None:
    _close("person", name, on)


def department_close(name: Known, on: On = None) -> None:
    _close("department", name, on)


def _close(kind: str, name: str, on: str | None) -> None:
    from streetchief.register.holders import close_holder

    with session.writing() as office:
        day = session.read_day(needed(on, "--on"), office.now, "plan")
        done = close_holder(office, name, day, kinds=(kind,))
    _say(done)


def person_alias(name: Known, alias: OtherName) -> None:
    _amend("person", name, {"aliases": (alias,)})


def department_alias(name: Known, alias: OtherName) -> None:
    _amend("department", name, {"aliases": (alias,)})


def person_edit(
    name: Known, new_name: NewName = None, unit: Unit = None, title: Title = None
) -> None:
    _amend("person", name, {"name": new_name, "unit": unit, "title": title})


def department_edit(name: Known, new_name: NewName = None) -> None:
    _amend("department", name, {"name": new_name})


def _amend(kind: str, name: str, said: dict[str, object]) -> None:
    from streetchief.register.holders import amend_holder

    changes = {field: given for field, given in said.items() if given is not None}
    if not changes:
        raise BadUsage(_("Nothing to change was said."))
    with session.writing() as office:
        done = amend_holder(office, name, changes, kinds=(kind,))
    _say(done)


def _say(done: HolderDone) -> None:
    from streetchief.register.pages import holder_line

    answer([holder_line(done)], done.number)
    warn(done.warnings)
