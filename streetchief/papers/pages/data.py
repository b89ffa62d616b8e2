"""The weekly papers as data: JSON, and table 1 of all towns for spreadsheets.

Convention: keys are stable English (`schemas/week.json`), days ISO, names as stored; a rate is a
number in per cent with two decimals, null where nothing was due.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from streetchief.days import calendar
from streetchief.output.json import json_document, json_line
from streetchief.output.table import Column, Table, lay_out
from streetchief.papers.pages.corrections import name_line
from streetchief.papers.pages.words import name
from streetchief.papers.rules.corrections import STREET, Change, Correction, ItemCounts
from streetchief.papers.rules.lines import ItemFigures, OfficerLine, Span, StreetLine
from streetchief.papers.rules.report import COUNTY, PERIODS, Report
from streetchief.values.freezing import freeze
from streetchief.values.rates import Rate, scaled_percent

Json = dict[str, Any]


def reports_json(reports: Sequence[Report]) -> str:
    """Write papers as one JSON object.

    A week's paper is a row a town; the county's adds its own sums as `county`, and a town's `issue`
    is then that of the paper it sent. Months and years are rows of `streetchief/period/1`.
    """
    first = reports[0]
    if first.kind == COUNTY:
        return json_document("week", {"rows": _rows(first), "county": _county(first)})
    if first.kind in PERIODS:
        return json_document("period", {"rows": [row for each in reports for row in _rows(each)]})
    return json_document("week", {"rows": [row for each in reports for row in _rows(each)]})


def reports_jsonl(reports: Sequence[Report]) -> str:
    """Write papers as JSON lines, one for each town."""
    return "".join(f"{json_line(row)}\n" for report in reports for row in _rows(report))


def _rows(report: Report) -> list[Json]:
    if report.kind == COUNTY:
        towns = zip(report.towns, report.sent, strict=True)
        return [{**row_of(town), "issue": sent} for town, sent in towns]
    return [period_row(report) if report.kind in PERIODS else row_of(report)]


def _county(report: Report) -> Json:
    totals = report.totals
    return {
        "county": report.town,
        "week": calendar.week_label(report.week),
        "draft": report.draft,
        "issue": report.number,
        "towns": len(report.towns),
        **_pick(totals, "streets", "required", "logged", "counted", "due", "met"),
        "met_rate": percent_of(report.met_rate),
        "not_sent": list(report.missing),
        "spots_so_far": report.cumulative.spots,
        "kilograms_so_far": report.cumulative.kilograms,
        "items": None if report.items is None else _items(report.items),
        "corrections": [_correction(correction) for correction in report.corrections],
        "notes": list(report.notes),
    }


def period_row(report: Report) -> Json:
    """Return one town's month or year as plain data."""
    return {
        "town": report.town,
        "kind": report.kind,
        "period": period_label(report.kind, report.period),
        "weeks": [calendar.week_label(week) for week in report.weeks],
        "weeks_finished": report.finished,
        "draft": report.draft,
        "issue": report.number,
        "dated_on": calendar.day_label(report.dated_on),
        "required": sum(line.required for line in report.lines),
        "counted": sum(line.counted for line in report.lines),
        "due": report.due,
        "met": report.met,
        "met_rate": percent_of(report.met_rate),
        "table": [
            {
                "street": line.street,
                "weeks_due": line.due,
                "weeks_met": line.met,
                "met_rate": percent_of(line.met_rate),
                **_pick(line, "required", "counted", "day_count"),
                "weeks_exempt": line.exempt,
                "weeks_vacant": line.vacant,
                "longest_unmet": line.longest_run,
            }
            for line in report.lines
        ],
        "by_week": [
            {
                "week": calendar.week_label(row.week),
                **_pick(row, "due", "met"),
                "met_rate": percent_of(row.met_rate),
                **_pick(row, "required", "counted"),
            }
            for row in report.by_week
        ],
        "departments": [
            {
                **_pick(row, "department", "place"),
                "weeks_due": row.due,
                "weeks_done": row.met,
                **_pick(row, "done", "spots", "kilograms"),
            }
            for row in report.departments
        ],
        "duties": [
            {
                "duty": row.duty,
                "by": "month" if row.monthly else "week",
                "place": row.place,
                "holder": row.holder or None,
                **_pick(row, "due", "met"),
                "met_rate": percent_of(row.met_rate),
                **_pick(row, "required", "counted"),
                "running": row.running or None,
            }
            for row in report.duties
        ],
        "items": None if report.items is None else _items(report.items),
        "corrections": [_period_correction(report, change) for change in report.corrections],
        "notes": list(report.notes),
        "receipt": freeze(report.receipt),
    }


