"""The work-day calendar as files.

- what ships is the notices of 2024 to 2026, day by day
- next year's table comes from a CSV or a holiday-cn JSON file, and both say the same
- a year not announced yet is refused in words, and can never pass for a year without holidays
- a table that is damaged, cut short or for another year names what is wrong, row by row
"""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.days.calendar import date_of, day_of
from streetchief.errors import Refused, StorageFault
from streetchief.locale import text
from streetchief.workdays.files import (
    FIXED,
    HolidayTable,
    calendar_of,
    read_holidays,
    shipped_calendar,
    shipped_notices,
)
from streetchief.workdays.rules import festival_span, is_workday


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    before = text.language()
    text.use("en")
    yield
    text.use(before)


def document(year: int = 2026) -> dict[str, Any]:
    """The shipped year as holiday-cn writes it."""
    named = sorted(shipped_calendar().named.items())
    return {
        "year": year,
        "papers": [shipped_notices()[year]],
        "days": [
            {"name": row.festival, "date": date_of(day).isoformat(), "isOffDay": not row.workday}
            for day, row in named
            if date_of(day).year == year
        ],
    }


def as_json(value: object) -> BytesIO:
    return BytesIO(json.dumps(value, ensure_ascii=False, indent=4).encode())


def as_csv(value: dict[str, Any], header: str = "date,workday,festival") -> bytes:
    days = (f"{d['date']},{int(not d['isOffDay'])},{d['name']}" for d in value["days"])
    return "\n".join([header, *days]).encode()


def reasons(table: HolidayTable) -> list[tuple[int, str, str]]:
    assert table.years == (), "a table with a problem is for no year"
    return [(problem.row, problem.column, problem.reason) for problem in table.problems]


# What ships


def test_the_years_that_ship_name_their_notices() -> None:
    assert sorted(shipped_notices()) == [2024, 2025, 2026] == sorted(shipped_calendar().years)
    assert all(notice.startswith("https://www.gov.cn/") for notice in shipped_notices().values())


@pytest.mark.parametrize(
    ("year", "weekdays", "off", "made_up"),
    [(2024, 262, 19, 8), (2025, 261, 18, 5), (2026, 261, 19, 6)],
)
def test_a_year_has_as_many_work_days_as_was_announced(
    year: int, weekdays: int, off: int, made_up: int
) -> None:
    """Monday to Friday, less those off, and the make-up days; counted by hand on the notices."""
    days = range(day_of(date(year, 1, 1)), day_of(date(year + 1, 1, 1)))
    assert sum(is_workday(shipped_calendar(), day) for day in days) == weekdays - off + made_up


def test_the_days_off_fixed_by_law_are_off_in_every_year() -> None:
    for year in shipped_calendar().years:
        for month, number in FIXED:
            assert not is_workday(shipped_calendar(), day_of(date(year, month, number)))


# Reading


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_json_and_csv_say_what_ships(year: int) -> None:
    from_json = read_holidays(as_json(document(year)))
    from_csv = read_holidays(BytesIO(as_csv(document(year))))
    assert from_json.problems == from_csv.problems == ()
    assert from_json.years == from_csv.years == (year,)
    assert from_json.rows == from_csv.rows
    shipped = {d: r for d, r in shipped_calendar().named.items() if date_of(d).year == year}
    assert calendar_of(from_json).named == shipped


def test_several_years_in_one_table() -> None:
    both = {"days": document(2025)["days"] + document(2026)["days"]}
    table = read_holidays(BytesIO(as_csv(both)))
    assert table.years == (2025, 2026)
    assert festival_span(calendar_of(table), "春节", 2025)[0] == day_of(date(2025, 1, 28))


