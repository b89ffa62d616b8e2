"""Other people's tables.

- one list in the encodings Chinese spreadsheets write: the same rows from each
- the encoding is decided over the whole file, a damaged one is refused and never read as nonsense
- delimiter from the header, rows numbered as the spreadsheet shows them, blank rows skipped
- what is wrong with a row is collected, what is wrong with the file is raised in a sentence
- any bytes: rows, problems or a refusal, nothing else
- a pipe, a folder, a device, a missing file
- a long file is never held in memory
"""

from __future__ import annotations

import codecs
import csv
import gc
import io
import os
import sys
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from streetchief.errors import BadUsage, Refused, StorageFault, StreetchiefError
from streetchief.files.problem import Limits
from streetchief.files.sheet import Sheet, read_rows
from streetchief.files.table import read_table
from streetchief.locale.text import language, use

ENCODINGS = Path(__file__).parents[1] / "data" / "encoding"
COUNTY = Path(__file__).parents[2] / "data" / "panan" / "divisions-2023.csv"
CELL = 131_072


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    before = language()
    use("en")
    yield
    use(before)


def read(data: bytes | str, **options: str | None) -> Sheet:
    raw = data.encode() if isinstance(data, str) else data
    return read_rows(io.BytesIO(raw), encoding=options.get("encoding"))


def outcome(data: bytes | str) -> tuple[list[tuple[int, list[str]]], list[tuple[int, str, bool]]]:
    """The rows, and of each problem its row, the start of its reason and whether it stops."""
    sheet = read(data)
    rows = list(sheet.cells)
    return rows, [(p.row, p.reason.split(":")[0].split(" (")[0], p.stops) for p in sheet.problems]


# Encodings


@pytest.mark.parametrize(
    ("file", "encoding"),
    [
        ("panan_divisions_gbk_crlf.csv", "gb18030"),
        ("panan_divisions_utf8sig_crlf.csv", "utf-8-sig"),
        ("panan_divisions_utf16le_tab.txt", "utf-16"),
    ],
)
def test_the_three_ways_a_spreadsheet_saves_give_the_same_rows(file: str, encoding: str) -> None:
    sheet = read_rows(ENCODINGS / file)
    rows = [row for _, row in sheet.rows()]
    assert (sheet.encoding, sheet.problems) == (encoding, [])
    with COUNTY.open(encoding="utf-8-sig", newline="") as known:
        expected = [(row["code"], row["name"]) for row in csv.DictReader(known)]
    assert [(row["代码"], row["名称"]) for row in rows] == expected


TEXT = "街道,备注\n横街,𠮷野家㘵\n老街,\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig", id="UTF-8 with mark"),
        pytest.param(TEXT.encode("gb18030"), "gb18030", id="GB18030 with four-byte characters"),
        pytest.param(TEXT.encode("utf-16"), "utf-16", id="UTF-16"),
        pytest.param(
            codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16", id="UTF-16 big end first"
        ),
        pytest.param(TEXT.replace(",", "\t").encode("utf-16"), "utf-16", id="UTF-16 with tabs"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), "utf-8", id="CRLF"),
        pytest.param(TEXT.replace("\n", "\r").encode(), "utf-8", id="CR"),
        pytest.param(TEXT.rstrip().encode(), "utf-8", id="no line end at the end"),
    ],
)
def test_the_same_text_in_every_encoding(data: bytes, encoding: str) -> None:
    sheet = read(data)
    assert list(sheet.cells) == [(2, ["横街", "𠮷野家㘵"]), (3, ["老街", ""])]
    assert (sheet.encoding, sheet.header, sheet.problems) == (encoding, ("街道", "备注"), [])


def test_a_chinese_file_is_recognised_by_its_last_byte_too() -> None:
    """A megabyte of plain letters says nothing about the Chinese after it."""
    data = b"street,note\n" + b"a,b\n" * 300_000 + "横街,备注\n".encode("gbk")
    sheet = read(data)
    assert [row for row in sheet.cells if row[0] == 300_002] == [(300_002, ["横街", "备注"])]
    assert sheet.encoding == "gb18030"


def test_a_damaged_utf8_file_is_not_read_as_nonsense() -> None:
    data = bytearray("street,note\n横街一,甲乙丙\n老街,丁\n".encode())
    data[data.index("丁".encode()) + 2 : -1] = b""
    with pytest.raises(Refused, match="Line 3 holds bytes that are no text in UTF-8"):
        read(bytes(data))


