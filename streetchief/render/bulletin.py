"""From a week's figures to a paper: its head, its sections and its foot, sentence by sentence.

Convention: a `Paper` holds finished words only, each line harmless and without markup, so that
text, markdown, HTML and DOCX say the same. Sections without facts do not appear and the others are
numbered anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.domain import calendar
from streetchief.domain.bulletins import (
    DepartmentLine,
    OfficerLine,
    StreetLine,
    WeekReport,
    worst_first,
)
from streetchief.domain.problems import Name
from streetchief.domain.rates import rate_text
from streetchief.domain.standing import AT_RISK, EXEMPT, MET, ON_TRACK, UNMET, VACANT
from streetchief.domain.value import value
from streetchief.locale.text import language
from streetchief.render.bulletin_corrections import correction_lines
from streetchief.render.bulletin_tables import tables_of, tonnes
from streetchief.render.bulletin_words import (
    begun,
    day_word,
    days_word,
    full_day_word,
    joined,
    name,
    numeral,
    rule_words,
    say,
    state_word,
    week_number,
    week_word,
)
from streetchief.render.safe import safe
from streetchief.render.table import Table


@value
class Section:
    """A numbered part of a paper: its heading and its paragraphs."""

    heading: str
    lines: tuple[str, ...]


@value
class Paper:
    """A paper in words, from its first line to its last; empty texts are left out.

    A weekly paper has its office and date in the head, a circular in its `closing`.
    """

    mark: str
    title: str
    period: str
    office: str
    dated: str
    addressees: str
    lead: str
    sections: tuple[Section, ...]
    corrections: str
    tables: tuple[Table, ...]
    attached: tuple[str, ...]
    foot: tuple[str, ...]
    reference: str = ""
    closing: tuple[str, ...] = ()


def paper_of(report: WeekReport) -> Paper:
    """Put one town's week into words, in the language in force."""
    tables = tables_of(report)
    places = {table.name: number for number, table in enumerate(tables, 1)}
    parts = [
        (say("patrols"), _patrols(report, places["patrols"])),
        (say("items"), _items(report, places.get("items", 0))),
        (say("cleanups"), _cleanups(report, places.get("cleanups", 0))),
        (say("findings"), _numbered(_findings(report))),
        (say("requests"), _numbered([*_requests(report), *report.notes])),
    ]
    circular, office = report.kind == "circular", _in_town(report, report.wording.office)
    filled = [(heading, lines) for heading, lines in parts if lines]
    return Paper(
        mark=say("draft") if report.draft else "",
        title=_circular_title(report) if circular else _in_town(report, report.wording.title),
        period="" if circular else _period(report),
        office="" if circular else office,
        dated="" if circular else full_day_word(report.dated_on),
        reference=say("reference") if circular else "",
        closing=((say("seal", office=office), full_day_word(report.dated_on)) if circular else ()),
        addressees=_addressees(report),
        lead=_lead(report),
        sections=tuple(
            Section(
                heading=say("heading", number=numeral(number), words=heading),
                lines=tuple(safe(line).strip() for line in lines),
            )
            for number, (heading, lines) in enumerate(filled, 1)
        ),
        corrections=safe(correction_lines(report)),
        tables=tables,
        attached=_attached(report, tables),
        foot=tuple(safe(line) for line in _foot(report)),
    )


def _in_town(report: WeekReport, words: Name) -> str:
    return safe(name(words).replace("{town}", report.town))


def _circular_title(report: WeekReport) -> str:
    year, number = week_number(report.week)
    words = name(report.wording.circular)
    for key, said in (
        ("{office}", _in_town(report, report.wording.office)),
        ("{period}", say("week_of_year", year=year, number=number)),
        ("{subject}", say("subject_items" if report.items is not None else "subject")),
    ):
        words = words.replace(key, said)
    return safe(words)


def _period(report: WeekReport) -> str:
    year, number = week_number(report.week)
    since, until = day_word(report.since), day_word(report.until - 1)
    if calendar.date_of(report.since).year != calendar.date_of(report.until - 1).year:
        since, until = full_day_word(report.since), full_day_word(report.until - 1)
    period = say(
        "period",
        week=say("week_of_year", year=year, number=number),
        since=since,
        until=until,
    )
    return period + (say("number", number=report.number) if report.number is not None else "")


