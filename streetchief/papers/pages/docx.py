"""Papers as a Word document, to be read, sealed and sent on.

Convention: the same papers give the same bytes: the archive's times are fixed, nothing of the
machine or its user goes in. Needs the extra `docx`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from streetchief.errors import Refused
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.output.table import Table, show
from streetchief.output.width import width
from streetchief.papers.pages.paper import Paper

_BODY, _HEADING = "仿宋", "黑体"
_NOT_XML = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
_MANY = 9  # columns from which a table is set smaller
_LONG_TITLE = 4.5  # ems of a title from which it may break
_MARGIN = 2.4
_WIDTH = 21 - 2 * _MARGIN
_CELL_MARGIN, _NARROWEST = 0.1, 0.8
"""Centimetres: the sheet's margin and what it leaves, a cell's margin, the least column."""


def papers_docx(papers: Sequence[Paper]) -> bytes:
    """Return papers as one DOCX file, each beginning on a page of its own.

    Raises `Refused` when the extra is not installed.
    """
    try:
        from docx import Document
    except ImportError:
        raise Refused(
            _("This format needs an extra package."),
            'pip install "streetchief[docx]"',
            effect=_("Nothing was written."),
        ) from None
    document: Any = Document()
    set_style(document)
    _number_pages(document)
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
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.top_margin = section.bottom_margin = Cm(2.5)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    language_tag = normal.element.rPr.makeelement(
        qn("w:lang"), {qn("w:val"): "en-GB", qn("w:eastAsia"): "zh-CN"}
    )
    normal.element.rPr.append(language_tag)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = Pt(26)
    for tag in ("w:autoSpaceDE", "w:autoSpaceDN"):  # no gap between Chinese and figures
        off = normal.element.get_or_add_pPr().makeelement(qn(tag), {qn("w:val"): "0"})
        normal.element.get_or_add_pPr().insert_element_before(off, "w:spacing", "w:ind", "w:jc")


def _number_pages(document: Any) -> None:
    """Put the page's number at its foot, as on official papers: — 1 —."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ").font.size = Pt(10.5)
    run = paragraph.add_run()
    run.font.size = Pt(10.5)
    for tag, kind, text in (
        ("w:fldChar", "begin", ""),
        ("w:instrText", "", "PAGE"),
        ("w:fldChar", "separate", ""),
        ("w:t", "", "1"),
        ("w:fldChar", "end", ""),
    ):
        part = OxmlElement(tag)
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)
    paragraph.add_run(" —").font.size = Pt(10.5)


def _write(document: Any, paper: Paper) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    red = RGBColor(0xA4, 0, 0)
    if paper.mark:
        add_line(document, paper.mark, align=centre, bold=True, colour=red)
    if paper.reference:
        add_line(document, paper.reference, align=centre)
    title = add_line(
        document, paper.title, align=centre, size=Pt(20), bold=True, colour=red, level=0
    )
    title.paragraph_format.line_spacing = Pt(32)
    if paper.period:
        add_line(document, paper.period, align=centre)
    if paper.office:
        _head(document, paper)
    if paper.addressees:
        add_line(document, paper.addressees)
    add_line(document, paper.lead, indent=True)
    for section in paper.sections:
        heading = add_line(document, section.heading, font=_HEADING, level=1)
        heading.paragraph_format.keep_with_next = True
        for line in section.lines:
            add_line(document, line, indent=True)
    if paper.corrections:
        add_line(document, paper.corrections, indent=True)
    for line in paper.attached:
        add_line(document, line, indent=True)
    for line in paper.closing:
        closing = add_line(document, line, align=right)
        closing.paragraph_format.keep_with_next = line != paper.closing[-1]
    for number, line in enumerate(paper.foot):
        foot = add_line(document, line, size=Pt(10.5))
        foot.paragraph_format.line_spacing = 1.2
        foot.paragraph_format.space_before = Pt(0 if number else 10)
    for number, table in enumerate(paper.tables):
        _table(document, table, new_page=bool(paper.closing) and number == 0)


