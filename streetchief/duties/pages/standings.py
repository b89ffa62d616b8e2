"""Duties and how everyone stands under them, as tables.

Convention: a verdict is shown as everywhere else: counted of required, and the word for it.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.days.spoken import describe_day
from streetchief.duties.standings import Duties, Standings
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table
from streetchief.output.words import TONES, state_word
from streetchief.rulebook.kinds import word
from streetchief.values.problems import name_in

_PERIODS = {"week": N_("a week"), "month": N_("a month")}


def duties_table(found: Duties) -> Table:
    """Lay the duties out: whose, what counts, how often."""
    where = found.town.name if found.town else _("all towns")
    return Table(
        name="duties",
        columns=(
            Column(key="duty", title=_("Identifier")),
            Column(key="duty_name", title=_("Duty")),
            Column(key="role"),
            Column(key="role_name", title=_("Post")),
            Column(key="per", title=_("Judged by"), show=per_word),
            Column(key="kinds"),
            Column(key="kind_names", title=_("What counts")),
            Column(key="required", title=_("Required"), kind="number"),
            Column(key="period", title=_("Every"), show=lambda said: _(_PERIODS[said])),
            Column(key="since", title=_("Since")),
            Column(
                key="in_force", title=_("In force"), show=lambda on: _("yes") if on else _("no")
            ),
        ),
        rows=tuple(
            (
                line.id,
                name_in(line.name, language()),
                line.duty.role,
                name_in(line.role, language()),
                line.duty.per,
                line.duty.kinds,
                tuple(name_in(name, language()) for name in line.kinds),
                line.duty.required,
                line.duty.period,
                calendar.day_label(line.duty.since),
                line.in_force,
            )
            for line in found.lines
        ),
        tones=tuple("" if line.in_force else "quiet" for line in found.lines),
        extra={"on": calendar.day_label(found.on), "town": found.town.name if found.town else None},
        title=_("Duties in {where}, {day}").format(
            where=where, day=describe_day(found.on, language())
        ),
        empty=_("The ledger has no duty."),
    )


def standings_table(found: Standings) -> Table:
    """Lay the verdicts out, one row a holder or place."""
    where = found.town.name if found.town else _("all towns")
    return Table(
        name="duty-status",
        columns=(
            Column(key="duty"),
            Column(key="duty_name", title=_("Duty")),
            Column(key="period", title=_("Period")),
            Column(key="town", title=_("Town")),
            Column(key="place", title=_("Place")),
            Column(key="kind"),
            Column(key="holder", title=_("Holder")),
            Column(key="required", title=_("Required"), kind="number"),
            Column(key="counted", title=_("Counted"), kind="number"),
            Column(key="days", title=_("Days"), kind="number"),
            Column(key="state", title=_("Standing"), show=state_word),
        ),
        rows=tuple(
            (
                line.duty,
                name_in(line.name, language()),
                line.period,
                line.town.name if line.town else None,
                line.place.name,
                line.place.kind,
                line.holder.name if line.holder else None,
                line.assessment.required,
                line.assessment.counted,
                line.assessment.day_count,
                line.assessment.state,
            )
            for line in found.lines
        ),
        tones=tuple(TONES[line.assessment.state] for line in found.lines),
        title=_("Duties of {where}").format(where=where),
        empty=_("Nobody has that duty then."),
        names=4,
    )


def per_word(per: str) -> str:
    """Say whether a duty is judged place by place or by each holder."""
    return _("each holder") if per == "holder" else _("{kind} by {kind}").format(kind=word(per))
