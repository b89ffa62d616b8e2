"""Papers as a Word document, to be read, sealed and sent on.

What a line looks like is said by its style: those of the office's letterhead where it has them,
else those named here. The same papers give the same bytes: the archive's times are fixed, nothing
of the machine or its user goes in. Needs the extra `docx`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple

from streetchief.errors import Refused
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.output.safe import safe
from streetchief.output.table import Table, show
from streetchief.output.width import width
from streetchief.papers.pages.paper import Paper

_BODY, _HEADING = "仿宋", "黑体"
_NOT_XML = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}
_MANY = 9  # columns from which a table is set smaller
_LONG_TITLE = 4.5  # ems of a title from which it may break
_MARGIN = 2.4
_CELL_MARGIN, _NARROWEST = 0.1, 0.8
"""Centimetres: the sheet's margin, a cell's margin, the least column."""
LETTERHEAD = "letterhead.docx"
"""The office's own sheet, beside the ledger: its styles, page set-up, header and footer."""


class Look(NamedTuple):
    """A style: its name in Word, and what it looks like where the letterhead has none (points)."""

    name: str
    align: Literal["", "centre", "right"] = ""
    size: float = 0
    bold: bool = False
    red: bool = False
    font: str = ""
    indent: float = 0
    level: int | None = None
    before: float = 0
    after: float = 0
    line: float = 0
    keep: bool = False


LOOKS = {
    "mark": Look("Paper Mark", align="centre", bold=True, red=True),
    "reference": Look("Subtitle", align="centre"),
    "title": Look("Title", align="centre", size=20, bold=True, red=True, level=0, line=32),
    "period": Look("Subtitle", align="centre"),
    "from": Look("Paper Sender", after=10),
    "to": Look("Paper Addressee"),
    "heading": Look("Heading 1", font=_HEADING, level=1, keep=True),
    "paragraph": Look("Body Text", indent=28),
    "closing": Look("Signature", align="right"),
    "foot": Look("Paper Foot", size=10.5, line=1.2),
    "table": Look("Caption", align="centre", font=_HEADING, before=26, keep=True),
}
"""The style of each kind of line; any other is a paragraph."""


def papers_docx(papers: Sequence[Paper], letterhead: Path | None = None) -> bytes:
    """Return papers as one DOCX file, each beginning on a page of its own.

    Styles, page set-up, header and footer are those of the letterhead where one is given. Raises
    `Refused` when the extra is not installed and for a letterhead that is no Word document.
    """
    document = new_document(letterhead)
    if letterhead is None:
        _number_pages(document)
    for number, paper in enumerate(papers):
        if number:
            document.add_page_break()
        _write(document, paper)
    return finished(document)


def find_letterhead(ledger: Path, named: str | None, output: str | None) -> Path | None:
    """Return the letterhead named, else `letterhead.docx` beside the ledger, None without one.

    A document is opened once, so that what cannot be written is refused before anything is saved:
    raises `Refused` as `new_document` does, and for an output that would take its place.
    """
    beside = ledger.resolve().parent / LETTERHEAD
    letterhead = Path(named) if named is not None else beside if beside.is_file() else None
    if letterhead and output is not None and Path(output).resolve() == letterhead.resolve():
        raise Refused(
            _("{path} is the letterhead.").format(path=safe(output)),
            _("Choose another file with -o."),
            effect=_("Nothing was written."),
        )
    new_document(letterhead)
    return letterhead


def new_document(letterhead: Path | None = None) -> Any:
    """Return an empty document with the sheet and the styles of an office's papers.

    Raises `Refused` without the extra, and for a letterhead that is no Word document.
    """
    try:
        from docx import Document
        from docx.enum.style import WD_STYLE_TYPE
    except ImportError:
        raise Refused(
            _("This format needs an extra package."),
            'pip install "streetchief[docx]"',
            effect=_("Nothing was written."),
        ) from None
    document: Any = Document() if letterhead is None else _opened(letterhead)
    if letterhead is None:
        _set_sheet(document)
    there = {style.name for style in document.styles}
    for look in dict.fromkeys(LOOKS.values()):
        if look.name not in there:
            document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        if look.name not in there or letterhead is None:
            _set_look(document.styles[look.name], look, document.styles["Normal"])
    if "Table Grid" not in there:
        _add_grid(document)
    return document


def _opened(letterhead: Path) -> Any:
    """Open a letterhead and take its text out: what is kept is what stands around every text."""
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.oxml.ns import qn

    try:
        document: Any = Document(str(letterhead))
        body = document.element.body
        for element in list(body):
            if element.tag != qn("w:sectPr"):
                body.remove(element)
        if not document.sections or "Normal" not in document.styles:
            raise ValueError("no section, or no styles")
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError) as error:
        raise Refused(
            _("{path} is no Word document (DOCX).").format(path=safe(str(letterhead))),
            _("Save the letterhead as DOCX, without macros."),
            effect=_("Nothing was written."),
        ) from error
    return document


