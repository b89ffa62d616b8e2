"""Drawings as SVG text, made here by hand: a frame with a title, and the few shapes boards need.

Convention: coordinates are whole numbers of a view box, so that the same figures give the same
bytes; every text passes `shown`, once, here. A drawing without a meaning of its own beside the
table it stands with is still named by its title.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.output.html import Html, shown


def drawing(
    name: str,
    width: int,
    height: int,
    title: str,
    description: str,
    parts: Iterable[str],
    *,
    css: str = "",
) -> Html:
    """Return an SVG of `width` by `height`; `name` makes its ids and is unique in a page.

    One of class `full` takes the whole width, and on a phone is pushed sideways.
    """
    class_ = f' class="{css}"' if css else ""
    drawn = (
        f'<svg{class_} xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{shown(title)}</title>'
        f'<desc id="{name}-d">{shown(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )
    if "full" in css.split():
        drawn = f'<div class="scroll" tabindex="0">{drawn}</div>'
    return Html(drawn)


def rect(x: int, y: int, width: int, height: int, css: str, *, round_: int = 0) -> str:
    """Return a rectangle."""
    corner = f' rx="{round_}"' if round_ else ""
    return f'<rect class="{css}" x="{x}" y="{y}" width="{width}" height="{height}"{corner}/>'


def line(x1: int, y1: int, x2: int, y2: int, css: str) -> str:
    """Return a line."""
    return f'<line class="{css}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def text(x: int, y: int, words: str, css: str, *, anchor: str = "start") -> str:
    """Return words whose baseline is at `y`."""
    at = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text class="{css}" x="{x}" y="{y}"{at}>{shown(words)}</text>'


def path(moves: str, css: str) -> str:
    """Return a path."""
    return f'<path class="{css}" d="{moves}"/>'


def scaled(value: int, whole: int, length: int) -> int:
    """Give value/whole of a length, rounded half up; what is not nothing is seen.

    >>> scaled(1, 3, 100), scaled(0, 3, 100), scaled(1, 100000, 100)
    (33, 0, 1)
    """
    if not value or not whole:
        return 0
    return max(1, (2 * value * length + whole) // (2 * whole))
