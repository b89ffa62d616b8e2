"""An explanation: every figure of a line and what it rests on, as values ready to be shown.

Convention: instants are local seconds, days are days; record numbers are those that `log`,
`exempt` and `history` print. What a note says is private and is not here.
"""

from __future__ import annotations

from streetchief.duties.rules.standing import Assessment
from streetchief.rulebook.rules.workings import FieldOrigin
from streetchief.value import value
from streetchief.values.problems import Name

NO_LINE = "no_line"
"""Why a person's activity is on no line: no duty judges that place, or that kind, then."""


@value
class EntryTold:
    """A patrol of a line: who, when, by which right, written down when, counted or why not.

    `for_chief` names whom a delegate patrolled for; `marks` are those
    of its journal entry.
    """

    number: int
    street: str
    person: str
    started_at: int
    recorded_at: int
    minutes: int | None
    metres: int | None
    photos: int
    kind: str
    right: str | None
    reason: str | None
    deemed: bool
    backfilled: bool
    approved_by: str | None
    for_chief: str | None
    marks: tuple[str, ...]
    site: str

    @property
    def counts(self) -> bool:
        return self.reason is None


@value
class ExemptionTold:
    """An exemption that touches the period: first and last day, for whom, approved by whom.

    `used` tells whether the duty takes its reason.
    """

    number: int
    first: int
    last: int
    reason: str
    whom: str
    of_holder: bool
    approved_by: str | None
    used: bool


@value
class DelegationTold:
    """A delegation that touches the period."""

    number: int
    first: int
    last: int
    chief: str
    delegate: str


@value
class DayTold:
    """A day of the period: open, who holds it, exempt by which records, patrols counted.

    `away` are the holders who are exempt themselves that day; the day is available all the same
    when another holds it or a delegate is recorded.
    """

    day: int
    open: bool
    holders: tuple[str, ...]
    exempt: bool
    reasons: tuple[str, ...]
    exemptions: tuple[int, ...]
    available: bool
    counted: int
    away: tuple[str, ...] = ()


@value
class VoidTold:
    """A patrol that was recorded and holds no more."""

    number: int
    person: str
    street: str
    started_at: int
    voided_at: int
    reason: str | None


@value
class Said:
    """An objection or an answer: its number, words, who and when (local seconds)."""

    number: int
    text: str
    by: str | None
    at: int


@value
class ObjectionTold:
    """An objection with its answers; `period` is the number of the week (or month)."""

    period: int
    said: Said
    answers: tuple[Said, ...]


@value
class LineExplained:
    """A line with everything it rests on.

    `required_since` is the day from which N is as it is, `fields` what differs from the default.
    `room` is what could still count, None for no limit or when the period is over; `days_left` is
    None when it is over.
    """

    duty: str
    title: Name
    role: Name
    town: str
    place: str
    holder: str | None
    assessment: Assessment
    days: tuple[DayTold, ...]
    formula: str
    required_since: int
    fields: tuple[FieldOrigin, ...]
    entries: tuple[EntryTold, ...]
    exemptions: tuple[ExemptionTold, ...]
    delegations: tuple[DelegationTold, ...]
    voided: tuple[VoidTold, ...]
    days_left: tuple[int, ...] | None
    room: int | None
    unmet_weeks: int
    last_patrol_on: int | None
    objections: tuple[ObjectionTold, ...]

    @property
    def quota(self) -> int:
        """N, the whole number before days are taken out."""
        return self.assessment.duty.required


@value
class PostTold:
    """A post of a person in the period: the place, the role, the first and last day, days held."""

    town: str
    place: str
    role: Name
    since: int
    until: int | None
    days: int


@value
class Explanation:
    """What `explain` found: of a place its lines, of a person his posts, own lines and streets.

    `walks` are all of a person's patrols of the period, on whichever street, each as its line
    has it. `as_of` is local seconds, None for now.
    """

    subject: str
    town: str
    kind: str
    week: int
    month: int
    now: int
    as_of: int | None
    lines: tuple[LineExplained, ...]
    posts: tuple[PostTold, ...] = ()
    walks: tuple[EntryTold, ...] = ()
