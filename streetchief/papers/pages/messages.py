"""Papers as messages: a heading for a mail's subject, and the text as it is printed.

Convention: a paper issued before goes out in the words it was issued with.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.locale.text import language
from streetchief.papers.pages.formats import Issued, report_text
from streetchief.papers.pages.paper import paper_of


def paper_messages(papers: Sequence[Issued]) -> list[tuple[str, str]]:
    """Return each paper's heading and text."""
    messages = []
    for paper in papers:
        words = paper_of(paper.report)
        frozen = paper.text if paper.lang == language() else None
        parts = (words.text_of(kind) for kind in ("mark", "title", "period"))
        heading = " ".join(part.replace("\u3000", " ") for part in parts if part)
        messages.append((heading, frozen if frozen is not None else report_text(paper.report)))
    return messages
