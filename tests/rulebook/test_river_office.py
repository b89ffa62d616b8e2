"""Another office with another rulebook: river chiefs (河长制) on reaches instead of streets.

- posts, honours with grades, activities with other measures and the duty are all its rulebook's
- its own kinds of places go by identifier or name, and a slip of the pen is none
"""

from __future__ import annotations

import pytest

from tests.conftest import Desk

RULEBOOK = """
name = "river"
zh = "河长制"
en = "river chiefs"
since = 2017-01-01

[zone]
name = "Asia/Shanghai"

[place_kinds.reach]
zh = "河段"
en = "reach"

[roles.river_chief]
zh = "河长"
en = "river chief"
place = "reach"
exactly = 1
one_place = true

[kinds.patrol]
zh = "巡河"
en = "river walk"

[kinds.netting]
zh = "捕捞"
en = "netting"
measures = ["kilograms"]

[honours.clear_reach]
zh = "清洁河段"
en = "clear reach"
place_kinds = ["reach"]
grades.one = { zh = "一星", en = "one star" }
grades.two = { zh = "二星", en = "two stars" }

[duties.netting]
zh = "捕捞"
en = "netting"
role = "river_chief"
per = "reach"
kinds = ["netting"]
period = "month"
required = 1
"""


@pytest.fixture
def river(desk: Desk) -> Desk:
    desk.write("river.toml", RULEBOOK)
    for line in (
        "init --town 双峰乡 --rulebook river.toml",
        "place add 上游段 --kind reach --parent 双峰乡",
        "place add 下游段 --kind 河段 --parent 双峰乡",
        "holder add 张三",
        "appoint 张三 河长 上游段 --from 2017-01-01",
    ):
        desk.run(line)
    return desk


def test_posts_of_its_own(river: Desk) -> None:
    rows = river.run("holder check --format json").rows
    assert [(row["code"], row["place"]) for row in rows] == [("vacant", "下游段")]
    river.run("appoint 张三 river_chief 下游段 --from 2017-01-01")
    rows = river.run("holder check --format json").rows
    assert [row["code"] for row in rows] == ["several_places"]
    river.lang = "zh"
    assert "上游段（河段）" in river.run("holder posts").out


def test_kinds_of_places_of_its_own(river: Desk) -> None:
    ran = river.run("place add 中游段 --kind reaches --parent 双峰乡", code=2)
    assert "河段 (reach)" in ran.err
    names = [row["name"] for row in river.run("place list --kind 河段 --format json").rows]
    assert names == ["上游段", "下游段"]


def test_honours_with_grades(river: Desk) -> None:
    """A higher grade may follow a lower one; the other way round it is held already."""
    assert "which grade" in river.run("honour award 清洁河段 上游段", code=1).err
    river.run("honour award 清洁河段 上游段 --grade 一星 --on 2018-01-01")
    river.run("honour apply 清洁河段 上游段 --grade 二星 --on 2018-06-01")
    row = river.run("honour list --format json").rows[0]
    assert (row["stage"], row["titled"], row["grade"]) == ("applied", True, "one")
    river.run("honour award 清洁河段 上游段 --grade two --on 2019-01-01")
    assert "since 2019-01-01" in river.run("honour award 清洁河段 上游段 --grade 一星", code=1).err
    row = river.run("honour coverage --format json").rows[0]
    assert (row["kind_name"], row["rate"], row["missing"]) == (
        "reach",
        "50.00%",
        ["双峰乡/下游段"],
    )


def test_a_monthly_duty_with_its_own_measure(river: Desk) -> None:
    assert "no key spots" in river.run("log 上游段 --kind 捕捞 --by 张三 --spots 1", code=1).err
    river.run("log 上游段 --kind 捕捞 --by 张三 --tonnes 0.02 --at 2026-11-02")
    rows = river.run("duty status netting --format json").rows
    assert [(row["place"], row["period"], row["counted"], row["state"]) for row in rows] == [
        ("上游段", "2026-11", 1, "met"),
        ("下游段", "2026-11", 0, "vacant"),
    ]
    last = river.run("duty status netting --week 2026-W42 --format json").rows
    assert [(row["period"], row["state"]) for row in last] == [
        ("2026-10", "unmet"),
        ("2026-10", "vacant"),
    ]
    assert river.run("activity figures --format json").rows[0]["kilograms"] == 20
