"""Papers opened in the programs people open them with: LibreOffice and Chromium.

- DOCX and XLSX open, and their tables hold the figures of the JSON, cell by cell
- no name becomes a formula: =1+1, @SUM, -1 and others are still what they were
- long tables go over pages with their head repeated; HTML prints; nothing is asked of any network
- a static look at the page: language, headings in order, captions, headers with scope, contrast
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from streetchief.ledger.journal import Stamp, writing
from streetchief.ledger.ledger import open_writer
from streetchief.papers.pages.html import STYLE
from tests.conftest import Desk
from tests.output.hostile import HOSTILE
from tests.output.page_check import HTML, contrast, tree, words
from tests.output.programs import (
    EVERY_SHEET,
    asked_for,
    converted,
    needs_browser,
    needs_office,
    pages_of,
    printed,
)
from tests.sample_county import CLOCK, sample_ledger

FORMULAS = ("=1+1", "+1+1", "-1", "@SUM(A1:A9)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://a.b\")",
            "1-2", "007", "1e5", "TRUE", "第一街")  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_ledger(tmp_path_factory.mktemp("sample") / "panan.db")


@pytest.fixture
def county(desk: Desk, sample: Path) -> Desk:
    shutil.copy(sample, desk.db)
    desk.now, desk.lang = CLOCK, "zh"
    desk.run(
        "log 尖山镇 --by 县规划局 --at 2017-11-08T09:00 --kind cleanup --spots 12 --tonnes 2.345"
    )
    desk.run("item open 门前堆放杂物 --category 道乱占 --street 尖山镇/老街 --on 2017-11-02 "
             "--due 2017-11-07 --holder 县规划局")  # fmt: skip
    desk.run("item open 线缆低垂 --category 线乱拉 --street 尖山镇/新街 --on 2017-11-08")
    return desk


def named_streets(desk: Desk, names: Iterator[str] | tuple[str, ...] | list[str]) -> None:
    """Register a town whose streets, chiefs and itself bear these names."""
    desk.run("init --site office")
    ledger = open_writer(desk.db)
    with writing(ledger, Stamp(act="add", actor="t", recorded_at=0)) as entry:
        listed = list(names)
        town = entry.add("place", {"kind": "town", "name": listed[0], "identity": "t"})
        for number, name in enumerate(listed):
            street = entry.add(
                "place",
                {"kind": "street", "name": name, "identity": f"s{number}", "parent": town},
            )
            chief = entry.add(
                "holder", {"kind": "person", "name": name, "identity": f"h{number}", "unit": name}
            )
            entry.add(
                "assignment", {"holder": chief, "role": "deputy_chief", "place": street, "since": 0}
            )
    ledger.close()
    desk.lang = "zh"


class _Tables(HTMLParser):
    """The tables of a page as words, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append("".join("".join(self._cell).split()))
            self._cell = None


def tables_in(page: str) -> list[list[list[str]]]:
    parser = _Tables()
    parser.feed(page)
    return parser.tables


STATES = {"met": "达标", "unmet": "未达标", "vacant": "空缺", "exempt": "免巡"}


def street_rows(row: dict[str, Any]) -> list[list[str]]:
    """Table 1 as it should stand, from the JSON of a paper: all but the village and remarks."""
    keys = ("required", "logged", "counted", "day_count", "delegated", "backfilled")
    lines = [
        [str(number), line["street"], "、".join(line["chiefs"]), *(str(line[key]) for key in keys),
         STATES[line["state"]]]
        for number, line in enumerate(row["table"], 1)
    ]  # fmt: skip
    return [*lines, ["", "合计", "", *(str(row[key]) for key in keys), ""]]


def department_rows(row: dict[str, Any]) -> list[list[str]]:
    return [
        [line["department"], line["place"], str(line["required"]), str(line["done"]),
         str(line["spots"]), f"{line['kilograms'] / 1000 + 1e-9:.2f}"]
        for line in row["departments"]
    ]  # fmt: skip


# ---------------------------------------------------------------- LibreOffice


@needs_office
def test_a_word_document_opens_with_the_papers_figures(county: Desk) -> None:
    county.run("week 2017-W45 --all -o papers.docx")
    converted([county.folder / "papers.docx"], "html", county.folder)
    tables = tables_in((county.folder / "papers.html").read_text(encoding="utf-8"))
    rows = county.run("week 2017-W45 --all --format json").rows
    assert len(tables) == 3 * len(rows) == 24
    for row, (streets, items, departments) in zip(
        rows, zip(*[iter(tables)] * 3, strict=True), strict=True
    ):
        assert [line[:3] + line[4:11] for line in streets[1:]] == street_rows(row)
        numbers = [line["number"] for line in row["items"]["table"]]
        assert [line[0] for line in items[1:]] == (numbers or ["无"])
        assert departments[1:-1] == department_rows(row)