def test_bytes_of_no_encoding_are_refused_with_the_line() -> None:
    with pytest.raises(Refused, match="Line 2 holds bytes that are no text in UTF-8 / GB18030"):
        read(b"street\n\xff\xff\n")


@pytest.mark.parametrize("encoding", ["gbk", "GB2312", "gb18030", "GB 18030".replace(" ", "")])
def test_the_chinese_code_pages_are_one(encoding: str) -> None:
    assert read(TEXT.encode("gb18030"), encoding=encoding).encoding == "gb18030"


def test_a_named_encoding_is_taken_at_its_word() -> None:
    assert read("街道\n國\n".encode("big5"), encoding="big5").header == ("街道",)
    assert read(codecs.BOM_UTF8 + b"street\na\n", encoding="utf-8").header == ("street",)
    assert read(TEXT.encode("utf-16-le"), encoding="utf-16-le").header == ("街道", "备注")
    with pytest.raises(Refused, match="no text in UTF-8"):
        read(TEXT.encode("gb18030"), encoding="utf-8")


@pytest.mark.parametrize("encoding", ["klingon", "", "base64", "idna", "utf-7", "\0", "undefined"])
def test_an_encoding_nobody_saves_tables_in_is_a_wrong_call(encoding: str) -> None:
    with pytest.raises(BadUsage, match="There is no encoding"):
        read(b"a\nb\n", encoding=encoding)


# Shape


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        pytest.param("a,b\n1,2\n", [(2, ["1", "2"])], id="comma"),
        pytest.param("a;b\n1,5;2\n", [(2, ["1,5", "2"])], id="semicolon"),
        pytest.param("a\tb\n1,5\t2;\n", [(2, ["1,5", "2;"])], id="tab"),
        pytest.param('"a;x",b\n1,2\n', [(2, ["1", "2"])], id="a semicolon in a quoted title"),
        pytest.param("sep=;\na;b\n1;2\n", [(3, ["1", "2"])], id="Excel's own first line"),
        pytest.param("a\n1;2\n", [(2, ["1;2"])], id="one column"),
        pytest.param("a,b\n1\n", [(2, ["1", ""])], id="a short row"),
        pytest.param("a,b\n1,2,,\n", [(2, ["1", "2"])], id="a long row of nothing"),
        pytest.param("a,b,,\n1,2,,\n", [(2, ["1", "2"])], id="emptied columns at the end"),
        pytest.param("a,b\n\n , \n,\n1,2\n", [(5, ["1", "2"])], id="blank rows count as rows"),
        pytest.param("\n\na,b\n1,2\n", [(4, ["1", "2"])], id="blank rows before the header"),
        pytest.param(
            'a,b\n"1\n\n1",2\n3,4\n', [(2, ["1\n\n1", "2"]), (3, ["3", "4"])], id="a cell of lines"
        ),
        pytest.param("a,b\n 1　,\t2 \n", [(2, ["1", "2"])], id="spaces at the edges"),
        pytest.param('a\n"1 ""x"" 2"\n', [(2, ['1 "x" 2'])], id="doubled quotation marks"),
        pytest.param("a\n=1+1\n", [(2, ["=1+1"])], id="a formula is only text"),
        pytest.param("a\n1\u20282\x0b\x0c3\n", [(2, ["1\u20282\x0b\x0c3"])], id="other line ends"),
        pytest.param(f"a\n{'x' * CELL}\n", [(2, ["x" * CELL])], id="the longest cell"),
    ],
)
def test_rows_are_numbered_as_the_spreadsheet_shows_them(
    data: str, rows: list[tuple[int, list[str]]]
) -> None:
    assert outcome(data) == (rows, [])


def test_titles_are_folded_and_kept() -> None:
    sheet = read("\ufeff\ufeff 街 道 ,\uff34own,NOTE\n1,2,3\n")
    assert sheet.header == ("街 道", "town", "note")
    assert sheet.titles == ("街 道", "\uff34own", "NOTE")
    assert list(sheet.rows()) == [(2, {"街 道": "1", "town": "2", "note": "3"})]


# What is wrong with a row


