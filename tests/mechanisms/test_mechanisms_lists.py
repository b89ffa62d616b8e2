"""Mechanisms that live in lists: documents, problems, clearances, projects, requests."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Desk
from tests.mechanisms.county import Town, settle


@pytest.fixture
def county(office: Desk) -> Town:
    return settle(office)


def documents(county: Town) -> dict[str, str]:
    """Enter the documents the rulebook names; return each with its category."""
    county.run("item documents")
    rows = county.rows("item list --list 政策文件 --state all")
    return {row["title"]: row["category"] for row in rows}


def project(county: Town, *fields: str) -> dict[str, Any]:
    """Open a project with fields; return it as `item show` does."""
    said = [word for field in fields for word in ("--set", field)]
    opened = "item open 横街立面改造 --list 项目 --category 其他 --place 双峰乡"
    county.run([*opened.split(), *said])
    return shown(county, "项目/1")


def shown(county: Town, item: str) -> dict[str, Any]:
    story: dict[str, Any] = county.desk.run(f"item show {item} --format json").json
    return story


# Policy documents: a paper cites them, the source dates none of them


def test_m01_the_provinces_aim(county: Town) -> None:
    """三个决不带入."""
    assert documents(county)["“三个决不带入”"] == "aim"


def test_m02_the_countys_aim(county: Town) -> None:
    """全面整治、全域美丽."""
    assert documents(county)["“全面整治、全域美丽”"] == "aim"


def test_m04_rules_for_project_funds(county: Town) -> None:
    """项目资金管理办法: on file, undated until the town gives its date and number."""
    assert documents(county)["《磐安县小城镇环境综合整治项目资金管理办法》"] == "measure"
    assert shown(county, "政策文件/3")["fields"] == {}
    county.run("item set 政策文件/3 印发日期=2017-05-10 文号=磐政办2017-1")
    assert shown(county, "政策文件/3")["fields"]["issued_on"] == "2017-05-10"


def test_m05_rules_for_tenders(county: Town) -> None:
    """招标管理办法."""
    assert documents(county)["《磐安县小城镇环境综合整治项目招标管理办法》"] == "measure"


def test_m06_opinion_on_long_term_upkeep(county: Town) -> None:
    """长效管理实施意见: on file, and the basis of the weekly paper."""
    title = "《磐安县小城镇环境长效管理实施意见》"
    assert documents(county)[title] == "opinion"
    county.desk.lang = "zh"
    assert title in county.run("week")


def test_m49_three_year_plan(county: Town) -> None:
    """乡村振兴三年计划."""
    assert documents(county)["磐安县乡村振兴三年计划"] == "plan"


# Projects


def test_m07_fiscal_funds_of_a_project(county: Town) -> None:
    """积极协调财政资金保障: budget, what is funded, what is missing."""
    story = project(county, "预算=80万", "财政资金=50万")
    assert (story["budget"], story["funding"]) == ("800000", {"funding_fiscal": "500000"})
    assert story["funding_gap"] == "300000"


@pytest.mark.parametrize(
    ("budget", "tender_on", "route"),
    [
        pytest.param("500000", "2017-10-01", "town", id="exactly the first limit"),
        pytest.param("500000.01", "2017-10-01", "county", id="one fen above the first limit"),
        pytest.param("100万", "2017-12-31", "county", id="the day before the limit was raised"),
        pytest.param("100万", "2018-01-01", "town", id="the day the limit was raised"),
        pytest.param("1000000.01", "2018-01-01", "county", id="one fen above the raised limit"),
    ],
)
def test_m08_self_tender_ceiling(county: Town, budget: str, tender_on: str, route: str) -> None:
    """将乡镇自主招投标限额从50万提高到100万: the limit of the tender's own date decides."""
    assert project(county, f"预算={budget}", f"招标日期={tender_on}")["tender_route"] == "unknown"
    county.run("rulebook limit 乡镇自主招投标限额 50万 --from 2017-01-01")
    county.run("rulebook limit 乡镇自主招投标限额 100万 --from 2018-01-01")
    assert [row["tender_route"] for row in county.rows("item figures --group-by project")] == [
        route
    ]


