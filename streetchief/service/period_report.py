"""Monthly and yearly papers: the verdicts of the weeks, added up street by street.

Convention: as `domain.period_report` says which weeks belong to a period; verdicts come from one
statement however many weeks there are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from streetchief.domain import calendar
from streetchief.domain.bulletins import Receipt
from streetchief.domain.freezing import thaw
from streetchief.domain.period_report import (
    MONTH,
    PeriodDepartment,
    PeriodReport,
    PeriodWeek,
    line_of,
    weeks_of,
)
from streetchief.domain.register import DEPARTMENT, Place
from streetchief.domain.standing import MET, NOTHING_DUE
from streetchief.domain.value import replace, value
from streetchief.errors import Refused
from streetchief.locale.text import gettext as _
from streetchief.service.bulletins import checked_notes, next_number, write_issue
from streetchief.service.docket import PATROL, judge, names_of
from streetchief.service.office import Office, acting, known_then
from streetchief.service.verdicts import verdicts
from streetchief.service.week import keyed_reports
from streetchief.service.week_lines import measures_of
from streetchief.service.week_sources import (
    Sources,
    chosen_town,
    duties_of_holders,
    item_reader,
    open_sources,
)
from streetchief.service.wording import kind_name, period_title
from streetchief.store.bulletins import find_head, find_issued
from streetchief.store.ledger import reading


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

    Raises `Refused` when none of its weeks is over.
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
                frozen = thaw(PeriodReport, json.loads(found[-1].figures))
                papers.append(PeriodPaper(report=frozen, text=found[-1].text, lang=found[-1].lang))
            else:
                papers.append(PeriodPaper(report=report))
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
    """Issue the papers of a month or a year that is over; one issued before stays as it is."""
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
                    _("Nothing was issued."),
                    _("Issue it from {day} on.").format(day=calendar.day_label(report.dated_on)),
                )
            rows = find_issued(entry.connection, place=key, kind=kind)
            found = [row for row in rows if row.period == period]
            if found:
                frozen = thaw(PeriodReport, json.loads(found[-1].figures))
                papers.append(
                    PeriodPaper(report=frozen, text=found[-1].text, lang=found[-1].lang, again=True)
                )
                continue
            year = period // 12 + calendar.FIRST_YEAR if kind == MONTH else period
            final = replace(
                report,
                number=next_number(rows, kind, year),
                clock_entries=report.clock_entries + office.clock_set,
            )
            text = text_of(final)
            write_issue(entry, key, kind, period, year, final, text, lang)
            papers.append(PeriodPaper(report=final, text=text, lang=lang))
    return tuple(papers), find_head(office.ledger.connection, office.ledger.site)


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
            "",
            _("Its first week is {week}.").format(week=calendar.week_label(weeks[0])),
        )
    last = min(weeks[-1], office.this_week - 1)
    connection = office.ledger.connection
    place = chosen_town(office, connection, town, everything)
    return open_sources(office, connection, last, place)


def _reports(
    sources: Sources, kind: str, period: int, notes: tuple[str, ...]
) -> list[tuple[int, PeriodReport]]:
    """Make the report of each town that has a street in the last of the finished weeks."""
    weeks = weeks_of(kind, period)
    finished = range(weeks[0], sources.week + 1)
    docket = sources.docket
    lines: dict[int, dict[int, list[tuple[str, int, int, int]]]] = {}
    by_week: dict[int, dict[int, list[tuple[str, int, int]]]] = {}
    names: dict[int, Place] = {}
    only = sources.town.key if sources.town is not None else None
    for found in verdicts(sources.office, sources.connection, PATROL, finished, town=only):
        key = docket.town_key(found.place) or 0
        names[found.place] = docket.places[found.place]
        lines.setdefault(key, {}).setdefault(found.place, []).append(
            (found.state, found.required, found.counted, found.day_count)
        )
        by_week.setdefault(key, {}).setdefault(found.week, []).append(
            (found.state, found.required, found.counted)
        )
    departments = _departments(sources, finished)
    reader = item_reader(
        sources, range(calendar.monday_of(weeks[0]), calendar.monday_of(sources.week + 1))
    )
    reports = []
    for key, last in keyed_reports(sources):
        streets = tuple(
            line_of(names[place].name, names[place].identity, rows)
            for place, rows in sorted(lines.get(key, {}).items())
        )
        reports.append(
            (
                key,
                PeriodReport(
                    town=last.town,
                    identity=last.identity,
                    kind=kind,
                    period=period,
                    weeks=weeks,
                    finished=len(finished),
                    seen_on=calendar.monday_of(sources.week + 1) - 1,
                    wording=last.wording,
                    title=period_title(sources.tables, kind),
                    lines=streets,
                    by_week=_weeks(by_week.get(key, {})),
                    departments=departments.get(key, ()),
                    receipt=last.receipt,
                    rules=last.rules,
                    items=reader.figures(key) if reader is not None and reader.any else None,
                    notes=notes,
                    clock_entries=last.clock_entries,
                    trusted_entries=last.trusted_entries,
                ),
            )
        )
    return reports


def _weeks(found: dict[int, list[tuple[str, int, int]]]) -> tuple[PeriodWeek, ...]:
    return tuple(
        PeriodWeek(
            week=week,
            due=sum(state not in NOTHING_DUE for state, _required, _counted in rows),
            met=sum(state == MET for state, _required, _counted in rows),
            required=sum(required for _state, required, _counted in rows),
            counted=sum(counted for _state, _required, counted in rows),
        )
        for week, rows in sorted(found.items())
    )


def _departments(sources: Sources, weeks: range) -> dict[int, tuple[PeriodDepartment, ...]]:
    """Add up the departments' duties over the weeks, in one docket for all of them."""
    office, connection = sources.office, sources.connection
    wide = replace(
        sources,
        docket=open_sources(office, connection, sources.week, sources.town, since=weeks[0]).docket,
    )
    found: dict[int, list[PeriodDepartment]] = {}
    for name in duties_of_holders(wide.docket):
        judged = judge(office, connection, wide.docket, name, list(weeks))
        rows = [a for week in weeks for a in judged[week] if a.holder is not None]
        people = names_of(connection, {a.holder for a in rows if a.holder is not None})
        sums = measures_of(wide, {name: rows}, calendar.monday_of(weeks[0]))
        keys = dict.fromkeys((a.place, a.holder) for a in rows)
        for place, holder in sorted(keys, key=lambda key: (key[0], key[1] or 0)):
            if holder is None or people[holder].kind != DEPARTMENT:
                continue
            mine = [a for a in rows if (a.place, a.holder) == (place, holder)]
            spots, kilograms = sums.get((name, place, holder), (0, 0))
            found.setdefault(wide.docket.town_key(place) or 0, []).append(
                PeriodDepartment(
                    action=kind_name(sources.tables, mine[0].duty.kinds[0]),
                    department=people[holder].name,
                    place=wide.docket.places[place].name,
                    due=sum(a.due for a in mine),
                    met=sum(a.state == MET for a in mine),
                    done=sum(a.counted for a in mine),
                    spots=spots,
                    kilograms=kilograms,
                )
            )
    return {key: tuple(rows) for key, rows in found.items()}
