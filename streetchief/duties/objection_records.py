"""SQL of objections to verdicts (异议) and their answers.

Convention: an objection names the line it is about: place, duty, the period's number and, for a
duty judged by holder, the holder. An answer is a row of its own that names the objection.
"""

from __future__ import annotations

import sqlite3

from streetchief.ledger.journal import live
from streetchief.value import replace, rows_of, value


@value
class Objection:
    """An objection or an answer to one; `period` is the number of a week (or month, as the duty
    has it), `recorded_at` UTC seconds, `by` a holder or None."""

    number: int
    place: int
    holder: int | None
    duty: str
    period: int
    text: str
    by: int | None
    recorded_at: int
    answer_of: int | None
    answers: tuple[Objection, ...] = ()

    @property
    def open(self) -> bool:
        """Whether nobody has answered it yet."""
        return not self.answers


def find_objections(connection: sqlite3.Connection, *, as_of: int | None = None) -> list[Objection]:
    """Return the live objections with their answers, by number."""
    rows = connection.execute(
        "SELECT o.id AS number, o.place, o.holder, o.duty, o.week AS period, o.text, o.by, "
        "j.recorded_at, o.answer_of FROM objection o JOIN journal j ON j.id = o.entry "
        f"WHERE {live('o', as_of)} ORDER BY o.id"
    )
    said = rows_of(rows, Objection)
    answers: dict[int | None, list[Objection]] = {}
    for row in said:
        answers.setdefault(row.answer_of, []).append(row)
    return [
        replace(row, answers=tuple(answers.get(row.number, ()))) for row in answers.get(None, ())
    ]
