"""The weekly paper's figures: one town or every town, from one docket.

Convention: a report holds words and numbers only, nothing of the ledger's keys; whoever renders it
needs no ledger. Every verdict is the pure rule's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from streetchief.domain import calendar
from streetchief.domain.bulletins import (
    DepartmentLine,
    OfficerLine,
    RuleLine,
    StreetLine,
    WeekReport,
    not_counted,
    spans_of,
)
from streetchief.domain.duties import BASIS_FIELDS, NEUTRAL, Charge, Duty, day_facts
from streetchief.domain.problems import Name
from streetchief.domain.register import DEPARTMENT, PERSON, TOWN, VILLAGE, Holder, Place, within
from streetchief.domain.standing import UNMET, VACANT, Assessment
from streetchief.domain.value import replace, value
from streetchief.errors import Refused
from streetchief.locale.text import gettext as _
from streetchief.service.docket import PATROL, Docket, charges, judge, names_of, open_docket
from streetchief.service.names import resolve_place
from streetchief.service.office import CLOCK_MARK, RECORDED_MARK, Office, known_then
from streetchief.service.runs import unmet_runs
from streetchief.service.wording import (
    Tables,
    duty_name,
    items_list,
    kind_name,
    role_holder,
    role_name,
    rulebook_tables,
    wording_of,
)
from streetchief.store.bulletins import count_marks, find_head, has_items
from streetchief.store.ledger import reading
from streetchief.store.log import find_by_persons, last_patrols
from streetchief.store.register import find_settings

if TYPE_CHECKING:
    from streetchief.service.week_items import ItemReader

Key = tuple[int, int | None]
_NO_TOWN = 0  # streets that lie in no town still have a paper


@value
class Sources:
    """What the reports of one week are made from; keys are the ledger's."""

    office: Office
    connection: sqlite3.Connection
    docket: Docket
    tables: Tables
    week: int
    town: Place | None

    @property
    def days(self) -> range:
        return calendar.days_of_week(self.week)


def week_reports(
    office: Office,
    *,
    week: int | None = None,
    town: str | None = None,
    everything: bool = False,
) -> tuple[WeekReport, ...]:
    """Return the figures of one town's paper, or of every town that has a street that week.

    Without `week` the last finished one. Without `town` the ledger's own, unless `everything`;
    a ledger without an own town reports every town. Raises `Refused` for an unknown town, a week
    that has not begun, and when no town has a street.
    """
    with reading(office.ledger) as connection:
        return read_week(office, connection, week=week, town=town, everything=everything)


def read_week(
    office: Office,
    connection: sqlite3.Connection,
    *,
    week: int | None = None,
    town: str | None = None,
    everything: bool = False,
) -> tuple[WeekReport, ...]:
    """Return the reports inside a transaction, as `week_reports` does."""
    here = known_then(office)
    place = chosen_town(here, connection, town, everything)
    return reports_of(open_sources(here, connection, wanted_week(here, week), place))


def wanted_week(office: Office, week: int | None) -> int:
    """Return the week asked for, the last finished one when none was; refuse one to come."""
    wanted = office.this_week - 1 if week is None else week
    if wanted > office.this_week:
        raise Refused(
            _("Week {week} has not begun.").format(week=calendar.week_label(wanted)),
            "",
            _("The running week is {week}.").format(week=calendar.week_label(office.this_week)),
        )
    return wanted


def chosen_town(
    office: Office, connection: sqlite3.Connection, town: str | None, everything: bool
) -> Place | None:
    """Return the one town asked for, else the ledger's own; None means every town."""
    own = None if town or everything else find_settings(connection, office.ledger.site).get("town")
    name = town if town is not None else own
    if name is None:
        return None
    return resolve_place(connection, name, kinds=(TOWN,), as_of=office.as_of)


def open_sources(
    office: Office,
    connection: sqlite3.Connection,
    week: int,
    town: Place | None,
    *,
    since: int | None = None,
) -> Sources:
    """Read what the reports of `week` rest on, in one docket for all towns.

    `since` is an earlier week from which the docket is to begin.
    """
    monday = calendar.monday_of(week)
    first = monday if since is None else calendar.monday_of(since)
    return Sources(
        office=office,
        connection=connection,
        docket=open_docket(
            office, connection, first, monday + 7, town.key if town is not None else None
        ),
        tables=rulebook_tables(connection, monday, office.as_of),
        week=week,
        town=town,
    )


