"""Whom to remind of what, with the names to say it with.

Convention: the choice is that of `duties.rules.reminders`.
"""

from __future__ import annotations

from collections.abc import Mapping

from streetchief.duties.docket import names_of
from streetchief.duties.line import Span, lines_of, open_span
from streetchief.duties.rules.reminders import (
    Notice,
    Reminder,
    notices_of,
    reminder_of,
    worst_first,
)
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.register.directory import chosen_town
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.words import duty_name, tables_on
from streetchief.value import value
from streetchief.values.problems import Name


@value
class Reminders:
    """What each person is to be told, the most urgent first, with the names to say it with."""

    today: int
    notices: tuple[Notice, ...]
    places: Mapping[int, str]
    holders: Mapping[int, str]
    works: Mapping[str, Name]
    nobody: tuple[Reminder, ...]


def remind(office: Office, span: Span, *, town: str | None = None) -> Reminders:
    """Return one notice for each person who can still do what is needed in the running period."""
    here = known_then(office)
    with reading(office.ledger) as connection:
        place = chosen_town(here, town)
        lines = lines_of(here, open_span(here, span, place.key if place else None), span)
        found = [
            (line, reminder)
            for line in lines
            if (reminder := reminder_of(line.assessment, here.now)) is not None
        ]
        reminders = [reminder for _line, reminder in found]
        tables = tables_on(connection, here.today, here.as_of)
        holders = names_of(connection, {h for r in reminders for h in r.holders}, here.as_of)
        return Reminders(
            today=here.today,
            notices=notices_of(reminders),
            places={
                line.place.key: f"{'' if place else line.town_name}{line.place.name}"
                for line, _reminder in found
            },
            holders={key: holder.name for key, holder in holders.items()},
            works={
                r.duty: duty_name(tables, r.duty)
                for r in reminders
                if r.duty != PATROL or r.per_holder
            },
            nobody=tuple(r for r in worst_first(reminders) if not r.holders),
        )
