"""Logging: patrols and other activities, checked, written and answered in one transaction.

Convention: everything is resolved and checked inside the write lock; the answer says what the
record did to the street's week.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from streetchief.activities.records import (
    ActivityRow,
    find_by_key,
    find_by_persons,
    find_companions,
    still_held,
)
from streetchief.activities.rules import Walk, check_walk
from streetchief.days import calendar
from streetchief.duties import tally
from streetchief.duties.docket import judge, open_docket
from streetchief.duties.rules.counting import Patrol
from streetchief.errors import Refused
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import gettext as _
from streetchief.locale.text import in_a_row, language
from streetchief.log.walks import Logged, Wish, Written
from streetchief.register.names import resolve_holder, resolve_person, resolve_place
from streetchief.register.records import find_assignments, find_places
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import GENERAL_CHIEF, PATROL, DutyVersion, judged_kinds
from streetchief.values.problems import say
from streetchief.values.register import DEPARTMENT, PERSON, Holder, Place, town_of


def log_walks(office: Office, wishes: Sequence[Wish]) -> list[Logged]:
    """Write walks as one entry, all or none, and say what each did to its week.

    An exact duplicate (person, street, start) is reported as already there. Raises `Refused` with
    every problem when any walk breaks a rule.
    """
    connection = office.connection
    with acting(office, "log") as entry:
        versions = find_versions(connection)
        written: list[Written] = []
        problems: list[str] = []
        for number, wish in enumerate(wishes, 1):
            try:
                written.append(_write(office, entry, wish, versions))
            except Refused as error:
                if len(wishes) == 1 and wish.line is None:
                    raise
                problems.append(f"{wish.line or number}: {' '.join(error.sentences)}")
        if problems:
            raise Refused(
                _("{count} of {total} lines cannot be logged:").format(
                    count=len(problems), total=len(wishes)
                )
                + "\n"
                + "\n".join(problems),
            )
    return [row for walk in written for row in _answer(office, walk)]


def _write(
    office: Office, entry: EntryWriter, wish: Wish, versions: Sequence[DutyVersion]
) -> Written:
    connection = entry.connection
    wish = _in_the_rulebooks_words(office, wish)
    kinds = judged_kinds(versions, PATROL) if wish.kind == PATROL else ()
    places = [
        resolve_place(connection, name, kinds=kinds, within=wish.town) for name in wish.streets
    ]
    chiefs = _chiefs(connection, places)
    person = _who(connection, wish, wish.by, among=chiefs)
    at = wish.at if wish.at is not None else office.now - office.now % calendar.MINUTE
    walk = Written(wish, person, at, _once(places))
    if wish.key and _is_retry(connection, walk):
        _check_files(entry, walk)
        _find(office, entry, walk)
        return walk
    day = at // calendar.DAY
    mine = find_by_persons(
        connection, [person.key], (day - 1) * calendar.DAY, (day + 2) * calendar.DAY
    )
    there = _already_there(connection, walk, [row for row in mine if row.started_at == at])
    others = mine if person.kind == PERSON else []  # a department may be at two places at once
    fresh = [place for place in walk.places if place.key not in there]
    walk.numbers = {p.key: there[p.key] for p in walk.places if p.key in there}
    walk.already = set(walk.numbers)
    problems = check_walk(
        Walk(person=person.key, started_at=at, minutes=wish.minutes),
        fresh,
        [
            Walk(person=r.person, started_at=r.started_at, minutes=r.minutes, key=r.id)
            for r in others
        ],
        now=office.now,
    )
    if problems:
        raise Refused(in_a_row(say(problem, _, language()) for problem in problems))
    approver = resolve_person(connection, wish.approved_by) if wish.approved_by else None
    behalf = resolve_person(connection, wish.on_behalf_of).key if wish.on_behalf_of else None
    companions = [_who(connection, wish, name).key for name in wish.companions]
    if approver is not None:
        from streetchief.register.approval import refuse_own

        refuse_own(
            approver,
            beneficiaries=() if behalf is None else (behalf,),
            doers=(person.key, *companions),
        )
    for place in fresh:
        walk.numbers[place.key] = entry.add(
            "activity",
            {
                "kind": wish.kind,
                "place": place.key,
                "person": person.key,
                "started_at": at,
                "minutes": wish.minutes,
                "metres": wish.metres,
                "spots": wish.spots,
                "kilograms": wish.kilograms,
                "photos": wish.photos or None if wish.files else None,
                "note": clean(wish.note, _("the note"), lines=True) if wish.note else None,
                "approved_by": approver.key if approver is not None else None,
                "on_behalf_of": behalf,
                "key": wish.key,
            },
        )
    for companion in companions:
        for place in fresh:
            entry.add("participant", {"activity": walk.numbers[place.key], "holder": companion})
    _tally(office, walk, fresh, versions, approved=approver is not None)
    if wish.files:
        _keep_files(office, entry, walk, [walk.numbers[place.key] for place in fresh])
    _find(office, entry, walk)
    return walk


def _keep_files(office: Office, entry: EntryWriter, walk: Written, fresh: Sequence[int]) -> None:
    """Keep the photos and the track of a walk as evidence of its new records."""
    from streetchief.activities.evidence import keep_evidence, not_added

    if fresh:
        walk.warnings += keep_evidence(office, entry, walk.wish.files, fresh)
    for number in walk.numbers.values():
        if number not in fresh:
            walk.warnings += not_added(entry, walk.wish.files, number)


def _check_files(entry: EntryWriter, walk: Written) -> None:
    from streetchief.activities.evidence import check_retry

    check_retry(entry, walk.wish.files, min(walk.numbers.values()), walk.wish.key or "")


def _find(office: Office, entry: EntryWriter, walk: Written) -> None:
    """Open the items that were found on the walk; a walk without findings pays nothing for it."""
    wish = walk.wish
    if not wish.found:
        return
    from streetchief.items.opening import write_findings

    walk.items = write_findings(
        office,
        entry,
        wish.found,
        fixed=wish.fixed,
        places=walk.places,
        person=walk.person,
        day=walk.at // calendar.DAY,
        numbers=walk.numbers,
        key=wish.key,
        retried=bool(walk.already),
    )


def _in_the_rulebooks_words(office: Office, wish: Wish) -> Wish:
    """Return the wish with its kind as the rulebook has it; a plain patrol needs no rulebook."""
    if wish.kind == PATROL and wish.spots is None and wish.kilograms is None:
        return wish
    from streetchief.log.other_activities import in_the_rulebooks_words

    return in_the_rulebooks_words(office, wish)


def _who(
    connection: sqlite3.Connection, wish: Wish, name: str, among: set[int] | None = None
) -> Holder:
    """Return who did it: a person patrols, other activities are a department's as well."""
    kinds = (PERSON,) if wish.kind == PATROL else (PERSON, DEPARTMENT)
    return resolve_holder(connection, name, kinds=kinds, among=among)


