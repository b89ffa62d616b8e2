"""Absences: days taken out of a duty (exemptions), or on which another goes (delegations).

Convention: what overlaps is accepted with a warning, because it changes nothing it should not. An
exemption without an approver is pending and removes no day; a delegation is not transitive.
Source: docs/rules.md, "How many are asked" and "What counts".
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.duties.records import find_delegations, find_exemptions, find_record
from streetchief.duties.rules.charge import Delegation, Exemption
from streetchief.errors import BadUsage, Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, clean
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.register.approval import refuse_own
from streetchief.register.directory import Directory, open_directory
from streetchief.register.records import find_assignments
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import REASONS, judged_kinds
from streetchief.value import value
from streetchief.values.names import fold
from streetchief.values.register import PERSON, TOWN, Holder, Place, full_place_name, within

EXEMPTION, DELEGATION = "exemption", "delegation"
KINDS = (EXEMPTION, DELEGATION)
"""The kinds of absence, each with the table of its name."""

_OVERLAPS = {
    EXEMPTION: N_("Exemption {number} covers some of these days already."),
    DELEGATION: N_("Delegation {number} covers some of these days already."),
}
_WORDS = {EXEMPTION: N_("exemption"), DELEGATION: N_("delegation")}
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
EVER = calendar.LAST_DAY + 1
"""After every day there is."""


@value
class Absence:
    """An exemption or a delegation with its names; `number` is that of the record just written.

    `holder` is who is away, None where a place is exempt; `delegate` goes for him. `place` None
    means all of a chief's streets.
    """

    number: int
    row: Exemption | Delegation
    place: Place | None
    town: Place | None
    holder: Holder | None
    delegate: Holder | None = None
    warnings: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """Why days are taken out; a delegation gives none."""
        return self.row.reason if isinstance(self.row, Exemption) else ""

    @property
    def approved(self) -> bool:
        """Whether it holds; a delegation needs nobody's approval."""
        return not isinstance(self.row, Exemption) or self.row.approved


def name_reason(text: str) -> str:
    """Return the reason meant by an identifier or a Chinese word; raises `BadUsage`."""
    wanted = fold(text)
    reason = _REASON_WORDS.get(wanted, wanted)
    if reason in REASONS:
        return reason
    shown = {reason: next(w for w, r in _REASON_WORDS.items() if r == reason) for reason in REASONS}
    raise BadUsage(
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
) -> Absence:
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
            place = _judged_place(office, directory, street, town, first)
        else:
            place = directory.place(town or "", (TOWN,), None, first)
        _check_days(first, last)
        approver = directory.holder(approved_by, (PERSON,)) if approved_by else None
        row = Exemption(
            key=entry.next_id,
            place=place.key if place else None,
            holder=holder.key if holder else None,
            since=first,
            until=last + 1,
            reason=name_reason(reason),
            note=clean(note, "note", lines=True) if note else None,
            approved=approver is not None,
        )
        warnings = _warn(office, directory, row)
        if approver is not None:
            warnings = (*check_approver(office, directory, row, approver), *warnings)
        entry.add(
            EXEMPTION,
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
        return _with_names(directory, row, row.key, warnings)


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
) -> Absence:
    """Record that someone patrols for a chief from `first` to `last`, both included.

    On one street, or wherever he is chief. Raises `Refused` for unknown names, for a last day
    before the first, and for delegating to oneself.
    """
    with acting(office, "delegate") as entry:
        directory = open_directory(entry.connection)
        place = _judged_place(office, directory, street, town, first) if street else None
        giver, taker = directory.holder(chief), directory.holder(to)
        if giver.key == taker.key:
            raise Refused(
                _("{name} cannot delegate to himself.").format(name=giver.name),
            )
        _check_days(first, last)
        row = Delegation(
            key=entry.next_id,
            chief=giver.key,
            delegate=taker.key,
            place=place.key if place else None,
            since=first,
            until=last + 1,
        )
        warnings = _warn(office, directory, row)
        entry.add(
            DELEGATION,
            {
                "chief": row.chief,
                "delegate": row.delegate,
                "place": row.place,
                "since": row.since,
                "until": row.until,
                "note": clean(note, "note", lines=True) if note else None,
            },
        )
        return _with_names(directory, row, row.key, warnings)


def check_approver(
    office: Office, directory: Directory, row: Exemption, approver: Holder
) -> tuple[str, ...]:
    """Refuse whoever approves an exemption for himself.

    One of a whole town frees everyone, so whoever approves it may be among them; that is told.
    """
    freed = freed_by(office, directory, row)
    if row.place is None or directory.places[row.place].kind != TOWN:
        refuse_own(approver, beneficiaries=freed)
    elif approver.key in freed:
        return (_("It frees {name} too, who approved it.").format(name=approver.name),)
    return ()