def reports_of(sources: Sources) -> tuple[WeekReport, ...]:
    """Make the report of each town, in register order."""
    return tuple(report for _key, report in keyed_reports(sources))


def keyed_reports(sources: Sources) -> tuple[tuple[int, WeekReport], ...]:
    """Make the report of each town with the town's key, 0 for streets that lie in none."""
    office, docket, week = sources.office, sources.docket, sources.week
    judged = _judged(sources, PATROL)
    found = {(c.place, c.holder): c for c, _duty in charges(docket, PATROL)}
    others = {name: _judged(sources, name) for name in duties_of_holders(docket)}
    by_town: dict[int, list[Assessment]] = {}
    for assessment in judged:
        by_town.setdefault(docket.town_key(assessment.place) or _NO_TOWN, []).append(assessment)
    if sources.town is not None:
        by_town = {sources.town.key: by_town.get(sources.town.key, [])}
    if not by_town:
        raise Refused(
            _("No street is under the duty in week {week}.").format(week=calendar.week_label(week)),
            "",
            _("Register streets with: streetchief street add"),
        )
    lines = _street_lines(sources, judged, found, _walks_elsewhere(others))
    sums = measures_of(sources, others)
    people = names_of(
        sources.connection,
        {a.holder for duties in others.values() for a in duties if a.holder is not None},
        office.as_of,
    )
    items = item_reader(sources)
    marks = count_marks(sources.connection, office.as_of)
    duty = judged[0].duty if judged else docket.duty(PATROL, sources.days.start, None)
    blank = WeekReport(
        town="",
        identity="",
        week=week,
        draft=office.now < sources.days.stop * calendar.DAY,
        seen_on=min(office.today, sources.days.stop - 1),
        wording=wording_of(
            sources.tables,
            duty.role if duty is not None else "deputy_chief",
            duty.per if duty is not None else "street",
        ),
        streets=(),
        officers=(),
        departments=(),
        receipt=find_head(sources.connection, office.ledger.site, office.as_of),
        clock_entries=marks.get(CLOCK_MARK, 0),
        trusted_entries=marks.get(RECORDED_MARK, 0),
    )
    reports = []
    order = {key: number for number, key in enumerate(docket.places)}
    for key in sorted(by_town, key=lambda key: order.get(key, len(order))):
        place = docket.places.get(key)
        report = replace(
            blank,
            town=place.name if place is not None else "",
            identity=place.identity if place is not None else "",
            streets=tuple(lines[a.place, a.holder] for a in by_town[key]),
            officers=_officers(sources, others, key, people),
            departments=_departments(sources, others, key, people, sums),
            items=items.figures(key) if items is not None and items.any else None,
            rules=_rules(sources, by_town[key], others, key),
        )
        reports.append((key, report))
    return tuple(reports)


def item_reader(sources: Sources, days: range | None = None) -> ItemReader | None:
    """Open the list that papers report, for the week or `days`; None while no list has an item."""
    if not has_items(sources.connection):
        return None
    from streetchief.service.week_items import open_items

    return open_items(sources.office, items_list(sources.tables), days or sources.days)


def _judged(sources: Sources, name: str) -> list[Assessment]:
    week = sources.week
    judged = judge(sources.office, sources.connection, sources.docket, name, [week])[week]
    return [a for a in judged if a.duty.period == "week"]


def duties_of_holders(docket: Docket) -> list[str]:
    """Return the names of the duties judged by holder, in the order they were recorded."""
    names: dict[str, None] = {}
    for version in docket.versions:
        if version.fields.get("per") == "holder" and version.fields.get("period") != "month":
            names[version.name] = None
    return list(names)


def _walks_elsewhere(others: Mapping[str, Sequence[Assessment]]) -> set[tuple[int, int, str]]:
    """Return the walks that count in a line of their own, such as the general chief's."""
    return {
        (entry.patrol.person, entry.patrol.started_at, entry.patrol.kind)
        for judged in others.values()
        for assessment in judged
        for entry in assessment.entries
        if entry.right is not None
    }