@needs_office
def test_a_workbook_opens_with_the_papers_figures(county: Desk) -> None:
    county.run("week 2017-W45 --all -o papers.xlsx")
    converted([county.folder / "papers.xlsx"], EVERY_SHEET, county.folder)
    rows = county.run("week 2017-W45 --all --format json").rows
    for row in rows:
        for number, expected in ((1, street_rows(row)), (3, department_rows(row))):
            (path,) = county.folder.glob(f"papers-{row['town']}*{number}.csv")
            with path.open(encoding="utf-8", newline="") as file:
                lines = list(csv.reader(file))[3:]
            if number == 1:
                assert [line[:3] + line[4:11] for line in lines] == expected
            else:
                assert [line[:6] for line in lines[:-1]] == expected


@needs_office
@pytest.mark.parametrize("paper", ["week --county", "week --month 2017-10 --all"])
def test_the_countys_and_a_months_papers_open_too(county: Desk, paper: str) -> None:
    county.run(f"{paper} -o paper.docx")
    county.run(f"{paper} -o paper.xlsx")
    county.run(f"{paper} -o paper.html")
    converted([county.folder / "paper.docx"], "pdf", county.folder)
    text = "".join("".join(pages_of(county.folder / "paper.pdf")).split())
    converted([county.folder / "paper.xlsx"], EVERY_SHEET, county.folder)
    sheets = sorted(county.folder.glob("paper-*.csv"))
    tables = tables_in((county.folder / "paper.html").read_text(encoding="utf-8"))
    assert len(sheets) == len(tables)
    held = {tuple(map(tuple, table[1:])) for table in tables}
    for sheet in sheets:
        with sheet.open(encoding="utf-8", newline="") as file:
            lines = tuple(tuple("".join(c.split()) for c in line) for line in csv.reader(file))[3:]
        assert lines in held, sheet.name
    assert all(row[1] in text for table in tables for row in table)


@needs_office
def test_no_name_becomes_a_formula(desk: Desk) -> None:
    """What LibreOffice shows of each cell is the name itself, not what it would come to."""
    named_streets(desk, FORMULAS)
    desk.run("week -o paper.xlsx")
    desk.run("week -o paper.csv")
    converted([desk.folder / "paper.xlsx"], EVERY_SHEET, desk.folder)
    (sheet,) = desk.folder.glob("paper-*.csv")
    with sheet.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))[3:-1]
    assert [line[1] for line in lines] == list(FORMULAS)
    assert [line[2] for line in lines] == list(FORMULAS)
    assert [line[3] for line in lines] == list(FORMULAS)
    assert all(line[4].isdigit() for line in lines)


@needs_office
def test_a_document_of_hostile_names_opens(desk: Desk) -> None:
    named_streets(desk, [name for name in HOSTILE.values() if name and "\ud800" not in name])
    desk.run("week -o paper.docx")
    converted([desk.folder / "paper.docx"], "pdf", desk.folder)
    text = "".join(pages_of(desk.folder / "paper.pdf"))
    assert "<script>" in text
    assert "Error" not in text


@needs_office
def test_a_long_tables_head_stands_on_every_page(desk: Desk) -> None:
    named_streets(desk, [f"第{number}街" for number in range(1, 90)])
    desk.run("week -o paper.docx")
    converted([desk.folder / "paper.docx"], "pdf", desk.folder)
    heads_repeated(pages_of(desk.folder / "paper.pdf"))


def heads_repeated(pages: list[str]) -> None:
    """Every page of table 1, which goes over several, begins with the table's head."""
    bare = ["".join(page.split()) for page in pages]
    first = next(n for n, page in enumerate(bare) if "附表1街长巡查情况统计表" in page)
    table_pages = [page for page in bare[first:] if page.count("未达标") >= 5]
    assert len(table_pages) >= 2
    for page in table_pages:
        assert page.count("委托补录") == 1
        assert page.count("备注") == 1


# ---------------------------------------------------------------- Chromium


@needs_browser
def test_a_page_prints_with_the_papers_figures_and_repeats_its_heads(desk: Desk) -> None:
    named_streets(desk, [f"第{number}街" for number in range(1, 90)])
    desk.run("week -o paper.html")
    pages = pages_of(printed(desk.folder / "paper.html"))
    heads_repeated(pages)
    held = "".join("".join(pages).split())
    for line in json.loads(desk.run("week --format json").out)["rows"][0]["table"]:
        assert line["street"] in held


