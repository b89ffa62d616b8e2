"""What was written, by whom and when: the journal, and everything recorded about one thing.

Convention: times are local seconds. A fact keeps its identifiers; whoever shows it turns them into
words with the names that come along.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from streetchief.errors import Refused
from streetchief.ledger.history import (
    Fact,
    JournalRow,
    count_entries,
    facts_about,
    facts_of_record,
    find_entries,
    find_facts,
    get_fact,
    last_rulebook,
    names_of_holders,
    names_of_places,
    states_of,
)
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.ledger.schema import BY_NAME, ENTRY, FACT, HOLDER, PLACE
from streetchief.locale.text import gettext as _
from streetchief.register.names import resolve_holder, resolve_place
from streetchief.rulebook.rules.rulebook import Rulebook, read_rulebook
from streetchief.value import value
from streetchief.values.names import Ambiguous
from streetchief.values.register import TOWN

SHOWN_FACTS = 3
"""How many facts of an entry the journal shows in words."""


@value
class FactView:
    """A fact with what is needed to put it into words.

    `names` gives for each column that refers to a place, a holder or an entry what it is called;
    `about` is the fact a remark (an approval, a void, a participant) is about; `state` is live,
    superseded, void or undone, `ended_by` the sequence of the entry that did it.
    """

    id: int
    table: str
    values: Mapping[str, str | int | None]
    names: Mapping[str, str]
    state: str
    ended_by: int | None
    about: FactView | None = None


@value
class EntryView:
    """A journal entry; `facts` are its first few, `recorded_at` local seconds."""

    id: int
    site: str
    sequence: int
    act: str
    actor: str
    recorded_at: int
    reason: str | None
    marks: tuple[str, ...]
    row_count: int
    first_id: int
    undone_by: int | None
    digest: str
    facts: tuple[FactView, ...] = ()

    @property
    def last_id(self) -> int:
        return self.first_id + self.row_count - 1


@value
class Journal:
    """The last entries, oldest first, and how many there are in all."""

    entries: tuple[EntryView, ...]
    total: int
    rulebook: Rulebook | None


@value
class Story:
    """Every fact about one thing in the order written, each with its entry."""

    name: str
    facts: tuple[tuple[FactView, EntryView], ...]
    total: int
    rulebook: Rulebook | None


@dataclass(slots=True)
class _Names:
    """Names of places, holders and entries, fetched together."""

    places: dict[int, tuple[str, str, int | None]] = field(default_factory=dict)
    holders: dict[int, str] = field(default_factory=dict)
    entries: dict[int, JournalRow] = field(default_factory=dict)

    def place(self, key: int) -> str:
        kind, name, parent = self.places.get(key, ("", str(key), None))
        above = self.places.get(parent) if parent is not None else None
        if kind != TOWN and above is not None and above[0] == TOWN:
            return f"{above[1]}/{name}"
        return name


def read_journal(office: Office, *, limit: int | None) -> Journal:
    """Return the last `limit` entries, or all, each with its first facts in words."""
    with reading(office.ledger) as connection:
        rows = find_entries(connection, limit=limit)
        shown = {
            row.id: find_facts(
                connection, row.first_id, min(row.last_id, row.first_id + SHOWN_FACTS - 1)
            )
            for row in rows
        }
        views = view_facts(connection, [fact for facts in shown.values() for fact in facts])
        total, _facts = count_entries(connection)
        return Journal(
            entries=tuple(
                view_entry(office, row, tuple(views[fact.id] for fact in shown[row.id]))
                for row in rows
            ),
            total=total,
            rulebook=current_rulebook(connection),
        )


def read_story(office: Office, thing: str, *, limit: int | None) -> Story:
    """Return every fact about a street, another place, a person, a department or a record.

    `thing` is a name or a record number; with `limit` only the last so many. Raises `Refused` when
    nothing or more than one thing is meant.
    """
    with reading(office.ledger) as connection:
        name, facts = _facts_about(connection, thing)
        total = len(facts)
        facts = facts[-limit:] if limit else facts
        views = view_facts(connection, facts)
        entries = {
            row.id: view_entry(office, row)
            for row in find_entries(connection, among={fact.entry for fact in facts})
        }
        return Story(
            name=name,
            facts=tuple((views[fact.id], entries[fact.entry]) for fact in facts),
            total=total,
            rulebook=current_rulebook(connection),
        )


def _facts_about(connection: sqlite3.Connection, thing: str) -> tuple[str, list[Fact]]:
    number = record_number(thing)
    fact = get_fact(connection, number) if number is not None else None
    if fact is not None:
        return f"#{number}", facts_of_record(connection, fact)
    place, no_place = _meant(lambda: resolve_place(connection, thing))
    holder, no_holder = _meant(lambda: resolve_holder(connection, thing))
    if place and holder and thing in (place.name, place.code) and holder.name != thing:
        holder = None
    if place and holder and holder.name == thing and thing not in (place.name, place.code):
        place = None
    if place and holder:
        raise Refused(
            _("{name} may be the place {place} or {holder}.").format(
                name=thing, place=place.name, holder=holder.name
            ),
            _("Write the whole name."),
        )
    if place:
        return place.name, facts_about(connection, place.key, PLACE)
    if holder:
        return holder.name, facts_about(connection, holder.key, HOLDER)
    if number is not None:
        raise Refused(
            _("There is no record number {number}.").format(number=number),
            _("See the numbers with: streetchief history"),
        )
    for refusal in (no_place, no_holder):
        if refusal is not None and isinstance(refusal.__context__, Ambiguous):
            raise Refused(refusal.cause, refusal.remedy)
    raise Refused(
        _("Nothing in the register is called {name}.").format(name=thing),
        "\n".join(dict.fromkeys(error.remedy for error in (no_place, no_holder) if error)),
    )


_Thing = TypeVar("_Thing")


def _meant(resolve: Callable[[], _Thing]) -> tuple[_Thing | None, Refused | None]:
    try:
        return resolve(), None
    except Refused as error:
        return None, error


def record_number(said: str) -> int | None:
    """Return the record number typed (20, #20, full-width digits), None when it is none."""
    digits = said.strip().lstrip("#\N{FULLWIDTH NUMBER SIGN}")
    if digits.isdecimal() and len(digits) <= 15:
        return int(digits)
    return None


def current_rulebook(connection: sqlite3.Connection) -> Rulebook | None:
    """Return the rulebook applied last, for the words of roles and kinds."""
    found = last_rulebook(connection)
    return read_rulebook(found[2])[0] if found else None


def view_entry(office: Office, row: JournalRow, facts: tuple[FactView, ...] = ()) -> EntryView:
    """Return an entry for showing."""
    return EntryView(
        id=row.id,
        site=row.site,
        sequence=row.sequence,
        act=row.act,
        actor=row.actor,
        recorded_at=office.utc_to_local(row.recorded_at),
        reason=row.reason,
        marks=row.marks,
        row_count=row.row_count,
        first_id=row.first_id,
        undone_by=row.undone_by,
        digest=row.digest,
        facts=facts,
    )


def view_facts(connection: sqlite3.Connection, facts: Sequence[Fact]) -> dict[int, FactView]:
    """Return the facts, by number, with their names and what became of them."""
    abouts = _abouts(connection, facts)
    everything = [*facts, *abouts.values()]
    states = states_of(connection, everything)
    names = _names(connection, everything, {entry for _state, entry in states.values() if entry})
    seen: dict[int, FactView] = {}
    for fact in sorted(everything, key=lambda fact: fact.id):
        about = next((seen.get(id) for id in _refers_to(fact) if id in seen), None)
        state, ended_by = states[fact.id]
        ender = names.entries.get(ended_by)
        seen[fact.id] = FactView(
            id=fact.id,
            table=fact.table,
            values=fact.values,
            names=_named(fact, names),
            state=state,
            ended_by=ender.sequence if ender else None,
            about=about,
        )
    return seen


def _refers_to(fact: Fact) -> list[int]:
    return [
        int(value)
        for column in BY_NAME[fact.table].columns
        if column.kind == FACT and (value := fact.values[column.name]) is not None
    ]


def _abouts(connection: sqlite3.Connection, facts: Iterable[Fact]) -> dict[int, Fact]:
    """Return the facts that remarks are about, and those these are about in turn."""
    found: dict[int, Fact] = {}
    wanted = {id for fact in facts for id in _refers_to(fact)}
    while wanted:
        fresh = [fact for id in wanted for fact in find_facts(connection, id, id)]
        found.update((fact.id, fact) for fact in fresh)
        wanted = {id for fact in fresh for id in _refers_to(fact)} - found.keys()
    return found


def _names(connection: sqlite3.Connection, facts: Iterable[Fact], entries: set[int]) -> _Names:
    wanted: dict[str, set[int]] = {PLACE: set(), HOLDER: set(), ENTRY: set(entries)}
    for fact in facts:
        for column in BY_NAME[fact.table].columns:
            value = fact.values[column.name]
            if column.kind in wanted and value is not None:
                wanted[column.kind].add(int(value))
    places = names_of_places(connection, wanted[PLACE])
    parents = {parent for _kind, _name, parent in places.values() if parent is not None}
    return _Names(
        places=names_of_places(connection, parents) | places,
        holders=names_of_holders(connection, wanted[HOLDER]),
        entries={row.id: row for row in find_entries(connection, among=wanted[ENTRY])},
    )


def _named(fact: Fact, names: _Names) -> dict[str, str]:
    out: dict[str, str] = {}
    for column in BY_NAME[fact.table].columns:
        value = fact.values[column.name]
        if value is None:
            continue
        if column.kind == PLACE:
            out[column.name] = names.place(int(value))
        elif column.kind == HOLDER:
            out[column.name] = names.holders.get(int(value), str(value))
        elif column.kind == ENTRY:
            entry = names.entries.get(int(value))
            out[column.name] = str(entry.sequence) if entry else str(value)
    return out
