"""SQL of what was written when: entries, their facts, what became of them, what rests on them.

Convention: everything here goes over the tables as `ledger.schema` declares them, so a new table of
facts needs nothing new. The facts of an entry are the ids `[first_id, first_id + row_count)`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from streetchief.ledger.journal import keys, live
from streetchief.ledger.schema import BY_NAME, FACT, FACTS, HOLDER, OWN, PLACE, FactTable
from streetchief.value import fields_of, value

LIVE, SUPERSEDED, VOID, UNDONE = "live", "superseded", "void", "undone"
"""What became of a fact: it holds, a later version holds, it or its whole entry was taken back."""

ATTACHMENTS = (
    "participant",
    "evidence",
    "approval",
    "spot_check",
    "objection",
    "item_party",
    "item_amount",
    "item_field",
    "item_milestone",
)
"""Tables whose facts only say more about another fact, and lapse with it."""


@value
class JournalRow:
    """One entry; times are UTC seconds, `undone_by` is the sequence of the entry that undid it."""

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
    digest: str
    undone_by: int | None

    @property
    def last_id(self) -> int:
        return self.first_id + self.row_count - 1


@value
class Fact:
    """One stored fact: its number, the local id of its entry, its table and its values."""

    id: int
    entry: int
    table: str
    values: Mapping[str, str | int | None]


_ENTRY = (
    "SELECT j.id, j.site, j.sequence, j.act, j.actor, j.recorded_at, j.reason, j.marks, "
    "j.row_count, j.first_id, j.digest, (SELECT uj.sequence FROM void u "
    "JOIN journal uj ON uj.id = u.entry WHERE u.target = j.id) "
    "FROM journal j"
)


def _entry(row: tuple[object, ...]) -> JournalRow:
    values = dict(zip(fields_of(JournalRow), row, strict=True))
    marks = values["marks"]
    values["marks"] = tuple(str(marks).split(",")) if marks else ()
    return JournalRow(**values)  # type: ignore[arg-type]


def find_entries(
    connection: sqlite3.Connection, *, limit: int | None = None, among: Iterable[int] | None = None
) -> list[JournalRow]:
    """Return entries oldest first: the last `limit` of them, or those with the ids `among`."""
    if among is not None:
        where, values = "WHERE j.id IN (SELECT value FROM json_each(?))", [keys(among)]
    else:
        where, values = "", []
    rows = connection.execute(
        f"{_ENTRY} {where} ORDER BY j.id DESC LIMIT ?", (*values, -1 if limit is None else limit)
    )
    return [_entry(row) for row in rows][::-1]


def count_entries(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return how many entries and how many facts the ledger holds."""
    row = connection.execute("SELECT count(*), coalesce(sum(row_count), 0) FROM journal").fetchone()
    return int(row[0]), int(row[1])


def last_undoable(connection: sqlite3.Connection, site: str) -> JournalRow | None:
    """Return the last entry of `site` that is neither undone nor itself an undo."""
    row = connection.execute(
        f"{_ENTRY} WHERE j.site = ? "
        "AND NOT EXISTS (SELECT 1 FROM void u WHERE u.target = j.id) "
        "AND NOT EXISTS (SELECT 1 FROM void t WHERE t.id = j.first_id AND t.target IS NOT NULL) "
        "ORDER BY j.sequence DESC LIMIT 1",
        (site,),
    ).fetchone()
    return _entry(row) if row else None


def _columns(table: FactTable, *kinds: str) -> list[str]:
    return [column.name for column in table.columns if column.kind in kinds]


def _facts(table: FactTable, rows: Iterable[tuple[object, ...]]) -> list[Fact]:
    names = [column.name for column in table.columns]
    return [
        Fact(
            id=row[0],  # type: ignore[arg-type]
            entry=row[1],  # type: ignore[arg-type]
            table=table.name,
            values=dict(zip(names, row[2:], strict=True)),  # type: ignore[arg-type]
        )
        for row in rows
    ]


def _select(table: FactTable) -> str:
    names = "".join(f', f."{column.name}"' for column in table.columns)
    return f'SELECT f.id, f.entry{names} FROM "{table.name}" f'