def _already_there(
    connection: sqlite3.Connection, walk: Written, rows: Sequence[ActivityRow]
) -> dict[int, int]:
    """Return the records, by place, that are the walk itself; `rows` begin when it does.

    A person's patrol is: he cannot walk twice at once, so one that says otherwise is refused, and
    one that says more is told. Of other activities two may begin together (two rewards, two
    clean-ups), so what they say decides.
    """
    wish, there = walk.wish, dict[int, int]()
    among = {place.key for place in walk.places}
    for row in rows:
        if row.kind != wish.kind or row.place not in among:
            continue
        if wish.kind != PATROL:
            if _adds_the_same(connection, row, wish):
                there[row.place] = row.id
            continue
        known = {
            "minutes": row.minutes,
            "metres": row.metres,
            "note": row.note,
            "approved": row.approved,
        }
        said = {
            "minutes": wish.minutes,
            "metres": wish.metres,
            "note": clean(wish.note, _("the note"), lines=True) if wish.note else None,
            "approved": wish.approved_by is not None,
        }
        from streetchief.log.rules import compare_walk
        from streetchief.log.sameness import contradiction, incomplete

        sameness = compare_walk(known, said)
        if sameness.answer == "contradicts":
            raise contradiction(row.id, sameness)
        if sameness.answer == "completes":
            walk.warnings += (incomplete(row.id, sameness),)
        there[row.place] = row.id
    return there


def _adds_the_same(connection: sqlite3.Connection, row: ActivityRow, wish: Wish) -> bool:
    """Tell whether a record has the wish's words, amounts and companions."""
    with_whom = {_who(connection, wish, name).key for name in wish.companions}
    note = clean(wish.note, _("the note"), lines=True) if wish.note else ""
    return (
        row.spots == wish.spots
        and row.kilograms == wish.kilograms
        and (row.note or "") == note
        and set(find_companions(connection, [row.id]).get(row.id, ())) == with_whom
    )


def _once(places: list[Place]) -> list[Place]:
    return list({place.key: place for place in places}.values())


