"""Papers as plain text and as markdown.

Convention: a paper ends with a line end; several papers follow one another after empty lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from streetchief.locale.text import language
from streetchief.output.table import show
from streetchief.output.text import MARKDOWN_MARKS, markdown_text, plain_text
from streetchief.output.width import width
from streetchief.papers.pages.paper import Block, Paper

_LINE = 64  # columns to the end of the date in the head
_INDENTED = ("lead", "paragraph", "item")
_HEAD = ("mark", "reference", "title", "period", "from")
_BODY = ("heading", "paragraph", "item", "corrections")


def paper_text(paper: Paper) -> str:
    """Write one paper as plain text; an empty line between its parts and before each table."""
    return (
        "\n\n".join(
            "\n".join(_line(block) for block in part) for _, part in groupby(paper.blocks, _part)
        )
        + "\n"
    )


def _part(block: Block) -> object:
    """Return what a block is a part of, between empty lines."""
    if block.table is not None:
        return block.text
    parts = {**dict.fromkeys(_HEAD, "head"), **dict.fromkeys(_BODY, "body"), "tables": "foot"}
    return parts.get(block.kind, block.kind)


def _line(block: Block) -> str:
    if block.table is not None:
        return plain_text(show(block.table)).rstrip("\n")
    if block.kind == "from":
        gap = max(4, _LINE - width(block.text) - width(block.end))
        return block.text + " " * gap + block.end
    if block.kind == "closing":
        return " " * max(4, _LINE - width(block.text)) + block.text
    indent = "　　" if language() == "zh" else "  "
    return indent + block.text if block.kind in _INDENTED else block.text


def papers_markdown(papers: Sequence[Paper]) -> str:
    """Write papers as markdown, a rule between them."""
    return "\n---\n\n".join(paper_markdown(paper) for paper in papers)


def paper_markdown(paper: Paper) -> str:
    """Write one paper as markdown; no word of it can open a link, HTML or emphasis."""
    return "\n\n".join(map(_markdown, paper.blocks)) + "\n"


def _markdown(block: Block) -> str:
    if block.table is not None:
        return markdown_text(show(block.table)).rstrip("\n")
    words = _plain(block.text)
    if block.kind == "from":
        return f"{words}　{_plain(block.end)}"
    around = {"mark": "**{}**", "title": "# {}", "heading": "## {}"}
    return around.get(block.kind, "{}").format(words)


def _plain(text: str) -> str:
    escaped = text.translate(MARKDOWN_MARKS)
    return f"\\{escaped}" if escaped[:1] in ("-", "+", "=") else escaped