@needs_browser
@pytest.mark.parametrize("which", ["the sample county", "hostile names"])
def test_a_page_asks_for_nothing(desk: Desk, sample: Path, which: str) -> None:
    if which == "hostile names":
        named_streets(desk, [name for name in HOSTILE.values() if name and "\ud800" not in name])
        desk.run("week -o paper.html")
    else:
        shutil.copy(sample, desk.db)
        desk.now, desk.lang = CLOCK, "zh"
        desk.run("week --all -o paper.html")
    picture = desk.folder / "paper.png"
    asked = asked_for(desk.folder / "paper.html", picture)
    assert picture.stat().st_size > 10_000
    blank = desk.folder / "blank.html"
    blank.write_text("<!DOCTYPE html><title>blank</title>", encoding="utf-8")
    assert asked <= asked_for(blank, desk.folder / "blank.png")


# ---------------------------------------------------------------- a static look

PAGES = {
    "a town": "week 2017-W42 --town 高二乡",
    "every town": "week 2017-W45 --all",
    "a circular": "week 2017-W45 --town 方前镇 --kind circular",
    "the county": "week 2017-W45 --county",
    "a draft": "week this --county",
    "a month": "week --month 2017-10 --town 高二乡",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("paper", PAGES)
def test_a_page_is_accessible(county: Desk, paper: str, lang: str) -> None:
    page = tree(county.run([*PAGES[paper].split(), "--lang", lang, "--format", "html"]).out)
    assert faults(page, lang) == []


def test_a_page_of_hostile_names_is_sound(desk: Desk) -> None:
    names = [name for name in HOSTILE.values() if "\ud800" not in name and name]
    named_streets(desk, names + list(FORMULAS))
    page = tree(desk.run("week --format html").out)
    assert faults(page, "zh") == []
    assert len(list(page.iter(f"{HTML}tr"))) == 2 + len(names) + len(FORMULAS)


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (("<h2>", "<h4>", "</h2>", "</h4>"), "heading"),
        (('scope="col"', 'data-x="col"'), "scope"),
        (("<caption>", "<b>", "</caption>", "</b>"), "caption"),
        (('lang="zh-CN"', 'lang=""'), "language"),
        (("<main>", "<div>", "</main>", "</div>"), "main"),
        (("<p>", '<p><img src="http://a.b/c.png"/></p><p>'), "loads"),
    ],
)
def test_a_fault_would_be_found(county: Desk, broken: tuple[str, ...], fault: str) -> None:
    page = county.run(["week", "--town", "高二乡", "--format", "html"]).out
    for before, after in zip(broken[::2], broken[1::2], strict=True):
        assert before in page
        page = page.replace(before, after)
    assert any(fault in said for said in faults(tree(page), "zh"))


def faults(page: ElementTree.Element, lang: str) -> list[str]:
    """Everything an accessibility checker would call serious, and what would be loaded or run."""
    found = []
    if page.get("lang") != ("zh-CN" if lang == "zh" else "en"):
        found.append("the page does not say its language")
    title = page.find(f"{HTML}head/{HTML}title")
    if title is None or not words(title).strip():
        found.append("the page has no title")
    if len(list(page.iter(f"{HTML}main"))) != 1:
        found.append("the page has not one main part")
    for article in page.iter(f"{HTML}article"):
        levels = [int(e.tag[-1]) for e in article.iter() if e.tag in _HEADINGS]
        if levels[:1] != [1] or levels.count(1) != 1:
            found.append("a paper has not one first heading")
        found += ["a heading is skipped" for a, b in pairwise(levels) if b > a + 1]
        if any(not words(e).strip() for e in article.iter() if e.tag in _HEADINGS):
            found.append("a heading is empty")
    for table in page.iter(f"{HTML}table"):
        caption = table.find(f"{HTML}caption")
        if caption is None or not words(caption).strip():
            found.append("a table has no caption")
        if any(head.get("scope") not in ("col", "row") for head in table.iter(f"{HTML}th")):
            found.append("a header has no scope")
        columns = len(list(table.iterfind(f"{HTML}thead/{HTML}tr/{HTML}th")))
        for row in table.iterfind(f"{HTML}tbody/{HTML}tr"):
            if sum(int(cell.get("colspan", "1")) for cell in row) != columns:
                found.append("a row has not as many cells as the table has headers")
    found += [
        "something loads or runs"
        for e in page.iter()
        if e.tag.removeprefix(HTML) in _ACTIVE
        or any(name in ("src", "href", "style") or name.startswith("on") for name in e.attrib)
    ]
    return found


_HEADINGS = {f"{HTML}h{level}" for level in range(1, 7)}
_ACTIVE = {"script", "iframe", "object", "embed", "link", "form", "img", "base", "a", "svg"}


@pytest.mark.parametrize(
    ("text", "background"), [("#111", "#fff"), ("#a40000", "#fff"), ("#111", "#f0f0f0")]
)
def test_words_can_be_told_from_their_background(text: str, background: str) -> None:
    assert text in STYLE
    assert background in STYLE
    assert contrast(text, background) >= 7
