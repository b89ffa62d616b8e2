"""Making a ledger and bringing an old one up to date, by sqlite-utils in one immediate transaction.

Convention: a migration is never edited once released; a change of schema is a new one with a new
number. The version is read again inside the transaction, so racing programs do the work once.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from streetchief.durable import sync_folder
from streetchief.errors import Refused
from streetchief.ledger.faults import explain_os, explain_sqlite
from streetchief.ledger.ledger import connect, transaction
from streetchief.ledger.schema import APPLICATION_ID, SCHEMA_VERSION, ledger_ddl
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations


def _migrations() -> Migrations:
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("streetchief")

    @migrations(name="m001_ledger")
    def m001_ledger(db: Database) -> None:
        for statement in ledger_ddl():
            db.conn.execute(statement)

    return migrations


def migrate(connection: sqlite3.Connection, path: Path) -> bool:
    """Bring the open ledger to the current schema; return whether anything was to do."""
    from sqlite_utils import Database

    with transaction(connection, path):
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version >= SCHEMA_VERSION:
            return False
        options: dict[str, Any] = {"execute_plugins": False}
        _migrations().apply(Database(connection, **options))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return True


def create(path: Path) -> Path:
    """Make an empty ledger in a new file beside `path` and return that file.

    It becomes the ledger by `put_in_place`, once its first entry is in it: a half-made ledger
    never has the real name. Raises `Refused` when something is already at `path`.
    """
    if path.exists() or path.is_symlink():
        raise already_there(path)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        os.close(descriptor)
    except OSError as error:
        raise explain_os(error, path.parent if not path.parent.is_dir() else path) from None
    try:
        connection = connect(fresh, "rw")
        try:
            migrate(connection, fresh)
        finally:
            connection.close()
    except sqlite3.Error as error:
        fresh.unlink(missing_ok=True)
        raise explain_sqlite(error, path) from error
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def put_in_place(fresh: Path, path: Path) -> None:
    """Give the finished file its real name, unless something took that name meanwhile."""
    try:
        try:
            os.link(fresh, path)
        except (AttributeError, NotImplementedError, PermissionError):
            if path.exists():
                raise FileExistsError(path) from None
            os.rename(fresh, path)
    except FileExistsError:
        raise already_there(path) from None
    except OSError as error:
        raise explain_os(error, path) from None
    finally:
        fresh.unlink(missing_ok=True)
    sync_folder(path.parent)


def already_there(path: Path) -> Refused:
    """Return the refusal to make a ledger where something is."""
    return Refused(
        _("There is already something at {path}.").format(path=path),
        _("Choose another path with --db, or keep using that ledger."),
        effect=_("Nothing was changed."),
    )
