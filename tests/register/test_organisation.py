"""`org`, `holder check`, `place brand`: the organisation through the program.

- a town as the source describes it leaves nothing to do; each departure is one finding
- findings say what to do, in words that can be typed; --exit-code is for scripts
- the tree: places from the top, vacancies among them, home units and notes beside names
"""

from __future__ import annotations

import shlex

import pytest
from jsonschema import Draft202012Validator

from streetchief.output.json import schema
from tests.conftest import Desk, Ran

TOWN = """
place add 安文街道 --kind town
place add 大皿村 --kind village --town 双峰乡
place add 东片 --kind zone --town 双峰乡
place add --kind street 横街 --town 双峰乡 --opened-on 2026-01-01
place edit --kind street 横街 --zone 东片
holder add 陈书记 --unit 双峰乡党委 --title 党委书记
holder add 王乡长 --unit 双峰乡人民政府 --title 乡长
holder add 李副乡长 --unit 双峰乡人民政府 --title 副乡长
holder add 信小妹 --unit 双峰乡人民政府
holder add 张三 --unit 大皿村村委会 --title 村主任
holder add 赵协管 --unit 县行政执法局
holder add 县领导 --unit 县委 --title 副县长
holder add 驻村干部 --unit 双峰乡人民政府
holder add --kind department 县环保局
holder add --kind department 县农业局
"""
POSTS = """
陈书记 town_leader 双峰乡
王乡长 town_leader 双峰乡
李副乡长 办公室主任 双峰乡
李副乡长 联络员 双峰乡
信小妹 信息员 双峰乡
信小妹 宣传员 双峰乡
王乡长 总街长 双峰乡
张三 分街长 双峰乡/横街
县环保局 共建部门 双峰乡/横街
县农业局 联系部门 双峰乡
县领导 联系县领导 双峰乡
驻村干部 联村干部 大皿村
赵协管 协管员 东片
"""


@pytest.fixture
def town(office: Desk) -> Desk:
    for line in TOWN.strip().splitlines():
        office.run(line)
    for line in POSTS.strip().splitlines():
        office.run(f"appoint {line} --from 2026-01-01")
    return office


def findings(desk: Desk, words: str = "--town 双峰乡") -> list[tuple[str, str, str]]:
    ran = desk.run(f"holder check {words} --format json")
    Draft202012Validator(schema("register-check")).validate(ran.json)
    return [(row["code"], row["role"], row["place"]) for row in ran.rows]


def test_a_town_as_the_source_describes_it(town: Desk) -> None:
    assert findings(town) == []
    assert "as the rulebook expects" in town.run("holder check --town 双峰乡").out
    town.run("holder check --town 双峰乡 --exit-code")


@pytest.mark.parametrize(
    ("act", "said"),
    [
        pytest.param(
            "relieve 张三 分街长 横街 --on 2026-11-20",
            ("vacant", "deputy_chief", "横街"),
            id="a street without a deputy chief",
        ),
        pytest.param(
            "relieve 陈书记 town_leader 双峰乡 --on 2026-11-20",
            ("too_few", "town_leader", "双峰乡"),
            id="one leader instead of two",
        ),
        pytest.param(
            "appoint 驻村干部 信息员 双峰乡 --from 2026-11-01",
            ("too_many", "information_officer", "双峰乡"),
            id="two information officers",
        ),
        pytest.param(
            "appoint 县农业局 共建部门 横街 --from 2026-11-01",
            ("too_many", "partner_department", "横街"),
            id="two departments on one street",
        ),
        pytest.param(
            "holder edit 张三 --unit 县供销社",
            ("not_eligible", "deputy_chief", "横街"),
            id="a deputy chief who is no village cadre",
        ),
        pytest.param(
            "holder edit 陈书记 --title 镇长",
            ("title_missing", "town_leader", "双峰乡"),
            id="two heads and no secretary",
        ),
        pytest.param(
            "holder close 赵协管 --on 2026-11-01",
            ("holder_gone", "auxiliary", "东片"),
            id="a warden who left",
        ),
        pytest.param(
            "place close --kind street 横街 --on 2027-01-01",
            ("place_closed", "deputy_chief", "横街"),
            id="a post beyond the street's life",
        ),
    ],
)
def test_each_departure_is_found_and_told_what_to_do(
    town: Desk, act: str, said: tuple[str, str, str]
) -> None:
    town.run(act)
    assert findings(town)[0] == said
    ran = town.run("holder check --town 双峰乡 --exit-code", code=10)
    assert "streetchief " in ran.out


def test_what_it_says_to_do_can_be_typed(town: Desk) -> None:
    town.run("relieve 张三 分街长 横街 --on 2026-11-20")
    todo = town.run("holder check --town 双峰乡 --format json").rows[0]["todo"]
    words = todo[todo.index("streetchief ") + 12 :].replace("NAME", "张三").replace("DAY", "今天")
    town.run(shlex.split(words))
    assert findings(town) == []


def test_director_and_liaison_in_one_person(town: Desk) -> None:
    town.run("relieve 李副乡长 联络员 双峰乡 --on 2026-11-20")
    row = town.run("holder check --town 双峰乡 --format json").rows[0]
    assert (row["code"], row["role"]) == ("vacant", "liaison")
    town.run("appoint 信小妹 联络员 双峰乡 --from 2026-11-20")
    assert findings(town) == [("not_same_person", "office_director", "双峰乡")]


