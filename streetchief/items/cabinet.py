"""Lists as the office reads them: items with their rule, where they stand and how they are named.

Convention: items are numbered per list and site; people say 023, 问题/23 or 第023号. A number
without a list means the rulebook's first list, without a site this ledger's own. Another site's
item is SITE/LIST/23.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import normalize

from streetchief.errors import Refused
from streetchief.items.records import ItemRow, find_by_title, find_items, held_items, next_number
from streetchief.items.rules.workflow import ItemState, check_move, is_open, state_of
from streetchief.items.writing import add_step
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.register.directory import Directory, open_directory
from streetchief.rulebook.in_force import rulebook_on
from streetchief.rulebook.records import all_rulebook_texts
from streetchief.rulebook.rules.list import Item, ListRule, Step
from streetchief.rulebook.rules.rulebook import Rulebook, read_list_rules
from streetchief.value import value
from streetchief.values.names import fold
from streetchief.values.problems import Name
from streetchief.values.register import Holder, Place, town_of

_REFERENCE = re.compile(
    r"(?:(?P<site>[^/\s]+)/)?(?:(?P<list>[^/]+?)/?)??第?(?P<number>\d{1,9})号?\Z"
)


@value
class Case:
    """An item with the rule of its list and where it stands at the end of a day."""

    row: ItemRow
    rule: ListRule
    state: ItemState

    @property
    def item(self) -> Item:
        return self.row.item

    @property
    def standing(self) -> str:
        """One word: void, closed, suspended, overdue, returned, reopened or open."""
        if self.state.side == "void":
            return "void"
        if self.state.closed_on is not None:
            return "closed"
        if self.state.side == "suspended":
            return "suspended"
        if self.state.overdue_days > 0:
            return "overdue"
        return self.state.side or "open"

    @property
    def is_open(self) -> bool:
        return is_open(self.state)


STANDINGS = ("open", "overdue", "suspended", "returned", "reopened", "closed", "void")


class Cabinet:
    """The lists of the office: their rules, and the register to name things by.

    The register is read when it is first asked for.
    """

    __slots__ = ("_directory", "_numbers", "connection", "office", "rulebook", "rules")

    def __init__(
        self,
        office: Office,
        rulebook: Rulebook,
        rules: Mapping[str, ListRule],
    ) -> None:
        self.office = office
        self.connection = office.connection
        self.rulebook = rulebook
        self.rules = rules
        self._directory: Directory | None = None
        self._numbers: dict[str, int] = {}

    @property
    def directory(self) -> Directory:
        """The register as it stands."""
        if self._directory is None:
            self._directory = open_directory(self.connection)
        return self._directory

    @property
    def default(self) -> ListRule:
        """The list meant when none is named: the rulebook's first."""
        for rule in self.rules.values():
            return rule
        raise Refused(
            _("The rulebook has no lists."),
            _("Lists are declared in the rulebook: [lists.problem]"),
        )

    def take_number(self, list_: str) -> int:
        """Return the next number of a list, inside a write."""
        site = self.office.ledger.site
        number = self._numbers.get(list_) or next_number(self.connection, site, list_)
        self._numbers[list_] = number + 1
        return number

    def place(self, key: int | None) -> Place | None:
        return None if key is None else self.directory.places.get(key)

    def holder(self, key: int | None) -> Holder | None:
        return None if key is None else self.directory.holders.get(key)

    def town(self, key: int | None) -> Place | None:
        return None if key is None else town_of(self.directory.places, key)


def open_cabinet(office: Office) -> Cabinet:
    """Open the lists inside a transaction, by the rulebook in force today.

    A list that this rulebook has dropped is read by the last one that knew it, while it has items.
    """
    rulebook = rulebook_on(office.connection, office.today, as_of=office.as_of)
    rules = dict(rulebook.lists)
    used = {str(row[0]) for row in office.connection.execute("SELECT DISTINCT list FROM item")}
    if used - rules.keys():
        for text in all_rulebook_texts(office.connection):
            for name, rule in read_list_rules(tomllib.loads(text)).items():
                if name in used:
                    rules.setdefault(name, rule)
    return Cabinet(office, rulebook, rules)


def case_of(cabinet: Cabinet, row: ItemRow, on: int | None = None) -> Case:
    """Walk an item to the end of the day `on`, today unless said."""
    rule = cabinet.rules[row.item.list]
    day = cabinet.office.today if on is None else on
    return Case(row=row, rule=rule, state=state_of(rule, row.item, row.steps, day))


def find_cases(
    cabinet: Cabinet,
    *,
    on: int | None = None,
    ids: Iterable[int] | None = None,
    lists: Sequence[str] | None = None,
    found_by: int | None = None,
    activity: int | None = None,
    grown_from: int | None = None,
) -> list[Case]:
    """Return items as they stand at the end of the day `on`; later ones are not there yet."""
    rows = find_items(
        cabinet.connection,
        cabinet.rules,
        ids=ids,
        lists=lists,
        found_by=found_by,
        activity=activity,
        grown_from=grown_from,
        as_of=cabinet.office.as_of,
    )
    day = cabinet.office.today if on is None else on
    return [
        case_of(cabinet, row, day)
        for row in rows
        if row.item.opened_on <= day and row.item.list in cabinet.rules
    ]


