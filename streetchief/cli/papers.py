"""Which paper a call of `week` asks for: a town's, the county's, a month's or a year's.

Convention: what was typed is read here; what cannot be together is a wrong call (exit 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from streetchief.cli.options import read_week
from streetchief.days.periods import parse_month
from streetchief.days.unreadable import Unreadable
from streetchief.errors import BadUsage
from streetchief.ledger.office import known_then
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.output.safe import safe
from streetchief.papers.pages.formats import Issued, report_text

if TYPE_CHECKING:
    from streetchief.ledger.office import Office
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


def read_papers(office: Office, wish: Wish) -> Sequence[Issued]:
    """Return the papers asked for, as they stand."""
    _check(wish)
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


def issue_papers(office: Office, wish: Wish) -> tuple[Sequence[Issued], list[str]]:
    """Issue the papers asked for; return them and what is to be said about it."""
    _check(wish)
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
    said = wish.month if wish.month is not None else wish.year
    assert said is not None
    if wish.month is not None:
        try:
            return "month", parse_month(said, office.today)
        except Unreadable as error:
            raise BadUsage(
                _("{text} cannot be read as a month: {reason}.").format(
                    text=said, reason=_(error.reason).rstrip(".")
                )
            ) from None
    number = said.strip().removesuffix("年")
    written = len(number) == 4 and number.isascii() and number.isdigit()
    if not (written and 1970 <= int(number) <= 9998):
        raise BadUsage(_("{text} cannot be read as a year.").format(text=said))
    return "year", int(number)


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