def find_facts(connection: sqlite3.Connection, first: int, last: int) -> list[Fact]:
    """Return the facts with the numbers `first` to `last`, both included, in order."""
    found: list[Fact] = []
    for table in FACTS:
        rows = connection.execute(f"{_select(table)} WHERE f.id BETWEEN ? AND ?", (first, last))
        found += _facts(table, rows)
    return sorted(found, key=lambda fact: fact.id)


def get_fact(connection: sqlite3.Connection, id: int) -> Fact | None:
    """Return the fact with the number `id`, whatever became of it."""
    found = find_facts(connection, id, id)
    return found[0] if found else None


def facts_about(connection: sqlite3.Connection, key: int, kind: str) -> list[Fact]:
    """Return every fact that names the place or holder `key`, and what was said of those facts.

    `kind` is `schema.PLACE` or `schema.HOLDER`. In the order written, live or not.
    """
    found: dict[int, Fact] = {}
    for table in FACTS:
        names = _columns(table, kind)
        if table.name == kind:
            names.append(kind)
        if names:
            where = " OR ".join(f'f."{name}" = :key' for name in names)
            rows = connection.execute(f"{_select(table)} WHERE {where}", {"key": key})
            found.update((fact.id, fact) for fact in _facts(table, rows))
    return with_remarks(connection, found.values())


def facts_of_record(connection: sqlite3.Connection, fact: Fact) -> list[Fact]:
    """Return all versions of the thing that `fact` is about, and what was said of them."""
    table = BY_NAME[fact.table]
    own = _columns(table, OWN)
    if not own:
        return with_remarks(connection, [fact])
    rows = connection.execute(f'{_select(table)} WHERE f."{own[0]}" = ?', (fact.values[own[0]],))
    return with_remarks(connection, _facts(table, rows))


def with_remarks(connection: sqlite3.Connection, facts: Iterable[Fact]) -> list[Fact]:
    """Return the facts together with those that refer to them: approvals, voids, evidence."""
    found = {fact.id: fact for fact in facts}
    fresh: set[int] = set(found)
    while fresh:
        wanted, fresh = keys(fresh), set()
        for table in FACTS:
            for name in _columns(table, FACT):
                rows = connection.execute(
                    f'{_select(table)} WHERE f."{name}" IN (SELECT value FROM json_each(?))',
                    (wanted,),
                )
                for fact in _facts(table, rows):
                    if fact.id not in found:
                        found[fact.id] = fact
                        fresh.add(fact.id)
    return sorted(found.values(), key=lambda fact: fact.id)


