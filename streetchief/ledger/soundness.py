"""The file as such: its header, its pages, its tables and guards.

Convention: the header is read before SQLite opens the file and never while it is open, because
closing a second handle would drop SQLite's own locks. Every check returns findings and raises
nothing that damage could cause.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from streetchief.errors import NotALedger, StreetchiefError
from streetchief.ledger.faults import damaged
from streetchief.ledger.ledger import Ledger, check_file, open_reader
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.values.findings import COMPLETE, SECURE, USABLE, Finding

_CONSTANT = (
    (18, 24, bytes((1, 1, 0, 64, 32, 32))),
    (44, 48, bytes((0, 0, 0, 4))),
    (52, 60, bytes((0, 0, 0, 0, 0, 0, 0, 1))),
    (64, 68, bytes(4)),
    (72, 92, bytes(20)),
)
"""Bytes of SQLite's header that are the same in every ledger: journal mode, payload fractions,
schema format, auto-vacuum, encoding, the reserved space (https://sqlite.org/fileformat.html)."""

_SURE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR}

Check = Callable[[], Iterable[Finding]]

_TYPES = {
    "table": N_("table"),
    "index": N_("index"),
    "trigger": N_("trigger"),
    "view": N_("view"),
}


def open_for_checking(path: Path) -> tuple[Ledger, list[Finding]]:
    """Open a ledger, perhaps damaged, for reading only; return it and what its header shows.

    Raises what `open_reader` raises; a file whose tables cannot even be found is `NotALedger`.
    """
    check_file(path)
    findings = _header_findings(path)
    try:
        ledger = open_reader(path)
    except UnicodeError as error:  # SQLite's own message holds pieces of the damaged page
        raise damaged(path) from error
    except StreetchiefError as error:
        cause = error.__cause__
        if isinstance(cause, sqlite3.Error) and (
            findings or getattr(cause, "sqlite_errorcode", 1) & 0xFF in _SURE
        ):
            raise damaged(path) from cause
        raise
    ledger.connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    ledger.connection.execute("PRAGMA cell_size_check = ON")
    return ledger, findings


def _header_findings(path: Path) -> list[Finding]:
    with path.open("rb") as file:
        head = file.read(100)
    size = int.from_bytes(head[16:18], "big")
    odd = not (size == 1 or (size >= 512 and size & (size - 1) == 0))
    if odd or any(head[first:last] != usual for first, last, usual in _CONSTANT):
        return [
            Finding(
                quality=USABLE,
                about="header",
                text=_("The header of the file is not as SQLite writes it for a ledger."),
            )
        ]
    return []


def is_damaged(path: Path) -> bool:
    """Tell whether the ledger cannot be read as it was written, to explain another failure."""
    try:
        ledger, findings = open_for_checking(path)
    except NotALedger:
        return True
    except StreetchiefError:
        return False
    try:
        return bool(findings or guarded(lambda: check_pages(ledger), ""))
    finally:
        ledger.close()


def guarded(check: Check, what: str) -> list[Finding]:
    """Run a check that damage may stop half-way, and make a finding of that."""
    found: list[Finding] = []
    try:
        found.extend(check())
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise
        found.append(_unreadable(what, error))
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        found.append(_unreadable(what, error))
    return found


def _unreadable(what: str, error: Exception) -> Finding:
    return Finding(
        quality=USABLE,
        about="unreadable",
        text=_("{what} could not be read to the end: {error}").format(what=what, error=error),
    )


def check_pages(ledger: Ledger) -> Iterable[Finding]:
    """Let SQLite check every page, every index and every reference between tables."""
    connection = ledger.connection
    page_count = connection.execute("PRAGMA page_count").fetchone()[0]
    page_size = connection.execute("PRAGMA page_size").fetchone()[0]
    stored = os.stat(ledger.path).st_size
    if stored != page_count * page_size:
        yield Finding(
            quality=COMPLETE,
            about="size",
            text=_("The file has {stored} bytes, but should have {expected}.").format(
                stored=stored, expected=page_count * page_size
            ),
        )
    for (said,) in connection.execute("PRAGMA integrity_check(100)"):
        if said != "ok":
            yield Finding(
                quality=USABLE,
                about="pages",
                text=_("SQLite finds damage: {said}").format(said=str(said).replace("\n", " ")),
            )
    for table, row, parent, _number in connection.execute("PRAGMA foreign_key_check"):
        yield Finding(
            quality=COMPLETE,
            about="reference",
            text=_("Row {row} of {table} refers to a row of {parent} that is not there.").format(
                row=row, table=table, parent=parent
            ),
            number=row,
        )


def check_schema(ledger: Ledger) -> Iterable[Finding]:
    """Compare the text of every table, index and trigger with what a new ledger would have."""
    expected, present = _expected_schema(), _schema(ledger.connection)
    for (kind, name), text in expected.items():
        if (kind, name) not in present:
            yield _schema_finding("schema_missing", _("The {kind} {name} is missing."), kind, name)
        elif present[kind, name] != text:
            yield _schema_finding("schema_altered", _("The {kind} {name} was altered."), kind, name)
    for kind, name in present.keys() - expected.keys():
        yield _schema_finding(
            "schema_foreign", _("The {kind} {name} does not belong to a ledger."), kind, name
        )


def _schema_finding(about: str, text: str, kind: str, name: str) -> Finding:
    said = _(_TYPES[kind]) if kind in _TYPES else kind
    return Finding(quality=SECURE, about=about, text=text.format(kind=said, name=name))


def _schema(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    rows = connection.execute(
        "SELECT type, name, sql FROM main.sqlite_master WHERE substr(name, 1, 7) <> 'sqlite_'"
    )
    return {(str(kind), str(name)): str(text) for kind, name, text in rows}


def _expected_schema() -> dict[tuple[str, str], str]:
    from streetchief.ledger.migrations import migrate

    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(fresh, Path("ledger"))
        return _schema(fresh)
    finally:
        fresh.close()
