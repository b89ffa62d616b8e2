"""What an assessment rests on: verdicts, work done and items of a span, read once.

Convention: a span is whole weeks, and a week belongs to the days its Thursday lies among, as an ISO
year owns its weeks. Weeks that are not over are left out, unless one week alone is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from streetchief.days import calendar
from streetchief.duties.docket import judge, open_docket
from streetchief.duties.rules.standing import Assessment, Judged
from streetchief.duties.verdicts import verdicts
from streetchief.errors import Refused
from streetchief.items.rules.figures import Row, due_to_close, figures, flow
from streetchief.ledger.office import Office, wanted_week
from streetchief.ledger.opening import find_settings
from streetchief.locale.text import gettext as _
from streetchief.register.names import resolve_place
from streetchief.register.records import find_holders
from streetchief.rulebook.in_force import rulebook_on
from streetchief.rulebook.rules.duty import PATROL, Duty
from streetchief.rulebook.rules.read_score import ScoreRules
from streetchief.scores.records import WorkRow, count_work
from streetchief.scores.rules import Result, ScoreRow, Work, add_up, result_of, score_of
from streetchief.value import replace, value
from streetchief.values.register import TOWN, Place


@value
class ScoreSpan:
    """The weeks that are judged, oldest first; `running` when the only one is not over.

    `left_out` are weeks asked for that are not over.
    """

    weeks: tuple[int, ...]
    running: bool = False
    left_out: tuple[int, ...] = ()

    @property
    def since(self) -> int:
        return calendar.monday_of(self.weeks[0])

    @property
    def until(self) -> int:
        return calendar.monday_of(self.weeks[-1] + 1)


def week_span(office: Office, week: int | None) -> ScoreSpan:
    """Return one week, else the last finished one; raises `Refused` for one not yet begun."""
    wanted = wanted_week(office, week)
    return ScoreSpan(weeks=(wanted,), running=wanted == office.this_week)


def day_span(office: Office, first: int, last: int) -> ScoreSpan:
    """Return the finished weeks whose Thursday is one of the days `first` to `last`.

    Raises `Refused` when there is none.
    """
    asked = range(calendar.week_of(first + 3), calendar.week_of(last - 3) + 1)
    weeks = tuple(week for week in asked if week < office.this_week)
    if not weeks:
        raise Refused(
            _("No finished week lies in {first} to {last}.").format(
                first=calendar.day_label(first), last=calendar.day_label(last)
            ),
            _(
                "A week belongs to the days its Thursday lies among. The last finished one: {week}."
            ).format(week=calendar.week_label(office.this_week - 1)),
        )
    return ScoreSpan(weeks=weeks, left_out=tuple(w for w in asked if w == office.this_week))


def named_town(office: Office, said: str | None) -> Place | None:
    """Return the town meant by a name, None where none was named; raises `Refused`."""
    if not said:
        return None
    return resolve_place(office.connection, said, kinds=(TOWN,), as_of=office.as_of)


class Sources:
    """Everything read for one assessment, inside one transaction; what costs, when it is asked."""

    def __init__(self, office: Office, span: ScoreSpan, town: Place | None) -> None:
        self.office = office
        self.connection = office.connection
        self.span = span
        self.town = town
        self.seen_on = min(office.today, span.until - 1)
        """The day at whose end the lists are looked at."""
        self.docket = open_docket(office, span.since, span.until, town.key if town else None)
        self.rulebook = rulebook_on(office.connection, self.seen_on, as_of=office.as_of)

    @property
    def rules(self) -> ScoreRules:
        return self.rulebook.score

    @cached_property
    def lines(self) -> dict[int, list[Judged]]:
        """The weeks of each place the street duty judges, in register order.

        Weeks that are over are those of the verdicts; the running one is as the rule says now.
        """
        running = self.office.this_week
        over = [week for week in self.span.weeks if week < running]
        found: list[Judged] = []
        if over:
            town = self.town.key if self.town else None
            found += verdicts(self.office, PATROL, range(over[0], over[-1] + 1), town=town)
        if running in self.span.weeks:
            found += judge(self.office, self.docket, PATROL, [running])[running]
        lines: dict[int, list[Judged]] = {key: [] for key in self.docket.places}
        for one in found:
            lines[one.place].append(one)
        return {key: weeks for key, weeks in lines.items() if weeks}

    def result_of_week(self, week: int) -> Result:
        """Return what all places reached in one week."""
        return add_up(
            result_of(one for one in weeks if one.period == week) for weeks in self.lines.values()
        )

    def judged(self, duty: str) -> list[Assessment]:
        """Return the assessments of a duty in every week of the span, by the rule itself."""
        weeks = self.span.weeks
        judged = judge(self.office, self.docket, duty, weeks)
        return [assessment for week in weeks for assessment in judged[week]]

    def judged_holders(self, kind: str) -> dict[tuple[str, int, int], list[Assessment]]:
        """Return the weeks of duties that judge each holder by himself, for holders of a kind.

        By duty, place and holder.
        """
        found: dict[tuple[str, int, int], list[Assessment]] = {}
        for name in dict.fromkeys(version.name for version in self.docket.versions):
            duty = self.docket.duty(name, self.span.until - 1, None)
            if duty is None or duty.per != "holder" or duty.period != "week":
                continue
            for assessment in self.judged(name):
                holder = assessment.holder
                if holder is not None and self._kinds.get(holder) == kind:
                    found.setdefault((name, assessment.place, holder), []).append(assessment)
        return found

    @cached_property
    def _kinds(self) -> dict[int, str]:
        holders = find_holders(self.connection, as_of=self.office.as_of)
        return {holder.key: holder.kind for holder in holders}

    @cached_property
    def work(self) -> list[WorkRow]:
        """What was done at the places, by kind and person."""
        return count_work(
            self.connection,
            [
                place
                for place in self.docket.places
                if self.town is None or self.docket.town_key(place) == self.town.key
            ],
            self.span.since * calendar.DAY,
            self.span.until * calendar.DAY,
            as_of=self.office.as_of,
        )

    @cached_property
    def items(self) -> list[Row]:
        """The items of the lists that count, as they stand at the end of the span."""
        # Only an assessment with lists pays for reading them.
        from streetchief.items.lists import find_standing, open_lists

        cabinet = open_lists(self.office)
        wanted = self.rules.lists
        if wanted is None:
            wanted = tuple(
                name for name, rule in cabinet.rules.items() if rule.verification != "none"
            )
        known = [name for name in wanted if name in cabinet.rules]
        found = find_standing(cabinet, on=self.seen_on, of=known) if known else []
        rows = [(case.item, case.state) for case in found]
        if self.town is None:
            return rows
        return [row for row in rows if self.town_of_item(row) == self.town.key]

    def town_of_item(self, row: Row) -> int | None:
        """Return the key of the town an item lies in; without a place the ledger's own."""
        place = row[0].place
        return self._own_town if place is None else self.docket.town_key(place)

    @cached_property
    def _own_town(self) -> int | None:
        name = find_settings(self.connection, self.office.ledger.site).get("town")
        towns = [p.key for p in self.docket.places.values() if p.name == name and p.kind == TOWN]
        return towns[0] if len(towns) == 1 else None

    def duties_of(self, weeks: Iterable[int]) -> tuple[Duty, ...]:
        """Return the versions of the street duty that judged in `weeks`, oldest first."""
        towns = dict.fromkeys(map(self.docket.town_key, self.lines))
        found = [
            self.docket.duty(PATROL, calendar.monday_of(week), town)
            for week in weeks
            for town in towns
        ]
        return tuple(dict.fromkeys(duty for duty in found if duty is not None))

    def town_name(self, place: int) -> str:
        """Return the name of the town a place lies in, "" where it lies in none."""
        town = self.docket.town_key(place)
        return self.docket.places[town].name if town is not None else ""

    def town_names(self, places: Iterable[int]) -> str:
        """Return the towns that places lie in, each once."""
        return "、".join(filter(None, dict.fromkeys(map(self.town_name, places))))

    def row(
        self,
        *,
        key: int,
        town: str,
        name: str,
        reached: Iterable[Iterable[Judged]],
        items: Iterable[Row],
        work: Iterable[WorkRow],
        found: Iterable[Row] | None = None,
        **more: Any,
    ) -> ScoreRow:
        """Return the row of one subject.

        `reached` are its periods, place by place; `items` those it answers for, `found` those it
        found, else the same; `work` what it did; `more` what a row of its kind has besides.
        """
        items = tuple(items)
        result = with_items(add_up(map(result_of, reached)), items)
        return ScoreRow(
            key=key,
            town=town,
            name=name,
            result=result,
            work=self._work_of(work, items if found is None else found),
            score=score_of(result, self.rules),
            **more,
        )

    def _work_of(self, rows: Iterable[WorkRow], found: Iterable[Row]) -> Work:
        """Add up what was done; a clean-up is an activity of a kind with measures."""
        patrols = cleanups = spots = kilograms = 0
        for row in rows:
            kind = self.rulebook.kinds.get(row.kind)
            if row.kind == "patrol":
                patrols += row.count
            elif kind is not None and kind.measures:
                cleanups += row.count
            spots += row.spots
            kilograms += row.kilograms
        return Work(
            patrols=patrols,
            findings=flow(found, self.span.since, self.span.until).opened,
            cleanups=cleanups,
            spots=spots,
            kilograms=kilograms,
        )


def with_items(result: Result, rows: Iterable[Row]) -> Result:
    """Add to a result what became of the items."""
    counts = figures(rows)
    return replace(
        result,
        closed=result.closed + counts.closed,
        closed_in_time=result.closed_in_time + counts.closed_in_time,
        due_to_close=result.due_to_close + due_to_close(counts),
    )
