"""Sections two to five of a town's paper: problems, clean-ups, findings, and what is asked for.

Convention: everything unmet, vacant, overdue, relapsed or not carried out is said, and nothing
else; no deadline is invented.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.duties.rules.standing import (
    AT_RISK,
    EXEMPT,
    MET,
    ON_TRACK,
    UNMET,
    UNREACHABLE,
    VACANT,
)
from streetchief.locale.text import language
from streetchief.papers.pages.tables import tonnes
from streetchief.papers.pages.words import (
    begun,
    day_word,
    joined,
    many,
    name,
    say,
    state_word,
    week_word,
)
from streetchief.papers.rules.lines import (
    DepartmentLine,
    DutyLine,
    ItemFigures,
    ItemLine,
    OfficerLine,
    StreetLine,
    worst_first,
)
from streetchief.papers.rules.report import Report
from streetchief.values.problems import Name
from streetchief.values.rates import Rate, rate_text

_FEW = 3


def item_lines(items: ItemFigures | None, week: int, seen_on: int, see: str) -> list[str]:
    """Return section two; nothing while no problem is on the list. `see` names its table."""
    if items is None:
        return []
    new = say("items_new", opened=items.opened, fixed=items.fixed_on_spot, assigned=items.assigned)
    if items.waiting:
        new += say("items_waiting", count=items.waiting)
    if items.categories:
        new += say(
            "items_categories",
            list=joined([say("category", category=name(c), count=n) for c, n in items.categories]),
        )
    settled = say(
        "items_closed",
        day=day_word(seen_on),
        due=items.due,
        closed=items.closed,
        rate=rate_text(items.close_rate),
        in_time=rate_text(items.on_time_close_rate),
        overdue=items.overdue,
        reopened=items.reopened,
    )
    space = "" if language() == "zh" else " "
    lines = [new + say("stop") + space + settled + see]
    if items.before_opened is not None and items.before_overdue is not None:
        lines.append(
            say(
                "items_compared",
                week=week_word(week - 1),
                corrected=say("corrected") if items.before_corrected else "",
                opened=_difference(items.opened - items.before_opened),
                overdue=_difference(items.overdue - items.before_overdue),
            )
        )
    return lines


def _difference(count: int) -> str:
    if not count:
        return say("as_many")
    return say("more" if count > 0 else "fewer", count=abs(count))


def cleanup_lines(departments: Iterable[DepartmentLine], see: str, *, draft: bool) -> list[str]:
    """Return section three: a paragraph for each kind of action. `see` names its table."""
    everyone = tuple(departments)
    lines = []
    for action in actions_of(everyone):
        rows = [row for row in everyone if row.action == action]
        missing = not_done(rows)
        said = say(
            "cleanup",
            action=begun(name(action)),
            due=sum(row.due for row in rows),
            done=sum(row.due and row.state == MET for row in rows),
            times=sum(row.done for row in rows),
            spots=sum(row.spots for row in rows),
            tonnes=tonnes(sum(row.kilograms for row in rows)),
        )
        if not draft:
            said += say(
                "cleanup_missing", list=joined([_department(row, everyone) for row in missing])
            )
        lines.append(said + see)
    return lines


def _department(row: DepartmentLine, everyone: tuple[DepartmentLine, ...]) -> str:
    """Name a department, with its place where the paper is of several."""
    if len({other.place for other in everyone}) == 1:
        return row.department
    return say("department_at", department=row.department, place=row.place)


def actions_of(departments: Iterable[DepartmentLine]) -> tuple[Name, ...]:
    """Return the kinds of action there are, in order."""
    return tuple(dict.fromkeys(row.action for row in departments))


def not_done(rows: Iterable[DepartmentLine]) -> list[DepartmentLine]:
    """Return the departments whose duty of a finished week is unmet."""
    return [row for row in rows if row.state == UNMET]


def findings(report: Report) -> list[str]:
    """Return section four of a town: what fell short."""
    found = []
    shown = report.failing if report.draft else worst_first(report.streets)
    for line in shown:
        if line.state == ON_TRACK:
            continue
        key = "find_run" if line.unmet_weeks > 1 else "find_unmet"
        never = never_said(report, line)
        found.append(
            say(
                "find_standing" if report.draft else key,
                street=line.street,
                week=week_word(report.week),
                weeks=line.unmet_weeks,
                required=line.required,
                counted=line.counted,
                state=standing_said(line.state),
                never=never,
            )
        )
    found += [
        say("find_vacant", street=line.street, chief=name(report.wording.chief))
        for line in report.vacant
    ]
    for officer in report.officers:
        who = who_of(officer, report.officers)
        if officer.state == VACANT:
            found.append(say("officer_vacant", who=who))
        elif officer.state == UNMET:
            found.append(
                say(
                    "find_officer",
                    who=who,
                    week=week_word(report.week),
                    required=officer.required,
                    counted=officer.counted,
                )
            )
    found += duty_findings(report.duties, report.week)
    found += item_findings(report.items)
    return found + idle_findings(report.departments, report.week)


def never_said(report: Report, line: StreetLine) -> str:
    """Say that nobody was ever on record there; nothing when somebody was."""
    if not line.never_patrolled:
        return ""
    return say("never", day=day_word(report.seen_on), act=name(report.wording.act))


def standing_said(state: str) -> str:
    """Return how a finding speaks of a standing."""
    return say(f"{state}_said") if state in (AT_RISK, UNREACHABLE) else state_word(state)


def duty_paragraphs(duties: Iterable[DutyLine], *, draft: bool) -> list[str]:
    """Return a paragraph for each duty beside the streets' own: its rate, and who fell short."""
    said = []
    for rows in by_duty(duties):
        due = [row for row in rows if row.due]
        rate = Rate(part=sum(row.state == MET for row in due), whole=len(due))
        words = say(
            "duty_draft" if draft else "duty",
            duty=begun(name(rows[0].name)),
            due=rate.whole,
            met=rate.part,
            rate=rate_text(rate),
            list=joined(
                [
                    say(
                        "duty_counts",
                        place=row.place + row.holder,
                        required=row.required,
                        counted=row.counted,
                    )
                    for row in due
                    if row.state != MET
                ]
            ),
        )
        if vacant := [row.place for row in rows if row.state == VACANT]:
            words += say("duty_vacant", list=joined(vacant))
        said.append(words)
    return said


