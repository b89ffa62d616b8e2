"""Honours as sentences and tables.

Convention: a rate always stands beside its two numbers; over nothing it is "—".
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.days.spoken import describe_day
from streetchief.honours.acts import Coverages, HonourRow
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.safe import safe
from streetchief.output.table import Column, Table, Tone, lay_out
from streetchief.output.words import join
from streetchief.rulebook.rules.honour import HonourRule
from streetchief.values.problems import name_in
from streetchief.values.rates import rate_text

HONOUR_STEPS = {
    "applied": N_("applied for"),
    "assessed": N_("assessed"),
    "awarded": N_("awarded"),
    "revoked": N_("revoked"),
}


_TONES: dict[str, Tone] = {"awarded": "good", "revoked": "bad"}


def honour_lines(done: HonourRow) -> list[str]:
    """Say what was recorded, and whether the place holds the title now."""
    said = _("Recorded as number {number}: {place}, {honour}, {stage} on {day}.").format(
        number=done.step.id,
        place=_full(done.town.name if done.town else "", done.place.name),
        honour=name_in(done.rule.name, language()),
        stage=stage_word(done.step.kind),
        day=describe_day(done.step.on, language()),
    )
    if not done.state.titled:
        return [safe(said)]
    since = calendar.day_label(done.state.awarded_on or 0)
    grade = _grade_word(done.rule, done.state.grade)
    held = _("It holds the title since {day}{grade}.").format(
        day=since, grade=_(" ({grade})").format(grade=grade) if grade else ""
    )
    return [safe(said), safe("  " + held)]


def stage_word(stage: str) -> str:
    """Return the reader's word for a step."""
    return _(HONOUR_STEPS[stage]) if stage in HONOUR_STEPS else stage


def honours_table(rows: list[HonourRow]) -> Table:
    """Return where places stand, one row a place and honour."""
    return lay_out(
        name="honours",
        columns=(
            Column(key="honour", cell="rule.id"),
            Column(
                key="honour_name",
                title=N_("Honour"),
                cell=lambda row: name_in(row.rule.name, language()),
            ),
            Column(key="town", title=N_("Town"), cell="town.name"),
            Column(key="place", title=N_("Place"), cell="place.name"),
            Column(key="kind", cell="place.kind"),
            Column(key="stage", title=N_("Stage"), show=stage_word, cell="state.stage"),
            Column(key="titled", title=N_("Holds the title"), cell="state.titled"),
            Column(key="grade", cell=lambda row: row.state.grade or None),
            Column(
                key="grade_name",
                title=N_("Grade"),
                cell=lambda row: _grade_word(row.rule, row.state.grade) or None,
            ),
            Column(key="awarded_on", title=N_("Awarded"), kind="day", cell="state.awarded_on"),
            Column(key="last_on", title=N_("Last step"), kind="day", cell="state.last_on"),
            Column(key="by", title=N_("By")),
            Column(key="note", title=N_("Note"), cell=lambda row: row.step.note or None),
        ),
        things=rows,
        tone=lambda row: _TONES.get(row.state.stage, ""),
        title=_("Honours"),
        empty=_("No honour is recorded."),
    )


def coverage_table(found: Coverages) -> Table:
    """Return coverage, one row an honour and kind of place, with the places still without it."""
    where = found.town.name if found.town else _("all towns")
    return lay_out(
        name="honour-coverage",
        columns=(
            Column(key="honour", cell="rule.id"),
            Column(
                key="honour_name",
                title=N_("Honour"),
                cell=lambda row: name_in(row.rule.name, language()),
            ),
            Column(key="kind"),
            Column(key="kind_name", title=N_("Kind")),
            Column(key="titled", title=N_("Titled"), kind="number", cell="rate.part"),
            Column(key="total", title=N_("Of"), kind="number", cell="rate.whole"),
            Column(
                key="rate",
                title=N_("Coverage"),
                align="right",
                cell=lambda row: rate_text(row.rate),
            ),
            Column(key="missing", title=N_("Still without"), show=_few),
        ),
        things=found.rows,
        extra={"on": calendar.day_label(found.on), "town": found.town.name if found.town else None},
        title=_("Coverage of honours in {where}, {day}").format(
            where=where, day=describe_day(found.on, language())
        ),
        tone=lambda row: "good" if row.rate.whole and row.rate.part == row.rate.whole else "",
        empty=_("The rulebook has no honours."),
    )


def _grade_word(rule: HonourRule, grade: str) -> str:
    names = {choice.id: choice.name for choice in rule.grades}
    return name_in(names[grade], language()) if grade in names else grade


def _full(town: str, place: str) -> str:
    return f"{town}/{place}" if town and town != place else place


def _few(names: tuple[str, ...]) -> str:
    shown = join(names[:5])
    if len(names) > 5:
        return _("{names} and {count} more").format(names=shown, count=len(names) - 5)
    return shown or "—"
