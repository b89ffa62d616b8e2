"""The one rule: how often a place or a holder must be seen to, and how the rule changes.

Convention: a *period* is the integer number of a week or a month, days are those of
`days.calendar`. Whom a duty judges is in `duties.rules.charge`, which patrols count in
`duties.rules.counting`.

Source: docs/mechanisms.md, row 33, 原则上每周巡查不少于2次; every open question of that sentence
is a field of `Duty`, whose default is the literal, lenient reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from streetchief.days import calendar
from streetchief.value import value

PATROL, GENERAL_CHIEF = "patrol", "general_chief"
"""The names of the street duty and of the general chief's duty."""


REASONS = ("leave", "sick", "business", "emergency", "weather", "closure", "other")
"""Why days may be taken out of a duty; papers print only 经批准免巡."""


@value
class Duty:
    """A recurring obligation, one version of it.

    `per` is the kind of place that has the verdict (`street`, `zone`, …) or `holder`, when each
    holder of `role` is judged by himself over the whole place he holds it for. `kinds` are the
    activity kinds that count, the first its own, the others deemed (视同巡查). `since`/`until` are
    days, half-open; a period is judged by the version in force on its first day.
    """

    name: str
    role: str
    per: str
    kinds: tuple[str, ...] = ("patrol",)
    period: str = "week"
    required: int = 2
    since: int = 0
    until: int | None = None
    active: bool = True
    counting_roles: tuple[str, ...] = ()
    max_delegated: int | None = None
    max_per_day: int = 0
    min_gap_hours: int = 0
    min_minutes: int = 0
    min_metres: int = 0
    require_photo: bool = False
    backfill_days: int | None = None
    exempt_reasons: tuple[str, ...] = REASONS
    partial: str = "ceil"
    slack_days: int = 1
    months: tuple[int, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles whose holders' patrols count."""
        return self.counting_roles or (self.role,)


NEUTRAL = Duty(name="", role="", per="street")
"""A duty with every optional field at its default, to tell what a town has changed."""

BASIS_FIELDS = (
    "counting_roles",
    "max_delegated",
    "max_per_day",
    "min_gap_hours",
    "min_minutes",
    "min_metres",
    "require_photo",
    "backfill_days",
    "exempt_reasons",
    "partial",
    "slack_days",
    "months",
)
"""The fields whose departure from the default is printed on every paper."""


def period_days(duty: Duty, period: int) -> range:
    """Return the days of the duty's period number `period`."""
    if duty.period == "month":
        return calendar.days_of_month(period)
    return calendar.days_of_week(period)


@value
class DutyVersion:
    """Some fields of a duty from `since` on, as one record of the ledger says it.

    `town` is the key of the one town it is for, None for all. Versions come in the order they
    were recorded.
    """

    name: str
    since: int
    fields: Mapping[str, Any]
    town: int | None = None


def duty_on(versions: Iterable[DutyVersion], day: int, town: int | None = None) -> Duty | None:
    """Put together the duty as it stands on `day` in `town`; None when none is in force.

    Each field has the value of the last version that began at or before `day`; of two that began
    on one day the later record holds; a town's own version goes before one for all towns. A duty
    that is over, switched off or out of season is not in force.

    >>> first = DutyVersion(
    ...     name="patrol", since=100, fields={"role": "deputy_chief", "per": "street"}
    ... )
    >>> raised = DutyVersion(name="patrol", since=107, fields={"required": 3})
    >>> [duty_on([first, raised], day) and duty_on([first, raised], day).required
    ...  for day in (99, 100, 106, 107)]
    [None, 2, 2, 3]
    """
    held = [v for v in versions if v.since <= day and v.town in (None, town)]
    if not any(v.town is None for v in held):
        return None
    held.sort(key=lambda v: (v.town is not None, v.since))
    fields: dict[str, Any] = {}
    for version in held:
        fields.update(version.fields)
    if "role" not in fields or "per" not in fields:
        return None
    duty = Duty(name=held[0].name, **{**fields, "since": max(v.since for v in held)})
    if not duty.active or (duty.until is not None and day >= duty.until):
        return None
    if duty.months and calendar.date_of(day).month not in duty.months:
        return None
    return duty


def judged_kinds(versions: Iterable[DutyVersion], activity: str | None = None) -> tuple[str, ...]:
    """Return the kinds of place that duties judge, in the order recorded.

    With `activity` only those of duties that take that kind of activity.

    >>> reach = {"role": "river_chief", "per": "reach", "kinds": ("patrol",)}
    >>> judged_kinds([DutyVersion(name="patrol", since=0, fields=reach)], "patrol")
    ('reach',)
    """
    taken: dict[str, tuple[str, ...]] = {}
    kinds: dict[str, None] = {}
    for version in versions:
        taken[version.name] = version.fields.get("kinds", taken.get(version.name, NEUTRAL.kinds))
        per = version.fields.get("per", "holder")
        if per != "holder" and (activity is None or activity in taken[version.name]):
            kinds[per] = None
    return tuple(kinds)


def required_count(duty: Duty, available: int, length: int) -> int:
    """Return how many patrols `available` days of a period of `length` days ask for.

    `ceil(N x D / length)`, and at most what `max_per_day` lets count on those days.

    >>> two = Duty(name="patrol", role="deputy_chief", per="street")
    >>> [required_count(two, days, 7) for days in range(8)]
    [0, 1, 1, 1, 2, 2, 2, 2]
    """
    if available <= 0:
        return 0
    if duty.partial == "full":
        required = duty.required
    elif duty.partial == "waive":
        required = duty.required if available >= length else 0
    else:
        required = -(-duty.required * available // length)
    if duty.max_per_day > 0:
        required = min(required, available * duty.max_per_day)
    return required
