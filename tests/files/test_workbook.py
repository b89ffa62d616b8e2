"""Workbooks.

- every kind of cell becomes the text a CSV would hold, dates of both epochs
- what the values do not show is told: formulas nobody calculated, errors, merged cells
- the first visible sheet is the one read
- bombs, lies about sizes, far corners, locked and damaged files are refused before they are opened
- without the extra the reader is told how to get it
"""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streetchief.errors import Refused, StreetchiefError
from streetchief.files.problem import LIMITS, Limits
from streetchief.files.sheet import Sheet, read_rows
from streetchief.files.table import read_table
from streetchief.files.workbook import text_of
from streetchief.locale.text import language, use

xlsxwriter = pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    before = language()
    use("en")
    yield
    use(before)


def workbook(fill: Callable[[Any], None], **options: Any) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, options)
    fill(book)
    book.close()
    return target.getvalue()


def rows_of(*rows: tuple[Any, ...]) -> bytes:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)

    return workbook(fill)


def read(data: bytes, limits: Limits = LIMITS) -> Sheet:
    return read_rows(io.BytesIO(data), limits=limits)


@pytest.mark.parametrize("epoch", [False, True], ids=["epoch 1900", "epoch 1904"])
def test_cells_become_the_text_a_csv_would_hold(epoch: bool) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(
            0, 0, ["street", "day", "at", "clock", "length", "code", "half", "yes", "sum"]
        )
        sheet.write(1, 0, " 横街 ")
        for column, value, shown in (
            (1, datetime(2026, 11, 22), "yyyy-mm-dd"),
            (2, datetime(2026, 11, 22, 9, 30), "yyyy-mm-dd hh:mm"),
            (3, time(9, 30), "hh:mm"),
            (4, timedelta(hours=30, minutes=5), "[h]:mm"),
        ):
            sheet.write_datetime(1, column, value, book.add_format({"num_format": shown}))
        sheet.write(1, 5, 330727001204)
        sheet.write(1, 6, 0.5)
        sheet.write(1, 7, True)
        sheet.write_formula(1, 8, "=1+1", None, 2)

    sheet = read(workbook(fill, date_1904=epoch))
    assert [cells for _, cells in sheet.cells] == [
        [
            "横街",
            "2026-11-22",
            "2026-11-22T09:30",
            "09:30",
            "30:05",
            "330727001204",
            "0.5",
            "1",
            "2",
        ]
    ]
    assert (sheet.encoding, sheet.problems) == ("xlsx", [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (-0.0, "0"),
        (1e15, "1000000000000000.0"),
        (1e300, "1e+300"),
        (float("inf"), "inf"),
        (True, "1"),
        (False, "0"),
        (datetime(2026, 11, 22, 9, 29, 59, 999_600), "2026-11-22T09:30"),
        (datetime(2026, 11, 22, 9, 30, 5), "2026-11-22T09:30:05"),
        (datetime(2026, 11, 22), "2026-11-22T00:00"),
        (datetime(9999, 12, 31, 23, 59, 59, 999_999), "9999-12-31T23:59:59"),
        (date(1901, 2, 28), "1901-02-28"),
        (time(0, 0, 1), "00:00:01"),
        (timedelta(minutes=45), "0:45"),
        (timedelta(seconds=61), "0:01:01"),
        ("文", "文"),
    ],
    ids=repr,
)
def test_values_as_text(value: Any, text: str) -> None:
    assert text_of(value) == text


def test_rows_keep_the_numbers_the_program_shows() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(2, 1, ["街道", "备注"])
        sheet.write_row(3, 1, ["横街", "好"])
        sheet.write_row(6, 1, ["老街"])

    sheet = read(workbook(fill))
    assert (sheet.header, sheet.header_row) == (("街道", "备注"), 3)
    assert list(sheet.cells) == [(4, ["横街", "好"]), (7, ["老街", ""])]


def test_the_first_visible_sheet_is_read() -> None:
    def fill(book: Any) -> None:
        hidden, first, second = (book.add_worksheet(name) for name in ("隐", "一", "二"))
        hidden.hide()
        first.activate()
        for sheet, cell in ((hidden, "h"), (first, "a"), (second, "b")):
            sheet.write_column(0, 0, [cell, cell])
        hidden.write_formula(2, 0, "=1/0", None, "#DIV/0!")

    sheet = read(workbook(fill))
    assert (sheet.header, list(sheet.cells), sheet.problems) == (("a",), [(2, ["a"])], [])


