"""Approving: a late patrol, or an exemption asked for before it was approved.

Any person of the register may approve, but not for himself; who did is a fact of its own.
"""

from __future__ import annotations

from streetchief.activities.records import find_companions, find_one
from streetchief.days import calendar
from streetchief.duties.absences import EVER, check_approver
from streetchief.duties.records import find_exemptions
from streetchief.errors import Refused
from streetchief.ledger.history import LIVE, Fact, facts_of_record, states_of
from streetchief.ledger.office import Office, acting
from streetchief.locale.text import gettext as _
from streetchief.office.corrections import Correction, count_again, live_fact, weeks_now
from streetchief.office.history import current_rulebook, view_facts
from streetchief.register.approval import refuse_own
from streetchief.register.directory import open_directory
from streetchief.register.names import resolve_person
from streetchief.values.register import Holder


def approve(office: Office, number: int, *, by: str) -> Correction:
    """Approve a late patrol or a pending exemption; any known person may, but not for himself.

    Refused when the record is neither, or is approved already.
    """
    connection = office.connection
    with acting(office, "approve") as entry:
        approver = resolve_person(connection, by)
        fact = live_fact(office, number, own_only=False)
        _refuse_if_not_awaiting(office, fact)
        warnings = _check_approver(office, fact, approver)
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
            warnings=warnings,
        )


def _check_approver(office: Office, fact: Fact, approver: Holder) -> tuple[str, ...]:
    """Refuse who walked, took part or is freed; return what is to be noticed."""
    connection = office.connection
    if fact.table == "exemption":
        row = next(
            row
            for row in find_exemptions(connection, 0, EVER, pending=True)
            if row.key == fact.values["exemption"]
        )
        return check_approver(office, open_directory(connection), row, approver)
    walker, chief = fact.values["person"], fact.values.get("on_behalf_of")
    assert isinstance(walker, int)
    refuse_own(
        approver,
        beneficiaries=(chief,) if isinstance(chief, int) else (),
        doers=(walker, *find_companions(connection, [fact.id]).get(fact.id, ())),
    )
    return ()


def _refuse_if_not_awaiting(office: Office, fact: Fact) -> None:
    number = fact.id
    if fact.table not in ("activity", "exemption") or fact.values.get("revoked"):
        raise Refused(
            _("Record {number} is no late patrol and no pending exemption.").format(number=number),
            _("See what it is: streetchief history {number}").format(number=number),
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
            )
