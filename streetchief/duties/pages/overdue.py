"""The overdue list as a table.

Convention: colour only repeats what the symbol and the words say; a street never patrolled is the
loudest row.
"""

from __future__ import annotations

from collections import Counter

from streetchief.days.spoken import describe_day
from streetchief.duties.overdue import Overdue
from streetchief.duties.pages.line import line_column
from streetchief.duties.pages.words import departures
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Table, lay_out
from streetchief.output.words import TONES, gap, join, state_word, week_span, week_word


def overdue_table(found: Overdue, *, detailed: bool) -> Table:
    """Return the list as a table; `detailed` adds what is said around it for people."""
    return lay_out(
        name="overdue",
        columns=(
            line_column("town"),
            line_column("place", key="street", title=N_("Street")),
            line_column(
                "period", key="week", title=N_("Week"), show=lambda week: week.partition("-")[2]
            ),
            line_column("required"),
            line_column("counted"),
            line_column("state"),
            line_column("unmet_weeks"),
            line_column(
                "days_since_last",
                title=N_("Days ago"),
                show=lambda days: _("never") if days is None else str(days),
            ),
            line_column("last_patrol_on"),
            line_column("chiefs", title=N_("Chiefs")),
        ),
        things=found.lines,
        title=_title(found) if detailed else "",
        notes=_notes(found) if detailed else (),
        empty=_("No street is overdue."),
        tone=lambda line: "alarm" if line.never_patrolled else TONES[line.state],
    )


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
    never = sum(line.never_patrolled for line in found.lines)
    if never:
        notes.append(_("!! never patrolled: {count}").format(count=never))
    notes.append(_("Run: weeks unmet in a row. Days ago: the last patrol by anyone."))
    changed = departures(found.duties)
    if changed:
        notes.append(
            _("Basis that differs from the default: {fields}.").format(fields=join(changed))
        )
    return tuple(notes)
