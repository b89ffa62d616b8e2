"""Papers on the office's own sheet: a Word document whose styles, header and footer are taken.

- letterhead.docx beside the ledger is used, --reference names another; its own text is not kept
- a style it lacks is added, so that a paper looks like one on any sheet
- what is no Word document is refused before anything is saved; the letterhead is never written over
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Desk
from tests.furnished import furnish

WEEK = "week 2026-W46"


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    office.lang = "zh"
    return office


def make_letterhead(path: Path, header: str = "某某县人民政府") -> None:
    from docx import Document
    from docx.shared import Cm, Pt

    document: Any = Document()
    document.add_paragraph("正文样例")
    document.add_table(rows=1, cols=1)
    section = document.sections[0]
    section.header.paragraphs[0].text = header
    section.page_width, section.left_margin, section.right_margin = Cm(20), Cm(3), Cm(3)
    document.styles["Title"].font.size = Pt(33)
    for name in ("Caption", "Table Grid", "Body Text"):
        style = document.styles[name]
        style.element.getparent().remove(style.element)
    document.save(str(path))


def opened(path: Path) -> Any:
    from docx import Document

    return Document(str(path))


def header_of(document: Any) -> str:
    return str(document.sections[0].header.paragraphs[0].text)


def test_the_letterhead_beside_the_ledger_is_used(town: Desk) -> None:
    make_letterhead(town.folder / "letterhead.docx")
    town.run(f"{WEEK} -o paper.docx")
    document = opened(town.folder / "paper.docx")
    assert header_of(document) == "某某县人民政府"
    assert document.sections[0].page_width.cm == pytest.approx(20, abs=0.01)
    title = document.paragraphs[0]
    assert title.style.name == "Title"
    assert title.style.font.size.pt == 33
    assert [run.font.size for run in title.runs] == [None]
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "正文样例" not in texts
    assert any("应达标" in text for text in texts)
    assert {paragraph.style.name for paragraph in document.paragraphs} > {"Caption", "Body Text"}
    widths = sum(column.width.cm for column in document.tables[0].columns)
    assert 13.5 < widths < 14.05


def test_a_paper_on_a_letterhead_is_the_same_bytes_again(town: Desk) -> None:
    make_letterhead(town.folder / "letterhead.docx")
    for number in range(2):
        town.run(f"{WEEK} -o {number}.docx")
    first, second = ((town.folder / f"{number}.docx").read_bytes() for number in range(2))
    assert first == second


def test_another_letterhead_may_be_named(town: Desk) -> None:
    make_letterhead(town.folder / "letterhead.docx")
    make_letterhead(town.folder / "other.docx", "另一机关")
    town.run(f"{WEEK} --reference other.docx -o paper.docx")
    assert header_of(opened(town.folder / "paper.docx")) == "另一机关"


def test_without_one_the_pages_are_numbered(town: Desk) -> None:
    town.run(f"{WEEK} -o paper.docx")
    document = opened(town.folder / "paper.docx")
    assert header_of(document) == ""
    assert "PAGE" in document.sections[0].footer._element.xml
    assert document.sections[0].page_width.cm == pytest.approx(21, abs=0.01)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no document", None])
def test_what_is_no_document_is_refused_before_anything_is_saved(
    town: Desk, content: bytes | None
) -> None:
    if content is not None:
        (town.folder / "letterhead.docx").write_bytes(content)
    named = "" if content is not None else " --reference missing.docx"
    ran = town.run(f"{WEEK} --issue{named} -o paper.docx", code=1)
    assert "不是Word文档" in ran.err
    assert not (town.folder / "paper.docx").exists()
    assert "定稿" not in town.run("history").out


def test_a_workbook_is_no_letterhead(town: Desk) -> None:
    town.run(f"{WEEK} -o sheet.xlsx")
    (town.folder / "sheet.xlsx").rename(town.folder / "sheet.docx")
    ran = town.run(f"{WEEK} --reference sheet.docx -o paper.docx", code=1)
    assert "sheet.docx不是Word文档" in ran.err


def test_the_letterhead_is_never_written_over(town: Desk) -> None:
    make_letterhead(town.folder / "letterhead.docx")
    before = (town.folder / "letterhead.docx").read_bytes()
    town.run(f"{WEEK} -o letterhead.docx", code=1)
    assert (town.folder / "letterhead.docx").read_bytes() == before


def test_only_a_word_document_has_a_letterhead(town: Desk) -> None:
    town.run(f"{WEEK} --reference x.docx -o paper.html", code=2)
    assert not (town.folder / "paper.html").exists()


def test_a_form_stands_on_the_letterhead_too(town: Desk) -> None:
    make_letterhead(town.folder / "letterhead.docx")
    town.run("form duties 韦知母 -o duty.docx")
    document = opened(town.folder / "duty.docx")
    assert header_of(document) == "某某县人民政府"
    assert len(document.tables) == 1
