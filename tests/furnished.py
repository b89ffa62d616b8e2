"""A small town for tests of what comes after the register: streets, chiefs and an approver.

It is written as one entry, as an import would, so that a test knows what its own acts wrote.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from streetchief.days import calendar
from streetchief.ledger.journal import Stamp, writing
from streetchief.ledger.ledger import open_writer
from streetchief.values.register import holder_identity, place_identity

SINCE = calendar.day_of(date(2017, 1, 1))
RECORDED_AT = 1_795_138_200
"""2026-11-20 09:30 in China."""

STREETS = {"横街": "韦知母", "中街": "昌沙参", "后街": "柏紫菀"}
"""Each street of 双峰乡 with its deputy chief."""
APPROVER = "朱川芎"


def furnish(db: Path) -> dict[str, int]:
    """Register streets, chiefs, their posts and an approver; return record numbers by name."""
    numbers: dict[str, int] = {}
    with closing(open_writer(db)) as ledger:
        town = ledger.connection.execute("SELECT id, identity FROM place").fetchone()
        stamp = Stamp(act="import", actor="clerk", recorded_at=RECORDED_AT)
        with writing(ledger, stamp) as entry:
            for street, chief in STREETS.items():
                numbers[street] = entry.add(
                    "place",
                    {
                        "identity": place_identity(town[1], "street", street, None),
                        "kind": "street",
                        "name": street,
                        "parent": town[0],
                        "opened_on": SINCE,
                    },
                )
                numbers[chief] = entry.add("holder", _person(chief))
            numbers[APPROVER] = entry.add("holder", _person(APPROVER))
            for street, chief in STREETS.items():
                numbers[f"{chief} {street}"] = entry.add(
                    "assignment",
                    {
                        "holder": numbers[chief],
                        "role": "deputy_chief",
                        "place": numbers[street],
                        "since": SINCE,
                    },
                )
    return numbers


def _person(name: str) -> dict[str, str | int | None]:
    return {"identity": holder_identity(name, None), "kind": "person", "name": name}


def tally(db: Path) -> list[tuple[int, ...]]:
    """Return the whole tally: week, place, holder and how often in that week."""
    with closing(sqlite3.connect(db)) as connection:
        rows = connection.execute(
            "SELECT week, place, holder, d0 + d1 + d2 + d3 + d4 + d5 + d6 FROM week_tally "
            "ORDER BY 1, 2, 3"
        )
        return [tuple(row) for row in rows]


def facts(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that is a fact, table by table, and the journal."""
    from streetchief.ledger.schema import FACTS

    with closing(sqlite3.connect(db)) as connection:
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall()
            for name in ("journal", *(table.name for table in FACTS))
        }
