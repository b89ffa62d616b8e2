"""What people type for a week or a month: a label, a number, a word, or any one day in it.

Convention: numbers of weeks and months are those of `days.calendar`; what cannot be read raises
Unreadable with a plain reason.
"""

from __future__ import annotations

import re

from streetchief.days.calendar import (
    DAY,
    FIRST_DAY,
    FIRST_YEAR,
    LAST_DAY,
    LAST_YEAR,
    date_of,
    monday_of,
    month_of,
    week_numbered,
    week_of,
)
from streetchief.days.unreadable import (
    NEEDS_WEEKDAY,
    NO_SUCH_MONTH,
    NO_SUCH_WEEK,
    NOT_A_MONTH,
    NOT_A_WEEK,
    OUT_OF_RANGE,
    UNREADABLE,
    Unreadable,
    plain_text,
)

_THIS_WEEK = frozenset({"this", "this week", "本周", "这周", "本星期", "这星期", "这个星期"})
_LAST_WEEK = frozenset({"last", "last week", "上周", "上星期", "上个星期", "上个周"})
_THIS_MONTH = frozenset({"this", "this month", "本月", "这月", "这个月", "当月"})
_MONTH_BEFORE = frozenset({"last", "last month", "上月", "上个月"})


def parse_week(text: str, now_day: int) -> int:
    """Read a week: a label, a number, this or last week, or any one day that lies in it.

    2026-W47, 2026W47, 2026-w7, 2026年第47周 name the ISO year; 第47周 and W47 mean the ISO year
    that holds `now_day`; 本周, this and 上周, last count from `now_day`. A week to come has no
    word: it is written with its number. Anything else must be a day as `spoken.read_day` reads
    it. Only a week whose seven days all lie between 1970 and 9999 can be judged. Raises Unreadable
    (a ValueError) with a plain reason.

    >>> from streetchief.days.calendar import week_label
    >>> week_label(parse_week("第47周", 20779)), week_label(parse_week("last", 20779))
    ('2026-W47', '2026-W46')
    >>> week_label(parse_week("2026-11-22", 0))
    '2026-W47'
    """
    words = plain_text(text)
    if words in _THIS_WEEK:
        return week_of(now_day)
    if words in _LAST_WEEK:
        return _whole_week(week_of(now_day) - 1, text)
    tight = words.replace(" ", "")
    found = re.fullmatch(r"([0-9]{4})-?w([0-9]{1,2})", tight) or re.fullmatch(
        r"(?:([0-9]{4})年)?第?([0-9]{1,2})周", tight
    )
    if found is None:
        found = re.fullmatch(r"()w([0-9]{1,2})", tight)
    if found is None:
        return _whole_week(week_of(_day_within(text, now_day, NOT_A_WEEK)), text)
    year = int(found[1]) if found[1] else date_of(7 * week_of(now_day)).year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(OUT_OF_RANGE, text)
    week = week_numbered(year, int(found[2]))
    if week is None:
        raise Unreadable(NO_SUCH_WEEK, text)
    return _whole_week(week, text)


def parse_month(text: str, now_day: int) -> int:
    """Read a month: a label, a number, this or last month, or any one day that lies in it.

    2026-11, 2026/11, 2026.11 and 2026年11月 name the year; 11月 is the latest such month not
    after the month of `now_day`. Anything else must be a day as `spoken.read_day` reads it.
    Raises Unreadable (a ValueError) with a plain reason.

    >>> from streetchief.days.calendar import month_label
    >>> month_label(parse_month("11月", 20779)), month_label(parse_month("12月", 20779))
    ('2026-11', '2025-12')
    """
    words = plain_text(text)
    this_month = month_of(now_day)
    if words in _THIS_MONTH:
        return this_month
    if words in _MONTH_BEFORE:
        return _not_before_1970(this_month - 1, text)
    tight = words.replace(" ", "")
    found = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})", tight) or re.fullmatch(
        r"(?:([0-9]{4})年)?([0-9]{1,2})月份?", tight
    )
    if found is None:
        return month_of(_day_within(text, now_day, NOT_A_MONTH))
    number = int(found[2])
    if not 1 <= number <= 12:
        raise Unreadable(NO_SUCH_MONTH, text)
    if not found[1]:
        return _not_before_1970(this_month - (this_month - (number - 1)) % 12, text)
    if not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        raise Unreadable(OUT_OF_RANGE, text)
    return (int(found[1]) - FIRST_YEAR) * 12 + number - 1


def _whole_week(week: int, text: str) -> int:
    if not FIRST_DAY <= monday_of(week) <= LAST_DAY - 6:
        raise Unreadable(OUT_OF_RANGE, text)
    return week


def _not_before_1970(number: int, text: str) -> int:
    if number < 0:
        raise Unreadable(OUT_OF_RANGE, text)
    return number


def _day_within(text: str, now_day: int, reason: str) -> int:
    """Read `text` as one day; where the day reader has nothing better to say, give `reason`."""
    # Reading a day loads a grammar that a week's label does not need.
    from streetchief.days.spoken import NotADate, read_day

    try:
        return read_day(text, now=now_day * DAY)
    except NotADate as error:
        told = reason if error.reason in (UNREADABLE, NEEDS_WEEKDAY) else error.reason
        raise Unreadable(told, text) from error
