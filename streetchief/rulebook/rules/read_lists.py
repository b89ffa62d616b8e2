"""Read and check what a rulebook says about lists.

The convention to know: every part is a table under its identifier, in the order of the file:
`[lists.problem]`, `stages.rectified = { … }`. Problems come back as values with the path of the
key; a list with problems is not among the result.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from streetchief.locale.text import N_
from streetchief.rulebook.rules.list import (
    ACTS,
    FIELD_TYPES,
    NEEDS,
    RESPONSIBLE,
    SIDE_ACTS,
    VERIFICATIONS,
    Category,
    Choice,
    Field,
    ListRule,
    Measure,
    Stage,
)
from streetchief.rulebook.rules.reader import Reader, each, one_of, some_of
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
    known, kinds = (*roles, RESPONSIBLE), tuple(place_kinds)
    rules = Reader(table, (), problems).sound(
        "lists", lambda identifier, reader: _read_list(identifier, reader, known, kinds)
    )
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
    fields = reader.table.get("fields")
    needs = (*NEEDS, *(fields if isinstance(fields, Mapping) else ()))

    def read_stage(identifier: str, below: Reader) -> Stage:
        return Stage(
            id=identifier,
            **below.read(
                {
                    "act": one_of(ACTS),
                    "needs": some_of(needs),
                    "roles": some_of(roles),
                    "days": Reader.count,
                    "optional": Reader.flag,
                    "closes": Reader.flag,
                }
            ),
        )

    rule = ListRule(
        id=identifier,
        **reader.read(
            {
                "fields": each(_read_field),
                "measures": each(_read_measure),
                "stages": each(read_stage),
                "categories": each(_read_category),
                "verification": one_of(VERIFICATIONS, "other_person"),
                "open": Reader.flag,
                "place_kinds": some_of(place_kinds),
                "days": Reader.count,
                "fixed_on_spot": Reader.flag,
                "spot_needs": some_of(needs),
                "closes_at_zero": Reader.flag,
                "may": lambda reader, key: _read_may(reader.table_at(key), roles),
                "source": Reader.rows,
            }
        ),
    )
    if not _check_stages(reader, rule.stages, rule.verification):
        return None
    if rule.closes_at_zero and not rule.measures:
        reader.complain(N_("A list that closes at zero needs measures."), "closes_at_zero")
    for field in rule.fields:
        if field.id in NEEDS:
            words = N_("{word} already means something else here; choose another identifier.")
            reader.complain(words, "fields", word=field.id)
    return rule


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
    return Category(id=identifier, **reader.read({"unit": _read_unit, "source": Reader.rows}))


def _read_measure(identifier: str, reader: Reader) -> Measure:
    declared = {"unit": _read_needed_unit, "decimals": lambda r, key: r.count(key) or 0}
    measure = Measure(id=identifier, **reader.read(declared))
    if measure.decimals > _MOST_DECIMALS:
        reader.complain(N_("At most {most} decimals."), "decimals", most=_MOST_DECIMALS)
    return measure


def _read_unit(reader: Reader, key: str) -> Name | None:
    return _read_needed_unit(reader, key) if key in reader.table else None


def _read_needed_unit(reader: Reader, key: str) -> Name:
    return Reader(reader.table.get(key), (*reader.path, key), reader.problems).name()


def _read_field(identifier: str, reader: Reader) -> Field:
    field = Field(
        id=identifier,
        **reader.read(
            {
                "type": one_of(FIELD_TYPES),
                "choices": each(read_choice),
                "open": Reader.flag,
                "required": Reader.flag,
                "group": Reader.text,
                "source": Reader.rows,
            }
        ),
    )
    chosen = field.type in ("choice", "tags")
    if chosen and not field.choices and not field.open:
        reader.complain(N_("Give its choices, or say open = true."))
    if not chosen and (field.choices or field.open):
        reader.complain(N_("Only fields of type choice or tags have choices."))
    return field


def read_choice(identifier: str, reader: Reader) -> Choice:
    """Read one of the choices of a field, or one of the grades of an honour."""
    return Choice(id=identifier, name=reader.name(), source=reader.rows("source"))


def _read_may(may: Reader, roles: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read who may do what beside the stages: `may = { reopened = ["inspector"] }`."""
    may.known_keys(*SIDE_ACTS)
    return tuple((act, may.all_known(act, roles)) for act in SIDE_ACTS if act in may.table)
