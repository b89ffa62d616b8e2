"""Read and check what a rulebook says about honours, limits and posts.

The convention to know: as in `rulebook_lists`, problems come back as values with their path. An
empty date means 日期不详: it is kept as unknown, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from streetchief.locale.text import N_
from streetchief.rulebook.rules.honour import HonourRule
from streetchief.rulebook.rules.post import Eligible, PostRule
from streetchief.rulebook.rules.project import Limit
from streetchief.rulebook.rules.read_lists import read_choice
from streetchief.rulebook.rules.reader import Reader, each, one_of, some_of
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
    declared = {
        "place_kinds": some_of(tuple(place_kinds)),
        "grades": each(read_choice),
        "since": Reader.day,
        "source": Reader.rows,
    }

    def read_honour(identifier: str, reader: Reader) -> HonourRule:
        rule = HonourRule(id=identifier, **reader.read(declared))
        if not rule.place_kinds:
            reader.complain(N_("Say which kinds of places can hold it: place_kinds."))
        return rule

    rules = Reader(table, (), problems).sound("honours", read_honour)
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
        unit = one_of(("yuan",), "yuan")
        declared = {"unit": unit, "amounts": each(_read_amount), "source": Reader.rows}
        found: tuple[Limit, ...] = reader.read(declared)["amounts"]
        for number, limit in enumerate(found):
            if limit.since is not None and limit.since in [one.since for one in found[:number]]:
                below = reader.table_at("amounts").table_at(limit.id)
                below.complain(N_("Another amount begins on the same day."), "since")
        if not found:
            reader.complain(N_("Give its amounts."))
        limits[identifier] = found
    return limits, tuple(problems)


def _read_amount(identifier: str, reader: Reader) -> Limit:
    said = reader.read({"amount": Reader.count, "since": Reader.day})
    if "amount" not in reader.table:
        reader.complain(N_("Give its amount in yuan."))
    return Limit(id=identifier, **{**said, "amount": (said["amount"] or 0) * _FEN})


def read_posts(
    table: Mapping[str, object], *, place_kinds: Iterable[str]
) -> tuple[tuple[PostRule, ...], tuple[RuleProblem, ...]]:
    """Read what each role expects of its holders, in the order of the file, and every problem.

    >>> read_posts({"roles": {"x": {"zh": "x", "place": "moon"}}}, place_kinds=["town"])[1][0].path
    ('roles', 'x', 'place')
    """
    problems: list[RuleProblem] = []
    kinds = tuple(place_kinds)
    roles = tuple(dict(Reader(table, (), []).below("roles")))
    rules = Reader(table, (), problems).sound(
        "roles", lambda identifier, reader: _read_post(identifier, reader, kinds, roles)
    )
    return tuple(rules), tuple(problems)


def _read_post(
    identifier: str, reader: Reader, kinds: tuple[str, ...], roles: tuple[str, ...]
) -> PostRule:
    said = reader.read(
        {
            "place": one_of(kinds),
            "holder": one_of(_HOLDER_KINDS, "person"),
            "also": Reader.words,
            "least": Reader.count,
            "most": Reader.count,
            "exactly": Reader.count,
            "one_place": Reader.flag,
            "same_person_as": some_of(roles),
            "eligible": lambda reader, key: _read_eligible(reader, key, roles),
            "source": Reader.rows,
        }
    )
    exactly, least, most = said["exactly"], said["least"], said["most"]
    if exactly is not None and (least is not None or most is not None):
        reader.complain(N_("Say exactly, or least and most, not both."), "exactly")
    if least is not None and most is not None and least > most:
        reader.complain(N_("least is more than most."), "most")
    if identifier in said["same_person_as"]:
        reader.complain(N_("A role cannot stand for itself."), "same_person_as")
    return PostRule(
        role=identifier,
        name=said["name"],
        place_kind=said["place"],
        holder_kind=said["holder"],
        least=exactly if exactly is not None else (least or 0),
        most=exactly if exactly is not None else most,
        one_place=said["one_place"],
        same_person_as=said["same_person_as"],
        eligible=said["eligible"],
        source=said["source"],
    )


def _read_eligible(reader: Reader, key: str, roles: tuple[str, ...]) -> Eligible | None:
    if key not in reader.table:
        return None
    said = reader.table_at(key).read(
        {
            "one_each": _read_groups,
            "titles": Reader.words,
            "units": Reader.words,
            "roles": some_of(roles),
        },
        named=False,
    )
    titles = dict.fromkeys((*said["titles"], *sum(said["one_each"], ())))
    return Eligible(**{**said, "titles": tuple(titles)})


def _read_groups(reader: Reader, key: str) -> tuple[tuple[str, ...], ...]:
    """Read groups of titles: each group is asked of one holder, and any title in one is fit."""
    value = reader.table.get(key, [])
    if isinstance(value, list) and all(
        isinstance(group, list) and group and all(isinstance(one, str) and one for one in group)
        for group in value
    ):
        return tuple(tuple(group) for group in value)
    reader.complain(N_("This has to be a list of lists of titles."), key)
    return ()
