"""Which streets fall behind, worst first.

Convention: every street of the register that is open in the running week is judged once, under its
worst standing; the list never starts from the log, so a street nobody patrolled cannot be missing.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.activities.records import last_patrols
from streetchief.days import calendar
from streetchief.duties.docket import Docket, judge, names_of, open_docket
from streetchief.duties.rules.standing import (
    AT_RISK,
    EXEMPT,
    MET,
    ON_TRACK,
    UNMET,
    UNREACHABLE,
    VACANT,
    Assessment,
)
from streetchief.duties.verdicts import unmet_runs
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.register.names import resolve_place
from streetchief.rulebook.rules.duty import PATROL, Duty
from streetchief.value import value
from streetchief.values.register import Place

_ORDER = (UNMET, UNREACHABLE, AT_RISK, ON_TRACK, EXEMPT, MET, VACANT)


@value
class StreetStanding:
    """One street under its worst standing; `week` is the week that standing belongs to.

    `unmet_weeks` is the run of unmet finished weeks, `days_since_last` None if never patrolled.
    """

    town: str
    street: str
    place: int
    week: int
    required: int
    counted: int
    state: str
    unmet_weeks: int
    days_since_last: int | None
    last_patrol_on: int | None
    chiefs: tuple[str, ...]

    @property
    def never_patrolled(self) -> bool:
        return self.last_patrol_on is None

    @property
    def overdue(self) -> bool:
        """Whether it belongs on the list: behind, vacant or never patrolled."""
        return self.state in (UNMET, UNREACHABLE, AT_RISK, VACANT) or self.never_patrolled

    @property
    def failed(self) -> bool:
        """Whether the week is lost: what `--exit-code` speaks of."""
        return self.state in (UNMET, UNREACHABLE)


@value
class Overdue:
    """The list: its rows, and how all judged streets stand in `week`.

    `duties` are the versions of the duty that judged them, for the basis printed below.
    """

    week: int
    today: int
    alone: bool
    town: Place | None
    rows: tuple[StreetStanding, ...]
    states: tuple[str, ...]
    duties: tuple[Duty, ...]

    @property
    def failed(self) -> bool:
        return any(row.failed for row in self.rows)


def list_overdue(
    office: Office, *, town: str | None = None, week: int | None = None, everything: bool = False
) -> Overdue:
    """List streets worst first: unmet last week, unreachable, at risk, never patrolled, vacant.

    With `week` that week alone is judged; with `everything` the streets that stand well are listed
    too, once each. Raises `Refused` for an unknown town. The moment of `--as-of` stands for now.
    """
    office = known_then(office)
    with reading(office.ledger) as connection:
        place = (
            resolve_place(connection, town, kinds=("town",), as_of=office.as_of)
            if town is not None
            else None
        )
        judged_week = office.this_week if week is None else week
        alone = week is not None
        weeks = [judged_week] if alone else [judged_week - 1, judged_week]
        first, last = calendar.monday_of(weeks[0]), calendar.monday_of(weeks[-1] + 1)
        docket = open_docket(office, first, last, place.key if place else None)
        judged = judge(office, docket, PATROL, weeks)
        rows = _rows(office, docket, judged, judged_week, alone)
        duties = {id(a.duty): a.duty for found in judged.values() for a in found}
    chosen = [row for row in rows if everything or row.overdue]
    return Overdue(
        week=judged_week,
        today=office.today,
        alone=alone,
        town=place,
        rows=tuple(sorted(chosen, key=_worst_first)),
        states=tuple(a.state for a in judged[judged_week]),
        duties=tuple(dict.fromkeys(duties.values())),
    )


def _worst_first(row: StreetStanding) -> tuple[int, int, int, int]:
    """Order: the standing, never patrolled first, longest run, longest silence."""
    return (
        _ORDER.index(row.state) if row.state != ON_TRACK or row.never_patrolled else 9,
        0 if row.never_patrolled else 1,
        -row.unmet_weeks,
        -(row.days_since_last or 0),
    )


def _rows(
    office: Office,
    docket: Docket,
    judged: dict[int, list[Assessment]],
    week: int,
    alone: bool,
) -> list[StreetStanding]:
    now = {a.place: a for a in judged[week]}
    before = {} if alone else {a.place: a for a in judged[week - 1]}
    worst = {
        place: before[place] if place in before and before[place].state == UNMET else here
        for place, here in now.items()
    }
    finished = min(week, office.this_week - 1)
    # A run goes on over weeks in which nothing was due; only a week that was met ends it.
    finished_week = before if finished < week else now
    broken = {place for place, there in finished_week.items() if there.state == MET}
    unbroken = [place for place in worst if place not in broken]
    runs = unmet_runs(office, unbroken, finished) if unbroken else {}
    last = last_patrols(office.connection, worst, office.now + 301, as_of=office.as_of)
    chiefs = _chiefs(docket, worst, office.today if not alone or week == office.this_week else None)
    names = names_of(office.connection, {h for held in chiefs.values() for h in held}, office.as_of)
    return [
        StreetStanding(
            town=_town_name(docket, place),
            street=docket.places[place].name,
            place=place,
            week=here.period,
            required=here.required,
            counted=here.counted,
            state=here.state,
            unmet_weeks=runs.get(place, 0),
            days_since_last=(office.today - last[place] // calendar.DAY if place in last else None),
            last_patrol_on=last[place] // calendar.DAY if place in last else None,
            chiefs=tuple(names[holder].name for holder in chiefs[place]),
        )
        for place, here in worst.items()
    ]


def _town_name(docket: Docket, place: int) -> str:
    town = docket.town_key(place)
    return docket.places[town].name if town is not None else ""


def _chiefs(
    docket: Docket, worst: dict[int, Assessment], today: int | None
) -> dict[int, Sequence[int]]:
    """Return whom to phone: the chiefs of today, else those who held the street in its week."""
    held: dict[int, list[tuple[int, int, int | None]]] = {place: [] for place in worst}
    for assignment in docket.assignments:
        assessment = worst.get(assignment.place)
        if assessment is not None and assignment.role == assessment.duty.role:
            held[assignment.place].append((assignment.holder, assignment.since, assignment.until))
    chiefs: dict[int, Sequence[int]] = {}
    for place, posts in held.items():
        monday = calendar.monday_of(worst[place].period)
        current = [h for h, s, u in posts if today is not None and _holds(s, u, today, today + 1)]
        week = [h for h, s, u in posts if _holds(s, u, monday, monday + 7)]
        chiefs[place] = list(dict.fromkeys(current or week))
    return chiefs


def _holds(since: int, until: int | None, first: int, last: int) -> bool:
    return since < last and (until is None or until > first)
