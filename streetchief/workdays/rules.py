"""Which days are work days in China: the official days off with their make-up work days.

Convention: the calendar knows only the years it was told. A year it was not told is *unknown*:
every question about it raises `UnknownYear`, and nothing is guessed, because the State Council
moves work days by a notice of the November before. Days are the integers of `days.calendar`.

The calendar exempts nobody; it helps an office to write a town-wide exemption.
Source: docs/rules.md, "How many are asked"; streetchief/calendars/README.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from streetchief.days.calendar import date_of, weekday_of
from streetchief.value import value

SATURDAY = 5
LISTED = "、"
"""Stands between festivals that share their days off, 国庆节、中秋节."""


class UnknownYear(ValueError):
    """The calendar holds no notice for `year`."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the days off of {year} are not known")
        self.year = year


class NoSuchFestival(ValueError):
    """No days off of `year` have this name; `known` are the names that do."""

    def __init__(self, name: str, year: int, known: tuple[str, ...]) -> None:
        super().__init__(f"{name} has no days off in {year}")
        self.name = name
        self.year = year
        self.known = known


@value
class NamedDay:
    """A day that a notice names: a day off, or a make-up work day, of a festival."""

    day: int
    workday: bool
    festival: str = ""


@value
class Festival:
    """The days off of one festival: `first` and `last` are both off, and so is every day between.

    `workdays` are the make-up days that the notice names for it, before or after.
    """

    name: str
    first: int
    last: int
    workdays: tuple[int, ...] = ()

    @property
    def days(self) -> int:
        return self.last - self.first + 1


@value
class WorkCalendar:
    """What the notices say: day → named day, and the years they cover."""

    named: Mapping[int, NamedDay]
    years: frozenset[int]


def work_calendar(rows: Iterable[NamedDay], years: Iterable[int]) -> WorkCalendar:
    """Build the calendar of `years` from the days their notices name.

    A day may be named twice, the last row holds: a notice can name days of the December before its
    own year. Raises ValueError when `years` is empty or a year has no day off, which would mean a
    year not announced yet.

    >>> work_calendar([], [2027])
    Traceback (most recent call last):
    ValueError: the days off of 2027 are not announced
    """
    named = {row.day: row for row in rows}
    covered = frozenset(years)
    off = {date_of(row.day).year for row in named.values() if not row.workday}
    missing = sorted(covered - off)
    if missing or not covered:
        raise ValueError(
            f"the days off of {missing[0] if missing else 'any year'} are not announced"
        )
    return WorkCalendar(named=named, years=covered)


def extended(base: WorkCalendar, more: WorkCalendar) -> WorkCalendar:
    """Return `base` with the years of `more`; a year that both have is that of `more` throughout.

    Days of other years that `more` names, those of the December before, go over `base` one by one.
    """
    kept = {day: row for day, row in base.named.items() if date_of(day).year not in more.years}
    return WorkCalendar(named={**kept, **more.named}, years=base.years | more.years)


def is_workday(workdays: WorkCalendar, day: int) -> bool:
    """Tell whether people work on `day`: as a notice names it, else Monday to Friday.

    Raises UnknownYear when no notice covers its year.

    >>> year = work_calendar([NamedDay(day=20454, workday=False, festival="元旦")], [2026])
    >>> [is_workday(year, day) for day in (20454, 20455, 20456)]  # Thursday 1 January to Saturday
    [False, True, False]
    """
    year = date_of(day).year
    if year not in workdays.years:
        raise UnknownYear(year)
    row = workdays.named.get(day)
    return weekday_of(day) < SATURDAY if row is None else row.workday


def festivals_of(workdays: WorkCalendar, year: int) -> tuple[Festival, ...]:
    """Return the festivals with days off in `year`, in order.

    Days off that run over New Year belong to the year in which they end. Make-up days are those
    of the same name that lie nearer to this run than to another. Raises UnknownYear.
    """
    if year not in workdays.years:
        raise UnknownYear(year)
    runs = _runs(row for _, row in sorted(workdays.named.items()) if not row.workday)
    made_up: dict[int, list[int]] = {}
    for day, row in sorted(workdays.named.items()):
        own = [run for run in runs if run.name == row.festival]
        if row.workday and own:
            nearest = min(own, key=lambda run: abs(run.first - day))
            made_up.setdefault(nearest.first, []).append(day)
    return tuple(
        Festival(
            name=run.name,
            first=run.first,
            last=run.last,
            workdays=tuple(made_up.get(run.first, ())),
        )
        for run in runs
        if date_of(run.last).year == year
    )


def festival_span(workdays: WorkCalendar, name: str, year: int) -> tuple[int, int]:
    """Return the first and the last day off of the festival called `name` in `year`.

    The name is as the notice has it, with or without its last 节; one of several that share their
    days off is enough (中秋 finds 国庆节、中秋节). Of two runs of days the longer. Raises
    UnknownYear, and NoSuchFestival with the names there are.
    """
    known = festivals_of(workdays, year)
    wanted = _stem(name)
    found = [
        festival
        for festival in known
        if wanted and wanted in {_stem(festival.name), *map(_stem, festival.name.split(LISTED))}
    ]
    if not found:
        raise NoSuchFestival(name, year, tuple(dict.fromkeys(f.name for f in known)))
    longest = max(found, key=lambda festival: (festival.days, -festival.first))
    return longest.first, longest.last


def _stem(name: str) -> str:
    return name.strip().removesuffix("节")


def _runs(rows: Iterable[NamedDay]) -> list[Festival]:
    """Put days off of one name that follow each other together; `rows` come in order."""
    runs: list[Festival] = []
    for row in rows:
        if runs and runs[-1].name == row.festival and runs[-1].last == row.day - 1:
            runs[-1] = Festival(name=row.festival, first=runs[-1].first, last=row.day)
        else:
            runs.append(Festival(name=row.festival, first=row.day, last=row.day))
    return [run for run in runs if run.name]
