"""What an earlier paper said and no longer holds, in words.

Convention: one sentence for each street and a rate for each week, in the order of weeks.
"""

from __future__ import annotations

from streetchief.domain.bulletins import Correction, StreetChange, WeekReport
from streetchief.domain.rates import rate_text
from streetchief.render.bulletin_words import day_word, joined, say, state_word, week_word

_WHOLE = (("镇", "whole_town"), ("乡", "whole_township"), ("街道", "whole_subdistrict"))


def correction_lines(report: WeekReport) -> str:
    """Return the paragraph of corrections, "" when nothing changed."""
    if not report.corrections:
        return ""
    said = [_correction(correction, report.town) for correction in report.corrections]
    return say("correction", list=joined(said, "semicolon"))


def _correction(correction: Correction, town: str) -> str:
    parts = [_change(correction.week, change) for change in correction.changes]
    before, after = rate_text(correction.rate_before), rate_text(correction.rate_after)
    if correction.rate_before != correction.rate_after:
        parts.append(say("correct_rate", where=whole(town), before=before, after=after))
    return _run(parts)


def _change(week: int, change: StreetChange) -> str:
    where = {"week": week_word(week), "street": change.street}
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
                before=state_word(before.state),
                after=state_word(after.state),
            )
        )
    return _run(parts)


def _why(change: StreetChange) -> str:
    if change.backfilled_on:
        return say("why_late", days=joined([day_word(day) for day in change.backfilled_on]))
    return say("why_void") if change.voided else ""


def _run(parts: list[str]) -> str:
    return say("clause").join(parts)


def whole(town: str) -> str:
    """Say of all its streets together what a town is: 全镇, 全乡, 全街道."""
    for ending, key in _WHOLE:
        if town.endswith(ending):
            return say(key)
    return town
