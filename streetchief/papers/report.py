"""The one assembler of papers: a report of a week, a month or a year, of towns or of the county.

Convention: a report holds words and numbers only, nothing of the ledger's keys; whoever renders it
needs no ledger. Every verdict is the pure rule's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from streetchief.days import calendar
from streetchief.duties.docket import judge
from streetchief.duties.rules.standing import Assessment
from streetchief.errors import Refused
from streetchief.ledger.office import CLOCK_MARK, RECORDED_MARK
from streetchief.locale.text import gettext as _
from streetchief.papers.lines import (
    NO_TOWN,
    department_lines,
    duty_lines,
    officer_lines,
    period_lines,
    rule_lines,
    street_lines,
    walks_elsewhere,
)
from streetchief.papers.records import count_marks, find_head, find_issued, sum_measures
from streetchief.papers.rules.report import (
    COUNTY,
    OF_WEEKS,
    PERIODS,
    WEEKLY,
    Cumulative,
    Report,
    add_up_towns,
    months_of,
    weeks_of,
)
from streetchief.papers.sources import ByDuty, Sources, item_reader, judge_weeks, put_beside
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.words import Wording, county_addressees, period_title, wording_of
from streetchief.value import replace
from streetchief.values import register
from streetchief.values.register import Place

Keyed = tuple[int, Report]
"""A report and the key of the place it is of, 0 for streets that lie in no town."""


def make_reports(sources: Sources) -> tuple[Keyed, ...]:
    """Make the reports asked for, in register order.

    Raises `Refused` where no street is under the duty in the last week, and for the county's paper
    when the ledger has no county or several.
    """
    if sources.kind != COUNTY:
        return _make_towns(sources)
    county = _find_county(sources)
    return ((county.key, _make_county(sources, county, _make_towns(sources))),)


def _make_towns(sources: Sources) -> tuple[Keyed, ...]:
    docket, week = sources.docket, sources.week
    rows = judge(sources.office, docket, PATROL, [week])[week]
    judged = [a for a in rows if a.duty.period == "week"]
    by_town: dict[int, list[Assessment]] = {}
    for assessment in judged:
        by_town.setdefault(docket.town_key(assessment.place) or NO_TOWN, []).append(assessment)
    if sources.only is not None:
        by_town = {sources.only: by_town.get(sources.only, [])}
    if not by_town:
        raise Refused(
            _("No street is under the duty in week {week}.").format(week=calendar.week_label(week)),
            _("Register streets with: streetchief place add --kind street"),
        )
    others = judge_weeks(sources, [week])
    if sources.kind in PERIODS:
        lines = period_lines(sources)
    else:
        lines = _week_lines(sources, by_town, others)
    items = item_reader(sources)
    blank = _make_blank(sources, judged)
    reports = []
    for key in sorted(by_town, key=lambda key: (key == NO_TOWN, key)):
        place = docket.places.get(key)
        report = replace(
            blank,
            town=place.name if place is not None else "",
            identity=place.identity if place is not None else "",
            items=items.figures(key) if items is not None and items.any else None,
            rules=rule_lines(sources, by_town[key], others, key),
            **lines.get(key, {}),
        )
        reports.append((key, _end_with_month(sources, report)))
    return tuple(reports)


def _make_blank(sources: Sources, judged: Sequence[Assessment]) -> Report:
    """Make what the reports of all towns have in common."""
    office, days = sources.office, sources.days
    marks = count_marks(sources.connection, office.as_of)
    weeks = weeks_of(sources.kind, sources.period)
    return Report(
        kind=WEEKLY if sources.kind == COUNTY else sources.kind,
        period=sources.period,
        town="",
        identity="",
        draft=sources.week < weeks[-1] or office.now < days.stop * calendar.DAY,
        seen_on=min(office.today, days.stop - 1),
        wording=_read_wording(sources, judged),
        receipt=find_head(sources.connection, office.ledger.site, office.as_of),
        clock_entries=marks.get(CLOCK_MARK, 0),
        trusted_entries=marks.get(RECORDED_MARK, 0),
    )


def _read_wording(sources: Sources, judged: Sequence[Assessment]) -> Wording:
    """Return the words of the rulebook for the streets' duty as it stands in the last week."""
    duty = judged[0].duty if judged else sources.docket.duty(PATROL, sources.days.start, None)
    words = wording_of(
        sources.tables,
        PATROL,
        duty.role if duty is not None else "deputy_chief",
        duty.per if duty is not None else "street",
        duty.kinds[0] if duty is not None else "patrol",
    )
    if sources.kind in PERIODS:
        return replace(words, title=period_title(sources.tables, sources.kind))
    return words


def _week_lines(
    sources: Sources, by_town: Mapping[int, Sequence[Assessment]], others: ByDuty
) -> dict[int, dict[str, tuple[Any, ...]]]:
    """Return what the report of each town has of its week, by the fields of a report."""
    judged = [a for rows in by_town.values() for a in rows]
    lines = street_lines(sources, judged, walks_elsewhere(others))
    beside = put_beside(sources, others, sources.days)
    return {
        key: {
            "streets": tuple(lines[a.place, a.holder] for a in rows),
            "officers": officer_lines(sources, beside, key),
            "departments": department_lines(sources, beside, key),
            "duties": duty_lines(sources, beside, key),
        }
        for key, rows in by_town.items()
    }


def _end_with_month(sources: Sources, report: Report) -> Report:
    """Let a month or a year end with its last month where a duty is judged by the month."""
    if not any(line.monthly for line in report.duties):
        return report
    until = calendar.days_of_month(months_of(sources.kind, sources.period)[-1]).stop
    return replace(report, monthly_until=until, draft=report.draft or sources.office.today < until)


# ---------------------------------------------------------------- the county


def _find_county(sources: Sources) -> Place:
    found = [p for p in sources.docket.places.values() if p.kind == register.COUNTY]
    if len(found) != 1:
        raise Refused(
            _("The ledger has {count} counties; this paper is of one.").format(count=len(found)),
            _("Register the county with: streetchief place add NAME --kind county"),
        )
    return found[0]


def _make_county(sources: Sources, county: Place, towns: Sequence[Keyed]) -> Report:
    """Put the reports of all towns together; a town's paper counts as sent when it was issued in
    this ledger, or in a site merged into it."""
    connection, as_of, first = sources.connection, sources.office.as_of, towns[0][1]
    issued = find_issued(connection, kinds=OF_WEEKS, period=sources.period, as_of=as_of)
    sent = {row.place: row.number for row in issued}
    reader = item_reader(sources)
    end = (first.seen_on + 1) * calendar.DAY
    spots, kilograms = sum_measures(connection, end, as_of=as_of)
    return add_up_towns(
        replace(
            first,
            kind=COUNTY,
            town=county.name,
            identity=county.identity,
            wording=replace(first.wording, addressees=county_addressees(sources.tables)),
            towns=tuple(report for _key, report in towns),
            sent=tuple(sent.get(key) for key, _report in towns),
            cumulative=Cumulative(
                spots=spots, kilograms=kilograms, cleared=reader.cleared() if reader else ()
            ),
            items=reader.figures(None) if reader is not None and reader.any else None,
        )
    )
