"""The county's paper in words: the same sections over its towns.

Convention: streets are named with their town, and a town's figures are the sums of its streets.
"""

from __future__ import annotations

from collections.abc import Callable

from streetchief.days import calendar
from streetchief.duties.rules.standing import (
    AT_RISK,
    EXEMPT,
    MET,
    NOTHING_DUE,
    UNMET,
    UNREACHABLE,
    VACANT,
)
from streetchief.output.safe import safe
from streetchief.output.table import Cell, Column, Table
from streetchief.papers.pages.corrections import correction_lines
from streetchief.papers.pages.paper import (
    Paper,
    foot_words,
    heading_word,
    lead_words,
    numbered,
    period_words,
    sections_of,
    table_names,
)
from streetchief.papers.pages.sections import (
    cleanup_lines,
    duty_findings,
    duty_paragraphs,
    duty_requests,
    idle_findings,
    idle_requests,
    item_findings,
    item_lines,
    item_requests,
    never_said,
    standing_said,
)
from streetchief.papers.pages.tables import (
    count_column,
    department_table,
    item_table,
    name_column,
    names_shown,
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
    say,
    state_word,
    week_word,
)
from streetchief.papers.rules.lines import StreetLine
from streetchief.papers.rules.report import Report
from streetchief.values.problems import Name
from streetchief.values.rates import rate_text


def county_paper_of(report: Report) -> Paper:
    """Put the county's week into words, in the language in force."""
    tables = _tables(report)
    see = {table.name: say("see_table", number=number) for number, table in enumerate(tables, 1)}
    return Paper(
        mark=say("draft") if report.draft else "",
        title=_of_county(report, name(report.wording.title)),
        period=period_words(report.week, report.number),
        office=_of_county(report, name(report.wording.office)),
        dated=full_day_word(calendar.monday_of(report.week + 1)),
        addressees=say("to", addressees=safe(name(report.wording.addressees))),
        lead=lead_words(report, "lead", items=report.items is not None),
        sections=sections_of(
            [
                (heading_word(report.wording), _patrols(report, see["towns"])),
                (
                    say("items"),
                    item_lines(report.items, report.week, report.seen_on, see.get("items", "")),
                ),
                (say("cleanups"), _cleanups(report, see.get("cleanups", ""))),
                (say("findings"), numbered(_findings(report))),
                (say("requests"), numbered([*_requests(report), *report.notes])),
            ]
        ),
        corrections=safe(correction_lines(report.corrections, report.town, report.wording)),
        tables=tables,
        attached=(say("tables", list=say("space").join(table_names(tables, report.wording))),),
        foot=foot_words(report, report.rules),
    )


def _of_county(report: Report, words: str) -> str:
    return safe(words.replace("{town}", report.town))


