"""Read and check what a rulebook says about lists.

The convention to know: every part is a table under its identifier, in the order of the file:
`[lists.problem]`, `stages.rectified = { … }`. Problems come back as values with the path of the
key; a list with problems is not among the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from streetchief.locale.text import N_
from streetchief.rulebook.rules.list import (
    ACTS,
    FIELD_TYPES,
    NEEDS,
    RESPONSIBLE,
    SIDE_ACTS,
    VERIFICATIONS,
    Act,
    Category,
    Choice,
    Field,
    FieldType,
    ListRule,
    Measure,
    Stage,
    Verification,
)
from streetchief.rulebook.rules.reader import Reader
from streetchief.values.problems import Name, RuleProblem

_MOST_DECIMALS = 6
DOCUMENTS = "document"
"""The list the rulebook's own `[[documents]]` belong to."""


def read_lists(
    table: Mapping[str, object], *, roles: Iterable[str], place_kinds: Iterable[str]
) -> tuple[tuple[ListRule, ...], tuple[RuleProblem, ...]]:
    """Read the lists of a parsed rulebook, in the order of the file, and every problem found.

    `roles` and `place_kinds` are those the rulebook knows.

    >>> read_lists({"lists": {"x": {"zh": "x"}}}, roles=(), place_kinds=())[1][0].path
    ('lists', 'x')
    """
    problems: list[RuleProblem] = []
    known = (*roles, RESPONSIBLE)
    rules = []
    for identifier, reader in Reader(table, (), problems).below("lists"):
        before = len(problems)
        rule = _read_list(identifier, reader, known, tuple(place_kinds))
        if rule is not None and len(problems) == before:
            rules.append(rule)
    return tuple(rules), tuple(problems)


def read_documents(
    table: Mapping[str, object], lists: Iterable[ListRule], problems: list[RuleProblem]
) -> list[Reader]:
    """Give a reader for each of the `[[documents]]`, after checking its title and category.

    The documents belong to the list `document`, whose categories they name.
    """
    found = table.get("documents", [])
    root = Reader(table, (), problems)
    if not isinstance(found, list):
        root.complain(N_("This has to be a list of tables: [[documents]]."), "documents")
        return []
    known = [c.id for rule in lists if rule.id == DOCUMENTS for c in rule.categories]
    readers = [Reader(one, ("documents", at), problems) for at, one in enumerate(found)]
    for reader in readers:
        reader.known_keys("title", "category", "issued_on", "source")
        if not reader.text("title").strip():
            reader.complain(N_("Give its title."), "title")
        reader.word("category", known)
    return readers


def _read_list(
    identifier: str, reader: Reader, roles: tuple[str, ...], place_kinds: tuple[str, ...]
) -> ListRule | None:
    reader.known_keys(
        "zh",
        "en",
        "source",
        "open",
        "verification",
        "fixed_on_spot",
        "spot_needs",
        "closes_at_zero",
        "days",
        "place_kinds",
        "categories",
        "stages",
        "measures",
        "fields",
        "may",
    )
    fields = tuple(_read_field(key, below) for key, below in reader.below("fields"))
    measures = tuple(_read_measure(key, below) for key, below in reader.below("measures"))
    needs = (*NEEDS, *(field.id for field in fields))
    stages = tuple(_read_stage(key, below, needs, roles) for key, below in reader.below("stages"))
    verification = reader.word("verification", VERIFICATIONS, "other_person")
    if not _check_stages(reader, stages, verification):
        return None
    if reader.flag("closes_at_zero") and not measures:
        reader.complain(N_("A list that closes at zero needs measures."), "closes_at_zero")
    for field in fields:
        if field.id in NEEDS:
            words = N_("{word} already means something else here; choose another identifier.")
            reader.complain(words, "fields", word=field.id)
    return ListRule(
        id=identifier,
        name=reader.name(),
        stages=stages,
        categories=tuple(_read_category(key, below) for key, below in reader.below("categories")),
        open=reader.flag("open"),
        place_kinds=reader.all_known("place_kinds", place_kinds),
        measures=measures,
        fields=fields,
        verification=cast(Verification, verification),
        days=reader.count("days"),
        fixed_on_spot=reader.flag("fixed_on_spot"),
        spot_needs=reader.all_known("spot_needs", needs),
        closes_at_zero=reader.flag("closes_at_zero"),
        may=_read_may(reader, roles),
        source=reader.source(),
    )


