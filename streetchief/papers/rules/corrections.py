"""What an issued paper said and no longer holds, as values.

Convention: a change keeps both sides as they were printed, None where there was, or is now, no
line. `town` is named only in the county's paper, "" in a town's own. Once a change is printed, its
`after` is what the paper is held against.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.duties.rules.standing import MET, NOTHING_DUE
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate

OFFICER, DEPARTMENT, DUTY = "officer", "department", "duty"
"""Kinds of lines beside the streets: an officer's, a department's, another duty's."""


@value
class Verdict:
    """What a paper once said of a line: enough to see whether it still holds.

    `spots` (处) and `kilograms` are those of a department.
    """

    required: int
    counted: int
    state: str
    spots: int = 0
    kilograms: int = 0


@value
class StreetChange:
    """A street of an issued week that now reads otherwise; None where it has no line."""

    street: str
    identity: str
    before: Verdict | None
    after: Verdict | None
    backfilled_on: tuple[int, ...] = ()
    voided: bool = False
    town: str = ""


@value
class LineChange:
    """Another line of an issued week that now reads otherwise: `kind` says whose.

    `key` is what the line is known by between papers, `who` names it, `action` what was to be done.
    """

    kind: str
    key: str
    who: Name
    action: Name
    before: Verdict | None
    after: Verdict | None
    town: str = ""


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
    """What changed in a week after its paper was issued; items only when they did."""

    week: int
    changes: tuple[StreetChange, ...]
    rate_before: Rate
    rate_after: Rate
    lines: tuple[LineChange, ...] = ()
    items_before: ItemCounts | None = None
    items_after: ItemCounts | None = None


@value
class Tally:
    """What a month or year said of a line: periods due and met, patrols required and counted."""

    due: int
    met: int
    required: int
    counted: int


@value
class TallyChange:
    """A line of an issued month or year that now reads otherwise."""

    key: str
    who: Name
    before: Tally | None
    after: Tally | None


@value
class PeriodCorrection:
    """What changed in a month or a year after its paper was issued."""

    period: int
    changes: tuple[TallyChange, ...]
    rate_before: Rate
    rate_after: Rate
    items_before: ItemCounts | None = None
    items_after: ItemCounts | None = None


def rate_of(verdicts: Iterable[Verdict]) -> Rate:
    """Give met / due of verdicts.

    >>> rate_of([Verdict(required=2, counted=2, state="met"),
    ...          Verdict(required=0, counted=0, state="exempt")])
    Rate(part=1, whole=1)
    """
    rows = tuple(verdicts)
    return Rate(
        part=sum(row.state == MET for row in rows),
        whole=sum(row.state not in NOTHING_DUE for row in rows),
    )
