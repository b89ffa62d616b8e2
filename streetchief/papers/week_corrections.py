"""What issued papers said and no longer holds: streets, officers, departments and problems.

Convention: a correction once printed is what its week is held against from then on. A town's paper
is held against the town, the county's against all towns (`town` None).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from streetchief.days import calendar
from streetchief.duties.docket import judge, names_of
from streetchief.duties.verdicts import verdicts
from streetchief.papers.printed import Line, Printed, last_printed, lines_of
from streetchief.papers.records import (
    IssuedRow,
    find_added_since,
    first_item_day_since,
    was_voided_since,
)
from streetchief.papers.rules.corrections import (
    Correction,
    ItemCounts,
    LineChange,
    StreetChange,
    Verdict,
    rate_of,
)
from streetchief.papers.sources import (
    Sources,
    duties_of_holders,
    duties_of_places,
    item_reader,
    open_sources,
)
from streetchief.papers.week_lines import department_lines, duty_lines, measures_of, officer_lines
from streetchief.rulebook.rules.duty import PATROL
from streetchief.value import replace
from streetchief.values.freezing import freeze

if TYPE_CHECKING:
    from streetchief.papers.week_items import ItemReader

WEEKLY, CIRCULAR = "weekly", "circular"
KINDS = (WEEKLY, CIRCULAR)
"""Papers of a town's week: 周报 and 通报."""


class WeeksNow:
    """How issued weeks stand now: streets, other lines and problems.

    Judged when first asked, for every week and every town of the sources at once, so that many
    towns' papers are no more work than one.
    """

    __slots__ = ("_lines", "_reader", "_verdicts", "sources", "weeks")

    def __init__(self, sources: Sources, weeks: Iterable[int]) -> None:
        self.sources = sources
        self.weeks = sorted(set(weeks))
        self._verdicts: dict[int, dict[int, dict[str, tuple[int, Verdict]]]] | None = None
        self._lines: dict[int, dict[int, dict[str, Line]]] | None = None
        self._reader: ItemReader | None = None

    def verdicts(self, week: int, town: int | None) -> dict[str, tuple[int, Verdict]]:
        """Return place and verdict of each street of a town, or of all, by identity."""
        if self._verdicts is None:
            self._verdicts = self._judge()
        found = self._verdicts.get(week, {})
        if town is not None:
            return found.get(town, {})
        return {identity: one for streets in found.values() for identity, one in streets.items()}

    def lines(self, week: int, town: int | None) -> dict[str, Line]:
        """Return the other lines of a town, or of all, by their keys."""
        if self._lines is None:
            self._lines = _lines_now(self.sources, self.weeks, self.towns)
        found = self._lines.get(week, {})
        if town is not None:
            return found.get(town, {})
        return {
            key: replace(line, town=self.sources.docket.places[place].name)
            for place, of_town in found.items()
            for key, line in of_town.items()
        }

    def items(self, week: int, town: int | None, said: Printed) -> ItemCounts:
        """Reckon the problems again where something recorded since can have changed them."""
        first = first_item_day_since(self.sources.connection, said.record)
        days = calendar.days_of_week(week)
        if first is None or first >= days.stop:
            return said.items
        if self._reader is None:
            self._reader = item_reader(self.sources)
        return said.items if self._reader is None else self._reader.figures(town, days).counts

    @property
    def towns(self) -> list[int]:
        """The towns that have a street in one of the weeks, or that the sources are of."""
        if self._verdicts is None:
            self._verdicts = self._judge()
        own = self.sources.town
        found = {town for streets in self._verdicts.values() for town in streets}
        return sorted((found | ({own.key} if own is not None else set())) - {0})

    def _judge(self) -> dict[int, dict[int, dict[str, tuple[int, Verdict]]]]:
        sources, docket = self.sources, self.sources.docket
        now: dict[int, dict[int, dict[str, tuple[int, Verdict]]]] = {}
        span = range(self.weeks[0], self.weeks[-1] + 1)
        only = sources.town.key if sources.town is not None else None
        for found in verdicts(sources.office, PATROL, span, town=only):
            verdict = Verdict(required=found.required, counted=found.counted, state=found.state)
            streets = now.setdefault(found.week, {}).setdefault(
                docket.town_key(found.place) or 0, {}
            )
            streets[docket.places[found.place].identity] = (found.place, verdict)
        return now


