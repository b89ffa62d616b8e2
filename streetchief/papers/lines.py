"""The lines of papers: streets, weeks, officers, departments, other duties, and rules that differ.

Convention: every verdict is the pure rule's; a line holds words and numbers, none of the ledger's
keys. Lines of a month or a year add up the verdicts of its weeks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from streetchief.activities.records import last_patrols
from streetchief.days import calendar
from streetchief.duties.docket import Docket, names_of
from streetchief.duties.line import unmet_runs
from streetchief.duties.rules.charge import day_facts
from streetchief.duties.rules.standing import EXEMPT, UNMET, VACANT, Assessment, Judged, sum_up
from streetchief.duties.verdicts import verdicts
from streetchief.papers.rules.lines import (
    LOGGED,
    DepartmentLine,
    DutyLine,
    OfficerLine,
    PeriodLine,
    PeriodWeek,
    RuleLine,
    StreetLine,
    longest_run,
    not_counted,
    spans_of,
)
from streetchief.papers.rules.report import MONTH, months_of
from streetchief.papers.sources import (
    Beside,
    ByDuty,
    Sources,
    judge_months,
    judge_weeks,
    put_beside,
)
from streetchief.rulebook.rules.duty import BASIS_FIELDS, NEUTRAL, PATROL, Duty
from streetchief.rulebook.words import duty_name, name_in_chapter, role_holder, role_name
from streetchief.values.problems import Name
from streetchief.values.register import DEPARTMENT, PERSON, TOWN, VILLAGE, Holder, Place

Key = tuple[int, int | None]
NO_TOWN = 0
"""Stands for the town of streets that lie in none; they still have a paper."""


def walks_elsewhere(others: ByDuty) -> set[tuple[int, int, str]]:
    """Return the walks that count in a line of their own, such as the general chief's."""
    return {
        (entry.patrol.person, entry.patrol.started_at, entry.patrol.kind)
        for judged in others.values()
        for assessment in judged
        if assessment.holder is not None
        for entry in assessment.entries
        if entry.right is not None
    }


def street_lines(
    sources: Sources,
    judged: Sequence[Assessment],
    elsewhere: set[tuple[int, int, str]],
) -> dict[Key, StreetLine]:
    """Return the line of each street judged; `elsewhere` are walks that count in other lines."""
    office, connection, docket = sources.office, sources.connection, sources.docket
    unmet = [a.place for a in judged if a.state == UNMET]
    runs = unmet_runs(office, unmet, sources.week) if unmet else {}
    silent = [a.place for a in judged if not a.entries]
    end = sources.days.stop * calendar.DAY
    last = last_patrols(connection, silent, end, as_of=office.as_of) if silent else {}
    held = {(a.place, a.holder): _chiefs(a, sources.days) for a in judged}
    names = names_of(connection, {h for chiefs in held.values() for h in chiefs}, office.as_of)
    lines = {}
    for a in judged:
        key, place = (a.place, a.holder), docket.places[a.place]
        chiefs = [names[holder] for holder in held[key]]
        facts = day_facts(a.duty, a.charge, sources.days)
        lines[key] = StreetLine(
            street=place.name,
            identity=place.identity,
            village=_village(docket, place, chiefs),
            chiefs=tuple(chief.name for chief in chiefs),
            chief_ids=tuple(chief.identity for chief in chiefs),
            state=a.state,
            **sum_up([a], "available", *LOGGED, "day_count", "delegated", "backfilled"),
            unmet_weeks=runs.get(a.place, 0) if a.state == UNMET else 0,
            never_patrolled=a.due and not a.entries and a.place not in last,
            opened_on=place.opened_on if place.opened_on in sources.days[1:] else None,
            closed_on=place.closed_on if place.closed_on in sources.days else None,
            exempt=spans_of(f.day for f in facts if f.open and f.exempt),
            vacant=spans_of(f.day for f in facts if f.open and not f.holders),
            not_counted=not_counted(
                entry.reason
                for entry in a.entries
                if entry.reason is not None
                and (entry.patrol.person, entry.patrol.started_at, entry.patrol.kind)
                not in elsewhere
            ),
        )
    return lines


