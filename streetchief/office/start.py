"""Making a ledger: the file, its site, its settings and its first rulebook, in one entry.

Convention: a ledger gets its real name only when its first entry is in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from streetchief.ledger.faults import explain_os
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.ledger import Ledger, connect
from streetchief.ledger.migrations import create, put_in_place
from streetchief.ledger.office import Office, acting, clean
from streetchief.ledger.opening import Opened
from streetchief.rulebook.rules.duty import DutyVersion
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.value import value
from streetchief.values.register import TOWN, place_identity


@value
class Started:
    """A new ledger: where it lies, its site and the rulebook it began with."""

    path: Path
    site: str
    town: str | None
    rulebook: str


def start_ledger(
    path: Path,
    office_of: Callable[[Opened], Office],
    rulebook: Rulebook,
    *,
    site: str,
    town: str | None,
    zone: str,
    lang: str | None,
    with_folder: bool = False,
) -> Started:
    """Make a ledger at `path` with its site, settings, rulebook and, if named, its town.

    `office_of` gives the office of the new file; `with_folder` makes the folder it lies in. Raises
    `Refused` when something is there already, `StorageFault` when it cannot be made.
    """
    if with_folder:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise explain_os(error, path.parent) from None
    fresh = create(path)
    try:
        connection = connect(fresh, "rw")
        try:
            connection.execute("INSERT INTO here (site) VALUES (?)", (site,))
            said = {"zone": zone, "lang": lang, "town": town}
            settings = {name: text for name, text in said.items() if text is not None}
            office = office_of(Opened(ledger=Ledger(connection, path, site), settings=settings))
            with acting(office, "init") as entry:
                for name, text in settings.items():
                    entry.add("setting", {"name": name, "value": text})
                if town is not None:
                    name = clean(town, "town", most=60)
                    entry.add(
                        "place",
                        {
                            "kind": TOWN,
                            "name": name,
                            "identity": place_identity(None, TOWN, name, None),
                        },
                    )
                write_rulebook(entry, rulebook, rulebook.since)
        finally:
            connection.close()
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    put_in_place(fresh, path)
    return Started(path=path, site=site, town=town, rulebook=rulebook.name)


def write_rulebook(entry: EntryWriter, rulebook: Rulebook, since: int) -> None:
    """Write a rulebook and its duties as facts; a duty's own date goes before the rulebook's."""
    entry.add("rulebook", {"name": rulebook.name, "since": since, "text": rulebook.text})
    for version in rulebook.duties:
        write_duty(entry, version)


def write_duty(entry: EntryWriter, version: DutyVersion) -> int:
    """Write one version of a duty as a fact."""
    fields = json.dumps(dict(version.fields), ensure_ascii=False, sort_keys=True)
    return entry.add(
        "duty",
        {"name": version.name, "town": version.town, "since": version.since, "fields": fields},
    )


def new_site() -> str:
    """Return a site name that no other ledger has: eight letters and digits."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "".join(alphabet[byte % len(alphabet)] for byte in os.urandom(8))
