"""The county's paper: every town's figures of a week, who has not sent, and what adds up.

Convention: a town's paper counts as sent when it was issued in this ledger, or in a site merged
into it. The county's own paper is issued and frozen like a town's.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence

from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, known_then, wanted_week
from streetchief.locale.text import gettext as _
from streetchief.papers.issue import (
    checked_notes,
    compared,
    next_number,
    refuse_notes,
    still_running,
    write_issue,
    year_of,
)
from streetchief.papers.records import IssuedRow, find_head, find_issued, sum_measures
from streetchief.papers.rules.county import CountyReport, Cumulative
from streetchief.papers.rules.week import Receipt
from streetchief.papers.sources import Sources, item_reader, open_sources
from streetchief.papers.week import keyed_reports
from streetchief.papers.week_corrections import KINDS, WeeksNow, corrections_of
from streetchief.rulebook.wording import county_addressees
from streetchief.value import replace, value
from streetchief.values.freezing import thaw
from streetchief.values.problems import Name
from streetchief.values.register import COUNTY, Place

COUNTY_PAPER = "county"


@value
class CountyPaper:
    """The county's paper; `text` and `lang` as it was issued, None while it is not."""

    report: CountyReport
    text: str | None = None
    lang: str | None = None
    again: bool = False
    receipt: Receipt | None = None


def county_paper(
    office: Office,
    *,
    week: int | None = None,
    notes: Sequence[str] = (),
    anew: bool = False,
) -> CountyPaper:
    """Return the county's paper of a week: as issued, or as it stands now.

    Raises `Refused` when the ledger has no county or several, and for `notes` on an issued paper.
    """
    words = checked_notes(notes)
    with reading(office.ledger) as connection:
        here = known_then(office)
        sources = open_sources(here, wanted_week(here, week), None)
        place = _county(sources)
        row = _issued(connection, place, sources.week, here.as_of)
        if row is not None and not anew:
            return _as_issued(row, words)
        return CountyPaper(report=_report(sources, place, words))


def issue_county(
    office: Office,
    text_of: Callable[[CountyReport], str],
    *,
    lang: str,
    week: int | None = None,
    notes: Sequence[str] = (),
) -> CountyPaper:
    """Issue the county's paper of a finished week; one issued before stays as it is.

    Raises `Refused` for a running week, and for `notes` on a paper that was issued before.
    """
    words = checked_notes(notes)
    with acting(office, "issue") as entry:
        connection = entry.connection
        sources = open_sources(office, wanted_week(office, week), None)
        place = _county(sources)
        row = _issued(connection, place, sources.week, None)
        if row is not None:
            return replace(_as_issued(row, words), again=True)
        report = _report(sources, place, words)
        if report.draft:
            raise still_running(report.week)
        year = year_of(report.week)
        earlier = find_issued(connection, place=place.key, kind=COUNTY_PAPER)
        final = replace(
            report,
            number=next_number(earlier, COUNTY_PAPER, year),
            clock_entries=report.clock_entries + office.clock_set,
        )
        text = text_of(final)
        write_issue(entry, place.key, COUNTY_PAPER, final.week, year, final, text, lang)
    head = find_head(office.connection, office.ledger.site)
    return CountyPaper(report=final, text=text, lang=lang, receipt=head)


def _county(sources: Sources) -> Place:
    found = [place for place in sources.docket.places.values() if place.kind == COUNTY]
    if len(found) != 1:
        raise Refused(
            _("The ledger has {count} counties; this paper is of one.").format(count=len(found)),
            _("Register the county with: streetchief place add NAME --kind county"),
        )
    return found[0]


def _issued(
    connection: sqlite3.Connection, place: Place, week: int, as_of: int | None
) -> IssuedRow | None:
    rows = find_issued(connection, place=place.key, kind=COUNTY_PAPER, as_of=as_of)
    found = [row for row in rows if row.period == week]
    return found[-1] if found else None


def _as_issued(row: IssuedRow, notes: Sequence[str]) -> CountyPaper:
    refuse_notes(row, notes)
    report = thaw(CountyReport, json.loads(row.figures))
    return CountyPaper(report=report, text=row.text, lang=row.lang)


def _report(sources: Sources, place: Place, notes: tuple[str, ...]) -> CountyReport:
    office, week = sources.office, sources.week
    keyed = keyed_reports(sources)
    issued = {
        row.place: row.number
        for row in find_issued(sources.connection, as_of=office.as_of)
        if row.kind in KINDS and row.period == week
    }
    earlier = find_issued(
        sources.connection, place=place.key, kind=COUNTY_PAPER, as_of=office.as_of
    )
    before = [row for row in earlier if row.period == week - 1]
    now = WeeksNow(sources, (row.period for row in earlier if row.period <= week))
    first = keyed[0][1]
    reader = item_reader(sources)
    items = reader.figures(None) if reader is not None and reader.any else None
    return CountyReport(
        county=place.name,
        identity=place.identity,
        week=week,
        draft=first.draft,
        seen_on=first.seen_on,
        wording=first.wording,
        addressees=county_addressees(sources.tables),
        towns=tuple(report for _key, report in keyed),
        sent=tuple(issued.get(key) for key, _report in keyed),
        cumulative=_cumulative(sources, first.seen_on + 1),
        receipt=first.receipt,
        items=compared(items, before[-1] if before else None),
        corrections=corrections_of(now, None, week, earlier),
        notes=notes,
        clock_entries=first.clock_entries,
        trusted_entries=first.trusted_entries,
    )


def _cumulative(sources: Sources, until: int) -> Cumulative:
    spots, kilograms = sum_measures(
        sources.connection, until * calendar.DAY, as_of=sources.office.as_of
    )
    reader = item_reader(sources)
    cleared: tuple[tuple[Name, Name, int, int], ...] = reader.cleared() if reader else ()
    return Cumulative(spots=spots, kilograms=kilograms, cleared=cleared)