def by_duty(duties: Iterable[DutyLine]) -> list[list[DutyLine]]:
    """Put lines of one duty together, in order."""
    found: dict[str, list[DutyLine]] = {}
    for line in duties:
        found.setdefault(line.duty, []).append(line)
    return list(found.values())


def duty_findings(duties: Iterable[DutyLine], week: int, town: str = "") -> list[str]:
    """Return the findings on other duties; `town` names where in the county's paper."""
    found = []
    for line in duties:
        place = say("in_town", town=town, what=line.place) if town else line.place
        if line.state == UNMET:
            found.append(
                say(
                    "find_duty",
                    place=place,
                    week=week_word(week),
                    duty=name(line.name),
                    required=line.required,
                    counted=line.counted,
                )
            )
        elif line.state == VACANT:
            found.append(say("find_duty_vacant", place=place, duty=name(line.name)))
    return found


def duty_requests(duties: Iterable[DutyLine], week: int) -> list[str]:
    """Return what is asked under the other duties."""
    asked = []
    for rows in by_duty(duties):
        for state, key in ((UNMET, "ask_duty"), (VACANT, "ask_duty_vacant")):
            places = [row.place for row in rows if row.state == state]
            if places:
                asked.append(
                    say(
                        key,
                        places=joined(places),
                        week=week_word(week + 1),
                        duty=name(rows[0].name),
                    )
                )
    return asked


def item_findings(items: ItemFigures | None) -> list[str]:
    """Return the findings on problems: overdue, relapsed."""
    found = []
    lines = items.lines if items is not None else ()
    for item in lines:
        if item.overdue_days and item.closed_on is None:
            found.append(
                say(
                    "find_overdue",
                    number=item.number,
                    days=item.overdue_days,
                    holder=_responsible(item),
                )
            )
        if item.reopened:
            found.append(
                say(
                    "find_reopened",
                    number=item.number,
                    holder=_responsible(item),
                )
            )
    return found


