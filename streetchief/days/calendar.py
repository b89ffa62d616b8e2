"""Days, weeks and months as integers, and the labels people know them by.

The one convention: a day counts from 1970-01-01, a week runs from Monday to Monday and counts
from the week that holds 1970-01-01, a month counts from 1970-01, a local instant (`at`) counts
seconds from 1970-01-01 00:00 **on the clock of the ledger's zone**. Nothing here knows a zone:
whoever reads the clock turns it into local seconds first. Years 1970 to 9999 have a date.
"""

from __future__ import annotations

from datetime import date

from streetchief.days.unreadable import OUT_OF_RANGE

MINUTE = 60
HOUR = 3_600
DAY = 86_400

FIRST_YEAR = 1970
LAST_YEAR = 9999
_EPOCH = 719_163  # date(1970, 1, 1).toordinal()
FIRST_DAY = 0
LAST_DAY = 2_932_896  # 9999-12-31
LAST_MONTH = (LAST_YEAR - FIRST_YEAR) * 12 + 11


def day_of(on: date) -> int:
    """Number a date: days since 1970-01-01. Raises ValueError before 1970.

    A datetime is a date as well; its time of day is dropped.

    >>> day_of(date(1970, 1, 1)), day_of(date(2026, 11, 22))
    (0, 20779)
    """
    day = on.toordinal() - _EPOCH
    if day < FIRST_DAY:
        raise ValueError(OUT_OF_RANGE)
    return day


def date_of(day: int) -> date:
    """Give the date of a day. Raises ValueError outside 1970..9999.

    >>> date_of(20779)
    datetime.date(2026, 11, 22)
    """
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(OUT_OF_RANGE)
    return date.fromordinal(day + _EPOCH)


def week_of(day: int) -> int:
    """Give the week a day lies in: Monday is its first day, Sunday its last.

    >>> week_of(20779), week_of(20780)  # Sunday 2026-11-22 and the Monday after it
    (2968, 2969)
    """
    return (day + 3) // 7


def monday_of(week: int) -> int:
    """Give the first day of a week.

    >>> day_label(monday_of(2968))
    '2026-11-16'
    """
    return 7 * week - 3


def days_of_week(week: int) -> range:
    """Give the seven days of a week, Monday first.

    >>> [day_label(day) for day in days_of_week(2968)][::6]
    ['2026-11-16', '2026-11-22']
    """
    return range(7 * week - 3, 7 * week + 4)


def weekday_of(day: int) -> int:
    """Give the day of the week: 0 is Monday, 6 is Sunday.

    >>> weekday_of(20779)
    6
    """
    return (day + 3) % 7


def latest_weekday(day: int, weekday: int) -> int:
    """Give the latest day that falls on `weekday` (0 is Monday) and is not after `day`.

    >>> latest_weekday(20779, 6), latest_weekday(20779, 0)
    (20779, 20773)
    """
    return day - (day + 3 - weekday) % 7


def month_of(day: int) -> int:
    """Give the month a day lies in: months since 1970-01.

    >>> month_of(0), month_of(20779)
    (0, 682)
    """
    on = date_of(day)
    return (on.year - FIRST_YEAR) * 12 + on.month - 1


def days_of_month(month: int) -> range:
    """Give the days of a month, the first one first. Raises ValueError outside 1970..9999.

    >>> len(days_of_month(682)), len(days_of_month((2028 - 1970) * 12 + 1))
    (30, 29)
    """
    first = _first_day_of(month)
    following = LAST_DAY + 1 if month == LAST_MONTH else _first_day_of(month + 1)
    return range(first, following)


def _first_day_of(month: int) -> int:
    if not 0 <= month <= LAST_MONTH:
        raise ValueError(OUT_OF_RANGE)
    return date(FIRST_YEAR + month // 12, month % 12 + 1, 1).toordinal() - _EPOCH


def day_label(day: int) -> str:
    """Write a day as people and files do.

    >>> day_label(20780)
    '2026-11-23'
    """
    return date_of(day).isoformat()


def week_label(week: int) -> str:
    """Write a week with its ISO year, the year its Thursday lies in.

    >>> week_label(2968), week_label(week_of(day_of(date(2027, 1, 1))))
    ('2026-W47', '2026-W53')
    """
    year, number, _ = date_of(7 * week).isocalendar()
    return f"{year}-W{number:02d}"


def month_label(month: int) -> str:
    """Write a month. Raises ValueError outside 1970..9999.

    >>> month_label(682)
    '2026-11'
    """
    if not 0 <= month <= LAST_MONTH:
        raise ValueError(OUT_OF_RANGE)
    return f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02d}"


def at_label(at: int) -> str:
    """Write a local instant; seconds appear only when they are not zero.

    >>> at_label(20780 * DAY + 9 * HOUR + 30 * MINUTE), at_label(5)
    ('2026-11-23T09:30', '1970-01-01T00:00:05')
    """
    return f"{day_label(at // DAY)}T{clock_label(at)}"


def clock_label(at: int) -> str:
    """Write the time of day of a local instant; seconds appear only when they are not zero.

    >>> clock_label(20780 * DAY + 9 * HOUR + 30 * MINUTE)
    '09:30'
    """
    minutes, second = divmod(at % DAY, MINUTE)
    label = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{label}:{second:02d}" if second else label


def week_numbered(year: int, number: int) -> int | None:
    """Give week `number` of an ISO year, or None when the year has no such week.

    >>> week_numbered(2026, 47), week_numbered(2026, 53), week_numbered(2025, 53)
    (2968, 2974, None)
    """
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= number <= 53:
        return None
    # The 4th of January always lies in the first week of its ISO year.
    week = week_of(date(year, 1, 4).toordinal() - _EPOCH) + number - 1
    thursday = date_of(7 * week) if 7 * week <= LAST_DAY else None
    return week if thursday is not None and thursday.year == year else None
