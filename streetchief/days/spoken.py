"""What people type for a moment or a day, read strictly: understood as a whole or refused.

The one convention: `now` and every moment read are local seconds (see `calendar`). A small grammar
of our own; nothing is searched for inside a text and nothing is skipped, so what cannot be read
from its first to its last character is a NotADate with a reason. The languages lie in `chinese` and
`english` and are met only by text that is not a plain date.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from streetchief.days.calendar import (
    DAY,
    HOUR,
    LAST_DAY,
    MINUTE,
    clock_label,
    date_of,
    day_label,
    week_label,
    week_of,
    weekday_of,
)
from streetchief.days.clock import (
    Language,
    Meaning,
    Part,
    SaidDay,
    Sense,
    day_dated,
    day_without_year,
    read_digits,
    seconds_of,
)
from streetchief.days.unreadable import (
    AMBIGUOUS,
    NEEDS_DAY,
    NEEDS_HOUR,
    NO_SUCH_TIME,
    NO_ZONE,
    NOT_AMONG,
    ONLY_A_DAY,
    OUT_OF_RANGE,
    UNREADABLE,
    Unreadable,
    plain_text,
)
from streetchief.value import value

UtcToLocal = Callable[[int], int]

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@value
class When:
    """What was said: a day, and a time of day or a part of the day where one was said.

    `seconds` count from midnight. Where only a time or a part was said (`day_said` is false) the
    day is today.
    """

    day: int
    seconds: int | None = None
    part: Part | None = None
    day_said: bool = True

    @property
    def has_time(self) -> bool:
        """Whether an hour is known."""
        return self.seconds is not None

    @property
    def at(self) -> int:
        """The local second it is kept at: 00:00 where no hour is known, 12:00 for noon."""
        noon = 12 * HOUR if self.part == "noon" else 0
        return self.day * DAY + (noon if self.seconds is None else self.seconds)


class NotADate(Unreadable):
    """The text names no single day or moment; `reason` says why, `text` is what was typed."""


def read_when(
    text: str,
    *,
    now: int,
    sense: Sense = "past",
    among: range | None = None,
    utc_to_local: UtcToLocal | None = None,
) -> When:
    """Read a day or a moment as people write it, in Chinese, in English or in digits.

    - Full dates: 2026-11-22, 2026/11/22, 2026.11.22, 20261122, 2026年11月22日, 22 Nov 2026.
    - Without a year (11月22日, Nov 22), without a month (22日), a bare weekday (周三, friday), 年底
      and 月底: the one that the sense of the text chooses (`Meaning.choose`). 本周三 lies in this
      calendar week and 上周三 in the one before; "last friday" is the latest before today.
    - 今天, 昨晚, 前天, 三天前, 两个月后, yesterday, 3 days ago, in 2 months; 刚才, now, 半小时前
      and 2h ago are counted from `now` and cut to the minute.
    - A time by 24 hours, or with its part of the day: 下午3点半, 2:30pm, 晚上12点 (the midnight
      that ends the day). A time alone is today's, even if it is still to come; 24:00 is the next
      day's 00:00. A part of the day without an hour (今早, 下午) stays one; noon is 12:00.
    - ISO text with Z or an offset is turned by `utc_to_local`, which gives the local seconds of a
      UTC second; without it such text is refused. Fractions of a second are dropped.
    - With `among`, the days of a sheet, 11-22 and 11.22 are read as well, and a day that is not
      one of them is refused.

    The result may lie in the future: what may not is for the act to refuse. Raises NotADate for
    everything else, and for what has two meanings (03/04/2026, 11/12/26, next friday).

    >>> now = read_when("2026-11-22 10:00", now=0).at
    >>> read_when("2026-11-22", now=now)
    When(day=20779, seconds=None, part=None, day_said=True)
    >>> describe_at(read_when("2:30 pm", now=now).at, "en")
    'Sun 2026-11-22 14:30, week 2026-W47'
    >>> read_when("03/04/2026", now=now)
    Traceback (most recent call last):
    streetchief.days.spoken.NotADate: Day, month and year cannot be told apart; write the date \
