"""What issued papers said and no longer holds: streets, officers, departments and problems.

Convention: a correction once printed is what its week is held against from then on. A town's paper
is held against the town, the county's against all towns (`town` None).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from streetchief.domain import calendar
from streetchief.domain.freezing import freeze, thaw
from streetchief.domain.paper_corrections import (
    DEPARTMENT,
    DUTY,
    OFFICER,
    Correction,
    ItemCounts,
    LineChange,
    StreetChange,
    Verdict,
    rate_of,
)
from streetchief.domain.problems import Name
from streetchief.domain.value import fields_of, replace, value
from streetchief.service.docket import PATROL, judge, names_of
from streetchief.service.verdicts import verdicts
from streetchief.service.week_lines import department_lines, duty_lines, measures_of, officer_lines
from streetchief.service.week_sources import (
    Sources,
    duties_of_holders,
    duties_of_places,
    item_reader,
    open_sources,
)
from streetchief.store.bulletins import (
    IssuedRow,
    find_added_since,
    first_item_day_since,
    was_voided_since,
)

WEEKLY, CIRCULAR = "weekly", "circular"
KINDS = (WEEKLY, CIRCULAR)
"""Papers of a town's week: 周报 and 通报."""

Json = Mapping[str, Any]


@value
class Line:
    """The line of an officer, a department or another duty as a paper printed it."""

    kind: str
    key: str
    who: Name
    action: Name
    town: str
    verdict: Verdict


@value
class Printed:
    """What papers last said of a week, corrections included, and the record that said it."""

    verdicts: Mapping[str, Verdict]
    names: Mapping[str, tuple[str, str]]
    lines: Mapping[str, Line]
    items: ItemCounts
    record: int


def last_printed(issued: Iterable[IssuedRow]) -> dict[int, Printed]:
    """Return for each issued week what its papers said of it last."""
    weeks: dict[int, Printed] = {}
    for row in issued:
        figures = json.loads(row.figures)
        county = "towns" in figures
        towns = figures["towns"] if county else [figures]
        streets = [(town["town"] if county else "", line) for town in towns
                   for line in town["streets"]]  # fmt: skip
        weeks[row.period] = Printed(
            verdicts={
                line["identity"]: Verdict(
                    required=line["required"], counted=line["counted"], state=line["state"]
                )
                for _town, line in streets
            },
            names={line["identity"]: (town, line["street"]) for town, line in streets},
            lines={
                line.key: line
                for town in towns
                for line in lines_of(town, town["town"] if county else "")
            },
            items=counts_said(figures),
            record=row.id,
        )
        for correction in figures.get("corrections", ()):
            earlier = weeks.get(correction["week"])
            if earlier is not None:
                weeks[correction["week"]] = _corrected(earlier, correction, row.id)
    return weeks


def counts_said(figures: Json) -> ItemCounts:
    """Return what a frozen paper said of problems; zeros when it did not speak of them."""
    said = figures.get("items") or {}
    return ItemCounts(**{name: said[name] for name in fields_of(ItemCounts) if name in said})


def _corrected(earlier: Printed, correction: Json, record: int) -> Printed:
    verdicts_, names, lines = dict(earlier.verdicts), dict(earlier.names), dict(earlier.lines)
    for data in correction["changes"]:
        change = thaw(StreetChange, data)
        names[change.identity] = (change.town, change.street)
        verdicts_.pop(change.identity, None)
        if change.after is not None:
            verdicts_[change.identity] = change.after
    for data in correction.get("lines", ()):
        moved = thaw(LineChange, data)
        lines.pop(moved.key, None)
        if moved.after is not None:
            lines[moved.key] = Line(
                kind=moved.kind,
                key=moved.key,
                who=moved.who,
                action=moved.action,
                town=moved.town,
                verdict=moved.after,
            )
    after = correction.get("items_after")
    items = earlier.items if after is None else thaw(ItemCounts, after)
    return Printed(verdicts=verdicts_, names=names, lines=lines, items=items, record=record)


