"""What an assessment rests on: verdicts, work done and items of a span, read once.

Convention: a span is whole weeks, and a week belongs to the days its Thursday lies among, as an ISO
year owns its weeks. Weeks that are not over are left out, unless one week alone is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from streetchief.days import calendar
from streetchief.duties.docket import Docket, judge, open_docket
from streetchief.duties.rules.standing import Assessment
from streetchief.duties.verdict_sql import WeekVerdict
from streetchief.duties.verdicts import verdict_of, verdicts
from streetchief.errors import Refused
from streetchief.items.rules.figures import Row, due_to_close, figures, flow
from streetchief.ledger.office import Office, wanted_week
from streetchief.ledger.settings import find_settings
from streetchief.locale.text import gettext as _
from streetchief.rulebook.in_force import rulebook_on
from streetchief.rulebook.rules.duty import PATROL
from streetchief.rulebook.rules.read_score import ScoreRules
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.scores.records import WorkRow, count_work
from streetchief.scores.rules import Line, Result, result_of
from streetchief.value import replace, value
from streetchief.values.problems import Name
from streetchief.values.register import Place


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


@value
class Work:
    """What was done in the span: patrols, items found, clean-ups with their spots and kilograms."""

    patrols: int = 0
    findings: int = 0
    cleanups: int = 0
    spots: int = 0
    kilograms: int = 0


@value
class ScoreRow:
    """One subject with its result, its score and its rank among its like.

    `key` is a place's or a holder's. Of a chief, `role` is his role, `held` the streets he held,
    `days_held` on how many days of the span, `own_counted` his own patrols that count; verdicts
    are those of his streets. Of a department, `result` is of its own duties at `held`, `linked` of
    its streets `linked_to`. Of a town, `general` is the result of its general chief.
    """

    key: int
    town: str
    name: str
    result: Result
    work: Work
    score: Fraction | None
    rank: int | None = None
    role: Name | None = None
    held: tuple[str, ...] = ()
    days_held: int = 0
    own_counted: int = 0
    own: Fraction | None = None
    linked: Result | None = None
    linked_share: Fraction | None = None
    linked_to: tuple[str, ...] = ()
    general: Result | None = None


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


class Sources:
    """Everything read for one assessment, inside one transaction."""

    __slots__ = (
        "_cases",
        "_lines",
        "_work",
        "connection",
        "docket",
        "office",
        "rulebook",
        "span",
        "town",
    )

    def __init__(self, office: Office, span: ScoreSpan, town: Place | None) -> None:
        self.office = office
        self.connection = office.connection
        self.span = span
        self.town = town
        self.docket: Docket = open_docket(
            office, span.since, span.until, town.key if town else None
        )
        day = min(office.today, span.until - 1)
        self.rulebook: Rulebook = rulebook_on(office.connection, day, as_of=office.as_of)
        self._lines: dict[int, list[WeekVerdict]] | None = None
        self._work: list[WorkRow] | None = None
        self._cases: list[Row] | None = None

    @property
    def rules(self) -> ScoreRules:
        return self.rulebook.score

    @property
    def seen_on(self) -> int:
        """The day whose end the lists are looked at."""
        return min(self.office.today, self.span.until - 1)

    @property
    def lines(self) -> Mapping[int, list[WeekVerdict]]:
        """The weeks of each place the street duty judges, in register order."""
        if self._lines is None:
            self._lines = {}
            for found in self._verdicts():
                self._lines.setdefault(found.place, []).append(found)
            order = {key: number for number, key in enumerate(self.docket.places)}
            self._lines = dict(sorted(self._lines.items(), key=lambda pair: order[pair[0]]))
        return self._lines

    def _verdicts(self) -> list[WeekVerdict]:
        weeks = self.span.weeks
        if self.span.running:
            judged = self.judged(PATROL)
            return [verdict_of(assessment) for assessment in judged]
        town = self.town.key if self.town else None
        return verdicts(self.office, PATROL, range(weeks[0], weeks[-1] + 1), town=town)

    def judged(self, duty: str) -> list[Assessment]:
        """Return the assessments of a duty in every week of the span, by the rule itself."""
        weeks = self.span.weeks
        judged = judge(self.office, self.docket, duty, weeks)
        return [assessment for week in weeks for assessment in judged[week]]

    def duties_of_holders(self) -> tuple[str, ...]:
        """Return the weekly duties that judge each holder by himself."""
        names = dict.fromkeys(version.name for version in self.docket.versions)
        found = []
        for name in names:
            duty = self.docket.duty(name, self.span.until - 1, None)
            if duty is not None and duty.per == "holder" and duty.period == "week":
                found.append(name)
        return tuple(found)

    @property
    def places(self) -> dict[int, Place]:
        """The places of the town, or all."""
        if self.town is None:
            return self.docket.places
        town = self.town.key
        return {k: p for k, p in self.docket.places.items() if self.docket.town_key(k) == town}

    @property
    def work(self) -> list[WorkRow]:
        """What was done at the places, by kind and person."""
        if self._work is None:
            self._work = count_work(
                self.connection,
                self.places,
                self.span.since * calendar.DAY,
                self.span.until * calendar.DAY,
                as_of=self.office.as_of,
            )
        return self._work

    @property
    def items(self) -> list[Row]:
        """The items of the lists that count, as they stand at the end of the span."""
        if self._cases is None:
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
            self._cases = [(case.item, case.state) for case in found]
            if self.town is not None:
                own = self.own_town()
                self._cases = [
                    row for row in self._cases if self.town_of_item(row, own) == self.town.key
                ]
        return self._cases

    def own_town(self) -> int | None:
        """Return the ledger's own town, to which items without a place belong."""
        name = find_settings(self.connection, self.office.ledger.site).get("town")
        towns = [p.key for p in self.docket.places.values() if p.name == name and p.kind == "town"]
        return towns[0] if len(towns) == 1 else None

    def town_of_item(self, row: Row, own: int | None) -> int | None:
        """Return the key of the town an item lies in."""
        place = row[0].place
        return own if place is None else self.docket.town_key(place)


def with_items(result: Result, rows: Iterable[Row]) -> Result:
    """Add to a result what became of the items."""
    counts = figures(rows)
    return replace(
        result,
        closed=result.closed + counts.closed,
        closed_in_time=result.closed_in_time + counts.closed_in_time,
        due_to_close=result.due_to_close + due_to_close(counts),
    )


def result_of_weeks(weeks: Iterable[WeekVerdict]) -> Result:
    """Add up the weeks of one place."""
    return result_of(
        Line(required=week.required, counted=week.counted, state=week.state) for week in weeks
    )


def work_of(sources: Sources, rows: Iterable[WorkRow], items: Iterable[Row]) -> Work:
    """Add up what was done; a clean-up is an activity of a kind with measures."""
    patrols = cleanups = spots = kilograms = 0
    for row in rows:
        kind = sources.rulebook.kinds.get(row.kind)
        if row.kind == "patrol":
            patrols += row.count
        elif kind is not None and kind.measures:
            cleanups += row.count
        spots += row.spots
        kilograms += row.kilograms
    found = flow(items, sources.span.since, sources.span.until).opened
    return Work(
        patrols=patrols, findings=found, cleanups=cleanups, spots=spots, kilograms=kilograms
    )