def corrections_of(
    now: WeeksNow, key: int | None, week: int, issued: Sequence[IssuedRow]
) -> tuple[Correction, ...]:
    """Compare every issued week up to `week` with what it is now; `key` None is the county.

    Also `week` itself, when it was issued as another kind of paper or is reckoned anew.
    """
    corrections = []
    for at, said in sorted(last_printed(issued).items()):
        if at > week:
            continue
        here = now.verdicts(at, key)
        changes = tuple(
            change
            for identity in dict.fromkeys((*said.verdicts, *here))
            if (change := _change(now.sources, key, at, said, identity, here.get(identity)))
            is not None
        )
        moved = _moved(said.lines, now.lines(at, key))
        counts = now.items(at, key, said)
        if changes or moved or counts != said.items:
            corrections.append(
                Correction(
                    week=at,
                    changes=changes,
                    rate_before=rate_of(said.verdicts.values()),
                    rate_after=rate_of(verdict for _place, verdict in here.values()),
                    lines=moved,
                    items_before=said.items if counts != said.items else None,
                    items_after=counts if counts != said.items else None,
                )
            )
    return tuple(corrections)


def _change(
    sources: Sources,
    key: int | None,
    week: int,
    said: Printed,
    identity: str,
    here: tuple[int, Verdict] | None,
) -> StreetChange | None:
    before = said.verdicts.get(identity)
    after = here[1] if here is not None else None
    if before == after:
        return None
    if here is None:
        town, street = said.names[identity]
        return StreetChange(street=street, identity=identity, before=before, after=None, town=town)
    days = calendar.days_of_week(week)
    bounds = days.start * calendar.DAY, days.stop * calendar.DAY
    local = sources.office.utc_to_local
    late = {
        local(recorded) // calendar.DAY
        for started, recorded in find_added_since(sources.connection, here[0], *bounds, said.record)
        if local(recorded) // calendar.DAY > started // calendar.DAY
    }
    places, of = sources.docket.places, sources.docket.town_key(here[0])
    return StreetChange(
        street=places[here[0]].name,
        identity=identity,
        before=before,
        after=after,
        backfilled_on=tuple(sorted(late)),
        voided=was_voided_since(sources.connection, here[0], *bounds, said.record),
        town=places[of].name if key is None and of is not None else "",
    )


def _lines_now(
    sources: Sources, weeks: Sequence[int], towns: Sequence[int]
) -> dict[int, dict[int, dict[str, Line]]]:
    """Judge the officers, departments and other duties, in one docket for all the weeks."""
    office, connection = sources.office, sources.connection
    places = sources.docket.places
    wide = replace(
        sources,
        docket=open_sources(office, weeks[-1], sources.town, since=weeks[0]).docket,
    )
    holders, besides = (
        {name: judge(office, wide.docket, name, weeks) for name in names}
        for names in (duties_of_holders(wide.docket), duties_of_places(wide.docket))
    )
    people = names_of(
        connection,
        {
            a.holder
            for judged in holders.values()
            for rows in judged.values()
            for a in rows
            if a.holder is not None
        },
        office.as_of,
    )
    out: dict[int, dict[int, dict[str, Line]]] = {}
    for at in weeks:
        here = replace(wide, week=at)
        mine, others = (
            {name: [a for a in found[at] if a.duty.period == "week"] for name, found in of.items()}
            for of in (holders, besides)
        )
        sums = measures_of(here, mine)
        for town in towns:
            report = {
                "identity": places[town].identity,
                "officers": freeze(officer_lines(here, mine, town, people)),
                "departments": freeze(department_lines(here, mine, town, people, sums)),
                "duties": freeze(duty_lines(here, others, town)),
            }
            found = {line.key: line for line in lines_of(report, "")}
            out.setdefault(at, {})[town] = found
    return out


def _moved(said: Mapping[str, Line], now: Mapping[str, Line]) -> tuple[LineChange, ...]:
    """Compare lines; one that only bears another name now is no change."""
    gone = [line for key, line in said.items() if key not in now]
    renamed = set()
    for line in (line for key, line in now.items() if key not in said):
        alike = next((g for g in gone if (g.kind, g.verdict) == (line.kind, line.verdict)), None)
        if alike is not None:
            gone.remove(alike)
            renamed |= {alike.key, line.key}
    changes = []
    for key in dict.fromkeys((*said, *now)):
        before, after = said.get(key), now.get(key)
        same = before is not None and after is not None and before.verdict == after.verdict
        shown = after or before
        if same or key in renamed or shown is None:
            continue
        changes.append(
            LineChange(
                kind=shown.kind,
                key=key,
                who=shown.who,
                action=shown.action,
                before=None if before is None else before.verdict,
                after=None if after is None else after.verdict,
                town=shown.town,
            )
        )
    return tuple(changes)
