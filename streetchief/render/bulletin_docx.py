"""Papers as a Word document, to be read, sealed and sent on.

Convention: the same papers give the same bytes: the archive's times are fixed, nothing of the
machine or its user goes in. Needs the extra `docx`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from streetchief.errors import Refused
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.render.paper import Paper
from streetchief.render.table import Table, show

_BODY, _HEADING = "仿宋", "黑体"
_NOT_XML = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
_LANDSCAPE_FROM = 9  # columns


def papers_docx(papers: Sequence[Paper]) -> bytes:
    """Return papers as one DOCX file, each beginning on a page of its own.

    Raises `Refused` when the extra is not installed.
    """
    try:
        from docx import Document
    except ImportError:
        raise Refused(
            _("This format needs an extra package."),
            _("Nothing was written."),
            'pip install "streetchief[docx]"',
        ) from None
    document: Any = Document()
    set_style(document)
    for number, paper in enumerate(papers):
        if number:
            document.add_page_break()
        _write(document, paper)
    forget(document)
    raw = io.BytesIO()
    document.save(raw)
    return same_bytes(raw.getvalue())


def set_style(document: Any) -> None:
    """Give a document the sheet and the fonts of an office's papers."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = Pt(26)


def _write(document: Any, paper: Paper) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    red = RGBColor(0xA4, 0, 0)
    if paper.mark:
        add_line(document, paper.mark, align=centre, bold=True, colour=red)
    if paper.reference:
        add_line(document, paper.reference, align=centre)
    add_line(document, paper.title, align=centre, size=Pt(20), bold=True, colour=red, level=0)
    if paper.period:
        add_line(document, paper.period, align=centre)
    if paper.office:
        add_line(document, f"{paper.office}　　　{paper.dated}", align=centre)
    if paper.addressees:
        add_line(document, paper.addressees)
    add_line(document, paper.lead, indent=True)
    for section in paper.sections:
        add_line(document, section.heading, font=_HEADING, level=1)
        for line in section.lines:
            add_line(document, line, indent=True)
    if paper.corrections:
        add_line(document, paper.corrections, indent=True)
    for line in paper.attached:
        add_line(document, line, indent=True)
    for line in paper.closing:
        add_line(document, line, align=right)
    for line in paper.foot:
        add_line(document, line, size=Pt(10.5))
    for table in paper.tables:
        _table(document, table)


def add_line(
    document: Any,
    text: str,
    *,
    align: Any = None,
    size: Any = None,
    bold: bool = False,
    colour: Any = None,
    indent: bool = False,
    font: str = "",
    level: int | None = None,
) -> None:
    """Add a paragraph of one run."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    run = paragraph.add_run(text.translate(_NOT_XML))
    paragraph.alignment = align
    if size is not None:
        run.font.size = size
    if bold:
        run.bold = True
    if colour is not None:
        run.font.color.rgb = colour
    if font:
        run.font.name = "Times New Roman"
        run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(28)
    if level is not None:
        outline = paragraph._p.get_or_add_pPr().makeelement(
            qn("w:outlineLvl"), {qn("w:val"): str(level)}
        )
        paragraph._p.get_or_add_pPr().append(outline)


def _table(document: Any, table: Table) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    shown = show(table)
    add_line(document, "")
    add_line(document, shown.title, align=WD_ALIGN_PARAGRAPH.CENTER, font=_HEADING)
    rows = shown.rows or [[shown.notes[0] if shown.notes else ""] + [""] * (len(shown.titles) - 1)]
    made = document.add_table(rows=1 + len(rows), cols=len(shown.titles))
    made.style, made.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    size = Pt(9 if len(shown.titles) >= _LANDSCAPE_FROM else 10.5)
    for across, cells in enumerate([shown.titles, *rows]):
        for at, (cell, text) in enumerate(zip(made.rows[across].cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = 1.0
            run = paragraph.add_run(text.translate(_NOT_XML))
            run.font.size, run.bold = size, across == 0 or None
            if shown.sides[at] == "right":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head = made.rows[0]._tr.get_or_add_trPr()
    head.append(head.makeelement(qn("w:tblHeader"), {}))


def forget(document: Any) -> None:
    """Leave out who made it and when; the paper says its date itself."""
    from datetime import datetime

    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = document.paragraphs[0].text if document.paragraphs else ""
    properties.language = "zh-CN" if language() == "zh" else "en"
    properties.created = properties.modified = datetime(1980, 1, 1)  # noqa: DTZ001


def same_bytes(content: bytes) -> bytes:
    """Write the archive again with fixed times."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return out.getvalue()
