"""`review`: what is worth a look, a sample to look at on site, and what was found there."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer, read_number, read_week
from streetchief.ledger.office import known_then
from streetchief.locale.text import N_


def list_() -> None:
    from streetchief.review.acts import WEEKS, review_log
    from streetchief.review.pages import review_table

    asked = session.asked()
    with session.reading() as office:
        if asked.week is None:
            running = known_then(office).this_week
            weeks = range(running - WEEKS + 1, running + 1)
        else:
            chosen = read_week(asked.week, office)
            weeks = range(chosen, chosen + 1)
        found = review_log(office, weeks, town=asked.town)
    session.put(table=lambda: review_table(found))


def sample(
    count: Annotated[
        int, typer.Argument(metavar="N", min=1, max=1000, help=N_("So many patrols at random."))
    ],
    seed: Annotated[
        str | None, typer.Option("--seed", help=N_("The seed of the draw; the week if not said."))
    ] = None,
) -> None:
    from streetchief.cli.options import saved_as
    from streetchief.days.calendar import week_label
    from streetchief.review.acts import draw_sample
    from streetchief.review.pages import sample_table

    asked = session.asked()
    with session.writing() as office:
        chosen = office.this_week if asked.week is None else read_week(asked.week, office)
        found = draw_sample(
            office, range(chosen, chosen + 1), count, seed or week_label(chosen), town=asked.town
        )
    numbers = () if found.already else [row.check.number for row in found.rows]
    session.put(table=lambda: sample_table(found), saved=saved_as(numbers))


def answer_(
    number: Annotated[str, typer.Argument(metavar="N", help=N_("The number of the check."))],
    agrees: Annotated[
        bool, typer.Option("--agrees/--differs", help=N_("Found as recorded, or otherwise."))
    ],
) -> None:
    from streetchief.review.acts import answer_check
    from streetchief.review.pages import answered

    asked = session.asked()
    with session.writing() as office:
        done = answer_check(
            office, read_number(number), agreed=agrees, by=asked.by or "", note=asked.note
        )
    answer([answered(done)], done.check.number)