def test_m21_problems_become_projects_scheduled_back_from_the_end(county: Town) -> None:
    """问题项目化、项目清单化 … 倒排时间挂图作战."""
    county.run("item open 立面破损 --category 其他 --list 问题 --street 横街")
    county.run(
        "item open 横街立面改造 --list 项目 --category 问题转化 --place 双峰乡 --grown-from 1 "
        "--due 2026-12-31"
    )
    county.run("item milestone 项目/1 设计=60 施工=30 --due 2026-12-31")
    story = shown(county, "项目/1")
    assert story["item"]["stage"] == "prearranged"
    assert story["grown_from"] == "001"
    assert [(m["name"], m["starts_on"], m["ends_on"]) for m in story["milestones"]] == [
        ("设计", "2026-10-03", "2026-12-01"),
        ("施工", "2026-12-02", "2026-12-31"),
    ]


def test_m37_why_a_project_is_blocked(county: Town) -> None:
    """项目不等资金、开工不等计划、部门配合不等动员: what it waits for is on record."""
    for said, meant in (("等资金", "funds"), ("等计划", "plan"), ("等动员", "mobilisation")):
        if said == "等资金":
            project(county, f"受阻原因={said}")
        else:
            county.run(f"item set 项目/1 受阻原因={said}")
        assert county.rows("item figures --group-by project")[0]["blocked_by"] == meant
    county.run(["item", "set", "项目/1", "受阻原因="])
    assert county.rows("item figures --group-by project")[0]["blocked_by"] is None


def test_m38_benchmark_town(county: Town) -> None:
    """拉高标杆、对标样榜."""
    assert project(county, "对标乡镇=玉山镇")["fields"]["benchmark"] == "玉山镇"
    assert "is called" in county.run("item set 项目/1 对标乡镇=无名镇", code=1)


def test_m39_crowd_pooled_and_borrowed_funds(county: Town) -> None:
    """自动发起资金众筹、资金不靠自己靠统筹、敢于合理负债: funding by source adds up."""
    story = project(county, "预算=60万", "众筹=10万", "统筹=20万", "负债=30万")
    assert story["funding"] == {
        "funding_crowd": "100000",
        "funding_pooled": "200000",
        "funding_debt": "300000",
    }
    assert story["funding_gap"] == "0"


def tags(county: Town, *said: str) -> list[str]:
    """Tag a project; return the identifiers of its tags."""
    found: list[str] = project(county, "标签=" + "、".join(said))["fields"]["tags"]
    return found


def test_m46_tourism(county: Town) -> None:
    """全域旅游."""
    assert tags(county, "全域旅游") == ["tourism"]


def test_m47_point_line_and_area(county: Town) -> None:
    """“点、线、面”: several tags on one project, and more to come (等)."""
    assert tags(county, "点", "线", "面") == ["point", "line", "area"]
    county.run("item set 项目/1 标签=点、古道")
    assert shown(county, "项目/1")["fields"]["tags"] == ["point", "古道"]


def test_m48_renewal_of_a_quarter(county: Town) -> None:
    """大皿历史街区."""
    assert tags(county, "街区改造") == ["renewal"]


def test_m51_three_beauties(county: Town) -> None:
    """美丽乡村、美丽经济、美丽生活."""
    assert tags(county, "美丽乡村", "美丽经济", "美丽生活") == [
        "beautiful_countryside",
        "beautiful_economy",
        "beautiful_life",
    ]


# Requests, supervision, news


def test_m11_experts_on_demand(county: Town) -> None:
    """组建专家服务团，采取点单式服务: a roster; a request is closed by the expert's visit."""
    county.appoint("吴专家 专家服务团成员 磐安县")
    assert county.held("expert") == ["吴专家"]
    county.run("item open 白蚁防治 --list 专家点单 --category 技术难题 --place 双峰乡 --by 王乡长")
    county.run("item assign 专家点单/1 --holder 吴专家")
    assert shown(county, "专家点单/1")["item"]["standing"] == "open"
    county.run("item rectify 专家点单/1 --by 吴专家 --note 现场指导")
    assert shown(county, "专家点单/1")["item"]["standing"] == "closed"


