"""Honours and titles: steps are recorded, who holds one is computed, coverage has a denominator.

Convention: days are epoch days; the rulebook is the one in force on the day of the step, or on the
day a list speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streetchief.errors import Refused
from streetchief.honours.records import find_honour_steps
from streetchief.honours.rules import (
    HonourState,
    HonourStep,
    check_honour_step,
    coverage,
    coverage_rate,
    honour_state,
)
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import N_, in_a_row, language
from streetchief.locale.text import gettext as _
from streetchief.register.names import place_among, resolve_holder
from streetchief.register.records import find_holders, find_places
from streetchief.rulebook.rules.honour import HonourKind, HonourRule
from streetchief.rulebook.words import Tables, honour_rules, meant_term, place_kind_word, tables_on
from streetchief.value import replace, value
from streetchief.values.problems import Name, Problem, problem, say
from streetchief.values.rates import Rate
from streetchief.values.register import Place, town_of, within

ACTS: Mapping[HonourKind, str] = {
    "applied": "honour apply",
    "assessed": "honour assess",
    "awarded": "honour award",
    "revoked": "honour revoke",
}


@value
class HonourWish:
    """A step as typed: names are names, `on` an epoch day, None for today."""

    honour: str
    place: str
    kind: HonourKind
    on: int | None = None
    grade: str | None = None
    by: str | None = None
    note: str | None = None
    town: str | None = None


@value
class HonourRow:
    """Where one place stands with one honour after `step`, its last one, given by `by`."""

    rule: HonourRule
    place: Place
    town: Place | None
    state: HonourState
    step: HonourStep
    by: str | None


@value
class CoverageRow:
    """How many places of one kind hold an honour; `missing` are the others' names."""

    rule: HonourRule
    kind: str
    kind_name: str
    rate: Rate
    missing: tuple[str, ...]


@value
class Coverages:
    """Coverage of honours on a day, in one town or everywhere."""

    on: int
    town: Place | None
    rows: tuple[CoverageRow, ...]


def record_honour(office: Office, wish: HonourWish) -> HonourRow:
    """Write one step of a place to an honour; return where it stands after it.

    Refused: an unknown honour, place, grade or person, and what the order of steps forbids.
    """
    with acting(office, ACTS[wish.kind]) as entry:
        connection = entry.connection
        on = office.today if wish.on is None else wish.on
        tables = tables_on(connection, on)
        rule = _meant_rule(tables, wish.honour)
        places = {place.key: place for place in find_places(connection)}
        place = place_among(places, wish.place, within=wish.town, on=on)
        grades = {choice.id: choice.name for choice in rule.grades}
        grade = meant_term(wish.grade, grades, _("grade")) if wish.grade else ""
        by = resolve_holder(connection, wish.by) if wish.by else None
        note = clean(wish.note, _("the note"), lines=True) if wish.note else ""
        step = HonourStep(
            id=entry.next_id,
            honour=rule.id,
            place=place.key,
            kind=wish.kind,
            on=on,
            grade=grade,
            by=by.key if by else None,
            note=note,
        )
        before = find_honour_steps(connection, honour=rule.id, places=[place.key])
        problems = check_honour_step(rule, before, step, place.kind, office.today)
        if not place.is_open(on):
            problems = (*problems, _not_open(place))
        if problems:
            raise Refused(in_a_row(_said(tables, rule, found) for found in problems))
        entry.add(
            "honour_step",
            {
                "honour": step.honour,
                "place": step.place,
                "kind": step.kind,
                "day": step.on,
                "grade": step.grade or None,
                "given_by": step.by,
                "note": step.note or None,
            },
        )
        return HonourRow(
            rule=rule,
            place=place,
            town=town_of(places, place.key),
            state=honour_state([*before, step], on),
            step=step,
            by=by.name if by else None,
        )


