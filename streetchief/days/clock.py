"""What a said day or time of day comes to, whatever the language it was said in.

A day said without its year bears many days; which of them is meant is for the sense of the reading
to choose (`Meaning`). A time of day is seconds after midnight, and 24:00 is the next midnight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, Protocol

from streetchief.days.calendar import (
    DAY,
    FIRST_YEAR,
    HOUR,
    LAST_MONTH,
    LAST_YEAR,
    MINUTE,
    date_of,
    days_of_month,
    latest_weekday,
    month_of,
)
from streetchief.days.unreadable import (
    NEEDS_MONTH,
    NEEDS_YEAR,
    NO_SUCH_DAY,
    NO_SUCH_MONTH,
    NO_SUCH_TIME,
    NOT_AMONG,
    OUT_OF_RANGE,
    Unreadable,
)
from streetchief.value import value

Sense = Literal["past", "plan", "due"]
"""What a text speaks of: something done, something planned, or the last day for something."""

Part = Literal["am", "noon", "pm", "evening"]
"""A part of the day: it begins at 00:00, 11:00, 12:00 and 18:00."""

REACH = 92
"""How many days off a day without its year may lie in the past, or in a plan."""


@value
class Meaning:
    """What chooses among the days that bear what was said; `among` are the days of a sheet."""

    today: int
    sense: Sense = "past"
    among: range | None = None

    @property
    def near(self) -> int:
        """The day beside which the one that is meant is looked for."""
        return self.today if self.among is None else self.among[-1]

    def choose(self, candidates: Iterable[int], why_none: str) -> int:
        """Give the day that is meant. Raises Unreadable with the reason `why_none`.

        Of something done the latest, today included; of a plan the nearest, before or after, and
        of two as near the one to come; both within 92 days. What is due is due on the next such
        day, however far, today included. In a sheet it is the one among its days.
        """
        days = list(candidates)
        if self.among is not None:
            days, why_none = [day for day in days if day in self.among], NOT_AMONG
        elif self.sense == "due":
            days = [day for day in days if day >= self.today]
        elif self.sense == "past":
            days = [day for day in days if self.today - REACH <= day <= self.today]
        else:
            days = [day for day in days if abs(day - self.today) <= REACH]
        if not days:
            raise Unreadable(why_none, "")
        return min(days, key=lambda day: (abs(day - self.today), -day))


@value
class SaidDay:
    """A day read from the front of a text, and the text that follows it."""

    day: int
    rest: str


class Language(Protocol):
    """What `spoken` asks of a language; a module of functions serves, as `chinese` does."""

    def in_order(self, words: str, /) -> str: ...
    def seconds_gone(self, words: str, /) -> int | None: ...
    def take_day(self, words: str, meaning: Meaning, /) -> SaidDay | None: ...
    def check_weekday(self, said: SaidDay, /) -> SaidDay: ...
    def after_day(self, rest: str, /) -> str: ...
    def read_clock(self, words: str, /) -> int | None: ...
    def part_of_day(self, words: str, /) -> Part | None: ...
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


def day_on(day: int, count: int, unit: str) -> int:
    """Give the day `count` days, weeks, months or years on, before it where that is below nought.

    A month that is too short for the day's number ends it: a month after 31 January is the last of
    February. Raises Unreadable for one that no calendar has.

    >>> day_on(day_dated(2027, 1, 31), 1, "months") == day_dated(2027, 2, 28)
    True
    """
    from dateutil.relativedelta import relativedelta  # only who counts so pays for it

    try:
        on = date_of(day) + relativedelta(**{unit: count})  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        raise Unreadable(OUT_OF_RANGE, f"{count} {unit}") from None
    return day_dated(on.year, on.month, on.day)


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


def day_without_year(meaning: Meaning, month: int, number: int) -> int:
    """Give the day with this month (1 to 12) and number that is meant.

    Raises Unreadable for a day that no year has, and where the year has to be written.

    >>> day_without_year(Meaning(today=20779), 11, 22)
    20779
    >>> day_without_year(Meaning(today=20779, sense="due"), 11, 21) == 20779 + 364
    True
    """
    day_dated(2000, month, number)  # refuses 30 February and month 13; 2000 was a leap year
    january = month_of(meaning.near) // 12 * 12
    # 29 February may be eight years off.
    found = (day_in_month(january + 12 * years + month - 1, number) for years in range(-1, 9))
    return meaning.choose((day for day in found if day is not None), NEEDS_YEAR)


def day_without_month(meaning: Meaning, number: int) -> int:
    """Give the day of the month `number` that is meant, in this month or one beside it.

    What is due may lie a month further on. Raises Unreadable when none has it (the 31st of
    something done, asked for early in December).

    >>> day_without_month(Meaning(today=20779), 23) == 20779 - 30
    True
    >>> day_without_month(Meaning(today=20779, sense="plan"), 23) == 20780
    True
    """
    if not 1 <= number <= 31:
        raise Unreadable(NO_SUCH_DAY, str(number))
    this_month = month_of(meaning.near)
    found = (day_in_month(this_month + months, number) for months in (-1, 0, 1, 2))
    return meaning.choose((day for day in found if day is not None), NEEDS_MONTH)


def day_of_weekday(meaning: Meaning, weekday: int) -> int:
    """Give the day with this weekday (0 is Monday) that is meant; today is its own.

    >>> [day_of_weekday(Meaning(today=20779, sense=sense), 0) - 20779
    ...  for sense in ("past", "plan", "due")]
    [-6, 1, 1]
    """
    latest = latest_weekday(meaning.near, weekday)
    return meaning.choose((latest, latest + 7), NOT_AMONG)


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
