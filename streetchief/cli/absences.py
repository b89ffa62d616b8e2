"""`exempt`, `exemption`, `delegate`, `delegation`: who need not go, and who goes for whom.

Convention: `--from` and `--to` are the first and the last day, both included, because people say
it so; both are echoed resolved.
"""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import (
    AsOf,
    Bom,
    Format,
    OnlyTown,
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

From = Annotated[str | None, typer.Option("--from", metavar="DAY", help=N_("The first day."))]
To = Annotated[str | None, typer.Option("--to", metavar="DAY", help=N_("The last day, included."))]
Note = Annotated[str | None, typer.Option("--note", help=N_("Words, never printed on papers."))]
Everything = Annotated[bool, typer.Option("--all", help=N_("List those that are over as well."))]
Number = Annotated[int, typer.Argument(metavar="N", help=N_("Its number."))]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help=N_("The reason."))]


def exempt(
    street: Annotated[str | None, typer.Option("--street", help=N_("The street."))] = None,
    person: Annotated[str | None, typer.Option("--person", help=N_("The person."))] = None,
    town: Annotated[
        str | None,
        typer.Option("--town", help=N_("The whole town; with --street the town it lies in.")),
    ] = None,
    from_: From = None,
    to: To = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help=N_("leave 请假, sick 病假, weather 天气, …"))
    ] = None,
    approved_by: Annotated[
        str | None,
        typer.Option("--approved-by", metavar="NAME", help=N_("Who approved; else it is pending.")),
    ] = None,
    note: Note = None,
) -> None:
    from streetchief.duties.absences import exempt as take_out
    from streetchief.duties.pages.absences import absence_line

    if bool(street) + bool(person) + bool(town and not street) != 1:
        raise BadUsage(
            _("Say one of --street, --person and --town."),
        )
    with session.writing() as office:
        done = take_out(
            office,
            street=street,
            person=person,
            town=town,
            first=session.read_day(needed(from_, "--from"), office.now, "plan"),
            last=session.read_day(needed(to, "--to"), office.now, "plan"),
            reason=needed(reason, "--reason"),
            approved_by=approved_by,
            note=note,
        )
    answer([absence_line(done)], done.number)
    warn(done.warnings)


def exemption_list(
    town: OnlyTown = None,
    everything: Everything = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.duties.absences import EXEMPTION, list_absences
    from streetchief.duties.pages.absences import exemption_table

    checked_format(format_)
    with session.reading(as_of) as office:
        views = list_absences(office, EXEMPTION, town=town, everything=everything)
    write(exemption_table(views), format_, output, bom=bom)


def exemption_revoke(number: Number, why: Why = None) -> None:
    from streetchief.duties.absences import EXEMPTION, revoke_absence
    from streetchief.duties.pages.absences import absence_line

    reason = needed(why, "--why")
    with session.writing() as office:
        done = revoke_absence(office, EXEMPTION, number, reason=reason)
    answer([_("Taken back: {what}").format(what=absence_line(done))], done.number)


def delegate(
    chief: Annotated[str, typer.Argument(metavar="CHIEF", help=N_("Who delegates."))],
    to: Annotated[str, typer.Argument(metavar="TO", help=N_("Who patrols for him."))],
    street: Annotated[
        str | None, typer.Option("--street", help=N_("Only this street; else all of his."))
    ] = None,
    town: Annotated[str | None, typer.Option("--town", help=N_("The town of the street."))] = None,
    from_: From = None,
    to_day: To = None,
    note: Note = None,
) -> None:
    from streetchief.duties.absences import delegate as let_patrol
    from streetchief.duties.pages.absences import absence_line

    with session.writing() as office:
        done = let_patrol(
            office,
            chief,
            to,
            street=street,
            town=town,
            first=session.read_day(needed(from_, "--from"), office.now, "plan"),
            last=session.read_day(needed(to_day, "--to"), office.now, "plan"),
            note=note,
        )
    answer([absence_line(done)], done.number)
    warn(done.warnings)


def delegation_list(
    town: OnlyTown = None,
    everything: Everything = False,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.duties.absences import DELEGATION, list_absences
    from streetchief.duties.pages.absences import delegation_table

    checked_format(format_)
    with session.reading(as_of) as office:
        views = list_absences(office, DELEGATION, town=town, everything=everything)
    write(delegation_table(views), format_, output, bom=bom)


def delegation_revoke(number: Number, why: Why = None) -> None:
    from streetchief.duties.absences import DELEGATION, revoke_absence
    from streetchief.duties.pages.absences import absence_line

    reason = needed(why, "--why")
    with session.writing() as office:
        done = revoke_absence(office, DELEGATION, number, reason=reason)
    answer([_("Taken back: {what}").format(what=absence_line(done))], done.number)
