"""Slips and blank forms, printed from the ledger.

- each slip says what the ledger says as of the day of its act, and bears that entry's receipt
- what is blank is what people write by hand; why a person is away is not printed unless asked for
- a printed patrol sheet says how it is typed back in, and doing so works
- a chief's duties of a year are those of the register and the rulebook
- the same facts give the same bytes; hostile names stay text; nothing is loaded by a page
"""

from __future__ import annotations

import html
import re
import zipfile
from xml.etree import ElementTree

import pytest

from tests.conftest import Desk
from tests.furnished import APPROVER, furnish

OPEN = "item open 门前堆放杂物 --category 道乱占 --street 横街 --by 韦知母 --on 2026-11-16"


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    office.run("holder add --kind department 县旅委")
    return office


@pytest.fixture
def item(town: Desk) -> Desk:
    """An item that was assigned on Monday, supervised on Wednesday and put right on Thursday."""
    town.run(f"{OPEN} --note 靠东第三间")
    town.run(
        "item assign 1 --holder 县旅委 --due 2026-11-18 --on 2026-11-16 --note 限期清走"
        " --joint 昌沙参"
    )
    town.run("item supervise 1 --reply-by 2026-11-20 --by 朱川芎 --note 逾期未动 --on 2026-11-19")
    town.run("item rectify 1 --by 昌沙参 --on 2026-11-20 --note 已清走")
    return town


def receipt(desk: Desk, act: str) -> str:
    """The digest of the last entry of an act, as receipts print it."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(desk.db)) as connection:
        rows = connection.execute(
            "SELECT digest FROM journal WHERE act LIKE ? ORDER BY id", (f"%{act}%",)
        ).fetchall()
    return str(rows[-1][0])[:16]


def box(text: str, label: str) -> str:
    """What stands in a box of a slip's text."""
    found = re.search(rf"^{re.escape(label)} +(.*)$", text, re.M)
    assert found, (label, text)
    return found[1]


# ---------------------------------------------------------------- slips about items


def test_an_assignment_slip_says_who_what_where_and_by_when(item: Desk) -> None:
    said = item.run("form assign 1").out
    assert said.startswith("Assignment slip\nNo. 001, 16 November 2026\n")
    assert box(said, "Place") == "双峰乡 横街"
    assert box(said, "What it is") == "门前堆放杂物"
    assert "靠东第三间" in said
    assert box(said, "Answers for it") == "县旅委"
    assert box(said, "Jointly") == "昌沙参"
    assert box(said, "Due by") == "18 November 2026"
    assert box(said, "What is asked") == "限期清走"
    assert set(box(said, "How it was put right")) == {"_"}
    assert "已清走" not in said
    assert receipt(item, "assign") in said


def test_a_supervision_slip_stands_on_its_own_day(item: Desk) -> None:
    said = item.run("form supervise 1").out
    assert "19 November 2026" in said
    assert box(said, "Stands at") == "assigned, overdue by 1 days"
    assert box(said, "Reply by") == "20 November 2026"
    assert box(said, "Why supervised") == "逾期未动"
    assert receipt(item, "supervise") in said


def test_a_close_out_slip_is_blank_until_it_is_verified_and_then_says_by_whom(item: Desk) -> None:
    before = item.run("form close-out 1").out
    assert box(before, "How it was put right") == "已清走"
    assert box(before, "Put right by") == "昌沙参"
    assert set(box(before, "Verification")) == {"_"}
    item.run("item verify 1 --by 朱川芎 --on 2026-11-20 --note 现场属实")
    after = item.run("form close-out 1").out
    assert box(after, "Verification") == "20 November 2026 朱川芎"
    assert "现场属实" in after


def test_a_slip_printed_later_is_the_same(item: Desk) -> None:
    before = [item.run(f"form {kind} 1").out for kind in ("assign", "supervise")]
    item.run("item verify 1 --by 朱川芎 --on 2026-11-20")
    item.run("log 横街 --by 韦知母")
    item.now = "2026-12-31T10:00"
    assert [item.run(f"form {kind} 1").out for kind in ("assign", "supervise")] == before


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [("assign", "item assign"), ("supervise", "item supervise"), ("close-out", "item rectify")],
)
def test_a_slip_of_what_has_not_happened_is_refused_with_what_to_do(
    town: Desk, kind: str, remedy: str
) -> None:
    town.run(OPEN)
    ran = town.run(f"form {kind} 1", code=1)
    assert remedy in ran.err
    assert ran.out == ""


def test_an_item_that_is_not_there_has_no_slip(town: Desk) -> None:
    town.run("form assign 7", code=1)


