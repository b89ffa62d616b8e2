"""One table, eight formats.

- golden bytes for each form in both languages, of an ordinary table and of hostile text
- columns line up on a terminal and in plain text, also Chinese, also at 40 columns
- plain text is tabulate's, byte for byte
- colour only repeats the symbol; NO_COLOR and TERM=dumb switch it off
- a column finds its cell: an attribute, a path that may end early, a day as its date
- data formats carry raw values under keys; no format lets a control or bidi character out

`STREETCHIEF_GOLDEN=write pytest tests/output` writes the golden files anew.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tabulate import tabulate
from wcwidth import wcswidth

from streetchief.locale import text
from streetchief.output.formats import FORMATS, Format, default_format, write_table
from streetchief.output.table import SYMBOLS, Column, Shown, Table, lay_out, show
from streetchief.output.text import plain_text
from tests.output.hostile import HOSTILE, raw_controls
from tests.output.page_check import tree, words

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {"markdown": "md", "table": "txt", "plain": "txt"}


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    before = text.language()
    text.use("zh")
    yield
    text.use(before)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def state_in_words(state: str) -> str:
    words = {"unmet": ("未达标", "unmet"), "at_risk": ("预警", "at risk"), "met": ("达标", "met")}
    return words[state][0 if text.language() == "zh" else 1]


def titled(chinese: str, english: str) -> str:
    return chinese if text.language() == "zh" else english


def overdue() -> Table:
    return Table(
        name="overdue",
        columns=(
            Column(key="town", title=titled("乡镇", "Town")),
            Column(key="street", title=titled("街道", "Street")),
            Column(key="week"),
            Column(key="state", title=titled("状态", "State"), show=state_in_words),
            Column(title=titled("计入/应巡", "Counted"), align="right"),
            Column(key="days", title=titled("距上次", "Days since"), kind="number"),
            Column(key="chiefs", title=titled("分街长", "Chiefs")),
            Column(key="late", title=titled("补录", "Late")),
        ),
        rows=(
            ("安文镇", "横街", "2026-W47", "unmet", "0/2", None, ("张建国", "李秀英"), False),
            ("安文镇", "Main Street", "2026-W47", "at_risk", "1/2", 3, ("王芳",), True),
            ("尖山镇", "乌石老街历史街区步行街", "2026-W47", "met", "2/2", 0, (), False),
        ),
        title=titled("逾期街道", "Overdue streets"),
        notes=(titled("计数口径：按自然周、按次计。", "Counted by calendar week, by times."),),
        empty=titled("没有逾期的街道。", "No street is overdue."),
        names=2,
        extra={"as_of": None, "duties": [{"duty": "patrol", "required": 2}]},
        tones=("alarm", "warn", "good"),
    )


def hostile() -> Table:
    return Table(
        name="hostile",
        columns=(
            Column(key="name", title="名称"),
            Column(key="text", title="[bold]内容|\x1b[0m"),
            Column(key="number", title="数", kind="number"),
        ),
        rows=tuple((name, value, len(value)) for name, value in HOSTILE.items()),
        title="敌意\u202e文本 [/]",
        notes=("注：\x1b[2J[/red]",),
    )


def written(table: Table, form: Format, width: int | None = 80, **options: bool) -> str:
    stream = io.StringIO(newline="")
    write_table(table, form, stream, width=width, **options)
    return stream.getvalue()


def in_bytes(output: str) -> bytes:
    return output.encode("utf-8")


# Golden bytes


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", FORMATS)
def test_an_ordinary_table(form: Format, language: text.Language) -> None:
    text.use(language)
    same_as_golden(f"overdue.{language}.{form}", written(overdue(), form))


@pytest.mark.parametrize("form", FORMATS)
def test_a_table_of_hostile_text(form: Format) -> None:
    same_as_golden(f"hostile.{form}", written(hostile(), form))


def test_a_narrow_terminal() -> None:
    same_as_golden("overdue.zh.narrow.table", written(overdue(), "table", width=40))


def same_as_golden(name: str, output: str) -> None:
    ending = ENDINGS.get(name.rsplit(".", 1)[1])
    path = GOLDEN / (f"{name}.{ending}" if ending else name)
    if os.environ.get("STREETCHIEF_GOLDEN") == "write":
        path.write_bytes(in_bytes(output))
    assert in_bytes(output) == path.read_bytes()


# Lining up


def columns_of(line: str) -> list[int]:
    """Give the columns where the runs of a line begin, at least two spaces apart."""
    return [wcswidth(line[: match.end()]) for match in re.finditer(r"^|  +(?=\S)", line)]


@pytest.mark.parametrize("width", [70, 80, 100, 200])
def test_columns_line_up_on_a_terminal(width: int) -> None:
    lines = written(overdue(), "table", width=width).splitlines()
    assert all(wcswidth(line) <= width for line in lines)
    header = next(line for line in lines if "街道  " in line)
    state = wcswidth(header[: header.index("状态")])
    for line in lines:
        if line.startswith(("!!", "~", "ok")):
            assert re.search("未达标|预警|达标", line), line
            found = re.search("未达标|预警|达标", line)
            assert found is not None
            assert wcswidth(line[: found.start()]) == state


def test_columns_line_up_in_plain_text() -> None:
    lines = written(overdue(), "plain").splitlines()
    header, *rows = [line for line in lines if "  " in line]
    starts = {
        wcswidth(line[: line.index(word)])
        for line, word in zip([header, *rows], ["状态", "未达标", "预警", "达标"], strict=True)
    }
    assert len(starts) == 1
    ends = {
        wcswidth(line[: line.index(word) + len(word)])
        for line, word in zip([header, *rows], ["计入/应巡", "0/2", "1/2", "2/2"], strict=True)
    }
    assert len(ends) == 1


@pytest.mark.parametrize("table", [overdue, hostile])
@pytest.mark.parametrize("width", [20, 30, 40, 50, 60, 80])
def test_nothing_is_cut_however_narrow(table: object, width: int) -> None:
    assert callable(table)
    values: Table = table()
    lines = written(values, "table", width=width).splitlines()
    assert all(wcswidth(line) <= width for line in lines)
    seen = re.sub(r"[\s─]", "", "".join(lines))
    for character in set("".join("".join(row) for row in show(values).rows)) - set(" \u3000─"):
        assert character in seen


@given(
    st.lists(
        st.tuples(st.text(max_size=12), st.text("横街abc é—|", max_size=8), st.integers()),
        min_size=1,
        max_size=6,
    )
)
def test_plain_text_is_tabulates(rows: list[tuple[str, str, int]]) -> None:
    columns = (
        Column(title="街道"),
        Column(title="Name", align="right"),
        Column(title="数", kind="number"),
    )
    stripped = tuple((one.strip(), two.strip(), three) for one, two, three in rows)
    shown = show(Table(name="any", columns=columns, rows=stripped))
    shown.rows[:] = [[cell.strip() for cell in row] for row in shown.rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tabulate.MIN_PADDING", 0)
        theirs = tabulate_plain(shown)
    assert plain_text(shown).splitlines() == [line.rstrip() for line in theirs.splitlines()]


def tabulate_plain(shown: Shown) -> str:
    return tabulate(
        shown.rows,
        headers=shown.titles,
        tablefmt="plain",
        colalign=shown.sides,
        disable_numparse=True,
    )


# Colour


def on_terminal(monkeypatch: pytest.MonkeyPatch, **environ: str) -> str:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    stream = Terminal()
    write_table(overdue(), None, stream, width=100)
    return stream.getvalue()


def test_a_terminal_gets_colours_that_only_repeat_the_symbols(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    coloured = on_terminal(monkeypatch)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == written(overdue(), "table", width=100)


def test_no_color_leaves_the_words_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", on_terminal(monkeypatch, NO_COLOR="1")))
    assert not {code for run in codes for code in run.split(";") if 30 <= int(code or 0) <= 107}


def test_a_dumb_terminal_gets_no_sequences(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in on_terminal(monkeypatch, TERM="dumb")


def test_every_tone_has_a_symbol_of_its_own_that_any_console_can_show() -> None:
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)
    assert all(symbol.isascii() for symbol in SYMBOLS.values())


def test_a_terminal_gets_a_table_and_anything_else_plain_text() -> None:
    assert default_format(Terminal()) == "table"
    assert default_format(io.StringIO()) == "plain"


# Data


def test_json_is_one_object_with_raw_values_under_stable_keys() -> None:
    document = json.loads(written(overdue(), "json"))
    assert list(document) == ["schema", "rows", "as_of", "duties"]
    assert document["schema"] == "streetchief/overdue/1"
    assert list(document["rows"][0].items()) == [
        ("town", "安文镇"),
        ("street", "横街"),
        ("week", "2026-W47"),
        ("state", "unmet"),
        ("days", None),
        ("chiefs", ["张建国", "李秀英"]),
        ("late", False),
    ]


def test_json_lines_are_the_rows_of_json() -> None:
    lines = written(overdue(), "jsonl").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(written(overdue(), "json"))["rows"]


def test_data_is_the_same_in_every_language() -> None:
    for form in ("json", "jsonl", "csv", "tsv"):
        text.use("zh")
        chinese = written(overdue(), form)
        text.use("en")
        assert written(overdue(), form) == chinese


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_a_spreadsheet_gets_one_line_a_row_and_no_formula(form: Format, delimiter: str) -> None:
    output = written(hostile(), form)
    rows = list(csv.reader(io.StringIO(output, newline=""), delimiter=delimiter, strict=True))
    assert rows[0] == ["name", "text", "number"]
    assert [row[0] for row in rows[1:]] == list(HOSTILE)
    assert len(output.splitlines()) == len(rows)
    assert not [row for row in rows[1:] if row[1].startswith(tuple("=+-@＝＋－＠"))]


def test_a_number_is_never_taken_for_a_formula() -> None:
    table = Table(name="any", columns=(Column(key="n", kind="number"),), rows=((-1,), (None,)))
    assert written(table, "csv") == 'n\n-1\n""\n'


def test_a_byte_order_mark_on_request_and_only_for_spreadsheets() -> None:
    assert written(overdue(), "csv", bom=True).startswith("\ufefftown,")
    assert written(overdue(), "tsv", bom=True).startswith("\ufefftown\t")
    for form in ("csv", "json", "jsonl", "plain"):
        plain = written(overdue(), form, bom=form != "csv")
        assert "\ufeff" not in plain


def test_html_is_one_page_with_every_cell_as_text() -> None:
    cells: list[str] = []
    tags: set[str] = set()

    class Reader(HTMLParser):
        inside = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.add(tag)
            self.inside = tag == "td"
            if self.inside:
                cells.append("")

        def handle_endtag(self, tag: str) -> None:
            self.inside = False

        def handle_data(self, data: str) -> None:
            if self.inside:
                cells[-1] += data

    Reader().feed(written(hostile(), "html"))
    assert "script" not in tags
    assert cells == [cell for row in show(hostile()).rows for cell in row]


@pytest.mark.parametrize("name", [*HOSTILE.values(), "\ufffe\uffff"])
def test_html_is_xml_whatever_stands_in_it(name: str) -> None:
    table = Table(
        name="any", columns=(Column(key="x", title=f"x{name}"),), rows=((name,),), title=name
    )
    page = tree(written(table, "html"))
    assert words(page).count(show(table).rows[0][0]) >= 3


def test_markdown_keeps_one_row_a_line_and_its_columns() -> None:
    lines = [line for line in written(hostile(), "markdown").splitlines() if line.startswith("|")]
    assert len(lines) == len(HOSTILE) + 2
    assert {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in lines} == {4}


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "html"])
def test_without_rows_people_read_a_sentence(form: Format) -> None:
    table = Table(name="overdue", columns=overdue().columns, rows=(), empty="没有逾期的街道。")
    output = written(table, form)
    assert "没有逾期的街道。" in output
    assert "<table>" not in output
    assert "乡镇" not in output


def test_without_rows_data_is_an_empty_list() -> None:
    table = Table(name="overdue", columns=(Column(key="town"),), rows=(), empty="没有。")
    assert json.loads(written(table, "json")) == {"schema": "streetchief/overdue/1", "rows": []}
    assert written(table, "jsonl") == ""
    assert written(table, "csv") == "town\n"


def test_tones_are_one_for_each_row() -> None:
    with pytest.raises(ValueError, match="zip"):
        show(Table(name="any", columns=(), rows=(), tones=("bad",)))


# No way out for what acts instead of being seen


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_text_acts_in_no_format(form: Format) -> None:
    output = written(hostile(), form)
    assert raw_controls(output, layout="\n\t" if form == "tsv" else "\n") == set()


@settings(max_examples=60)
@given(st.text(), st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Lo"])))
def test_no_text_acts_in_any_format(one: str, two: str) -> None:
    table = Table(
        name="any",
        columns=(Column(key="one", title="一"), Column(key="two", title=two or "二")),
        rows=((one, (two, one)), (two, None)),
        title=two,
        notes=(one,),
        tones=("bad", ""),
    )
    for form in FORMATS:
        output = written(table, form)
        assert raw_controls(output, layout="\n\t" if form == "tsv" else "\n") == set(), format
        output.encode("utf-8")


# What people wait for


def test_plain_text_loads_no_library_for_ordinary_names() -> None:
    script = (
        "import sys\n"
        "from streetchief.output.table import Column, Table\n"
        "from streetchief.output.formats import write_table\n"
        "write_table(Table(name='any', columns=(Column(key='a', title='街道'),), "
        "rows=(('安文镇“横街”—1号',), (None,))), 'plain')\n"
        "heavy = {'rich', 'tabulate', 'wcwidth', 'csv', 'json', 'html'} & set(sys.modules)\n"
        "sys.stderr.write(','.join(sorted(heavy)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stderr == b""


def test_a_column_finds_its_cell() -> None:
    town = SimpleNamespace(name="双峰乡", opened_on=20779)
    streets = [SimpleNamespace(name="横街", town=town), SimpleNamespace(name="老街", town=None)]
    table = lay_out(
        name="streets",
        columns=(
            Column(key="name"),
            Column(key="town", cell="town.name"),
            Column(key="since", kind="day", cell="town.opened_on"),
            Column(key="length", kind="number", cell=lambda street: len(street.name)),
        ),
        things=streets,
    )
    assert table.rows == (("横街", "双峰乡", "2026-11-22", 2), ("老街", None, None, 2))
