"""Pages to print: a heading, what stands between, a foot, on paper of a size.

Each is a template that extends `output/templates/page.html.j2`, or pieces of HTML put into that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from streetchief.output.html import Html, lang
from streetchief.output.template import render

Paper = Literal["a4", "a4-landscape", "a3", "a3-landscape"]
PAPERS: tuple[Paper, ...] = ("a4", "a4-landscape", "a3", "a3-landscape")


def page(
    *,
    title: str,
    when: str,
    body: Sequence[str],
    foot: Sequence[str],
    paper: Paper,
    style: str = "",
) -> str:
    """Return a whole page; `when` stands beside the heading, `foot` are lines below.

    `body` is HTML already; title, when and foot are plain words.
    """
    values = {"title": title, "when": when, "foot": foot, "paper": paper}
    pieces = {"body": Html("\n".join(body)), "style": Html(style)}
    return page_of("output/templates/page.html.j2", {**values, **pieces})


def page_of(
    template: str,
    values: Mapping[str, Any],
    filters: Mapping[str, Callable[..., Any]] | None = None,
) -> str:
    """Return the page of a template that extends `output/templates/page.html.j2`."""
    return render(template, {"lang": lang(), "css": "", "style": Html(), **values}, filters)
