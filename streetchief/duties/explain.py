"""Explaining a verdict: the lines of a place or a person, each with all it rests on.

Convention: the moment of `--as-of` stands for now, and only what was known then is told. Record
numbers are those that `log`, `exempt` and `history` print. What a note says is private and is not
here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from streetchief.activities.records import ActivityRow, find_at_places, find_by_persons
from streetchief.days import calendar
from streetchief.duties.docket import Docket, above, patrol_of
from streetchief.duties.line import Line, Span, complete, lines_of, open_span, unmet_runs
from streetchief.duties.objection_records import Objection, find_objections
from streetchief.duties.objections import Said, tell_objections
from streetchief.duties.rules.charge import DayFact, Delegation, Exemption
from streetchief.duties.rules.counting import DELEGATE, Entry, Patrol, delegator_of
from streetchief.duties.rules.standing import UNMET
from streetchief.errors import Refused
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.ledger.provenance import (
    Provenance,
    VoidedActivity,
    find_approvers,
    find_provenance,
    find_voided,
)
from streetchief.locale.text import gettext as _
from streetchief.register.directory import full_name, resolve_subject
from streetchief.register.records import find_holders
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.rules.workings import FieldOrigin, field_days, formula, origins
from streetchief.rulebook.words import role_name, tables_on
from streetchief.value import replace, value
from streetchief.values.problems import Name
from streetchief.values.register import Assignment, Holder, Place

NO_LINE = "no_line"
"""Why a person's activity is on no line: no duty judges that place, or that kind, then."""


@value
class Walk:
    """A patrol as a line has it, or as no line does: whether it counts, and its own record."""

    entry: Entry
    line: Line | None

    @property
    def delegator(self) -> int | None:
        """The chief under whose delegation it counts."""
        if self.entry.right != DELEGATE or self.line is None:
            return None
        return delegator_of(self.line.duty, self.line.charge, self.entry.patrol)


@value
class Day:
    """A day of the period: what it is to the duty, by which exemptions, and patrols counted.

    `away` are the holders who are exempt themselves that day; the day is available all the same
    when another holds it or a delegate is recorded.
    """

    fact: DayFact
    exemptions: tuple[int, ...]
    away: tuple[int, ...]
    counted: int


@value
class ExplainedLine:
    """A line with the records it rests on.

    `required_since` is the day from which N is as it is, `fields` what differs from the default.
    Exemptions and delegations are those that touch the period; `voided` were recorded and hold no
    more, `voided_at` in local seconds.
    """

    line: Line
    role: Name
    formula: str
    required_since: int
    fields: tuple[FieldOrigin, ...]
    exemptions: tuple[Exemption, ...]
    delegations: tuple[Delegation, ...]
    voided: tuple[VoidedActivity, ...]
    objections: tuple[Said, ...]

    @property
    def walks(self) -> tuple[Walk, ...]:
        return tuple(Walk(entry=entry, line=self.line) for entry in self.line.assessment.entries)

    @property
    def days(self) -> tuple[Day, ...]:
        reasons = self.line.duty.exempt_reasons
        counted = Counter(e.patrol.day for e in self.line.assessment.entries if e.counts)
        away = [e for e in self.line.charge.exemptions if e.reason in reasons]
        return tuple(
            Day(
                fact=fact,
                exemptions=tuple(
                    e.key
                    for e in self.exemptions
                    if fact.exempt and e.reason in fact.reasons and e.covers(fact.day)
                ),
                away=tuple(
                    holder
                    for holder in fact.holders
                    if any(e.holder == holder and e.covers(fact.day) for e in away)
                ),
                counted=counted[fact.day],
            )
            for fact in self.line.facts
        )


@value
class HeldPost:
    """A post of a person in the period, and on how many of its days he had it."""

    post: Assignment
    role: Name
    town: str
    place: str
    days: int


