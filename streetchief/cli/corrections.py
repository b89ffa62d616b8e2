"""`undo`, `void`, `approve`: taking back and approving.

Only `undo` on a terminal asks before it acts.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import Format, checked_format, warn
from streetchief.errors import BadUsage, Refused
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.office.corrections import RestedOn
    from streetchief.office.touched import Correction


def undo(
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help=N_("Why."))] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=N_("Do not ask first."))] = False,
    format_: Format = None,
) -> None:
    from streetchief.office.corrections import RestedOn, preview_undo
    from streetchief.office.corrections import undo as take_back

    checked_format(format_)
    with session.writing() as office:
        expected = None
        if not yes and session.is_terminal() and sys.stdin is not None and sys.stdin.isatty():
            preview = preview_undo(office)
            _print(preview, preview=True)
            if preview.entry is not None:
                expected = preview.entry.id
            if not _agreed(_("Take it back?")):
                raise Refused(_("Nothing was undone."))
        try:
            done = take_back(office, reason=why, expected=expected)
        except RestedOn as error:
            raise _naming(error) from None
    _say(done, format_)


def _agreed(question: str) -> bool:
    """Ask on a terminal; only a yes is a yes."""
    said = typer.prompt(question + " [y/N]", default="", show_default=False, prompt_suffix=" ")
    return said.strip().casefold() in ("y", "yes", "是", "好", "确定")


def void(
    number: Annotated[str, typer.Argument(metavar="N", help=N_("The number of the record."))],
    why: Annotated[
        str | None, typer.Option("--why", metavar="TEXT", help=N_("Why; always asked for."))
    ] = None,
    format_: Format = None,
) -> None:
    from streetchief.office.corrections import RestedOn, void_record

    checked_format(format_)
    if why is None:
        raise BadUsage(
            _("{what} is missing.").format(what="--why"),
            _("Say why: --why TEXT"),
        )
    with session.writing() as office:
        try:
            done = void_record(office, _number(number), reason=why)
        except RestedOn as error:
            raise _naming(error) from None
    _say(done, format_)


def approve(
    number: Annotated[str, typer.Argument(metavar="N", help=N_("The number of the record."))],
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help=N_("Who approves."))
    ] = None,
    format_: Format = None,
) -> None:
    from streetchief.office.approvals import approve as approve_record

    checked_format(format_)
    if by is None:
        raise BadUsage(
            _("{what} is missing.").format(what="--by"),
            _("Say who approves: --by NAME"),
        )
    with session.writing() as office:
        done = approve_record(office, _number(number), by=by)
    _say(done, format_)
    warn(done.warnings)


def _number(said: str) -> int:
    from streetchief.office.history import record_number

    number = record_number(said)
    if number is None:
        raise BadUsage(
            _("{text} is no record number.").format(text=said),
            _("See the numbers with: streetchief history"),
        )
    return number


def _naming(error: RestedOn) -> Refused:
    from streetchief.office.pages.facts import fact_words

    lines = [f"  {fact.id} {fact_words(fact, error.rulebook)}" for fact in error.facts]
    return Refused("\n".join([error.cause, *lines]), error.remedy, effect=error.effect)


def _print(done: Correction, *, preview: bool = False, saved: str = "") -> None:
    from streetchief.office.pages.corrections import correction_lines
    from streetchief.output.stream import emit

    emit("\n".join(correction_lines(done, preview=preview)) + "\n", saved=saved)


def _say(done: Correction, format_: str | None) -> None:
    saved = _("Saved as number {numbers}.").format(numbers=done.number)
    if format_ is None:
        _print(done, saved=saved)
        return
    from streetchief.cli.options import write
    from streetchief.office.pages.corrections import correction_table

    write(correction_table(done), format_, saved=saved)
