"""`activity`: what was done beside patrols, listed and summed up.

The convention to know: `--from` and `--to` are the first and the last day, both included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import one_of, optional_day
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.activities.lists import Activities


def activity_list() -> None:
    from streetchief.activities.pages import activity_table

    found = _found()
    session.put(table=lambda: activity_table(found))


def activity_figures(
    group_by: Annotated[
        str,
        typer.Option(
            "--group-by", metavar="GROUP", help=N_("kind, town, place, holder, week, month.")
        ),
    ] = "kind",
) -> None:
    from streetchief.activities.lists import PER, sum_up
    from streetchief.activities.pages import figures_table

    per = one_of(group_by, PER)
    found = _found()
    session.put(table=lambda: figures_table(sum_up(found, per)))


def _found() -> Activities:
    from streetchief.activities.lists import list_activities

    asked = session.asked()
    with session.reading() as office:
        since, until = optional_day(asked.since, office), optional_day(asked.until, office)
        if since is not None and until is not None and until < since:
            raise BadUsage(_("The last day lies before the first."))
        return list_activities(
            office, kind=asked.kind, town=asked.town, by=asked.by, since=since, until=until
        )
