"""Approving: a late patrol, or an exemption asked for before it was approved.

Convention: any person of the register may approve; who did is a fact of its own.
"""

from __future__ import annotations

from streetchief.activities.records import find_one
from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.history import LIVE, Fact, facts_of_record, states_of
from streetchief.ledger.office import Office, acting
from streetchief.locale.text import gettext as _
from streetchief.office.corrections import Correction, count_again, live_fact, weeks_now
from streetchief.office.history import current_rulebook, view_facts
from streetchief.register.names import resolve_person


def approve(office: Office, number: int, *, by: str) -> Correction:
    """Approve a late patrol or a pending exemption; any known person may approve.

    Refused when the record is neither, or is approved already.
    """
    connection = office.connection
    with acting(office, "approve") as entry:
        approver = resolve_person(connection, by)
        fact = live_fact(office, number, own_only=False)
        _refuse_if_not_awaiting(office, fact)
        written = entry.add("approval", {"fact": number, "approved_by": approver.key})
        pairs = count_again(office, written, written)
        return Correction(
            act="approve",
            number=written,
            entry=None,
            facts=(view_facts(connection, [fact])[number],),
            fact_count=1,
            back=(),
            weeks=weeks_now(office, pairs),
            week_count=len(pairs),
            reason=None,
            by=approver.name,
            rulebook=current_rulebook(connection),
        )


def _refuse_if_not_awaiting(office: Office, fact: Fact) -> None:
    number, effect = fact.id, _("Nothing was saved.")
    if fact.table not in ("activity", "exemption") or fact.values.get("revoked"):
        raise Refused(
            _("Record {number} is no late patrol and no pending exemption.").format(number=number),
            _("See what it is: streetchief history {number}").format(number=number),
            effect=effect,
        )
    remarks = [
        other for other in facts_of_record(office.connection, fact) if other.table == "approval"
    ]
    states = states_of(office.connection, remarks)
    views = view_facts(office.connection, [fact, *remarks])
    approved_by = views[number].names.get("approved_by") or next(
        (views[r.id].names["approved_by"] for r in remarks if states[r.id][0] == LIVE), None
    )
    if approved_by is not None:
        raise Refused(
            _("Record {number} is already approved, by {name}.").format(
                number=number, name=approved_by
            ),
            effect=effect,
        )
    if fact.table == "activity":
        row = find_one(office.connection, number)
        if row is None or office.utc_to_local(row.recorded_at) // calendar.DAY <= (
            row.started_at // calendar.DAY
        ):
            raise Refused(
                _("Record {number} was written down on its own day; it needs no approval.").format(
                    number=number
                ),
                effect=effect,
            )
