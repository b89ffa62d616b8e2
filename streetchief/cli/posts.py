"""`appoint`, `relieve`, `handover`: who has which role where.

Days are echoed resolved; warnings go to standard error.
"""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer, needed, optional_day, warn
from streetchief.locale.text import N_

Holder = Annotated[str, typer.Argument(metavar="HOLDER", help=N_("A person or department."))]
Role = Annotated[
    str, typer.Argument(metavar="ROLE", help=N_("A role of the rulebook: 分街长, deputy_chief."))
]
Place = Annotated[str, typer.Argument(metavar="PLACE", help=N_("A street, zone or town."))]
Town = Annotated[str | None, typer.Option("--town", help=N_("The town of the place."))]


def appoint(
    holder: Holder,
    role: Role,
    place: Place,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DAY", help=N_("The first day."))
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help=N_("The first day without it."))
    ] = None,
    note: Annotated[str | None, typer.Option("--note", help=N_("Rank, functions, home unit."))] = (
        None
    ),
    town: Town = None,
) -> None:
    from streetchief.office.handover import appoint as give
    from streetchief.office.pages.handover import post_line
    from streetchief.register.posts import PostWish

    with session.writing() as office:
        done = give(
            office,
            PostWish(
                holder=holder,
                role=role,
                place=place,
                since=session.read_day(needed(from_, "--from"), office.now, "plan"),
                until=optional_day(until, office, "plan"),
                note=note,
                town=town,
            ),
        )
    answer([post_line(done)], done.number)
    warn(done.warnings)


def relieve(
    holder: Holder,
    role: Role,
    place: Place,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help=N_("The first day without it."))
    ] = None,
    town: Town = None,
) -> None:
    from streetchief.office.handover import relieve as end
    from streetchief.office.pages.handover import post_line

    with session.writing() as office:
        day = session.read_day(needed(on, "--on"), office.now, "plan")
        done = end(office, holder, role, place, day, town=town)
    answer([post_line(done)], done.number)
    warn(done.warnings)


def handover(
    old: Annotated[str, typer.Argument(metavar="OLD", help=N_("Who hands over."))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=N_("Who takes over."))],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help=N_("The first day of the new one."))
    ] = None,
    town: Annotated[
        str | None, typer.Option("--town", help=N_("Only what lies in this town."))
    ] = None,
) -> None:
    from streetchief.office.handover import hand_over
    from streetchief.office.pages.handover import handover_lines

    with session.writing() as office:
        day = session.read_day(needed(on, "--on"), office.now, "plan")
        done = hand_over(office, old, new, day, town=town)
    answer(handover_lines(done), done.posts[0].number if done.posts else None)
    warn(done.warnings)
