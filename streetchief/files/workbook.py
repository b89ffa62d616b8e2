"""Read the first visible sheet of an .xlsx workbook as rows of text.

The convention to know: python-calamine holds a sheet as a full rectangle, so one stray cell at the
far corner would ask for all memory. The workbook is therefore looked through first (see `archive`)
for its true extent, and for what the values alone cannot show: formulas nobody calculated, error
values, merged cells. Dates become ISO text, whole numbers lose their point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from streetchief.errors import BadUsage, Refused
from streetchief.files.problem import Limits, Problem
from streetchief.files.zip import unpacked
from streetchief.locale.text import gettext as _

_TOKEN = re.compile(rb"<(?:\w+:)?(row|c|f|v|is|mergeCell)(?=[\s/>])([^<>]*)>(?=(.))", re.DOTALL)
_ATTRIBUTE = re.compile(rb'(?<![\w:])([\w:]+)\s*=\s*(?:"([^"]*)"|\'([^\']*)\')')
_REFERENCE = re.compile(rb"([A-Z]{1,4})([0-9]{1,9})")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^<>]*)>")
_SMALL_PARTS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_SMALL_PART = 2_000_000


@dataclass(slots=True, kw_only=True)
class _Extent:
    """What one sheet's XML shows: its last row and column, and cells with something wrong."""

    rows: int = 0
    columns: int = 0
    uncalculated: list[tuple[int, str]] = field(default_factory=list)
    errors: list[tuple[int, str]] = field(default_factory=list)
    merged: list[tuple[int, str]] = field(default_factory=list)


def read_workbook(
    file: IO[bytes], problems: list[Problem], limits: Limits
) -> tuple[str, Iterator[tuple[int, list[str]]]]:
    """Give the SHA-256 of the file and its rows, numbered as the program that made it shows them.

    Raises BadUsage without the extra `xlsx`; Refused for a damaged, locked or overlarge workbook
    (`limits`) and one without a visible sheet.
    """
    try:
        import python_calamine
    except ImportError as fault:
        raise BadUsage(
            _("Workbooks (.xlsx) need an extra that is not installed."),
            _("pip install 'streetchief[xlsx]', or save the sheet as CSV."),
            effect=_("Nothing was read."),
        ) from fault
    from hashlib import sha256

    extents, parts = _look_through(file, limits)
    file.seek(0)
    digest = sha256(file.read(limits.packed)).hexdigest()
    file.seek(0)
    try:
        workbook = python_calamine.load_workbook(file)
        at = next(
            at
            for at, about in enumerate(workbook.sheets_metadata)
            if about.visible == python_calamine.SheetVisibleEnum.Visible
            and about.typ == python_calamine.SheetTypeEnum.WorkSheet
        )
        sheet = workbook.get_sheet_by_index(at)
        width = (sheet.end[1] + 1) if sheet.end else 0
    except StopIteration:
        file.close()
        raise Refused(
            _("The workbook has no visible sheet."),
            _("Unhide the sheet."),
            effect=_("Nothing was read."),
        ) from None
    except (python_calamine.CalamineError, ValueError, OSError) as fault:
        raise _unreadable(fault) from fault
    except BaseException as fault:
        # A library in Rust gives up with an exception that is no Exception.
        if type(fault).__name__ == "PanicException":
            raise _unreadable(fault) from None
        raise
    part = parts[at] if at < len(parts) else ""
    problems.extend(_problems_of(extents.get(part), limits))
    return digest, _rows(sheet, width, file)


