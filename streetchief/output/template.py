"""Templates: the words of papers, boards, slips and forms, one file for each and language.

A template lies in the `templates` folder of its noun, as `NAME.LANGUAGE.ENDING.j2`, and looks like
the page it makes; one that is more frame than words, as a board, is `NAME.ENDING.j2` and says its
words by `_("a msgid", name=value)` in the language in force. What changes from one town to the next
is filled in from the rulebook and the ledger, so that a template holds no figure of its own. It is
sandboxed and strict: a name that nobody filled in is an error, never a blank. Everything filled in
is made harmless on its way, as text by `safe`, in HTML also by escaping; only `Html` and `Markup`
pass as they are. A name of the rulebook is said in the language in force.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from streetchief.locale.text import gettext, language
from streetchief.output.html import Html, shown
from streetchief.output.safe import safe
from streetchief.values.problems import Name, name_in

if TYPE_CHECKING:
    from jinja2 import Environment

HOUSE = Path(__file__).parents[1]


def render(
    template: str,
    values: Mapping[str, Any],
    filters: Mapping[str, Callable[..., Any]] | None = None,
) -> str:
    """Fill in the template of a path below the house: `boards/templates/sign.html.j2`.

    `{language}` in the path stands for the language in force. `values` are what it may name,
    `filters` what it may send them through. Raises jinja2's errors for a template that is wrong,
    which only its author can mend.
    """
    path = template.replace("{language}", language())
    environment = _environment(path.removesuffix(".j2").endswith((".html", ".xml", ".svg")))
    made = environment.overlay()
    made.filters = {**environment.filters, **(filters or {})}
    return made.get_template(path).render(values)


@lru_cache(maxsize=2)
def _environment(markup: bool) -> Environment:
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(HOUSE),
        undefined=StrictUndefined,
        autoescape=markup,
        finalize=_in_markup if markup else _in_words,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["_"] = say
    return environment


def say(message: str, **values: Any) -> str:
    """Say a msgid in the language in force and fill it in, as `_` in a template."""
    return gettext(message).format(**{name: _said(value) for name, value in values.items()})


def _in_markup(value: Any) -> Any:
    """Return what may be filled into HTML: escaped as everywhere else, numbers, HTML made here."""
    if hasattr(value, "__html__") or isinstance(value, (int, float)):
        return value
    return Html(shown(str(_said(value))))


def _in_words(value: Any) -> Any:
    """Return what may be filled into words: text made safe, numbers as they are."""
    return value if isinstance(value, (int, float)) else safe(str(_said(value)))


def _said(value: Any) -> Any:
    return name_in(value, language()) if isinstance(value, Name) else value
