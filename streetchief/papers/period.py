"""Monthly and yearly papers: the verdicts of the weeks, added up street by street.

Convention: as `papers.rules.period` says which weeks belong to a period; verdicts come from one
statement however many weeks there are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, known_then
from streetchief.locale.text import gettext as _
from streetchief.papers.issue import checked_notes, next_number, refuse_notes, write_issue
from streetchief.papers.period_corrections import period_corrections
from streetchief.papers.period_lines import months_over, period_figures
from streetchief.papers.records import IssuedRow, find_head, find_issued
from streetchief.papers.rules.period import MONTH, PeriodReport, weeks_of
from streetchief.papers.rules.week import Receipt
from streetchief.papers.sources import Sources, chosen_town, open_sources
from streetchief.papers.week import keyed_reports
from streetchief.rulebook.wording import period_title
from streetchief.value import replace, value
from streetchief.values.freezing import thaw


@value
class PeriodPaper:
    """A monthly or yearly paper; `text` and `lang` as it was issued, None while it is not."""

    report: PeriodReport
    text: str | None = None
    lang: str | None = None
    again: bool = False


def period_papers(
    office: Office,
    kind: str,
    period: int,
    *,
    town: str | None = None,
    everything: bool = False,
    notes: Sequence[str] = (),
    anew: bool = False,
) -> tuple[PeriodPaper, ...]:
    """Return the papers of a month or a year: as issued, or as they stand.

    Raises `Refused` when none of its weeks is over, and for `notes` on an issued paper.
    """
    words = checked_notes(notes)
    with reading(office.ledger) as connection:
        here = known_then(office)
        sources = _open(here, kind, period, town, everything)
        papers = []
        for key, report in _reports(sources, kind, period, words):
            rows = find_issued(connection, place=key, kind=kind, as_of=here.as_of) if key else []
            found = [row for row in rows if row.period == period]
            if found and not anew:
                papers.append(_as_issued(found[-1], words))
            else:
                changes = period_corrections(sources, key, kind, period, rows)
                papers.append(PeriodPaper(report=replace(report, corrections=changes)))
        return tuple(papers)


def issue_period(
    office: Office,
    text_of: Callable[[PeriodReport], str],
    kind: str,
    period: int,
    *,
    lang: str,
    town: str | None = None,
    everything: bool = False,
    notes: Sequence[str] = (),
) -> tuple[tuple[PeriodPaper, ...], Receipt]:
    """Issue the papers of a month or a year that is over; one issued before stays as it is.

    Raises `Refused` while it is not over, and for `notes` on a paper that was issued before.
    """
    words = checked_notes(notes)
    with acting(office, "issue") as entry:
        sources = _open(office, kind, period, town, everything)
        papers = []
        for key, report in _reports(sources, kind, period, words):
            if not key:
                raise Refused(_("Streets that lie in no town have no paper to issue."))
            if report.draft:
                raise Refused(
                    _("The period is not over."),
                    _("Issue it from {day} on.").format(day=calendar.day_label(report.dated_on)),
                    effect=_("Nothing was issued."),
                )
            rows = find_issued(entry.connection, place=key, kind=kind)
            found = [row for row in rows if row.period == period]
            if found:
                papers.append(replace(_as_issued(found[-1], words), again=True))
                continue
            year = period // 12 + calendar.FIRST_YEAR if kind == MONTH else period
            final = replace(
                report,
                corrections=period_corrections(sources, key, kind, period, rows),
                number=next_number(rows, kind, year),
                clock_entries=report.clock_entries + office.clock_set,
            )
            text = text_of(final)
            write_issue(entry, key, kind, period, year, final, text, lang)
            papers.append(PeriodPaper(report=final, text=text, lang=lang))
    return tuple(papers), find_head(office.connection, office.ledger.site)


def _as_issued(row: IssuedRow, notes: Sequence[str]) -> PeriodPaper:
    refuse_notes(row, notes)
    report = thaw(PeriodReport, json.loads(row.figures))
    return PeriodPaper(report=report, text=row.text, lang=row.lang)


def _open(
    office: Office,
    kind: str,
    period: int,
    town: str | None,
    everything: bool,
) -> Sources:
    weeks = weeks_of(kind, period)
    if office.now < calendar.monday_of(weeks[0] + 1) * calendar.DAY:
        raise Refused(
            _("None of its weeks is over."),
            _("Its first week is {week}.").format(week=calendar.week_label(weeks[0])),
        )
    last = min(weeks[-1], office.this_week - 1)
    place = chosen_town(office, town, everything)
    return open_sources(office, last, place)


def _reports(
    sources: Sources, kind: str, period: int, notes: tuple[str, ...]
) -> list[tuple[int, PeriodReport]]:
    """Make the report of each town that has a street in the last of the finished weeks."""
    weeks = weeks_of(kind, period)
    figures = period_figures(sources, kind, period)
    reports = []
    for key, last in keyed_reports(sources):
        mine = figures[key]
        monthly = any(line.monthly for line in mine.duties)
        until, over = months_over(sources.office, kind, period)
        reports.append(
            (
                key,
                PeriodReport(
                    town=last.town,
                    identity=last.identity,
                    kind=kind,
                    period=period,
                    weeks=weeks,
                    finished=sources.week + 1 - weeks[0],
                    seen_on=calendar.monday_of(sources.week + 1) - 1,
                    wording=last.wording,
                    title=period_title(sources.tables, kind),
                    lines=mine.lines,
                    by_week=mine.by_week,
                    departments=mine.departments,
                    duties=mine.duties,
                    receipt=last.receipt,
                    rules=last.rules,
                    items=mine.items,
                    until=until if monthly else None,
                    months_over=over or not monthly,
                    notes=notes,
                    clock_entries=last.clock_entries,
                    trusted_entries=last.trusted_entries,
                ),
            )
        )
    return reports
