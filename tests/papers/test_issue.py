"""Issuing the weekly paper: numbered and frozen, and what changes afterwards printed as 更正.

- a running week is refused; issuing twice says so and changes nothing; numbers run by town and year
- the issued paper keeps its bytes whatever is recorded later; the next one prints the correction
  with every verdict and rate it turned, and the one after that does not print it again
- sections two and three from items and clean-ups; the office's own words; the circular
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tomllib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from streetchief.cli.ledger import RULEBOOKS
from streetchief.items.records import add_item, add_step
from streetchief.ledger.journal import Stamp, writing
from streetchief.ledger.ledger import open_writer
from streetchief.output.json import schema
from streetchief.papers.rules.report import Report
from streetchief.rulebook.rules.list import Item, Step
from streetchief.rulebook.rules.rulebook import read_list_rules
from streetchief.values.freezing import freeze, thaw
from tests.conftest import Desk
from tests.sample_county import OFFSET, at, day, keys_of, sample_ledger

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


def test_issuing_numbers_the_paper_and_says_the_receipt(county: Desk) -> None:
    ran = county.run("week --issue")
    assert ran.out.splitlines()[1] == "2017年第45周（11月6日—11月12日）　第1期"
    assert "尖山镇2017年第45周已定稿，为第1期" in ran.err
    assert "台账凭证：站点panan，第5号，" in ran.err
    assert "第4号" in ran.out  # the head before its own entry
    county.now = NEXT_MONDAY
    assert "　第2期" in county.run("week --issue").out
    assert "　第1期" in county.run("week --issue --town 安文镇").out
    county.run("verify")
    county.now = "2018-01-08T09:00"
    assert "2018年第1周（1月1日—1月7日）　第1期" in county.run("week --issue").out


def test_issuing_twice_says_so_and_changes_nothing(county: Desk) -> None:
    first = county.run("week --issue")
    again = county.run("week --issue")
    assert again.out == first.out
    assert "此前已定稿，为第1期" in again.err
    assert county.run("history --format json").out.count('"issue"') == 1
    county.run("week --issue --note 补充一句", code=1)


def test_a_running_week_is_not_issued(county: Desk) -> None:
    ran = county.run("week this --issue", code=1)
    assert ran.out == ""
    assert "尚未结束" in ran.err
    county.now = "2017-11-19T23:59"
    county.run("week 2017-W46 --issue", code=1)
    county.now = "2017-11-20T00:00"
    county.run("week 2017-W46 --issue")


def test_an_issued_paper_is_unchanged_and_the_next_prints_the_correction(county: Desk) -> None:
    first = county.run("week --issue").out
    assert "未达标：乌石街（分街长孔苍耳），应巡2次、计入1次。" in first
    county.now = WEDNESDAY
    county.run(LATE)
    assert county.run("week 2017-W45").out == first
    anew = county.run("week 2017-W45 --anew").out
    assert "未达标：无。" in anew
    county.now = NEXT_MONDAY
    second = county.run("week --issue").out
    said = [line for line in second.splitlines() if line.startswith("更正：")]
    assert said == [
        "更正：第45周乌石街计入由1次更正为2次（11月15日补录），该街由未达标更正为达标，"
        "全镇达标率由80.00%更正为100.00%。"
    ]
    assert county.run("week 2017-W45").out == first
    county.now = MONDAY_AFTER
    assert "更正：" not in county.run("week --issue").out


def test_another_kind_of_paper_of_the_same_week_says_what_changed(county: Desk) -> None:
    county.run("week --issue")
    assert "更正：" not in county.run("week --kind circular").out
    county.now = WEDNESDAY
    county.run(LATE)
    assert "更正：第45周乌石街计入由1次更正为2次" in county.run("week --kind circular").out
    assert "更正：第45周乌石街计入由1次更正为2次" in county.run("week --anew").out
    county.run("week --kind circular --issue")
    county.now = NEXT_MONDAY
    assert "更正：" not in county.run("week").out


def test_a_correction_taken_back_is_corrected_again(county: Desk) -> None:
    county.run("week --issue")
    county.now = WEDNESDAY
    number = county.run(f"{LATE} --format json").rows[0]["number"]
    county.now = NEXT_MONDAY
    county.run("week --issue")
    county.run(f"void {number} --why 记错")
    county.now = MONDAY_AFTER
    said = county.run("week --issue").out
    assert (
        "更正：第45周乌石街计入由2次更正为1次（原记录作废），该街由达标更正为未达标，"
        "全镇达标率由100.00%更正为80.00%。"
    ) in said


def test_an_exemption_recorded_later_turns_verdict_and_rate(county: Desk) -> None:
    county.run("week --issue")
    county.now = WEDNESDAY
    county.run(
        "exempt --street 尖山镇/乌石街 --from 2017-11-06 --to 2017-11-12 --reason closure "
        "--approved-by 施车前"
    )
    county.now = NEXT_MONDAY
    said = county.run("week").out
    assert (
        "更正：第45周乌石街应巡由2次更正为0次，该街由未达标更正为免巡，"
        "全镇达标率由80.00%更正为100.00%。"
    ) in said
    rows = county.run("week --format json")
    assert list(Draft202012Validator(schema("week")).iter_errors(rows.json)) == []
    correction = rows.rows[0]["corrections"][0]
    assert correction["week"] == "2017-W45"
    assert (correction["met_rate_before"], correction["met_rate_after"]) == (80.0, 100.0)


def test_an_issue_can_be_undone_and_made_again(county: Desk) -> None:
    county.run("week --issue")
    assert "尖山镇2017年第45周周报第1期定稿" in county.run("history --limit 1").out
    county.run("undo --yes")
    assert "第1期" not in county.run("week").out
    county.run(LATE.replace("11-10", "11-12"))
    assert "未达标：无。" in county.run("week --issue").out
    assert "　第1期" in county.run("week").out


def test_a_note_is_the_offices_own(county: Desk) -> None:
    said = county.run(["week", "--note", "请做好迎检准备。", "--note", "  "]).out
    assert "　　3.请做好迎检准备。\n\n" in said
    county.run(["week", "--note", "\x1b[31m"], code=1)


def test_a_circular_has_its_own_head_and_end(county: Desk) -> None:
    said = county.run("week --kind circular").out
    lines = said.splitlines()
    assert lines[0] == "〔　　　〕　　号"
    assert lines[1] == "尖山镇小城镇环境综合整治办公室关于2017年第45周街长巡查情况的通报"
    assert "有关情况通报如下：" in said
    assert "附件：1.街长巡查情况统计表\n　　　2.部门集中整治情况表\n" in said
    assert "（印章）\n" in said
    assert "附表" not in said
    county.run("week --issue")
    assert "　第" not in county.run("week --kind circular --issue").out.splitlines()[1]
    county.run("week --kind letter", code=2)


def test_clean_ups_of_linked_departments_stand_in_section_three(county: Desk) -> None:
    county.run(
        "log 尖山镇 --by 县规划局 --at 2017-11-08T09:00 --kind cleanup --spots 12 --tonnes 2.345"
    )
    county.run(
        "log 尖山镇 --by 县规划局 --at 2017-11-09T09:00 --kind cleanup --spots 14 --tonnes 2.95"
    )
    said = county.run("week").out
    assert (
        "应开展集中整治的部门2个，已开展1个，共2次，整治重点区域26处，清理垃圾5.30吨。"
        "未开展：县财政局。（详见附表2）"
    ) in said
    assert "县财政局第45周未开展集中整治。" in said
    assert "请县财政局安排第46周集中整治。" in said
    assert "县规划局  尖山镇       1       2              26        5.30" in said


@dataclass(frozen=True, kw_only=True)
class Found:
    """A problem: where, when found, and what became of it."""

    title: str
    category: str
    place: str
    on: str
    number: int
    due: str | None = None
    to: str | None = None
    fixed_by: str | None = None
    void: bool = False


def open_problems(county: Desk, *problems: Found) -> None:
    """Write problems as the list's commands would."""
    rules = read_list_rules(tomllib.loads((RULEBOOKS / "panan.toml").read_text(encoding="utf-8")))
    assert county.now is not None
    utc = at(county.now) - OFFSET
    with (
        closing(open_writer(county.db)) as ledger,
        writing(ledger, Stamp(act="item", actor="clerk", recorded_at=utc)) as entry,
    ):
        places, people = keys_of(entry)
        for found in problems:
            on = day(found.on)
            assert on is not None
            item = add_item(
                entry,
                rules["problem"],
                Item(
                    id=0,
                    list="problem",
                    number=found.number,
                    title=found.title,
                    opened_on=on,
                    category=found.category,
                    place=places[found.place],
                    due_on=day(found.due or ""),
                ),
            )
            if found.to:
                step = Step(id=0, kind="assigned", on=on, holder=people[found.to])
                add_step(entry, rules["problem"], item, step)
            if found.void:
                step = Step(id=0, kind="voided", on=on, note="误报")
                add_step(entry, rules["problem"], item, step)
            if found.fixed_by:
                step = Step(id=0, kind="fixed", on=on, by=people[found.fixed_by])
                add_step(entry, rules["problem"], item, step)


