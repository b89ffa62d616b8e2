"""What a command tells beside its data: the day it understood, and warnings.

Convention: an answer is a few lines on standard output; warnings go to standard error and change
no exit code.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from streetchief.cli import session
from streetchief.domain.when import describe_day
from streetchief.errors import BadUsage
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.render.output import emit
from streetchief.render.safe import safe
from streetchief.service.office import Office

_DAYS = ("--from", "--to", "--on", "--opened-on")


def answer(lines: Iterable[str], number: int | None = None) -> None:
    """Print what was done; `number` is the record that stands even if printing fails."""
    saved = _("Saved as number {numbers}.").format(numbers=number) if number else ""
    emit("".join(safe(line) + "\n" for line in lines), saved=saved)


def warn(warnings: Iterable[str]) -> None:
    """Tell warnings on standard error, one a line."""
    for warning in warnings:
        if sys.stderr is not None:
            sys.stderr.write(safe(_("Note: {warning}").format(warning=warning)) + "\n")


def day_said(day: int) -> str:
    """Echo a day with its weekday and week, so that a wrong one is seen."""
    return describe_day(day, language())


def optional_day(said: str | None, office: Office) -> int | None:
    """Read a day that may be left out."""
    return None if said is None else session.read_day(said, office.now)


def needed(said: str | None, option: str) -> str:
    """Return what was said; raises `BadUsage` when an option that must be there is not."""
    if said is None:
        raise BadUsage(
            _("{what} is missing.").format(what=option),
            _("Nothing was saved."),
            _("Write the day like: {option} 2026-11-22").format(option=option)
            if option in _DAYS
            else "",
        )
    return said
