"""Changing the rules: a whole rulebook from a day on, or one field of one duty.

Convention: nothing is edited. A change is a new version with its first day; a period is judged by
what is in force on its own first day, so older ones keep their rules. A day in the past is
accepted, said, and the tally is counted again in the same transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from streetchief.days import calendar
from streetchief.days.unreadable import OUT_OF_RANGE
from streetchief.duties import tally
from streetchief.duties.verdicts import verdicts
from streetchief.errors import BadUsage, Refused
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office, acting
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.office.start import write_duty
from streetchief.register.names import resolve_place
from streetchief.register.records import find_places
from streetchief.rulebook.in_force import rulebook_on
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import NEUTRAL, DutyVersion, duty_on
from streetchief.rulebook.rules.read_duties import DUTY_FIELDS, field_problem
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.value import value
from streetchief.values.problems import Problem, say
from streetchief.values.register import TOWN, Place, within

FIXED = ("per", "period")
"""What a duty is; a rule with another one is another duty, with a name of its own."""

_COMPARED_WEEKS = 53
_LISTS = ("kinds", "counting_roles", "exempt_reasons", "months")
_FLAGS = ("active", "require_photo")
_NONE = ("none", "无", "不限")
_TRUE, _FALSE = ("true", "yes", "是"), ("false", "no", "否")


@value
class Governed:
    """A duty's first period under a change: its number, its kind and whether it has begun."""

    duty: str
    period: str
    number: int
    begun: bool


@value
class RuleChanged:
    """What a change of the rules did.

    `before` and `after` are the values of one field (None for a whole rulebook); `changed` counts
    the verdicts of finished weeks that are others now, `compared` those looked at; `ended` names
    duties a new rulebook does not have, `own_towns` towns whose own versions go before it.
    """

    number: int
    name: str
    since: int
    town: str | None
    field: str | None
    before: object
    after: object
    governed: tuple[Governed, ...]
    changed: int
    compared: int
    ended: tuple[str, ...] = ()
    own_towns: tuple[str, ...] = ()


def set_field(
    office: Office, what: str, said: str, since: int, *, town: str | None = None
) -> RuleChanged:
    """Write a new version of one field of a duty, `DUTY.FIELD`, from the day `since` on.

    For all towns, or for one. Raises `BadUsage` when `what` is no DUTY.FIELD, `Refused` for an
    unknown duty or field, a value that may not stand there, and a role or kind the rulebook does
    not have.
    """
    duty_name, dot, field = what.partition(".")
    if not dot or not duty_name or not field:
        raise BadUsage(
            _("{text} is no field of a duty.").format(text=what),
            _("Write it like patrol.required."),
        )
    _refuse_ungoverning(since)
    connection = office.connection
    with acting(office, "rulebook set") as entry:
        place = resolve_place(connection, town, kinds=(TOWN,)) if town is not None else None
        versions = find_versions(connection, name=duty_name)
        if not versions:
            known = dict.fromkeys(v.name for v in find_versions(connection))
            raise Refused(
                _("There is no duty {name}.").format(name=duty_name),
                _("Duties: {names}.").format(names=_(", ").join(known)),
            )
        new = read_value(field, said)
        _refuse_strangers(connection, field, new, since)
        key = place.key if place else None
        old = _field_on(versions, since, key, field)
        before = _states(office, duty_name, since, key)
        number = write_duty(
            entry, DutyVersion(name=duty_name, since=since, fields={field: new}, town=key)
        )
        _recount(office, entry, since, key)
        changed = _differences(office, duty_name, since, key, before)
        return RuleChanged(
            number=number,
            name=duty_name,
            since=since,
            town=place.name if place else None,
            field=field,
            before=old,
            after=new,
            governed=(_governed(office, duty_name, versions, since),),
            changed=changed,
            compared=len(before),
            own_towns=() if key is not None else _own_towns(connection, versions, field),
        )


def _refuse_ungoverning(since: int) -> None:
    """Refuse a first day after which the calendar has no whole month: such a rule governs nothing.

    Raises `BadUsage`.
    """
    if since > calendar.LAST_DAY - 31:
        raise BadUsage(
            _("{text} cannot be read as a date.").format(text=calendar.day_label(since)),
            _(OUT_OF_RANGE),
        )


