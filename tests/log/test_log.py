"""`log`: one line for one or several streets.

- the answer names number, street, person, resolved moment, and what it did to the week
- several streets in one walk are one entry; an exact duplicate is reported, not doubled
- refused: the future, a closed street, unknown and ambiguous names, two walks at once
- many lines from standard input are all logged, or none is
- a retry key is written once
- it is the same in a pipe and with an empty environment
"""

from __future__ import annotations

import json
import sqlite3

import jsonschema
import pytest

from streetchief.output.json import schema
from tests.conftest import Desk, Ran


@pytest.fixture
def town(office: Desk) -> Desk:
    for street in ("横街", "老街", "新街"):
        office.run(f"place add --kind street {street} --opened-on 2026-01-01")
    for name, street in (("张三", "横街"), ("李四", "老街"), ("王五", "新街")):
        office.run(f"holder add {name} --unit 大皿村村委会")
        office.run(f"appoint {name} deputy_chief {street} --from 2026-01-01")
    return office


def logged(ran: Ran) -> list[dict[str, object]]:
    document = ran.json
    jsonschema.validate(document, schema("log"))
    rows: list[dict[str, object]] = document["rows"]
    return rows


def patrols(desk: Desk) -> list[tuple[str, int]]:
    connection = sqlite3.connect(desk.db)
    try:
        return connection.execute(
            "SELECT p.name, a.started_at FROM activity a "
            "JOIN place p ON p.id = a.place ORDER BY a.id"
        ).fetchall()
    finally:
        connection.close()


def test_the_answer_says_what_was_understood_and_what_it_did_to_the_week(town: Desk) -> None:
    town.lang = "zh"
    said = town.run("log 横街 --by 张三 --at 昨天9点").out
    assert "2026-11-19（周四）09:00，2026年第47周" in said
    assert "本周还差1次，周日前" in said
    assert "补录" in said
    said = town.run("log 横街 --by 张三").out
    assert "今日已计1次；本周已达标" in said


@pytest.mark.parametrize(
    ("at", "started_at", "week"),
    [
        pytest.param("2026-11-19 14:30", "2026-11-19T14:30", "2026-W47", id="iso"),
        pytest.param("今天 9点", "2026-11-20T09:00", "2026-W47", id="today"),
        pytest.param("昨天下午3点半", "2026-11-19T15:30", "2026-W47", id="yesterday"),
        pytest.param("周三", "2026-11-18T00:00", "2026-W47", id="wednesday"),
        pytest.param("上周五", "2026-11-13T00:00", "2026-W46", id="last-friday"),
        pytest.param("11月19日 14:30", "2026-11-19T14:30", "2026-W47", id="month-day"),
        pytest.param("2026年11月16日", "2026-11-16T00:00", "2026-W47", id="full-date"),
        pytest.param("２０２６－１１－１９　１４：３０", "2026-11-19T14:30", "2026-W47", id="wide"),
        pytest.param("yesterday 9am", "2026-11-19T09:00", "2026-W47", id="yesterday-9am"),
        pytest.param("last friday", "2026-11-13T00:00", "2026-W46", id="last-friday-english"),
        pytest.param("2h ago", "2026-11-20T07:30", "2026-W47", id="two-hours-ago"),
    ],
)
def test_moments_are_read_as_people_write_them(
    town: Desk, at: str, started_at: str, week: str
) -> None:
    (row,) = logged(town.run(["log", "横街", "--by", "张三", "--at", at, "--format", "json"]))
    assert (row["started_at"], row["week"]) == (started_at, week)


def test_one_walk_of_three_streets_counts_once_for_each_by_their_own_chief(town: Desk) -> None:
    rows = logged(town.run("log 横街 老街 新街 --by 张三 --format json"))
    assert [(row["street"], row["counted"]) for row in rows] == [
        ("横街", 1),
        ("老街", 0),
        ("新街", 0),
    ]
    assert len({row["number"] for row in rows}) == 3


