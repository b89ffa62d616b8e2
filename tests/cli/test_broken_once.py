"""Faults that a hostile user once found, each as small as it can be told."""

from __future__ import annotations

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
    assert town.run("exemption list --format json").rows == []
    assert len(town.run("exemption list --as-of 2026-10-28T09:00 --format json").rows) == 1
