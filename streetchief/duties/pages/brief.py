"""The brief on one screen.

Convention: a brief is at most 24 lines of at most 80 columns, Chinese characters taking two; what
does not fit is counted, never dropped in silence.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.days.spoken import describe_at, describe_day
from streetchief.duties.brief import Brief
from streetchief.duties.line import Line
from streetchief.duties.pages.line import line_column, title_word
from streetchief.duties.rules.standing import MET, NOTHING_DUE, VACANT
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.blocks import INDENT, aligned, cut, folded
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import join, state_word, week_span, week_word

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
            where=found.town.name if found.town else _("all towns"),
            day=describe_day(found.today, language()),
            span=week_span(found.week),
        )
    ]
    if found.as_of is not None:
        head.append(
            _("As the ledger knew it on {at}.").format(at=describe_at(found.as_of, language()))
        )
    own = [_own(line) for line in found.own]
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
    rows = aligned([_trouble(line, found) for line in shown])
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


def _own(line: Line) -> str:
    said = _("{duty}, {name}: {counted} of {required}, {state}").format(
        duty=title_word(line),
        name=line.holder.name if line.holder else _("none"),
        required=line.required,
        counted=line.counted,
        state=state_word(line.state),
    )
    if line.state not in (MET, *NOTHING_DUE) and line.needed:
        said += _("; still {needed}").format(needed=line.needed)
    return said


def _trouble(line: Line, found: Brief) -> list[str]:
    place = line.place.name if found.town is not None else f"{line.town_name}{line.place.name}"
    loud = "!!" if line.never_patrolled else "!" if line.unmet_weeks else "~"
    now = _("{state} {counted}/{required}").format(
        state=state_word(line.state), counted=line.counted, required=line.required
    )
    before = (
        _("never patrolled")
        if line.never_patrolled
        else _("days since {days}").format(days=line.days_since_last)
    )
    if line.unmet_weeks:
        before += _(", weeks unmet {count}").format(count=line.unmet_weeks)
    names = join(holder.name for holder in line.call)
    call = "" if line.state == VACANT else _("phone {names}").format(names=names)
    return [loud, place, now, before, call if line.call else _("nobody to phone")]


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
            line_column("town"),
            line_column("place"),
            line_column("required"),
            line_column("counted"),
            line_column("state"),
            line_column("unmet_weeks", title=N_("Weeks unmet"), show=None),
            line_column("days_since_last"),
            Column(
                key="phone",
                title=N_("Phone"),
                cell=lambda line: tuple(holder.name for holder in line.call),
            ),
        ),
        things=found.troubles,
        extra={
            "week": calendar.week_label(found.week),
            "places": found.places,
            "states": dict(found.states),
            "own": [
                {
                    "duty": line.duty.name,
                    "person": line.holder.name if line.holder else None,
                    "place": line.place.name,
                    "required": line.required,
                    "counted": line.counted,
                    "state": line.state,
                }
                for line in found.own
            ],
            "since": calendar.day_label(found.since),
            "changes": dict(found.changes),
            "late": found.late,
            "open_objections": found.open_objections,
        },
        empty=_("No street is in trouble."),
        title=_("{where}, {week}").format(
            where=found.town.name if found.town else _("all towns"), week=week_word(found.week)
        ),
    )
