"""What `log` answers: a line or two for the clerk, a row for a script.

Convention: the answer names what was understood (street, person, moment, weekday, week) and what
it did to the street's week.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from streetchief.days import calendar
from streetchief.days.spoken import describe_at
from streetchief.duties.rules.standing import EXEMPT, MET, UNMET, UNREACHABLE, VACANT, Assessment
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.safe import safe
from streetchief.output.words import REASONS, gap
from streetchief.values.problems import name_in

if TYPE_CHECKING:
    from streetchief.log.walks import Logged
    from streetchief.output.table import Table


def log_lines(rows: Sequence[Logged], today: int) -> list[str]:
    """Return the answer in sentences, one or two lines a record."""
    lines = []
    for row in rows:
        sentence = (
            _("Already there as number {number}: {street}, {person}, {at}.")
            if row.already
            else _("Logged as number {number}: {street}, {person}, {at}.")
        )
        lines.append(
            safe(
                sentence.format(
                    number=row.number,
                    street=_what(row) + _place(row),
                    person=row.person.name,
                    at=describe_at(row.started_at, language()),
                )
            )
        )
        effect = _effect(row, today)
        if effect:
            lines.append("  " + safe(effect))
    for row in rows:
        lines += _found(row)
        if row.files:
            lines.append("  " + _kept(row))
    own = next((row.own for row in rows if row.own is not None), None)
    if own is not None:
        lines.append(
            "  "
            + _("As general chief: {counted} of {required} in this week.").format(
                counted=own.counted, required=own.required
            )
        )
    return lines


def _kept(row: Logged) -> str:
    """Say what was kept as evidence."""
    kinds = [file.evidence.kind for file in row.files]
    words = []
    if "photo" in kinds:
        words.append(_("photos kept: {count}").format(count=kinds.count("photo")))
    if "track" in kinds:
        words.append(_("a track kept"))
    return _(", ").join(words) + _(".")


def _what(row: Logged) -> str:
    """Name another activity than a patrol before its place."""
    if row.kind_name is None:
        return ""
    return name_in(row.kind_name, language()) + _(", ")


def _found(row: Logged) -> list[str]:
    """Name the items that were found on a walk, with the numbers to follow them by."""
    if not row.items:
        return []
    from streetchief.items.pages.items import item_name, standing_sentence

    return [
        "  "
        + safe(
            _("Found: {item}: {standing}").format(
                item=item_name(item), standing=standing_sentence(item)
            )
        )
        for item in row.items
    ]


def _place(row: Logged) -> str:
    town = row.town.name if row.town and row.town.key != row.place.key else ""
    return f"{town}{row.place.name}" if language() == "zh" else f"{town} {row.place.name}".strip()


def _effect(row: Logged, today: int) -> str:
    """Say what the record did to the week: counted or why not, and what is still needed."""
    if row.standing is None:
        return _("No duty is in force there; logged, not counted.") if row.kind == "patrol" else ""
    parts = []
    if row.entry is not None and row.entry.reason is not None:
        parts.append(_("Not counted: {reason}.").format(reason=_(REASONS[row.entry.reason])))
    if row.backfilled:
        parts.append(_("A late entry."))
    if row.entry is not None and row.entry.right == "delegate":
        parts.append(_("Counts as delegated."))
    parts.append(week_sentence(row.standing, row.started_at // calendar.DAY, today))
    return gap().join(parts)


def week_sentence(standing: Assessment, day: int, today: int) -> str:
    """Say how the street's week stands after a record on `day`: 今日已计1次;本周还差1次,周日前。"""
    on_day = sum(e.counts and e.patrol.day == day for e in standing.entries)
    first = (
        _("Counted today: {count};").format(count=on_day)
        if day == today
        else _("Counted that day: {count};").format(count=on_day)
    )
    this_week = calendar.week_of(today) == standing.period
    state = standing.state
    if state == MET:
        rest = (
            _("this week is met, {counted} of {required}.")
            if this_week
            else _("that week is met, {counted} of {required}.")
        ).format(counted=standing.counted, required=standing.required)
    elif state in (EXEMPT, VACANT):
        rest = (
            _("nothing is required in that week (exempt).")
            if state == EXEMPT
            else _("the street has no deputy chief in that week.")
        )
    elif state == UNMET:
        rest = _("that week is unmet, {counted} of {required}.").format(
            counted=standing.counted, required=standing.required
        )
    elif state == UNREACHABLE:
        rest = _("this week can no longer be met, {needed} short.").format(needed=standing.needed)
    else:
        rest = _("{needed} more this week, by Sunday.").format(needed=standing.needed)
    return first + gap() + rest


def log_table(rows: Sequence[Logged]) -> Table:
    """Return the records as rows for scripts and lists."""
    from streetchief.output.table import Column, lay_out
    from streetchief.output.words import state_word

    items = [item.label for row in rows for item in row.items]
    return lay_out(
        name="log",
        extra={"items": items} if items else {},
        columns=(
            Column(key="number", title=N_("Number"), kind="number"),
            Column(key="street", title=N_("Street"), cell="place.name"),
            Column(key="person", title=N_("Person"), cell="person.name"),
            Column(
                key="started_at",
                title=N_("Start"),
                cell=lambda row: calendar.at_label(row.started_at),
            ),
            Column(
                key="week",
                title=N_("Week"),
                cell=lambda row: calendar.week_label(
                    calendar.week_of(row.started_at // calendar.DAY)
                ),
            ),
            Column(
                key="counted",
                title=N_("Counted"),
                kind="number",
                cell=lambda row: row.standing.counted if row.standing else 0,
            ),
            Column(
                key="state",
                title=N_("Standing"),
                show=lambda s: state_word(s) if s else "—",
                cell="standing.state",
            ),
        ),
        things=rows,
    )
