"""Mechanisms that live in the register: who is who, by dated posts, and the town's brand.

Each test drives one numbered mechanism of the mission through the command line; the table in
docs/mechanisms.md names them all.
"""

from __future__ import annotations

import pytest

from tests.conftest import Desk
from tests.mechanisms.county import Town, settle


@pytest.fixture
def county(office: Desk) -> Town:
    return settle(office)


BRANDS = [
    ("玉山镇", "古茶场"),
    ("双峰乡", "古韵风情"),
]


def test_m03_one_town_one_brand(county: Town) -> None:
    """一镇一品: each town has its brand, on the register and on the head of its organisation."""
    for town, brand in BRANDS:
        county.run(f"place edit {town} --brand {brand}")
    towns = {row["name"]: row["brand"] for row in county.rows("place list --kind town")}
    assert towns == dict(BRANDS)
    assert "古韵风情" in county.run("holder posts --town 双峰乡")


def test_m12_leading_group_with_its_ranks(county: Town) -> None:
    """组长、常务副组长、副组长: ranked, dated; without a head there is something to do."""
    assert county.findings("group_leader", "磐安县") == ["vacant"]
    county.appoint("陈书记 领导小组组长 磐安县", "周县长 副组长 磐安县")
    county.run("appoint 王乡长 常务副组长 磐安县 --from 2017-03-01")
    assert county.findings("group_leader", "磐安县") == []
    ranks = [
        row["role_name"] for row in county.rows("holder posts --filled") if row["place"] == "磐安县"
    ]
    assert ranks == [
        "head of the leading group",
        "executive deputy head of the leading group",
        "deputy head of the leading group",
    ]
    assert county.held("executive_deputy_leader") == ["王乡长"]
    assert county.rows("holder posts --role 常务副组长 --filled --on 2017-02-28") == []


def test_m13_secondees_with_their_home_unit(county: Town) -> None:
    """抽调人员组建办公室: who was seconded keeps the unit he came from."""
    county.run("appoint 信小妹 整治办抽调人员 磐安县 --from 2017-01-01 --note 抽调")
    row = county.rows("holder posts --role 整治办抽调人员 --filled")[0]
    assert (row["holder"], row["unit"], row["note"]) == ("信小妹", "双峰乡人民政府", "抽调")


def test_m14_two_leaders_of_a_town(county: Town) -> None:
    """书记乡镇长双组长制: exactly two, the Party secretary and the township head."""
    county.appoint("陈书记 乡镇双组长 双峰乡")
    assert county.findings("town_leader") == ["too_few"]
    county.appoint("李副乡长 乡镇双组长 双峰乡")
    assert "not_eligible" in county.findings("town_leader")
    county.run("relieve 李副乡长 乡镇双组长 双峰乡 --on 2017-01-02")
    county.appoint("王乡长 乡镇双组长 双峰乡")
    assert county.findings("town_leader") == []


def test_m15_director_and_liaison_are_one_person(county: Town) -> None:
    """分管城建线班子当办公室主任兼联络员."""
    county.appoint("李副乡长 办公室主任 双峰乡", "信小妹 联络员 双峰乡")
    assert county.findings("office_director") == ["not_same_person"]
    county.run("relieve 信小妹 联络员 双峰乡 --on 2017-01-02")
    county.appoint("李副乡长 联络员 双峰乡")
    assert county.findings("office_director") == []
    assert county.findings("liaison") == []


def test_m16_one_information_and_one_publicity_officer(county: Town) -> None:
    """设立信息员、宣传员各1名: none and two are found, one person may be both."""
    assert county.findings("information_officer") == ["vacant"]
    county.appoint("信小妹 信息员 双峰乡", "信小妹 宣传员 双峰乡")
    assert county.findings("information_officer") == []
    assert county.findings("publicity_officer") == []
    county.appoint("李四 宣传员 双峰乡")
    assert county.findings("publicity_officer") == ["too_many"]


def test_m19_beautiful_courtyard_office(county: Town) -> None:
    """美庭办: an office with members."""
    assert county.findings("courtyard_office_member", "磐安县") == ["vacant"]
    county.appoint("信小妹 美庭办成员 磐安县", "李副乡长 美庭办成员 磐安县")
    assert county.held("courtyard_office_member") == ["信小妹", "李副乡长"]
    assert county.findings("courtyard_office_member", "磐安县") == []


