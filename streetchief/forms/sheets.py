"""Blank forms: a week's patrol sheet of a town, and a chief's duties of a year to sign.

Convention: what is printed comes from the register and the rulebook; nobody is given an obligation
here that the rulebook does not name. Days are epoch days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from streetchief.days import calendar
from streetchief.duties.docket import Docket, charges, names_of, open_docket
from streetchief.duties.rules.charge import Charge, DayFact, day_facts
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.papers.sources import chosen_town
from streetchief.register.names import resolve_person
from streetchief.register.records import find_assignments, find_holders, find_places
from streetchief.rulebook.in_force import NamedDuty, duties_in_force, rulebook_on
from streetchief.rulebook.rules.duty import GENERAL_CHIEF, PATROL, Duty, required_count
from streetchief.rulebook.words import role_name, tables_on, wording_of
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import TOWN, Assignment, Place, town_of

OPEN, CLOSED, EXEMPT = "open", "closed", "exempt"
"""What a day is on a sheet."""


@value
class SheetRow:
    """A street on a sheet: who answers for it, how often, and what each day of the week is."""

    street: str
    chiefs: tuple[str, ...]
    required: int
    days: tuple[str, ...]


@value
class PatrolSheet:
    """A town's blank sheet of a week. `place_word` is what the duty calls its places."""

    town: str
    week: int
    office: Name
    place_word: Name
    chief_word: Name
    rows: tuple[SheetRow, ...]


@value
class PostOfYear:
    """A post in a year: role, place, first day and last day in that year."""

    role: Name
    place: str
    since: int
    last: int


@value
class DutySheet:
    """What somebody answers for in a year, to be signed by him and by the general chief."""

    person: str
    unit: str
    title: str
    year: int
    town: str
    office: Name
    basis: Name
    posts: tuple[PostOfYear, ...]
    duties: tuple[NamedDuty, ...]
    general_chief: str
    general_role: Name


def patrol_sheets(
    office: Office, week: int, *, town: str | None = None, everything: bool = False
) -> tuple[PatrolSheet, ...]:
    """Return the blank sheets of a week, one a town that has a street open in it.

    Raises `Refused` for an unknown town and when no street is under the duty that week.
    """
    with reading(office.ledger) as connection:
        place = chosen_town(office, town, everything)
        days = calendar.days_of_week(week)
        docket = open_docket(office, days.start, days.stop, place.key if place else None)
        found = charges(docket, PATROL)
        people = {post.holder for charge in found for post in charge.posts}
        names = {key: holder.name for key, holder in names_of(connection, people).items()}
        tables = tables_on(connection, days.start)
        towns: dict[int | None, list[SheetRow]] = {}
        duties: dict[int | None, Duty] = {}
        for charge in found:
            key = docket.town_key(charge.place)
            duty = docket.duty(PATROL, days.start, key)
            facts = () if duty is None else day_facts(duty, charge, days)
            if duty is None or not any(fact.open for fact in facts):
                continue
            duties.setdefault(key, duty)
            towns.setdefault(key, []).append(_row(docket, duty, charge, facts, names))
        if not towns:
            raise Refused(
                _("No street is under the duty in week {week}.").format(
                    week=calendar.week_label(week)
                ),
                _("Register streets with: streetchief place add --kind street"),
            )
        sheets = []
        for key, rows in towns.items():
            duty = duties[key]
            wording = wording_of(tables, PATROL, duty.role, duty.per, PATROL)
            sheets.append(
                PatrolSheet(
                    town=docket.places[key].name if key is not None else "",
                    week=week,
                    office=wording.office,
                    place_word=wording.place,
                    chief_word=wording.chief,
                    rows=tuple(rows),
                )
            )
        return tuple(sheets)


def _row(
    docket: Docket,
    duty: Duty,
    charge: Charge,
    facts: tuple[DayFact, ...],
    names: Mapping[int, str],
) -> SheetRow:
    holders = dict.fromkeys(holder for fact in facts for holder in fact.holders)
    return SheetRow(
        street=docket.places[charge.place].name,
        chiefs=tuple(names[holder] for holder in holders if holder in names),
        required=required_count(
            duty, sum(f.open and bool(f.holders) and not f.exempt for f in facts), len(facts)
        ),
        days=tuple(CLOSED if not fact.open else EXEMPT if fact.exempt else OPEN for fact in facts),
    )


def duty_sheet(office: Office, person: str, year: int) -> DutySheet:
    """Return what a person answers for in a year: his posts and the duties that come with them.

    Raises `Refused` for an unknown person and for one without a post in that year.
    """
    since = calendar.day_of(date(year, 1, 1))
    until = calendar.day_of(date(year + 1, 1, 1))
    with reading(office.ledger) as connection:
        holder = resolve_person(connection, person)
        places = {place.key: place for place in find_places(connection)}
        posts = find_assignments(connection, since=since, until=until)
        mine = [post for post in posts if post.holder == holder.key]
        if not mine:
            raise Refused(
                _("{name} has no post in {year}.").format(name=holder.name, year=year),
                f"streetchief appoint {holder.name} ROLE PLACE --from DAY",
            )
        town = next((t for post in mine if (t := town_of(places, post.place))), None)
        day = max(since, min(office.today, until - 1))
        tables = tables_on(connection, day)
        rulebook = rulebook_on(connection, day)
        roles = {post.role for post in mine}
        wording = wording_of(tables, PATROL, "", "street", PATROL)
        general, general_role = _general(office, posts, town, day)
        return DutySheet(
            person=holder.name,
            unit=holder.unit or "",
            title=holder.title or "",
            year=year,
            town=town.name if town else "",
            office=wording.office,
            basis=wording.basis,
            posts=tuple(
                PostOfYear(
                    role=role_name(tables, post.role),
                    place=_where(places, post.place),
                    since=max(post.since, since),
                    last=min(post.until or until, until) - 1,
                )
                for post in mine
            ),
            duties=tuple(
                duty for duty in duties_in_force(office, rulebook, town) if duty.duty.role in roles
            ),
            general_chief=general if general != holder.name else "",
            general_role=role_name(tables, general_role),
        )


def _general(
    office: Office,
    posts: list[Assignment],
    town: Place | None,
    day: int,
) -> tuple[str, str]:
    """Return who is the town's general chief on a day, "" when nobody is, and the role."""
    docket = open_docket(office, day, day + 1, among=[town.key] if town else [])
    duty = docket.duty(GENERAL_CHIEF, day, town.key if town else None)
    role = duty.role if duty else GENERAL_CHIEF
    for post in posts:
        covers = post.since <= day and (post.until is None or day < post.until)
        if post.role == role and town is not None and post.place == town.key and covers:
            found = find_holders(office.connection, among=[post.holder])
            return (found[0].name if found else ""), role
    return "", role


def _where(places: Mapping[int, Place], key: int) -> str:
    place, town = places[key], town_of(places, key)
    if town is None or place.kind == TOWN:
        return place.name
    return f"{town.name}{place.name}"
