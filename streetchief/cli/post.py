"""`appoint`, `relieve`, `handover`; `holder posts` and `check`: who has which role where."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer, optional_day
from streetchief.errors import Exit
from streetchief.locale.text import N_

Holder = Annotated[str, typer.Argument(metavar="HOLDER", help=N_("A person or department."))]
Role = Annotated[
    str, typer.Argument(metavar="ROLE", help=N_("A role of the rulebook: 分街长, deputy_chief."))
]
Place = Annotated[str, typer.Argument(metavar="PLACE", help=N_("A street, zone or town."))]


def appoint(who: Holder, what: Role, where: Place) -> None:
    from streetchief.office.handover import appoint as give
    from streetchief.office.pages.handover import post_line
    from streetchief.register.posts import PostWish

    asked = session.asked()
    with session.writing() as office:
        done = give(
            office,
            PostWish(
                holder=who,
                role=what,
                place=where,
                since=session.read_day(asked.since or "", office.now, "plan"),
                until=optional_day(asked.ends, office, "plan"),
                note=asked.note,
                town=asked.town,
            ),
        )
    answer([post_line(done)], done.number, warnings=done.warnings)


def relieve(who: Holder, what: Role, where: Place) -> None:
    from streetchief.office.handover import relieve as end
    from streetchief.office.pages.handover import post_line

    asked = session.asked()
    with session.writing() as office:
        day = session.read_day(asked.first_off, office.now, "plan")
        done = end(office, who, what, where, day, town=asked.town)
    answer([post_line(done)], done.number, warnings=done.warnings)


def handover(
    old: Annotated[str, typer.Argument(metavar="OLD", help=N_("Who hands over."))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=N_("Who takes over."))],
) -> None:
    from streetchief.office.handover import hand_over
    from streetchief.office.pages.handover import handover_lines

    asked = session.asked()
    with session.writing() as office:
        day = session.read_day(asked.first_off, office.now, "plan")
        done = hand_over(office, old, new, day, town=asked.town)
    numbers = [post.number for post in done.posts if post.number is not None]
    answer(handover_lines(done), numbers, warnings=done.warnings)


def posts(
    filled: Annotated[
        bool, typer.Option("--filled", help=N_("Leave out posts that nobody holds."))
    ] = False,
) -> None:
    from streetchief.register.organisation import organisation
    from streetchief.register.organisation_page import organisation_table

    asked = session.asked()
    with session.reading() as office:
        found = organisation(
            office,
            town=asked.town,
            on=optional_day(asked.on, office),
            role=asked.role,
            vacancies=not filled,
        )
    session.put(table=lambda: organisation_table(found))


def check() -> None:
    from streetchief.register.organisation import check_register
    from streetchief.register.organisation_page import check_table

    asked = session.asked()
    with session.reading() as office:
        found = check_register(office, town=asked.town, on=optional_day(asked.on, office))
    data = asked.format in ("csv", "tsv", "json", "jsonl", "xlsx")
    session.put(table=lambda: check_table(found, together=not data))
    if asked.exit_code and found.warned:
        raise typer.Exit(Exit.OVERDUE)
