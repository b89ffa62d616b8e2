"""Exemptions and delegations through the command line.

- both days are included and echoed resolved
- for a street, a person, or a town, exactly one; reasons by identifier or Chinese word
- without an approver pending, and no day is removed until someone approves
- taken back with a reason, by its number; a number of nothing in force is refused
- what overlaps, or is for someone without a post, is warned about and accepted
- lists of what is not over, of all, of one town, as known then
"""

from __future__ import annotations

import pytest

from tests.conftest import Desk


@pytest.fixture
def office(office: Desk) -> Desk:
    """双峰乡 with 横街 under 张三 since October, and 李四 who holds nothing."""
    office.run("place add --kind street 横街 --opened-on 2026-10-01")
    for name in ("张三", "李四"):
        office.run(f"holder add {name} --unit {name[0]}村村委会")
    office.run("appoint 张三 分街长 横街 --from 2026-10-01")
    return office


def required(desk: Desk, week: str = "2026-W46") -> int:
    return int(desk.run(f"overdue --all --week {week} --format json").rows[0]["required"])


def number_in(said: str) -> str:
    return said.split("Number ")[1].split(":")[0]


@pytest.mark.parametrize(
    "whom",
    ["--street 横街", "--person 张三", "--town 双峰乡", "--street 横街 --town 双峰"],
)
def test_four_days_taken_out_leave_one_patrol_due(office: Desk, whom: str) -> None:
    said = office.run(
        f"exempt {whom} --from 2026-11-09 --to 2026-11-12 --reason leave --approved-by 李四"
    )
    assert "from Mon 2026-11-09 (week 2026-W46) to Thu 2026-11-12 (week 2026-W46)" in said.out
    assert said.err == ""
    assert required(office) == 1


@pytest.mark.parametrize(
    ("first", "last", "due"),
    [
        pytest.param("2026-11-09", "2026-11-11", 2, id="three days leave four"),
        pytest.param("2026-11-09", "2026-11-12", 1, id="four days leave three"),
        pytest.param("2026-11-12", "2026-11-15", 1, id="four days at the end"),
        pytest.param("2026-11-13", "2026-11-16", 2, id="three days and one of the next week"),
        pytest.param("2026-11-09", "2026-11-14", 1, id="six days leave Sunday"),
        pytest.param("2026-11-09", "2026-11-15", 0, id="the whole week"),
        pytest.param("2026-11-11", "2026-11-11", 2, id="a single day"),
    ],
)
def test_both_days_are_included(office: Desk, first: str, last: str, due: int) -> None:
    office.run(
        f"exempt --street 横街 --from {first} --to {last} --reason closure --approved-by 李四"
    )
    assert required(office) == due


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("leave", "leave"), ("请假", "leave"), ("sick", "sick"), ("病假", "sick"),
        ("business", "business"), ("公差", "business"), ("出差", "business"),
        ("emergency", "emergency"), ("应急", "emergency"), ("weather", "weather"),
        ("天气", "weather"), ("closure", "closure"), ("封闭", "closure"), ("施工", "closure"),
        ("other", "other"), ("其他", "other"), ("Leave", "leave"),
    ],
)  # fmt: skip
def test_reasons_in_both_languages(office: Desk, said: str, reason: str) -> None:
    office.run(f"exempt --person 张三 --from 今天 --to 明天 --reason {said}")
    rows = office.run("absence list --format json").rows
    assert [(row["reason"], row["state"]) for row in rows] == [(reason, "pending")]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        pytest.param("--street 横街 --from 今天 --to 昨天 --reason leave", 1, "before", id="days"),
        pytest.param("--street 横街 --from 今天 --to 今天 --reason 懒", 2, "请假", id="reason"),
        pytest.param("--street 横路 --from 今天 --to 今天 --reason leave", 1, "横街", id="street"),
        pytest.param("--person 张山 --from 今天 --to 今天 --reason leave", 1, "张三", id="person"),
        pytest.param("--town 玉山镇 --from 今天 --to 今天 --reason leave", 1, "No town", id="town"),
        pytest.param(
            "--street 横街 --from 今天 --to 今天 --reason leave --approved-by 王六", 1, "No person",
            id="approver",
        ),
        pytest.param("--from 今天 --to 今天 --reason leave", 2, "--street", id="for nobody"),
        pytest.param(
            "--street 横街 --person 张三 --from 今天 --to 今天 --reason leave", 2, "--street",
            id="for two",
        ),
        pytest.param("--street 横街 --to 今天 --reason leave", 2, "--from", id="no first day"),
        pytest.param("--street 横街 --from 今天 --reason leave", 2, "--to", id="no last day"),
        pytest.param("--street 横街 --from 今天 --to 今天", 2, "--reason", id="no reason"),
        pytest.param("--street 横街 --from 2026-13-01 --to 今天 --reason leave", 2, "", id="date"),
    ],
)  # fmt: skip
def test_exemptions_that_are_refused(office: Desk, line: str, code: int, said: str) -> None:
    assert said in office.run(f"exempt {line}", code=code).err
    assert office.run("absence list --all --format json").rows == []


def test_a_pending_exemption_removes_no_day_until_it_is_approved(office: Desk) -> None:
    said = office.run("exempt --street 横街 --from 2026-11-09 --to 2026-11-12 --reason weather")
    assert "pending" in said.out
    assert required(office) == 2
    office.run(f"approve {number_in(said.out)} --by 李四")
    assert required(office) == 1
    assert office.run("absence list --all --format json").rows[0]["state"] == "approved"


