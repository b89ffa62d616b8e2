"""Rows of lists: problems, complaints, projects from other people's tables, open or settled.

Convention: a row says how an item was opened and, when it has a closing date, who rectified and who
verified it; it goes the same way through the same rules as one typed in. A request number is one
item: a row that repeats it is there already when it says the same, settles the item when it says
more, and is refused when it says otherwise. A name, list or category is looked up once a file, also
one that is refused.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.errors import Refused
from streetchief.imports.rows import Rows, Setting, Values, day_in, needed_in, read_as
from streetchief.items.lists import Lists, find_standing, open_lists, sentences, word
from streetchief.items.opening import roles_of, unit_of
from streetchief.items.records import add_item, add_step, find_categories
from streetchief.items.rules.workflow import check_move, check_open
from streetchief.items.typed import category_meant, rule_meant
from streetchief.ledger.office import clean
from streetchief.locale.text import gettext as _
from streetchief.locale.text import in_a_row
from streetchief.register.places import FieldRefused
from streetchief.rulebook.rules.list import Item, ListRule, Step
from streetchief.value import replace, value
from streetchief.values.problems import Problem
from streetchief.values.register import Holder, Place

_BATCH = 1_000
_SPOKEN = 3
"""So many differences of a repeated request number are named."""


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


class _Known:
    """An item that is there: its id, the row of this file it came from, and what it says."""

    __slots__ = ("closed_on", "id", "row", "says")

    def __init__(
        self, id: int, row: int | None, says: tuple[tuple[str, object], ...], closed_on: int | None
    ) -> None:
        self.id = id
        self.row = row
        self.says = says
        self.closed_on = closed_on


def import_items(setting: Setting, rows: Rows) -> None:
    """Take in items of any list, each opened and, with a closing date, settled."""
    importer = _Importer(setting)
    for number, values in rows:
        setting.counts.read += 1
        with setting.counts.refusing(number, values):
            setting.counts.take(importer.take(number, values))
        if setting.progress is not None and setting.counts.read % _BATCH == 0:
            setting.progress(_BATCH)


class _Importer:
    """What one file needs again and again: rules, names, and the items that are there."""

    __slots__ = (
        "_categories",
        "_doers",
        "_known",
        "_lists",
        "_roles",
        "_rules",
        "_setting",
        "_with_roles",
    )

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._lists: Lists = open_lists(setting.office)
        self._rules: dict[tuple[str, str], ListRule] = {}
        self._categories: dict[tuple[str, str], str | Refused] = {}
        self._doers: dict[tuple[str, str], Doer] = {}
        self._roles: dict[tuple[int, int], frozenset[str]] = {}
        self._known: dict[str, dict[object, _Known]] = {}
        self._with_roles = {
            rule.id
            for rule in self._lists.rules.values()
            if rule.may or any(stage.roles for stage in rule.stages)
        }

    def take(self, number: int, values: Values) -> str:
        """Take in one row; return new, changed or same. Raises `FieldRefused`."""
        row = self._read(values)
        known = self._known_of(row.rule)
        identity = row.key if row.key is not None else row.says
        there = known.get(identity)
        if there is not None:
            return self._repeat(row, there)
        steps = self._steps(row)
        self._check(row, steps)
        item = replace(row.item, number=self._lists.take_number(row.rule.id))
        entry = self._setting.entry
        id = add_item(entry, row.rule, item, note=row.note, key=row.key)
        for step, doer in steps:
            add_step(entry, row.rule, id, step, unit=doer.unit if doer else None)
        known[identity] = _Known(id, number, row.says, row.closed_on)
        return "new"

    def _read(self, values: Values) -> ItemLine:
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
            says=_says_of(item),
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
                "list", said[0], lambda text: rule_meant(self._lists, text or None, said[1])
            )
        return self._rules[said]

    def _category(self, rule: ListRule, values: Values) -> str:
        """Return the category of a row; an open list takes new ones as they are written."""
        said = (rule.id, values.get("category", ""))
        if said not in self._categories:
            try:
                meant = category_meant(self._lists, rule, said[1], new=True)
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

    def _repeat(self, row: ItemLine, there: _Known) -> str:
        """Decide about a row whose item is there."""
        differing = [
            column
            for (column, said), (_column, before) in zip(row.says, there.says, strict=True)
            if said != before
        ]
        later = row.closed_on is not None and there.closed_on is None
        if row.closed_on is not None and there.closed_on not in (None, row.closed_on):
            differing.append("closed_on")
        if differing:
            cause = (
                _("This request number stands in row {row} already, and says otherwise there.")
                if there.row is not None
                else _("This request number is in the ledger already, and says otherwise there.")
            ).format(row=there.row)
            named = _(", ").join(self._setting.counts.titles.get(c, c) for c in differing[:_SPOKEN])
            raise FieldRefused(
                "key", row.key or "", cause, _("Differing: {columns}.").format(columns=named)
            )
        if not later:
            return "same"
        self._settle(row, there)
        return "changed"

    def _settle(self, row: ItemLine, there: _Known) -> None:
        """Close an item that is there and open, as the row says it was."""
        (case,) = find_standing(self._lists, ids=[there.id], on=1 << 40)
        reached = [stage.id for stage in case.rule.stages].index(case.state.stage)
        steps = self._steps(row, since=reached, held=case.state.holder is not None)
        self._refuse(self._check_steps(case.rule, case.item, case.row.steps, steps))
        for step, doer in steps:
            add_step(
                self._setting.entry, case.rule, there.id, step, unit=doer.unit if doer else None
            )
        there.closed_on = row.closed_on

    def _check(self, row: ItemLine, steps: list[tuple[Step, Doer | None]]) -> None:
        found = list(
            check_open(
                row.rule,
                row.item,
                roles=self._roles_of(row.rule, row.finder, row.item.opened_on),
                today=self._setting.office.today,
            )
        )
        found += self._check_steps(row.rule, row.item, (), steps[:1] if found else steps)
        self._refuse(found)

    def _check_steps(
        self,
        rule: ListRule,
        item: Item,
        taken: tuple[Step, ...],
        steps: Iterable[tuple[Step, Doer | None]],
    ) -> list[Problem]:
        """Return what is wrong with the first step that cannot be taken after those before it."""
        for step, doer in steps:
            roles = self._roles_of(rule, doer, step.on)
            today = self._setting.office.today
            if found := list(check_move(rule, item, taken, step, roles=roles, today=today)):
                return found
            taken = (*taken, step)
        return []

    def _refuse(self, problems: Iterable[Problem]) -> None:
        said = sentences(self._lists, problems)
        if said:
            raise FieldRefused("", "", in_a_row(said))

    def _steps(
        self, row: ItemLine, since: int = 0, held: bool = False
    ) -> list[tuple[Step, Doer | None]]:
        """Return the steps of a row: assigned, and when it is closed every stage to the end."""
        opened_on, closed_on = row.item.opened_on, row.closed_on
        rectified_on = row.rectified_on if row.rectified_on is not None else closed_on
        steps: list[tuple[Step, Doer | None]] = []
        for stage in row.rule.stages[since + 1 :]:
            id = (1 << 61) + len(steps)
            if stage.act == "assign":
                if row.holder is not None:
                    steps.append((self._assigned(row, id, opened_on), row.finder))
                elif stage.optional or held:
                    continue
                elif closed_on is not None:
                    raise FieldRefused(
                        "holder", "", _("It is closed, so somebody answered for it: name him.")
                    )
                else:
                    break
                continue
            done = stage.act == "rectify" and row.rectified_on is not None
            if (closed_on is None and not done) or stage.optional:
                if closed_on is None:
                    break
                continue
            doer = row.verifier if stage.act == "verify" else row.rectifier
            on = rectified_on if stage.act in ("rectify", "work") else closed_on
            step = Step(
                id=id,
                kind="moved",
                on=on if on is not None else opened_on,
                by=doer.holder.key if doer else None,
                by_unit=doer.unit_key if doer else None,
                stage=stage.id,
                holder=doer.holder.key if doer and "holder" in stage.needs else None,
            )
            steps.append((step, doer))
        return steps

    def _assigned(self, row: ItemLine, id: int, on: int) -> Step:
        assert row.holder is not None
        by = row.finder
        return Step(
            id=id,
            kind="assigned",
            on=on,
            by=by.holder.key if by else None,
            by_unit=by.unit_key if by else None,
            holder=row.holder.holder.key,
        )

    def _roles_of(self, rule: ListRule, doer: Doer | None, day: int) -> frozenset[str]:
        if doer is None or rule.id not in self._with_roles:
            return frozenset()
        wanted = (doer.holder.key, day)
        if wanted not in self._roles:
            self._roles[wanted] = roles_of(self._setting.entry.connection, *wanted)
        return self._roles[wanted]

    def _known_of(self, rule: ListRule) -> dict[object, _Known]:
        """Return the items of a list that are there, by request number or by what they say."""
        if rule.id not in self._known:
            known: dict[object, _Known] = {}
            for case in find_standing(self._lists, of=[rule.id], on=1 << 40):
                says = _says_of(case.item)
                identity: object = case.row.key if case.row.key is not None else says
                known.setdefault(identity, _Known(case.item.id, None, says, case.state.closed_on))
            self._known[rule.id] = known
        return self._known[rule.id]


def _says_of(item: Item) -> tuple[tuple[str, object], ...]:
    """Return what two rows about one item have to agree on, by column."""
    return (
        ("title", item.title),
        ("category", item.category),
        ("place", item.place),
        ("opened_on", item.opened_on),
        ("found_by", item.found_by),
        ("due_on", item.due_on),
    )
