"""Faults that a hostile user once found, each as small as it can be told."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

from tests.conftest import Desk

STREETS = "town,street,opened_on\n双峰乡,横街,2026-10-26\n"
HOLDERS = "name,kind\n甲,person\n乙,person\n"


@pytest.fixture
def town(desk: Desk) -> Desk:
    """双峰乡 with one street, opened on Monday of 2026-W44, and its chief 甲."""
    desk.now = "2026-10-26T08:00"
    desk.run("init --town 双峰乡 --site office")
    desk.run("import streets -", STREETS)
    desk.run("import holders -", HOLDERS)
    desk.run("appoint 甲 deputy_chief 横街 --from 2026-10-26")
    return desk


@pytest.mark.parametrize(
    ("now", "line", "run"),
    [
        pytest.param("2026-11-10T09:00", "", 2, id="two-weeks-unmet"),
        pytest.param("2026-11-17T09:00", "", 2, id="then-one-exempt"),
        pytest.param("2026-11-17T09:00", "--week 2026-W46", 2, id="the-exempt-week-alone"),
        pytest.param("2026-11-17T09:00", "--week 2026-W47", 2, id="the-running-week-alone"),
        pytest.param("2026-11-24T09:00", "", 3, id="and-one-unmet-again"),
        pytest.param("2026-12-01T09:00", "", 0, id="a-met-week-ends-it"),
    ],
)
def test_the_run_of_unmet_weeks_goes_on_over_a_week_in_which_nothing_was_due(
    town: Desk, now: str, line: str, run: int
) -> None:
    town.run(
        "exempt --street 横街 --from 2026-11-09 --to 2026-11-15 --reason closure --approved-by 乙"
    )
    town.now = now
    if now > "2026-12":
        town.run("log 横街 --by 甲 --at 2026-11-23T09:00")
        town.run("log 横街 --by 甲 --at 2026-11-24T09:00")
    [row] = town.run(f"overdue --all --format json {line}").rows
    assert row["unmet_weeks"] == run


def test_duties_as_known_then_are_judged_at_that_moment(town: Desk) -> None:
    town.now = "2026-11-10T09:00"
    [row] = town.run(
        "duty status patrol --week 2026-W44 --as-of 2026-10-27T09:00 --format json"
    ).rows
    assert row["state"] == "on_track"
    [row] = town.run("duty status patrol --as-of 2026-10-27T09:00 --format json").rows
    assert (row["period"], row["state"]) == ("2026-W44", "on_track")


def test_an_exemption_that_is_over_now_was_not_over_then(town: Desk) -> None:
    town.run("exempt --street 横街 --from 2026-10-27 --to 2026-10-28 --reason closure")
    town.now = "2026-11-10T09:00"
    assert town.run("absence list --format json").rows == []
    assert len(town.run("absence list --as-of 2026-10-28T09:00 --format json").rows) == 1


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(["log", "横街", "--by", "\udce4\udcb8"], id="person"),
        pytest.param(["log", "\ud800", "--by", "甲"], id="street"),
        pytest.param(["overdue", "--town", "\udce4"], id="town"),
        pytest.param(["explain", "\udce4"], id="subject"),
        pytest.param(["holder", "add", "丁", "--unit", "\udce4"], id="unit"),
    ],
)
def test_a_word_that_is_no_text_is_told_and_changes_nothing(town: Desk, line: list[str]) -> None:
    before = town.run("history -n 0").out
    said = town.run(line, code=None)
    assert said.code in (1, 2)
    assert said.err.strip()
    assert town.run("history -n 0").out == before


def test_what_was_pasted_by_mistake_is_not_all_repeated(town: Desk) -> None:
    assert len(town.run(["overdue", "--town", "长" * 100_000], code=1).err) < 5_000


@pytest.mark.parametrize("week", ["1970-W01", "1970-01-04", "9999-W52", "9999-12-31"])
@pytest.mark.parametrize(
    "command", ["overdue --week", "explain 横街 --week", "status --week", "week"]
)
def test_a_week_at_the_end_of_the_calendar_cannot_be_judged(
    town: Desk, command: str, week: str
) -> None:
    assert "1970" in town.run(f"{command} {week}", code=2).err


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("week --year " + "9" * 5_000, id="year"),
        pytest.param(
            "rulebook set patrol.months 1," + "9" * 5_000 + " --from 2026-12-01", id="list"
        ),
        pytest.param("rulebook set patrol.required -- --5 --from 2026-12-01", id="two-signs"),
    ],
)
def test_a_number_beyond_reason_is_refused(town: Desk, line: str) -> None:
    assert town.run(line, code=None).code in (1, 2)


def test_what_was_logged_a_few_minutes_ahead_may_be_taken_over_as_recorded(town: Desk) -> None:
    town.now = "2026-10-27T09:00"
    rows = "street,person,started_at,recorded_at\n横街,甲,2026-10-27 {},2026-10-27 09:00\n"
    said = town.run("import patrols - --trust-recorded", rows.format("09:06"), code=1)
    assert "2026-10-27 09:0" in said.err
    town.run("import patrols - --trust-recorded", rows.format("09:05"))


@pytest.mark.parametrize(
    ("line", "sink", "code"),
    [
        pytest.param("--help", ">/dev/full", 4, id="help-on-a-full-disk"),
        pytest.param("--help", ">&-", 0, id="help-without-an-output"),
        pytest.param("log --help", ">&-", 0, id="help-of-a-command-without-an-output"),
        pytest.param("--version", ">/dev/full", 4, id="version-on-a-full-disk"),
        pytest.param("init --db new.db", ">/dev/full", 6, id="a-ledger-made-on-a-full-disk"),
        pytest.param("init --db new.db", ">&-", 6, id="a-ledger-made-without-an-output"),
        pytest.param("init --db new.db", "| true", None, id="a-ledger-made-for-no-reader"),
    ],
)
def test_an_output_that_cannot_be_written(
    desk: Desk, line: str, sink: str, code: int | None
) -> None:
    shell = f"{sys.executable} -m streetchief {line} {sink}"
    ended = subprocess.run(
        ["sh", "-c", shell],
        cwd=desk.folder,
        env=desk.process_environment(),
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in ended.stderr
    assert code is None or ended.returncode == code, ended
    assert (desk.folder / "new.db").exists() == line.startswith("init")


@pytest.mark.parametrize(
    "more",
    ["--metres 300", "--approved-by 乙", "--with 乙", "--minutes 20", "--note 好"],
)
def test_a_retry_key_stands_for_everything_that_was_said(town: Desk, more: str) -> None:
    line = "log 横街 --by 甲 --at 2026-10-26T07:00 --key k1"
    town.run(line)
    assert "k1" in town.run(f"{line} {more}", code=1).err
    assert town.run(line).out.startswith("Already there")


def test_a_retry_of_what_was_taken_back_is_told_so(town: Desk) -> None:
    line = "log 横街 --by 甲 --at 2026-10-26T07:00 --key k1 --note '一\r\n二 ' --metres 5"
    [row] = town.run(f"{line} --format json").rows
    assert town.run(line).err == ""
    town.run(f"void {row['number']} --why 错")
    said = town.run(f"{line} --format json")
    assert said.rows[0]["number"] == row["number"]
    assert f"{row['number']} was taken back" in said.err


def test_a_duty_that_is_switched_off_is_not_a_register_that_is_empty(town: Desk) -> None:
    town.run("rulebook set patrol.active false --from 2026-10-26")
    assert "no street has a duty then" in town.run("overdue").out
    for command in ("status", "status --brief"):
        assert "none has a duty now" in town.run(command).out


@pytest.mark.parametrize(
    "line",
    [
        "absence revoke 9223372036854775808 --why 错",
        "void 9223372036854775808 --why 错",
        "rulebook limit self_tender 92233720368547758080 --from 2026-01-01",
        "rulebook set patrol.required 3 --from 9999-12-31",
        "rulebook apply panan --from 9999-12-31",
    ],
)
def test_a_number_or_a_day_beyond_what_can_be_kept_is_refused(town: Desk, line: str) -> None:
    before = town.run("history -n 0").out
    assert town.run(line, code=None).code in (1, 2)
    assert town.run("history -n 0").out == before


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a = " + "[" * 5_000 + "]" * 5_000, id="nested-too-deeply"),
        pytest.param('name = "x"\nzh = "x"\nen = "x"\nsince = 0001-01-01\n', id="before-1970"),
    ],
)
@pytest.mark.parametrize("command", ["check rules.toml", "apply rules.toml --from 2026-12-01"])
def test_a_rulebook_that_cannot_be_read_names_its_mistake(
    town: Desk, command: str, text: str
) -> None:
    town.write("rules.toml", text)
    assert "rules.toml has mistakes" in town.run(f"rulebook {command}", code=1).err


def test_a_mistyped_number_cannot_switch_the_rule_off(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-02")
    before = office.run("overdue --all --format json").out
    connection = sqlite3.connect(office.db)
    duties = connection.execute("SELECT id FROM duty").fetchall()
    connection.close()
    for (number,) in duties:
        office.run(f"void {number} --why 手误", code=1)
    assert duties
    assert office.run("overdue --all --format json").out == before
