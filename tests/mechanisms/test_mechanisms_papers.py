"""Mechanisms that hang on the wall or end in a score."""

from __future__ import annotations

import pytest

from tests.conftest import Desk
from tests.mechanisms.county import Town, settle


@pytest.fixture
def county(office: Desk) -> Town:
    town = settle(office)
    town.appoint("张三 分街长 横街", "李四 分街长 中街")
    town.appoint("县环保局 共建部门 横街", "县农业局 共建部门 中街")
    for line in ("横街 --by 张三 --at 2026-11-10", "横街 --by 张三 --at 2026-11-11"):
        town.run(f"log {line}T09:00")
    town.run("log 中街 --by 李四 --at 2026-11-11T09:00")
    return town


@pytest.mark.parametrize(
    ("board", "shows"),
    [
        pytest.param("org", "张三", id="organisation"),
        pytest.param("duties", "总街长", id="duties"),
        pytest.param("rules", "2", id="rules"),
        pytest.param("projects", "横街立面改造", id="projects"),
        pytest.param("contests", "双峰乡", id="contests"),
    ],
)
def test_m17_notice_boards(county: Town, board: str, shows: str) -> None:
    """机构、职责、制度、项目、竞赛等公示牌: made from the register, stale when its facts change."""
    county.desk.lang = "zh"
    county.run("item open 横街立面改造 --list 项目 --category 其他 --place 双峰乡 --set 预算=50万")
    county.run(f"board {board} --town 双峰乡 -o board.html")
    page = (county.desk.folder / "board.html").read_text(encoding="utf-8")
    assert shows in page
    assert "http" not in page.replace("http://www.w3.org/", "")


def test_m17_a_board_is_stale_when_its_facts_changed(county: Town) -> None:
    county.run("board holder posts --town 双峰乡 -o board.html")
    assert county.rows("board stale") == []
    county.run("handover 张三 信小妹 --on 2026-11-20")
    assert len(county.rows("board stale")) == 1


def test_m18_contests(county: Town) -> None:
    """竞赛: streets and towns ranked by the same verdicts, ties shared."""
    rows = county.rows("score list --group-by street --week 2026-W46 --town 双峰乡")
    assert [(row["rank"], row["street"]) for row in rows] == [(1, "横街"), (2, "中街")]
    county.run("log 中街 --by 李四 --at 2026-11-12T09:00")
    rows = county.rows("score list --group-by street --week 2026-W46 --town 双峰乡")
    assert [row["rank"] for row in rows] == [1, 1]
    county.run("board contests --town 双峰乡 -o contests.html")


def test_m21_wall_chart(county: Town) -> None:
    """挂图作战: weeks of the streets and back-scheduled projects on one sheet."""
    county.run("item open 横街立面改造 --list 项目 --category 其他 --place 双峰乡 --due 2026-12-31")
    county.run("item milestone 项目/1 设计=60 施工=30 --due 2026-12-31")
    county.run("board chart --town 双峰乡 -o chart.html")
    page = (county.desk.folder / "chart.html").read_text(encoding="utf-8")
    for word in ("横街", "横街立面改造", "<svg"):
        assert word in page


def test_m35_bundled_assessment(county: Town) -> None:
    """实行捆绑考核: a department shares the result of the street it adopted."""
    rows = {
        row["department"]: row
        for row in county.rows("score list --group-by department --week 2026-W46")
    }
    assert rows["县环保局"]["streets"] == ["双峰乡/横街"]
    assert (rows["县环保局"]["linked_met"], rows["县环保局"]["linked_due"]) == (1, 1)
    assert rows["县农业局"]["linked_met"] == 0
    streets = {row["street"]: row["score"] for row in county.rows("score list --week 2026-W46")}
    assert rows["县环保局"]["linked_score"] == streets["横街"]
    assert rows["县农业局"]["linked_score"] == streets["中街"]


def test_m42_workload_of_each_person(county: Town) -> None:
    """多劳多得: what each did is counted beside how his streets stand."""
    rows = {row["chief"]: row for row in county.rows("score list --group-by chief --week 2026-W46")}
    assert {name: row["patrols"] for name, row in rows.items()} == {"张三": 2, "李四": 1}
    assert rows["张三"]["rank"] == 1
