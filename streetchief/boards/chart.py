"""The wall chart (挂图作战): streets by weeks, projects, clearances and list totals.

Convention: every open street of the register has a row, a street nobody patrolled above all; weeks
that are over come from the verdicts, the running one from the rule at this moment, and weeks to
come stay blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from streetchief.boards.projects import ProjectsBoard, Wall, projects_board
from streetchief.days import calendar
from streetchief.duties.rules.standing import Judged
from streetchief.items.rules.clearances import assess_clearances, is_zero
from streetchief.items.rules.figures import Figures, figures
from streetchief.ledger.office import Office
from streetchief.rulebook.rules.duty import Duty
from streetchief.rulebook.rules.list import Category, Measure
from streetchief.scores.rules import Result, add_up, result_of
from streetchief.scores.sources import ScoreSpan, Sources
from streetchief.value import replace, value
from streetchief.values.problems import Name
from streetchief.values.register import Place, within


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
class LeftTold:
    """A measure of one kind: found and cleared; `found` None where some item does not say."""

    measure: Measure
    found: int | None
    cleared: int


@value
class ClearanceTold:
    """A village and a kind with its measures; `zero` when nothing of any is left."""

    place: str
    town: str
    category: Name
    items: int
    lefts: tuple[LeftTold, ...]
    zero: bool


@value
class CountdownBoard:
    """A list of clearances: villages looked at, and how many were not yet."""

    name: Name
    rows: tuple[ClearanceTold, ...]
    not_looked_at: int


@value
class ListTotal:
    """The figures of one list, as of today."""

    name: Name
    figures: Figures


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
    known = tuple(week for week in weeks if week <= running)
    sources = Sources(office, ScoreSpan(weeks=known or (running,)), town)
    lines = sources.lines if known else {}
    if trimmed:
        first = min((one.period for found in lines.values() for one in found), default=0)
        weeks = tuple(week for week in weeks if week >= first) or weeks
    return Heat(
        weeks=weeks,
        running_week=running,
        rows=tuple(
            HeatRow(
                street=sources.docket.places[key].name,
                town=sources.town_name(key),
                cells=tuple(_cells(found, weeks, running)),
            )
            for key, found in lines.items()
        ),
        results=tuple(sources.result_of_week(week) if week < running else None for week in weeks),
        total=add_up(
            result_of(one for one in found if one.period < running) for found in lines.values()
        ),
        duties=sources.duties_of(week for week in known if week < running),
    )


def _cells(
    found: Iterable[Judged], weeks: Iterable[int], running: int
) -> Iterator[HeatCell | None]:
    """Give the cell of each week, None where the street has no line in it."""
    by_week = {one.period: one for one in found}
    for one in map(by_week.get, weeks):
        if one is None:
            yield None
        else:
            over = one.period < running
            yield HeatCell(
                required=one.required,
                counted=one.counted,
                state=one.state if over else "",
                running_state="" if over else one.state,
            )


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


def countdowns(wall: Wall) -> tuple[CountdownBoard, ...]:
    """Return each list that closes at zero, village by village and kind by kind."""
    boards = []
    places = wall.cabinet.directory.places
    for rule in wall.cabinet.rules.values():
        if not rule.closes_at_zero:
            continue
        rows = [(case.item, case.state) for case in wall.of(rule)]
        villages = [
            key
            for key, place in places.items()
            if (not rule.place_kinds or place.kind in rule.place_kinds)
            and place.is_open(wall.office.today)
            and (wall.town is None or within(places, key, wall.town.key))
        ]
        seen = {item.place for item, _state in rows}
        looked_at = [key for key in villages if key in seen]
        looked_at += sorted(key for key in seen - set(looked_at) if key is not None)
        categories = {category.id: category for category in rule.categories}
        measures = {measure.id: measure for measure in rule.measures}
        told = []
        for one in assess_clearances(rule, looked_at, rows):
            if not one.items:
                continue
            town = wall.cabinet.town(one.place)
            told.append(
                ClearanceTold(
                    place=places[one.place].name,
                    town=town.name if town else "",
                    category=categories[one.category].name,
                    items=one.items,
                    lefts=tuple(
                        LeftTold(
                            measure=_measure(measures[m.measure], categories[one.category]),
                            found=m.found,
                            cleared=m.cleared,
                        )
                        for m in one.lefts
                    ),
                    zero=is_zero(one),
                )
            )
        boards.append(
            CountdownBoard(
                name=rule.name,
                rows=tuple(told),
                not_looked_at=len(villages) - len(set(villages) & seen),
            )
        )
    return tuple(boards)


def _measure(measure: Measure, category: Category) -> Measure:
    """Return a measure with the category's own measure word, where it counts things."""
    if category.unit is None or measure.decimals:
        return measure
    return replace(measure, unit=category.unit)


def list_totals(wall: Wall) -> tuple[ListTotal, ...]:
    """Return the figures of every list that has items."""
    totals = (
        ListTotal(name=rule.name, figures=figures((one.item, one.state) for one in wall.of(rule)))
        for rule in wall.cabinet.rules.values()
    )
    return tuple(total for total in totals if total.figures.items)
