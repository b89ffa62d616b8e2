"""Lists as the office reads them: items with their rule, where they stand, how they are named, and
what is wrong with them in the reader's words.

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
from streetchief.items.records import ItemRow, find_by_title, find_items, next_number
from streetchief.items.rules.workflow import ItemState, is_open, state_of
from streetchief.ledger.office import Office
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.register.directory import Directory, open_directory
from streetchief.rulebook.in_force import rulebook_on
from streetchief.rulebook.records import all_rulebook_texts
from streetchief.rulebook.rules.list import RESPONSIBLE, Item, ListRule
from streetchief.rulebook.rules.rulebook import Rulebook, read_list_rules
from streetchief.value import replace, value
from streetchief.values.names import fold
from streetchief.values.problems import Name, Problem, name_in, say
from streetchief.values.register import Holder, Place, town_of

_REFERENCE = re.compile(
    r"(?:(?P<site>[^/\s]+)/)?(?:(?P<list>[^/]+?)/?)??第?(?P<number>\d{1,9})号?\Z"
)


@value
class StandingItem:
    """An item as it stands at the end of a day, with the rule of its list."""

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


class Lists:
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

    def where(self, key: int | None) -> tuple[str | None, str | None]:
        """Return the names of the town a place lies in and of the place."""
        town, place = self.town(key), self.place(key)
        return town.name if town else None, place.name if place else None


def open_lists(office: Office) -> Lists:
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
    return Lists(office, rulebook, rules)


def walk_item(lists: Lists, row: ItemRow, on: int | None = None) -> StandingItem:
    """Walk an item to the end of the day `on`, today unless said."""
    rule = lists.rules[row.item.list]
    day = lists.office.today if on is None else on
    return StandingItem(row=row, rule=rule, state=state_of(rule, row.item, row.steps, day))


def find_standing(
    lists: Lists,
    *,
    on: int | None = None,
    ids: Iterable[int] | None = None,
    of: Sequence[str] | None = None,
    found_by: int | None = None,
    activity: int | None = None,
    grown_from: int | None = None,
) -> list[StandingItem]:
    """Return items as they stand at the end of the day `on`; later ones are not there yet.

    `of` are the lists asked for, all unless said.
    """
    rows = find_items(
        lists.connection,
        lists.rules,
        ids=ids,
        lists=of,
        found_by=found_by,
        activity=activity,
        grown_from=grown_from,
        as_of=lists.office.as_of,
    )
    day = lists.office.today if on is None else on
    return [
        walk_item(lists, row, day)
        for row in rows
        if row.item.opened_on <= day and row.item.list in lists.rules
    ]


def pick_list(lists: Lists, text: str) -> ListRule:
    """Return the list meant by its identifier or its Chinese or English name; raises `Refused`."""
    wanted = fold(text)
    for rule in lists.rules.values():
        if wanted in (fold(rule.id), fold(rule.name.zh), fold(rule.name.en)):
            return rule
    known = _(", ").join(
        _("{name} ({id})").format(name=rule.name.zh, id=rule.id) for rule in lists.rules.values()
    )
    raise Refused(
        _("There is no list {name}.").format(name=text),
        _("Lists: {names}.").format(names=known),
    )


def pick_item(lists: Lists, text: str, list_: str | None = None) -> StandingItem:
    """Return the item meant by a number or, failing that, by words of its title.

    Raises `Refused` when there is none, or when a title means several.
    """
    rule = pick_list(lists, list_) if list_ else None
    said = normalize("NFKC", text).strip()
    found = _REFERENCE.match("".join(said.split()))
    if found:
        site = found["site"]
        named = found["list"]
        if site and not named:
            site, named = None, site
        site = site or lists.office.ledger.site
        rule = pick_list(lists, named) if named else rule or lists.default
        rows = find_items(
            lists.connection,
            lists.rules,
            lists=[rule.id],
            number=int(found["number"]),
            as_of=lists.office.as_of,
        )
        here = [row for row in rows if row.site == site]
        if here:
            return walk_item(lists, here[0])
        raise Refused(
            _("There is no {number} in the list {list}.").format(
                list=word(rule.name), number=number_text(int(found["number"]))
            ),
            _("See the numbers with: streetchief item list --list {list}").format(list=rule.id),
        )
    titled = _by_title(lists, said, rule)
    if len(titled) == 1:
        return titled[0]
    if titled:
        shown = _(", ").join(f"{label(lists, c)} {c.item.title}" for c in titled)
        raise Refused(
            _("{text} may mean several items: {items}.").format(text=text, items=shown),
            _("Write the number."),
        )
    raise Refused(
        _("{text} is neither the number nor the title of an item.").format(text=text),
        _("See them with: streetchief item list"),
    )


def _by_title(lists: Lists, text: str, rule: ListRule | None) -> list[StandingItem]:
    if len(text) < 2:
        return []
    ids: list[int] = []
    for name in [rule.id] if rule else lists.rules:
        ids += find_by_title(lists.connection, name, text)
    return find_standing(lists, ids=ids, on=EVER) if ids else []


EVER = 1 << 40
"""A day after every day, for whoever asks for items whenever they were opened."""


def label(lists: Lists, one: StandingItem) -> str:
    """Name an item as it can be typed: 023, 四清零/004, or town7/问题/023 of another site."""
    number = f"{one.item.number:03d}"
    own = one.row.site == lists.office.ledger.site
    if own and one.rule.id == lists.default.id:
        return number
    name = f"{word(one.rule.name) if language() == 'zh' else one.rule.id}/{number}"
    return name if own else f"{one.row.site}/{name}"


def number_text(number: int) -> str:
    """Return a number as people say it: 第023号."""
    return _("No. {number}").format(number=f"{number:03d}")


def word(name: Name) -> str:
    """Return a name in the reader's language."""
    return name_in(name, language())


def refuse(lists: Lists, problems: Iterable[Problem]) -> None:
    """Raise `Refused` with every problem in words, unless there is none."""
    said = sentences(lists, problems)
    if said:
        raise Refused("\n".join(said))


def sentences(lists: Lists, problems: Iterable[Problem]) -> list[str]:
    """Return problems in words, each once; roles are called what the rulebook calls them."""
    found = (
        say(_with_role_names(lists, problem), _, language())
        if problem.code == "wrong_role"
        else say(problem, _, language())
        for problem in problems
    )
    return list(dict.fromkeys(found))


def _with_role_names(lists: Lists, problem: Problem) -> Problem:
    roles = str(dict(problem.values)["roles"]).split("、")
    known = lists.rulebook.roles
    names = [
        _("who answers for it")
        if role == RESPONSIBLE
        else word(Name(zh=known[role].zh, en=known[role].en))
        if role in known
        else role
        for role in roles
    ]
    return replace(problem, values=(("roles", _(", ").join(names)),))
