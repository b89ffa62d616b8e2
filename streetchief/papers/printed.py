"""What issued papers last said of their weeks, read from what was frozen.

Convention: a line is known by what it is of, not by its name, its row or its holder, so that two
papers can be held against each other; corrections that were printed are part of what was said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from streetchief.papers.records import IssuedRow
from streetchief.papers.rules.corrections import (
    DEPARTMENT,
    DUTY,
    OFFICER,
    ItemCounts,
    LineChange,
    StreetChange,
    Verdict,
)
from streetchief.value import fields_of, value
from streetchief.values.freezing import thaw
from streetchief.values.problems import Name

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
