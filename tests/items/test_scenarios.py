"""Every list of the source, each told as the town would live it, through the command line.

- problems: joint units, an overdue answer, a relapse
- the four clearances: found, cleared, more found; zero only when number and area are zero
- projects: grown from a problem, money by source, the tender route by the dated ceiling, milestones
- requests for an expert closed by the visit; supervision with a reply date
- policy documents and news; the river office's own lists
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.town_with_lists import one, rows, settle, story, valid

RIVERS = Path(__file__).parents[1] / "rulebooks" / "hezhang.toml"


@pytest.fixture
def town(office: Desk) -> Desk:
    return settle(office)


def test_a_problem_that_several_departments_settle_and_that_comes_back(town: Desk) -> None:
    """Cars block 横街. The traffic police lead, enforcement helps; they are two days late, the
    inspector sends them back once, then verifies. Ten days later the cars are back.
    """
    town.run("log 横街 --by 韦知母 --found 车乱开:货车逆行乱停")
    town.run("item assign 1 --holder 交警中队 --joint 城建办 --due 2026-11-23 --by 陈白术")
    town.now = "2026-11-24T09:00"
    assert one(town, "item list --state overdue")["overdue_days"] == 1
    town.run("item rectify 1 --by 交警中队 --with 城建办 --note 已劝离")
    town.run("item return 1 --by 督查员 --why 午后又有车")
    town.now = "2026-11-25T09:00"
    town.run("item rectify 1 --by 交警中队 --note 已设隔离桩")
    town.run("item verify 1 --by 督查员")
    row = one(town, "item list --found-by 韦知母")
    assert (row["standing"], row["overdue_days"], row["times_returned"]) == ("closed", 2, 1)
    (total,) = rows(town, "item figures", "item-figures")
    assert (total["close_rate"], total["on_time_close_rate"]) == ("100.00%", "0.00%")
    town.now = "2026-12-05T09:00"
    town.run("item reopen 1 --why 隔离桩被移走 --due 2026-12-08")
    assert one(town, "item list --state reopened")["holder"] == "交警中队"
    (spot,) = rows(town, "item figures --group-by hot-spot", "item-hot-spots")
    assert (spot["place"], spot["items"], spot["reopened"]) == ("横街", 1, 1)


def test_a_village_is_cleared_to_zero_only_when_number_and_area_are_zero(town: Desk) -> None:
    """Three illegal buildings of 125.5 m² in 大皿村. Two fall, then the third, but half a metre
    stands; a fourth is found on the way. Nobody has looked at 小皿村, which is not zero.
    """
    refused = town.run("item open 沿街违建 --category 违建房 --place 大皿村 --by 督查员", code=1)
    assert "found needs the quantities" in refused.err
    town.run(
        "item open 沿街违建 --category 违建房 --place 大皿村 --by 督查员 "
        "--amount 数量=3处 --amount 面积=125.5㎡ --holder 城建办"
    )
    assert (
        "of this kind"
        in town.run(
            "item open 街边违建 --category 违建房 --street 横街 --amount 数量=1", code=1
        ).err
    )
    assert (
        "more cleared than found"
        in town.run("item rectify 四清零/1 --by 城建办 --amount 数量=4", code=1).err
    )
    town.run("item measure 四清零/1 数量=1 面积=10 --by 督查员 --note 后院还有一处")
    town.run("item rectify 四清零/1 --by 城建办 --amount 数量=4 --amount 面积=135")
    assert (
        "面积"
        in town.run(["item", "verify", "四清零/1", "--by", "督查员", "--lang", "zh"], code=1).err
    )
    kinds = rows(town, "item figures --group-by clearance", "item-clearances")
    assert len(kinds) == 2 * 4
    left = next(k for k in kinds if k["items"])
    assert (left["count_left"], left["area_left"], left["state"]) == ("0", "0.5", "left")
    assert {k["state"] for k in kinds if k["place"] == "小皿村"} == {"unknown"}
    town.run("item measure 四清零/1 面积=0.5 --cleared --by 城建办")
    town.run("item verify 四清零/1 --by 督查员")
    town.run(["item", "set", "四清零/1", "安置渠道=货币安置"], code=1)
    kinds = rows(town, "item figures --group-by clearance --place 大皿村", "item-clearances")
    assert [k["state"] for k in kinds] == ["zero", "unknown", "unknown", "unknown"]
    assert (
        "Cleared to zero: 1 of 4"
        in town.run("item figures --group-by clearance --place 大皿村").out
    )


def test_how_a_cleared_household_was_rehoused(town: Desk) -> None:
    """A second house comes down; the family moves to 小皿村, paid in money."""
    town.run(
        "item open 一户多宅 --category 一户多宅 --place 大皿村 --amount 数量=1 --amount 面积=80 "
        "--set 安置渠道=货币安置 --set 安置地点=小皿村"
    )
    fields = story(town, "四清零/1")["fields"]
    assert fields == {"rehoused_by": "货币安置", "rehoused_at": "小皿村"}


def test_a_problem_becomes_a_project_with_money_a_tender_and_a_schedule(town: Desk) -> None:
    """The façades of 横街 are no quick fix: 80万, half of it fiscal, a quarter from the people.
    Nobody knows when the ceiling was raised, so who tenders stays open until the town dates it.
    """
    town.run("item open 立面破损 --category 其他 --list 问题 --street 横街")
    town.run(
        "item open 横街立面改造 --list 项目 --category 问题转化 --place 双峰乡 --grown-from 001 "
        "--due 2027-03-31 --set 预算=80万 --set 财政资金=40万 --set 众筹=20万 "
        "--set 标签=线,全域旅游"
    )
    shown = story(town, "项目/1")
    assert shown["grown_from"] == "001"
    assert story(town, "1")["grown"] == ["project/001"]
    assert shown["fields"]["tags"] == ["line", "tourism"]
    assert (shown["budget"], shown["funding_gap"]) == ("800000", "200000")
    assert (shown["tender_route"], shown["tender_why"]) == ("unknown", "no_tender_day")
    assert "tendered needs" in town.run("item advance 项目/1", code=1).err
    town.run("item advance 项目/1 --set 招标日期=2026-12-01")
    assert story(town, "项目/1")["tender_why"] == "limit_undated"
    town.run("rulebook limit 自主招投标 50万 --from 2010-01-01", code=1)
    town.run("rulebook limit 乡镇自主招投标限额 50万 --from 2010-01-01")
    assert story(town, "项目/1")["tender_why"] == "limit_undated"
    town.run("rulebook limit self_tender 100万 --from 2017-06-01 --note 县办发文")
    shown = story(town, "项目/1")
    assert (shown["tender_route"], shown["tender_limit"]) == ("town", "1000000")
    town.run("item milestone 项目/1 设计=30 招标=20 施工=70天")
    town.now = "2027-01-10T09:00"
    town.run("item milestone 项目/1 --reached 设计 --on 2026-12-30")
    states = [(m["name"], m["state"]) for m in story(town, "项目/1")["milestones"]]
    assert states == [("设计", "reached"), ("招标", "running"), ("施工", "ahead")]
    assert [m["ends_on"] for m in story(town, "项目/1")["milestones"]][-1] == "2027-03-31"
    town.run("item set 项目/1 受阻原因=等资金")
    assert (
        rows(town, "item figures --group-by project", "item-projects")[0]["blocked_by"] == "funds"
    )
    town.now = "2027-03-30T09:00"
    town.run("item advance 项目/1 --by 城建办")
    town.run("item rectify 项目/1 --by 城建办 --note 完工")
    town.run("item verify 项目/1 --by 督查员")
    assert one(town, "item list --list 项目 --state closed")["overdue_days"] == 0


@pytest.mark.parametrize(
    ("amount", "tender_on", "route"),
    [
        pytest.param("49.99万", "2017-05-31", "town", id="under the first limit"),
        pytest.param("50万", "2017-05-31", "town", id="exactly at it is within"),
        pytest.param("500000.01", "2017-05-31", "county", id="one fen above"),
        pytest.param("50万", "2010-01-01", "town", id="its first day"),
        pytest.param("50万", "2009-12-31", "unknown", id="the day before any"),
        pytest.param("100万", "2017-05-31", "county", id="the day before the raise"),
        pytest.param("100万", "2017-06-01", "town", id="the day of the raise"),
        pytest.param("1000000.01", "2017-06-01", "county", id="one fen above the raised"),
    ],
)
def test_the_ceiling_of_the_tender_date_decides(
    town: Desk, amount: str, tender_on: str, route: str
) -> None:
    town.run("rulebook limit self_tender 50万 --from 2010-01-01")
    town.run("rulebook limit self_tender 100万 --from 2017-06-01")
    town.run(
        f"item open 改造 --list 项目 --category 其他 --set 预算={amount} --set 招标日期={tender_on}"
    )
    assert story(town, "项目/1")["tender_route"] == route


def test_an_undated_raise_leaves_open_only_what_it_would_change(town: Desk) -> None:
    """Dated is the first ceiling alone: 40万 is the town's whatever came later, 200万 never is."""
    town.run("rulebook limit self_tender 50万 --from 2010-01-01")
    for amount in ("40万", "80万", "200万"):
        town.run(
            f"item open 改造{amount} --list 项目 --category 其他 --set 预算={amount} "
            "--set 招标日期=2018-01-01"
        )
    routes = [
        row["tender_route"]
        for row in rows(town, "item figures --group-by project", "item-projects")
    ]
    assert routes == ["town", "unknown", "county"]


