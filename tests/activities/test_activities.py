"""Other activities than patrols: logged by kind, listed and summed up.

- a kind is one of the rulebook, by identifier or name; its measures are its own
- persons and departments act, others take part; places of every kind
- sums: spots and tonnes, cumulative; one action at several places counts once
- a department's weekly clean-up is judged wherever in its town it was; rounds once a town asks
"""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from streetchief.output.json import schema
from tests.conftest import Desk, Ran


def valid(ran: Ran, name: str) -> Ran:
    Draft202012Validator(schema(name)).validate(ran.json)
    return ran


@pytest.fixture
def town(office: Desk) -> Desk:
    for line in (
        "place add 东片 --kind zone --town 双峰乡",
        "place add 大皿村 --kind village --town 双峰乡",
        "place add --kind street 横街 --town 双峰乡 --opened-on 2026-01-01",
        "place add --kind street 中街 --town 双峰乡 --opened-on 2026-01-01",
        "holder add 李四",
        "holder add 张三 --unit 大皿村村委会",
        "holder add --kind department 县环保局",
        "holder add --kind department 县农业局",
        "appoint 县环保局 联系部门 双峰乡 --from 2026-01-01",
        "appoint 李四 协管员 东片 --from 2026-01-01",
        "appoint 张三 分街长 横街 --from 2026-01-01",
    ):
        office.run(line)
    return office


def standing(desk: Desk, duty: str, words: str = "") -> list[tuple[object, ...]]:
    rows = valid(desk.run(f"duty status {duty} {words} --format json"), "duty-status").rows
    keys = ("place", "holder", "required", "counted", "state")
    return [tuple(row[key] for key in keys) for row in rows]


@pytest.mark.parametrize("kind", ["cleanup", "集中整治", "clean-up", "CLEANUP", "集中"])
def test_a_kind_by_any_of_its_names(town: Desk, kind: str) -> None:
    said = town.run(f"log 双峰乡 --kind {kind} --by 县环保局 --spots 12 --tonnes 5.3").out
    assert "clean-up" in said
    row = valid(town.run("activity list --format json"), "activities").rows[0]
    assert (row["kind"], row["spots"], row["kilograms"]) == ("cleanup", 12, 5300)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param("双峰乡 --kind 打扫 --by 李四", "Known are: ", id="an unknown kind"),
        pytest.param("双峰乡 --kind trainings --by 李四", "training", id="a kind misspelt"),
        pytest.param("双峰乡 --kind training --by 李四 --spots 3", "no key spots", id="spots"),
        pytest.param("双峰乡 --kind review --by 李四 --tonnes 3", "no tonnes", id="tonnes"),
        pytest.param("横街 --by 张三 --spots 3", "no key spots", id="spots of a patrol"),
        pytest.param("横街 --by 县环保局", "No person", id="a department does not patrol"),
        pytest.param("双峰乡 --by 张三", "No street", id="a town is not patrolled"),
        pytest.param(
            "横街 中街 --kind cleanup --by 县环保局 --spots 3",
            "one place",
            id="spots of two places",
        ),
        pytest.param("双峰乡 --kind 培训 --by 李四 --with 无名氏", "No ", id="an unknown guest"),
    ],
)
def test_what_is_refused(town: Desk, words: str, reason: str) -> None:
    assert reason in town.run(f"log {words}", code=1).err
    assert town.run("activity list --format json").rows == []


@pytest.mark.parametrize("place", ["双峰乡", "横街", "大皿村", "东片"])
def test_places_of_every_kind(town: Desk, place: str) -> None:
    town.run(f"log {place} --kind joint_action --by 县农业局 --with 县环保局 --with 李四")
    row = town.run("activity list --format json").rows[0]
    assert (row["place"], row["by"], row["with"]) == (place, "县农业局", ["县环保局", "李四"])


