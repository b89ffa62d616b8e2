"""Posts through the command line: appoint, relieve, handover.

- roles by identifier, Chinese or English name, or another name the rulebook gives
- `since` is the first day, `on` and `until` the first day without it; boundaries before, at, after
- what the rulebook expects is warned about and accepted; names and days are refused
- a handover passes on every post held that day or later, in one entry that undo takes back whole
- a change of chief does not rewrite the weeks before it
"""

from __future__ import annotations

import pytest

from tests.conftest import Desk


@pytest.fixture
def office(office: Desk) -> Desk:
    """The office with two streets and three people of the villages."""
    for street in ("横街", "老街"):
        office.run(f"place add --kind street {street} --opened-on 2026-10-01")
    for name in ("张三", "李四", "王五"):
        office.run(f"holder add {name} --unit {name[0]}村村委会")
    return office


def posts(desk: Desk, name: str) -> list[str]:
    rows = desk.run("holder list --format json --all").rows
    return next(row["posts"] for row in rows if row["name"] == name)


@pytest.mark.parametrize("role", ["deputy_chief", "分街长", "街长", "deputy chief", "Deputy Chief"])
def test_a_role_is_known_by_each_of_its_names(office: Desk, role: str) -> None:
    said = office.run(["appoint", "张三", role, "横街", "--from", "2026-11-16"])
    assert "张三 is deputy chief of 双峰乡/横街, from Mon 2026-11-16 (week 2026-W47)" in said.out
    assert said.err == ""
    assert posts(office, "张三") == ["deputy_chief 双峰乡/横街"]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        pytest.param("张三 市长 横街 --from 今天", 1, "no role 市长", id="role"),
        pytest.param("张山 分街长 横街 --from 今天", 1, "张三", id="holder"),
        pytest.param("张三 分街长 横路 --from 今天", 1, "双峰乡/横街", id="place"),
        pytest.param("张三 分街长 横街 --from 今天 --until 今天", 1, "not after", id="no day"),
        pytest.param("张三 分街长 横街", 2, "--from", id="no first day"),
        pytest.param("张三 分街长 横街 --from 2026-02-30", 2, "no such day", id="no date"),
        pytest.param("张三 分街长 横街 --from 今天 --note 'a\x07'", 1, "U+0007", id="a bell"),
    ],
)
def test_an_appointment_that_cannot_be_read_is_refused(
    office: Desk, line: str, code: int, said: str
) -> None:
    assert said in office.run(f"appoint {line}", code=code).err
    assert posts(office, "张三") == []


def test_the_same_appointment_twice_is_said_to_be_there(office: Desk) -> None:
    office.run("appoint 张三 分街长 横街 --from 2026-11-16")
    assert "already" in office.run("appoint 张三 分街长 横街 --from 2026-11-16", code=1).err


def test_an_end_said_later_completes_the_post(office: Desk) -> None:
    office.run("appoint 张三 分街长 横街 --from 2026-11-16")
    said = office.run("appoint 张三 分街长 横街 --from 2026-11-16 --until 2026-11-20")
    assert "until before Fri 2026-11-20" in said.out
    assert posts(office, "张三") == []
    refused = office.run("appoint 张三 分街长 横街 --from 2026-11-16 --until 2026-12-01", code=1)
    assert "2026-11-20, not 2026-12-01" in refused.err


# What is warned about and accepted


