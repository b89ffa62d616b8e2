"""Importing other people's tables: one file, one transaction, one journal entry.

Convention: by default the whole file is refused when any row is wrong, and every problem names row,
field, value and reason; with a reject file the good rows go in and the bad ones come back. A row
that is there already is no problem: a file imported twice is as good as once.
Source: docs/import.md.
"""

from __future__ import annotations

from contextlib import suppress

from streetchief.errors import Refused
from streetchief.files.columns import NOUNS, TRUSTED, Noun
from streetchief.files.problem import Problem
from streetchief.files.rejects import Rejects
from streetchief.files.source import Source
from streetchief.files.table import Table, read_table
from streetchief.imports.rows import Progress, Rows, Setting, Tallying
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office, acting
from streetchief.locale.text import gettext as _
from streetchief.output.safe import csv_unsafe
from streetchief.register.directory import open_directory
from streetchief.value import value


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
    problems: tuple[Problem, ...]
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
        super().__init__(cause, remedy)
        self.outcome = outcome


class _DryRun(Exception):
    """Leaves the transaction of a dry run, carrying what it found."""


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
    is wrong and no reject file was named, `Refused` and others as `files.sheet.read_rows` does.
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
        from streetchief.imports.patrols import import_patrols

        import_patrols(setting, table.rows)
    elif table.noun == "items":
        from streetchief.imports.items import import_items

        import_items(setting, _plain(table.rows))
    else:
        from streetchief.imports.register import import_register

        import_register(setting, table.noun, _plain(table.rows))


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
