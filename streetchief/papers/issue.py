"""Papers as they go out: numbered, frozen, and honest about what changed since.

Convention: an issued week is printed as it was issued, unless it is asked for anew. What changed
afterwards is a correction of the next paper, and once printed it is what the week is held against.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, clean, known_then, wanted_week
from streetchief.locale.text import gettext as _
from streetchief.papers.records import IssuedRow, find_head, find_issued
from streetchief.papers.rules.week import ItemFigures, Receipt, WeekReport
from streetchief.papers.sources import Sources, chosen_town, open_sources
from streetchief.papers.week import keyed_reports
from streetchief.papers.week_corrections import KINDS, WEEKLY, WeeksNow, corrections_of
from streetchief.value import replace, value
from streetchief.values.freezing import freeze, thaw


@value
class WeekPaper:
    """A town's paper; `text` and `lang` are those it was issued with, None while it is not.

    `again` tells that it had been issued before it was asked to be.
    """

    report: WeekReport
    text: str | None = None
    lang: str | None = None
    again: bool = False


@value
class Issue:
    """What issuing did: the papers, and the head of the chain after it."""

    papers: tuple[WeekPaper, ...]
    receipt: Receipt


def week_papers(
    office: Office,
    *,
    week: int | None = None,
    town: str | None = None,
    everything: bool = False,
    kind: str = WEEKLY,
    notes: Sequence[str] = (),
    anew: bool = False,
) -> tuple[WeekPaper, ...]:
    """Return the papers of a week as they stand: issued ones as issued, the others as of now.

    `anew` reckons issued ones again as well. Raises `Refused` as `week_reports` does, and for
    `notes` on an issued paper.
    """
    words = checked_notes(notes)
    with reading(office.ledger) as connection:
        here = known_then(office)
        place = chosen_town(here, town, everything)
        sources = open_sources(here, wanted_week(here, week), place)
        papers = []
        earlier = _by_place(connection, here.as_of)
        now = _weeks_now(sources, earlier)
        for key, report in keyed_reports(sources):
            issued = earlier.get(key, [])
            row = _issued(issued, kind, report.week)
            if row is not None and not anew:
                papers.append(_as_issued(row, words))
            else:
                papers.append(WeekPaper(report=_complete(now, key, report, issued, kind, words)))
        return tuple(papers)


def issue_week(
    office: Office,
    text_of: Callable[[WeekReport], str],
    *,
    lang: str,
    week: int | None = None,
    town: str | None = None,
    everything: bool = False,
    kind: str = WEEKLY,
    notes: Sequence[str] = (),
) -> Issue:
    """Issue the papers of a finished week in one act: number them, freeze text and figures.

    A paper that was issued before stays as it is and says so. Raises `Refused` for a running week,
    for a paper of no town, and for `notes` on a paper that was issued before.
    """
    words = checked_notes(notes)
    with acting(office, "issue") as entry:
        connection = entry.connection
        place = chosen_town(office, town, everything)
        sources = open_sources(office, wanted_week(office, week), place)
        papers = []
        earlier = _by_place(connection, None)
        now = _weeks_now(sources, earlier)
        for key, report in keyed_reports(sources):
            if not key:
                raise Refused(_("Streets that lie in no town have no paper to issue."))
            if report.draft:
                raise still_running(report.week)
            issued = earlier.get(key, [])
            row = _issued(issued, kind, report.week)
            if row is not None:
                papers.append(replace(_as_issued(row, words), again=True))
                continue
            year = year_of(report.week)
            final = replace(
                _complete(now, key, report, issued, kind, words),
                number=next_number(issued, kind, year),
                clock_entries=report.clock_entries + office.clock_set,
            )
            text = text_of(final)
            write_issue(entry, key, kind, final.week, year, final, text, lang)
            papers.append(WeekPaper(report=final, text=text, lang=lang))
    receipt = find_head(office.connection, office.ledger.site)
    return Issue(papers=tuple(papers), receipt=receipt)


class Issuable(Protocol):
    """A report that has its number and the head of the chain it rests on."""

    @property
    def number(self) -> int | None: ...
    @property
    def receipt(self) -> Receipt: ...


def write_issue(
    entry: EntryWriter,
    place: int,
    kind: str,
    period: int,
    year: int,
    report: Issuable,
    text: str,
    lang: str,
) -> int:
    """Freeze a paper: its text and everything it says; return the record number."""
    return entry.add(
        "bulletin",
        {
            "place": place,
            "kind": kind,
            "period": period,
            "year": year,
            "number": report.number,
            "lang": lang,
            "text": text,
            "figures": figures_text(report),
            "head": report.receipt.digest,
        },
    )


def figures_text(report: object) -> str:
    """Return everything a paper says as canonical JSON."""
    return json.dumps(freeze(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def next_number(issued: Iterable[IssuedRow], kind: str, year: int) -> int:
    """Return the number of the next issue of a kind in a year."""
    return (
        max((row.number for row in issued if row.kind == kind and row.year == year), default=0) + 1
    )


def checked_notes(notes: Sequence[str]) -> tuple[str, ...]:
    """Return the office's own words as they may be stored; empty ones are left out."""
    return tuple(word for note in notes if (word := clean(note, _("The note"), most=500)))