def _patrols(report: Report, see: str) -> list[str]:
    totals, words = report.totals, report.wording
    measure = name(words.measure)
    summary = [
        say("as_of", day=day_word(report.seen_on)) if report.draft else "",
        begun(
            say(
                "county",
                system=name(words.system),
                towns=len(report.towns),
                place=many(words.place),
                streets=totals.streets,
                measure=measure,
                chief=many(words.chief),
                chiefs=totals.chiefs,
            )
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
        *_officers(report),
        see,
    ]
    lists: list[tuple[str, Callable[[StreetLine], bool]]] = [
        (
            "not_yet_met" if report.draft else "unmet",
            lambda line: line.due and line.state != MET,
        ),
        ("zero", lambda line: line.due and not line.logged),
        ("exempt", lambda line: line.state == EXEMPT),
        ("vacant", lambda line: line.state == VACANT),
    ]
    lines = ["".join(summary)]
    for key, wanted in lists:
        said = joined(
            [
                say("of_town", town=town.town, list=joined([line.street for line in streets]))
                for town in report.towns
                if (streets := [line for line in town.streets if wanted(line)])
            ],
            "semicolon",
        )
        lines.append(
            begun(
                say(
                    key,
                    place=many(words.place),
                    chief=name(words.chiefs),
                    act=name(words.act),
                    list=said,
                )
            )
        )
    lines += duty_paragraphs(report.duties, draft=report.draft)
    if not report.draft:
        lines.append(say("not_sent", list=joined(report.missing)))
    return lines


def _officers(report: Report) -> list[str]:
    roles = dict.fromkeys(officer.role for officer in report.officers)
    said = []
    for role in roles:
        lines = [officer for officer in report.officers if officer.role == role]
        said.append(
            begun(
                say(
                    "county_officers",
                    role=many(role),
                    due=sum(line.state not in NOTHING_DUE for line in lines),
                    met=sum(line.state == MET for line in lines),
                    vacant=sum(line.state == VACANT for line in lines),
                )
            )
        )
    return said


def _cleanups(report: Report, see: str) -> list[str]:
    lines = cleanup_lines(report.departments, see, draft=report.draft)
    done = report.cumulative
    if lines or done.spots or done.kilograms or done.cleared:
        cleared = "".join(
            say("cleared", list=name(list_), amount=_amount(amount, decimals), unit=name(unit))
            for list_, unit, decimals, amount in done.cleared
        )
        lines.append(
            say(
                "cumulative",
                day=full_day_word(report.seen_on),
                spots=done.spots,
                tonnes=tonnes(done.kilograms),
                cleared=cleared,
            )
        )
    return lines


def _amount(amount: int, decimals: int) -> str:
    if not decimals:
        return str(amount)
    whole, rest = divmod(amount, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}"


def _findings(report: Report) -> list[str]:
    found = []
    for town, line in _behind(report):
        key = "find_run" if line.unmet_weeks > 1 else "find_unmet"
        found.append(
            say(
                "find_standing" if report.draft else key,
                street=say("in_town", town=town, what=line.street),
                week=week_word(report.week),
                weeks=line.unmet_weeks,
                required=line.required,
                counted=line.counted,
                state=standing_said(line.state),
                never=never_said(report, line),
            )
        )
    chief = name(report.wording.chief)
    for place in report.towns:
        found += [
            say(
                "find_vacant", street=say("in_town", town=place.town, what=line.street), chief=chief
            )
            for line in place.vacant
        ]
        for officer in place.officers:
            if officer.state == VACANT:
                found.append(
                    say(
                        "officer_vacant",
                        who=say("in_town", town=place.town, what=name(officer.role)),
                    )
                )
            elif officer.state == UNMET:
                found.append(
                    say(
                        "find_officer",
                        who=say("in_town", town=place.town, what=name(officer.role)),
                        week=week_word(report.week),
                        required=officer.required,
                        counted=officer.counted,
                    )
                )
        found += duty_findings(place.duties, report.week, place.town)
    found += item_findings(report.items)
    return found + idle_findings(report.departments, report.week, together=True)


def _behind(report: Report) -> list[tuple[str, StreetLine]]:
    """Return unmet streets, the worst first; of a running week those lost, then those at risk."""
    if not report.draft:
        return list(report.worst)
    return [
        (town.town, line)
        for state in (UNREACHABLE, AT_RISK)
        for town in report.towns
        for line in town.streets
        if line.state == state
    ]


def _requests(report: Report) -> list[str]:
    asked = []
    bad = AT_RISK if report.draft else UNMET
    short = [town.town for town in report.towns if any(line.state == bad for line in town.streets)]
    if short:
        asked.append(
            say(
                "ask_towns_draft" if report.draft else "ask_towns",
                towns=joined(short),
                place=many(report.wording.place),
                act=many(report.wording.act),
                week=week_word(report.week if report.draft else report.week + 1),
            )
        )
    empty = [
        town.town
        for town in report.towns
        if town.vacant or any(officer.state == VACANT for officer in town.officers)
    ]
    if empty:
        chiefs = name(report.wording.chiefs)
        asked.append(say("ask_towns_vacant", towns=joined(empty), chief=chiefs))
    asked += duty_requests(report.duties, report.week)
    asked += item_requests(report.items)
    asked += idle_requests(report.departments, report.week, named_above=True)
    if report.missing and not report.draft:
        asked.append(say("ask_sent", towns=joined(report.missing), week=week_word(report.week)))
    return asked


# ---------------------------------------------------------------- tables


def _tables(report: Report) -> tuple[Table, ...]:
    found = [_town_table(report)]
    if not report.draft:
        found.append(_worst_table(report))
    if report.items is not None:
        found.append(item_table(report.items, report.wording))
    if report.departments:
        found.append(department_table(report.departments))
    return numbered_tables(found, "table", report.wording)


def _town_table(report: Report) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for number, (town, sent) in enumerate(zip(report.towns, report.sent, strict=True), 1):
        issue = say("sent", number=sent) if sent is not None else say("not_sent_word")
        officers = (_chief_state(town),) if report.officers else ()
        rows.append((number, town.town, *_sums(town), *officers, issue))
    rows.append((None, say("total"), *_sums(report), *([""] if report.officers else []), ""))
    return Table(
        name="towns",
        columns=(
            count_column("t_row"),
            text_column("t_town"),
            _count_of(report.wording.place),
            _count_of(report.wording.chiefs),
            count_column("t_required"),
            count_column("t_logged"),
            count_column("t_counted"),
            count_column("t_street_due"),
            count_column("t_street_met"),
            Column(title=say("t_rate"), kind="number"),
            count_column("t_exempt"),
            count_column("t_vacant"),
            *([Column(title=_officer_title(report))] if report.officers else []),
            text_column("t_sent"),
        ),
        rows=tuple(rows),
    )


def _sums(report: Report) -> tuple[Cell, ...]:
    totals = report.totals
    return (
        totals.streets,
        totals.chiefs,
        totals.required,
        totals.logged,
        totals.counted,
        totals.due,
        totals.met,
        rate_text(report.met_rate),
        totals.exempt,
        totals.vacant,
    )


def _officer_title(report: Report) -> str:
    names = dict.fromkeys(name(officer.role) for officer in report.officers)
    return begun(joined(list(names)))


def _count_of(words: Name) -> Column:
    return Column(title=begun(many(words)), kind="number")


def _chief_state(town: Report) -> str:
    return joined([state_word(officer.state) for officer in town.officers]) if town.officers else ""


def _worst_table(report: Report) -> Table:
    return Table(
        name="worst",
        columns=(
            count_column("t_row"),
            text_column("t_town"),
            name_column(report.wording.place),
            Column(title=begun(name(report.wording.chief)), show=names_shown),
            count_column("t_required"),
            count_column("t_counted"),
            count_column("t_run"),
        ),
        rows=tuple(
            (number, town, line.street, line.chiefs, line.required, line.counted, line.unmet_weeks)
            for number, (town, line) in enumerate(report.worst, 1)
        ),
        empty=say("none"),
    )
