"""What corrections have in common: the record meant, the tally, and the weeks that changed.

Convention: all of it runs inside the correction's own write lock.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.duties import tally
from streetchief.duties.docket import judge, open_docket
from streetchief.duties.rules.standing import Assessment
from streetchief.errors import Refused
from streetchief.ledger.history import (
    LIVE,
    SUPERSEDED,
    UNDONE,
    Fact,
    bears_on_rules,
    facts_of_record,
    find_entries,
    get_fact,
    patrolled_weeks,
    states_of,
)
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.office.history import EntryView, FactView
from streetchief.rulebook.rules.duty import PATROL, judged_kinds
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.value import value

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