def _chiefs(connection: sqlite3.Connection, places: Sequence[Place]) -> set[int]:
    found = find_assignments(connection, places=[place.key for place in places])
    return {assignment.holder for assignment in found}


def _is_retry(connection: sqlite3.Connection, walk: Written) -> bool:
    """Tell whether the walk's key was used before; refuse when it was for something else."""
    wish = walk.wish
    rows = find_by_key(connection, wish.key or "")
    if not rows:
        return False
    first = rows[0]
    same = (
        first.person == walk.person.key
        and {row.place for row in rows} == {place.key for place in walk.places}
        and first.kind == wish.kind
        and (wish.at is None or first.started_at == wish.at)
        and first.minutes == wish.minutes
        and first.metres == wish.metres
        and (first.approved or wish.approved_by is None)
        and _adds_the_same(connection, first, wish)
    )
    if not same:
        raise Refused(
            _("The key {key} was used for another record, number {number}.").format(
                key=wish.key, number=first.id
            ),
            _("Use a new key for a new record."),
        )
    walk.at = first.started_at
    walk.numbers = {row.place: row.id for row in rows}
    walk.already = set(walk.numbers)
    held = still_held(connection, walk.numbers.values())
    walk.warnings += tuple(
        _("Record {number} was taken back since: to log it again, use a new key.").format(
            number=number
        )
        for number in walk.numbers.values()
        if number not in held
    )
    return True


def _tally(
    office: Office,
    walk: Written,
    fresh: Sequence[Place],
    versions: Sequence[DutyVersion],
    *,
    approved: bool,
) -> None:
    towns = {place.key: _town_key(office.connection, place) for place in fresh}
    patrols = [
        Patrol(
            key=walk.numbers[place.key],
            place=place.key,
            person=walk.person.key,
            started_at=walk.at,
            recorded_on=office.today,
            kind=walk.wish.kind,
            minutes=walk.wish.minutes,
            metres=walk.wish.metres,
            photos=walk.wish.photos if walk.wish.files else 0,
            approved=approved,
        )
        for place in fresh
    ]
    tally.add(office.connection, tally.counts_of(patrols, versions, towns))


def _town_key(connection: sqlite3.Connection, place: Place) -> int | None:
    town = _town(connection, place)
    return town.key if town else None


def _town(connection: sqlite3.Connection, place: Place) -> Place | None:
    known = {place.key: place}
    current = place
    while current.parent is not None and current.kind != "town" and current.parent not in known:
        parents = find_places(connection, among=[current.parent])
        if not parents:
            break
        current = parents[0]
        known[current.key] = current
    return town_of(known, place.key)


def _answer(office: Office, walk: Written) -> list[Logged]:
    """Judge the weeks the walk touched, as they stand now."""
    week = calendar.week_of(walk.at // calendar.DAY)
    days = calendar.days_of_week(week)
    among = [place.key for place in walk.places]
    docket = open_docket(office, days.start, days.stop, among=among)
    judged = judge(office, docket, PATROL, [week], among=among)[week]
    standings = {assessment.place: assessment for assessment in judged}
    towns = {key: docket.town_key(key) for key in among}
    own = {
        assessment.place: assessment
        for assessment in judge(office, docket, GENERAL_CHIEF, [week])[week]
        if assessment.holder == walk.person.key and walk.wish.kind in assessment.duty.kinds
    }
    called = None
    if walk.wish.kind != PATROL:
        from streetchief.log.other_activities import kind_name, standings_served

        called = kind_name(office.connection, walk.wish.kind, walk.at // calendar.DAY)
        standings = standings_served(
            office, docket, walk.wish.kind, walk.person.key, walk.places, week
        )
    rows = []
    for place in walk.places:
        standing = standings.get(place.key)
        number = walk.numbers[place.key]
        town = towns[place.key]
        rows.append(
            Logged(
                number=number,
                place=place,
                town=docket.places.get(town) if town is not None else None,
                person=walk.person,
                kind=walk.wish.kind,
                started_at=walk.at,
                minutes=walk.wish.minutes,
                backfilled=office.today > walk.at // calendar.DAY,
                entry=next((e for e in standing.entries if e.patrol.key == number), None)
                if standing
                else None,
                standing=standing,
                own=own.get(town) if town is not None else None,
                already=place.key in walk.already,
                kind_name=called,
                items=walk.items if place is walk.places[0] else (),
                files=walk.wish.files if place is walk.places[0] else (),
                warnings=walk.warnings if place is walk.places[0] else (),
            )
        )
    return rows
