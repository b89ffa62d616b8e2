"""How Chinese speakers say a day and a time: 昨天下午3点半, 上周五, 22号, 二十分钟前.

The one convention: every function takes the text in half width with the blanks of `in_order`, and
answers None where the text is not of its kind. `spoken` asks for them in turn; `english` has the
same. A week begins on Monday, so 上周日 is the Sunday that ended last week.
"""

from __future__ import annotations

import re

from streetchief.days.calendar import (
    DAY,
    HOUR,
    MINUTE,
    date_of,
    days_of_week,
    month_of,
    week_of,
    weekday_of,
)
from streetchief.days.clock import (
    Meaning,
    Part,
    SaidDay,
    day_dated,
    day_in_month,
    day_of_weekday,
    day_on,
    day_without_month,
    day_without_year,
    read_digits,
    seconds_of,
)
from streetchief.days.unreadable import (
    NEEDS_DAY,
    NEEDS_MINUTES,
    NEEDS_MONTH,
    NEEDS_WEEKDAY,
    NO_SUCH_DAY,
    NO_SUCH_TIME,
    SHORT_YEAR,
    WRONG_PART,
    WRONG_WEEKDAY,
    Unreadable,
)

_DIGITS = "零一二三四五六七八九"
_OTHER_ZERO = "〇"  # noqa: RUF001 - the zero of years written digit by digit
_NUMERALS = f"0-9零{_OTHER_ZERO}一二两三四五六七八九十"
_N = rf"(?:[0-9]{{1,2}}|[{_DIGITS[1:]}]?十[{_DIGITS[1:]}]?|[{_DIGITS}{_OTHER_ZERO}两])"
_N3 = rf"(?:[0-9]{{3}}|{_N})"
_YEAR = rf"(?:[0-9]{{4}}|[{_DIGITS}{_OTHER_ZERO}]{{4}})"
# Without 日 or 号 the number must end there: 11月22点 is not the 2nd, nor the 22nd.
_DAY_END = rf"(?:日|号|(?![{_NUMERALS}:点时分年月]))"
_WEEK = r"(?:周|星期|礼拜)"
_WEEKDAYS = "一二三四五六日"

_UNITS = {"天": "days", "周": "weeks", "月": "months", "年": "years"}
_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_YEARS = {"前年": -2, "去年": -1, "今年": 0, "明年": 1}
_STEPS = {"上上": -2, "上": -1, "本": 0, "这": 0, "": 0, "下": 1, "下下": 2}

_MORNING = frozenset({"早", "晨", "早上", "早晨", "清晨", "上午", "早间"})
_NIGHT = frozenset({"凌晨"})
_NOON = frozenset({"中午", "正午"})
_AFTERNOON = frozenset({"下午", "午后"})
_DUSK = frozenset({"傍晚"})
_EVENING = frozenset({"晚", "夜", "晚上", "晚间", "夜里", "夜间", "夜晚", "深夜"})
_PARTS: dict[str, Part] = {
    **dict.fromkeys(_MORNING | _NIGHT, "am"),
    "中午": "noon",
    **dict.fromkeys(_AFTERNOON, "pm"),
    **dict.fromkeys(_DUSK | _EVENING, "evening"),
}
_PART = "(" + "|".join(sorted({*_PARTS, *_NOON}, key=len, reverse=True)) + ")"


def in_order(words: str) -> str:
    """Drop the blanks Chinese does not need; one between two numbers parts them and stays.

    >>> in_order("11 月 22 日 14:30"), in_order("周三 十点")
    ('11月22日14:30', '周三 十点')
    """
    return re.sub(rf"(?<![{_NUMERALS}]) | (?![{_NUMERALS}])", "", words)


