"""The weekly paper's figures: one town or every town, from one docket.

Convention: a report holds words and numbers only, nothing of the ledger's keys; whoever renders it
needs no ledger. Every verdict is the pure rule's.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.duties.docket import charges, names_of
from streetchief.duties.rules.standing import Assessment
from streetchief.errors import Refused
from streetchief.ledger.office import CLOCK_MARK, RECORDED_MARK
from streetchief.locale.text import gettext as _
from streetchief.papers.records import count_marks, find_head
from streetchief.papers.rules.week import WeekReport
from streetchief.papers.sources import (
    Sources,
    duties_of_holders,
    duties_of_places,
    item_reader,
    judged_in,
)
from streetchief.papers.week_lines import (
    NO_TOWN,
    department_lines,
    duty_lines,
    measures_of,
    officer_lines,
    rule_lines,
    street_lines,
    walks_elsewhere,
)
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.wording import wording_of
from streetchief.value import replace


def keyed_reports(sources: Sources) -> tuple[tuple[int, WeekReport], ...]:
    """Make the report of each town with the town's key, 0 for streets that lie in none."""
    office, docket, week = sources.office, sources.docket, sources.week
    judged = judged_in(sources, PATROL)
    found = {(c.place, c.holder): c for c, _duty in charges(docket, PATROL)}
    others = {name: judged_in(sources, name) for name in duties_of_holders(docket)}
    besides = {name: judged_in(sources, name) for name in duties_of_places(docket)}
    by_town: dict[int, list[Assessment]] = {}
    for assessment in judged:
        by_town.setdefault(docket.town_key(assessment.place) or NO_TOWN, []).append(assessment)
    if sources.town is not None:
        by_town = {sources.town.key: by_town.get(sources.town.key, [])}
    if not by_town:
        raise Refused(
            _("No street is under the duty in week {week}.").format(week=calendar.week_label(week)),
            _("Register streets with: streetchief place add --kind street"),
        )
    lines = street_lines(sources, judged, found, walks_elsewhere(others))
    sums = measures_of(sources, others)
    people = names_of(
        sources.connection,
        {a.holder for duties in others.values() for a in duties if a.holder is not None},
        office.as_of,
    )
    items = item_reader(sources)
    marks = count_marks(sources.connection, office.as_of)
    duty = judged[0].duty if judged else docket.duty(PATROL, sources.days.start, None)
    blank = WeekReport(
        town="",
        identity="",
        week=week,
        draft=office.now < sources.days.stop * calendar.DAY,
        seen_on=min(office.today, sources.days.stop - 1),
        wording=wording_of(
            sources.tables,
            PATROL,
            duty.role if duty is not None else "deputy_chief",
            duty.per if duty is not None else "street",
            duty.kinds[0] if duty is not None else "patrol",
        ),
        streets=(),
        officers=(),
        departments=(),
        receipt=find_head(sources.connection, office.ledger.site, office.as_of),
        clock_entries=marks.get(CLOCK_MARK, 0),
        trusted_entries=marks.get(RECORDED_MARK, 0),
    )
    reports = []
    order = {key: number for number, key in enumerate(docket.places)}
    for key in sorted(by_town, key=lambda key: order.get(key, len(order))):
        place = docket.places.get(key)
        report = replace(
            blank,
            town=place.name if place is not None else "",
            identity=place.identity if place is not None else "",
            streets=tuple(lines[a.place, a.holder] for a in by_town[key]),
            officers=officer_lines(sources, others, key, people),
            departments=department_lines(sources, others, key, people, sums),
            duties=duty_lines(sources, besides, key),
            items=items.figures(key) if items is not None and items.any else None,
            rules=rule_lines(sources, by_town[key], {**others, **besides}, key),
        )
        reports.append((key, report))
    return tuple(reports)