def test_limits_are_listed_with_what_is_still_to_be_dated(town: Desk) -> None:
    listed = valid(town.run("rulebook limits --format json"), "limits").rows
    assert [(row["amount"], row["since"]) for row in listed] == [
        ("500000", None),
        ("1000000", None),
    ]
    assert "decides nothing" in town.run("rulebook limits").out
    town.lang = "zh"
    assert "不作判断依据：500000元、1000000元。" in town.run("rulebook limits").out
    town.lang = "en"
    town.run("rulebook limit self_tender 50万 --from 2010-01-01")
    assert (
        "recorded already"
        in town.run("rulebook limit self_tender 500000元 --from 2010-01-01", code=1).err
    )
    town.run("rulebook limit self_tender 许多 --from 2010-01-01", code=2)
    town.run("rulebook limit self_tender 100万", code=2)
    town.run("rulebook limit self_tender 100万 --from 2017-06-01")
    town.run("rulebook limit self_tender 200万 --from 2027-01-01")
    listed = valid(town.run("rulebook limits --format json"), "limits").rows
    assert [(row["amount"], row["in_force"]) for row in listed] == [
        ("500000", False),
        ("1000000", True),
        ("2000000", False),
    ]
    town.run(f"void {listed[1]['record']} --why 日期有误")
    listed = valid(town.run("rulebook limits --format json"), "limits").rows
    assert {row["amount"]: row["since"] for row in listed}["1000000"] is None


