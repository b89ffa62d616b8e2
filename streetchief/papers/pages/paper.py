"""A paper in words: its template filled in and read into blocks, once for every format.

The words are in `papers/templates`, a file for each paper and language; here is chosen what they
speak of. Everything unmet, vacant, overdue, relapsed or not carried out is said, and nothing else;
sections without facts do not appear and the others are numbered anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from streetchief.days import calendar
from streetchief.duties.rules.standing import (
    AT_RISK,
    EXEMPT,
    MET,
    ON_TRACK,
    UNMET,
    UNREACHABLE,
    VACANT,
    sum_up,
)
from streetchief.output.table import Table
from streetchief.output.template import Line, fill_in
from streetchief.papers.pages.corrections import period_sentences, week_sentences
from streetchief.papers.pages.tables import county_tables, period_tables, week_tables
from streetchief.papers.pages.words import (
    FILTERS,
    begun,
    first_and_last,
    listed,
    name,
    numeral,
    period_word,
    pick,
    together,
    week_number,
    week_words,
    whose,
    year_week_word,
)
from streetchief.papers.rules.lines import (
    DepartmentLine,
    DutyLine,
    ItemFigures,
    OfficerLine,
    RuleLine,
    StreetLine,
    rate_of,
    worst_first,
)
from streetchief.papers.rules.report import COUNTY, PERIODS, Report
from streetchief.value import replace, value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate
from streetchief.values.receipt import DIGITS

TownStreets = tuple[str, list[str]]

_REASONS = {
    "leave": Name(zh="请假", en="leave"),
    "sick": Name(zh="病假", en="sick leave"),
    "business": Name(zh="公务", en="business"),
    "emergency": Name(zh="应急", en="emergency"),
    "weather": Name(zh="天气", en="weather"),
    "closure": Name(zh="封闭", en="closure"),
    "other": Name(zh="其他", en="other"),
}
_FEW = 3
"""So many departments are named again where a finding has just named them."""
_LONG_RUN = 2
"""From so many unmet weeks running a street is named in a month or a year."""


class Block(NamedTuple):
    """A piece of a paper: words of a kind, or a table with its caption; `end` stands at the right.

    Kinds in the order of a paper: mark, reference, title, period, from, to, lead, heading,
    paragraph, item, corrections, tables or annexes (their list), closing, foot, table.
    """

    kind: str
    text: str
    end: str = ""
    table: Table | None = None


@value
class Paper:
    """A paper in words, from its first line to its last table; each line harmless, no markup."""

    blocks: tuple[Block, ...]

    def text_of(self, kind: str) -> str:
        """Return the words of the first block of a kind, "" when there is none."""
        return next((block.text for block in self.blocks if block.kind == kind), "")

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block.table for block in self.blocks if block.table is not None)


def paper_of(report: Report) -> Paper:
    """Put a report of any kind into words, in the language in force."""
    if report.kind == COUNTY:
        template, tables, values = "county", county_tables(report), _county(report)
    elif report.kind in PERIODS:
        template, tables, values = "period", period_tables(report), _period(report)
    else:
        template = "circular" if report.kind == "circular" else "week"
        tables, values = week_tables(report), _town(report)
    values |= {
        "report": report,
        "words": report.wording,
        "digest": report.receipt.digest[:DIGITS],
        "rules": [_differing(rule) for rule in report.rules],
        "tables": tables,
        "see": {table.name: number for number, table in enumerate(tables, 1)},
        **_items(report.items),
    }
    lines = fill_in(f"papers/templates/{template}.{{language}}.j2", values, FILTERS)
    return Paper(blocks=tuple(_blocks(lines, tables)))


# ---------------------------------------------------------------- what templates speak of


def _town(report: Report) -> dict[str, Any]:
    behind = [line for line in report.failing if line.state != ON_TRACK]
    return {
        "where": report.town,
        "period": week_words(report.week),
        "year_week": year_week_word(report.week),
        "dated_on": report.dated_on,
        "asked_week": report.week if report.draft else report.week + 1,
        "officers": [(_who(line, report.officers), line) for line in report.officers],
        "short": [("", line) for line in (behind if report.draft else worst_first(report.streets))],
        "to_walk": [line.street for line in report.failing if line.state in (UNMET, AT_RISK)],
        "not_counted": [
            (line.street, missed.count, missed.reason)
            for line in report.streets
            for missed in line.not_counted
        ],
        "duties": _duties(report.duties),
        "actions": _actions(report.departments),
        "corrections": week_sentences(report.corrections, report.town),
    }


def _county(report: Report) -> dict[str, Any]:
    bad = AT_RISK if report.draft else UNMET
    running = [
        (town.town, line)
        for state in (UNREACHABLE, AT_RISK)
        for town in report.towns
        for line in town.streets
        if line.state == state
    ]
    return {
        "where": report.town,
        "period": week_words(report.week),
        "dated_on": report.dated_on,
        "asked_week": report.week if report.draft else report.week + 1,
        "officers": _offices(report.officers),
        "short": running if report.draft else report.worst,
        "to_walk": [
            town.town for town in report.towns if any(line.state == bad for line in town.streets)
        ],
        "streets": {
            "not_met": _by_town(report, lambda line: line.due and line.state != MET),
            "zero": _by_town(report, lambda line: line.due and not line.logged),
            "exempt": _by_town(report, lambda line: line.state == EXEMPT),
            "vacant": _by_town(report, lambda line: line.state == VACANT),
        },
        "to_appoint": [
            town.town
            for town in report.towns
            if town.vacant or any(officer.state == VACANT for officer in town.officers)
        ],
        "duties": _duties(report.duties),
        "actions": _actions(report.departments),
        "few": _FEW,
        "corrections": week_sentences(report.corrections, report.town),
    }


def _period(report: Report) -> dict[str, Any]:
    weeks, kind = report.weeks, report.kind
    monday, sunday = calendar.monday_of(weeks[0]), calendar.monday_of(weeks[-1] + 1) - 1
    since, until = first_and_last(monday, sunday)
    due = [line for line in report.lines if line.due]
    short = [row for row in report.duties if row.met < row.due and not row.running]
    held: dict[tuple[str, bool], list[DutyLine]] = {}
    for row in report.duties:
        held.setdefault((row.duty, row.monthly), []).append(row)
    return {
        "where": report.town,
        "span": period_word(kind, report.period),
        "first": week_number(weeks[0])[1],
        "last": week_number(weeks[-1])[1],
        "since": since,
        "until": until,
        "dated_on": report.dated_on,
        "all_met": [line.street for line in due if line.met == line.due],
        "none_met": [line.street for line in due if not line.met],
        "behind": sorted(
            (line for line in report.lines if line.met < line.due),
            key=lambda line: (line.met - line.due, -line.longest_run),
        ),
        "duties": list(held.values()),
        "long_run": _LONG_RUN,
        "long_runs": [line for line in report.lines if line.longest_run >= _LONG_RUN],
        "short_duties": short,
        "asked_holders": [whose(row) for row in short if row.holder],
        "asked_duties": _by_name((row.name, whose(row)) for row in short if not row.holder),
        "actions": _by_name((row.action, row) for row in report.departments),
        "corrections": period_sentences(kind, report.corrections, report.town),
    }


def _by_name(pairs: Iterable[tuple[Name, Any]]) -> list[tuple[Name, list[Any]]]:
    """Put together what has the same name, in the order in which the names come up."""
    found: dict[Name, list[Any]] = {}
    for words, thing in pairs:
        found.setdefault(words, []).append(thing)
    return list(found.items())


class DutyTogether(NamedTuple):
    """The lines of one of the duties beside the streets' own."""

    name: Name
    rate: Rate
    behind: list[DutyLine]
    unmet: list[str]
    vacant: list[str]


