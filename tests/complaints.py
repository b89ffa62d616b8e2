"""A city's complaints under our column names, and their turnaround computed without our program.

A complaint is its request number; where a number repeats, the first row is the complaint.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median_low

RULEBOOK = Path(__file__).parent / "rulebooks" / "complaints.toml"
SLICE = Path(__file__).parent / "data" / "chicago_complaints.csv"
NATURE = "What_is_the_Nature_of_this_Code_Violation"
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Turnaround:
    """Complaints, closed ones, and the days from creation to completion."""

    items: int
    closed: int
    days: int
    shortest: int | None
    median: int | None
    longest: int | None


def converted(rows: Iterable[Row]) -> str:
    """Return the complaints as a table for `import items`, with Chinese titles."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["编号", "问题描述", "类别", "登记日期", "办结日期", "备注"])
    for row in rows:
        writer.writerow(
            [
                row["Service_Request_Number"],
                row["Street_Address"],
                row[NATURE] or "Other",
                row["Creation_Date"],
                row["Completion_Date"],
                f"ward {row['Ward']}" if row["Ward"] else "",
            ]
        )
    return out.getvalue()


def first_rows(rows: Iterable[Row]) -> list[Row]:
    """Return the first row of each request number."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["Service_Request_Number"], row)
    return list(first.values())


def contradictions(rows: Iterable[Row]) -> list[str]:
    """Return, once a row, the request numbers that repeat with another completion or nature."""
    first: dict[str, Row] = {}
    found = []
    for row in rows:
        before = first.setdefault(row["Service_Request_Number"], row)
        completed = row["Completion_Date"], before["Completion_Date"]
        other_day = completed[0] and completed[1] and completed[0] != completed[1]
        if other_day or row[NATURE] != before[NATURE]:
            found.append(row["Service_Request_Number"])
    return found


def turnaround_by_nature(rows: Iterable[Row]) -> dict[str, Turnaround]:
    """Return the turnaround of each nature of complaint, "" for all of them."""
    groups: dict[str, list[Row]] = {"": []}
    for row in first_rows(rows):
        groups.setdefault(row[NATURE] or "Other", []).append(row)
        groups[""].append(row)
    return {nature: _turnaround(members) for nature, members in groups.items()}


def _turnaround(rows: list[Row]) -> Turnaround:
    days = [
        (date.fromisoformat(row["Completion_Date"]) - date.fromisoformat(row["Creation_Date"])).days
        for row in rows
        if row["Completion_Date"]
    ]
    return Turnaround(
        items=len(rows),
        closed=len(days),
        days=sum(days),
        shortest=min(days, default=None),
        median=median_low(days) if days else None,
        longest=max(days, default=None),
    )
