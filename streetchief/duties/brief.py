"""The general chief's morning: his own duty, the streets in trouble, whom to phone, what changed.

Convention: what changed is counted since the beginning of the day before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from streetchief.days import calendar
from streetchief.duties.docket import judge, names_of, open_docket
from streetchief.duties.line import Line, Span, complete, lines_of, open_span, unmet_runs
from streetchief.duties.objection_records import find_objections
from streetchief.duties.rules.reminders import reminder_of
from streetchief.duties.rules.standing import (
    AT_RISK,
    EXEMPT,
    MET,
    ON_TRACK,
    UNMET,
    UNREACHABLE,
    VACANT,
)
from streetchief.ledger.changes import count_changes, count_late
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.register.directory import chosen_town
from streetchief.rulebook.rules.duty import PATROL
from streetchief.value import replace, value
from streetchief.values.register import Place

_ORDER = (UNMET, UNREACHABLE, AT_RISK, ON_TRACK, VACANT, MET, EXEMPT)


@value
class Brief:
    """What stands on one screen. `states` counts how the places of each duty stand now.

    `own` are the lines of holders judged by themselves (the general chief first), `troubles` those
    of places to act on, a run of unmet weeks meaning that last week was lost; `changes` counts rows
    written since `since` (a day) by table, `late` the late entries among them.
    """

    town: Place | None
    week: int
    today: int
    as_of: int | None
    own: tuple[Line, ...]
    places: int
    states: Mapping[str, int]
    troubles: tuple[Line, ...]
    since: int
    changes: Mapping[str, int]
    late: int
    open_objections: int


def brief(office: Office, span: Span, *, town: str | None = None) -> Brief:
    """Return what the general chief of `town` (else the ledger's own, else of all) has to know."""
    here = known_then(office)
    with reading(office.ledger) as connection:
        place = chosen_town(here, town)
        lines = lines_of(here, open_span(here, span, place.key if place else None), span)
        by_place = [line for line in lines if line.charge.holder is None]
        own = [line for line in lines if line.charge.holder is not None]
        runs = _runs(here, span, place)
        called = _add_calls(here, complete(here, by_place, on=here.today, runs=runs))
        since = here.today - 1
        since_utc = (here.utc if here.as_of is None else here.as_of) - (
            here.now - since * calendar.DAY
        )
        offset = here.utc_to_local(since_utc) - since_utc
        return Brief(
            town=place,
            week=span.week,
            today=here.today,
            as_of=here.known_at,
            own=tuple(complete(here, own, on=here.today)),
            places=len(by_place),
            states=Counter(line.state for line in by_place),
            troubles=tuple(sorted(filter(_is_in_trouble, called), key=_rank)),
            since=since,
            changes=count_changes(connection, since_utc, here.as_of),
            late=count_late(connection, since_utc, offset),
            open_objections=sum(o.open for o in find_objections(connection, as_of=here.as_of)),
        )


def _runs(office: Office, span: Span, town: Place | None) -> dict[int, int]:
    """Return the run of unmet weeks of each street whose last finished week was unmet."""
    week = span.week - 1
    days = calendar.days_of_week(week)
    docket = open_docket(office, days.start, days.stop, town.key if town is not None else None)
    unmet = [a.place for a in judge(office, docket, PATROL, [week])[week] if a.state == UNMET]
    return unmet_runs(office, unmet, week) if unmet else {}


def _is_in_trouble(line: Line) -> bool:
    behind = line.state in (UNREACHABLE, AT_RISK, VACANT, UNMET)
    return line.unmet_weeks > 0 or behind or line.never_patrolled


def _rank(line: Line) -> tuple[int, int, int, int]:
    """Order worst first: last week lost, longest run, the standing, most needed."""
    return (
        0 if line.unmet_weeks else 1,
        -line.unmet_weeks,
        _ORDER.index(line.state),
        -line.needed,
    )


def _add_calls(office: Office, lines: Sequence[Line]) -> list[Line]:
    """Add whom to phone about each place: those who can still patrol it, else its chiefs."""
    found = [reminder_of(line.assessment, office.now) for line in lines]
    people = {holder for reminder in found if reminder for holder in reminder.holders}
    names = names_of(office.connection, people, office.as_of)
    return [
        replace(
            line,
            call=line.chiefs if reminder is None else tuple(names[h] for h in reminder.holders),
        )
        for line, reminder in zip(lines, found, strict=True)
    ]
