"""Whom to remind of what in the running period: the choice, without a word of text.

Convention: a reminder is about one charge (a street, or a general chief in his town) that still
needs patrols; a notice puts together all reminders of one holder, worst first. `now` is local
seconds; days are the integers of `days.calendar`.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.days.calendar import DAY
from streetchief.duties.rules.charge import Charge, DayFact, day_facts
from streetchief.duties.rules.standing import (
    AT_RISK,
    ON_TRACK,
    UNREACHABLE,
    WORST_FIRST,
    Assessment,
)
from streetchief.rulebook.rules.duty import Duty, period_days
from streetchief.value import value

RUNNING = (UNREACHABLE, AT_RISK, ON_TRACK)
"""The states worth a reminder: the period is not over and something is still needed."""


@value
class Reminder:
    """A charge that still needs patrols in the running period.

    `holders` are those who can still make them: on each day left the holders who are not exempt
    themselves, when all are their recorded delegates; first come those of the first day.
    `needed` and `required` are patrols (次). `days_left` counts the days, today included, on which
    a patrol is due and can still count; `last_day` is the last of them, None when there is none.
    `duty` is the name of the duty, `period` its kind (week or month), `per_holder` whether the
    holder himself is judged.
    """

    place: int
    holders: tuple[int, ...]
    needed: int
    required: int
    state: str
    days_left: int
    last_day: int | None
    duty: str = ""
    period: str = "week"
    per_holder: bool = False


@value
class Notice:
    """Everything one holder is to be told: his reminders, worst first."""

    holder: int
    reminders: tuple[Reminder, ...]

    @property
    def state(self) -> str:
        """The worst of its reminders."""
        return self.reminders[0].state


def reminder_of(assessment: Assessment, now: int) -> Reminder | None:
    """Say what is still to do on a charge, or None when there is nothing to remind of.

    `assessment` is that of the charge at `now`. Nothing: required is met, nothing was due, or the
    period is over. When every day left is exempt but a patrol on one would count, those days are
    the days left, as the standing has it.
    """
    if assessment.state not in RUNNING:
        return None
    duty, charge, today = assessment.duty, assessment.charge, now // DAY
    days = period_days(duty, assessment.period)
    if today >= days.stop:
        return None
    facts = day_facts(duty, charge, range(max(today, days.start), days.stop))
    left = [fact for fact in facts if fact.open and fact.holders]
    free = [fact for fact in left if _has_room(assessment, fact.day)]
    due = [fact for fact in free if not fact.exempt] or free
    return Reminder(
        place=assessment.place,
        holders=_who(duty, charge, due or left),
        needed=assessment.needed,
        required=assessment.required,
        state=assessment.state,
        days_left=len(due),
        last_day=due[-1].day if due else None,
        duty=duty.name,
        period=duty.period,
        per_holder=assessment.holder is not None,
    )


def worst_first(reminders: Iterable[Reminder]) -> tuple[Reminder, ...]:
    """Order reminders: worst state, least time to spare, most needed, then by place.

    The order of the input does not matter; repetitions are dropped.
    """
    return tuple(sorted(set(reminders), key=_urgency))


def notices_of(reminders: Iterable[Reminder]) -> tuple[Notice, ...]:
    """Put together what each holder is to be told, the most urgent holder first.

    A street with two deputies stands in the notices of both. A reminder that nobody can act on
    (`holders` empty) is in none: it belongs on the general chief's brief.
    """
    by_holder: dict[int, list[Reminder]] = {}
    for reminder in worst_first(reminders):
        for holder in reminder.holders:
            by_holder.setdefault(holder, []).append(reminder)
    notices = [Notice(holder=holder, reminders=tuple(own)) for holder, own in by_holder.items()]
    return tuple(sorted(notices, key=lambda n: (*_urgency(n.reminders[0])[:3], n.holder)))


def _urgency(reminder: Reminder) -> tuple[int, int, int, int, str, tuple[int, ...]]:
    return (
        WORST_FIRST.index(reminder.state),
        reminder.days_left - reminder.needed,
        -reminder.needed,
        reminder.place,
        reminder.duty,
        reminder.holders,
    )


def _has_room(assessment: Assessment, day: int) -> bool:
    limit = assessment.duty.max_per_day
    if not limit:
        return True
    done = sum(entry.counts and entry.patrol.day == day for entry in assessment.entries)
    return done < limit


def _who(duty: Duty, charge: Charge, facts: Iterable[DayFact]) -> tuple[int, ...]:
    who: dict[int, None] = {}
    for fact in facts:
        away = {
            exemption.holder
            for exemption in charge.exemptions
            if exemption.reason in duty.exempt_reasons and exemption.covers(fact.day)
        }
        present = [holder for holder in fact.holders if holder not in away]
        who.update(dict.fromkeys(present or _delegates(charge, fact) or fact.holders))
    return tuple(who)


def _delegates(charge: Charge, fact: DayFact) -> list[int]:
    return [
        delegation.delegate
        for delegation in charge.delegations
        if delegation.chief in fact.holders
        and delegation.covers(fact.day)
        and delegation.place in (None, charge.place)
    ]
