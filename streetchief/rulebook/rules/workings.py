"""The workings of a verdict, shown to whoever doubts it: the formula and where a rule comes from.

Convention: texts made here are arithmetic only, so that they read alike in every language.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.rulebook.rules.duty import BASIS_FIELDS, NEUTRAL, Duty, DutyVersion, required_count
from streetchief.value import value


@value
class FieldOrigin:
    """A field of a duty that differs from its default, and the day from which it does."""

    name: str
    value: object
    default: object
    since: int


def formula(duty: Duty, available: int, length: int) -> str:
    """Write how many are required, with its numbers: N, the available days, the days in all.

    >>> two = Duty(name="patrol", role="deputy_chief", per="street")
    >>> formula(two, 4, 7)
    'ceil(2 × 4 / 7) = 2'
    >>> formula(Duty(name="x", role="r", per="street", required=9, max_per_day=1), 4, 7)
    'min(ceil(9 × 4 / 7), 4 × 1) = 4'
    >>> formula(Duty(name="x", role="r", per="street", partial="waive"), 4, 7)
    '4 < 7 → 0'
    >>> formula(Duty(name="x", role="r", per="street", partial="full"), 4, 7)
    '4 > 0 → 2'
    """
    required = required_count(duty, available, length)
    if duty.partial == "ceil":
        asked = f"ceil({duty.required} × {available} / {length})"
        if duty.max_per_day > 0:
            asked = f"min({asked}, {available} × {duty.max_per_day})"
        return f"{asked} = {required}"
    if duty.partial == "waive":
        condition = f"{available} {'<' if available < length else '='} {length}"
    else:
        condition = f"{available} {'>' if available else '='} 0"
    asked = str(duty.required)
    if duty.max_per_day > 0:
        asked = f"min({duty.required}, {available} × {duty.max_per_day}) = {required}"
    return f"{condition} → {asked if required else 0}"


def origins(
    versions: Iterable[DutyVersion], duty: Duty, day: int, town: int | None
) -> tuple[FieldOrigin, ...]:
    """Return the fields of `duty` that differ from the default, each with its first day.

    `versions` are all versions of that duty in the order recorded, `day` the first day of the
    period it judged. The first day of a field is that of the version whose value holds.

    >>> first = DutyVersion(
    ...     name="patrol", since=100, fields={"role": "deputy_chief", "per": "street"}
    ... )
    >>> daily = DutyVersion(name="patrol", since=107, fields={"max_per_day": 1})
    >>> duty = Duty(name="patrol", role="deputy_chief", per="street", max_per_day=1)
    >>> origins([first, daily], duty, 110, None)
    (FieldOrigin(name='max_per_day', value=1, default=0, since=107),)
    """
    since = field_days(versions, day, town)
    return tuple(
        FieldOrigin(
            name=name,
            value=getattr(duty, name),
            default=getattr(NEUTRAL, name),
            since=since.get(name, duty.since),
        )
        for name in BASIS_FIELDS
        if getattr(duty, name) != getattr(NEUTRAL, name)
    )


def field_days(versions: Iterable[DutyVersion], day: int, town: int | None) -> dict[str, int]:
    """Return for each field that a version sets the day since when it is as it is on `day`.

    The order is that of `duties.duty_on`: the day, then the order recorded, a town's own last. A
    version that says again what held already changes no day.

    >>> asked = [DutyVersion(name="x", since=day, fields={"required": n})
    ...          for day, n in ((1, 2), (8, 3), (15, 3))]
    >>> field_days(asked, 20, None)
    {'required': 8}
    """
    held = [v for v in versions if v.since <= day and v.town in (None, town)]
    held.sort(key=lambda v: (v.town is not None, v.since))
    known: dict[str, tuple[object, int]] = {}
    for version in held:
        for name, value_said in version.fields.items():
            if name not in known or known[name][0] != value_said:
                known[name] = (value_said, version.since)
    return {name: since for name, (_value, since) in known.items()}
