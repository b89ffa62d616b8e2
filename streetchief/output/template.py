"""Templates: the words of papers, boards, slips and forms, one file for each and language.

A template lies in the `templates` folder of its noun, as `NAME.LANGUAGE.ENDING.j2`, and looks like
the page it makes; what changes from one town to the next is filled in from the rulebook and the
ledger, so that a template holds no figure of its own. It is sandboxed and strict: a name that
nobody filled in is an error, never a blank. Everything filled in is made harmless on its way, as
text by `safe`, in HTML also by escaping; only `Html` and `Markup` pass as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from streetchief.locale.text import language
from streetchief.output.safe import safe

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

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(HOUSE),
        undefined=StrictUndefined,
        autoescape=markup,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _harmless(value: Any) -> Any:
    """Return what may be filled in: text made safe, numbers as they are, markup made here."""
    if hasattr(value, "__html__") or isinstance(value, (int, float)):
        return value
    return safe(str(value))
