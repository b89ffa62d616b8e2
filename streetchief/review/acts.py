"""What in the log is worth a look, and the sample that is looked at on site.

Convention: findings never blame and change nothing. A draw depends on the seed and the record
numbers alone, so anyone can repeat it; drawn entries and results are facts of their own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

from streetchief.activities.records import ActivityRow, find_at_places, find_one
from streetchief.days import calendar
from streetchief.duties.docket import names_of, patrol_of
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, clean, known_then
from streetchief.locale.text import gettext as _
from streetchief.register.directory import chosen_town, full_name
from streetchief.register.names import resolve_person
from streetchief.register.records import find_holders, find_places
from streetchief.review.records import SpotCheck, find_spot_checks
from streetchief.review.rules import Finding, Record, agreement, review, sample
from streetchief.value import value
from streetchief.values.rates import Rate
from streetchief.values.register import PERSON, Place, town_of

WEEKS = 4
"""How many weeks are looked at when none is named, the running one among them."""


@value
class Reviewed:
    """Findings of some weeks with the names to say them with."""

    town: str | None
    first: int
    last: int
    entries: int
    findings: tuple[Finding, ...]
    persons: Mapping[int, str]
    places: Mapping[int, str]
    agreed: Rate


@value
class Drawn:
    """A patrol drawn for a look on site, with what was found if somebody has looked."""

    check: SpotCheck
    patrol: ActivityRow
    town: str
    place: str
    person: str
    by: str | None


@value
class Sampled:
    """A draw: its entries in the order drawn, from how many, and how far looks have agreed.

    `already` tells that every one of them had been drawn with this seed before.
    """

    seed: str
    first: int
    last: int
    drawn_from: int
    rows: tuple[Drawn, ...]
    agreed: Rate
    already: bool


def review_log(office: Office, weeks: range, *, town: str | None = None) -> Reviewed:
    """Return what is worth a look among the patrols of persons in `weeks`, of a town or of all."""
    here = known_then(office)
    with reading(office.ledger) as connection:
        place = chosen_town(here, town)
        rows, places = _patrols(here, weeks, place)
        people = {h.key for h in find_holders(connection, kind=PERSON, as_of=here.as_of)}
        records = []
        for row in rows:
            if row.person in people:
                lies_in = town_of(places, row.place)
                records.append(
                    Record(
                        patrol=patrol_of(row, here),
                        recorded_at=here.utc_to_local(row.recorded_at),
                        town=lies_in.key if lies_in else None,
                    )
                )
        findings = review(records)
        names = names_of(connection, {p for f in findings for p in f.persons}, here.as_of)
        checks = find_spot_checks(connection, activities=[r.id for r in rows], as_of=here.as_of)
        return Reviewed(
            town=place.name if place else None,
            first=calendar.monday_of(weeks.start),
            last=calendar.monday_of(weeks.stop) - 1,
            entries=len(records),
            findings=findings,
            persons={key: holder.name for key, holder in names.items()},
            places={key: "".join(full_name(places, p)) for key, p in places.items()},
            agreed=agreement(check.agreed for check in checks),
        )


def draw_sample(
    office: Office, weeks: range, count: int, seed: str, *, town: str | None = None
) -> Sampled:
    """Draw `count` patrols of `weeks` at random and record the draw, unless it is recorded already.

    Raises `Refused` when there is no patrol to draw from.
    """
    connection = office.connection
    seed = clean(seed, _("The seed"), most=60)
    with acting(office, "sample") as entry:
        place = chosen_town(office, town)
        rows, places = _patrols(office, weeks, place)
        if not rows:
            raise Refused(_("There is no patrol in those weeks to draw from."))
        keys = sample([row.id for row in rows], count, seed)
        before = _drawn_with(connection, keys, seed)
        for key in keys:
            if key not in before:
                entry.add("spot_check", {"activity": key, "seed": seed, "drawn_from": len(rows)})
    with reading(office.ledger):
        checks = _drawn_with(connection, keys, seed)
        by_id = {row.id: row for row in rows}
        chosen = [(checks[key], by_id[key]) for key in keys]
        return Sampled(
            seed=seed,
            first=calendar.monday_of(weeks.start),
            last=calendar.monday_of(weeks.stop) - 1,
            drawn_from=len(rows),
            rows=_drawn(office, chosen, places),
            agreed=agreement(check.agreed for check, _row in chosen),
            already=len(before) == len(keys),
        )


def _drawn_with(
    connection: sqlite3.Connection, keys: Sequence[int], seed: str
) -> dict[int, SpotCheck]:
    """Return the draws of these patrols that were made with a seed, by patrol."""
    checks = find_spot_checks(connection, activities=keys)
    return {check.activity: check for check in checks if check.seed == seed}


def answer_check(
    office: Office, number: int, *, agreed: bool, by: str, note: str | None = None
) -> Drawn:
    """Record what was found on site for a drawn entry, by its own number or the patrol's.

    Raises `Refused` for a number that was not drawn. A later result replaces an earlier one.
    """
    connection = office.connection
    with acting(office, "check") as entry:
        found = find_spot_checks(connection, number=number) or find_spot_checks(
            connection, activities=[number]
        )
        if not found:
            raise Refused(
                _("Number {number} was not drawn for a look on site.").format(number=number),
                _("Draw a sample with: streetchief review sample 5 --seed 2026-W47"),
            )
        check = found[-1]
        entry.add(
            "spot_check",
            {
                "activity": check.activity,
                "draw": check.number,
                "agreed": int(agreed),
                "by": resolve_person(connection, by).key,
                "note": clean(note, _("The note"), lines=True) if note else None,
            },
        )
        row = find_one(connection, check.activity)
        if row is None:
            raise Refused(
                _("Record {number} does not hold any more.").format(number=check.activity)
            )
    with reading(office.ledger):
        check = find_spot_checks(connection, number=check.number)[0]
        places = {p.key: p for p in find_places(connection)}
        return _drawn(office, [(check, row)], places)[0]


def _patrols(
    office: Office, weeks: range, town: Place | None
) -> tuple[list[ActivityRow], dict[int, Place]]:
    """Return the live patrols of `weeks`, of one town or of all, and every place."""
    places = {p.key: p for p in find_places(office.connection, as_of=office.as_of)}
    wanted = [
        key
        for key in places
        if town is None or ((t := town_of(places, key)) is not None and t.key == town.key)
    ]
    bounds = (
        calendar.monday_of(weeks.start) * calendar.DAY,
        calendar.monday_of(weeks.stop) * calendar.DAY,
    )
    rows = find_at_places(office.connection, wanted, *bounds, as_of=office.as_of)
    return [row for row in rows if row.kind == "patrol"], places


def _drawn(
    office: Office,
    chosen: Sequence[tuple[SpotCheck, ActivityRow]],
    places: dict[int, Place],
) -> tuple[Drawn, ...]:
    people = {key for check, row in chosen for key in (row.person, check.by) if key is not None}
    names = names_of(office.connection, people, office.as_of)
    drawn = []
    for check, row in chosen:
        town, place = full_name(places, places[row.place])
        drawn.append(
            Drawn(
                check=check,
                patrol=row,
                town=town,
                place=place,
                person=names[row.person].name,
                by=names[check.by].name if check.by is not None else None,
            )
        )
    return tuple(drawn)
