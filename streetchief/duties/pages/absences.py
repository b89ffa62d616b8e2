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
from streetchief.output.table import Column, Table
from streetchief.output.words import exempt_reason_word

if TYPE_CHECKING:
    from streetchief.duties.delegations import DelegationView
    from streetchief.duties.exemptions import ExemptionView


def exemption_table(views: Sequence[ExemptionView]) -> Table:
    """Lay exemptions out: for whom, which days, why, and whether approved."""
    return Table(
        name="exemptions",
        columns=(
            Column(key="number", title=_("number"), kind="number"),
            Column(key="town", title=_("town")),
            Column(key="street", title=_("street")),
            Column(key="person", title=_("person")),
            Column(key="first_day", title=_("first day")),
            Column(key="last_day", title=_("last day")),
            Column(key="reason", title=_("reason"), show=exempt_reason_word),
            Column(key="state", title=_("state"), show=lambda s: _(_STATES[s])),
            Column(key="note", title=_("note")),
        ),
        rows=tuple(
            (
                view.number,
                view.town.name if view.town else None,
                view.place.name if view.place and view.place.kind == "street" else None,
                view.holder.name if view.holder else None,
                day_label(view.row.since),
                day_label(view.row.until - 1),
                view.row.reason,
                "approved" if view.row.approved else "pending",
                view.row.note,
            )
            for view in views
        ),
        empty=_("No exemption is recorded."),
    )


_STATES = {"approved": N_("approved"), "pending": N_("pending")}


def delegation_table(views: Sequence[DelegationView]) -> Table:
    """Lay delegations out: whose, to whom, where, which days."""
    return Table(
        name="delegations",
        columns=(
            Column(key="number", title=_("number"), kind="number"),
            Column(key="chief", title=_("chief")),
            Column(key="delegate", title=_("delegate")),
            Column(key="town", title=_("town")),
            Column(key="street", title=_("street"), show=lambda name: name or _("all of his")),
            Column(key="first_day", title=_("first day")),
            Column(key="last_day", title=_("last day")),
        ),
        rows=tuple(
            (
                view.number,
                view.chief.name,
                view.delegate.name,
                view.town.name if view.town else None,
                view.place.name if view.place else None,
                day_label(view.row.since),
                day_label(view.row.until - 1),
            )
            for view in views
        ),
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
