"""Objections as a table, and what recording one answers.

Convention: the words of an objection are shown as they were given, made harmless.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.duties.objections import ListedObjection, Objected
from streetchief.duties.pages.explain_data import period_label
from streetchief.duties.pages.words import period_words, place_title
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, lay_out
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
    return lay_out(
        name="objection",
        columns=(
            Column(
                key="number",
                title=N_("Number"),
                kind="number",
                cell=lambda row: row.told.said.number,
            ),
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Place")),
            Column(key="holder", title=N_("Officer")),
            Column(key="duty"),
            Column(
                key="period",
                title=N_("Week"),
                cell=lambda row: period_label("month" if row.monthly else "week", row.told.period),
            ),
            Column(key="by", title=N_("By"), cell=lambda row: row.told.said.by),
            Column(
                key="recorded_at",
                title=N_("When"),
                cell=lambda row: calendar.at_label(row.told.said.at),
            ),
            Column(key="text", title=N_("Objection"), cell=lambda row: row.told.said.text),
            Column(
                key="answers",
                title=N_("Answer"),
                show=_answer,
                cell=lambda row: tuple(answer.text for answer in row.told.answers),
            ),
        ),
        things=rows,
        empty=_("No objection is recorded."),
        tone=lambda row: "warn" if row.open else "",
    )


def _answer(answers: tuple[str, ...]) -> str:
    return answers[-1] if answers else _("none yet")
