"""The ledger's tables, declared once: DDL, guards, digests and docs are made from this.

Convention: a *fact* table is insert-only. Each row has a local `id` (one series over all tables,
the number people quote) and the journal `entry` that wrote it; its line in the entry is
`id - journal.first_id + 1`. A column's kind says how it goes into the digest: a reference is
digested as the stable identity of what it points to, never as a local key.
"""

from __future__ import annotations

APPLICATION_ID = 0x53434C31
"""'SCL1', written into the SQLite header so that no other file passes for a ledger."""

SCHEMA_VERSION = 1

TEXT, INT = "text", "int"
PLACE, HOLDER, FACT, ENTRY, OWN = "place", "holder", "fact", "entry", "own"
"""Kinds of columns: plain values, and references to a place, a holder, a fact, a journal entry;
`own` is a fact that may be the row itself, when it is the first version of a thing."""


class Column:
    """A column: name, kind, what it means, and whether it must be filled."""

    __slots__ = ("comment", "kind", "name", "required")

    def __init__(self, name: str, kind: str, comment: str, required: bool = False) -> None:
        self.name = name
        self.kind = kind
        self.comment = comment
        self.required = required


class FactTable:
    """A table of facts; `id` and `entry` are understood."""

    __slots__ = ("columns", "comment", "indexes", "name")

    def __init__(
        self,
        name: str,
        comment: str,
        columns: tuple[Column, ...],
        indexes: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.comment = comment
        self.columns = columns
        self.indexes = indexes


def _own(name: str) -> Column:
    return Column(name, OWN, "the id of this thing's first version", True)


FACTS: tuple[FactTable, ...] = (
    FactTable(
        "setting",
        "what belongs to the whole ledger: zone, language, town, work-day calendar years",
        (
            Column("name", TEXT, "which setting", True),
            Column("value", TEXT, "its value", True),
        ),
    ),
    FactTable(
        "place",
        "versions of places: county, town, village, street, zone and kinds of the rulebook",
        (
            _own("place"),
            Column("identity", TEXT, "code, else parent identity, kind and name at birth", True),
            Column("kind", TEXT, "county, town, village, street, zone, …", True),
            Column("name", TEXT, "as the source writes it", True),
            Column("code", TEXT, "official or own code"),
            Column("parent", PLACE, "the place it lies in"),
            Column("zone", PLACE, "the zone a street belongs to"),
            Column("aliases", TEXT, "other names people use, one a line"),
            Column("opened_on", INT, "first open day"),
            Column("closed_on", INT, "first day it is no longer open"),
            Column("source", TEXT, "which list says so"),
            Column("as_of", INT, "the day that list speaks of"),
            Column("successor", PLACE, "the place it was merged into"),
            Column("brand", TEXT, "a town's brand, 一镇一品"),
        ),
        ("place", "identity", "name", "parent", "code"),
    ),
    FactTable(
        "holder",
        "versions of whoever can hold a role: persons and departments",
        (
            _own("holder"),
            Column("identity", TEXT, "unit and name at birth", True),
            Column("kind", TEXT, "person or department", True),
            Column("name", TEXT, "name", True),
            Column("unit", TEXT, "village committee or home unit"),
            Column("title", TEXT, "post outside the street-chief system, e.g. 村主任"),
            Column("aliases", TEXT, "other names people use, one a line"),
            Column("closed_on", INT, "first day he is no longer on the register"),
        ),
        ("holder", "identity", "name"),
    ),
    FactTable(
        "assignment",
        "versions of assignments: a holder has a role at a place from a day to before another",
        (
            _own("assignment"),
            Column("holder", HOLDER, "who", True),
            Column("role", TEXT, "role identifier of the rulebook", True),
            Column("place", PLACE, "where", True),
            Column("since", INT, "first day", True),
            Column("until", INT, "first day without it"),
            Column("note", TEXT, "rank, functions absorbed, home unit"),
        ),
        ("assignment", "place", "holder"),
    ),
    FactTable(
        "rulebook",
        "rulebooks as applied, whole text",
        (
            Column("name", TEXT, "name of the rulebook", True),
            Column("since", INT, "first day it holds", True),
            Column("text", TEXT, "the TOML text", True),
        ),
    ),
    FactTable(
        "duty",
        "versions of duties, for all towns or one",
        (
            Column("name", TEXT, "duty identifier, e.g. patrol", True),
            Column("town", PLACE, "the one town it holds for; all when empty"),
            Column("since", INT, "first day this version holds", True),
            Column("fields", TEXT, "the fields, canonical JSON", True),
        ),
        ("name",),
    ),
    FactTable(
        "exemption",
        "versions of exemptions: days taken out of a duty; pending until approved",
        (
            _own("exemption"),
            Column("place", PLACE, "the street or the town"),
            Column("holder", HOLDER, "the person"),
            Column("since", INT, "first day", True),
            Column("until", INT, "first day no longer exempt", True),
            Column(
                "reason", TEXT, "leave, sick, business, emergency, weather, closure, other", True
            ),
            Column("note", TEXT, "words, never printed on papers"),
            Column("approved_by", HOLDER, "who approved; pending when empty"),
            Column("revoked", INT, "1 when taken back"),
        ),
        ("exemption", "place", "holder"),
    ),
    FactTable(
        "delegation",
        "versions of delegations: a chief lets someone patrol for him",
        (
            _own("delegation"),
            Column("chief", HOLDER, "who delegates", True),
            Column("delegate", HOLDER, "who patrols for him", True),
            Column("place", PLACE, "the one street; all of the chief's when empty"),
            Column("since", INT, "first day", True),
            Column("until", INT, "first day no longer delegated", True),
            Column("note", TEXT, "words"),
            Column("revoked", INT, "1 when taken back"),
        ),
        ("delegation", "chief", "delegate"),
    ),
    FactTable(
        "activity",
        "patrols and other activities, one row a place",
        (
            Column("kind", TEXT, "patrol, cleanup, training, …", True),
            Column("place", PLACE, "where", True),
            Column("person", HOLDER, "who", True),
            Column("started_at", INT, "local seconds of the start", True),
            Column("minutes", INT, "how long, when an end was stated"),
            Column("metres", INT, "way walked"),
            Column("spots", INT, "key spots cleaned, 处"),
            Column("kilograms", INT, "rubbish removed, 吨 in thousandths"),
            Column("photos", INT, "photos kept as evidence"),
            Column("note", TEXT, "words"),
            Column("approved_by", HOLDER, "who approved a late entry when it was made"),
            Column("on_behalf_of", HOLDER, "for whom a delegate says he walks"),
            Column("recorded_at", INT, "UTC seconds when trusted from elsewhere, else the entry's"),
            Column("key", TEXT, "retry key of an imported row"),
        ),
        (
            "place, started_at",
            "person, started_at",
            "key) WHERE (key IS NOT NULL",
            "kind, started_at) WHERE (kind <> 'patrol'",
        ),
    ),
    FactTable(
        "participant",
        "who else took part in an activity",
        (
            Column("activity", FACT, "the activity", True),
            Column("holder", HOLDER, "who", True),
        ),
        ("activity",),
    ),
    FactTable(
        "item",
        "items of lists as they were opened; where one stands is computed from its steps",
        (
            Column("list", TEXT, "list identifier of the rulebook, e.g. problem", True),
            Column("number", INT, "counts within the list at its site", True),
            Column("title", TEXT, "what it is about, in a few words", True),
            Column("opened_on", INT, "the day it was opened", True),
            Column("category", TEXT, "category identifier, or the words of an open list"),
            Column("place", PLACE, "where"),
            Column("found_by", HOLDER, "who found, raised or asked for it"),
            Column("due_on", INT, "last day to close it in time, where one was set"),
            Column("grown_from", FACT, "the item it was made from, e.g. a project from a problem"),
            Column("activity", FACT, "the patrol or other activity it was found on"),
            Column("note", TEXT, "words"),
            Column("key", TEXT, "request number elsewhere, or retry key"),
        ),
        (
            "list, number",
            "place",
            "found_by",
            "grown_from) WHERE (grown_from IS NOT NULL",
            "activity) WHERE (activity IS NOT NULL",
            "key) WHERE (key IS NOT NULL",
        ),
    ),
    FactTable(
        "item_step",
        "what happened to items, one row a step; walked in the order of (day, id)",
        (
            Column("item", FACT, "the item", True),
            Column(
                "kind",
                TEXT,
                "assigned, moved, fixed, returned, suspended, resumed, reopened, voided, "
                "supervised, replied, changed, scheduled, reached, quantity, note",
                True,
            ),
            Column("day", INT, "the day it happened", True),
            Column("by", HOLDER, "who did it"),
            Column("by_unit", TEXT, "the unit he belonged to then"),
            Column("stage", TEXT, "stage moved or returned to"),
            Column("holder", HOLDER, "who answers for it from now on"),
            Column("note", TEXT, "words; the reason of a return, suspension, reopening, voiding"),
            Column("until", INT, "first day no longer suspended, or the day a reply is due"),
            Column("due_on", INT, "a new last day to close it in time"),
            Column("milestone", TEXT, "the milestone that was reached"),
        ),
        ("item", "holder) WHERE (holder IS NOT NULL"),
    ),
    FactTable(
        "item_party",
        "who else took part in a step of an item",
        (
            Column("step", FACT, "the step", True),
            Column("holder", HOLDER, "who", True),
            Column("part", TEXT, "joint: answers for it as well; with: did it as well", True),
        ),
        ("step",),
    ),
    FactTable(
        "item_amount",
        "what an item, or a step of it, found or cleared of a measure",
        (
            Column("fact", FACT, "the item or step", True),
            Column("measure", TEXT, "measure identifier of the list, e.g. area", True),
            Column("side", TEXT, "found or cleared", True),
            Column("amount", INT, "whole 10**-decimals of the measure's unit", True),
        ),
        ("fact",),
    ),
    FactTable(
        "item_field",
        "a field of an item, as it was opened with or as a step changed it",
        (
            Column("fact", FACT, "the item or step", True),
            Column("field", TEXT, "field identifier of the list, e.g. budget", True),
            Column("number", INT, "a number, fen of yuan, or a day"),
            Column("text", TEXT, "a text or choice; tags, one a line; empty when cleared"),
            Column("place", PLACE, "a place"),
            Column("holder", HOLDER, "a person or department"),
        ),
        ("fact",),
    ),
    FactTable(
        "item_milestone",
        "milestones of a schedule, in the order of their ids, counted back from the end",
        (
            Column("step", FACT, "the step that set the schedule", True),
            Column("name", TEXT, "what is to be reached", True),
            Column("days", INT, "how many days it takes", True),
        ),
        ("step",),
    ),
    FactTable(
        "limit_amount",
        "amounts of limits with their first day; of several that begin on one day the last holds",
        (
            Column("name", TEXT, "limit identifier of the rulebook, e.g. self_tender", True),
            Column("amount", INT, "fen", True),
            Column("since", INT, "first day it holds", True),
            Column("note", TEXT, "where it is written"),
        ),
        ("name",),
    ),
    FactTable(
        "evidence",
        "photos and tracks of an activity or item, by content",
        (
            Column("fact", FACT, "the activity or item step", True),
            Column("kind", TEXT, "photo or track", True),
            Column("name", TEXT, "file name as given", True),
            Column("sha256", TEXT, "digest of the content", True),
            Column("size", INT, "bytes", True),
        ),
        ("fact", "sha256"),
    ),
    FactTable(
        "approval",
        "a later approval of a late patrol or a pending exemption",
        (
            Column("fact", FACT, "what is approved", True),
            Column("approved_by", HOLDER, "by whom", True),
        ),
        ("fact",),
    ),
    FactTable(
        "honour_step",
        "steps of a place on its way to an honour: applied, assessed, awarded, revoked",
        (
            Column("honour", TEXT, "honour identifier of the rulebook", True),
            Column("place", PLACE, "the village, town, courtyard, …", True),
            Column("kind", TEXT, "applied, assessed, awarded or revoked", True),
            Column("day", INT, "the day it happened", True),
            Column("grade", TEXT, "grade applied for or given, identifier of the rulebook"),
            Column("given_by", HOLDER, "who assessed, awarded or revoked"),
            Column("note", TEXT, "words; the reason of a revocation"),
        ),
        ("place, honour",),
    ),
    FactTable(
        "objection",
        "objections to a verdict (异议) and, naming the one they answer, their answers",
        (
            Column("place", PLACE, "the place of the line objected to", True),
            Column("holder", HOLDER, "whose line, for a duty judged by holder"),
            Column("duty", TEXT, "duty identifier", True),
            Column("week", INT, "number of the week, or of the month of a monthly duty", True),
            Column("text", TEXT, "the words", True),
            Column("by", HOLDER, "who objects or answers"),
            Column("answer_of", FACT, "the objection this answers"),
        ),
        ("place, week", "answer_of"),
    ),
    FactTable(
        "spot_check",
        "entries drawn at random for a look on site and, naming the draw, what was found",
        (
            Column("activity", FACT, "the entry drawn", True),
            Column("seed", TEXT, "the seed of the draw"),
            Column("drawn_from", INT, "how many entries it was drawn from"),
            Column("draw", FACT, "the drawn row this is the result of"),
            Column("agreed", INT, "1 found as recorded, 0 not found so"),
            Column("by", HOLDER, "who looked"),
            Column("note", TEXT, "words"),
        ),
        ("activity", "draw"),
    ),
    FactTable(
        "bulletin",
        "papers as issued (定稿): text and figures frozen; later changes are printed as 更正",
        (
            Column("place", PLACE, "the town, or the county, it is of"),
            Column("kind", TEXT, "weekly, circular, month, year, county", True),
            Column(
                "period", INT, "number of the week or the month, or the year, as its kind", True
            ),
            Column("year", INT, "the year its number counts in", True),
            Column("number", INT, "第×期, counted per place, kind and year", True),
            Column("lang", TEXT, "language of the text", True),
            Column("text", TEXT, "the paper as plain text", True),
            Column("figures", TEXT, "everything it says, canonical JSON", True),
            Column("head", TEXT, "digest of the chain's head printed on it", True),
        ),
        ("place, period",),
    ),
    FactTable(
        "board",
        "boards, signs and wall charts that were made, to tell which ones to hang anew",
        (
            Column("kind", TEXT, "org, duties, rules, projects, contests, sign or chart", True),
            Column("place", PLACE, "the town or street; all towns when empty"),
            Column("options", TEXT, "what was asked for, canonical JSON", True),
            Column("digest", TEXT, "of the content, whatever the day and the language", True),
            Column("path", TEXT, "the file it was written to", True),
        ),
        ("kind",),
    ),
    FactTable(
        "void",
        "a record, or a whole entry, that no longer holds; the reason is the entry's",
        (
            Column("fact", FACT, "the voided record"),
            Column("target", ENTRY, "the undone entry"),
        ),
        ("fact", "target"),
    ),
)
"""Every table of facts. A new nullable column changes no old digest."""

BY_NAME = {table.name: table for table in FACTS}

JOURNAL_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("id", "INTEGER PRIMARY KEY", "local key of the entry"),
    ("site", "TEXT NOT NULL", "where it was written"),
    ("sequence", "INTEGER NOT NULL", "1, 2, 3 … at that site"),
    ("act", "TEXT NOT NULL", "what was done, e.g. log, appoint, import"),
    ("actor", "TEXT NOT NULL", "who typed it, as the machine knows him"),
    ("recorded_at", "INTEGER NOT NULL", "UTC seconds"),
    ("reason", "TEXT", "why, where an act asks for it"),
    ("key", "TEXT", "retry key"),
    ("marks", "TEXT", "clock: set by hand; recorded: trusted recorded times"),
    ("row_count", "INTEGER NOT NULL", "number of fact rows"),
    ("algorithm", "TEXT NOT NULL", "of the digests"),
    ("rows_digest", "TEXT NOT NULL", "over the canonical lines of the rows"),
    ("previous", "TEXT NOT NULL", "digest of the site's entry before, empty for the first"),
    ("digest", "TEXT NOT NULL", "over header, rows digest and previous"),
    ("first_id", "INTEGER NOT NULL", "local id of its first fact row"),
    ("known_at", "INTEGER NOT NULL", "UTC seconds when this ledger learnt of it"),
)

