"""Papers as one HTML page on its own, to read, to print on A4 and to attach.

Convention: nothing is loaded from anywhere and nothing runs; every text is escaped once, here. The
page is well-formed XML as well, so that anything can read it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as escaped

from streetchief.output.html import frame
from streetchief.output.table import Table, show
from streetchief.output.width import width
from streetchief.papers.pages.paper import Paper

_NOT_XML = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
_SHORT = 16  # columns up to which a cell is kept on one line

_TAGS = {
    "mark": ("p", "mark"),
    "reference": ("p", "period"),
    "title": ("h1", ""),
    "period": ("p", "period"),
    "lead": ("p", "indented"),
    "heading": ("h2", ""),
    "paragraph": ("p", "indented"),
    "item": ("p", "indented"),
    "closing": ("p", "right"),
}
"""The element and class of each kind of block; others are plain paragraphs."""

STYLE = """\
@page { size: A4; margin: 2.4cm 2.2cm; }
body { font-family: "FangSong", "STFangsong", "Noto Serif CJK SC", "Songti SC", "SimSun", serif;
  color: #111; background: #fff; line-height: 1.75; max-width: 46em; margin: 2em auto;
  padding: 0 1em; }
article + article { break-before: page; border-top: 1px solid #999; margin-top: 3em; }
.mark { color: #a40000; font-weight: bold; text-align: center; margin: 0; }
h1 { color: #a40000; text-align: center; font-size: 1.7em; line-height: 1.4; margin: 0.3em 0; }
.period { text-align: center; margin: 0; }
.from { display: flex; justify-content: space-between; gap: 1em;
  border-bottom: 2px solid #a40000; margin: 0.4em 0 1.2em; }
h2 { font-size: 1.1em; margin: 0.8em 0 0.2em; break-after: avoid; }
p { margin: 0.1em 0; overflow-wrap: anywhere; }
.indented { text-indent: 2em; }
.foot { margin-top: 1.4em; font-size: 0.9em; }
.table { overflow-x: auto; margin: 1.4em 0; padding: 0 1px; }
table { border-collapse: collapse; width: 100%; font-size: 0.85em; line-height: 1.4; }
caption { font-weight: bold; margin-bottom: 0.4em; break-after: avoid; }
th, td { border: 1px solid #555; padding: 0.2em 0.35em; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
thead th { background: #f0f0f0; text-align: center; vertical-align: middle; word-break: keep-all; }
tbody th { font-weight: normal; }
.short { white-space: nowrap; }
.long { min-width: 9em; overflow-wrap: anywhere; }
.right { text-align: right; font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
@media print { body { margin: 0; padding: 0; max-width: none; } table { font-size: 0.75em; }
  .long { min-width: 5em; }
  article + article { border-top: 0; margin-top: 0; } .table { overflow-x: visible; } }
"""


def escape(text: str) -> str:
    """Return words as HTML that is XML too."""
    return escaped(text.translate(_NOT_XML))


def papers_html(papers: Sequence[Paper]) -> str:
    """Write papers as one self-contained page, each beginning on a sheet of its own."""
    title = papers[0].text_of("title") if papers else "streetchief"
    articles = [line for paper in papers for line in paper_html(paper)]
    body = "\n".join(["<body>", "<main>", *articles, "</main>", "</body>", ""])
    return frame(title=title, style=STYLE, body=body)


def paper_html(paper: Paper) -> list[str]:
    """Return the lines of one paper's article."""
    lines = ["<article>"]
    in_foot = False
    for block in paper.blocks:
        words, is_foot = escape(block.text), block.kind in ("tables", "foot")
        if is_foot != in_foot:
            lines.append('<div class="foot">' if is_foot else "</div>")
            in_foot = is_foot
        if block.table is not None:
            lines += table_html(block.table)
        elif block.kind == "from":
            lines.append(
                f'<p class="from"><span>{words}</span><span>{escape(block.end)}</span></p>'
            )
        else:
            tag, css = _TAGS.get(block.kind, ("p", ""))
            lines.append(
                f'<{tag} class="{css}">{words}</{tag}>' if css else f"<{tag}>{words}</{tag}>"
            )
    return [*lines, *["</div>"] * in_foot, "</article>"]


def table_html(table: Table) -> list[str]:
    """Return the lines of one table with its caption; a table without rows says so.

    The first column of words heads its row, for those who hear the table read; what is too wide
    for a phone can be moved by finger and by key.
    """
    shown = show(table)
    columns = list(zip(shown.titles, *shown.rows, strict=True))
    kinds = [_kind(side, cells[1:]) for side, cells in zip(shown.sides, columns, strict=True)]
    named = next((at for at, side in enumerate(shown.sides) if side != "right"), 0)
    heads = "".join(f'<th scope="col">{escape(words)}</th>' for words in shown.titles)
    lines = [
        f'<div class="table" role="region" tabindex="0" aria-label="{escape(shown.title)}">',
        "<table>",
        f"<caption>{escape(shown.title)}</caption>",
        f"<thead><tr>{heads}</tr></thead>",
        "<tbody>",
    ]
    for row in shown.rows:
        cells = "".join(
            f'<th scope="row"{kind}>{escape(words)}</th>'
            if at == named
            else f"<td{kind}>{escape(words)}</td>"
            for at, (kind, words) in enumerate(zip(kinds, row, strict=True))
        )
        lines.append(f"<tr>{cells}</tr>")
    if not shown.rows:
        said = escape(shown.notes[0] if shown.notes else "")
        lines.append(f'<tr><td colspan="{len(shown.titles)}">{said}</td></tr>')
    return [*lines, "</tbody>", "</table>", "</div>"]


def _kind(side: str, cells: Sequence[str]) -> str:
    """Return the class of a column: figures at the right, short words whole, long ones broken."""
    if side == "right":
        return ' class="right"'
    return ' class="short"' if max(map(width, cells), default=0) <= _SHORT else ' class="long"'