def _head(document: Any, paper: Paper) -> None:
    """Write the office at the left and the date at the right, with a red rule below."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    paragraph = add_line(document, f"{paper.office}\t{paper.dated}")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.paragraph_format.space_after = Pt(10)
    borders, rule = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "1"), ("color", "A40000")):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


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
) -> Any:
    """Add a paragraph of one run and return it."""
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
    return paragraph


def _table(document: Any, table: Table, *, new_page: bool) -> None:
    """Write a table with its caption; columns as wide as what is in them, the head repeated."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    shown = show(table)
    if not new_page:
        add_line(document, "")
    title = add_line(document, shown.title, align=WD_ALIGN_PARAGRAPH.CENTER, font=_HEADING)
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.page_break_before = new_page
    rows = shown.rows or [[shown.notes[0] if shown.notes else ""] + [""] * (len(shown.titles) - 1)]
    made = document.add_table(rows=1 + len(rows), cols=len(shown.titles))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    size = 9.0 if len(shown.titles) >= _MANY else 10.5
    widths = [Cm(wide) for wide in widths_of([shown.titles, *rows], size)]
    margins = made._tbl.tblPr.makeelement(qn("w:tblCellMar"), {})
    for side in ("left", "right"):
        twips = str(round(_CELL_MARGIN * 567))
        margins.append(
            margins.makeelement(qn(f"w:{side}"), {qn("w:w"): twips, qn("w:type"): "dxa"})
        )
    made._tbl.tblPr.insert_element_before(margins, "w:tblLook")
    for column, wide in zip(made.columns, widths, strict=True):
        column.width = wide
    for across, (line, cells) in enumerate(zip(made.rows, [shown.titles, *rows], strict=True)):
        for at, (cell, text) in enumerate(zip(line.cells, cells, strict=True)):
            cell.width = widths[at]
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = 1.0
            paragraph.paragraph_format.keep_with_next = across == 0
            run = paragraph.add_run(text.translate(_NOT_XML))
            run.font.size, run.bold = Pt(size), across == 0 or None
            if across == 0:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif shown.sides[at] == "right":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        properties = line._tr.get_or_add_trPr()
        properties.append(properties.makeelement(qn("w:cantSplit"), {}))
        if across == 0:
            properties.append(properties.makeelement(qn("w:tblHeader"), {}))


def widths_of(rows: Sequence[Sequence[str]], size: float) -> list[float]:
    """Share the width of the sheet among columns, in centimetres, for text of `size` points.

    A column gets what its longest cell needs on one line and a share of what is left over. Where
    there is too little, the widest columns give way and their text breaks.

    >>> [round(width, 2) for width in widths_of([["一", "二"], ["第一街", "甲"]], 10.5)]
    [8.47, 7.73]
    """
    em = size * 2.54 / 72
    needed = [
        em * max(_title_ems(column[0]), *(_ems(cell) for cell in column[1:]), 0.0)
        + 2 * _CELL_MARGIN
        for column in zip(*rows, strict=True)
    ]
    spare = _WIDTH - sum(needed)
    if spare >= 0:
        return [each + spare / len(needed) for each in needed]
    most = max(needed)
    while sum(min(each, most) for each in needed) > _WIDTH and most > _NARROWEST:
        most -= 0.1
    cut = [min(each, most) for each in needed]
    return [each * min(1.0, _WIDTH / sum(cut)) for each in cut]


def _title_ems(title: str) -> float:
    """Return how many ems a title takes; a long one may stand on two lines."""
    whole = _ems(title)
    return whole if whole <= _LONG_TITLE else max(_LONG_TITLE, whole / 2 + 0.5)


def _ems(line: str) -> float:
    """Return how many ems a line takes, generously: not every machine has the fonts named here.

    A Latin letter or figure takes a little more than a half, and some programs put a gap between
    it and a Chinese character whatever the document says.
    """
    wide = width(line)
    chinese = max(0, wide - len(line))
    gaps = sum(one.isascii() is not other.isascii() for one, other in pairwise(line))
    return chinese + 0.6 * (wide - 2 * chinese) + 0.25 * gaps + 0.2


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
