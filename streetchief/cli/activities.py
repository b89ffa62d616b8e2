"""`activity`: what was done beside patrols, listed and summed up.

Convention: `--from` and `--to` are the first and the last day, both included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import (
    AsOf,
    Bom,
    Format,
    OnlyTown,
    Output,
    checked_format,
    optional_day,
    write,
)
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.activities.lists import Activities

Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help=N_("One kind; else all but patrols.")),
]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help=N_("Only what this one took part in."))
]
From = Annotated[str | None, typer.Option("--from", metavar="DAY", help=N_("The first day."))]
To = Annotated[str | None, typer.Option("--to", metavar="DAY", help=N_("The last day, included."))]


def activity_list(
    kind: Kind = None,
    town: OnlyTown = None,
    by: By = None,
    from_: From = None,
    to: To = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.activities.pages import activity_table

    checked_format(format_)
    found = _found(kind, town, by, from_, to, as_of)
    write(activity_table(found), format_, output, bom=bom)


def activity_figures(
    per: Annotated[
        str,
        typer.Option("--per", metavar="GROUP", help=N_("kind, town, place, holder, week, month.")),
    ] = "kind",
    kind: Kind = None,
    town: OnlyTown = None,
    by: By = None,
    from_: From = None,
    to: To = None,
    as_of: AsOf = None,
    format_: Format = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.activities.lists import PER, sum_up
    from streetchief.activities.pages import figures_table

    checked_format(format_)
    if per not in PER:
        raise BadUsage(
            _("Figures cannot be summed up by {name}.").format(name=per),
            _("Known are: {names}.").format(names=_(", ").join(PER)),
        )
    found = _found(kind, town, by, from_, to, as_of)
    write(figures_table(sum_up(found, per)), format_, output, bom=bom)


def _found(
    kind: str | None,
    town: str | None,
    by: str | None,
    from_: str | None,
    to: str | None,
    as_of: str | None,
) -> Activities:
    from streetchief.activities.lists import list_activities

    with session.reading(as_of) as office:
        since, until = optional_day(from_, office), optional_day(to, office)
        if since is not None and until is not None and until < since:
            raise BadUsage(_("The last day lies before the first."))
        return list_activities(office, kind=kind, town=town, by=by, since=since, until=until)