def test_a_project_shows_its_money_and_dates(town: Desk) -> None:
    town.run(
        "item open 横街立面改造 --list 项目 --category 其他 --street 横街 --by 韦知母 "
        "--holder 县旅委 --set 预算=800000.5 --set 招标日期=2026-12-01 --set 标签=点"
    )
    said = town.run("form assign 项目/1").out
    assert box(said, "Details") == "budget: 800000.5 yuan"
    assert "tender date: 1 December 2026" in said
    assert "tags: point" in said


def test_a_clearance_shows_what_was_found(town: Desk) -> None:
    town.run("place add 大皿村委会 --kind village --parent 双峰乡")
    town.run(
        "item open 大皿村违建房 --category 违建房 --place 大皿村委会 --by 韦知母 --holder 县旅委 "
        "--amount 数量=12 --amount 面积=340.5"
    )
    said = town.run("form assign 四清零/1").out
    assert box(said, "Details") == "number: found 12 places"
    assert "area: found 340.5 m²" in said


# ---------------------------------------------------------------- exemptions


def exemption(desk: Desk, words: str) -> int:
    desk.run(f"exempt {words} --from 2026-11-23 --to 2026-11-25")
    rows = desk.run("absence list --format json").rows
    return int(rows[-1]["number"])


def test_an_exemption_waits_for_its_decision_and_then_says_whose_it_was(town: Desk) -> None:
    number = exemption(town, "--person 韦知母 --reason leave")
    before = town.run(f"form exemption {number}").out
    assert box(before, "Who is exempt") == "韦知母"
    assert box(before, "Posts") == "deputy chief  双峰乡横街"
    assert "23 November to 25 November 2026" in before
    assert box(before, "How many") == "3 days"
    assert set(box(before, "Decision")) == {"_"}
    town.run(f"approve {number} --by {APPROVER}")
    after = town.run(f"form exemption {number}").out
    assert box(after, "Decision") == f"Approved: {APPROVER}"


@pytest.mark.parametrize(
    ("words", "extra", "reason"),
    [
        ("--person 韦知母 --reason sick --note 住院", "", "in the ledger, not printed"),
        ("--person 韦知母 --reason sick --note 住院", "--with-reason", "sick leave"),
        ("--street 横街 --reason closure --note 修路", "", "street closed for works"),
    ],
    ids=["a person", "a person, asked for", "a street"],
)
def test_why_a_person_is_away_is_printed_only_when_asked_for(
    town: Desk, words: str, extra: str, reason: str
) -> None:
    number = exemption(town, f"{words} --approved-by {APPROVER}")
    said = town.run(f"form exemption {number} {extra}").out
    assert box(said, "Reason") == reason
    assert "住院" not in said
    assert "修路" not in said


def test_a_revoked_exemption_has_no_slip(town: Desk) -> None:
    number = exemption(town, "--person 韦知母 --reason leave")
    town.run(f"absence revoke {number} --why 改期")
    assert "absence list" in town.run(f"form exemption {number}", code=1).err


# ---------------------------------------------------------------- formats


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_html_is_one_page_that_loads_nothing_and_says_what_the_text_says(
    item: Desk, lang: str
) -> None:
    item.lang = lang
    page = item.run("form supervise 1 --format html").out
    assert not re.search(r"(?:src|href)=|<script|@import|url\(", page)
    body = page.partition("<body")[2]
    words = html.unescape(re.sub(r"<[^>]+>", "\n", body))
    for line in item.run("form supervise 1").out.splitlines():
        for word in line.split("  "):
            if word.strip("_ "):
                assert word.strip() in words, word
    ElementTree.fromstring(page.replace("<!DOCTYPE html>", ""))


def test_docx_holds_the_same_boxes_and_the_same_bytes(item: Desk) -> None:
    for name in ("one.docx", "two.docx"):
        item.run(f"form assign 1 -o {name}")
    first = (item.folder / "one.docx").read_bytes()
    assert first == (item.folder / "two.docx").read_bytes()
    with zipfile.ZipFile(item.folder / "one.docx") as archive:
        text = re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())
    for word in ("Assignment slip", "门前堆放杂物", "县旅委", "18 November 2026"):
        assert word in text


@pytest.mark.parametrize(
    "words",
    [
        "form assign 1 --format xlsx",
        "form assign 1 --format docx",
        "form",
        "form patrols --duty 韦知母",
        "form patrols --format docx",
        "form duties 韦知母 --year 1",
    ],
)
def test_a_wrong_call_is_a_wrong_call(item: Desk, words: str) -> None:
    assert item.run(words, code=2).out == ""


