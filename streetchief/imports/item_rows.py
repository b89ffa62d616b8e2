"""Rows about items as they are read: names looked up, days and categories understood.

Convention: a name, list or category is looked up once a file, also one that is refused.
"""

from __future__ import annotations

from streetchief.errors import Refused
from streetchief.imports.rows import Setting, Values, day_in, needed_in, read_as
from streetchief.items.lists import Lists, word
from streetchief.items.opening import unit_of
from streetchief.items.records import find_categories
from streetchief.items.typed import category_meant, rule_meant
from streetchief.ledger.office import clean
from streetchief.locale.text import gettext as _
from streetchief.register.places import FieldRefused
from streetchief.rulebook.rules.list import Item, ListRule
from streetchief.value import value
from streetchief.values.register import Holder, Place


@value
class Doer:
    """A holder with the unit he belongs to now."""

    holder: Holder
    unit: str | None
    unit_key: int | None


@value
class ItemLine:
    """A row that was read: the item it opens and how it was settled.

    `says` is what two rows of one request number are compared by: column → value.
    """

    rule: ListRule
    item: Item
    key: str | None
    note: str | None
    holder: Doer | None
    finder: Doer | None
    rectifier: Doer | None
    verifier: Doer | None
    rectified_on: int | None
    closed_on: int | None
    says: tuple[tuple[str, object], ...]


class ItemRows:
    """Reads the rows of one file."""

    __slots__ = ("_cabinet", "_categories", "_doers", "_rules", "_setting")

    def __init__(self, setting: Setting, cabinet: Lists) -> None:
        self._setting = setting
        self._cabinet = cabinet
        self._rules: dict[tuple[str, str], ListRule] = {}
        self._categories: dict[tuple[str, str], str | Refused] = {}
        self._doers: dict[tuple[str, str], Doer] = {}

    def read(self, values: Values) -> ItemLine:
        """Read one row; raises `FieldRefused` for its first cell that cannot be."""
        needed_in(values, "title", "opened_on")
        setting = self._setting
        rule = self._rule(values)
        opened_on = day_in(setting, values, "opened_on")
        assert opened_on is not None
        place = self._place(values, opened_on)
        finder = self._doer("found_by", values)
        title = read_as(
            "title", values["title"], lambda text: clean(text, _("the title"), most=300)
        )
        note = values.get("note") or None
        if note:
            note = read_as("note", note, lambda text: clean(text, _("the note"), lines=True))
        item = Item(
            id=0,
            list=rule.id,
            number=0,
            title=title,
            opened_on=opened_on,
            category=self._category(rule, values),
            place=place.key if place else None,
            place_kind=place.kind if place else "",
            found_by=finder.holder.key if finder else None,
            due_on=day_in(setting, values, "due_on", "due"),
        )
        key = values.get("key") or None
        return ItemLine(
            rule=rule,
            item=item,
            key=read_as("key", key, lambda text: clean(text, _("the key"), most=200))
            if key
            else None,
            note=note,
            holder=self._doer("holder", values),
            finder=finder,
            rectifier=self._doer("rectified_by", values),
            verifier=self._doer("verified_by", values),
            rectified_on=day_in(setting, values, "rectified_on"),
            closed_on=day_in(setting, values, "closed_on"),
            says=says_of(item),
        )

    def _place(self, values: Values, day: int) -> Place | None:
        """Return the street, else the place, else the town a row names; None when it names none."""
        directory, town = self._setting.directory, values.get("town") or self._setting.town
        if values.get("street"):
            return read_as(
                "street",
                values["street"],
                lambda text: directory.place(text, ("street",), town, day),
            )
        if values.get("place"):
            return read_as(
                "place", values["place"], lambda text: directory.place(text, (), town, day)
            )
        if values.get("town"):
            return read_as("town", values["town"], lambda text: directory.place(text, ("town",)))
        return None

    def _rule(self, values: Values) -> ListRule:
        said = (values.get("list", ""), values.get("category", ""))
        if said not in self._rules:
            self._rules[said] = read_as(
                "list", said[0], lambda text: rule_meant(self._cabinet, text or None, said[1])
            )
        return self._rules[said]

    def _category(self, rule: ListRule, values: Values) -> str:
        """Return the category of a row; an open list takes new ones as they are written."""
        said = (rule.id, values.get("category", ""))
        if said not in self._categories:
            try:
                meant = category_meant(self._cabinet, rule, said[1], new=True)
                self._categories[said] = meant
                self._warn_of_new(rule, meant)
            except Refused as refusal:
                self._categories[said] = refusal
        kept = self._categories[said]
        if isinstance(kept, Refused):
            raise FieldRefused("category", said[1], kept.cause, kept.remedy)
        return kept

    def _warn_of_new(self, rule: ListRule, category: str) -> None:
        known = [one.id for one in rule.categories]
        used = find_categories(self._setting.entry.connection, rule.id)
        if category and category not in known and category not in used:
            words = _("A new category in the list {list}: {category}.")
            said = words.format(list=word(rule.name), category=category)
            self._setting.counts.warnings[said] = None

    def _doer(self, field: str, values: Values) -> Doer | None:
        said = values.get(field)
        if not said:
            return None
        if (field, said) not in self._doers:
            holder = read_as(field, said, lambda text: self._setting.directory.holder(text))
            unit, key = unit_of(self._setting.entry.connection, holder)
            self._doers[field, said] = Doer(holder=holder, unit=unit, unit_key=key)
        return self._doers[field, said]


def says_of(item: Item) -> tuple[tuple[str, object], ...]:
    """Return what two rows about one item have to agree on, by column."""
    return (
        ("title", item.title),
        ("category", item.category),
        ("place", item.place),
        ("opened_on", item.opened_on),
        ("found_by", item.found_by),
        ("due_on", item.due_on),
    )
