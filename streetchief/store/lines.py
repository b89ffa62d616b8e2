"""Canonical lines of many rows of one table: the same bytes as one row at a time, sooner.

Convention: for tables that refer to places and holders only, never to rows or entries; rows are
tuples in the order of the columns named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from json.encoder import encode_basestring  # real UTF-8, as the canonical line has it

from streetchief.store.references import References
from streetchief.store.schema import BY_NAME, HOLDER, INT, PLACE, TEXT

Cell = str | int | None


def line_maker(
    table: str, columns: Sequence[str], known: References
) -> Callable[[tuple[Cell, ...]], str]:
    """Return the function from a row to its canonical line, without the line feed.

    The lines are those of `domain.journal.canonical` over `store.journal.digestible`. Raises
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
