"""SQL of boards that were made.

Convention: of boards made to one path the last live one is meant; `made_at` is UTC seconds.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from streetchief.ledger.journal import live
from streetchief.value import value

Options = Mapping[str, int]


@value
class BoardRow:
    """A board as recorded; `options` are whole numbers by name."""

    id: int
    kind: str
    place: int | None
    options: Options
    digest: str
    path: str
    made_at: int


def find_boards(connection: sqlite3.Connection) -> list[BoardRow]:
    """Return the last board made to each path, in the order made."""
    rows = connection.execute(
        "SELECT b.id, b.kind, b.place, b.options, b.digest, b.path, j.recorded_at "
        f"FROM board b JOIN journal j ON j.id = b.entry WHERE {live('b')} ORDER BY b.id"
    )
    last: dict[str, BoardRow] = {}
    for id, kind, place, options, digest, path, made_at in rows:
        last.pop(path, None)
        last[path] = BoardRow(
            id=id,
            kind=kind,
            place=place,
            options=json.loads(options),
            digest=digest,
            path=path,
            made_at=made_at,
        )
    return list(last.values())
