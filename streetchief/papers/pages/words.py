"""Words of papers in the language in force: sentences filled, days, weeks, names, lists.

Convention: the sentences themselves are in `bulletin_sentences`; here nothing is said, only chosen.
"""

from __future__ import annotations

from collections.abc import Mapping

from streetchief.days import calendar
from streetchief.locale.text import language
from streetchief.papers.pages.sentences import SAID
from streetchief.values.problems import Name

_NUMERALS = "一二三四五六七八九十"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def say(key: str, **values: object) -> str:
    """Return a sentence in the language in force, its placeholders filled."""
    return SAID[key][language() == "en"].format(**values)


def sentences() -> dict[str, tuple[str, str]]:
    """Return every sentence, for the test that holds the two languages against each other."""
    return dict(SAID)


def name(words: Name) -> str:
    """Return a name of the rulebook in the language in force."""
    return words.en if language() == "en" else words.zh


def many(words: Name) -> str:
    """Return a name of which there may be several: Chinese as it is, English in the plural."""
    if language() != "en":
        return words.zh
    if words.en.endswith(("s", "x", "ch", "sh")):
        return f"{words.en}es"
    if words.en.endswith("y") and words.en[-2:-1] not in "aeiou":
        return f"{words.en[:-1]}ies"
    return f"{words.en}s"


def state_word(state: str) -> str:
    """Return a paper's word for a standing."""
    return say(f"{state}_word")


def rule_words(field: str, value: object, roles: Mapping[str, Name]) -> str:
    """Say a rule field that differs from the default; `roles` names the roles it may list."""
    if field == "partial":
        return say(f"partial_{value}")
    if field == "counting_roles" and isinstance(value, tuple):
        named = [name(roles[role]) if role in roles else str(role) for role in value]
        return say(field, value=joined(named))
    if field == "exempt_reasons" and isinstance(value, tuple):
        return say(field, value=joined([say(f"reason_{reason}") for reason in value]))
    if isinstance(value, tuple):
        return say(field, value=joined([str(part) for part in value]))
    return say(field, value=value)


def begun(sentence: str) -> str:
    """Return a sentence with a capital first; Chinese has none."""
    return sentence[:1].upper() + sentence[1:]


def numeral(number: int) -> str:
    """Return the number of a section: 一, 二, …, or 1, 2, …"""
    return _NUMERALS[number - 1] if language() == "zh" and number <= 10 else str(number)


def day_word(day: int) -> str:
    """Return a day without its year: 9月4日, or 4 September."""
    on = calendar.date_of(day)
    return f"{on.month}月{on.day}日" if language() == "zh" else f"{on.day} {_MONTHS[on.month - 1]}"


def full_day_word(day: int) -> str:
    """Return a day with its year: 2017年9月11日, or 11 September 2017."""
    on = calendar.date_of(day)
    if language() == "zh":
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def days_word(since: int, until: int) -> str:
    """Return the days `[since, until)`: 9月4日, 9月4日—10日, 9月28日—10月1日."""
    first, last = calendar.date_of(since), calendar.date_of(until - 1)
    if first == last:
        return day_word(since)
    if language() == "en":
        return f"{day_word(since)} to {day_word(until - 1)}"
    end = f"{last.day}日" if first.month == last.month else day_word(until - 1)
    return f"{day_word(since)}—{end}"


def period_word(kind: str, period: int) -> str:
    """Return a month or a year: 2017年10月, October 2017."""
    if kind == "year":
        return say("year", year=period)
    year, number = period // 12 + calendar.FIRST_YEAR, period % 12 + 1
    if language() == "zh":
        return f"{year}年{number}月"
    return f"{_MONTHS[number - 1]} {year}"


def issued_words(town: str, kind: str, period: int, number: int) -> str:
    """Name an issued paper: 方前镇2017年第45周周报第1期定稿."""
    if kind in ("month", "year"):
        when = period_word(kind, period)
    else:
        year, week = week_number(period)
        when = say("week_of_year", year=year, number=week)
    key = f"{kind}_paper" if f"{kind}_paper" in SAID else kind
    called = say(key) if key in SAID else kind
    return say("issued", town=town, period=when, kind=called, number=number)


def week_word(week: int) -> str:
    """Return a week inside a sentence: 第36周, or week 36."""
    return say("week", number=week_number(week)[1])


def week_number(week: int) -> tuple[int, int]:
    """Return the ISO year of a week and its number in it."""
    year, number = calendar.week_label(week).split("-W")
    return int(year), int(number)


def joined(words: list[str] | tuple[str, ...], separator: str = "comma") -> str:
    """Return words as a list, 无 when there are none."""
    return say(separator).join(words) if words else say("none")