@pytest.mark.parametrize(
    ("data", "rows", "problems"),
    [
        pytest.param(
            "a,b\n1,2,3\n4,5\n6,7,,8\n",
            [(3, ["4", "5"])],
            [
                (2, "More cells than the header has columns", False),
                (4, "More cells than the header has columns", False),
            ],
            id="long rows, each listed",
        ),
        pytest.param(
            "a,b\n1,2\n" + '3,"4\n' + "5,6\n" * 1000,
            [(2, ["1", "2"])],
            [(3, "A quotation mark opens in this row and never closes.", True)],
            id="an open quotation mark swallows nothing silently",
        ),
        pytest.param(
            'a,b\n1,"2" x\n3,4\n',
            [(3, ["3", "4"])],
            [(2, "Text after a closing quotation mark", False)],
            id="text after a quotation mark",
        ),
        pytest.param(
            f"a,b\n1,2\n{'x' * (CELL + 1)},2\n3,4\n",
            [(2, ["1", "2"])],
            [(3, f"A cell of more than {CELL} characters", True)],
            id="a cell one character too long",
        ),
        pytest.param(
            "a,b\n1,\0\n3,4\n",
            [(3, ["3", "4"])],
            [(2, "A NUL byte", False)],
            id="a NUL",
        ),
        pytest.param(
            "a\0,b\n1,2\n", [], [(1, "A NUL byte", False)], id="a NUL in the header: no rows"
        ),
        pytest.param(
            "a,b\n", [], [(1, "There are no rows under the header.", False)], id="no rows"
        ),
        pytest.param("a,b", [], [(1, "There are no rows under the header.", False)], id="a header"),
        pytest.param(
            "a,,b\n1,2,3\n",
            [(2, ["1", "2", "3"])],
            [(1, "Column 2 has no name.", False)],
            id="a column without a name",
        ),
        pytest.param(
            "\uff21,b, a \n1,2,3\n",
            [(2, ["1", "2", "3"])],
            [(1, "Two columns have this name.", False)],
            id="a title twice, in another width",
        ),
        pytest.param(
            '"a,b\n1,2\n',
            [],
            [(1, "A quotation mark opens in this row and never closes.", True)],
            id="an open quotation mark in the header",
        ),
    ],
)
def test_what_is_wrong_with_a_row_is_collected(
    data: str, rows: list[tuple[int, list[str]]], problems: list[tuple[int, str, bool]]
) -> None:
    assert outcome(data) == (rows, problems)


def test_utf16_without_its_mark_is_told_as_what_it_may_be() -> None:
    sheet = read("a,b\n1,2\n".encode("utf-16-le"))
    assert list(sheet.cells) == []
    assert "UTF-16" in sheet.problems[0].reason


def test_too_much_wrong_stops_the_reading() -> None:
    sheet = read_rows(io.BytesIO(b"a\n" + b"1,2\n" * 100), limits=Limits(problems=10))
    assert list(sheet.cells) == []
    assert (len(sheet.problems), sheet.problems[-1].row, sheet.problems[-1].stops) == (11, 11, True)


def test_a_long_wrong_value_is_kept_short() -> None:
    sheet = read("a\n1," + "x" * 1000 + "\n")
    assert list(sheet.cells) == []
    assert sheet.problems[0].value == "x" * 200


# What is wrong with the file


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        pytest.param(b"", "The file is empty", id="nothing"),
        pytest.param(b"\n \n,,\n", "The file is empty", id="blank rows only"),
        pytest.param(codecs.BOM_UTF8, "The file is empty", id="a mark only"),
        pytest.param(b"SQLite format 3\0...", "This is not a table", id="a ledger"),
        pytest.param(b"\x1f\x8b\x08\0", "This is not a table", id="gzip"),
        pytest.param(b"%PDF-1.7", "This is not a table", id="PDF"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old kind", id="xls"),
        pytest.param(b"x" * 3_000_000, "longer than a megabyte", id="one endless line"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, cause: str) -> None:
    with pytest.raises(Refused, match=cause) as refused:
        read(data)
    assert refused.value.effect == "Nothing was read."


@pytest.mark.parametrize(
    ("name", "cause"),
    [
        pytest.param("missing.csv", "cannot be read: there is no such file", id="missing"),
        pytest.param(
            "no/such/folder.csv", "cannot be read: there is no such file", id="folder missing"
        ),
        pytest.param(".", "is a folder", id="a folder"),
        pytest.param("/dev/null", "is a device", id="a device"),
        pytest.param("a\0b", "is no name of a file", id="a NUL in the name"),
        pytest.param("a" * 300, "cannot be read", id="a name too long"),
        pytest.param("here.csv/deeper", "cannot be read", id="a file as a folder"),
    ],
)
def test_a_file_that_cannot_be_opened_is_a_fault_of_storage(
    tmp_path: Path, name: str, cause: str
) -> None:
    (tmp_path / "here.csv").write_bytes(b"a\n1\n")
    with pytest.raises(StorageFault, match=cause):
        read_rows(tmp_path / name)


def test_standard_input_is_read_like_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    source = io.TextIOWrapper(io.BytesIO(TEXT.encode("gb18030")))
    monkeypatch.setattr(sys, "stdin", source)
    sheet = read_rows("-")
    assert (len(list(sheet.cells)), sheet.encoding) == (2, "gb18030")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(TEXT.encode("gb18030"),))
    writer.start()
    assert [number for number, _ in read_rows(pipe).cells] == [2, 3]
    writer.join()