def test_one_department_one_street_both_ways(town: Desk) -> None:
    town.run("place add --kind street 新街 --town 安文街道 --opened-on 2026-01-01")
    town.run("appoint 县环保局 共建部门 新街 --from 2026-11-01")
    assert ("several_places", "partner_department", "横街") in findings(town)


def test_a_note_is_no_alarm(town: Desk) -> None:
    """Who may be eligible and is not described is to be recorded, not replaced."""
    town.run("holder add 无单位")
    town.run("appoint 无单位 分街长 横街 --from 2026-11-01")
    rows = town.run("holder check --town 双峰乡 --format json --exit-code").rows
    assert [(row["code"], row["severity"]) for row in rows] == [
        ("shared", "note"),
        ("eligibility_unknown", "note"),
    ]


def test_another_day_another_register(town: Desk) -> None:
    town.run("relieve 张三 分街长 横街 --on 2026-11-20")
    assert findings(town, "--town 双峰乡 --on 2026-11-19") == []
    assert ("vacant", "deputy_chief", "横街") in findings(town, "--town 双峰乡 --on 2026-11-20")


def test_other_towns_are_left_out(town: Desk) -> None:
    assert {place for _code, _role, place in findings(town, "")} == {"安文街道"}


@pytest.mark.parametrize(("villages", "lines"), [(3, 3), (4, 1), (9, 1)])
def test_many_vacancies_of_one_role_are_one_line_for_people(
    town: Desk, villages: int, lines: int
) -> None:
    """And never hide the one street without a chief; data keeps a row for each."""
    for number in range(villages):
        town.run(f"place add {number}号村 --kind village --town 双峰乡")
    town.run("relieve 张三 分街长 横街 --on 2026-11-20")
    out = town.run("holder check --town 双峰乡").out
    assert sum("cadre linked" in line for line in out.splitlines()) == lines
    assert "deputy chief at 双峰乡/横街" in out
    assert f"To do: {villages + 1};" in out
    found = findings(town)
    assert [code for code, role, _place in found if role == "village_liaison"] == (
        ["vacant"] * villages
    )


def test_the_tree(town: Desk) -> None:
    town.run("place edit 双峰 --brand 古韵风情")
    town.run("relieve 信小妹 宣传员 双峰乡 --on 2026-11-20")
    ran = town.run("holder posts --town 双峰乡 --format json")
    Draft202012Validator(schema("organisation")).validate(ran.json)
    told = [(row["depth"], row["place"], row["role"], row["holder"]) for row in ran.rows]
    assert told[0] == (0, "双峰乡", "town_leader", "陈书记")
    assert (0, "双峰乡", "publicity_officer", None) in told
    assert (1, "东片", "auxiliary", "赵协管") in told
    assert (2, "横街", "deputy_chief", "张三") in told
    assert (1, "大皿村", "village_liaison", "驻村干部") in told
    assert {row["brand"] for row in ran.rows if row["place"] == "双峰乡"} == {"古韵风情"}
    assert all(row["town"] == "双峰乡" for row in ran.rows)
    filled = town.run("holder posts --town 双峰乡 --filled --format json").rows
    assert None not in {row["holder"] for row in filled}
    assert "古韵风情" in town.run("holder posts --town 双峰乡").out


def test_the_leading_group_with_its_ranks_and_home_units(town: Desk) -> None:
    town.run("place add 磐安县 --kind county")
    town.run("place edit 双峰乡 --parent 磐安县")
    town.run("appoint 县领导 常务副组长 磐安县 --from 2026-01-01")
    town.run("appoint 信小妹 office_secondee 磐安县 --from 2026-01-01 --note 双峰乡人民政府抽调")
    rows = [row for row in town.run("holder posts --format json").rows if row["place"] == "磐安县"]
    said = {row["role"]: (row["holder"], row["unit"], row["note"]) for row in rows}
    assert said["executive_deputy_leader"] == ("县领导", "县委", None)
    assert said["office_secondee"] == ("信小妹", "双峰乡人民政府", "双峰乡人民政府抽调")
    assert said["group_leader"] == (None, None, None)


def test_one_role_everywhere(town: Desk) -> None:
    rows = town.run("holder posts --role 分街长 --format json").rows
    assert [(row["place"], row["holder"]) for row in rows] == [("横街", "张三")]
    assert "no role" in town.run("holder posts --role 河长", code=1).err


def test_a_brand_changes_and_goes(office: Desk) -> None:
    office.run("place edit 双峰乡 --brand 古韵风情")
    office.run("place edit 双峰乡 --brand 古韵双峰")
    rows = [row for row in office.run("place list --format json").rows if row["kind"] == "town"]
    assert [row["brand"] for row in rows] == ["古韵双峰"]
    office.run(["place", "edit", "双峰乡", "--brand", ""])
    assert office.run("place list --kind town --format json").rows[0]["brand"] is None
    assert office.run("place edit 横街 --brand x", code=1).out == ""


def test_in_chinese(town: Desk) -> None:
    town.lang = "zh"
    town.run("relieve 张三 分街长 横街 --on 2026-11-20")
    out: Ran = town.run("holder check --town 双峰乡")
    assert "双峰乡/横街的分街长空缺。" in out.out
    assert "待办1项" in out.out