def test_m30_wardens_merge_the_functions_of_several(county: Town) -> None:
    """多员合一: enforcement, traffic and sanitation are functions of an auxiliary warden."""
    county.appoint("赵协管 auxiliary_enforcement 集镇东片")
    assert county.findings("auxiliary", "集镇东片") == ["vacant"]
    county.appoint("赵协管 协管员 集镇东片", "赵协管 auxiliary_traffic 集镇东片")
    assert county.findings("auxiliary", "集镇东片") == []
    assert county.findings("auxiliary_enforcement", "集镇东片") == []
    functions = [
        row["role"] for row in county.rows("holder posts --filled") if row["holder"] == "赵协管"
    ]
    assert functions == ["auxiliary", "auxiliary_enforcement", "auxiliary_traffic"]


def test_m31_groups_on_zones_with_routine_rounds(county: Town) -> None:
    """分组分片: a group with its leader on a zone; rounds are logged, no number is asked."""
    county.appoint("赵协管 协管员 集镇东片", "李四 协管组组长 集镇东片")
    county.run("log 集镇东片 --kind 日常巡查 --by 赵协管")
    assert [row["place"] for row in county.rows("activity list --kind round")] == ["集镇东片"]
    assert county.rows("duty status round") == []
    told = [(row["depth"], row["place"]) for row in county.rows("holder posts --town 双峰乡")]
    assert (1, "集镇东片") in told
    assert (2, "横街") in told


@pytest.mark.parametrize(
    ("holder", "found"),
    [
        pytest.param("王乡长", [], id="the township head"),
        pytest.param("李副乡长", ["not_eligible"], id="a deputy head"),
        pytest.param("赵协管", ["eligibility_unknown"], id="somebody without a title"),
    ],
)
def test_m32_the_township_head_is_the_general_chief(
    county: Town, holder: str, found: list[str]
) -> None:
    """由乡镇长为“总街长”: one in each town; another is accepted and reported."""
    assert county.findings("general_chief") == ["vacant"]
    county.appoint(f"{holder} 总街长 双峰乡")
    assert county.findings("general_chief") == found


def test_m32_a_village_cadre_is_deputy_chief_of_every_street(county: Town) -> None:
    """村两委干部为“分街长”: vacancies, strangers and posts held by two at once are reported."""
    assert county.findings("deputy_chief", "横街") == ["vacant"]
    county.appoint("张三 分街长 横街")
    assert county.findings("deputy_chief", "横街") == []
    county.appoint("李四 分街长 横街")
    assert county.findings("deputy_chief", "横街") == ["shared"]
    county.appoint("信小妹 分街长 中街")
    assert county.findings("deputy_chief", "中街") == ["not_eligible"]
    streets = {row["street"]: row["chiefs"] for row in county.rows("place list --kind street")}
    assert streets == {"横街": ["张三", "李四"], "中街": ["信小妹"]}


def test_m34_one_department_adopts_one_street(county: Town) -> None:
    """一个部门联系一条街道: both ways; warned about, not blocked."""
    county.appoint("县环保局 共建部门 横街")
    assert county.findings("partner_department", "横街") == []
    county.appoint("县环保局 共建部门 中街")
    assert county.findings("partner_department", "横街") == ["several_places"]
    county.run("relieve 县环保局 共建部门 中街 --on 2017-01-02")
    county.appoint("县农业局 共建部门 横街")
    assert county.findings("partner_department", "横街") == ["too_many"]


def test_m41_three_tiers_of_liaison(county: Town) -> None:
    """县领导联系乡镇、部门联系街道、乡镇干部联系村庄."""
    tiers = {
        "leader_liaison": ("周县长", "双峰乡"),
        "partner_department": ("县环保局", "横街"),
        "village_liaison": ("信小妹", "大皿村"),
    }
    for role, (holder, place) in tiers.items():
        assert county.findings(role, place) == ["vacant"]
        county.appoint(f"{holder} {role} {place}")
        assert county.findings(role, place) == []
        assert county.held(role) == [holder]
    assert county.findings("village_liaison", "小皿村") == ["vacant"]
