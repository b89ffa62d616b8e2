"""What was done beside patrols: clean-ups, training, meetings, rewards; listed and summed up.

Convention: one action at several places is several records (same kind, moment, persons and words)
and counts once; spots and weight belong to one record. Days are epoch days, both bounds included
as people say them. Weights are whole kilograms.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping

from streetchief.activities.records import ActivityRow, find_at_places, find_companions, find_others
from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.register.names import place_among, resolve_holder
from streetchief.register.records import find_holders, find_places
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.words import Tables, meant_term, names_in, tables_on
from streetchief.value import value
from streetchief.values.problems import Name, name_in
from streetchief.values.register import Holder, Place, town_of, within

MEASURES = {"spots": N_("key spots (--spots)"), "kilograms": N_("tonnes (--tonnes)")}
"""The measures a kind may carry, in the reader's words."""


@value
class KindRule:
    """A kind of activity: its names and the measures it carries."""

    id: str
    name: Name
    measures: tuple[str, ...]


def kind_rules(tables: Tables) -> dict[str, KindRule]:
    """Return the kinds of activity of a rulebook, in its order."""
    rules = {}
    for identifier, name in names_in(tables, "kinds").items():
        table = tables["kinds"][identifier]
        measures = table.get("measures", []) if isinstance(table, Mapping) else []
        rules[identifier] = KindRule(
            id=identifier, name=name, measures=tuple(str(measure) for measure in measures)
        )
    return rules


def meant_kind(tables: Tables, said: str) -> KindRule:
    """Return the kind meant by an identifier or a name; raises `Refused` naming near ones."""
    rules = kind_rules(tables)
    names = {identifier: rule.name for identifier, rule in rules.items()}
    return rules[meant_term(said, names, _("kind of activity"))]


def checked_kind(
    connection: sqlite3.Connection, said: str, day: int, measures: Mapping[str, int | None]
) -> str:
    """Return the identifier of a kind, as the rulebook of `day` knows it.

    Raises `Refused` for an unknown kind, and for a measure that does not belong to it.
    """
    rule = meant_kind(tables_on(connection, day), said)
    wrong = [
        measure
        for measure, amount in measures.items()
        if amount is not None and measure not in rule.measures
    ]
    if wrong:
        raise Refused(
            _("{kind} has no {measures}.").format(
                kind=name_in(rule.name, language()),
                measures=_(", ").join(_(MEASURES[measure]) for measure in wrong),
            ),
            _("Write it into the note, or let the rulebook give the kind that measure."),
        )
    return rule.id


@value
class ActivityView:
    """One record of an activity with everything by name; `companions` took part as well."""

    row: ActivityRow
    kind: KindRule
    place: Place
    town: Place | None
    holder: Holder
    companions: tuple[Holder, ...]


@value
class Sums:
    """What some activities add up to: actions (次), places, who took part, spots (处), weight."""

    actions: int
    places: int
    people: int
    spots: int
    kilograms: int


@value
class Activities:
    """The activities asked for in order of time, and their sums; bounds None where open."""

    since: int | None
    until: int | None
    town: Place | None
    views: tuple[ActivityView, ...]
    sums: Sums


@value
class FigureRow:
    """The sums of one kind in one group; `to_date` adds up all groups up to this one."""

    kind: KindRule
    group: str | None
    sums: Sums
    spots_to_date: int
    kilograms_to_date: int


@value
class ActivityFigures:
    """The figures of some activities, by kind and then by `per`."""

    of: Activities
    per: str
    rows: tuple[FigureRow, ...]


def list_activities(
    office: Office,
    *,
    kind: str | None = None,
    town: str | None = None,
    by: str | None = None,
    since: int | None = None,
    until: int | None = None,
) -> Activities:
    """Return activities in order of time; without a kind all but patrols.

    `since` and `until` are the first and the last day; `by` is who did it or took part.
    """
    with reading(office.ledger) as connection:
        tables = tables_on(connection, office.today, office.as_of)
        wanted = meant_kind(tables, kind) if kind else None
        places = {place.key: place for place in find_places(connection, as_of=office.as_of)}
        area = place_among(places, town, kinds=("town",)) if town else None
        who = resolve_holder(connection, by, as_of=office.as_of).key if by else None
        rows = _rows(office, wanted, places, area, since, until)
        companions = find_companions(connection, [row.id for row in rows], as_of=office.as_of)
        holders = {holder.key: holder for holder in find_holders(connection, as_of=office.as_of)}
    rules = kind_rules(tables)
    views = []
    for row in rows:
        place, holder, others = (
            places.get(row.place),
            holders.get(row.person),
            companions.get(row.id),
        )
        if place is None or holder is None:
            continue
        if wanted is not None and row.kind != wanted.id:
            continue
        if area is not None and not within(places, row.place, area.key):
            continue
        if who is not None and who != row.person and who not in (others or ()):
            continue
        views.append(
            ActivityView(
                row=row,
                kind=rules.get(row.kind) or _forgotten(row.kind),
                place=place,
                town=town_of(places, row.place),
                holder=holder,
                companions=tuple(holders[key] for key in others or () if key in holders),
            )
        )
    return Activities(since=since, until=until, town=area, views=tuple(views), sums=sums_of(views))


