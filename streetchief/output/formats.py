"""The formats a table leaves in, and the one function that writes it.

Convention: nobody chooses a format unasked but for the stream: a terminal gets `table`, everything
else `plain`. What draws a format is imported only when it is the one.
"""

from __future__ import annotations

import sys
from typing import Literal, TextIO

from streetchief.output.table import Table, show

Format = Literal["table", "plain", "markdown", "html", "csv", "tsv", "json", "jsonl"]
FORMATS: tuple[Format, ...] = (
    "table",
    "plain",
    "markdown",
    "html",
    "csv",
    "tsv",
    "json",
    "jsonl",
)


def default_format(stream: TextIO) -> Format:
    """Choose table where a person looks at a terminal, plain everywhere else."""
    return "table" if stream.isatty() else "plain"


def write_table(
    table: Table,
    format: Format | None = None,  # noqa: A002 - the word of the option it comes from
    stream: TextIO | None = None,
    *,
    width: int | None = None,
    bom: bool = False,
) -> None:
    """Write the table to the stream, standard output unless given.

    `width` is the terminal's in columns, found out unless given, and used by `table` only. `bom`
    begins csv and tsv with a byte order mark, which Excel needs to read them as UTF-8. Raises
    OSError as the stream does: write inside `output.stream.output`.
    """
    stream = stream or sys.stdout
    format = format or default_format(stream)  # noqa: A001
    if format == "plain":
        from streetchief.output.text import plain_text

        stream.write(plain_text(show(table)))
    elif format == "table":
        from streetchief.output.terminal import print_table

        print_table(table, stream, width)
    elif format in ("markdown", "html"):
        from streetchief.output import text as table_text

        words = show(table)
        stream.write(
            table_text.markdown_text(words)
            if format == "markdown"
            else table_text.html_text(words, table.tones)
        )
    else:
        from streetchief.output import data as table_data

        if format == "json":
            stream.write(table_data.json_text(table))
        elif format == "jsonl":
            stream.write(table_data.jsonl_text(table))
        else:
            stream.write("\ufeff" if bom else "")
            table_data.write_csv(table, stream, "," if format == "csv" else "\t")
