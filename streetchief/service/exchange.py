"""Importing other people's tables: one file, one transaction, one journal entry.

Convention: by default the whole file is refused when any row is wrong, and every problem names row,
field, value and reason; with a reject file the good rows go in and the bad ones come back. A row
that is there already is no problem: a file imported twice is as good as once.
Source: reliability.md, "Bad input"; design.md, "What scripts may rely on".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TypeVar

from streetchief.domain.value import value
from streetchief.domain.when import NotADate, parse_day
from streetchief.errors import Refused
from streetchief.exchange.columns import NOUNS, TRUSTED, Noun
from streetchief.exchange.rejects import Rejects
from streetchief.exchange.source import Source
from streetchief.exchange.table import Table, read_table
from streetchief.locale.text import gettext as _
from streetchief.render.safe import csv_unsafe
from streetchief.service.directory import Directory, open_directory
from streetchief.service.office import Office, acting
from streetchief.service.register_places import FieldRefused
from streetchief.store.journal import EntryWriter

T = TypeVar("T")

KEPT = 1_000
"""So many problems are kept in words; more are only counted."""

Progress = Callable[[int], None]
Values = Mapping[str, str]


@value
class RowProblem:
    """What is wrong in a row: the column as the file calls it, what stood there, and why."""

    row: int
    field: str
    value: str
    reason: str


@value
class Imported:
    """What became of a file.

    `read` counts its rows; each is new, changed (it said more of a known thing), already there, or
    rejected. `problems` holds the first thousand of `rejected`. `days_only` counts moments without
    a time of day. `first`, `last` are the record numbers written.
    """

    noun: Noun
    file: str
    read: int
    new: int
    changed: int
    already: int
    rejected: int
    problems: tuple[RowProblem, ...]
    warnings: tuple[str, ...]
    days_only: int
    first: int | None
    last: int | None
    dry_run: bool


class NotImported(Refused):
    """The whole file was refused; `outcome` says what would have gone in and what is wrong."""

    def __init__(self, outcome: Imported) -> None:
        if outcome.read:
            cause = _("{file}: {count} of {total} rows cannot be imported.").format(
                file=outcome.file, count=outcome.rejected, total=outcome.read
            )
            remedy = _("Correct them, or import the others with --partial REJECTS.csv")
        else:
            cause = _("{file} cannot be imported.").format(file=outcome.file)
            remedy = _("Correct the header and import the file again.")
        super().__init__(cause, _("Nothing was saved."), remedy)
        self.outcome = outcome


class _DryRun(Exception):
    """Leaves the transaction of a dry run, carrying what it found."""


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
        self.problems: list[RowProblem] = []
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
            if len(self.warnings) < KEPT:
                self.warnings[warning] = None

    def reject(self, row: int, values: Values, field: str, said: str, reason: str) -> None:
        """Count a bad row and keep what is wrong with it."""
        self.rejected += 1
        problem = RowProblem(
            row=row, field=self.titles.get(field, field), value=said, reason=reason
        )
        if len(self.problems) < KEPT:
            self.problems.append(problem)
        if self.rejects is not None:
            self.rejects.keep(values, problem.row, problem.field, problem.reason)

    def refuse(self, row: int, values: Values, refusal: FieldRefused) -> None:
        """Count a row that the register refused."""
        reason = " ".join(part for part in (refusal.cause, refusal.remedy) if part)
        self.reject(row, values, refusal.field, refusal.value, reason)


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


Rows = Iterator[tuple[int, dict[str, str]]]


def import_table(
    office: Office,
    noun: str,
    source: Source,
    *,
    encoding: str | None = None,
    rejects: str | None = None,
    dry_run: bool = False,
    trust_recorded: bool = False,
    town: str | None = None,
    progress: Progress | None = None,
) -> Imported:
    """Import a table of one noun: places, streets, holders, assignments, patrols or items.

    `rejects` is the path of the reject file that makes the import partial; it is written before the
    good rows are saved. `town` is the town of rows that name none. Raises `NotImported` when a row
    is wrong and no reject file was named, `Refused` and others as `exchange.sheet.read_rows` does.
    """
    chosen = next(known for known in NOUNS if known == noun)
    file = "-" if not isinstance(source, str) or source == "-" else source
    table = read_table(chosen, source, encoding=encoding, trust_recorded=trust_recorded)
    trusted = trust_recorded and TRUSTED in table.columns
    outcome: Imported | None = None
    with Rejects.open(rejects, table.titles) as kept, suppress(_DryRun):
        counts = Tallying(table.titles, kept)
        if table.problems:
            _take_problems(table, counts)
            raise NotImported(_outcome(chosen, file, counts, 1, 0, dry_run))
        reason = _provenance(chosen, file)
        with acting(office, "import", reason=reason, trusted=trusted) as entry:
            first = entry.next_id
            _import_rows(office, entry, table, counts, town, progress)
            counts.read += _take_problems(table, counts)
            outcome = _outcome(chosen, file, counts, first, entry.next_id - 1, dry_run)
            stopped = any(problem.stops for problem in table.problems)
            if outcome.rejected and (kept is None or stopped):
                raise NotImported(outcome)
            if dry_run:
                raise _DryRun
            if kept is not None and outcome.rejected:
                kept.write()
    assert outcome is not None
    return outcome


def _take_problems(table: Table, counts: Tallying) -> int:
    """Take over what the reader of the file found wrong; return how many rows that were."""
    for problem in table.problems:
        counts.reject(problem.row, {}, problem.column, problem.value, problem.reason)
    return len(table.problems)


def _provenance(noun: str, file: str) -> str:
    name = file.replace("\\", "/").rpartition("/")[2]
    return f"{noun} {''.join(c for c in name if c.isprintable())[:200]}"


def _import_rows(
    office: Office,
    entry: EntryWriter,
    table: Table,
    counts: Tallying,
    town: str | None,
    progress: Progress | None,
) -> None:
    setting = Setting(
        office=office,
        entry=entry,
        directory=open_directory(entry.connection),
        counts=counts,
        columns=table.columns,
        town=town,
        progress=progress,
    )
    if table.noun == "patrols":
        from streetchief.service.exchange_patrols import import_patrols

        import_patrols(setting, table.rows)
    elif table.noun == "items":
        from streetchief.service.exchange_items import import_items

        import_items(setting, _plain(table.rows))
    else:
        from streetchief.service import exchange_register

        importers: dict[Noun, Callable[[Setting, Rows], None]] = {
            "places": exchange_register.import_places,
            "streets": exchange_register.import_streets,
            "holders": exchange_register.import_holders,
            "assignments": exchange_register.import_assignments,
        }
        importers[table.noun](setting, _plain(table.rows))


def _plain(rows: Rows) -> Rows:
    """Take back what kept a spreadsheet from reading text as a formula."""
    for number, values in rows:
        yield number, {name: csv_unsafe(text) for name, text in values.items()}


def _outcome(
    noun: Noun, file: str, counts: Tallying, first: int, last: int, dry_run: bool
) -> Imported:
    return Imported(
        noun=noun,
        file=file,
        read=counts.read,
        new=counts.new,
        changed=counts.changed,
        already=counts.already,
        rejected=counts.rejected,
        problems=tuple(sorted(counts.problems, key=lambda problem: problem.row)),
        warnings=tuple(counts.warnings),
        days_only=counts.days_only,
        first=first if last >= first else None,
        last=last if last >= first else None,
        dry_run=dry_run,
    )


def day_in(setting: Setting, values: Values, field: str) -> int | None:
    """Read a day from a cell, None from an empty one; raises `FieldRefused`."""
    said = values.get(field, "")
    if not said:
        return None
    try:
        return parse_day(said, now=setting.office.now)
    except NotADate as error:
        raise FieldRefused(field, said, _(error.reason)) from None


def needed_in(values: Values, *fields: str) -> None:
    """Raise `FieldRefused` for the first of the fields that is empty."""
    for field in fields:
        if not values.get(field):
            raise FieldRefused(field, "", _("It is empty."))


def read_as(field: str, said: str, read: Callable[[str], T]) -> T:
    """Read a cell; a refusal, or a word that is none of a few, becomes one of its field."""
    from streetchief.exchange.columns import UnknownWord

    try:
        return read(said)
    except UnknownWord as error:
        raise FieldRefused(field, said, error.reason) from None
    except Refused as refusal:
        raise FieldRefused(field, said, refusal.cause, refusal.remedy) from None
