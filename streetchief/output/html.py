"""HTML: every page of the program stands in one frame, for the screen and for paper.

Convention: nothing is loaded from anywhere and nothing runs. The page is well-formed XML, so that
anything can read it again; colours only repeat what text or a symbol says, and are chosen to be
told apart by people who see few colours and on a black-and-white printer.
"""

from __future__ import annotations

import os
import re

from streetchief.locale.text import language
from streetchief.output.safe import safe

FRAME = os.path.join(os.path.dirname(__file__), "templates", "frame.html.j2")


class Html(str):
    """Text that is HTML already and made here, never stored."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def shown(text: str) -> str:
    """Return stored text as it may stand in a page: harmless, one line, escaped."""
    from html import escape  # templates of plain text stand above this module and need none of it

    return escape(safe(text))


def lang() -> str:
    """Return the language in force as a page names it."""
    return "zh-CN" if language() == "zh" else "en"


def frame(*, title: str, style: str, body: str) -> str:
    """Return a page whose `body`, with its tags, is HTML already; `title` is plain words.

    The frame is the template that every page extends, filled in without Jinja2: loading that for a
    table would cost half as much again as finding what stands in it.
    """
    with open(FRAME, encoding="utf-8") as file:
        fields = re.sub(r"{% \w+( \w+)? %}", "", file.read())
    values = {"lang": lang(), "title": shown(title), "style": style, "body": body}
    return re.sub(r"{{ (\w+) }}", lambda found: values[found[1]], fields)