def still_running(week: int) -> Refused:
    """Return the refusal to issue the paper of a running week."""
    return Refused(
        _("Week {week} is not over.").format(week=calendar.week_label(week)),
        _("Issue it from {day} on.").format(day=calendar.day_label(calendar.monday_of(week + 1))),
        effect=_("Nothing was issued."),
    )


def year_of(week: int) -> int:
    """Return the ISO year of a week, in which its issues are numbered."""
    return int(calendar.week_label(week)[:4])


def _issued(rows: Iterable[IssuedRow], kind: str, week: int) -> IssuedRow | None:
    found = [row for row in rows if row.kind == kind and row.period == week]
    return found[-1] if found else None


def _as_issued(row: IssuedRow, notes: Sequence[str]) -> WeekPaper:
    refuse_notes(row, notes)
    report = thaw(WeekReport, json.loads(row.figures))
    return WeekPaper(report=report, text=row.text, lang=row.lang)


def _by_place(connection: sqlite3.Connection, as_of: int | None) -> dict[int, list[IssuedRow]]:
    """Return the issued papers of weeks, by the town they are of."""
    found: dict[int, list[IssuedRow]] = {}
    for row in find_issued(connection, as_of=as_of):
        if row.place is not None and row.kind in KINDS:
            found.setdefault(row.place, []).append(row)
    return found


def _weeks_now(sources: Sources, earlier: Mapping[int, Sequence[IssuedRow]]) -> WeeksNow:
    own = sources.town
    rows = [r for key, rows in earlier.items() if own is None or key == own.key for r in rows]
    return WeeksNow(sources, (row.period for row in rows if row.period <= sources.week))


def _complete(
    now: WeeksNow,
    key: int,
    report: WeekReport,
    issued: Sequence[IssuedRow],
    kind: str,
    notes: tuple[str, ...],
) -> WeekReport:
    """Add to a week's figures what rests on earlier papers, and the office's own words."""
    items = compared(report.items, _issued(issued, WEEKLY, report.week - 1))
    return replace(
        report,
        kind=kind,
        notes=notes,
        items=items,
        corrections=corrections_of(now, key, report.week, issued),
    )


def compared(items: ItemFigures | None, before: IssuedRow | None) -> ItemFigures | None:
    """Tell in a week's figures whether the comparison is with others than were printed before."""
    if items is None or before is None:
        return items
    said = json.loads(before.figures).get("items") or {}
    changed = (said.get("opened"), said.get("overdue")) != (
        items.before_opened,
        items.before_overdue,
    )
    return replace(items, before_corrected=changed)


def refuse_notes(row: IssuedRow, notes: Sequence[str]) -> None:
    """Refuse the office's words on a paper that was issued."""
    if notes:
        raise Refused(
            _("This paper was issued as No. {number}; its words are fixed.").format(
                number=row.number
            ),
            _("Say it in the next paper, or void number {record} first.").format(record=row.id),
        )