def test_a_december_belongs_to_the_notice_of_the_year_after() -> None:
    value = document(2026)
    value["days"].insert(0, {"name": "元旦", "date": "2025-12-31", "isOffDay": True})
    for table in (read_holidays(as_json(value)), read_holidays(BytesIO(as_csv(value)))):
        assert (table.years, table.problems) == ((2026,), ())
        assert festival_span(calendar_of(table), "元旦", 2026)[0] == day_of(date(2025, 12, 31))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(as_csv(document(), "日期,是否上班,节日"), id="Chinese header"),
        pytest.param(as_csv(document()).replace(b"2026-0", b"2026/"), id="as a spreadsheet saves"),
        pytest.param(
            as_csv(document()).decode().replace(",0,", ",休,").replace(",1,", ",班,").encode(),
            id="休 and 班",
        ),
        pytest.param(as_csv(document()).decode().encode("gb18030"), id="GB18030"),
        pytest.param(b"\xef\xbb\xbf" + as_csv(document()), id="byte order mark"),
        pytest.param(as_csv(document()) + b"\n" + as_csv(document())[22:], id="every row twice"),
    ],
)
def test_a_table_as_offices_save_it(content: bytes) -> None:
    table = read_holidays(BytesIO(content))
    assert (table.problems, table.years) == ((), (2026,))
    assert table.rows == read_holidays(as_json(document())).rows


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "2026.json"
    path.write_bytes(b"\xef\xbb\xbf" + as_json(document()).getvalue())
    assert read_holidays(path).years == (2026,)
    assert read_holidays(path, year=2026).problems == ()
    with pytest.raises(StorageFault):
        read_holidays(tmp_path / "2027.json")
    with pytest.raises(StorageFault):
        read_holidays(tmp_path)


# Not announced yet


NOT_ANNOUNCED = {
    "$id": "https://raw.githubusercontent.com/NateScarlet/holiday-cn/master/2027.json",
    "year": 2027,
    "papers": [],
    "days": [],
}
"""What holiday-cn holds for a year before its notice."""


@pytest.mark.parametrize(
    ("source", "year", "said"),
    [
        pytest.param(
            as_json(NOT_ANNOUNCED).getvalue(),
            None,
            "The file names no day: the days off of 2027 are not announced yet.",
            id="JSON",
        ),
        pytest.param(
            b"date,workday,festival\n",
            2027,
            "The file names no day: the days off of 2027 are not announced yet.",
            id="a header alone, the year named",
        ),
        pytest.param(
            b"date,workday,festival\n",
            None,
            "The file names no day: its year is not announced yet.",
            id="a header alone",
        ),
    ],
)
def test_a_year_not_announced_is_never_a_year_without_holidays(
    source: bytes, year: int | None, said: str
) -> None:
    table = read_holidays(BytesIO(source), year=year)
    assert reasons(table) == [(0, "", said)]
    with pytest.raises(ValueError, match="not announced"):
        calendar_of(table)


def test_it_is_said_in_chinese_as_well() -> None:
    text.use("zh")
    (problem,) = read_holidays(as_json(NOT_ANNOUNCED)).problems
    assert problem.reason == "文件没有列出任何日期：2027年放假安排尚未公布。"


def test_a_year_that_only_lends_its_december_is_not_covered() -> None:
    value = {"year": 2027, "days": [{"name": "元旦", "date": "2026-12-31", "isOffDay": True}]}
    assert len(reasons(read_holidays(as_json(value)))) == len(FIXED)


# What is wrong


def changed(**fields: Any) -> dict[str, Any]:
    return {**document(), **fields}


def with_day(number: int, **fields: Any) -> dict[str, Any]:
    value = document()
    value["days"][number - 1].update(fields)
    return value


