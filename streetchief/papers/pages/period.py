"""Monthly and yearly papers in words.

Convention: a street in one week counts once (条次); rates are over all of them together. Another
duty counts once a week, or once a calendar month.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.output.safe import safe
from streetchief.output.table import Cell, Column, Table, lay_out
from streetchief.papers.pages.corrections import period_correction_lines
from streetchief.papers.pages.paper import (
    Paper,
    foot_words,
    heading_word,
    numbered,
    sections_of,
    subject_words,
    table_names,
)
from streetchief.papers.pages.sections import item_findings, item_lines, item_requests
from streetchief.papers.pages.tables import (
    count_column,
    item_table,
    name_column,
    numbered_tables,
    text_column,
    tonnes,
)
from streetchief.papers.pages.words import (
    begun,
    day_word,
    full_day_word,
    joined,
    many,
    name,
    period_word,
    say,
    state_word,
    week_number,
    week_word,
)
from streetchief.papers.rules.lines import DutyLine, PeriodLine
from streetchief.papers.rules.report import Report
from streetchief.values.rates import Rate, rate_text


def period_paper_of(report: Report) -> Paper:
    """Put a town's month or year into words, in the language in force."""
    tables = _tables(report)
    see = {table.name: say("see_table", number=number) for number, table in enumerate(tables, 1)}
    addressees = name(report.wording.addressees)
    return Paper(
        mark=say("draft_period") if report.draft else "",
        title=_in_town(report, name(report.wording.title)),
        period=_period(report),
        office=_in_town(report, name(report.wording.office)),
        dated=full_day_word(report.dated_on),
        addressees=safe(say("to", addressees=addressees)) if addressees else "",
        lead=_lead(report),
        sections=sections_of(
            [
                (heading_word(report.wording), _patrols(report, see["streets"])),
                (say("items"), _items(report, see.get("items", ""))),
                (say("cleanups"), _cleanups(report, see.get("departments", ""))),
                (say("findings"), numbered(_findings(report))),
                (say("requests"), numbered([*_requests(report), *report.notes])),
            ]
        ),
        corrections=safe(period_correction_lines(report.kind, report.corrections, report.town)),
        tables=tables,
        attached=(say("tables", list=say("space").join(table_names(tables, report.wording))),),
        foot=foot_words(report, report.rules),
    )


def _in_town(report: Report, words: str) -> str:
    return safe(words.replace("{town}", report.town))


def _period(report: Report) -> str:
    first, last = report.weeks[0], report.weeks[-1]
    since, until = calendar.monday_of(first), calendar.monday_of(last + 1) - 1
    same_year = calendar.date_of(since).year == calendar.date_of(until).year
    shown = day_word if same_year else full_day_word
    words = say(
        "period_weeks",
        period=period_word(report.kind, report.period),
        first=week_number(first)[1],
        last=week_number(last)[1],
        since=shown(since),
        until=shown(until),
    )
    return words + (say("number", number=report.number) if report.number is not None else "")


def _lead(report: Report) -> str:
    basis = name(report.wording.basis)
    return safe(
        say(
            "lead_period" if basis else "lead_period_no_basis",
            basis=basis,
            basis_words=name(report.wording.basis_words),
            period=period_word(report.kind, report.period),
            subject=subject_words(report.wording, items=report.items is not None),
        )
    )


def _patrols(report: Report, see: str) -> list[str]:
    words, lines = report.wording, report.lines
    summary = say(
        "period_counts",
        weeks=len(report.by_week),
        chief=name(words.chiefs),
        place=many(words.place),
        streets=len(lines),
        measure=name(words.measure),
        required=sum(line.required for line in lines),
        counted=sum(line.counted for line in lines),
        days=sum(line.day_count for line in lines),
        due=report.due,
        met=report.met,
        rate=rate_text(report.met_rate),
        exempt=sum(line.exempt for line in lines),
        vacant=sum(line.vacant for line in lines),
    )
    if report.draft:
        summary = say("as_of", day=full_day_word(report.seen_on)) + summary
    due = [line for line in lines if line.due]
    runs = [
        say("period_run", street=line.street, weeks=line.longest_run)
        for line in lines
        if line.longest_run > 1
    ]
    return [
        summary + see,
        say("period_all_met", list=joined([row.street for row in due if row.met == row.due])),
        say("period_none_met", list=joined([row.street for row in due if not row.met])),
        say("period_runs", list=joined(runs)),
        *(_duty(rows) for rows in _by_duty(report)),
    ]


