"""The overdue list as a table.

Convention: colour only repeats what the symbol and the words say; a street never patrolled is the
loudest row.
"""

from __future__ import annotations

from collections import Counter

from streetchief.days import calendar
from streetchief.days.spoken import describe_day
from streetchief.duties.overdue import Overdue, StreetStanding
from streetchief.duties.pages.departures import departures
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, Tone, lay_out
from streetchief.output.words import TONES, gap, join, state_word, week_span, week_word


def overdue_table(found: Overdue, *, detailed: bool) -> Table:
    """Return the list as a table; `detailed` adds what is said around it for people."""
    return lay_out(
        name="overdue",
        columns=(
            Column(key="town", title=N_("Town")),
            Column(key="street", title=N_("Street")),
            Column(
                key="week",
                title=N_("Week"),
                show=_week_shown,
                cell=lambda row: calendar.week_label(row.week),
            ),
            Column(key="required", title=N_("Required"), kind="number"),
            Column(key="counted", title=N_("Counted"), kind="number"),
            Column(key="state", title=N_("Standing"), show=state_word),
            Column(key="unmet_weeks", title=N_("Run"), kind="number", show=_count_or_blank),
            Column(key="days_since_last", title=N_("Days ago"), kind="number", show=_days_shown),
            Column(
                key="last_patrol_on",
                cell=lambda row: (
                    None if row.last_patrol_on is None else calendar.day_label(row.last_patrol_on)
                ),
            ),
            Column(key="chiefs", title=N_("Chiefs"), show=_chiefs_shown),
        ),
        things=found.rows,
        title=_title(found) if detailed else "",
        notes=_notes(found) if detailed else (),
        empty=_("No street is overdue."),
        tone=_tone,
    )


def _tone(row: StreetStanding) -> Tone:
    return "alarm" if row.never_patrolled else TONES[row.state]


def _title(found: Overdue) -> str:
    where = found.town.name if found.town else _("all towns")
    if found.alone:
        return _("Overdue streets of {where}, {week} ({span})").format(
            where=where, week=week_word(found.week), span=week_span(found.week)
        )
    return _("Overdue streets of {where}, {day}").format(
        where=where, day=describe_day(found.today, language())
    )


def _notes(found: Overdue) -> tuple[str, ...]:
    counts = Counter(found.states)
    order = ("met", "on_track", "at_risk", "unreachable", "unmet", "exempt", "vacant")
    parts = [f"{state_word(state)}{gap()}{counts[state]}" for state in order if counts[state]]
    notes = [
        _("{week}: {count} streets; {parts}.").format(
            week=week_word(found.week), count=len(found.states), parts=join(parts)
        )
        if parts
        else _("{week}: no street has a duty then.").format(week=week_word(found.week))
    ]
    never = sum(row.never_patrolled for row in found.rows)
    if never:
        notes.append(_("!! never patrolled: {count}").format(count=never))
    notes.append(_("Run: weeks unmet in a row. Days ago: the last patrol by anyone."))
    changed = departures(found.duties)
    if changed:
        notes.append(
            _("Basis that differs from the default: {fields}.").format(fields=join(changed))
        )
    return tuple(notes)


def _week_shown(label: str) -> str:
    return label.partition("-")[2]


def _count_or_blank(count: int) -> str:
    return str(count) if count else "—"


def _days_shown(days: int | None) -> str:
    return _("never") if days is None else str(days)


def _chiefs_shown(names: tuple[str, ...]) -> str:
    return join(names) if names else _("none")
