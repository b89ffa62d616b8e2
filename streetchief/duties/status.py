"""How a town, a place or a holder stands: the running period, and a year of weeks.

Convention: a year is an ISO year, 52 or 53 weeks, Monday first; its finished weeks come from the
verdicts of many weeks, the running one from the rule at this moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from streetchief.activities.records import last_patrols
from streetchief.days import calendar
from streetchief.duties.docket import Docket, above, names_of
from streetchief.duties.lines import Line, Span, lines_of, open_span
from streetchief.duties.rules.standing import MET, NOTHING_DUE, run_of_unmet
from streetchief.duties.status_told import (
    Held,
    HolderStatus,
    Standing,
    TownStatus,
    WeekCell,
    YearStatus,
)
from streetchief.duties.telling import Teller
from streetchief.duties.verdicts import unmet_runs, verdicts
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.locale.text import gettext as _
from streetchief.register.subjects import chosen_town, full_name, resolve_subject
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.wording import duty_name, role_name
from streetchief.value import replace
from streetchief.values.rates import Rate
from streetchief.values.register import TOWN, Holder, Place

RECENT = 8
"""How many finished weeks a town's table shows of each place."""


def town_status(office: Office, span: Span, *, town: str | None = None) -> TownStatus:
    """Return how every place and officer stands; of `town`, else of the ledger's own or of all."""
    here = known_then(office)
    with reading(office.ledger):
        place = chosen_town(here, town)
        return _town(here, span, place)


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
            return _holder(here, span, subject)
        if subject.kind == TOWN:
            return _town(here, span, subject)
        return _year(here, span, subject, year)


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


def _town(office: Office, span: Span, town: Place | None) -> TownStatus:
    docket = open_span(office, span, town.key if town else None)
    lines = lines_of(office, docket, span)
    recent = _recent(office, lines, span, town)
    rows = standings(office, docket, span, lines, recent)
    as_of = office.as_of
    return TownStatus(
        town=town.name if town else None,
        week=span.week,
        today=office.today,
        as_of=None if as_of is None else office.utc_to_local(as_of),
        rows=rows,
    )


def _recent(
    office: Office,
    lines: Sequence[Line],
    span: Span,
    town: Place | None,
) -> dict[tuple[str, int], list[str | None]]:
    """Return the states of the last finished weeks of each place, by duty and place."""
    recent: dict[tuple[str, int], list[str | None]] = {}
    by_place = [line for line in lines if line.charge.holder is None]
    for name in dict.fromkeys(line.duty.name for line in by_place if line.duty.period == "week"):
        weeks = range(max(0, span.week - RECENT), span.week)
        found = verdicts(office, name, weeks, town=town.key if town else None)
        for line in by_place:
            recent[name, line.place.key] = [None] * len(weeks)
        for verdict in found:
            cells = recent.get((name, verdict.place))
            if cells is not None:
                cells[verdict.week - weeks.start] = verdict.state
    return recent


def standings(
    office: Office,
    docket: Docket,
    span: Span,
    lines: Sequence[Line],
    recent: dict[tuple[str, int], list[str | None]] | None = None,
) -> tuple[Standing, ...]:
    """Return lines in short, in their order."""
    teller = Teller(office, docket, span)
    places = {line.place.key for line in lines if line.charge.holder is None}
    last = last_patrols(office.connection, places, office.now + 301, as_of=office.as_of)
    chiefs = {id(line): _chiefs(line, office.today) for line in lines}
    people = {h for held in chiefs.values() for h in held}
    people |= {line.charge.holder for line in lines if line.charge.holder is not None}
    names = names_of(office.connection, people, office.as_of)
    rows = []
    for line in lines:
        a = line.assessment
        town, place = full_name(docket.places, line.place)
        at = last.get(line.place.key) if line.charge.holder is None else None
        rows.append(
            Standing(
                duty=a.duty.name,
                title=duty_name(teller.tables, a.duty.name),
                town=town,
                place=place,
                place_key=line.place.key,
                holder=names[a.holder].name if a.holder is not None else None,
                period=a.duty.period,
                number=a.period,
                required=a.required,
                counted=a.counted,
                needed=a.needed,
                state=a.state,
                days_since_last=None if at is None else office.today - at // calendar.DAY,
                last_patrol_on=None if at is None else at // calendar.DAY,
                chiefs=tuple(names[h].name for h in chiefs[id(line)]),
                recent=tuple((recent or {}).get((a.duty.name, line.place.key), ())),
                objections=len(teller.objections(line)),
            )
        )
    return tuple(rows)


