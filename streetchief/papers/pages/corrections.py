"""What an earlier paper said and no longer holds, in words.

Convention: a sentence for each street, officer, department and for the problems, and a rate for
each week or period that it turned, in the order of time.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.duties.rules.standing import MET, UNMET
from streetchief.papers.pages.tables import tonnes
from streetchief.papers.pages.words import (
    day_word,
    joined,
    name,
    period_word,
    say,
    state_word,
    week_word,
)
from streetchief.papers.rules.corrections import (
    DEPARTMENT,
    STREET,
    Change,
    Correction,
    ItemCounts,
    Verdict,
)
from streetchief.rulebook.wording import Wording
from streetchief.values.rates import Rate, rate_text

_WHOLE = (
    ("镇", "whole_town"),
    ("乡", "whole_township"),
    ("街道", "whole_subdistrict"),
    ("县", "whole_county"),
    ("市", "whole_city"),
    ("区", "whole_district"),
)
_COUNTS = ("opened", "fixed_on_spot", "assigned", "due", "closed")

Part = tuple[str, str, str]
"""What is corrected, what it was, what it is."""


def correction_lines(corrections: Sequence[Correction], where: str, wording: Wording) -> str:
    """Return the paragraph of corrections, "" when nothing changed; `where` is the paper's own."""
    said = []
    for correction in corrections:
        week = week_word(correction.period)
        streets = [change for change in correction.changes if change.kind == STREET]
        others = [change for change in correction.changes if change.kind != STREET]
        parts = [_change(week, change, wording) for change in streets]
        parts += _rate(where, correction.rate_before, correction.rate_after)
        said += [_run(parts)] if parts else []
        said += [_moved(week, change) for change in others]
        said += _problems(week, correction.items_before, correction.items_after)
    return say("correction", list=joined(said, "semicolon")) if said else ""


def period_correction_lines(kind: str, corrections: Sequence[Correction], where: str) -> str:
    """Return the paragraph of corrections of months or years."""
    said = []
    for correction in corrections:
        period = period_word(kind, correction.period)
        parts = [_tallied(period, change) for change in correction.changes]
        parts += _rate(where, correction.rate_before, correction.rate_after)
        said += [_run(parts)] if parts else []
        said += _problems(period, correction.items_before, correction.items_after)
    return say("correction", list=joined(said, "semicolon")) if said else ""


def _rate(where: str, before: Rate, after: Rate) -> list[str]:
    if before == after:
        return []
    said = {"before": rate_text(before), "after": rate_text(after)}
    return [say("correct_rate", where=whole(where), **said)]


def _change(week: str, change: Change, wording: Wording) -> str:
    where = {"week": week, "street": whose(change)}
    before, after = change.before, change.after
    if before is None and after is not None:
        return say(
            "correct_new",
            **where,
            required=after.required,
            counted=after.counted,
            state=state_word(after.state),
        )
    if after is None:
        state = state_word(before.state) if before is not None else ""
        return say("correct_gone", **where, state=state)
    assert before is not None
    parts = []
    if before.required != after.required:
        parts.append(say("correct_required", **where, before=before.required, after=after.required))
    if before.counted != after.counted or not parts:
        key = "correct_counted"
        parts.append(
            say(key, **where, before=before.counted, after=after.counted, why=_why(change))
        )
    if before.state != after.state:
        parts.append(
            say(
                "correct_state",
                here=name(wording.here),
                before=state_word(before.state),
                after=state_word(after.state),
            )
        )
    return _run(parts)


def _why(change: Change) -> str:
    if change.backfilled_on:
        return say("why_late", days=joined([day_word(day) for day in change.backfilled_on]))
    return say("why_void") if change.voided else ""


def whose(change: Change) -> str:
    """Name whose line it is, with its town in the county's paper, and what was to be done."""
    who = name(change.who)
    if change.town:
        who = say("in_town", town=change.town, what=who)
    return joined([who, action], "nothing") if (action := name(change.action)) else who


