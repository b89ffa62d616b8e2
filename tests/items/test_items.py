"""`item`: what a clerk types about problems, and what comes back.

- the way: opened, assigned, rectified, verified by another, struck off; each step is told
- numbers: per list; 1, 001, 第001号, 问题/1 and words of the title mean the same item
- what may not be: the rectifier verifying, a stage skipped, an unknown or nearly known category
- side states: returned, suspended, reopened, void, supervised; notes and evidence
- found on a patrol: in the patrol's own entry, numbered in the answer, once however often typed
- looking: who found it, where, by whom answered for, in which state, on an earlier day
- an undone entry, a retry, a handover
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.town_with_lists import one, rows, settle, story


@pytest.fixture
def town(office: Desk) -> Desk:
    return settle(office)


@pytest.fixture
def reported(town: Desk) -> Desk:
    """A problem on 横街 found by a deputy chief, assigned to a department until the 25th."""
    town.run("item open 门前堆放杂物 --category 道乱占 --street 横街 --by 韦知母")
    town.run("item assign 1 --holder 城建办 --joint 环卫所 --due 2026-11-25 --by 陈白术")
    return town


# The way


def test_a_problem_from_its_finding_to_its_close_out(town: Desk) -> None:
    said = town.run("item open 门前堆放杂物 --category 道乱占 --street 横街 --by 韦知母").out
    assert "opened: No. 001 门前堆放杂物, Fri 2026-11-20" in said
    assert "双峰乡 横街" in said
    assert (
        "城建办 with 环卫所"
        in town.run("item assign 001 --holder 城建办 --joint 环卫所 --due 11月25日 --by 陈白术").out
    )
    assert one(town, "item list")["due_on"] == "2026-11-25"
    town.now = "2026-11-23T10:00"
    assert "rectified" in town.run("item rectify 第001号 --by 朱川芎 --note 已清运").out
    assert one(town, "item list")["stage"] == "rectified"
    said = town.run("item verify 问题/1 --by 督查员").out
    assert "closed on 2026-11-23" in said
    assert rows(town, "item list") == []
    row = one(town, "item list --state closed")
    assert (row["standing"], row["closed_on"], row["verified_by"]) == (
        "closed",
        "2026-11-23",
        "督查员",
    )
    assert [step["kind"] for step in story(town, "1")["steps"]] == ["assigned", "moved", "moved"]


def test_the_way_is_shown_with_days_names_and_record_numbers(reported: Desk) -> None:
    reported.run("item rectify 1 --by 朱川芎 --note 已清运")
    said = reported.run("item show 1").out
    assert "2026-11-20  opened" in said
    assert "to 城建办, 环卫所" in said
    assert "rectified  朱川芎" in said
    assert f"#{story(reported, '1')['steps'][0]['record']}" in said


def test_an_item_may_be_opened_and_assigned_in_one_entry(town: Desk) -> None:
    town.run("item open 电线低垂 --category 线乱拉 --holder 城建办 --due tomorrow --by 韦知母")
    row = one(town, "item list")
    assert (row["stage"], row["holder"], row["due_on"]) == ("assigned", "城建办", "2026-11-21")
    before = town.run("history --format json").rows
    town.run("undo --yes")
    assert rows(town, "item list --state all") == []
    assert before[-1]["act"] == "item open"


# Numbers


@pytest.mark.parametrize(
    "said",
    ["1", "001", "第001号", "第 1 号", "问题/1", "problem/001", "１", "门前堆放", "堆放杂物"],
)
def test_what_an_item_may_be_called(reported: Desk, said: str) -> None:
    assert story(reported, said)["item"]["record"] == one(reported, "item list")["record"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        pytest.param("2", "There is no No. 002", id="a number nobody gave"),
        pytest.param("项目/1", "There is no No. 001", id="a number of another list"),
        pytest.param("专列/1", "There is no list 专列", id="a list that is none"),
        pytest.param("污水外溢", "neither the number nor the title", id="words of no title"),
    ],
)
def test_what_names_no_item_is_refused(reported: Desk, said: str, reason: str) -> None:
    assert reason in reported.run(["item", "show", said], code=1).err


def test_a_title_that_means_two_is_refused_with_their_numbers(reported: Desk) -> None:
    reported.run("item open 门前堆放砂石 --category 道乱占")
    refused = reported.run("item show 门前堆放", code=1).err
    assert "001" in refused
    assert "002" in refused


def test_each_list_counts_for_itself_and_a_number_is_never_used_again(reported: Desk) -> None:
    reported.run("item open 横街立面 --list 项目 --category 其他")
    assert one(reported, "item list --list 项目")["number"] == 1
    reported.run("item open 错的 --category 其他")
    reported.run("undo --yes")
    reported.run("item open 对的 --category 其他")
    assert [row["number"] for row in rows(reported, "item list --list 问题")] == [1, 3]


# What may not be


def test_who_rectified_may_not_verify_nor_may_his_department(reported: Desk) -> None:
    reported.run("item rectify 1 --by 朱川芎")
    assert "may not verify" in reported.run("item verify 1 --by 朱川芎", code=1).err
    assert "may not verify" in reported.run("item verify 1 --by 督查员 --with 朱川芎", code=1).err
    reported.run("item return 1 --by 督查员 --why 没清干净")
    reported.run("item rectify 1 --by 城建办")
    assert "may not verify" in reported.run("item verify 1 --by 朱川芎", code=1).err
    assert one(reported, "item list")["standing"] == "open"
    reported.run("item verify 1 --by 督查员")


def test_a_stage_cannot_be_skipped_and_every_problem_is_said_at_once(town: Desk) -> None:
    town.run("item open 一 --category 其他")
    town.run("item open 二 --category 其他 --holder 城建办")
    refused = town.run("item rectify 1 2", code=1)
    assert "001: It has to be assigned before" in refused.err
    assert "002: Say who did it." in refused.err
    assert {row["stage"] for row in rows(town, "item list")} == {"reported", "assigned"}


def test_several_items_move_together_or_not_at_all(town: Desk) -> None:
    for name in ("一", "二", "三"):
        town.run(f"item open {name} --category 其他")
    town.run("item assign 1 2 3 --holder 环卫所 --due 2026-11-30")
    assert {row["holder"] for row in rows(town, "item list")} == {"环卫所"}
    town.run("item rectify 1 2 --by 环卫所")
    assert town.run("item verify 1 2 3 --by 督查员", code=1).err.startswith("003:")
    assert len(rows(town, "item list")) == 3
    town.run("item verify 1 2 --by 督查员")
    assert [row["label"] for row in rows(town, "item list")] == ["003"]


@pytest.mark.parametrize(
    ("category", "meant"),
    [
        pytest.param("道乱占", "blocked_road", id="its Chinese name"),
        pytest.param("blocked_road", "blocked_road", id="its identifier"),
        pytest.param("occupied roads", "blocked_road", id="its English name"),
        pytest.param("道乱", "blocked_road", id="the beginning"),
        pytest.param("扬尘", "扬尘", id="a new one of an open list"),
    ],
)
def test_categories(town: Desk, category: str, meant: str) -> None:
    town.run(["item", "open", "一处", "--category", category])
    assert one(town, "item list")["category"] == meant


def test_a_category_much_like_a_known_one_is_a_slip_until_it_is_said_to_be_new(town: Desk) -> None:
    refused = town.run("item open 一处 --category 道乱沾", code=1).err
    assert "occupied roads" in refused
    assert rows(town, "item list") == []
    town.run("item open 一处 --category 道乱沾 --new-category")
    town.run("item open 又一处 --category 道乱沾")
    assert {row["category"] for row in rows(town, "item list")} == {"道乱沾"}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        pytest.param("'' --category 其他", "what it is about", id="no title"),
        pytest.param("一处", "which category", id="no category"),
        pytest.param("一处 --category 其他 --street 无名街", "is called", id="an unknown street"),
        pytest.param("一处 --category 其他 --by 无名氏", "is called", id="an unknown finder"),
        pytest.param("一处 --category 其他 --on 2026-11-21", "after today", id="tomorrow"),
        pytest.param(
            "一处 --category 其他 --due 2026-11-19", "cannot be due before", id="due yesterday"
        ),
        pytest.param("一处 --category 其他 --joint 环卫所", "who leads", id="joint, nobody leads"),
        pytest.param(
            "一处 --category 其他 --fixed --holder 城建办",
            "assigned to nobody",
            id="fixed and given",
        ),
        pytest.param("一处 --category 其他 --set 预算=3", "no field", id="another list's field"),
        pytest.param(
            "一处 --category 其他 --amount 面积=3", "no measure", id="a measure it has not"
        ),
        pytest.param(
            "一处 --category 其他 --grown-from 7", "There is no No. 007", id="grown from nothing"
        ),
    ],
)
def test_an_opening_that_is_refused_leaves_nothing(town: Desk, words: str, reason: str) -> None:
    assert reason in town.run(f"item open {words}", code=1).err
    assert rows(town, "item list --state all") == []


@pytest.mark.parametrize(
    "words",
    [
        "item open 一处 --category 其他 --due 某日",
        "item open 一处 --category 其他 --place 横街 --street 横街",
        "item open 一处 --category 其他 --set 预算",
        "item milestone 1",
        "item figures --group-by 心情",
        "item list --state 未知",
        "item show 1 --format yaml",
    ],
)
def test_what_cannot_be_read_is_a_usage_error(reported: Desk, words: str) -> None:
    reported.run(words, code=2)
    assert len(rows(reported, "item list --state all")) == 1


def test_a_missing_file_of_evidence_is_a_storage_fault(reported: Desk) -> None:
    reported.run("item rectify 1 --by 朱川芎 --evidence 没有.jpg", code=4)
    assert one(reported, "item list")["stage"] == "assigned"


# Side states


def test_returned_goes_back_to_before_the_work_with_the_reason(reported: Desk) -> None:
    reported.run("item rectify 1 --by 朱川芎")
    assert "Say why" in reported.run("item return 1 --by 督查员", code=1).err
    reported.run("item return 1 --by 督查员 --why 仍有杂物")
    row = one(reported, "item list")
    assert (row["standing"], row["stage"], row["times_returned"]) == ("returned", "assigned", 1)
    assert "仍有杂物" in reported.run("item show 1").out


def test_a_suspended_item_stands_still_and_goes_on_by_itself(reported: Desk) -> None:
    reported.run("item suspend 1 --until 2026-12-01 --why 等管线迁改")
    row = one(reported, "item list")
    assert (row["standing"], row["suspended_until"]) == ("suspended", "2026-12-01")
    assert "Suspended until" in reported.run("item rectify 1 --by 朱川芎", code=1).err
    reported.now = "2026-12-06T09:00"
    row = one(reported, "item list")
    assert (row["standing"], row["due_on"]) == ("open", "2026-12-06")
    reported.now = "2026-12-07T09:00"
    assert one(reported, "item list")["overdue_days"] == 1


def test_a_suspended_item_is_resumed_by_hand(reported: Desk) -> None:
    reported.run("item suspend 1 --until 2026-12-01 --why 等管线迁改")
    reported.now = "2026-11-22T09:00"
    reported.run("item resume 1 --note 管线已迁")
    row = one(reported, "item list")
    assert (row["standing"], row["due_on"]) == ("open", "2026-11-27")


def test_a_relapse_reopens_it_and_counts(reported: Desk) -> None:
    reported.run("item rectify 1 --by 朱川芎")
    reported.run("item verify 1 --by 督查员")
    assert "only be reopened" in reported.run("item rectify 1 --by 朱川芎", code=1).err
    reported.now = "2026-11-24T09:00"
    reported.run("item reopen 1 --why 又堆上了 --due 2026-11-30")
    row = one(reported, "item list")
    assert (row["standing"], row["holder"], row["times_reopened"]) == ("reopened", "城建办", 1)
    figures = rows(reported, "item figures", "item-figures")[-1]
    assert (figures["closed"], figures["relapse_rate"]) == (0, "100.00%")


def test_a_void_item_is_in_no_figure_but_not_forgotten(reported: Desk) -> None:
    reported.run("item void 1 --why 重复登记")
    assert rows(reported, "item list") == []
    assert one(reported, "item list --state void")["standing"] == "void"
    figures = rows(reported, "item figures", "item-figures")[-1]
    assert (figures["items"], figures["void"], figures["close_rate"]) == (0, 1, None)
    assert "void since" in reported.run("item rectify 1 --by 朱川芎", code=1).err


def test_a_supervised_item_is_answered_by_its_day_or_late(reported: Desk) -> None:
    reported.run("item supervise 1 --reply-by 2026-11-23 --by 督查员 --note 限期回复")
    assert one(reported, "item list --state supervised")["reply_by"] == "2026-11-23"
    reported.now = "2026-11-25T09:00"
    assert one(reported, "item list")["reply_overdue_days"] == 2
    reported.run("item reply 1 --by 城建办 --note 正在清运")
    reported.now = "2026-11-28T09:00"
    row = one(reported, "item list")
    assert (row["replied_on"], row["reply_overdue_days"]) == ("2026-11-25", 2)
    assert (
        "No answer is being waited for"
        in reported.run("item reply 1 --by 城建办 --note 再答", code=1).err
    )


def test_evidence_is_known_by_its_content(reported: Desk) -> None:
    reported.write("整改后.jpg", b"\xff\xd8 a photo")
    reported.run("item rectify 1 --by 朱川芎 --evidence 整改后.jpg --note 见照片")
    assert story(reported, "1")["steps"][-1]["evidence"] == ["整改后.jpg"]
    assert "整改后.jpg" in reported.run("history --format plain").out


def test_notes_are_kept_also_after_the_close_out(reported: Desk) -> None:
    reported.run("item rectify 1 --by 朱川芎")
    reported.run("item verify 1 --by 督查员")
    reported.run(["item", "note", "1", "回访满意", "--by", "陈白术"])
    assert story(reported, "1")["steps"][-1]["note"] == "回访满意"
    assert one(reported, "item list --state closed")["standing"] == "closed"


# Found on a patrol


def test_what_is_found_on_a_patrol_is_opened_in_its_entry(town: Desk) -> None:
    said = town.run("log 横街 --by 韦知母 --found 道乱占:门前堆放杂物 --found 线乱拉：电线低垂").out
    assert "No. 001 门前堆放杂物" in said
    assert "No. 002 电线低垂" in said
    first, second = rows(town, "item list")
    assert (first["place"], first["found_by"], first["category"]) == (
        "横街",
        "韦知母",
        "blocked_road",
    )
    assert second["category"] == "loose_wires"
    assert story(town, "1")["activity"] == first["record"] - 1
    entries = town.run("history --format json").rows
    assert entries[-1]["act"] == "log"
    town.run("undo --yes")
    assert rows(town, "item list --state all") == []


def test_fixed_on_the_spot_is_opened_and_closed_at_once(town: Desk) -> None:
    town.run("log 横街 --by 韦知母 --at 昨天15:00 --found 环境卫生:垃圾 --fixed")
    row = one(town, "item list --state closed")
    assert (row["fixed_on_spot"], row["opened_on"], row["closed_on"]) == (
        True,
        "2026-11-19",
        "2026-11-19",
    )
    assert row["verified_by"] is None
    assert [step["kind"] for step in story(town, "1")["steps"]] == ["fixed"]


def test_typed_twice_it_is_found_once(town: Desk) -> None:
    line = "log 横街 --by 韦知母 --at 08:00 --found 道乱占:杂物"
    town.run(line)
    answer = town.run(f"{line} --format json")
    assert answer.json["items"] == ["001"]
    assert len(rows(town, "item list")) == 1
    town.run(f"{line} --found 线乱拉:电线")
    assert len(rows(town, "item list")) == 2


def test_a_retry_key_is_for_one_walk_with_its_findings(town: Desk) -> None:
    line = "log 横街 --by 韦知母 --at 08:00 --key k1 --found 道乱占:杂物"
    town.run(line)
    town.run(line)
    refused = town.run(line.replace("杂物", "砂石"), code=1).err
    assert "k1" in refused
    assert len(rows(town, "item list")) == 1


def test_on_a_walk_of_several_streets_the_street_is_said(town: Desk) -> None:
    line = "log 横街 中街 --by 韦知母 --found"
    assert "On which of the streets" in town.run(f"{line} 道乱占:杂物", code=1).err
    town.run(f"{line} 道乱占@中街:杂物")
    assert one(town, "item list")["place"] == "中街"


def test_a_wrong_finding_refuses_the_whole_patrol(town: Desk) -> None:
    town.run("log 横街 --by 韦知母 --found 道乱沾:杂物", code=1)
    assert town.run("item list --state all --format json").rows == []
    assert all(entry["act"] != "log" for entry in town.run("history --format json").rows)


@pytest.mark.parametrize("words", ["--fixed", "--found 道乱占", "--found :杂物"])
def test_a_finding_that_says_nothing_is_a_usage_error(town: Desk, words: str) -> None:
    town.run(f"log 横街 --by 韦知母 {words}", code=2)


# Looking


def test_a_cadre_sees_what_became_of_his_reports(town: Desk) -> None:
    town.run("log 横街 --by 韦知母 --at 08:00 --found 道乱占:杂物")
    town.run("log 中街 --by 昌沙参 --at 08:00 --found 道乱占:砂石")
    town.run("log 横街 --by 韦知母 --at 09:00 --found 环境卫生:垃圾 --fixed")
    mine = rows(town, "item list --found-by 韦知母")
    assert [(row["title"], row["standing"]) for row in mine] == [
        ("杂物", "open"),
        ("垃圾", "closed"),
    ]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        pytest.param("", ["旧", "街", "村", "管"], id="all that is open, the most overdue first"),
        pytest.param("--list 问题", ["旧", "街", "村"], id="a list"),
        pytest.param("--category 道乱占", ["街"], id="a category"),
        pytest.param("--street 横街", ["街"], id="a street"),
        pytest.param("--place 双峰乡", ["街", "村"], id="a town with what lies in it"),
        pytest.param("--town 双峰乡 --place 大皿村", ["村"], id="a village of a town"),
        pytest.param("--holder 城建办", ["旧", "街"], id="who answers for it, or jointly"),
        pytest.param("--state overdue", ["旧"], id="what is past its date"),
        pytest.param("--from 2026-11-20", ["街", "村", "管"], id="opened today"),
        pytest.param("--to 2026-11-19", ["旧"], id="opened before today"),
        pytest.param("--on 2026-11-10", ["旧"], id="as it stood ten days ago"),
        pytest.param("--on 2026-10-31", [], id="before anything was known"),
    ],
)
def test_lists_narrow(town: Desk, words: str, titles: list[str]) -> None:
    town.run("item open 旧 --category 其他 --on 2026-11-01 --holder 城建办 --due 2026-11-10")
    town.run(
        "item open 街 --category 道乱占 --street 横街 --holder 环卫所 --joint 城建办 "
        "--due 2026-11-30"
    )
    town.run("item open 村 --category 环境卫生 --place 大皿村")
    town.run("item open 管 --list 项目 --category 其他")
    assert [row["title"] for row in rows(town, f"item list {words}")] == titles


def test_an_earlier_day_does_not_know_later_steps(reported: Desk) -> None:
    reported.now = "2026-11-23T09:00"
    reported.run("item rectify 1 --by 朱川芎")
    reported.run("item verify 1 --by 督查员")
    assert one(reported, "item list --on 2026-11-22")["stage"] == "assigned"
    assert rows(reported, "item list --on 2026-11-23") == []


def test_a_list_for_people_names_its_state_and_counts(reported: Desk) -> None:
    said = reported.run("item list").out
    assert "门前堆放杂物" in said
    assert "1 items: open 1." in said
    reported.lang = "zh"
    said = reported.run("item list").out
    assert "共1件：在办" in said
    assert "交办" in said


# Retries, handover


def test_a_retry_key_opens_one_item(town: Desk) -> None:
    line = "item open 杂物 --category 道乱占 --key hotline-1"
    town.run(line)
    assert "Already there: No. 001" in town.run(line).out
    assert "used for another item" in town.run(line.replace("杂物", "砂石"), code=1).err
    assert one(town, "item list --key hotline-1")["title"] == "杂物"


def test_open_items_pass_on_with_a_handover(reported: Desk) -> None:
    """What he answers for passes; what is suspended stays and is named."""
    reported.run("item open 二 --category 其他 --holder 环卫所 --joint 城建办")
    reported.run("item open 三 --category 其他 --holder 城建办")
    reported.run("item suspend 3 --until 2026-12-01 --why 等")
    done = reported.run("handover 城建办 交警中队 --on 2026-11-20")
    assert "003" in done.err
    held = {row["label"]: (row["holder"], row["joint"]) for row in rows(reported, "item list")}
    assert held == {
        "001": ("交警中队", ["环卫所"]),
        "002": ("环卫所", ["交警中队"]),
        "003": ("城建办", []),
    }


def test_nothing_of_lists_is_invisible_in_the_history(reported: Desk) -> None:
    reported.write("a.jpg", b"x")
    reported.run("item rectify 1 --by 朱川芎 --with 昌沙参 --evidence a.jpg")
    reported.run("rulebook limit self_tender 50万 --from 2010-01-01 --note 县办发文")
    told = reported.run("history").out
    for word in ("problems No. 001", "门前堆放杂物", "rectified", "昌沙参", "a.jpg", "500000 yuan"):
        assert word in told
    assert reported.run("verify").code == 0


def test_commands_answer_from_a_process_of_their_own(town: Desk, tmp_path: Path) -> None:
    ran = town.run_process(["item", "open", "杂物", "--category", "道乱占"])
    assert "No. 001" in ran.out
    assert "杂物" in town.run_process("item list").out
