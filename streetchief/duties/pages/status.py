"""How a town stands, or a person or department, as tables.

Convention: each state has a letter of its own, so that weeks read without colour; the legend
stands below them.
"""

from __future__ import annotations

from typing import Any

from streetchief.days import calendar
from streetchief.days.spoken import describe_at, describe_day
from streetchief.duties.pages.line import count_word, day_data, line_column, title_word
from streetchief.duties.pages.words import place_title
from streetchief.duties.rules.standing import EXEMPT
from streetchief.duties.status import HolderStatus, TownStatus
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import TONES, join, state_word, week_span, week_word
from streetchief.value import replace
from streetchief.values.problems import name_in

LETTERS = {
    "met": N_("M"),
    "unmet": N_("U"),
    "exempt": N_("E"),
    "vacant": N_("V"),
    "on_track": N_("r"),
    "at_risk": N_("w"),
    "unreachable": N_("x"),
}
"""One letter a state: capitals for a week that is over, small ones for the running week."""

NO_LINE = "·"


def letter(state: str | None) -> str:
    """Return the letter of a state, · where there is no line."""
    return NO_LINE if state is None else _(LETTERS[state])


def town_table(found: TownStatus) -> Table:
    """Return how each place and officer of a town stands; officers come after the places."""
    several = len({line.duty.name for line in found.lines}) > 1
    officers = any(line.holder for line in found.lines)
    return lay_out(
        name="status",
        columns=(
            line_column("town", title=_("Town") if found.town is None else ""),
            line_column("place"),
            line_column("holder", title=_("Officer") if officers else ""),
            line_column("duty"),
            line_column("duty_name", key="", title=_("Duty") if several else ""),
            line_column("period", title=""),
            line_column("required"),
            line_column("counted"),
            line_column("needed"),
            line_column("state"),
            Column(
                key="recent",
                title=N_("Last weeks"),
                show=lambda states: "".join(letter(state or None) for state in states),
                cell=lambda line: tuple(state or "" for state in line.recent),
            ),
            line_column("days_since_last"),
            line_column("last_patrol_on"),
            line_column("chiefs"),
            Column(
                key="objections",
                title=N_("Objections"),
                kind="number",
                show=count_word,
                cell=lambda line: len(line.objections),
            ),
        ),
        things=found.lines,
        extra={"week": calendar.week_label(found.week)},
        title=_("{where}, {week} ({span})").format(
            where=found.town.name if found.town else _("all towns"),
            week=week_word(found.week),
            span=week_span(found.week),
        ),
        notes=(
            describe_day(found.today, language()),
            _("Last weeks, oldest first: {legend}.").format(legend=join(legend())),
            *known_words(found.as_of),
        ),
        empty=_("No street is registered, or none has a duty now."),
        tone=lambda line: (
            "alarm" if line.never_patrolled and line.state != EXEMPT else TONES[line.state]
        ),
        names=2,
    )


def legend() -> list[str]:
    """Return what each letter means, one after the other."""
    said = [f"{_(mark)} {state_word(state)}" for state, mark in LETTERS.items()]
    none = _("no line")
    return [*said, f"{NO_LINE} {none}"]


def known_words(as_of: int | None) -> tuple[str, ...]:
    """Say of which moment the ledger's knowledge is shown, nothing for now."""
    if as_of is None:
        return ()
    return (_("As the ledger knew it on {at}.").format(at=describe_at(as_of, language())),)


def holder_table(found: HolderStatus) -> Table:
    """Return what a person or department holds, and how each place stands."""
    return lay_out(
        name="status-person",
        columns=(
            Column(
                key="role",
                title=N_("Role or duty"),
                cell=lambda row: (
                    title_word(row.line) if row.role is None else name_in(row.role, language())
                ),
            ),
            Column(key="town", title=N_("Town")),
            Column(key="place", title=N_("Place")),
            Column(
                key="since",
                title=N_("Since"),
                cell=lambda row: day_data(row.post.since if row.post else None),
            ),
            Column(
                key="until",
                title=N_("Until"),
                cell=lambda row: day_data(row.post.until if row.post else None),
            ),
            _of_line("period", title=""),
            _of_line("required"),
            _of_line("counted"),
            Column(key="own_counted", title=N_("Own"), kind="number", cell=lambda row: row.own),
            _of_line("state", show=lambda state: state_word(state) if state else "—"),
        ),
        things=found.held,
        extra={
            "person": found.holder.name,
            "unit": found.holder.unit or "",
            "week": calendar.week_label(found.week),
        },
        title=_("{name}, {week} ({span})").format(
            name=place_title(found.holder.unit or "", found.holder.name),
            week=week_word(found.week),
            span=week_span(found.week),
        ),
        notes=known_words(found.as_of),
        empty=_("No post is held today."),
        tone=lambda row: TONES[row.line.state] if row.line else "",
        names=3,
    )


def _of_line(key: str, **changes: Any) -> Column:
    """Return a column of a line for rows that may have none."""
    column = line_column(key, **changes)
    read = column.read
    return replace(column, cell=lambda row: None if row.line is None else read(row.line))
