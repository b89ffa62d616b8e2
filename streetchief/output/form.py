"""A form to print, fill in and sign: boxes with what is known and room for what is not.

Convention: a form holds finished words, each harmless. A box without text is blank: it is as many
lines high as there is to write. Text, HTML and DOCX show the same boxes in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.output.html import shown
from streetchief.output.printing import Paper, page
from streetchief.output.safe import safe
from streetchief.output.width import width
from streetchief.value import value

FORM_STYLE = """\
.form{border:1.5px solid var(--ink);table-layout:fixed}
.form th,.form td{border:1px solid var(--ink);padding:9px 12px;font-size:16px}
.form th{width:16%;background:var(--wash);font-weight:600;text-align:center;vertical-align:middle}
.form td{white-space:pre-line}
.signs{display:grid;grid-template-columns:repeat(auto-fit,minmax(240px,1fr));gap:34px 30px;
margin:38px 0 10px;padding:0;list-style:none}
.signs li{border-bottom:1px solid var(--ink);padding-bottom:4px;min-height:34px}
.lead{text-indent:2em}
@media print{.form th,.form td{font-size:13px;padding:8px 10px}.form,.signs{break-inside:avoid}}
"""
RULE = "_" * 16
"""Where a hand writes."""


@value
class Box:
    """A box of a form: what stands in it, or how many lines of room when nothing does."""

    label: str
    text: str = ""
    room: int = 1


@value
class Form:
    """A form from its title to its foot; each row is one box or two side by side."""

    title: str
    reference: str
    rows: tuple[tuple[Box, ...], ...]
    signatures: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


def form_text(form: Form) -> str:
    """Return a form as plain text, boxes side by side after one another."""
    labels = [safe(box.label) for row in form.rows for box in row]
    widest = max((width(label) for label in labels), default=0)
    lines = [safe(form.title), safe(form.reference), ""]
    lines += [safe(line) for line in form.lead]
    lines += [""] * bool(form.lead)
    for row in form.rows:
        for box in row:
            label = safe(box.label)
            pad = " " * (widest - width(label))
            said = [safe(line) for line in box.text.split("\n")] if box.text else [RULE]
            lines.append(f"{label}{pad}  {said[0]}")
            lines += [" " * (widest + 2) + line for line in said[1:]]
    lines.append("")
    lines += [f"{safe(signature)}  {RULE}" for signature in form.signatures]
    lines += ["", *(safe(line) for line in form.foot)]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def form_html(forms: Sequence[Form], paper: Paper = "a4") -> str:
    """Return forms as one page to print; each begins on a sheet of its own."""
    first = forms[0]
    body = form_pieces(first)
    for form in forms[1:]:
        body.append('<div style="break-before:page"></div>')
        body.append(f"<h1>{shown(form.title)}</h1>")
        body.append(f'<p class="when">{shown(form.reference)}</p>')
        body += form_pieces(form)
    return page(
        title=first.title,
        when=first.reference,
        body=body,
        foot=first.foot,
        paper=paper,
        style=FORM_STYLE,
    )


def form_pieces(form: Form) -> list[str]:
    """Return the HTML of a form between its title and its foot."""
    pieces = [f'<p class="lead">{shown(line)}</p>' for line in form.lead]
    pieces.append('<table class="form"><tbody>')
    for row in form.rows:
        span = "" if len(row) > 1 else ' colspan="3"'
        cells = []
        for box in row:
            style = f' style="height:{2 * box.room}em"' if not box.text and box.room > 1 else ""
            text = "<br/>".join(shown(line) for line in box.text.split("\n"))
            cells.append(f'<th scope="row">{shown(box.label)}</th><td{span}{style}>{text}</td>')
        pieces.append(f"<tr>{''.join(cells)}</tr>")
    pieces.append("</tbody></table>")
    if form.signatures:
        signs = "".join(f"<li>{shown(signature)}</li>" for signature in form.signatures)
        pieces.append(f'<ul class="signs">{signs}</ul>')
    return pieces
