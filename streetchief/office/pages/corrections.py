"""The answers of `undo`, `void` and `approve`: what they changed, in sentences or as rows.

Convention: the answer names what ended or was approved, what holds again, and the street weeks
that stand differently because of it.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.office.corrections import Correction, WeekNow
from streetchief.office.pages.facts import FACT_STATES, fact_words, moment
from streetchief.office.pages.history import act_word
from streetchief.output.safe import safe
from streetchief.output.table import Column, Table
from streetchief.output.words import state_word, week_word


def correction_lines(done: Correction, *, preview: bool = False) -> list[str]:
    """Return what an act took back or approved, what holds again, and the weeks it changed."""
    lines = [_first_line(done, preview)]
    lines += [f"  {fact.id} {fact_words(fact, done.rulebook)}" for fact in done.facts]
    if done.fact_count > len(done.facts):
        lines.append("  " + _("… {count} records in all").format(count=done.fact_count))
    if done.back:
        lines.append(_("Holds again:"))
        lines += [f"  {fact.id} {fact_words(fact, done.rulebook)}" for fact in done.back]
    lines += [_week_line(week) for week in done.weeks]
    if done.week_count > len(done.weeks):
        more = done.week_count - len(done.weeks)
        lines.append(_("Street weeks counted again: {count}.").format(count=more))
    return [safe(line) for line in lines]


def _first_line(done: Correction, preview: bool) -> str:
    if done.entry is not None:
        said = {
            "entry": done.entry.sequence,
            "act": act_word(done.entry.act),
            "at": moment(done.entry.recorded_at)[:16],
            "actor": done.entry.actor or "—",
        }
        if preview:
            return _("To be undone: entry {entry} ({act}, {at}, {actor}):").format(**said)
        return _("Undone: entry {entry} ({act}, {at}, {actor}):").format(**said)
    if done.act == "approve":
        return _("Approved by {name}:").format(name=done.by)
    return _("Voided ({reason}):").format(reason=done.reason)


def _week_line(now: WeekNow) -> str:
    street = f"{now.town}/{now.street}" if now.town else now.street
    if now.assessment is None:
        return _("{street}, {week}: no duty is in force.").format(
            street=street, week=week_word(now.week)
        )
    return _("{street}, {week}: {counted} of {required} counted, {state}.").format(
        street=street,
        week=week_word(now.week),
        counted=now.assessment.counted,
        required=now.assessment.required,
        state=state_word(now.assessment.state),
    )


def correction_table(done: Correction) -> Table:
    """Return a correction as rows for scripts: what ended or was approved, what holds again."""
    rows = [(fact, "approved" if done.act == "approve" else fact.state) for fact in done.facts]
    rows += [(fact, "live") for fact in done.back]
    return Table(
        name="correction",
        columns=(
            Column(key="number", title=N_("Number"), kind="number"),
            Column(key="record"),
            Column(key="what", title=N_("What")),
            Column(key="state", title=N_("State"), show=_correction_state),
        ),
        rows=tuple(
            (fact.id, fact.table, fact_words(fact, done.rulebook), state) for fact, state in rows
        ),
        extra={
            "act": done.act,
            "written": done.number,
            "entry": done.entry.sequence if done.entry else None,
            "records": done.fact_count,
            "reason": done.reason,
            "by": done.by,
            "weeks": [
                {
                    "town": now.town,
                    "street": now.street,
                    "week": calendar.week_label(now.week),
                    "required": now.assessment.required if now.assessment else None,
                    "counted": now.assessment.counted if now.assessment else None,
                    "state": now.assessment.state if now.assessment else None,
                }
                for now in done.weeks
            ],
        },
    )


def _correction_state(state: str) -> str:
    return _("approved") if state == "approved" else _(FACT_STATES[state])
