"""A week's patrol sheet as it is typed back in: one line a street.

Convention: the first line is the week the sheet is of, as it is printed on it (2026-W47, 第47周);
another line with a week begins another sheet. Every other line is a street, who walked, and when:

    2026-W47
    横街 张三 周一 8:30 周四 15:00-15:40
    老街 李四 周二 9:00 16:20 周五 10:15

Days and times are written as `days.spoken` reads them, without blanks inside. A time without a day
is of the day before it on the line; an end after a hyphen gives the minutes. A line without times
says that nobody went. `#` begins a remark. Blanks are of any width; a name with blanks stands in
quotes.
"""

from __future__ import annotations

import re
import shlex
from unicodedata import normalize

from streetchief.days import calendar
from streetchief.days.periods import parse_week
from streetchief.days.spoken import NotADate, When, read_when
from streetchief.days.unreadable import NOT_AMONG, Unreadable
from streetchief.locale.text import N_
from streetchief.value import value

_REMARK = re.compile(r"(?:^|\s)#.*$")
_NUMBERED_DAY = re.compile(r"(周|星期|礼拜)([1-7])")
_SPAN = re.compile(r"([^-~]+)[-~]([^-~]+)")

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
        if len(words) < 2 or _is_when(words[0], week) or _is_when(words[1], week):
            problems.append(SheetProblem(line=number, reason=TOO_SHORT))
            continue
        _read_times(number, words, week, walks, problems)
    return tuple(walks), tuple(problems)


def _week(text: str, today: int) -> int | None:
    """Return the week a line names and nothing else, None for every other line."""
    if len(text.split()) > 2:
        return None
    try:
        return parse_week(text, today)
    except Unreadable:
        return None


def _is_when(word: str, week: int) -> bool:
    try:
        _read_word(word, week)
    except NotADate as error:
        return error.reason == NOT_AMONG
    return True


def _read_word(word: str, week: int) -> tuple[When, When | None]:
    """Read a day, a time, or a day with its time, of the week; and the end after a hyphen.

    A time alone is of the week's Monday. Raises NotADate.
    """
    days = calendar.days_of_week(week)
    now = days[0] * calendar.DAY
    word = _NUMBERED_DAY.sub(lambda found: found[1] + "一二三四五六日"[int(found[2]) - 1], word)
    try:
        return read_when(word, now=now, among=days), None
    except NotADate:
        span = _SPAN.fullmatch(word)
        if span is None or ":" not in word:
            raise
        begin = read_when(span[1], now=now, among=days)
        return begin, read_when(span[2], now=begin.day * calendar.DAY)


def _read_times(
    line: int,
    words: list[str],
    week: int,
    walks: list[SheetWalk],
    problems: list[SheetProblem],
) -> None:
    street, person, *whens = words
    monday = calendar.monday_of(week)
    day: int | None = None
    for word in whens:
        try:
            begin, end = _read_word(word, week)
        except NotADate as error:
            outside = error.reason == NOT_AMONG
            day = None if outside else day
            reason = NOT_IN_WEEK if outside else NOT_A_TIME
            label = calendar.week_label(week) if outside else ""
            problems.append(SheetProblem(line=line, reason=reason, word=word, week=label))
            continue
        if begin.day_said:
            day = begin.day
        if begin.seconds is None and begin.part is None:
            continue
        if begin.seconds is None:
            problems.append(SheetProblem(line=line, reason=NOT_A_TIME, word=word))
        elif day is None:
            problems.append(SheetProblem(line=line, reason=NO_DAY, word=word))
        elif end is not None and end.at <= begin.at:
            problems.append(SheetProblem(line=line, reason=ENDS_EARLY, word=word))
        else:
            since = begin.at if begin.day_said else begin.at + (day - monday) * calendar.DAY
            walks.append(
                SheetWalk(
                    line=line,
                    street=street,
                    person=person,
                    at=since,
                    minutes=None if end is None else (end.at - begin.at) // calendar.MINUTE,
                )
            )
