"""The chain computed again from the stored rows: what was changed, removed or put in between.

Convention: facts of all tables are read as one stream in the order of their numbers, beside the
journal, so that a ledger of any size is checked in little memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from streetchief.ledger.journal import header_of
from streetchief.ledger.references import References, digestible
from streetchief.ledger.schema import FACTS, JOURNAL_COLUMNS, FactTable
from streetchief.locale.text import gettext as _
from streetchief.value import value
from streetchief.values.digest import ALGORITHM, canonical, digest_of_entry, sha256
from streetchief.values.findings import AUTHENTIC, COMPLETE, SECURE, USABLE, Finding

_SHOWN = 5
"""How many of the numbers that are missing or too many are named."""


@value
class Head:
    """The last entry of a site."""

    site: str
    sequence: int
    digest: str


@value
class Marked:
    """An entry that says it is less than first-hand; `recorded_at` is UTC seconds."""

    site: str
    sequence: int
    act: str
    actor: str
    recorded_at: int
    marks: tuple[str, ...]


class Chain:
    """The chain as it is gone through: findings, heads and what was counted."""

    __slots__ = ("entries", "heads", "known", "marked", "next_first", "rows", "site")

    def __init__(self, connection: sqlite3.Connection, site: str) -> None:
        self.site = site
        self.known = References(connection)
        self.heads: dict[str, Head] = {}
        self.marked: list[Marked] = []
        self.entries = 0
        self.rows = 0
        self.next_first = 1


class _Stored:
    """A stored fact on its way through the check."""

    __slots__ = ("entry", "id", "table", "values")

    def __init__(
        self, id: int, entry: object, table: FactTable, values: tuple[object, ...]
    ) -> None:
        self.id = id
        self.entry = entry
        self.table = table
        self.values = values


def check_chain(connection: sqlite3.Connection, chain: Chain) -> Iterator[Finding]:
    """Go through journal and facts, give every finding, and leave heads and counts in `chain`."""
    names = [name for name, _type, _comment in JOURNAL_COLUMNS]
    stream = _facts(connection)
    ahead = next(stream, None)
    quoted = ", ".join(f'"{name}"' for name in names)
    for row in connection.execute(f"SELECT {quoted} FROM journal ORDER BY id"):
        journal = dict(zip(names, row, strict=True))
        first, end = journal["first_id"], journal["first_id"] + journal["row_count"]
        while ahead is not None and ahead.id < first:
            yield _stray(ahead)
            ahead = next(stream, None)
        check = _Entry(chain, journal)
        while ahead is not None and ahead.id < end:
            check.take(ahead)
            ahead = next(stream, None)
        yield from check.finish()
    while ahead is not None:
        yield _stray(ahead)
        ahead = next(stream, None)
    yield from _check_here(connection, chain)


def _facts(connection: sqlite3.Connection) -> Iterator[_Stored]:
    from heapq import merge

    def of(table: FactTable) -> Iterator[_Stored]:
        columns = "".join(f', "{column.name}"' for column in table.columns)
        for row in connection.execute(f'SELECT id, entry{columns} FROM "{table.name}" ORDER BY id'):
            yield _Stored(row[0], row[1], table, row[2:])

    return merge(*(of(table) for table in FACTS), key=lambda stored: stored.id)


def _stray(stored: _Stored) -> Finding:
    return Finding(
        quality=COMPLETE,
        about="stray_row",
        text=_("Record {number} ({table}) belongs to no entry: it was put in.").format(
            number=stored.id, table=stored.table.name
        ),
        number=stored.id,
    )


class _Entry:
    """One entry being checked against the facts found in its range."""

    __slots__ = ("chain", "expected", "findings", "journal", "missing", "own", "running")

    def __init__(self, chain: Chain, journal: dict[str, object]) -> None:
        self.chain = chain
        self.journal = journal
        self.own: list[str | int] = [str(journal["site"]), _whole(journal["sequence"])]
        self.expected = _whole(journal["first_id"])
        self.missing: list[int] = []
        self.running = sha256()
        self.findings: list[Finding] = []

    def say(self, quality: str, about: str, text: str, number: int | None = None) -> None:
        """Note a finding about this entry."""
        self.findings.append(
            Finding(
                quality=quality,
                about=about,
                text=text,
                site=str(self.journal["site"]),
                entry=_whole(self.journal["sequence"]),
                number=number,
            )
        )

    def take(self, stored: _Stored) -> None:
        """Check one fact of the entry's range and put it under the digest."""
        if stored.id < self.expected:
            self.say(
                COMPLETE,
                "stray_row",
                _("Record {number} is there twice, also as {table}: it was put in.").format(
                    number=stored.id, table=stored.table.name
                ),
                stored.id,
            )
            return
        while self.expected < stored.id and len(self.missing) < _SHOWN:
            self.missing.append(self.expected)
            self.expected += 1
        self.expected = stored.id + 1
        self.chain.rows += 1
        if stored.entry != self.journal["id"]:
            self.say(
                AUTHENTIC,
                "row_of_other_entry",
                _("Record {number} says it belongs to another entry.").format(number=stored.id),
                stored.id,
            )
        names = (column.name for column in stored.table.columns)
        values: dict[str, str | int | None] = dict(zip(names, stored.values, strict=True))  # type: ignore[arg-type]
        try:
            first_id = _whole(self.journal["first_id"])
            line = canonical(
                digestible(stored.table, values, stored.id, first_id, self.own, self.chain.known)
            )
            self.running.update(line.encode())
        except (TypeError, ValueError, OverflowError):
            self.say(
                USABLE,
                "row_unreadable",
                _("Record {number} ({table}) holds what cannot have been written.").format(
                    number=stored.id, table=stored.table.name
                ),
                stored.id,
            )
        self.running.update(b"\n")

    def finish(self) -> list[Finding]:
        """Check the entry's own row and its place in the chain; return what was found."""
        journal, chain = self.journal, self.chain
        first, count = _whole(journal["first_id"]), _whole(journal["row_count"])
        end = first + count
        while self.expected < end and len(self.missing) < _SHOWN:
            self.missing.append(self.expected)
            self.expected += 1
        entry = _("Entry {entry}").format(entry=self._name())
        if self.missing:
            listed = _(", ").join(str(number) for number in self.missing)
            more = "…" if len(self.missing) == _SHOWN else ""
            self.say(
                COMPLETE,
                "row_missing",
                _("{entry}: of its records {first}–{last} these are missing: {numbers}").format(
                    entry=entry, first=first, last=end - 1, numbers=listed + more
                ),
                self.missing[0],
            )
        self._check_content(entry, first, end)
        self._check_place(entry, first, count)
        chain.entries += 1
        chain.next_first = end
        chain.heads[str(journal["site"])] = Head(
            site=str(journal["site"]),
            sequence=_whole(journal["sequence"]),
            digest=str(journal["digest"]),
        )
        if journal["marks"]:
            chain.marked.append(
                Marked(
                    site=str(journal["site"]),
                    sequence=_whole(journal["sequence"]),
                    act=str(journal["act"]),
                    actor=str(journal["actor"]),
                    recorded_at=_whole(journal["recorded_at"]),
                    marks=tuple(str(journal["marks"]).split(",")),
                )
            )
        return self.findings

    def _name(self) -> str:
        sequence = str(self.journal["sequence"])
        site = str(self.journal["site"])
        return sequence if site == self.chain.site else f"{site}/{sequence}"

    def _check_content(self, entry: str, first: int, end: int) -> None:
        journal = self.journal
        if journal["algorithm"] != ALGORITHM:
            self.say(
                USABLE,
                "algorithm",
                _("{entry}: its digest is of an unknown kind, {name}.").format(
                    entry=entry, name=journal["algorithm"]
                ),
            )
            return
        if not self.findings and self.running.hexdigest() != journal["rows_digest"]:
            if end - first == 1:
                text = _("{entry}: record {first} is not what was written; it was changed.")
            else:
                text = _(
                    "{entry}: among its records {first}–{last} something is not what was written; "
                    "it was changed."
                )
            self.say(
                AUTHENTIC,
                "rows_changed",
                text.format(entry=entry, first=first, last=end - 1),
                first if end - first == 1 else None,
            )
        header = header_of(journal)  # type: ignore[arg-type]
        digest = digest_of_entry(header, str(journal["rows_digest"]), str(journal["previous"]))
        if digest != journal["digest"]:
            self.say(
                AUTHENTIC,
                "entry_changed",
                _("{entry}: who wrote it, when or what act it was is not what was written.").format(
                    entry=entry
                ),
            )

    def _check_place(self, entry: str, first: int, count: int) -> None:
        journal, chain = self.journal, self.chain
        site, sequence = str(journal["site"]), _whole(journal["sequence"])
        before = chain.heads.get(site)
        expected = before.sequence + 1 if before else 1
        if sequence != expected:
            self.say(
                COMPLETE,
                "sequence",
                _("{entry} of site {site} follows where entry {expected} should be.").format(
                    entry=entry, site=site, expected=expected
                ),
            )
        if journal["previous"] != (before.digest if before else ""):
            self.say(
                AUTHENTIC,
                "link",
                _("{entry} does not continue the entry before it.").format(entry=entry),
            )
        if count < 1 or first != chain.next_first or journal["id"] != chain.entries + 1:
            self.say(
                COMPLETE,
                "numbering",
                _("{entry}: its numbers do not continue those before it.").format(entry=entry),
            )
        if site == chain.site and journal["known_at"] != journal["recorded_at"]:
            self.say(
                AUTHENTIC,
                "known_at",
                _("{entry} says it became known at another time than it was written.").format(
                    entry=entry
                ),
            )


def _check_here(connection: sqlite3.Connection, chain: Chain) -> Iterator[Finding]:
    sites = [row[0] for row in connection.execute("SELECT site FROM here")]
    if len(sites) != 1:
        yield Finding(
            quality=SECURE,
            about="here",
            text=_("The ledger names {count} sites as its own; it should be one.").format(
                count=len(sites)
            ),
        )
    elif sites[0] not in chain.heads:
        yield Finding(
            quality=SECURE,
            about="here",
            text=_("The ledger says it is of site {site}, which wrote nothing in it.").format(
                site=sites[0]
            ),
            site=str(sites[0]),
        )


def find_digests(connection: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    """Give site, sequence and digest of every entry."""
    for site, sequence, digest in connection.execute("SELECT site, sequence, digest FROM journal"):
        yield str(site), _whole(sequence), str(digest)


def _whole(value_: object) -> int:
    if not isinstance(value_, int):
        raise TypeError(f"not a whole number: {value_!r}")
    return value_
