"""Tables for people outside a terminal: plain text, markdown, HTML.

The convention to know: everything in a `Shown` is already one harmless line; what is escaped here
is only the format's own punctuation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from streetchief.output.table import Shown
from streetchief.output.width import pad_column

MARKDOWN_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\|*_`[]<>~&#"})

STYLE = """\
body { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #111; margin: 1.5em; }
table { border-collapse: collapse; }
th, td { border: 1px solid #777; padding: 0.2em 0.6em; text-align: left; vertical-align: top; }
.right { text-align: right; }
.alarm { background: #fbd5d5; font-weight: bold; }
.bad { color: #a40000; font-weight: bold; }
.warn { color: #6b4e00; }
.quiet { color: #555; }
"""


def plain_text(shown: Shown) -> str:
    """Line the columns up, two spaces apart: tabulate's format 'plain', without padding of titles.

    tabulate itself costs as many instructions for a report of 300 streets as the rest of the
    command, so it stays where nobody waits, and a test holds this text against it.
    """
    lines: list[str] = []
    if shown.rows:
        columns = zip(shown.titles, *shown.rows, strict=True)
        padded = map(pad_column, columns, shown.sides)
        lines = ["  ".join(row).rstrip() for row in zip(*padded, strict=True)]
    return _with_words_around(shown, lines, shown.title)


def markdown_text(shown: Shown) -> str:
    """Write a pipe table; no cell can open a link, HTML, emphasis or a column of its own."""
    from tabulate import tabulate

    lines: list[str] = []
    if shown.rows:
        lines = tabulate(
            [_escape_markdown(row) for row in shown.rows],
            headers=_escape_markdown(shown.titles),
            tablefmt="pipe",
            colalign=shown.sides,
            disable_numparse=True,
        ).splitlines()
    title = f"## {shown.title.translate(MARKDOWN_MARKS)}" if shown.title else ""
    return _with_words_around(shown, lines, title, _escape_markdown(shown.notes), gap=True)


def html_text(shown: Shown, tones: Sequence[str]) -> str:
    """Write one page on its own; rows with a tone carry it as a class, beside the symbol."""
    from html import escape

    from streetchief.output.html import frame

    lines = ["<body><main>"]
    if shown.rows:
        sides = [f' class="{side}"' if side == "right" else "" for side in shown.sides]
        lines.append("<table>")
        if shown.title:
            lines.append(f"<caption>{escape(shown.title)}</caption>")
        titles = zip(sides, shown.titles, strict=True)
        heads = "".join(f'<th scope="col"{side}>{escape(words)}</th>' for side, words in titles)
        lines += [f"<thead><tr>{heads}</tr></thead>", "<tbody>"]
        for row, tone in zip(shown.rows, tones or [""] * len(shown.rows), strict=True):
            mark = f' class="{tone}"' if tone else ""
            cells = "".join(
                f"<td{side}>{escape(words)}</td>" for side, words in zip(sides, row, strict=True)
            )
            lines.append(f"<tr{mark}>{cells}</tr>")
        lines += ["</tbody>", "</table>"]
    lines += [f"<p>{escape(note)}</p>" for note in shown.notes]
    body = "\n".join([*lines, "</main></body>\n"])
    return frame(title=shown.title or "streetchief", style=STYLE, body=body)


def _with_words_around(
    shown: Shown,
    lines: list[str],
    title: str,
    notes: Sequence[str] | None = None,
    *,
    gap: bool = False,
) -> str:
    """Put the title above and the notes below, empty lines between; `gap` also between notes."""
    said = shown.notes if notes is None else notes
    blocks = [[title] if title else [], lines, *([[note] for note in said] if gap else [said])]
    text = "\n\n".join("\n".join(block) for block in blocks if block)
    return f"{text}\n" if text else ""


def _escape_markdown(texts: Iterable[str]) -> list[str]:
    return [text.translate(MARKDOWN_MARKS) for text in texts]
