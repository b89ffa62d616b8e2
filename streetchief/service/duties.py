"""Exemptions and delegations: asked for, recorded, listed and taken back.

Convention: people speak of a last day, the ledger of the first day no longer; what overlaps is
accepted with a warning, because it changes nothing it should not. An exemption without an approver
is pending and removes no day. Source: docs/rules.md, "How many are asked".
"""

from __future__ import annotations

from streetchief.domain import calendar
from streetchief.domain.duties import REASONS, judged_kinds
from streetchief.domain.names import fold
from streetchief.domain.register import PERSON, TOWN, Holder, Place, full_place_name
from streetchief.domain.value import value
from streetchief.errors import Refused
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.service.directory import Directory, open_directory
from streetchief.service.office import Office, acting, clean
from streetchief.store.duties import (
    DelegationRow,
    ExemptionRow,
    find_delegations,
    find_exemptions,
    find_record,
    find_versions,
)
from streetchief.store.journal import EntryWriter
from streetchief.store.ledger import reading
from streetchief.store.register import find_assignments

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
_WORDS = {"exemption": N_("exemption"), "delegation": N_("delegation")}
_EVER = calendar.LAST_DAY + 1


@value
class ExemptionView:
    """An exemption with what it is for; `number` is its record number."""

    number: int
    row: ExemptionRow
    place: Place | None
    town: Place | None
    holder: Holder | None
    warnings: tuple[str, ...] = ()


