"""Is this walk already there? One answer for one typed in, a line of a sheet and a row of a file.

The same person, street and start are the same walk. What differs then is told, never dropped.
Source: docs/rules.md, "What is refused".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from streetchief.locale.text import N_
from streetchief.value import value

Answer = Literal["there", "completes", "contradicts"]

Detail = str | int | bool | None

DETAILS = {
    "minutes": N_("the minutes"),
    "metres": N_("the metres"),
    "note": N_("the note"),
    "approved": N_("the approval"),
}
"""What a walk says beside its street, person and start, in the words of a sentence."""


@value
class Sameness:
    """What becomes of a walk whose street, person and start are recorded; `details` say by what."""

    answer: Answer
    details: tuple[str, ...] = ()


def compare_walk(known: Mapping[str, Detail], said: Mapping[str, Detail]) -> Sameness:
    """Compare what is said of a walk with what is recorded of it, detail by detail.

    What is not said is no difference. What contradicts weighs more than what completes.

    >>> compare_walk({"minutes": 30}, {"minutes": 30, "note": None})
    Sameness(answer='there', details=())
    >>> compare_walk({"minutes": 30}, {"minutes": 30, "note": "all well"})
    Sameness(answer='completes', details=('note',))
    >>> compare_walk({"minutes": 30}, {"minutes": 45, "note": "all well"})
    Sameness(answer='contradicts', details=('minutes',))
    """
    differing = [name for name, detail in said.items() if detail and known.get(name) != detail]
    against = tuple(name for name in differing if known.get(name))
    if against:
        return Sameness(answer="contradicts", details=against)
    if differing:
        return Sameness(answer="completes", details=tuple(differing))
    return Sameness(answer="there")
