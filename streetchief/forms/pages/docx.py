"""Forms as a Word document, to be filled in on a screen as well.

Convention: the same form gives the same bytes, as of papers (`papers.pages.docx`).
"""

from __future__ import annotations

from pathlib import Path

from streetchief.forms.pages.form import RULE, Form
from streetchief.papers.pages.docx import add_line, finished, new_document


def form_docx(form: Form, letterhead: Path | None = None) -> bytes:
    """Return a form as a DOCX file; raises `Refused` when the extra is not installed."""
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
