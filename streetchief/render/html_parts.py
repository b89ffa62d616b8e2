"""Pieces of pages: headings, tables with headers, cards of who has what, large figures.

Convention: a table's cells are words, or `Html` for what is HTML already; one cell of each row is
its header.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from streetchief.render.svg import shown


class Html(str):
    """Text that is HTML already and made here, never stored."""

    __slots__ = ()


def words(text: str) -> str:
    """Return text as HTML, unless it is already."""
    return text if isinstance(text, Html) else shown(text)


def heading(text: str, level: int = 2) -> str:
    """Return a heading."""
    return f"<h{level}>{shown(text)}</h{level}>"


def paragraph(text: str, css: str = "") -> str:
    """Return a paragraph."""
    return f'<p class="{css}">{words(text)}</p>' if css else f"<p>{words(text)}</p>"


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    numbers: Sequence[int] = (),
    header: int = 0,
    css: str = "",
) -> str:
    """Return a table; `numbers` are the columns of figures, `header` the one that names a row."""
    sides = [' class="n"' if place in numbers else "" for place in range(len(heads))]
    head = "".join(
        f'<th scope="col"{side}>{words(text)}</th>' for side, text in zip(sides, heads, strict=True)
    )
    lines = [
        '<div class="scroll" tabindex="0">',
        f'<table class="{css}">' if css else "<table>",
        f"<caption>{shown(caption)}</caption>" if caption else "",
        f"<thead><tr>{head}</tr></thead>",
        "<tbody>",
    ]
    for row in rows:
        cells = "".join(
            f'<th scope="row"{side}>{words(text)}</th>'
            if place == header
            else f"<td{side}>{words(text)}</td>"
            for place, (side, text) in enumerate(zip(sides, row, strict=True))
        )
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join([line for line in lines if line] + ["</tbody></table></div>"])


def cards(pieces: Iterable[str]) -> str:
    """Return cards side by side."""
    return '<div class="cards">' + "".join(pieces) + "</div>"


def card(title: str, pieces: Iterable[str]) -> str:
    """Return one card with a heading."""
    return f'<section class="card"><h3>{shown(title)}</h3>{"".join(pieces)}</section>'


def figures(pairs: Iterable[tuple[str, str]]) -> str:
    """Return large figures, each with what it counts."""
    items = "".join(
        f"<li><b>{words(value)}</b><span>{shown(said)}</span></li>" for value, said in pairs
    )
    return f'<ul class="figures">{items}</ul>'