def _street_lines(
    sources: Sources,
    judged: Sequence[Assessment],
    found: Mapping[Key, Charge],
    elsewhere: set[tuple[int, int, str]],
) -> dict[Key, StreetLine]:
    office, connection, docket = sources.office, sources.connection, sources.docket
    unmet = [a.place for a in judged if a.state == UNMET]
    runs = unmet_runs(office, connection, unmet, sources.week) if unmet else {}
    silent = [a.place for a in judged if not a.entries]
    end = sources.days.stop * calendar.DAY
    last = last_patrols(connection, silent, end, as_of=office.as_of) if silent else {}
    held = {(a.place, a.holder): _chiefs(a.duty, found[a.place, a.holder], sources) for a in judged}
    names = names_of(connection, {h for chiefs in held.values() for h in chiefs}, office.as_of)
    lines = {}
    for a in judged:
        key, place = (a.place, a.holder), docket.places[a.place]
        chiefs = [names[holder] for holder in held[key]]
        facts = day_facts(a.duty, found[key], sources.days)
        lines[key] = StreetLine(
            street=place.name,
            identity=place.identity,
            village=_village(docket, place, chiefs),
            chiefs=tuple(chief.name for chief in chiefs),
            chief_ids=tuple(chief.identity for chief in chiefs),
            state=a.state,
            available=a.available,
            required=a.required,
            logged=a.logged,
            counted=a.counted,
            day_count=a.day_count,
            delegated=a.delegated,
            backfilled=a.backfilled,
            unmet_weeks=runs.get(a.place, 0) if a.state == UNMET else 0,
            never_patrolled=a.due and not a.entries and a.place not in last,
            opened_on=place.opened_on if place.opened_on in sources.days[1:] else None,
            closed_on=place.closed_on if place.closed_on in sources.days else None,
            exempt=spans_of(f.day for f in facts if f.open and f.exempt),
            vacant=spans_of(f.day for f in facts if f.open and not f.holders),
            not_counted=not_counted(
                entry.reason
                for entry in a.entries
                if entry.reason is not None
                and (entry.patrol.person, entry.patrol.started_at, entry.patrol.kind)
                not in elsewhere
            ),
        )
    return lines


def _chiefs(duty: Duty, charge: Charge, sources: Sources) -> list[int]:
    """Return who has the duty's role on some open day of the week, in order of office."""
    first, last = sources.days.start, sources.days.stop
    first = max(first, charge.opened_on if charge.opened_on is not None else first)
    last = min(last, charge.closed_on if charge.closed_on is not None else last)
    held = sorted(
        (post.since, number, post.holder)
        for number, post in enumerate(charge.posts)
        if post.role == duty.role
        and post.since < last
        and (post.until is None or post.until > first)
    )
    return list(dict.fromkeys(holder for _since, _number, holder in held))


def _village(docket: Docket, place: Place, chiefs: Sequence[Holder]) -> str:
    parent = docket.places.get(place.parent) if place.parent is not None else None
    if parent is not None and parent.kind == VILLAGE:
        return parent.name
    return "、".join(dict.fromkeys(chief.unit for chief in chiefs if chief.unit))


def _officers(
    sources: Sources,
    others: Mapping[str, Sequence[Assessment]],
    town: int,
    people: Mapping[int, Holder],
) -> tuple[OfficerLine, ...]:
    """Return the lines of the town's officers, and one for each office nobody holds."""
    docket, found = sources.docket, []
    for name, judged in others.items():
        duty = docket.duty(name, sources.days.start, town or None)
        if duty is None or duty.period != "week":
            continue
        kind, holder_kind = role_holder(sources.tables, duty.role)
        mine = [
            a
            for a in judged
            if _in_town(docket, a.place, town)
            and a.holder is not None
            and people[a.holder].kind == PERSON
        ]
        role = role_name(sources.tables, duty.role)
        if not mine and kind == TOWN and holder_kind == PERSON and town:
            found.append(OfficerLine(duty=name, role=role, name="", state=VACANT))
        found += [
            OfficerLine(
                duty=name,
                role=role,
                name=people[a.holder].name,
                state=a.state,
                required=a.required,
                logged=a.logged,
                counted=a.counted,
            )
            for a in mine
            if a.holder is not None
        ]
    return tuple(found)