like 2026-11-22.
    """
    meaning = Meaning(today=now // DAY, sense=sense, among=among)
    try:
        said = _read_plain_iso(text)
        if said is None:
            said = _read(plain_text(text), now, meaning, utc_to_local)
    except Unreadable as refusal:
        raise NotADate(refusal.reason, text) from refusal
    if not 0 <= said.day <= LAST_DAY:
        raise NotADate(OUT_OF_RANGE, text)
    if among is not None and said.day_said and said.day not in among:
        raise NotADate(NOT_AMONG, text)
    return said


def read_moment(text: str, *, now: int, utc_to_local: UtcToLocal | None = None) -> When:
    """Read when something was done, for a ledger that keeps no parts of the day yet.

    A day stays one, also with a part of it; a part alone says too little. Raises NotADate.
    """
    said = read_when(text, now=now, utc_to_local=utc_to_local)
    if said.part not in (None, "noon") and not said.day_said:
        raise NotADate(NEEDS_HOUR, text)
    return said


def read_day(text: str, *, now: int, sense: Sense = "past") -> int:
    """Read a day, in every form of `read_when` that says no time; it may lie in the future.

    A time of exactly 00:00 after a day is what spreadsheets add to a date, and is passed over.
    Raises NotADate for any other time, and for whatever is not a day.

    >>> read_day("2026年11月22日", now=0), read_day("2017-01-01 00:00:00", now=0)
    (20779, 17167)
    """
    try:
        words = plain_text(text)
    except Unreadable as refusal:
        raise NotADate(refusal.reason, text) from refusal
    bare = re.fullmatch(r"(.*[0-9日号])[ t]0?0:00(?::00)?", words)
    try:
        said = read_when(bare[1] if bare else words, now=now, sense=sense)
    except NotADate as refusal:
        raise NotADate(refusal.reason, text) from refusal
    if said.has_time or not said.day_said:
        raise NotADate(ONLY_A_DAY, text)
    return said.day


def describe_day(day: int, lang: str) -> str:
    """Echo a day with its weekday and week, so that a wrong one is seen before it is saved.

    `lang` is 'zh' or 'en'.

    >>> describe_day(20779, "zh"), describe_day(20779, "en")
    ('2026-11-22（周日，2026年第47周）', 'Sun 2026-11-22 (week 2026-W47)')
    """
    weekday, week = weekday_of(day), _week_said(day, lang)
    if lang == "zh":
        return f"{day_label(day)}（周{_WEEKDAYS_ZH[weekday]}，{week}）"
    return f"{_WEEKDAYS_EN[weekday]} {day_label(day)} ({week})"


def describe_at(at: int, lang: str) -> str:
    """Echo a moment with its weekday and week; seconds appear only when they are not zero.

    >>> describe_at(20779 * DAY + 34200, "zh"), describe_at(20779 * DAY + 34200, "en")
    ('2026-11-22（周日）09:30，2026年第47周', 'Sun 2026-11-22 09:30, week 2026-W47')
    """
    day = at // DAY
    weekday, week, clock = weekday_of(day), _week_said(day, lang), clock_label(at)
    if lang == "zh":
        return f"{day_label(day)}（周{_WEEKDAYS_ZH[weekday]}）{clock}，{week}"
    return f"{_WEEKDAYS_EN[weekday]} {day_label(day)} {clock}, {week}"


def _week_said(day: int, lang: str) -> str:
    if lang == "zh":
        year, number, _ = date_of(7 * week_of(day)).isocalendar()
        return f"{year}年第{number}周"
    return f"week {week_label(week_of(day))}"


def _read_plain_iso(text: str) -> When | None:
    """Read the text every file holds, 2026-11-22[ 09:30[:15]], without any pattern at all."""
    length = len(text)
    if length not in (10, 16, 19) or text[4] != "-" or text[7] != "-" or not text.isascii():
        return None
    year, month, number = text[:4], text[5:7], text[8:10]
    if not (year.isdigit() and month.isdigit() and number.isdigit()):
        return None
    if length == 10:
        return When(day=day_dated(int(year), int(month), int(number)))
    hour, minute, second = text[11:13], text[14:16], text[17:] or "00"
    if not (hour.isdigit() and minute.isdigit() and second.isdigit()):
        return None
    if text[10] not in " T" or text[13] != ":" or (length == 19 and text[16] != ":"):
        return None
    clock = seconds_of(int(hour), int(minute), int(second))
    return _moment(day_dated(int(year), int(month), int(number)), clock)


def _moment(day: int, seconds: int, *, day_said: bool = True) -> When:
    """Return a moment; 24:00 is the next day's 00:00."""
    return When(day=day + seconds // DAY, seconds=seconds % DAY, day_said=day_said)


def _read(words: str, now: int, meaning: Meaning, utc_to_local: UtcToLocal | None) -> When:
    """Read cleaned text: a moment counted from now, else a day, a time, or a day and a time."""
    said = _take_digits(words)
    if said is not None:
        machine = _read_machine_clock(said, utc_to_local)
        if machine is not None:
            return _moment(0, machine)
    language = _language_of(words)
    words = language.in_order(words)
    gone = language.seconds_gone(words)
    if gone is not None:
        at = now - gone
        return _moment(0, at - at % MINUTE)
    said = _take_digits(words) or _take_short_digits(words, meaning)
    said = said or language.take_day(words, meaning)
    if said is None:
        clock = _read_clock(words, language.read_clock)
        if clock is not None:
            return _moment(meaning.today, clock, day_said=False)
        part = language.part_of_day(words)
        if part is None:
            raise Unreadable(_why_not(words) or language.why_not(words) or UNREADABLE, words)
        return When(day=meaning.today, part=part, day_said=False)
    said = language.check_weekday(said)
    if not said.rest:
        return When(day=said.day)
    rest = language.after_day(said.rest)
    clock = _read_clock(rest, language.read_clock)
    if clock is not None:
        return _moment(said.day, clock)
    part = language.part_of_day(rest)
    if part is None:
        raise Unreadable(UNREADABLE, words)
    return When(day=said.day, part=part)


def _language_of(words: str) -> Language:
    """Meet a language only when a text needs it: every command reads dates, few read words."""
    if words.isascii():
        from streetchief.days import english

        return english
    from streetchief.days import chinese

    return chinese


def _read_clock(words: str, in_language: Callable[[str], int | None]) -> int | None:
    seconds = read_digits(words)
    return in_language(words) if seconds is None else seconds


def _take_digits(words: str) -> SaidDay | None:
    """Read a date in digits, its year first, from the front of the text."""
    found = re.match(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])", words)
    if found is not None:
        day = day_dated(int(found[1]), int(found[3]), int(found[4]))
        return SaidDay(day=day, rest=words[found.end() :])
    # Eight digits in one are a date only in the centuries people live in.
    found = re.match(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(?![0-9:])", words)
    if found is None:
        return None
    day = day_dated(int(found[1]), int(found[2]), int(found[3]))
    return SaidDay(day=day, rest=words[found.end() :])


def _take_short_digits(words: str, meaning: Meaning) -> SaidDay | None:
    """Read 11-22, 11/22 or 11.22 from the front, where the days in question tell what it is."""
    if meaning.among is None:
        return None
    found = re.match(r"([0-9]{1,2})[-/.]([0-9]{1,2})(?![-/.0-9])", words)
    if found is None:
        return None
    day = day_without_year(meaning, int(found[1]), int(found[2]))
    return SaidDay(day=day, rest=words[found.end() :])


def _read_machine_clock(said: SaidDay, utc_to_local: UtcToLocal | None) -> int | None:
    """Read the ISO time after a date: T09:30:15.250+08:00, T093015, 09:30Z. None when it is none.

    An offset west of Greenwich needs the T: after a blank, 09:30-10:00 is a span of time.
    """
    clock = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?"
    found = (
        re.fullmatch(rf"t{clock}(z|[+-][0-9]{{2}}(?::?[0-9]{{2}})?)?", said.rest)
        or re.fullmatch(r"t([0-9]{2})([0-9]{2})([0-9]{2})?(z|[+-][0-9]{2,4})?", said.rest)
        or re.fullmatch(rf" {clock} ?(z|\+[0-9]{{2}}(?::?[0-9]{{2}})?)?", said.rest)
    )
    if found is None:
        return None
    seconds = seconds_of(int(found[1]), int(found[2]), int(found[3] or 0))
    at, zone = said.day * DAY + seconds, found[4]
    if not zone:
        return at
    if utc_to_local is None:
        raise Unreadable(NO_ZONE, said.rest)
    try:
        return utc_to_local(at - _offset_of(zone))
    except (ValueError, OverflowError, OSError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(OUT_OF_RANGE, said.rest) from error


def _offset_of(zone: str) -> int:
    """Give the seconds a zone's clock is ahead of UTC: z, +08, +0800, -05:30."""
    if zone == "z":
        return 0
    digits = zone[1:].replace(":", "")
    if len(digits) == 3:
        raise Unreadable(UNREADABLE, zone)
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        raise Unreadable(NO_SUCH_TIME, zone)
    return (hours * 60 + minutes) * (-MINUTE if zone[0] == "-" else MINUTE)


def _why_not(words: str) -> str | None:
    """Say what is wrong with a date in digits that was not read; None when it is no such thing."""
    if re.match(r"[0-9]{4}[-/.][0-9]{1,2}$", words):
        return NEEDS_DAY
    if re.match(r"[0-9]{1,2}([-/.])[0-9]{1,2}(?:\1[0-9]{1,4})?(?![-/.0-9])", words):
        return AMBIGUOUS
    return None