def states_of(connection: sqlite3.Connection, facts: Sequence[Fact]) -> dict[int, tuple[str, int]]:
    """Say of each fact what became of it, and the id of the entry that did it (0 when live)."""
    states: dict[int, tuple[str, int]] = {}
    by_table: dict[str, list[Fact]] = {}
    for fact in facts:
        by_table.setdefault(fact.table, []).append(fact)
    for name, group in by_table.items():
        wanted = keys(fact.id for fact in group)
        undone = connection.execute(
            f'SELECT f.id, u.entry FROM "{name}" f JOIN void u ON u.target = f.entry '
            "WHERE f.id IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
        states.update((id, (UNDONE, entry)) for id, entry in undone)
        voided = connection.execute(
            "SELECT v.fact, v.entry FROM json_each(?) k JOIN void v ON v.fact = k.value "
            "WHERE NOT EXISTS (SELECT 1 FROM void u WHERE u.target = v.entry) ORDER BY v.id",
            (wanted,),
        )
        for id, entry in voided:
            states.setdefault(id, (VOID, entry))
        own = _columns(BY_NAME[name], OWN)
        if own:
            later = connection.execute(
                f'SELECT f.id, later.entry FROM "{name}" f JOIN "{name}" later '
                f'ON later."{own[0]}" = f."{own[0]}" AND later.id > f.id AND {live("later")} '
                "WHERE f.id IN (SELECT value FROM json_each(?)) ORDER BY later.id",
                (wanted,),
            )
            for id, entry in later:
                states.setdefault(id, (SUPERSEDED, entry))
    return {fact.id: states.get(fact.id, (LIVE, 0)) for fact in facts}


def resting_on(
    connection: sqlite3.Connection, first: int, last: int, *, ignoring: Sequence[str] = ()
) -> list[Fact]:
    """Return live facts outside the numbers `first` to `last` that refer into them.

    A reference to a place or a holder is the number of its first version, so it is found the same
    way. Tables in `ignoring`, and voids, do not count. At most twenty of each table.
    """
    present = {
        table.name
        for table in FACTS
        if connection.execute(
            f'SELECT 1 FROM "{table.name}" WHERE id BETWEEN ? AND ? LIMIT 1', (first, last)
        ).fetchone()
    }
    found: dict[int, Fact] = {}
    for table in FACTS:
        if table.name == "void" or table.name in ignoring:
            continue
        kinds = [FACT, *({PLACE, HOLDER} & present)]
        names = _columns(table, *kinds) + (_columns(table, OWN) if table.name in present else [])
        for name in names:
            rows = connection.execute(
                f'{_select(table)} WHERE f."{name}" BETWEEN :first AND :last '
                f"AND f.id NOT BETWEEN :first AND :last AND {live('f')} LIMIT 20",
                {"first": first, "last": last},
            )
            found.update((fact.id, fact) for fact in _facts(table, rows))
    return sorted(found.values(), key=lambda fact: fact.id)


def patrolled_weeks(connection: sqlite3.Connection, first: int, last: int) -> list[tuple[int, int]]:
    """Return place and start of every activity that the facts `first` to `last` bear on.

    The activities among them, and those they approve or void.
    """
    rows = connection.execute(
        "SELECT place, started_at FROM activity WHERE id BETWEEN :first AND :last UNION "
        "SELECT a.place, a.started_at FROM approval p JOIN activity a ON a.id = p.fact "
        "WHERE p.id BETWEEN :first AND :last UNION "
        "SELECT a.place, a.started_at FROM void v JOIN activity a ON a.id = v.fact "
        "WHERE v.id BETWEEN :first AND :last UNION "
        "SELECT a.place, a.started_at FROM void v JOIN approval p ON p.id = v.fact "
        "JOIN activity a ON a.id = p.fact WHERE v.id BETWEEN :first AND :last",
        {"first": first, "last": last},
    )
    return [(place, started_at) for place, started_at in rows]


def bears_on_rules(connection: sqlite3.Connection, first: int, last: int) -> bool:
    """Tell whether the facts `first` to `last` are, or void, a duty or a later version of a place.

    Then the whole tally may change: by another rule, or because a place lies in another town.
    """
    row = connection.execute(
        "SELECT 1 FROM duty WHERE id BETWEEN :first AND :last UNION ALL "
        "SELECT 1 FROM place WHERE id BETWEEN :first AND :last AND place <> id UNION ALL "
        "SELECT 1 FROM void v JOIN duty d ON d.id = v.fact "
        "WHERE v.id BETWEEN :first AND :last UNION ALL "
        "SELECT 1 FROM void v JOIN place p ON p.id = v.fact AND p.place <> p.id "
        "WHERE v.id BETWEEN :first AND :last LIMIT 1",
        {"first": first, "last": last},
    ).fetchone()
    return row is not None


def names_of_places(
    connection: sqlite3.Connection, wanted: Iterable[int]
) -> dict[int, tuple[str, str, int | None]]:
    """Return kind, name and parent of places by key, by their last version, live or not."""
    rows = connection.execute(
        "SELECT p.place, p.kind, p.name, p.parent FROM json_each(?) k "
        "JOIN place p ON p.place = k.value ORDER BY p.id",
        (keys(wanted),),
    )
    return {key: (kind, name, parent) for key, kind, name, parent in rows}


def names_of_holders(connection: sqlite3.Connection, wanted: Iterable[int]) -> dict[int, str]:
    """Return the names of holders by key, by their last version whatever became of it."""
    rows = connection.execute(
        "SELECT h.holder, h.name FROM json_each(?) k JOIN holder h ON h.holder = k.value "
        "ORDER BY h.id",
        (keys(wanted),),
    )
    return dict(rows.fetchall())


def last_rulebook(connection: sqlite3.Connection) -> tuple[str, int, str] | None:
    """Return name, first day and text of the rulebook applied last."""
    row = connection.execute(
        "SELECT r.name, r.since, r.text FROM rulebook r "
        f"WHERE {live('r')} ORDER BY r.id DESC LIMIT 1"
    ).fetchone()
    return (row[0], row[1], row[2]) if row else None
