"""The four clearances: what was found, cleared and is left, per village and kind (四清零).

The convention to know: zero means that **every** measure is zero, the number of buildings as well
as their square metres (绝不留一处、绝不留一平方米). What was never recorded is not zero.
Source: docs/mechanisms.md, row 20.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from streetchief.items.rules.figures import Row
from streetchief.rulebook.rules.list import ListRule
from streetchief.value import value


@value
class Left:
    """One measure: found, cleared and what is left; `found` is None when it was never recorded."""

    measure: str
    found: int | None
    cleared: int


@value
class Clearance:
    """A village and a kind. `items` is 0 where nobody has looked yet, which is not zero."""

    place: int
    category: str
    items: int
    lefts: tuple[Left, ...]


def left(measure: Left) -> int | None:
    """Give what is left of a measure; None when it was never recorded.

    >>> left(Left(measure="area", found=12550, cleared=12000))
    550
    """
    return None if measure.found is None else measure.found - measure.cleared


def is_zero(clearance: Clearance) -> bool:
    """Tell whether a kind is cleared to zero in a village: looked at, and no measure has any left.

    >>> found = Left(measure="count", found=3, cleared=3)
    >>> area = Left(measure="area", found=12550, cleared=12549)
    >>> is_zero(Clearance(place=1, category="illegal", items=1, lefts=(found, area)))
    False
    """
    return clearance.items > 0 and all(left(measure) == 0 for measure in clearance.lefts)


def assess_clearances(
    rule: ListRule, places: Sequence[int], rows: Iterable[Row]
) -> tuple[Clearance, ...]:
    """Add up every kind in every village, those without an item included.

    Starts from the register (`places`) and the rule's categories, not from the items. A measure
    that any item left out is unknown for the whole village. Void items do not count.
    """
    members: dict[tuple[int | None, str], list[Row]] = {}
    for row in rows:
        if row[1].side != "void":
            members.setdefault((row[0].place, row[0].category), []).append(row)
    return tuple(
        Clearance(
            place=place,
            category=category.id,
            items=len(members.get((place, category.id), ())),
            lefts=tuple(
                _add_up(measure.id, members.get((place, category.id), []))
                for measure in rule.measures
            ),
        )
        for place in places
        for category in rule.categories
    )


def _add_up(measure: str, rows: list[Row]) -> Left:
    found: int | None = 0 if rows else None
    cleared = 0
    for _, state in rows:
        amounts = {q.side: q.amount for q in state.quantities if q.measure == measure}
        cleared += amounts.get("cleared", 0)
        more = amounts.get("found")
        found = None if found is None or more is None else found + more
    return Left(measure=measure, found=found, cleared=cleared)