def _by_duty(report: Report) -> list[list[DutyLine]]:
    found: dict[tuple[str, bool], list[DutyLine]] = {}
    for line in report.duties:
        found.setdefault((line.duty, line.monthly), []).append(line)
    return list(found.values())


def _duty(rows: list[DutyLine]) -> str:
    """Say how one of the other duties stands: its sums, and what is still running."""
    rate = Rate(part=sum(row.met for row in rows), whole=sum(row.due for row in rows))
    said = say(
        "period_duty",
        duty=begun(name(rows[0].name)),
        unit=say("unit_month" if rows[0].monthly else "unit_week"),
        due=rate.whole,
        met=rate.part,
        rate=rate_text(rate),
        required=sum(row.required for row in rows),
        counted=sum(row.counted for row in rows),
    )
    running = [
        say(
            "duty_standing",
            place=_who(row),
            required=row.required,
            counted=row.counted,
            state=state_word(row.running),
        )
        for row in rows
        if row.running
    ]
    return said + say("period_running", list=joined(running)) if running else said


def _who(line: DutyLine) -> str:
    """Name whose line it is: 总街长施车前, or the place."""
    if not line.holder:
        return line.place
    return joined([name(line.role), line.holder], "nothing")


def _behind(report: Report) -> list[PeriodLine]:
    """Return the streets that fell short, the worst first."""

    def rank(line: PeriodLine) -> tuple[int, int]:
        return (line.met - line.due, -line.longest_run)

    return sorted((line for line in report.lines if line.met < line.due), key=rank)


def _short(report: Report) -> list[DutyLine]:
    return [row for row in report.duties if row.met < row.due and not row.running]


def _requests(report: Report) -> list[str]:
    asked = []
    if streets := [line.street for line in _behind(report)]:
        chief, act = name(report.wording.chief), many(report.wording.act)
        asked.append(say("ask_period", streets=joined(streets), chief=chief, act=act))
    if holders := [_who(row) for row in _short(report) if row.holder]:
        act = many(report.wording.act)
        asked.append(say("ask_period_holders", who=joined(holders), act=act))
    for duty in dict.fromkeys(row.name for row in _short(report) if not row.holder):
        who = [_who(row) for row in _short(report) if row.name == duty and not row.holder]
        asked.append(say("ask_period_duty", who=joined(who), duty=name(duty)))
    asked += item_requests(report.items)
    for action in dict.fromkeys(row.action for row in report.departments):
        idle = [
            row.department
            for row in report.departments
            if row.action == action and row.met < row.due
        ]
        if idle:
            asked.append(
                say("ask_period_departments", departments=joined(idle), action=name(action))
            )
    return asked


def _items(report: Report, see: str) -> list[str]:
    """Return the section on problems without a comparison, which is of weeks."""
    return item_lines(report.items, report.week, report.seen_on, see)[:1]


def _cleanups(report: Report, see: str) -> list[str]:
    lines = []
    for action in dict.fromkeys(row.action for row in report.departments):
        rows = [row for row in report.departments if row.action == action]
        said = say(
            "period_cleanup",
            action=begun(name(action)),
            due=sum(row.due for row in rows),
            met=sum(row.met for row in rows),
            times=sum(row.done for row in rows),
            spots=sum(row.spots for row in rows),
            tonnes=tonnes(sum(row.kilograms for row in rows)),
        )
        lines.append(said + see)
    return lines


