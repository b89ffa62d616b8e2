"""Opening the one SQLite file, and the one function through which everything is written.

Convention: writers open `mode=rw` and never create; readers open `mode=ro`. Every write is one
`BEGIN IMMEDIATE` transaction and one journal entry.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streetchief.errors import NotALedger, StorageFault, StreetchiefError
from streetchief.ledger.faults import damaged, explain_os, explain_sqlite, read_only
from streetchief.ledger.schema import APPLICATION_ID, SCHEMA_VERSION
from streetchief.locale.text import gettext as _

_MAGIC = b"SQLite format 3\x00"
BUSY_SECONDS = 30.0


class Ledger:
    """An open ledger: the connection, where it lies and which site writes here."""

    __slots__ = ("connection", "path", "site")

    def __init__(self, connection: sqlite3.Connection, path: Path, site: str) -> None:
        self.connection = connection
        self.path = path
        self.site = site

    def close(self) -> None:
        self.connection.close()


def check_file(path: Path) -> None:
    """Refuse what is no ledger, by its first bytes and without touching it.

    Raises `StorageFault` for a path that leads to no file, `NotALedger` for another kind of file,
    another program's database, or a ledger newer than this program.
    """
    try:
        if path.is_dir():
            raise StorageFault(
                _("{path} is a folder, not a ledger.").format(path=path),
                _("Name the ledger file with --db."),
                effect=_("Nothing was changed."),
            )
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise StorageFault(
            _("There is no ledger at {path}.").format(path=path),
            _("Check the path, or make a new ledger with: streetchief init"),
            effect=_("Nothing was created."),
        ) from None
    except OSError as error:
        raise explain_os(error, path) from None
    if not head:
        raise _not_a_ledger(path, _("it is empty"))
    if not head.startswith(_MAGIC):
        raise _not_a_ledger(path, _("it is no SQLite file, or it is encrypted"))
    if len(head) < 100:
        raise damaged(path)
    application = int.from_bytes(head[68:72], "big")
    version = int.from_bytes(head[60:64], "big")
    if application != APPLICATION_ID:
        raise _not_a_ledger(path, _("it is another program's database"))
    if version > SCHEMA_VERSION:
        raise NotALedger(
            _("{path} was written by a newer streetchief (schema {version}).").format(
                path=path, version=version
            ),
            _("Update this program: pip install --upgrade streetchief"),
            effect=_("Nothing was changed."),
        )


def _not_a_ledger(path: Path, why: str) -> NotALedger:
    return NotALedger(
        _("{path} is not a streetchief ledger: {why}.").format(path=path, why=why),
        _("Name the right file with --db, or make a new ledger with: streetchief init"),
        effect=_("The file is untouched."),
    )


def busy_seconds() -> float:
    """Return how long a writer waits for another: STREETCHIEF_BUSY_SECONDS, else 30."""
    try:
        return max(0.0, float(os.environ.get("STREETCHIEF_BUSY_SECONDS", "")))
    except ValueError:
        return BUSY_SECONDS


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Return a connection in `mode` (ro, rw, rwc) with the ledger's pragmas set."""
    name = os.path.abspath(path).replace("\\", "/")
    for character, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        name = name.replace(character, code)
    uri = f"file:{name if name.startswith('/') else '/' + name}?mode={mode}"
    connection = sqlite3.connect(
        uri, timeout=busy_seconds(), isolation_level=None, uri=True, cached_statements=64
    )
    connection.execute("PRAGMA foreign_keys = ON")
    if mode != "ro":
        connection.execute("PRAGMA synchronous = EXTRA")
    return connection


def open_reader(path: Path, *, patient: bool = True) -> Ledger:
    """Open the ledger for reading only.

    A write that was cut off leaves a journal beside the file that only a writer can roll back;
    where this user may write, that is done here, otherwise a sentence says who must. Who is not
    `patient` neither waits for a writer nor rolls anything back.
    """
    check_file(path)
    try:
        connection = connect(path, "ro")
        if not patient:
            connection.execute("PRAGMA busy_timeout = 0")
        return _opened(connection, path)
    except sqlite3.Error as error:
        leftover = Path(f"{path}-journal")
        if not patient or not leftover.exists():
            raise explain_sqlite(error, path) from error
    try:
        recovering = connect(path, "rw")
        try:
            recovering.execute("SELECT count(*) FROM here").fetchone()
        finally:
            recovering.close()
        return _opened(connect(path, "ro"), path)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise explain_sqlite(error, path) from error
        raise StorageFault(
            _("A write to {path} was cut off and must first be rolled back.").format(path=path),
            _("Let someone who may write to the file and its folder run: streetchief verify"),
            effect=_("Nothing was changed."),
        ) from error


def open_writer(path: Path) -> Ledger:
    """Open an existing ledger for writing; never creates one."""
    check_file(path)
    if not os.access(path, os.W_OK) or not os.access(path.absolute().parent, os.W_OK):
        raise read_only(path)
    try:
        return _opened(connect(path, "rw"), path)
    except sqlite3.Error as error:
        raise explain_sqlite(error, path) from error


def _opened(connection: sqlite3.Connection, path: Path) -> Ledger:
    try:
        row = connection.execute("SELECT site FROM here").fetchone()
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_ERROR:
            raise damaged(path) from error  # the very list of tables cannot be read
        raise
    if row is None:
        connection.close()
        raise damaged(path, _("It names no site."))
    if version < SCHEMA_VERSION:
        connection.close()
        raise NotALedger(
            _("{path} was written by an older streetchief (schema {version}).").format(
                path=path, version=version
            ),
            _("Open it with the streetchief that wrote it."),
            effect=_("Nothing was changed."),
        )
    return Ledger(connection, path, row[0])


@contextmanager
def reading(ledger: Ledger) -> Iterator[sqlite3.Connection]:
    """Read several things from one unchanging state of the ledger."""
    connection = ledger.connection
    nested = connection.in_transaction
    try:
        if not nested:
            connection.execute("BEGIN")
        yield connection
    except sqlite3.Error as error:
        raise explain_sqlite(error, ledger.path) from error
    finally:
        if not nested and connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Run one IMMEDIATE transaction: all of it, or nothing.

    IMMEDIATE takes the write lock before the first read, so what an act has checked is still true
    when it writes.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    except StreetchiefError:
        raise
    except sqlite3.Error as error:
        raise explain_sqlite(error, path) from error


@contextmanager
def roomy_cache(connection: sqlite3.Connection) -> Iterator[None]:
    """Give a write of very many rows 48 MB of pages instead of SQLite's two, while it lasts."""
    before = connection.execute("PRAGMA cache_size").fetchone()[0]
    connection.execute("PRAGMA cache_size = -48000")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {int(before)}")
