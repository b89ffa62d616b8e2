"""What an issued paper said and no longer holds, as values.

Convention: a change keeps both sides as they were printed, None where there was, or is now, no
line. `town` is named only in the county's paper, "" in a town's own. Once a change is printed, its
`after` is what the paper is held against.
"""

from __future__ import annotations

from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate

STREET, OFFICER, DEPARTMENT, DUTY = "street", "officer", "department", "duty"
"""Kinds of lines: a street's, an officer's, a department's, another duty's."""


@value
class LineCounts:
    """What a paper once said of a line: enough to see whether it still holds.

    `due` and `met` count the weeks or months of the paper. A week's line has its `state`, and a
    department's what it did: `spots` (处) and `kilograms`.
    """

    due: int
    met: int
    required: int
    counted: int
    state: str = ""
    spots: int = 0
    kilograms: int = 0


@value
class Change:
    """A line of an issued paper that now reads otherwise.

    `key` is what the line is known by between papers, `who` names it, `action` what was to be done.
    Of a street in one week it is known why: entered late on those days, or a patrol `voided`.
    """

    kind: str
    key: str
    who: Name
    action: Name
    town: str
    before: LineCounts | None
    after: LineCounts | None
    backfilled_on: tuple[int, ...] = ()
    voided: bool = False


@value
class ItemCounts:
    """What a paper said of problems, in items (件)."""

    opened: int = 0
    fixed_on_spot: int = 0
    assigned: int = 0
    due: int = 0
    closed: int = 0
    closed_in_time: int = 0
    overdue: int = 0
    reopened: int = 0

    @property
    def close_rate(self) -> Rate:
        return Rate(part=self.closed, whole=self.due)

    @property
    def on_time_close_rate(self) -> Rate:
        return Rate(part=self.closed_in_time, whole=self.due)


@value
class Correction:
    """What changed in a week, a month or a year after its paper was issued.

    The rates are those of the streets; items only when they changed.
    """

    period: int
    changes: tuple[Change, ...]
    rate_before: Rate
    rate_after: Rate
    items_before: ItemCounts | None = None
    items_after: ItemCounts | None = None
