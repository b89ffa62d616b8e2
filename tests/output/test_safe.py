"""Stored text on its way out.

- `safe`: nothing that acts on a terminal is left, one line, ordinary text unchanged
- `json_safe`: no raw control or bidi character, and JSON says the same as before
- `csv_safe`: no formula, and `csv_unsafe` gives back exactly what it was
- `width`: columns on a terminal, as wcwidth counts them
"""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

from streetchief.output.json import json_line
from streetchief.output.safe import csv_safe, csv_unsafe, safe
from streetchief.output.width import pad_column, width
from tests.output.hostile import HOSTILE, raw_controls

ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]),
        st.sampled_from("横街=+-@\t\r\n＝＋－＠'\x1b\u202e"),
    )
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("横街1号 – Main St.", "横街1号 – Main St.", id="ordinary"),
        pytest.param("横\u3000街", "横\u3000街", id="ideographic space stays"),
        pytest.param("\x1b[31m红", "␛[31m红", id="escape is seen"),
        pytest.param("\x1b]0;t\x07", "␛]0;t␇", id="a sequence is spelt out"),
        pytest.param("a\0b\x7f", "a␀b␡", id="NUL and DEL"),
        pytest.param("\x9b31m", "�31m", id="C1 starts no sequence"),
        pytest.param("a\tb", "a b", id="a tab is a space"),
        pytest.param("一\r\n二\n三\r四", "一↵二↵三↵四", id="line ends"),
        pytest.param("一\u2028二\u2029三\x85四", "一↵二↵三↵四", id="other line ends"),
        pytest.param("a\u202eb\u2066c\u200e\u061c", "a�b�c��", id="bidi"),
        pytest.param("横\u200b街\ufeff\u2060", "横街", id="zero width"),
        pytest.param("横\ud800街", "横�街", id="half of a pair"),
        pytest.param("a\U000e0041", "a�", id="tags"),
        pytest.param("\u009f\u00a0", "�\u00a0", id="the end of C1"),
        pytest.param("", "", id="empty"),
    ],
)
def test_what_text_is_shown_as(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_harmless_on_one_line(text: str) -> None:
    assert raw_controls(safe(text), layout="") == set()


@given(ANY_TEXT)
def test_no_text_leaves_a_control_character(text: str) -> None:
    shown = safe(text)
    assert raw_controls(shown, layout="") == set()
    assert safe(shown) == shown
    shown.encode("utf-8")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "M"])))
def test_text_people_can_see_is_left_alone(text: str) -> None:
    assert safe(text) == text


@given(ANY_TEXT)
@example("\U000e0041\ud800\x7f\u202e")
def test_json_hides_no_control_and_says_the_same(text: str) -> None:
    written = json_line({"note": text})
    assert raw_controls(written, layout="") == set()
    written.encode("utf-8")
    if "\ud800" <= max(text, default="") <= "\udfff" or any(
        "\ud800" <= c <= "\udfff" for c in text
    ):
        return  # two halves side by side are one character to every reader of JSON
    assert json.loads(written) == {"note": text}


def test_half_of_a_pair_survives_json() -> None:
    assert json.loads(json_line("横\ud800街")) == "横\ud800街"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("横街", "横街", id="ordinary"),
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+86", "'+86", id="plus"),
        pytest.param("-", "'-", id="minus"),
        pytest.param("@SUM", "'@SUM", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("\r=1", "'\r=1", id="CR"),
        pytest.param("\n=1", "'\n=1", id="LF"),
        pytest.param("＝1", "'＝1", id="full-width equals"),
        pytest.param("＋1", "'＋1", id="full-width plus"),
        pytest.param("－1", "'－1", id="full-width minus"),
        pytest.param("＠A", "'＠A", id="full-width at"),
        pytest.param("'=1", "''=1", id="already neutralised by somebody"),
        pytest.param("''=1", "'''=1", id="twice"),
        pytest.param("'quoted'", "'quoted'", id="an apostrophe before ordinary text"),
        pytest.param("'", "'", id="an apostrophe alone"),
        pytest.param("1=1", "1=1", id="not at the beginning"),
        pytest.param("", "", id="empty"),
    ],
)
def test_a_formula_becomes_text(text: str, written: str) -> None:
    assert csv_safe(text) == written
    assert csv_unsafe(written) == text


@given(ANY_TEXT)
def test_neutralising_loses_nothing(text: str) -> None:
    written = csv_safe(text)
    assert csv_unsafe(written) == text
    assert not written.startswith(tuple("=+-@\t\r\n＝＋－＠"))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_columns_are_counted_as_wcwidth_counts_them(text: str) -> None:
    assert width(safe(text)) == wcswidth(safe(text))


@given(
    st.text(st.one_of(st.characters(), st.characters(min_codepoint=0x2000, max_codepoint=0xFFFF)))
)
def test_any_text_is_counted_as_wcwidth_counts_it(text: str) -> None:
    shown = safe(text)
    assert width(shown) == max(0, wcswidth(shown))


def test_every_character_measured_without_wcwidth_is_measured_right() -> None:
    from streetchief.output.width import _RUNS

    wrong = [
        f"U+{code:04X}"
        for first, last, columns in _RUNS
        for code in range(first, last + 1)
        if wcswidth(chr(code)) != columns
    ]
    assert wrong == []


def test_a_column_is_as_wide_as_its_widest_cell() -> None:
    assert pad_column(["横街", "Main", "老街1"], "left") == ["横街 ", "Main ", "老街1"]
    assert pad_column(["横街", "Main", "老街1"], "right") == [" 横街", " Main", "老街1"]
    assert pad_column([], "left") == []