def test_m44_an_inspectors_finding_is_supervised(county: Town) -> None:
    """督查促动: 督办 with a reply date; a late reply shows, an answer ends it."""
    county.appoint("周县长 督查员 双峰乡")
    county.run("log 双峰乡 --kind 督查 --by 周县长 --note 线乱拉未整改")
    county.run("item open 线乱拉未整改 --category 线乱拉 --street 横街 --by 周县长 --on 2026-11-10")
    county.run("item assign 1 --holder 张三 --on 2026-11-10")
    county.run("item supervise 1 --reply-by 2026-11-18 --by 周县长 --on 2026-11-11")
    row = county.rows("item list --state supervised")[0]
    assert (row["reply_by"], row["reply_overdue_days"]) == ("2026-11-18", 2)
    county.run("item reply 1 --note 已约电信公司 --by 张三")
    assert shown(county, "1")["item"]["replied_on"] == "2026-11-20"


def test_m44_the_list_of_supervision_asks_for_a_date_and_a_reply(county: Town) -> None:
    opened = "item open 专项督查 --list 督办 --category 督查发现 --place 双峰乡 --by 周县长"
    county.run(opened, code=1)
    county.run(f"{opened} --due 2026-11-30")
    county.run("item assign 督办/1 --holder 王乡长")
    county.run("item rectify 督办/1 --by 王乡长", code=1)
    county.run("item rectify 督办/1 --by 王乡长 --note 已整改")
    county.run("item verify 督办/1 --by 周县长")
    assert shown(county, "督办/1")["item"]["standing"] == "closed"


def test_m52_news_to_the_province(county: Town) -> None:
    """省整治办推荐: submitted, adopted."""
    county.run("item open 双峰经验 --list 信息报送 --category 信息 --by 信小妹")
    assert shown(county, "信息报送/1")["item"]["stage"] == "submitted"
    county.run("item advance 信息报送/1 --set 采用单位=省整治办")
    story = shown(county, "信息报送/1")
    assert (story["item"]["stage"], story["item"]["standing"]) == ("adopted", "closed")
    assert story["fields"]["adopted_by"] == "省整治办"


# Problems and clearances


@pytest.mark.parametrize("category", ["违建房", "危旧房", "附房", "一户多宅"])
def test_m20_four_clearances_to_zero(county: Town, category: str) -> None:
    """绝不留一处、绝不留一平方米: zero only when the number and the area both are."""
    county.run(
        f"item open {category}拆除 --list 四清零 --category {category} --place 大皿村 "
        "--amount 数量=2 --amount 面积=120.5"
    )
    county.run("item assign 四清零/1 --holder 张三")
    county.run("item rectify 四清零/1 --by 张三 --amount 数量=2 --amount 面积=120.49")
    assert "not zero" in county.run("item verify 四清零/1 --by 李四", code=1)
    county.run("item measure 四清零/1 面积=0.01 --cleared --by 张三")
    county.run("item verify 四清零/1 --by 李四")
    states = {
        row["category"]: row["state"]
        for row in county.rows("item figures --group-by clearance --place 大皿村")
    }
    assert sorted(states.values()).count("zero") == 1


def test_m20_clearances_are_of_villages(county: Town) -> None:
    county.run("item open 拆除 --list 四清零 --category 附房 --street 横街 --amount 数量=1", code=1)


