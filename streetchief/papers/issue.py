"""Papers as they go out: numbered, frozen, and honest about what changed since.

Convention: an issued paper is printed as it was issued, unless it is asked for anew. What changed
afterwards is a correction of the next paper, and once printed it is what the period is held
against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, clean, known_then
from streetchief.locale.text import gettext as _
from streetchief.papers.corrections import Now, find_corrections
from streetchief.papers.frozen import freeze_report, read_figures, read_report
from streetchief.papers.records import IssuedRow, find_head, find_issued
from streetchief.papers.report import make_reports
from streetchief.papers.rules.lines import ItemFigures
from streetchief.papers.rules.report import (
    COUNTY,
    MONTH,
    OF_WEEKS,
    PERIODS,
    WEEKLY,
    YEAR,
    Receipt,
    Report,
)
from streetchief.papers.sources import Asked, Sources, open_sources
from streetchief.value import replace, value


@value
class Edition:
    """A paper as it goes out; `text` and `lang` are those it was issued with, None while it is not.

    `again` tells that it had been issued before it was asked to be.
    """

    report: Report
    text: str | None = None
    lang: str | None = None
    again: bool = False


def read_papers(office: Office, asked: Asked, *, anew: bool = False) -> tuple[Edition, ...]:
    """Return the papers asked for as they stand: issued ones as issued, the others as of now.

    `anew` reckons issued ones again as well. Raises `Refused` as `open_sources` and `make_reports`
    do, and for notes on an issued paper.
    """
    notes = _check_notes(asked.notes)
    with reading(office.ledger):
        desk = _Desk(open_sources(known_then(office), asked))
        editions = []
        for key, report in make_reports(desk.sources):
            row = desk.find(key)
            if row is not None and not anew:
                editions.append(_as_issued(row, notes))
            else:
                editions.append(Edition(report=desk.complete(key, report, notes)))
        return tuple(editions)


def issue_papers(
    office: Office, asked: Asked, text_of: Callable[[Report], str], *, lang: str
) -> tuple[tuple[Edition, ...], Receipt]:
    """Issue the papers of a period that is over in one act: number them, freeze text and figures.

    Returns them and the head of the chain after it. A paper that was issued before stays as it is
    and says so. Raises `Refused` as `read_papers` does, while the period is not over, and for a
    paper of no town.
    """
    notes = _check_notes(asked.notes)
    with acting(office, "issue") as entry:
        desk = _Desk(open_sources(office, asked))
        editions = []
        for key, report in make_reports(desk.sources):
            if not key:
                raise Refused(_("Streets that lie in no town have no paper to issue."))
            if report.draft:
                raise _not_over(report)
            row = desk.find(key)
            if row is not None:
                editions.append(replace(_as_issued(row, notes), again=True))
                continue
            year = _year_of(report)
            final = replace(
                desk.complete(key, report, notes),
                number=desk.next_number(key, year),
                clock_entries=report.clock_entries + office.clock_set,
            )
            text = text_of(final)
            entry.add(
                "bulletin",
                {
                    "place": key,
                    "kind": final.kind,
                    "period": final.period,
                    "year": year,
                    "number": final.number,
                    "lang": lang,
                    "text": text,
                    "figures": freeze_report(final),
                    "head": final.receipt.digest,
                },
            )
            editions.append(Edition(report=final, text=text, lang=lang))
    return tuple(editions), find_head(office.connection, office.ledger.site)


class _Desk:
    """What issuing works on: the sources, and the papers of this series issued before.

    A town's 周报 and 通报 of its weeks are one series: each is held against the other.
    """

    def __init__(self, sources: Sources) -> None:
        kind = sources.kind
        self.sources = sources
        self._issued: dict[int, list[IssuedRow]] = {}
        rows = find_issued(
            sources.connection,
            place=sources.only,
            kinds=OF_WEEKS if kind in OF_WEEKS else (kind,),
            as_of=sources.office.as_of,
        )
        for row in rows:
            if row.place is not None:
                self._issued.setdefault(row.place, []).append(row)
        self._now = Now(sources, rows)

    def find(self, key: int, kind: str | None = None, back: int = 0) -> IssuedRow | None:
        """Return the issued paper of a place, of the period so many before if told."""
        wanted = kind or self.sources.kind, self.sources.period - back
        found = [row for row in self._issued.get(key, ()) if (row.kind, row.period) == wanted]
        return found[-1] if found else None

    def next_number(self, key: int, year: int) -> int:
        """Return the number of the next issue of a place in a year."""
        numbers = [
            row.number
            for row in self._issued.get(key, ())
            if (row.kind, row.year) == (self.sources.kind, year)
        ]
        return max(numbers, default=0) + 1

    def complete(self, key: int, report: Report, notes: tuple[str, ...]) -> Report:
        """Add to a report what rests on earlier papers, and the office's own words."""
        county = report.kind == COUNTY
        items = report.items
        if report.kind not in PERIODS:
            items = _compare(items, self.find(key, COUNTY if county else WEEKLY, back=1))
        issued = self._issued.get(key, [])
        return replace(
            report,
            notes=notes,
            items=items,
            corrections=find_corrections(self._now, None if county else key, report.period, issued),
        )


def _compare(items: ItemFigures | None, before: IssuedRow | None) -> ItemFigures | None:
    """Tell in a week's figures whether the comparison is with others than were printed before."""
    if items is None or before is None:
        return items
    said = read_figures(before)["items"] or {}
    printed = said.get("opened"), said.get("overdue")
    return replace(items, before_corrected=printed != (items.before_opened, items.before_overdue))


def _as_issued(row: IssuedRow, notes: Sequence[str]) -> Edition:
    """Return a paper as it was issued; the office's words on it are refused."""
    if notes:
        raise Refused(
            _("This paper was issued as No. {number}; its words are fixed.").format(
                number=row.number
            ),
            _("Say it in the next paper, or void number {record} first.").format(record=row.id),
        )
    return Edition(report=read_report(row), text=row.text, lang=row.lang)


def _check_notes(notes: Iterable[str]) -> tuple[str, ...]:
    """Return the office's own words as they may be stored; empty ones are left out."""
    return tuple(word for note in notes if (word := clean(note, _("The note"), most=500)))


def _not_over(report: Report) -> Refused:
    """Return the refusal to issue the paper of a running week, month or year."""
    if report.kind in PERIODS:
        cause = _("The period is not over.")
    else:
        cause = _("Week {week} is not over.").format(week=calendar.week_label(report.week))
    return Refused(
        cause,
        _("Issue it from {day} on.").format(day=calendar.day_label(report.dated_on)),
        effect=_("Nothing was issued."),
    )


def _year_of(report: Report) -> int:
    """Return the year in which an issue is numbered; of a week its ISO year."""
    if report.kind == YEAR:
        return report.period
    if report.kind == MONTH:
        return report.period // 12 + calendar.FIRST_YEAR
    return int(calendar.week_label(report.week)[:4])
