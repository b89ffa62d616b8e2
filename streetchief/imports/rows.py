"""The rows of an import: where they are taken to, how a cell is read, and what became of each.

Convention: a row is its number in the file and a mapping of canonical column to text, where empty
and absent mean the same; a wrong cell is a `FieldRefused` with its column and what stood there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from streetchief.days.clock import Sense
from streetchief.days.spoken import NotADate, read_day
from streetchief.files.columns import UnknownWord
from streetchief.files.problem import Problem
from streetchief.files.rejects import Rejects
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.locale.text import in_a_row
from streetchief.register.directory import Directory
from streetchief.register.places import FieldRefused, read_field
from streetchief.value import value

T = TypeVar("T")

KEPT = 1_000
"""So many problems are kept in words; more are only counted."""

Progress = Callable[[int], None]
Values = Mapping[str, str]
Rows = Iterator[tuple[int, dict[str, str]]]


class Tallying:
    """Counts what becomes of the rows of one file, and gathers what is wrong."""

    __slots__ = (
        "already",
        "changed",
        "days_only",
        "new",
        "problems",
        "read",
        "rejected",
        "rejects",
        "titles",
        "warnings",
    )

    def __init__(self, titles: Mapping[str, str], rejects: Rejects | None) -> None:
        self.titles = titles
        self.rejects = rejects
        self.read = self.new = self.changed = self.already = self.rejected = self.days_only = 0
        self.problems: list[Problem] = []
        self.warnings: dict[str, None] = {}

    def take(self, how: str, warnings: Iterable[str] = ()) -> None:
        """Count a row that went in, or was there."""
        if how == "new":
            self.new += 1
        elif how == "changed":
            self.changed += 1
        else:
            self.already += 1
        for warning in warnings:
            self.warn(warning)

    def warn(self, warning: str) -> None:
        """Keep what is to be noticed about a row that went in, or was there."""
        if len(self.warnings) < KEPT:
            self.warnings[warning] = None

    def reject(self, row: int, values: Values, field: str, said: str, reason: str) -> None:
        """Count a bad row and keep what is wrong with it."""
        self.rejected += 1
        column = self.titles.get(field, field)
        if len(self.problems) < KEPT:
            self.problems.append(Problem(row=row, column=column, value=said, reason=reason))
        if self.rejects is not None:
            self.rejects.keep(values, row, column, reason)

    def refuse(self, row: int, values: Values, refusal: FieldRefused) -> None:
        """Count a row that the register refused."""
        reason = in_a_row(part for part in (refusal.cause, refusal.remedy) if part)
        self.reject(row, values, refusal.field, refusal.value, reason)

    @contextmanager
    def refusing(self, row: int, values: Values) -> Iterator[None]:
        """Take what the register refuses of a row as what is wrong with it, and go on."""
        try:
            yield
        except FieldRefused as refusal:
            self.refuse(row, values, refusal)


@value
class Setting:
    """What an importer works with: the office, the open entry, the register, and the counts."""

    office: Office
    entry: EntryWriter
    directory: Directory
    counts: Tallying
    columns: tuple[str, ...]
    town: str | None
    progress: Progress | None


def day_in(setting: Setting, values: Values, field: str, sense: Sense = "past") -> int | None:
    """Read a day from a cell, None from an empty one; raises `FieldRefused`."""
    said = values.get(field, "")
    if not said:
        return None
    try:
        return read_day(said, now=setting.office.now, sense=sense)
    except NotADate as error:
        raise FieldRefused(field, said, _(error.reason)) from None


def needed_in(values: Values, *fields: str) -> None:
    """Raise `FieldRefused` for the first of the fields that is empty."""
    for field in fields:
        if not values.get(field):
            raise FieldRefused(field, "", _("It is empty."))


def read_as(field: str, said: str, read: Callable[[str], T]) -> T:
    """Read a cell; a refusal, or a word that is none of a few, becomes one of its field."""
    try:
        return read_field(field, said, lambda: read(said))
    except UnknownWord as error:
        raise FieldRefused(field, said, error.reason) from None
