"""SQL of objections to verdicts (异议) and their answers.

Convention: an objection names the line it is about: place, duty, the period's number and, for a
duty judged by holder, the holder. An answer is a row of its own that names the objection.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from streetchief.ledger.journal import live
from streetchief.ledger.settings import keys
from streetchief.value import value


@value
class Answer:
    """What was answered to an objection; `recorded_at` is UTC seconds, `by` a holder or None."""

    number: int
    text: str
    by: int | None
    recorded_at: int


@value
class Objection:
    """A recorded objection; `period` is the number of a week (or month, as the duty has it)."""

    number: int
    place: int
    holder: int | None
    duty: str
    period: int
    text: str
    by: int | None
    recorded_at: int
    answers: tuple[Answer, ...] = ()

    @property
    def open(self) -> bool:
        """Whether nobody has answered it yet."""
        return not self.answers


def find_objections(
    connection: sqlite3.Connection,
    *,
    duty: str | None = None,
    period: int | None = None,
    places: Iterable[int] | None = None,
    as_of: int | None = None,
) -> list[Objection]:
    """Return the live objections that fit every condition given, with their answers, by number."""
    where, values = [live("o", as_of)], dict[str, str | int | None]()
    if duty is not None:
        where.append("o.duty = :duty")
        values["duty"] = duty
    if period is not None:
        where.append("o.week = :period")
        values["period"] = period
    if places is not None:
        where.append("o.place IN (SELECT value FROM json_each(:places))")
        values["places"] = keys(places)
    rows = connection.execute(
        "SELECT o.id, o.place, o.holder, o.duty, o.week, o.text, o.by, o.answer_of, j.recorded_at "
        f"FROM objection o JOIN journal j ON j.id = o.entry WHERE {' AND '.join(where)} "
        "ORDER BY o.id",
        values,
    ).fetchall()
    answers: dict[int, list[Answer]] = {}
    for id, *_line, text, by, answer_of, recorded_at in rows:
        if answer_of is not None:
            said = Answer(number=id, text=text, by=by, recorded_at=recorded_at)
            answers.setdefault(answer_of, []).append(said)
    return [
        Objection(
            number=id,
            place=place,
            holder=holder,
            duty=name,
            period=week,
            text=text,
            by=by,
            recorded_at=recorded_at,
            answers=tuple(answers.get(id, ())),
        )
        for id, place, holder, name, week, text, by, answer_of, recorded_at in rows
        if answer_of is None
    ]
