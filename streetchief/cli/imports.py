"""`import`: other people's tables.

What is wrong goes to standard error, row by row.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import warn
from streetchief.errors import BadUsage, Exit, RefusedRows
from streetchief.files.columns import NOUNS
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.imports.rows import Progress


def import_(
    noun: Annotated[
        str,
        typer.Argument(
            metavar="NOUN", help=N_("places, streets, holders, assignments, patrols, items.")
        ),
    ],
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=N_("A CSV file or a workbook, or - for input."))
    ],
    encoding: Annotated[
        str | None, typer.Option("--encoding", help=N_("Its encoding, if not found out: gb18030."))
    ] = None,
    partial: Annotated[
        str | None,
        typer.Option(
            "--partial",
            metavar="REJECTS",
            help=N_("Import good rows; bad ones go to this file."),
        ),
    ] = None,
    trust_recorded: Annotated[
        bool,
        typer.Option("--trust-recorded", help=N_("Take over when each row was recorded.")),
    ] = False,
) -> None:
    from streetchief.imports.imports import NotImported, import_table
    from streetchief.imports.pages import imported_lines, imported_table, problem_lines

    asked = session.asked()
    if noun not in NOUNS:
        raise BadUsage(
            _("{text} cannot be imported.").format(text=noun),
            _("One of these: {names}.").format(names=_(", ").join(NOUNS)),
        )
    if partial is not None:
        session.check_written(partial, [file])
    with session.writing() as office, _progress() as progress:
        try:
            done = import_table(
                office,
                noun,
                file,
                encoding=encoding,
                rejects=partial,
                dry_run=asked.dry_run,
                trust_recorded=trust_recorded,
                town=asked.town,
                progress=progress,
            )
        except NotImported as error:
            raise RefusedRows(
                error.cause, problem_lines(error.outcome), error.remedy, effect=error.effect
            ) from None
    saved = ""
    if done.first is not None and not asked.dry_run:
        saved = _("Saved as numbers {first} to {last}.").format(first=done.first, last=done.last)
    session.put(
        lambda: "\n".join(imported_lines(done)) + "\n",
        lambda: imported_table(done),
        saved=saved,
    )
    warn(done.warnings)
    if done.rejected:
        _tell_rejected(problem_lines(done), partial)
        raise typer.Exit(Exit.REFUSED)


def _tell_rejected(lines: tuple[str, ...], path: str | None) -> None:
    from streetchief.output.safe import safe

    if sys.stderr is None:
        return
    for line in lines:
        sys.stderr.write(safe(line) + "\n")
    if path is not None:
        left_out = _("The rows left out are in {path}.").format(path=path)
        sys.stderr.write(safe(left_out) + "\n")


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Show how many rows are through, where a person looks at standard error."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda rows: bar.advance(task, rows)
