"""What people type for a moment or a day is understood as a whole, or refused with a reason.

- every form of the grammar, said on Sunday 22 November 2026 at 10:00
- forms that turn on the day they are said, and on its sense: past, plan, due; days of a sheet
- what has two meanings is refused; so is everything with something before, behind or hidden in it
- a moment reads back from its label; no text whatever raises anything but NotADate
- the echo says the weekday and the week
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.days.calendar import (
    DAY,
    LAST_DAY,
    at_label,
    day_label,
    latest_weekday,
    week_of,
    weekday_of,
)
from streetchief.days.clock import REACH, Sense
from streetchief.days.spoken import (
    NotADate,
    When,
    describe_at,
    describe_day,
    read_day,
    read_moment,
    read_when,
)
from streetchief.days.unreadable import (
    AMBIGUOUS,
    EMPTY,
    HIDDEN,
    NEEDS_DAY,
    NEEDS_HOUR,
    NEEDS_MINUTES,
    NEEDS_MONTH,
    NEEDS_WEEKDAY,
    NEEDS_YEAR,
    NO_SUCH_DAY,
    NO_SUCH_MONTH,
    NO_SUCH_TIME,
    NO_ZONE,
    NOT_AMONG,
    ONLY_A_DAY,
    OUT_OF_RANGE,
    SHORT_YEAR,
    TOO_LONG,
    UNCLEAR_NEXT,
    UNREADABLE,
    WRONG_PART,
    WRONG_WEEKDAY,
)
from tests.moments import at_of


def local(label: str) -> int:
    return at_of(datetime.fromisoformat(label))


def read(text: str, now: str = "2026-11-22T10:00:30") -> str:
    """Give what was read of something done, as a label."""
    return told(read_when(text, now=local(now)))


def told(said: When) -> str:
    """Write what was read as a label: a day alone, or with a part, when no time was said."""
    if said.has_time:
        assert said.part is None
        return at_label(said.at)
    return day_label(said.day) + (f" {said.part}" if said.part else "")


def refusal(text: str, now: str = "2026-11-22T10:00:30") -> str:
    with pytest.raises(NotADate) as refused:
        read_when(text, now=local(now))
    assert refused.value.text == text
    assert str(refused.value) == refused.value.reason
    return refused.value.reason


def outcome(text: str, now: int) -> When | NotADate:
    try:
        return read_when(text, now=now, utc_to_local=shanghai)
    except NotADate as refused:
        return refused


def shanghai(utc: int) -> int:
    return utc + 8 * 3600


IN_DIGITS = {
    "2026-11-22": "2026-11-22",
    "2026-1-5": "2026-01-05",
    "1970-01-01": "1970-01-01",
    "9999-12-31": "9999-12-31",
    "2028-02-29": "2028-02-29",
    "2026/11/22": "2026-11-22",
    "2026.11.22": "2026-11-22",
    "20261122": "2026-11-22",
    "2026-11-22 09:30": "2026-11-22T09:30",
    "2026-11-22 09:30:15": "2026-11-22T09:30:15",
    "2026-11-22T09:30": "2026-11-22T09:30",
    "2026-11-22T09:30:15": "2026-11-22T09:30:15",
    "2026-11-22t9:30": "2026-11-22T09:30",
    "2026-11-22T09:30:15.999": "2026-11-22T09:30:15",
    "20261122T0930": "2026-11-22T09:30",
    "20261122T093015": "2026-11-22T09:30:15",
    "20261122 9:30": "2026-11-22T09:30",
    "2026/11/22 9:30": "2026-11-22T09:30",
    "2026-11-22, 9:30": "2026-11-22T09:30",
    "2026-11-22 2:30pm": "2026-11-22T14:30",
    "2026-11-22 00:00": "2026-11-22T00:00",
    "2026-11-22 24:00": "2026-11-23T00:00",
    "2026-12-31T24:00": "2027-01-01T00:00",
    "  2026-11-22   09:30  ": "2026-11-22T09:30",
    "2026-11-22\t09:30\n": "2026-11-22T09:30",
    "２０２６－１１－２２　０９：３０": "2026-11-22T09:30",
    "9:30": "2026-11-22T09:30",
    "09:30:15": "2026-11-22T09:30:15",
    "23:59": "2026-11-22T23:59",
    "24:00": "2026-11-23T00:00",
    "0:00": "2026-11-22T00:00",
}

DAYS_IN_CHINESE = {
    "2026年11月22日": "2026-11-22",
    "2026 年 11 月 22 日": "2026-11-22",
    "2026年11月22号": "2026-11-22",
    "２０２６年１１月２２日": "2026-11-22",
    "二〇二六年十一月二十二日": "2026-11-22",
    "二零二六年一月三日": "2026-01-03",
    "今年3月5日": "2026-03-05",
    "去年11月22日": "2025-11-22",
    "前年12月31日": "2024-12-31",
    "明年1月1日": "2027-01-01",
    "11月22日": "2026-11-22",
    "11月22号": "2026-11-22",
    "11月22": "2026-11-22",
    "十一月二十二日": "2026-11-22",
    "22日": "2026-11-22",
    "22号": "2026-11-22",
    "二十二号": "2026-11-22",
    "1号": "2026-11-01",
    "23号": "2026-10-23",
    "31号": "2026-10-31",
    "本月3号": "2026-11-03",
    "这个月25号": "2026-11-25",
    "上月31日": "2026-10-31",
    "上个月3号": "2026-10-03",
    "下个月1号": "2026-12-01",
    "今天": "2026-11-22",
    "今日": "2026-11-22",
    "昨天": "2026-11-21",
    "昨日": "2026-11-21",
    "前天": "2026-11-20",
    "大前天": "2026-11-19",
    "明天": "2026-11-23",
    "后天": "2026-11-24",
    "大后天": "2026-11-25",
    "今早": "2026-11-22 am",
    "今晚": "2026-11-22 evening",
    "昨晚": "2026-11-21 evening",
    "昨天下午": "2026-11-21 pm",
    "前天凌晨": "2026-11-20 am",
    "周三傍晚": "2026-11-18 evening",
    "上午": "2026-11-22 am",
    "下午": "2026-11-22 pm",
    "晚上": "2026-11-22 evening",
    "上月底": "2026-10-31",
    "月底": "2026-10-31",
    "本月底": "2026-11-30",
    "去年年底": "2025-12-31",
    "今年底": "2026-12-31",
    "三天前": "2026-11-19",
    "3天前": "2026-11-19",
    "3天以前": "2026-11-19",
    "100天前": "2026-08-14",
    "两周前": "2026-11-08",
    "一个星期前": "2026-11-15",
    "11月22日(周日)": "2026-11-22",
    "11月22日（星期天）": "2026-11-22",
    "2026-11-22(周日)": "2026-11-22",
    "昨天周六": "2026-11-21",
}

MOMENTS_IN_CHINESE = {
    "2026年11月22日 14:30": "2026-11-22T14:30",
    "2026年11月22日14时30分": "2026-11-22T14:30",
    "11月22日 14:30": "2026-11-22T14:30",
    "11月22日14：30": "2026-11-22T14:30",
    "11月22日（周日）上午9点": "2026-11-22T09:00",
    "11月21号下午2点半": "2026-11-21T14:30",
    "11 月 21 号 下午 2 点 半": "2026-11-21T14:30",
    "11月22 下午3点": "2026-11-22T15:00",
    "2026-11-22 下午3点": "2026-11-22T15:00",
    "2026/11/21，晚上8:30": "2026-11-21T20:30",
    "20号 9:30": "2026-11-20T09:30",
    "今天 9点": "2026-11-22T09:00",
    "今天9:05": "2026-11-22T09:05",
    "今早8点": "2026-11-22T08:00",
    "今晚8点": "2026-11-22T20:00",
    "昨晚11点半": "2026-11-21T23:30",
    "昨晚12点": "2026-11-22T00:00",
    "昨晚12点半": "2026-11-22T00:30",
    "昨天下午3点半": "2026-11-21T15:30",
    "昨天的下午3点半": "2026-11-21T15:30",
    "昨天15:00": "2026-11-21T15:00",
    "昨天 3pm": "2026-11-21T15:00",
    "昨天中午": "2026-11-21 noon",
    "昨天正午": "2026-11-21T12:00",
    "前天24:00": "2026-11-21T00:00",
    "三天前下午3点": "2026-11-19T15:00",
    "上午9点10分": "2026-11-22T09:10",
    "上午9点10": "2026-11-22T09:10",
    "九点": "2026-11-22T09:00",
    "九点半": "2026-11-22T09:30",
    "九点整": "2026-11-22T09:00",
    "九点钟": "2026-11-22T09:00",
    "九点一刻": "2026-11-22T09:15",
    "九点三刻": "2026-11-22T09:45",
    "九点十分": "2026-11-22T09:10",
    "九点二十": "2026-11-22T09:20",
    "九点零五": "2026-11-22T09:05",
    "九点零五分": "2026-11-22T09:05",
    "9点05": "2026-11-22T09:05",
    "9点5分": "2026-11-22T09:05",
    "9时05分30秒": "2026-11-22T09:05:30",
    "两点": "2026-11-22T02:00",
    "十一点": "2026-11-22T11:00",
    "二十点": "2026-11-22T20:00",
    "二十三点五十九分": "2026-11-22T23:59",
    "零点": "2026-11-22T00:00",
    "24点": "2026-11-23T00:00",
    "早上7点": "2026-11-22T07:00",
    "上午11点59分": "2026-11-22T11:59",
    "凌晨1点": "2026-11-22T01:00",
    "凌晨12点": "2026-11-22T00:00",
    "凌晨0点30分": "2026-11-22T00:30",
    "中午": "2026-11-22 noon",
    "正午": "2026-11-22T12:00",
    "中午11点半": "2026-11-22T11:30",
    "中午12点": "2026-11-22T12:00",
    "中午12:30": "2026-11-22T12:30",
    "中午1点": "2026-11-22T13:00",
    "下午1点": "2026-11-22T13:00",
    "下午2点": "2026-11-22T14:00",
    "下午3点": "2026-11-22T15:00",
    "下午12点半": "2026-11-22T12:30",
    "下午15:00": "2026-11-22T15:00",
    "傍晚6点": "2026-11-22T18:00",
    "晚上8点": "2026-11-22T20:00",
    "晚上20:00": "2026-11-22T20:00",
    "晚上12点": "2026-11-23T00:00",
    "刚才": "2026-11-22T10:00",
    "刚刚": "2026-11-22T10:00",
    "现在": "2026-11-22T10:00",
    "半小时前": "2026-11-22T09:30",
    "半个小时之前": "2026-11-22T09:30",
    "2小时前": "2026-11-22T08:00",
    "两个小时前": "2026-11-22T08:00",
    "两个半小时前": "2026-11-22T07:30",
    "2小时半前": "2026-11-22T07:30",
    "1小时20分钟前": "2026-11-22T08:40",
    "十分钟前": "2026-11-22T09:50",
    "90分钟前": "2026-11-22T08:30",
    "一刻钟前": "2026-11-22T09:45",
    "12小时前": "2026-11-21T22:00",
}

IN_ENGLISH = {
    "today": "2026-11-22",
    "Today": "2026-11-22",
    "yesterday": "2026-11-21",
    "tomorrow": "2026-11-23",
    "the day before yesterday": "2026-11-20",
    "yesterday 9am": "2026-11-21T09:00",
    "yesterday at 9 AM": "2026-11-21T09:00",
    "9am yesterday": "2026-11-21T09:00",
    "9:30 on Friday": "2026-11-20T09:30",
    "today noon": "2026-11-22T12:00",
    "yesterday morning": "2026-11-21 am",
    "afternoon": "2026-11-22 pm",
    "noon": "2026-11-22T12:00",
    "2:30pm": "2026-11-22T14:30",
    "2:30 p.m.": "2026-11-22T14:30",
    "9am": "2026-11-22T09:00",
    "12am": "2026-11-22T00:00",
    "12:30am": "2026-11-22T00:30",
    "12pm": "2026-11-22T12:00",
    "11:59pm": "2026-11-22T23:59",
    "now": "2026-11-22T10:00",
    "just now": "2026-11-22T10:00",
    "2h ago": "2026-11-22T08:00",
    "2 hours ago": "2026-11-22T08:00",
    "an hour ago": "2026-11-22T09:00",
    "half an hour ago": "2026-11-22T09:30",
    "90 min ago": "2026-11-22T08:30",
    "1h 30m ago": "2026-11-22T08:30",
    "3 days ago": "2026-11-19",
    "a day ago": "2026-11-21",
    "2 weeks ago": "2026-11-08",
    "3 days ago 9:30": "2026-11-19T09:30",
    "Nov 22": "2026-11-22",
    "Nov 22 14:30": "2026-11-22T14:30",
    "Nov 22, 2026": "2026-11-22",
    "November 22nd, 2026 9am": "2026-11-22T09:00",
    "22 Nov 2026": "2026-11-22",
    "22 Nov 14:30": "2026-11-22T14:30",
    "22-Nov-2026": "2026-11-22",
    "1 sept 2026": "2026-09-01",
    "Sun 22 Nov 2026": "2026-11-22",
    "Sun 2026-11-22 09:30": "2026-11-22T09:30",
    "sunday": "2026-11-22",
    "sun": "2026-11-22",
    "last sunday": "2026-11-15",
    "last friday": "2026-11-20",
    "this friday": "2026-11-20",
    "friday 14:00": "2026-11-20T14:00",
    "friday at 2pm": "2026-11-20T14:00",
    "last friday 14:00": "2026-11-20T14:00",
}

ALL_FORMS = IN_DIGITS | DAYS_IN_CHINESE | MOMENTS_IN_CHINESE | IN_ENGLISH


@pytest.mark.parametrize(("text", "label"), IN_DIGITS.items())
def test_dates_in_digits_are_read(text: str, label: str) -> None:
    assert read(text) == label


@pytest.mark.parametrize(("text", "label"), DAYS_IN_CHINESE.items())
def test_days_in_chinese_are_read(text: str, label: str) -> None:
    assert read(text) == label


@pytest.mark.parametrize(("text", "label"), MOMENTS_IN_CHINESE.items())
def test_moments_in_chinese_are_read(text: str, label: str) -> None:
    assert read(text) == label


@pytest.mark.parametrize(("text", "label"), IN_ENGLISH.items())
def test_english_is_read_as_well(text: str, label: str) -> None:
    assert read(text) == label


# 2026-11-18 is a Wednesday, 2026-11-22 the Sunday and 2026-11-23 the Monday after it.
@pytest.mark.parametrize(
    ("now", "text", "label"),
    [
        ("2026-11-18T10:00", "周三", "2026-11-18"),
        ("2026-11-18T10:00", "星期三", "2026-11-18"),
        ("2026-11-18T10:00", "礼拜三", "2026-11-18"),
        ("2026-11-18T10:00", "周四", "2026-11-12"),
        ("2026-11-18T10:00", "周二", "2026-11-17"),
        ("2026-11-18T10:00", "周日", "2026-11-15"),
        ("2026-11-18T10:00", "周天", "2026-11-15"),
        ("2026-11-18T10:00", "星期天", "2026-11-15"),
        ("2026-11-18T10:00", "本周三", "2026-11-18"),
        ("2026-11-18T10:00", "这周三", "2026-11-18"),
        ("2026-11-18T10:00", "这个星期五", "2026-11-20"),
        ("2026-11-18T10:00", "本周日", "2026-11-22"),
        ("2026-11-18T10:00", "上周五", "2026-11-13"),
        ("2026-11-18T10:00", "上周三", "2026-11-11"),
        ("2026-11-18T10:00", "上周日", "2026-11-15"),
        ("2026-11-18T10:00", "上个星期三", "2026-11-11"),
        ("2026-11-18T10:00", "上上周一", "2026-11-02"),
        ("2026-11-18T10:00", "下周一", "2026-11-23"),
        ("2026-11-18T10:00", "下下周一", "2026-11-30"),
        ("2026-11-22T23:59", "周日", "2026-11-22"),
        ("2026-11-22T23:59", "上周日", "2026-11-15"),
        ("2026-11-22T23:59", "下周一", "2026-11-23"),
        ("2026-11-23T00:00", "周日", "2026-11-22"),
        ("2026-11-23T00:00", "上周日", "2026-11-22"),
        ("2026-11-23T00:00", "本周一", "2026-11-23"),
        ("2026-11-18T10:00", "周三 十点", "2026-11-18T10:00"),
        ("2026-11-18T10:00", "周三10点", "2026-11-18T10:00"),
        ("2026-11-18T10:00", "周三10:01", "2026-11-18T10:01"),
        ("2026-11-18T10:00", "周三9:59", "2026-11-18T09:59"),
        ("2026-11-18T10:00", "周三中午", "2026-11-18 noon"),
        ("2026-11-18T10:00", "周三24:00", "2026-11-19T00:00"),
        ("2026-11-18T10:00", "本周三下午2点", "2026-11-18T14:00"),
        ("2026-11-18T10:00", "上周五 9:30", "2026-11-13T09:30"),
        ("2026-11-18T10:00", "wednesday", "2026-11-18"),
        ("2026-11-18T10:00", "wed 10:00", "2026-11-18T10:00"),
        ("2026-11-18T10:00", "wed 10:01", "2026-11-18T10:01"),
        ("2026-11-18T10:00", "last wednesday", "2026-11-11"),
        ("2026-11-18T10:00", "last tuesday", "2026-11-17"),
        ("2026-11-18T10:00", "this sunday", "2026-11-22"),
    ],
)
def test_a_weekday_turns_on_the_moment_it_is_said(now: str, text: str, label: str) -> None:
    assert read(text, now) == label


@pytest.mark.parametrize(
    ("now", "text", "label"),
    [
        ("2027-01-01T00:30", "昨晚11点", "2026-12-31T23:00"),
        ("2027-01-01T00:30", "半小时前", "2027-01-01T00:00"),
        ("2027-01-01T00:30", "1小时前", "2026-12-31T23:30"),
        ("2027-01-01T00:30", "12月31日", "2026-12-31"),
        ("2027-01-01T00:30", "1月1日", "2027-01-01"),
        ("2027-01-01T00:30", "31号", "2026-12-31"),
        ("2027-01-01T00:30", "1号", "2027-01-01"),
        ("2027-01-01T00:30", "上月31日", "2026-12-31"),
        ("2027-01-01T00:30", "周四", "2026-12-31"),
        ("2026-11-22T10:00", "11月22日 14:30", "2026-11-22T14:30"),
        ("2026-11-22T10:00", "22日 14:30", "2026-11-22T14:30"),
        ("2024-02-29T10:00", "2月29日", "2024-02-29"),
        ("2024-03-01T10:00", "2月29日", "2024-02-29"),
        ("2024-03-01T10:00", "昨天", "2024-02-29"),
        ("2026-03-01T10:00", "昨天", "2026-02-28"),
        ("2026-03-31T10:00", "30号", "2026-03-30"),
    ],
)
def test_a_day_without_its_year_lies_at_or_before_today(now: str, text: str, label: str) -> None:
    assert read(text, now) == label


@pytest.mark.parametrize(
    ("now", "text", "reason"),
    [
        ("2025-02-28T10:00", "2月29日", NEEDS_YEAR),
        ("2026-11-22T10:00", "11月23日", NEEDS_YEAR),
        ("2026-11-22T10:00", "Nov 23", NEEDS_YEAR),
        ("2026-11-22T10:00", "12月31日", NEEDS_YEAR),
        ("2026-11-22T10:00", "年底", NEEDS_YEAR),
        ("2026-11-22T10:00", "1月1日", NEEDS_YEAR),
        ("2026-11-22T10:00", "Feb 29", NEEDS_YEAR),
        ("2028-02-28T10:00", "2月29日", NEEDS_YEAR),
        ("2026-12-05T10:00", "31号", NEEDS_MONTH),
        ("2026-03-05T10:00", "30号", NEEDS_MONTH),
        ("2026-12-05T10:00", "上月31日", NO_SUCH_DAY),
        ("1970-01-01T10:00", "前天", OUT_OF_RANGE),
        ("1970-01-01T10:00", "11月22日", NEEDS_YEAR),
        ("1970-01-01T10:00", "22日", NEEDS_MONTH),
        ("1970-01-01T10:00", "上上月3日", NO_SUCH_DAY),
        ("1970-01-01T10:00", "999 hours ago", OUT_OF_RANGE),
        ("9999-12-31T10:00", "明天", OUT_OF_RANGE),
        ("9999-12-31T10:00", "24:00", OUT_OF_RANGE),
        ("9999-12-31T10:00", "下月1日", NO_SUCH_DAY),
        ("9999-12-31T10:00", "明年1月1日", OUT_OF_RANGE),
    ],
)
def test_a_day_that_is_too_far_off_needs_more_words(now: str, text: str, reason: str) -> None:
    assert refusal(text, now) == reason


REFUSED = {
    "": EMPTY,
    "   ": EMPTY,
    "\u3000": EMPTY,
    "soon": UNREADABLE,
    "很快": UNREADABLE,
    "初三": UNREADABLE,
    "1e9": UNREADABLE,
    "1795305600": UNREADABLE,
    "46348": UNREADABLE,
    "9": UNREADABLE,
    "930": UNREADABLE,
    "9.30": AMBIGUOUS,
    "57982134": UNREADABLE,
    "9" * 64: UNREADABLE,
    "9" * 65: TOO_LONG,
    "9" * 100_000: TOO_LONG,
    "\ufdfa" * 10: TOO_LONG,
    "11/12/26": AMBIGUOUS,
    "03/04/2026": AMBIGUOUS,
    "22/11/2026": AMBIGUOUS,
    "11-12-26": AMBIGUOUS,
    "26-11-22": AMBIGUOUS,
    "11/22": AMBIGUOUS,
    "11.22": AMBIGUOUS,
    "03/04/2026 9:30": AMBIGUOUS,
    "03/04/2026 下午3点": AMBIGUOUS,
    "next friday": UNCLEAR_NEXT,
    "next friday 9am": UNCLEAR_NEXT,
    "26年11月22日": SHORT_YEAR,
    "026年11月22日": SHORT_YEAR,
    "2026-11": NEEDS_DAY,
    "2026年11月": NEEDS_DAY,
    "11月": NEEDS_DAY,
    "上周": NEEDS_WEEKDAY,
    "本周末": NEEDS_WEEKDAY,
    "9点5": NEEDS_MINUTES,
    "九点五": NEEDS_MINUTES,
    "2026-02-29": NO_SUCH_DAY,
    "2月30日": NO_SUCH_DAY,
    "2026年2月29日": NO_SUCH_DAY,
    "2026-11-31": NO_SUCH_DAY,
    "2026-11-00": NO_SUCH_DAY,
    "0号": NO_SUCH_DAY,
    "32号": NO_SUCH_DAY,
    "Feb 30": NO_SUCH_DAY,
    "30 Feb 2026": NO_SUCH_DAY,
    "20261131": NO_SUCH_DAY,
    "2026-13-01": NO_SUCH_MONTH,
    "2026-00-01": NO_SUCH_MONTH,
    "13月1日": NO_SUCH_MONTH,
    "25:00": NO_SUCH_TIME,
    "24:01": NO_SUCH_TIME,
    "13:75": NO_SUCH_TIME,
    "9:30:60": NO_SUCH_TIME,
    "25点": NO_SUCH_TIME,
    "24点10分": NO_SUCH_TIME,
    "九点六十分": NO_SUCH_TIME,
    "九点零十分": UNREADABLE,
    "九点零二十": UNREADABLE,
    "14:30pm": NO_SUCH_TIME,
    "0:30am": NO_SUCH_TIME,
    "13pm": NO_SUCH_TIME,
    "2026-11-22 25:00": NO_SUCH_TIME,
    "2026-11-22T24:00:01": NO_SUCH_TIME,
    "1969-12-31": OUT_OF_RANGE,
    "0000-01-01": OUT_OF_RANGE,
    "9999-12-31 24:00": OUT_OF_RANGE,
    "上午12点": WRONG_PART,
    "上午12:30": WRONG_PART,
    "上午14点": WRONG_PART,
    "下午0点": WRONG_PART,
    "晚上1点": WRONG_PART,
    "昨晚2点": WRONG_PART,
    "晚上0点": WRONG_PART,
    "中午9点": WRONG_PART,
    "凌晨8点": WRONG_PART,
    "傍晚9点": WRONG_PART,
    "11月22日（周一）": WRONG_WEEKDAY,
    "2026-11-22周六 9:30": WRONG_WEEKDAY,
    "Mon 22 Nov 2026": WRONG_WEEKDAY,
    "2026-11-22T09:30Z": NO_ZONE,
    "2026-11-22\x00": HIDDEN,
    "2026-11-22\x1f09:30": HIDDEN,
    "2026-11-22\x1b[31m": HIDDEN,
    "2026-11-\n22": HIDDEN,
    "\ufeff2026-11-22": HIDDEN,
    "2026-\u200b11-22": HIDDEN,
    "\u202e2026-11-22": HIDDEN,
    "\ud800": HIDDEN,
    "\u0662\u0660\u0662\u0666-\u0661\u0661-\u0662\u0662": UNREADABLE,
    "2026-11-22 09:30-10:00": UNREADABLE,
    "9:30-10:30": UNREADABLE,
    "2026-11-22+08:00": UNREADABLE,
    "2026-11-22T": UNREADABLE,
    "2026-11/22": UNREADABLE,
    "2026-11-229:30": UNREADABLE,
    "2026-11-22 9": UNREADABLE,
    "2026-11-22 9:3": UNREADABLE,
    "2026-11-22 09:30 2026-11-23": UNREADABLE,
    "-2026-11-22": UNREADABLE,
    "+2026-11-22": UNREADABLE,
    "2026-W47": UNREADABLE,
    "11月22点": UNREADABLE,
    "11月2214:30": UNREADABLE,
    "昨天昨天": UNREADABLE,
    "昨天或今天": UNREADABLE,
    "周一至周五": UNREADABLE,
    "周3": UNREADABLE,
    "周八": UNREADABLE,
    "昨晚凌晨1点": UNREADABLE,
    "下午 2pm": UNREADABLE,
    "差5分9点": UNREADABLE,
    "半天前": UNREADABLE,
    "22日前": UNREADABLE,
    "11月22日以前": UNREADABLE,
    "下午3点前": UNREADABLE,
    "一个月前": UNREADABLE,
    "1000小时前": UNREADABLE,
    "前": UNREADABLE,
    "ago": UNREADABLE,
    "2 ago": UNREADABLE,
    "am ago": UNREADABLE,
    "aday ago": UNREADABLE,
    "1000 days ago": UNREADABLE,
    "midnight": UNREADABLE,
    "mondays": UNREADABLE,
    "todayish": UNREADABLE,
    "nov 2026": UNREADABLE,
    "22 foo 2026": UNREADABLE,
}


@pytest.mark.parametrize(
    ("text", "reason"), REFUSED.items(), ids=[ascii(text)[:40] for text in REFUSED]
)
def test_what_is_no_single_moment_is_refused_with_a_reason(text: str, reason: str) -> None:
    assert refusal(text) == reason


@pytest.mark.parametrize("text", ALL_FORMS)
def test_nothing_around_a_date_is_passed_over(text: str) -> None:
    for behind in ("x", " ok", "后", "前", "#", "'", "左右", "至今", " and"):
        refusal(text.strip() + behind)
    for before in ("x", "about ", "约", "#", "-"):
        refusal(before + text.strip())


@pytest.mark.parametrize("text", [text for text in ALL_FORMS if "." not in text])
def test_a_digit_more_is_never_passed_over(text: str) -> None:
    for digit in "09":
        longer = outcome(text.strip() + digit, local("2026-11-22T10:00:30"))
        assert isinstance(longer, NotADate) or at_label(longer.at) != read(text)


def new_york(utc: int) -> int:
    zone = ZoneInfo("America/New_York")
    return at_of(datetime.fromtimestamp(utc, UTC).astimezone(zone).replace(tzinfo=None))


@pytest.mark.parametrize(
    ("text", "utc_to_local", "label"),
    [
        ("2026-11-22T01:30Z", shanghai, "2026-11-22T09:30"),
        ("2026-11-22T01:30:00.000Z", shanghai, "2026-11-22T09:30"),
        ("2026-11-22 01:30Z", shanghai, "2026-11-22T09:30"),
        ("2026-11-22T16:00Z", shanghai, "2026-11-23T00:00"),
        ("2026-11-22T15:59:59z", shanghai, "2026-11-22T23:59:59"),
        ("2026-11-22T09:30+08:00", shanghai, "2026-11-22T09:30"),
        ("2026-11-22 09:30 +0800", shanghai, "2026-11-22T09:30"),
        ("2026-11-22T09:30+08", shanghai, "2026-11-22T09:30"),
        ("20261122T093015+0800", shanghai, "2026-11-22T09:30:15"),
        ("2026-11-22T09:30+05:30", shanghai, "2026-11-22T12:00"),
        ("2026-11-22T09:30-05:00", shanghai, "2026-11-22T22:30"),
        ("2026-11-22T09:30+14:00", shanghai, "2026-11-22T03:30"),
        ("1970-01-01T00:00+08:00", shanghai, "1970-01-01T00:00"),
        ("2026-07-01T12:00Z", new_york, "2026-07-01T08:00"),
        ("2026-12-01T12:00Z", new_york, "2026-12-01T07:00"),
        ("2026-11-22T09:30", new_york, "2026-11-22T09:30"),
    ],
)
def test_a_moment_with_a_zone_is_turned_to_the_ledgers_clock(
    text: str, utc_to_local: Callable[[int], int], label: str
) -> None:
    said = read_when(text, now=0, utc_to_local=utc_to_local)
    assert said.has_time
    assert at_label(said.at) == label


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-11-22T09:30+15:00", NO_SUCH_TIME),
        ("2026-11-22T09:30+14:01", NO_SUCH_TIME),
        ("2026-11-22T09:30+08:60", NO_SUCH_TIME),
        ("2026-11-22T09:30+8", UNREADABLE),
        ("20261122T0930+080", UNREADABLE),
        ("2026-11-22T25:00Z", NO_SUCH_TIME),
        ("2026-11-22 09:30-05:00", UNREADABLE),
        ("1970-01-01T00:00+09:00", OUT_OF_RANGE),
        ("9999-12-31T23:00Z", OUT_OF_RANGE),
    ],
)
def test_a_zone_that_no_place_has_is_refused(text: str, reason: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_when(text, now=0, utc_to_local=shanghai)
    assert refused.value.reason == reason


@pytest.mark.parametrize("error", [OverflowError, OSError, ValueError])
def test_a_zone_that_cannot_tell_the_time_is_no_crash(error: type[Exception]) -> None:
    def lost(utc: int) -> int:
        raise error(utc)

    with pytest.raises(NotADate, match="1970"):
        read_when("2026-11-22T09:30Z", now=0, utc_to_local=lost)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2026-11-22", "2026-11-22"),
        ("2026/1/5", "2026-01-05"),
        ("2017-01-01 00:00:00", "2017-01-01"),
        ("2017-01-01T00:00", "2017-01-01"),
        ("2017/1/1 0:00", "2017-01-01"),
        ("2017年1月1日 0:00", "2017-01-01"),
        ("明天", "2026-11-23"),
        ("下周一", "2026-11-23"),
        ("2027-05-01", "2027-05-01"),
        ("昨晚", "2026-11-21"),
        ("三天前", "2026-11-19"),
        ("周三", "2026-11-18"),
        ("last friday", "2026-11-20"),
        ("today", "2026-11-22"),
    ],
)
def test_a_day_may_lie_ahead_and_a_spreadsheets_midnight_is_no_time(text: str, label: str) -> None:
    assert day_label(read_day(text, now=local("2026-11-22T10:00"))) == label


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-11-22 09:30", ONLY_A_DAY),
        ("2026-11-22 00:01", ONLY_A_DAY),
        ("2026-11-22 24:00", ONLY_A_DAY),
        ("0:00", ONLY_A_DAY),
        ("昨天下午3点", ONLY_A_DAY),
        ("现在", ONLY_A_DAY),
        ("2小时前", ONLY_A_DAY),
        ("2026-11-22T09:30Z", NO_ZONE),
        ("2026-02-29", NO_SUCH_DAY),
        ("2026", UNREADABLE),
        ("", EMPTY),
    ],
)
def test_where_a_day_is_wanted_a_time_is_refused(text: str, reason: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_day(text, now=local("2026-11-22T10:00"))
    assert refused.value.reason == reason
    assert refused.value.text == text


@pytest.mark.parametrize(
    ("label", "chinese", "english"),
    [
        (
            "2026-11-22T09:30",
            "2026-11-22（周日）09:30，2026年第47周",
            "Sun 2026-11-22 09:30, week 2026-W47",
        ),
        (
            "2026-11-23T00:00",
            "2026-11-23（周一）00:00，2026年第48周",
            "Mon 2026-11-23 00:00, week 2026-W48",
        ),
        (
            "2027-01-01T23:59:59",
            "2027-01-01（周五）23:59:59，2026年第53周",
            "Fri 2027-01-01 23:59:59, week 2026-W53",
        ),
        (
            "2026-02-11T08:00",
            "2026-02-11（周三）08:00，2026年第7周",
            "Wed 2026-02-11 08:00, week 2026-W07",
        ),
    ],
)
def test_the_echo_says_the_weekday_and_the_week(label: str, chinese: str, english: str) -> None:
    assert describe_at(local(label), "zh") == chinese
    assert describe_at(local(label), "en") == english


def test_the_echo_of_a_day_has_no_time() -> None:
    day = local("2026-11-22T00:00") // DAY
    assert describe_day(day, "zh") == "2026-11-22（周日，2026年第47周）"
    assert describe_day(day, "en") == "Sun 2026-11-22 (week 2026-W47)"


moments = st.integers(0, (LAST_DAY + 1) * DAY - 1)
recent = st.integers(local("1990-01-01"), local("2100-01-01"))


@given(moments, moments)
def test_a_moment_reads_back_from_its_label(at: int, now: int) -> None:
    assert read_when(at_label(at), now=now) == When(day=at // DAY, seconds=at % DAY)
    assert read_when(at_label(at).replace("T", " "), now=now).at == at


@given(st.integers(0, LAST_DAY), moments)
def test_a_day_reads_back_from_its_label(day: int, now: int) -> None:
    assert read_day(day_label(day), now=now) == day
    assert read_when(day_label(day), now=now) == When(day=day)
    year, month, number = day_label(day).split("-")
    for text in (f"{year}年{int(month)}月{int(number)}日", f"{year}/{int(month)}/{int(number)}"):
        assert read_day(text, now=now) == day


@given(recent)
def test_the_echoes_first_part_reads_back(at: int) -> None:
    assert read_when(describe_at(at, "zh").split("，")[0], now=0).at == at
    assert read_when(describe_at(at, "en").split(",")[0], now=0).at == at


@given(
    recent,
    st.sampled_from(["周", "星期", "礼拜"]),
    st.sampled_from("一二三四五六日天"),
    st.none() | st.integers(0, 24 * 60),
)
def test_a_bare_weekday_never_lies_ahead(
    now: int, word: str, weekday: str, minutes: int | None
) -> None:
    clock = "" if minutes is None else f" {minutes // 60}:{minutes % 60:02d}"
    said = read_when(f"{word}{weekday}", now=now)
    assert said.day <= now // DAY < said.day + 7
    # A time that is still to come does not move it: 周三 typed on a Wednesday is today.
    assert read_when(f"{word}{weekday}{clock}", now=now).at // DAY - said.day in (
        0,
        minutes == 1440,
    )


@given(recent, st.sampled_from(["mon", "tuesday", "wed", "thursday", "fri", "sat", "sunday"]))
def test_an_english_weekday_never_lies_ahead(now: int, word: str) -> None:
    weekday = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].index(word[:3])
    assert read_day(word, now=now) == latest_weekday(now // DAY, weekday)
    assert read_day(f"last {word}", now=now) == latest_weekday(now // DAY - 1, weekday)


@given(recent, st.integers(0, 6), st.sampled_from(["上上", "上", "本", "下"]))
def test_a_weekday_with_its_week_lies_in_that_week(now: int, weekday: int, step: str) -> None:
    day = read_day(f"{step}周{'一二三四五六日'[weekday]}", now=now)
    away = {"上上": -2, "上": -1, "本": 0, "下": 1}[step]
    assert weekday_of(day) == weekday
    assert week_of(day) == week_of(now // DAY) + away


@given(recent, st.integers(0, 400))
def test_a_day_without_its_year_is_never_after_today(now: int, days_back: int) -> None:
    _, month, number = day_label(now // DAY - days_back).split("-")
    said = outcome(f"{int(month)}月{int(number)}日", now)
    if isinstance(said, NotADate):
        assert (days_back > REACH, said.reason) == (True, NEEDS_YEAR)
    else:
        assert now // DAY - REACH <= said.day <= now // DAY
        assert day_label(said.day)[5:] == f"{month}-{number}"


# Wednesday 18 November 2026. What has its year, its week or "ago" is the same in every sense.
SENSES = {
    # text: (past, plan, due)
    "周三": ("2026-11-18", "2026-11-18", "2026-11-18"),
    "周四": ("2026-11-12", "2026-11-19", "2026-11-19"),
    "周二": ("2026-11-17", "2026-11-17", "2026-11-24"),
    "周日": ("2026-11-15", "2026-11-15", "2026-11-22"),
    "friday": ("2026-11-13", "2026-11-20", "2026-11-20"),
    "本周三": ("2026-11-18",) * 3,
    "本周五": ("2026-11-20",) * 3,
    "上周三": ("2026-11-11",) * 3,
    "last tuesday": ("2026-11-17",) * 3,
    "18号": ("2026-11-18",) * 3,
    "17号": ("2026-11-17", "2026-11-17", "2026-12-17"),
    "20号": ("2026-10-20", "2026-11-20", "2026-11-20"),
    "3号": ("2026-11-03", "2026-12-03", "2026-12-03"),  # as near before as after: the one to come
    "1号": ("2026-11-01", "2026-12-01", "2026-12-01"),
    "31号": ("2026-10-31", "2026-10-31", "2026-12-31"),
    "11月18日": ("2026-11-18",) * 3,
    "11月17日": ("2026-11-17", "2026-11-17", "2027-11-17"),
    "11月19日": (NEEDS_YEAR, "2026-11-19", "2026-11-19"),
    "8月18日": ("2026-08-18", "2026-08-18", "2027-08-18"),
    "8月17日": (NEEDS_YEAR, NEEDS_YEAR, "2027-08-17"),
    "2月18日": (NEEDS_YEAR, "2027-02-18", "2027-02-18"),
    "2月19日": (NEEDS_YEAR, NEEDS_YEAR, "2027-02-19"),
    "2月29日": (NEEDS_YEAR, NEEDS_YEAR, "2028-02-29"),
    "Jan 5": (NEEDS_YEAR, "2027-01-05", "2027-01-05"),
    "年底": (NEEDS_YEAR, "2026-12-31", "2026-12-31"),
    "月底": ("2026-10-31", "2026-11-30", "2026-11-30"),
    "下月底": ("2026-12-31",) * 3,
    "明年底": ("2027-12-31",) * 3,
    "2026-08-01": ("2026-08-01",) * 3,
    "三天前": ("2026-11-15",) * 3,
    "明天": ("2026-11-19",) * 3,
}


@pytest.mark.parametrize(
    ("text", "sense", "label"),
    [
        pytest.param(text, sense, label, id=f"{text} {sense}")
        for text, labels in SENSES.items()
        for sense, label in zip(("past", "plan", "due"), labels, strict=True)
    ],
)
def test_which_day_is_meant_turns_on_the_sense(text: str, sense: Sense, label: str) -> None:
    now = local("2026-11-18T10:00")
    try:
        said = day_label(read_day(text, now=now, sense=sense))
    except NotADate as refused:
        said = refused.reason
    assert said == label


def test_a_due_day_without_its_year_is_in_december_when_said_in_june() -> None:
    day = read_day("年底", now=local("2026-06-10T10:00"), sense="due")
    assert day_label(day) == "2026-12-31"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("周三", "2026-11-18"),
        ("周日", "2026-11-22"),
        ("mon", "2026-11-16"),
        ("11月18日", "2026-11-18"),
        ("18号", "2026-11-18"),
        ("11-18", "2026-11-18"),
        ("11/18", "2026-11-18"),
        ("11.18 9:30", "2026-11-18T09:30"),
        ("2026-11-18", "2026-11-18"),
        ("11-23", NOT_AMONG),
        ("25号", NOT_AMONG),
        ("2025-11-18", NOT_AMONG),
        ("11-18-26", AMBIGUOUS),
    ],
)
def test_the_days_of_a_sheet_tell_which_day_is_meant(text: str, label: str) -> None:
    """Read in January on a sheet of the week of 16 November."""
    week = range(local("2026-11-16") // DAY, local("2026-11-23") // DAY)
    try:
        said = told(read_when(text, now=local("2027-01-20T10:00"), among=week))
    except NotADate as refused:
        said = refused.reason
    assert said == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("昨天", "2026-11-21T00:00"),
        ("昨天下午", "2026-11-21T00:00"),
        ("今早", "2026-11-22T00:00"),
        ("昨天中午", "2026-11-21T12:00"),
        ("中午", "2026-11-22T12:00"),
    ],
)
def test_what_the_ledger_keeps_of_a_part_of_the_day(text: str, label: str) -> None:
    assert at_label(read_moment(text, now=local("2026-11-22T10:00")).at) == label


@pytest.mark.parametrize("text", ["下午", "晚上", "上午", "morning"])
def test_a_part_of_the_day_alone_needs_its_hour_where_it_cannot_be_kept(text: str) -> None:
    with pytest.raises(NotADate) as refused:
        read_moment(text, now=local("2026-11-22T10:00"))
    assert (refused.value.reason, refused.value.text) == (NEEDS_HOUR, text)


PIECES = [
    "2026",
    "11",
    "22",
    "9",
    "30",
    ":",
    "-",
    "/",
    ".",
    "T",
    "z",
    "+",
    "年",
    "月",
    "日",
    "号",
    "点",
    "时",
    "分",
    "半",
    "刻",
    "秒",
    "周",
    "星期",
    "上",
    "下",
    "本",
    "这",
    "个",
    "一",
    "三",
    "十",
    "二",
    "两",
    "零",
    "天",
    "前",
    "昨",
    "今",
    "明",
    "晚",
    "早",
    "上午",
    "下午",
    "晚上",
    "中午",
    "凌晨",
    "小时",
    "分钟",
    "刚才",
    "(",
    ")",
    ",",
    "am",
    "pm",
    "nov",
    "fri",
    "last",
    "next",
    "ago",
    "h",
    "d",
    "today",
    "yesterday",
    "the",
]


@given(
    st.text(max_size=70)
    | st.lists(st.sampled_from([*PIECES, " "]), max_size=9).map("".join)
    | st.text("0123456789:-/年月日点 上下周一二三十", max_size=12),
    moments,
)
def test_any_text_is_a_moment_or_not_a_date(text: str, now: int) -> None:
    said = outcome(text, now)
    if isinstance(said, NotADate):
        assert said.text == text
        assert said.reason
    else:
        assert 0 <= said.at < (LAST_DAY + 1) * DAY
        assert said.has_time or said.part or said.at % DAY == 0
    with suppress(NotADate):
        assert 0 <= read_day(text, now=now) <= LAST_DAY


@pytest.mark.parametrize("text", ALL_FORMS)
def test_full_width_and_extra_blanks_change_nothing(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text.strip())
    assert read(wide.replace(" ", "　")) == read(text)
    assert read(f" {text.replace(' ', '   ')} ") == read(text)


def test_a_plain_date_meets_no_language() -> None:
    program = (
        "import sys\n"
        "from streetchief.days.spoken import read_when\n"
        "read_when('2026-11-22 09:30', now=0)\n"
        "print(*sorted(set(sys.modules) & {'unicodedata', 'dateutil',\n"
        "    'streetchief.days.chinese', 'streetchief.days.english'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "")


@pytest.mark.parametrize(
    ("today", "text", "day"),
    [
        pytest.param("2027-01-31", "一个月后", "2027-02-28", id="a short month ends it"),
        pytest.param("2028-01-31", "1个月后", "2028-02-29", id="a leap year"),
        pytest.param("2027-01-28", "1个月后", "2027-02-28", id="the day itself"),
        pytest.param("2026-08-31", "半年后", "2027-02-28", id="half a year"),
        pytest.param("2028-02-29", "一年后", "2029-02-28", id="a year after the 29th"),
        pytest.param("2026-12-31", "in 2 months", "2027-02-28", id="English"),
        pytest.param("2026-11-20", "3天后", "2026-11-23", id="days"),
        pytest.param("2026-11-20", "in 2 weeks", "2026-12-04", id="weeks"),
    ],
)
def test_months_and_years_are_counted_by_the_calendar(today: str, text: str, day: str) -> None:
    now = read_day(today, now=0) * DAY
    assert day_label(read_day(text, now=now, sense="plan")) == day


@pytest.mark.parametrize(
    "text",
    ["9999年后", "in 9999 years", "in 3 days ago", "5 days", "半天后", "半年前", "2 months ago"],
)
def test_what_is_no_span_of_days_is_refused(text: str) -> None:
    with pytest.raises(NotADate):
        read_day(text, now=20779 * DAY, sense="plan")
