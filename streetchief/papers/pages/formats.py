"""Papers on their way out, in the format asked for, or as messages.

Convention: each format's module is imported only when that format is made. A paper issued before is
printed as text in the language of its issue exactly as it was frozen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from streetchief.locale.text import language
from streetchief.output.table import Table
from streetchief.papers.pages.paper import paper_of
from streetchief.papers.rules.report import Report

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
    return "\n\n".join(map(_as_issued, papers))


def papers_as(
    papers: Sequence[Issued], chosen: str, *, letterhead: Path | None = None
) -> str | bytes:
    """Return papers as one of the formats in MADE; a Word document on the `letterhead`."""
    reports = [paper.report for paper in papers]
    if chosen in ("json", "jsonl"):
        from streetchief.papers.pages.data import reports_json, reports_jsonl

        return reports_json(reports) if chosen == "json" else reports_jsonl(reports)
    words = [paper_of(report) for report in reports]
    if chosen == "html":
        from streetchief.papers.pages.html import papers_html

        return papers_html(words)
    if chosen == "markdown":
        from streetchief.papers.pages.text import papers_markdown

        return papers_markdown(words)
    if chosen == "docx":
        from streetchief.papers.pages.docx import papers_docx

        return papers_docx(words, letterhead)
    from streetchief.output.xlsx import Sheet, tables_xlsx

    return tables_xlsx(
        [
            Sheet(
                name=f"{paper.text_of('title')[:20]}{number}",
                table=table,
                said=f"{paper.text_of('title')}　{paper.text_of('period')}".strip(),
            )
            for paper in words
            for number, table in enumerate(paper.tables, 1)
        ]
    )


def papers_table(papers: Sequence[Issued]) -> Table:
    """Lay the figures of papers out as one table."""
    from streetchief.papers.pages.data import reports_table

    return reports_table([paper.report for paper in papers])


def report_text(report: Report) -> str:
    """Return a report as the plain text that is frozen when it is issued."""
    from streetchief.papers.pages.text import paper_text

    return paper_text(paper_of(report))


def paper_messages(papers: Sequence[Issued]) -> list[tuple[str, str]]:
    """Return each paper as a message: a heading for a mail's subject, and its text."""
    messages = []
    for paper in papers:
        words = paper_of(paper.report)
        parts = (words.text_of(kind) for kind in ("mark", "title", "period"))
        heading = " ".join(part.replace("\u3000", " ") for part in parts if part)
        messages.append((heading, _as_issued(paper)))
    return messages


def _as_issued(paper: Issued) -> str:
    """Return the words a paper was issued with in this language, else how it reads now."""
    if paper.text is not None and paper.lang == language():
        return paper.text
    return report_text(paper.report)
