"""A paper in words, and what every paper begins and ends with.

Convention: a `Paper` holds finished words only, each line harmless and without markup, so that
text, markdown, HTML and DOCX say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from streetchief.days import calendar
from streetchief.output.safe import safe
from streetchief.output.table import Table
from streetchief.papers.pages.tables import table_word
from streetchief.papers.pages.words import (
    begun,
    day_word,
    full_day_word,
    joined,
    many,
    name,
    numeral,
    rule_words,
    say,
    week_number,
    week_word,
)
from streetchief.papers.rules.lines import RuleLine
from streetchief.papers.rules.report import Report
from streetchief.rulebook.wording import Wording
from streetchief.value import value


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


def sections_of(parts: Iterable[tuple[str, Sequence[str]]]) -> tuple[Section, ...]:
    """Number the parts that have lines: 一、…"""
    filled = [(heading, lines) for heading, lines in parts if lines]
    return tuple(
        Section(
            heading=say("heading", number=numeral(number), words=heading),
            lines=tuple(safe(line).strip() for line in lines),
        )
        for number, (heading, lines) in enumerate(filled, 1)
    )


def period_words(week: int, issue: int | None) -> str:
    """Return the second line: 2017年第36周（9月4日—9月10日）　第1期."""
    year, number = week_number(week)
    first, last = calendar.monday_of(week), calendar.monday_of(week) + 6
    same_year = calendar.date_of(first).year == calendar.date_of(last).year
    shown = day_word if same_year else full_day_word
    period = say(
        "period",
        week=say("week_of_year", year=year, number=number),
        since=shown(first),
        until=shown(last),
    )
    return period + (say("number", number=issue) if issue is not None else "")


def heading_word(wording: Wording) -> str:
    """Return the heading of section one: 巡查情况."""
    return begun(say("patrols", act=many(wording.act)))


def subject_words(wording: Wording, *, items: bool) -> str:
    """Say what a paper is about; `items` tells that problems are reported too."""
    subject = name(wording.subject)
    return say("subject_items", subject=subject) if items else subject


def lead_words(report: Report, key: str, *, items: bool) -> str:
    """Return the sentence that names the basis; `items` tells that problems are reported too."""
    basis = name(report.wording.basis)
    return safe(
        say(
            key if basis else f"{key}_no_basis",
            basis=basis,
            basis_words=name(report.wording.basis_words),
            week=week_word(report.week),
            subject=subject_words(report.wording, items=items),
        )
    )


def numbered(lines: Sequence[str]) -> list[str]:
    """Number lines; 无 when there are none."""
    if not lines:
        return [say("no_findings")]
    return [
        say("numbered", number=number, words=begun(line.strip()))
        for number, line in enumerate(lines, 1)
    ]


def table_names(tables: Sequence[Table], wording: Wording) -> list[str]:
    """Return what the tables are called, numbered."""
    return [
        say("numbered", number=number, words=table_word(table.name, wording))
        for number, table in enumerate(tables, 1)
    ]


def foot_words(report: Report, rules: Iterable[RuleLine]) -> tuple[str, ...]:
    """Return the counting basis with every rule that differs, the receipt, and what marks it."""
    changes = []
    for rule in rules:
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
    return tuple(safe(line) for line in foot)
