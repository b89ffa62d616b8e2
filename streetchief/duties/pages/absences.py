"""Exemptions and delegations in lists and in one line.

Convention: the ledger's first day no longer is shown as the last day, as people say it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from streetchief.days.calendar import day_label
from streetchief.days.spoken import describe_day
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, lay_out
from streetchief.output.words import exempt_reason_word

if TYPE_CHECKING:
    from streetchief.duties.absences import Absence

_NUMBER = Column(key="number", title=N_("number"), kind="number")
_TOWN = Column(key="town", title=N_("town"), cell=lambda one: one.town.name if one.town else None)
_DAYS = (
    Column(key="first_day", title=N_("first day"), cell=lambda one: day_label(one.row.since)),
    Column(key="last_day", title=N_("last day"), cell=lambda one: day_label(one.row.until - 1)),
)
_STATES = {"approved": N_("approved"), "pending": N_("pending")}


def exemption_table(found: Sequence[Absence]) -> Table:
    """Lay exemptions out: for whom, which days, why, and whether approved."""
    return lay_out(
        name="exemptions",
        columns=(
            _NUMBER,
            _TOWN,
            Column(
                key="street",
                title=N_("street"),
                cell=lambda one: (
                    one.place.name if one.place and one.place.kind == "street" else None
                ),
            ),
            Column(
                key="person",
                title=N_("person"),
                cell=lambda one: one.holder.name if one.holder else None,
            ),
            *_DAYS,
            Column(
                key="reason",
                title=N_("reason"),
                show=exempt_reason_word,
            ),
            Column(
                key="state",
                title=N_("state"),
                show=lambda state: _(_STATES[state]),
                cell=lambda one: "approved" if one.approved else "pending",
            ),
            Column(key="note", title=N_("note"), cell=lambda one: one.row.note),
        ),
        things=found,
        empty=_("No exemption is recorded."),
    )


def delegation_table(found: Sequence[Absence]) -> Table:
    """Lay delegations out: whose, to whom, where, which days."""
    return lay_out(
        name="delegations",
        columns=(
            _NUMBER,
            Column(key="chief", title=N_("chief"), cell=lambda one: one.holder.name),
            Column(key="delegate", title=N_("delegate"), cell=lambda one: one.delegate.name),
            _TOWN,
            Column(
                key="street",
                title=N_("street"),
                show=lambda name: name or _("all of his"),
                cell=lambda one: one.place.name if one.place else None,
            ),
            *_DAYS,
        ),
        things=found,
        empty=_("No delegation is recorded."),
    )


def absence_line(one: Absence) -> str:
    """Say in one line who is away, and who goes for him if so, with the days resolved."""
    row, town, where = one.row, one.town, ""
    if one.place is not None:
        inside = town is not None and town.key != one.place.key
        where = f"{town.name}/{one.place.name}" if town and inside else one.place.name
    first, last = (describe_day(day, language()) for day in (row.since, row.until - 1))
    if one.holder is not None and one.delegate is not None:
        return _("Number {number}: {delegate} for {chief}, {where}, from {first} to {last}").format(
            number=one.number,
            delegate=one.delegate.name,
            chief=one.holder.name,
            where=where or _("all streets"),
            first=first,
            last=last,
        )
    return _("Number {number}: {who} exempt from {first} to {last}, {reason}, {state}").format(
        number=one.number,
        who=where if one.holder is None else one.holder.name,
        first=first,
        last=last,
        reason=exempt_reason_word(one.reason),
        state=_("approved") if one.approved else _("pending until approved"),
    )
