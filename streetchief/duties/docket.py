"""Everything recorded that a verdict needs, fetched in a handful of queries and put together.

Convention: a docket is read once for a span of days; each period inside it is then judged by the
pure rule. Charges start from the register, never from the log.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from operator import attrgetter

from streetchief.activities.records import ActivityRow, find_at_places, find_by_persons
from streetchief.days import calendar
from streetchief.duties.records import find_delegations, find_exemptions
from streetchief.duties.rules.charge import Charge, Delegation, Exemption
from streetchief.duties.rules.counting import Patrol
from streetchief.duties.rules.standing import Assessment, assess
from streetchief.ledger.office import Office
from streetchief.register.records import find_assignments, find_holders, find_places
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import Duty, DutyVersion, duty_on, period_days
from streetchief.value import replace, value
from streetchief.values.register import Assignment, Holder, Place, town_of, within


@value
class Docket:
    """What is recorded for the days `[since, until)`, of all towns or of `town` alone."""

    since: int
    until: int
    town: int | None
    versions: tuple[DutyVersion, ...]
    places: dict[int, Place]
    assignments: tuple[Assignment, ...]
    exemptions: tuple[Exemption, ...]
    delegations: tuple[Delegation, ...]

    def town_key(self, place: int) -> int | None:
        """Return the key of the town `place` lies in."""
        town = town_of(self.places, place)
        return town.key if town else None

    def duty(self, name: str, day: int, town: int | None) -> Duty | None:
        """Return the duty `name` as it stands on `day` in `town`."""
        return duty_on((v for v in self.versions if v.name == name), day, town)

    def sample(self, name: str) -> Duty | None:
        """Return the duty `name` as it first stands, which tells what it judges and how long.

        The rest may change from period to period. None where it was never recorded whole.
        """
        mine = [version for version in self.versions if version.name == name]
        if not mine:
            return None
        first = max(self.since, min(version.since for version in mine))
        return duty_on(mine, first, None) or _any_version(mine)


def open_docket(
    office: Office,
    since: int,
    until: int,
    town: int | None = None,
    *,
    among: Iterable[int] | None = None,
) -> Docket:
    """Fetch the docket of the days `[since, until)` inside a transaction.

    `among` fetches only those places and what they lie in, for an act on a few of them.
    """
    as_of = office.as_of
    places = _places(office, among)
    return Docket(
        since=since,
        until=until,
        town=town,
        versions=tuple(find_versions(office.connection, as_of=as_of)),
        places=places,
        assignments=tuple(
            find_assignments(
                office.connection,
                places=None if among is None else places,
                since=since,
                until=until,
                as_of=as_of,
            )
        ),
        exemptions=tuple(find_exemptions(office.connection, since, until, as_of=as_of)),
        delegations=tuple(find_delegations(office.connection, since, until, as_of=as_of)),
    )


def _places(office: Office, among: Iterable[int] | None) -> dict[int, Place]:
    if among is None:
        return {place.key: place for place in find_places(office.connection, as_of=office.as_of)}
    places: dict[int, Place] = {}
    missing = set(among)
    while missing:
        found = find_places(office.connection, among=missing, as_of=office.as_of)
        places |= {place.key: place for place in found}
        linked = {key for place in found for key in (place.parent, place.zone) if key is not None}
        missing = linked - places.keys()
    return places


def above(docket: Docket, place: int) -> list[int]:
    """Return `place`, its zone and everything it lies in."""
    chain: list[int] = []
    key: int | None = place
    while key is not None and key not in chain:
        chain.append(key)
        found = docket.places.get(key)
        key = found.parent if found else None
    first = docket.places.get(place)
    if first and first.zone is not None:
        chain.append(first.zone)
    return chain


def charges(docket: Docket, name: str, among: Iterable[int] | None = None) -> list[Charge]:
    """Return the charges of the duty `name` in register order, each for the whole docket.

    `among` narrows to some places.
    """
    sample = docket.sample(name)
    if sample is None:
        return []
    wanted = set(among) if among is not None else None
    if sample.per == "holder":
        return _holder_charges(docket, sample, wanted)
    filed = _file(docket)
    held: dict[int, list[Assignment]] = {}
    for assignment in docket.assignments:
        held.setdefault(assignment.place, []).append(assignment)
    found = []
    for place in docket.places.values():
        if place.kind != sample.per or (wanted is not None and place.key not in wanted):
            continue
        if place.opened_on is not None and place.opened_on >= docket.until:
            continue
        if place.closed_on is not None and place.closed_on <= docket.since:
            continue
        if docket.town is not None and docket.town_key(place.key) != docket.town:
            continue
        posts = tuple(post for key in above(docket, place.key) for post in held.get(key, ()))
        found.append(_charge(docket, filed, place, posts, None))
    return found


def _any_version(versions: Sequence[DutyVersion]) -> Duty | None:
    """Return some version of a duty that is not in force at the docket's start."""
    fields: dict[str, object] = {}
    for version in versions:
        fields.update(version.fields)
    if "role" not in fields or "per" not in fields:
        return None
    fields.pop("since", None)
    return Duty(name=versions[0].name, **fields)  # type: ignore[arg-type]


def _holder_charges(docket: Docket, duty: Duty, wanted: set[int] | None) -> list[Charge]:
    filed = _file(docket)
    spans: dict[tuple[int, int], list[Assignment]] = {}
    for assignment in docket.assignments:
        if assignment.role == duty.role:
            spans.setdefault((assignment.place, assignment.holder), []).append(assignment)
    found = []
    for (key, holder), held in sorted(spans.items()):
        place = docket.places.get(key)
        if place is None or (wanted is not None and key not in wanted):
            continue
        if docket.town is not None and docket.town_key(key) != docket.town:
            continue
        found.append(_charge(docket, filed, place, tuple(held), holder))
    return found


