"""The lines of a monthly or yearly paper: streets, weeks, officers, departments, monthly duties.

Convention: figures are made for every town at once, from one docket, and handed out by the town's
key, 0 for what lies in none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from streetchief.days import calendar
from streetchief.duties.docket import judge, names_of, open_docket
from streetchief.duties.rules.standing import MET, NOTHING_DUE, UNMET, Assessment
from streetchief.duties.verdicts import verdicts
from streetchief.ledger.office import Office
from streetchief.papers.rules.period import (
    MONTH,
    PeriodDepartment,
    PeriodDuty,
    PeriodLine,
    PeriodWeek,
    line_of,
    months_of,
    weeks_of,
)
from streetchief.papers.rules.week import ItemFigures
from streetchief.papers.sources import (
    Sources,
    duties_of_holders,
    duties_of_places,
    item_reader,
    monthly_duties,
    open_sources,
)
from streetchief.papers.week_lines import measures_of
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.wording import duty_name, kind_name, role_name
from streetchief.value import replace, value
from streetchief.values.register import DEPARTMENT, Holder, Place


@value
class PeriodFigures:
    """What one town's paper of a month or a year counts."""

    lines: tuple[PeriodLine, ...] = ()
    by_week: tuple[PeriodWeek, ...] = ()
    departments: tuple[PeriodDepartment, ...] = ()
    duties: tuple[PeriodDuty, ...] = ()
    items: ItemFigures | None = None


def months_over(office: Office, kind: str, period: int) -> tuple[int, bool]:
    """Return the first day after the last calendar month of a period, and whether it has come."""
    until = calendar.days_of_month(months_of(kind, period)[-1]).stop
    return until, office.today >= until


def period_figures(sources: Sources, kind: str, period: int) -> Mapping[int, PeriodFigures]:
    """Count the finished weeks up to that of the sources, town by town.

    A town without anything to count has empty figures.
    """
    weeks = range(weeks_of(kind, period)[0], sources.week + 1)
    lines, by_week = _streets(sources, weeks)
    departments, duties = _holders(sources, weeks)
    for key, found in _monthly(sources, kind, period).items():
        duties[key] += found
    days = range(calendar.monday_of(weeks.start), calendar.monday_of(weeks.stop))
    reader = item_reader(sources, days)
    towns = {*lines, *departments, *duties}
    if sources.town is not None:
        towns.add(sources.town.key)
    return defaultdict(
        PeriodFigures,
        {
            key: PeriodFigures(
                lines=lines.get(key, ()),
                by_week=by_week.get(key, ()),
                departments=tuple(departments.get(key, ())),
                duties=tuple(duties.get(key, ())),
                items=reader.figures(key) if reader is not None and reader.any else None,
            )
            for key in towns
        },
    )


def _streets(
    sources: Sources, weeks: range
) -> tuple[dict[int, tuple[PeriodLine, ...]], dict[int, tuple[PeriodWeek, ...]]]:
    docket = sources.docket
    lines: dict[int, dict[int, list[tuple[str, int, int, int]]]] = {}
    by_week: dict[int, dict[int, list[tuple[str, int, int]]]] = {}
    names: dict[int, Place] = {}
    only = sources.town.key if sources.town is not None else None
    for found in verdicts(sources.office, PATROL, weeks, town=only):
        key = docket.town_key(found.place) or 0
        names[found.place] = docket.places[found.place]
        lines.setdefault(key, {}).setdefault(found.place, []).append(
            (found.state, found.required, found.counted, found.day_count)
        )
        by_week.setdefault(key, {}).setdefault(found.week, []).append(
            (found.state, found.required, found.counted)
        )
    return (
        {
            key: tuple(
                line_of(names[place].name, names[place].identity, rows)
                for place, rows in sorted(of_town.items())
            )
            for key, of_town in lines.items()
        },
        {key: _weeks(of_town) for key, of_town in by_week.items()},
    )


def _weeks(found: Mapping[int, Sequence[tuple[str, int, int]]]) -> tuple[PeriodWeek, ...]:
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


def _holders(
    sources: Sources, weeks: range
) -> tuple[dict[int, list[PeriodDepartment]], dict[int, list[PeriodDuty]]]:
    """Add up the weekly duties beside the streets' own, in one docket for all the weeks."""
    office = sources.office
    wide = replace(
        sources,
        docket=open_sources(office, sources.week, sources.town, since=weeks[0]).docket,
    )
    departments: dict[int, list[PeriodDepartment]] = {}
    duties: dict[int, list[PeriodDuty]] = defaultdict(list)
    for name in [*duties_of_holders(wide.docket), *duties_of_places(wide.docket)]:
        judged = judge(office, wide.docket, name, list(weeks))
        rows = [a for week in weeks for a in judged[week] if a.duty.period == "week"]
        people = _people(sources, rows)
        sums = measures_of(wide, {name: rows}, calendar.monday_of(weeks[0]))
        for (place, holder), mine in _by_line(rows):
            key = wide.docket.town_key(place) or 0
            if holder is None or people[holder].kind != DEPARTMENT:
                duties[key].append(_duty(wide, name, mine, people))
                continue
            spots, kilograms = sums.get((name, place, holder), (0, 0))
            departments.setdefault(key, []).append(
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
    return departments, duties


def _monthly(sources: Sources, kind: str, period: int) -> dict[int, list[PeriodDuty]]:
    """Add up the monthly duties over the calendar months; of a year only those that are over."""
    names = monthly_duties(sources.docket)
    if not names:
        return {}
    office = sources.office
    months = [
        month
        for month in months_of(kind, period)
        if kind == MONTH or office.today >= calendar.days_of_month(month).stop
    ]
    found: dict[int, list[PeriodDuty]] = defaultdict(list)
    if not months:
        return found
    since, until = (
        calendar.days_of_month(months[0]).start,
        calendar.days_of_month(months[-1]).stop,
    )
    only = sources.town.key if sources.town is not None else None
    wide = replace(sources, docket=open_docket(office, since, until, only))
    for name in names:
        judged = judge(office, wide.docket, name, months)
        rows = [a for month in months for a in judged[month] if a.duty.period == "month"]
        people = _people(sources, rows)
        for (place, _holder), mine in _by_line(rows):
            found[wide.docket.town_key(place) or 0].append(_duty(wide, name, mine, people))
    return found


def _people(sources: Sources, rows: Iterable[Assessment]) -> dict[int, Holder]:
    holders = {a.holder for a in rows if a.holder is not None}
    return names_of(sources.connection, holders, sources.office.as_of)


def _by_line(
    rows: Sequence[Assessment],
) -> list[tuple[tuple[int, int | None], list[Assessment]]]:
    found: dict[tuple[int, int | None], list[Assessment]] = {}
    for row in rows:
        found.setdefault((row.place, row.holder), []).append(row)
    return sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or 0))


def _duty(
    sources: Sources, name: str, mine: Sequence[Assessment], people: Mapping[int, Holder]
) -> PeriodDuty:
    last = mine[-1]
    running = last.state if last.due and last.state not in (MET, UNMET) else ""
    return PeriodDuty(
        duty=name,
        name=duty_name(sources.tables, name),
        role=role_name(sources.tables, last.duty.role),
        monthly=last.duty.period == "month",
        place=sources.docket.places[last.place].name,
        holder=people[last.holder].name if last.holder is not None else "",
        due=sum(a.due for a in mine),
        met=sum(a.state == MET for a in mine),
        required=sum(a.required for a in mine),
        counted=sum(a.counted for a in mine),
        running=running,
    )
