"""`week`: the weekly paper; a town's, the county's, a month's or a year's.

Standard output is the paper and nothing else. What cannot be together is a wrong call (exit 2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    from streetchief.papers.rules.week import Receipt


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
) -> None:
    asked = session.asked()
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
    _put(papers, "\n".join(told))
    for line in told:
        typer.echo(line, err=True)
    if post:
        from streetchief.papers.pages.messages import paper_messages

        post.send(paper_messages(papers), saved="\n".join(told))


def _put(papers: Sequence[Issued], saved: str) -> None:
    from streetchief.papers.pages import formats

    def made(name: str) -> Callable[[], str | bytes]:
        return lambda: formats.papers_as(papers, name)

    session.put(
        lambda: formats.papers_text(papers),
        lambda: formats.papers_table(papers),
        {name: made(name) for name in formats.MADE},
        saved=saved,
    )


def _read(office: Office, wish: Wish) -> Sequence[Issued]:
    """Return the papers asked for, as they stand."""
    here = known_then(office)
    if wish.month is not None or wish.year is not None:
        from streetchief.papers.period import period_papers

        kind, period = _period(wish, here)
        return period_papers(
            office,
            kind,
            period,
            town=wish.town,
            everything=wish.everything,
            notes=wish.notes,
            anew=wish.anew,
        )
    week = None if wish.week is None else read_week(wish.week, here)
    if wish.county:
        from streetchief.papers.county import county_paper

        return [county_paper(office, week=week, notes=wish.notes, anew=wish.anew)]
    from streetchief.papers.issue import week_papers

    return week_papers(
        office,
        week=week,
        town=wish.town,
        everything=wish.everything,
        kind=wish.kind,
        notes=wish.notes,
        anew=wish.anew,
    )


def _issue(office: Office, wish: Wish) -> tuple[Sequence[Issued], list[str]]:
    """Issue the papers asked for; return them and what is to be said about it."""
    from streetchief.papers.pages.formats import report_text

    if wish.month is not None or wish.year is not None:
        from streetchief.papers.period import issue_period

        kind, period = _period(wish, office)
        papers, receipt = issue_period(
            office,
            report_text,
            kind,
            period,
            lang=language(),
            town=wish.town,
            everything=wish.everything,
            notes=wish.notes,
        )
        told = [_told(p.report.town, _period_words(kind, period), p.report.number, p.again)
                for p in papers]  # fmt: skip
        return papers, [*told, *_receipt(receipt, all(paper.again for paper in papers))]
    from streetchief.output.words import week_word

    week = None if wish.week is None else read_week(wish.week, office)
    if wish.county:
        from streetchief.papers.county import issue_county

        paper = issue_county(office, report_text, lang=language(), week=week, notes=wish.notes)
        report = paper.report
        said = _told(report.county, week_word(report.week), report.number, paper.again)
        return [paper], [said, *_receipt(paper.receipt, paper.again)]
    from streetchief.papers.issue import issue_week

    issued = issue_week(
        office,
        report_text,
        lang=language(),
        week=week,
        town=wish.town,
        everything=wish.everything,
        kind=wish.kind,
        notes=wish.notes,
    )
    told = [
        _told(p.report.town, week_word(p.report.week), p.report.number, p.again)
        for p in issued.papers
    ]
    done_before = all(paper.again for paper in issued.papers)
    return issued.papers, [*told, *_receipt(issued.receipt, done_before)]


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


def _period(wish: Wish, office: Office) -> tuple[str, int]:
    if wish.month is not None:
        return "month", read_month(wish.month, office.today)
    year = read_year(wish.year)
    assert year is not None
    return "year", year


def _period_words(kind: str, period: int) -> str:
    from streetchief.papers.pages.words import period_word

    return period_word(kind, period)


def _told(where: str, when: str, number: int | None, again: bool) -> str:
    words = (
        _("{town}, {week}: already issued as No. {number}; it stays as it is.")
        if again
        else _("{town}, {week}: issued as No. {number}.")
    )
    return safe(words.format(town=where, week=when, number=number))


def _receipt(receipt: Receipt | None, again: bool) -> list[str]:
    if receipt is None or again:
        return []
    words = _("Ledger receipt: site {site}, entry {sequence}, {digest}")
    return [words.format(site=receipt.site, sequence=receipt.sequence, digest=receipt.digest)]
