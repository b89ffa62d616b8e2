"""Tables for other programs: CSV, TSV, JSON, JSON lines.

The convention to know: JSON says exactly what is stored. CSV and TSV mostly end in a spreadsheet,
where text is first made harmless and then kept from being a formula; `export` is the way out that
can be imported again to the letter.
"""

from __future__ import annotations

from typing import TextIO

from streetchief.output.json import json_document, json_line
from streetchief.output.safe import csv_safe, safe
from streetchief.output.table import Cell, Table, data_rows


def json_text(table: Table) -> str:
    """Write the envelope with the rows, then the extra keys."""
    body = {"rows": list(data_rows(table)), **table.extra}
    return json_document(table.name, body, table.version)


def jsonl_text(table: Table) -> str:
    """Write each row as an object on a line of its own."""
    return "".join(f"{json_line(row)}\n" for row in data_rows(table))


def write_csv(table: Table, stream: TextIO, delimiter: str) -> None:
    """Write a row of keys, then the rows; lines end with LF, None is empty, lists join with ;."""
    import csv

    columns = [column for column in table.columns if column.key]
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    for row in data_rows(table):
        writer.writerow(
            [
                _csv_cell(value, is_text=column.kind != "number")
                for column, value in zip(columns, row.values(), strict=True)
            ]
        )


def _csv_cell(value: Cell, *, is_text: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value).lower() if isinstance(value, bool) else str(value)
    text = safe(value if isinstance(value, str) else ";".join(value))
    return csv_safe(text) if is_text else text
