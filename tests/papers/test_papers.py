"""The county's paper, months and years, and papers as DOCX and XLSX.

- the county's figures are the sums of its towns', the worst streets stand first, towns that have
  not issued are named; a month's are the sums of its weeks
- DOCX and XLSX hold the tables' figures, the same bytes each time, and no formula
"""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from streetchief.ledger.journal import Stamp, writing
from streetchief.ledger.ledger import open_writer
from streetchief.output.json import schema
from tests.conftest import Desk
from tests.sample_county import CLOCK, sample_ledger

SUMS = ("streets", "required", "logged", "counted", "due", "met")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_ledger(tmp_path_factory.mktemp("sample") / "panan.db")


@pytest.fixture
def county(desk: Desk, sample: Path) -> Desk:
    shutil.copy(sample, desk.db)
    desk.now, desk.lang = CLOCK, "zh"
    return desk


def valid(document: Any, name: str) -> bool:
    return list(Draft202012Validator(schema(name)).iter_errors(document)) == []


def test_the_countys_figures_are_the_sums_of_its_towns(county: Desk) -> None:
    for week in ("2017-W40", "2017-W43", "2017-W45"):
        towns = county.run(f"week {week} --all --format json").rows
        ran = county.run(f"week {week} --county --format json")
        assert valid(ran.json, "week")
        assert [row["town"] for row in ran.rows] == [row["town"] for row in towns]
        for key in SUMS:
            assert ran.json["county"][key] == sum(row[key] for row in towns)
        paper = county.run(f"week {week} --county").out
        whole = ran.json["county"]
        assert f"应达标{whole['due']}条，达标{whole['met']}条，" in paper
        assert f"{whole['met_rate']:.2f}%" in paper


def test_the_county_names_the_worst_first_and_who_has_not_sent(county: Desk) -> None:
    county.run("week --issue --town 方前镇")
    county.run("week 2017-W44 --issue --town 安文镇")
    paper = county.run("week --county").out
    assert "未报送周报：安文镇、新渥镇、尖山镇、玉山镇、冷水镇、双峰乡、高二乡。" in paper
    assert "　　1.高二乡新街连续10周未达标" in paper
    assert "　　2.方前镇横街连续3周未达标" in paper
    assert "　　3.尖山镇乌石街连续2周未达标" in paper
    assert "总街长应达标7名，达标7名，空缺1名。" in paper
    table = paper.partition("附表1　乡镇街长巡查情况统计表")[2].splitlines()
    assert next(line for line in table if "方前镇" in line).endswith("第1期")
    assert next(line for line in table if "高二乡" in line).split()[-4:] == [
        "0", "0", "达标", "未报送",
    ]  # fmt: skip


def test_what_adds_up_since_the_beginning_stands_in_the_countys_paper(county: Desk) -> None:
    for day, spots, weight in (("2017-10-30", 3, "1.5"), ("2017-11-08", 4, "0.75")):
        county.run(
            f"log 尖山镇 --by 县规划局 --at {day}T09:00 --kind cleanup --spots {spots} "
            f"--tonnes {weight}"
        )
    paper = county.run("week --county").out
    assert "已开展1个，共1次，整治重点区域4处，清理垃圾0.75吨。" in paper
    assert "截至2017年11月12日，累计整治重点区域7处，清理垃圾2.25吨。" in paper


def test_the_countys_paper_is_issued_and_frozen_too(county: Desk) -> None:
    assert county.run("week this --county --issue", code=1).out == ""
    first = county.run("week --county --issue")
    assert "　第1期" in first.out
    assert "磐安县2017年第45周已定稿，为第1期" in first.err
    county.run("week --issue --town 方前镇")
    assert county.run("week --county").out == first.out
    assert "此前已定稿" in county.run("week --county --issue").err
    assert county.run("week --county --anew").out != first.out


def test_a_ledger_without_a_county_has_no_countys_paper(office: Desk) -> None:
    assert office.run("week --county", code=1).out == ""


@pytest.mark.parametrize(
    "words",
    [
        "--county --town 方前镇",
        "--county --month 2017-10",
        "--month 2017-10 --year 2017",
        "2017-W45 --month 2017-10",
        "--month 2017-10 --kind circular",
        "--month 2017-13",
        "--year 二〇一七年",
        "--issue --as-of 2017-11-14",
        "--format docx",
    ],
)
def test_what_does_not_go_together_is_a_wrong_call(county: Desk, words: str) -> None:
    assert county.run(f"week {words}", code=2).out == ""


