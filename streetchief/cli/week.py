"""`week`: the weekly paper.

Convention: parse, call one act, render. Standard output is the paper and nothing else.
"""

from __future__ import annotations

from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import Bom, Output, read_week
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

FORMATS = ("text", "markdown", "json", "jsonl", "html", "csv", "tsv")
_ENDINGS = {
    "txt": "text",
    "md": "markdown",
    "json": "json",
    "jsonl": "jsonl",
    "html": "html",
    "htm": "html",
    "csv": "csv",
    "tsv": "tsv",
}


def week(
    which: Annotated[
        str | None,
        typer.Argument(
            metavar="[WEEK]", help=N_("2026-W47, last, this, 上周, a date; else the last week.")
        ),
    ] = None,
    town: Annotated[str | None, typer.Option("--town", help=N_("Only this town."))] = None,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("Every town, one paper after another."))
    ] = False,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help=N_("As the ledger knew it then."))
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS)),
    ] = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    from streetchief.service.week import known_then, week_reports

    chosen = chosen_format(format_, output)
    with session.reading(as_of) as office:
        wanted = None if which is None else read_week(which, known_then(office))
        reports = week_reports(office, week=wanted, town=town, everything=everything)
    from streetchief.render.bulletin_formats import write_reports

    write_reports(reports, chosen, output, bom=bom)


def chosen_format(said: str | None, path: str | None) -> str:
    """Return the format named, else that of the file's ending, else text."""
    if said is None:
        ending = (path or "").rpartition(".")[2].lower()
        return _ENDINGS.get(ending, "text") if path else "text"
    if said in ("plain", "table"):
        return "text"
    if said not in FORMATS:
        raise BadUsage(
            _("There is no format {name}.").format(name=said),
            "",
            _("Formats: {names}.").format(names=_(", ").join(FORMATS)),
        )
    return said
