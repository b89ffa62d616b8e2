"""Papers on their way out, in the format asked for.

Convention: each format's module is imported only when that format is written.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.domain.bulletins import WeekReport
from streetchief.render.output import output


def write_reports(
    reports: Sequence[WeekReport],
    chosen: str,
    path: str | None,
    *,
    bom: bool = False,
    saved: str = "",
) -> None:
    """Write papers as `chosen` to standard output or a file; `saved` says what was saved before."""
    if chosen in ("json", "jsonl", "csv", "tsv"):
        _write_data(reports, chosen, path, bom=bom, saved=saved)
        return
    from streetchief.render.bulletin import paper_of

    papers = [paper_of(report) for report in reports]
    if chosen == "html":
        from streetchief.render.bulletin_html import papers_html

        text = papers_html(papers)
    else:
        from streetchief.render.bulletin_text import papers_markdown, papers_text

        text = papers_markdown(papers) if chosen == "markdown" else papers_text(papers)
    with output(path, saved=saved) as stream:
        stream.write(text)


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
