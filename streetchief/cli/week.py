"""`week`: the weekly paper.

Convention: parse, call one act, render. Standard output is the paper and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import Bom, Output, read_week
from streetchief.errors import BadUsage
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.service.bulletins import WeekPaper

_KINDS = "--kind weekly|circular"
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
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help=N_("weekly (周报) or circular (通报)."))
    ] = "weekly",
    notes: Annotated[
        list[str] | None,
        typer.Option("--note", metavar="TEXT", help=N_("Words of the office; may be repeated.")),
    ] = None,
    issue: Annotated[
        bool, typer.Option("--issue", help=N_("Issue it: number it and fix text and figures."))
    ] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help=N_("Reckon an issued week again as it is now."))
    ] = False,
    format_: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help=", ".join(FORMATS)),
    ] = None,
    output: Output = None,
    bom: Bom = False,
) -> None:
    chosen = chosen_format(format_, output)
    if kind not in ("weekly", "circular"):
        raise BadUsage(_("There is no kind of paper {name}.").format(name=kind), "", _KINDS)
    if issue and (as_of is not None or anew):
        raise BadUsage(_("Only what is known now can be issued."))
    if issue:
        _issue(which, town, everything, kind, notes or [], chosen, output, bom=bom)
        return
    from streetchief.service.bulletins import week_papers
    from streetchief.service.week import known_then

    with session.reading(as_of) as office:
        papers = week_papers(
            office,
            week=None if which is None else read_week(which, known_then(office)),
            town=town,
            everything=everything,
            kind=kind,
            notes=notes or [],
            anew=anew,
        )
    from streetchief.render.bulletin_formats import write_papers

    write_papers(papers, chosen, output, bom=bom)


def _issue(
    which: str | None,
    town: str | None,
    everything: bool,
    kind: str,
    notes: list[str],
    chosen: str,
    output: str | None,
    *,
    bom: bool,
) -> None:
    from streetchief.render.bulletin_formats import report_text, write_papers
    from streetchief.service.bulletins import issue_week

    with session.writing() as office:
        issued = issue_week(
            office,
            report_text,
            lang=language(),
            week=None if which is None else read_week(which, office),
            town=town,
            everything=everything,
            kind=kind,
            notes=notes,
        )
    told = "\n".join(_told(paper) for paper in issued.papers)
    if not all(paper.again for paper in issued.papers):
        told += "\n" + _("Ledger receipt: site {site}, entry {sequence}, {digest}").format(
            site=issued.receipt.site,
            sequence=issued.receipt.sequence,
            digest=issued.receipt.digest,
        )
    write_papers(issued.papers, chosen, output, bom=bom, saved=told)
    from streetchief.render.safe import safe

    for line in told.split("\n"):
        typer.echo(safe(line), err=True)


def _told(paper: WeekPaper) -> str:
    from streetchief.render.words import week_word

    words = (
        _("{town}, {week}: already issued as No. {number}; it stays as it is.")
        if paper.again
        else _("{town}, {week}: issued as No. {number}.")
    )
    return words.format(
        town=paper.report.town,
        week=week_word(paper.report.week),
        number=paper.report.number,
    )


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