def test_an_exemption_taken_back_leaves_the_days_due_again(office: Desk) -> None:
    said = office.run(
        "exempt --street 横街 --from 2026-11-09 --to 2026-11-12 --reason weather --approved-by 李四"
    )
    number = number_in(said.out)
    assert "--why" in office.run(f"absence revoke {number}", code=2).err
    office.run(f"absence revoke {number} --why 记错")
    assert required(office) == 2
    assert office.run("absence list --all --format json").rows == []
    refused = office.run(f"absence revoke {number} --why 记错", code=1).err
    assert f"exemption number {number}" in refused
    office.run("undo")
    assert required(office) == 1
    office.run("verify")


@pytest.mark.parametrize("number", ["1", "9999", "999999999999"])
def test_a_number_of_something_else_cannot_be_taken_back(office: Desk, number: str) -> None:
    office.run(f"absence revoke {number} --why 记错", code=1)
    office.run(f"absence revoke {number} --why 记错", code=1)


def test_what_overlaps_is_accepted_with_a_warning(office: Desk) -> None:
    line = (
        "exempt --street 横街 --from 2026-11-09 --to 2026-11-12 --reason weather --approved-by 李四"
    )
    first = number_in(office.run(line).out)
    said = office.run(line)
    assert first in said.err
    assert required(office) == 1
    other = (
        "exempt --person 李四 --from 2026-11-09 --to 2026-11-12 --reason leave --approved-by 张三"
    )
    assert "李四" in office.run(other).err


def test_days_outside_the_street_are_warned_about(office: Desk) -> None:
    said = office.run("exempt --street 横街 --from 2026-09-30 --to 2026-10-01 --reason closure")
    assert "not open" in said.err


def test_lists_leave_out_what_is_over_and_what_is_of_another_town(office: Desk) -> None:
    office.run("place add 玉山镇 --kind town")
    office.run("exempt --town 玉山镇 --from 2026-11-16 --to 2026-11-20 --reason other")
    office.run("exempt --person 张三 --from 2026-11-16 --to 2026-11-19 --reason leave")

    def listed(options: str) -> list[tuple[str, str]]:
        rows = office.run(f"absence list --format json {options}").rows
        return [(row["town"] or row["person"], row["last_day"]) for row in rows]

    assert listed("") == [("玉山镇", "2026-11-20")]
    assert listed("--all") == [("玉山镇", "2026-11-20"), ("张三", "2026-11-19")]
    assert listed("--all --town 双峰") == [("张三", "2026-11-19")]
    assert listed("--all --town 玉山") == [("玉山镇", "2026-11-20")]
    assert listed("--all --as-of 2026-11-19") == []


# Delegations


def test_a_delegate_counts_on_the_days_said_and_no_others(office: Desk) -> None:
    said = office.run("delegate 张三 李四 --street 横街 --from 2026-11-10 --to 2026-11-11")
    assert "李四 for 张三, 双峰乡/横街, from Tue 2026-11-10" in said.out
    assert said.err == ""
    for day in ("2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12"):
        office.run(f"log 横街 --by 李四 --at {day}T09:00")
    row = office.run("overdue --all --week 2026-W46 --format json").rows[0]
    assert row["counted"] == 2


def test_a_delegation_taken_back_no_longer_counts(office: Desk) -> None:
    number = number_in(office.run("delegate 张三 李四 --from 2026-11-09 --to 2026-11-15").out)
    office.run("log 横街 --by 李四 --at 2026-11-10T09:00")
    assert office.run("overdue --all --week 2026-W46 --format json").rows[0]["counted"] == 1
    office.run(f"absence revoke {number} --why 误记")
    assert office.run("overdue --all --week 2026-W46 --format json").rows[0]["counted"] == 0
    assert office.run("absence list --kind delegation --all --format json").rows == []
    office.run("verify")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        pytest.param("张三 张三 --from 今天 --to 今天", 1, "himself", id="to himself"),
        pytest.param("张三 李四 --from 今天 --to 昨天", 1, "before", id="days"),
        pytest.param("张三 李四 --street 横路 --from 今天 --to 今天", 1, "横街", id="street"),
        pytest.param("张三 王五 --from 今天 --to 今天", 1, "No person", id="an unknown delegate"),
        pytest.param("张三 李四 --to 今天", 2, "--from", id="no first day"),
    ],
)
def test_delegations_that_are_refused(office: Desk, line: str, code: int, said: str) -> None:
    assert said in office.run(f"delegate {line}", code=code).err
    assert office.run("absence list --kind delegation --all --format json").rows == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("李四 张三 --from 今天 --to 今天", "no such post", id="no post at all"),
        pytest.param(
            "张三 李四 --street 老街 --from 今天 --to 今天", "no such post", id="not on that street"
        ),
        pytest.param(
            "张三 李四 --street 横街 --from 2026-11-20 --to 2026-11-25", "already", id="overlapping"
        ),
    ],
)
def test_odd_delegations_are_accepted_with_a_warning(office: Desk, line: str, said: str) -> None:
    office.run("place add --kind street 老街 --opened-on 2026-10-01")
    office.run("delegate 张三 李四 --street 横街 --from 2026-11-25 --to 2026-11-30")
    assert said in office.run(f"delegate {line}").err


def test_delegations_are_listed_with_their_last_day(office: Desk) -> None:
    office.run("delegate 张三 李四 --from 2026-11-20 --to 2026-11-25")
    rows = office.run("absence list --kind delegation --format json").rows
    assert [
        {key: row[key] for key in ("chief", "delegate", "street", "first_day", "last_day")}
        for row in rows
    ] == [
        {
            "chief": "张三",
            "delegate": "李四",
            "street": None,
            "first_day": "2026-11-20",
            "last_day": "2026-11-25",
        }
    ]
    office.lang = "zh"
    assert "全部街道" in office.run("absence list --kind delegation").out
