"""`archive`: a year in one folder, for inspection.

Convention: parse, call one act, render; the folder is there whole or not at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from streetchief.cli import session
from streetchief.cli.options import answer, read_year, warn
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _


def archive(
    year: Annotated[str, typer.Argument(metavar="YEAR", help=N_("The year, e.g. 2026."))],
    folder: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FOLDER", help=N_("A new folder; else streetchief-YEAR here.")
        ),
    ] = None,
) -> None:
    from streetchief.files.folder import check_new_folder, write_folder
    from streetchief.office.archive import gather_archive
    from streetchief.office.pages.archive import about, archive_files, lost_files

    wanted = read_year(year)
    assert wanted is not None
    target = Path(folder if folder is not None else f"streetchief-{wanted}").expanduser()
    session.check_written(str(target), [])
    check_new_folder(target)
    with session.reading() as office:
        found = gather_archive(office, wanted)
    texts, copies = archive_files(found)
    written = write_folder(target, texts, copies, about(found), lost_files(found))
    warn(
        _("{file} is missing beside the ledger, or is not what was recorded.").format(file=name)
        for name in written.missing
    )
    made = _("Archive made: {path}").format(path=target)
    lines = [
        made,
        _("Papers issued {issued}, drafts {drafts}, files {files}.").format(
            issued=len(found.issued), drafts=len(found.drafts), files=len(written.files)
        ),
        _("SHA-256 of its manifest: {digest}").format(digest=written.digest),
    ]
    answer(lines, saved=made)
