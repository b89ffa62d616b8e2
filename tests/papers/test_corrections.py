"""What turned after a paper was issued: 更正 for problems, officers, departments, county, months.

- each is printed once, in the next paper of its kind, with every figure, verdict and rate it turned
- the issued paper keeps its bytes; a note on it is refused
- while nothing is recorded late, no paper of a town, of the county or of a month corrects anything
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from streetchief.output.json import schema
from tests.conftest import Desk
from tests.sample_county import CLOCK, WEEKS, sample_ledger

MONDAY, WEDNESDAY, NEXT_MONDAY, MONDAY_AFTER = (
    "2017-11-13T09:00",
    "2017-11-15T09:00",
    "2017-11-20T09:00",
    "2017-11-27T09:00",
)
LATE = "log 尖山镇/乌石街 --by 孔苍耳 --at 2017-11-10T09:00 --minutes 30"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_ledger(tmp_path_factory.mktemp("sample") / "panan.db", town="尖山镇")


@pytest.fixture
def county(desk: Desk, sample: Path) -> Desk:
    """The sample county's ledger on Monday 13 November 2017; its own town is 尖山镇."""
    shutil.copy(sample, desk.db)
    desk.now, desk.lang = MONDAY, "zh"
    return desk


def corrected(paper: str) -> str:
    """The paragraph of corrections, "" when there is none."""
    return "".join(line for line in paper.splitlines() if line.startswith("更正："))


def valid(document: object, name: str = "week") -> bool:
    return list(Draft202012Validator(schema(name)).iter_errors(document)) == []


def test_nothing_recorded_late_is_nothing_corrected(county: Desk) -> None:
    """Every week in turn, on its Monday; the sample's patrols were all recorded before."""
    county.now = CLOCK
    for week in WEEKS[:-1]:
        assert "更正" not in county.run(f"week {week} --all --issue").out
        assert "更正" not in county.run(f"week {week} --county --issue").out
    for month in ("2017-09", "2017-10"):
        assert "更正" not in county.run(f"week --month {month} --all --issue").out


def test_a_problem_closed_late_on_paper_turns_the_rates(county: Desk) -> None:
    """Closed on Friday, written down on Wednesday: in time after all."""
    county.run("item open 门前堆放杂物 --category 道乱占 --street 尖山镇/老街 --on 2017-11-02 "
               "--due 2017-11-10 --holder 县规划局")  # fmt: skip
    county.run("item open 线缆低垂 --category 线乱拉 --street 尖山镇/新街 --on 2017-11-08 "
               "--due 2017-11-20 --holder 县规划局")  # fmt: skip
    first = county.run("week --issue").out
    assert "应销号1件，已销号0件，销号率0.00%，按期销号率0.00%；超期1件；" in first
    county.now = WEDNESDAY
    county.run("item rectify 001 --by 县规划局 --on 2017-11-09")
    county.run("item verify 001 --by 施车前 --on 2017-11-10")
    county.now = NEXT_MONDAY
    said = (
        "更正：第45周已销号由0件更正为1件，销号率由0.00%更正为100.00%，"
        "按期销号率由0.00%更正为100.00%，超期由1件更正为0件。"
    )
    ran = county.run("week --format json")
    assert valid(ran.json)
    (change,) = ran.rows[0]["corrections"]
    assert change["items"]["before"]["close_rate"] == 0
    assert change["items"]["after"]["close_rate"] == 100
    second = county.run("week --issue").out
    assert corrected(second) == said
    assert "较第45周（更正后）：" in second
    assert county.run("week 2017-W45").out == first
    county.now = MONDAY_AFTER
    assert corrected(county.run("week --issue").out) == ""


def test_a_problem_entered_late_and_one_voided(county: Desk) -> None:
    county.run("item open 线缆低垂 --category 线乱拉 --street 尖山镇/新街 --on 2017-11-08")
    county.run("week --issue")
    county.now = WEDNESDAY
    county.run("item open 垃圾满溢 --category 环境卫生 --street 尖山镇/新街 --on 2017-11-07 "
               "--fixed --by 曹南星")  # fmt: skip
    county.now = NEXT_MONDAY
    assert corrected(county.run("week").out) == (
        "更正：第45周新发现问题由1件更正为2件，立行立改由0件更正为1件，应销号由0件更正为1件，"
        "已销号由0件更正为1件，销号率由—更正为100.00%，按期销号率由—更正为100.00%。"
    )
    county.run("week --issue")
    county.now = MONDAY_AFTER
    county.run("item void 001 --why 误报 --on 2017-11-09")
    assert "第45周新发现问题由2件更正为1件" in corrected(county.run("week").out)