def _read_stage(
    identifier: str, reader: Reader, needs: tuple[str, ...], roles: tuple[str, ...]
) -> Stage:
    reader.known_keys("zh", "en", "source", "act", "needs", "roles", "days", "optional", "closes")
    return Stage(
        id=identifier,
        name=reader.name(),
        act=cast(Act, reader.word("act", ACTS)),
        needs=reader.all_known("needs", needs),
        roles=reader.all_known("roles", roles),
        days=reader.count("days"),
        optional=reader.flag("optional"),
        closes=reader.flag("closes"),
    )


def _check_stages(reader: Reader, stages: tuple[Stage, ...], verification: str) -> bool:
    """Check that the stages make a way: one opening first, one closing last, work verified."""
    if not stages:
        reader.complain(N_("A list needs stages."))
        return False
    before = len(reader.problems)
    acts = [stage.act for stage in stages]
    if acts[0] != "open" or "open" in acts[1:]:
        reader.complain(N_("The first stage, and no other, has the act open."), "stages")
    if [stage.closes for stage in stages] != [False] * (len(stages) - 1) + [True]:
        reader.complain(N_("The last stage, and no other, closes."), "stages")
    if acts[-1] == "assign":
        reader.complain(N_("Nothing is closed by assigning it."), "stages")
    if stages[0].optional or stages[-1].optional:
        reader.complain(N_("The first and the last stage cannot be optional."), "stages")
    if verification != "none":
        _check_verification(reader, stages)
    return len(reader.problems) == before


def _check_verification(reader: Reader, stages: tuple[Stage, ...]) -> None:
    """Check that nothing closes before somebody has rectified and somebody else verified it."""
    needed = [stage.act for stage in stages if not stage.optional]
    if "rectify" not in needed or "verify" not in needed:
        words = N_(
            "A list that is verified needs a stage with the act rectify, then one with verify."
        )
        reader.complain(words, "stages")
        return
    acts = [stage.act for stage in stages]
    last_rectified = len(acts) - 1 - acts[::-1].index("rectify")
    if acts.index("verify") < last_rectified:
        reader.complain(N_("Nothing can be rectified after it was verified."), "stages")


def _read_category(identifier: str, reader: Reader) -> Category:
    reader.known_keys("zh", "en", "source", "unit")
    unit = _read_unit(reader) if "unit" in reader.table else None
    return Category(id=identifier, name=reader.name(), unit=unit, source=reader.source())


def _read_measure(identifier: str, reader: Reader) -> Measure:
    reader.known_keys("zh", "en", "source", "unit", "decimals")
    decimals = reader.count("decimals") or 0
    if decimals > _MOST_DECIMALS:
        reader.complain(N_("At most {most} decimals."), "decimals", most=_MOST_DECIMALS)
    return Measure(id=identifier, name=reader.name(), unit=_read_unit(reader), decimals=decimals)


def _read_unit(reader: Reader) -> Name:
    return Reader(reader.table.get("unit"), (*reader.path, "unit"), reader.problems).name()


def _read_field(identifier: str, reader: Reader) -> Field:
    reader.known_keys("zh", "en", "source", "type", "choices", "open", "required", "group")
    kind = reader.word("type", FIELD_TYPES)
    choices = tuple(
        Choice(id=key, name=below.name(), source=below.source())
        for key, below in reader.below("choices")
    )
    is_open = reader.flag("open")
    if kind in ("choice", "tags") and not choices and not is_open:
        reader.complain(N_("Give its choices, or say open = true."))
    if kind not in ("choice", "tags") and (choices or is_open):
        reader.complain(N_("Only fields of type choice or tags have choices."))
    return Field(
        id=identifier,
        name=reader.name(),
        type=cast(FieldType, kind),
        choices=choices,
        open=is_open,
        required=reader.flag("required"),
        group=reader.text("group"),
        source=reader.source(),
    )


def _read_may(reader: Reader, roles: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read who may do what beside the stages: `may = { reopened = ["inspector"] }`."""
    if "may" not in reader.table:
        return ()
    may = Reader(reader.table["may"], (*reader.path, "may"), reader.problems)
    may.known_keys(*SIDE_ACTS)
    return tuple((act, may.all_known(act, roles)) for act in SIDE_ACTS if act in may.table)
