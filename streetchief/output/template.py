"""Templates: the words of papers, boards, slips and forms, one file for each and language.

A template lies in the `templates` folder of its noun, as `NAME.LANGUAGE.ENDING.j2`, and looks like
the page it makes; one that is more frame than words, as a board, is `NAME.ENDING.j2` and says its
words by `_("a msgid", name=value)` in the language in force. What changes from one town to the next
is filled in from the rulebook and the ledger, so that a template holds no figure of its own. It is
sandboxed and strict: a name that nobody filled in is an error, never a blank. Everything filled in
is made harmless on its way, as text by `safe`, in HTML also by escaping; only `Html` and `Markup`
pass as they are. A name of the rulebook is said in the language in force, a rate in per cent.

A page in words (no HTML) is read into lines by `fill_in`: `# ` begins its title, `## ` a heading,
`- ` a line of a list, `[word] ` a line of another kind. Any other line is a paragraph, or goes on
with the one above (but a title or heading) until an empty line ends it. Only the template's own
marks are marks, and a line of nothing but tags `{% … %}` leaves nothing behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from streetchief.locale.text import gettext, language
from streetchief.output.html import Html, shown
from streetchief.output.safe import safe
from streetchief.values.problems import Name
from streetchief.values.rates import Rate, rate_text

if TYPE_CHECKING:
    from jinja2 import Environment

HOUSE = Path(__file__).parents[1]

Filters = Mapping[str, Callable[..., Any]]

# What is filled in stands between two characters that `safe` lets nobody else write, so that the
# reader of a page knows the template's words from a street that is called `## x`.
_BEGIN, _END, _BREAK = "\x02", "\x03", "\x0b"
_FILLED = str.maketrans("", "", _BEGIN + _END)
_MARK = re.compile(r"(?P<sign>##?|-)(?: |$)|\[(?P<word>[a-z]+)\](?: |$)")
_ONLY_TAGS = re.compile(r"(?m)^[ \t]*((?:\{%(?:(?!%\}).)*%\}[ \t]*)*\{%(?:(?!%\}).)*)%\}[ \t]*\n")
_BAR = re.compile(rf" *\|(?=[^{_END}]*(?:{_BEGIN}|$)) *")


class Line(NamedTuple):
    """One line of a filled-in page: its mark ("" for a paragraph), its cells between bars."""

    mark: str
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.cells[0]


def render(template: str, values: Mapping[str, Any], filters: Filters | None = None) -> str:
    """Fill in the template of a path below the house: `boards/templates/sign.html.j2`.

    `{language}` in the path stands for the language in force. `values` are what it may name,
    `filters` what it may send them through. Raises jinja2's errors for a template that is wrong,
    which only its author can mend.
    """
    return _render(template, values, filters).translate(_FILLED)


def fill_in(template: str, values: Mapping[str, Any], filters: Filters | None = None) -> list[Line]:
    """Fill in the template of a page in words and read its lines; as `render` otherwise."""
    joint = "" if language() == "zh" else " "
    lines: list[tuple[str, str]] = []
    going_on = False
    for line in _render(template, values, filters).split("\n"):
        marked = _MARK.match(line)
        if marked is not None:
            lines.append((marked["sign"] or marked["word"], line[marked.end() :]))
            going_on = not line.startswith("#")
        elif not line:
            going_on = False
        elif line.translate(_FILLED):
            if going_on:
                mark, before = lines.pop()
                lines.append((mark, f"{before}{joint}{line}" if before else line))
            else:
                lines.append(("", line))
            going_on = True
    return [Line(mark, tuple(_cell(cell) for cell in _BAR.split(text))) for mark, text in lines]


def below(lines: Any) -> Any:
    """Put lines below one another in one cell, as a filter: a text with line ends, or several."""
    from markupsafe import Markup

    texts = [lines] if isinstance(lines, str) else lines
    parts = [safe(part) for text in texts for part in str(text).split("\n")]
    return Markup(_BEGIN + _BREAK.join(parts) + _END)  # noqa: S704 - words made harmless, no HTML


def plain(value: Any) -> str:
    """Return what a template put together as plain text, for a filter that works on text."""
    return str(value).translate(_FILLED)


def _cell(text: str) -> str:
    return text.translate(_FILLED).replace(_BREAK, "\n")


def _render(template: str, values: Mapping[str, Any], filters: Filters | None) -> str:
    path = template.replace("{language}", language())
    markup = path.removesuffix(".j2").endswith((".html", ".xml", ".svg"))
    environment = _environment(markup, tuple((filters or {}).items()))
    return environment.get_template(path).render(values)


@lru_cache(maxsize=8)
def _environment(markup: bool, filters: tuple[tuple[str, Callable[..., Any]], ...]) -> Environment:
    from jinja2 import FileSystemLoader, FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(HOUSE) if markup else FunctionLoader(_source_of_words),
        undefined=StrictUndefined,
        # On in words too: what a macro has put together is then known and not made harmless twice.
        autoescape=True,
        finalize=_in_markup if markup else _in_words,
        trim_blocks=markup,
        lstrip_blocks=markup,
        keep_trailing_newline=True,
    )
    made.filters = {**made.filters, "below": below, **dict(filters)}
    made.globals["_"] = say
    return made


def say(message: str, **values: Any) -> str:
    """Say a msgid in the language in force and fill it in, as `_` in a template."""
    return gettext(message).format(**{name: _said(value) for name, value in values.items()})


def _source_of_words(path: str) -> tuple[str, str, None]:
    """Read a template of words; the end of a line of nothing but tags goes into its last tag."""
    source = (HOUSE / path).read_text(encoding="utf-8")
    return _ONLY_TAGS.sub(r"\1\n%}", source), str(HOUSE / path), None


def _in_markup(value: Any) -> Any:
    """Return what may be filled into HTML: escaped as everywhere else, numbers, HTML made here."""
    if hasattr(value, "__html__") or isinstance(value, (int, float)):
        return value
    return Html(shown(str(_said(value))))


def _in_words(value: Any) -> Any:
    """Return what may be filled into words: harmless, one line, and marked as filled in."""
    from markupsafe import Markup

    if hasattr(value, "__html__"):  # what a macro made, with the end of its last line
        return value.strip("\n") or Markup(_BEGIN + _END)  # noqa: S704
    return Markup(f"{_BEGIN}{safe(str(_said(value)))}{_END}")  # noqa: S704 - words, no HTML


def _said(value: Any) -> Any:
    if isinstance(value, Name):
        return value.en if language() == "en" else value.zh
    return rate_text(value) if isinstance(value, Rate) else value
