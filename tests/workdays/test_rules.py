"""Work days: what the notices name, the week for the rest, and nothing about an unknown year.

- 2024 to 2026 ship and agree with another table of the same notices
- a year without a notice is said, wherever it is touched
- a festival is found by the name people use, and its days off are one run
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.days.calendar import date_of, day_of, weekday_of
from streetchief.workdays.files import shipped_calendar
from streetchief.workdays.rules import (
    NamedDay,
    NoSuchFestival,
    UnknownYear,
    WorkCalendar,
    extended,
    festival_span,
    festivals_of,
    is_workday,
    work_calendar,
)

FIRST, LAST = day_of(date(2024, 1, 1)), day_of(date(2026, 12, 31))


def day(text: str) -> int:
    return day_of(date.fromisoformat(text))


def off(*texts: str, festival: str = "元旦") -> list[NamedDay]:
    return [NamedDay(day=day(text), workday=False, festival=festival) for text in texts]


def work(*texts: str, festival: str = "元旦") -> list[NamedDay]:
    return [NamedDay(day=day(text), workday=True, festival=festival) for text in texts]


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        pytest.param("2026-02-13", True, id="the Friday before 春节"),
        pytest.param("2026-02-14", True, id="a Saturday worked for it"),
        pytest.param("2026-02-15", False, id="its first day off"),
        pytest.param("2026-02-23", False, id="its last day off, a Monday"),
        pytest.param("2026-02-24", True, id="the Tuesday after"),
        pytest.param("2026-02-28", True, id="the Saturday worked after it"),
        pytest.param("2026-03-01", False, id="a plain Sunday"),
        pytest.param("2026-11-20", True, id="a plain Friday"),
        pytest.param("2026-11-21", False, id="a plain Saturday"),
        pytest.param("2024-01-01", False, id="the first day known"),
        pytest.param("2026-12-31", True, id="the last day known"),
    ],
)
def test_a_day_is_what_its_notice_says_else_what_its_weekday_says(on: str, answer: bool) -> None:
    assert is_workday(shipped_calendar(), day(on)) is answer


@pytest.mark.parametrize(("on", "year"), [("2023-12-31", 2023), ("2027-01-01", 2027)])
def test_an_unknown_year_is_said(on: str, year: int) -> None:
    shipped = shipped_calendar()
    with pytest.raises(UnknownYear) as told:
        is_workday(shipped, day(on))
    assert told.value.year == year
    with pytest.raises(UnknownYear):
        festival_span(shipped, "春节", year)
    with pytest.raises(UnknownYear):
        festivals_of(shipped, year)


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        pytest.param("春节", 2024, "2024-02-10", "2024-02-17", id="春节 2024"),
        pytest.param("春节", 2025, "2025-01-28", "2025-02-04", id="春节 2025"),
        pytest.param("春节", 2026, "2026-02-15", "2026-02-23", id="春节 2026"),
        pytest.param("国庆", 2026, "2026-10-01", "2026-10-07", id="without 节"),
        pytest.param(" 清明节 ", 2025, "2025-04-04", "2025-04-06", id="with blanks"),
        pytest.param("中秋节", 2025, "2025-10-01", "2025-10-08", id="shared with 国庆节"),
        pytest.param("国庆", 2025, "2025-10-01", "2025-10-08", id="shared with 中秋节"),
        pytest.param("国庆节、中秋节", 2025, "2025-10-01", "2025-10-08", id="both names"),
        pytest.param("元旦", 2024, "2024-01-01", "2024-01-01", id="a single day"),
    ],
)
def test_a_festival_has_one_run_of_days_off(name: str, year: int, first: str, last: str) -> None:
    assert festival_span(shipped_calendar(), name, year) == (day(first), day(last))


@pytest.mark.parametrize("name", ["圣诞节", "", "节", "国", "、"])
def test_a_name_nobody_knows_is_answered_with_those_there_are(name: str) -> None:
    with pytest.raises(NoSuchFestival) as told:
        festival_span(shipped_calendar(), name, 2026)
    assert told.value.known == (
        "元旦",
        "春节",
        "清明节",
        "劳动节",
        "端午节",
        "中秋节",
        "国庆节",
    )


def test_every_day_of_a_festival_that_ships_is_off_and_its_make_up_days_are_not() -> None:
    shipped = shipped_calendar()
    for year in sorted(shipped.years):
        for festival in festivals_of(shipped, year):
            span = range(festival.first, festival.last + 1)
            assert not any(is_workday(shipped, off) for off in span)
            assert festival.days == len(span)
            assert all(is_workday(shipped, made_up) for made_up in festival.workdays)
            assert all(weekday_of(made_up) >= 5 for made_up in festival.workdays)
    named = {d for d, row in shipped.named.items() if row.workday}
    assert named == {d for y in shipped.years for f in festivals_of(shipped, y) for d in f.workdays}


def test_days_off_over_new_year_belong_to_the_year_they_end_in() -> None:
    calendar = work_calendar(
        [*off("2022-01-01", "2022-01-02", "2022-01-03", "2022-12-31", "2023-01-01", "2023-01-02")],
        [2022, 2023],
    )
    assert festival_span(calendar, "元旦", 2022) == (day("2022-01-01"), day("2022-01-03"))
    assert festival_span(calendar, "元旦", 2023) == (day("2022-12-31"), day("2023-01-02"))


def test_make_up_days_go_to_the_nearest_run_of_their_name() -> None:
    calendar = work_calendar(
        [*off("2022-01-03"), *work("2022-01-08"), *off("2023-01-02"), *work("2022-12-24")],
        [2022, 2023],
    )
    assert festivals_of(calendar, 2022)[0].workdays == (day("2022-01-08"),)
    assert festivals_of(calendar, 2023)[0].workdays == (day("2022-12-24"),)


def test_of_two_runs_the_longer_is_meant() -> None:
    rows = off("2024-02-03", "2024-02-10", "2024-02-11", "2024-02-20", festival="春节")
    calendar = work_calendar(rows, [2024])
    assert festival_span(calendar, "春节", 2024) == (day("2024-02-10"), day("2024-02-11"))


# Building and extending


@pytest.mark.parametrize(
    ("rows", "years"),
    [
        pytest.param([], [2027], id="nothing at all"),
        pytest.param([], [], id="no year"),
        pytest.param(off("2026-12-31"), [2027], id="only the December before"),
        pytest.param(work("2027-01-09"), [2027], id="only a make-up day"),
        pytest.param(off("2026-01-01"), [2026, 2027], id="one of two years"),
    ],
)
def test_a_year_without_days_off_is_not_a_calendar(rows: list[NamedDay], years: list[int]) -> None:
    with pytest.raises(ValueError, match="not announced"):
        work_calendar(rows, years)


def test_the_next_year_comes_on_top() -> None:
    more = work_calendar([*off("2026-12-31", "2027-01-01"), *work("2026-12-26")], [2027])
    both = extended(shipped_calendar(), more)
    assert both.years == {2024, 2025, 2026, 2027}
    assert not is_workday(both, day("2026-12-31"))
    assert is_workday(both, day("2026-12-26"))
    assert is_workday(both, day("2026-02-14")), "the rest of 2026 stays"
    assert festival_span(both, "元旦", 2027) == (day("2026-12-31"), day("2027-01-01"))
    assert is_workday(shipped_calendar(), day("2026-12-31")), "the old one is as it was"


def test_a_year_given_again_replaces_the_old_one_throughout() -> None:
    again = extended(shipped_calendar(), work_calendar(off("2026-01-01"), [2026]))
    assert [f.name for f in festivals_of(again, 2026)] == ["元旦"]
    assert not is_workday(again, day("2026-02-14")), "a Saturday again"
    assert len(festivals_of(again, 2025)) == 6


days = st.integers(FIRST, LAST)


@given(st.lists(st.tuples(days, st.booleans()), min_size=1))
def test_the_last_word_on_a_day_holds(said: list[tuple[int, bool]]) -> None:
    rows = [NamedDay(day=d, workday=worked) for d, worked in said]
    last = dict(said)
    calendar = WorkCalendar(
        named={row.day: row for row in rows}, years=frozenset({2024, 2025, 2026})
    )
    for d, worked in last.items():
        assert is_workday(calendar, d) is worked
    if {date_of(d).year for d, worked in last.items() if not worked} == {2024, 2025, 2026}:
        assert work_calendar(rows, [2024, 2025, 2026]) == calendar
