"""What was found on a walk: items opened in the same entry as the patrol they were found on.

Convention: a finding is (category, words), the category as 道乱占 or, on a walk of several streets,
道乱占@横街. Fixed on the spot (立行立改) means opened and closed at once by who walked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streetchief.errors import Refused
from streetchief.items.cabinet import Cabinet, Case, find_cases, open_cabinet
from streetchief.items.opening import Opening, write_opening
from streetchief.items.views import ItemView, view_of
from streetchief.items.words import category_meant, rule_meant
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office, clean
from streetchief.locale.text import gettext as _
from streetchief.register.names import place_among
from streetchief.values.names import fold
from streetchief.values.register import Holder, Place


def write_findings(
    office: Office,
    entry: EntryWriter,
    found: Sequence[tuple[str, str]],
    *,
    fixed: bool,
    places: Sequence[Place],
    person: Holder,
    day: int,
    numbers: Mapping[int, int],
    key: str | None,
    retried: bool,
    cabinet: Cabinet | None = None,
) -> tuple[ItemView, ...]:
    """Open an item for each finding that the walk does not have yet; return all of them.

    `numbers` are the walk's records by place; `retried` says they were there before. With a retry
    key the findings must then be those of the first time; raises `Refused` otherwise, and with
    every problem of an item. A `cabinet` that is open already serves many walks.
    """
    cabinet = cabinet or open_cabinet(office)
    there = {
        record: find_cases(cabinet, activity=record, on=max(day, office.today))
        for record in numbers.values()
    }
    cases: list[Case] = []
    for said, text in found:
        category, _at, street = said.replace("\N{FULLWIDTH COMMERCIAL AT}", "@").partition("@")
        place = _place(places, street)
        title = clean(text, _("the finding"), most=300)
        earlier = _same(cabinet, there[numbers[place.key]], category, title)
        if earlier is not None:
            cases.append(earlier)
            continue
        if key is not None and retried:
            raise Refused(
                _("The key {key} was used for another record, number {number}.").format(
                    key=key, number=numbers[place.key]
                ),
                _("Use a new key for a new record."),
            )
        opening = Opening(title=title, category=category, on=day, fixed=fixed)
        opened = write_opening(
            cabinet, entry, opening, at=place, by=person, activity=numbers[place.key]
        )
        cases.append(opened.case)
    return tuple(view_of(cabinet, case) for case in cases)


def is_category(cabinet: Cabinet, text: str) -> bool:
    """Tell whether a list of the rulebook declares the category."""
    wanted = fold(text)
    return any(
        wanted in (fold(known.id), fold(known.name.zh), fold(known.name.en))
        for rule in cabinet.rules.values()
        for known in rule.categories
    )


def _place(places: Sequence[Place], street: str) -> Place:
    if street.strip():
        return place_among({place.key: place for place in places}, street)
    if len(places) == 1:
        return places[0]
    names = _(", ").join(place.name for place in places)
    raise Refused(
        _("On which of the streets was it found: {names}?").format(names=names),
        _("Write it like --found 道乱占@{street}:门前堆放杂物").format(street=places[0].name),
    )


def _same(cabinet: Cabinet, cases: Sequence[Case], category: str, title: str) -> Case | None:
    rule = rule_meant(cabinet, None, category)
    meant = category_meant(cabinet, rule, category)
    for case in cases:
        if (case.rule.id, case.item.category, case.item.title) == (rule.id, meant, title):
            return case
    return None
