"""The work-day calendar as files: the table that ships, and next year's from a CSV or a JSON file.

The convention to know: a year is taken in whole or not at all. With any problem `years` is empty,
so a table that is damaged, cut short or not announced yet (a file for the year that names no day)
can never pass for a year without holidays. JSON is that of NateScarlet/holiday-cn: `year`,
`days` of `name`, `date`, `isOffDay`; a row number there is the place in `days`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from streetchief.days.calendar import FIRST_YEAR, LAST_YEAR, date_of, day_of
from streetchief.files.problem import Problem
from streetchief.files.sheet import SHOWN, read_rows
from streetchief.files.source import Source, cannot_read, open_twice
from streetchief.locale.text import gettext as _
from streetchief.value import value
from streetchief.workdays.rules import NamedDay, WorkCalendar, work_calendar

SHIPPED = Path(__file__).parent.parent / "calendars"
LARGEST = 1_000_000
"""Bytes; a year takes about five thousand."""

FIXED = ((1, 1), (5, 1), (10, 1))
"""Days off by law whatever the notice moves: a table of a year without them is not all of it.
Source: 全国年节及纪念日放假办法 (State Council), articles 2 and 6."""

_COLUMNS = {
    "date": ("date", "日期"),
    "workday": ("workday", "工作日", "是否工作日", "是否上班"),
    "festival": ("festival", "节日", "名称", "name"),
}
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_WORK = ("1", "班", "上班", "是", "true")
_OFF = ("0", "休", "放假", "否", "false")


@value
class HolidayTable:
    """What a file says about one or more years.

    `rows` are the days that could be read, in order; `years` is empty when there is any problem.
    """

    years: tuple[int, ...]
    rows: tuple[NamedDay, ...]
    problems: tuple[Problem, ...]


@cache
def shipped_calendar() -> WorkCalendar:
    """Return the calendar of the years that ship with the program."""
    import csv

    with open(SHIPPED / "cn_workdays.csv", encoding="utf-8", newline="") as file:
        rows = [
            NamedDay(
                day=day_of(date.fromisoformat(row["date"])),
                workday=row["workday"] == "1",
                festival=row["festival"],
            )
            for row in csv.DictReader(file)
        ]
    return work_calendar(rows, shipped_notices())


@cache
def shipped_notices() -> Mapping[int, str]:
    """Return the years that ship, each with the address of its State Council notice."""
    import csv

    with open(SHIPPED / "cn_years.csv", encoding="utf-8", newline="") as file:
        notices = {int(row["year"]): row["notice"] for row in csv.DictReader(file)}
    return MappingProxyType(notices)


def calendar_of(table: HolidayTable) -> WorkCalendar:
    """Return the calendar of a table without problems. Raises ValueError when it has any."""
    return work_calendar(table.rows, table.years)


def read_holidays(
    source: Source, *, year: int | None = None, encoding: str | None = None
) -> HolidayTable:
    """Read a table of days off: a path, "-" for standard input, or an open binary file.

    A file that begins with `{` is JSON, any other a table with the columns date, workday (0 or 1)
    and festival. `year` names the year it must be for. Raises what `sheet.read_rows` raises for a
    file that cannot be opened or is no text; everything else wrong is a problem of the table.
    """
    with open_twice(source) as file:
        try:
            content = file.read(LARGEST + 1)
        except OSError as fault:
            raise cannot_read(source, fault) from fault
    found = _Found()
    if len(content) > LARGEST:
        found.wrong(_("The file is too large to be a table of days off."))
    elif content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        _read_json(content, found)
    else:
        _read_csv(content, encoding, found)
    years = _covered(found, year)
    return HolidayTable(
        years=() if found.problems else years,
        rows=tuple(row for _day, row in sorted(found.rows.items())),
        problems=tuple(found.problems),
    )


class _Found:
    """What has been read so far."""

    def __init__(self) -> None:
        self.rows: dict[int, NamedDay] = {}
        self.problems: list[Problem] = []
        self.year: int | None = None

    def wrong(self, reason: str, row: int = 0, column: str = "", value: object = "") -> None:
        value = "" if value is None else value
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        self.problems.append(Problem(reason=reason, row=row, column=column, value=text[:SHOWN]))

    def add(self, row: int, on: object, workday: bool | None, festival: object) -> None:
        day = _day(on)
        if day is None:
            reason = _("This is no date; write it like 2027-01-01.")
            self.wrong(reason, row=row, column="date", value=on)
        if not isinstance(festival, str):
            self.wrong(_("This is no name of a festival."), row, "festival", festival)
        if day is None or workday is None or not isinstance(festival, str):
            return
        named = NamedDay(day=day, workday=workday, festival=festival.strip())
        if self.rows.setdefault(day, named).workday != workday:
            reason = _("This day stands in the file both as a day off and as a work day.")
            self.wrong(reason, row, "date", on)


def _day(on: object) -> int | None:
    """Read a whole date as files write it: 2027-01-01, 2027/1/1 as spreadsheets save it."""
    found = _DATE.fullmatch(on.strip()) if isinstance(on, str) else None
    if found is None:
        return None
    try:
        return day_of(date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return None


def _read_csv(content: bytes, encoding: str | None, found: _Found) -> None:
    sheet = read_rows(BytesIO(content), encoding=encoding)
    at: dict[str, int] = {}
    for name, titles in _COLUMNS.items():
        places = [index for index, title in enumerate(sheet.header) if title in titles]
        if places:
            at[name] = places[0]
        else:
            reason = _("This column is missing; it may also be called {synonyms}.")
            said = reason.format(synonyms=_(", ").join(titles[1:]))
            found.wrong(said, row=sheet.header_row, column=name)
    for number, cells in sheet.cells if len(at) == len(_COLUMNS) else ():
        word = cells[at["workday"]].casefold()
        workday = True if word in _WORK else False if word in _OFF else None
        if workday is None:
            reason = _("Write 0 for a day off, 1 for a make-up work day.")
            found.wrong(reason, number, "workday", cells[at["workday"]])
        found.add(number, cells[at["date"]], workday, cells[at["festival"]])
    # A header alone is a year not announced yet, which `_refuse_unannounced` says better.
    no_rows = _("There are no rows under the header.")
    found.problems.extend(problem for problem in sheet.problems if problem.reason != no_rows)


def _read_json(content: bytes, found: _Found) -> None:
    try:
        document: Any = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        found.wrong(_("This begins like JSON but cannot be read as JSON."))
        return
    year, days = document.get("year"), document.get("days")
    if not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
        found.wrong(_("The file does not say which year it is for."), column="year", value=year)
    else:
        found.year = year
    if not isinstance(days, list):
        found.wrong(_("The file has no list of days."), column="days")
        return
    for number, entry in enumerate(days, start=1):
        if not isinstance(entry, dict):
            found.wrong(_("This entry is no day."), number, "days", entry)
            continue
        off = entry.get("isOffDay")
        if not isinstance(off, bool):
            found.wrong(_("It must be true or false."), number, "isOffDay", off)
            off = None
        workday = None if off is None else not off
        found.add(number, entry.get("date"), workday, entry.get("name"))


def _covered(found: _Found, wanted: int | None) -> tuple[int, ...]:
    """Say which years the file is for, and note what speaks against taking them.

    Days of a December belong to the notice of the year after, unless the file is for both.
    """
    months: dict[int, set[int]] = {}
    for day in found.rows:
        on = date_of(day)
        months.setdefault(on.year, set()).add(on.month)
    if found.year is not None:
        years = [found.year]
        for strange in sorted(set(months) - {found.year}):
            if strange != found.year - 1 or months[strange] != {12}:
                reason = _("The file is for {year}, and names days of {other}.")
                found.wrong(reason.format(year=found.year, other=strange))
    else:
        years = sorted(year for year in months if months[year] != {12} or year + 1 not in months)
    if wanted is not None and years and wanted not in years and not found.problems:
        reason = _("The file is for {years}, not for {year}.")
        found.wrong(reason.format(years=_(", ").join(map(str, years)), year=wanted))
    if not found.problems:
        _refuse_unannounced(found, years, wanted)
    return tuple(years)


def _refuse_unannounced(found: _Found, years: list[int], wanted: int | None) -> None:
    if not found.rows:
        year = years[0] if years else wanted
        if year is None:
            found.wrong(_("The file names no day: its year is not announced yet."))
        else:
            reason = _("The file names no day: the days off of {year} are not announced yet.")
            found.wrong(reason.format(year=year))
        return
    for year in years:
        for month, number in FIXED:
            on = date(year, month, number)
            row = found.rows.get(day_of(on))
            if row is None or row.workday:
                reason = _("{date} is not a day off in it, so this is not the whole year {year}.")
                found.wrong(reason.format(date=on.isoformat(), year=year))
