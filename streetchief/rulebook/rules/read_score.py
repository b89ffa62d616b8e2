"""Read what a rulebook says about scores: the weights of their parts and of linked assessment.

The convention to know: as in `rulebook_lists`, problems come back as values with their path; what
the rulebook leaves out stays neutral, all weights alike. Source: docs/mechanisms.md, row 35.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from streetchief.locale.text import N_
from streetchief.rulebook.rules.reader import Reader
from streetchief.value import value
from streetchief.values.problems import RuleProblem

_MOST = 1000

PARTS = ("met", "completion", "coverage", "close", "on_time_close")
"""The parts of a score in the order they are printed; each is one rate of a `scores.Result`."""


@value
class ScoreRules:
    """How parts weigh in a score (whole numbers, 0 leaves a part out), and which lists count.

    `linked` is the weight of its streets' score in a department's (捆绑考核), beside 1 for its own
    duties: equal shares by default. `lists` None: every list whose items someone else verifies.
    `meeting` is the kind of activity that an on-site meeting is (现场推进会), "" for none.
    """

    weights: tuple[tuple[str, int], ...] = tuple((part, 1) for part in PARTS)
    linked: int = 1
    lists: tuple[str, ...] | None = None
    meeting: str = ""


def read_score(
    table: Mapping[str, object], *, lists: Iterable[str], kinds: Iterable[str] = ()
) -> tuple[ScoreRules, tuple[RuleProblem, ...]]:
    """Read `[score]`; `lists` and `kinds` (of activity) are identifiers of the same rulebook.

    >>> rules, problems = read_score({"score": {"weights": {"met": 3}}}, lists=())
    >>> dict(rules.weights)["met"], dict(rules.weights)["close"], problems
    (3, 1, ())
    >>> read_score({"score": {"weights": {"met": -1}}}, lists=())[1][0].path
    ('score', 'weights', 'met')
    """
    problems: list[RuleProblem] = []
    if "score" not in table:
        return ScoreRules(), ()
    reader = Reader(table["score"], ("score",), problems)
    said = reader.read(
        {
            "weights": lambda reader, key: reader.table_at(key).read(
                dict.fromkeys(PARTS, _read_weight), named=False
            ),
            "linked": lambda reader, key: reader.table_at(key).read(
                {"weight": _read_weight, "source": Reader.rows}, named=False
            ),
            "lists": lambda reader, key: (
                reader.all_known(key, lists) if key in reader.table else None
            ),
            "meeting": lambda reader, key: reader.word(key, kinds) if key in reader.table else "",
            "source": Reader.rows,
        },
        named=False,
    )
    rules = ScoreRules(
        weights=tuple(said["weights"].items()),
        linked=said["linked"]["weight"],
        lists=said["lists"],
        meeting=said["meeting"],
    )
    if not any(weight for _, weight in rules.weights):
        reader.table_at("weights").complain(N_("At least one part has to weigh something."))
    return rules, tuple(problems)


def _read_weight(reader: Reader, key: str) -> int:
    said = reader.count(key)
    if said is not None and said > _MOST:
        reader.complain(N_("A weight is at most {most}."), key, most=_MOST)
    return 1 if said is None else said