def test_an_expert_is_ordered_and_his_visit_closes_the_request(town: Desk) -> None:
    """A retaining wall is beyond the town; it asks, and an expert of the roster comes."""
    town.run("item open 挡墙加固方案 --category 技术难题 --place 双峰乡 --by 陈白术")
    assert one(town, "item list --list 专家点单")["stage"] == "requested"
    town.now = "2026-11-27T14:00"
    town.run("item rectify 专家点单/1 --by 督查员 --note 到场指导")
    row = one(town, "item list --list expert_request --state closed")
    assert (row["holder"], row["closed_on"], row["stage"]) == ("督查员", "2026-11-27", "visited")


def test_an_inspectors_finding_is_supervised_until_it_is_answered_and_verified(town: Desk) -> None:
    """督办 needs a date, is answered late, and somebody else than the answerer strikes it off."""
    assert (
        "needs a day"
        in town.run("item open 背街卫生差 --list 督办 --category 督查发现", code=1).err
    )
    town.run(
        "item open 背街卫生差 --list 督办 --category 督查发现 --by 督查员 --holder 环卫所 "
        "--due 2026-11-23"
    )
    town.run("item supervise 督办/1 --reply-by 2026-11-22 --by 督查员")
    town.now = "2026-11-24T09:00"
    row = one(town, "item list --list 督办")
    assert (row["standing"], row["overdue_days"], row["reply_overdue_days"]) == ("overdue", 1, 2)
    assert "needs a note" in town.run("item rectify 督办/1 --by 环卫所", code=1).err
    town.run("item rectify 督办/1 --by 环卫所 --note 已全面清扫")
    town.run("item verify 督办/1 --by 环卫所", code=1)
    town.run("item verify 督办/1 --by 督查员")
    assert one(town, "item list --list 督办 --state closed")["verified_by"] == "督查员"