def _responsible(item: ItemLine) -> str:
    if not item.holder:
        return say("by_nobody")
    return say("by_person" if item.by_person else "by_department", holder=item.holder)


def idle_findings(
    departments: Iterable[DepartmentLine], week: int, *, together: bool = False
) -> list[str]:
    """Return the findings on departments that did not act: one each, or one for each action."""
    everyone, found = tuple(departments), []
    for action in actions_of(everyone):
        idle = [_department(row, everyone) for row in not_done(everyone) if row.action == action]
        for named in [joined(idle)] if together and idle else idle:
            words = week_word(week)
            found.append(say("find_not_done", department=named, week=words, action=name(action)))
    return found


def requests(report: Report) -> list[str]:
    """Return section five of a town: what follows from the findings."""
    chief, act = name(report.wording.chief), many(report.wording.act)
    asked = []
    failing = [line for line in report.failing if line.state in (UNMET, AT_RISK)]
    if failing:
        asked.append(
            say(
                "ask_patrols" if report.draft else "ask_chiefs",
                streets=joined([line.street for line in failing]),
                chief=chief,
                act=act,
                week=week_word(report.week if report.draft else report.week + 1),
            )
        )
    if report.vacant:
        streets = joined([line.street for line in report.vacant])
        asked.append(say("ask_vacant", streets=streets, chief=chief))
    for officer in report.officers:
        who = who_of(officer, report.officers)
        if officer.state == VACANT:
            asked.append(say("ask_office", who=who))
        elif officer.state == UNMET:
            asked.append(
                say("ask_officer", who=begun(who), week=week_word(report.week + 1), act=act)
            )
    asked += duty_requests(report.duties, report.week)
    asked += item_requests(report.items)
    return asked + idle_requests(report.departments, report.week)


def item_requests(items: ItemFigures | None) -> list[str]:
    """Return what is asked of those who answer for late problems."""
    lines = items.lines if items is not None else ()
    late = [
        item for item in lines if (item.overdue_days and item.closed_on is None) or item.reopened
    ]
    asked = []
    for key, wanted in (
        ("ask_items", (True, False)),
        ("ask_items_people", (True, True)),
        ("ask_item_holders", (False, False)),
    ):
        numbers = [
            say("item_number", number=item.number)
            for item in late
            if (bool(item.holder), item.by_person) == wanted
        ]
        if numbers:
            asked.append(say(key, numbers=joined(numbers)))
    return asked


def idle_requests(
    departments: Iterable[DepartmentLine], week: int, *, named_above: bool = False
) -> list[str]:
    """Return what is asked of departments that did not act.

    `named_above` says 上述 of more than three of them, where a finding has just named them all.
    """
    everyone, asked = tuple(departments), []
    for action in actions_of(everyone):
        rows = [row for row in not_done(everyone) if row.action == action]
        if named_above and len(rows) > _FEW:
            asked.append(
                say(
                    "ask_those_departments",
                    count=len(rows),
                    week=week_word(week + 1),
                    action=name(action),
                )
            )
        elif rows:
            asked.append(
                say(
                    "ask_departments",
                    departments=joined([_department(row, everyone) for row in rows]),
                    week=week_word(week + 1),
                    action=name(action),
                )
            )
    return asked


def officer_words(line: OfficerLine, officers: Iterable[OfficerLine]) -> str:
    """Say how an officer's own duty stands; with his name where two share the office."""
    who = who_of(line, officers)
    if line.state == VACANT:
        return begun(say("officer_vacant", who=who))
    if line.state == EXEMPT and not line.logged:
        return begun(say("officer_exempt", who=who))
    return begun(
        say(
            "officer" if line.counted == line.logged else "officer_counted",
            who=who,
            required=line.required,
            logged=line.logged,
            counted=line.counted,
            state=state_word(line.state),
        )
    )


def who_of(line: OfficerLine, officers: Iterable[OfficerLine]) -> str:
    """Name an officer by his role, and by his name too when others have the same role."""
    alike = sum(other.role == line.role for other in officers)
    if alike == 1 or not line.name:
        return name(line.role)
    return name(line.role) + ("" if language() == "zh" else " ") + line.name