def _period_correction(report: Report, correction: Correction) -> Json:
    return {
        "period": period_label(report.kind, correction.period),
        "met_rate_before": percent_of(correction.rate_before),
        "met_rate_after": percent_of(correction.rate_after),
        "lines": [
            {
                "who": name_line(change),
                **_sides(change, ("due", "met", "required", "counted")),
            }
            for change in correction.changes
        ],
        "items": _item_change(correction.items_before, correction.items_after),
    }


def _item_change(before: ItemCounts | None, after: ItemCounts | None) -> Json | None:
    if before is None or after is None:
        return None
    return {
        side: {
            **freeze(counts),
            "close_rate": percent_of(counts.close_rate),
            "on_time_close_rate": percent_of(counts.on_time_close_rate),
        }
        for side, counts in (("before", before), ("after", after))
    }


def period_label(kind: str, period: int) -> str:
    """Return a month or a year as data: 2017-10, 2017."""
    return str(period) if kind == "year" else calendar.month_label(period)


def row_of(report: Report) -> Json:
    """Return one town's paper as plain data."""
    totals = report.totals
    return {
        "town": report.town,
        "week": calendar.week_label(report.week),
        "since": calendar.day_label(calendar.monday_of(report.week)),
        "until": calendar.day_label(calendar.monday_of(report.week + 1)),
        "dated_on": calendar.day_label(report.dated_on),
        "seen_on": calendar.day_label(report.seen_on),
        "draft": report.draft,
        "kind": report.kind,
        "issue": report.number,
        **_pick(totals, "streets", "chiefs", "required", "logged", "delegated", "backfilled"),
        **_pick(totals, "counted", "day_count", "due", "met"),
        "met_rate": percent_of(report.met_rate),
        **_pick(totals, "exempt", "vacant"),
        "unmet_streets": [line.street for line in report.failing],
        "zero_streets": [line.street for line in report.zero],
        "exempt_streets": [line.street for line in report.exempt],
        "vacant_streets": [line.street for line in report.vacant],
        "table": [_street(line) for line in report.streets],
        "officers": [_officer(line) for line in report.officers],
        "departments": [
            {
                **_pick(line, "duty", "department", "place", "required", "done"),
                **_pick(line, "spots", "kilograms", "state"),
            }
            for line in report.departments
        ],
        "duties": [
            _pick(line, "duty", "place", "required", "logged", "counted", "state")
            for line in report.duties
        ],
        "items": None if report.items is None else _items(report.items),
        "corrections": [_correction(correction) for correction in report.corrections],
        "basis": [
            {
                "duty": None if rule.duty is None else name(rule.duty),
                "fields": dict(rule.fields),
            }
            for rule in report.rules
        ],
        "notes": list(report.notes),
        "receipt": freeze(report.receipt),
    }


def _pick(thing: object, *keys: str) -> Json:
    """Return some fields of a value under their own names."""
    return {key: getattr(thing, key) for key in keys}


def percent_of(rate: Rate) -> float | None:
    """Return a rate in per cent, rounded half up to two decimals; None when nothing was due."""
    scaled = scaled_percent(rate.part, rate.whole)
    return None if scaled is None else scaled / 100


def _street(line: StreetLine) -> Json:
    return {
        "street": line.street,
        "chiefs": list(line.chiefs),
        "village": line.village or None,
        **_pick(line, "required", "logged", "counted", "day_count", "delegated", "backfilled"),
        "state": line.state,
        "available_days": line.available,
        **_pick(line, "unmet_weeks", "never_patrolled"),
        "opened_on": _day(line.opened_on),
        "closed_on": _day(line.closed_on),
        "exempt": [_span(span) for span in line.exempt],
        "vacant": [_span(span) for span in line.vacant],
        "not_counted": freeze(line.not_counted),
    }


