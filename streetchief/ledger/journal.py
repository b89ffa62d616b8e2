"""Writing entries: facts go in through `writing`, and through nothing else.

Convention: rows are mappings of the columns in `ledger.schema`; a reference is the local id of the
thing's first version (`place`, `holder`, `own`), of a row (`fact`) or of a journal entry
(`entry`). The digest is made of what those stand for, not of the ids.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from streetchief.ledger.ledger import Ledger, transaction
from streetchief.ledger.references import References, Row, digestible
from streetchief.ledger.schema import BY_NAME, OWN, FactTable
from streetchief.value import value
from streetchief.values.digest import ALGORITHM, Value, canonical, digest_of_entry, sha256

_HEADER = (
    "site",
    "sequence",
    "act",
    "actor",
    "recorded_at",
    "reason",
    "key",
    "marks",
    "row_count",
    "algorithm",
)


@value
class Stamp:
    """Who writes, when and why: what an act's journal entry says about itself.

    `recorded_at` is UTC seconds; `marks` names what makes the entry less than first-hand (clock,
    recorded).
    """

    act: str
    actor: str
    recorded_at: int
    reason: str | None = None
    key: str | None = None
    marks: str | None = None


class EntryWriter:
    """The entry being written inside one transaction.

    `id`, `sequence` and `first_id` are those of the entry; `next_id` is the id of the next row.
    """

    __slots__ = (
        "_lines",
        "_running",
        "_statements",
        "first_id",
        "id",
        "ledger",
        "next_id",
        "previous",
        "references",
        "sequence",
        "stamp",
    )

    def __init__(
        self, ledger: Ledger, stamp: Stamp, *, id: int, sequence: int, first_id: int, previous: str
    ) -> None:
        self.ledger = ledger
        self.stamp = stamp
        self.id = id
        self.sequence = sequence
        self.first_id = first_id
        self.next_id = first_id
        self.previous = previous
        self.references = References(ledger.connection)
        self._running: Any = sha256()
        self._lines: dict[str, Callable[[tuple[str | int | None, ...]], str]] = {}
        self._statements: dict[str, str] = {}

    @property
    def connection(self) -> sqlite3.Connection:
        return self.ledger.connection

    @property
    def row_count(self) -> int:
        return self.next_id - self.first_id

    def add(self, table: str, row: Row) -> int:
        """Write one fact and return its id; a thing's own key defaults to it (first version)."""
        id = self.next_id
        self.connection.execute(self._statement(table), self._prepared(BY_NAME[table], row))
        return id

    def add_rows(
        self, table: str, columns: Sequence[str], rows: Sequence[tuple[str | int | None, ...]]
    ) -> int:
        """Write many facts at once, as tuples of the `columns` named; return how many.

        For tables without references to rows or entries: an import of a million patrols. What is
        stored and digested is what `add` would have stored and digested row by row.
        """
        if table not in self._lines:
            from streetchief.ledger.references import line_maker

            self._lines[table] = line_maker(table, columns, self.references)
            if not self.row_count:
                # A digest over hundreds of megabytes is worth loading the quick one for.
                from hashlib import sha256 as quick_sha256

                self._running = quick_sha256()
        line, id, entry = self._lines[table], self.next_id, self.id
        named = ", ".join(f'"{name}"' for name in ("id", "entry", *columns))
        self.connection.executemany(
            f'INSERT INTO "{table}" ({named}) VALUES ({", ".join("?" * (len(columns) + 2))})',
            [(number, entry, *row) for number, row in enumerate(rows, id)],
        )
        self._running.update("".join([line(row) + "\n" for row in rows]).encode())
        self.next_id = id + len(rows)
        return len(rows)

    def _prepared(self, table: FactTable, row: Row) -> list[str | int | None]:
        id = self.next_id
        values: list[str | int | None] = [id, self.id]
        filled = dict(row)
        for column in table.columns:
            if column.kind == OWN and filled.get(column.name) is None:
                filled[column.name] = id
            values.append(filled.get(column.name))
        own: list[str | int] = [self.ledger.site, self.sequence]
        line = canonical(digestible(table, filled, id, self.first_id, own, self.references))
        self._running.update(line.encode())
        self._running.update(b"\n")
        self.next_id = id + 1
        return values

    def _statement(self, table: str) -> str:
        if table not in self._statements:
            columns = ["id", "entry", *(column.name for column in BY_NAME[table].columns)]
            names = ", ".join(f'"{name}"' for name in columns)
            marks = ", ".join("?" * len(columns))
            self._statements[table] = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
        return self._statements[table]

    def finish(self) -> str:
        """Write the journal row and return the entry's digest, the new head of the chain."""
        stamp = self.stamp
        header: dict[str, Value] = {
            "site": self.ledger.site,
            "sequence": self.sequence,
            "act": stamp.act,
            "actor": stamp.actor,
            "recorded_at": stamp.recorded_at,
            "reason": stamp.reason,
            "key": stamp.key,
            "marks": stamp.marks,
            "row_count": self.row_count,
            "algorithm": ALGORITHM,
        }
        rows_digest = self._running.hexdigest()
        digest = digest_of_entry(header, rows_digest, self.previous)
        self.connection.execute(
            "INSERT INTO journal (id, first_id, known_at, rows_digest, previous, digest, "
            f"{', '.join(_HEADER)}) VALUES (?, ?, ?, ?, ?, ?{', ?' * len(_HEADER)})",
            (
                self.id,
                self.first_id,
                stamp.recorded_at,
                rows_digest,
                self.previous,
                digest,
                *(header[name] for name in _HEADER),
            ),
        )
        return digest


