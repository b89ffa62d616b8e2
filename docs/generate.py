"""Write the pages of the docs that follow from the code: commands, tables, columns of imports.

Convention: `--check` writes nothing and fails when a page is not what the code says.

    python docs/generate.py [--check]
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path

from streetchief.cli.catalog import CATALOG, Branch
from streetchief.cli.main import call
from streetchief.files.columns import COLUMNS, NOUNS
from streetchief.ledger.schema import FACTS, JOURNAL_COLUMNS

HERE = Path(__file__).parent

LEDGER = """\
# Tables of the ledger

Written by `make docs` from `streetchief/ledger/schema.py`. Facts are only ever added; each has its
number `id` and the journal `entry` that wrote it. A day is the number of days since 1970-01-01,
`started_at` the seconds since then on the clock of the ledger's zone, `recorded_at` and `known_at`
UTC seconds. Of the kinds of column, `own` is the id of this thing's first version, `place` and
`holder` the id of theirs, `fact` the number of a row of any table, `entry` the `id` of a row of the
journal.
"""

IMPORT = """\
# Columns of an import

Written by `make docs` from `streetchief/files/columns.py`. `import NOUN FILE` reads CSV or a
workbook with one header row, its columns in any order and under any of these names. Absent and
empty are the same; a column nobody knows is an error that names the near ones. The whole file is
taken or refused; with `--partial REJECTS.csv` the good rows go in and the others come back with
their reasons. A row that is there already is no problem.

## Names

A place or a holder is meant by its code, by its name, by an alias, by its name without its ending
(大皿 for 大皿村村委会), by how its name begins, or by pinyin initials, in this order; the first of
these that fits anything decides. `town/street` and `unit/name` narrow it, as the columns `town` and
`unit` do. What fits nothing, or two, is refused with the near names.
"""


def commands() -> list[str]:
    """Return every command as it is typed, in the order of the help."""
    names = []
    for name, entry in CATALOG.items():
        if isinstance(entry, Branch):
            names += [f"{name} {verb}" for verb in entry.verbs]
        else:
            names.append(name)
    return names


def help_of(command: str) -> str:
    """Return what `streetchief COMMAND --help` prints, 90 columns wide, in English."""
    os.environ |= {"COLUMNS": "90", "STREETCHIEF_LANG": "en"}
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        call([*command.split(), "--help"])
    return said.getvalue().rstrip()


def command_page() -> str:
    """Return docs/commands.md."""
    parts = [
        "# Commands",
        "",
        "Written by `make docs` from the program's own help; the same in Chinese with `--lang zh`.",
        "",
        "```text",
        help_of(""),
        "```",
    ]
    for command in commands():
        parts += ["", f"## streetchief {command}", "", "```text", help_of(command), "```"]
    return "\n".join(parts) + "\n"


def ledger_page() -> str:
    """Return docs/tables.md."""
    parts = [
        LEDGER,
        "## journal",
        "",
        "One row a write: the chain of digests.",
        "",
        "| column | type | meaning |",
        "|---|---|---|",
        *(
            f"| {name} | {kind.split()[0].lower()} | {text} |"
            for name, kind, text in JOURNAL_COLUMNS
        ),
    ]
    for table in FACTS:
        parts += ["", f"## {table.name}", "", f"{table.comment[0].upper()}{table.comment[1:]}.", ""]
        parts += ["| column | kind | meaning |", "|---|---|---|"]
        parts += [
            f"| {column.name} | {column.kind}{'' if column.required else ', optional'} "
            f"| {column.comment.replace('|', chr(92) + '|')} |"
            for column in table.columns
        ]
    parts += [
        "",
        "## week_tally",
        "",
        "The only derived table: valid patrols by week, place, duty and holder, one count for each",
        "day of the week. `verify` counts it again from the log.",
    ]
    return "\n".join(parts) + "\n"


def import_page() -> str:
    """Return docs/import.md."""
    parts = [IMPORT.rstrip()]
    for noun in NOUNS:
        columns = COLUMNS[noun]
        parts += ["", f"## import {noun}", "", "| column | also called |", "|---|---|"]
        parts += [
            f"| {f'**{name}**' if name in columns.required else name} | {'、'.join(also)} |"
            for name, also in columns.names.items()
        ]
    parts += [
        "",
        "Columns in bold have to be there. `recorded_at` is taken with `--trust-recorded` only.",
    ]
    return "\n".join(parts) + "\n"


PAGES = {"commands.md": command_page, "tables.md": ledger_page, "import.md": import_page}


def main(check: bool) -> int:
    """Write the pages, or say which are not what the code says."""
    stale = []
    for name, page in PAGES.items():
        path = HERE / name
        text = page()
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        sys.stderr.write(f"docs/{name} is not what the code says: run make docs\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
