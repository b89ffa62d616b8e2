"""An explanation as JSON: `streetchief/explain/1`.

Convention: days are ISO dates, instants ISO local times, weeks and months their labels; keys never
change within a version (schemas/explain.json).
"""

from __future__ import annotations

from typing import Any

from streetchief.days import calendar
from streetchief.duties.explain import Day, ExplainedLine, Explanation, HeldPost, Known, Walk
from streetchief.duties.pages.line import day_data
from streetchief.duties.pages.objections import objection_data
from streetchief.duties.pages.words import period_label, plain_value
from streetchief.output.json import json_document


def explain_json(found: Explanation) -> str:
    """Return the explanation as one JSON object; each line is a row."""
    return json_document(
        "explain",
        {
            "subject": found.subject.name,
            "town": found.town,
            "kind": found.subject.kind,
            "week": calendar.week_label(found.week),
            "now": calendar.at_label(found.now),
            "as_of": None if found.as_of is None else calendar.at_label(found.as_of),
            "rows": [_line(line, found.known) for line in found.lines],
            "posts": [_post(post) for post in found.posts],
            "walks": [_walk(walk, found.known) for walk in found.walks],
        },
    )


def _line(explained: ExplainedLine, known: Known) -> dict[str, Any]:
    line = explained.line
    a, duty, ahead = line.assessment, line.duty, line.ahead
    return {
        "duty": duty.name,
        "town": line.town_name,
        "place": line.place.name,
        "holder": line.holder.name if line.holder else None,
        "period": period_label(duty.period, a.period),
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
        "formula": explained.formula,
        "days_left": None if ahead is None else len(ahead.days_left),
        "room": None if ahead is None else ahead.room,
        "unmet_weeks": line.unmet_weeks,
        "last_patrol_on": day_data(line.last_patrol_on),
        "rule": {
            "quota": duty.required,
            "since": calendar.day_label(explained.required_since),
            "differs": [
                {
                    "name": origin.name,
                    "value": plain_value(origin.value),
                    "default": plain_value(origin.default),
                    "since": calendar.day_label(origin.since),
                }
                for origin in explained.fields
            ],
        },
        "days": [_day(day, known) for day in explained.days],
        "entries": [_walk(walk, known) for walk in explained.walks],
        "exemptions": [
            {
                "number": e.key,
                "first": calendar.day_label(e.since),
                "last": calendar.day_label(e.until - 1),
                "reason": e.reason,
                "whom": known.whom(e),
                "approved_by": known.approver(e.key),
                "used": e.reason in duty.exempt_reasons,
            }
            for e in explained.exemptions
        ],
        "delegations": [
            {
                "number": d.key,
                "first": calendar.day_label(d.since),
                "last": calendar.day_label(d.until - 1),
                "chief": known.name(d.chief),
                "delegate": known.name(d.delegate),
            }
            for d in explained.delegations
        ],
        "voided": [
            {
                "number": v.id,
                "street": known.places[v.place].name if v.place in known.places else "",
                "person": known.name(v.person),
                "started_at": calendar.at_label(v.started_at),
                "voided_at": calendar.at_label(v.voided_at),
                "reason": v.reason,
            }
            for v in explained.voided
        ],
        "objections": [objection_data(said) for said in explained.objections],
    }


def _day(day: Day, known: Known) -> dict[str, Any]:
    fact = day.fact
    return {
        "date": calendar.day_label(fact.day),
        "open": fact.open,
        "holders": list(map(known.name, fact.holders)),
        "exempt": fact.exempt,
        "reasons": list(fact.reasons),
        "exemptions": list(day.exemptions),
        "available": fact.available,
        "counted": day.counted,
        "away": list(map(known.name, day.away)),
    }


def _walk(walk: Walk, known: Known) -> dict[str, Any]:
    entry, patrol = walk.entry, walk.entry.patrol
    origin, chief = known.entries.get(patrol.key), walk.delegator
    return {
        "number": patrol.key,
        "street": known.places[patrol.place].name,
        "person": known.name(patrol.person),
        "started_at": calendar.at_label(patrol.started_at),
        "recorded_at": calendar.at_label(known.when_recorded(patrol)),
        "kind": patrol.kind,
        "minutes": patrol.minutes,
        "metres": patrol.metres,
        "photos": patrol.photos,
        "right": entry.right,
        "counts": entry.counts,
        "reason": entry.reason,
        "backfilled": patrol.backfilled,
        "deemed": entry.deemed,
        "for_chief": None if chief is None else known.name(chief),
        "approved_by": known.approver(patrol.key),
        "marks": list(origin.marks) if origin else [],
        "site": origin.site if origin else "",
    }


def _post(held: HeldPost) -> dict[str, Any]:
    return {
        "town": held.town,
        "place": held.place,
        "role": held.role.en,
        "role_zh": held.role.zh,
        "since": calendar.day_label(held.post.since),
        "until": day_data(held.post.until),
        "days": held.days,
    }
