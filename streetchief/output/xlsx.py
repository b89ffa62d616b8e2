"""Tables as a workbook, a sheet each.

Convention: numbers, rates and tonnes are numbers, so that they can be summed; every text is
written as text, so that no cell becomes a formula, a link or a date. Needs the extra `xlsx`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from streetchief.errors import Refused
from streetchief.locale.text import gettext as _
from streetchief.output.safe import safe
from streetchief.output.table import Table, show
from streetchief.output.width import width
from streetchief.value import replace

_NOT_XML = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_WIDEST = 48  # columns of text in a cell before it breaks


class Sheet(NamedTuple):
    """One table to be a sheet: what its tab is called, what is said above the table besides."""

    name: str
    table: Table
    said: str = ""


def tables_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Return tables as one XLSX file. Raises `Refused` without the extra."""
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise Refused(
            _("This format needs an extra package."),
            'pip install "streetchief[xlsx]"',
            effect=_("Nothing was written."),
        ) from None
    raw = io.BytesIO()
    book = Workbook(
        raw,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": _fixed_date()})
    cell = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "border": 1}
    head = {**cell, "bold": True, "bg_color": "#F0F0F0", "align": "center", "text_wrap": True}
    styles = {
        "title": book.add_format({"font_name": "黑体", "font_size": 14, "valign": "vcenter"}),
        "plain": book.add_format({"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}),
        "head": book.add_format(head),
        "text": book.add_format({**cell, "text_wrap": True}),
        "count": book.add_format({**cell, "num_format": "0"}),
        "amount": book.add_format({**cell, "num_format": "0.00"}),
        "rate": book.add_format({**cell, "num_format": "0.00%"}),
        "right": book.add_format({**cell, "align": "right"}),
    }
    taken: set[str] = set()
    for sheet in sheets:
        _fill(book.add_worksheet(_sheet_name(sheet.name, taken)), sheet, styles)
    book.close()
    return raw.getvalue()


def _fill(sheet: Any, wanted: Sheet, styles: dict[str, Any]) -> None:
    table = replace(wanted.table, tones=())  # a symbol is for those who cannot see colour
    shown = show(table)
    sheet.write_string(0, 0, (shown.title or wanted.name).translate(_NOT_XML), styles["title"])
    sheet.write_string(1, 0, safe(wanted.said).translate(_NOT_XML), styles["plain"])
    for at, title in enumerate(shown.titles):
        sheet.write_string(2, at, title.translate(_NOT_XML), styles["head"])
    places = [place for place, column in enumerate(table.columns) if column.title]
    columns = [table.columns[place] for place in places]
    rows = [[row[place] for place in places] for row in table.rows]
    for down, (raw, words) in enumerate(zip(rows, shown.rows, strict=True), 3):
        for at, (column, value, text) in enumerate(zip(columns, raw, words, strict=True)):
            number = column.kind == "number"
            _cell(sheet, down, at, value if number else text, text, styles, number=number)
    if not shown.rows and shown.notes:
        sheet.write_string(3, 0, shown.notes[0].translate(_NOT_XML), styles["text"])
    for at, cells in enumerate(zip(shown.titles, *shown.rows, strict=True)):
        sheet.set_column(at, at, min(_WIDEST, 3 + max(map(width, cells))))
    sheet.set_row(0, 24)
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    sheet.set_footer("&C&P / &N")


def _cell(
    sheet: Any,
    down: int,
    at: int,
    value: object,
    text: str,
    styles: dict[str, Any],
    *,
    number: bool,
) -> None:
    """Write one cell; `value` is a number, a printed rate or amount, or just the words."""
    if isinstance(value, int):
        sheet.write_number(down, at, value, styles["count"])
    elif isinstance(value, str) and value != text:
        sheet.write_string(down, at, text.translate(_NOT_XML), styles["text"])
    elif number and text == "—":
        sheet.write_string(down, at, text, styles["right"])
    elif (rate := re.fullmatch(r"(\d+\.\d\d)%", text)) is not None:
        sheet.write_number(down, at, float(rate[1]) / 100, styles["rate"])
    elif value is not None and re.fullmatch(r"\d+\.\d\d", text):
        sheet.write_number(down, at, float(text), styles["amount"])
    else:
        sheet.write_string(down, at, text.translate(_NOT_XML), styles["text"])


def _sheet_name(wanted: str, taken: set[str]) -> str:
    """Return a name Excel accepts and that no other sheet has, whatever its case."""
    plain = _NOT_IN_NAMES.sub("", wanted).translate(_NOT_XML).strip() or "1"
    name, number = plain[:_LONGEST_NAME], 2
    while name.casefold() in taken:
        ending = f"-{number}"
        name, number = plain[: _LONGEST_NAME - len(ending)] + ending, number + 1
    taken.add(name.casefold())
    return name


def _fixed_date() -> Any:
    from datetime import datetime

    return datetime(1980, 1, 1)  # noqa: DTZ001 - the same papers give the same bytes