def _chiefs(judged: Assessment, days: range) -> list[int]:
    """Return who has the duty's role on some open day of the week, in order of office."""
    charge, first, last = judged.charge, days.start, days.stop
    first = max(first, charge.opened_on if charge.opened_on is not None else first)
    last = min(last, charge.closed_on if charge.closed_on is not None else last)
    held = sorted(
        (post.since, number, post.holder)
        for number, post in enumerate(charge.posts)
        if post.role == judged.duty.role
        and post.since < last
        and (post.until is None or post.until > first)
    )
    return list(dict.fromkeys(holder for _since, _number, holder in held))


def _village(docket: Docket, place: Place, chiefs: Sequence[Holder]) -> str:
    parent = docket.places.get(place.parent) if place.parent is not None else None
    if parent is not None and parent.kind == VILLAGE:
        return parent.name
    return "、".join(dict.fromkeys(chief.unit for chief in chiefs if chief.unit))


def period_lines(sources: Sources) -> dict[int, dict[str, tuple[Any, ...]]]:
    """Return what the report of each town has of its month or year, by the fields of a report."""
    verdicts_of: dict[int, list[Judged]] = {}
    for verdict in verdicts(sources.office, PATROL, sources.weeks, town=sources.only):
        town = sources.docket.town_key(verdict.place) or NO_TOWN
        verdicts_of.setdefault(town, []).append(verdict)
    weekly = put_beside(sources, judge_weeks(sources, sources.weeks), sources.span)
    monthly = put_beside(sources, judge_months(sources, _finished_months(sources)), sources.span)
    towns = {sources.only} - {None} | verdicts_of.keys()
    for judged in (*weekly.judged.values(), *monthly.judged.values()):
        towns |= {sources.docket.town_key(a.place) or NO_TOWN for a in judged}
    return {
        town: {
            "lines": _period_streets(sources, verdicts_of.get(town, ())),
            "by_week": _weeks_together(verdicts_of.get(town, ())),
            "departments": department_lines(sources, weekly, town),
            "duties": (
                *duty_lines(sources, weekly, town, holders=(PERSON,)),
                *duty_lines(sources, monthly, town, holders=(PERSON, DEPARTMENT)),
            ),
        }
        for town in towns
        if town is not None
    }


def _finished_months(sources: Sources) -> list[int]:
    """Return the calendar months of the paper; of a year only those that are over."""
    return [
        month
        for month in months_of(sources.kind, sources.period)
        if sources.kind == MONTH or sources.office.today >= calendar.days_of_month(month).stop
    ]


def _period_streets(sources: Sources, found: Iterable[Judged]) -> tuple[PeriodLine, ...]:
    """Add up the verdicts of each street, in register order."""
    places = sources.docket.places
    by_place: dict[int, list[Judged]] = {}
    for verdict in found:
        by_place.setdefault(verdict.place, []).append(verdict)
    lines = []
    for place, weeks in sorted(by_place.items()):
        states = [week.state for week in weeks]
        lines.append(
            PeriodLine(
                street=places[place].name,
                identity=places[place].identity,
                **sum_up(weeks, "due", "met", "required", "counted", "day_count"),
                exempt=states.count(EXEMPT),
                vacant=states.count(VACANT),
                longest_run=longest_run(states),
            )
        )
    return tuple(lines)


def _weeks_together(found: Iterable[Judged]) -> tuple[PeriodWeek, ...]:
    by_week: dict[int, list[Judged]] = {}
    for verdict in found:
        by_week.setdefault(verdict.period, []).append(verdict)
    return tuple(
        PeriodWeek(week=week, **sum_up(rows, "due", "met", "required", "counted"))
        for week, rows in sorted(by_week.items())
    )


def officer_lines(sources: Sources, beside: Beside, town: int) -> tuple[OfficerLine, ...]:
    """Return the week's lines of the town's officers, and one for each office nobody holds."""
    docket, found = sources.docket, list[OfficerLine]()
    for name, judged in beside.judged.items():
        duty = docket.duty(name, sources.days.start, town or None)
        if duty is None or duty.period != "week" or duty.per != "holder":
            continue
        kind, holder_kind = role_holder(sources.tables, duty.role)
        role = role_name(sources.tables, duty.role)
        mine = [
            OfficerLine(
                duty=name,
                role=role,
                name=beside.people[a.holder].name,
                state=a.state,
                **sum_up([a], *LOGGED),
            )
            for a in judged
            if a.holder is not None
            and beside.people[a.holder].kind == PERSON
            and _in_town(docket, a.place, town)
        ]
        if not mine and kind == TOWN and holder_kind == PERSON and town:
            mine.append(OfficerLine(duty=name, role=role, name="", state=VACANT))
        found += mine
    return tuple(found)


