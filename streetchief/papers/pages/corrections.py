"""What an earlier paper said and no longer holds, clause by clause.

A sentence for each street, officer, department and for the problems, and a rate for each week or
period that it turned, in the order of time; how a clause is said is in `corrections.zh.j2`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from streetchief.duties.rules.standing import MET, UNMET
from streetchief.papers.pages.words import (
    day_word,
    listed,
    name,
    period_word,
    pick,
    state_word,
    together,
    tonnes,
    week_word,
)
from streetchief.papers.rules.corrections import (
    DEPARTMENT,
    STREET,
    Change,
    Correction,
    ItemCounts,
    LineCounts,
)
from streetchief.value import replace, value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate, rate_text

_WHOLE = (
    ("镇", Name(zh="全镇", en="the town")),
    ("乡", Name(zh="全乡", en="the township")),
    ("街道", Name(zh="全街道", en="the subdistrict")),
    ("县", Name(zh="全县", en="the county")),
    ("市", Name(zh="全市", en="the city")),
    ("区", Name(zh="全区", en="the district")),
)


@value
class Clause:
    """One thing corrected: what it was and what it is.

    `kind` is figure (of a line, `what` says which), state (a street's), rate, added (what is on
    paper now for the first time), tally_added, gone or tally_gone. `when` and `who` say whose,
    "" where the clause before has said so; `why` only of a street's patrols: late or void.
    """

    kind: str
    when: str = ""
    who: str = ""
    what: str = ""
    before: object = ""
    after: object = ""
    why: str = ""
    days: str = ""


Sentence = tuple[Clause, ...]


def week_sentences(corrections: Iterable[Correction], where: str) -> list[Sentence]:
    """Return what is corrected in weeks issued before; `where` is whose paper this is."""
    said: list[Sentence] = []
    for correction in corrections:
        week = week_word(correction.period)
        streets = [change for change in correction.changes if change.kind == STREET]
        clauses = [part for change in streets for part in _street(week, change)]
        clauses += _rate(where, correction.rate_before, correction.rate_after)
        said += [tuple(clauses)] if clauses else []
        said += [_line(week, change) for change in correction.changes if change.kind != STREET]
        said.append(_problems(week, correction.items_before, correction.items_after))
    return [sentence for sentence in said if sentence]


def period_sentences(kind: str, corrections: Iterable[Correction], where: str) -> list[Sentence]:
    """Return what is corrected in months or years issued before."""
    said: list[Sentence] = []
    for correction in corrections:
        period = period_word(kind, correction.period)
        clauses = [part for change in correction.changes for part in _tally(period, change)]
        clauses += _rate(where, correction.rate_before, correction.rate_after)
        said += [tuple(clauses)] if clauses else []
        said.append(_problems(period, correction.items_before, correction.items_after))
    return [sentence for sentence in said if sentence]


def _rate(where: str, before: Rate, after: Rate) -> list[Clause]:
    if before == after:
        return []
    return [Clause(kind="rate", who=whole(where), before=before, after=after)]


def name_line(change: Change) -> str:
    """Name whose line it is, with its town in the county's paper, and what was to be done."""
    return together(change.town, name(change.who), name(change.action))


def _street(week: str, change: Change) -> list[Clause]:
    before, after, who = change.before, change.after, name_line(change)
    if before is None or after is None:
        return [_listing(week, who, before, after)]
    clauses = []
    if before.required != after.required:
        clauses.append(_figure(week, who, "required", before.required, after.required))
    if before.counted != after.counted or not clauses:
        counted = _figure(week, who, "counted", before.counted, after.counted)
        why = "late" if change.backfilled_on else "void" if change.voided else ""
        days = listed([day_word(day) for day in change.backfilled_on])
        clauses.append(replace(counted, why=why, days=days))
    if before.state != after.state:
        states = state_word(before.state), state_word(after.state)
        clauses.append(Clause(kind="state", before=states[0], after=states[1]))
    return clauses


def _listing(
    week: str, who: str, before: LineCounts | None, after: LineCounts | None, kind: str = ""
) -> Clause:
    """Say that a line is on the paper now, or no longer."""
    if after is None or before is not None:
        was = "" if before is None else _state(kind, before)
        return Clause(kind="gone", when=week, who=who, before=was)
    return Clause(kind="added", when=week, who=who, before=_state(kind, after), after=after)


def _line(week: str, change: Change) -> Sentence:
    """Say what became of the line of an officer, a department or another duty."""
    before, after, who = change.before, change.after, name_line(change)
    if before is None or after is None:
        return (_listing(week, who, before, after, change.kind),)
    required, counted = ("to_do", "done") if change.kind == DEPARTMENT else ("required", "counted")
    return _differing(
        week,
        who,
        (
            (required, before.required, after.required),
            (counted, before.counted, after.counted),
            ("spots", before.spots, after.spots),
            ("tonnes", tonnes(before.kilograms), tonnes(after.kilograms)),
            ("state", _state(change.kind, before), _state(change.kind, after)),
        ),
    )


def _state(kind: str, counts: LineCounts) -> str:
    if kind == DEPARTMENT and counts.state in (MET, UNMET):
        done = counts.state == MET
        return pick("已开展", "done") if done else pick("未开展", "not done")
    return state_word(counts.state)


def _tally(period: str, change: Change) -> Sentence:
    before, after, who = change.before, change.after, name_line(change)
    if before is None or after is None:
        met = 0 if before is None else before.met
        if after is None:
            return (Clause(kind="tally_gone", when=period, who=who, before=met),)
        return (Clause(kind="tally_added", when=period, who=who, after=after),)
    return _differing(
        period,
        who,
        (
            ("weeks_due", before.due, after.due),
            ("weeks_met", before.met, after.met),
            ("required", before.required, after.required),
            ("counted", before.counted, after.counted),
        ),
    )


def _problems(when: str, before: ItemCounts | None, after: ItemCounts | None) -> Sentence:
    if before is None or after is None:
        return ()
    return _differing(
        when,
        pick("", "problems"),
        (
            ("opened", before.opened, after.opened),
            ("fixed_on_spot", before.fixed_on_spot, after.fixed_on_spot),
            ("assigned", before.assigned, after.assigned),
            ("due", before.due, after.due),
            ("closed", before.closed, after.closed),
            ("close_rate", rate_text(before.close_rate), rate_text(after.close_rate)),
            (
                "on_time",
                rate_text(before.on_time_close_rate),
                rate_text(after.on_time_close_rate),
            ),
            ("overdue", before.overdue, after.overdue),
            ("reopened", before.reopened, after.reopened),
        ),
    )


def _differing(
    when: str, who: str, figures: Sequence[tuple[str, object, object]]
) -> tuple[Clause, ...]:
    """Say which figures differ: the first clause names when and whose, the others follow."""
    turned = [(what, was, now) for what, was, now in figures if was != now]
    return tuple(
        _figure(*((when, who) if number == 0 else ("", "")), what, was, now)
        for number, (what, was, now) in enumerate(turned)
    )


def _figure(when: str, who: str, what: str, before: object, after: object) -> Clause:
    return Clause(kind="figure", when=when, who=who, what=what, before=before, after=after)


def whole(town: str) -> str:
    """Say of all its streets together what a town or county is: 全镇, 全乡, 全街道, 全县."""
    return next((name(words) for ending, words in _WHOLE if town.endswith(ending)), town)
