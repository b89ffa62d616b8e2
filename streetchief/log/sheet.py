"""A week's patrol sheet as it is typed back in: one line a street.

Convention: the first line is the week the sheet is of, as it is printed on it (2026-W47, 第47周);
another line with a week begins another sheet. Every other line is a street, who walked, and when:

    2026-W47
    横街 张三 周一 8:30 周四 15:00-15:40
    老街 李四 周二 9:00 16:20 周五 10:15

A time without a day is of the day before it on the line; an end after a hyphen gives the minutes. A
line without times says that nobody went. `#` begins a remark. Blanks are of any width; a name with
blanks stands in quotes.
"""

from __future__ import annotations

import re
import shlex
from unicodedata import normalize

from streetchief.days import calendar
from streetchief.days.periods import parse_week
from streetchief.days.unreadable import Unreadable
from streetchief.locale.text import N_
from streetchief.value import value

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("一", "mon", "monday", "1"),
            ("二", "tue", "tuesday", "2"),
            ("三", "wed", "wednesday", "3"),
            ("四", "thu", "thursday", "4"),
            ("五", "fri", "friday", "5"),
            ("六", "sat", "saturday", "6"),
            ("日天", "sun", "sunday", "7"),
        )
    )
    for name in (*names[0], *names[1:])
}
_DAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天1-7])|([a-z]{3,9})")
_DATE = re.compile(r"(?:[0-9]{4}[-/.年])?([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_REMARK = re.compile(r"(?:^|\s)#.*$")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?:[-~]([0-9]{1,2}):([0-9]{2}))?")

NO_WEEK = N_("no week stands above it; the first line is the week, such as 2026-W47")
TOO_SHORT = N_("a street and who walked are needed")
NO_DAY = N_("{word}: no day stands before this time")
NOT_A_TIME = N_("{word} is no day and no time")
NOT_IN_WEEK = N_("{word} does not lie in week {week}")
ENDS_EARLY = N_("{word} ends before it begins")
OPEN_QUOTE = N_("a quotation mark is not closed")


@value
class SheetWalk:
    """One walk of a sheet: the line it stands on, street, who, start in local seconds, minutes."""

    line: int
    street: str
    person: str
    at: int
    minutes: int | None


@value
class SheetProblem:
    """What cannot be read: a msgid with its placeholders' values, and the line."""

    line: int
    reason: str
    word: str = ""
    week: str = ""


def read_patrol_sheet(
    text: str, today: int
) -> tuple[tuple[SheetWalk, ...], tuple[SheetProblem, ...]]:
    """Read a typed sheet; return its walks and everything that cannot be read, by line.

    >>> walks, problems = read_patrol_sheet("2026-W47\\n横街 张三 周一 8:30-9:05 周四 15:00", 20779)
    >>> [(walk.street, calendar.at_label(walk.at), walk.minutes) for walk in walks]
    [('横街', '2026-11-16T08:30', 35), ('横街', '2026-11-19T15:00', None)]
    >>> read_patrol_sheet("横街 张三 周一 8:30", 20779)[1][0].line
    1
    """
    walks: list[SheetWalk] = []
    problems: list[SheetProblem] = []
    week: int | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        plain = normalize("NFKC", raw).strip()
        if not plain or plain.startswith("#"):
            continue
        said = _week(plain, today)
        if said is not None:
            week = said
            continue
        try:
            words = shlex.split(_REMARK.sub("", plain))
        except ValueError:
            problems.append(SheetProblem(line=number, reason=OPEN_QUOTE))
            continue
        if week is None:
            problems.append(SheetProblem(line=number, reason=NO_WEEK))
            continue
        if len(words) < 2 or _is_when(words[0]) or _is_when(words[1]):
            problems.append(SheetProblem(line=number, reason=TOO_SHORT))
            continue
        _read_times(number, words, week, walks, problems)
    return tuple(walks), tuple(problems)


def _week(text: str, today: int) -> int | None:
    """Return the week a line names and nothing else, None for every other line."""
    if len(text.split()) > 2 or _DATE.fullmatch(text):
        return None
    try:
        return parse_week(text, today)
    except Unreadable:
        return None


def _is_when(word: str) -> bool:
    return bool(_TIME.fullmatch(word) or _DATE.fullmatch(word) or _weekday(word) is not None)


def _weekday(word: str) -> int | None:
    found = _DAY.fullmatch(word.casefold())
    return None if found is None else _WEEKDAYS.get(found[1] or found[2])


def _read_times(
    line: int,
    words: list[str],
    week: int,
    walks: list[SheetWalk],
    problems: list[SheetProblem],
) -> None:
    street, person, *whens = words
    day: int | None = None
    for word in whens:
        found = _day(word, week)
        if found is not None:
            day = found
            continue
        if _DATE.fullmatch(word):
            problems.append(
                SheetProblem(
                    line=line, reason=NOT_IN_WEEK, word=word, week=calendar.week_label(week)
                )
            )
            day = None
            continue
        time = _TIME.fullmatch(word)
        minutes = None if time is None else _minutes(time)
        if time is None or minutes is None:
            problems.append(SheetProblem(line=line, reason=NOT_A_TIME, word=word))
        elif day is None:
            problems.append(SheetProblem(line=line, reason=NO_DAY, word=word))
        elif minutes[1] is not None and minutes[1] <= minutes[0]:
            problems.append(SheetProblem(line=line, reason=ENDS_EARLY, word=word))
        else:
            begin, end = minutes
            walks.append(
                SheetWalk(
                    line=line,
                    street=street,
                    person=person,
                    at=day * calendar.DAY + begin * calendar.MINUTE,
                    minutes=None if end is None else end - begin,
                )
            )


def _day(word: str, week: int) -> int | None:
    """Return the day of the week that a word names; None for a word that names none in it."""
    number = _weekday(word)
    if number is not None:
        return calendar.monday_of(week) + number
    date = _DATE.fullmatch(word)
    if date is None:
        return None
    for day in calendar.days_of_week(week):
        on = calendar.date_of(day)
        if (on.month, on.day) == (int(date[1]), int(date[2])):
            return day
    return None


def _minutes(time: re.Match[str]) -> tuple[int, int | None] | None:
    """Return begin and end in minutes of the day; None for a clock that does not exist."""
    clocks = [int(part) if part else None for part in time.groups()]
    hour, minute, end_hour, end_minute = clocks
    if hour is None or minute is None or hour > 23 or minute > 59:
        return None
    begin = 60 * hour + minute
    if end_hour is None or end_minute is None:
        return begin, None
    if end_minute > 59 or 60 * end_hour + end_minute > 24 * 60:
        return None
    return begin, 60 * end_hour + end_minute