def read_value(field: str, said: str) -> Any:
    """Read the value of a duty's field as typed: a number, true or false, a word, `none`, a list
    with commas, or a date for `until`. Raises `Refused` when it may not stand there.
    """
    if field in (*FIXED, "since"):
        raise Refused(
            _("The field {name} cannot be changed by itself.").format(name=field),
            _("The day is said with --from.")
            if field == "since"
            else _("Write a rulebook with another duty and apply it: streetchief rulebook apply."),
        )
    text = said.strip()
    value_said: Any = text
    if field == "until":
        value_said = None if text.lower() in _NONE else _day(text)
    elif field in _LISTS:
        parts = [p.strip() for p in text.replace("，", ",").replace("、", ",").split(",")]
        words = [p.strip("[]\"' ") for p in parts]
        words = [] if words in ([""], ["none"], ["无"]) else words
        value_said = tuple(int(w) if w.isdecimal() and len(w) < 12 else w for w in words)
    elif text.lower() in _NONE and field in ("max_delegated", "backfill_days"):
        value_said = None
    elif field in _FLAGS and text.lower() in (*_TRUE, *_FALSE):
        value_said = text.lower() in _TRUE
    elif text.removeprefix("-").isdecimal() and len(text) < 12:
        value_said = int(text)
    problem = field_problem(field, value_said)
    if problem is not None:
        raise _refusal(field, said, problem)
    return value_said


def _day(text: str) -> int:
    try:
        return calendar.day_of(date.fromisoformat(text))
    except ValueError:
        raise BadUsage(
            _("{text} cannot be read as a date.").format(text=text),
            _("Write it like 2026-09-01, or none."),
        ) from None


def _refusal(field: str, said: str, problem: Problem) -> Refused:
    reason = say(problem, _, language())
    cause = reason
    if field in DUTY_FIELDS:
        cause = _("{field} cannot be {text}: {reason}").format(
            field=field, text=said, reason=reason
        )
    return Refused(cause)


def _refuse_strangers(connection: sqlite3.Connection, field: str, new: Any, since: int) -> None:
    """Refuse roles and kinds of activity that the rulebook of that day does not have."""
    rulebook = rulebook_on(connection, since)
    known: Mapping[str, object]
    if field in ("role", "counting_roles"):
        known = rulebook.roles
        message = _("There is no role {name}.")
    elif field == "kinds":
        known = rulebook.kinds
        message = _("There is no kind of activity {name}.")
    else:
        return
    for word in [new] if isinstance(new, str) else new:
        if word not in known:
            raise Refused(
                message.format(name=word),
                _("Known are: {names}.").format(names=_(", ").join(known)),
            )


def apply_rulebook(office: Office, rulebook: Rulebook, since: int) -> RuleChanged:
    """Write a rulebook as the one in force from the day `since` on, with each of its duties.

    A duty the new rulebook does not have ends that day; a field it leaves out is at its default. A
    town's own versions stay and go before it. Raises `Refused` when a duty would become of
    another period or be judged by something else under the same name.
    """
    _refuse_ungoverning(since)
    connection = office.connection
    with acting(office, "rulebook apply") as entry:
        versions = find_versions(connection)
        _refuse_other_kinds(versions, rulebook)
        names = list(
            dict.fromkeys([*(v.name for v in versions), *(d.name for d in rulebook.duties)])
        )
        before = {name: _states(office, name, since, None) for name in names}
        number = entry.add(
            "rulebook", {"name": rulebook.name, "since": since, "text": rulebook.text}
        )
        for duty in rulebook.duties:
            write_duty(entry, _whole(duty, since))
        ended = []
        for name in names:
            own = [v for v in versions if v.name == name]
            if name not in {d.name for d in rulebook.duties} and _in_force(own, since):
                write_duty(entry, DutyVersion(name=name, since=since, fields={"active": False}))
                ended.append(name)
        _recount(office, entry, since, None)
        changed = sum(
            _differences(office, name, since, None, states) for name, states in before.items()
        )
        return RuleChanged(
            number=number,
            name=rulebook.name,
            since=since,
            town=None,
            field=None,
            before=None,
            after=None,
            governed=tuple(_governed(office, duty.name, [duty], since) for duty in rulebook.duties),
            changed=changed,
            compared=sum(map(len, before.values())),
            ended=tuple(ended),
            own_towns=_own_towns(connection, versions, None),
        )


