"""The one engine of corrections: what issued papers said, held against what is so now.

Convention: a line is known by what it is of, not by its name, its row or its holder, so that two
papers can be held against each other. Corrections that were printed are part of what was said: a
period is held against them from then on. The county's paper speaks of all towns (`town` None).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from streetchief.days import calendar
from streetchief.duties.rules.standing import MET, NOTHING_DUE, sum_up
from streetchief.duties.verdicts import verdicts
from streetchief.papers.frozen import Json, read_figures
from streetchief.papers.lines import (
    NO_TOWN,
    department_lines,
    duty_lines,
    officer_lines,
    period_lines,
)
from streetchief.papers.records import (
    IssuedRow,
    find_added_since,
    first_item_day_since,
    was_voided_since,
)
from streetchief.papers.rules.corrections import (
    DEPARTMENT,
    DUTY,
    OFFICER,
    STREET,
    Change,
    Correction,
    ItemCounts,
    LineCounts,
)
from streetchief.papers.rules.lines import rate_of
from streetchief.papers.rules.report import PERIODS, weeks_of
from streetchief.papers.sources import Sources, item_reader, judge_weeks, open_earlier, put_beside
from streetchief.rulebook.rules.duty import PATROL
from streetchief.value import fields_of, replace, value
from streetchief.values.freezing import freeze, thaw
from streetchief.values.problems import Name
from streetchief.values.rates import Rate

if TYPE_CHECKING:
    from streetchief.papers.items import ItemReader

_NO_NAME = Name(zh="", en="")


@value
class Line:
    """A line as a paper printed it, or as it would now."""

    kind: str
    key: str
    who: Name
    action: Name
    town: str
    counts: LineCounts


Lines = Mapping[str, Line]
"""Lines by their keys."""


@value
class Said:
    """What papers last said of a period, corrections included, and the record that said it."""

    lines: Lines
    items: ItemCounts
    record: int


def find_corrections(
    now: Now, town: int | None, period: int, issued: Sequence[IssuedRow]
) -> tuple[Correction, ...]:
    """Compare every issued period up to `period` with what it is now.

    Also `period` itself, when it was issued as another kind of paper or is reckoned anew.
    """
    corrections = []
    for at, said in sorted(_last_said(issued).items()):
        if at > period:
            continue
        lines, items = now.lines(at, town), now.items(at, town, said)
        changes = _compare(now, at, said, lines)
        if changes or items != said.items:
            corrections.append(
                Correction(
                    period=at,
                    changes=changes,
                    rate_before=_rate_streets(said.lines),
                    rate_after=_rate_streets(lines),
                    items_before=said.items if items != said.items else None,
                    items_after=items if items != said.items else None,
                )
            )
    return tuple(corrections)


def _rate_streets(lines: Lines) -> Rate:
    return rate_of(line.counts for line in lines.values() if line.kind == STREET)


def _compare(now: Now, period: int, said: Said, lines: Lines) -> tuple[Change, ...]:
    """Return what reads otherwise; a line that only bears another name now is no change."""
    renamed = _find_renamed(said.lines, lines)
    changes = []
    for key in dict.fromkeys((*said.lines, *lines)):
        before, after = said.lines.get(key), lines.get(key)
        shown = after or before
        same = before is not None and after is not None and before.counts == after.counts
        if shown is None or same or key in renamed:
            continue
        change = Change(
            kind=shown.kind,
            key=key,
            who=shown.who,
            action=shown.action,
            town=shown.town,
            before=before.counts if before is not None else None,
            after=after.counts if after is not None else None,
        )
        changes.append(now.explain(change, period, said.record))
    return tuple(changes)


def _find_renamed(said: Lines, now: Lines) -> set[str]:
    """Return both keys of lines that are gone and came with another name; streets keep theirs."""
    gone = [line for key, line in said.items() if key not in now and line.kind != STREET]
    renamed = set()
    for line in (line for key, line in now.items() if key not in said):
        alike = next((g for g in gone if (g.kind, g.counts) == (line.kind, line.counts)), None)
        if alike is not None:
            gone.remove(alike)
            renamed |= {alike.key, line.key}
    return renamed


# ---------------------------------------------------------------- now


class Now:
    """How issued weeks, or months, or years stand now.

    Judged when first asked; weeks all at once and for every town of the sources, so that many
    towns' papers are no more work than one.
    """

    __slots__ = ("_lines", "_periods", "_reader", "_sources")

    def __init__(self, sources: Sources, issued: Iterable[IssuedRow]) -> None:
        self._sources = sources
        self._periods = sorted({row.period for row in issued if row.period <= sources.period})
        self._lines: dict[int, dict[int, Lines]] = {}
        self._reader: ItemReader | None = None

    def lines(self, period: int, town: int | None) -> Lines:
        """Return the lines of a town, or of all with their towns named."""
        if period not in self._lines:
            if self._sources.kind in PERIODS:
                self._lines[period] = _reckon_period(open_earlier(self._sources, period))
            else:
                self._lines |= _reckon_weeks(self._sources, self._periods)
        found = self._lines[period]
        if town is not None:
            return found.get(town, {})
        places = self._sources.docket.places
        return {
            key: replace(line, town=places[place].name if place != NO_TOWN else "")
            for place, of_town in found.items()
            for key, line in of_town.items()
        }

    def items(self, period: int, town: int | None, said: Said) -> ItemCounts:
        """Reckon the problems again where something recorded since can have changed them."""
        weeks = weeks_of(self._sources.kind, period)
        days = range(calendar.monday_of(weeks.start), calendar.monday_of(weeks.stop))
        first = first_item_day_since(self._sources.connection, said.record)
        if first is None or first >= days.stop:
            return said.items
        if self._reader is None:
            self._reader = item_reader(self._sources)
        return said.items if self._reader is None else self._reader.figures(town, days).counts

    def explain(self, change: Change, period: int, record: int) -> Change:
        """Tell of a street in one week why it reads otherwise than in the record."""
        sources, places = self._sources, self._sources.docket.places.values()
        if sources.kind in PERIODS or change.before is None or change.after is None:
            return change
        key = next((p.key for p in places if change.key == _street_key(p.identity)), None)
        if key is None:
            return change
        days = calendar.days_of_week(period)
        bounds = days.start * calendar.DAY, days.stop * calendar.DAY
        recorded = (
            (started // calendar.DAY, sources.office.utc_to_local(at) // calendar.DAY)
            for started, at in find_added_since(sources.connection, key, *bounds, record)
        )
        return replace(
            change,
            backfilled_on=tuple(sorted({late for started, late in recorded if late > started})),
            voided=was_voided_since(sources.connection, key, *bounds, record),
        )


def _reckon_period(sources: Sources) -> dict[int, Lines]:
    """Add up a month or a year once more, town by town."""
    places = sources.docket.places
    blank = {"kind": sources.kind, "streets": (), "officers": ()}
    return {
        town: _read_lines(
            {**blank, "identity": places[town].identity}
            | {name: freeze(lines) for name, lines in found.items()}
        )
        for town, found in period_lines(sources).items()
        if town != NO_TOWN
    }


def _reckon_weeks(sources: Sources, weeks: Sequence[int]) -> dict[int, dict[int, Lines]]:
    """Judge weeks once more: the streets in one statement, the rest in one docket for all."""
    places, town_key = sources.docket.places, sources.docket.town_key
    found: dict[int, dict[int, dict[str, Line]]] = {week: {} for week in weeks}
    for verdict in verdicts(
        sources.office, PATROL, range(weeks[0], weeks[-1] + 1), town=sources.only
    ):
        if verdict.period in found:
            of_town = found[verdict.period].setdefault(town_key(verdict.place) or NO_TOWN, {})
            place = places[verdict.place]
            row = {"street": place.name, "identity": place.identity, "state": verdict.state}
            line = _read_street(row | sum_up([verdict], "required", "counted"), "")
            of_town[line.key] = line
    towns = ({town for of in found.values() for town in of} | {sources.only}) - {None, NO_TOWN}
    judged = judge_weeks(sources, weeks)
    for week in weeks:
        here = replace(sources, weeks=range(week, week + 1))
        mine = {name: [a for a in rows if a.period == week] for name, rows in judged.items()}
        beside = put_beside(here, mine, here.days)
        for town in sorted(town for town in towns if town is not None):
            report = {
                "kind": sources.kind,
                "identity": places[town].identity,
                "streets": (),
                "lines": (),
                "officers": freeze(officer_lines(here, beside, town)),
                "departments": freeze(department_lines(here, beside, town)),
                "duties": freeze(duty_lines(here, beside, town)),
            }
            found[week].setdefault(town, {}).update(_read_lines(report))
    return {week: dict(of_towns) for week, of_towns in found.items()}


# ---------------------------------------------------------------- what papers said


def _last_said(issued: Iterable[IssuedRow]) -> dict[int, Said]:
    """Return for each issued period what its papers said of it last."""
    periods: dict[int, Said] = {}
    for row in issued:
        figures = read_figures(row)
        lines: dict[str, Line] = {}
        for town in figures["towns"] or [figures]:
            lines |= _read_lines(town, town["town"] if figures["towns"] else "")
        periods[row.period] = Said(lines=lines, items=_read_counts(figures), record=row.id)
        for correction in figures["corrections"]:
            earlier = periods.get(correction["period"])
            if earlier is not None:
                periods[correction["period"]] = _corrected(earlier, correction, row.id)
    return periods


def _corrected(earlier: Said, data: Json, record: int) -> Said:
    correction = thaw(Correction, data)
    lines = dict(earlier.lines)
    for change in correction.changes:
        lines.pop(change.key, None)
        if change.after is not None:
            lines[change.key] = Line(
                kind=change.kind,
                key=change.key,
                who=change.who,
                action=change.action,
                town=change.town,
                counts=change.after,
            )
    return Said(lines=lines, items=correction.items_after or earlier.items, record=record)


def _read_counts(figures: Json) -> ItemCounts:
    """Return what a frozen paper said of problems; zeros when it did not speak of them."""
    said = figures["items"] or {}
    return ItemCounts(**{name: said[name] for name in fields_of(ItemCounts) if name in said})


def _read_lines(report: Json, town: str = "") -> dict[str, Line]:
    """Return the lines of a frozen town's report by their keys; `town` as it is to be named.

    An officer is known by his duty, not by his name: a new holder does not make a new line.
    """
    where, weekly = report["identity"], report["kind"] not in PERIODS
    lines = [_read_street(row, town) for row in (*report["streets"], *report["lines"])]
    numbers: dict[str, int] = {}
    roles = [row["role"] for row in report["officers"]]
    for row in report["officers"]:
        number = numbers[row["duty"]] = numbers.get(row["duty"], 0) + 1
        alone = roles.count(row["role"]) == 1 or not row["name"]
        lines.append(
            Line(
                kind=OFFICER,
                key=f"{OFFICER}/{where}/{row['duty']}/{number}",
                who=thaw(Name, row["role"]) if alone else _join_names(row["role"], row["name"]),
                action=_NO_NAME,
                town=town,
                counts=_count_line(row, row["counted"], weekly),
            )
        )
    for row in report["departments"]:
        key = f"{DEPARTMENT}/{where}/{row['duty']}/{row['place']}/{row['department']}"
        lines.append(
            Line(
                kind=DEPARTMENT,
                key=key,
                who=Name(zh=row["department"], en=row["department"]),
                action=thaw(Name, row["action"]),
                town=town,
                counts=_count_line(row, row["done"], weekly),
            )
        )
    for row in report["duties"]:
        place, holder = row["place"], row["holder"]
        lines.append(
            Line(
                kind=DUTY,
                key=f"{DUTY}/{where}/{row['duty']}/{place}/{holder}",
                who=_join_names(row["role"], holder) if holder else Name(zh=place, en=place),
                action=_NO_NAME if holder else thaw(Name, row["name"]),
                town=town,
                counts=_count_line(row, row["counted"], weekly),
            )
        )
    return {line.key: line for line in lines}


def _read_street(row: Json, town: str) -> Line:
    return Line(
        kind=STREET,
        key=_street_key(row["identity"]),
        who=Name(zh=row["street"], en=row["street"]),
        action=_NO_NAME,
        town=town,
        counts=_count_line(row, row["counted"], "state" in row),
    )


def _street_key(identity: str) -> str:
    return f"{STREET}/{identity}"


def _join_names(role: Json, holder: str) -> Name:
    return Name(zh=role["zh"] + holder, en=f"{role['en']} {holder}")


def _count_line(row: Json, counted: int, weekly: bool) -> LineCounts:
    """Read what a row says; of a week also its state, and what a department did."""
    state = row.get("state", "")
    return LineCounts(
        due=row["due"] if "due" in row else int(state not in NOTHING_DUE),
        met=row["met"] if "met" in row else int(state == MET),
        required=row["required"],
        counted=counted,
        state=state if weekly else "",
        spots=row.get("spots", 0) if weekly else 0,
        kilograms=row.get("kilograms", 0) if weekly else 0,
    )