def test_a_month_is_the_sum_of_its_weeks(county: Desk) -> None:
    ran = county.run("week --month 2017-10 --all --format json")
    assert valid(ran.json, "period")
    assert ran.rows[0]["weeks"] == ["2017-W40", "2017-W41", "2017-W42", "2017-W43"]
    weeks = [county.run(f"week {week} --all --format json").rows for week in ran.rows[0]["weeks"]]
    for row in ran.rows:
        mine = [town for week in weeks for town in week if town["town"] == row["town"]]
        for key in ("required", "counted", "due", "met"):
            assert row[key] == sum(town[key] for town in mine), (row["town"], key)
        for street in row["table"]:
            lines = [
                line
                for town in mine
                for line in town["table"]
                if line["street"] == street["street"]
            ]
            states = [line["state"] for line in lines]
            assert street["weeks_met"] == states.count("met")
            assert street["weeks_due"] == states.count("met") + states.count("unmet")
            assert street["weeks_exempt"] == states.count("exempt")
            assert street["weeks_vacant"] == states.count("vacant")
            assert street["day_count"] == sum(line["day_count"] for line in lines)


def test_a_month_is_printed_issued_and_a_draft_while_it_lasts(county: Desk) -> None:
    october = county.run("week --month 2017-10 --town 高二乡 --issue")
    assert "2017年10月（第40周至第43周，10月2日—10月29日）　第1期" in october.out
    assert "应达标12条次，达标7条次，达标率58.33%；免巡4条次" in october.out
    assert county.run("week --month 10月 --town 高二乡").out == october.out
    assert "草稿·统计期未结束" in county.run("week --month 2017-11 --town 高二乡").out
    county.run("week --month 2017-11 --town 高二乡 --issue", code=1)
    county.run("week --month 2017-12 --town 高二乡", code=1)


def test_a_year_holds_every_week_once(county: Desk) -> None:
    row = county.run("week --year 2017 --town 高二乡 --format json").rows[0]
    assert len(row["weeks"]) == 52
    assert row["weeks_finished"] == 45
    assert row["draft"]
    assert sum(week["due"] for week in row["by_week"]) == row["due"]
    county.now = "2018-01-01T00:00"
    assert not county.run("week --year 2017 --town 高二乡 --format json").rows[0]["draft"]


# ---------------------------------------------------------------- DOCX and XLSX


def test_a_word_document_says_what_the_text_says(county: Desk) -> None:
    from docx import Document

    county.run("week --town 方前镇 -o paper.docx")
    document = Document(str(county.folder / "paper.docx"))
    text = county.run("week --town 方前镇").out
    lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert lines[0] == "方前镇街长制工作周报"
    for line in text.partition("\n附表1　")[0].splitlines()[4:]:
        assert not line.strip() or line.strip() in lines
    table = county.run("week --town 方前镇 --format json").rows[0]["table"]
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[1] for row in cells[1:-1]] == [row["street"] for row in table]
    assert [int(row[6]) for row in cells[1:-1]] == [row["counted"] for row in table]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_the_same_facts_are_the_same_bytes(county: Desk, form: str) -> None:
    contents = []
    for number in range(2):
        county.run(f"week -o {number}.{form}")
        contents.append((county.folder / f"{number}.{form}").read_bytes())
    assert contents[0] == contents[1]
    with zipfile.ZipFile(io.BytesIO(contents[0])) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_a_workbook_holds_numbers_as_numbers(county: Desk) -> None:
    from python_calamine import CalamineWorkbook

    county.run("week --county -o county.xlsx")
    book = CalamineWorkbook.from_path(str(county.folder / "county.xlsx"))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "附表1　乡镇街长巡查情况统计表"
    assert rows[2][1] == "乡镇"
    by_town = {row[1]: row for row in rows[3:]}
    assert by_town["高二乡"][4:10] == [8.0, 6.0, 6.0, 4.0, 3.0, 0.75]
    towns = [row[4] for town, row in by_town.items() if town != "合计"]
    assert by_town["合计"][4] == sum(float(str(figure)) for figure in towns)


def test_no_cell_becomes_a_formula_and_no_name_breaks_a_file(desk: Desk) -> None:
    from docx import Document

    hostile = "=1+1[]:*?/\\'\x1b\ufffe http://a.b <b>"
    desk.run("init --site office")
    ledger = open_writer(desk.db)
    with writing(ledger, Stamp(act="add", actor="t", recorded_at=0)) as entry:
        for number in range(2):
            town = entry.add(
                "place", {"kind": "town", "name": hostile + "长" * 40, "identity": f"t{number}"}
            )
            entry.add(
                "place",
                {"kind": "street", "name": hostile, "identity": f"x{number}", "parent": town},
            )
    ledger.close()
    desk.run("week -o paper.xlsx")
    desk.run("week -o paper.docx")
    assert Document(str(desk.folder / "paper.docx")).tables
    with zipfile.ZipFile(desk.folder / "paper.xlsx") as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 2
        for name in sheets:
            text = archive.read(name).decode()
            assert "<f>" not in text
            assert "<hyperlink" not in text


def test_without_the_extra_it_says_what_to_install(
    county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for form in ("docx", "xlsx"):
        ran = county.run(f"week -o paper.{form}", code=1)
        assert f"streetchief[{form}]" in ran.err
        assert not (county.folder / f"paper.{form}").exists()
    county.run("week --town 方前镇 --issue -o paper.docx", code=1)
    assert "第1期" not in county.run("week --town 方前镇").out
