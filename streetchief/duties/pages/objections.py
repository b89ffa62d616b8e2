"""Objections as a table, and what recording one answers.

Convention: the words of an objection are shown as they were given, made harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from streetchief.days import calendar
from streetchief.duties.objections import ListedObjection, Objected, Said
from streetchief.duties.pages.words import moment, period_label, period_words, place_title
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.blocks import INDENT
from streetchief.output.safe import safe
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import state_word


def objected_lines(done: Objected) -> tuple[str, ...]:
    """Say which verdict an objection was recorded to."""
    a = done.line.assessment
    what = place_title(done.line.town_name, done.line.place.name)
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
        number=found.said.answers[-1].number, objection=found.said.number
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
                cell=lambda row: row.said.number,
            ),
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Place")),
            Column(key="holder", title=N_("Officer")),
            Column(key="duty"),
            Column(
                key="period",
                title=N_("Week"),
                cell=lambda row: period_label("month" if row.monthly else "week", row.said.period),
            ),
            Column(key="by", title=N_("By"), cell=lambda row: row.said.by),
            Column(
                key="recorded_at",
                title=N_("When"),
                cell=lambda row: calendar.at_label(row.said.at),
            ),
            Column(key="text", title=N_("Objection"), cell=lambda row: row.said.text),
            Column(
                key="answers",
                title=N_("Answer"),
                show=_answer,
                cell=lambda row: tuple(answer.text for answer in row.said.answers),
            ),
        ),
        things=rows,
        empty=_("No objection is recorded."),
        tone=lambda row: "" if row.said.answers else "warn",
    )


def _answer(answers: tuple[str, ...]) -> str:
    return answers[-1] if answers else _("none yet")


def objection_lines(objections: Iterable[Said]) -> list[str]:
    """Return objections with their answers, each on a line of its own."""
    lines = []
    for said in objections:
        lines.append(INDENT + _told(_("No. {number}, {at}, {name}: {text}"), said))
        lines += [
            INDENT * 2 + _told(_("Answer No. {number}, {at}, {name}: {text}"), answer)
            for answer in said.answers
        ]
        if not said.answers:
            lines.append(INDENT * 2 + _("Not answered yet."))
    return lines


def _told(sentence: str, said: Said) -> str:
    name = said.by or _("name not given")
    return safe(sentence.format(number=said.number, at=moment(said.at), name=name, text=said.text))


def objection_data(said: Said) -> dict[str, Any]:
    """Return an objection and its answers as plain data."""
    return {**_said_data(said), "answers": [_said_data(answer) for answer in said.answers]}


def _said_data(said: Said) -> dict[str, Any]:
    return {
        "number": said.number,
        "text": said.text,
        "by": said.by,
        "recorded_at": calendar.at_label(said.at),
    }
