"""The lines of a week's paper: streets, officers, departments, and the rules that differ.

Convention: every verdict is the pure rule's; a line holds words and numbers, none of the ledger's
keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from streetchief.activities.records import find_by_persons, last_patrols
from streetchief.days import calendar
from streetchief.duties.docket import Docket, names_of
from streetchief.duties.line import unmet_runs
from streetchief.duties.rules.charge import Charge, day_facts
from streetchief.duties.rules.standing import UNMET, VACANT, Assessment
from streetchief.papers.rules.week import (
    DepartmentLine,
    DutyLine,
    OfficerLine,
    RuleLine,
    StreetLine,
    not_counted,
    spans_of,
)
from streetchief.papers.sources import Sources
from streetchief.rulebook.rules.duty import BASIS_FIELDS, NEUTRAL, Duty
from streetchief.rulebook.wording import duty_name, kind_name, role_holder, role_name
from streetchief.values.problems import Name
from streetchief.values.register import DEPARTMENT, PERSON, TOWN, VILLAGE, Holder, Place, within

Key = tuple[int, int | None]
NO_TOWN = 0
"""Stands for the town of streets that lie in none; they still have a paper."""


def walks_elsewhere(others: Mapping[str, Sequence[Assessment]]) -> set[tuple[int, int, str]]:
    """Return the walks that count in a line of their own, such as the general chief's."""
    return {
        (entry.patrol.person, entry.patrol.started_at, entry.patrol.kind)
        for judged in others.values()
        for assessment in judged
        for entry in assessment.entries
        if entry.right is not None
    }


