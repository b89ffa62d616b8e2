"""Papers on their way out, in the format asked for.

Convention: each format's module is imported only when that format is written.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.domain.bulletins import WeekReport
from streetchief.locale.text import language
from streetchief.render.output import output
from streetchief.service.bulletins import WeekPaper


def write_papers(
    papers: Sequence[WeekPaper],
    chosen: str,
    path: str | None,
    *,
    bom: bool = False,
    saved: str = "",
) -> None:
    """Write papers as `chosen` to standard output or a file; `saved` says what was saved before.

    An issued paper in the language it was issued in is printed as it was frozen.
    """
    if chosen in ("json", "jsonl", "csv", "tsv"):
        _write_data([paper.report for paper in papers], chosen, path, bom=bom, saved=saved)
        return
    if chosen == "text":
        from streetchief.render.bulletin_text import joined_texts

        text = joined_texts([_text_of(paper) for paper in papers])
    else:
        from streetchief.render.bulletin import paper_of

        said = [paper_of(paper.report) for paper in papers]
        if chosen == "html":
            from streetchief.render.bulletin_html import papers_html

            text = papers_html(said)
        else:
            from streetchief.render.bulletin_text import papers_markdown

            text = papers_markdown(said)
    with output(path, saved=saved) as stream:
        stream.write(text)


def report_text(report: WeekReport) -> str:
    """Return a report as the plain text that is frozen when it is issued."""
    from streetchief.render.bulletin import paper_of
    from streetchief.render.bulletin_text import paper_text

    return paper_text(paper_of(report))


def _text_of(paper: WeekPaper) -> str:
    if paper.text is not None and paper.lang == language():
        return paper.text
    return report_text(paper.report)


def _write_data(
    reports: Sequence[WeekReport], chosen: str, path: str | None, *, bom: bool, saved: str
) -> None:
    from streetchief.render.bulletin_data import reports_json, reports_jsonl, streets_table

    with output(path, saved=saved) as stream:
        if chosen in ("csv", "tsv"):
            from streetchief.render.table import Format, write_table

            kind: Format = "csv" if chosen == "csv" else "tsv"
            write_table(streets_table(reports), kind, stream, bom=bom)
        else:
            stream.write(reports_json(reports) if chosen == "json" else reports_jsonl(reports))