SQL_TYPES = {TEXT: "TEXT", INT: "INTEGER"}


def fact_ddl(table: FactTable) -> list[str]:
    """Return the statements that make one fact table, its indexes and its guards."""
    columns = [
        "id INTEGER PRIMARY KEY",
        "entry INTEGER NOT NULL REFERENCES journal(id) DEFERRABLE INITIALLY DEFERRED",
    ]
    for column in table.columns:
        text = f'"{column.name}" {SQL_TYPES.get(column.kind, "INTEGER")}'
        columns.append(text + (" NOT NULL" if column.required else ""))
    statements = [f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(columns) + "\n) STRICT"]
    for number, index in enumerate(table.indexes):
        statements.append(f'CREATE INDEX "{table.name}_{number}" ON "{table.name}"({index})')
    return statements + guards(table.name)


def guards(table: str) -> list[str]:
    """Return triggers that keep a table insert-only, also against INSERT OR REPLACE."""
    refuse = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    return [
        f'CREATE TRIGGER "{table}_no_update" BEFORE UPDATE ON "{table}" {refuse}',
        f'CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}" {refuse}',
        f'CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" '
        f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id) {refuse}',
    ]


def ledger_ddl() -> list[str]:
    """Return every statement that makes an empty ledger of this schema version."""
    journal = ",\n  ".join(f'"{name}" {kind}' for name, kind, _ in JOURNAL_COLUMNS)
    refuse = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    statements = [
        f"CREATE TABLE journal (\n  {journal}\n) STRICT",
        "CREATE UNIQUE INDEX journal_sequence ON journal(site, sequence)",
        "CREATE UNIQUE INDEX journal_key ON journal(site, key) WHERE key IS NOT NULL",
        "CREATE UNIQUE INDEX journal_first ON journal(first_id) WHERE row_count > 0",
        *guards("journal"),
        "CREATE TRIGGER journal_no_second BEFORE INSERT ON journal "
        "WHEN EXISTS (SELECT 1 FROM journal WHERE site = NEW.site AND "
        f"(sequence = NEW.sequence OR key = NEW.key)) {refuse}",
        "CREATE TABLE here (\n  site TEXT NOT NULL\n) STRICT",
    ]
    for table in FACTS:
        statements += fact_ddl(table)
    days = ",\n  ".join(f"d{number} INTEGER NOT NULL" for number in range(7))
    statements.append(
        "CREATE TABLE week_tally (\n  week INTEGER NOT NULL,\n  place INTEGER NOT NULL,\n"
        f"  duty TEXT NOT NULL,\n  holder INTEGER NOT NULL,\n  {days},\n"
        "  PRIMARY KEY (week, place, duty, holder)\n) STRICT, WITHOUT ROWID"
    )
    return statements
