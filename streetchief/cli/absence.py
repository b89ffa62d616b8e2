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
    from streetchief.duties.absences import exempt as take_out
    from streetchief.duties.pages.absences import absence_line

    asked = session.asked()
    if bool(asked.street) + bool(asked.person) + bool(asked.town and not asked.street) != 1:
        raise BadUsage(_("Say one of --street, --person and --town."))
    with session.writing() as office:
        done = take_out(
            office,
            street=asked.street,
            person=asked.person,
            town=asked.town,
            first=session.read_day(asked.since or "", office.now, "plan"),
            last=session.read_day(asked.until or "", office.now, "plan"),
            reason=reason,
            approved_by=asked.approved_by,
            note=asked.note,
        )
    answer([absence_line(done)], done.number, warnings=done.warnings)


def delegate(
    chief: Annotated[str, typer.Argument(metavar="CHIEF", help=N_("Who delegates."))],
    deputy: Annotated[str, typer.Argument(metavar="TO", help=N_("Who patrols for him."))],
) -> None:
    from streetchief.duties.absences import delegate as let_patrol
    from streetchief.duties.pages.absences import absence_line

    asked = session.asked()
    with session.writing() as office:
        done = let_patrol(
            office,
            chief,
            deputy,
            street=asked.street,
            town=asked.town,
            first=session.read_day(asked.since or "", office.now, "plan"),
            last=session.read_day(asked.until or "", office.now, "plan"),
            note=asked.note,
        )
    answer([absence_line(done)], done.number, warnings=done.warnings)


def list_() -> None:
    from streetchief.duties.absences import DELEGATION, EXEMPTION, list_absences
    from streetchief.duties.pages.absences import delegation_table, exemption_table

    asked = session.asked()
    kind = one_of(asked.kind or EXEMPTION, (EXEMPTION, DELEGATION))
    with session.reading() as office:
        found = list_absences(office, kind, town=asked.town, everything=asked.all_)
    lay_out = delegation_table if kind == DELEGATION else exemption_table
    session.put(table=lambda: lay_out(found))


def revoke(
    number: Annotated[int, typer.Argument(metavar="N", help=N_("Its number."))],
) -> None:
    from streetchief.duties.absences import DELEGATION, EXEMPTION, revoke_absence
    from streetchief.duties.pages.absences import absence_line
    from streetchief.ledger.history import get_fact

    with session.writing() as office:
        fact = get_fact(office.connection, number)
        kind = DELEGATION if fact is not None and fact.table == DELEGATION else EXEMPTION
        ended = revoke_absence(office, kind, number, reason=session.asked().why or "")
    answer([_("Taken back: {what}").format(what=absence_line(ended))], ended.number)
