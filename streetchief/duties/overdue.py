"""Which streets fall behind, worst first.

Convention: every street of the register that is open in the running week is judged once, under its
worst standing; the list never starts from the log, so a street nobody patrolled cannot be missing.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.duties.docket import judge, open_docket
from streetchief.duties.line import Line, complete, line_of, unmet_runs
from streetchief.duties.rules.standing import (
    AT_RISK,
    EXEMPT,
    MET,
    ON_TRACK,
    UNMET,
    UNREACHABLE,
    VACANT,
)
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.register.names import resolve_place
from streetchief.rulebook.rules.duty import PATROL, Duty
from streetchief.value import value
from streetchief.values.register import Place

_ORDER = (UNMET, UNREACHABLE, AT_RISK, ON_TRACK, EXEMPT, MET, VACANT)


@value
class Overdue:
    """The list: its lines, each of the week it stands worst in, and how all stand in `week`.

    `duties` are the versions of the duty that judged them, for the basis printed below.
    """

    week: int
    today: int
    alone: bool
    town: Place | None
    lines: tuple[Line, ...]
    states: tuple[str, ...]
    duties: tuple[Duty, ...]

    @property
    def failed(self) -> bool:
        return any(line.lost for line in self.lines)


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
        now = {a.place: a for a in judged[judged_week]}
        before = {} if alone else {a.place: a for a in judged[judged_week - 1]}
        worst = {
            key: before[key] if key in before and before[key].state == UNMET else here
            for key, here in now.items()
        }
        finished = min(judged_week, office.this_week - 1)
        # A run goes on over weeks in which nothing was due; only a week that was met ends it.
        finished_week = before if finished < judged_week else now
        broken = {key for key, there in finished_week.items() if there.state == MET}
        unbroken = [key for key in worst if key not in broken]
        # Whom to phone: the chiefs of today, but of a past week alone those of that week.
        lines = complete(
            office,
            [line_of(docket, assessment, office.now) for assessment in worst.values()],
            on=office.today if not alone or week == office.this_week else None,
            runs=unmet_runs(office, unbroken, finished) if unbroken else {},
        )
    # By identity first: hundreds of lines share a version, and a duty is dear to compare.
    duties = {id(a.duty): a.duty for found in judged.values() for a in found}
    return Overdue(
        week=judged_week,
        today=office.today,
        alone=alone,
        town=place,
        lines=tuple(sorted(filter(None if everything else _is_behind, lines), key=_rank)),
        states=tuple(a.state for a in judged[judged_week]),
        duties=tuple(dict.fromkeys(duties.values())),
    )


def _is_behind(line: Line) -> bool:
    """Tell whether a street belongs on the list: behind, vacant or never patrolled."""
    return line.state in (UNMET, UNREACHABLE, AT_RISK, VACANT) or line.never_patrolled


def _rank(line: Line) -> tuple[int, int, int, int]:
    """Order worst first: the standing, never patrolled first, longest run, longest silence."""
    return (
        _ORDER.index(line.state) if line.state != ON_TRACK or line.never_patrolled else 9,
        0 if line.never_patrolled else 1,
        -line.unmet_weeks,
        -(line.days_since_last or 0),
    )
