"""One department over all its towns: each duty at each place, and each street it is linked to.

Convention: rows of its own duties add up to its own result, rows of its streets to its linked one;
both are those of `score --by department`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from streetchief.domain.problems import Name
from streetchief.domain.register import DEPARTMENT, Holder
from streetchief.domain.rulebook_score import ScoreRules
from streetchief.domain.scores import Result, add_up, linked_score, score_of
from streetchief.domain.value import value
from streetchief.service.names import resolve_holder
from streetchief.service.office import Office, known_then
from streetchief.service.score_holders import linked_streets, own_duties, result_of_rows
from streetchief.service.score_sources import ScoreSpan, Sources
from streetchief.store.ledger import reading


@value
class DepartmentLine:
    """A duty at a place, or (`duty` None) a street the department is linked to."""

    duty: Name | None
    town: str
    place: str
    result: Result


@value
class DepartmentScore:
    """A department's lines with its two results and their scores."""

    department: Holder
    span: ScoreSpan
    lines: tuple[DepartmentLine, ...]
    own: Result
    linked: Result
    own_share: Fraction | None
    linked_share: Fraction | None
    score: Fraction | None
    rules: ScoreRules


def score_department(
    office: Office, span: Callable[[Office], ScoreSpan], department: str
) -> DepartmentScore:
    """Assess one department place by place; raises `Refused` for an unknown name."""
    here = known_then(office)
    with reading(office.ledger) as connection:
        holder = resolve_holder(connection, department, kinds=(DEPARTMENT,), as_of=office.as_of)
        sources = Sources(here, connection, span(here), None)
        places = sources.docket.places
        lines = []
        for (duty, place, who), judged in own_duties(sources, DEPARTMENT).items():
            if who != holder.key:
                continue
            lines.append(
                DepartmentLine(
                    duty=_duty_name(sources, duty),
                    town=_town(sources, place),
                    place=places[place].name,
                    result=result_of_rows(judged),
                )
            )
        streets = linked_streets(sources).get(holder.key, {})
        for place, result in streets.items():
            lines.append(
                DepartmentLine(
                    duty=None,
                    town=_town(sources, place),
                    place=places[place].name,
                    result=result,
                )
            )
        own = add_up(line.result for line in lines if line.duty is not None)
        linked = add_up(line.result for line in lines if line.duty is None)
        shares = score_of(own, sources.rules), score_of(linked, sources.rules)
        return DepartmentScore(
            department=holder,
            span=sources.span,
            lines=tuple(lines),
            own=own,
            linked=linked,
            own_share=shares[0],
            linked_share=shares[1],
            score=linked_score(*shares, sources.rules),
            rules=sources.rules,
        )


def _town(sources: Sources, place: int) -> str:
    town = sources.docket.town_key(place)
    return sources.docket.places[town].name if town is not None else ""


def _duty_name(sources: Sources, duty: str) -> Name:
    table = sources.rulebook.tables.get("duties", {}).get(duty, {})
    zh = str(table.get("zh") or duty)
    return Name(zh=zh, en=str(table.get("en") or zh))
