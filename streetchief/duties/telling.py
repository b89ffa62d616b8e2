"""Telling a line: names, records and days of one verdict, looked up for whoever doubts it.

Convention: a teller is opened inside a read transaction, with the docket the lines were judged by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from streetchief.activities.records import ActivityRow, find_at_places, last_patrols
from streetchief.days import calendar
from streetchief.duties.docket import Docket, above, names_of, patrol_of
from streetchief.duties.explained import (
    NO_LINE,
    DayTold,
    DelegationTold,
    EntryTold,
    ExemptionTold,
    Explanation,
    LineExplained,
    ObjectionTold,
    PostTold,
    Said,
    VoidTold,
)
from streetchief.duties.lines import Line, Span, lines_of
from streetchief.duties.records import Objection, find_objections
from streetchief.duties.rules.charge import Charge
from streetchief.duties.rules.counting import DELEGATE, Entry
from streetchief.duties.rules.standing import UNMET
from streetchief.duties.verdicts import unmet_runs
from streetchief.ledger.office import Office
from streetchief.ledger.provenance import (
    Provenance,
    VoidedActivity,
    find_approvers,
    find_provenance,
    find_voided,
)
from streetchief.register.subjects import full_name
from streetchief.rulebook.rules.duty import PATROL, Duty
from streetchief.rulebook.rules.workings import field_days, formula, origins
from streetchief.rulebook.wording import Tables, duty_name, role_name, rulebook_tables
from streetchief.value import replace


class Teller:
    """What telling needs: the docket, and names looked up once."""

    def __init__(self, office: Office, docket: Docket, span: Span) -> None:
        self.office = office
        self.connection = office.connection
        self.docket = docket
        self.span = span
        self.tables: Tables = rulebook_tables(office.connection, span.days.start, office.as_of)
        self._names: dict[int, str] = {}
        self._objected: list[Objection] | None = None

    def lines(
        self, *, among: Iterable[int] | None = None, per_holder: bool | None = None
    ) -> list[Line]:
        return lines_of(
            self.office,
            self.docket,
            self.span,
            among=among,
            per_holder=per_holder,
        )

    def explanation(
        self,
        *,
        subject: str,
        town: str,
        kind: str,
        lines: tuple[LineExplained, ...],
        posts: tuple[PostTold, ...] = (),
        walks: tuple[EntryTold, ...] = (),
    ) -> Explanation:
        as_of = self.office.as_of
        return Explanation(
            subject=subject,
            town=town,
            kind=kind,
            week=self.span.week,
            month=self.span.month,
            now=self.office.now,
            as_of=None if as_of is None else self.office.utc_to_local(as_of),
            lines=lines,
            posts=posts,
            walks=walks,
        )

    def name(self, holder: int | None) -> str | None:
        if holder is None:
            return None
        if holder not in self._names:
            found = names_of(self.connection, [holder], self.office.as_of)
            self._names[holder] = found[holder].name if holder in found else f"#{holder}"
        return self._names[holder]

    def sure_name(self, holder: int) -> str:
        return self.name(holder) or ""

    def told(self, line: Line) -> LineExplained:
        """Tell everything about one line."""
        a, duty, docket = line.assessment, line.duty, self.docket
        town_key = None if line.town is None else line.town.key
        versions = [v for v in docket.versions if v.name == duty.name]
        ahead = line.ahead(self.office.now)
        town, place = full_name(docket.places, line.place)
        exemptions = self._exemptions(line)
        runs = (
            unmet_runs(self.office, [a.place], a.period)
            if a.state == UNMET and duty.name == PATROL
            else {}
        )
        end = min(self.office.now + 301, line.days.stop * calendar.DAY)
        last = (
            last_patrols(self.connection, [a.place], end, as_of=self.office.as_of)
            if a.holder is None
            else {}
        )
        return LineExplained(
            duty=duty.name,
            title=duty_name(self.tables, duty.name),
            role=role_name(self.tables, duty.role),
            town=town,
            place=place,
            holder=self.name(a.holder),
            assessment=a,
            days=self._days(line, exemptions),
            formula=formula(duty, a.available, len(line.days)),
            required_since=field_days(versions, line.days.start, town_key).get(
                "required", duty.since
            ),
            fields=origins(versions, duty, line.days.start, town_key),
            entries=tuple(self._entries(a.entries, line.charge, duty)),
            exemptions=exemptions,
            delegations=self._delegations(line),
            voided=self._voided(line),
            days_left=None if ahead is None else ahead.days_left,
            room=None if ahead is None else ahead.room,
            unmet_weeks=runs.get(a.place, 0),
            last_patrol_on=last[a.place] // calendar.DAY if a.place in last else None,
            objections=self.objections(line),
        )

    def walks(self, rows: Sequence[ActivityRow], lines: Sequence[Line]) -> list[EntryTold]:
        """Tell each row as a line has it, best as one that counts; one no line has, as such.

        On a line of a holder the rows of one walk count together, so each of them is told so.
        """
        spoken: dict[int, tuple[Entry, Charge, Duty]] = {}
        of_walk = {(row.person, row.started_at, row.kind): list[ActivityRow]() for row in rows}
        for row in rows:
            of_walk[row.person, row.started_at, row.kind].append(row)
        for line in lines:
            for entry in line.assessment.entries:
                patrol = entry.patrol
                walk = (patrol.person, patrol.started_at, patrol.kind)
                for row in of_walk.get(walk, ()):
                    if row.id != patrol.key and line.charge.holder is None:
                        continue
                    seen = spoken.get(row.id)
                    if seen is None or (entry.counts and not seen[0].counts):
                        own = replace(entry, patrol=patrol_of(row, self.office))
                        spoken[row.id] = (own, line.charge, line.duty)
        told: dict[int, EntryTold] = {}
        nobody = Duty(name="", role="", per="")
        for row in rows:
            if row.id not in spoken:
                alone = Entry(patrol=patrol_of(row, self.office), right=None, reason=NO_LINE)
                spoken[row.id] = (alone, Charge(place=row.place), nobody)
        for entry, charge, duty in spoken.values():
            told.update((e.number, e) for e in self._entries([entry], charge, duty))
        return [told[row.id] for row in sorted(rows, key=lambda r: (r.started_at, r.id))]

    def post(self, place: int, role: str, since: int, until: int | None, shown: range) -> PostTold:
        town, name = full_name(self.docket.places, self.docket.places[place])
        first, last = max(since, shown.start), min(until or shown.stop, shown.stop)
        return PostTold(
            town=town,
            place=name,
            role=role_name(self.tables, role),
            since=since,
            until=until,
            days=last - first,
        )

    def _days(self, line: Line, exemptions: Sequence[ExemptionTold]) -> tuple[DayTold, ...]:
        counted: dict[int, int] = {}
        for entry in line.assessment.entries:
            if entry.counts:
                counted[entry.patrol.day] = counted.get(entry.patrol.day, 0) + 1
        return tuple(
            DayTold(
                day=fact.day,
                open=fact.open,
                holders=tuple(self.sure_name(h) for h in fact.holders),
                exempt=fact.exempt,
                reasons=fact.reasons,
                exemptions=tuple(
                    e.number
                    for e in exemptions
                    if fact.exempt
                    and e.used
                    and e.first <= fact.day <= e.last
                    and e.reason in fact.reasons
                ),
                available=fact.available,
                counted=counted.get(fact.day, 0),
                away=tuple(
                    self.sure_name(h)
                    for h in fact.holders
                    if any(
                        e.holder == h
                        and e.reason in line.duty.exempt_reasons
                        and e.covers(fact.day)
                        for e in line.charge.exemptions
                    )
                ),
            )
            for fact in line.facts
        )

    def _entries(self, entries: Sequence[Entry], charge: Charge, duty: Duty) -> Iterable[EntryTold]:
        ids = [entry.patrol.key for entry in entries]
        origin = find_provenance(self.connection, ids)
        approvers = find_approvers(self.connection, ids, self.office.as_of)
        recorded = self._recorded(entries)
        for entry in entries:
            patrol = entry.patrol
            from_entry: Provenance | None = origin.get(patrol.key)
            yield EntryTold(
                number=patrol.key,
                street=self.docket.places[patrol.place].name,
                person=self.sure_name(patrol.person),
                started_at=patrol.started_at,
                recorded_at=recorded.get(patrol.key, patrol.recorded_on * calendar.DAY),
                minutes=patrol.minutes,
                metres=patrol.metres,
                photos=patrol.photos,
                kind=patrol.kind,
                right=entry.right,
                reason=entry.reason,
                deemed=entry.deemed,
                backfilled=patrol.backfilled,
                approved_by=self.name(approvers.get(patrol.key)),
                for_chief=self.name(_delegator(entry, charge, duty)),
                marks=from_entry.marks if from_entry else (),
                site=from_entry.site if from_entry else "",
            )

    def _recorded(self, entries: Sequence[Entry]) -> dict[int, int]:
        if not entries:
            return {}
        first = min(entry.patrol.started_at for entry in entries)
        last = max(entry.patrol.started_at for entry in entries)
        rows = find_at_places(
            self.connection,
            {entry.patrol.place for entry in entries},
            first,
            last + 1,
            as_of=self.office.as_of,
        )
        return {row.id: self.office.utc_to_local(row.recorded_at) for row in rows}

    def _exemptions(self, line: Line) -> tuple[ExemptionTold, ...]:
        docket, duty, days = self.docket, line.duty, line.days
        chain = set(above(docket, line.place.key))
        holders = {holder for fact in line.facts for holder in fact.holders}
        rows = [
            row
            for row in docket.exemptions
            if row.since < days.stop
            and row.until > days.start
            and (row.holder in holders if row.holder is not None else row.place in chain)
        ]
        approvers = find_approvers(self.connection, [r.key for r in rows], self.office.as_of)
        return tuple(
            ExemptionTold(
                number=row.key,
                first=row.since,
                last=row.until - 1,
                reason=row.reason,
                whom=self.sure_name(row.holder)
                if row.holder is not None
                else docket.places[row.place or 0].name,
                of_holder=row.holder is not None,
                approved_by=self.name(approvers.get(row.key)),
                used=row.reason in duty.exempt_reasons,
            )
            for row in rows
        )

    def _delegations(self, line: Line) -> tuple[DelegationTold, ...]:
        days, charge = line.days, line.charge
        chiefs = {post.holder for post in charge.posts if post.role in line.duty.roles}
        chain = set(above(self.docket, line.place.key))
        return tuple(
            DelegationTold(
                number=row.key,
                first=row.since,
                last=row.until - 1,
                chief=self.sure_name(row.chief),
                delegate=self.sure_name(row.delegate),
            )
            for row in self.docket.delegations
            if row.chief in chiefs
            and row.since < days.stop
            and row.until > days.start
            and (charge.holder is not None or row.place is None or row.place in chain)
        )

    def _voided(self, line: Line) -> tuple[VoidTold, ...]:
        bounds = (line.days.start * calendar.DAY, line.days.stop * calendar.DAY)
        a, as_of = line.assessment, self.office.as_of
        if a.holder is None:
            found = find_voided(self.connection, *bounds, places=[a.place], as_of=as_of)
        else:
            found = find_voided(self.connection, *bounds, persons=[a.holder], as_of=as_of)
        return tuple(map(self._void, found))

    def _void(self, row: VoidedActivity) -> VoidTold:
        return VoidTold(
            number=row.id,
            person=self.sure_name(row.person),
            street=self.docket.places[row.place].name if row.place in self.docket.places else "",
            started_at=row.started_at,
            voided_at=self.office.utc_to_local(row.voided_at),
            reason=row.reason,
        )

    def objections(self, line: Line) -> tuple[ObjectionTold, ...]:
        """Tell the objections to one line, with their answers."""
        a = line.assessment
        return self.objections_of(a.place, a.duty.name, range(a.period, a.period + 1), a.holder)

    def objections_of(
        self, place: int, duty: str, periods: range, holder: int | None = None
    ) -> tuple[ObjectionTold, ...]:
        """Tell the objections to a duty's verdicts of some periods at a place."""
        as_of = self.office.as_of
        if self._objected is None:
            self._objected = find_objections(self.connection, as_of=as_of)
        return tuple(
            self.objection(found)
            for found in self._objected
            if found.duty == duty
            and found.place == place
            and found.period in periods
            and found.holder == holder
        )

    def objection(self, found: Objection) -> ObjectionTold:
        to_local = self.office.utc_to_local
        return ObjectionTold(
            period=found.period,
            said=Said(
                number=found.number,
                text=found.text,
                by=self.name(found.by),
                at=to_local(found.recorded_at),
            ),
            answers=tuple(
                Said(
                    number=answer.number,
                    text=answer.text,
                    by=self.name(answer.by),
                    at=to_local(answer.recorded_at),
                )
                for answer in found.answers
            ),
        )


def _delegator(entry: Entry, charge: Charge, duty: Duty) -> int | None:
    """Return the chief under whose delegation an entry counts."""
    if entry.right != DELEGATE:
        return None
    patrol = entry.patrol
    holders: Mapping[int, None] = dict.fromkeys(
        p.holder for p in charge.posts if p.role in duty.roles and p.covers(patrol.day)
    )
    for delegation in charge.delegations:
        if (
            delegation.delegate == patrol.person
            and delegation.chief in holders
            and delegation.covers(patrol.day)
            and delegation.place in (None, patrol.place)
        ):
            return delegation.chief
    return None
