"""Objections as a table, and what recording one answers.

Convention: the words of an objection are shown as they were given, made harmless.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.duties.objections import ListedObjection, Objected
from streetchief.duties.pages.explain_data import period_label
from streetchief.duties.pages.words import period_words, place_title
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table
from streetchief.output.words import state_word


def objected_lines(done: Objected) -> tuple[str, ...]:
    """Say which verdict an objection was recorded to."""
    a = done.assessment
    what = place_title(done.town, done.place)
    if done.holder is not None:
        what = _("{person} in {place}").format(person=done.holder, place=what)
    return (
        _("Objection number {number} recorded: {what}, {period}.").format(
            number=done.number, what=what, period=period_words(a.duty.period, a.period)
        ),
        _("The verdict stands: {state}, required {required}, counted {counted}.").format(
            state=state_word(a.state), required=a.required, counted=a.counted
        ),
    )


def answered_line(found: ListedObjection) -> str:
    """Say which objection was answered."""
    return _("Answer number {number} to objection number {objection} recorded.").format(
        number=found.told.answers[-1].number, objection=found.told.said.number
    )


def objection_table(rows: Sequence[ListedObjection]) -> Table:
    """Return objections as rows; of several answers the last is shown to people."""
    return Table(
        name="objection",
        columns=(
            Column(key="number", title=_("Number"), kind="number"),
            Column(key="town", title=_("Town")),
            Column(key="place", title=_("Place")),
            Column(key="holder", title=_("Officer")),
            Column(key="duty"),
            Column(key="period", title=_("Week")),
            Column(key="by", title=_("By")),
            Column(key="recorded_at", title=_("When")),
            Column(key="text", title=_("Objection")),
            Column(key="answers", title=_("Answer"), show=_answer),
        ),
        rows=tuple(
            (
                row.told.said.number,
                row.town,
                row.place,
                row.holder,
                row.duty,
                period_label("month" if row.monthly else "week", row.told.period),
                row.told.said.by,
                calendar.at_label(row.told.said.at),
                row.told.said.text,
                tuple(answer.text for answer in row.told.answers),
            )
            for row in rows
        ),
        empty=_("No objection is recorded."),
        tones=tuple("warn" if row.open else "" for row in rows),
    )


def _answer(answers: tuple[str, ...]) -> str:
    return answers[-1] if answers else _("none yet")