def header_of(row: Mapping[str, str | int | None]) -> dict[str, Value]:
    """Return the digested header of a stored journal row."""
    return {name: row[name] for name in _HEADER}


@contextmanager
def writing(ledger: Ledger, stamp: Stamp) -> Iterator[EntryWriter]:
    """Write one act: one immediate transaction, one journal entry, or nothing at all.

    An act that adds no fact leaves no entry.
    """
    with transaction(ledger.connection, ledger.path):
        yield from _entry(ledger, stamp)


def _entry(ledger: Ledger, stamp: Stamp) -> Iterator[EntryWriter]:
    connection = ledger.connection
    last = connection.execute(
        "SELECT sequence, digest FROM journal WHERE site = ? ORDER BY sequence DESC LIMIT 1",
        (ledger.site,),
    ).fetchone()
    newest = connection.execute(
        "SELECT id, first_id + row_count FROM journal ORDER BY id DESC LIMIT 1"
    ).fetchone()
    entry = EntryWriter(
        ledger,
        stamp,
        id=(newest[0] if newest else 0) + 1,
        sequence=(last[0] if last else 0) + 1,
        first_id=newest[1] if newest else 1,
        previous=last[1] if last else "",
    )
    yield entry
    if entry.row_count:
        entry.finish()


def keys(values: Iterable[int]) -> str:
    """Return keys as the JSON parameter that `IN (SELECT value FROM json_each(?))` reads."""
    return json.dumps(sorted(set(values)))


def live(row: str, as_of: int | None = None) -> str:
    """Return the SQL condition that the fact row named `row` is there and not void.

    A void record that was itself undone voids nothing. With `as_of` (UTC seconds) the ledger is
    read as it was known then: entries this ledger learnt of later, also voids, are not there.
    """
    known = known_then(as_of)
    return (
        f"NOT EXISTS (SELECT 1 FROM void v WHERE v.fact = {row}.id{known.format(row='v')} AND "
        f"NOT EXISTS (SELECT 1 FROM void u WHERE u.target = v.entry{known.format(row='u')})) AND "
        f"NOT EXISTS (SELECT 1 FROM void u WHERE u.target = {row}.entry{known.format(row='u')})"
        f"{known.format(row=row)}"
    )


def known_then(as_of: int | None) -> str:
    """Return the SQL condition, to be formatted with `row`, that a row was known at `as_of`."""
    if as_of is None:
        return ""
    return f" AND {{row}}.entry IN (SELECT id FROM journal WHERE known_at <= {int(as_of)})"


def current(table: str, row: str, as_of: int | None = None) -> str:
    """Return the SQL condition that `row` of `table` is the last live version of its thing."""
    return (
        f"{live(row, as_of)} AND NOT EXISTS (SELECT 1 FROM {table} later WHERE "
        f"later.{table} = {row}.{table} AND later.id > {row}.id AND {live('later', as_of)})"
    )
