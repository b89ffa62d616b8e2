"""`review`: what is worth a look, a sample to look at on site, and what was found there.

`review` alone only reads; `--sample` and `review answer`
write.
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
    checked_format,
    needed,
    read_week,
    write,
)
from streetchief.cli.options import answer as tell
from streetchief.errors import BadUsage
from streetchief.ledger.office import known_then
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _


def review(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[answer N]", help=N_("Record what was found on site.")),
    ] = None,
    town: OnlyTown = None,
    week: Annotated[
        str | None, typer.Option("--week", help=N_("That week alone; else the last four."))
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option("--sample", min=1, max=1000, help=N_("Draw so many patrols at random.")),
    ] = None,
    seed: Annotated[
        str | None, typer.Option("--seed", help=N_("The seed of the draw; the week if not said."))
    ] = None,
    agrees: Annotated[
        bool | None,
        typer.Option("--agrees/--differs", help=N_("Found as recorded, or otherwise.")),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help=N_("Who looked."))] = None,
    note: Annotated[str | None, typer.Option("--note", help=N_("Words about it."))] = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    checked_format(format_)
    if words:
        _answer(words, agrees, by, note)
    elif sample is not None:
        _sample(sample, seed, week, town, format_, output)
    else:
        from streetchief.review.acts import WEEKS, review_log
        from streetchief.review.pages import review_table

        with session.reading(as_of) as office:
            if week is None:
                running = known_then(office).this_week
                weeks = range(running - WEEKS + 1, running + 1)
            else:
                chosen = read_week(week, office)
                weeks = range(chosen, chosen + 1)
            found = review_log(office, weeks, town=town)
        write(review_table(found), format_, output, bom=bom)


def _answer(words: list[str], agrees: bool | None, by: str | None, note: str | None) -> None:
    from streetchief.cli.objection import record_number
    from streetchief.review.acts import answer_check
    from streetchief.review.pages import answered

    if len(words) != 2 or words[0] not in ("answer", "回复"):
        raise BadUsage(
            _("These words are too many: {words}").format(words=" ".join(words)),
            "streetchief review answer N --agrees|--differs --by NAME",
        )
    if agrees is None:
        raise BadUsage(_("{what} is missing.").format(what="--agrees|--differs"))
    name = needed(by, "--by")
    with session.writing() as office:
        done = answer_check(office, record_number(words[1]), agreed=agrees, by=name, note=note)
    tell([answered(done)], done.check.number)


def _sample(
    count: int,
    seed: str | None,
    week: str | None,
    town: str | None,
    format_: str | None,
    output: str | None,
) -> None:
    from streetchief.days.calendar import week_label
    from streetchief.review.acts import draw_sample
    from streetchief.review.pages import sample_table

    with session.writing() as office:
        chosen = office.this_week if week is None else read_week(week, office)
        found = draw_sample(
            office, range(chosen, chosen + 1), count, seed or week_label(chosen), town=town
        )
    numbers = ", ".join(str(row.check.number) for row in found.rows)
    saved = "" if found.already else _("Saved as number {numbers}.").format(numbers=numbers)
    write(sample_table(found), format_, output, saved=saved)