def freed_by(office: Office, directory: Directory, row: Exemption) -> set[int]:
    """Return the holders whom an exemption frees of a duty on some of its days.

    Of a person himself; of a street its deputies; of a town everyone whose duty lies in it.
    """
    if row.holder is not None:
        return {row.holder}
    assert row.place is not None
    roles = {version.fields.get("role") for version in find_versions(office.connection)}
    return {
        held.holder
        for held in find_assignments(office.connection, since=row.since, until=row.until)
        if held.role in roles and within(directory.places, held.place, row.place)
    }


def revoke_absence(office: Office, kind: str, number: int, *, reason: str) -> Absence:
    """Take an exemption or a delegation back, by the number printed when it was recorded.

    The days of an exemption are due again.
    """
    with acting(office, f"{kind} revoke", reason=clean(reason, "reason")) as entry:
        stored = find_record(entry.connection, kind, number)
        if stored is None:
            raise Refused(
                _("There is no {what} number {number} in force.").format(
                    what=_(_WORDS[kind]), number=number
                ),
                _("See the numbers with: streetchief absence list --kind {kind} --all").format(
                    kind=kind
                ),
            )
        row = next(row for row in _find(office, kind, 0) if row.key == stored[kind])
        written = entry.add(kind, {**stored, "revoked": 1})
        return _with_names(open_directory(entry.connection), row, written)


def list_absences(
    office: Office, kind: str, *, town: str | None = None, everything: bool = False
) -> list[Absence]:
    """Return the absences of a kind that are not over, or all.

    With `town` those of it, of what lies in it and of whoever holds or held a post in it.
    """
    with reading(office.ledger) as connection:
        directory = open_directory(connection)
        wanted = directory.place(town, (TOWN,)) if town else None
        rows = _find(office, kind, 0 if everything else office.today)
        found = [_with_names(directory, row, row.key) for row in rows]
        if wanted is None:
            return found
        people = {
            a.holder
            for a in find_assignments(connection, as_of=office.as_of)
            if directory.town_of(directory.places[a.place]) == wanted
        }
        return [
            one
            for one in found
            if (one.holder.key in people if one.holder is not None else one.town == wanted)
        ]


def _find(
    office: Office, kind: str, since: int, until: int = EVER
) -> Sequence[Exemption | Delegation]:
    """Return the absences of a kind that touch `[since, until)`, approved or not."""
    connection, as_of = office.connection, office.as_of
    if kind == EXEMPTION:
        return find_exemptions(connection, since, until, as_of=as_of, pending=True)
    return find_delegations(connection, since, until, as_of=as_of)


def _judged_place(
    office: Office, directory: Directory, name: str, town: str | None, on: int
) -> Place:
    """Return the place meant, of the kinds that some duty judges."""
    return directory.place(name, judged_kinds(find_versions(office.connection)), town, on)


def _check_days(first: int, last: int) -> None:
    """Refuse a last day before the first."""
    if last < first:
        raise Refused(
            _("The last day {last} is before the first {first}.").format(
                last=calendar.day_label(last), first=calendar.day_label(first)
            ),
        )


def _warn(office: Office, directory: Directory, row: Exemption | Delegation) -> tuple[str, ...]:
    """Say what is odd about an absence before it is recorded: days twice, no post, not open."""
    kind = EXEMPTION if isinstance(row, Exemption) else DELEGATION
    warnings = [
        _(_OVERLAPS[kind]).format(number=other.key)
        for other in _find(office, kind, row.since, row.until)
        if _whose(other) == _whose(row)
    ]
    away = row.holder if isinstance(row, Exemption) else row.chief
    if away is not None and not find_assignments(
        office.connection, holder=away, place=row.place, since=row.since, until=row.until
    ):
        holder = directory.holders[away]
        warnings.append(_("{holder} has no such post in these days.").format(holder=holder.name))
    place = None if row.place is None else directory.places[row.place]
    if place is not None and not (place.is_open(row.since) and place.is_open(row.until - 1)):
        warnings.append(
            _("{place} is not open on all of these days.").format(
                place=full_place_name(place, None)
            )
        )
    return tuple(warnings)


def _whose(row: Exemption | Delegation) -> tuple[int | None, ...]:
    if isinstance(row, Exemption):
        return row.place, row.holder
    return row.chief, row.delegate, row.place


def _with_names(
    directory: Directory,
    row: Exemption | Delegation,
    number: int,
    warnings: tuple[str, ...] = (),
) -> Absence:
    place = directory.places[row.place] if row.place is not None else None
    away, goes = (row.holder, None) if isinstance(row, Exemption) else (row.chief, row.delegate)
    return Absence(
        number=number,
        row=row,
        place=place,
        town=directory.town_of(place) if place else None,
        holder=directory.holders[away] if away is not None else None,
        delegate=directory.holders[goes] if goes is not None else None,
        warnings=warnings,
    )
