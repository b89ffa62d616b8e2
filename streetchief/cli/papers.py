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


def read_papers(office: Office, wish: Wish) -> Sequence[Issued]:
    """Return the papers asked for, as they stand."""
    from streetchief.papers import issue

    return issue.read_papers(office, _wanted(wish, known_then(office)), anew=wish.anew)


def issue_papers(office: Office, wish: Wish) -> tuple[Sequence[Issued], list[str]]:
    """Issue the papers asked for; return them and what is to be said about it."""
    from streetchief.papers import issue

    papers, receipt = issue.issue_papers(
        office, _wanted(wish, office), report_text, lang=language()
    )
    told = [_told(paper.report, again=paper.again) for paper in papers]
    return papers, told if all(paper.again for paper in papers) else [*told, _receipt(receipt)]


def _wanted(wish: Wish, office: Office) -> Asked:
    from streetchief.papers.sources import Asked

    _check(wish)
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
        try:
            return "month", parse_month(wish.month, office.today)
        except Unreadable as error:
            raise BadUsage(
                _("{text} cannot be read as a month: {reason}.").format(
                    text=wish.month, reason=_(error.reason).rstrip(".")
                )
            ) from None
    if wish.year is not None:
        number = wish.year.strip().removesuffix("年")
        written = len(number) == 4 and number.isascii() and number.isdigit()
        if not (written and 1970 <= int(number) <= 9998):
            raise BadUsage(_("{text} cannot be read as a year.").format(text=wish.year))
        return "year", int(number)
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
