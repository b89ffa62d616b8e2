"""A form to print, fill in and sign: boxes with what is known and room for what is not.

A form is a template of `forms/templates`: a line `[box]` is a row of one box or of two side by side
(label and text, between bars), `[line]` goes on below in its last box, `[sign]` is a place to sign.
A box without text is blank: it is as many lines high as there is to write. Text, HTML and DOCX show
the same boxes in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from streetchief.output.html import shown
from streetchief.output.printing import page
from streetchief.output.template import Filters, below, fill_in
from streetchief.output.width import width
from streetchief.papers.pages.docx import add_line, finished, new_document
from streetchief.papers.pages.words import FILTERS, full_day_word, listed

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


class Box(NamedTuple):
    """A box of a form: what stands in it, lines below one another; blank lines where one writes."""

    label: str
    text: str

    @property
    def room(self) -> int:
        """How many lines there are to write; 0 where something stands."""
        return 0 if self.text.strip("\n") else self.text.count("\n") + 1


class Form(NamedTuple):
    """A form from its title to its foot; each row is one box or two side by side."""

    title: str
    reference: str
    rows: list[list[Box]]
    signatures: list[str]
    lead: list[str]
    foot: list[str]


def form_of(name: str, values: Mapping[str, Any]) -> Form:
    """Fill in the form of that name, in the language in force."""
    rows: list[list[Box]] = []
    said: dict[str, list[str]] = {}
    for line in fill_in(f"forms/templates/{name}.{{language}}.j2", values, _FILTERS):
        if line.mark == "box":
            rows.append([Box(*pair) for pair in zip(*[iter(line.cells)] * 2, strict=True)])
        elif line.mark == "line":
            label, text = rows[-1][-1]
            rows[-1][-1] = Box(label, f"{text}\n{line.text}" if text else line.text)
        else:
            said.setdefault(line.mark, []).append(line.text)
    return Form(
        title="".join(said["#"]),
        reference="".join(said["reference"]),
        rows=rows,
        signatures=said.get("sign", []),
        lead=said.get("lead", []),
        foot=said.get("foot", []),
    )


def room(text: str, lines: int) -> Any:
    """Return a text with its line ends, or so many blank lines to write on where there is none."""
    return below(text or "\n" * (lines - 1))


def _day_or_blank(day: int | None) -> str:
    return "" if day is None else full_day_word(day)


def _names(names: Iterable[str]) -> str:
    said = list(names)
    return listed(said) if said else ""


_FILTERS: Filters = {**FILTERS, "day_or_blank": _day_or_blank, "names": _names, "room": room}


def form_text(form: Form) -> str:
    """Return a form as plain text, boxes side by side after one another."""
    widest = max((width(box.label) for row in form.rows for box in row), default=0)
    lines = [form.title, form.reference, "", *form.lead, *[""] * bool(form.lead)]
    for box in (box for row in form.rows for box in row):
        pad = " " * (widest - width(box.label))
        first, *more = [RULE] if box.room else box.text.split("\n")
        lines.append(f"{box.label}{pad}  {first}")
        lines += [" " * (widest + 2) + line for line in more]
    lines.append("")
    lines += [f"{signature}  {RULE}" for signature in form.signatures]
    lines += ["", *form.foot]
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def form_html(form: Form) -> str:
    """Return a form as one page to print."""
    return page(
        title=form.title,
        when=form.reference,
        body=_pieces(form),
        foot=form.foot,
        paper="a4",
        style=FORM_STYLE,
    )


def form_docx(form: Form, letterhead: Path | None = None) -> bytes:
    """Return a form as a DOCX file, to be filled in on a screen as well.

    The same form gives the same bytes. Raises `Refused` when the extra is not installed.
    """
    document = new_document(letterhead)
    from docx.shared import Cm

    add_line(document, "title", form.title)
    add_line(document, "reference", form.reference)
    for line in form.lead:
        add_line(document, "paragraph", line)
    table = document.add_table(rows=0, cols=4)
    table.style = "Table Grid"
    for row in form.rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells = [cells[0], cells[1].merge(cells[3])]
        for place, box in enumerate(row):
            cells[2 * place].text = box.label
            cells[2 * place].width = Cm(3)
            cells[2 * place + 1].width = Cm(5.1 if len(row) > 1 else 13.2)
            cells[2 * place + 1].text = box.text
    add_line(document, "to", "")
    for signature in form.signatures:
        add_line(document, "to", f"{signature}  {RULE}")
    for line in form.foot:
        add_line(document, "foot", line)
    return finished(document)


def _pieces(form: Form) -> list[str]:
    """Return the HTML of a form between its title and its foot."""
    pieces = [f'<p class="lead">{shown(line)}</p>' for line in form.lead]
    pieces.append('<table class="form"><tbody>')
    for row in form.rows:
        span = "" if len(row) > 1 else ' colspan="3"'
        cells = []
        for box in row:
            style = f' style="height:{2 * box.room}em"' if box.room > 1 else ""
            text = "" if box.room else "<br/>".join(map(shown, box.text.split("\n")))
            cells.append(f'<th scope="row">{shown(box.label)}</th><td{span}{style}>{text}</td>')
        pieces.append(f"<tr>{''.join(cells)}</tr>")
    pieces.append("</tbody></table>")
    if form.signatures:
        signs = "".join(f"<li>{shown(signature)}</li>" for signature in form.signatures)
        pieces.append(f'<ul class="signs">{signs}</ul>')
    return pieces
