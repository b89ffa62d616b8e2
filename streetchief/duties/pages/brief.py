"""The brief on one screen, and reminders to paste.

Convention: a brief is at most 24 lines of at most 80 columns, Chinese characters taking two; what
does not fit is counted, never dropped in silence.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.days.spoken import describe_at, describe_day
from streetchief.duties.brief import Brief, Reminders, Trouble
from streetchief.duties.pages.reminders import reminder_lines, reminder_message
from streetchief.duties.rules.reminders import Notice
from streetchief.duties.rules.standing import MET, NOTHING_DUE, VACANT
from streetchief.duties.status_told import Standing
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.blocks import INDENT, aligned, cut, folded
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import join, state_word, week_span, week_word
from streetchief.values.problems import name_in

LINES, COLUMNS = 24, 80
_STATES = ("met", "on_track", "at_risk", "unreachable", "unmet", "exempt", "vacant")
_CHANGES = {
    "activity": N_("records {count}"),
    "void": N_("voided {count}"),
    "exemption": N_("exemptions {count}"),
    "delegation": N_("delegations {count}"),
    "objection": N_("objections and answers {count}"),
    "assignment": N_("posts {count}"),
    "duty": N_("rules {count}"),
    "place": N_("places {count}"),
}


def brief_text(found: Brief) -> str:
    """Return the brief: at most 24 lines, at most 80 columns each."""
    head = [
        _("{where}, {day}, {span}").format(
            where=found.town or _("all towns"),
            day=describe_day(found.today, language()),
            span=week_span(found.week),
        )
    ]
    if found.as_of is not None:
        head.append(
            _("As the ledger knew it on {at}.").format(at=describe_at(found.as_of, language()))
        )
    own = [_own(row) for row in found.own]
    if len(own) > 4:
        own = [*own[:3], _("and {count} more").format(count=len(own) - 3)]
    counts = join(
        _("{word} {count}").format(word=state_word(s), count=found.states[s])
        for s in _STATES
        if found.states.get(s)
    )
    middle = [
        "",
        _("{count} streets this week: {counts}.").format(count=found.places, counts=counts)
        if counts
        else _("No street is registered, or none has a duty now."),
    ]
    foot = _changes(found)
    room = LINES - len(head) - len(own) - len(middle) - len(foot) - 1
    troubles = found.troubles
    shown = troubles if len(troubles) <= room else troubles[: room - 1]
    rows = aligned([_trouble(trouble, found) for trouble in shown])
    if len(shown) < len(troubles):
        rows.append(
            INDENT
            + _("and {count} more; see: streetchief overdue").format(
                count=len(troubles) - len(shown)
            )
        )
    if not troubles and counts:
        rows = [INDENT + _("No street is in trouble.")]
    lines = [*head, *own, *middle, *rows, "", *foot]
    return "\n".join(cut(line, COLUMNS) for line in lines[:LINES]) + "\n"


def _own(row: Standing) -> str:
    said = _("{duty}, {name}: {counted} of {required}, {state}").format(
        duty=name_in(row.title, language()),
        name=row.holder or _("none"),
        required=row.required,
        counted=row.counted,
        state=state_word(row.state),
    )
    if row.state not in (MET, *NOTHING_DUE) and row.needed:
        said += _("; still {needed}").format(needed=row.needed)
    return said


def _trouble(trouble: Trouble, found: Brief) -> list[str]:
    row = trouble.standing
    place = row.place if found.town is not None else f"{row.town}{row.place}"
    loud = "!!" if row.last_patrol_on is None else "!" if trouble.lost_last_week else "~"
    now = _("{state} {counted}/{required}").format(
        state=state_word(row.state), counted=row.counted, required=row.required
    )
    before = (
        _("never patrolled")
        if row.last_patrol_on is None
        else _("days since {days}").format(days=row.days_since_last)
    )
    if trouble.lost_last_week:
        before += _(", weeks unmet {count}").format(count=trouble.unmet_weeks)
    call = "" if row.state == VACANT else _("phone {names}").format(names=join(trouble.call))
    return [loud, place, now, before, call if trouble.call else _("nobody to phone")]


def _changes(found: Brief) -> list[str]:
    said = [
        _(text).format(count=found.changes[table])
        for table, text in _CHANGES.items()
        if found.changes.get(table)
    ]
    if found.late:
        said.insert(1, _("late entries {count}").format(count=found.late))
    lines = folded(
        _("Since {day}: {changes}.").format(
            day=calendar.day_label(found.since), changes=join(said) or _("nothing new")
        ),
        COLUMNS,
    )
    if found.open_objections:
        lines.append(_("Objections not answered: {count}.").format(count=found.open_objections))
    return lines


def brief_table(found: Brief) -> Table:
    """Return the brief as data: the streets in trouble as rows, the rest beside them."""
    return lay_out(
        name="brief",
        columns=(
            Column(key="town", title=N_("Town"), cell=lambda t: t.standing.town),
            Column(key="place", title=N_("Place"), cell=lambda t: t.standing.place),
            Column(
                key="required",
                title=N_("Required"),
                kind="number",
                cell=lambda t: t.standing.required,
            ),
            Column(
                key="counted", title=N_("Counted"), kind="number", cell=lambda t: t.standing.counted
            ),
            Column(
                key="state", title=N_("Standing"), show=state_word, cell=lambda t: t.standing.state
            ),
            Column(key="unmet_weeks", title=N_("Weeks unmet"), kind="number"),
            Column(
                key="days_since_last",
                title=N_("Days since"),
                kind="number",
                cell=lambda t: t.standing.days_since_last,
            ),
            Column(key="phone", title=N_("Phone"), cell=lambda t: t.call),
        ),
        things=found.troubles,
        extra={
            "week": calendar.week_label(found.week),
            "places": found.places,
            "states": dict(found.states),
            "own": [
                {
                    "duty": row.duty,
                    "person": row.holder,
                    "place": row.place,
                    "required": row.required,
                    "counted": row.counted,
                    "state": row.state,
                }
                for row in found.own
            ],
            "since": calendar.day_label(found.since),
            "changes": dict(found.changes),
            "late": found.late,
            "open_objections": found.open_objections,
        },
        empty=_("No street is in trouble."),
        title=_("{where}, {week}").format(
            where=found.town or _("all towns"), week=week_word(found.week)
        ),
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
