"""Papers as messages: a heading for a mail's subject, and the text as it is printed.

Convention: a paper issued before goes out in the words it was issued with.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.locale.text import language
from streetchief.papers.pages.formats import Issued, report_text, words_of


def paper_messages(papers: Sequence[Issued]) -> list[tuple[str, str]]:
    """Return each paper's heading and text."""
    messages = []
    for paper in papers:
        words = words_of(paper.report)
        frozen = paper.text if paper.lang == language() else None
        parts = (words.mark, words.title, words.period.replace("\u3000", " "))
        heading = " ".join(part for part in parts if part)
        messages.append((heading, frozen if frozen is not None else report_text(paper.report)))
    return messages
