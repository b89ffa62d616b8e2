"""`explain`: the arithmetic of a verdict."""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import AsOf, Output
from streetchief.cli.periods import read_span
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _


def explain(
    name: Annotated[
        str, typer.Argument(metavar="STREET|NAME", help=N_("A street, another place or a person."))
    ],
    week: Annotated[
        str | None,
        typer.Argument(metavar="[WEEK]", help=N_("2026-W47, last, a date in it; or a month.")),
    ] = None,
    town: Annotated[str | None, typer.Option("--town", help=N_("The town of the street."))] = None,
    as_of: AsOf = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=N_("plain or json."))
    ] = None,
    output: Output = None,
) -> None:
    from streetchief.duties.explain import explain as explain_verdict
    from streetchief.output.stream import emit

    if format_ not in (None, "plain", "table", "json"):
        raise BadUsage(
            _("There is no format {name} here.").format(name=format_),
            _("Formats: {names}.").format(names="plain, json"),
        )
    with session.reading(as_of) as office:
        found = explain_verdict(office, name, read_span(week, office), town=town)
    if format_ == "json":
        from streetchief.duties.pages.explain_data import explain_json

        emit(explain_json(found), output)
    else:
        from streetchief.duties.pages.explain import explain_text

        emit(explain_text(found), output)
