"""Forms as a Word document, to be filled in on a screen as well.

Convention: the same form gives the same bytes, as of papers (`papers.pages.docx`).
"""

from __future__ import annotations

import io
from typing import Any

from streetchief.errors import Refused
from streetchief.locale.text import gettext as _
from streetchief.output.form import RULE, Form
from streetchief.output.safe import safe
from streetchief.papers.pages.docx import add_line, forget, same_bytes, set_style


def form_docx(form: Form) -> bytes:
    """Return a form as a DOCX file; raises `Refused` when the extra is not installed."""
    try:
        from docx import Document
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm, Pt
    except ImportError:
        raise Refused(
            _("This format needs an extra package."),
            'pip install "streetchief[docx]"',
            effect=_("Nothing was written."),
        ) from None
    document: Any = Document()
    set_style(document)
    centre = WD_ALIGN_PARAGRAPH.CENTER
    add_line(document, safe(form.title), align=centre, size=Pt(20), bold=True, level=0)
    add_line(document, safe(form.reference), align=centre)
    for line in form.lead:
        add_line(document, safe(line), indent=True)
    table = document.add_table(rows=0, cols=4)
    table.style = "Table Grid"
    for row in form.rows:
        cells = table.add_row().cells
        if len(row) == 1:
            cells = [cells[0], cells[1].merge(cells[3])]
        for place, box in enumerate(row):
            cells[2 * place].text = safe(box.label)
            cells[2 * place].width = Cm(3)
            cells[2 * place + 1].width = Cm(5.1 if len(row) > 1 else 13.2)
            text = "\n".join(safe(one) for one in box.text.split("\n"))
            cells[2 * place + 1].text = text or "\n" * (box.room - 1)
    add_line(document, "")
    for signature in form.signatures:
        add_line(document, f"{safe(signature)}  {RULE}")
    for line in form.foot:
        add_line(document, safe(line), size=Pt(10.5))
    forget(document)
    raw = io.BytesIO()
    document.save(raw)
    return same_bytes(raw.getvalue())