def _whole(duty: DutyVersion, since: int) -> DutyVersion:
    """Return the duty with every field said, so that nothing of an older version shines through."""
    defaults = {
        name: getattr(NEUTRAL, name) for name in DUTY_FIELDS if name not in ("role", "per", "since")
    }
    first = max(since, duty.since)
    return DutyVersion(name=duty.name, since=first, fields={**defaults, **duty.fields})


def _in_force(versions: list[DutyVersion], day: int) -> bool:
    return duty_on(versions, day) is not None or any(v.since > day for v in versions)


def _refuse_other_kinds(versions: list[DutyVersion], rulebook: Rulebook) -> None:
    for duty in rulebook.duties:
        for old in versions:
            if old.name != duty.name or old.town is not None:
                continue
            for field, default in (("per", ""), ("period", "week")):
                was, will = old.fields.get(field), duty.fields.get(field, default)
                if was is not None and was != will:
                    raise Refused(
                        _("The duty {name} has {field} {was}, the new one {will}.").format(
                            name=duty.name, field=field, was=was, will=will
                        ),
                        _("Give the new duty a name of its own."),
                    )


def _field_on(versions: list[DutyVersion], day: int, town: int | None, field: str) -> object:
    held = sorted(
        (v for v in versions if v.since <= day and v.town in (None, town) and field in v.fields),
        key=lambda v: (v.town is not None, v.since),
    )
    return held[-1].fields[field] if held else getattr(NEUTRAL, field)


def _own_towns(
    connection: sqlite3.Connection, versions: list[DutyVersion], field: str | None
) -> tuple[str, ...]:
    keys = {v.town for v in versions if v.town is not None and (not field or field in v.fields)}
    return tuple(p.name for p in find_places(connection, among=[k for k in keys if k]))


def _governed(office: Office, name: str, versions: list[DutyVersion], since: int) -> Governed:
    """Return the first period whose first day is not before `since`."""
    period = next((v.fields["period"] for v in versions if "period" in v.fields), "week")
    if period == "month":
        number = calendar.month_of(since)
        number += calendar.days_of_month(number).start < since
        first = calendar.days_of_month(number).start
    else:
        number = calendar.week_of(since + 6)
        first = calendar.monday_of(number)
    return Governed(duty=name, period=str(period), number=number, begun=first <= office.today)


def _states(
    office: Office, name: str, since: int, town: int | None
) -> dict[tuple[int, int, int | None], str]:
    """Return the verdicts of the finished weeks that a change from `since` on may touch."""
    first = max(calendar.week_of(since + 6), office.this_week - _COMPARED_WEEKS)
    if first >= office.this_week or not _is_weekly(office.connection, name):
        return {}
    found = verdicts(office, name, range(first, office.this_week), town=town)
    return {(v.period, v.place, v.holder): v.state for v in found}


def _is_weekly(connection: sqlite3.Connection, name: str) -> bool:
    versions = find_versions(connection, name=name)
    return bool(versions) and not any(v.fields.get("period") == "month" for v in versions)


def _recount(office: Office, entry: EntryWriter, since: int, town: int | None) -> None:
    """Count the tally again from the first week a change from `since` on governs."""
    connection = entry.connection
    places: dict[int, Place] = {p.key: p for p in find_places(connection)}
    wanted = [key for key in places if town is None or within(places, key, town)]
    last = calendar.week_of(calendar.LAST_DAY)
    tally.recompute(connection, office.utc_to_local, wanted, calendar.week_of(since + 6), last)


def _differences(
    office: Office,
    name: str,
    since: int,
    town: int | None,
    before: dict[tuple[int, int, int | None], str],
) -> int:
    """Count the verdicts of finished weeks that are others than `before`."""
    after = _states(office, name, since, town)
    return sum(after.get(key) != before.get(key) for key in after.keys() | before.keys())
