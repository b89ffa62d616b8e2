"""The general chief's morning: his own duty, the streets in trouble, whom to phone, what changed.

Convention: reminders are the choice of `duties.rules.reminders`; what changed is counted since the
beginning of the day before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from streetchief.days import calendar
from streetchief.duties.docket import judge, names_of, open_docket
from streetchief.duties.lines import Line, Span, lines_of, open_span
from streetchief.duties.records import find_objections
from streetchief.duties.rules.reminders import (
    Notice,
    Reminder,
    notices_of,
    reminder_of,
    worst_first,
)
from streetchief.duties.rules.standing import UNMET, VACANT
from streetchief.duties.status import standings
from streetchief.duties.status_told import Standing
from streetchief.duties.verdicts import unmet_runs
from streetchief.ledger.changes import count_changes, count_late
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.register.subjects import chosen_town, full_name
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.wording import Tables, duty_name, rulebook_tables
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import Place


@value
class Trouble:
    """A place to act on: how it stands now, whether last week was lost, whom to phone."""

    standing: Standing
    unmet_weeks: int
    call: tuple[str, ...]

    @property
    def lost_last_week(self) -> bool:
        return self.unmet_weeks > 0


@value
class Brief:
    """What stands on one screen. `states` counts how the places of each duty stand now.

    `own` are the lines of holders judged by themselves (the general chief first), `changes` counts
    rows written since `since` (a day) by table, `late` the late entries among them.
    """

    town: str | None
    week: int
    today: int
    as_of: int | None
    own: tuple[Standing, ...]
    places: int
    states: Mapping[str, int]
    troubles: tuple[Trouble, ...]
    since: int
    changes: Mapping[str, int]
    late: int
    open_objections: int


@value
class Reminders:
    """What each person is to be told, the most urgent first, with the names to say it with."""

    town: str | None
    today: int
    notices: tuple[Notice, ...]
    places: Mapping[int, str]
    holders: Mapping[int, str]
    works: Mapping[str, Name]
    nobody: tuple[Reminder, ...]


def brief(office: Office, span: Span, *, town: str | None = None) -> Brief:
    """Return what the general chief of `town` (else the ledger's own, else of all) has to know."""
    here = known_then(office)
    with reading(office.ledger) as connection:
        place = chosen_town(here, town)
        docket = open_span(here, span, place.key if place else None)
        lines = lines_of(here, docket, span)
        by_place = [line for line in lines if line.charge.holder is None]
        own = [line for line in lines if line.charge.holder is not None]
        shown = standings(here, docket, span, by_place)
        runs = _runs(here, span, place)
        calls = _calls(here, by_place)
        troubles = [
            Trouble(
                standing=standing,
                unmet_weeks=runs.get(standing.place_key, 0) if standing.duty == PATROL else 0,
                call=calls.get((standing.duty, standing.place_key), standing.chiefs),
            )
            for standing in shown
        ]
        since = here.today - 1
        since_utc = here.utc - (here.now - since * calendar.DAY)
        if here.as_of is not None:
            since_utc = here.as_of - (here.now - since * calendar.DAY)
        offset = here.utc_to_local(since_utc) - since_utc
        return Brief(
            town=place.name if place else None,
            week=span.week,
            today=here.today,
            as_of=None if here.as_of is None else here.utc_to_local(here.as_of),
            own=standings(here, docket, span, own),
            places=len(by_place),
            states=Counter(line.assessment.state for line in by_place),
            troubles=tuple(sorted(filter(_in_trouble, troubles), key=_urgency)),
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


def _in_trouble(trouble: Trouble) -> bool:
    standing = trouble.standing
    return (
        trouble.lost_last_week
        or standing.state in ("unreachable", "at_risk", VACANT, UNMET)
        or standing.last_patrol_on is None
    )


_ORDER = ("unmet", "unreachable", "at_risk", "on_track", "vacant", "met", "exempt")


def _urgency(trouble: Trouble) -> tuple[int, int, int, int]:
    standing = trouble.standing
    return (
        0 if trouble.lost_last_week else 1,
        -trouble.unmet_weeks,
        _ORDER.index(standing.state),
        -standing.needed,
    )


def _calls(office: Office, lines: Sequence[Line]) -> dict[tuple[str, int], tuple[str, ...]]:
    """Return whom to phone about each place: those who can still patrol it."""
    found = {
        (line.duty.name, line.place.key): reminder.holders
        for line in lines
        if (reminder := reminder_of(line.assessment, line.charge, office.now)) is not None
    }
    names = names_of(office.connection, {h for who in found.values() for h in who}, office.as_of)
    return {key: tuple(names[h].name for h in who) for key, who in found.items()}


def remind(office: Office, span: Span, *, town: str | None = None) -> Reminders:
    """Return one notice for each person who can still do what is needed in the running period."""
    here = known_then(office)
    with reading(office.ledger) as connection:
        place = chosen_town(here, town)
        docket = open_span(here, span, place.key if place else None)
        lines = lines_of(here, docket, span)
        reminders = [
            reminder
            for line in lines
            if (reminder := reminder_of(line.assessment, line.charge, here.now)) is not None
        ]
        tables: Tables = rulebook_tables(connection, here.today, here.as_of)
        holders = names_of(connection, {h for r in reminders for h in r.holders}, here.as_of)
        names = {r.place: full_name(docket.places, docket.places[r.place]) for r in reminders}
        return Reminders(
            town=place.name if place else None,
            today=here.today,
            notices=notices_of(reminders),
            places={
                key: name if place is not None or not of else f"{of}{name}"
                for key, (of, name) in names.items()
            },
            holders={key: holder.name for key, holder in holders.items()},
            works={
                r.duty: duty_name(tables, r.duty)
                for r in reminders
                if r.duty != PATROL or r.per_holder
            },
            nobody=tuple(r for r in worst_first(reminders) if not r.holders),
        )