def lines_of(report: Json, town: str) -> list[Line]:
    """Return the lines beside the streets of a frozen town's report; `town` as it is to be named.

    An officer is known by his duty, not by his name: a new holder does not make a new line.
    """
    found = []
    where = report["identity"]
    officers: dict[str, int] = {}
    alike = [line["role"] for line in report["officers"]]
    for line in report["officers"]:
        number = officers[line["duty"]] = officers.get(line["duty"], 0) + 1
        role = thaw(Name, line["role"])
        who = Name(zh=role.zh + line["name"], en=f"{role.en} {line['name']}")
        found.append(
            Line(
                kind=OFFICER,
                key=f"{OFFICER}/{where}/{line['duty']}/{number}",
                who=role if alike.count(line["role"]) == 1 or not line["name"] else who,
                action=Name(zh="", en=""),
                town=town,
                verdict=_verdict(line, line["counted"]),
            )
        )
    for line in report["departments"]:
        name, place = line["department"], line["place"]
        found.append(
            Line(
                kind=DEPARTMENT,
                key=f"{DEPARTMENT}/{where}/{line['duty']}/{place}/{name}",
                who=Name(zh=name, en=name),
                action=thaw(Name, line["action"]),
                town=town,
                verdict=_verdict(line, line["done"]),
            )
        )
    for line in report.get("duties", ()):
        name = line["place"] + line["holder"]
        found.append(
            Line(
                kind=DUTY,
                key=f"{DUTY}/{where}/{line['duty']}/{line['place']}/{line['holder']}",
                who=Name(zh=name, en=name),
                action=thaw(Name, line["name"]),
                town=town,
                verdict=_verdict(line, line["counted"]),
            )
        )
    return found


def _verdict(line: Json, counted: int) -> Verdict:
    return Verdict(
        required=line["required"],
        counted=counted,
        state=line["state"],
        spots=line.get("spots", 0),
        kilograms=line.get("kilograms", 0),
    )


def corrections_of(
    sources: Sources, key: int | None, week: int, issued: Sequence[IssuedRow]
) -> tuple[Correction, ...]:
    """Compare every issued week up to `week` with what it is now; `key` None is the county.

    Also `week` itself, when it was issued as another kind of paper or is reckoned anew.
    """
    printed = {at: said for at, said in last_printed(issued).items() if at <= week}
    if not printed:
        return ()
    places = sources.docket.places
    weeks = sorted(printed)
    now: dict[int, dict[str, tuple[int, Verdict]]] = {at: {} for at in weeks}
    towns = set() if key is None else {key}
    span = range(weeks[0], weeks[-1] + 1)
    for found in verdicts(sources.office, sources.connection, PATROL, span, town=key):
        if found.week in now:
            verdict = Verdict(required=found.required, counted=found.counted, state=found.state)
            now[found.week][places[found.place].identity] = (found.place, verdict)
            towns.add(sources.docket.town_key(found.place) or 0)
    lines = _lines_now(sources, key, weeks, sorted(towns - {0}))
    items = _items_now(sources, key, printed)
    corrections = []
    for at in weeks:
        said, here = printed[at], now[at]
        changes = tuple(
            change
            for identity in dict.fromkeys((*said.verdicts, *here))
            if (change := _change(sources, key, at, said, identity, here.get(identity))) is not None
        )
        moved = _moved(said.lines, lines[at])
        counts = items.get(at, said.items)
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
    sources: Sources, key: int | None, weeks: Sequence[int], towns: Sequence[int]
) -> dict[int, dict[str, Line]]:
    """Judge the officers, departments and other duties of each week, in one docket for all."""
    office, connection = sources.office, sources.connection
    places = sources.docket.places
    wide = replace(
        sources,
        docket=open_sources(
            office, connection, weeks[-1], None if key is None else places[key], since=weeks[0]
        ).docket,
    )
    holders, besides = (
        {name: judge(office, connection, wide.docket, name, weeks) for name in names}
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
    out: dict[int, dict[str, Line]] = {}
    for at in weeks:
        here = replace(wide, week=at)
        mine, others = (
            {name: [a for a in found[at] if a.duty.period == "week"] for name, found in of.items()}
            for of in (holders, besides)
        )
        sums = measures_of(here, mine)
        out[at] = {
            line.key: line
            for town in towns
            for line in lines_of(
                {
                    "identity": places[town].identity,
                    "officers": freeze(officer_lines(here, mine, town, people)),
                    "departments": freeze(department_lines(here, mine, town, people, sums)),
                    "duties": freeze(duty_lines(here, others, town)),
                },
                places[town].name if key is None else "",
            )
        }
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


def _items_now(
    sources: Sources, key: int | None, printed: Mapping[int, Printed]
) -> dict[int, ItemCounts]:
    """Reckon the problems again of the weeks that something recorded since can have changed."""
    reader = item_reader(sources)
    if reader is None:
        return {}
    found = {}
    for at, said in printed.items():
        first = first_item_day_since(sources.connection, said.record)
        days = calendar.days_of_week(at)
        if first is not None and first < days.stop:
            found[at] = reader.figures(key, days).counts
    return found
