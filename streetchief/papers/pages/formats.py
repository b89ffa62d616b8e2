"""Papers on their way out, in the format asked for.

Convention: each format's module is imported only when that format is written. A paper issued
before is printed as text in the language of its issue exactly as it was frozen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from streetchief.locale.text import language
from streetchief.output.table import Table
from streetchief.papers.pages.paper import Paper
from streetchief.papers.rules.county import CountyReport
from streetchief.papers.rules.period import PeriodReport
from streetchief.papers.rules.week import WeekReport

Report = WeekReport | CountyReport | PeriodReport
MADE = ("markdown", "html", "json", "jsonl", "docx", "xlsx")
"""The formats papers are made as besides plain text; csv and tsv are their table's."""


class Issued(Protocol):
    """A report with the text it was issued with, None while it is not."""

    @property
    def report(self) -> Report: ...
    @property
    def text(self) -> str | None: ...
    @property
    def lang(self) -> str | None: ...


def papers_text(papers: Sequence[Issued]) -> str:
    """Return papers as plain text; an issued one as it was frozen, in the language of its issue."""
    from streetchief.papers.pages.text import joined_texts

    return joined_texts(
        [
            paper.text
            if paper.text is not None and paper.lang == language()
            else report_text(paper.report)
            for paper in papers
        ]
    )


def papers_as(papers: Sequence[Issued], chosen: str) -> str | bytes:
    """Return papers as one of the formats in MADE."""
    reports = [paper.report for paper in papers]
    if chosen in ("json", "jsonl"):
        from streetchief.papers.pages.data import reports_json, reports_jsonl

        return reports_json(reports) if chosen == "json" else reports_jsonl(reports)
    words = [words_of(report) for report in reports]
    if chosen == "html":
        from streetchief.papers.pages.html import papers_html

        return papers_html(words)
    if chosen == "markdown":
        from streetchief.papers.pages.text import papers_markdown

        return papers_markdown(words)
    if chosen == "docx":
        from streetchief.papers.pages.docx import papers_docx

        return papers_docx(words)
    from streetchief.output.xlsx import Sheet, tables_xlsx

    return tables_xlsx(
        [
            Sheet(
                name=f"{paper.title[:20]}{number}",
                table=table,
                said=f"{paper.title}　{paper.period}".strip(),
            )
            for paper in words
            for number, table in enumerate(paper.tables, 1)
        ]
    )


def papers_table(papers: Sequence[Issued]) -> Table:
    """Lay the figures of papers out as one table."""
    from streetchief.papers.pages.data import reports_table

    return reports_table([paper.report for paper in papers])


def words_of(report: Report) -> Paper:
    """Put a report of any kind into words."""
    if isinstance(report, CountyReport):
        from streetchief.papers.pages.county import county_paper_of

        return county_paper_of(report)
    if isinstance(report, PeriodReport):
        from streetchief.papers.pages.period import period_paper_of

        return period_paper_of(report)
    from streetchief.papers.pages.town import paper_of

    return paper_of(report)


def report_text(report: Report) -> str:
    """Return a report as the plain text that is frozen when it is issued."""
    from streetchief.papers.pages.text import paper_text

    return paper_text(words_of(report))