def test_a_void_problem_is_in_no_figure(county: Desk) -> None:
    open_problems(
        county,
        Found(title="线缆低垂", category="loose_wires", place="尖山镇/新街",
              on="2017-11-08", number=1),
        Found(title="误报", category="blocked_road", place="尖山镇/新街",
              on="2017-11-08", number=2, void=True),
    )  # fmt: skip
    said = county.run("week").out
    assert "新发现问题1件，" in said
    assert "按类别：线乱拉1件。" in said
    assert "误报" not in said


def test_problems_stand_in_section_two(county: Desk) -> None:
    """One of the week before, late by now; two new ones, one fixed at once; one of another town."""
    open_problems(
        county,
        Found(title="门前堆放杂物", category="blocked_road", place="尖山镇/老街",
              on="2017-11-02", number=1, due="2017-11-07", to="县规划局"),
        Found(title="线缆低垂", category="loose_wires", place="尖山镇/新街",
              on="2017-11-08", number=2, due="2017-11-20"),
        Found(title="垃圾满溢", category="sanitation", place="尖山镇/新街",
              on="2017-11-08", number=3, fixed_by="曹南星"),
        Found(title="别镇之事", category="sanitation", place="安文镇/横街",
              on="2017-11-08", number=4),
    )  # fmt: skip
    said = county.run("week").out
    assert (
        "新发现问题2件，其中立行立改1件（当场销号），交办0件，待交办1件；"
        "按类别：线乱拉1件、环境卫生1件。"
        "截至11月12日，应销号2件，已销号1件，销号率50.00%，按期销号率50.00%；超期1件；反弹0件。"
        "（详见附表2）"
    ) in said
    assert "较第44周：新发现增加1件，超期增加1件。" in said
    assert "第001号问题超期5天，责任单位县规划局。" in said
    assert "请第001号问题责任单位抓紧整改，整改后申请销号。" in said
    assert "街长巡查和问题整改有关情况" in said
    assert "别镇之事" not in said
    assert "附表3　部门集中整治情况表" in said
    rows = county.run("week --format json")
    assert list(Draft202012Validator(schema("week")).iter_errors(rows.json)) == []
    assert rows.rows[0]["items"]["close_rate"] == 50.0
    first = county.run("week --issue").out
    county.now = WEDNESDAY
    open_problems(
        county,
        Found(title="迟报之事", category="other", place="尖山镇/新街", on="2017-11-09", number=5),
    )
    county.now = NEXT_MONDAY
    assert "较第45周（更正后）：新发现减少3件，" in county.run("week").out
    assert county.run("week 2017-W45").out == first


def test_a_town_without_problems_says_so_once_the_list_is_in_use(county: Desk) -> None:
    assert "问题发现与整改" not in county.run("week").out
    open_problems(
        county,
        Found(title="别镇之事", category="other", place="安文镇/横街", on="2017-11-08", number=1),
    )
    said = county.run("week").out
    assert "新发现问题0件，其中立行立改0件（当场销号），交办0件。" in said
    assert "应销号0件，已销号0件，销号率—，按期销号率—；" in said


def test_what_is_frozen_can_be_thawed(county: Desk) -> None:
    county.run("week --issue --all")
    with sqlite3.connect(county.db) as connection:
        texts = [text for (text,) in connection.execute("SELECT figures FROM bulletin")]
    assert len(texts) == 8
    for text in texts:
        report = thaw(Report, json.loads(text))
        assert json.loads(json.dumps(freeze(report))) == json.loads(text)


def test_an_issued_paper_reads_in_every_format_and_language(county: Desk) -> None:
    county.run("week --issue")
    for form in ("markdown", "html", "json", "csv"):
        assert "乌石街" in county.run(f"week --format {form}").out
    assert "No. 1" in county.run("week --lang en").out
    assert county.run("week --format json").rows[0]["issue"] == 1
