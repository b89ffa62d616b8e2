"""Papers of another office with another rulebook (河长制), and of duties beside the streets' own.

- the river office's papers speak of reaches, river chiefs and walks in both languages, and never of
  a street, though no code knows those words
- a second weekly duty has its own paragraph, findings and requests; a monthly one stands in the
  paper of the month, which is not issued before that month is over
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from streetchief.output.json import schema
from tests.conftest import Desk
from tests.rulebook.test_second_rulebook import HOLDERS, PLACES, POSTS

RULEBOOK = Path(__file__).parents[1] / "rulebooks" / "hezhang.toml"


@pytest.fixture
def river(desk: Desk) -> Desk:
    """双峰乡 with two reaches, on Friday 20 November 2026; the second reach is behind."""
    desk.run(["init", "--rulebook", str(RULEBOOK), "--site", "rivers"])
    for noun, rows in (("places", PLACES), ("holders", HOLDERS), ("assignments", POSTS)):
        desk.run(["import", noun, "-"], stdin=rows)
    desk.run("log 西溪一段 --by 沈一 --at 2026-11-10T09:00 --minutes 30")
    desk.run("log 西溪二段 --by 沈二 --at 2026-11-11T09:00 --minutes 20")
    for day in ("10-12", "10-20"):
        desk.run(["log", "西溪", "--kind", "督查", "--by", "沈三", "--at", f"2026-{day}T09:00",
                  "--metres", "2000"])  # fmt: skip
    desk.lang = "zh"
    return desk


PAPERS = (
    "week 2026-W46 --all",
    "week 2026-W46 --county",
    "week 2026-W46 --all --kind circular",
    "week this --all",
    "week --month 2026-10 --all",
    "week --year 2026 --all",
)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_river_offices_paper_speaks_of_rivers(river: Desk, paper: str) -> None:
    said = river.run(paper).out
    assert "河长制" in said or "circular" in paper
    assert "河段" in said
    assert "村级河长" in said
    assert not re.search(r"街(?!道）)", said), "a street in a river office's paper"
    english = river.run([*paper.split(), "--lang", "en"]).out
    assert "reach" in english
    assert "street" not in english.lower()
    assert "reachs" not in english
    kind = "period" if "month" in paper or "year" in paper else "week"
    document = river.run([*paper.split(), "--format", "json"]).json
    assert list(Draft202012Validator(schema(kind)).iter_errors(document)) == []


def test_its_weekly_paper_says_what_is_so(river: Desk) -> None:
    said = river.run("week 2026-W46 --all").out
    for sentence in (
        "双峰乡河长制工作周报\n",
        "双峰乡河长制办公室",
        "现将第46周村级河长巡河有关情况汇总如下：",
        "一、巡河情况\n",
        "纳入河长制管理的河段2个，村级河长2名。应巡2次，实巡2次",
        "应达标2个，达标1个，达标率50.00%；免巡0个。",
        "未达标：西溪二段（村级河长沈二），应巡1次、计入0次。",
        "应巡河段中零巡河：无。",
        "村级河长空缺：无。",
        "未计入：西溪二段1次，时长不足。",
        "请西溪二段村级河长说明原因，并落实第47周巡河。",
        "附表：1.村级河长巡河情况统计表\n",
        "计数口径：按自然周、按次计；每周应巡1次、每次不少于30分钟。",
    ):
        assert sentence in said


def test_a_second_weekly_duty_has_its_own_lines(river: Desk) -> None:
    """In the flood season two walks on two days are asked for besides."""
    river.now = "2026-07-20T09:00"
    for day in ("07-06", "07-08"):
        river.run(f"log 西溪一段 --by 沈一 --at 2026-{day}T09:00 --minutes 40")
    said = river.run("week 2026-W28 --all").out
    assert "汛期加密巡河：应达标2个，达标1个，达标率50.00%；未达标：西溪二段" in said
    assert "西溪二段第28周汛期加密巡河未达标（应巡2次、计入0次）。" in said
    assert "请西溪二段落实第29周汛期加密巡河。" in said
    assert "；汛期加密巡河：每天最多计1次、每次不少于30分钟、仅限6、7、8、9月执行。" in said
    rows = {
        (row["duty"], row["place"]): row["state"]
        for row in river.run("duty status flood_season --week 2026-W28 --format json").rows
    }
    (row,) = river.run("week 2026-W28 --all --format json").rows
    assert {(d["duty"], d["place"]): d["state"] for d in row["duties"]} == rows
    first = river.run("week 2026-W28 --all --issue").out
    for day in ("07-06", "07-08"):
        river.run(f"log 西溪二段 --by 沈二 --at 2026-{day}T09:00 --minutes 40")
    river.now = "2026-07-27T09:00"
    assert (
        "第28周西溪二段汛期加密巡河计入由0次更正为2次，由未达标更正为达标"
        in river.run("week 2026-W29 --all").out
    )
    assert river.run("week 2026-W28 --all").out == first


def test_a_monthly_duty_stands_in_the_months_paper(river: Desk) -> None:
    said = river.run("week --month 2026-10 --all").out
    assert "乡级河长巡河按月统计：应达标1次，达标1次，达标率100.00%；应巡2次，计入2次。" in said
    assert re.search(r"乡级河长巡河 +西溪 +月 +1 +1 +100\.00% +2 +2\n", said)
    (row,) = river.run("week --month 2026-10 --all --format json").rows
    (line,) = [line for line in row["duties"] if line["by"] == "month"]
    (found,) = [
        found
        for found in river.run("explain 西溪 --week 2026-10 --format json").rows
        if found["duty"] == "river"
    ]
    assert (line["required"], line["counted"]) == (found["required"], found["counted"])
    running = river.run("week --month 2026-11 --all").out
    assert "草稿·统计期未结束" in running
    assert "进行中：西溪（应巡2次、计入0次，" in running


def test_a_month_with_a_monthly_duty_is_issued_when_the_month_is_over(river: Desk) -> None:
    """The weeks of November 2026 end on Sunday the 29th, the month on Monday the 30th."""
    river.now = "2026-11-30T09:00"
    assert "草稿" in river.run("week --month 2026-11 --all").out
    assert "12-01" in river.run("week --month 2026-11 --all --issue", code=1).err
    river.now = "2026-12-01T09:00"
    said = river.run("week --month 2026-11 --all --issue").out
    assert said.splitlines()[2].endswith("2026年12月1日")
    assert "西溪乡级河长巡河应达标1个月、达标0个月，达标率0.00%。" in said
    assert "请西溪落实乡级河长巡河要求。" in said
    river.run("log 西溪 --kind 督查 --by 沈三 --at 2026-11-24T09:00 --metres 2500")
    river.now = "2027-01-04T09:00"
    assert (
        "更正：2026年11月西溪乡级河长巡河计入由0次更正为1次。"
        in river.run("week --month 2026-12 --all").out
    )


def test_a_round_that_a_town_asks_for_appears(desk: Desk) -> None:
    """The shipped rulebook's wardens' rounds judge zones; they are off until a town asks."""
    desk.lang = "zh"
    desk.run("init --town 双峰乡 --site office")
    for line in (
        "place add --kind street 横街 --town 双峰乡 --opened-on 2026-01-01",
        "place add 东片 --kind zone --parent 双峰乡",
        "holder add 卜一",
        "appoint 卜一 协管员 东片 --from 2026-01-01",
    ):
        desk.run(line)
    assert "日常巡查" not in desk.run("week").out
    desk.run("rulebook set round.active true --from 2026-11-02")
    said = desk.run("week").out
    assert (
        "协管员日常巡查：应达标1个，达标0个，达标率0.00%；未达标：东片（应巡1次、计入0次）" in said
    )
    assert "请东片落实第47周协管员日常巡查。" in said