def _departments(
    sources: Sources,
    others: Mapping[str, Sequence[Assessment]],
    town: int,
    people: Mapping[int, Holder],
    sums: Mapping[tuple[str, int, int], tuple[int, int]],
) -> tuple[DepartmentLine, ...]:
    docket = sources.docket
    return tuple(
        DepartmentLine(
            duty=name,
            action=kind_name(sources.tables, a.duty.kinds[0]),
            department=people[a.holder].name,
            place=docket.places[a.place].name,
            state=a.state,
            required=a.required,
            done=a.counted,
            spots=sums.get((name, a.place, a.holder), (0, 0))[0],
            kilograms=sums.get((name, a.place, a.holder), (0, 0))[1],
        )
        for name, judged in others.items()
        for a in judged
        if a.holder is not None
        and people[a.holder].kind == DEPARTMENT
        and _in_town(docket, a.place, town)
    )


def measures_of(
    sources: Sources, others: Mapping[str, Sequence[Assessment]], since: int | None = None
) -> dict[tuple[str, int, int], tuple[int, int]]:
    """Sum spots and kilograms of each (duty, place, holder): all live rows of its kinds there.

    Of the week, or from the day `since` to its end.
    """
    docket, sums = sources.docket, dict[tuple[str, int, int], tuple[int, int]]()
    acting = {a.holder for js in others.values() for a in js if a.holder is not None and a.entries}
    if not acting:
        return sums
    first = sources.days.start if since is None else since
    bounds = first * calendar.DAY, sources.days.stop * calendar.DAY
    rows = [
        row
        for row in find_by_persons(sources.connection, acting, *bounds, as_of=sources.office.as_of)
        if row.spots or row.kilograms
    ]
    for name, judged in others.items():
        for a in judged:
            if a.holder is None:
                continue
            mine = [
                row
                for row in rows
                if row.person == a.holder
                and row.kind in a.duty.kinds
                and within(docket.places, row.place, a.place)
            ]
            sums[name, a.place, a.holder] = (
                sum(row.spots or 0 for row in mine),
                sum(row.kilograms or 0 for row in mine),
            )
    return sums


def _in_town(docket: Docket, place: int, town: int) -> bool:
    return (docket.town_key(place) or _NO_TOWN) == town


def _rules(
    sources: Sources,
    streets: Iterable[Assessment],
    others: Mapping[str, Sequence[Assessment]],
    town: int,
) -> tuple[RuleLine, ...]:
    """Return the fields that differ from the default, the streets' duty first."""
    docket = sources.docket
    rules: list[RuleLine] = []
    for duty in dict.fromkeys(a.duty for a in streets):
        fields = departed(duty, quota=NEUTRAL.required)
        rules.append(RuleLine(duty=None, fields=fields, roles=_roles(sources, duty)))
    for name, judged in others.items():
        if any(_in_town(docket, a.place, town) for a in judged):
            duty_here = docket.duty(name, sources.days.start, town or None)
            if duty_here is not None:
                called = duty_name(sources.tables, name)
                fields = departed(duty_here)
                rules.append(RuleLine(duty=called, fields=fields, roles=_roles(sources, duty_here)))
    return tuple(dict.fromkeys(rule for rule in rules if rule.fields))


def _roles(sources: Sources, duty: Duty) -> tuple[tuple[str, Name], ...]:
    return tuple((role, role_name(sources.tables, role)) for role in duty.counting_roles)


def departed(duty: Duty, quota: int | None = None) -> tuple[tuple[str, object], ...]:
    """Return the duty's fields that differ from the default, and its quota unless it is `quota`.

    The quota of another duty than the streets' has no default and is not named.
    """
    changed: list[tuple[str, object]] = []
    if quota is not None and duty.required != quota:
        changed.append(("required", duty.required))
    changed += [
        (name, getattr(duty, name))
        for name in BASIS_FIELDS
        if getattr(duty, name) != getattr(NEUTRAL, name)
    ]
    return tuple(changed)
