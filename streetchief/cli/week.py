"""`week`: the weekly paper.

Standard output is the paper and nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.delivery import DryRun, Send, open_post
from streetchief.cli.options import AsOf, Bom, OnlyTown, Output
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

FORMATS = ("text", "markdown", "json", "jsonl", "html", "docx", "xlsx", "csv", "tsv")
_ENDINGS = {
    "txt": "text",
    "md": "markdown",
    "json": "json",
    "jsonl": "jsonl",
    "html": "html",
    "htm": "html",
    "docx": "docx",
    "xlsx": "xlsx",
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
    town: OnlyTown = None,
    everything: Annotated[
        bool, typer.Option("--all", help=N_("Every town, one paper after another."))
    ] = False,
    county: Annotated[
        bool, typer.Option("--county", help=N_("The county's paper over its towns."))
    ] = False,
    month: Annotated[
        str | None,
        typer.Option("--month", metavar="MONTH", help=N_("The paper of a month, e.g. 2026-11.")),
    ] = None,
    year: Annotated[
        str | None, typer.Option("--year", metavar="YEAR", help=N_("The paper of a year."))
    ] = None,
    as_of: AsOf = None,
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
    reference: Annotated[
        str | None,
        typer.Option(
            "--reference",
            metavar="FILE.docx",
            help=N_("Write DOCX on this letterhead; else on letterhead.docx beside the ledger."),
        ),
    ] = None,
    send: Send = None,
    dry_run: DryRun = False,
) -> None:
    from streetchief.cli.papers import Wish, issue_papers, read_papers
    from streetchief.papers.pages.formats import write_papers

    chosen = chosen_format(format_, output)
    letterhead = chosen_letterhead(reference, chosen, output)
    wish = Wish(
        week=which,
        month=month,
        year=year,
        county=county,
        town=town,
        everything=everything,
        kind=kind,
        notes=tuple(notes or ()),
        anew=anew,
    )
    post = open_post(send, dry_run, saves=issue)
    if not issue:
        with session.reading(as_of) as office:
            papers = read_papers(office, wish)
        write_papers(papers, chosen, output, bom=bom, letterhead=letterhead)
        if post:
            from streetchief.papers.pages.formats import paper_messages

            post.send(paper_messages(papers))
        return
    if as_of is not None or anew:
        raise BadUsage(_("Only what is known now can be issued."))
    with session.writing() as office:
        issued, told = issue_papers(office, wish)
    write_papers(issued, chosen, output, bom=bom, saved="\n".join(told), letterhead=letterhead)
    for line in told:
        typer.echo(line, err=True)
    if post:
        from streetchief.papers.pages.formats import paper_messages

        post.send(paper_messages(issued), saved="\n".join(told))


def chosen_letterhead(named: str | None, chosen: str, output: str | None) -> Path | None:
    """Return what a Word document is written on: the file named, else the one beside the ledger."""
    if chosen != "docx":
        if named is not None:
            raise BadUsage(_("--reference goes with DOCX only."), "-o FILE.docx")
        return None
    from streetchief.papers.pages.docx import find_letterhead

    return find_letterhead(session.ledger_path(), named, output)


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
            _("Formats: {names}.").format(names=_(", ").join(FORMATS)),
        )
    if said in ("docx", "xlsx") and path is None:
        raise BadUsage(_("The format {name} needs a file: -o FILE").format(name=said))
    return said
