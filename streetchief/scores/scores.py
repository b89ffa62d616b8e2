"""Assessment: scores and ranks of streets, chiefs, departments and towns over a span of weeks.

Convention: rows stand best first, equal scores share a rank, what has no score stands last without
one. Every figure is a sum of verdicts of the pure rule; nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from streetchief.days import calendar
from streetchief.duties.verdict_sql import WeekVerdict
from streetchief.items.rules.figures import Row
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.register.names import resolve_place
from streetchief.rulebook.rules.duty import PATROL, Duty
from streetchief.rulebook.rules.read_score import ScoreRules
from streetchief.scores.holders import chief_rows, department_rows, own_duties, result_of_rows
from streetchief.scores.records import WorkRow
from streetchief.scores.rules import Result, add_up, ranked, score_of
from streetchief.scores.sources import (
    ScoreRow,
    ScoreSpan,
    Sources,
    result_of_weeks,
    with_items,
    work_of,
)
from streetchief.value import replace, value
from streetchief.values.problems import Name
from streetchief.values.register import PERSON, Place

By = Literal["street", "chief", "department", "town"]
BY: tuple[By, ...] = ("street", "chief", "department", "town")


@value
class Scores:
    """An assessment: its rows, best first, and the result of all streets together."""

    by: By
    span: ScoreSpan
    town: Place | None
    rows: tuple[ScoreRow, ...]
    total: Result
    rules: ScoreRules
    duties: tuple[Duty, ...]


def score(
    office: Office,
    span: Callable[[Office], ScoreSpan],
    *,
    by: By = "street",
    town: str | None = None,
) -> Scores:
    """Assess streets, chiefs, departments or towns; `span` is asked at the moment of `as_of`.

    Raises `Refused` for an unknown town or a span without a finished week.
    """
    here = known_then(office)
    with reading(office.ledger) as connection:
        place = (
            resolve_place(connection, town, kinds=("town",), as_of=office.as_of)
            if town is not None
            else None
        )
        sources = Sources(here, span(here), place)
        return scores_of(sources, by)


def scores_of(sources: Sources, by: By) -> Scores:
    """Assess from sources that are open already."""
    rows = {
        "street": street_rows,
        "chief": chief_rows,
        "department": department_rows,
        "town": town_rows,
    }[by](sources)
    streets = add_up(result_of_weeks(weeks) for weeks in sources.lines.values())
    return Scores(
        by=by,
        span=sources.span,
        town=sources.town,
        rows=_ranked(rows),
        total=with_items(streets, sources.items),
        rules=sources.rules,
        duties=_duties(sources),
    )


def _duties(sources: Sources) -> tuple[Duty, ...]:
    """Return the versions of the street duty that judged, oldest first."""
    docket = sources.docket
    towns = dict.fromkeys(docket.town_key(place) for place in sources.lines)
    found = [
        docket.duty(PATROL, calendar.monday_of(week), town)
        for week in sources.span.weeks
        for town in towns
    ]
    return tuple(dict.fromkeys(duty for duty in found if duty is not None))


def _ranked(rows: Iterable[ScoreRow]) -> tuple[ScoreRow, ...]:
    """Rank rows of a role among each other, and put the best first within each role."""
    by_role: dict[Name | None, list[ScoreRow]] = {}
    for row in rows:
        by_role.setdefault(row.role, []).append(row)
    out: list[ScoreRow] = []
    for alike in by_role.values():
        ranks = ranked([row.score for row in alike])
        named = [replace(row, rank=rank) for row, rank in zip(alike, ranks, strict=True)]
        out += sorted(named, key=lambda row: len(alike) + 1 if row.rank is None else row.rank)
    return tuple(out)


def street_rows(sources: Sources) -> list[ScoreRow]:
    """Return a row for each place the street duty judges, in register order."""
    work: dict[int, list[WorkRow]] = {}
    for row in sources.work:
        work.setdefault(row.place, []).append(row)
    items: dict[int | None, list[Row]] = {}
    for item in sources.items:
        items.setdefault(item[0].place, []).append(item)
    rows = []
    for key, weeks in sources.lines.items():
        town = sources.docket.town_key(key)
        here = items.get(key, [])
        result = with_items(result_of_weeks(weeks), here)
        rows.append(
            ScoreRow(
                key=key,
                town=sources.docket.places[town].name if town is not None else "",
                name=sources.docket.places[key].name,
                result=result,
                work=work_of(sources, work.get(key, []), here),
                score=score_of(result, sources.rules),
            )
        )
    return rows


def town_rows(sources: Sources) -> list[ScoreRow]:
    """Return a row for each town that has a street under the duty, in register order."""
    docket = sources.docket
    streets: dict[int, list[list[WeekVerdict]]] = {}
    for key, weeks in sources.lines.items():
        streets.setdefault(docket.town_key(key) or 0, []).append(weeks)
    own = sources.own_town()
    items: dict[int | None, list[Row]] = {}
    for item in sources.items:
        items.setdefault(sources.town_of_item(item, own), []).append(item)
    work: dict[int | None, list[WorkRow]] = {}
    for row in sources.work:
        work.setdefault(docket.town_key(row.place), []).append(row)
    general = _general(sources)
    order = {key: number for number, key in enumerate(docket.places)}
    rows = []
    for key in sorted(streets, key=lambda key: order.get(key, len(order))):
        here = items.get(key or None, [])
        result = with_items(add_up(result_of_weeks(weeks) for weeks in streets[key]), here)
        name = docket.places[key].name if key else ""
        rows.append(
            ScoreRow(
                key=key,
                town=name,
                name=name,
                result=result,
                work=work_of(sources, work.get(key or None, []), here),
                score=score_of(result, sources.rules),
                general=general.get(key, Result()),
            )
        )
    return rows


def _general(sources: Sources) -> dict[int, Result]:
    """Return the results of the towns' own officers, who are judged by themselves."""
    judged = own_duties(sources, PERSON)
    found: dict[int, list[Result]] = {}
    for (_duty, place, _holder), lines in judged.items():
        found.setdefault(sources.docket.town_key(place) or 0, []).append(result_of_rows(lines))
    return {town: add_up(results) for town, results in found.items()}
