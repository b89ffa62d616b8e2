"""A place's year: a cell for every week (or month), and how it stands now.

Convention: a year is an ISO year, 52 or 53 weeks, Monday first; its finished weeks come from the
verdicts of many weeks, the running one from the rule at this moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.duties.docket import Docket
from streetchief.duties.line import Line, Span, complete, lines_of, open_span, unmet_runs
from streetchief.duties.objection_records import find_objections
from streetchief.duties.objections import Said, tell_objections
from streetchief.duties.rules.standing import MET, NOTHING_DUE, run_of_unmet
from streetchief.duties.verdicts import verdicts
from streetchief.errors import Refused
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.register.directory import full_name
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.words import duty_name, tables_on
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate
from streetchief.values.register import Place


@value
class YearCell:
    """A period of a year; `state` is None where there is no line, or it has not begun."""

    number: int
    begun: bool
    state: str | None
    required: int
    counted: int
    objections: int


@value
class YearStatus:
    """A place's year: a cell for every week (or month), and what stands now.

    `met` are met weeks of those that were due and are over; `run` the unmet ones in a row.
    """

    town: str
    place: str
    duty: str
    title: Name
    period: str
    year: int
    as_of: int | None
    cells: tuple[YearCell, ...]
    now: Line | None
    met: Rate
    run: int
    objections: tuple[Said, ...]


def year_of(week: int) -> int:
    """Return the ISO year of a week.

    >>> year_of(2968)
    2026
    """
    return calendar.date_of(7 * week).year


def weeks_of_year(year: int) -> range:
    """Return the weeks of an ISO year, 52 or 53 of them.

    >>> len(weeks_of_year(2026)), len(weeks_of_year(2027))
    (53, 52)
    """
    first = calendar.week_numbered(year, 1) or 0
    return range(first, calendar.week_numbered(year + 1, 1) or first)


def place_year(office: Office, span: Span, place: Place, year: int | None) -> YearStatus:
    """Return the calendar of a place's year, the running one unless given; inside a transaction.

    Raises `Refused` for a place no duty judges.
    """
    docket = open_span(office, span, among=[place.key])
    current = lines_of(office, docket, span, among=[place.key], per_holder=False)
    wanted = year_of(span.week) if year is None else year
    name, period = _judging(docket, place, current)
    numbers, running = weeks_of_year(wanted), span.week
    if period == "month":
        january = (wanted - calendar.FIRST_YEAR) * 12
        numbers, running = range(january, january + 12), span.month
    judged = {
        v.period: (v.state, v.required, v.counted)
        for v in verdicts(office, name, numbers, among=[place.key])
    }
    line = next((found for found in current if found.duty.name == name), None)
    if line is not None:
        judged[running] = line.state, line.required, line.counted
    objections = [
        objection
        for objection in find_objections(office.connection, as_of=office.as_of)
        if (objection.duty, objection.place, objection.holder) == (name, place.key, None)
        and objection.period in numbers
    ]
    objected = Counter(o.period for o in objections)
    cells = []
    for number in numbers:
        state, required, counted = judged.get(number, (None, 0, 0))
        cells.append(
            YearCell(
                number=number,
                begun=number <= running,
                state=state,
                required=required,
                counted=counted,
                objections=objected[number],
            )
        )
    over = [cell.state for cell in cells if cell.state is not None and cell.number < running]
    due = [state for state in over if state not in NOTHING_DUE]
    town, called = full_name(docket.places, place)
    tables = tables_on(office.connection, span.days.start, office.as_of)
    return YearStatus(
        town=town,
        place=called,
        duty=name,
        title=duty_name(tables, name),
        period=period,
        year=wanted,
        as_of=office.known_at,
        cells=tuple(cells),
        now=complete(office, [line], on=office.today)[0] if line is not None else None,
        met=Rate(part=due.count(MET), whole=len(due)),
        # The run of the street duty goes back over the new year.
        run=unmet_runs(office, [place.key], running - 1)[place.key]
        if name == PATROL
        else run_of_unmet(reversed(over)),
        objections=tell_objections(office, objections),
    )


def _judging(docket: Docket, place: Place, current: Sequence[Line]) -> tuple[str, str]:
    """Return the name and period of the first duty that judges the kind of this place."""
    if current:
        return current[0].duty.name, current[0].duty.period
    for version in docket.versions:
        if version.fields.get("per") == place.kind:
            return version.name, str(version.fields.get("period", "week"))
    raise Refused(
        _("No duty judges {place}: it is a place of the kind {kind}.").format(
            place=place.name, kind=place.kind
        )
    )