def test_policy_documents_are_entered_once_and_dated_when_the_town_knows(town: Desk) -> None:
    """The rulebook names six; none has a date in the source."""
    town.run("item documents")
    listed = rows(town, "item list --list 政策文件")
    assert len(listed) == 6
    assert {row["standing"] for row in listed} == {"closed"}
    town.run("item documents")
    assert len(rows(town, "item list --list 政策文件")) == 6
    assert "日期不详" in town.run("item show 政策文件/5").out
    town.run(
        "item open 关于加强街巷管理的通知 --list 政策文件 --category 意见 --set 印发日期=2026-10-01"
    )
    assert story(town, "政策文件/7")["fields"] == {"issued_on": "2026-10-01"}


def test_news_is_submitted_and_adopted(town: Desk) -> None:
    """Two pieces go to the province; one is printed."""
    town.run("item open 横街巡礼 --list 信息报送 --by 陈白术")
    town.run("item open 老街新貌 --list 信息报送 --by 陈白术")
    town.run("item advance 信息报送/2 --set 采用单位=省整治办")
    assert story(town, "信息报送/2")["fields"] == {"adopted_by": "省整治办"}
    (figures, _total) = rows(town, "item figures --list 信息报送 --group-by list", "item-figures")
    assert (figures["items"], figures["closed"]) == (2, 1)


# Another office


@pytest.fixture
def rivers(desk: Desk) -> Desk:
    desk.run(["init", "--rulebook", str(RIVERS), "--site", "rivers", "--town", "双峰乡"])
    desk.run(
        "import places -",
        stdin="name,kind,parent,town\n磐安县,county,,\n西溪,river,双峰乡,双峰乡\n"
        "西溪一段,reach,西溪,双峰乡\n",
    )
    desk.run(
        "import holders -",
        stdin="name,kind,unit\n沈一,person,大皿村\n沈二,person,大皿村\n沈三,person,环保局\n沈四,person,水利局\n",
    )
    desk.run(
        "import assignments -",
        stdin="holder,role,place,since\n沈一,村级河长,西溪一段,2026-01-01\n"
        "沈四,县级河长,磐安县,2026-01-01\n",
    )
    return desk


def test_a_river_office_settles_its_problems_by_its_own_stages(rivers: Desk) -> None:
    """Due in seven days by the rulebook; handled only by who answers for it, checked only by the
    county's chief, who is of another unit; then settled.
    """
    rivers.run("item open 垃圾漂浮 --category 垃圾漂浮物 --place 西溪一段 --by 沈二 --holder 沈一")
    row = one(rivers, "item list")
    assert (row["list"], row["due_on"], row["stage"]) == (
        "river_problem",
        "2026-11-27",
        "dispatched",
    )
    assert "Only who answers for it may" in rivers.run("item rectify 1 --by 沈二", code=1).err
    rivers.run("item rectify 1 --by 沈一")
    assert "of another unit" in rivers.run("item verify 1 --by 沈二", code=1).err
    assert "Only county river chief may" in rivers.run("item verify 1 --by 沈三", code=1).err
    rivers.run("item verify 1 --by 沈四")
    assert one(rivers, "item list")["stage"] == "checked"
    rivers.run("item advance 1")
    assert one(rivers, "item list --state closed")["stage"] == "settled"


def test_a_river_office_wants_a_photo_of_what_is_fixed_on_the_spot(rivers: Desk) -> None:
    line = "item open 漂浮物 --category 垃圾漂浮物 --place 西溪一段 --by 沈一 --fixed"
    assert "needs evidence" in rivers.run(line, code=1).err
    rivers.run("item open 漂浮物 --category 垃圾漂浮物 --place 西溪一段 --by 沈一")


def test_outlets_are_sealed_to_the_last_tenth_of_a_metre(rivers: Desk) -> None:
    rivers.run("item open 暗管 --list 排污口封堵 --place 西溪一段 --amount 长度=3.5米")
    assert "not zero yet" in rivers.run("item rectify outlet/1 --amount 长度=3.4", code=1).err
    assert (
        "at most 1 decimals" in rivers.run("item rectify outlet/1 --amount 长度=3.45", code=2).err
    )
    rivers.run("item rectify outlet/1 --amount 长度=3.5")
    (row,) = rows(rivers, "item figures --group-by clearance", "item-clearances")
    assert (row["place"], row["metres_left"], row["state"]) == ("西溪一段", "0", "zero")
