"""Honours and titles: applied for, assessed, awarded, revoked; and how many hold one.

The convention to know: steps are insert-only facts of one subject (a place or courtyard) and one
honour; whether it is titled is computed. A title awarded before the ledger began may stand
without its application. Coverage always carries its denominator.
Source: docs/mechanisms.md, rows 22, 23, 27, 50.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streetchief.locale.text import N_
from streetchief.rulebook.rules.honour import HonourKind, HonourRule, HonourStage
from streetchief.value import value
from streetchief.values.problems import Day, Problem, problem
from streetchief.values.rates import Rate


@value
class HonourStep:
    """Something that happened on the way of a place to an honour. `grade`: applied for or given."""

    id: int
    honour: str
    place: int
    kind: HonourKind
    on: int
    grade: str = ""
    by: int | None = None
    note: str = ""


@value
class HonourState:
    """Where a place stands: `stage` is its last step; `titled` may be true while a higher grade
    is applied for. `grade` is the one held."""

    stage: HonourStage
    titled: bool
    grade: str
    awarded_on: int | None
    last_on: int | None


@value
class Coverage:
    """How many of the places that could hold a title do; `missing` are the others, in order."""

    titled: int
    total: int
    missing: tuple[int, ...]


def honour_state(steps: Sequence[HonourStep], on_day: int) -> HonourState:
    """Compute where one place stands with one honour at the end of a day.

    >>> award = HonourStep(id=1, honour="safe_village", place=7, kind="awarded", on=10)
    >>> honour_state([award], 9).titled, honour_state([award], 10).titled
    (False, True)
    """
    stage: HonourStage = ""
    grade = ""
    awarded_on = last_on = None
    for step in sorted(steps, key=lambda step: (step.on, step.id)):
        if step.on > on_day:
            break
        stage, last_on = step.kind, step.on
        if step.kind == "awarded":
            grade, awarded_on = step.grade, step.on
        elif step.kind == "revoked":
            grade, awarded_on = "", None
    return HonourState(
        stage=stage,
        titled=awarded_on is not None,
        grade=grade,
        awarded_on=awarded_on,
        last_on=last_on,
    )


def check_honour_step(
    rule: HonourRule,
    steps: Sequence[HonourStep],
    step: HonourStep,
    place_kind: str,
    today: int | None = None,
) -> tuple[Problem, ...]:
    """Tell what is wrong with a new step of one place; nothing when it may be recorded.

    A higher grade may be applied for and awarded while a lower one is held. A revocation needs a
    reason.
    """
    before = honour_state(steps, max([step.on, *(earlier.on for earlier in steps)]))
    problems: list[Problem] = []
    if place_kind not in rule.place_kinds:
        words = N_("{honour} is for a place of this kind: {kinds}.")
        kinds = "、".join(rule.place_kinds)
        problems.append(problem("wrong_place", words, honour=rule.name, kinds=kinds))
    if rule.since is not None and step.on < rule.since:
        words = N_("{honour} exists since {day}.")
        problems.append(problem("before_rule", words, honour=rule.name, day=Day(day=rule.since)))
    if before.last_on is not None and step.on < before.last_on:
        words = N_("Its last step was on {day}.")
        problems.append(problem("before_last_step", words, day=Day(day=before.last_on)))
    if today is not None and step.on > today:
        words = N_("That is after today, {day}.")
        problems.append(problem("in_future", words, day=Day(day=today)))
    return (*problems, *_check_grade(rule, step), *_check_order(rule, before, step))


def coverage(places: Sequence[int], states: Mapping[int, HonourState]) -> Coverage:
    """Count the titled among `places`, the register's places of the honour's kinds on that day.

    A place without any step is not titled; a title of a place outside the register counts for
    nothing.

    >>> coverage([1, 2], {}).total
    2
    """
    missing = tuple(place for place in places if place not in states or not states[place].titled)
    return Coverage(titled=len(places) - len(missing), total=len(places), missing=missing)


def coverage_rate(covered: Coverage) -> Rate:
    """Give titled / total (覆盖率); "—" when no place could hold the title."""
    return Rate(part=covered.titled, whole=covered.total)


def _check_grade(rule: HonourRule, step: HonourStep) -> tuple[Problem, ...]:
    grades = [grade.id for grade in rule.grades]
    if step.grade and step.grade not in grades:
        words = N_("{honour} has no grade {grade}.")
        return (problem("unknown_grade", words, honour=rule.name, grade=step.grade),)
    if grades and not step.grade and step.kind == "awarded":
        words = N_("Say which grade was awarded.")
        return (problem("needs_grade", words),)
    return ()


def _check_order(rule: HonourRule, before: HonourState, step: HonourStep) -> tuple[Problem, ...]:
    if step.kind == "revoked":
        if not before.titled:
            return (problem("not_titled", N_("It does not hold the title.")),)
        return () if step.note.strip() else (problem("needs_reason", N_("Say why.")),)
    if step.kind == "assessed":
        if before.stage != "applied":
            return (problem("not_applied", N_("It has not been applied for.")),)
        return ()
    if before.titled and not _is_higher(rule, before.grade, step.grade):
        words = N_("It holds the title since {day}.")
        return (problem("titled", words, day=Day(day=before.awarded_on or 0)),)
    if step.kind == "applied" and before.stage in ("applied", "assessed"):
        return (problem("applied", N_("It has been applied for already.")),)
    return ()


def _is_higher(rule: HonourRule, held: str, wanted: str) -> bool:
    grades = [grade.id for grade in rule.grades]
    return held in grades and wanted in grades and grades.index(wanted) > grades.index(held)