def test_an_exact_duplicate_is_reported_and_not_doubled(town: Desk) -> None:
    first = logged(town.run("log 横街 --by 张三 --at 9:00 --format json"))
    again = town.run("log 横街 --by 张三 --at 9:00 --format json")
    assert logged(again) == first
    assert len(patrols(town)) == 1


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        pytest.param("log 横街 --by 张三 --at 09:36", 1, "future", id="six-minutes-ahead"),
        pytest.param("log 横街 --by 张三 --at 明天9点", 1, "future", id="tomorrow"),
        pytest.param("log 横街 --by 张三 --at 2025-12-31", 1, "open only from", id="not-open"),
        pytest.param("log 恒街 --by 张三", 1, "横街", id="unknown-street"),
        pytest.param("log 横街 --by 张山", 1, "张三", id="unknown-person"),
        pytest.param("log 横街", 2, "--by", id="nobody"),
        pytest.param("log --by 张三", 2, "STREET", id="no-street"),
        pytest.param("log 横街 --by 张三 --at 什么时候", 2, "cannot be read", id="no-date"),
        pytest.param("log 横街 --by 张三 --minutes 0", 2, "--minutes", id="no-minutes"),
        pytest.param("log 横街 --by 张三 --colour red", 2, "--colour", id="no-such-option"),
    ],
)
def test_what_cannot_be_right_is_refused_in_a_sentence(
    town: Desk, words: str, code: int, reason: str
) -> None:
    said = town.run(words, code=code)
    assert reason in said.err
    assert said.out == ""
    assert "Traceback" not in said.err
    assert patrols(town) == []


def test_five_minutes_ahead_is_a_clock_that_differs(town: Desk) -> None:
    town.run("log 横街 --by 张三 --at 09:35")
    assert len(patrols(town)) == 1


def test_two_stated_walks_of_one_person_may_not_intersect(town: Desk) -> None:
    town.run("log 横街 --by 张三 --at 8:00 --minutes 30")
    town.run("log 老街 --by 张三 --at 8:29 --minutes 10", code=1)
    town.run("log 老街 --by 张三 --at 8:30 --minutes 10")
    town.run("log 新街 --by 张三 --at 8:10")
    assert len(patrols(town)) == 3


def test_many_lines_are_logged_together_or_not_at_all(town: Desk) -> None:
    lines = "横街 --by 张三 --at '周一 8点'\n# 抄自纸表\n老街 --by 李四 --at '周二 8点' --note 雨\n"
    bad = lines + "新街 --by 无此人\n"
    said = town.run("log -", stdin=bad, code=1)
    assert "3:" in said.err
    assert patrols(town) == []
    assert len(logged(town.run("log - --format json", stdin=lines))) == 2
    connection = sqlite3.connect(town.db)
    (entries,) = connection.execute("SELECT count(*) FROM journal WHERE act = 'log'").fetchone()
    connection.close()
    assert entries == 1


def test_options_of_the_call_hold_for_every_line_that_says_nothing_else(town: Desk) -> None:
    rows = logged(
        town.run("log - --by 张三 --format json", stdin="横街 --at 8:00\n老街 --at 9:00\n")
    )
    assert {row["person"] for row in rows} == {"张三"}


def test_a_retry_key_is_written_once(town: Desk) -> None:
    first = logged(town.run("log 横街 --by 张三 --key k1 --format json"))
    town.now = "2026-11-20T09:45"
    again = logged(town.run("log 横街 --by 张三 --key k1 --format json"))
    assert [row["number"] for row in again] == [row["number"] for row in first]
    said = town.run("log 老街 --by 张三 --key k1", code=1)
    assert "k1" in said.err
    assert len(patrols(town)) == 1


def test_it_is_the_same_in_a_pipe_with_an_empty_environment(town: Desk) -> None:
    here = town.run("log 横街 --by 张三 --at 8:00 --format json")
    there = town.run_process("log 横街 --by 张三 --at 8:00 --format json")
    assert json.loads(there.out) == here.json
    town.lang = None
    said = town.run_process("log 横街 --by 张三 --at 8:01")
    assert "Logged as number" in said.out


def test_a_general_chief_counts_for_himself_and_not_for_the_street(town: Desk) -> None:
    town.run("holder add 赵六")
    town.run("appoint 赵六 general_chief 双峰乡 --from 2026-01-01")
    said = town.run("log 横街 --by 赵六").out
    assert "Not counted" in said
    assert "As general chief: 1 of 2" in said
