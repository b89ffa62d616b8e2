"""Assessment: what a street, a chief, a department or a town reached in a span, and its rank.

The convention to know: a `Result` holds whole numbers only, so results add up and every rate shows
its denominator. A score is an exact fraction from 0 to 1; where nothing was due there is none, and
what has no score has no rank. Weights are the rulebook's, all alike until a town says otherwise:
the source asks for assessment and gives no formula (docs/mechanisms.md, rows 18, 29, 35, 42).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from streetchief.duties.rules.standing import EXEMPT, VACANT, Judged, sum_up
from streetchief.rulebook.rules.read_score import ScoreRules
from streetchief.value import fields_of, value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate, percent


@value
class Result:
    """What was reached: periods (`due` of them with something required), patrols, places, items.

    `credited` is the sum of min(counted, required) over the periods; `exempt` and `vacant` are
    periods in which nothing was due. `coverable` are places open and not exempt throughout,
    `covered` those of them with a patrol that counts. `due_to_close` = closed or past its date.
    """

    due: int = 0
    met: int = 0
    required: int = 0
    counted: int = 0
    credited: int = 0
    exempt: int = 0
    vacant: int = 0
    covered: int = 0
    coverable: int = 0
    closed: int = 0
    closed_in_time: int = 0
    due_to_close: int = 0


@value
class Work:
    """What was done in the span: patrols, items found, clean-ups with their spots and kilograms."""

    patrols: int = 0
    findings: int = 0
    cleanups: int = 0
    spots: int = 0
    kilograms: int = 0


@value
class ScoreRow:
    """One subject with its result, its score and its rank among its like.

    `key` is a place's or a holder's. Of a chief, `role` is his role, `held` the streets he held,
    `days_held` on how many days of the span, `own_counted` his own patrols that count; verdicts
    are those of his streets. Of a department, `result` is of its own duties at `held`, `linked` of
    its streets `linked_to`. Of a town, `general` is the result of its general chief.
    """

    key: int
    town: str
    name: str
    result: Result
    work: Work
    score: Fraction | None
    rank: int | None = None
    role: Name | None = None
    held: tuple[str, ...] = ()
    days_held: int = 0
    own_counted: int = 0
    own: Fraction | None = None
    linked: Result = Result()
    linked_share: Fraction | None = None
    linked_to: tuple[str, ...] = ()
    general: Result = Result()


def result_of(periods: Iterable[Judged]) -> Result:
    """Add up the periods of one place.

    An exempt period is in no rate; a place exempt throughout is not one to be covered.

    """
    everything = tuple(periods)
    open_to_cover = any(line.state != EXEMPT for line in everything)
    return Result(
        **sum_up(everything, "due", "met", "required", "counted"),
        credited=sum(min(line.counted, line.required) for line in everything),
        exempt=sum(line.state == EXEMPT for line in everything),
        vacant=sum(line.state == VACANT for line in everything),
        covered=int(open_to_cover and any(line.counted > 0 for line in everything)),
        coverable=int(open_to_cover),
    )


def add_up(results: Iterable[Result]) -> Result:
    """Add results field by field; the sum of none is all zeros.

    >>> add_up([Result(due=2, met=1), Result(due=1, met=1)]).met
    2
    """
    return Result(**sum_up(results, *fields_of(Result)))


def rates_of(result: Result) -> dict[str, Rate]:
    """Give the rate of each part: 达标率, 完成率, 覆盖率, 销号率, 按期销号率.

    >>> rates_of(Result(due=4, met=3))["met"]
    Rate(part=3, whole=4)
    """
    return {
        "met": Rate(part=result.met, whole=result.due),
        "completion": Rate(part=result.credited, whole=result.required),
        "coverage": Rate(part=result.covered, whole=result.coverable),
        "close": Rate(part=result.closed, whole=result.due_to_close),
        "on_time_close": Rate(part=result.closed_in_time, whole=result.due_to_close),
    }


def score_of(result: Result, rules: ScoreRules) -> Fraction | None:
    """Give the weighted mean of the parts that have a value; None when none has.

    A part over nothing is left out with its weight, so that nobody gains or loses by it.

    >>> score_of(Result(due=4, met=3, required=8, credited=7), ScoreRules())
    Fraction(13, 16)
    """
    rates = rates_of(result)
    parts = [
        (weight, Fraction(rates[part].part, rates[part].whole))
        for part, weight in rules.weights
        if weight and rates[part].whole
    ]
    return weighted_mean(parts)


def linked_score(
    own: Fraction | None, shared: Fraction | None, rules: ScoreRules
) -> Fraction | None:
    """Give a department's score: its own duties beside the score of its streets (捆绑考核).

    A department without duties of its own has exactly its streets' score, one without a street
    exactly its own.

    >>> linked_score(Fraction(1), Fraction(1, 2), ScoreRules())
    Fraction(3, 4)
    >>> linked_score(None, Fraction(1, 2), ScoreRules(linked=7))
    Fraction(1, 2)
    """
    parts = [(1, own)] if own is not None else []
    if shared is not None and rules.linked:
        parts.append((rules.linked, shared))
    return weighted_mean(parts)


def weighted_mean(parts: Iterable[tuple[int, Fraction]]) -> Fraction | None:
    """Give the mean of (weight, value); None without any weight.

    >>> weighted_mean([(1, Fraction(1)), (3, Fraction(0))])
    Fraction(1, 4)
    """
    known = tuple(parts)
    whole = sum(weight for weight, _ in known)
    if not whole:
        return None
    return sum((weight * share for weight, share in known), Fraction(0)) / whole


def ranked(scores: Sequence[Fraction | None]) -> tuple[int | None, ...]:
    """Rank from 1, best first; equal scores share a rank and the next ranks are left free.

    >>> ranked([Fraction(1, 2), Fraction(1), None, Fraction(2, 4)])
    (2, 1, None, 2)
    """
    known = [score for score in scores if score is not None]
    return tuple(
        None if score is None else 1 + sum(other > score for other in known) for score in scores
    )


def score_text(score: Fraction | None) -> str:
    """Print a score in hundredths with two decimals, rounded half up; "—" for none.

    >>> score_text(Fraction(13, 16)), score_text(Fraction(1))
    ('81.25', '100.00')
    """
    if score is None:
        return percent(0, 0)
    return percent(score.numerator, score.denominator).removesuffix("%")


def run_of_met(weeks: Sequence[Result]) -> int:
    """Count back, newest last, the periods in which everything due was met; nothing due is skipped.

    >>> run_of_met([Result(due=2, met=1), Result(due=2, met=2), Result(), Result(due=1, met=1)])
    2
    """
    run = 0
    for week in reversed(weeks):
        if week.due and week.met < week.due:
            break
        run += week.due > 0
    return run