def seconds_gone(words: str) -> int | None:
    """Read how long ago something was, in seconds; 刚才 is 0. Days are for `take_day`.

    >>> seconds_gone("刚才"), seconds_gone("一个半小时前"), seconds_gone("1小时20分钟前")
    (0, 5400, 4800)
    """
    if words in ("刚才", "刚刚", "现在", "方才", "此刻"):
        return 0
    found = re.fullmatch(r"(.+?)[以之]?前", words)
    if found is None:
        return None
    span = found[1]
    if re.fullmatch(r"半个?(?:小时|钟头)", span):
        return HOUR // 2
    found = re.fullmatch(rf"({_N})个半(?:小时|钟头)", span)
    if found:
        return _number(found[1]) * HOUR + HOUR // 2
    found = re.fullmatch(rf"({_N})刻钟", span)
    if found:
        return _number(found[1]) * 15 * MINUTE
    found = re.fullmatch(
        rf"(?:({_N3})个?(?:小时|钟头)(半)?)?(?:[零又]?({_N3})分钟?)?",
        span,
    )
    if found is None or (found[2] and found[3]):
        return None
    hours, minutes = _number(found[1] or "0"), _number(found[3] or "0")
    return hours * HOUR + minutes * MINUTE + (HOUR // 2 if found[2] else 0)


def take_day(words: str, meaning: Meaning) -> SaidDay | None:
    """Read a day from the front of the text. Raises Unreadable for one no calendar has.

    3天前 is three days ago, 两个月后 the same day of the month two months on. 一个月前 is no day
    that somebody remembers, and 3日前 may mean before the 3rd: they are not read.

    >>> take_day("上周五9:30", Meaning(today=20779))
    SaidDay(day=20770, rest='9:30')
    """
    today = meaning.today
    found = re.match(rf"(?:({_N3})(天|周|个?(?:星期|礼拜)|个月|年)|半年)[以之]?([前后])", words)
    if found:
        count = (1 if found[3] == "后" else -1) * _number(found[1] or "6")
        unit = _UNITS.get((found[2] or "个月")[-1], "weeks")
        if count > 0 or unit in ("days", "weeks"):
            return SaidDay(day=day_on(today, count, unit), rest=words[found.end() :])
    found = re.match(r"(大前|大后|前|昨|今|明|后)(?:天|日)|(前|昨|今|明)(?=[早晨晚夜])", words)
    if found:
        return SaidDay(day=today + _DAYS[found[1] or found[2]], rest=words[found.end() :])
    return _take_dated(words, meaning) or _take_end(words, meaning) or _take_weekday(words, meaning)


def _take_dated(words: str, meaning: Meaning) -> SaidDay | None:
    today = meaning.today
    found = re.match(rf"(?:({_YEAR})年|([前去今明]年))?({_N})月({_N}){_DAY_END}", words)
    if found:
        month, number, rest = _number(found[3]), _number(found[4]), words[found.end() :]
        if found[1]:
            return SaidDay(day=day_dated(_digits(found[1]), month, number), rest=rest)
        if found[2]:
            year = date_of(today).year + _YEARS[found[2]]
            return SaidDay(day=day_dated(year, month, number), rest=rest)
        return SaidDay(day=day_without_year(meaning, month, number), rest=rest)
    found = re.match(rf"(上上|上|本|这|下|下下)个?月({_N})[日号]", words)
    if found:
        day = day_in_month(month_of(today) + _STEPS[found[1]], _number(found[2]))
        if day is None:
            raise Unreadable(NO_SUCH_DAY, words)
        return SaidDay(day=day, rest=words[found.end() :])
    found = re.match(rf"({_N})[日号]", words)
    if found:
        return SaidDay(day=day_without_month(meaning, _number(found[1])), rest=words[found.end() :])
    return None


def _take_end(words: str, meaning: Meaning) -> SaidDay | None:
    """Read 年底, 明年底, 月底, 下月底: the last day of a year or month."""
    found = re.match(r"(?:(去|今|明)年年?|年)[底末]", words)
    if found and found[1]:
        year = date_of(meaning.today).year + _YEARS[f"{found[1]}年"]
        return SaidDay(day=day_dated(year, 12, 31), rest=words[found.end() :])
    if found:
        return SaidDay(day=day_without_year(meaning, 12, 31), rest=words[found.end() :])
    found = re.match(r"(?:(上|本|这|下)个?)?月[底末]", words)
    if found is None:
        return None
    this_month = month_of(meaning.today)
    steps = (-1, 0, 1) if found[1] is None else (_STEPS[found[1]],)
    # The last of a month is the day before the first of the next.
    firsts = [day_in_month(this_month + step + 1, 1) for step in steps]
    ends = [first - 1 for first in firsts if first]
    if found[1] is None:
        return SaidDay(day=meaning.choose(ends, NEEDS_MONTH), rest=words[found.end() :])
    if not ends:
        raise Unreadable(NO_SUCH_DAY, words)
    return SaidDay(day=ends[0], rest=words[found.end() :])


def _take_weekday(words: str, meaning: Meaning) -> SaidDay | None:
    found = re.match(rf"(?:(上上|上|本|这|下下|下)个?)?{_WEEK}([{_WEEKDAYS}天])", words)
    if found is None:
        return None
    weekday, rest = _weekday(found[2]), words[found.end() :]
    if not found[1]:
        return SaidDay(day=day_of_weekday(meaning, weekday), rest=rest)
    week = week_of(meaning.today) + _STEPS[found[1]]
    return SaidDay(day=days_of_week(week)[weekday], rest=rest)


def check_weekday(said: SaidDay) -> SaidDay:
    """Check the weekday written after a date, and give what follows it.

    11月22日(周日) and 11月22日周日 are read; a weekday that is not that date's is refused, since
    one of the two is wrong. Raises Unreadable.

    >>> check_weekday(SaidDay(day=20779, rest="(周日)9:30"))
    SaidDay(day=20779, rest='9:30')
    """
    found = re.match(rf" ?(?:\({_WEEK}([{_WEEKDAYS}天])\)|{_WEEK}([{_WEEKDAYS}天]))", said.rest)
    if found is None:
        return said
    if weekday_of(said.day) != _weekday(found[1] or found[2]):
        raise Unreadable(WRONG_WEEKDAY, said.rest)
    return SaidDay(day=said.day, rest=said.rest[found.end() :])


def after_day(rest: str) -> str:
    """Drop what joins a day to its time: a blank, a comma, 的."""
    return re.sub(r"^(?: ?,? ?|的)", "", rest)


def read_clock(words: str) -> int | None:
    """Read a time of day in seconds after midnight: 九点半, 下午3点10分, 晚上8:30, 正午.

    Without a part of the day the hour is by 24 hours. Raises Unreadable for an hour that does not
    belong to its part of the day, 上午12点 (noon to some, midnight to others) among them.

    >>> read_clock("下午3点半") == 15 * HOUR + 30 * MINUTE, read_clock("晚上12点") == DAY
    (True, True)
    """
    found = re.match(_PART, words)
    part, said = (found[1], words[found.end() :]) if found else ("", words)
    if words == "正午":
        return DAY // 2
    seconds = read_digits(said) if part and not said.endswith("m") else None
    if seconds is None:
        seconds = _read_hours(said)
    if seconds is None or not part:
        return seconds
    hour, below = divmod(seconds, HOUR)
    fitting = _hour_in(part, hour)
    if fitting is None:
        raise Unreadable(WRONG_PART, words)
    return fitting * HOUR + below


def _read_hours(words: str) -> int | None:
    """Read 九点, 9点半, 9时10分, 9点一刻, 9点零五分."""
    found = re.fullmatch(
        rf"({_N})(?:点钟|点整|点|时整|时)(?:(半)|([一三])刻|过?([零{_OTHER_ZERO}][{_DIGITS[1:]}]|{_N})(分?)(?:({_N})秒)?)?",
        words,
    )
    if found is None:
        return None
    hour, minute = _number(found[1]), 0
    if hour > 24:
        raise Unreadable(NO_SUCH_TIME, words)
    if found[2]:
        minute = 30
    elif found[3]:
        minute = 15 * _number(found[3])
    elif found[4]:
        if not found[5] and ((len(found[4]) == 1 and found[4] != "十") or found[6]):
            raise Unreadable(NEEDS_MINUTES, words)
        minute = _number(found[4])
    return seconds_of(hour, minute, _number(found[6] or "0"))


def _hour_in(part: str, hour: int) -> int | None:
    """Give the hour by 24 hours of an hour said with a part of the day; None where it has none.

    >>> _hour_in("下午", 2), _hour_in("晚上", 8), _hour_in("凌晨", 12), _hour_in("中午", 1)
    (14, 20, 0, 13)
    >>> _hour_in("晚上", 12), _hour_in("晚上", 1), _hour_in("上午", 12)
    (24, None, None)
    """
    if part in _MORNING:
        return hour if hour < 12 else None
    if part in _NIGHT:
        return 0 if hour == 12 else hour if hour < 7 else None
    if part in _NOON:
        return {11: 11, 12: 12, 1: 13, 2: 14, 13: 13, 14: 14}.get(hour)
    if part in _AFTERNOON:
        return hour + 12 if 1 <= hour < 12 else hour if 12 <= hour < 24 else None
    if part in _DUSK:
        return hour + 12 if 4 <= hour < 9 else hour if 16 <= hour < 21 else None
    if hour in (12, 24):
        return 24
    return hour + 12 if 5 <= hour < 12 else hour if 17 <= hour < 24 else None


def part_of_day(words: str) -> Part | None:
    """Read a part of the day without an hour: 下午, 晚上. None when it is none.

    >>> part_of_day("今早"), part_of_day("早"), part_of_day("下午"), part_of_day("下午茶")
    (None, 'am', 'pm', None)
    """
    return _PARTS.get(words)


def why_not(words: str) -> str | None:
    """Say what is wrong with a text that was not read; None when there is nothing to tell."""
    if re.match(rf"[0-9]{{1,3}}年{_N}月", words):
        return SHORT_YEAR
    if re.fullmatch(rf"(?:{_YEAR}年)?{_N}月份?", words):
        return NEEDS_DAY
    if re.fullmatch(rf"(?:上上|上|本|这|下|下下)个?{_WEEK}末?|周末", words):
        return NEEDS_WEEKDAY
    return None


def _weekday(character: str) -> int:
    return 6 if character == "天" else _WEEKDAYS.index(character)


def _digits(text: str) -> int:
    """Read a year written digit by digit: 2026, 二〇二六."""
    return int("".join(str(_DIGITS.index(c)) if c in _DIGITS else c for c in _ascii_zero(text)))


def _ascii_zero(text: str) -> str:
    return text.replace(_OTHER_ZERO, "0")


def _number(text: str) -> int:
    """Read a number below a hundred: 22, 05, 二十二, 十一, 两, 零五.

    >>> [_number(text) for text in ("05", "十", "二十二", "两", "零五", "120")]
    [5, 10, 22, 2, 5, 120]
    """
    text = _ascii_zero(text).replace("零", "0").replace("两", "二")
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _digits(text)
    return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)
