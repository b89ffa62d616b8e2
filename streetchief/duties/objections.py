"""Objections (异议): somebody doubts a verdict; it is recorded, answered and shown beside it.

Convention: an objection changes no figure. What is wrong is corrected by voiding and logging anew;
the objection and its answer stay as the reason.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from streetchief.days.calendar import days_of_month, days_of_week
from streetchief.duties.docket import names_of
from streetchief.duties.line import Line, Span, lines_of, open_span, span_of_week
from streetchief.duties.objection_records import Objection, find_objections
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, acting, clean, known_then
from streetchief.locale.text import gettext as _
from streetchief.register.approval import refuse_own
from streetchief.register.directory import full_name, resolve_subject
from streetchief.register.names import resolve_holder, resolve_person
from streetchief.register.records import find_assignments
from streetchief.rulebook.records import find_versions
from streetchief.value import value
from streetchief.values.register import Holder, Place

MOST = 1000
"""Characters of an objection or an answer."""


@value
class Said:
    """An objection, or an answer to one, with who said it and when (local seconds).

    `period` is the number of the week (or month).
    """

    number: int
    period: int
    text: str
    by: str | None
    at: int
    answers: tuple[Said, ...] = ()


@value
class Objected:
    """An objection that was recorded: its number and the verdict it is about."""

    number: int
    line: Line
    holder: str | None


@value
class ListedObjection:
    """An objection with the line it is about, as `objection list` shows it."""

    town: str
    place: str
    holder: str | None
    duty: str
    monthly: bool
    said: Said


def open_objection(
    office: Office,
    name: str,
    span: Span,
    *,
    text: str,
    by: str | None = None,
    town: str | None = None,
) -> Objected:
    """Record an objection to the verdict of a street, or to a person's own line, in a period.

    Raises `Refused` when nothing is judged there then, and for an empty text.
    """
    connection = office.connection
    with acting(office, "object") as entry:
        subject = resolve_subject(office, name, within=town)
        among = [subject.key] if isinstance(subject, Place) else None
        line = _line(subject, lines_of(office, open_span(office, span), span, among=among))
        a = line.assessment
        number = entry.add(
            "objection",
            {
                "place": a.place,
                "holder": a.holder,
                "duty": a.duty.name,
                "week": a.period,
                "text": _words(text),
                "by": resolve_holder(connection, by).key if by is not None else None,
            },
        )
        holder = names_of(connection, [a.holder])[a.holder].name if a.holder is not None else None
        return Objected(number=number, line=line, holder=holder)


def _line(subject: Place | Holder, lines: list[Line]) -> Line:
    if isinstance(subject, Holder):
        own = [line for line in lines if line.charge.holder == subject.key]
    else:
        own = [line for line in lines if line.charge.holder is None] or lines
    if not own:
        raise Refused(
            _("Nothing is judged for {name} in that period.").format(name=subject.name),
            _("Name the street, or a person with a duty of his own."),
        )
    return own[0]


def answer_objection(
    office: Office, number: int, *, text: str, by: str | None = None
) -> ListedObjection:
    """Record an answer to an objection; there may be several. Raises `Refused` for another number.

    An answer to an answer is an answer to its objection.
    """
    connection = office.connection
    with acting(office, "answer") as entry:
        known = find_objections(connection)
        meant = [o for o in known if number in (o.number, *(a.number for a in o.answers))]
        if not meant:
            raise Refused(
                _("Number {number} is no objection.").format(number=number),
                _("See the numbers with: streetchief objection list"),
            )
        found = meant[0]
        answerer = resolve_person(connection, by) if by is not None else None
        if answerer is not None:
            refuse_own(answerer, beneficiaries=_concerned(connection, found))
        entry.add(
            "objection",
            {
                "place": found.place,
                "holder": found.holder,
                "duty": found.duty,
                "week": found.period,
                "text": _words(text),
                "by": answerer.key if answerer is not None else None,
                "answer_of": found.number,
            },
        )
    return next(o for o in list_objections(office) if o.said.number == found.number)


def _concerned(connection: sqlite3.Connection, objection: Objection) -> set[int]:
    """Return who must not answer: whom the verdict is about, and who objected."""
    concerned = {objection.by} if objection.by is not None else set[int]()
    if objection.holder is not None:
        return concerned | {objection.holder}
    fields: dict[str, object] = {}
    for version in find_versions(connection, name=objection.duty):
        fields.update(version.fields)
    monthly = fields.get("period") == "month"
    days = (days_of_month if monthly else days_of_week)(objection.period)
    held = find_assignments(connection, place=objection.place, since=days.start, until=days.stop)
    return concerned | {post.holder for post in held if post.role == fields.get("role")}


def _words(text: str) -> str:
    words = clean(text, _("The text"), most=MOST, lines=True)
    if not words:
        raise Refused(_("The text is empty."), _("Say it with --text."))
    return words


def list_objections(office: Office, *, open_only: bool = False) -> list[ListedObjection]:
    """Return the objections with their answers, the newest first."""
    here = known_then(office)
    with reading(office.ledger) as connection:
        found = [
            objection
            for objection in reversed(find_objections(connection, as_of=here.as_of))
            if objection.open or not open_only
        ]
        docket = open_span(here, span_of_week(here.this_week, here.today))
        monthly = {v.name for v in docket.versions if v.fields.get("period") == "month"}
        about = {o.holder for o in found if o.holder is not None}
        names = names_of(connection, about, here.as_of)
        rows = []
        for objection, said in zip(found, tell_objections(here, found), strict=True):
            place = docket.places.get(objection.place)
            town, name = full_name(docket.places, place) if place else ("", "")
            rows.append(
                ListedObjection(
                    town=town,
                    place=name,
                    holder=names[objection.holder].name if objection.holder is not None else None,
                    duty=objection.duty,
                    monthly=objection.duty in monthly,
                    said=said,
                )
            )
        return rows


def tell_objections(office: Office, found: Iterable[Objection]) -> tuple[Said, ...]:
    """Put names and local times to objections and their answers."""
    found = tuple(found)
    everything = [said for objection in found for said in (objection, *objection.answers)]
    people = {said.by for said in everything if said.by is not None}
    names = names_of(office.connection, people, office.as_of) if people else {}

    def tell(said: Objection) -> Said:
        return Said(
            number=said.number,
            period=said.period,
            text=said.text,
            by=None if said.by is None else names[said.by].name,
            at=office.utc_to_local(said.recorded_at),
            answers=tuple(map(tell, said.answers)),
        )

    return tuple(map(tell, found))