def test_what_is_no_patrol_says_nothing_of_the_patrols(town: Desk) -> None:
    told = {
        line: len(town.run(f"log 横街 {line} --by 张三").out.splitlines())
        for line in ("--kind training", "--kind cleanup --spots 1", "--at 08:00")
    }
    assert told == {"--kind training": 1, "--kind cleanup --spots 1": 1, "--at 08:00": 2}


def test_sums_by_week_are_cumulative(town: Desk) -> None:
    for day, spots, tonnes in (
        ("2026-11-05", 3, "1.25"),
        ("2026-11-11", 4, "0.75"),
        ("今天", 5, 2),
    ):
        town.run(
            f"log 双峰乡 --kind cleanup --by 县环保局 --at {day} --spots {spots} --tonnes {tonnes}"
        )
    ran = town.run("activity list --format json")
    assert ran.json["sums"] == {
        "actions": 3, "places": 1, "people": 1, "spots": 12, "kilograms": 4000
    }  # fmt: skip
    rows = valid(
        town.run("activity figures --group-by week --format json"), "activity-figures"
    ).rows
    assert [(r["group"], r["spots"], r["spots_to_date"], r["kilograms_to_date"]) for r in rows] == [
        ("2026-W45", 3, 3, 1250),
        ("2026-W46", 4, 7, 2000),
        ("2026-W47", 5, 12, 4000),
    ]
    inside = town.run("activity list --from 2026-11-05 --to 2026-11-11 --format json").json
    assert inside["sums"]["spots"] == 7
    assert "12 spots, 4 tonnes" in town.run("activity list").out


@pytest.mark.parametrize(
    ("per", "groups"),
    [
        ("kind", [None]),
        ("town", ["双峰乡"]),
        ("place", ["双峰乡/横街", "双峰乡/中街"]),
        ("holder", ["县环保局", "李四"]),
        ("month", ["2026-11"]),
    ],
)
def test_one_action_at_two_places_counts_once(
    town: Desk, per: str, groups: list[str | None]
) -> None:
    town.run("log 横街 中街 --kind cleanup --by 县环保局 --with 李四")
    rows = valid(
        town.run(f"activity figures --group-by {per} --format json"), "activity-figures"
    ).rows
    assert [row["group"] for row in rows] == groups
    assert {row["actions"] for row in rows} == {1}


def test_narrowing_the_list(town: Desk) -> None:
    town.run("place add 玉山镇 --kind town")
    town.run("log 双峰乡 --kind training --by 张三 --with 李四")
    town.run("log 玉山镇 --kind review --by 张三")
    town.run("log 横街 --by 张三")
    kinds = {
        words: [row["kind"] for row in town.run(f"activity list {words} --format json").rows]
        for words in ("", "--kind 交流讲评", "--by 李四", "--town 玉山镇", "--kind patrol")
    }
    assert kinds == {
        "": ["training", "review"],
        "--kind 交流讲评": ["review"],
        "--by 李四": ["training"],
        "--town 玉山镇": ["review"],
        "--kind patrol": ["patrol"],
    }
    town.run("activity list --from 2026-11-20 --to 2026-11-19", code=2)
    town.run("activity figures --group-by year", code=2)


def test_two_rewards_in_one_minute_are_two(town: Desk) -> None:
    """Of a patrol the same person, street and moment say it all; of a reward they do not."""
    town.run("log 双峰乡 --kind 奖励 --by 张三 --with 李四 --note 流动红旗")
    again = town.run("log 双峰乡 --kind 奖励 --by 张三 --with 李四 --note 流动红旗").out
    assert "Already there" in again
    town.run("log 双峰乡 --kind 奖励 --by 张三 --with 县农业局 --note 流动红旗")
    rows = town.run("activity list --format json").rows
    assert [row["with"] for row in rows] == [["李四"], ["县农业局"]]


