"""How a town, or a person or department, stands in the running period.

Convention: lines as they stand at this moment, each with the states of the last finished weeks.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.duties.docket import above
from streetchief.duties.line import Line, Span, complete, lines_of, open_span
from streetchief.duties.objection_records import find_objections
from streetchief.duties.verdicts import verdicts
from streetchief.duties.year import YearStatus, place_year
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.register.directory import chosen_town, full_name, resolve_subject
from streetchief.rulebook.words import role_name, tables_on
from streetchief.value import replace, value
from streetchief.values.problems import Name
from streetchief.values.register import TOWN, Assignment, Holder, Place

RECENT = 8
"""How many finished weeks a town's table shows of each place."""


@value
class TownStatus:
    """Every place and officer of a town, or of all towns, in the running period."""

    town: Place | None
    week: int
    today: int
    as_of: int | None
    lines: tuple[Line, ...]


@value
class Held:
    """A post of a person with a line of its place, or a line that judges himself without one.

    `role` is what the rulebook calls the role of a post; `own` are the patrols of his that
    count, None where there is no line.
    """

    role: Name | None
    town: str
    place: str
    line: Line | None
    own: int | None
    post: Assignment | None = None


@value
class HolderStatus:
    """What a person or department holds today: his own lines, then his posts."""

    holder: Holder
    week: int
    as_of: int | None
    held: tuple[Held, ...]


def town_status(office: Office, span: Span, *, town: str | None = None) -> TownStatus:
    """Return how every place and officer stands; of `town`, else of the ledger's own or of all."""
    here = known_then(office)
    with reading(office.ledger):
        return _town_status(here, span, chosen_town(here, town))


def status(
    office: Office, name: str, span: Span, *, town: str | None = None, year: int | None = None
) -> TownStatus | YearStatus | HolderStatus:
    """Return how what is called `name` stands: a town, another place, a person or department.

    `year` is the ISO year of a place's calendar, the running one unless given. Raises `Refused`
    for an unknown name and for a place no duty judges.
    """
    here = known_then(office)
    with reading(office.ledger):
        subject = resolve_subject(here, name, within=town)
        if isinstance(subject, Holder):
            return _holder_status(here, span, subject)
        if subject.kind == TOWN:
            return _town_status(here, span, subject)
        return place_year(here, span, subject, year)


def _town_status(office: Office, span: Span, town: Place | None) -> TownStatus:
    key = town.key if town else None
    lines = lines_of(office, open_span(office, span, key), span)
    objections = find_objections(office.connection, as_of=office.as_of)
    completed = complete(office, lines, on=office.today, objections=objections)
    return TownStatus(
        town=town,
        week=span.week,
        today=office.today,
        as_of=office.known_at,
        lines=tuple(_add_recent(office, completed, span, key)),
    )


def _add_recent(office: Office, lines: Sequence[Line], span: Span, town: int | None) -> list[Line]:
    """Add the states of the last finished weeks to the lines of places."""
    weeks = range(max(0, span.week - RECENT), span.week)
    by_place = [line for line in lines if line.charge.holder is None]
    weekly = dict.fromkeys(line.duty.name for line in by_place if line.duty.period == "week")
    states = {
        (name, verdict.place, verdict.period): verdict.state
        for name in weekly
        for verdict in verdicts(office, name, weeks, town=town)
    }
    return [
        replace(
            line,
            recent=tuple(states.get((line.duty.name, line.place.key, week)) for week in weeks),
        )
        if line.charge.holder is None and line.duty.name in weekly
        else line
        for line in lines
    ]


def _holder_status(office: Office, span: Span, holder: Holder) -> HolderStatus:
    docket = open_span(office, span)
    posts = [
        post
        for post in docket.assignments
        if post.holder == holder.key and post.covers(office.today)
    ]
    places = {post.place for post in posts}
    below = {key for key in docket.places if places.intersection(above(docket, key))}
    lines = complete(
        office,
        [
            line
            for line in lines_of(office, docket, span, among=below | places, per_holder=False)
            if line.is_held_by(holder.key)
        ],
        on=office.today,
    )
    own = [
        line
        for line in lines_of(office, docket, span, per_holder=True)
        if line.charge.holder == holder.key
    ]
    held = [
        Held(
            role=None,
            town=line.town_name,
            place=line.place.name,
            line=line,
            own=line.counted,
        )
        for line in complete(office, own, on=office.today)
    ]
    tables = tables_on(office.connection, span.days.start, office.as_of)
    for post in posts:
        of_post: list[Line | None] = [
            line
            for line in lines
            if line.duty.role == post.role and post.place in above(docket, line.place.key)
        ]
        for one in of_post or [None]:
            town, name = full_name(
                docket.places, docket.places[post.place] if one is None else one.place
            )
            held.append(
                Held(
                    role=role_name(tables, post.role),
                    town=town,
                    place=name,
                    line=one,
                    own=None if one is None else _count_own(one, holder.key),
                    post=post,
                )
            )
    return HolderStatus(holder=holder, week=span.week, as_of=office.known_at, held=tuple(held))


def _count_own(line: Line, holder: int) -> int:
    """Count the patrols on a line that count and were made by `holder`."""
    return sum(e.counts and e.patrol.person == holder for e in line.assessment.entries)