def department_lines(sources: Sources, beside: Beside, town: int) -> tuple[DepartmentLine, ...]:
    """Return the lines of the departments that are to act in the town."""
    lines = []
    for name, place, holder, mine in _by_line(sources, beside, town):
        if holder is None or beside.people[holder].kind != DEPARTMENT:
            continue
        spots, kilograms = beside.measures.get((name, place, holder), (0, 0))
        lines.append(
            DepartmentLine(
                duty=name,
                action=name_in_chapter(sources.tables, "kinds", mine[0].duty.kinds[0]),
                department=beside.people[holder].name,
                place=sources.docket.places[place].name,
                state=mine[-1].state,
                **sum_up(mine, "due", "met", "required"),
                done=sum(a.counted for a in mine),
                spots=spots,
                kilograms=kilograms,
            )
        )
    return tuple(lines)


def duty_lines(
    sources: Sources, beside: Beside, town: int, *, holders: Sequence[str] = ()
) -> tuple[DutyLine, ...]:
    """Return the lines of the town's places under the duties that judge places.

    Those judged by themselves are among them when they are of the kinds `holders`.
    """
    lines = []
    for name, place, holder, mine in _by_line(sources, beside, town):
        if holder is not None and beside.people[holder].kind not in holders:
            continue
        last = mine[-1]
        lines.append(
            DutyLine(
                duty=name,
                name=duty_name(sources.tables, name),
                role=role_name(sources.tables, last.duty.role),
                monthly=last.duty.period == "month",
                place=sources.docket.places[place].name,
                holder=beside.people[holder].name if holder is not None else "",
                state=last.state,
                **sum_up(mine, "due", "met", *LOGGED),
            )
        )
    return tuple(lines)


def _by_line(
    sources: Sources, beside: Beside, town: int
) -> list[tuple[str, int, int | None, list[Assessment]]]:
    """Put together what stands in one line: a duty at a place, or of a holder there, over time."""
    found: dict[tuple[str, int, int | None], list[Assessment]] = {}
    for name, rows in beside.judged.items():
        for a in sorted(rows, key=lambda row: (row.place, row.holder or 0)):
            if _in_town(sources.docket, a.place, town):
                found.setdefault((name, a.place, a.holder), []).append(a)
    return [(*key, rows) for key, rows in found.items()]


def _in_town(docket: Docket, place: int, town: int) -> bool:
    return (docket.town_key(place) or NO_TOWN) == town


def rule_lines(
    sources: Sources,
    streets: Iterable[Assessment],
    others: ByDuty,
    town: int,
) -> tuple[RuleLine, ...]:
    """Return the fields that differ from the default, the streets' duty first."""
    docket = sources.docket
    rules: list[RuleLine] = []
    for duty in dict.fromkeys(a.duty for a in streets):
        fields = departed(duty, quota=NEUTRAL.required)
        rules.append(RuleLine(duty=None, fields=fields, roles=_roles(sources, duty)))
    for name, judged in others.items():
        if any(_in_town(docket, a.place, town) for a in judged):
            duty_here = docket.duty(name, sources.days.start, town or None)
            if duty_here is not None:
                called = duty_name(sources.tables, name)
                fields = departed(duty_here)
                rules.append(RuleLine(duty=called, fields=fields, roles=_roles(sources, duty_here)))
    return tuple(dict.fromkeys(rule for rule in rules if rule.fields))


def _roles(sources: Sources, duty: Duty) -> tuple[tuple[str, Name], ...]:
    return tuple((role, role_name(sources.tables, role)) for role in duty.counting_roles)


def departed(duty: Duty, quota: int | None = None) -> tuple[tuple[str, object], ...]:
    """Return the duty's fields that differ from the default, and its quota unless it is `quota`.

    The quota of another duty than the streets' has no default and is not named.
    """
    changed: list[tuple[str, object]] = []
    if quota is not None and duty.required != quota:
        changed.append(("required", duty.required))
    changed += [
        (name, getattr(duty, name))
        for name in BASIS_FIELDS
        if getattr(duty, name) != getattr(NEUTRAL, name)
    ]
    return tuple(changed)