@pytest.mark.parametrize(
    ("before", "line", "said"),
    [
        pytest.param(
            ["holder add 赵六 --unit 城建办公室"], "赵六 分街长 横街", "village committees",
            id="a cadre of no village",
        ),
        pytest.param(["holder add 赵六"], "赵六 分街长 横街", "village committees", id="no unit"),
        pytest.param(
            ["appoint 李四 总街长 双峰乡 --from 2026-11-01"], "张三 总街长 双峰乡", "李四",
            id="a second general chief",
        ),
        pytest.param(
            ["place close --kind street 横街 --on 2026-12-01"], "张三 分街长 横街",
            "not open on all days",
            id="beyond the street's life",
        ),
        pytest.param([], "张三 督查员 横街", "a role at a town", id="another kind of place"),
        pytest.param(
            ["holder add --kind department 县旅委"], "县旅委 分街长 横街", "a role of a person",
            id="another kind of holder",
        ),
        pytest.param(
            ["holder add --kind department 县旅委",
             "appoint 县旅委 共建部门 老街 --from 2026-11-01"],
            "县旅委 共建部门 横街", "老街",
            id="one department on two streets",
        ),
        pytest.param(
            ["appoint 张三 分街长 横街 --from 2026-11-01"], "张三 分街长 横街", "already on some",
            id="the same post again, from another day",
        ),
        pytest.param(
            ["holder close 张三 --on 2026-12-01"], "张三 分街长 横街", "off the register",
            id="someone who leaves",
        ),
    ],
)  # fmt: skip
def test_the_register_warns_and_does_not_block(
    office: Desk, before: list[str], line: str, said: str
) -> None:
    for earlier in before:
        office.run(earlier)
    ran = office.run(f"appoint {line} --from 2026-11-16")
    assert said in ran.err
    assert ran.err.startswith("Note: ")


def test_two_deputies_of_one_street_are_no_warning(office: Desk) -> None:
    office.run("appoint 李四 分街长 横街 --from 2026-11-01")
    assert office.run("appoint 张三 分街长 横街 --from 2026-11-16").err == ""


def test_a_general_chief_after_another_is_no_warning(office: Desk) -> None:
    office.run("holder add 赵六 --title 乡长")
    office.run("holder add 孙七 --title 乡长")
    office.run("appoint 赵六 总街长 双峰乡 --from 2026-11-01 --until 2026-11-16")
    assert office.run("appoint 孙七 总街长 双峰乡 --from 2026-11-16").err == ""
    assert "赵六" in office.run("appoint 孙七 总街长 双峰乡 --from 2026-11-15").err


# Relieving


@pytest.mark.parametrize(
    ("on", "code"),
    [
        pytest.param("2026-11-15", 1, id="the day before it began"),
        pytest.param("2026-11-16", 1, id="the day it began"),
        pytest.param("2026-11-17", 0, id="after one day"),
        pytest.param("2026-12-24", 0, id="in future"),
    ],
)
def test_a_post_ends_on_a_day_after_its_first(office: Desk, on: str, code: int) -> None:
    office.run("appoint 张三 分街长 横街 --from 2026-11-16")
    said = office.run(f"relieve 张三 分街长 横街 --on {on}", code=code)
    assert ("until before" in said.out and on in said.out) is (code == 0)


def test_relieved_twice_names_the_post_there_was(office: Desk) -> None:
    office.run("appoint 张三 分街长 横街 --from 2026-11-16")
    office.run("relieve 张三 分街长 横街 --on 2026-11-18")
    said = office.run("relieve 张三 分街长 横街 --on 2026-11-19", code=1).err
    assert "2026-11-16–2026-11-18" in said


def test_of_two_namesakes_the_one_on_the_street_is_relieved(office: Desk) -> None:
    office.run("holder add 张三 --unit 别村村委会")
    office.run("appoint 张村村委会/张三 分街长 横街 --from 2026-11-01")
    office.run("relieve 张三 分街长 横街 --on 2026-11-16")
    assert posts(office, "张三") == []


def test_the_week_a_chief_is_relieved_in_counts_his_days(office: Desk) -> None:
    office.run("appoint 张三 分街长 横街 --from 2026-11-02")
    office.run("relieve 张三 分街长 横街 --on 2026-11-12")
    row = office.run("overdue --all --week 2026-W46 --format json").rows[0]
    assert row["required"] == 1  # Monday to Wednesday


# Handing over