def _addressees(report: WeekReport) -> str:
    words = _in_town(report, report.wording.addressees)
    return say("to", addressees=words) if words else ""


def _lead(report: WeekReport) -> str:
    basis = name(report.wording.basis)
    key = "lead_circular" if report.kind == "circular" else "lead"
    key += "" if basis else "_no_basis"
    return safe(
        say(
            key,
            basis=basis,
            basis_words=name(report.wording.basis_words),
            week=week_word(report.week),
            subject=say("subject_items" if report.items is not None else "subject"),
        )
    )


# ---------------------------------------------------------------- section one


def _patrols(report: WeekReport, table: int) -> list[str]:
    totals, words = report.totals, report.wording
    measure = name(words.measure)
    summary = "".join(
        (
            say("as_of", day=day_word(report.seen_on)) if report.draft else "",
            say(
                "streets",
                system=name(words.system),
                place=name(words.place),
                streets=totals.streets,
                measure=measure,
                chief=name(words.chief),
                chiefs=totals.chiefs,
            ),
            say(
                "counts",
                required=totals.required,
                logged=totals.logged,
                delegated=totals.delegated,
                backfilled=totals.backfilled,
                counted=totals.counted,
                days=totals.day_count,
            ),
            say(
                "met",
                due=totals.due,
                met=totals.met,
                exempt=totals.exempt,
                rate=rate_text(report.met_rate),
                measure=measure,
            ),
            *(officer_words(line, report.officers) for line in report.officers),
            _see(report, table),
        )
    )
    return [
        summary,
        _failing(report),
        begun(
            say(
                "zero",
                place=name(words.place),
                list=joined([line.street for line in report.zero]),
            )
        ),
        say("exempt", list=joined([_exempt(report, s) for s in report.exempt], "semicolon")),
        say("vacant", list=joined([line.street for line in report.vacant])),
        say(
            "not_counted",
            list=joined(
                [
                    say(
                        "not_counted_street",
                        street=line.street,
                        count=missed.count,
                        reason=say(missed.reason),
                    )
                    for line in report.streets
                    for missed in line.not_counted
                ],
                "semicolon",
            ),
        ),
    ]


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


def _see(report: WeekReport, table: int) -> str:
    return say("see_annex" if report.kind == "circular" else "see_table", number=table)


def _failing(report: WeekReport) -> str:
    key = "street_standing" if report.draft else "street_counts"
    listed = [
        say(
            key,
            street=line.street,
            chief=name(report.wording.chief),
            chiefs=joined(line.chiefs),
            required=line.required,
            counted=line.counted,
            state=state_word(line.state),
        )
        for line in report.failing
    ]
    return say("not_yet_met" if report.draft else "unmet", list=joined(listed, "semicolon"))


def _exempt(report: WeekReport, line: StreetLine) -> str:
    return say(
        "exempt_street" if line.exempt else "nothing_due",
        street=line.street,
        chief=name(report.wording.chief),
        chiefs=joined(line.chiefs),
        days=joined([days_word(span.since, span.until) for span in line.exempt]),
    )


# ---------------------------------------------------------------- sections two and three