@value
class Known:
    """What is known of the records and people an explanation names.

    `recorded_at` are local seconds; approvers are those of patrols and of exemptions alike.
    """

    names: Mapping[int, str]
    places: Mapping[int, Place]
    recorded_at: Mapping[int, int]
    approvers: Mapping[int, int]
    entries: Mapping[int, Provenance]

    def name(self, holder: int) -> str:
        return self.names.get(holder, f"#{holder}")

    def approver(self, number: int) -> str | None:
        """Return who approved a record."""
        holder = self.approvers.get(number)
        return None if holder is None else self.name(holder)

    def whom(self, exemption: Exemption) -> str:
        """Return for whom or for which place days are taken out."""
        if exemption.holder is not None:
            return self.name(exemption.holder)
        return self.places[exemption.place or 0].name

    def when_recorded(self, patrol: Patrol) -> int:
        return self.recorded_at.get(patrol.key, patrol.recorded_on * calendar.DAY)


@value
class Explanation:
    """What `explain` found: of a place its lines, of a person his posts, own lines and streets.

    `walks` are all of a person's patrols of the period, on whichever street, each as its line
    has it. `as_of` is local seconds, None for now.
    """

    subject: Place | Holder
    town: str
    week: int
    now: int
    as_of: int | None
    lines: tuple[ExplainedLine, ...]
    known: Known
    posts: tuple[HeldPost, ...] = ()
    walks: tuple[Walk, ...] = ()


def explain(office: Office, name: str, span: Span, *, town: str | None = None) -> Explanation:
    """Explain the verdicts of a street (or another place), or of a person or department.

    A place has the lines of every duty judged there; a holder his posts, his own lines and those
    of the places he holds. Raises `Refused` for an unknown name and where no duty has a line.
    """
    here = known_then(office)
    with reading(office.ledger):
        subject = resolve_subject(here, name, within=town)
        docket = open_span(here, span)
        if isinstance(subject, Place):
            return _explain_place(here, docket, span, subject)
        return _explain_holder(here, docket, span, subject)


def _explain_place(office: Office, docket: Docket, span: Span, place: Place) -> Explanation:
    lines = lines_of(office, docket, span, among=[place.key])
    if not lines:
        week = calendar.week_label(span.week)
        if any(place.is_open(day) for day in span.days):
            said = _("No duty is in force at {place} in {week}.")
        else:
            said = _("{place} is open on no day of {week}, so nothing is judged there.")
        raise Refused(said.format(place=place.name, week=week))
    explained = _explain_lines(office, docket, span, lines)
    return Explanation(
        subject=place,
        town=full_name(docket.places, place)[0],
        week=span.week,
        now=office.now,
        as_of=office.known_at,
        lines=explained,
        known=_find_known(office, docket, explained),
    )


def _explain_holder(office: Office, docket: Docket, span: Span, holder: Holder) -> Explanation:
    week = calendar.days_of_week(span.week)
    shown = week if span.weekly else calendar.days_of_month(span.month)
    posts = [
        post
        for post in docket.assignments
        if post.holder == holder.key and post.overlaps(shown.start, shown.stop)
    ]
    rows = find_by_persons(
        office.connection,
        [holder.key],
        shown.start * calendar.DAY,
        shown.stop * calendar.DAY,
        as_of=office.as_of,
    )
    touched = {post.place for post in posts} | {row.place for row in rows}
    below = {key for key in docket.places if touched.intersection(above(docket, key))}
    lines = lines_of(office, docket, span, among=below | touched, per_holder=False)
    own = [
        line
        for line in lines_of(office, docket, span, per_holder=True)
        if line.charge.holder == holder.key
    ]
    mine = [line for line in lines if line.is_held_by(holder.key)]
    explained = _explain_lines(office, docket, span, [*own, *mine])
    walks = _place_walks(office, rows, [*own, *lines])
    tables = tables_on(office.connection, span.days.start, office.as_of)
    held = []
    for post in posts:
        town, name = full_name(docket.places, docket.places[post.place])
        first, last = max(post.since, shown.start), min(post.until or shown.stop, shown.stop)
        role = role_name(tables, post.role)
        held.append(HeldPost(post=post, role=role, town=town, place=name, days=last - first))
    return Explanation(
        subject=holder,
        town=holder.unit or "",
        week=span.week,
        now=office.now,
        as_of=office.known_at,
        lines=explained,
        known=_find_known(office, docket, explained, walks),
        posts=tuple(held),
        walks=walks,
    )


def _explain_lines(
    office: Office, docket: Docket, span: Span, lines: Sequence[Line]
) -> tuple[ExplainedLine, ...]:
    tables = tables_on(office.connection, span.days.start, office.as_of)
    objections = find_objections(office.connection, as_of=office.as_of)
    return tuple(
        _explain_line(office, docket, line, role_name(tables, line.duty.role), objections)
        for line in lines
    )


