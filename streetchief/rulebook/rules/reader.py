"""Reading tables of a parsed rulebook: each value is asked for by type, each mistake kept.

The convention to know: a `Reader` stands at one table and shares its list of problems with the
readers of the tables below it. Asking never raises; a value that does not fit is reported once,
with its path, and replaced by an empty one of the right type. What a table may hold is declared
once, key by key with how its value is read (`Reader.read`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from streetchief.days.calendar import FIRST_YEAR, LAST_YEAR, day_of
from streetchief.days.unreadable import OUT_OF_RANGE
from streetchief.locale.text import N_
from streetchief.values.problems import Name, RuleProblem, Said

T = TypeVar("T")

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*\Z")
_ANNOTATIONS = ("words", "note", "date_words")


class Reader:
    """A place in the rulebook: its table, its path and the problems found so far."""

    def __init__(
        self, table: object, path: tuple[str | int, ...], problems: list[RuleProblem]
    ) -> None:
        self.path = path
        self.problems = problems
        self.table: Mapping[str, object] = {}
        if isinstance(table, Mapping):
            self.table = table
        else:
            self.complain(N_("This has to be a table."))

    def complain(self, message: str, key: str = "", **values: Said) -> None:
        """Keep a mistake of this table, or of one of its keys."""
        path = (*self.path, key) if key else self.path
        problem = RuleProblem(path=path, message=message, values=tuple(values.items()))
        self.problems.append(problem)

    def below(self, key: str) -> Iterator[tuple[str, Reader]]:
        """Give a reader for each table under `key`, by identifier, in the order of the file."""
        if key not in self.table:
            return
        under = Reader(self.table[key], (*self.path, key), self.problems)
        for identifier, table in under.table.items():
            if not _IDENTIFIER.match(identifier):
                words = N_("{word} is no identifier: small letters, digits and underscores.")
                under.complain(words, identifier, word=identifier)
            else:
                yield identifier, Reader(table, (*under.path, identifier), self.problems)

    def sound(self, key: str, read_one: Callable[[str, Reader], T | None]) -> list[T]:
        """Read the tables under `key` in their order; one with a mistake is left out."""
        found = []
        for identifier, reader in self.below(key):
            before = len(self.problems)
            one = read_one(identifier, reader)
            if one is not None and len(self.problems) == before:
                found.append(one)
        return found

    def read(self, declared: Mapping[str, Read], *, named: bool = True) -> dict[str, Any]:
        """Read every key that is declared, and the name; complain of every other key.

        Every table may say the rows of its source. Without a default (`one_of`) a key is needed.
        """
        self.known_keys(*dict.fromkeys((*("zh", "en") * named, "source", *declared)))
        values: dict[str, Any] = {"name": self.name()} if named else {}
        return values | {key: read(self, key) for key, read in declared.items()}

    def table_at(self, key: str) -> Reader:
        """Give a reader for the one table under `key`, an empty one when it is left out."""
        return Reader(self.table.get(key, {}), (*self.path, key), self.problems)

    def known_keys(self, *keys: str) -> None:
        """Complain of every key that is none of these, so that a typing error is no silent rule."""
        for key in self.table:
            if key not in keys and key not in _ANNOTATIONS:
                known = ", ".join(sorted(keys))
                self.complain(
                    N_("{word} is not known here; known are {known}."), key, word=key, known=known
                )

    def likely_keys(self, *keys: str) -> None:
        """Complain of a key that is none of these but much like one: a slip, no new part."""
        strange = [key for key in self.table if key not in keys]
        if not strange:
            return
        from difflib import get_close_matches

        for key in strange:
            near = get_close_matches(key, keys, n=1, cutoff=0.7)
            if near:
                words = N_("{word} is not known here; is {near} meant?")
                self.complain(words, key, word=key, near=near[0])

    def name(self) -> Name:
        """Read the names: `zh` is needed, `en` is `zh` when left out."""
        zh = self.text("zh")
        if not zh:
            self.complain(N_("Give its Chinese name: zh."))
        return Name(zh=zh, en=self.text("en") or zh)

    def text(self, key: str, default: str = "") -> str:
        """Read a text."""
        value = self.table.get(key, default)
        if isinstance(value, str):
            return value
        self.complain(N_("This has to be a text."), key)
        return default

    def word(self, key: str, known: Iterable[str], default: str = "") -> str:
        """Read one of several words; without a default it may not be left out."""
        choices = tuple(known)
        value = self.text(key, default)
        if value in choices:
            return value
        listed = ", ".join(choices)
        if key not in self.table:
            self.complain(N_("Give {word}: one of {known}."), word=key, known=listed)
        elif isinstance(self.table[key], str):
            words = N_("{word} is not known here; known are {known}.")
            self.complain(words, key, word=value, known=listed)
        return default or (choices[0] if choices else "")

    def flag(self, key: str) -> bool:
        """Read true or false, false when left out."""
        value = self.table.get(key, False)
        if isinstance(value, bool):
            return value
        self.complain(N_("This has to be true or false."), key)
        return False

    def count(self, key: str) -> int | None:
        """Read a whole number, 0 or more; None when left out."""
        value = self.table.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.complain(N_("This has to be a whole number, 0 or more."), key)
        return None

    def day(self, key: str) -> int | None:
        """Read a date as an epoch day; None when left out or empty (日期不详)."""
        value = self.table.get(key, "")
        if value == "":
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            if FIRST_YEAR <= value.year <= LAST_YEAR:
                return day_of(value)
            self.complain(OUT_OF_RANGE, key)
            return None
        self.complain(N_("This has to be a date such as 2017-03-01, or empty."), key)
        return None

    def words(self, key: str) -> tuple[str, ...]:
        """Read a list of texts, each once."""
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            self.complain(N_("This has to be a list of words."), key)
            return ()
        for index, one in enumerate(value):
            if one in value[:index]:
                self.complain(N_("{word} stands here twice."), key, word=one)
        return tuple(value)

    def rows(self, key: str) -> tuple[int, ...]:
        """Read a list of row numbers: those of the source a thing comes from."""
        value = self.table.get(key, [])
        if isinstance(value, list) and all(type(one) is int and one > 0 for one in value):
            return tuple(value)
        self.complain(N_("This has to be a list of row numbers."), key)
        return ()

    def all_known(self, key: str, known: Iterable[str]) -> tuple[str, ...]:
        """Read a list of words that all have to be known."""
        choices = tuple(known)
        found = self.words(key)
        for word in found:
            if word not in choices:
                listed = ", ".join(choices)
                words = N_("{word} is not known here; known are {known}.")
                self.complain(words, key, word=word, known=listed)
        return found


Read = Callable[[Reader, str], Any]
"""How the value of one key is read; it complains of what does not fit."""


def one_of(known: Iterable[str], default: str = "") -> Read:
    """Return how one of several words is read; without a default it may not be left out."""
    return lambda reader, key: reader.word(key, known, default)


def some_of(known: Iterable[str]) -> Read:
    """Return how a list of words is read that all have to be known."""
    return lambda reader, key: reader.all_known(key, known)


def each(read_one: Callable[[str, Reader], Any]) -> Read:
    """Return how the tables under a key are read, each by its identifier."""
    return lambda reader, key: tuple(read_one(*below) for below in reader.below(key))
