"""What the local ids in a row stand for: the stable identities that are digested instead of them.

Convention: a place and a holder are their identity text; a row is [site, sequence, line] of its
entry, an entry [site, sequence]. An id that leads nowhere is `?ID`, which no identity begins with.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from json.encoder import encode_basestring

from streetchief.ledger.schema import BY_NAME, ENTRY, FACT, HOLDER, INT, OWN, PLACE, TEXT, FactTable
from streetchief.values.digest import Value

Cell = str | int | None


def line_maker(
    table: str, columns: Sequence[str], known: References
) -> Callable[[tuple[Cell, ...]], str]:
    """Return the function from a row to its canonical line, without the line feed.

    The lines are those of `values.digest.canonical` over `ledger.journal.digestible`. Raises
    `ValueError` for a table with references this form cannot make.
    """
    kinds = {column.name: column.kind for column in BY_NAME[table].columns}
    if any(kind not in (TEXT, INT, PLACE, HOLDER) for kind in kinds.values()):
        raise ValueError(f"rows of {table} refer to rows or entries")
    places, holders = _Identities(known.place), _Identities(known.holder)
    writers: dict[str, Callable[[Cell], str]] = {
        TEXT: _text,
        INT: str,
        PLACE: places.__getitem__,
        HOLDER: holders.__getitem__,
    }
    before: list[tuple[int, str, Callable[[Cell], str]]] = []
    after: list[tuple[int, str, Callable[[Cell], str]]] = []
    for at, name in sorted(enumerate(columns), key=lambda pair: pair[1]):
        piece = (at, f'"{name}":', writers[kinds[name]])
        (before if name < "table" else after).append(piece)
    constant = f'"table":{encode_basestring(table)}'

    def line(row: tuple[Cell, ...]) -> str:
        members = [title + write(row[at]) for at, title, write in before if row[at] is not None]
        members.append(constant)
        if after:
            members += [title + write(row[at]) for at, title, write in after if row[at] is not None]
        return "{" + ",".join(members) + "}"

    return line


class _Identities(dict[Cell, str]):
    """The written identity of each key, looked up when it is first met."""

    __slots__ = ("_identity",)

    def __init__(self, identity: Callable[[int], str]) -> None:
        super().__init__()
        self._identity = identity

    def __missing__(self, key: Cell) -> str:
        assert isinstance(key, int)
        written = self[key] = encode_basestring(self._identity(key))
        return written


def _text(value: Cell) -> str:
    return encode_basestring(value) if isinstance(value, str) else str(value)


Row = Mapping[str, str | int | None]


class References:
    """Looks up, and remembers, what local ids stand for."""

    __slots__ = ("_entries", "_holders", "_places", "connection")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._places: dict[int, str] = {}
        self._holders: dict[int, str] = {}
        self._entries: dict[int, list[str | int]] = {}

    def place(self, id: int) -> str:
        if id not in self._places:
            self._places[id] = self._identity("place", id)
        return self._places[id]

    def holder(self, id: int) -> str:
        if id not in self._holders:
            self._holders[id] = self._identity("holder", id)
        return self._holders[id]

    def _identity(self, table: str, id: int) -> str:
        row = self.connection.execute(f"SELECT identity FROM {table} WHERE id = ?", (id,))
        found = row.fetchone()
        return str(found[0]) if found else f"?{id}"

    def entry(self, id: int) -> list[str | int]:
        if id not in self._entries:
            row = self.connection.execute(
                "SELECT site, sequence FROM journal WHERE id = ?", (id,)
            ).fetchone()
            self._entries[id] = list(row) if row else [f"?{id}"]
        return self._entries[id]

    def fact(self, id: int) -> list[str | int]:
        row = self.connection.execute(
            "SELECT site, sequence, first_id FROM journal "
            "WHERE first_id <= ? AND row_count > 0 ORDER BY first_id DESC LIMIT 1",
            (id,),
        ).fetchone()
        return [row[0], row[1], id - row[2] + 1] if row else [f"?{id}"]


def digestible(
    table: FactTable, row: Row, id: int, first_id: int, own: list[str | int], known: References
) -> dict[str, Value]:
    """Return the row as it is digested: stable identities instead of local keys.

    `own` is [site, sequence] of the entry being written, for references inside it.
    """

    def fact(reference: int) -> list[str | int]:
        if reference >= first_id:
            return [*own, reference - first_id + 1]
        return known.fact(reference)

    out: dict[str, Value] = {"table": table.name}
    for column in table.columns:
        value = row.get(column.name)
        if value is None:
            continue
        if column.kind in (TEXT, INT):
            out[column.name] = value
            continue
        reference = int(value)
        if column.kind == PLACE:
            out[column.name] = known.place(reference)
        elif column.kind == HOLDER:
            out[column.name] = known.holder(reference)
        elif column.kind == FACT:
            out[column.name] = fact(reference)
        elif column.kind == ENTRY:
            out[column.name] = known.entry(reference)
        elif column.kind == OWN and reference != id:
            out[column.name] = fact(reference)
    return out