def _explain_line(
    office: Office, docket: Docket, line: Line, role: Name, objections: Sequence[Objection]
) -> ExplainedLine:
    """Look up everything one line rests on."""
    a, duty, days = line.assessment, line.duty, line.days
    town = None if line.town is None else line.town.key
    versions = [version for version in docket.versions if version.name == duty.name]
    runs = (
        unmet_runs(office, [a.place], a.period) if a.state == UNMET and duty.name == PATROL else {}
    )
    until = days.stop * calendar.DAY
    (whole,) = complete(office, [line], on=None, until=until, runs=runs, objections=objections)
    chain = set(above(docket, a.place))
    holders = {holder for fact in line.facts for holder in fact.holders}
    chiefs = {post.holder for post in line.charge.posts if post.role in duty.roles}
    voided = find_voided(
        office.connection,
        days.start * calendar.DAY,
        until,
        places=[a.place] if a.holder is None else None,
        persons=None if a.holder is None else [a.holder],
        as_of=office.as_of,
    )
    return ExplainedLine(
        line=whole,
        role=role,
        formula=formula(duty, a.available, len(days)),
        required_since=field_days(versions, days.start, town).get("required", duty.since),
        fields=origins(versions, duty, days.start, town),
        exemptions=tuple(
            row
            for row in docket.exemptions
            if row.since < days.stop
            and row.until > days.start
            and (row.holder in holders if row.holder is not None else row.place in chain)
        ),
        delegations=tuple(
            row
            for row in docket.delegations
            if row.chief in chiefs
            and row.since < days.stop
            and row.until > days.start
            and (a.holder is not None or row.place is None or row.place in chain)
        ),
        voided=tuple(replace(row, voided_at=office.utc_to_local(row.voided_at)) for row in voided),
        objections=tell_objections(office, whole.objections),
    )


def _place_walks(
    office: Office, rows: Sequence[ActivityRow], lines: Iterable[Line]
) -> tuple[Walk, ...]:
    """Give each row as a line has it, best as one that counts; one no line has, as such.

    On a line of a holder the rows of one walk count together, so each of them is told so.
    """
    of_walk: dict[tuple[int, int, str], list[ActivityRow]] = {}
    for row in rows:
        of_walk.setdefault((row.person, row.started_at, row.kind), []).append(row)
    placed: dict[int, Walk] = {}
    for line in lines:
        for entry in line.assessment.entries:
            patrol = entry.patrol
            for row in of_walk.get((patrol.person, patrol.started_at, patrol.kind), ()):
                if row.id != patrol.key and line.charge.holder is None:
                    continue
                seen = placed.get(row.id)
                if seen is None or (entry.counts and not seen.entry.counts):
                    own = replace(entry, patrol=patrol_of(row, office))
                    placed[row.id] = Walk(entry=own, line=line)
    return tuple(
        placed.get(row.id)
        or Walk(entry=Entry(patrol=patrol_of(row, office), right=None, reason=NO_LINE), line=None)
        for row in sorted(rows, key=lambda row: (row.started_at, row.id))
    )


def _find_known(
    office: Office, docket: Docket, lines: Iterable[ExplainedLine], walks: Iterable[Walk] = ()
) -> Known:
    """Look up the people and records that lines and walks name."""
    connection, as_of = office.connection, office.as_of
    walks = [*walks, *(walk for explained in lines for walk in explained.walks)]
    patrols = [walk.entry.patrol for walk in walks]
    exemptions = {exemption.key for explained in lines for exemption in explained.exemptions}
    numbers = {patrol.key for patrol in patrols}
    starts = [patrol.started_at for patrol in patrols]
    rows = (
        find_at_places(
            connection,
            {patrol.place for patrol in patrols},
            min(starts),
            max(starts) + 1,
            as_of=as_of,
        )
        if starts
        else []
    )
    return Known(
        names={holder.key: holder.name for holder in find_holders(connection, as_of=as_of)},
        places=docket.places,
        recorded_at={row.id: office.utc_to_local(row.recorded_at) for row in rows},
        approvers=find_approvers(connection, numbers | exemptions, as_of),
        entries=find_provenance(connection, numbers),
    )
