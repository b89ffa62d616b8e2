"""Options that many commands share, and how a table leaves the program.

Convention: `--format` is table, plain, markdown, html, csv, tsv, json or jsonl; a terminal gets a
table, everything else plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

import typer

from streetchief.days.periods import parse_month, parse_week
from streetchief.days.unreadable import Unreadable
from streetchief.errors import BadUsage
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.formats import Format as FormatName
from streetchief.output.stream import output

if TYPE_CHECKING:
    from streetchief.ledger.office import Office
    from streetchief.output.table import Table
import sys
from collections.abc import Iterable

from streetchief.cli import session
from streetchief.days.clock import Sense
from streetchief.days.spoken import describe_day
from streetchief.ledger.office import Office
from streetchief.locale.text import language
from streetchief.output.safe import safe
from streetchief.output.stream import emit

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


def optional_day(said: str | None, office: Office, sense: Sense = "past") -> int | None:
    """Read a day that may be left out."""
    return None if said is None else session.read_day(said, office.now, sense)


def needed(said: str | None, option: str) -> str:
    """Return what was said; raises `BadUsage` when an option that must be there is not."""
    if said is None:
        raise BadUsage(
            _("{what} is missing.").format(what=option),
            _("Write the day like: {option} 2026-11-22").format(option=option)
            if option in _DAYS
            else "",
        )
    return said


FORMATS: tuple[str, ...] = get_args(FormatName)

Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help=N_("table, plain, markdown, html, csv, tsv, json, jsonl."),
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help=N_("Write to a file, whole or not at all.")
    ),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help=N_("As the ledger knew it then."))
]
OnlyTown = Annotated[str | None, typer.Option("--town", metavar="TOWN", help=N_("Only this town."))]
Bom = Annotated[
    bool, typer.Option("--bom", help=N_("Begin CSV with a byte order mark, for Excel."))
]


def checked_format(said: str | None) -> FormatName | None:
    """Return the format named; raises `BadUsage` for an unknown one."""
    if said is None:
        return None
    for known in get_args(FormatName):
        if said == known:
            return known  # type: ignore[no-any-return]
    raise BadUsage(
        _("There is no format {name}.").format(name=said),
        _("Formats: {names}.").format(names=_(", ").join(FORMATS)),
    )


def read_week(said: str, office: Office) -> int:
    """Return the week a person typed; raises `BadUsage` (exit 2) when it cannot be read."""
    try:
        return parse_week(said, office.today)
    except Unreadable as error:
        raise BadUsage(
            _("{text} cannot be read as a week.").format(text=said),
            _("Write it like 2026-W47, last, 上周 or a date in it."),
            effect=_(error.reason),
        ) from None


def read_month(said: str, today: int) -> int:
    """Return the month a person typed; raises `BadUsage` (exit 2) when it cannot be read."""
    try:
        return parse_month(said, today)
    except Unreadable as error:
        raise BadUsage(
            _("{text} cannot be read as a month.").format(text=said),
            _("Write it like 2026-11."),
            effect=_(error.reason),
        ) from None


def write(
    table: Table,
    format_: str | None = None,
    path: str | None = None,
    *,
    bom: bool = False,
    saved: str = "",
) -> None:
    """Write a table to standard output or a file; `saved` says what was saved before."""
    from streetchief.output.formats import write_table

    chosen = checked_format(format_)
    if path is not None and chosen is None:
        chosen = "plain"
    with output(path, saved=saved) as stream:
        write_table(table, chosen, stream, bom=bom)
