"""Words of papers in the language in force: days, weeks, names, lists, standings.

The sentences of papers are in `papers/templates`; here is what they send their figures through.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from streetchief.days import calendar
from streetchief.locale.text import language
from streetchief.output.template import Filters, plain
from streetchief.papers.rules.lines import DepartmentLine, DutyLine, Span, rate_of
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
_STATES = {
    "met": Name(zh="达标", en="met"),
    "unmet": Name(zh="未达标", en="not met"),
    "unreachable": Name(zh="已无法达标", en="unreachable"),
    "at_risk": Name(zh="预警", en="at risk"),
    "on_track": Name(zh="进行中", en="on track"),
    "vacant": Name(zh="空缺", en="vacant"),
    "exempt": Name(zh="免巡", en="exempt"),
}
_KINDS = {
    "weekly": Name(zh="周报", en="weekly paper"),
    "circular": Name(zh="通报", en="circular"),
    "county": Name(zh="全县周报", en="county's weekly paper"),
    "month": Name(zh="月报", en="monthly paper"),
    "year": Name(zh="年报", en="yearly paper"),
}


def pick(zh: str, en: str) -> str:
    """Return the words of the language in force."""
    return en if language() == "en" else zh


def name(words: Name) -> str:
    """Return a name of the rulebook in the language in force."""
    return pick(words.zh, words.en)


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
    return name(_STATES[state])


def begun(words: str | Name) -> str:
    """Return a sentence or a name with a capital first; Chinese has none."""
    sentence = name(words) if isinstance(words, Name) else plain(words)
    return sentence[:1].upper() + sentence[1:]


def named(words: Name, **values: object) -> str:
    """Return a name of the rulebook with its {town} and other places filled in, one by one."""
    said = name(words)
    for key, value in values.items():
        said = said.replace("{" + key + "}", plain(value))
    return said


def numeral(number: int) -> str:
    """Return the number of a section: 一, 二, …, or 1, 2, …"""
    return _NUMERALS[number - 1] if language() == "zh" and number <= 10 else str(number)


def day_word(day: int) -> str:
    """Return a day without its year: 9月4日, or 4 September."""
    on = calendar.date_of(day)
    return pick(f"{on.month}月{on.day}日", f"{on.day} {_MONTHS[on.month - 1]}")


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


def first_and_last(first: int, last: int) -> tuple[str, str]:
    """Return two days in words, with their years where these are not the same."""
    same = calendar.date_of(first).year == calendar.date_of(last).year
    shown = day_word if same else full_day_word
    return shown(first), shown(last)


def week_number(week: int) -> tuple[int, int]:
    """Return the ISO year of a week and its number in it."""
    year, number = calendar.week_label(week).split("-W")
    return int(year), int(number)


def week_word(week: int) -> str:
    """Return a week inside a sentence: 第36周, or week 36."""
    number = week_number(week)[1]
    return pick(f"第{number}周", f"week {number}")


def year_week_word(week: int) -> str:
    """Return a week with its year: 2017年第36周, or Week 36 of 2017."""
    year, number = week_number(week)
    return pick(f"{year}年第{number}周", f"Week {number} of {year}")


def week_words(week: int) -> str:
    """Return a week with its year and days: 2017年第36周（9月4日—9月10日）."""
    monday = calendar.monday_of(week)
    since, until = first_and_last(monday, monday + 6)
    said = year_week_word(week)
    return pick(f"{said}（{since}—{until}）", f"{said} ({since} to {until})")


def period_word(kind: str, period: int) -> str:
    """Return a month or a year: 2017年10月, October 2017."""
    if kind == "year":
        return pick(f"{period}年", f"{period}")
    year, number = period // 12 + calendar.FIRST_YEAR, period % 12 + 1
    return pick(f"{year}年{number}月", f"{_MONTHS[number - 1]} {year}")


def issued_words(town: str, kind: str, period: int, number: int) -> str:
    """Name an issued paper: 方前镇2017年第45周周报第1期定稿."""
    long = kind in ("month", "year")
    when = period_word(kind, period) if long else year_week_word(period)
    called = name(_KINDS[kind]) if kind in _KINDS else kind
    return pick(
        f"{town}{when}{called}第{number}期定稿", f"{town}, {when}: {called} No. {number} issued"
    )


def listed(words: Iterable[str]) -> str:
    """Return words as a list, 无 when there are none."""
    said = list(words)
    return pick("、", ", ").join(said) if said else pick("无", "none")


def together(*words: str) -> str:
    """Return words as one name, 尖山镇老街 or 尖山镇 老街; empty ones are left out."""
    return pick("", " ").join(word for word in words if word)


def spans_word(spans: Sequence[Span]) -> str:
    """Return several spans of days as a list."""
    return listed([days_word(span.since, span.until) for span in spans])


def streets_by_town(towns: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return streets with the town they are of: 尖山镇老街、新街；方前镇横街."""
    said = [together(town, listed(streets)) for town, streets in towns]
    return pick("；", "; ").join(said) or pick("无", "none")


def whose(line: DutyLine) -> str:
    """Name whose line it is: 总街长施车前, or the place."""
    return together(name(line.role), line.holder) if line.holder else line.place


def idle_departments(rows: Iterable[DepartmentLine]) -> list[str]:
    """Return the departments that did not act in each week they had to."""
    return [row.department for row in rows if row.met < row.due]


def tonnes(kilograms: int) -> str:
    """Print kilograms as tonnes with two decimals, rounded half up."""
    hundredths = (kilograms + 5) // 10
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def amount(number: int, decimals: int) -> str:
    """Print an amount counted in whole 10**-decimals.

    >>> amount(12345, 2), amount(7, 0)
    ('123.45', '7')
    """
    if not decimals:
        return str(number)
    whole, rest = divmod(number, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}"


FILTERS: Filters = {
    "amount": amount,
    "begun": begun,
    "by_town": streets_by_town,
    "day": day_word,
    "full_day": full_day_word,
    "idle": idle_departments,
    "listed": listed,
    "many": many,
    "named": named,
    "rate": rate_of,
    "said": name,
    "spans": spans_word,
    "state": state_word,
    "tonnes": tonnes,
    "week": lambda week: week_number(week)[1],
    "whose": whose,
    "with": together,
}
"""What a template sends its figures through."""
