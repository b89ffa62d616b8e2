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
    from streetchief.duties.delegations import DelegationView
    from streetchief.duties.exemptions import ExemptionView


def exemption_table(views: Sequence[ExemptionView]) -> Table:
    """Lay exemptions out: for whom, which days, why, and whether approved."""
    return lay_out(
        name="exemptions",
        columns=(
            Column(key="number", title=N_("number"), kind="number"),
            Column(
                key="town",
                title=N_("town"),
                cell=lambda view: view.town.name if view.town else None,
            ),
            Column(
                key="street",
                title=N_("street"),
                cell=lambda view: (
                    view.place.name if view.place and view.place.kind == "street" else None
                ),
            ),
            Column(
                key="person",
                title=N_("person"),
                cell=lambda view: view.holder.name if view.holder else None,
            ),
            Column(
                key="first_day", title=N_("first day"), cell=lambda view: day_label(view.row.since)
            ),
            Column(
                key="last_day",
                title=N_("last day"),
                cell=lambda view: day_label(view.row.until - 1),
            ),
            Column(
                key="reason",
                title=N_("reason"),
                show=exempt_reason_word,
                cell=lambda view: view.row.reason,
            ),
            Column(
                key="state",
                title=N_("state"),
                show=lambda s: _(_STATES[s]),
                cell=lambda view: "approved" if view.row.approved else "pending",
            ),
            Column(key="note", title=N_("note"), cell=lambda view: view.row.note),
        ),
        things=views,
        empty=_("No exemption is recorded."),
    )


_STATES = {"approved": N_("approved"), "pending": N_("pending")}


def delegation_table(views: Sequence[DelegationView]) -> Table:
    """Lay delegations out: whose, to whom, where, which days."""
    return lay_out(
        name="delegations",
        columns=(
            Column(key="number", title=N_("number"), kind="number"),
            Column(key="chief", title=N_("chief"), cell=lambda view: view.chief.name),
            Column(key="delegate", title=N_("delegate"), cell=lambda view: view.delegate.name),
            Column(
                key="town",
                title=N_("town"),
                cell=lambda view: view.town.name if view.town else None,
            ),
            Column(
                key="street",
                title=N_("street"),
                show=lambda name: name or _("all of his"),
                cell=lambda view: view.place.name if view.place else None,
            ),
            Column(
                key="first_day", title=N_("first day"), cell=lambda view: day_label(view.row.since)
            ),
            Column(
                key="last_day",
                title=N_("last day"),
                cell=lambda view: day_label(view.row.until - 1),
            ),
        ),
        things=views,
        empty=_("No delegation is recorded."),
    )


def exemption_line(view: ExemptionView) -> str:
    """Say in one line what an exemption takes out, with its days resolved."""
    place = view.place
    who = view.holder.name if view.holder else ""
    if place is not None:
        town = view.town.name if view.town else ""
        who = f"{town}/{place.name}" if town and place.name != town else place.name
    state = _("approved") if view.row.approved else _("pending until approved")
    return _("Number {number}: {who} exempt from {first} to {last}, {reason}, {state}").format(
        number=view.number,
        who=who,
        first=describe_day(view.row.since, language()),
        last=describe_day(view.row.until - 1, language()),
        reason=exempt_reason_word(view.row.reason),
        state=state,
    )


def delegation_line(view: DelegationView) -> str:
    """Say in one line who patrols for whom, with the days resolved."""
    where = _("all streets")
    if view.place is not None:
        where = f"{view.town.name}/{view.place.name}" if view.town else view.place.name
    return _("Number {number}: {delegate} for {chief}, {where}, from {first} to {last}").format(
        number=view.number,
        delegate=view.delegate.name,
        chief=view.chief.name,
        where=where,
        first=describe_day(view.row.since, language()),
        last=describe_day(view.row.until - 1, language()),
    )
