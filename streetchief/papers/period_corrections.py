"""What issued months and years said and no longer holds.

Convention: as in `week_corrections`, a paper is held against what papers of its kind last said of
its period, corrections included.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from streetchief.papers.period_lines import period_figures
from streetchief.papers.printed import counts_said
from streetchief.papers.records import IssuedRow
from streetchief.papers.rules.corrections import ItemCounts, PeriodCorrection, Tally, TallyChange
from streetchief.papers.rules.period import weeks_of
from streetchief.papers.sources import Sources, open_sources
from streetchief.value import value
from streetchief.values.freezing import freeze, thaw
from streetchief.values.problems import Name
from streetchief.values.rates import Rate

Json = Mapping[str, Any]
_STREET = "street/"


@value
class Said:
    """What papers last said of a month or a year: each line by its key, and the problems."""

    lines: Mapping[str, tuple[Name, Tally]]
    items: ItemCounts

    @property
    def rate(self) -> Rate:
        """Met / due over the streets."""
        rows = [tally for key, (_who, tally) in self.lines.items() if key.startswith(_STREET)]
        return Rate(part=sum(row.met for row in rows), whole=sum(row.due for row in rows))


def period_corrections(
    sources: Sources, key: int, kind: str, period: int, issued: Sequence[IssuedRow]
) -> tuple[PeriodCorrection, ...]:
    """Compare every issued period of the kind up to `period` with what it is now, for one town."""
    found = []
    for at, said in sorted(_last_said(issued).items()):
        if at > period:
            continue
        place = sources.docket.places[key]
        then = open_sources(sources.office, weeks_of(kind, at)[-1], place)
        figures = period_figures(then, kind, at)[key]
        now = _said({**freeze(figures), "items": freeze(figures.items)})
        changes = tuple(
            TallyChange(
                key=line,
                who=(now.lines.get(line) or said.lines[line])[0],
                before=said.lines[line][1] if line in said.lines else None,
                after=now.lines[line][1] if line in now.lines else None,
            )
            for line in dict.fromkeys((*said.lines, *now.lines))
            if (said.lines[line][1] if line in said.lines else None)
            != (now.lines[line][1] if line in now.lines else None)
        )
        other = now.items != said.items
        if changes or other:
            found.append(
                PeriodCorrection(
                    period=at,
                    changes=changes,
                    rate_before=said.rate,
                    rate_after=now.rate,
                    items_before=said.items if other else None,
                    items_after=now.items if other else None,
                )
            )
    return tuple(found)


def _last_said(issued: Iterable[IssuedRow]) -> dict[int, Said]:
    periods: dict[int, Said] = {}
    for row in issued:
        figures = json.loads(row.figures)
        periods[row.period] = _said(figures)
        for data in figures.get("corrections", ()):
            correction = thaw(PeriodCorrection, data)
            earlier = periods.get(correction.period)
            if earlier is None:
                continue
            lines = dict(earlier.lines)
            for change in correction.changes:
                lines.pop(change.key, None)
                if change.after is not None:
                    lines[change.key] = change.who, change.after
            periods[correction.period] = Said(
                lines=lines, items=correction.items_after or earlier.items
            )
    return periods


def _said(figures: Json) -> Said:
    """Return what frozen figures say; a line is known by what it is of, not by where it stands."""
    lines: dict[str, tuple[Name, Tally]] = {}
    for row in figures["lines"]:
        who = Name(zh=row["street"], en=row["street"])
        lines[_STREET + row["identity"]] = who, _tally(row, row["required"], row["counted"])
    for row in figures["departments"]:
        who = Name(zh=row["department"] + row["action"]["zh"],
                   en=f"{row['department']} {row['action']['en']}")  # fmt: skip
        key = f"department/{row['action']['zh']}/{row['place']}/{row['department']}"
        lines[key] = who, _tally(row, row["due"], row["done"])
    for row in figures.get("duties", ()):
        holder, kind = row["holder"], row["role"] if row["holder"] else row["name"]
        who = (
            Name(zh=kind["zh"] + holder, en=f"{kind['en']} {holder}")
            if holder
            else Name(zh=row["place"] + kind["zh"], en=f"{row['place']} {kind['en']}")
        )
        key = f"duty/{row['duty']}/{row['place']}/{row['holder']}"
        lines[key] = who, _tally(row, row["required"], row["counted"])
    return Said(lines=lines, items=counts_said(figures))


def _tally(row: Json, required: int, counted: int) -> Tally:
    return Tally(due=row["due"], met=row["met"], required=required, counted=counted)
