"""Assessment: scores and ranks of streets, chiefs, departments and towns over a span of weeks.

Convention: rows stand best first, equal scores share a rank, what has no score stands last without
one. Every figure is a sum of verdicts of the pure rule; nothing here is stored. A week of a place
is everyone's who held it on some day of that week, undivided; so the rows of chiefs do not add up
to the streets' total. Source: docs/mechanisms.md, rows 24, 33-35.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeVar

from streetchief.duties.docket import names_of
from streetchief.duties.rules.standing import Judged
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.rulebook.rules.duty import PATROL, Duty
from streetchief.rulebook.rules.read_score import ScoreRules
from streetchief.scores.departments import department_rows, weeks_held
from streetchief.scores.rules import Result, ScoreRow, add_up, ranked, result_of
from streetchief.scores.sources import ScoreSpan, Sources, named_town, with_items
from streetchief.value import replace, value
from streetchief.values.problems import Name
from streetchief.values.register import PERSON, Assignment, Place

Thing = TypeVar("Thing")
Key = TypeVar("Key")

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
    with reading(office.ledger):
        return scores_of(Sources(here, span(here), named_town(office, town)), by)


def scores_of(sources: Sources, by: By) -> Scores:
    """Assess from sources that are open already."""
    rows = {
        "street": street_rows,
        "chief": chief_rows,
        "department": department_rows,
        "town": town_rows,
    }[by](sources)
    return Scores(
        by=by,
        span=sources.span,
        town=sources.town,
        rows=_ranked(rows),
        total=with_items(add_up(map(result_of, sources.lines.values())), sources.items),
        rules=sources.rules,
        duties=sources.duties_of(sources.span.weeks),
    )


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
    work = _grouped(sources.work, lambda row: row.place)
    items = _grouped(sources.items, lambda row: row[0].place)
    return [
        sources.row(
            key=key,
            town=sources.town_name(key),
            name=sources.docket.places[key].name,
            reached=[weeks],
            items=items.get(key, ()),
            work=work.get(key, ()),
        )
        for key, weeks in sources.lines.items()
    ]


def town_rows(sources: Sources) -> list[ScoreRow]:
    """Return a row for each town that has a street under the duty, in register order.

    Its general chief and other officers judged by themselves stand beside it.
    """
    docket = sources.docket
    streets = _grouped(sources.lines.items(), lambda line: docket.town_key(line[0]))
    items = _grouped(sources.items, sources.town_of_item)
    work = _grouped(sources.work, lambda row: docket.town_key(row.place))
    officers = _grouped(
        sources.judged_holders(PERSON).items(), lambda found: docket.town_key(found[0][1])
    )
    order = {key: number for number, key in enumerate(docket.places)}
    rows = []
    for key in sorted(streets, key=lambda key: order.get(key or 0, len(order))):
        name = docket.places[key].name if key is not None else ""
        rows.append(
            sources.row(
                key=key or 0,
                town=name,
                name=name,
                reached=[weeks for _street, weeks in streets[key]],
                items=items.get(key, ()),
                work=work.get(key, ()),
                general=add_up(result_of(lines) for _who, lines in officers.get(key, ())),
            )
        )
    return rows


def _grouped(things: Iterable[Thing], key: Callable[[Thing], Key]) -> dict[Key, list[Thing]]:
    groups: dict[Key, list[Thing]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return groups


def chief_rows(sources: Sources) -> list[ScoreRow]:
    """Return a row for each chief of a street and for each officer judged by himself."""
    docket = sources.docket

    def role_of(duty_name: str, place: int) -> str:
        duty = docket.duty(duty_name, sources.span.until - 1, docket.town_key(place))
        return duty.role if duty is not None else ""

    chiefs = [
        assignment
        for assignment in docket.assignments
        if assignment.place in sources.lines
        and assignment.role == role_of(PATROL, assignment.place)
    ]
    held = weeks_held(sources, chiefs)
    officers: dict[tuple[str, int], dict[int, Iterable[Judged]]] = {}
    for (duty, place, holder), lines in sources.judged_holders(PERSON).items():
        role = role_of(duty, place)
        if role:
            officers.setdefault((role, holder), {})[place] = lines
    people = names_of(
        sources.connection, {holder for _role, holder in (*held, *officers)}, sources.office.as_of
    )

    def chief_row(
        role: str,
        holder: int,
        places: Mapping[int, Iterable[Judged]],
        posts: Iterable[Assignment],
        own_counted: int,
    ) -> ScoreRow:
        known = sources.rulebook.roles.get(role)
        mine = [post for post in posts if (post.role, post.holder) == (role, holder)]
        days = range(sources.span.since, sources.span.until)
        return sources.row(
            key=holder,
            town=sources.town_names(places),
            name=people[holder].name,
            reached=places.values(),
            items=[row for row in sources.items if row[1].holder == holder],
            found=[row for row in sources.items if row[0].found_by == holder],
            work=[row for row in sources.work if row.person == holder],
            role=Name(zh=known.zh, en=known.en) if known else Name(zh=role, en=role),
            held=tuple(docket.places[place].name for place in places),
            days_held=sum(any(post.covers(day) for post in mine) for day in days),
            own_counted=own_counted,
        )

    counted = Counter(
        entry.patrol.person
        for assessment in sources.judged(PATROL)
        for entry in assessment.entries
        if entry.counts
    )
    rows = [chief_row(*who, places, chiefs, counted[who[1]]) for who, places in held.items()]
    return rows + [
        chief_row(
            *who,
            places,
            docket.assignments,
            sum(line.counted for lines in places.values() for line in lines),
        )
        for who, places in officers.items()
    ]
