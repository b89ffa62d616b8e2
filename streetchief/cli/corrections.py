"""`undo`, `void`, `approve`: taking back and approving.

Only `undo` on a terminal asks before it acts.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer, read_number
from streetchief.errors import Refused
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.office.corrections import Correction, RestedOn

Number = Annotated[str, typer.Argument(metavar="N", help=N_("The number of the record."))]


def undo(
    yes: Annotated[bool, typer.Option("--yes", "-y", help=N_("Do not ask first."))] = False,
) -> None:
    from streetchief.office.corrections import RestedOn, preview_undo
    from streetchief.office.corrections import undo as take_back
    from streetchief.office.pages.corrections import correction_lines
    from streetchief.output.stream import emit

    with session.writing() as office:
        expected = None
        if not yes and session.is_terminal() and sys.stdin is not None and sys.stdin.isatty():
            preview = preview_undo(office)
            emit("\n".join(correction_lines(preview, preview=True)) + "\n")
            if preview.entry is not None:
                expected = preview.entry.id
            if not _agreed(_("Take it back?")):
                raise Refused(_("Nothing was undone."))
        try:
            done = take_back(office, reason=session.asked().why, expected=expected)
        except RestedOn as error:
            raise _naming(error) from None
    _say(done)


def _agreed(question: str) -> bool:
    """Ask on a terminal; only a yes is a yes."""
    said = typer.prompt(question + " [y/N]", default="", show_default=False, prompt_suffix=" ")
    return said.strip().casefold() in ("y", "yes", "是", "好", "确定")


def void(number: Number) -> None:
    from streetchief.office.corrections import RestedOn, void_record

    with session.writing() as office:
        try:
            done = void_record(office, read_number(number), reason=session.asked().why or "")
        except RestedOn as error:
            raise _naming(error) from None
    _say(done)


def approve(number: Number) -> None:
    from streetchief.office.approvals import approve as approve_record

    with session.writing() as office:
        done = approve_record(office, read_number(number), by=session.asked().by or "")
    _say(done)


def _naming(error: RestedOn) -> Refused:
    from streetchief.office.pages.facts import fact_words

    lines = [f"  {fact.id} {fact_words(fact, error.rulebook)}" for fact in error.facts]
    return Refused("\n".join([error.cause, *lines]), error.remedy, effect=error.effect)


def _say(done: Correction) -> None:
    from streetchief.office.pages.corrections import correction_lines, correction_table

    answer(
        correction_lines(done),
        done.number,
        warnings=done.warnings,
        table=lambda: correction_table(done),
    )
