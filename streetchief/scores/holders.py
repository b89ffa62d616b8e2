"""Assessment of those who hold: chiefs with the verdicts of their streets, departments with theirs.

Convention: a week of a place is everyone's who held it on some day of that week, undivided; so the
rows of chiefs do not add up to the streets' total. A department shares its street's result
(捆绑考核). Source: docs/mechanisms.md, rows 24, 33-35.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.days import calendar
from streetchief.duties.docket import names_of
from streetchief.duties.rules.standing import Assessment
from streetchief.duties.verdict_sql import WeekVerdict
from streetchief.register.records import find_holders
from streetchief.rulebook.rules.duty import PATROL
from streetchief.scores.rules import Line, Result, add_up, linked_score, result_of, score_of
from streetchief.scores.sources import ScoreRow, Sources, result_of_weeks, with_items, work_of
from streetchief.values.problems import Name
from streetchief.values.register import DEPARTMENT, PERSON, Assignment, Holder, held_on


def own_duties(sources: Sources, kind: str) -> dict[tuple[str, int, int], list[Assessment]]:
    """Return the assessments of duties judged by holder, by duty, place and holder of a kind."""
    kinds: dict[int, str] = {}
    found: dict[tuple[str, int, int], list[Assessment]] = {}
    for name in sources.duties_of_holders():
        for assessment in sources.judged(name):
            if assessment.holder is None:
                continue
            if not kinds:
                holders = find_holders(sources.connection, as_of=sources.office.as_of)
                kinds = {holder.key: holder.kind for holder in holders}
            if kinds.get(assessment.holder) == kind:
                key = name, assessment.place, assessment.holder
                found.setdefault(key, []).append(assessment)
    return found


def result_of_rows(assessments: Iterable[Assessment]) -> Result:
    """Add up the assessments of one holder at one place."""
    return result_of(
        Line(required=a.required, counted=a.counted, state=a.state) for a in assessments
    )


def chief_rows(sources: Sources) -> list[ScoreRow]:
    """Return a row for each chief of a street and for each officer judged by himself."""
    docket, span = sources.docket, sources.span
    chiefs: list[Assignment] = []
    days: dict[tuple[str, int], set[int]] = {}
    for assignment in docket.assignments:
        duty = docket.duty(PATROL, span.until - 1, docket.town_key(assignment.place))
        if duty is None or assignment.role != duty.role or assignment.place not in sources.lines:
            continue
        chiefs.append(assignment)
        first = max(assignment.since, span.since)
        last = min(span.until, span.until if assignment.until is None else assignment.until)
        days.setdefault((assignment.role, assignment.holder), set()).update(range(first, last))
    held = _weeks_held(sources, chiefs)
    counted: dict[int, int] = {}
    for assessment in sources.judged(PATROL):
        for entry in assessment.entries:
            if entry.counts:
                counted[entry.patrol.person] = counted.get(entry.patrol.person, 0) + 1
    officers: dict[tuple[str, int], dict[int, list[Assessment]]] = {}
    for (name, place, holder), lines in own_duties(sources, PERSON).items():
        role = docket.duty(name, span.until - 1, docket.town_key(place))
        if role is not None:
            officers.setdefault((role.role, holder), {})[place] = lines
    people = names_of(
        sources.connection,
        {holder for _role, holder in (*held, *officers)},
        sources.office.as_of,
    )
    rows = [
        _chief_row(
            sources,
            who,
            people[who[1]],
            tuple(places),
            add_up(result_of_weeks(weeks) for weeks in places.values()),
            len(days[who]),
            counted.get(who[1], 0),
        )
        for who, places in held.items()
    ]
    return rows + [
        _chief_row(
            sources,
            who,
            people[who[1]],
            tuple(places),
            add_up(result_of_rows(lines) for lines in places.values()),
            _days_of(sources, who),
            sum(a.counted for lines in places.values() for a in lines),
        )
        for who, places in officers.items()
    ]


def _days_of(sources: Sources, who: tuple[str, int]) -> int:
    mine = [a for a in sources.docket.assignments if (a.role, a.holder) == who]
    return sum(bool(held_on(mine, day)) for day in range(sources.span.since, sources.span.until))


def _chief_row(
    sources: Sources,
    who: tuple[str, int],
    holder: Holder,
    places: tuple[int, ...],
    result: Result,
    days_held: int,
    own_counted: int,
) -> ScoreRow:
    docket = sources.docket
    towns = dict.fromkeys(docket.town_key(place) for place in places)
    answers_for = [row for row in sources.items if row[1].holder == holder.key]
    found = [row for row in sources.items if row[0].found_by == holder.key]
    result = with_items(result, answers_for)
    return ScoreRow(
        key=holder.key,
        town="、".join(docket.places[town].name for town in towns if town is not None),
        name=holder.name,
        result=result,
        work=work_of(sources, [r for r in sources.work if r.person == holder.key], found),
        score=score_of(result, sources.rules),
        role=_role_name(sources, who[0]),
        held=tuple(docket.places[place].name for place in places),
        days_held=days_held,
        own_counted=own_counted,
    )


def _role_name(sources: Sources, role: str) -> Name:
    known = sources.rulebook.roles.get(role)
    return Name(zh=known.zh, en=known.en) if known is not None else Name(zh=role, en=role)


def department_rows(sources: Sources) -> list[ScoreRow]:
    """Return a row for each department with a duty of its own or a street it is linked to."""
    docket = sources.docket
    own: dict[int, dict[int, list[Assessment]]] = {}
    for (_duty, place, holder), lines in own_duties(sources, DEPARTMENT).items():
        own.setdefault(holder, {}).setdefault(place, []).extend(lines)
    linked = linked_streets(sources)
    people = names_of(sources.connection, {*own, *linked}, sources.office.as_of)
    rows = []
    for key in sorted(people):
        duties, streets = own.get(key, {}), linked.get(key, {})
        mine_items = [row for row in sources.items if row[1].holder == key]
        result = with_items(add_up(result_of_rows(lines) for lines in duties.values()), mine_items)
        shared = add_up(streets.values())
        own_share, linked_share = (score_of(one, sources.rules) for one in (result, shared))
        towns = dict.fromkeys(docket.town_key(place) for place in (*duties, *streets))
        rows.append(
            ScoreRow(
                key=key,
                town="、".join(docket.places[town].name for town in towns if town is not None),
                name=people[key].name,
                result=result,
                work=work_of(
                    sources,
                    [row for row in sources.work if row.person == key],
                    [row for row in sources.items if row[0].found_by == key],
                ),
                score=linked_score(own_share, linked_share, sources.rules),
                held=tuple(docket.places[place].name for place in duties),
                own=own_share,
                linked=shared,
                linked_share=linked_share,
                linked_to=tuple(_full_name(sources, place) for place in streets),
            )
        )
    return rows


def linked_streets(sources: Sources) -> dict[int, dict[int, Result]]:
    """Return the result of each street a department is linked to, by department and street.

    Of the weeks in which it was linked on some day, and of every item found on the street.
    """
    linking = {
        role.identifier for role in sources.rulebook.roles.values() if role.holder == DEPARTMENT
    }
    held = _weeks_held(sources, [a for a in sources.docket.assignments if a.role in linking])
    linked: dict[int, dict[int, Result]] = {}
    for (_role, holder), places in held.items():
        for place, weeks in places.items():
            found = [row for row in sources.items if row[0].place == place]
            linked.setdefault(holder, {})[place] = with_items(result_of_weeks(weeks), found)
    return linked


def _weeks_held(
    sources: Sources, assignments: Iterable[Assignment]
) -> dict[tuple[str, int], dict[int, list[WeekVerdict]]]:
    """Return the weeks of streets in which each holder had the role on some day, by role."""
    held: dict[tuple[str, int], dict[int, list[WeekVerdict]]] = {}
    for assignment in assignments:
        weeks = [
            week
            for week in sources.lines.get(assignment.place, ())
            if assignment.overlaps(*_days(week.week))
        ]
        if weeks:
            places = held.setdefault((assignment.role, assignment.holder), {})
            mine = places.setdefault(assignment.place, [])
            mine += [week for week in weeks if week not in mine]
    return held


def _days(week: int) -> tuple[int, int]:
    return calendar.monday_of(week), calendar.monday_of(week + 1)


def _full_name(sources: Sources, place: int) -> str:
    town = sources.docket.town_key(place)
    name = sources.docket.places[place].name
    return f"{sources.docket.places[town].name}/{name}" if town is not None else name
