"""How English speakers say a day and a time: yesterday 9am, last friday, Nov 22 14:30, 2h ago.

The one convention: every function takes the text in lower case with single blanks, and answers
None where the text is not of its kind. `spoken` asks for them in turn; `chinese` has the same.
"""

from __future__ import annotations

import re

from streetchief.days.calendar import (
    DAY,
    HOUR,
    MINUTE,
    days_of_week,
    latest_weekday,
    week_of,
    weekday_of,
)
from streetchief.days.clock import (
    Meaning,
    Part,
    SaidDay,
    day_dated,
    day_of_weekday,
    day_on,
    day_without_year,
)
from streetchief.days.unreadable import UNCLEAR_NEXT, WRONG_WEEKDAY, Unreadable

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_A_MONTH = (
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july"
    r"|august|sept|september|october|november|december)(?![a-z])\.?"
)
_A_WEEKDAY = (
    r"(mon|tue|wed|thu|fri|sat|sun|tues|thur|thurs|monday|tuesday|wednesday|thursday|friday"
    r"|saturday|sunday)(?![a-z])\.?"
)
_A_DAY = r"([0-9]{1,2})(?:st|nd|rd|th)?(?![0-9a-z:])"
_A_YEAR = r"(?:,? ([0-9]{4})(?![0-9:]))?"
_PARTS: dict[str, Part] = {"morning": "am", "afternoon": "pm", "evening": "evening"}
_UNITS = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
_WORDS = {
    "the day before yesterday": -2,
    "day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
}


def in_order(words: str) -> str:
    """Put the day before the time: '9am yesterday' is 'yesterday 9am'.

    >>> in_order("9:30 on friday"), in_order("22 nov")
    ('friday 9:30', '22 nov')
    """
    found = re.fullmatch(
        r"([0-9]{1,2}(?::[0-9]{2}){1,2}(?: ?[ap]m)?|[0-9]{1,2} ?[ap]m),? (?:on )?"
        r"(?![ap]\.?m)([a-z].*)",
        words,
    )
    return f"{found[2]} {found[1]}" if found else words


def seconds_gone(words: str) -> int | None:
    """Read how long ago something was, in seconds; 'now' is 0. Days are for `take_day`.

    >>> seconds_gone("now"), seconds_gone("2h ago"), seconds_gone("half an hour ago")
    (0, 7200, 1800)
    """
    if words in ("now", "just now"):
        return 0
    if words == "half an hour ago":
        return HOUR // 2
    found = re.fullmatch(
        r"(?:([0-9]{1,3} ?|an )(?:h|hrs?|hours?))?(?: ?([0-9]{1,3} ?|a )(?:m|mins?|minutes?))? ago",
        words,
    )
    if found is None or not (found[1] or found[2]):
        return None
    return _number(found[1] or "0") * HOUR + _number(found[2] or "0") * MINUTE


def take_day(words: str, meaning: Meaning) -> SaidDay | None:
    """Read a day from the front of the text.

    A weekday before a date is checked against it. "This friday" lies in this calendar week, "last
    friday" is the latest friday before today. Raises Unreadable for "next friday".

    >>> take_day("last sunday 9am", Meaning(today=20779))
    SaidDay(day=20772, rest=' 9am')
    """
    for word, days in _WORDS.items():
        if re.match(rf"{word}(?![a-z])", words):
            return SaidDay(day=meaning.today + days, rest=words[len(word) :])
    found = re.match(
        r"(in )?([0-9]{1,3} ?|a )(d|days?|w|wk|weeks?|months?|years?)( ago)?(?![a-z])", words
    )
    if found and bool(found[1]) != bool(found[4]):
        count, unit = _number(found[2]) * (-1 if found[4] else 1), _UNITS[found[3][0]]
        if count > 0 or unit in ("days", "weeks"):
            return SaidDay(day=day_on(meaning.today, count, unit), rest=words[found.end() :])
    return _take_dated(words, meaning) or _take_weekday(words, meaning)


def _take_dated(words: str, meaning: Meaning) -> SaidDay | None:
    found = re.match(rf"{_A_MONTH} ?{_A_DAY}{_A_YEAR}", words)
    if found:
        name, number, year = found[1], found[2], found[3]
    else:
        found = re.match(rf"{_A_DAY} ?(?:of )?{_A_MONTH}{_A_YEAR}", _spaced(words))
        if found is None:
            return None
        number, name, year = found[1], found[2], found[3]
        words = _spaced(words)
    month = _MONTHS.index(name[:3]) + 1
    if year:
        day = day_dated(int(year), month, int(number))
    else:
        day = day_without_year(meaning, month, int(number))
    return SaidDay(day=day, rest=words[found.end() :])


def _spaced(words: str) -> str:
    """Part a number from the month that follows it: 22nov, 22-nov-2026 are written as well."""
    return re.sub(r"^([0-9]{1,2})-?([a-z]{3,9})-?(?=[0-9 ]|$)", r"\1 \2 ", words).rstrip()


def _take_weekday(words: str, meaning: Meaning) -> SaidDay | None:
    found = re.match(rf"(?:(last|this|next) )?{_A_WEEKDAY}", words)
    if found is None:
        return None
    weekday, rest = _WEEKDAYS.index(found[2][:3]), words[found.end() :]
    if found[1] == "next":
        raise Unreadable(UNCLEAR_NEXT, words)
    if found[1] == "last":
        return SaidDay(day=latest_weekday(meaning.today - 1, weekday), rest=rest)
    if found[1] == "this":
        return SaidDay(day=days_of_week(week_of(meaning.today))[weekday], rest=rest)
    dated = _take_after_weekday(rest, meaning)
    if dated is None:
        return SaidDay(day=day_of_weekday(meaning, weekday), rest=rest)
    if weekday_of(dated.day) != weekday:
        raise Unreadable(WRONG_WEEKDAY, words)
    return dated


def _take_after_weekday(rest: str, meaning: Meaning) -> SaidDay | None:
    """Read the date that a weekday stands before: 'Sun 22 Nov', 'Sun 2026-11-22'."""
    words = rest.lstrip(" ,")
    found = re.match(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])", words)
    if found is None:
        return _take_dated(words, meaning)
    day = day_dated(int(found[1]), int(found[2]), int(found[3]))
    return SaidDay(day=day, rest=words[found.end() :])


def check_weekday(said: SaidDay) -> SaidDay:
    """Check the weekday written after a date; in English it stands before, so nothing is left."""
    return said


def after_day(rest: str) -> str:
    """Drop what joins a day to its time: a blank, a comma, 'at'."""
    return re.sub(r"^,? ?(?:at )?", "", rest)


def read_clock(words: str) -> int | None:
    """Read a time said in words: only noon; midnight may be the one before or the one after."""
    return DAY // 2 if words == "noon" else None


def part_of_day(words: str) -> Part | None:
    """Read a part of the day without an hour; None when it is none."""
    return _PARTS.get(words)


def why_not(words: str) -> str | None:
    """Say what is wrong with a text that was not read; None when there is nothing to tell."""
    return UNCLEAR_NEXT if re.match(rf"next {_A_WEEKDAY}", words) else None


def _number(word: str) -> int:
    return 1 if word in ("a ", "an ") else int(word)
