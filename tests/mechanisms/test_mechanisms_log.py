"""Mechanisms that live in the log, and the duties and honours that are computed from facts."""

from __future__ import annotations

import pytest

from tests.conftest import Desk
from tests.mechanisms.county import Town, settle


@pytest.fixture
def county(office: Desk) -> Town:
    return settle(office)


def test_m09_training(county: Town) -> None:
    """邀请省市专家、各专项组专家进行授课: who taught, whom, what about."""
    county.run("log 双峰乡 --kind 授课培训 --by 吴专家 --with 王乡长 --with 张三 --note 立面改造")
    row = county.rows("activity list --kind training")[0]
    assert (row["by"], row["with"], row["note"]) == ("吴专家", ["王乡长", "张三"], "立面改造")


def test_m10_peer_review(county: Town) -> None:
    """对近期重点工作和难点问题进行交流讲评."""
    county.run("log 磐安县 --kind 交流讲评 --by 王乡长 --with 县环保局 --note 线乱拉难点")
    row = county.rows("activity list --kind review")[0]
    assert (row["place"], row["with"], row["note"]) == ("磐安县", ["县环保局"], "线乱拉难点")


@pytest.mark.parametrize(
    ("on", "code"),
    [
        pytest.param("2017-02-28", 1, id="the day before"),
        pytest.param("2017-03-01", 0, id="the first day"),
        pytest.param("2017-03-02", 0, id="the day after"),
    ],
)
def test_m22_beautiful_courtyards_from_march_2017(county: Town, on: str, code: int) -> None:
    """从2017年3月份开始美丽庭院创建."""
    county.run("place add 陈家院 --kind courtyard --parent 大皿村")
    county.run(f"honour award 美丽庭院 陈家院 --on {on}", code=code)
    titled = [row["titled"] for row in county.rows("honour list --honour 美丽庭院")]
    assert titled == ([] if code else [True])


def test_m23_ten_beauty_village(county: Town) -> None:
    """十美村: applied for, assessed, awarded."""
    for step, day in (("apply", "2017-04-01"), ("assess", "2017-06-01"), ("award", "2017-07-01")):
        county.run(f"honour {step} 十美村 大皿村 --on {day}")
    row = county.rows("honour list")[0]
    assert (row["place"], row["titled"], row["awarded_on"]) == ("大皿村", True, "2017-07-01")
    coverage = county.rows("honour coverage --honour 十美村")[0]
    assert (coverage["titled"], coverage["total"], coverage["missing"]) == (1, 2, ["双峰乡/小皿村"])


def test_m24_departments_clean_up_their_town_every_week(county: Town) -> None:
    """各部门到联系乡镇每周1次以上: judged per department; spots and tonnes add up."""
    county.appoint("县环保局 联系部门 双峰乡", "县农业局 联系部门 双峰乡")
    county.run("log 横街 --kind 集中整治 --by 县环保局 --at 2026-11-12 --spots 6 --tonnes 2.5")
    county.run("log 双峰乡 --kind 集中整治 --by 县环保局 --at 今天 --spots 4 --tonnes 1.5")
    states = {
        week: {row["holder"]: row["state"] for row in county.rows(f"duty status cleanup {week}")}
        for week in ("--week last", "")
    }
    assert states["--week last"] == {"县环保局": "met", "县农业局": "unmet"}
    assert states[""] == {"县环保局": "met", "县农业局": "on_track"}
    last = county.rows("activity figures --kind cleanup --group-by week")[-1]
    assert (last["spots_to_date"], last["kilograms_to_date"]) == (10, 4000)
    county.run("duty status cleanup --week last --exit-code", code=10)


def test_m27_every_town_a_sanitary_town(county: Town) -> None:
    """市级卫生乡镇全覆盖: titled of all towns."""
    county.run("honour award 市级卫生乡镇 双峰乡 --on 2017-12-01")
    assert [row["rate"] for row in county.rows("honour coverage --honour 市级卫生乡镇")] == [
        "50.00%"
    ]
    county.run("honour award 市级卫生乡镇 玉山镇 --on 2017-12-01")
    assert [row["rate"] for row in county.rows("honour coverage --honour 市级卫生乡镇")] == [
        "100.00%"
    ]


@pytest.mark.parametrize("place", ["双峰乡", "横街"])
def test_m45_departments_help_to_move_things(county: Town, place: str) -> None:
    """部门助动: a joint action names every department that took part."""
    county.run(f"log {place} --kind 联合行动 --by 县环保局 --with 县农业局")
    row = county.rows("activity list --by 县农业局")[0]
    assert (row["kind"], row["by"], row["with"]) == ("joint_action", "县环保局", ["县农业局"])


def test_m33_patrol_duty(county: Town) -> None:
    """原则上每周巡查不少于2次: one is not enough, two are; an approved exemption removes days."""
    county.appoint("张三 分街长 横街", "李四 分街长 中街")
    county.run("log 横街 --by 张三 --at 2026-11-09T09:00")
    county.run("log 横街 --by 张三 --at 2026-11-15T23:59")
    county.run("log 中街 --by 李四 --at 2026-11-10T09:00")
    week = {row["street"]: row for row in county.rows("overdue --week 2026-W46 --all")}
    assert (week["横街"]["state"], week["横街"]["counted"]) == ("met", 2)
    assert (week["中街"]["state"], week["中街"]["required"]) == ("unmet", 2)
    county.run("overdue --week 2026-W46 --exit-code", code=10)
    county.run(
        "exempt --street 中街 --from 2026-11-11 --to 2026-11-14 --reason weather "
        "--approved-by 王乡长"
    )
    week = {row["street"]: row for row in county.rows("overdue --week 2026-W46 --all")}
    assert (week["中街"]["state"], week["中街"]["required"]) == ("met", 1)


def test_m42_rewards_and_penalties_are_recorded(county: Town) -> None:
    """奖优罚劣: who was rewarded or penalised, and for what."""
    county.run("log 双峰乡 --kind 奖励 --by 王乡长 --with 张三 --note 流动红旗")
    county.run("log 双峰乡 --kind 处罚 --by 王乡长 --with 李四 --note 通报")
    rows = county.rows("activity list --town 双峰乡")
    assert [(row["kind"], row["with"], row["note"]) for row in rows] == [
        ("reward", ["张三"], "流动红旗"),
        ("penalty", ["李四"], "通报"),
    ]
    assert [row["kind"] for row in county.rows("activity list --by 张三")] == ["reward"]


def test_m43_on_site_meetings_with_the_reason(county: Town) -> None:
    """对推进有力、特色明显、成效显著的乡镇组织现场推进会."""
    county.run("log 双峰乡 --kind 现场推进会 --by 周县长 --with 陈书记 --note 特色明显")
    row = county.rows("activity list --kind onsite_meeting")[0]
    assert (row["town"], row["note"]) == ("双峰乡", "特色明显")


def test_m50_five_village_titles(county: Town) -> None:
    """森林、庭院、旅游、文明、平安村庄: village by title, each with its coverage."""
    titles = ["森林村庄", "庭院村庄", "旅游村庄", "文明村庄", "平安村庄"]
    for title in titles[:2]:
        county.run(f"honour award {title} 大皿村 --on 2017-09-01")
    coverage = {
        row["honour_name"]: row["rate"]
        for title in titles
        for row in county.rows(f"honour coverage --honour {title}")
    }
    assert sorted(coverage.values()) == ["0.00%", "0.00%", "0.00%", "50.00%", "50.00%"]
    assert len(coverage) == 5
