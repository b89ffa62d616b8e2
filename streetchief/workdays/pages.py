"""The work-day calendar as a table, and what importing and using it answers.

Convention: only named days are listed; every other day is a work day from Monday to Friday.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.days.spoken import describe_day
from streetchief.duties.pages.words import weekday_day
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import day_word, join
from streetchief.workdays.acts import Imported, YearOfDays
from streetchief.workdays.rules import Festival


def year_table(found: YearOfDays) -> Table:
    """Return the named days of a year as rows."""
    return lay_out(
        name="calendar",
        columns=(
            Column(key="date", title=N_("Date"), kind="day", cell="day"),
            Column(title=N_("Weekday"), cell=lambda row: weekday_day(row.day).split()[0]),
            Column(
                key="workday",
                title=N_("Work day"),
                show=_workday,
                cell=lambda row: int(row.workday),
            ),
            Column(key="festival", title=N_("Festival")),
        ),
        things=found.days,
        extra={
            "year": found.year,
            "years": list(found.years),
            "notice": found.notice,
            "festivals": [
                {
                    "name": f.name,
                    "first": calendar.day_label(f.first),
                    "last": calendar.day_label(f.last),
                    "workdays": [calendar.day_label(day) for day in f.workdays],
                }
                for f in found.festivals
            ],
        },
        title=_("Days off and make-up work days of {year}").format(year=found.year),
        notes=(
            *(festival_words(f) for f in found.festivals),
            _("Notice: {notice}").format(notice=found.notice)
            if found.notice
            else _("Imported by this office."),
            _("The calendar exempts nobody by itself."),
        ),
        tone=lambda row: "" if row.workday else "quiet",
    )


def _workday(workday: int) -> str:
    return _("work day") if workday else _("day off")


def festival_words(festival: Festival) -> str:
    """Say the days of a festival: 春节：2026年2月15日至2026年2月23日，共9天；调休上班…."""
    said = _("{name}: {first} to {last}, {days} days").format(
        name=festival.name,
        first=day_word(festival.first),
        last=day_word(festival.last),
        days=festival.days,
    )
    if festival.workdays:
        said += _("; made up on {days}").format(days=join(day_word(d) for d in festival.workdays))
    return said


def imported_lines(done: Imported) -> list[str]:
    """Say which years were taken in."""
    if done.number is None:
        return [_("Already there; nothing was changed.")]
    lines = [
        _("{year}: {days} named days taken in.").format(year=year, days=days)
        for year, days in done.years
    ]
    if done.replaced:
        lines.append(
            _("These years were known before and are replaced: {years}.").format(
                years=join(map(str, done.replaced))
            )
        )
    return lines


def exempted_line(festival: Festival) -> str:
    """Echo the days of a festival that was exempted."""
    return _("{festival}, {first} to {last}, both included.").format(
        festival=festival.name,
        first=describe_day(festival.first, language()),
        last=describe_day(festival.last, language()),
    )