def _items(report: WeekReport, table: int) -> list[str]:
    items = report.items
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
        day=day_word(report.seen_on),
        due=items.due,
        closed=items.closed,
        rate=rate_text(items.close_rate),
        in_time=rate_text(items.on_time_close_rate),
        overdue=items.overdue,
        reopened=items.reopened,
    )
    space = "" if language() == "zh" else " "
    lines = [new + say("stop") + space + settled + _see(report, table)]
    if items.before_opened is not None and items.before_overdue is not None:
        lines.append(
            say(
                "items_compared",
                week=week_word(report.week - 1),
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


def _cleanups(report: WeekReport, table: int) -> list[str]:
    lines = []
    for action in _actions(report):
        rows = [row for row in report.departments if row.action == action]
        missing = not_done(rows)
        said = say(
            "cleanup",
            action=name(action) if language() == "zh" else begun(name(action)),
            due=sum(row.due for row in rows),
            done=sum(row.due and row.state == MET for row in rows),
            times=sum(row.done for row in rows),
            spots=sum(row.spots for row in rows),
            tonnes=tonnes(sum(row.kilograms for row in rows)),
        )
        if not report.draft:
            said += say("cleanup_missing", list=joined([row.department for row in missing]))
        lines.append(said + _see(report, table))
    return lines


def _actions(report: WeekReport) -> tuple[Name, ...]:
    return tuple(dict.fromkeys(row.action for row in report.departments))


def not_done(rows: Iterable[DepartmentLine]) -> list[DepartmentLine]:
    """Return the departments whose duty of a finished week is unmet."""
    return [row for row in rows if row.state == UNMET]


# ---------------------------------------------------------------- sections four and five


def _findings(report: WeekReport) -> list[str]:
    found = []
    shown = report.failing if report.draft else worst_first(report.streets)
    for line in shown:
        if line.state == ON_TRACK:
            continue
        key = "find_run" if line.unmet_weeks > 1 else "find_unmet"
        never = say("never", day=day_word(report.seen_on)) if line.never_patrolled else ""
        found.append(
            say(
                "find_standing" if report.draft else key,
                street=line.street,
                week=week_word(report.week),
                weeks=line.unmet_weeks,
                required=line.required,
                counted=line.counted,
                state=state_word(line.state),
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
    lines = report.items.lines if report.items is not None else ()
    for item in lines:
        if item.overdue_days and item.closed_on is None:
            found.append(
                say(
                    "find_overdue",
                    number=item.number,
                    days=item.overdue_days,
                    holder=item.holder or say("none"),
                )
            )
        if item.reopened:
            found.append(
                say(
                    "find_reopened",
                    number=item.number,
                    holder=item.holder or say("none"),
                )
            )
    found += [
        say(
            "find_not_done",
            department=row.department,
            week=week_word(report.week),
            action=name(row.action),
        )
        for row in not_done(report.departments)
    ]
    return found


def _requests(report: WeekReport) -> list[str]:
    chief, asked = name(report.wording.chief), []
    failing = [line for line in report.failing if line.state in (UNMET, AT_RISK)]
    if failing:
        asked.append(
            say(
                "ask_patrols" if report.draft else "ask_chiefs",
                streets=joined([line.street for line in failing]),
                chief=chief,
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
            asked.append(say("ask_officer", who=who, week=week_word(report.week + 1)))
    lines = report.items.lines if report.items is not None else ()
    late = [
        say("item_number", number=item.number)
        for item in lines
        if (item.overdue_days and item.closed_on is None) or item.reopened
    ]
    if late:
        asked.append(say("ask_items", numbers=joined(late)))
    for action in _actions(report):
        idle = [row.department for row in not_done(report.departments) if row.action == action]
        if idle:
            asked.append(
                say(
                    "ask_departments",
                    departments=joined(idle),
                    week=week_word(report.week + 1),
                    action=name(action),
                )
            )
    return asked


def _numbered(lines: list[str]) -> list[str]:
    if not lines:
        return [say("no_findings")]
    return [
        say("numbered", number=number, words=begun(line.strip()))
        for number, line in enumerate(lines, 1)
    ]


# ---------------------------------------------------------------- the foot


def _attached(report: WeekReport, tables: tuple[Table, ...]) -> tuple[str, ...]:
    listed = [
        say("numbered", number=number, words=say(f"table_{table.name}"))
        for number, table in enumerate(tables, 1)
    ]
    if report.kind != "circular":
        return (say("tables", list=say("space").join(listed)),)
    return (
        say("annexes", words=listed[0]),
        *(say("annex_next", words=words) for words in listed[1:]),
    )


def _foot(report: WeekReport) -> list[str]:
    changes = []
    for rule in report.rules:
        said = joined([rule_words(*field, dict(rule.roles)) for field in rule.fields])
        changes.append(
            say("basis_of", duty=name(rule.duty), list=said) if rule.duty is not None else said
        )
    foot = [
        say(
            "basis",
            changes="".join(say("basis_changes", list=change) for change in changes),
            site=report.receipt.site,
            sequence=report.receipt.sequence,
            digest=report.receipt.digest[:16],
        ),
    ]
    if report.number is not None and (report.clock_entries or report.trusted_entries):
        foot.append(say("marks", clock=report.clock_entries, trusted=report.trusted_entries))
    return foot
