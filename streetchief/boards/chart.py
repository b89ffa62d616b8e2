"""The wall chart (挂图作战): streets by weeks, projects, clearances and list totals.

Convention: every open street of the register has a row, a street nobody patrolled above all; weeks
that are over come from the verdicts, the running one from the rule at this moment, and weeks to
come stay blank.
"""

from __future__ import annotations

from streetchief.boards.lists import (
    CountdownBoard,
    ListTotal,
    ProjectsBoard,
    Wall,
    countdowns,
    list_totals,
    projects_board,
)
from streetchief.days import calendar
from streetchief.duties.docket import Docket, judge, open_docket
from streetchief.duties.verdict_sql import WeekVerdict
from streetchief.duties.verdicts import verdict_of, verdicts
from streetchief.ledger.office import Office
from streetchief.rulebook.rules.duty import PATROL, Duty
from streetchief.scores.rules import Line, Result, add_up, result_of
from streetchief.value import value
from streetchief.values.register import Place


@value
class HeatCell:
    """A street in a week; `state` "" while the week is running, then `running_state` says how."""

    required: int
    counted: int
    state: str
    running_state: str = ""


@value
class HeatRow:
    """A street with a cell for each week, None where it has no line."""

    street: str
    town: str
    cells: tuple[HeatCell | None, ...]


@value
class Heat:
    """Streets by weeks; `results` are the finished weeks, None for others, `total` their sum."""

    weeks: tuple[int, ...]
    running_week: int
    rows: tuple[HeatRow, ...]
    results: tuple[Result | None, ...]
    total: Result
    duties: tuple[Duty, ...]


@value
class ChartBoard:
    """The whole chart."""

    today: int
    heat: Heat
    projects: ProjectsBoard
    countdowns: tuple[CountdownBoard, ...]
    totals: tuple[ListTotal, ...]


def chart_weeks(office: Office, *, weeks: int | None, year: int | None) -> tuple[int, ...]:
    """Return the weeks of an ISO year, or the last `weeks` with the running one last."""
    if weeks is not None:
        return tuple(range(office.this_week - weeks + 1, office.this_week + 1))
    wanted = year if year is not None else int(calendar.week_label(office.this_week)[:4])
    first = calendar.week_numbered(wanted, 1)
    last = calendar.week_numbered(wanted, 53) or calendar.week_numbered(wanted, 52)
    assert first is not None
    assert last is not None
    return tuple(range(first, last + 1))


def weeks_from(weeks: tuple[int, ...], first: int) -> tuple[int, ...]:
    """Return the weeks without those before `first`, unless that leaves none."""
    return tuple(week for week in weeks if week >= first) or weeks


def heat_of(
    office: Office,
    town: Place | None,
    weeks: tuple[int, ...],
    *,
    trimmed: bool = False,
) -> Heat:
    """Return the heat map of the weeks: a row for each street with a line in one of them.

    `trimmed` leaves out the weeks before the first in which any street has a line.
    """
    running = office.this_week
    known = [week for week in weeks if week <= running]
    until = calendar.monday_of(max(known, default=running) + 1)
    since = calendar.monday_of(min(known, default=running))
    docket = open_docket(office, since, until, town.key if town else None)
    cells: dict[int, dict[int, HeatCell]] = {}
    verdicts_: dict[int, list[WeekVerdict]] = {}
    over = [week for week in known if week < running]
    if over:
        found = verdicts(
            office,
            PATROL,
            range(over[0], over[-1] + 1),
            town=town.key if town else None,
        )
        for one in found:
            verdicts_.setdefault(one.place, []).append(one)
            cells.setdefault(one.place, {})[one.week] = HeatCell(
                required=one.required, counted=one.counted, state=one.state
            )
    if running in known:
        for assessment in judge(office, docket, PATROL, [running])[running]:
            one = verdict_of(assessment)
            cells.setdefault(one.place, {})[running] = HeatCell(
                required=one.required, counted=one.counted, state="", running_state=one.state
            )
    if trimmed:
        weeks = weeks_from(
            weeks, min((week for found in cells.values() for week in found), default=0)
        )
    order = {key: number for number, key in enumerate(docket.places)}
    places = sorted(cells, key=lambda key: order[key])
    return Heat(
        weeks=weeks,
        running_week=running,
        rows=tuple(
            HeatRow(
                street=docket.places[key].name,
                town=_town(docket.places, docket.town_key(key)),
                cells=tuple(cells[key].get(week) for week in weeks),
            )
            for key in places
        ),
        results=tuple(
            add_up(_result([v for v in theirs if v.week == week]) for theirs in verdicts_.values())
            if week in over
            else None
            for week in weeks
        ),
        total=add_up(_result(theirs) for theirs in verdicts_.values()),
        duties=_duties(docket, over),
    )


def _town(places: dict[int, Place], key: int | None) -> str:
    return places[key].name if key is not None else ""


def _result(weeks: list[WeekVerdict]) -> Result:
    return result_of(Line(required=w.required, counted=w.counted, state=w.state) for w in weeks)


def _duties(docket: Docket, weeks: list[int]) -> tuple[Duty, ...]:
    """Return the versions of the street duty in force in one of the weeks, in any of the towns."""
    towns: list[int | None] = [p.key for p in docket.places.values() if p.kind == "town"]
    if docket.town is not None:
        towns = [docket.town]
    found = [
        docket.duty(PATROL, calendar.monday_of(week), key)
        for week in weeks
        for key in (towns or [None])
    ]
    return tuple(dict.fromkeys(duty for duty in found if duty is not None))


def chart_board(
    office: Office,
    town: Place | None,
    *,
    weeks: int | None = None,
    year: int | None = None,
) -> ChartBoard:
    """Return the wall chart of a town, or of every town.

    Without `weeks` and `year` the running year from the first week that counted.
    """
    wall = Wall(office, town)
    return ChartBoard(
        today=office.today,
        heat=heat_of(
            office,
            town,
            chart_weeks(office, weeks=weeks, year=year),
            trimmed=weeks is None and year is None,
        ),
        projects=projects_board(wall),
        countdowns=countdowns(wall),
        totals=list_totals(wall),
    )