def _moved(week: str, change: Change) -> str:
    """Say what became of the line of an officer, a department or another duty."""
    before, after, who = change.before, change.after, whose(change)
    if before is None and after is not None:
        return say(
            "correct_new",
            week=week,
            street=who,
            required=after.required,
            counted=after.counted,
            state=_state(change.kind, after),
        )
    if before is None or after is None:
        state = _state(change.kind, before) if before is not None else ""
        return say("correct_gone", week=week, street=who, state=state)
    acting = change.kind == DEPARTMENT
    return _corrected(
        week,
        who,
        [
            *_differs(
                "what_to_do" if acting else "what_required",
                "in_times",
                before.required,
                after.required,
            ),
            *_differs(
                "what_done" if acting else "what_counted", "in_times", before.counted, after.counted
            ),
            *_differs("what_spots", "in_spots", before.spots, after.spots),
            *_differs(
                "what_tonnes", "in_tonnes", tonnes(before.kilograms), tonnes(after.kilograms)
            ),
            *_part("what_state", _state(change.kind, before), _state(change.kind, after)),
        ],
    )


def _state(kind: str, verdict: Verdict) -> str:
    if kind == DEPARTMENT and verdict.state in (MET, UNMET):
        return say("done_word" if verdict.state == MET else "not_done_word")
    return state_word(verdict.state)


def _tallied(period: str, change: Change) -> str:
    before, after, who = change.before, change.after, whose(change)
    if after is None:
        return say("correct_gone", week=period, street=who, state=_met(change, before=True))
    if before is None:
        return say(
            "correct_line_new",
            week=period,
            who=who,
            required=say("in_times", count=after.due),
            counted=say("in_times", count=after.met),
        )
    return _corrected(
        period,
        who,
        [
            *_differs("what_weeks_due", "in_times", before.due, after.due),
            *_differs("what_weeks_met", "in_times", before.met, after.met),
            *_differs("what_required", "in_times", before.required, after.required),
            *_differs("what_counted", "in_times", before.counted, after.counted),
        ],
    )


def _met(change: Change, *, before: bool) -> str:
    tally = change.before if before else change.after
    return state_word(MET) + say("in_times", count=tally.met if tally is not None else 0)


def _problems(when: str, before: ItemCounts | None, after: ItemCounts | None) -> list[str]:
    if before is None or after is None:
        return []
    parts = [
        part
        for key in _COUNTS
        for part in _differs(f"what_{key}", "in_items", getattr(before, key), getattr(after, key))
    ]
    parts += _part("what_close_rate", rate_text(before.close_rate), rate_text(after.close_rate))
    parts += _part(
        "what_on_time", rate_text(before.on_time_close_rate), rate_text(after.on_time_close_rate)
    )
    parts += _differs("what_overdue", "in_items", before.overdue, after.overdue)
    parts += _differs("what_reopened", "in_items", before.reopened, after.reopened)
    return [_corrected(when, say("whose_problems"), parts)] if parts else []


def _differs(what: str, unit: str, before: object, after: object) -> list[Part]:
    return _part(what, say(unit, count=before), say(unit, count=after))


def _part(what: str, before: str, after: str) -> list[Part]:
    return [(say(what), before, after)] if before != after else []


def _corrected(when: str, who: str, parts: Sequence[Part]) -> str:
    """Say what is corrected: the first part names when and whose, the others follow."""
    said: list[str] = []
    for what, before, after in parts:
        values = {"what": what, "before": before, "after": after}
        said.append(
            say("correct_next", **values)
            if said
            else say("correct_first", week=when, who=who, **values)
        )
    return _run(said)


def _run(parts: list[str]) -> str:
    return say("clause").join(parts)


def whole(town: str) -> str:
    """Say of all its streets together what a town or county is: 全镇, 全乡, 全街道, 全县."""
    for ending, key in _WHOLE:
        if town.endswith(ending):
            return say(key)
    return town
