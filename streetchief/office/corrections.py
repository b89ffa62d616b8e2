"""Taking back: `undo` and `void`. Nothing is edited or erased.

Convention: everything is checked inside the write lock, the tally of the weeks touched is counted
again in the same transaction, and the answer says how those weeks stand after it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.duties import tally
from streetchief.duties.docket import judge, open_docket
from streetchief.duties.rules.standing import Assessment
from streetchief.errors import Refused
from streetchief.ledger.history import (
    ATTACHMENTS,
    LIVE,
    SUPERSEDED,
    UNDONE,
    Fact,
    JournalRow,
    bears_on_rules,
    facts_of_record,
    find_entries,
    find_facts,
    get_fact,
    last_undoable,
    patrolled_weeks,
    resting_on,
    states_of,
)
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import gettext as _
from streetchief.office.history import EntryView, FactView, current_rulebook, view_entry, view_facts
from streetchief.rulebook.rules.duty import PATROL, judged_kinds
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.value import value

NEVER_VOIDED = ("void", "setting", "rulebook", "duty")
SHOWN_FACTS, SHOWN_RESTING = 20, 8
"""How many of the records taken back, and of those resting on them, are shown."""
SHOWN_WEEKS = 8
"""More street weeks than this are only counted, not shown."""


@value
class WeekNow:
    """How a street's week stands after a correction.

    `assessment` is None where no duty is in force.
    """

    street: str
    town: str | None
    week: int
    assessment: Assessment | None


@value
class Correction:
    """What an act took back, brought back or approved.

    `number` is the record the act itself wrote. `facts` are those it took back or approved (the
    first twenty), `back` those that hold again because of it. `weeks` are the street weeks it
    changed, none when there are more than eight; `week_count` says how many.
    """

    act: str
    number: int
    entry: EntryView | None
    facts: tuple[FactView, ...]
    fact_count: int
    back: tuple[FactView, ...]
    weeks: tuple[WeekNow, ...]
    week_count: int
    reason: str | None
    by: str | None
    rulebook: Rulebook | None
    warnings: tuple[str, ...] = ()


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


def live_fact(office: Office, number: int, *, own_only: bool = True) -> Fact:
    """Return the live record with this number; raises `Refused` when it does not hold any more.

    `own_only` refuses a record that was written at another site.
    """
    fact = get_fact(office.connection, number)
    if fact is None:
        raise Refused(
            _("There is no record number {number}.").format(number=number),
            _("See the numbers with: streetchief history"),
        )
    row = find_entries(office.connection, among=[fact.entry])[0]
    if own_only and row.site != office.ledger.site:
        raise Refused(
            _("Record {number} was written at the site {site}.").format(
                number=number, site=row.site
            ),
            _("Only that site can take it back."),
        )
    state, ended_by = states_of(office.connection, [fact])[fact.id]
    if state == LIVE:
        return fact
    ender = find_entries(office.connection, among=[ended_by])[0]
    if state == SUPERSEDED:
        later = [o.id for o in facts_of_record(office.connection, fact) if o.table == fact.table]
        cause = _("Record {number} has a later version, number {later}.").format(
            number=number, later=max(later)
        )
    elif state == UNDONE:
        cause = _("Record {number} was already undone, with entry {entry}.").format(
            number=number, entry=ender.sequence
        )
    else:
        cause = _("Record {number} is already void, by entry {entry}.").format(
            number=number, entry=ender.sequence
        )
    raise Refused(
        cause,
        _("See what it is: streetchief history {number}").format(number=number),
    )


def count_again(office: Office, first: int, last: int) -> list[tuple[int, int]]:
    """Count the tally again where the facts `first` to `last` bear on it.

    Returns the pairs of place and week that were touched.
    """
    pairs = sorted(
        {
            (place, calendar.week_of(started_at // calendar.DAY))
            for place, started_at in patrolled_weeks(office.connection, first, last)
        }
    )
    if bears_on_rules(office.connection, first, last):
        tally.rebuild(office.connection, office.utc_to_local)
        return pairs
    by_week: dict[int, list[int]] = {}
    for place, week in pairs:
        by_week.setdefault(week, []).append(place)
    for week, places in by_week.items():
        tally.recompute(office.connection, office.utc_to_local, places, week, week + 1)
    return pairs


def weeks_now(office: Office, pairs: Sequence[tuple[int, int]]) -> tuple[WeekNow, ...]:
    """Judge (place, week) pairs as they stand now; none when they are too many to show."""
    if not 0 < len(pairs) <= SHOWN_WEEKS:
        return ()
    found = []
    for place, week in pairs:
        days = calendar.days_of_week(week)
        docket = open_docket(office, days.start, days.stop, among=[place])
        where = docket.places.get(place)
        if where is None or where.kind not in judged_kinds(docket.versions, PATROL):
            continue
        town = docket.town_key(place)
        judged = judge(office, docket, PATROL, [week], among=[place])[week]
        found.append(
            WeekNow(
                street=where.name,
                town=docket.places[town].name if town is not None else None,
                week=week,
                assessment=judged[0] if judged else None,
            )
        )
    return tuple(found)
