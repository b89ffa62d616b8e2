"""Assessment of departments: their own duties beside the streets they are linked to (捆绑考核).

Convention: a department shares its street's result: of the weeks in which it was linked on some
day, and of every item found there. Source: docs/mechanisms.md, rows 24, 33-35.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from streetchief.days import calendar
from streetchief.duties.docket import names_of
from streetchief.duties.rules.standing import Judged
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.register.names import resolve_holder
from streetchief.rulebook.rules.read_score import ScoreRules
from streetchief.rulebook.words import name_in_chapter
from streetchief.scores.rules import Result, ScoreRow, add_up, linked_score, result_of, score_of
from streetchief.scores.sources import ScoreSpan, Sources, with_items
from streetchief.value import replace, value
from streetchief.values.problems import Name
from streetchief.values.register import DEPARTMENT, Assignment, Holder, full_place_name, town_of


@value
class DepartmentLine:
    """A duty at a place, or (`duty` None) a street the department is linked to."""

    duty: Name | None
    town: str
    place: str
    result: Result


@value
class DepartmentScore:
    """A department place by place, and the row it has among all."""

    department: Holder
    span: ScoreSpan
    lines: tuple[DepartmentLine, ...]
    row: ScoreRow
    rules: ScoreRules


def score_department(
    office: Office, span: Callable[[Office], ScoreSpan], department: str
) -> DepartmentScore:
    """Assess one department place by place; raises `Refused` for an unknown name."""
    here = known_then(office)
    with reading(office.ledger) as connection:
        holder = resolve_holder(connection, department, kinds=(DEPARTMENT,), as_of=office.as_of)
        sources = Sources(here, span(here), None)
        own = [
            (name_in_chapter(sources.rulebook.tables, "duties", duty), place, weeks)
            for (duty, place, who), weeks in sources.judged_holders(DEPARTMENT).items()
            if who == holder.key
        ]
        linked = linked_streets(sources).get(holder.key, {})
        reached: list[tuple[Name | None, int, Result]] = [
            *((duty, place, result_of(weeks)) for duty, place, weeks in own),
            *((None, place, result) for place, result in linked.items()),
        ]
        duties: dict[int, list[Judged]] = {}
        for _duty, place, weeks in own:
            duties.setdefault(place, []).extend(weeks)
        return DepartmentScore(
            department=holder,
            span=sources.span,
            lines=tuple(
                DepartmentLine(
                    duty=duty,
                    town=sources.town_name(place),
                    place=sources.docket.places[place].name,
                    result=result,
                )
                for duty, place, result in reached
            ),
            row=_department_row(sources, holder, duties, linked),
            rules=sources.rules,
        )


def department_rows(sources: Sources) -> list[ScoreRow]:
    """Return a row for each department with a duty of its own or a street it is linked to."""
    own: dict[int, dict[int, list[Judged]]] = {}
    for (_duty, place, holder), weeks in sources.judged_holders(DEPARTMENT).items():
        own.setdefault(holder, {}).setdefault(place, []).extend(weeks)
    linked = linked_streets(sources)
    people = names_of(sources.connection, {*own, *linked}, sources.office.as_of)
    return [
        _department_row(sources, people[key], own.get(key, {}), linked.get(key, {}))
        for key in sorted(people)
    ]


def _department_row(
    sources: Sources,
    department: Holder,
    duties: Mapping[int, Iterable[Judged]],
    streets: Mapping[int, Result],
) -> ScoreRow:
    """Return a department's row: its duties and items, and the streets it is linked to."""
    places, key = sources.docket.places, department.key
    linked = add_up(streets.values())
    row = sources.row(
        key=key,
        town=sources.town_names((*duties, *streets)),
        name=department.name,
        reached=duties.values(),
        items=[item for item in sources.items if item[1].holder == key],
        found=[item for item in sources.items if item[0].found_by == key],
        work=[work for work in sources.work if work.person == key],
        held=tuple(places[place].name for place in duties),
        linked=linked,
        linked_share=score_of(linked, sources.rules),
        linked_to=tuple(
            full_place_name(places[place], town_of(places, place)) for place in streets
        ),
    )
    both = linked_score(row.score, row.linked_share, sources.rules)
    return replace(row, own=row.score, score=both)


def linked_streets(sources: Sources) -> dict[int, dict[int, Result]]:
    """Return the result of each street a department is linked to, by department and street."""
    linking = {
        role.identifier for role in sources.rulebook.roles.values() if role.holder == DEPARTMENT
    }
    held = weeks_held(sources, [a for a in sources.docket.assignments if a.role in linking])
    linked: dict[int, dict[int, Result]] = {}
    for (_role, holder), places in held.items():
        for place, weeks in places.items():
            found = [row for row in sources.items if row[0].place == place]
            linked.setdefault(holder, {})[place] = with_items(result_of(weeks), found)
    return linked


def weeks_held(
    sources: Sources, assignments: Iterable[Assignment]
) -> dict[tuple[str, int], dict[int, list[Judged]]]:
    """Return the weeks of streets in which each holder had the role on some day, by role."""
    held: dict[tuple[str, int], dict[int, list[Judged]]] = {}
    for assignment in assignments:
        for week in sources.lines.get(assignment.place, ()):
            days = calendar.days_of_week(week.period)
            if assignment.overlaps(days.start, days.stop):
                places = held.setdefault((assignment.role, assignment.holder), {})
                mine = places.setdefault(assignment.place, [])
                if week not in mine:
                    mine.append(week)
    return held
