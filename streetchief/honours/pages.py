"""Honours as sentences and tables.

Convention: a rate always stands beside its two numbers; over nothing it is "—".
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.days.spoken import describe_day
from streetchief.honours.acts import Coverages, HonourDone, HonourRow
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.safe import safe
from streetchief.output.table import Column, Table, Tone
from streetchief.output.words import join
from streetchief.values.problems import name_in
from streetchief.values.rates import rate_text

HONOUR_STEPS = {
    "applied": N_("applied for"),
    "assessed": N_("assessed"),
    "awarded": N_("awarded"),
    "revoked": N_("revoked"),
}


_TONES: dict[str, Tone] = {"awarded": "good", "revoked": "bad"}


def honour_lines(done: HonourDone) -> list[str]:
    """Say what was recorded, and whether the place holds the title now."""
    said = _("Recorded as number {number}: {place}, {honour}, {stage} on {day}.").format(
        number=done.number,
        place=_full(done.town.name if done.town else "", done.place.name),
        honour=name_in(done.rule.name, language()),
        stage=stage_word(done.step.kind),
        day=describe_day(done.step.on, language()),
    )
    if not done.state.titled:
        return [safe(said)]
    since = calendar.day_label(done.state.awarded_on or 0)
    grade = _grade_word(done.rule.grades, done.state.grade)
    held = _("It holds the title since {day}{grade}.").format(
        day=since, grade=_(" ({grade})").format(grade=grade) if grade else ""
    )
    return [safe(said), safe("  " + held)]


def stage_word(stage: str) -> str:
    """Return the reader's word for a step."""
    return _(HONOUR_STEPS[stage]) if stage in HONOUR_STEPS else stage


def honours_table(rows: list[HonourRow]) -> Table:
    """Return where places stand, one row a place and honour."""
    return Table(
        name="honours",
        columns=(
            Column(key="honour"),
            Column(key="honour_name", title=_("Honour")),
            Column(key="town", title=_("Town")),
            Column(key="place", title=_("Place")),
            Column(key="kind"),
            Column(key="stage", title=_("Stage"), show=stage_word),
            Column(key="titled", title=_("Holds the title"), show=_yes_or_no),
            Column(key="grade"),
            Column(key="grade_name", title=_("Grade")),
            Column(key="awarded_on", title=_("Awarded")),
            Column(key="last_on", title=_("Last step")),
            Column(key="by", title=_("By")),
            Column(key="note", title=_("Note")),
        ),
        rows=tuple(
            (
                row.rule.id,
                name_in(row.rule.name, language()),
                row.town.name if row.town else None,
                row.place.name,
                row.place.kind,
                row.state.stage,
                row.state.titled,
                row.state.grade or None,
                _grade_word(row.rule.grades, row.state.grade) or None,
                _day(row.state.awarded_on),
                _day(row.state.last_on),
                row.by,
                row.note or None,
            )
            for row in rows
        ),
        tones=tuple(_TONES.get(row.state.stage, "") for row in rows),
        title=_("Honours"),
        empty=_("No honour is recorded."),
    )


def coverage_table(found: Coverages) -> Table:
    """Return coverage, one row an honour and kind of place, with the places still without it."""
    where = found.town.name if found.town else _("all towns")
    return Table(
        name="honour-coverage",
        columns=(
            Column(key="honour"),
            Column(key="honour_name", title=_("Honour")),
            Column(key="kind"),
            Column(key="kind_name", title=_("Kind")),
            Column(key="titled", title=_("Titled"), kind="number"),
            Column(key="total", title=_("Of"), kind="number"),
            Column(key="rate", title=_("Coverage"), align="right"),
            Column(key="missing", title=_("Still without"), show=_few),
        ),
        rows=tuple(
            (
                row.rule.id,
                name_in(row.rule.name, language()),
                row.place_kind,
                row.kind_name,
                row.rate.part,
                row.rate.whole,
                rate_text(row.rate),
                row.missing,
            )
            for row in found.rows
        ),
        extra={"on": calendar.day_label(found.on), "town": found.town.name if found.town else None},
        title=_("Coverage of honours in {where}, {day}").format(
            where=where, day=describe_day(found.on, language())
        ),
        tones=tuple(
            "good" if row.rate.whole and row.rate.part == row.rate.whole else ""
            for row in found.rows
        ),
        empty=_("The rulebook has no honours."),
    )


def _grade_word(grades: tuple[object, ...], grade: str) -> str:
    from streetchief.rulebook.rules.list import Choice

    for choice in grades:
        if isinstance(choice, Choice) and choice.id == grade:
            return name_in(choice.name, language())
    return grade


def _full(town: str, place: str) -> str:
    return f"{town}/{place}" if town and town != place else place


def _day(day: int | None) -> str | None:
    return None if day is None else calendar.day_label(day)


def _yes_or_no(held: bool) -> str:
    return _("yes") if held else _("no")


def _few(names: tuple[str, ...]) -> str:
    shown = join(names[:5])
    if len(names) > 5:
        return _("{names} and {count} more").format(names=shown, count=len(names) - 5)
    return shown or "—"
