"""Days, weeks and months are integers, and agree with the calendar everyone uses.

- every day of 1970 to 2100 has the week, the weekday and the month the standard library gives it
- year ends: 2027-01-01 is in 2026-W53, 2024-12-30 in 2025-W01
- a week ends on Sunday at midnight, not a second earlier or later
- labels read back as what they were written from
- a week or a month that cannot be read is refused with a reason
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.days.calendar import (
    DAY,
    HOUR,
    LAST_DAY,
    LAST_MONTH,
    MINUTE,
    at_label,
    clock_label,
    date_of,
    day_label,
    day_of,
    days_of_month,
    days_of_week,
    latest_weekday,
    monday_of,
    month_label,
    month_of,
    week_label,
    week_numbered,
    week_of,
    weekday_of,
)
from streetchief.days.periods import parse_month, parse_week
from streetchief.days.unreadable import (
    AMBIGUOUS,
    EMPTY,
    HIDDEN,
    NO_SUCH_DAY,
    NO_SUCH_MONTH,
    NO_SUCH_WEEK,
    NOT_A_MONTH,
    NOT_A_WEEK,
    ONLY_A_DAY,
    OUT_OF_RANGE,
    TOO_LONG,
    Unreadable,
)

SUNDAY = day_of(date(2026, 11, 22))
days = st.integers(0, LAST_DAY)


def test_every_day_from_1970_to_2100_agrees_with_the_standard_library() -> None:
    on, end = date(1970, 1, 1), date(2101, 1, 1)
    day = 0
    while on < end:
        year, number, weekday = on.isocalendar()
        week = week_of(day)
        assert day_of(on) == day
        assert date_of(day) == on
        assert week_label(week) == f"{year}-W{number:02d}"
        assert week_numbered(year, number) == week
        assert weekday_of(day) == weekday - 1
        assert monday_of(week) + weekday - 1 == day
        assert month_label(month_of(day)) == f"{on.year}-{on.month:02d}"
        assert day in days_of_month(month_of(day))
        on += timedelta(days=1)
        day += 1


@pytest.mark.parametrize(
    ("on", "label"),
    [
        ("1970-01-01", "1970-W01"),
        ("2017-01-01", "2016-W52"),
        ("2017-09-04", "2017-W36"),
        ("2020-12-31", "2020-W53"),
        ("2021-01-03", "2020-W53"),
        ("2021-01-04", "2021-W01"),
        ("2024-12-29", "2024-W52"),
        ("2024-12-30", "2025-W01"),
        ("2026-11-15", "2026-W46"),
        ("2026-11-16", "2026-W47"),
        ("2026-11-22", "2026-W47"),
        ("2026-11-23", "2026-W48"),
        ("2026-12-31", "2026-W53"),
        ("2027-01-01", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
        ("9999-12-31", "9999-W52"),
    ],
)
def test_a_day_lies_in_its_iso_week(on: str, label: str) -> None:
    assert week_label(week_of(day_of(date.fromisoformat(on)))) == label


def test_a_week_turns_at_midnight_after_sunday() -> None:
    last_second = SUNDAY * DAY + DAY - 1
    assert week_of(last_second // DAY) == week_of(SUNDAY)
    assert week_of((last_second + 1) // DAY) == week_of(SUNDAY) + 1


def test_the_running_week_is_still_this_week_on_sunday() -> None:
    assert [day_label(day) for day in days_of_week(week_of(SUNDAY))] == [
        f"2026-11-{number}" for number in range(16, 23)
    ]


@given(days)
def test_the_days_of_a_week_are_seven_and_hold_the_day(day: int) -> None:
    week = days_of_week(week_of(day))
    assert len(week) == 7
    assert day in week
    assert weekday_of(week[0]) == 0
    assert week[0] == monday_of(week_of(day))


@given(days, st.integers(0, 6))
def test_the_latest_weekday_is_less_than_a_week_back(day: int, weekday: int) -> None:
    latest = latest_weekday(day, weekday)
    assert weekday_of(latest) == weekday
    assert 0 <= day - latest < 7


@given(st.integers(0, LAST_MONTH - 1))
def test_months_follow_each_other_without_a_gap(month: int) -> None:
    assert days_of_month(month).stop == days_of_month(month + 1).start


@pytest.mark.parametrize(
    ("label", "length"),
    [("2026-01", 31), ("2026-02", 28), ("2028-02", 29), ("2100-02", 28), ("9999-12", 31)],
)
def test_a_month_has_its_days(label: str, length: int) -> None:
    assert len(days_of_month(parse_month(label, SUNDAY))) == length


@pytest.mark.parametrize(
    ("at", "label", "clock"),
    [
        (0, "1970-01-01T00:00", "00:00"),
        (59, "1970-01-01T00:00:59", "00:00:59"),
        (DAY - MINUTE, "1970-01-01T23:59", "23:59"),
        (DAY, "1970-01-02T00:00", "00:00"),
        ((SUNDAY + 1) * DAY + 9 * HOUR + 30 * MINUTE, "2026-11-23T09:30", "09:30"),
    ],
)
def test_seconds_are_written_only_when_they_are_not_zero(at: int, label: str, clock: str) -> None:
    assert at_label(at) == label
    assert clock_label(at) == clock


@pytest.mark.parametrize("day", [-1, LAST_DAY + 1])
def test_a_day_outside_the_calendar_has_no_date(day: int) -> None:
    with pytest.raises(ValueError, match="1970"):
        date_of(day)


@pytest.mark.parametrize("month", [-1, LAST_MONTH + 1])
def test_a_month_outside_the_calendar_has_no_days_and_no_label(month: int) -> None:
    with pytest.raises(ValueError, match="1970"):
        days_of_month(month)
    with pytest.raises(ValueError, match="1970"):
        month_label(month)


def test_the_first_and_the_last_day_have_a_number() -> None:
    assert day_of(date(1970, 1, 1)) == 0
    assert day_of(date(9999, 12, 31)) == LAST_DAY
    with pytest.raises(ValueError, match="1970"):
        day_of(date(1969, 12, 31))


WEEKS_SAID_ON_SUNDAY = {
    "2026-W47": "2026-W47",
    "2026W47": "2026-W47",
    "2026-w7": "2026-W07",
    "2026-W07": "2026-W07",
    " 2026-W47 ": "2026-W47",
    "２０２６－Ｗ４７": "2026-W47",
    "2026年第47周": "2026-W47",
    "2026 年 第 47 周": "2026-W47",
    "2026年47周": "2026-W47",
    "2026-W53": "2026-W53",
    "2017年第36周": "2017-W36",
    "第47周": "2026-W47",
    "第7周": "2026-W07",
    "w47": "2026-W47",
    "this": "2026-W47",
    "This week": "2026-W47",
    "本周": "2026-W47",
    "这周": "2026-W47",
    "last": "2026-W46",
    "LAST": "2026-W46",
    "last week": "2026-W46",
    "上周": "2026-W46",
    "上星期": "2026-W46",
    "2026-11-22": "2026-W47",
    "2026-11-23": "2026-W48",
    "2027-01-01": "2026-W53",
    "2026年11月15日": "2026-W46",
    "11月15日": "2026-W46",
    "昨天": "2026-W47",
    "上周日": "2026-W46",
    "下周一": "2026-W48",
}


@pytest.mark.parametrize(("text", "label"), WEEKS_SAID_ON_SUNDAY.items())
def test_a_week_is_read_as_people_write_it(text: str, label: str) -> None:
    assert week_label(parse_week(text, SUNDAY)) == label


@pytest.mark.parametrize(
    ("today", "text", "label"),
    [
        ("2027-01-01", "第53周", "2026-W53"),
        ("2027-01-01", "this", "2026-W53"),
        ("2027-01-04", "last", "2026-W53"),
        ("2027-01-04", "第1周", "2027-W01"),
        ("2024-12-30", "第1周", "2025-W01"),
        ("2026-11-23", "last", "2026-W47"),
    ],
)
def test_a_week_without_its_year_lies_in_the_iso_year_of_today(
    today: str, text: str, label: str
) -> None:
    assert week_label(parse_week(text, day_of(date.fromisoformat(today)))) == label


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", EMPTY),
        ("soon", NOT_A_WEEK),
        ("next", NOT_A_WEEK),
        ("2026-W47-7", NOT_A_WEEK),
        ("2026-W047", NOT_A_WEEK),
        ("26-W47", NOT_A_WEEK),
        ("2026-W47 ok", NOT_A_WEEK),
        ("2026-W00", NO_SUCH_WEEK),
        ("2026-W54", NO_SUCH_WEEK),
        ("2025-W53", NO_SUCH_WEEK),
        ("第0周", NO_SUCH_WEEK),
        ("1969-W40", OUT_OF_RANGE),
        ("0000-W01", OUT_OF_RANGE),
        ("11/12/26", AMBIGUOUS),
        ("2026-02-29", NO_SUCH_DAY),
        ("2026-11-22 09:30", ONLY_A_DAY),
        ("2026-W47\x1f", HIDDEN),
        ("2026-\u200bW47", HIDDEN),
        ("9" * 5000, TOO_LONG),
    ],
)
def test_a_week_that_cannot_be_read_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_week(text, SUNDAY)
    assert refused.value.reason == reason
    assert refused.value.text == text


def test_there_is_no_week_before_the_first() -> None:
    with pytest.raises(Unreadable, match="1970"):
        parse_week("last", 0)
    with pytest.raises(Unreadable, match="1970"):
        parse_month("上月", 0)
    with pytest.raises(Unreadable, match="1970"):
        parse_month("12月", 0)


@given(st.integers(1, week_of(LAST_DAY - 6)))
def test_a_whole_week_reads_back_from_its_label(week: int) -> None:
    assert parse_week(week_label(week), 0) == week


@pytest.mark.parametrize(
    "week",
    [
        pytest.param(0, id="the week of 1 January 1970, a Thursday"),
        pytest.param(week_of(LAST_DAY - 6) + 1, id="the week of the last day, a Friday"),
    ],
)
def test_a_week_that_leaves_the_calendar_is_refused(week: int) -> None:
    with pytest.raises(Unreadable):
        parse_week(week_label(week), 0)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2026-11", "2026-11"),
        ("2026/11", "2026-11"),
        ("2026.1", "2026-01"),
        ("2026年11月", "2026-11"),
        ("2026 年 11 月份", "2026-11"),
        ("11月", "2026-11"),
        ("1月", "2026-01"),
        ("12月", "2025-12"),
        ("12月份", "2025-12"),
        ("this month", "2026-11"),
        ("本月", "2026-11"),
        ("last", "2026-10"),
        ("上个月", "2026-10"),
        ("2026-02-28", "2026-02"),
        ("昨天", "2026-11"),
    ],
)
def test_a_month_is_read_as_people_write_it(text: str, label: str) -> None:
    assert month_label(parse_month(text, SUNDAY)) == label


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", EMPTY),
        ("soon", NOT_A_MONTH),
        ("11", NOT_A_MONTH),
        ("202611", NOT_A_MONTH),
        ("2026-13", NO_SUCH_MONTH),
        ("2026-00", NO_SUCH_MONTH),
        ("13月", NO_SUCH_MONTH),
        ("1969-11", OUT_OF_RANGE),
        ("2026-02-30", NO_SUCH_DAY),
    ],
)
def test_a_month_that_cannot_be_read_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_month(text, SUNDAY)
    assert refused.value.reason == reason


@given(st.integers(0, LAST_MONTH))
def test_a_month_reads_back_from_its_label(month: int) -> None:
    assert parse_month(month_label(month), 0) == month


@given(st.text(max_size=30) | st.text("0123456789-wW年第周月 ", max_size=14), days)
def test_any_text_is_a_week_and_a_month_or_unreadable(text: str, day: int) -> None:
    for parse in (parse_week, parse_month):
        with suppress(Unreadable):
            assert parse(text, day) >= 0
