"""An explanation as JSON: `streetchief/explain/1`.

Convention: days are ISO dates, instants ISO local times, weeks and months their labels; keys never
change within a version (schemas/explain.json).
"""

from __future__ import annotations

from typing import Any

from streetchief.days import calendar
from streetchief.duties.explained import (
    DayTold,
    EntryTold,
    Explanation,
    LineExplained,
    ObjectionTold,
    PostTold,
    Said,
)
from streetchief.output.json import json_document
from streetchief.rulebook.rules.workings import FieldOrigin


def explain_json(found: Explanation) -> str:
    """Return the explanation as one JSON object; each line is a row."""
    return json_document(
        "explain",
        {
            "subject": found.subject,
            "town": found.town,
            "kind": found.kind,
            "week": calendar.week_label(found.week),
            "now": calendar.at_label(found.now),
            "as_of": None if found.as_of is None else calendar.at_label(found.as_of),
            "rows": [_line(line) for line in found.lines],
            "posts": [_post(post) for post in found.posts],
            "walks": [_entry(walk) for walk in found.walks],
        },
    )


def period_label(period: str, number: int) -> str:
    """Return the label of a week or a month.

    >>> period_label("week", 2968), period_label("month", 682)
    ('2026-W47', '2026-11')
    """
    return calendar.month_label(number) if period == "month" else calendar.week_label(number)


def _line(line: LineExplained) -> dict[str, Any]:
    a = line.assessment
    last = line.last_patrol_on
    return {
        "duty": line.duty,
        "town": line.town,
        "place": line.place,
        "holder": line.holder,
        "period": period_label(a.duty.period, a.period),
        "state": a.state,
        "required": a.required,
        "counted": a.counted,
        "logged": a.logged,
        "day_count": a.day_count,
        "delegated": a.delegated,
        "backfilled": a.backfilled,
        "needed": a.needed,
        "available": a.available,
        "length": len(line.days),
        "formula": line.formula,
        "days_left": None if line.days_left is None else len(line.days_left),
        "room": line.room,
        "unmet_weeks": line.unmet_weeks,
        "last_patrol_on": None if last is None else calendar.day_label(last),
        "rule": {
            "quota": line.quota,
            "since": calendar.day_label(line.required_since),
            "differs": [_field(origin) for origin in line.fields],
        },
        "days": [_day(day) for day in line.days],
        "entries": [_entry(entry) for entry in line.entries],
        "exemptions": [
            {
                "number": e.number,
                "first": calendar.day_label(e.first),
                "last": calendar.day_label(e.last),
                "reason": e.reason,
                "whom": e.whom,
                "approved_by": e.approved_by,
                "used": e.used,
            }
            for e in line.exemptions
        ],
        "delegations": [
            {
                "number": d.number,
                "first": calendar.day_label(d.first),
                "last": calendar.day_label(d.last),
                "chief": d.chief,
                "delegate": d.delegate,
            }
            for d in line.delegations
        ],
        "voided": [
            {
                "number": v.number,
                "street": v.street,
                "person": v.person,
                "started_at": calendar.at_label(v.started_at),
                "voided_at": calendar.at_label(v.voided_at),
                "reason": v.reason,
            }
            for v in line.voided
        ],
        "objections": [objection_data(o) for o in line.objections],
    }


def objection_data(found: ObjectionTold) -> dict[str, Any]:
    """Return an objection and its answers as plain data."""
    return {**_said(found.said), "answers": [_said(answer) for answer in found.answers]}


def _said(said: Said) -> dict[str, Any]:
    return {
        "number": said.number,
        "text": said.text,
        "by": said.by,
        "recorded_at": calendar.at_label(said.at),
    }


def _field(origin: FieldOrigin) -> dict[str, Any]:
    return {
        "name": origin.name,
        "value": plain_value(origin.value),
        "default": plain_value(origin.default),
        "since": calendar.day_label(origin.since),
    }


def plain_value(value: object) -> object:
    """Return a rule's value as JSON has it: a tuple is a list."""
    return list(value) if isinstance(value, tuple) else value


def _day(day: DayTold) -> dict[str, Any]:
    return {
        "date": calendar.day_label(day.day),
        "open": day.open,
        "holders": list(day.holders),
        "exempt": day.exempt,
        "reasons": list(day.reasons),
        "exemptions": list(day.exemptions),
        "available": day.available,
        "counted": day.counted,
        "away": list(day.away),
    }


def _entry(entry: EntryTold) -> dict[str, Any]:
    return {
        "number": entry.number,
        "street": entry.street,
        "person": entry.person,
        "started_at": calendar.at_label(entry.started_at),
        "recorded_at": calendar.at_label(entry.recorded_at),
        "kind": entry.kind,
        "minutes": entry.minutes,
        "metres": entry.metres,
        "photos": entry.photos,
        "right": entry.right,
        "counts": entry.counts,
        "reason": entry.reason,
        "backfilled": entry.backfilled,
        "deemed": entry.deemed,
        "for_chief": entry.for_chief,
        "approved_by": entry.approved_by,
        "marks": list(entry.marks),
        "site": entry.site,
    }


def _post(post: PostTold) -> dict[str, Any]:
    return {
        "town": post.town,
        "place": post.place,
        "role": post.role.en,
        "role_zh": post.role.zh,
        "since": calendar.day_label(post.since),
        "until": None if post.until is None else calendar.day_label(post.until),
        "days": post.days,
    }