def list_named(cabinet: Cabinet, text: str) -> ListRule:
    """Return the list meant by its identifier or its Chinese or English name; raises `Refused`."""
    wanted = fold(text)
    for rule in cabinet.rules.values():
        if wanted in (fold(rule.id), fold(rule.name.zh), fold(rule.name.en)):
            return rule
    known = _(", ").join(
        _("{name} ({id})").format(name=rule.name.zh, id=rule.id) for rule in cabinet.rules.values()
    )
    raise Refused(
        _("There is no list {name}.").format(name=text),
        _("Lists: {names}.").format(names=known),
    )


def case_named(cabinet: Cabinet, text: str, list_: str | None = None) -> Case:
    """Return the item meant by a number or, failing that, by words of its title.

    Raises `Refused` when there is none, or when a title means several.
    """
    rule = list_named(cabinet, list_) if list_ else None
    said = normalize("NFKC", text).strip()
    found = _REFERENCE.match("".join(said.split()))
    if found:
        site = found["site"]
        named = found["list"]
        if site and not named:
            site, named = None, site
        site = site or cabinet.office.ledger.site
        rule = list_named(cabinet, named) if named else rule or cabinet.default
        rows = find_items(
            cabinet.connection,
            cabinet.rules,
            lists=[rule.id],
            number=int(found["number"]),
            as_of=cabinet.office.as_of,
        )
        here = [row for row in rows if row.site == site]
        if here:
            return case_of(cabinet, here[0])
        raise Refused(
            _("There is no {number} in the list {list}.").format(
                list=word(rule.name), number=number_text(int(found["number"]))
            ),
            _("See the numbers with: streetchief item list --list {list}").format(list=rule.id),
        )
    titled = _by_title(cabinet, said, rule)
    if len(titled) == 1:
        return titled[0]
    if titled:
        shown = _(", ").join(f"{label(cabinet, c)} {c.item.title}" for c in titled)
        raise Refused(
            _("{text} may mean several items: {items}.").format(text=text, items=shown),
            _("Write the number."),
        )
    raise Refused(
        _("{text} is neither the number nor the title of an item.").format(text=text),
        _("See them with: streetchief item list"),
    )


def _by_title(cabinet: Cabinet, text: str, rule: ListRule | None) -> list[Case]:
    if len(text) < 2:
        return []
    ids: list[int] = []
    for name in [rule.id] if rule else cabinet.rules:
        ids += find_by_title(cabinet.connection, name, text)
    return find_cases(cabinet, ids=ids, on=_EVER) if ids else []


_EVER = 1 << 40


def label(cabinet: Cabinet, case: Case) -> str:
    """Name an item as it can be typed: 023, 四清零/004, or town7/问题/023 of another site."""
    number = f"{case.item.number:03d}"
    own = case.row.site == cabinet.office.ledger.site
    if own and case.rule.id == cabinet.default.id:
        return number
    name = f"{word(case.rule.name) if language() == 'zh' else case.rule.id}/{number}"
    return name if own else f"{case.row.site}/{name}"


def number_text(number: int) -> str:
    """Return a number as people say it: 第023号."""
    return _("No. {number}").format(number=f"{number:03d}")


def word(name: Name) -> str:
    """Return a name in the reader's language."""
    return (name.zh or name.en) if language() == "zh" else (name.en or name.zh)


@value
class Passed:
    """What became of the open items of a holder who hands over: how many passed, which did not."""

    passed: int
    kept: tuple[str, ...] = ()


def hand_over_items(entry: EntryWriter, office: Office, old: int, new: int, on: int) -> Passed:
    """Assign the open items of one holder to another inside an act.

    An item he answers for passes as it stands, with its date and its joint holders; where he is
    joint, the new one takes his place. Kept are those that cannot be assigned (suspended, or
    rectified and waiting for whoever verifies), and all of them when the day is still to come.
    """
    ids = held_items(entry.connection, old)
    if not ids:
        return Passed(passed=0)
    cabinet = open_cabinet(office)
    kept: list[str] = []
    passed = 0
    for case in find_cases(cabinet, ids=ids):
        state = case.state
        if not case.is_open or state.holder is None or old not in (state.holder, *state.joint):
            continue
        step = Step(
            id=0,
            kind="assigned",
            on=max([on, case.item.opened_on, *(earlier.on for earlier in case.row.steps)]),
            holder=new if state.holder == old else state.holder,
            joint=tuple(dict.fromkeys(new if key == old else key for key in state.joint)),
        )
        if on > office.today or check_move(case.rule, case.item, case.row.steps, step):
            kept.append(label(cabinet, case))
        else:
            add_step(entry, case.rule, case.item.id, step)
            passed += 1
    return Passed(passed=passed, kept=tuple(kept))
