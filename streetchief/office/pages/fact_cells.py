"""The cells of a fact, read for a sentence.

Convention: a cell that is empty, or not there, is "" as text and None as a number; the name of what
a reference means goes before its key.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.locale.text import gettext as _
from streetchief.office.history import FactView


def text_of(fact: FactView, column: str) -> str:
    """Return a cell as text: the name of what it refers to, if it refers to anything."""
    value = fact.names.get(column, fact.values.get(column))
    return "" if value is None else str(value)


def number_of(fact: FactView, column: str) -> int | None:
    """Return a cell as a whole number."""
    value = fact.values.get(column)
    return value if isinstance(value, int) else None


def day_of(fact: FactView, column: str) -> str:
    """Return a cell that is a day as its ISO date."""
    on = number_of(fact, column)
    return "" if on is None else calendar.day_label(on)


def joined(*parts: str) -> str:
    """Return the parts that say something as one list of the reader's language."""
    return _(", ").join(part for part in parts if part)