def _officer(line: OfficerLine) -> Json:
    return {
        "duty": line.duty,
        "role": name(line.role),
        "name": line.name or None,
        **_pick(line, "required", "logged", "counted", "state"),
    }


def _items(items: ItemFigures) -> Json:
    return {
        **_pick(items, "opened", "fixed_on_spot", "assigned"),
        "categories": [{"category": name(words), "count": n} for words, n in items.categories],
        **_pick(items, "due", "closed"),
        "close_rate": percent_of(items.close_rate),
        "on_time_close_rate": percent_of(items.on_time_close_rate),
        **_pick(items, "overdue", "reopened"),
        "opened_before": items.before_opened,
        "overdue_before": items.before_overdue,
        "table": [
            {
                **_pick(line, "number", "place", "text"),
                "category": name(line.category),
                "found_on": _day(line.found_on),
                "holder": line.holder or None,
                "due_on": _day(line.due_on),
                "progress": name(line.progress),
                "closed_on": _day(line.closed_on),
                **_pick(line, "overdue_days", "reopened"),
            }
            for line in items.lines
        ],
    }


def _correction(correction: Correction) -> Json:
    return {
        "week": calendar.week_label(correction.period),
        "met_rate_before": percent_of(correction.rate_before),
        "met_rate_after": percent_of(correction.rate_after),
        "streets": [
            {
                "street": name(change.who),
                **_sides(change, ("required", "counted", "state")),
                **({"town": change.town} if change.town else {}),
            }
            for change in correction.changes
            if change.kind == STREET
        ],
        "lines": [
            {
                "kind": change.kind,
                "who": name(change.who),
                "action": name(change.action) or None,
                **_sides(change, ("required", "counted", "state", "spots", "kilograms")),
                **({"town": change.town} if change.town else {}),
            }
            for change in correction.changes
            if change.kind != STREET
        ],
        "items": _item_change(correction.items_before, correction.items_after),
    }


def _sides(change: Change, keys: Sequence[str]) -> Json:
    """Return both sides of a change, null where there was or is no line."""
    return {
        side: None if counts is None else _pick(counts, *keys)
        for side, counts in (("before", change.before), ("after", change.after))
    }


def _span(span: Span) -> Json:
    return {"since": _day(span.since), "until": _day(span.until)}


def _day(day: int | None) -> str | None:
    return None if day is None else calendar.day_label(day)


def reports_table(reports: Sequence[Report]) -> Table:
    """Return table 1 of all towns together, for CSV and spreadsheets."""
    if reports[0].kind in PERIODS:
        return _period_table(reports)
    return _week_table([town for report in reports for town in report.towns or (report,)])


def _period_table(reports: Sequence[Report]) -> Table:
    keys = ("due", "met", "required", "counted", "day_count", "exempt", "vacant", "longest_run")
    return lay_out(
        "period",
        (
            Column(key="town", cell=lambda row: row[0].town),
            Column(key="period", cell=lambda row: period_label(row[0].kind, row[0].period)),
            _column("street"),
            *(_column(key, "number") for key in keys),
        ),
        [(report, line) for report in reports for line in report.lines],
    )


def _week_table(reports: Sequence[Report]) -> Table:
    keys = (
        "required",
        "logged",
        "counted",
        "day_count",
        "delegated",
        "backfilled",
        "unmet_weeks",
    )
    return lay_out(
        "week",
        (
            Column(key="town", cell=lambda row: row[0].town),
            Column(key="week", cell=lambda row: calendar.week_label(row[0].week)),
            _column("street"),
            _column("chiefs"),
            Column(key="village", cell=lambda row: row[1].village or None),
            *(_column(key, "number") for key in keys),
            _column("state"),
        ),
        [(report, line) for report in reports for line in report.streets],
    )


def _column(key: str, kind: Literal["text", "number"] = "text") -> Column:
    """Return a column of a field of the line of a (report, line)."""
    return Column(key=key, kind=kind, cell=lambda row: getattr(row[1], key))
