"""The journal, and the story of one thing, as tables.

Convention: oldest first; what no longer holds is quiet, and says so in words.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.office.history import EntryView, Journal, Story
from streetchief.office.pages.facts import FACT_STATES, fact_words
from streetchief.output.table import Column, Table, Tone, lay_out
from streetchief.rulebook.rules.rulebook import Rulebook

ACTS = {
    "init": N_("init"),
    "log": N_("log"),
    "void": N_("void"),
    "undo": N_("undo"),
    "approve": N_("approve"),
    "import": N_("import"),
    "appoint": N_("appoint"),
    "relieve": N_("relieve"),
    "handover": N_("handover"),
    "exempt": N_("exempt"),
    "delegate": N_("delegate"),
    "merge": N_("merge"),
    "issue": N_("issue of a paper"),
    "object": N_("objection"),
    "answer": N_("answer to an objection"),
    "sample": N_("random sample"),
    "check": N_("look on site"),
    "rulebook set": N_("change of a rule"),
    "rulebook apply": N_("new rulebook"),
    "calendar import": N_("work-day calendar"),
    "honour apply": N_("application for an honour"),
    "honour assess": N_("assessment for an honour"),
    "honour award": N_("award of an honour"),
    "honour revoke": N_("revocation of an honour"),
    "close": N_("closing"),
    "edit": N_("correction of the register"),
    "place merge": N_("merger"),
    "exemption revoke": N_("exemption taken back"),
    "delegation revoke": N_("delegation taken back"),
    "limit set": N_("date of a limit"),
    "board": N_("board made"),
    "item open": N_("new item"),
    "item assign": N_("item assigned"),
    "item rectify": N_("item rectified"),
    "item verify": N_("item verified"),
    "item advance": N_("item moved on"),
    "item return": N_("item sent back"),
    "item suspend": N_("item suspended"),
    "item resume": N_("item resumed"),
    "item reopen": N_("item reopened"),
    "item void": N_("item voided"),
    "item supervise": N_("item supervised"),
    "item reply": N_("reply to supervision"),
    "item set": N_("fields of an item"),
    "item measure": N_("amounts of an item"),
    "item milestone": N_("milestone of an item"),
    "item note": N_("note on an item"),
    "item documents": N_("policy documents"),
}

MARKS = {
    "clock": N_("clock set by hand"),
    "recorded": N_("recorded times taken over"),
}


def act_word(act: str) -> str:
    """Return the reader's word for an act; one without a word is shown as it is."""
    if act not in ACTS and act.endswith(" add"):  # a kind of place may be the rulebook's own
        return _("registration")
    return _(ACTS[act]) if act in ACTS else act


def marks_words(marks: Sequence[str]) -> str:
    """Say what makes an entry less than first-hand."""
    return _(", ").join(_(MARKS[mark]) if mark in MARKS else mark for mark in marks)


def _minute(at: str) -> str:
    return at.replace("T", " ")[:16]


def entry_words(entry: EntryView, rulebook: Rulebook | None) -> str:
    """Say what an entry wrote: its first facts, and how many there are."""
    said = _("; ").join(fact_words(fact, rulebook) for fact in entry.facts)
    if entry.row_count > len(entry.facts):
        return _("{facts}; … {count} records in all").format(facts=said, count=entry.row_count)
    return said


def numbers(first: int, last: int) -> str:
    """Return record numbers as a range."""
    return str(first) if first == last else f"{first}–{last}"


def journal_table(journal: Journal) -> Table:
    """Return the journal as a table, oldest first."""
    hidden = journal.total - len(journal.entries)
    return lay_out(
        name="history",
        columns=(
            Column(
                key="entry", title=N_("Entry"), kind="number", cell=lambda entry: entry.sequence
            ),
            Column(key="site"),
            Column(key="first", cell=lambda entry: entry.first_id),
            Column(key="last", cell=lambda entry: entry.last_id),
            Column(
                title=N_("Numbers"),
                align="right",
                cell=lambda entry: numbers(entry.first_id, entry.last_id),
            ),
            Column(
                key="recorded_at",
                title=N_("Recorded"),
                show=_minute,
                cell=lambda entry: calendar.at_label(entry.recorded_at),
            ),
            Column(key="actor", title=N_("By"), show=lambda name: name or "—"),
            Column(key="act", title=N_("Act"), show=act_word),
            Column(key="records", cell=lambda entry: entry.row_count),
            Column(
                key="what",
                title=N_("What"),
                cell=lambda entry: entry_words(entry, journal.rulebook),
            ),
            Column(key="reason", title=N_("Why"), show=lambda why: why or ""),
            Column(key="marks"),
            Column(key="state", cell=lambda entry: "live" if entry.undone_by is None else "undone"),
            Column(key="undone_by"),
            Column(
                title=N_("Remarks"),
                cell=lambda entry: _(", ").join(
                    part
                    for part in (
                        "" if entry.undone_by is None else _(FACT_STATES["undone"]),
                        marks_words(entry.marks),
                    )
                    if part
                ),
            ),
        ),
        things=journal.entries,
        tone=lambda entry: "" if entry.undone_by is None else "quiet",
        notes=(_earlier(hidden),) if hidden else (),
        empty=_("Nothing was written yet."),
        names=2,
    )


def _earlier(hidden: int) -> str:
    return _("{count} earlier ones are not shown; all: --limit 0").format(count=hidden)


def story_table(story: Story) -> Table:
    """Return every fact about a thing as a table, oldest first."""
    hidden = story.total - len(story.facts)
    tones: dict[str, Tone] = {"live": "", "superseded": "quiet", "void": "quiet", "undone": "quiet"}
    return Table(
        name="facts",
        columns=(
            Column(key="number", title=N_("Number"), kind="number"),
            Column(key="record"),
            Column(key="what", title=N_("What")),
            Column(key="state", title=N_("State"), show=lambda state: _(FACT_STATES[state])),
            Column(key="ended_by"),
            Column(key="entry", title=N_("Entry"), kind="number"),
            Column(key="site"),
            Column(key="act", title=N_("Act"), show=act_word),
            Column(key="recorded_at", title=N_("Recorded"), show=_minute),
            Column(key="actor", title=N_("By"), show=lambda name: name or "—"),
            Column(key="reason", title=N_("Why"), show=lambda why: why or ""),
            Column(key="marks", title=N_("Marks"), show=lambda marks: marks_words(marks)),
        ),
        rows=tuple(
            (
                fact.id,
                fact.table,
                fact_words(fact, story.rulebook),
                fact.state,
                fact.ended_by,
                entry.sequence,
                entry.site,
                entry.act,
                calendar.at_label(entry.recorded_at),
                entry.actor,
                entry.reason,
                entry.marks,
            )
            for fact, entry in story.facts
        ),
        extra={"about": story.name},
        tones=tuple(tones[fact.state] for fact, _entry in story.facts),
        title=story.name,
        notes=(_earlier(hidden),) if hidden else (),
        empty=_("Nothing is recorded about it."),
        names=1,
    )