def _findings(report: Report) -> list[str]:
    found = [
        say(
            "find_period",
            street=line.street,
            due=line.due,
            met=line.met,
            rate=rate_text(line.met_rate),
        )
        for line in _behind(report)
    ]
    found += [
        say(
            f"find_period_{'holder' if row.holder else 'duty'}"
            f"_{'month' if row.monthly else 'week'}",
            who=_who(row),
            duty=name(row.name),
            due=row.due,
            met=row.met,
            rate=rate_text(row.met_rate),
        )
        for row in _short(report)
    ]
    found += item_findings(report.items)
    found += [
        say("find_period_department", department=row.department, due=row.due, met=row.met)
        for row in report.departments
        if row.met < row.due
    ]
    return found


# ---------------------------------------------------------------- tables


def _tables(report: Report) -> tuple[Table, ...]:
    found = [_street_table(report), _week_table(report)]
    if report.items is not None:
        found.append(item_table(report.items, report.wording))
    if report.departments:
        found.append(_department_table(report))
    if report.duties:
        found.append(_duty_table(report))
    return numbered_tables(found, "table", report.wording)


def _street_table(report: Report) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            line.street,
            line.due,
            line.met,
            rate_text(line.met_rate),
            line.required,
            line.counted,
            line.day_count,
            line.exempt,
            line.vacant,
            line.longest_run,
        )
        for number, line in enumerate(report.lines, 1)
    ]
    if rows:
        rows.append(
            (
                None,
                say("total"),
                report.due,
                report.met,
                rate_text(report.met_rate),
                *(
                    sum(getattr(line, key) for line in report.lines)
                    for key in ("required", "counted", "day_count", "exempt", "vacant")
                ),
                None,
            )
        )
    return Table(
        name="streets",
        columns=(
            count_column("t_row"),
            name_column(report.wording.place),
            count_column("t_weeks_due"),
            count_column("t_weeks_met"),
            Column(title=say("t_rate"), kind="number"),
            count_column("t_required"),
            count_column("t_counted"),
            count_column("t_days"),
            count_column("t_weeks_exempt"),
            count_column("t_weeks_vacant"),
            count_column("t_longest"),
        ),
        rows=tuple(rows),
        empty=say("none"),
    )


def _week_table(report: Report) -> Table:
    return lay_out(
        name="weeks",
        columns=(
            text_column("t_week", cell=lambda row: begun(week_word(row.week))),
            count_column("t_street_due", cell=lambda row: row.due),
            count_column("t_street_met", cell=lambda row: row.met),
            Column(title=say("t_rate"), kind="number", cell=lambda row: rate_text(row.met_rate)),
            count_column("t_required", cell=lambda row: row.required),
            count_column("t_counted", cell=lambda row: row.counted),
        ),
        things=report.by_week,
        empty=say("none"),
    )


def _department_table(report: Report) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (row.department, row.place, row.due, row.met, row.done, row.spots, tonnes(row.kilograms))
        for row in report.departments
    ]
    rows.append(
        (
            say("total"),
            "",
            *(sum(getattr(r, key) for r in report.departments) for key in _COUNTS),
            tonnes(sum(row.kilograms for row in report.departments)),
        )
    )
    return Table(
        name="departments",
        columns=(
            text_column("t_department"),
            text_column("t_liaison"),
            count_column("t_weeks_to_do"),
            count_column("t_weeks_done"),
            count_column("t_times"),
            count_column("t_spots"),
            Column(title=say("t_tonnes"), kind="number"),
        ),
        rows=tuple(rows),
    )


def _duty_table(report: Report) -> Table:
    """Return the table of the duties beside the streets' own."""
    return lay_out(
        name="duties",
        columns=(
            text_column("t_duty", cell=lambda row: begun(name(row.name))),
            text_column("t_where", cell=lambda row: row.place),
            text_column("t_who", cell=lambda row: row.holder),
            text_column(
                "t_unit", cell=lambda row: say("unit_month" if row.monthly else "unit_week")
            ),
            count_column("t_due_times", cell=lambda row: row.due),
            count_column("t_met_times", cell=lambda row: row.met),
            Column(title=say("t_rate"), kind="number", cell=lambda row: rate_text(row.met_rate)),
            count_column("t_required", cell=lambda row: row.required),
            count_column("t_counted", cell=lambda row: row.counted),
        ),
        things=report.duties,
    )


_COUNTS = ("due", "met", "done", "spots")