def street_lines(
    sources: Sources,
    judged: Sequence[Assessment],
    found: Mapping[Key, Charge],
    elsewhere: set[tuple[int, int, str]],
) -> dict[Key, StreetLine]:
    """Return the line of each street judged; `elsewhere` are walks that count in other lines."""
    office, connection, docket = sources.office, sources.connection, sources.docket
    unmet = [a.place for a in judged if a.state == UNMET]
    runs = unmet_runs(office, unmet, sources.week) if unmet else {}
    silent = [a.place for a in judged if not a.entries]
    end = sources.days.stop * calendar.DAY
    last = last_patrols(connection, silent, end, as_of=office.as_of) if silent else {}
    held = {(a.place, a.holder): _chiefs(a.duty, found[a.place, a.holder], sources) for a in judged}
    names = names_of(connection, {h for chiefs in held.values() for h in chiefs}, office.as_of)
    lines = {}
    for a in judged:
        key, place = (a.place, a.holder), docket.places[a.place]
        chiefs = [names[holder] for holder in held[key]]
        facts = day_facts(a.duty, found[key], sources.days)
        lines[key] = StreetLine(
            street=place.name,
            identity=place.identity,
            village=_village(docket, place, chiefs),
            chiefs=tuple(chief.name for chief in chiefs),
            chief_ids=tuple(chief.identity for chief in chiefs),
            state=a.state,
            available=a.available,
            required=a.required,
            logged=a.logged,
            counted=a.counted,
            day_count=a.day_count,
            delegated=a.delegated,
            backfilled=a.backfilled,
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


def _chiefs(duty: Duty, charge: Charge, sources: Sources) -> list[int]:
    """Return who has the duty's role on some open day of the week, in order of office."""
    first, last = sources.days.start, sources.days.stop
    first = max(first, charge.opened_on if charge.opened_on is not None else first)
    last = min(last, charge.closed_on if charge.closed_on is not None else last)
    held = sorted(
        (post.since, number, post.holder)
        for number, post in enumerate(charge.posts)
        if post.role == duty.role
        and post.since < last
        and (post.until is None or post.until > first)
    )
    return list(dict.fromkeys(holder for _since, _number, holder in held))


def _village(docket: Docket, place: Place, chiefs: Sequence[Holder]) -> str:
    parent = docket.places.get(place.parent) if place.parent is not None else None
    if parent is not None and parent.kind == VILLAGE:
        return parent.name
    return "、".join(dict.fromkeys(chief.unit for chief in chiefs if chief.unit))


def officer_lines(
    sources: Sources,
    others: Mapping[str, Sequence[Assessment]],
    town: int,
    people: Mapping[int, Holder],
) -> tuple[OfficerLine, ...]:
    """Return the lines of the town's officers, and one for each office nobody holds."""
    docket, found = sources.docket, []
    for name, judged in others.items():
        duty = docket.duty(name, sources.days.start, town or None)
        if duty is None or duty.period != "week":
            continue
        kind, holder_kind = role_holder(sources.tables, duty.role)
        mine = [
            a
            for a in judged
            if _in_town(docket, a.place, town)
            and a.holder is not None
            and people[a.holder].kind == PERSON
        ]
        role = role_name(sources.tables, duty.role)
        if not mine and kind == TOWN and holder_kind == PERSON and town:
            found.append(OfficerLine(duty=name, role=role, name="", state=VACANT))
        found += [
            OfficerLine(
                duty=name,
                role=role,
                name=people[a.holder].name,
                state=a.state,
                required=a.required,
                logged=a.logged,
                counted=a.counted,
            )
            for a in mine
            if a.holder is not None
        ]
    return tuple(found)


def department_lines(
    sources: Sources,
    others: Mapping[str, Sequence[Assessment]],
    town: int,
    people: Mapping[int, Holder],
    sums: Mapping[tuple[str, int, int], tuple[int, int]],
) -> tuple[DepartmentLine, ...]:
    """Return the lines of the departments that are to act in the town."""
    docket = sources.docket
    return tuple(
        DepartmentLine(
            duty=name,
            action=kind_name(sources.tables, a.duty.kinds[0]),
            department=people[a.holder].name,
            place=docket.places[a.place].name,
            state=a.state,
            required=a.required,
            done=a.counted,
            spots=sums.get((name, a.place, a.holder), (0, 0))[0],
            kilograms=sums.get((name, a.place, a.holder), (0, 0))[1],
        )
        for name, judged in others.items()
        for a in judged
        if a.holder is not None
        and people[a.holder].kind == DEPARTMENT
        and _in_town(docket, a.place, town)
    )


def duty_lines(
    sources: Sources, besides: Mapping[str, Sequence[Assessment]], town: int
) -> tuple[DutyLine, ...]:
    """Return the lines of the town's places under the other duties that judge places."""
    docket = sources.docket
    return tuple(
        DutyLine(
            duty=name,
            name=duty_name(sources.tables, name),
            place=docket.places[a.place].name,
            holder="",
            state=a.state,
            required=a.required,
            logged=a.logged,
            counted=a.counted,
        )
        for name, judged in besides.items()
        for a in judged
        if _in_town(docket, a.place, town)
    )


def measures_of(
    sources: Sources, others: Mapping[str, Sequence[Assessment]], since: int | None = None
) -> dict[tuple[str, int, int], tuple[int, int]]:
    """Sum spots and kilograms of each (duty, place, holder): all live rows of its kinds there.

    Of the week, or from the day `since` to its end.
    """
    docket, sums = sources.docket, dict[tuple[str, int, int], tuple[int, int]]()
    acting = {a.holder for js in others.values() for a in js if a.holder is not None and a.entries}
    if not acting:
        return sums
    first = sources.days.start if since is None else since
    bounds = first * calendar.DAY, sources.days.stop * calendar.DAY
    rows = [
        row
        for row in find_by_persons(sources.connection, acting, *bounds, as_of=sources.office.as_of)
        if row.spots or row.kilograms
    ]
    for name, judged in others.items():
        for a in judged:
            if a.holder is None:
                continue
            mine = [
                row
                for row in rows
                if row.person == a.holder
                and row.kind in a.duty.kinds
                and within(docket.places, row.place, a.place)
            ]
            sums[name, a.place, a.holder] = (
                sum(row.spots or 0 for row in mine),
                sum(row.kilograms or 0 for row in mine),
            )
    return sums


def _in_town(docket: Docket, place: int, town: int) -> bool:
    return (docket.town_key(place) or NO_TOWN) == town


def rule_lines(
    sources: Sources,
    streets: Iterable[Assessment],
    others: Mapping[str, Sequence[Assessment]],
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
