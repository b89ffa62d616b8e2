"""Duties and how everyone stands under them, as tables.

Convention: a verdict is shown as everywhere else: counted of required, and the word for it.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.days.spoken import describe_day
from streetchief.duties.pages.line import line_column
from streetchief.duties.standings import Duties, Standings
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import TONES
from streetchief.rulebook.kinds import word
from streetchief.values.problems import name_in

_PERIODS = {"week": N_("a week"), "month": N_("a month")}


def duties_table(found: Duties) -> Table:
    """Lay the duties out: whose, what counts, how often."""
    where = found.town.name if found.town else _("all towns")
    return lay_out(
        name="duties",
        columns=(
            Column(key="duty", title=N_("Identifier"), cell=lambda line: line.id),
            Column(
                key="duty_name", title=N_("Duty"), cell=lambda line: name_in(line.name, language())
            ),
            Column(key="role", cell=lambda line: line.duty.role),
            Column(
                key="role_name", title=N_("Post"), cell=lambda line: name_in(line.role, language())
            ),
            Column(
                key="per", title=N_("Judged by"), show=per_word, cell=lambda line: line.duty.per
            ),
            Column(key="kinds", cell=lambda line: line.duty.kinds),
            Column(
                key="kind_names",
                title=N_("What counts"),
                cell=lambda line: tuple(name_in(name, language()) for name in line.kinds),
            ),
            Column(
                key="required",
                title=N_("Required"),
                kind="number",
                cell=lambda line: line.duty.required,
            ),
            Column(
                key="period",
                title=N_("Every"),
                show=lambda said: _(_PERIODS[said]),
                cell=lambda line: line.duty.period,
            ),
            Column(
                key="since",
                title=N_("Since"),
                cell=lambda line: calendar.day_label(line.duty.since),
            ),
            Column(
                key="in_force", title=N_("In force"), show=lambda on: _("yes") if on else _("no")
            ),
        ),
        things=found.lines,
        tone=lambda line: "" if line.in_force else "quiet",
        extra={"on": calendar.day_label(found.on), "town": found.town.name if found.town else None},
        title=_("Duties in {where}, {day}").format(
            where=where, day=describe_day(found.on, language())
        ),
        empty=_("The ledger has no duty."),
    )


def standings_table(found: Standings) -> Table:
    """Lay the verdicts out, one row a holder or place."""
    where = found.town.name if found.town else _("all towns")
    return lay_out(
        name="duty-status",
        columns=(
            line_column("duty"),
            line_column("duty_name"),
            line_column("period"),
            line_column("town", cell=lambda line: line.town.name if line.town else None),
            line_column("place"),
            Column(key="kind", cell=lambda line: line.place.kind),
            line_column("holder"),
            line_column("required"),
            line_column("counted"),
            Column(
                key="days",
                title=N_("Days"),
                kind="number",
                cell=lambda line: line.assessment.day_count,
            ),
            line_column("state"),
        ),
        things=found.lines,
        tone=lambda line: TONES[line.state],
        title=_("Duties of {where}").format(where=where),
        empty=_("Nobody has that duty then."),
        names=4,
    )


def per_word(per: str) -> str:
    """Say whether a duty is judged place by place or by each holder."""
    return _("each holder") if per == "holder" else _("{kind} by {kind}").format(kind=word(per))