@pytest.mark.parametrize(
    ("value", "found"),
    [
        pytest.param(
            changed(year="2026"),
            [(0, "year", "The file does not say which year it is for.")],
            id="the year as text",
        ),
        pytest.param(
            changed(year=True),
            [(0, "year", "The file does not say which year it is for.")],
            id="the year as true",
        ),
        pytest.param(
            changed(days=None), [(0, "days", "The file has no list of days.")], id="no list"
        ),
        pytest.param(
            changed(days=["2026-01-01"]), [(1, "days", "This entry is no day.")], id="no object"
        ),
        pytest.param(
            with_day(3, date="2026-02-30"),
            [(3, "date", "This is no date; write it like 2027-01-01.")],
            id="no such day",
        ),
        pytest.param(
            with_day(3, date=20260103),
            [(3, "date", "This is no date; write it like 2027-01-01.")],
            id="a number",
        ),
        pytest.param(
            with_day(3, isOffDay=1),
            [(3, "isOffDay", "It must be true or false.")],
            id="1 for true",
        ),
        pytest.param(
            with_day(3, name=None),
            [(3, "festival", "This is no name of a festival.")],
            id="no name",
        ),
        pytest.param(
            with_day(2, date="2026-01-04"),
            [(4, "date", "This day stands in the file both as a day off and as a work day.")],
            id="off and not off",
        ),
        pytest.param(
            with_day(1, date="2025-06-01"),
            [(0, "", "The file is for 2026, and names days of 2025.")],
            id="a day of another year",
        ),
        pytest.param(
            with_day(1, date="2027-01-01"),
            [(0, "", "The file is for 2026, and names days of 2027.")],
            id="a day of the year after",
        ),
        pytest.param(
            with_day(1, date="2027-12-31"),
            [(0, "", "The file is for 2026, and names days of 2027.")],
            id="a December of the year after",
        ),
        pytest.param(
            changed(days=document()["days"][:25]),
            [
                (0, "", f"{on} is not a day off in it, so this is not the whole year 2026.")
                for on in ("2026-10-01",)
            ],
            id="cut short",
        ),
        pytest.param(
            with_day(1, isOffDay=False),
            [(0, "", "2026-01-01 is not a day off in it, so this is not the whole year 2026.")],
            id="New Year worked",
        ),
    ],
)
def test_what_is_wrong_in_json_is_named(
    value: dict[str, Any], found: list[tuple[int, str, str]]
) -> None:
    assert reasons(read_holidays(as_json(value))) == found


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"{", id="cut off"),
        pytest.param(b'{"year": 2026, "days": [}', id="not JSON"),
        pytest.param(b'{"year": "\xff"}', id="not UTF-8"),
        pytest.param(b'{"days":' + b"[" * 200_000, id="nested without end"),
        pytest.param(b'{"year": ' + b"9" * 9000 + b"}", id="a number without end"),
    ],
)
def test_a_broken_json_file_is_one_problem(content: bytes) -> None:
    assert reasons(read_holidays(BytesIO(content))) == [
        (0, "", "This begins like JSON but cannot be read as JSON.")
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(
            as_csv(document()).replace(b"2026-01-02,0", b"2026-01-02,2"),
            [(3, "workday", "Write 0 for a day off, 1 for a make-up work day.")],
            id="neither 0 nor 1",
        ),
        pytest.param(
            as_csv(document()).replace(b"2026-01-02", b"01-02"),
            [(3, "date", "This is no date; write it like 2027-01-01.")],
            id="no year",
        ),
        pytest.param(
            as_csv(document()) + b"\n2026-01-01,1,x",
            [(41, "date", "This day stands in the file both as a day off and as a work day.")],
            id="off and not off",
        ),
        pytest.param(
            as_csv(document()).replace(b"festival", b"remark"),
            [(1, "festival", "This column is missing; it may also be called 节日, 名称, name.")],
            id="a column missing",
        ),
        pytest.param(
            as_csv(document()) + b'\n"2026-12-01,0',
            [(41, "", "A quotation mark opens in this row and never closes.")],
            id="an open quotation mark",
        ),
        pytest.param(
            b'date,workday,festival\n"2026-12-01,0',
            [
                (2, "", "A quotation mark opens in this row and never closes."),
            ],
            id="nothing but an open quotation mark",
        ),
        pytest.param(
            b"date,workday,festival\n" + b"x" * 1_000_000,
            [(0, "", "The file is too large to be a table of days off.")],
            id="too large",
        ),
    ],
)
def test_what_is_wrong_in_a_table_is_named(
    content: bytes, found: list[tuple[int, str, str]]
) -> None:
    assert reasons(read_holidays(BytesIO(content))) == found


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(Refused):
        read_holidays(BytesIO(b""))


@pytest.mark.parametrize(
    "content",
    [as_json(document()).getvalue(), as_csv(document())],
    ids=["JSON", "CSV"],
)
def test_a_table_for_another_year_is_said(content: bytes) -> None:
    table = read_holidays(BytesIO(content), year=2027)
    assert reasons(table) == [(0, "", "The file is for 2026, not for 2027.")]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "year": json_values | st.just(2027),
            "days": json_values
            | st.lists(
                st.fixed_dictionaries(
                    {
                        "date": json_values | st.just("2027-01-01"),
                        "name": json_values,
                        "isOffDay": json_values,
                    }
                ),
                max_size=3,
            ),
            "papers": json_values,
        },
    )
)
def test_whatever_json_says_comes_back_as_problems(value: dict[str, Any]) -> None:
    table = read_holidays(as_json(value))
    assert table.problems
    assert table.years == ()
