"""Papers on their way out, in the format asked for, or as messages.

Convention: each format's module is imported only when that format is written. A paper issued
before is printed as text in the language of its issue exactly as it was frozen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from streetchief.locale.text import language
from streetchief.output.stream import output, output_bytes
from streetchief.papers.pages.paper import Paper, paper_of
from streetchief.papers.rules.report import Report

BINARY = ("docx", "xlsx")
"""Formats that need a file."""


class Issued(Protocol):
    """A report with the text it was issued with, None while it is not."""

    @property
    def report(self) -> Report: ...
    @property
    def text(self) -> str | None: ...
    @property
    def lang(self) -> str | None: ...


def write_papers(
    papers: Sequence[Issued],
    chosen: str,
    path: str | None,
    *,
    bom: bool = False,
    saved: str = "",
    letterhead: Path | None = None,
) -> None:
    """Write papers as `chosen` to standard output or a file.

    `saved` says what was saved before; a Word document is written on the `letterhead`.
    """
    if chosen in BINARY:
        assert path is not None
        words = [paper_of(paper.report) for paper in papers]
        _write_binary(words, chosen, path, saved, letterhead)
        return
    if chosen in ("csv", "tsv"):
        _write_table([paper.report for paper in papers], chosen, path, bom=bom, saved=saved)
        return
    text = _text([paper.report for paper in papers], papers, chosen)
    with output(path, saved=saved) as stream:
        stream.write(text)


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


def _text(reports: Sequence[Report], papers: Sequence[Issued], chosen: str) -> str:
    if chosen in ("json", "jsonl"):
        from streetchief.papers.pages.data import reports_json, reports_jsonl

        return reports_json(reports) if chosen == "json" else reports_jsonl(reports)
    if chosen == "html":
        from streetchief.papers.pages.html import papers_html

        return papers_html([paper_of(report) for report in reports])
    if chosen == "markdown":
        from streetchief.papers.pages.text import papers_markdown

        return papers_markdown([paper_of(report) for report in reports])
    return "\n\n".join(map(_as_issued, papers))


def _write_table(
    reports: Sequence[Report], chosen: str, path: str | None, *, bom: bool, saved: str
) -> None:
    from streetchief.output.formats import Format, write_table
    from streetchief.papers.pages.data import reports_table

    kind: Format = "csv" if chosen == "csv" else "tsv"
    with output(path, saved=saved) as stream:
        write_table(reports_table(reports), kind, stream, bom=bom)


def _write_binary(
    papers: Sequence[Paper], chosen: str, path: str, saved: str, letterhead: Path | None
) -> None:
    if chosen == "docx":
        from streetchief.papers.pages.docx import papers_docx

        content = papers_docx(papers, letterhead)
    else:
        from streetchief.papers.pages.xlsx import papers_xlsx

        content = papers_xlsx(papers)
    with output_bytes(path, saved=saved) as file:
        file.write(content)
