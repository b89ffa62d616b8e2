"""The weekly paper as it is printed: golden files, its two languages, its typography.

- golden bytes of papers in both languages and every format for people, from the sample county
- a name is a name: whatever a street is called, it makes no heading, no table and no line
- Chinese typography holds in every golden paper; no praise, no blame, no 本周 but in the draft mark

`STREETCHIEF_GOLDEN=write pytest tests/papers` writes the golden files anew.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from streetchief.papers.pages.words import tonnes
from tests.conftest import Desk
from tests.papers.test_opened import named_streets
from tests.sample_county import CLOCK, sample_ledger

GOLDEN = Path(__file__).parent / "golden"
WRITE = os.environ.get("STREETCHIEF_GOLDEN") == "write"

PAPERS = {
    "unmet.zh.txt": "week 2017-W42 --town 高二乡 --lang zh",
    "unmet.en.txt": "week 2017-W42 --town 高二乡 --lang en",
    "nothing-due.zh.txt": "week 2017-W40 --town 高二乡 --lang zh",
    "nothing-due.en.txt": "week 2017-W40 --town 高二乡 --lang en",
    "vacant.zh.txt": "week 2017-W45 --town 冷水镇 --lang zh",
    "vacant.en.txt": "week 2017-W45 --town 冷水镇 --lang en",
    "delegated.zh.txt": "week 2017-W41 --town 玉山镇 --lang zh",
    "handover.zh.txt": "week 2017-W41 --town 高二乡 --lang zh",
    "opened-and-closed.zh.txt": "week 2017-W43 --town 尖山镇 --lang zh",
    "draft.zh.txt": "week 2017-W46 --town 双峰乡 --lang zh",
    "draft.en.txt": "week 2017-W46 --town 双峰乡 --lang en",
    "every-town.zh.txt": "week 2017-W45 --lang zh",
    "county.zh.txt": "week 2017-W45 --county --lang zh",
    "county.en.txt": "week 2017-W45 --county --lang en",
    "county-draft.zh.txt": "week this --county --lang zh",
    "county-draft.en.txt": "week this --county --lang en",
    "circular.zh.txt": "week 2017-W45 --town 方前镇 --kind circular --lang zh",
    "circular.en.txt": "week 2017-W45 --town 方前镇 --kind circular --lang en",
    "month.zh.txt": "week --month 2017-10 --town 高二乡 --lang zh",
    "month.en.txt": "week --month 2017-10 --town 高二乡 --lang en",
    "year.zh.txt": "week --year 2017 --town 新渥镇 --lang zh",
    "year.en.txt": "week --year 2017 --town 新渥镇 --lang en",
    "note.zh.txt": "week 2017-W45 --town 方前镇 --note 请做好迎检准备。 --lang zh",
    "circular.zh.html": "week 2017-W45 --town 方前镇 --kind circular --lang zh --format html",
    "county.zh.json": "week 2017-W45 --county --lang zh --format json",
    "month.zh.json": "week --month 2017-10 --town 高二乡 --lang zh --format json",
    "unmet.zh.md": "week 2017-W45 --town 方前镇 --lang zh --format markdown",
    "unmet.en.md": "week 2017-W45 --town 方前镇 --lang en --format markdown",
    "unmet.zh.html": "week 2017-W45 --town 方前镇 --lang zh --format html",
    "unmet.en.html": "week 2017-W45 --town 方前镇 --lang en --format html",
    "unmet.zh.json": "week 2017-W45 --town 方前镇 --lang zh --format json",
    "unmet.csv": "week 2017-W45 --town 方前镇 --format csv",
}


LATER = {
    "full.zh.txt": "week 2017-W46 --town 尖山镇 --lang zh",
    "full.en.txt": "week 2017-W46 --town 尖山镇 --lang en",
    "full.zh.md": "week 2017-W46 --town 尖山镇 --lang zh --format markdown",
    "full.zh.html": "week 2017-W46 --town 尖山镇 --lang zh --format html",
    "full.zh.json": "week 2017-W46 --town 尖山镇 --lang zh --format json",
    "full-circular.zh.txt": "week 2017-W46 --town 尖山镇 --kind circular --lang zh",
    "full-county.zh.txt": "week 2017-W46 --county --lang zh",
    "full-county.en.txt": "week 2017-W46 --county --lang en",
    "full-county.zh.json": "week 2017-W46 --county --lang zh --format json",
    "full-month.zh.txt": "week --month 2017-11 --town 尖山镇 --lang zh",
    "full-month.en.txt": "week --month 2017-11 --town 尖山镇 --lang en",
    "full-month.zh.json": "week --month 2017-11 --town 尖山镇 --lang zh --format json",
}
"""Papers of later, with problems, clean-ups, and corrections of papers issued before."""

BEFORE = (
    "log 尖山镇 --by 县规划局 --at 2017-11-08T09:00 --kind cleanup --spots 12 --tonnes 2.345",
    "item open 门前堆放杂物，影响行人通行 --category 道乱占 --street 尖山镇/老街 --on 2017-11-02 "
    "--due 2017-11-07 --holder 县规划局",
    "item open 线缆低垂 --category 线乱拉 --street 尖山镇/新街 --on 2017-11-08 --due 2017-11-17",
    "item open 占道经营 --category 道乱占 --street 尖山镇/商贸街 --on 2017-10-30 --due 2017-11-10 "
    "--holder 金景天",
    "week 2017-W45 --all --issue",
    "week 2017-W45 --county --issue",
    "week --month 2017-10 --all --issue",
)
AFTER = (
    "log 尖山镇/乌石街 --by 孔苍耳 --at 2017-11-10T09:00 --minutes 30",
    "log 尖山镇/乌石街 --by 孔苍耳 --at 2017-10-27T09:00 --minutes 30",
    "log 尖山镇 --by 县财政局 --at 2017-11-09T09:00 --kind cleanup --spots 5 --tonnes 1.2",
    "log 尖山镇 --by 县规划局 --at 2017-11-14T09:00 --kind cleanup --spots 3 --tonnes 0.5",
    "item rectify 001 --by 县规划局 --on 2017-11-06",
    "item verify 001 --by 施车前 --on 2017-11-07",
    "item open 垃圾满溢 --category 环境卫生 --street 尖山镇/新街 --on 2017-11-14 --fixed "
    "--by 曹南星",
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_ledger(tmp_path_factory.mktemp("sample") / "panan.db")


@pytest.fixture
def county(desk: Desk, sample: Path) -> Desk:
    shutil.copy(sample, desk.db)
    desk.now, desk.lang = CLOCK, None
    return desk


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_the_golden_one(county: Desk, name: str) -> None:
    same_as_golden(name, county.run(PAPERS[name]).out)


@pytest.mark.parametrize("name", LATER)
def test_a_later_paper_is_the_golden_one(county: Desk, name: str) -> None:
    for now, lines in (("2017-11-13T09:00", BEFORE), ("2017-11-15T09:00", AFTER)):
        county.now = now
        for line in lines:
            county.run(line)
    county.now = "2017-12-04T09:00"
    same_as_golden(name, county.run(LATER[name]).out)


def same_as_golden(name: str, output: str) -> None:
    """Compare with the file of that name; the digest, which the rulebook's text moves, is left out.

    That it is the ledger's own is checked where the paper is parsed.
    """
    path = GOLDEN / name
    output = re.sub(r"\b(?:[0-9a-f]{64}|[0-9a-f]{16})\b", "0123456789abcdef", output)
    if WRITE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.encode())
    assert output == path.read_bytes().decode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_can_make_nothing_but_itself(desk: Desk, lang: str) -> None:
    """The paper of streets with names like marks has the lines of one with plain names."""
    marks = ["## x", "# x", "- x", "[table] x", "[foot] x", "x | y", "{{ 1 }}", "x\n## y", "1. x"]
    shapes = []
    for names in (marks, [f"街{number}" for number in range(len(marks))]):
        desk.db.unlink(missing_ok=True)
        named_streets(desk, names)
        desk.lang = lang
        text = desk.run("week").out
        page = desk.run("week --format html").out
        for name in names:
            assert name.replace("\n", "↵") in text
        shapes.append((len(text.splitlines()), re.findall(r"<(?:h1|h2|p|table|tr)\b", page)))
    assert shapes[0] == shapes[1]


CHINESE = [name for name in (*PAPERS, *LATER) if name.endswith(".zh.txt")]


@pytest.mark.parametrize("name", CHINESE)
def test_chinese_typography(name: str) -> None:
    text = (GOLDEN / name).read_text(encoding="utf-8")
    body = re.split(r"(?m)^附表\d　", text)[0]
    lines = [line for line in body.splitlines() if line.strip()]
    sentences_only = [line for line in lines if "    " not in line]
    for line in sentences_only:
        assert not re.search(r"[\u4e00-\u9fff][,;:!?()][\u4e00-\u9fff]?", line), line
        assert not re.search(r"[\u4e00-\u9fff] +[0-9]|[0-9] +[\u4e00-\u9fff]", line), line
        assert not re.search(r"[。，；：、]{2,}", line), line
        assert not line.endswith((" ", "　", "，", "；")), line
    for word in ("截止", "下周", "失职", "None", "{", "}"):
        assert word not in text
    assert "本周" not in text.replace("草稿·本周未结束", "")


@pytest.mark.parametrize(
    ("kilograms", "printed"),
    [(0, "0.00"), (4, "0.00"), (5, "0.01"), (14, "0.01"), (15, "0.02"), (5300, "5.30"),
     (999_994, "999.99"), (999_995, "1000.00")],
)  # fmt: skip
def test_tonnes_are_rounded_half_up(kilograms: int, printed: str) -> None:
    assert tonnes(kilograms) == printed