def test_an_officers_verdict_is_corrected(county: Desk) -> None:
    first = county.run("week 2017-W39 --town 新渥镇 --issue").out
    assert "总街长应巡2次，实巡1次，未达标。" in first
    rows = county.run("holder posts --format json").rows
    chief = next(r for r in rows if r.get("town") == "新渥镇" and r["role"] == "general_chief")
    county.run(["log", "新渥镇/老街", "--by", chief["holder"], "--at", "2017-09-29T09:00"])
    said = corrected(county.run("week 2017-W40 --town 新渥镇").out)
    assert said.endswith("第39周总街长计入由1次更正为2次，由未达标更正为达标。")
    assert county.run("week 2017-W39 --town 新渥镇").out == first


def test_a_departments_action_entered_late_is_corrected(county: Desk) -> None:
    county.run("week --issue")
    county.now = WEDNESDAY
    county.run("log 尖山镇 --by 县财政局 --at 2017-11-09T09:00 --kind cleanup --spots 5 "
               "--tonnes 1.2")  # fmt: skip
    county.now = NEXT_MONDAY
    assert (
        "Corrections: week 45, 县财政局 clean-up: done 1 instead of 0, key spots 5 instead of 0, "
        "rubbish cleared 1.20 t instead of 0.00 t, verdict done instead of not done."
    ) in county.run("week --lang en").out
    assert corrected(county.run("week --issue").out) == (
        "更正：第45周县财政局集中整治已开展由0次更正为1次，整治重点区域由0处更正为5处，"
        "清理垃圾由0.00吨更正为1.20吨，由未开展更正为已开展。"
    )
    county.now = MONDAY_AFTER
    assert corrected(county.run("week").out) == ""


def test_the_countys_paper_corrects_with_the_town_and_its_own_rate(county: Desk) -> None:
    first = county.run("week --county --issue").out
    county.now = WEDNESDAY
    county.run(LATE)
    county.run("log 尖山镇 --by 县财政局 --at 2017-11-09T09:00 --kind cleanup --spots 5")
    county.now = NEXT_MONDAY
    ran = county.run("week --county --format json")
    assert valid(ran.json)
    assert [c["town"] for c in ran.json["county"]["corrections"][0]["streets"]] == ["尖山镇"]
    second = county.run("week --county --issue").out
    assert corrected(second) == (
        "更正：第45周尖山镇乌石街计入由1次更正为2次（11月15日补录），该街由未达标更正为达标，"
        "全县达标率由92.31%更正为94.87%；"
        "第45周尖山镇县财政局集中整治已开展由0次更正为1次，整治重点区域由0处更正为5处，"
        "由未开展更正为已开展。"
    )
    assert county.run("week 2017-W45 --county").out == first
    county.now = MONDAY_AFTER
    assert corrected(county.run("week --county").out) == ""


def test_a_month_is_corrected_by_the_next_and_only_once(county: Desk) -> None:
    first = county.run("week --month 2017-10 --issue").out
    county.now = WEDNESDAY
    county.run("log 尖山镇/乌石街 --by 孔苍耳 --at 2017-10-27T09:00 --minutes 30")
    county.now = "2017-12-04T09:00"
    ran = county.run("week --month 2017-11 --format json")
    assert valid(ran.json, "period")
    second = county.run("week --month 2017-11 --issue").out
    said = corrected(second)
    assert said.startswith("更正：2017年10月乌石街达标由")
    assert "计入由" in said
    assert "，全镇达标率由" in said
    assert county.run("week --month 2017-10").out == first
    county.now = "2018-01-02T09:00"
    assert corrected(county.run("week --month 2017-12").out) == ""
    before, after = (
        row["met_rate"]
        for row in (
            county.run("week --month 2017-10 --format json").rows
            + county.run("week --month 2017-10 --anew --format json").rows
        )
    )
    assert f"全镇达标率由{before:.2f}%更正为{after:.2f}%" in said


@pytest.mark.parametrize(
    "paper", ["week 2017-W45", "week 2017-W45 --county", "week --month 2017-10", "week --year 2016"]
)
def test_a_note_on_an_issued_paper_is_refused(county: Desk, paper: str) -> None:
    if "2016" in paper:  # the rule is of 2017, and so is the first year
        county.now, paper = "2018-01-02T09:00", "week --year 2017"
    first = county.run(f"{paper} --issue").out
    for words in ("--note 补充一句", "--note 补充一句 --issue"):
        ran = county.run(f"{paper} {words}", code=1)
        assert ran.out == ""
        assert "第1期" in ran.err
    assert county.run(paper).out == first


def test_a_month_speaks_of_officers_too(county: Desk) -> None:
    said = county.run("week --month 2017-09 --town 新渥镇").out
    assert "总街长巡查按周统计：应达标4次，达标3次，达标率75.00%；应巡8次，计入" in said
    assert "应达标4周、达标3周，达标率75.00%。" in said
    assert "附表4　其他职责统计表" in said
