"""The frame of every board: one HTML page on its own, for the screen and for A4 or A3.

Convention: nothing is loaded from anywhere and nothing runs. The page is well-formed XML, so that
anything can read it again; colours only repeat what text or a symbol says, and are chosen to be
told apart by people who see few colours and on a black-and-white printer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from streetchief.locale.text import language
from streetchief.output.svg import shown


class Html(str):
    """Text that is HTML already and made here, never stored."""

    __slots__ = ()


def words(text: str) -> str:
    """Return text as HTML, unless it is already."""
    return text if isinstance(text, Html) else shown(text)


def heading(text: str, level: int = 2) -> str:
    """Return a heading."""
    return f"<h{level}>{shown(text)}</h{level}>"


def paragraph(text: str, css: str = "") -> str:
    """Return a paragraph."""
    return f'<p class="{css}">{words(text)}</p>' if css else f"<p>{words(text)}</p>"


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    caption: str = "",
    numbers: Sequence[int] = (),
    header: int = 0,
    css: str = "",
) -> str:
    """Return a table; `numbers` are the columns of figures, `header` the one that names a row."""
    sides = [' class="n"' if place in numbers else "" for place in range(len(heads))]
    head = "".join(
        f'<th scope="col"{side}>{words(text)}</th>' for side, text in zip(sides, heads, strict=True)
    )
    lines = [
        '<div class="scroll" tabindex="0">',
        f'<table class="{css}">' if css else "<table>",
        f"<caption>{shown(caption)}</caption>" if caption else "",
        f"<thead><tr>{head}</tr></thead>",
        "<tbody>",
    ]
    for row in rows:
        cells = "".join(
            f'<th scope="row"{side}>{words(text)}</th>'
            if place == header
            else f"<td{side}>{words(text)}</td>"
            for place, (side, text) in enumerate(zip(sides, row, strict=True))
        )
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join([line for line in lines if line] + ["</tbody></table></div>"])


def cards(pieces: Iterable[str]) -> str:
    """Return cards side by side."""
    return '<div class="cards">' + "".join(pieces) + "</div>"


def card(title: str, pieces: Iterable[str]) -> str:
    """Return one card with a heading."""
    return f'<section class="card"><h3>{shown(title)}</h3>{"".join(pieces)}</section>'


def figures(pairs: Iterable[tuple[str, str]]) -> str:
    """Return large figures, each with what it counts."""
    items = "".join(
        f"<li><b>{words(value)}</b><span>{shown(said)}</span></li>" for value, said in pairs
    )
    return f'<ul class="figures">{items}</ul>'


Paper = Literal["a4", "a4-landscape", "a3", "a3-landscape"]
PAPERS: tuple[Paper, ...] = ("a4", "a4-landscape", "a3", "a3-landscape")

FONTS = (
    '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",'
    '"WenQuanYi Micro Hei",SimHei,system-ui,sans-serif'
)

STYLE = """\
:root{--ink:#1d2a2e;--soft:#55656a;--line:#cfd8d9;--wash:#f3f6f5;--accent:#12505b;--seal:#9b2d23;
--met:#d3e9dc;--met-ink:#164a31;--unmet:#a5362a;--unmet-ink:#fff;--run:#fbeac2;--run-ink:#573d00;
--exempt:#e6e7ee;--exempt-ink:#454a60;--vacant:#fff;--vacant-ink:#8a2a20}
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;background:#fff;color:var(--ink);font-family:FONTS;font-size:16px;line-height:1.6}
main{max-width:1240px;margin:0 auto;padding:32px 40px 24px}
.wide main{max-width:1680px}
header{border-bottom:3px solid var(--seal);padding-bottom:14px;margin-bottom:24px;
display:flex;flex-wrap:wrap;align-items:flex-end;gap:4px 24px}
h1{font-size:34px;line-height:1.25;margin:0;font-weight:700;letter-spacing:.02em;
overflow-wrap:anywhere;flex:1 1 12em}
.when{color:var(--soft);font-size:15px}
h2{font-size:20px;line-height:1.35;margin:30px 0 12px;padding-left:11px;
border-left:5px solid var(--accent);break-after:avoid;overflow-wrap:anywhere}
h3{font-size:17px;margin:16px 0 6px;break-after:avoid;overflow-wrap:anywhere}
p{margin:6px 0;overflow-wrap:anywhere}
.soft{color:var(--soft)}
.note{color:var(--soft);font-size:14px}
blockquote{margin:8px 0;padding:6px 14px;border-left:3px solid var(--line);color:var(--soft)}
table{border-collapse:collapse;width:100%;font-size:15px;line-height:1.45;margin:8px 0 4px}
caption{text-align:left;font-weight:600;padding:0 0 6px}
th,td{border-bottom:1px solid var(--line);padding:6px 10px 6px 0;text-align:left;
vertical-align:top;overflow-wrap:anywhere}
thead th{word-break:keep-all;
border-bottom:2px solid var(--accent);color:var(--accent);font-weight:600;
vertical-align:bottom}
tbody th{font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums;padding-right:14px;white-space:nowrap}
tr{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow-x:auto}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(250px,1fr));gap:14px;
margin:10px 0}
.card{border:1px solid var(--line);border-top:4px solid var(--accent);border-radius:4px;
padding:12px 16px;background:#fff;break-inside:avoid}
.card h3{margin:0 0 4px;color:var(--accent);font-size:16px}
.who{font-size:19px;font-weight:600;margin:2px 0;overflow-wrap:anywhere}
.who small{font-size:14px;font-weight:400;color:var(--soft);margin-left:.5em}
.vacant{color:var(--vacant-ink);font-weight:600}
.flow{list-style:none;display:flex;flex-wrap:wrap;gap:6px 0;margin:6px 0;padding:0}
.flow li{background:var(--wash);border:1px solid var(--line);border-radius:3px;padding:2px 12px}
.flow li+li{margin-left:26px;position:relative}
.flow li+li::before{content:"→";position:absolute;left:-21px;color:var(--soft)}
.tag{display:inline-block;border:1px solid var(--line);border-radius:3px;padding:0 8px;
margin:2px 4px 2px 0;font-size:14px;color:var(--soft)}
.bad{color:var(--unmet);font-weight:600}
.good{color:var(--met-ink);font-weight:600}
.figures{display:flex;flex-wrap:wrap;gap:10px 44px;margin:4px 0 18px;padding:0;list-style:none}
.figures li{min-width:110px}
.figures b{display:block;font-size:32px;line-height:1.2;font-weight:700;
font-variant-numeric:tabular-nums}
.figures span{color:var(--soft);font-size:14px}
h1::first-letter,h2::first-letter,h3::first-letter{text-transform:uppercase}
svg{max-width:100%;height:auto;display:block;margin:8px 0}
svg.full{width:100%}
svg text{font-family:FONTS;fill:var(--ink)}
footer{border-top:1px solid var(--line);margin-top:34px;padding-top:10px;color:var(--soft);
font-size:13px;line-height:1.55}
footer p{margin:2px 0}
@media print{main{max-width:none!important;padding:0}h2{margin-top:20px}table{font-size:14px}
.scroll{overflow:visible}footer{font-size:11px;margin-top:18px}}
@media screen and (max-width:640px){main{padding:16px}h1{font-size:25px}
.scroll table{min-width:620px}.scroll svg.full{min-width:720px}}
""".replace("FONTS", FONTS)


def page(
    *,
    title: str,
    when: str,
    body: Sequence[str],
    foot: Sequence[str],
    paper: Paper,
    style: str = "",
    css: str = "",
) -> str:
    """Return a whole page; `when` stands beside the heading, `foot` are lines below.

    `body` is HTML already; title, when and foot are plain words.
    """
    size = paper.upper().replace("-LANDSCAPE", " landscape")
    lang = "zh-CN" if language() == "zh" else "en"
    class_ = f' class="{css}"' if css else ""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{lang}" xmlns="http://www.w3.org/1999/xhtml">',
        '<head><meta charset="utf-8"/>',
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
        f"<title>{shown(title)}</title>",
        f"<style>\n{STYLE}{style}@page{{size:{size};margin:12mm}}\n</style></head>",
        f"<body{class_}><main>",
        f'<header><h1>{shown(title)}</h1><p class="when">{shown(when)}</p></header>',
        *body,
        "<footer>",
        *(f"<p>{shown(words)}</p>" for words in foot),
        "</footer>",
        "</main></body></html>",
    ]
    return "\n".join(lines) + "\n"
