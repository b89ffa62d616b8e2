"""Exemptions: days taken out of a duty, asked for, recorded, listed and taken back.

Convention: what overlaps is accepted with a warning, because it changes nothing it should not. An
exemption without an approver is pending and removes no day.
Source: docs/rules.md, "How many are asked".
"""

from __future__ import annotations

import sqlite3

from streetchief.duties.delegations import (
    EVER,
    check_days,
    no_post,
    outside_life,
    people_of,
    take_back,
)
from streetchief.duties.records import ExemptionRow, find_exemptions
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import gettext as _
from streetchief.register.approval import refuse_own
from streetchief.register.directory import Directory, open_directory
from streetchief.register.records import find_assignments
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import REASONS, judged_kinds
from streetchief.value import value
from streetchief.values.names import fold
from streetchief.values.register import PERSON, TOWN, Holder, Place, within

_REASON_WORDS = {
    "请假": "leave",
    "事假": "leave",
    "年假": "leave",
    "休假": "leave",
    "病假": "sick",
    "公差": "business",
    "出差": "business",
    "公务": "business",
    "应急": "emergency",
    "抢险": "emergency",
    "天气": "weather",
    "恶劣天气": "weather",
    "封闭": "closure",
    "施工": "closure",
    "封闭施工": "closure",
    "其他": "other",
    "其它": "other",
}


@value
class ExemptionView:
    """An exemption with what it is for; `number` is its record number."""

    number: int
    row: ExemptionRow
    place: Place | None
    town: Place | None
    holder: Holder | None
    warnings: tuple[str, ...] = ()


def reason_named(text: str) -> str:
    """Return the reason meant by an identifier or a Chinese word; raises `Refused`."""
    wanted = fold(text)
    reason = _REASON_WORDS.get(wanted, wanted)
    if reason in REASONS:
        return reason
    shown = {reason: next(w for w, r in _REASON_WORDS.items() if r == reason) for reason in REASONS}
    raise Refused(
        _("{text} is no reason for an exemption.").format(text=text),
        _("Reasons: {names}.").format(
            names=_(", ").join(
                _("{name} ({id})").format(name=zh, id=reason) for reason, zh in shown.items()
            )
        ),
    )


def exempt(
    office: Office,
    *,
    street: str | None = None,
    person: str | None = None,
    town: str | None = None,
    first: int,
    last: int,
    reason: str,
    approved_by: str | None = None,
    note: str | None = None,
) -> ExemptionView:
    """Record that the days `first` to `last`, both included, are taken out of the duty.

    It is for a street (`town` then narrows the name), a person or a whole town. Raises `Refused`
    for names that are not known and for a last day before the first.
    """
    with acting(office, "exempt") as entry:
        directory = open_directory(entry.connection)
        place = holder = None
        if person is not None:
            holder = directory.holder(person)
        elif street is not None:
            kinds = judged_kinds(find_versions(entry.connection))
            place = directory.place(street, kinds, town, first)
        else:
            place = directory.place(town or "", (TOWN,), None, first)
        check_days(first, last)
        approver = directory.holder(approved_by, (PERSON,)) if approved_by else None
        row = ExemptionRow(
            key=entry.next_id,
            place=place.key if place else None,
            holder=holder.key if holder else None,
            since=first,
            until=last + 1,
            reason=reason_named(reason),
            note=clean(note, "note", lines=True) if note else None,
            approved=approver is not None,
        )
        warnings = check_approver(entry.connection, directory, row, approver) if approver else []
        warnings += [
            _("Exemption {number} covers some of these days already.").format(number=other.key)
            for other in find_exemptions(entry.connection, first, last + 1, pending=True)
            if (other.place, other.holder) == (row.place, row.holder)
        ]
        if holder is not None and not find_assignments(
            entry.connection, holder=holder.key, since=first, until=last + 1
        ):
            warnings.append(no_post(holder))
        if place is not None:
            warnings += outside_life(place, first, last)
        entry.add(
            "exemption",
            {
                "place": row.place,
                "holder": row.holder,
                "since": row.since,
                "until": row.until,
                "reason": row.reason,
                "note": row.note,
                "approved_by": approver.key if approver else None,
            },
        )
        return _exemption_view(directory, row, row.key, tuple(warnings))


def check_approver(
    connection: sqlite3.Connection, directory: Directory, row: ExemptionRow, approver: Holder
) -> list[str]:
    """Refuse whoever approves an exemption for himself.

    One of a whole town frees everyone, so whoever approves it may be among them; that is told.
    """
    freed = freed_by(connection, directory, row)
    if row.place is None or directory.places[row.place].kind != TOWN:
        refuse_own(approver, beneficiaries=freed)
    elif approver.key in freed:
        return [_("It frees {name} too, who approved it.").format(name=approver.name)]
    return []


def freed_by(connection: sqlite3.Connection, directory: Directory, row: ExemptionRow) -> set[int]:
    """Return the holders whom an exemption frees of a duty on some of its days.

    Of a person himself; of a street its deputies; of a town everyone whose duty lies in it.
    """
    if row.holder is not None:
        return {row.holder}
    assert row.place is not None
    roles = {version.fields.get("role") for version in find_versions(connection)}
    return {
        held.holder
        for held in find_assignments(connection, since=row.since, until=row.until)
        if held.role in roles and within(directory.places, held.place, row.place)
    }


def revoke_exemption(office: Office, number: int, *, reason: str) -> ExemptionView:
    """Take an exemption back: its days are due again. `number` is the one `exempt` printed."""
    with acting(office, "exemption revoke", reason=clean(reason, "reason")) as entry:
        key, written = take_back(entry, "exemption", number)
        row = next(
            row
            for row in find_exemptions(entry.connection, 0, EVER, pending=True, revoked=True)
            if row.key == key
        )
        return _exemption_view(open_directory(entry.connection), row, written, ())


def list_exemptions(
    office: Office, *, town: str | None = None, everything: bool = False
) -> list[ExemptionView]:
    """Return exemptions that are not over, or all; with `town` those of it and what lies in it."""
    since = 0 if everything else office.today
    with reading(office.ledger) as connection:
        directory = open_directory(connection)
        ancestor = directory.place(town, (TOWN,)) if town else None
        rows = find_exemptions(connection, since, EVER, as_of=office.as_of, pending=True)
        views = [_exemption_view(directory, row, row.key, ()) for row in rows]
        if ancestor is None:
            return views
        people = people_of(office, directory, ancestor)
        return [
            view
            for view in views
            if (view.town is not None and view.town.key == ancestor.key)
            or (view.holder is not None and view.holder.key in people)
        ]


def _exemption_view(
    directory: Directory, row: ExemptionRow, number: int, warnings: tuple[str, ...]
) -> ExemptionView:
    place = directory.places[row.place] if row.place is not None else None
    return ExemptionView(
        number=number,
        row=row,
        place=place,
        town=directory.town_of(place) if place else None,
        holder=directory.holders[row.holder] if row.holder is not None else None,
        warnings=warnings,
    )
