"""The ledger's own settings, and lists of keys as SQL reads them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from streetchief.ledger.journal import live


def keys(values: Iterable[int]) -> str:
    """Return keys as the JSON parameter that `IN (SELECT value FROM json_each(?))` reads."""
    return json.dumps(sorted(set(values)))


def find_settings(connection: sqlite3.Connection, site: str) -> dict[str, str]:
    """Return the settings this site made, the last live value of each."""
    rows = connection.execute(
        "SELECT s.name, s.value FROM setting s JOIN journal j ON j.id = s.entry "
        f"WHERE j.site = ? AND {live('s')} ORDER BY s.id",
        (site,),
    )
    return {str(name): str(value) for name, value in rows}