def _set_sheet(document: Any) -> None:
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


def _set_look(style: Any, look: Look, normal: Any) -> None:
    """Make a style look as said, whatever Word's own of that name looks like."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for tag in ("w:pPr", "w:rPr"):
        for element in style.element.findall(qn(tag)):
            style.element.remove(element)
    style.base_style, style.quick_style, style.hidden = normal, True, False
    layout, font = style.paragraph_format, style.font
    if look.align:
        centre = look.align == "centre"
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
    if look.size:
        font.size = Pt(look.size)
    if look.bold:
        font.bold = True
    if look.red:
        font.color.rgb = RGBColor(0xA4, 0, 0)
    if look.font:
        font.name = "Times New Roman"
        style.element.rPr.rFonts.set(qn("w:eastAsia"), look.font)
    if look.indent:
        layout.first_line_indent = Pt(look.indent)
    if look.line:
        layout.line_spacing = look.line if look.line < 4 else Pt(look.line)
    if look.before:
        layout.space_before = Pt(look.before)
    if look.after:
        layout.space_after = Pt(look.after)
    if look.keep:
        layout.keep_with_next = True
    if look.level is not None:
        properties = style.element.get_or_add_pPr()
        level = properties.makeelement(qn("w:outlineLvl"), {qn("w:val"): str(look.level)})
        properties.append(level)


def _add_grid(document: Any) -> None:
    """Add the style of tables, lines around every cell, where a letterhead has none."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    style = document.styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE)
    properties, borders = OxmlElement("w:tblPr"), OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties.append(borders)
    style.element.append(properties)


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
    from docx.shared import Pt

    before = ""
    for block in paper.blocks:
        if block.table is not None:
            # The annexes of a circular begin on a page of their own, behind its seal.
            annex = bool(paper.text_of("closing")) and before != "table"
            _table(document, block.table, new_page=annex)
        elif block.kind == "from":
            _head(document, block.text, block.end)
        else:
            paragraph = add_line(document, block.kind, block.text)
            if block.kind == "foot" and before != "foot":
                paragraph.paragraph_format.space_before = Pt(10)
            if block.kind == "closing" and before != "closing":
                paragraph.paragraph_format.keep_with_next = True
        before = block.kind


def _head(document: Any, office: str, dated: str) -> None:
    """Write the office at the left and the date at the right, with a red rule below."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    paragraph = add_line(document, "from", f"{office}\t{dated}")
    edge = Cm(_text_width(document))
    paragraph.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
    borders, rule = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "1"), ("color", "A40000")):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def _text_width(document: Any) -> float:
    """Return the centimetres between the margins."""
    section = document.sections[0]
    return float(section.page_width - section.left_margin - section.right_margin) / 360_000


def add_line(document: Any, kind: str, text: str) -> Any:
    """Add a paragraph in the style of its kind and return it."""
    look = LOOKS.get(kind, LOOKS["paragraph"])
    return document.add_paragraph(text.translate(_NOT_XML), style=look.name)


def _table(document: Any, table: Table, *, new_page: bool) -> None:
    """Write a table with its caption; columns as wide as what is in them, the head repeated."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    shown = show(table)
    title = add_line(document, "table", shown.title)
    title.paragraph_format.page_break_before = new_page
    rows = shown.rows or [[shown.notes[0] if shown.notes else ""] + [""] * (len(shown.titles) - 1)]
    made = document.add_table(rows=1 + len(rows), cols=len(shown.titles))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    total = _text_width(document)
    size = 9.0 if len(shown.titles) >= _MANY else 10.5
    widths = [Cm(wide) for wide in widths_of([shown.titles, *rows], size, total)]
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


def widths_of(rows: Sequence[Sequence[str]], size: float, total: float = 16.2) -> list[float]:
    """Share `total` centimetres among columns, for text of `size` points.

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
    spare = total - sum(needed)
    if spare >= 0:
        return [each + spare / len(needed) for each in needed]
    most = max(needed)
    while sum(min(each, most) for each in needed) > total and most > _NARROWEST:
        most -= 0.1
    cut = [min(each, most) for each in needed]
    return [each * min(1.0, total / sum(cut)) for each in cut]


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


def finished(document: Any) -> bytes:
    """Return a document as bytes that are the same for the same words."""
    raw = io.BytesIO()
    _forget(document)
    document.save(raw)
    return _same_bytes(raw.getvalue())


def _forget(document: Any) -> None:
    """Leave out who made it and when; the paper says its date itself."""
    from datetime import datetime

    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.title = document.paragraphs[0].text if document.paragraphs else ""
    properties.language = "zh-CN" if language() == "zh" else "en"
    properties.created = properties.modified = datetime(1980, 1, 1)  # noqa: DTZ001


def _same_bytes(content: bytes) -> bytes:
    """Write the archive again with fixed times."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            after.writestr(entry, before.read(name))
    return out.getvalue()