def text_of(value: Any) -> str:
    """Give a cell's value as the text a CSV would hold.

    330727001204.0 is 330727001204, a date 2026-11-22, an instant 2026-11-22T09:30 (rounded to the
    second: Excel keeps fractions of days), a duration its hours and minutes.
    """
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        whole = value.replace(microsecond=0)
        if value.microsecond >= 500_000 and value.year < 9999:
            whole += timedelta(seconds=1)
        return whole.isoformat(timespec="seconds" if whole.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        clock = f"{minutes // 60}:{minutes % 60:02}"
        return f"{clock}:{seconds:02}" if seconds else clock
    return str(value)


def _rows(sheet: Any, width: int, file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    with file:
        for number, values in enumerate(sheet.iter_rows(), start=1):
            cells = [value if type(value) is str else text_of(value) for value in values]
            yield number, cells[:width]


def _unreadable(fault: BaseException) -> Refused:
    return Refused(
        _("The workbook cannot be read: {fault}.").format(fault=fault),
        _("Open it, save it under a new name, and try again."),
        effect=_("Nothing was read."),
    )


def _look_through(file: IO[bytes], limits: Limits) -> tuple[dict[str, _Extent], list[str]]:
    """Measure every sheet, and tell which part of the archive holds which sheet, in order."""
    extents: dict[str, _Extent] = {}
    small = dict.fromkeys(_SMALL_PARTS, b"")
    for name, pieces in unpacked(file, limits):
        if name in small:
            for piece in pieces:
                small[name] = (small[name] + piece)[:_SMALL_PART]
        elif name.startswith("xl/worksheets/") and name.endswith(".xml"):
            extents[name] = _measure(pieces, limits)
    targets = {
        about.get(b"Id"): about.get(b"Target", b"").decode("utf-8", "replace")
        for about in map(_attributes, _RELATION.findall(small[_SMALL_PARTS[1]]))
    }
    sheets = map(_attributes, _SHEET.findall(small[_SMALL_PARTS[0]]))
    found = [targets.get(about.get(b"r:id"), "") for about in sheets]
    return extents, [
        target.removeprefix("/") if target.startswith("/") else f"xl/{target}" for target in found
    ]


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return {name: one or other for name, one, other in _ATTRIBUTE.findall(text)}


def _measure(pieces: Iterator[bytes], limits: Limits) -> _Extent:
    """Follow the cells of one sheet; only those with a value count, as the reader counts them."""
    extent = _Extent()
    row = column = 0
    reference, kind, formula, valued = "", b"", False, False
    rest = b""
    for piece in pieces:
        text = rest + piece
        end = 0
        for token in _TOKEN.finditer(text):
            end = token.end()
            tag, attributes, after = token.groups()
            if tag in (b"row", b"c") and formula and not valued:
                extent.uncalculated.append((row, reference))
            if tag == b"row":
                number = _attributes(attributes).get(b"r", b"")
                row = int(number) if number.isdigit() and len(number) < 10 else row + 1
                column, formula, valued = 0, False, False
            elif tag == b"c":
                about = _attributes(attributes)
                kind, formula, valued = about.get(b"t", b""), False, False
                place = _REFERENCE.fullmatch(about.get(b"r", b""))
                row, column = (int(place[2]), _column(place[1])) if place else (row, column + 1)
                reference = f"{_letters(column)}{row}"
            elif tag == b"f":
                formula = True
            elif tag == b"mergeCell":
                merged = _attributes(attributes).get(b"ref", b"").decode("ascii", "replace")
                first = _REFERENCE.match(merged.encode("ascii", "replace"))
                extent.merged.append((int(first[2]) if first else 0, merged))
            elif (
                kind == b"str" or (after != b"<" and not attributes.endswith(b"/")) or tag == b"is"
            ):
                valued = True
                extent.rows = max(extent.rows, row)
                extent.columns = max(extent.columns, column)
                if kind == b"e":
                    extent.errors.append((row, reference))
                if row > limits.rows + 1 or extent.rows * extent.columns > limits.cells:
                    raise Refused(
                        _("The sheet reaches to row {row}, column {column}: too far.").format(
                            row=extent.rows, column=_letters(extent.columns)
                        ),
                        _("At most {rows} rows; save larger sheets as CSV.").format(
                            rows=limits.rows
                        ),
                        effect=_("Nothing was read."),
                    )
        opening = text.rfind(b"<", end)
        rest = text[opening:] if opening >= 0 else b""
    if formula and not valued:
        extent.uncalculated.append((row, reference))
    return extent


def _problems_of(extent: _Extent | None, limits: Limits) -> Iterator[Problem]:
    if extent is None:
        return
    for found, reason in (
        (extent.uncalculated, _("A formula without its value: calculate and save the workbook.")),
        (extent.errors, _("A formula that ends in an error.")),
        (extent.merged, _("Merged cells: take them apart and fill each row.")),
    ):
        for row, reference in found[: limits.problems]:
            yield Problem(row=row, value=reference, reason=reason)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, at = divmod(column - 1, 26)
        letters = chr(65 + at) + letters
    return letters