def list_honours(
    office: Office,
    *,
    honour: str | None = None,
    town: str | None = None,
    on: int | None = None,
    titled: bool = False,
) -> list[HonourRow]:
    """Return where every place with a step stands at the end of a day, by honour and place.

    `titled` leaves out those that do not hold the title.
    """
    day = office.today if on is None else on
    with reading(office.ledger) as connection:
        tables = tables_on(connection, day, office.as_of)
        rules = honour_rules(tables)
        wanted = _meant_rule(tables, honour).id if honour else None
        places = {p.key: p for p in find_places(connection, as_of=office.as_of)}
        area = place_among(places, town, kinds=("town",)).key if town else None
        steps = find_honour_steps(connection, honour=wanted, as_of=office.as_of)
        names = {h.key: h.name for h in find_holders(connection, as_of=office.as_of)}
    order = {identifier: number for number, identifier in enumerate(rules)}
    rows = []
    for (identifier, key), held in _by_place(steps, day).items():
        if key not in places or (area is not None and not within(places, key, area)):
            continue
        state = honour_state(held, day)
        if titled and not state.titled:
            continue
        last = max(held, key=lambda step: (step.on, step.id))
        rows.append(
            HonourRow(
                rule=rules.get(identifier) or _forgotten(identifier),
                place=places[key],
                town=town_of(places, key),
                state=state,
                step=last,
                by=names.get(last.by) if last.by is not None else None,
            )
        )
    return sorted(rows, key=lambda row: (order.get(row.rule.id, len(order)), row.place.key))


def cover(
    office: Office, *, honour: str | None = None, town: str | None = None, on: int | None = None
) -> Coverages:
    """Count for each honour and kind of place how many open places hold it on a day.

    A kind of place of which none is registered has no row, unless it is the honour's only one.
    """
    day = office.today if on is None else on
    with reading(office.ledger) as connection:
        tables = tables_on(connection, day, office.as_of)
        rules = [_meant_rule(tables, honour)] if honour else list(honour_rules(tables).values())
        places = {p.key: p for p in find_places(connection, as_of=office.as_of)}
        area = place_among(places, town, kinds=("town",)) if town else None
        steps = _by_place(find_honour_steps(connection, as_of=office.as_of), day)
    inside = [
        place
        for place in places.values()
        if place.is_open(day) and (area is None or within(places, place.key, area.key))
    ]
    rows = []
    for rule in rules:
        states = {
            key: honour_state(held, day)
            for (identifier, key), held in steps.items()
            if identifier == rule.id
        }
        for kind in rule.place_kinds:
            of_kind = [place.key for place in inside if place.kind == kind]
            if not of_kind and kind != rule.place_kinds[-1]:
                continue
            covered = coverage(of_kind, states)
            rows.append(
                CoverageRow(
                    rule=rule,
                    kind=kind,
                    kind_name=place_kind_word(tables, kind),
                    rate=coverage_rate(covered),
                    missing=tuple(_full_name(places, key) for key in covered.missing),
                )
            )
    return Coverages(on=day, town=area, rows=tuple(rows))


def _meant_rule(tables: Tables, said: str) -> HonourRule:
    rules = honour_rules(tables)
    return rules[meant_term(said, {id: rule.name for id, rule in rules.items()}, _("honour"))]


def _by_place(steps: Sequence[HonourStep], day: int) -> dict[tuple[str, int], list[HonourStep]]:
    found: dict[tuple[str, int], list[HonourStep]] = {}
    for step in steps:
        if step.on <= day:
            found.setdefault((step.honour, step.place), []).append(step)
    return found


def _forgotten(identifier: str) -> HonourRule:
    """Return a rule for steps of an honour that the rulebook no longer has."""
    return HonourRule(id=identifier, name=Name(zh=identifier, en=identifier), place_kinds=())


def _not_open(place: Place) -> Problem:
    return problem("not_open", N_("{place} is not open on that day."), place=place.name)


def _said(tables: Tables, rule: HonourRule, found: Problem) -> str:
    """Say a problem, with the kinds of places in the reader's words."""
    if found.code == "wrong_place":
        kinds = _(", ").join(place_kind_word(tables, kind) for kind in rule.place_kinds)
        found = replace(found, values=(("honour", rule.name), ("kinds", kinds)))
    return say(found, _, language())


def _full_name(places: Mapping[int, Place], key: int) -> str:
    place, town = places[key], town_of(places, key)
    return f"{town.name}/{place.name}" if town and town.key != key else place.name