def test_m40_how_a_cleared_household_was_rehoused(county: Town) -> None:
    """立多种渠道安置、集约集聚的新理念."""
    county.run(
        "item open 危房拆除 --list 四清零 --category 危旧房 --place 大皿村 --amount 数量=1 "
        "--amount 面积=80"
    )
    county.run("item set 四清零/1 安置渠道=公寓安置 安置地点=小皿村")
    fields = shown(county, "四清零/1")["fields"]
    assert fields == {"rehoused_by": "公寓安置", "rehoused_at": "小皿村"}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("车乱开", "wild_driving"),
        ("道乱占", "blocked_road"),
        ("线乱拉", "loose_wires"),
        ("低小散", "scattered_workshops"),
    ],
)
def test_m25_special_campaigns(county: Town, said: str, meant: str) -> None:
    """各专项牵头、整治办协调、各部门联动: a group leads, others join; categories stay open."""
    county.run(f"place add {said}专项 --kind campaign --parent 磐安县")
    assert county.findings("campaign_lead", f"{said}专项") == ["vacant"]
    county.appoint(f"县环保局 专项牵头单位 {said}专项", f"县农业局 专项联动部门 {said}专项")
    assert county.findings("campaign_lead", f"{said}专项") == []
    county.run(f"item open 占道 --category {said} --street 横街 --holder 县环保局 --joint 县农业局")
    row = county.rows(f"item list --category {said}")[0]
    assert (row["category"], row["holder"], row["joint"]) == (meant, "县环保局", ["县农业局"])
    county.run("item open 晾晒 --list 问题 --category 道乱站 --street 横街", code=1)
    county.run("item open 晾晒 --list 问题 --category 乱晾晒 --street 横街")


def test_m26_list_management_with_close_out(county: Town) -> None:
    """清单式管理、销号制: numbered, owned, dated, rectified, verified by another, struck off."""
    county.run("item open 占道摆摊 --category 道乱占 --street 横街 --by 李四")
    county.run("item verify 1 --by 李四", code=1)
    county.run("item assign 1 --holder 张三 --due 2026-11-25")
    county.run("item rectify 1 --by 张三")
    assert "may not verify" in county.run("item verify 1 --by 张三", code=1)
    county.run("item return 1 --by 李四 --why 未清理干净")
    county.run("item rectify 1 --by 张三")
    county.run("item verify 1 --by 李四")
    row = shown(county, "1")["item"]
    assert (row["standing"], row["times_returned"]) == ("closed", 1)
    assert row["verified_by"] == "李四"


def test_m28_departments_move_together(county: Town) -> None:
    """各部门联动: one leads an item, every joint unit finds it among its own."""
    county.run(
        "item open 线乱拉 --category 线乱拉 --street 横街 --holder 县环保局 --joint 县农业局"
    )
    row = county.rows("item list")[0]
    assert (row["holder"], row["joint"]) == ("县环保局", ["县农业局"])
    for name in ("县环保局", "县农业局"):
        assert [found["label"] for found in county.rows(f"item list --holder {name}")] == ["001"]


def test_m36_governed_and_built_jointly(county: Town) -> None:
    """联治、共创: the department of a street and its village put a problem right together."""
    county.run("item open 立面破损 --category 其他 --list 问题 --street 横街")
    county.run("item assign 1 --holder 张三 --joint 县环保局 --joint 李四")
    county.run("item rectify 1 --by 张三 --with 县环保局")
    assert "may not verify" in county.run("item verify 1 --by 县环保局", code=1)
    county.run("item verify 1 --by 李副乡长")
    county.run("log 横街 --kind 联合行动 --by 县环保局 --with 李四")
    assert [row["kind"] for row in county.rows("activity list --by 李四")] == ["joint_action"]


def test_m29_long_term_upkeep(county: Town) -> None:
    """建立长效机制，巩固整治效果: what came back, of what was closed, and week by week."""
    for number, title in enumerate(("甲", "乙"), 1):
        county.run(f"item open {title} --category 道乱占 --street 横街 --on 2026-11-09")
        county.run(f"item assign {number} --holder 张三 --on 2026-11-09")
        county.run(f"item rectify {number} --by 张三 --on 2026-11-10")
        county.run(f"item verify {number} --by 李四 --on 2026-11-11")
    county.run("item reopen 1 --why 反弹 --on 2026-11-18")
    total = county.rows("item figures")[-1]
    assert (total["closed_ever"], total["reopened_ever"]) == (2, 1)
    assert total["relapse_rate"] == "50.00%"
    assert any(
        row["relapse_rate"] == "50.00%" for row in county.rows("item figures --group-by week")
    )
    spots = county.rows("item figures --group-by hot-spot")
    assert [(row["place"], row["items"], row["reopened"]) for row in spots] == [("横街", 2, 1)]
