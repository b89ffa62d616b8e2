"""Explaining a verdict: the lines of a place or a person, each with all it rests on.

Convention: the moment of `--as-of` stands for now, and only what was known then is told.
"""

from __future__ import annotations

from streetchief.activities.records import find_by_persons
from streetchief.days import calendar
from streetchief.duties.docket import above
from streetchief.duties.explained import Explanation
from streetchief.duties.lines import Span, open_span
from streetchief.duties.telling import Teller
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.locale.text import gettext as _
from streetchief.register.subjects import full_name, resolve_subject
from streetchief.values.register import Holder, Place


def explain(office: Office, name: str, span: Span, *, town: str | None = None) -> Explanation:
    """Explain the verdicts of a street (or another place), or of a person or department.

    A place has the lines of every duty judged there; a holder his posts, his own lines and those
    of the places he holds. Raises `Refused` for an unknown name and where no duty has a line.
    """
    here = known_then(office)
    with reading(office.ledger):
        subject = resolve_subject(here, name, within=town)
        docket = open_span(here, span)
        teller = Teller(here, docket, span)
        if isinstance(subject, Place):
            return _of_place(teller, subject)
        return _of_holder(teller, subject)


def _of_place(teller: Teller, place: Place) -> Explanation:
    lines = teller.lines(among=[place.key])
    if not lines:
        raise Refused(_no_line(teller, place))
    town, name = full_name(teller.docket.places, place)
    return teller.explanation(
        subject=name, town=town, kind=place.kind, lines=tuple(map(teller.told, lines))
    )


def _no_line(teller: Teller, place: Place) -> str:
    days = teller.span.days
    if not any(place.is_open(day) for day in days):
        return _("{place} is open on no day of {week}, so nothing is judged there.").format(
            place=place.name, week=calendar.week_label(teller.span.week)
        )
    return _("No duty is in force at {place} in {week}.").format(
        place=place.name, week=calendar.week_label(teller.span.week)
    )


def _of_holder(teller: Teller, holder: Holder) -> Explanation:
    docket, days = teller.docket, teller.span.days
    week = calendar.days_of_week(teller.span.week)
    shown = week if teller.span.weekly else calendar.days_of_month(teller.span.month)
    posts = [
        post
        for post in docket.assignments
        if post.holder == holder.key and post.overlaps(shown.start, shown.stop)
    ]
    bounds = (days.start * calendar.DAY, days.stop * calendar.DAY)
    rows = [
        row
        for row in find_by_persons(
            teller.connection, [holder.key], *bounds, as_of=teller.office.as_of
        )
        if row.started_at // calendar.DAY in shown
    ]
    touched = {post.place for post in posts} | {row.place for row in rows}
    below = {key for key in docket.places if touched.intersection(above(docket, key))}
    lines = teller.lines(among=below | touched, per_holder=False)
    own = [line for line in teller.lines(per_holder=True) if line.charge.holder == holder.key]
    mine = [line for line in lines if line.held_by(holder.key)]
    told = [teller.told(line) for line in (*own, *mine)]
    return teller.explanation(
        subject=holder.name,
        town=holder.unit or "",
        kind=holder.kind,
        lines=tuple(told),
        posts=tuple(teller.post(post.place, post.role, post.since, post.until, shown)
                    for post in posts),
        walks=tuple(teller.walks(rows, (*own, *lines))),
    )  # fmt: skip
