"""Templates: what is filled in stays what it is, and what a page may say.

- a value makes no heading, no line, no cell and no mark, whatever it is; it is one harmless line
- a name nobody filled in is an error, and a template reaches nothing of the program
- lines go on until an empty one; a line of nothing but tags leaves nothing behind
- each template of papers and forms has the same parts in both languages, no figure of its own
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from jinja2.exceptions import SecurityError, UndefinedError

from streetchief.locale.text import use
from streetchief.output import template
from streetchief.output.template import Line, below, fill_in, render
from streetchief.values.problems import Name
from streetchief.values.rates import Rate
from tests.output.hostile import HOSTILE

Fill = Callable[..., list[Line]]


@pytest.fixture
def fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Fill in a template that is written in the test."""
    monkeypatch.setattr(template, "HOUSE", tmp_path)

    def filled(source: str, **values: Any) -> list[Line]:
        template._environment.cache_clear()
        (tmp_path / "page.j2").write_text(source, encoding="utf-8")
        return fill_in("page.j2", values)

    return filled


def marks(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.mark, line.text) for line in lines]


MARKS = ["# x", "## x", "- x", "[table] x", "[foot]", "#", "-", "| x |", "x\n## y", "{{ 7*7 }}", "",
         "\x02## x\x03", "\x03## x\x02", "x\x0by", "{% endif %}", "<b>&amp;"]  # fmt: skip


@pytest.mark.parametrize("value", [*MARKS, *HOSTILE.values()])
def test_a_value_is_no_mark_and_no_line(fill: Fill, value: str) -> None:
    lines = fill("{{ v }} a\n\n- {{ v }}\n[box] {{ v }} | {{ v }}\n## {{ v }}\n", v=value)
    assert [(line.mark, len(line.cells)) for line in lines] == [
        ("", 1), ("-", 1), ("box", 2), ("##", 1),
    ]  # fmt: skip
    assert all("\n" not in cell and "\x02" not in cell for line in lines for cell in line.cells)


def test_a_macro_and_a_block_are_not_made_harmless_twice(fill: Fill) -> None:
    lines = fill(
        "{% macro both(a) %}\n- {{ a }}\n- {{ a }}\n{% endmacro %}\n"
        "{% set s %}<{{ v }}>{% endset %}\n{{ both(v) }}\n- {{ s }}\n",
        v="a & <b>\x1b",
    )
    assert marks(lines) == [("-", "a & <b>␛")] * 2 + [("-", "<a & <b>␛>")]


def test_lines_go_on_until_an_empty_one(fill: Fill) -> None:
    source = "# t\none\ntwo\n\n{% if yes %}\nthree\n{% endif %}\nfour{% if yes %}!{% endif %}\n\n"
    use("en")
    assert marks(fill(source, yes=True)) == [("#", "t"), ("", "one two"), ("", "three four!")]
    use("zh")
    assert marks(fill(source, yes=False)) == [("#", "t"), ("", "onetwo"), ("", "four")]


def test_an_empty_value_ends_no_paragraph(fill: Fill) -> None:
    use("en")
    assert marks(fill("one\n{{ v }}\ntwo\n", v="")) == [("", "one two")]


def test_names_and_rates_are_said_in_words(fill: Fill) -> None:
    values = {"n": Name(zh="街道", en="street"), "r": Rate(part=1, whole=3)}
    use("zh")
    assert marks(fill("{{ n }}{{ r }}", **values)) == [("", "街道33.33%")]
    use("en")
    assert marks(fill("{{ n }} {{ r }}", **values)) == [("", "street 33.33%")]


def test_lines_below_one_another_stay_in_their_cell(fill: Fill) -> None:
    line, after = fill("[box] a | {{ v | below }}\n- b\n", v="x\n## y | z\n")
    assert line == Line("box", ("a", "x\n## y | z\n"))
    assert after.mark == "-"
    assert fill("{{ v }}", v=below(["p\nq", "r"]))[0].text == "p\nq\nr"


@pytest.mark.parametrize(
    "source", ["{{ w }}", "{{ v.w }}", "{% if w %}{% endif %}", "{{ v['w'] }}"]
)
def test_what_nobody_filled_in_is_an_error(fill: Fill, source: str) -> None:
    with pytest.raises(UndefinedError):
        fill(source, v={})


@pytest.mark.parametrize(
    "source", ["{{ v.__class__.__mro__ }}", "{{ ''.__class__ }}", "{{ v.append(1) }}"]
)
def test_a_template_reaches_nothing_of_the_program(fill: Fill, source: str) -> None:
    with pytest.raises((SecurityError, UndefinedError)):
        fill(source, v=[])


def test_a_page_of_html_is_escaped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template, "HOUSE", tmp_path)
    template._environment.cache_clear()
    (tmp_path / "p.html.j2").write_text("<p>{{ v }}</p>", encoding="utf-8")
    assert render("p.html.j2", {"v": "<b>\x1b&"}) == "<p>&lt;b&gt;␛&amp;</p>"
    template._environment.cache_clear()


# ---------------------------------------------------------------- the templates there are

TEMPLATES = {
    f"{path.parents[1].name}/{path.name}": path
    for noun in ("papers", "forms")
    for path in sorted((template.HOUSE / noun / "templates").glob("*.zh.*"))
}


def said_in(path: Path) -> str:
    """Return what stands in a template itself, without what is filled in and without HTML."""
    tokens = Environment(autoescape=True).lex(path.read_text(encoding="utf-8"))
    words = "".join(words for _, kind, words in tokens if kind == "data")
    return re.sub(r"<[^>]*>", "", words) if ".html." in path.name else words


def in_english(path: Path) -> Path:
    return path.with_name(path.name.replace(".zh.", ".en."))


def test_there_are_templates() -> None:
    assert {"papers/week.zh.j2", "forms/assign.zh.j2"} < set(TEMPLATES)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_the_same_parts_in_both_languages(name: str) -> None:
    chinese, english = said_in(TEMPLATES[name]), said_in(in_english(TEMPLATES[name]))
    parts = r"(?m)^(?:##?|-|\[[a-z]+\]) "
    assert re.findall(parts, chinese) == re.findall(parts, english)
    assert chinese.count("|") == english.count("|")
    assert not re.search(r"[,;:!?()]", chinese), "half-width punctuation"
    assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]", english), "Chinese in English"


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_figure_of_its_own(name: str) -> None:
    for path in (TEMPLATES[name], in_english(TEMPLATES[name])):
        assert not re.search(r"\d", said_in(path))
