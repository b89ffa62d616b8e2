"""A town's weekly paper, sentence by sentence: its head and section one.

Convention: sections without facts do not appear and the others are numbered anew.
"""

from __future__ import annotations

from streetchief.output.safe import safe
from streetchief.output.table import Table
from streetchief.papers.pages.corrections import correction_lines
from streetchief.papers.pages.paper import (
    Paper,
    foot_words,
    heading_word,
    lead_words,
    numbered,
    period_words,
    sections_of,
    subject_words,
    table_names,
)
from streetchief.papers.pages.sections import (
    cleanup_lines,
    duty_paragraphs,
    findings,
    item_lines,
    officer_words,
    requests,
)
from streetchief.papers.pages.tables import tables_of
from streetchief.papers.pages.words import (
    begun,
    day_word,
    days_word,
    full_day_word,
    joined,
    many,
    name,
    say,
    state_word,
    week_number,
)
from streetchief.papers.rules.lines import StreetLine
from streetchief.papers.rules.report import Report
from streetchief.values.problems import Name
from streetchief.values.rates import rate_text


def paper_of(report: Report) -> Paper:
    """Put one town's week into words, in the language in force."""
    tables = tables_of(report)
    circular, office = report.kind == "circular", _in_town(report, report.wording.office)
    see = {table.name: _see(report, number) for number, table in enumerate(tables, 1)}
    dated = full_day_word(report.dated_on)
    return Paper(
        mark=say("draft") if report.draft else "",
        title=_circular_title(report) if circular else _in_town(report, report.wording.title),
        period="" if circular else period_words(report.week, report.number),
        office="" if circular else office,
        dated="" if circular else dated,
        reference=say("reference") if circular else "",
        closing=(say("seal", office=office), dated) if circular else (),
        addressees=_addressees(report),
        lead=lead_words(
            report, "lead_circular" if circular else "lead", items=report.items is not None
        ),
        sections=sections_of(
            [
                (heading_word(report.wording), _patrols(report, see["patrols"])),
                (
                    say("items"),
                    item_lines(report.items, report.week, report.seen_on, see.get("items", "")),
                ),
                (
                    say("cleanups"),
                    cleanup_lines(report.departments, see.get("cleanups", ""), draft=report.draft),
                ),
                (say("findings"), numbered(findings(report))),
                (say("requests"), numbered([*requests(report), *report.notes])),
            ]
        ),
        corrections=safe(correction_lines(report.corrections, report.town, report.wording)),
        tables=tables,
        attached=_attached(report, tables),
        foot=foot_words(report, report.rules),
    )


def _in_town(report: Report, words: Name) -> str:
    return safe(name(words).replace("{town}", report.town))


def _circular_title(report: Report) -> str:
    year, number = week_number(report.week)
    words = name(report.wording.circular)
    for key, said in (
        ("{office}", _in_town(report, report.wording.office)),
        ("{period}", say("week_of_year", year=year, number=number)),
        ("{subject}", subject_words(report.wording, items=report.items is not None)),
    ):
        words = words.replace(key, said)
    return safe(words)


def _addressees(report: Report) -> str:
    words = _in_town(report, report.wording.addressees)
    return say("to", addressees=words) if words else ""


def _patrols(report: Report, see: str) -> list[str]:
    totals, words = report.totals, report.wording
    measure = name(words.measure)
    summary = "".join(
        (
            say("as_of", day=day_word(report.seen_on)) if report.draft else "",
            begun(
                say(
                    "streets",
                    system=name(words.system),
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
            *(officer_words(line, report.officers) for line in report.officers),
            see,
        )
    )
    return [
        summary,
        _failing(report),
        begun(
            say(
                "zero",
                place=many(words.place),
                act=name(words.act),
                list=joined([line.street for line in report.zero]),
            )
        ),
        say("exempt", list=joined([_exempt(report, s) for s in report.exempt], "semicolon")),
        say(
            "vacant",
            chief=name(words.chiefs),
            list=joined([line.street for line in report.vacant]),
        ),
        say(
            "not_counted",
            list=joined(
                [
                    say(
                        "not_counted_street",
                        street=line.street,
                        count=missed.count,
                        reason=say(missed.reason, chief=name(words.chief), here=name(words.here)),
                    )
                    for line in report.streets
                    for missed in line.not_counted
                ],
                "semicolon",
            ),
        ),
        *duty_paragraphs(report.duties, draft=report.draft),
    ]


def _see(report: Report, table: int) -> str:
    return say("see_annex" if report.kind == "circular" else "see_table", number=table)


def _failing(report: Report) -> str:
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


def _exempt(report: Report, line: StreetLine) -> str:
    return say(
        "exempt_street" if line.exempt else "nothing_due",
        street=line.street,
        chief=name(report.wording.chief),
        chiefs=joined(line.chiefs),
        days=joined([days_word(span.since, span.until) for span in line.exempt]),
    )


def _attached(report: Report, tables: tuple[Table, ...]) -> tuple[str, ...]:
    listed = table_names(tables, report.wording)
    if report.kind != "circular":
        return (say("tables", list=say("space").join(listed)),)
    return (
        say("annexes", words=listed[0]),
        *(say("annex_next", words=words) for words in listed[1:]),
    )