def test_what_the_values_do_not_show_is_told() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["街道", "备注"])
        sheet.write_formula(1, 0, '="横"&"街"', None, "")
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        sheet.merge_range("A4:A5", "老街")
        sheet.write_row(5, 0, ["新街", "好"])

    problems = [(p.row, p.value, p.reason.split(":")[0]) for p in read(workbook(fill)).problems]
    assert problems == [
        (2, "A2", "A formula without its value"),
        (3, "A3", "A formula that ends in an error."),
        (4, "A4:A5", "Merged cells"),
    ]


def test_a_workbook_is_a_table_like_any_other() -> None:
    table = read_table(
        "patrols",
        io.BytesIO(rows_of(("街道", "姓名", "巡查时间"), ("横街", "张三", "2026-11-22 9:30"))),
    )
    assert list(table.rows) == [
        (2, {"street": "横街", "person": "张三", "started_at": "2026-11-22 9:30"})
    ]
    assert table.problems == []


# What is refused

PLAIN = rows_of(("a", "b"), ("1", "2"), ("3", "4"))


def with_entry(name: str, content: bytes) -> bytes:
    target = io.BytesIO(PLAIN)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def lying_about_its_size() -> bytes:
    """A bomb whose own account of its unpacked size is small."""
    data = bytearray(with_entry("xl/media/x.bin", b"\0" * 3_000_000))
    size = struct.pack("<I", 3_000_000)
    at = data.find(size)
    while at >= 0:
        data[at : at + 4] = struct.pack("<I", 10)
        at = data.find(size)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "limits", "cause"),
    [
        pytest.param(PLAIN, Limits(packed=len(PLAIN) - 1), "too large", id="too large"),
        pytest.param(PLAIN, Limits(unpacked=1000), "too large", id="unpacks to too much"),
        pytest.param(PLAIN, Limits(entries=3), "too large", id="too many entries"),
        pytest.param(
            with_entry("xl/media/x.bin", b"\0" * 3_000_000), LIMITS, "too tightly", id="a bomb"
        ),
        pytest.param(lying_about_its_size(), LIMITS, "too tightly", id="a bomb that lies"),
        pytest.param(PLAIN, Limits(rows=1), "reaches to row 3, column B", id="too many rows"),
        pytest.param(PLAIN, Limits(cells=5), "reaches to row 3, column B", id="too many cells"),
        pytest.param(PLAIN[:-30], LIMITS, "damaged", id="cut off"),
        pytest.param(b"PK\x03\x04", LIMITS, "damaged", id="only a beginning"),
    ],
)
def test_what_is_not_safe_to_open_is_refused(data: bytes, limits: Limits, cause: str) -> None:
    with pytest.raises(Refused, match=cause) as refused:
        read(data, limits)
    assert refused.value.effect == "Nothing was read."


def test_the_limits_themselves_are_within() -> None:
    limits = Limits(packed=len(PLAIN), rows=2, cells=6)
    assert len(list(read(PLAIN, limits).cells)) == 2


def test_a_stray_cell_at_the_far_corner_is_refused_before_it_takes_all_memory() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(Refused, match="row 1048576, column XFD"):
        read(workbook(fill))


def test_a_formatted_but_empty_far_corner_is_no_matter() -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["a", "1"])
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))

    assert list(read(workbook(fill)).cells) == [(2, ["1"])]


def test_another_zip_is_no_workbook() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(Refused, match="cannot be read"):
        read(target.getvalue())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_workbook_with_flipped_bytes_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(4, len(PLAIN) - 1))] = data.draw(st.integers(0, 255))
    try:
        sheet = read(bytes(damaged))
        list(sheet.cells)
    except StreetchiefError:
        return
    assert sheet.encoding == "xlsx"


def test_without_the_extra_the_reader_is_told_how_to_get_it() -> None:
    program = (
        "import io, sys; sys.modules['python_calamine'] = None\n"
        "from streetchief.files.sheet import read_rows\n"
        "try: read_rows(io.BytesIO(b'PK\\x03\\x04'))\n"
        "except Exception as error: print(int(error.exit_code), *error.sentences)"
    )
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith("2 ")
    assert "pip install 'streetchief[xlsx]'" in run.stdout