def sum_up(found: Activities, per: str = "kind") -> ActivityFigures:
    """Sum activities up by kind, and by town, place, holder, week or month within a kind.

    Groups of time come in their order with running totals (累计); others by the order met.
    """
    grouped: dict[tuple[str, str | None], list[ActivityView]] = {}
    for view in found.views:
        for group in _GROUPS[per](view):
            grouped.setdefault((view.kind.id, group), []).append(view)
    kinds = list(dict.fromkeys(view.kind.id for view in found.views))
    order = {key: number for number, key in enumerate(grouped)}
    timed = per in ("week", "month")
    rows: list[FigureRow] = []
    for key in sorted(
        grouped, key=lambda key: (kinds.index(key[0]), key[1] if timed else "", order[key])
    ):
        views = grouped[key]
        sums = sums_of(views)
        before = rows[-1] if rows and rows[-1].kind.id == key[0] else None
        rows.append(
            FigureRow(
                kind=views[0].kind,
                group=key[1],
                sums=sums,
                spots_to_date=sums.spots + (before.spots_to_date if before else 0),
                kilograms_to_date=sums.kilograms + (before.kilograms_to_date if before else 0),
            )
        )
    return ActivityFigures(of=found, per=per, rows=tuple(rows))


def sums_of(views: Iterable[ActivityView]) -> Sums:
    """Add activities up; one action at several places counts once."""
    known = list(views)
    people = {h.key for view in known for h in (view.holder, *view.companions)}
    return Sums(
        actions=len({_action(view) for view in known}),
        places=len({view.place.key for view in known}),
        people=len(people),
        spots=sum(view.row.spots or 0 for view in known),
        kilograms=sum(view.row.kilograms or 0 for view in known),
    )


def _action(view: ActivityView) -> tuple[object, ...]:
    row = view.row
    with_whom = tuple(sorted(holder.key for holder in view.companions))
    return (row.kind, row.person, row.started_at, row.note, row.spots, row.kilograms, with_whom)


def _rows(
    office: Office,
    wanted: KindRule | None,
    places: Mapping[int, Place],
    area: Place | None,
    since: int | None,
    until: int | None,
) -> list[ActivityRow]:
    since_at = 0 if since is None else since * calendar.DAY
    until_at = (calendar.LAST_DAY if until is None else until + 1) * calendar.DAY
    if wanted is None or wanted.id != PATROL:
        return find_others(office.connection, since_at, until_at, as_of=office.as_of)
    inside = [key for key in places if area is None or within(places, key, area.key)]
    found = find_at_places(office.connection, inside, since_at, until_at, as_of=office.as_of)
    return sorted(found, key=lambda row: (row.started_at, row.id))


def _forgotten(identifier: str) -> KindRule:
    """Return a kind that the rulebook no longer has."""
    return KindRule(id=identifier, name=Name(zh=identifier, en=identifier), measures=())


def _full_name(view: ActivityView) -> str:
    town = view.town.name if view.town and view.town.key != view.place.key else ""
    return f"{town}/{view.place.name}" if town else view.place.name


def _day(view: ActivityView) -> int:
    return view.row.started_at // calendar.DAY


# What figures may be summed up by: the groups that an activity belongs to, a person's several.
_GROUPS: Mapping[str, Callable[[ActivityView], list[str | None]]] = {
    "kind": lambda _view: [None],
    "town": lambda view: [view.town.name if view.town else view.place.name],
    "place": lambda view: [_full_name(view)],
    "holder": lambda view: [*dict.fromkeys(who.name for who in (view.holder, *view.companions))],
    "week": lambda view: [calendar.week_label(calendar.week_of(_day(view)))],
    "month": lambda view: [calendar.month_label(calendar.month_of(_day(view)))],
}
PER = tuple(_GROUPS)
"""What figures may be summed up by."""


def kind_word(kind: KindRule) -> str:
    """Return the reader's word for a kind."""
    return name_in(kind.name, language())
