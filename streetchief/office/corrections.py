"""Taking back: `undo` and `void`. Nothing is edited or erased.

Convention: everything is checked inside the write lock, the tally of the weeks touched is counted
again in the same transaction, and the answer says how those weeks stand after it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from streetchief.errors import Refused
from streetchief.ledger.history import (
    ATTACHMENTS,
    LIVE,
    Fact,
    JournalRow,
    facts_of_record,
    find_facts,
    last_undoable,
    resting_on,
    states_of,
)
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import gettext as _
from streetchief.office.history import FactView, current_rulebook, view_entry, view_facts
from streetchief.office.touched import Correction, count_again, live_fact, weeks_now
from streetchief.rulebook.rules.rulebook import Rulebook

NEVER_VOIDED = ("void", "setting", "rulebook", "duty")
SHOWN_FACTS, SHOWN_RESTING = 20, 8
"""How many of the records taken back, and of those resting on them, are shown."""


class RestedOn(Refused):
    """Other records rest on what was to be taken back; `facts` are the first few of them."""

    def __init__(
        self, cause: str, facts: tuple[FactView, ...], rulebook: Rulebook | None, remedy: str
    ) -> None:
        super().__init__(cause, remedy, effect=_("Nothing was changed."))
        self.facts = facts
        self.rulebook = rulebook


def preview_undo(office: Office) -> Correction:
    """Say what `undo` would take back now, without doing it."""
    with reading(office.ledger):
        target = _undo_target(office)
        return _undone(office, target, 0, None, ())


def undo(office: Office, *, reason: str | None = None, expected: int | None = None) -> Correction:
    """Void the last live entry of this site as a whole.

    Refused when later live facts rest on it, when nothing is left but the ledger's beginning, or
    when the last entry is not the one `expected` (the id `preview_undo` gave).
    """
    said = clean(reason, _("the reason")) if reason else None
    connection = office.connection
    with acting(office, "undo", reason=said or None) as entry:
        target = _undo_target(office)
        if expected is not None and target.id != expected:
            raise Refused(
                _("Something was written meanwhile."),
                _("Look again with: streetchief history"),
                effect=_("Nothing was undone."),
            )
        _refuse_if_rested_on(
            connection,
            target.first_id,
            target.last_id,
            _("Entry {entry} cannot be undone: {count} later records rest on it:"),
            entry=target.sequence,
        )
        number = entry.add("void", {"target": target.id})
        pairs = count_again(office, target.first_id, target.last_id)
        return _undone(office, target, number, said, pairs)


def _undo_target(office: Office) -> JournalRow:
    target = last_undoable(office.connection, office.ledger.site)
    if target is None or target.act == "init":
        raise Refused(
            _("There is nothing to undo."),
            _("The ledger's beginning stays; see: streetchief history"),
            effect=_("Nothing was changed."),
        )
    return target


def _undone(
    office: Office,
    target: JournalRow,
    number: int,
    reason: str | None,
    pairs: Sequence[tuple[int, int]],
) -> Correction:
    last = min(target.last_id, target.first_id + SHOWN_FACTS - 1)
    facts = find_facts(office.connection, target.first_id, last)
    voids = [fact for fact in facts if fact.table == "void"]
    back = _come_back(office.connection, facts) if number else []
    views = view_facts(office.connection, [*facts, *back])
    back_views = [views[fact.id] for fact in back]
    back_views += [about for fact in voids if number and (about := views[fact.id].about)]
    return Correction(
        act="undo",
        number=number,
        entry=view_entry(office, target),
        facts=tuple(views[fact.id] for fact in facts),
        fact_count=target.row_count,
        back=tuple(view for view in back_views if view.state == LIVE),
        weeks=weeks_now(office, pairs),
        week_count=len(pairs),
        reason=reason,
        by=None,
        rulebook=current_rulebook(office.connection),
    )


def void_record(office: Office, number: int, *, reason: str) -> Correction:
    """Void one live record of this site by its number; the version before it holds again.

    Refused for what others rest on (remarks such as participants and approvals lapse with it), for
    another site's record, one already taken back, for settings, rules and voids.
    """
    said = clean(reason, _("the reason"))
    if not said:
        raise Refused(
            _("The reason is empty."), _("Say why: --why TEXT"), effect=_("Nothing was voided.")
        )
    connection = office.connection
    with acting(office, "void", reason=said) as entry:
        fact = live_fact(office, number)
        if fact.table in NEVER_VOIDED:
            raise Refused(
                _("Record {number} is of a kind that is never voided.").format(number=number),
                _("Take back the last entry with streetchief undo, or write a new version."),
                effect=_("Nothing was voided."),
            )
        _refuse_if_rested_on(
            connection,
            number,
            number,
            _("Record {entry} cannot be voided: {count} records rest on it:"),
            entry=number,
            ignoring=ATTACHMENTS,
        )
        written = entry.add("void", {"fact": number})
        pairs = count_again(office, written, written)
        back = _come_back(connection, [fact])
        views = view_facts(connection, [fact, *back])
        return Correction(
            act="void",
            number=written,
            entry=None,
            facts=(views[number],),
            fact_count=1,
            back=tuple(views[fact.id] for fact in back),
            weeks=weeks_now(office, pairs),
            week_count=len(pairs),
            reason=said,
            by=None,
            rulebook=current_rulebook(connection),
        )


def _refuse_if_rested_on(
    connection: sqlite3.Connection,
    first: int,
    last: int,
    cause: str,
    *,
    entry: int,
    ignoring: Sequence[str] = (),
) -> None:
    resting = resting_on(connection, first, last, ignoring=ignoring)
    if not resting:
        return
    views = view_facts(connection, resting[:SHOWN_RESTING])
    raise RestedOn(
        cause.format(entry=entry, count=len(resting)),
        tuple(views[fact.id] for fact in resting[:SHOWN_RESTING]),
        current_rulebook(connection),
        _("Void those first, if they are wrong too: streetchief void N --why TEXT"),
    )


def _come_back(connection: sqlite3.Connection, ended: Sequence[Fact]) -> list[Fact]:
    """Return the versions that hold again now that those in `ended` no longer do."""
    found: dict[int, Fact] = {}
    for fact in ended:
        versions = [
            other
            for other in facts_of_record(connection, fact)
            if other.table == fact.table and other.id < fact.id
        ]
        states = states_of(connection, versions)
        found.update((v.id, v) for v in versions if states[v.id][0] == LIVE)
    return list(found.values())
