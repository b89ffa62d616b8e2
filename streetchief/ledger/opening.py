"""Opening the ledger for one call: to read, to write, or to check what may be damaged.

Convention: whatever was opened is closed when the block ends, and its settings come with it. What a
failure means is said by `explain_failure`, which looks at the file only after one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from streetchief.errors import StreetchiefError
from streetchief.ledger.journal import live
from streetchief.ledger.ledger import Ledger, open_reader, open_writer
from streetchief.value import value

if TYPE_CHECKING:
    from streetchief.values.findings import Finding


@value
class Opened:
    """An open ledger with its settings (zone, lang, town, …) by name.

    `findings` is what opening it showed already, when it was opened to be checked.
    """

    ledger: Ledger
    settings: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


def find_settings(connection: sqlite3.Connection, site: str) -> dict[str, str]:
    """Return the settings this site made, the last live value of each."""
    rows = connection.execute(
        "SELECT s.name, s.value FROM setting s JOIN journal j ON j.id = s.entry "
        f"WHERE j.site = ? AND {live('s')} ORDER BY s.id",
        (site,),
    )
    return {str(name): str(value) for name, value in rows}


@contextmanager
def opened_to_read(path: Path) -> Iterator[Opened]:
    """Open a ledger to read from it; raises what `ledger.ledger.open_reader` raises."""
    with _closing(open_reader(path)) as ledger:
        yield Opened(ledger=ledger, settings=find_settings(ledger.connection, ledger.site))


@contextmanager
def opened_to_glance(path: Path) -> Iterator[Opened]:
    """Open a ledger for a look that nobody waits for: raises at once where it cannot be read, and
    rolls nothing back."""
    with _closing(open_reader(path, patient=False)) as ledger:
        yield Opened(ledger=ledger, settings=find_settings(ledger.connection, ledger.site))


@contextmanager
def opened_to_write(path: Path) -> Iterator[Opened]:
    """Open a ledger to write to it; raises what `ledger.ledger.open_writer` raises."""
    with _closing(open_writer(path)) as ledger:
        yield Opened(ledger=ledger, settings=find_settings(ledger.connection, ledger.site))


@contextmanager
def opened_to_check(path: Path) -> Iterator[Opened]:
    """Open a ledger that may be damaged; settings that cannot be read are none."""
    from streetchief.ledger.soundness import open_for_checking

    damaged_perhaps, findings = open_for_checking(path)
    with _closing(damaged_perhaps) as ledger:
        settings: dict[str, str] = {}
        with suppress(sqlite3.Error):
            settings = find_settings(ledger.connection, ledger.site)
        yield Opened(ledger=ledger, settings=settings, findings=tuple(findings))


@contextmanager
def _closing(ledger: Ledger) -> Iterator[Ledger]:
    try:
        yield ledger
    finally:
        ledger.close()


def explain_failure(error: Exception, path: Path) -> StreetchiefError | None:
    """Return what to say of a failure that damage to the ledger caused; None when it is a fault
    of this program, which must not be hidden."""
    from streetchief.ledger.faults import damaged, explain_sqlite
    from streetchief.ledger.soundness import is_damaged

    try:
        is_broken = is_damaged(path)
    except (StreetchiefError, OSError, sqlite3.Error):
        return None
    if is_broken:
        return damaged(path)
    return explain_sqlite(error, path) if isinstance(error, sqlite3.Error) else None
