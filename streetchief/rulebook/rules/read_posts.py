"""Read and check what a rulebook says about honours, limits and posts.

The convention to know: as in `rulebook_lists`, problems come back as values with their path. An
empty date means 日期不详: it is kept as unknown, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from streetchief.locale.text import N_
from streetchief.rulebook.rules.honour import HonourRule
from streetchief.rulebook.rules.list import Choice
from streetchief.rulebook.rules.post import Eligible, PostRule
from streetchief.rulebook.rules.project import Limit
from streetchief.rulebook.rules.reader import Reader
from streetchief.values.problems import RuleProblem

_FEN = 100
_HOLDER_KINDS = ("person", "department")


def read_honours(
    table: Mapping[str, object], *, place_kinds: Iterable[str]
) -> tuple[tuple[HonourRule, ...], tuple[RuleProblem, ...]]:
    """Read the honours, in the order of the file, and every problem found.

    >>> read_honours({"honours": {"x": {"zh": "x"}}}, place_kinds=())[1][0].path
    ('honours', 'x')
    """
    problems: list[RuleProblem] = []
    kinds = tuple(place_kinds)
    rules = []
    for identifier, reader in Reader(table, (), problems).below("honours"):
        before = len(problems)
        reader.known_keys("zh", "en", "source", "place_kinds", "grades", "since")
        rule = HonourRule(
            id=identifier,
            name=reader.name(),
            place_kinds=reader.all_known("place_kinds", kinds),
            grades=tuple(
                Choice(id=key, name=below.name(), source=below.source())
                for key, below in reader.below("grades")
            ),
            since=reader.day("since"),
            source=reader.source(),
        )
        if not rule.place_kinds:
            reader.complain(N_("Say which kinds of places can hold it: place_kinds."))
        if len(problems) == before:
            rules.append(rule)
    return tuple(rules), tuple(problems)


def read_limits(
    table: Mapping[str, object],
) -> tuple[dict[str, tuple[Limit, ...]], tuple[RuleProblem, ...]]:
    """Read the limits: for each its amounts in fen with the day they begin, and every problem.

    The rulebook writes whole yuan. An amount without a date stays without one.

    >>> low = {"zh": "原限额", "amount": 500_000, "since": ""}
    >>> limits, _ = read_limits({"limits": {"tender": {"zh": "限额", "amounts": {"low": low}}}})
    >>> [(limit.amount, limit.since) for limit in limits["tender"]]
    [(50000000, None)]
    """
    problems: list[RuleProblem] = []
    limits: dict[str, tuple[Limit, ...]] = {}
    for identifier, reader in Reader(table, (), problems).below("limits"):
        reader.known_keys("zh", "en", "source", "unit", "amounts")
        reader.name()
        reader.source()
        reader.word("unit", ("yuan",), "yuan")
        found: list[Limit] = []
        for key, below in reader.below("amounts"):
            below.known_keys("zh", "en", "source", "amount", "since")
            amount, since = below.count("amount"), below.day("since")
            if "amount" not in below.table:
                below.complain(N_("Give its amount in yuan."))
            if since is not None and since in [limit.since for limit in found]:
                below.complain(N_("Another amount begins on the same day."), "since")
            limit = Limit(id=key, amount=(amount or 0) * _FEN, since=since, name=below.name())
            found.append(limit)
        if not found:
            reader.complain(N_("Give its amounts."))
        limits[identifier] = tuple(found)
    return limits, tuple(problems)


def read_posts(
    table: Mapping[str, object], *, place_kinds: Iterable[str]
) -> tuple[tuple[PostRule, ...], tuple[RuleProblem, ...]]:
    """Read what each role expects of its holders, in the order of the file, and every problem.

    >>> read_posts({"roles": {"x": {"zh": "x", "place": "moon"}}}, place_kinds=["town"])[1][0].path
    ('roles', 'x', 'place')
    """
    problems: list[RuleProblem] = []
    kinds = tuple(place_kinds)
    root = Reader(table, (), problems)
    readers = dict(root.below("roles"))
    rules = []
    for identifier, reader in readers.items():
        before = len(problems)
        rule = _read_post(identifier, reader, kinds, tuple(readers))
        if len(problems) == before:
            rules.append(rule)
    return tuple(rules), tuple(problems)


def _read_post(
    identifier: str, reader: Reader, kinds: tuple[str, ...], roles: tuple[str, ...]
) -> PostRule:
    reader.known_keys(
        "zh",
        "en",
        "source",
        "place",
        "holder",
        "also",
        "least",
        "most",
        "exactly",
        "one_place",
        "same_person_as",
        "eligible",
    )
    exactly, least, most = reader.count("exactly"), reader.count("least"), reader.count("most")
    if exactly is not None and (least is not None or most is not None):
        reader.complain(N_("Say exactly, or least and most, not both."), "exactly")
    if least is not None and most is not None and least > most:
        reader.complain(N_("least is more than most."), "most")
    same = reader.all_known("same_person_as", roles)
    if identifier in same:
        reader.complain(N_("A role cannot stand for itself."), "same_person_as")
    reader.words("also")
    eligible = None
    if "eligible" in reader.table:
        below = Reader(reader.table["eligible"], (*reader.path, "eligible"), reader.problems)
        below.known_keys("titles", "units", "roles", "one_each")
        groups = _read_groups(below)
        eligible = Eligible(
            titles=tuple(dict.fromkeys((*below.words("titles"), *sum(groups, ())))),
            units=below.words("units"),
            roles=below.all_known("roles", roles),
            one_each=groups,
        )
    return PostRule(
        role=identifier,
        name=reader.name(),
        place_kind=reader.word("place", kinds),
        holder_kind=reader.word("holder", _HOLDER_KINDS, "person"),
        least=exactly if exactly is not None else (least or 0),
        most=exactly if exactly is not None else most,
        one_place=reader.flag("one_place"),
        same_person_as=same,
        eligible=eligible,
        source=reader.source(),
    )


def _read_groups(reader: Reader) -> tuple[tuple[str, ...], ...]:
    """Read groups of titles: each group is asked of one holder, and any title in one is fit."""
    value = reader.table.get("one_each", [])
    if isinstance(value, list) and all(
        isinstance(group, list) and group and all(isinstance(one, str) and one for one in group)
        for group in value
    ):
        return tuple(tuple(group) for group in value)
    reader.complain(N_("This has to be a list of lists of titles."), "one_each")
    return ()
