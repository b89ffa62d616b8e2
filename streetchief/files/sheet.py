"""Read a table somebody else saved: CSV in any encoding Chinese offices use, or a workbook.

The convention to know: a text file is read twice and held never. The first reading decides the
encoding over all of it (byte order mark, else strict UTF-8, else strict GB18030; nothing is
guessed from a sample) and takes its digest; the second gives the rows one after the other. What is
wrong with a row lands in `Sheet.problems` while the rows are read, so look there when they are
through. What is wrong with the file as a whole is raised.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from streetchief.errors import Refused
from streetchief.files.encoding import examine
from streetchief.files.problem import LIMITS, Limits, Problem
from streetchief.files.source import Source, cannot_read, open_twice
from streetchief.locale.text import gettext as _
from streetchief.value import replace

DELIMITERS = (",", ";", "\t")
SHOWN = 200
"""So much of a wrong value is kept for the person to see."""

Row = tuple[int, list[str]]


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A table being read.

    `header` holds the column names folded for comparison, `titles` as they were written. `cells`
    gives (row number, one text per column) once; `rows()` gives the same as dictionaries by
    `header`. Blank rows are skipped, cells are stripped, short rows are filled with "".
    `problems` is complete when the rows are through. `digest` is the SHA-256 of the bytes.
    """

    header: tuple[str, ...]
    titles: tuple[str, ...]
    header_row: int
    encoding: str
    delimiter: str
    digest: str
    cells: Iterator[Row]
    problems: list[Problem] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Give each row as (row number, column → text)."""
        header = self.header
        for number, cells in self.cells:
            yield number, dict(zip(header, cells, strict=True))


def read_rows(source: Source, *, encoding: str | None = None, limits: Limits = LIMITS) -> Sheet:
    """Open a table: a path, "-" for standard input, or an open binary file.

    What it is decides by its first bytes, not by its name: a workbook (.xlsx) is read with the
    extra `xlsx`, anything else is text whose delimiter (comma, semicolon or tab) the header shows.
    `encoding` overrides the decision; gb2312 and gbk mean GB18030, which contains them.

    The file is closed when the rows are through, an open file given here as well. Raises
    StorageFault for a file that cannot be opened or read, BadUsage for an unknown encoding or a
    workbook without the extra, Refused for an empty file, one that is no table, and one no encoding
    fits.
    """
    file = open_twice(source)
    problems: list[Problem] = []
    try:
        start = file.read(8)
        file.seek(0)
        if start.startswith(b"PK\x03\x04"):
            from streetchief.files.workbook import read_workbook

            digest, rows = read_workbook(file, problems, limits)
            return _sheet(rows, problems, limits, encoding="xlsx", delimiter="", digest=digest)
        _refuse_other_formats(start)
        examined = examine(file, encoding)
        file.seek(0)
        text = io.TextIOWrapper(file, encoding=examined.encoding, errors="strict", newline="")
        delimiter, skipped = _delimiter(text)
        return _sheet(
            _records(text, delimiter, skipped, problems, limits, examined.has_nul),
            problems,
            limits,
            encoding=examined.encoding,
            delimiter=delimiter,
            digest=examined.digest,
        )
    except OSError as fault:
        file.close()
        raise cannot_read(source, fault) from fault
    except BaseException:
        file.close()
        raise


def fold_title(title: str) -> str:
    """Give the form of a column name that is compared: NFKC, no marks, no edges, one case."""
    return normalize("NFKC", title).replace("\ufeff", "").strip().casefold()


def _refuse_other_formats(start: bytes) -> None:
    if not start:
        raise _empty()
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            _("This is a workbook of the old kind (.xls), or one with a password."),
            _("Save it as .xlsx without a password, or as CSV."),
            effect=_("Nothing was read."),
        )
    if start.startswith((b"SQLite f", b"\x1f\x8b", b"%PDF")):
        raise Refused(
            _("This is not a table."),
            _("Give a CSV file or an .xlsx."),
            effect=_("Nothing was read."),
        )


def _empty() -> Refused:
    return Refused(
        _("The file is empty."),
        _("Its first row names the columns, the others hold the data."),
        effect=_("Nothing was read."),
    )


def _delimiter(text: io.TextIOWrapper) -> tuple[str, int]:
    """Give the delimiter the header shows, and how many lines stand before the records.

    Only the header is asked: the notes further down hold every mark there is. Excel's own first
    line `sep=;` is taken at its word. The stream is left at the first record.
    """
    first = text.readline()
    hint = re.fullmatch(r"sep=([,;\t])\s*", first)
    if hint:
        return hint[1], 1
    line = first
    while line and not line.strip():
        line = text.readline()
    text.seek(0)
    outside = re.sub(r'"[^"]*"?', "", line)
    return max(DELIMITERS, key=outside.count), 0


def _records(
    text: io.TextIOWrapper,
    delimiter: str,
    skipped: int,
    problems: list[Problem],
    limits: Limits,
    has_nul: bool,
) -> Iterator[Row]:
    """Give the records with their row numbers; what cannot be read becomes a problem."""
    number = skipped
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    with text:
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as fault:
                if not _note(problems, _unreadable(str(fault), number, limits), limits):
                    return
                continue
            except (OSError, UnicodeError) as fault:
                reason = _("The file changed or could not be read on: {fault}.").format(fault=fault)
                _note(problems, Problem(row=number, reason=reason, stops=True), limits)
                return
            if has_nul and any("\0" in cell for cell in cells):
                value = next(cell for cell in cells if "\0" in cell)
                reason = _("A NUL byte: this is no text, or UTF-16 saved without its mark.")
                if not _note(problems, Problem(row=number, value=value, reason=reason), limits):
                    return
                continue
            yield number, cells


def _note(problems: list[Problem], problem: Problem, limits: Limits) -> bool:
    """Keep a problem; tell whether reading may go on."""
    problems.append(replace(problem, value=problem.value[:SHOWN]))
    if not problem.stops and len(problems) >= limits.problems:
        reason = _("Too much is wrong; the rest was not read.")
        problems.append(Problem(row=problem.row, reason=reason, stops=True))
    return not problems[-1].stops


def _unreadable(fault: str, number: int, limits: Limits) -> Problem:
    if "field limit" in fault:
        reason = _("A cell of more than {most} characters: a quotation mark is missing.")
        return Problem(row=number, reason=reason.format(most=limits.cell), stops=True)
    if "unexpected end" in fault:
        reason = _("A quotation mark opens in this row and never closes.")
        return Problem(row=number, reason=reason, stops=True)
    return Problem(
        row=number, reason=_("Text after a closing quotation mark: double the marks inside.")
    )


def _sheet(
    records: Iterator[Row],
    problems: list[Problem],
    limits: Limits,
    *,
    encoding: str,
    delimiter: str,
    digest: str,
) -> Sheet:
    """Take the header off the records; the rest stays to be read.

    A first row that cannot be read leaves no header, and nothing after it can be understood.
    """
    known = len(problems)
    titles: list[str] = []
    header_row = 1
    for number, cells in records:
        header_row = number
        titles = [cell.replace("\ufeff", "").strip() for cell in cells]
        while titles and not titles[-1]:
            titles.pop()  # columns that were once used and emptied
        if titles or len(problems) > known:
            break
    if len(problems) > known:
        titles = []
        records = iter(())
    elif not titles:
        raise _empty()
    header = tuple(fold_title(title) for title in titles)
    problems.extend(_header_problems(header_row, header, titles))
    return Sheet(
        header=header,
        titles=tuple(titles),
        header_row=header_row,
        encoding=encoding,
        delimiter=delimiter,
        digest=digest,
        cells=_body(records, len(header), problems, limits),
        problems=problems,
    )


def _header_problems(
    number: int, header: Sequence[str], titles: Sequence[str]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for at, (folded, title) in enumerate(zip(header, titles, strict=True), start=1):
        if not folded:
            reason = _("Column {at} has no name.").format(at=at)
            yield Problem(row=number, reason=reason)
        elif folded in seen:
            yield Problem(row=number, column=title, reason=_("Two columns have this name."))
        seen.add(folded)


def _body(
    records: Iterator[Row], width: int, problems: list[Problem], limits: Limits
) -> Iterator[Row]:
    """Bring each record to the width of the header; stop when too much is wrong."""
    empty = True
    for number, cells in records:
        row = [cell.strip() for cell in cells]
        if len(row) != width:
            if any(row[width:]):
                value = next(cell for cell in row[width:] if cell)
                reason = _("More cells than the header has columns ({width}).").format(width=width)
                if not _note(problems, Problem(row=number, value=value, reason=reason), limits):
                    return
                continue
            row = row[:width] + [""] * (width - len(row))
        if any(row):
            empty = False
            yield number, row
    if empty and not problems:
        problems.append(Problem(row=1, reason=_("There are no rows under the header.")))
