"""`exempt`, `delegate` and `absence`: who need not go, and who goes for whom.

The convention to know: `--from` and `--to` are the first and the last day, both included, because
people say it so; both are echoed resolved.
"""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer, one_of
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _


def exempt(
    reason: Annotated[
        str,
        typer.Option(
            "--reason", metavar="REASON", help=N_("leave 请假, sick 病假, weather 天气, …")
        ),
    ],
) -> None:
    from streetchief.duties.exemptions import exempt as take_out
    from streetchief.duties.pages.absences import exemption_line

    asked = session.asked()
    if bool(asked.street) + bool(asked.person) + bool(asked.town and not asked.street) != 1:
        raise BadUsage(_("Say one of --street, --person and --town."))
    with session.writing() as office:
        done = take_out(
            office,
            street=asked.street,
            person=asked.person,
            town=asked.town,
            first=session.read_day(asked.since or "", office.now),
            last=session.read_day(asked.until or "", office.now),
            reason=reason,
            approved_by=asked.approved_by,
            note=asked.note,
        )
    answer([exemption_line(done)], done.number, warnings=done.warnings)


def delegate(
    chief: Annotated[str, typer.Argument(metavar="CHIEF", help=N_("Who delegates."))],
    deputy: Annotated[str, typer.Argument(metavar="TO", help=N_("Who patrols for him."))],
) -> None:
    from streetchief.duties.delegations import delegate as let_patrol
    from streetchief.duties.pages.absences import delegation_line

    asked = session.asked()
    with session.writing() as office:
        done = let_patrol(
            office,
            chief,
            deputy,
            street=asked.street,
            town=asked.town,
            first=session.read_day(asked.since or "", office.now),
            last=session.read_day(asked.until or "", office.now),
            note=asked.note,
        )
    answer([delegation_line(done)], done.number, warnings=done.warnings)


def list_() -> None:
    from streetchief.duties.delegations import list_delegations
    from streetchief.duties.exemptions import list_exemptions
    from streetchief.duties.pages.absences import delegation_table, exemption_table

    asked = session.asked()
    kind = one_of(asked.kind or "exemption", ("exemption", "delegation"))
    with session.reading() as office:
        if kind == "delegation":
            table = delegation_table(
                list_delegations(office, town=asked.town, everything=asked.all_)
            )
        else:
            table = exemption_table(list_exemptions(office, town=asked.town, everything=asked.all_))
    session.put(table=lambda: table)


def revoke(
    number: Annotated[int, typer.Argument(metavar="N", help=N_("Its number."))],
) -> None:
    from streetchief.duties.delegations import revoke_delegation
    from streetchief.duties.exemptions import revoke_exemption
    from streetchief.duties.pages.absences import delegation_line, exemption_line
    from streetchief.ledger.history import get_fact

    reason = session.asked().why or ""
    with session.writing() as office:
        fact = get_fact(office.connection, number)
        if fact is not None and fact.table == "delegation":
            ended = revoke_delegation(office, number, reason=reason)
            line, written = delegation_line(ended), ended.number
        else:
            back = revoke_exemption(office, number, reason=reason)
            line, written = exemption_line(back), back.number
    answer([_("Taken back: {what}").format(what=line)], written)
