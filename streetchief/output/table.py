"""Rows on their way out: the table, and how it is put into words for people.

The convention to know: a cell holds the raw value (text, a whole number, None, a tuple of texts; a
float only for a rate in per cent with two decimals).
Data formats (csv, tsv, json, jsonl) write raw values under the columns' English keys; formats for
people (table, plain, markdown, html) write words under the titles. A column without a title is for
data only, one without a key for people only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Literal

from streetchief.days.calendar import day_label
from streetchief.locale.text import gettext as _
from streetchief.output.safe import safe
from streetchief.value import value

Tone = Literal["alarm", "bad", "warn", "good", "quiet", ""]
# What says in every format for people what colour says on a terminal; ASCII, so that it has the
# same width on every console.
SYMBOLS: Mapping[str, str] = {
    "alarm": "!!",
    "bad": "!",
    "warn": "~",
    "good": "ok",
    "quiet": "-",
    "": "",
}

Cell = str | int | float | None | Sequence[str]


@value
class Column:
    """One column: its stable English key, its title, where its cell is read, how it is shown.

    `title` is a msgid marked with `N_`, said in the reader's language when it is shown, or a name
    that is one already. `cell` reads the raw value from the thing a row is about, or is the path
    of attributes to it ("street.town.name"), which ends where one is None; without it that is the
    attribute called `key`. `kind` number aligns right and is never taken for a formula, day reads
    an epoch day and writes its date; `show` turns the raw value into words for people, else None is
    — and a tuple is a list.
    """

    key: str = ""
    title: str = ""
    kind: Literal["text", "number", "day"] = "text"
    align: Literal["left", "right", ""] = ""
    show: Callable[[Any], str] | None = None
    cell: Callable[[Any], Cell] | str | None = None

    @property
    def side(self) -> Literal["left", "right"]:
        return self.align or ("right" if self.kind == "number" else "left")

    @property
    def read(self) -> Callable[[Any], Any]:
        """How the raw value is read from a thing."""
        cell = self.cell or self.key
        if not isinstance(cell, str):
            return cell
        if "." not in cell:
            return attrgetter(cell)
        names = cell.split(".")
        return lambda thing: _follow(thing, names)


def _cell_reader(column: Column) -> Callable[[Any], Cell]:
    read = column.read
    if column.kind != "day":
        return read
    return lambda thing: None if (day := read(thing)) is None else day_label(day)


def _follow(thing: Any, names: Sequence[str]) -> Any:
    for name in names:
        if thing is None:
            return None
        thing = getattr(thing, name)
    return thing


@value
class Table:
    """Rows with their columns, and what is said around them.

    `name` and `version` are the JSON schema's, 'streetchief/NAME/VERSION'; `extra` are more keys of
    its object, raw values. `rows` hold a cell for each column in order; `tones`, one for each row
    or none at all, become a symbol and on a terminal also a colour. For people only: `title` above,
    `notes` below, `empty` said instead of a table without rows; the first `names` titled columns
    together name a row where a narrow terminal gets each row as a list.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    version: int = 1
    extra: Mapping[str, Any] = MappingProxyType({})
    title: str = ""
    notes: tuple[str, ...] = ()
    empty: str = ""
    names: int = 1
    tones: tuple[Tone, ...] = ()


def lay_out(
    name: str,
    columns: tuple[Column, ...],
    things: Iterable[Any],
    *,
    tone: Callable[[Any], Tone] | None = None,
    version: int = 1,
    extra: Mapping[str, Any] = MappingProxyType({}),
    title: str = "",
    notes: tuple[str, ...] = (),
    empty: str = "",
    names: int = 1,
) -> Table:
    """Return a table with a row for each of `things`, each column reading its own cell.

    `tone` says how a row stands out; the rest is as `Table` has it.
    """
    listed = tuple(things)
    readers = [_cell_reader(column) for column in columns]
    return Table(
        name=name,
        columns=columns,
        rows=tuple(tuple([read(thing) for read in readers]) for thing in listed),
        version=version,
        extra=extra,
        title=title,
        notes=notes,
        empty=empty,
        names=names,
        tones=tuple(map(tone, listed)) if tone else (),
    )


@value
class Shown:
    """A table in words: harmless one-line texts, a symbol's column first where there are tones."""

    titles: list[str]
    sides: list[Literal["left", "right"]]
    rows: list[list[str]]
    title: str
    notes: list[str]


def show(table: Table) -> Shown:
    """Put a table into words for people; ValueError when tones and rows are not as many."""
    places = [place for place, column in enumerate(table.columns) if column.title]
    columns = [table.columns[place] for place in places]
    shows = [column.show or in_words for column in columns]
    rows = [
        [safe(words(row[place])) for place, words in zip(places, shows, strict=True)]
        for row in table.rows
    ]
    titles = [safe(_(column.title)) for column in columns]
    sides = [column.side for column in columns]
    if table.tones:
        titles.insert(0, "")
        sides.insert(0, "left")
        for tone, row in zip(table.tones, rows, strict=True):
            row.insert(0, SYMBOLS[tone])
    notes = [safe(note) for note in table.notes]
    if not rows and table.empty:
        notes.insert(0, safe(table.empty))
    return Shown(titles=titles, sides=sides, rows=rows, title=safe(table.title), notes=notes)


def in_words(value: Cell) -> str:
    """Put one raw value into words."""
    if isinstance(value, str):
        return value
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (int, float)):
        return str(value)
    return _(", ").join(value) or "—"


def data_rows(table: Table) -> Iterator[dict[str, Cell]]:
    """Give the rows as data: raw values under the keys, in the columns' order."""
    places = [(place, column.key) for place, column in enumerate(table.columns) if column.key]
    for row in table.rows:
        yield {key: row[place] for place, key in places}