def test_a_department_may_be_at_two_places_at_once(town: Desk) -> None:
    town.run("log 横街 --kind cleanup --by 县环保局 --at 09:00 --minutes 60")
    town.run("log 中街 --kind cleanup --by 县环保局 --at 09:15 --minutes 60")
    town.run("log 横街 --kind training --by 李四 --at 08:00 --minutes 60")
    assert (
        "another walk"
        in town.run("log 中街 --kind training --by 李四 --at 08:30 --minutes 60", code=1).err
    )


def test_the_weekly_clean_up_of_a_department(town: Desk) -> None:
    """Once a week at its town: anywhere in it; another department's does not count."""
    assert standing(town, "cleanup") == [("双峰乡", "县环保局", 1, 0, "on_track")]
    town.run("log 双峰乡 --kind cleanup --by 县农业局")
    town.run("log 横街 --kind training --by 县环保局 --at 08:00")
    assert standing(town, "cleanup") == [("双峰乡", "县环保局", 1, 0, "on_track")]
    said = town.run("log 横街 --kind cleanup --by 县环保局 --spots 2 --tonnes 1").out
    assert "this week is met, 1 of 1" in said
    assert standing(town, "cleanup") == [("双峰乡", "县环保局", 1, 1, "met")]
    assert standing(town, "cleanup", "--week last") == [("双峰乡", "县环保局", 1, 0, "unmet")]
    town.run("duty status cleanup --week last --exit-code", code=10)
    town.run("duty status cleanup --exit-code")


def test_a_clean_up_elsewhere_does_not_count(town: Desk) -> None:
    town.run("place add 玉山镇 --kind town")
    town.run("log 玉山镇 --kind cleanup --by 县环保局")
    assert standing(town, "cleanup", "--town 双峰乡") == [("双峰乡", "县环保局", 1, 0, "on_track")]


def test_a_general_chiefs_own_line_counts_every_street(town: Desk) -> None:
    town.run("appoint 张三 总街长 双峰乡 --from 2026-01-01")
    town.run("log 横街 --by 张三 --at 2026-11-18T09:00")
    said = town.run("log 中街 --by 张三 --at 2026-11-19T09:00").out
    assert "As general chief: 2 of 2" in said
    assert standing(town, "general_chief") == [("双峰乡", "张三", 2, 2, "met")]


def test_every_duty_is_listed_with_what_it_asks(town: Desk) -> None:
    rows = valid(town.run("duty list --format json"), "duties").rows
    said = {row["duty"]: (row["per"], row["required"], row["in_force"]) for row in rows}
    assert said == {
        "patrol": ("street", 2, True),
        "general_chief": ("holder", 2, True),
        "cleanup": ("holder", 1, True),
        "round": ("zone", 1, False),
    }
    assert "is called 夜巡" in town.run("duty status 夜巡", code=1).err


def test_all_duties_together(town: Desk) -> None:
    rows = valid(town.run("duty status --format json"), "duty-status").rows
    assert [(row["duty"], row["place"]) for row in rows] == [
        ("patrol", "横街"),
        ("patrol", "中街"),
        ("cleanup", "双峰乡"),
    ]


def test_rounds_have_no_cadence_until_a_town_sets_one(town: Desk) -> None:
    town.run("log 东片 --kind round --by 李四")
    assert standing(town, "round") == []
    assert "Nobody has that duty" in town.run("duty status round").out
    town.run("rulebook set round.active true --from 2026-11-16")
    assert standing(town, "round") == [("东片", None, 1, 1, "met")]
    assert standing(town, "round", "--week last") == []


def test_a_cadence_of_one_town_alone(town: Desk) -> None:
    town.run("rulebook set round.active true --from 2026-11-16 --town 双峰乡")
    said = town.run("log 东片 --kind round --by 李四").out
    assert "this week is met, 1 of 1" in said
    assert standing(town, "round", "--town 双峰乡") == [("东片", None, 1, 1, "met")]
    in_force = {
        words: [row["in_force"] for row in town.run(f"duty list {words} --format json").rows]
        for words in ("", "--town 双峰乡")
    }
    assert in_force == {"": [True, True, True, False], "--town 双峰乡": [True, True, True, True]}
