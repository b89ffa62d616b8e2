"""The work-day calendar of a ledger: the shipped years and those the office imported.

Convention: the calendar exempts nobody. It helps to write a town-wide exemption, which is a record
like any other; a year nobody told it is said, never guessed.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, known_then
from streetchief.ledger.opening import find_settings
from streetchief.locale.text import gettext as _
from streetchief.value import value
from streetchief.workdays.files import HolidayTable, calendar_of, shipped_calendar, shipped_notices
from streetchief.workdays.rules import (
    Festival,
    NamedDay,
    NoSuchFestival,
    UnknownYear,
    WorkCalendar,
    extended,
    festival_span,
    festivals_of,
    work_calendar,
)

if TYPE_CHECKING:
    from streetchief.duties.absences import Absence

SETTING = "workdays/"
"""A year that was imported is kept as the setting `workdays/YEAR`: its named days as JSON."""


@value
class YearOfDays:
    """A year of the calendar: its festivals, its named days, and where it comes from.

    `notice` is the address of the State Council's notice of a shipped year, None for one the
    office imported; `years` are all that are known.
    """

    year: int
    festivals: tuple[Festival, ...]
    days: tuple[NamedDay, ...]
    notice: str | None
    years: tuple[int, ...]


@value
class Imported:
    """Years taken in, with how many named days each has."""

    years: tuple[tuple[int, int], ...]
    replaced: tuple[int, ...]
    number: int | None


def show_year(office: Office, year: int | None = None) -> YearOfDays:
    """Return a year of the work-day calendar, the running one unless given.

    Raises `Refused` for a year nobody told the calendar.
    """
    here = known_then(office)
    wanted = calendar.date_of(here.today).year if year is None else year
    with reading(office.ledger) as connection:
        known, own = calendar_in(connection, office.ledger.site)
    try:
        festivals = festivals_of(known, wanted)
    except UnknownYear as error:
        raise unknown_year(error, known) from None
    return YearOfDays(
        year=wanted,
        festivals=festivals,
        days=tuple(
            row for day, row in sorted(known.named.items()) if calendar.date_of(day).year == wanted
        ),
        notice=None if wanted in own else shipped_notices().get(wanted),
        years=tuple(sorted(known.years)),
    )


def import_years(office: Office, table: HolidayTable) -> Imported:
    """Take the years of a table without problems into the ledger; the same again changes nothing.

    Raises `Refused` with every problem of the file when there is one.
    """
    if table.problems or not table.years:
        raise Refused(
            _("The table of days off has mistakes:")
            + "".join(f"\n{_where(p.row, p.column)}{p.reason}" for p in table.problems),
        )
    taken = calendar_of(table)
    number: int | None = None
    replaced = []
    with acting(office, "calendar import") as entry:
        settings = find_settings(entry.connection, office.ledger.site)
        for year in sorted(taken.years):
            rows = _rows_for(taken, year)
            text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
            name = f"{SETTING}{year}"
            if settings.get(name) == text:
                continue
            if name in settings or year in shipped_calendar().years:
                replaced.append(year)
            number = entry.add("setting", {"name": name, "value": text})
    return Imported(
        years=tuple((year, len(_rows_for(taken, year))) for year in sorted(taken.years)),
        replaced=tuple(replaced),
        number=number,
    )


def exempt_festival(
    office: Office, festival: str, year: int, *, town: str, approved_by: str | None
) -> tuple[Absence, Festival]:
    """Write the town-wide exemption of a festival's days off; pending without an approver.

    Raises `Refused` for an unknown year, festival, town or person.
    """
    from streetchief.duties.absences import exempt

    with reading(office.ledger) as connection:
        known, _own = calendar_in(connection, office.ledger.site)
    try:
        first, last = festival_span(known, festival, year)
    except UnknownYear as error:
        raise unknown_year(error, known) from None
    except NoSuchFestival as error:
        raise Refused(
            _("{name} has no days off in {year}.").format(name=error.name, year=error.year),
            _("Festivals of {year}: {names}.").format(
                year=error.year, names=_(", ").join(error.known)
            ),
        ) from None
    meant = next(f for f in festivals_of(known, year) if f.first == first)
    done = exempt(
        office,
        town=town,
        first=first,
        last=last,
        reason="other",
        approved_by=approved_by,
        note=f"{meant.name} {year}",
    )
    return done, meant


def calendar_in(connection: sqlite3.Connection, site: str) -> tuple[WorkCalendar, set[int]]:
    """Return the calendar of a ledger, and which of its years the office imported itself."""
    known, own = shipped_calendar(), set[int]()
    for name, text in find_settings(connection, site).items():
        if not name.startswith(SETTING):
            continue
        year = int(name.removeprefix(SETTING))
        rows = [
            NamedDay(day=day, workday=bool(workday), festival=festival)
            for day, workday, festival in json.loads(text)
        ]
        known = extended(known, work_calendar(rows, [year]))
        own.add(year)
    return known, own


def unknown_year(error: UnknownYear, known: WorkCalendar) -> Refused:
    """Say that nobody told the calendar about a year."""
    return Refused(
        _("The days off of {year} are not known here.").format(year=error.year),
        _("Import the year when it is announced: streetchief calendar import FILE"),
        effect=_("Known years: {years}. Nothing is guessed.").format(
            years=_(", ").join(map(str, sorted(known.years)))
        ),
    )


def _rows_for(taken: WorkCalendar, year: int) -> list[tuple[int, int, str]]:
    """Return the named days a year brings: its own, and of other years what no year brings."""
    first = min(taken.years)
    return [
        (day, int(row.workday), row.festival)
        for day, row in sorted(taken.named.items())
        if (of := calendar.date_of(day).year) == year or (of not in taken.years and year == first)
    ]


def _where(row: int, column: str) -> str:
    if not row:
        return ""
    if column:
        return _("row {row}, {column}: ").format(row=row, column=column)
    return _("row {row}: ").format(row=row)
