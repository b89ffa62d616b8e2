"""Who may approve, verify or answer: a known person, and nobody for himself.

Source: docs/rules.md, "Who approves, verifies and answers".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from streetchief.value import value

Bar = Literal["for_himself", "own_work", "own_unit"]
"""Why somebody may not: it is for him, he took part in it, or a colleague of his did."""


@value
class Party:
    """Who decides on something or took part in it, with the key of the unit he belongs to."""

    holder: int | None
    unit: int | None = None


def find_bar(
    decider: Party,
    *,
    beneficiaries: Collection[int] = (),
    doers: Iterable[Party] = (),
    other_unit: bool = False,
) -> Bar | None:
    """Tell why the decider may not decide; None when he may.

    Not for himself, not on his own work, nor a unit on the work of its people. Somebody counts as
    his unit only where the unit itself did the work; with `other_unit` colleagues of whoever did
    it are barred as well.

    >>> mover, colleague = Party(holder=1, unit=9), Party(holder=2, unit=9)
    >>> find_bar(colleague, doers=[mover]), find_bar(colleague, doers=[mover], other_unit=True)
    (None, 'own_unit')
    """
    if decider.holder in beneficiaries:
        return "for_himself"
    for doer in doers:
        if decider.holder in (doer.holder, doer.unit):
            return "own_work"
        if decider.unit is None:
            continue
        if decider.unit == doer.holder:
            return "own_work"
        if other_unit and decider.unit == doer.unit:
            return "own_unit"
    return None
