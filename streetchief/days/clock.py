"""What a said day or time of day comes to, whatever the language it was said in.

The one convention: a day said without its year lies in the past, today included, because a ledger
records what was done; a time of day is seconds after midnight, and 24:00 is the next midnight.
"""

from __future__ import annotations

import re
from typing import Protocol

from streetchief.days.calendar import (
    DAY,
    FIRST_YEAR,
    HOUR,
    LAST_MONTH,
    LAST_YEAR,
    MINUTE,
    days_of_month,
    month_of,
)
from streetchief.days.unreadable import (
    NEEDS_MONTH,
    NEEDS_YEAR,
    NO_SUCH_DAY,
    NO_SUCH_MONTH,
    NO_SUCH_TIME,
    OUT_OF_RANGE,
    Unreadable,
)
from streetchief.value import value


@value
class SaidDay:
    """A day read from the front of a text, and the text that follows it.

    `slides` is true for a bare weekday: with a time of day that has not come yet today, the
    weekday a week earlier is meant.
    """

    day: int
    rest: str
    slides: bool = False


class Language(Protocol):
    """What `when` asks of a language; a module of functions serves, as `when_chinese` does."""

    def in_order(self, words: str, /) -> str: ...
    def seconds_gone(self, words: str, /) -> int | None: ...
    def take_day(self, words: str, today: int, /) -> SaidDay | None: ...
    def check_weekday(self, said: SaidDay, /) -> SaidDay: ...
    def after_day(self, rest: str, /) -> str: ...
    def read_clock(self, words: str, /) -> int | None: ...
    def is_part_of_day(self, words: str, /) -> bool: ...
    def why_not(self, words: str, /) -> str | None: ...


def day_in_month(month: int, number: int) -> int | None:
    """Give day `number` (1 is the first) of a month since 1970-01, or None where it has none.

    A month outside 1970..9999 has no days.

    >>> day_in_month(0, 31), day_in_month(1, 29), day_in_month(0, 0), day_in_month(-1, 5)
    (30, None, None, None)
    """
    if not 0 <= month <= LAST_MONTH:
        return None
    days = days_of_month(month)
    return days[number - 1] if 1 <= number <= len(days) else None


def day_dated(year: int, month: int, number: int) -> int:
    """Give the day of a date. Raises Unreadable for one that no calendar has.

    >>> day_dated(2026, 11, 22)
    20779
    """
    said = f"{year}-{month}-{number}"
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(OUT_OF_RANGE, said)
    if not 1 <= month <= 12:
        raise Unreadable(NO_SUCH_MONTH, said)
    day = day_in_month((year - FIRST_YEAR) * 12 + month - 1, number)
    if day is None:
        raise Unreadable(NO_SUCH_DAY, said)
    return day


def latest_dated(today: int, month: int, number: int) -> int:
    """Give the latest day with this month (1 to 12) and number that is not after `today`.

    29 February is found in this year or the one before it, or refused: nobody means a day four
    years ago. Raises Unreadable for such a day, and for one that no year has.

    >>> latest_dated(20779, 11, 22), latest_dated(20779, 11, 23) == 20780 - 365
    (20779, True)
    """
    day_dated(2000, month, number)  # refuses 30 February and month 13; 2000 was a leap year
    this_month = month_of(today)
    start = this_month - this_month % 12 + month - 1
    for candidate in (start, start - 12):
        day = day_in_month(candidate, number)
        if day is not None and today - 366 < day <= today:
            return day
    raise Unreadable(NEEDS_YEAR, f"{month}-{number}")


def latest_numbered(today: int, number: int) -> int:
    """Give the latest day of the month `number` not after `today`, in this month or the last.

    Raises Unreadable when neither has it (the 31st, asked for early in December).

    >>> latest_numbered(20779, 22), latest_numbered(20779, 23) == 20779 - 30
    (20779, True)
    """
    if not 1 <= number <= 31:
        raise Unreadable(NO_SUCH_DAY, str(number))
    this_month = month_of(today)
    for month in (this_month, this_month - 1):
        day = day_in_month(month, number)
        if day is not None and day <= today:
            return day
    raise Unreadable(NEEDS_MONTH, str(number))


def seconds_of(hour: int, minute: int = 0, second: int = 0) -> int:
    """Give the seconds after midnight of a time by 24 hours, 24:00 among them.

    Raises Unreadable for a time no clock shows.

    >>> seconds_of(9, 30), seconds_of(24)
    (34200, 86400)
    """
    seconds = hour * HOUR + minute * MINUTE + second
    if minute > 59 or second > 59 or seconds > DAY:
        raise Unreadable(NO_SUCH_TIME, f"{hour}:{minute:02d}:{second:02d}")
    return seconds


def read_digits(words: str) -> int | None:
    """Read a time in digits: 9:30, 09:30:15, 2:30pm, 9 am. None when it is none.

    12am is midnight, 12pm is noon. Raises Unreadable for 25:00, 13:75 and 14:30pm.

    >>> read_digits("9:30"), read_digits("2:30 pm"), read_digits("12am"), read_digits("930")
    (34200, 52200, 0, None)
    """
    found = re.fullmatch(r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?)? ?([ap]m|[ap]\.m\.)?", words)
    if found is None or not (found[2] or found[4]):
        return None
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            raise Unreadable(NO_SUCH_TIME, words)
        hour = hour % 12 + (12 if found[4][0] == "p" else 0)
    return seconds_of(hour, minute, second)