def _duties(lines: Iterable[DutyLine]) -> list[DutyTogether]:
    held: dict[str, list[DutyLine]] = {}
    for line in lines:
        held.setdefault(line.duty, []).append(line)
    return [
        DutyTogether(
            name=rows[0].name,
            rate=rate_of(rows),
            behind=[row for row in rows if row.due and row.state != MET],
            unmet=[row.place for row in rows if row.state == UNMET],
            vacant=[row.place for row in rows if row.state == VACANT],
        )
        for rows in held.values()
    ]


class ActionTogether(NamedTuple):
    """What the departments did of one kind of action, and who of them did not."""

    action: Name
    due: int
    done: int
    times: int
    spots: int
    kilograms: int
    idle: list[str]


def _actions(lines: Sequence[DepartmentLine]) -> list[ActionTogether]:
    """Return the actions in order; departments are named with their place where it is not one."""
    one_place = len({line.place for line in lines}) == 1
    return [
        ActionTogether(
            action=action,
            done=sum(row.met for row in rows),
            times=sum(row.done for row in rows),
            **sum_up(rows, "due", "spots", "kilograms"),
            idle=[
                row.department
                if one_place
                else pick(f"{row.department}（{row.place}）", f"{row.department} ({row.place})")
                for row in rows
                if row.state == UNMET
            ],
        )
        for action, rows in _by_name((line.action, line) for line in lines)
    ]