HOSTILE = "[/红星路]<script>alert(1)</script>&amp;\"'=1+1"


def test_hostile_words_stay_words(town: Desk) -> None:
    town.run(
        ["item", "open", HOSTILE, "--category", "道乱占", "--street", "横街", "--by", "韦知母"]
    )
    town.run("item assign 1 --holder 县旅委")
    assert HOSTILE in town.run("form assign 1").out
    page = town.run("form assign 1 --format html").out
    assert "<script" not in page
    assert html.escape(HOSTILE, quote=False) in html.unescape(page) or HOSTILE in html.unescape(
        page
    )


# ---------------------------------------------------------------- the patrol sheet


def test_a_sheet_has_every_street_with_its_chief_and_days(town: Desk) -> None:
    town.run("place close --kind street 后街 --on 2026-11-19")
    town.run(
        f"exempt --street 中街 --from 2026-11-16 --to 2026-11-17 --reason closure "
        f"--approved-by {APPROVER}"
    )
    page = town.run("form patrols").out
    root = ElementTree.fromstring(page.replace("<!DOCTYPE html>", ""))
    space = {"x": "http://www.w3.org/1999/xhtml"}
    rows = {}
    for row in root.findall(".//x:table[@class='sheet']/x:tbody/x:tr", space):
        cells = ["".join(cell.itertext()) for cell in row]
        rows[cells[0]] = cells[1:]
    assert rows == {
        "横街": ["韦知母", "", "", "", "", "", "", "", "/2", ""],
        "中街": ["昌沙参", "exempt", "exempt", "", "", "", "", "", "/2", ""],
        "后街": ["柏紫菀", "", "", "", "closed", "closed", "closed", "closed", "/1", ""],
    }
    assert "2026-W47" in page
    assert "A4 landscape" in page


def test_what_the_sheet_shows_is_how_it_is_typed(town: Desk) -> None:
    """The lines printed below the table are taken from it and typed in, one week later."""
    page = town.run("form patrols --week 2026-W46").out
    typed = html.unescape(re.search(r'class="typed">(.*?)</div>', page, re.S)[1])  # type: ignore[index]
    ran = town.run("log --sheet - --town 双峰乡 --format json", stdin=typed.replace("<br/>", "\n"))
    assert [(row["street"], row["person"], row["started_at"]) for row in ran.rows] == [
        ("横街", "韦知母", "2026-11-09T08:30"),
        ("横街", "韦知母", "2026-11-12T15:00"),
    ]


def test_a_name_with_a_blank_is_printed_as_it_must_be_typed(office: Desk) -> None:
    office.run(["place", "add", "--kind", "street", "Main Street", "--opened-on", "2026-01-01"])
    office.run(["holder", "add", "John Doe"])
    office.run(["appoint", "John Doe", "deputy_chief", "Main Street", "--from", "2026-01-01"])
    page = office.run("form patrols --week 2026-W46").out
    typed = html.unescape(re.search(r'class="typed">(.*?)</div>', page, re.S)[1])  # type: ignore[index]
    assert '"Main Street" "John Doe"' in typed
    assert len(office.run("log --sheet -", stdin=typed.replace("<br/>", "\n")).out) > 0


def test_every_town_has_a_sheet_of_its_own(town: Desk) -> None:
    town.run("place add 尖山镇 --kind town")
    town.run("place add --kind street 新街 --town 尖山镇 --opened-on 2026-01-01")
    page = town.run("form patrols --all").out
    assert page.count("<h1>") == 2
    assert "尖山镇" in page
    assert "尖山镇" not in town.run("form patrols").out


def test_a_week_without_streets_has_no_sheet(office: Desk) -> None:
    office.run("form patrols", code=1)


# ---------------------------------------------------------------- the duties of a year


def test_the_duties_of_a_year_are_those_of_the_register_and_the_rulebook(town: Desk) -> None:
    town.run("handover 韦知母 昌沙参 --on 2026-07-01")
    said = town.run("form duties 韦知母 --year 2026").out
    assert "Duties of the year 2026" in said
    assert "1 January 2026 to 30 June 2026" in said
    assert "no fewer than 2" in said
    both = town.run("form duties 昌沙参 --year 2026").out
    assert "横街: 1 July 2026 to 31 December 2026" in both
    assert "中街: 1 January 2026 to 31 December 2026" in both


def test_nobody_signs_for_a_year_without_a_post(town: Desk) -> None:
    ran = town.run("form duties 韦知母 --year 2010", code=1)
    assert "no post in 2010" in ran.err
    assert town.run(f"form duties {APPROVER}", code=1).out == ""
