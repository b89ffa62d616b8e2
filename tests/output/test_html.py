"""Pages: one frame, by hand or by a template, and nothing stored can leave its place in it."""

from __future__ import annotations

import pytest

from streetchief.locale import text as locale_text
from streetchief.output.html import Html, frame, lang
from streetchief.output.printing import page
from streetchief.output.template import render
from tests.output.hostile import HOSTILE, raw_controls
from tests.output.page_check import HTML, tree


@pytest.fixture(params=["zh", "en"], autouse=True)
def _language(request: pytest.FixtureRequest) -> object:
    locale_text.use(request.param)
    yield
    locale_text.use("zh")


@pytest.mark.parametrize("title", ["横街", "<b>&\"'", "{{ title }} {% block %}", "\\1 \x1b"])
def test_the_frame_is_the_same_with_jinja_and_without(title: str) -> None:
    style, body = "p{margin:0}", "<body><p>{{ lang }}</p></body>\n"
    values = {"lang": lang(), "title": title, "style": Html(style), "body": Html(body)}
    filled = render("output/templates/frame.html.j2", values)
    assert frame(title=title, style=style, body=body) == filled
    assert body in filled


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_name_on_a_page(name: str) -> None:
    stored = HOSTILE[name]
    made = page(title=f"x{stored}", when=stored, body=["<p>1</p>"], foot=[stored], paper="a3")
    assert raw_controls(made) == set()
    assert len(list(tree(made).iter(f"{HTML}p"))) == 3


def test_a_page_says_its_paper_and_its_own_style_last() -> None:
    made = page(
        title="t", when="w", body=["<h2>a</h2>", "<p>b</p>"], foot=(), paper="a4-landscape",
        style=".own{margin:0}\n",
    )  # fmt: skip
    assert ".own{margin:0}\n@page{size:A4 landscape;margin:12mm}\n</style>" in made
    assert "</header>\n<h2>a</h2>\n<p>b</p>\n<footer>\n</footer>" in made
    assert "<title>t</title>" in made
