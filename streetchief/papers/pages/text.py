"""Papers as plain text and as markdown.

Convention: a paper ends with a line end; several papers follow one another after empty lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.locale.text import language
from streetchief.output.table import show
from streetchief.output.text import MARKDOWN_MARKS, markdown_text, plain_text
from streetchief.output.width import width
from streetchief.papers.pages.paper import Paper

_LINE = 64  # columns to the end of the date in the head


def joined_texts(texts: Sequence[str]) -> str:
    """Put the texts of papers one after another, two empty lines between them."""
    return "\n\n".join(texts)


def paper_text(paper: Paper) -> str:
    """Write one paper as plain text."""
    indent = "　　" if language() == "zh" else "  "
    gap = max(4, _LINE - width(paper.office) - width(paper.dated))
    dated = paper.office + " " * gap + paper.dated if paper.office else ""
    head = [paper.mark, paper.reference, paper.title, paper.period, dated]
    blocks = [[line for line in head if line]]
    if paper.addressees:
        blocks.append([paper.addressees])
    blocks.append([indent + paper.lead])
    body = []
    for section in paper.sections:
        body.append(section.heading)
        body += [indent + line for line in section.lines]
    if paper.corrections:
        body.append(paper.corrections)
    blocks.append(body)
    if paper.closing:
        closing = [" " * max(4, _LINE - width(line)) + line for line in paper.closing]
        blocks += [list(paper.attached), closing, list(paper.foot)]
    else:
        blocks.append([*paper.attached, *paper.foot])
    text = "\n\n".join("\n".join(block) for block in blocks)
    tables = [plain_text(show(table)).rstrip("\n") for table in paper.tables]
    return "\n\n".join([text, *tables]) + "\n"


def papers_markdown(papers: Sequence[Paper]) -> str:
    """Write papers as markdown, a rule between them."""
    return "\n---\n\n".join(paper_markdown(paper) for paper in papers)


def paper_markdown(paper: Paper) -> str:
    """Write one paper as markdown; no word of it can open a link, HTML or emphasis."""
    head = [
        f"**{_plain(paper.mark)}**" if paper.mark else "",
        _plain(paper.reference),
        f"# {_plain(paper.title)}",
        _plain(paper.period),
        f"{_plain(paper.office)}　{_plain(paper.dated)}" if paper.office else "",
        _plain(paper.addressees),
        _plain(paper.lead),
    ]
    blocks = [block for block in head if block]
    for section in paper.sections:
        blocks.append(f"## {_plain(section.heading)}")
        blocks += [_plain(line) for line in section.lines]
    if paper.corrections:
        blocks.append(_plain(paper.corrections))
    blocks += [_plain(line) for line in (*paper.attached, *paper.closing, *paper.foot)]
    blocks += [markdown_text(show(table)).rstrip("\n") for table in paper.tables]
    return "\n\n".join(blocks) + "\n"


def _plain(text: str) -> str:
    escaped = text.translate(MARKDOWN_MARKS)
    return f"\\{escaped}" if escaped[:1] in ("-", "+", "=") else escaped
