"""`rulebook`: shown, checked, applied, and one field set from a day on.

- each mistake of a file with its line, exit 1, in both languages; nothing is written by `check`
- a change governs from the first Monday on or after its day; older weeks keep their rules
- a day in the past is accepted and said; verdicts and the tally follow in the same entry
- a town's own rule goes before the one for all; switching off and on; values as people type them
- `apply` takes every field, ends duties that are not there, refuses another kind under one name
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Desk
from tests.furnished import facts, furnish, tally

SHIPPED = Path(__file__).parents[2] / "streetchief" / "rulebooks"


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    return office


def patrolled(desk: Desk, *days: str) -> None:
    rows = "\n".join(f"横街,韦知母,{day}" for day in days)
    desk.run("import patrols -", stdin=f"street,person,started_at\n{rows}\n")


def state(desk: Desk, week: str, street: str = "横街") -> tuple[str, int, int]:
    rows = desk.run(["overdue", "--all", "--week", week, "--format", "json"]).rows
    (row,) = [r for r in rows if r["street"] == street]
    return row["state"], row["counted"], row["required"]


# ------------------------------------------------------------------ set


@pytest.mark.parametrize(
    ("day", "first"),
    [
        pytest.param("2026-11-22", "2026-W48", id="the Sunday before"),
        pytest.param("2026-11-23", "2026-W48", id="the Monday itself"),
        pytest.param("2026-11-24", "2026-W49", id="the Tuesday after"),
    ],
)
def test_a_change_governs_from_the_first_monday_on_or_after(
    town: Desk, day: str, first: str
) -> None:
    ran = town.run(f"rulebook set patrol.required 3 --from {day}")
    assert f"The first it will govern is {first}" in ran.out
    town.now = "2026-12-10T09:00"
    asked = [state(town, f"2026-W{week}")[2] for week in (47, 48, 49)]
    assert asked == [2, 3 if first == "2026-W48" else 2, 3]


def test_a_day_in_the_past_is_said_and_verdicts_follow(town: Desk) -> None:
    patrolled(town, "2026-11-09 09:00", "2026-11-09 15:00", "2026-11-02 09:00", "2026-11-02 15:00")
    assert state(town, "2026-W46") == ("met", 2, 2)
    ran = town.run("rulebook set patrol.max_per_day 1 --from 2026-11-09")
    assert "It governs 2026-W46" in ran.out
    assert "The day is in the past" in ran.out
    assert "(1 of 3 verdicts changed)" in ran.out
    assert state(town, "2026-W46") == ("unmet", 1, 2)
    assert state(town, "2026-W45") == ("met", 2, 2)
    town.run("undo --yes")
    assert state(town, "2026-W46") == ("met", 2, 2)


def test_the_tally_follows_a_rule_from_the_past_in_the_same_entry(town: Desk) -> None:
    patrolled(town, "2026-11-09 09:00", "2026-11-10 09:00")
    before = tally(town.db)
    town.run("rulebook set patrol.min_minutes 20 --from 2026-11-09")
    assert tally(town.db) == []
    assert "Authentic" in town.run("verify").out
    town.run("rulebook set patrol.min_minutes 0 --from 2026-11-09")
    assert tally(town.db) == before


def test_a_rule_for_one_town_goes_before_that_for_all(town: Desk) -> None:
    town.run("place add 冷水镇 --kind town")
    town.run("place add --kind street 新街 --town 冷水镇 --opened-on 2026-01-01")
    town.run("appoint 朱川芎 分街长 新街 --town 冷水镇 --from 2026-01-01")
    town.run("rulebook set patrol.required 1 --from 2026-11-09 --town 冷水镇")
    ran = town.run("rulebook set patrol.required 3 --from 2026-11-09")
    assert "These towns have a rule of their own, which goes before it: 冷水镇." in ran.out
    assert state(town, "2026-W46", "新街")[2] == 1
    assert state(town, "2026-W46", "横街")[2] == 3


def test_a_duty_is_switched_off_for_a_town_and_on_again(town: Desk) -> None:
    town.run("appoint 朱川芎 总街长 双峰乡 --from 2026-01-01")
    town.run("rulebook set general_chief.active false --from 2026-11-09 --town 双峰乡")
    duties = [row["duty"] for row in town.run("status --format json").rows]
    assert "general_chief" not in duties
    town.run("rulebook set general_chief.active 是 --from 2026-11-16 --town 双峰乡")
    duties = [row["duty"] for row in town.run("status --format json").rows]
    assert "general_chief" in duties


@pytest.mark.parametrize(
    ("field", "said", "shown"),
    [
        ("max_per_day", "1", "max_per_day = 1"),
        ("backfill_days", "3", "backfill_days = 3"),
        ("max_delegated", "0", "max_delegated = 0"),
        ("require_photo", "true", "require_photo = true"),
        ("partial", "waive", "partial = waive"),
        ("exempt_reasons", "leave,sick", "exempt_reasons = leave,sick"),
        ("exempt_reasons", "none", "exempt_reasons = "),
        ("counting_roles", "deputy_chief、inspector", "counting_roles = deputy_chief,inspector"),
        ("months", "10, 11，12", "months = 10,11,12"),
    ],
)
def test_values_as_people_type_them(town: Desk, field: str, said: str, shown: str) -> None:
    town.run(["rulebook", "set", f"patrol.{field}", said, "--from", "2026-11-02"])
    (row,) = [r for r in town.run("rulebook show --format json").rows if r["duty"] == "patrol"]
    assert row["differs"] == [shown]


@pytest.mark.parametrize("field", ["max_delegated", "backfill_days"])
def test_none_clears_a_limit(town: Desk, field: str) -> None:
    town.run(f"rulebook set patrol.{field} 3 --from 2026-11-02")
    town.run(f"rulebook set patrol.{field} none --from 2026-11-09")
    (row,) = [r for r in town.run("rulebook show --format json").rows if r["duty"] == "patrol"]
    assert row["differs"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param("patrol.required two", 1, "whole number", id="a word for a number"),
        pytest.param("patrol.required none", 1, "whole number", id="none where it means nothing"),
        pytest.param("patrol.active maybe", 1, "true or false", id="neither true nor false"),
        pytest.param("patrol.partial half", 1, "ceil, full, waive", id="an unknown choice"),
        pytest.param("patrol.months 13", 1, "1 to 12", id="month 13"),
        pytest.param("patrol.exempt_reasons fun", 1, "fun", id="an unknown reason"),
        pytest.param("patrol.role mayor", 1, "no role mayor", id="an unknown role"),
        pytest.param(
            "patrol.counting_roles mayor", 1, "no role mayor", id="an unknown one of some"
        ),
        pytest.param("patrol.kinds dancing", 1, "dancing", id="an unknown kind"),
        pytest.param("patrol.frog 1", 1, "no field frog", id="an unknown field"),
        pytest.param("frog.required 1", 1, "no duty frog", id="an unknown duty"),
        pytest.param("patrol.per zone", 1, "cannot be changed", id="what a duty is"),
        pytest.param("patrol.period month", 1, "cannot be changed", id="another period"),
        pytest.param("patrol.since 2026-01-01", 1, "--from", id="the day is said with --from"),
        pytest.param("patrol 1", 2, "patrol.required", id="no field"),
        pytest.param("patrol.required 3 --town 无名镇", 1, "无名镇", id="an unknown town"),
        pytest.param("patrol.until never", 2, "date", id="a day that is none"),
    ],
)
def test_what_cannot_be_set_writes_nothing(town: Desk, words: str, code: int, said: str) -> None:
    before = facts(town.db)
    assert said in town.run(f"rulebook set {words} --from 2026-11-02", code=code).err
    assert facts(town.db) == before


def test_a_day_is_needed(town: Desk) -> None:
    assert "--from" in town.run("rulebook set patrol.required 3", code=2).err


def test_a_changed_field_is_named_on_reports(town: Desk) -> None:
    town.run("rulebook set patrol.max_per_day 1 --from 2026-11-02")
    assert "at most this many a day 1" in town.run("overdue").out


def test_what_comes_later_is_told_by_show(town: Desk) -> None:
    town.run("rulebook set patrol.required 3 --from 2026-12-01")
    text = town.run("rulebook show").out
    assert "required of patrol becomes 3 on Tue 2026-12-01" in text
    (row,) = [
        r
        for r in town.run("rulebook show --on 2026-12-07 --format json").rows
        if r["duty"] == "patrol"
    ]
    assert (row["required"], row["since"]) == (3, "2026-12-01")


def test_show_as_known_then(town: Desk) -> None:
    town.now = "2026-11-24T09:00"
    town.run("rulebook set patrol.required 3 --from 2026-11-02")
    asked = []
    for words in ((), ("--as-of", "2026-11-22")):
        rows = town.run(["rulebook", "show", "--format", "json", *words]).rows
        asked += [row["required"] for row in rows if row["duty"] == "patrol"]
    assert asked == [3, 2]


# ------------------------------------------------------------------ check


@pytest.mark.parametrize("name", sorted(path.stem for path in SHIPPED.glob("*.toml")))
def test_what_ships_has_no_mistakes(desk: Desk, name: str) -> None:
    assert "no mistakes" in desk.run(f"rulebook check {name}").out


MISTAKES = """\
name = "x"
zh = "某"
since = 2026-01-01

