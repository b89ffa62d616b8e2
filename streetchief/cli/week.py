"""`week`: the weekly paper; a town's, the county's, a month's or a year's.

Standard output is the paper and nothing else. What cannot be together is a wrong call (exit 2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from streetchief.cli import session
from streetchief.cli.delivery import open_post
from streetchief.cli.options import read_month, read_week, read_year
from streetchief.errors import BadUsage
from streetchief.ledger.office import known_then
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.safe import safe

if TYPE_CHECKING:
    from streetchief.ledger.office import Office
    from streetchief.papers.pages.formats import Issued
    from streetchief.papers.rules.report import Receipt, Report
    from streetchief.papers.sources import Asked


class Wish(NamedTuple):
    """What was typed."""

    week: str | None
    month: str | None
    year: str | None
    county: bool
    town: str | None
    everything: bool
    kind: str
    notes: tuple[str, ...]
    anew: bool = False


def week(
    which: Annotated[
        str | None,
        typer.Argument(
            metavar="[WEEK]", help=N_("2026-W47, last, this, 上周, a date; else the last week.")
        ),
    ] = None,
    county: Annotated[
        bool, typer.Option("--county", help=N_("The county's paper over its towns."))
    ] = False,
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
    reference: Annotated[
        str | None,
        typer.Option(
            "--reference",
            metavar="FILE",
            help=N_("Write DOCX on this letterhead; else on letterhead.docx beside the ledger."),
        ),
    ] = None,
) -> None:
    asked = session.asked()
    letterhead = _letterhead(reference)
    wish = Wish(
        week=which,
        month=asked.month,
        year=asked.year,
        county=county,
        town=asked.town,
        everything=asked.all_,
        kind=kind,
        notes=tuple(notes or ()),
        anew=anew,
    )
    _check(wish)
    post = open_post(saves=issue)
    told: list[str] = []
    if issue:
        if asked.as_of is not None or anew:
            raise BadUsage(_("Only what is known now can be issued."))
        with session.writing() as office:
            papers, told = _issue(office, wish)
    else:
        with session.reading() as office:
            papers = _read(office, wish)
    _put(papers, "\n".join(told), letterhead)
    for line in told:
        typer.echo(line, err=True)
    if post:
        from streetchief.papers.pages.formats import paper_messages

        post.send(paper_messages(papers), saved="\n".join(told))


def _letterhead(named: str | None) -> Path | None:
    """Return what a Word document is written on: the file named, else the one beside the ledger."""
    asked = session.asked()
    if asked.format != "docx":
        if named is not None:
            raise BadUsage(_("--reference goes with DOCX only."), "-o FILE.docx")
        return None
    from streetchief.papers.pages.docx import find_letterhead

    return find_letterhead(session.ledger_path(), named, asked.output)


def _put(papers: Sequence[Issued], saved: str, letterhead: Path | None) -> None:
    from streetchief.papers.pages import formats

    def made(name: str) -> Callable[[], str | bytes]:
        return lambda: formats.papers_as(papers, name, letterhead=letterhead)

    session.put(
        lambda: formats.papers_text(papers),
        lambda: formats.papers_table(papers),
        {name: made(name) for name in formats.MADE},
        saved=saved,
    )


def _read(office: Office, wish: Wish) -> Sequence[Issued]:
    """Return the papers asked for, as they stand."""
    from streetchief.papers.issue import read_papers

    return read_papers(office, _wanted(wish, known_then(office)), anew=wish.anew)


def _issue(office: Office, wish: Wish) -> tuple[Sequence[Issued], list[str]]:
    """Issue the papers asked for; return them and what is to be said about it."""
    from streetchief.papers.issue import issue_papers
    from streetchief.papers.pages.formats import report_text

    papers, receipt = issue_papers(office, _wanted(wish, office), report_text, lang=language())
    told = [_told(paper.report, again=paper.again) for paper in papers]
    return papers, told if all(paper.again for paper in papers) else [*told, _receipt(receipt)]


def _wanted(wish: Wish, office: Office) -> Asked:
    from streetchief.papers.sources import Asked

    kind, period = _period(wish, office)
    return Asked(
        kind=kind, period=period, town=wish.town, everything=wish.everything, notes=wish.notes
    )


def _check(wish: Wish) -> None:
    if wish.kind not in ("weekly", "circular"):
        raise BadUsage(
            _("There is no kind of paper {name}.").format(name=wish.kind),
            "--kind weekly|circular",
        )
    periods = sum(said is not None for said in (wish.week, wish.month, wish.year))
    long = wish.month is not None or wish.year is not None
    other = wish.county or (wish.town is not None) or wish.everything
    if (
        periods > 1
        or (wish.county and (wish.town is not None or wish.everything or long))
        or (wish.kind != "weekly" and (wish.county or long))
        or (wish.town is not None and wish.everything and other)
    ):
        raise BadUsage(_("These options do not go together."))


def _period(wish: Wish, office: Office) -> tuple[str, int | None]:
    """Return the kind of paper and its period, None for the last finished week."""
    if wish.month is not None:
        return "month", read_month(wish.month, office.today)
    year = read_year(wish.year)
    if year is not None:
        return "year", year
    kind = "county" if wish.county else wish.kind
    return kind, None if wish.week is None else read_week(wish.week, office)


def _told(report: Report, *, again: bool) -> str:
    if report.kind in ("month", "year"):
        from streetchief.papers.pages.words import period_word

        when = period_word(report.kind, report.period)
    else:
        from streetchief.output.words import week_word

        when = week_word(report.week)
    words = (
        _("{town}, {week}: already issued as No. {number}; it stays as it is.")
        if again
        else _("{town}, {week}: issued as No. {number}.")
    )
    return safe(words.format(town=report.town, week=when, number=report.number))


def _receipt(receipt: Receipt) -> str:
    words = _("Ledger receipt: site {site}, entry {sequence}, {digest}")
    return words.format(site=receipt.site, sequence=receipt.sequence, digest=receipt.digest)
