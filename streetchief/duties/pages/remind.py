"""Reminders as messages to paste into a chat: one line for each person, all his streets in it.

The convention to know: streets that need the same by the same day share a clause, the worst
clause comes first. 周日前 includes Sunday; on the last day itself it is 今天内. Names pass `safe`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from streetchief.days.calendar import date_of, weekday_of
from streetchief.duties.remind import Reminders
from streetchief.duties.rules.reminders import Notice, Reminder
from streetchief.duties.rules.standing import UNREACHABLE
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.safe import safe
from streetchief.output.table import Column, Table
from streetchief.output.words import state_word
from streetchief.values.problems import name_in

_BY_WEEKDAY = (
    N_("by Monday"),
    N_("by Tuesday"),
    N_("by Wednesday"),
    N_("by Thursday"),
    N_("by Friday"),
    N_("by Saturday"),
    N_("by Sunday"),
)


def remind_text(found: Reminders) -> str:
    """Return one line a person, ready to paste; on top of nothing, a sentence."""
    lines = list(
        reminder_lines(
            found.notices,
            today=found.today,
            places=found.places,
            holders=found.holders,
            works=_works(found),
        )
    )
    return "\n".join(lines or [_("Nobody has to be reminded of anything.")]) + "\n"


def nobody_lines(found: Reminders) -> Sequence[str]:
    """Return the places that still need patrols and have nobody who could make them."""
    return [
        _("{place} needs {needed} more, and nobody can be reminded.").format(
            place=found.places[reminder.place], needed=reminder.needed
        )
        for reminder in found.nobody
    ]


def _works(found: Reminders) -> dict[str, str]:
    return {duty: name_in(name, language()) for duty, name in found.works.items()}


def remind_table(found: Reminders) -> Table:
    """Return the reminders as rows: the person, how much, the message."""
    return Table(
        name="remind",
        columns=(
            Column(key="person", title=N_("People")),
            Column(key="state", title=N_("Standing"), show=state_word),
            Column(key="needed", title=N_("Needed"), kind="number"),
            Column(key="places", title=N_("Places")),
            Column(key="message", title=N_("Message")),
        ),
        rows=tuple(_notice(found, notice) for notice in found.notices),
        empty=_("Nobody has to be reminded of anything."),
    )


def _notice(found: Reminders, notice: Notice) -> tuple[str, str, int, tuple[str, ...], str]:
    return (
        found.holders[notice.holder],
        notice.state,
        sum(reminder.needed for reminder in notice.reminders),
        tuple(found.places[reminder.place] for reminder in notice.reminders),
        reminder_message(notice, today=found.today, places=found.places, works=_works(found)),
    )


def reminder_lines(
    notices: Iterable[Notice],
    *,
    today: int,
    places: Mapping[int, str],
    holders: Mapping[int, str],
    works: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Write one line for each notice, in their order, beginning with the person's name.

    `places` and `holders` give the names by key; write a place with its town where its name alone
    is not clear. `works` gives, by the name of a duty, what is to be done when it is not the
    patrol of a street (总街长巡查, 集中整治).
    """
    return tuple(
        _("{name}: {message}").format(
            name=safe(holders[notice.holder]),
            message=reminder_message(notice, today=today, places=places, works=works),
        )
        for notice in notices
    )


def reminder_message(
    notice: Notice,
    *,
    today: int,
    places: Mapping[int, str],
    works: Mapping[str, str] | None = None,
) -> str:
    """Write the message of one notice without the name, on one line: 横街本周还差1次，周日前."""
    clauses: dict[tuple[str, str, int, int | None, bool], list[str]] = {}
    for reminder in notice.reminders:
        clause = (
            reminder.period,
            safe((works or {}).get(reminder.duty, "")),
            reminder.needed,
            reminder.last_day,
            _is_lost(reminder),
        )
        clauses.setdefault(clause, []).append(safe(places[reminder.place]))
    return _("; ").join(
        _clause(names, period, work, needed, last_day, lost, today)
        for (period, work, needed, last_day, lost), names in clauses.items()
    )


def _is_lost(reminder: Reminder) -> bool:
    return reminder.state == UNREACHABLE or reminder.last_day is None


def _clause(
    names: list[str],
    period: str,
    work: str,
    needed: int,
    last_day: int | None,
    lost: bool,
    today: int,
) -> str:
    where = _(", ").join(names)
    if work:
        where = _("{places} ({work})").format(places=where, work=work)
    if period == "month":
        one = _("{count} more this month for {places}")
        each = _("{count} more this month for each of {places}")
    else:
        one = _("{count} more this week for {places}")
        each = _("{count} more this week for each of {places}")
    missing = (one if len(names) == 1 else each).format(count=needed, places=where)
    by = _("can no longer be met") if lost or last_day is None else _by(last_day, period, today)
    return _("{missing}, {by}").format(missing=missing, by=by)


def _by(last_day: int, period: str, today: int) -> str:
    if last_day == today:
        return _("before today is over")
    if period == "month":
        return _("by day {day} of the month").format(day=date_of(last_day).day)
    return _(_BY_WEEKDAY[weekday_of(last_day)])