[roles.deputy_chief]
zh = "分街长"
place = "moon"

[kinds.patrol]
zh = "巡查"

[duties.patrol]
zh = "巡查"
role = "mayor"
per = "street"
kinds = ["patrol"]
required = -1
max_per_dya = 1
partial = "half"
"""


def test_each_mistake_is_told_with_its_line(desk: Desk) -> None:
    desk.write("x.toml", MISTAKES)
    ran = desk.run("rulebook check x.toml", code=1)
    lines = MISTAKES.splitlines()
    for word in ("moon", "mayor", "required = -1", "max_per_dya", "half"):
        number = next(n for n, line in enumerate(lines, 1) if word in line)
        assert f"line {number}:" in ran.err, word
    assert ran.out == ""


def test_mistakes_are_told_in_chinese(desk: Desk) -> None:
    desk.write("x.toml", MISTAKES)
    desk.lang = "zh"
    said = desk.run("rulebook check x.toml", code=1).err
    assert "有误" in said or "错误" in said
    assert "没有职务“mayor”" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("name = \n", "line 1:", id="no TOML"),
        pytest.param("a = 1\nb = [\n", "TOML", id="an open bracket"),
        pytest.param("", "name", id="nothing in it"),
        pytest.param(b"\xff\xfe\x00", "not UTF-8", id="no text"),
    ],
)
def test_what_is_no_rulebook(desk: Desk, content: str | bytes, said: str) -> None:
    desk.write("x.toml", content)
    assert said in desk.run("rulebook check x.toml", code=1).err


def test_a_file_that_is_not_there(desk: Desk) -> None:
    assert "There is no rulebook" in desk.run("rulebook check nowhere.toml", code=1).err


# ------------------------------------------------------------------ apply


def test_a_new_rulebook_holds_from_its_day_and_old_weeks_keep_theirs(town: Desk) -> None:
    text = (SHIPPED / "empty.toml").read_text("utf-8").replace("required = 2", "required = 3", 1)
    town.write("stricter.toml", text.replace('name = "empty"', 'name = "stricter"'))
    ran = town.run("rulebook apply stricter.toml --from 2026-11-18")
    assert "Rulebook stricter applied from Wed 2026-11-18" in ran.out
    assert "The first it will govern is 2026-W48" in ran.out
    assert "Duties that end that day: general_chief, cleanup." in ran.out
    town.now = "2026-12-02T09:00"
    assert [state(town, week)[2] for week in ("2026-W47", "2026-W48")] == [2, 3]
    assert town.run("rulebook show --format json").json["rulebook"] == "stricter"
    assert town.run("rulebook show --on 2026-11-17 --format json").json["rulebook"] == "panan"


def test_a_field_the_new_rulebook_leaves_out_is_at_its_default_again(town: Desk) -> None:
    town.run("rulebook set patrol.max_per_day 1 --from 2026-11-02")
    town.run("rulebook set patrol.backfill_days 1 --from 2026-11-02")
    town.run("rulebook apply empty --from 2026-11-09")
    (row,) = [r for r in town.run("rulebook show --format json").rows if r["duty"] == "patrol"]
    assert row["differs"] == []


def test_a_towns_own_rule_stays(town: Desk) -> None:
    town.run("rulebook set patrol.required 1 --from 2026-11-02 --town 双峰乡")
    ran = town.run("rulebook apply empty --from 2026-11-09")
    assert "which goes before it: 双峰乡." in ran.out
    assert state(town, "2026-W46")[2] == 1


def test_a_duty_of_another_kind_needs_a_name_of_its_own(town: Desk) -> None:
    text = (SHIPPED / "empty.toml").read_text("utf-8")
    town.write("monthly.toml", text.replace('period = "week"', 'period = "month"', 1))
    before = facts(town.db)
    said = town.run("rulebook apply monthly.toml --from 2026-11-09", code=1).err
    assert "patrol has period week" in said
    assert facts(town.db) == before


def test_a_rulebook_with_mistakes_is_not_applied(town: Desk) -> None:
    town.write("x.toml", MISTAKES)
    before = facts(town.db)
    town.run("rulebook apply x.toml --from 2026-11-09", code=1)
    assert facts(town.db) == before


def test_the_text_comes_back_as_it_was(town: Desk) -> None:
    shipped = (SHIPPED / "panan.toml").read_text("utf-8")
    assert town.run("rulebook show --format toml").out == shipped


def test_applying_can_be_undone(town: Desk) -> None:
    before = town.run("rulebook show --format json").out
    town.run("rulebook apply empty --from 2026-11-09")
    town.run("undo --yes")
    assert town.run("rulebook show --format json").out == before