def _items(items: ItemFigures | None) -> dict[str, Any]:
    """Return the problems that are late or came back, and whom to ask about them."""
    lines = items.lines if items is not None else ()
    late = [
        item for item in lines if (item.overdue_days and item.closed_on is None) or item.reopened
    ]
    return {
        "problems": late,
        "late_of_departments": [i.number for i in late if i.holder and not i.by_person],
        "late_of_people": [i.number for i in late if i.holder and i.by_person],
        "late_of_nobody": [i.number for i in late if not i.holder and not i.by_person],
    }


def _by_town(report: Report, wanted: Callable[[StreetLine], bool]) -> list[TownStreets]:
    """Return the streets wanted, town by town; towns without one are left out."""
    found = [
        (town.town, [line.street for line in town.streets if wanted(line)]) for town in report.towns
    ]
    return [(town, streets) for town, streets in found if streets]


class OfficeTogether(NamedTuple):
    """The holders of one office in the county: whose duty was due, who met it, what is vacant."""

    role: Name
    due: int
    met: int
    vacant: int


def _offices(officers: Iterable[OfficerLine]) -> list[OfficeTogether]:
    return [
        OfficeTogether(
            role=role,
            **sum_up(lines, "due", "met"),
            vacant=sum(line.state == VACANT for line in lines),
        )
        for role, lines in _by_name((officer.role, officer) for officer in officers)
    ]


def _who(line: OfficerLine, officers: Iterable[OfficerLine]) -> str:
    """Name an officer by his role, and by his name too when others have the same role."""
    alike = sum(other.role == line.role for other in officers)
    return name(line.role) if alike == 1 else together(name(line.role), line.name)


def _differing(rule: RuleLine) -> tuple[Name | None, list[tuple[str, str]]]:
    """Return whose rule differs from the default, and its fields with what they say in words."""
    roles = dict(rule.roles)
    said = []
    for field, given in rule.fields:
        if field == "partial":
            said.append((f"partial_{given}", ""))
        elif field == "counting_roles" and isinstance(given, tuple):
            said.append((field, listed(name(roles[r]) if r in roles else str(r) for r in given)))
        elif field == "exempt_reasons" and isinstance(given, tuple):
            said.append((field, listed(name(_REASONS[reason]) for reason in given)))
        elif isinstance(given, tuple):
            said.append((field, listed(map(str, given))))
        else:
            said.append((field, str(given)))
    return rule.duty, said


# ---------------------------------------------------------------- the lines of a template


def _blocks(lines: Iterable[Line], tables: Sequence[Table]) -> Iterator[Block]:
    """Read lines into blocks: sections and lists are numbered, tables come in order."""
    waiting = iter(tables)
    heading, sections, items = "", 0, 0
    for line in lines:
        if line.mark == "##":
            heading, items = begun(line.text.strip()), 0
        elif line.mark in ("", "-", "none"):
            if line.mark == "none" and not heading:
                continue  # its section has something to say
            if heading:
                sections += 1
                number = numeral(sections)
                yield Block("heading", pick(f"{number}、{heading}", f"{number}. {heading}"))
                heading = ""
            words = line.text.strip()
            if line.mark == "-":
                items += 1
                words = pick(f"{items}.{begun(words)}", f"{items}. {begun(words)}")
            yield Block("item" if line.mark == "-" else "paragraph", words)
        elif line.mark == "table":
            yield Block("table", line.text, table=replace(next(waiting), title=line.text))
        else:
            kind = "title" if line.mark == "#" else line.mark
            yield Block(kind, line.text, "".join(line.cells[1:]))