def test_the_digest_is_of_the_bytes() -> None:
    assert read("a\n1\n").digest == read(b"a\n1\n").digest != read("a\n1\n\n").digest


def test_a_file_cut_while_it_is_read_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "patrols.csv"
    file.write_text("街道\n" + "横街\n" * 100_000, encoding="utf-8")
    sheet = read_rows(file)
    next(sheet.cells)
    with file.open("r+b") as shorter:
        shorter.truncate(500_001)
    rows = list(sheet.cells)
    assert len(rows) < 100_000
    assert (sheet.problems[-1].stops, sheet.problems[-1].row) == (True, rows[-1][0] + 1)


def test_a_sheet_left_unread_leaves_no_file_open(tmp_path: Path) -> None:
    """Warnings are errors here: an open file would be one when it is collected."""
    file = tmp_path / "a.csv"
    file.write_bytes(b"a\n1\n")
    sheet = read_rows(file)
    del sheet
    file.write_bytes(b"a\n\xff\xff\n")
    with pytest.raises(Refused):
        read_rows(file)
    gc.collect()


# Anything

CSVISH = st.lists(
    st.sampled_from(
        [
            "a",
            "街道",
            ",",
            ";",
            "\t",
            '"',
            "\n",
            "\r\n",
            "\r",
            "\0",
            " ",
            "𠮷",
            "\ufeff",
            "=1",
            "１",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.one_of(
        st.binary(max_size=80),
        st.tuples(CSVISH, st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-16-le"])).map(
            lambda pair: pair[0].encode(pair[1])
        ),
        st.binary(max_size=60).map(lambda rest: b"PK\x03\x04" + rest),
    )
)
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00\x00")
@example(b"\xef\xbb\xbf\xff")
@example(b'"')
@example(b"sep=,")
@example(b"sep=,\n")
@example(b"\xff\xfea")
def test_any_bytes_give_rows_or_problems_or_a_refusal(data: bytes) -> None:
    try:
        sheet = read(data)
        rows = list(sheet.cells)
    except StreetchiefError:
        return
    assert rows or sheet.problems
    assert all(len(cells) == len(sheet.header) for _, cells in rows)
    assert [number for number, _ in rows] == sorted({number for number, _ in rows})
    assert all(problem.reason and problem.row >= 1 for problem in sheet.problems)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="gb18030", exclude_characters="\0"), max_size=6).map(
                str.strip
            ),
            min_size=2,
            max_size=2,
        ).filter(any),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_a_spreadsheet_writes_comes_back(
    rows: list[list[str]], encoding: str, delimiter: str
) -> None:
    """Every row as it was, whatever marks, line ends and delimiters stand in its cells."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["街道", "备注"], *rows])
    sheet = read(text.getvalue().encode(encoding), encoding=encoding)
    assert [cells for _, cells in sheet.cells] == rows
    assert sheet.problems == []


# Size


def test_a_long_file_is_never_held(tmp_path: Path) -> None:
    """Five times the rows, the same memory."""
    peaks = []
    for rows in (60_000, 300_000):
        file = tmp_path / f"{rows}.csv"
        with file.open("w", encoding="gb18030", newline="") as out:
            out.write("街道,巡查人,巡查时间\r\n")
            out.writelines(f"横街{at},张三,2026-11-22 09:30\r\n" for at in range(rows))
        tracemalloc.start()
        table = read_table("patrols", file)
        assert sum(1 for _ in table.rows) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert table.problems == []
    assert peaks[1] < 1.1 * peaks[0]