@value
class DelegationView:
    """A delegation with its people; `place` None means all streets of the chief."""

    number: int
    row: DelegationRow
    chief: Holder
    delegate: Holder
    place: Place | None
    town: Place | None
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
        _("Nothing was saved."),
        _("Reasons: {names}.").format(
            names=_("、").join(f"{zh} ({reason})" for reason, zh in shown.items())
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
        _check_days(first, last)
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
        warnings = [
            _("Exemption {number} covers some of these days already.").format(number=other.key)
            for other in find_exemptions(entry.connection, first, last + 1, pending=True)
            if (other.place, other.holder) == (row.place, row.holder)
        ]
        if holder is not None and not find_assignments(
            entry.connection, holder=holder.key, since=first, until=last + 1
        ):
            warnings.append(_no_post(holder))
        if place is not None:
            warnings += _outside_life(place, first, last)
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


def delegate(
    office: Office,
    chief: str,
    to: str,
    *,
    street: str | None = None,
    town: str | None = None,
    first: int,
    last: int,
    note: str | None = None,
) -> DelegationView:
    """Record that someone patrols for a chief from `first` to `last`, both included.

    On one street, or wherever he is chief. Raises `Refused` for unknown names, for a last day
    before the first, and for delegating to oneself.
    """
    with acting(office, "delegate") as entry:
        directory = open_directory(entry.connection)
        kinds = judged_kinds(find_versions(entry.connection))
        place = directory.place(street, kinds, town, first) if street else None
        giver, taker = directory.holder(chief), directory.holder(to)
        if giver.key == taker.key:
            raise Refused(
                _("{name} cannot delegate to himself.").format(name=giver.name),
                _("Nothing was saved."),
            )
        _check_days(first, last)
        row = DelegationRow(
            key=entry.next_id,
            chief=giver.key,
            delegate=taker.key,
            place=place.key if place else None,
            since=first,
            until=last + 1,
        )
        warnings = [
            _("Delegation {number} covers some of these days already.").format(number=other.key)
            for other in find_delegations(entry.connection, first, last + 1)
            if (other.chief, other.delegate, other.place) == (row.chief, row.delegate, row.place)
        ]
        held = find_assignments(
            entry.connection,
            holder=giver.key,
            place=place.key if place else None,
            since=first,
            until=last + 1,
        )
        if not held:
            warnings.append(_no_post(giver))
        if place is not None:
            warnings += _outside_life(place, first, last)
        entry.add(
            "delegation",
            {
                "chief": row.chief,
                "delegate": row.delegate,
                "place": row.place,
                "since": row.since,
                "until": row.until,
                "note": clean(note, "note", lines=True) if note else None,
            },
        )
        return _delegation_view(directory, row, row.key, tuple(warnings))


def revoke_exemption(office: Office, number: int, *, reason: str) -> ExemptionView:
    """Take an exemption back: its days are due again. `number` is the one `exempt` printed."""
    with acting(office, "exemption revoke", reason=clean(reason, "reason")) as entry:
        key, written = _revoke(entry, "exemption", number)
        row = next(
            row
            for row in find_exemptions(entry.connection, 0, _EVER, pending=True, revoked=True)
            if row.key == key
        )
        return _exemption_view(open_directory(entry.connection), row, written, ())


def revoke_delegation(office: Office, number: int, *, reason: str) -> DelegationView:
    """Take a delegation back. `number` is the one `delegate` printed."""
    with acting(office, "delegation revoke", reason=clean(reason, "reason")) as entry:
        key, written = _revoke(entry, "delegation", number)
        row = next(
            row
            for row in find_delegations(entry.connection, 0, _EVER, revoked=True)
            if row.key == key
        )
        return _delegation_view(open_directory(entry.connection), row, written, ())


def _revoke(entry: EntryWriter, table: str, number: int) -> tuple[int, int]:
    """Write the version that takes a record back; return the thing's key and the new record."""
    stored = find_record(entry.connection, table, number)
    if stored is None:
        raise Refused(
            _("There is no {what} number {number} in force.").format(
                what=_(_WORDS[table]), number=number
            ),
            _("Nothing was saved."),
            _("See the numbers with: streetchief {table} list --all").format(table=table),
        )
    return int(stored[table] or 0), entry.add(table, {**stored, "revoked": 1})


def list_exemptions(
    office: Office, *, town: str | None = None, everything: bool = False
) -> list[ExemptionView]:
    """Return exemptions that are not over, or all; with `town` those of it and what lies in it."""
    since = 0 if everything else office.today
    with reading(office.ledger) as connection:
        directory = open_directory(connection)
        ancestor = directory.place(town, (TOWN,)) if town else None
        rows = find_exemptions(connection, since, _EVER, as_of=office.as_of, pending=True)
        views = [_exemption_view(directory, row, row.key, ()) for row in rows]
        if ancestor is None:
            return views
        people = _people_of(office, directory, ancestor)
        return [
            view
            for view in views
            if (view.town is not None and view.town.key == ancestor.key)
            or (view.holder is not None and view.holder.key in people)
        ]


def list_delegations(
    office: Office, *, town: str | None = None, everything: bool = False
) -> list[DelegationView]:
    """Return delegations that are not over, or all; with `town` those of chiefs in it."""
    since = 0 if everything else office.today
    with reading(office.ledger) as connection:
        directory = open_directory(connection)
        ancestor = directory.place(town, (TOWN,)) if town else None
        rows = find_delegations(connection, since, _EVER, as_of=office.as_of)
        views = [_delegation_view(directory, row, row.key, ()) for row in rows]
        if ancestor is None:
            return views
        people = _people_of(office, directory, ancestor)
        return [view for view in views if view.chief.key in people]


def _people_of(office: Office, directory: Directory, town: Place) -> set[int]:
    return {
        a.holder
        for a in find_assignments(office.ledger.connection, as_of=office.as_of)
        if (lies_in := directory.town_of(directory.places[a.place])) and lies_in.key == town.key
    }


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


def _delegation_view(
    directory: Directory, row: DelegationRow, number: int, warnings: tuple[str, ...]
) -> DelegationView:
    place = directory.places[row.place] if row.place is not None else None
    return DelegationView(
        number=number,
        row=row,
        chief=directory.holders[row.chief],
        delegate=directory.holders[row.delegate],
        place=place,
        town=directory.town_of(place) if place else None,
        warnings=warnings,
    )


def _check_days(first: int, last: int) -> None:
    if last < first:
        raise Refused(
            _("The last day {last} is before the first {first}.").format(
                last=calendar.day_label(last), first=calendar.day_label(first)
            ),
            _("Nothing was saved."),
        )


def _no_post(holder: Holder) -> str:
    return _("{holder} has no such post in these days.").format(holder=holder.name)


def _outside_life(place: Place, first: int, last: int) -> list[str]:
    if place.is_open(first) and place.is_open(last):
        return []
    return [
        _("{place} is not open on all of these days.").format(place=full_place_name(place, None))
    ]