def _chiefs(line: Line, today: int) -> list[int]:
    """Return who holds the place today, else who held it in the period."""
    role = line.duty.role
    posts = [p for p in line.charge.posts if p.role == role]
    current = [p.holder for p in posts if p.covers(today)]
    days = line.days
    held = [
        p.holder for p in posts if p.since < days.stop and (p.until is None or p.until > days.start)
    ]
    return list(dict.fromkeys(current or held))


def _year(office: Office, span: Span, place: Place, year: int | None) -> YearStatus:
    docket = open_span(office, span, among=[place.key])
    current = lines_of(office, docket, span, among=[place.key], per_holder=False)
    wanted = year_of(span.week) if year is None else year
    name, period = _judging(docket, place, current)
    numbers = weeks_of_year(wanted)
    running = span.week
    if period == "month":
        numbers = range(
            (wanted - calendar.FIRST_YEAR) * 12, (wanted + 1 - calendar.FIRST_YEAR) * 12
        )
        running = span.month
    judged = {
        v.week: WeekCell(number=v.week, state=v.state, required=v.required, counted=v.counted)
        for v in verdicts(office, name, numbers, among=[place.key])
    }
    line = next((found for found in current if found.duty.name == name), None)
    if line is not None and running in numbers:
        a = line.assessment
        judged[running] = WeekCell(
            number=running, state=a.state, required=a.required, counted=a.counted
        )
    teller = Teller(office, docket, span)
    objections = teller.objections_of(place.key, name, numbers)
    objected = Counter(o.period for o in objections)
    cells = tuple(
        replace(
            judged.get(n, WeekCell(number=n, state=None, begun=n <= running)),
            objections=objected[n],
        )
        for n in numbers
    )
    over = [cell.state for cell in cells if cell.state is not None and cell.number < running]
    due = [state for state in over if state not in NOTHING_DUE]
    town, called = full_name(docket.places, place)
    as_of = office.as_of
    return YearStatus(
        town=town,
        place=called,
        kind=place.kind,
        duty=name,
        title=duty_name(teller.tables, name),
        period=period,
        year=wanted,
        today=office.today,
        as_of=None if as_of is None else office.utc_to_local(as_of),
        cells=cells,
        now=standings(office, docket, span, [line])[0] if line is not None else None,
        met=Rate(part=due.count(MET), whole=len(due)),
        run=_run(office, name, place, running, over),
        objections=objections,
    )


def _run(
    office: Office,
    name: str,
    place: Place,
    running: int,
    over: Sequence[str],
) -> int:
    """Return the run of unmet periods; that of the street duty goes back over the new year."""
    if name == PATROL:
        return unmet_runs(office, [place.key], running - 1)[place.key]
    return run_of_unmet(reversed(over))


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


def _holder(office: Office, span: Span, holder: Holder) -> HolderStatus:
    docket = open_span(office, span)
    posts = [
        post
        for post in docket.assignments
        if post.holder == holder.key and post.covers(office.today)
    ]
    places = {post.place for post in posts}
    below = {key for key in docket.places if places.intersection(above(docket, key))}
    lines = [
        line
        for line in lines_of(office, docket, span, among=below | places, per_holder=False)
        if line.held_by(holder.key)
    ]
    own = [
        line
        for line in lines_of(office, docket, span, per_holder=True)
        if line.charge.holder == holder.key
    ]
    shown = standings(office, docket, span, lines)
    teller = Teller(office, docket, span)
    held: list[Held] = []
    for post in posts:
        of_post = [
            (line, standing)
            for line, standing in zip(lines, shown, strict=True)
            if line.duty.role == post.role and post.place in above(docket, line.place.key)
        ]
        pairs: Iterable[tuple[Line | None, Standing | None]] = of_post or [(None, None)]
        for line, standing in pairs:
            key = post.place if line is None else line.place.key
            town, place = full_name(docket.places, docket.places[key])
            held.append(
                Held(
                    role=role_name(teller.tables, post.role),
                    town=town,
                    place=place,
                    since=post.since,
                    until=post.until,
                    standing=standing,
                    own=0
                    if line is None
                    else sum(
                        e.counts and e.patrol.person == holder.key for e in line.assessment.entries
                    ),
                )
            )
    as_of = office.as_of
    return HolderStatus(
        name=holder.name,
        unit=holder.unit or "",
        week=span.week,
        today=office.today,
        as_of=None if as_of is None else office.utc_to_local(as_of),
        held=tuple(held),
        own=standings(office, docket, span, own),
    )