@value
class _Filed:
    """Exemptions and delegations by what they are looked up by, each in the order recorded."""

    of_place: dict[int, list[Exemption]]
    of_holder: dict[int, list[Exemption]]
    by_chief: dict[int, list[Delegation]]


def _file(docket: Docket) -> _Filed:
    """File the docket's exemptions and delegations, so that no charge looks through them all."""
    filed = _Filed(of_place={}, of_holder={}, by_chief={})
    for exemption in docket.exemptions:
        if exemption.holder is not None:
            filed.of_holder.setdefault(exemption.holder, []).append(exemption)
        elif exemption.place is not None:
            filed.of_place.setdefault(exemption.place, []).append(exemption)
    for delegation in docket.delegations:
        filed.by_chief.setdefault(delegation.chief, []).append(delegation)
    return filed


def _charge(
    docket: Docket, filed: _Filed, place: Place, posts: tuple[Assignment, ...], holder: int | None
) -> Charge:
    chain = set(above(docket, place.key)) if docket.exemptions or docket.delegations else set()
    people = {post.holder for post in posts}
    exemptions = [row for key in chain for row in filed.of_place.get(key, ())]
    exemptions += [row for person in people for row in filed.of_holder.get(person, ())]
    delegations = [row for person in people for row in filed.by_chief.get(person, ())]
    return Charge(
        place=place.key,
        holder=holder,
        opened_on=place.opened_on,
        closed_on=place.closed_on,
        posts=posts,
        delegations=tuple(
            row if holder is not None else replace(row, place=None)
            for row in sorted(delegations, key=attrgetter("key"))
            if row.place is None
            or row.place in chain
            or (holder is not None and within(docket.places, row.place, place.key))
        ),
        exemptions=tuple(sorted(exemptions, key=attrgetter("key"))),
    )


def patrol_of(row: ActivityRow, office: Office) -> Patrol:
    """Return an activity as the rule sees it."""
    return Patrol(
        key=row.id,
        place=row.place,
        person=row.person,
        started_at=row.started_at,
        recorded_on=office.utc_to_local(row.recorded_at) // calendar.DAY,
        kind=row.kind,
        minutes=row.minutes,
        metres=row.metres,
        photos=row.photos,
        approved=row.approved,
    )


def patrols_of(
    office: Office,
    docket: Docket,
    found: Sequence[Charge],
    since: int,
    until: int,
) -> dict[tuple[int, int | None], list[Patrol]]:
    """Return the live activities on each charge in the days `[since, until)`."""
    bounds = (since * calendar.DAY, until * calendar.DAY)
    out: dict[tuple[int, int | None], list[Patrol]] = {
        (charge.place, charge.holder): [] for charge in found
    }
    of_places = [charge.place for charge in found if charge.holder is None]
    if of_places:
        for row in find_at_places(office.connection, of_places, *bounds, as_of=office.as_of):
            out[row.place, None].append(patrol_of(row, office))
    of_holders = [charge for charge in found if charge.holder is not None]
    if of_holders:
        people = {charge.holder for charge in of_holders if charge.holder is not None}
        people |= {d.delegate for charge in of_holders for d in charge.delegations}
        rows = find_by_persons(office.connection, people, *bounds, as_of=office.as_of)
        elsewhere = {row.place for row in rows} - docket.places.keys()
        places = {**_places(office, elsewhere), **docket.places}
        for charge in of_holders:
            mine = {charge.holder, *(d.delegate for d in charge.delegations)}
            out[charge.place, charge.holder] += [
                patrol_of(row, office)
                for row in rows
                if row.person in mine and within(places, row.place, charge.place)
            ]
    return out


def judge(
    office: Office,
    docket: Docket,
    name: str,
    periods: Sequence[int],
    *,
    among: Iterable[int] | None = None,
) -> dict[int, list[Assessment]]:
    """Judge the duty `name` in each of `periods` (weeks, or months for a monthly duty).

    Returns the assessments of each period in register order; a charge without a line in a period
    is left out of it.
    """
    sample, found = docket.sample(name), charges(docket, name, among)
    out: dict[int, list[Assessment]] = {period: [] for period in periods}
    if sample is None or not found or not periods:
        return out
    spans = {period: period_days(sample, period) for period in periods}
    since = min(days.start for days in spans.values())
    until = max(days.stop for days in spans.values())
    patrols = patrols_of(office, docket, found, since, until)
    duties: dict[tuple[int, int | None], Duty | None] = {}
    for charge in found:
        town = docket.town_key(charge.place)
        here = patrols[charge.place, charge.holder]
        for period, days in spans.items():
            if (period, town) not in duties:
                duties[period, town] = docket.duty(name, days.start, town)
            duty = duties[period, town]
            if duty is None:
                continue
            inside = [p for p in here if days.start <= p.day < days.stop]
            assessment = assess(duty, charge, inside, period, office.now)
            if assessment is not None:
                out[period].append(assessment)
    return out


def names_of(
    connection: sqlite3.Connection, holders: Iterable[int], as_of: int | None = None
) -> dict[int, Holder]:
    """Return the holders with these keys."""
    return {h.key: h for h in find_holders(connection, among=holders, as_of=as_of)}