def test_a_handover_passes_on_what_is_held_then_and_later(office: Desk) -> None:
    office.run("appoint 张三 分街长 横街 --from 2026-11-01")
    office.run("appoint 张三 分街长 老街 --from 2026-12-01 --until 2027-01-01")
    office.run("appoint 张三 督查员 双峰乡 --from 2026-10-01 --until 2026-11-01")
    said = office.run("handover 张三 李四 --on 2026-11-25")
    assert "张三 hands over to 李四 from Wed 2026-11-25 (week 2026-W48): 2 posts" in said.out
    assert "双峰乡/老街, from Tue 2026-12-01" in said.out
    assert "督查员" not in said.out
    assert posts(office, "张三") == ["deputy_chief 双峰乡/横街"]
    office.now = "2026-11-24T23:59"
    assert posts(office, "李四") == []
    office.now = "2026-11-25T00:00"
    assert posts(office, "李四") == ["deputy_chief 双峰乡/横街"]
    assert posts(office, "张三") == []
    office.now = "2026-12-01T00:00"
    assert sorted(posts(office, "李四")) == ["deputy_chief 双峰乡/横街", "deputy_chief 双峰乡/老街"]
    office.now = "2027-01-01T00:00"
    assert posts(office, "李四") == ["deputy_chief 双峰乡/横街"]
    office.run("verify")


def test_a_handover_is_one_entry_and_undone_as_a_whole(office: Desk) -> None:
    office.run("appoint 张三 分街长 横街 --from 2026-11-01")
    office.run("appoint 张三 分街长 老街 --from 2026-11-01")
    office.run("handover 张三 李四 --on 2026-11-16")
    assert len(posts(office, "李四")) == 2
    office.run("undo")
    assert posts(office, "李四") == []
    assert len(posts(office, "张三")) == 2


def test_a_handover_in_one_town_leaves_the_others(office: Desk) -> None:
    office.run("place add 玉山镇 --kind town")
    office.run("place add --kind street 新街 --town 玉山镇 --opened-on 2026-10-01")
    office.run("appoint 张三 分街长 横街 --from 2026-11-01")
    office.run("appoint 张三 分街长 新街 --from 2026-11-01")
    office.run("handover 张三 李四 --on 2026-11-16 --town 玉山")
    assert posts(office, "李四") == ["deputy_chief 玉山镇/新街"]
    assert posts(office, "张三") == ["deputy_chief 双峰乡/横街"]


def test_a_delegation_of_the_old_chief_is_named_and_not_passed_on(office: Desk) -> None:
    office.run("appoint 张三 分街长 横街 --from 2026-11-01")
    office.run("delegate 张三 王五 --from 2026-11-20 --to 2026-11-30")
    assert "王五" in office.run("handover 张三 李四 --on 2026-11-25").out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("张三 张三", "himself", id="to himself"),
        pytest.param("李四 王五", "nothing to hand over", id="nothing held"),
        pytest.param("张三 无名", "No person or department", id="to nobody known"),
    ],
)
def test_handovers_that_are_refused(office: Desk, line: str, said: str) -> None:
    office.run("appoint 张三 分街长 横街 --from 2026-11-01")
    assert said in office.run(f"handover {line} --on 2026-11-16", code=1).err


def test_a_change_of_chief_does_not_rewrite_the_weeks_before(office: Desk) -> None:
    """张三 patrols twice in W46; 李四 takes over on Monday; the week before stays met."""
    office.run("appoint 张三 分街长 横街 --from 2026-11-02")
    for day in ("2026-11-09", "2026-11-11"):
        office.run(f"log 横街 --by 张三 --at {day}T09:00")
    office.run("handover 张三 李四 --on 2026-11-16")
    row = office.run("overdue --all --week 2026-W46 --format json").rows[0]
    assert (row["counted"], row["state"]) == (2, "met")


def test_a_handover_on_wednesday_with_one_patrol_each_is_met(office: Desk) -> None:
    office.run("appoint 张三 分街长 横街 --from 2026-11-02")
    office.run("handover 张三 李四 --on 2026-11-11")
    office.run("log 横街 --by 张三 --at 2026-11-10T09:00")
    office.run("log 横街 --by 李四 --at 2026-11-11T09:00")
    row = office.run("overdue --all --week 2026-W46 --format json").rows[0]
    assert (row["required"], row["counted"], row["state"]) == (2, 2, "met")
