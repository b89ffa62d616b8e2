"""The reject file: rows that could not be imported, as the file had them, each with its reason.

Convention: it has the columns of the file under their own titles and one more, `reject_reason`,
which an import passes over, so that the corrected file can be imported as it is. Nothing is written
until `write`, and then the file is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from streetchief.files.columns import REJECT_REASON
from streetchief.locale.text import gettext as _
from streetchief.output.safe import safe
from streetchief.output.stream import output


class Rejects:
    """The rows kept so far, in a temporary file."""

    __slots__ = ("_file", "_names", "_path", "_writer")

    def __init__(self, path: str, titles: Mapping[str, str], file: IO[str]) -> None:
        import csv

        self._path = path
        self._file = file
        self._names = [name for name in titles if name != REJECT_REASON]
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow([*(titles[name] for name in self._names), REJECT_REASON])

    @staticmethod
    @contextmanager
    def open(path: str | None, titles: Mapping[str, str]) -> Iterator[Rejects | None]:
        """Begin a reject file that will lie at `path`; None gives none."""
        if path is None:
            yield None
            return
        import tempfile

        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="") as file:
            yield Rejects(path, titles, file)

    def keep(self, values: Mapping[str, str], row: int, field: str, reason: str) -> None:
        """Keep a bad row with what is wrong with it."""
        said = _("row {row}, {field}: {reason}") if field else _("row {row}: {reason}")
        words = said.format(row=row, field=field, reason=reason)
        self._writer.writerow([*(values.get(name, "") for name in self._names), safe(words)])

    def write(self) -> None:
        """Write the file, whole or not at all; raises StorageFault."""
        import shutil

        self._file.seek(0)
        with output(self._path) as stream:
            stream.write("\ufeff")  # Excel reads it as UTF-8 only so
            shutil.copyfileobj(self._file, stream)
