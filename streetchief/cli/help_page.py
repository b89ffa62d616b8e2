"""How `--help` looks: the reader's language throughout, and lines as wide as the terminal shows.

Convention: Typer says its own words (Usage, Options, required, the range of a number) in English;
each is said again here. A Chinese character takes two columns, so lines are folded by width.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from typer._click.formatting import HelpFormatter

from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.blocks import folded
from streetchief.output.width import width

_WORDS = (
    N_("Usage"),
    N_("Options"),
    N_("Arguments"),
    N_("Show this message and exit."),
)
_HOLDERS = {"<int range>": "N", "<int>": "N", "<str>": "TEXT"}
_REMARKS = re.compile(r"  \[(?P<remarks>[^\[\]]*)\]$")


class HelpPage(HelpFormatter):
    """Typer's page of help, said in the language in force."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        said = args.replace("[OPTIONS]", _("[OPTIONS]"))
        said = said.replace("COMMAND [ARGS]...", _("COMMAND [ARGS]..."))
        super().write_usage(prog, said, prefix=_("{heading}: ").format(heading=_("Usage")))

    def write_heading(self, heading: str) -> None:
        self.write(" " * self.current_indent + _("{heading}:").format(heading=_(heading)) + "\n")

    def write_text(self, text: str) -> None:
        margin = " " * self.current_indent
        for line in folded(text, self.width - self.current_indent):
            self.write(f"{margin}{line}\n")

    def write_dl(
        self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        said = [(_named(first), _described(second)) for first, second in rows]
        margin = " " * self.current_indent
        column = min(max((width(first) for first, _text in said), default=0), col_max) + col_spacing
        room = max(self.width - column - self.current_indent, 10)
        for first, second in said:
            if width(first) > column - col_spacing:
                self.write(f"{margin}{first}\n{margin}")
                gap = " " * column
            else:
                self.write(margin + first)
                gap = " " * (column - width(first))
            lines = folded(second, room)
            self.write((gap + lines[0]).rstrip() + "\n" if lines else "\n")
            for line in lines[1:]:
                self.write(margin + " " * column + line + "\n")


def page_of(command: Any, ctx: Any) -> str:
    """Return the help of a command as it is printed."""
    page = HelpPage(width=ctx.terminal_width, max_width=ctx.max_content_width)
    command.format_help(ctx, page)
    return page.getvalue().rstrip("\n")


def range_words(low: int | None, high: int | None) -> str:
    """Say which whole numbers are taken; nothing when all are."""
    if low is not None and high is not None:
        return _("from {low} to {high}").format(low=low, high=high)
    if low is not None:
        return _("{low} or more").format(low=low)
    return "" if high is None else _("{high} or less").format(high=high)


def _named(first: str) -> str:
    for typed, holder in _HOLDERS.items():
        first = first.replace(typed, holder)
    return first


def _described(text: str) -> str:
    found = _REMARKS.search(text)
    if found is None:
        return _(text) if text else ""
    said = [_remark(remark) for remark in found["remarks"].split("; ")]
    return _("{text}  [{remarks}]").format(
        text=_(text[: found.start()]), remarks=_("; ").join(said)
    )


def _remark(remark: str) -> str:
    name, colon, value = remark.partition(": ")
    if colon and name == "default":
        return _("default: {value}").format(value=value)
    limits = re.fullmatch(r"(?:(-?\d+)<=)?x(?:>=(-?\d+))?(?:<=(-?\d+))?", remark)
    if limits is not None:
        low, least, high = (int(part) if part else None for part in limits.groups())
        return range_words(low if low is not None else least, high)
    return _("must be given") if remark == "required" else remark
