"""`honour`: apply, assess, award, revoke, and how many hold a title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer, optional_day
from streetchief.locale.text import N_

if TYPE_CHECKING:
    from streetchief.rulebook.rules.honour import HonourKind

_KINDS: Mapping[str, HonourKind] = {
    "apply": "applied",
    "assess": "assessed",
    "award": "awarded",
    "revoke": "revoked",
}
"""What each verb records."""


def record(
    which: Annotated[
        str, typer.Argument(metavar="HONOUR", help=N_("The honour, by its name in the rulebook."))
    ],
    where: Annotated[
        str, typer.Argument(metavar="PLACE", help=N_("The village, town or courtyard."))
    ],
) -> None:
    from streetchief.honours.acts import HonourWish, record_honour
    from streetchief.honours.pages import honour_lines, honours_table

    asked = session.asked()
    with session.writing() as office:
        done = record_honour(
            office,
            HonourWish(
                honour=which,
                place=where,
                kind=_KINDS[asked.verb],
                on=optional_day(asked.on, office),
                grade=asked.grade,
                by=asked.by,
                note=asked.note,
                town=asked.town,
            ),
        )
    answer(honour_lines(done), done.step.id, table=lambda: honours_table([done]))


def honour_list(
    titled: Annotated[
        bool, typer.Option("--titled", help=N_("Only places that hold the title."))
    ] = False,
) -> None:
    from streetchief.honours.acts import list_honours
    from streetchief.honours.pages import honours_table

    asked = session.asked()
    with session.reading() as office:
        day = optional_day(asked.on, office)
        rows = list_honours(office, honour=asked.honour, town=asked.town, on=day, titled=titled)
    session.put(table=lambda: honours_table(rows))


def coverage() -> None:
    from streetchief.honours.acts import cover
    from streetchief.honours.pages import coverage_table

    asked = session.asked()
    with session.reading() as office:
        day = optional_day(asked.on, office)
        found = cover(office, honour=asked.honour, town=asked.town, on=day)
    session.put(table=lambda: coverage_table(found))
