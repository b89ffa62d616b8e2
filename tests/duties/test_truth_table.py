"""The truth table of the twice-a-week rule, through the typed commands and their JSON alone.

Each case is a small town: its lines are imports and commands, its answer one row of
`overdue --week W --all`. The week is 2026-W47, Monday 16 to Sunday 22 November, unless said.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.conftest import Desk

AFTER = "2026-11-24T09:00"


@dataclass(frozen=True)
class Case:
    """A town and what must come out for its street 横街."""

    patrols: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()
    assignments: tuple[str, ...] = ("甲,deputy_chief,横街,2026-01-01,",)
    streets: tuple[str, ...] = ("横街,2026-01-01,",)
    week: str = "2026-W47"
    now: str = AFTER
    state: str = "met"
    required: int | None = None
    counted: int | None = None
    flags: str = ""
    recorded: bool = field(default=False)


def on(*starts: str, person: str = "甲", street: str = "横街") -> tuple[str, ...]:
    return tuple(f"{street},{person},2026-11-{start}," for start in starts)


LEAVE = "exempt --person 甲 --from 2026-11-16 --to {last} --reason leave --approved-by 乙"

CASES = {
    "monday-and-wednesday": Case(on("16 9:00", "18 9:00"), counted=2, required=2),
    "monday-twice": Case(on("16 9:00", "16 15:00"), counted=2),
    "monday-twice-one-a-day": Case(
        on("16 9:00", "16 15:00"),
        ("rulebook set patrol.max_per_day 1 --from 2026-09-01",),
        state="unmet",
        counted=1,
    ),
    "one-short": Case(on("16 9:00"), state="unmet", counted=1),
    "sunday-2359-and-next-monday-0000-old": Case(
        on("22 23:59", "23 0:00"), state="unmet", counted=1
    ),
    "sunday-2359-and-next-monday-0000-new": Case(
        on("22 23:59", "23 0:00"), week="2026-W48", now="2026-12-01T09:00", state="unmet", counted=1
    ),
    "starts-sunday-2350-ends-monday": Case(
        ("横街,甲,2026-11-22 23:50,30", "横街,甲,2026-11-18 9:00,"), counted=2
    ),
    "leave-monday-to-thursday": Case(
        on("20 9:00"), (LEAVE.format(last="2026-11-19"),), required=1, counted=1
    ),
    "leave-all-week": Case((), (LEAVE.format(last="2026-11-22"),), state="exempt", required=0),
    "leave-all-week-delegate-on-tuesday": Case(
        (),
        (
            LEAVE.format(last="2026-11-22"),
            "delegate 甲 乙 --street 横街 --from 2026-11-17 --to 2026-11-17",
        ),
        state="unmet",
        required=1,
    ),
    "appointed-on-saturday": Case(
        on("22 9:00"), assignments=("甲,deputy_chief,横街,2026-11-21,",), required=1, counted=1
    ),
    "handover-on-wednesday-one-each": Case(
        (*on("16 9:00"), *on("19 9:00", person="乙")),
        assignments=(
            "甲,deputy_chief,横街,2026-01-01,2026-11-18",
            "乙,deputy_chief,横街,2026-11-18,",
        ),
        counted=2,
    ),
    "delegate-without-a-record": Case(
        on("16 9:00", "18 9:00", person="乙"), state="unmet", counted=0
    ),
    "delegate-with-a-record": Case(
        on("16 9:00", "18 9:00", person="乙"),
        ("delegate 甲 乙 --from 2026-11-16 --to 2026-11-18",),
        counted=2,
    ),
    "delegation-is-not-transitive": Case(
        on("16 9:00", "18 9:00", person="丙"),
        (
            "delegate 甲 乙 --from 2026-11-16 --to 2026-11-22",
            "delegate 乙 丙 --from 2026-11-16 --to 2026-11-22",
        ),
        state="unmet",
        counted=0,
    ),
    "delegation-ends-on-its-last-day": Case(
        on("17 9:00", "18 9:00", person="乙"),
        ("delegate 甲 乙 --from 2026-11-16 --to 2026-11-17",),
        state="unmet",
        counted=1,
    ),
    "recorded-three-days-later-at-any-hour": Case(
        (
            "横街,甲,2026-11-16 9:00,,2026-11-19 23:59",
            "横街,甲,2026-11-17 23:00,,2026-11-18 0:10",
        ),
        ("rulebook set patrol.backfill_days 3 --from 2026-09-01",),
        counted=2,
        recorded=True,
    ),
    "recorded-four-days-later": Case(
        (
            "横街,甲,2026-11-16 9:00,,2026-11-20 0:01",
            "横街,甲,2026-11-17 23:00,,2026-11-18 0:10",
        ),
        ("rulebook set patrol.backfill_days 3 --from 2026-09-01",),
        state="unmet",
        counted=1,
        recorded=True,
    ),
    "by-default-late-counts": Case(
        (
            "横街,甲,2026-11-16 9:00,,2026-11-23 9:00",
            "横街,甲,2026-11-17 9:00,,2026-11-24 8:00",
        ),
        counted=2,
        recorded=True,
    ),
    "quota-raised-on-a-wednesday-this-week": Case(
        on("16 9:00", "18 9:00"),
        ("rulebook set patrol.required 3 --from 2026-11-18",),
        required=2,
        counted=2,
    ),
    "quota-raised-on-a-wednesday-next-week": Case(
        on("24 9:00", "25 9:00"),
        ("rulebook set patrol.required 3 --from 2026-11-18",),
        week="2026-W48",
        now="2026-12-01T09:00",
        state="unmet",
        required=3,
        counted=2,
    ),
    "general-chief-on-a-deputys-street": Case(
        on("16 9:00", "18 9:00", person="丁"), state="unmet", counted=0
    ),
    "street-closed-on-thursday": Case(
        on("18 9:00"), streets=("横街,2026-01-01,2026-11-19",), required=1, counted=1
    ),
    "nobody-appointed": Case(assignments=(), state="vacant", required=0),
    "vacant-and-exempt-stays-vacant": Case(
        assignments=(),
        commands=(
            "exempt --street 横街 --from 2026-11-16 --to 2026-11-22 --reason closure"
            " --approved-by 乙",
        ),
        state="vacant",
    ),
    "pending-exemption-does-nothing": Case(
        on("20 9:00"),
        ("exempt --person 甲 --from 2026-11-16 --to 2026-11-19 --reason leave",),
        state="unmet",
        required=2,
    ),
    "one-of-two-deputies-on-leave": Case(
        on("16 9:00", person="乙"),
        (LEAVE.format(last="2026-11-22"),),
        assignments=("甲,deputy_chief,横街,2026-01-01,", "乙,deputy_chief,横街,2026-01-01,"),
        state="unmet",
        required=2,
    ),
    "town-exempt-three-days": Case(
        on("16 9:00"),
        ("exempt --town 镇 --from 2026-11-20 --to 2026-11-22 --reason weather --approved-by 乙",),
        state="unmet",
        required=2,
    ),
    "town-exempt-four-days": Case(
        on("16 9:00"),
        ("exempt --town 镇 --from 2026-11-19 --to 2026-11-22 --reason weather --approved-by 乙",),
        required=1,
    ),
    "a-patrol-on-an-exempt-day-counts": Case(
        on("16 9:00"), (LEAVE.format(last="2026-11-19"),), required=1, counted=1
    ),
    "partial-full": Case(
        on("20 9:00"),
        (LEAVE.format(last="2026-11-19"), "rulebook set patrol.partial full --from 2026-09-01"),
        state="unmet",
        required=2,
    ),
    "partial-waive": Case(
        (),
        (LEAVE.format(last="2026-11-16"), "rulebook set patrol.partial waive --from 2026-09-01"),
        state="exempt",
        required=0,
    ),
    "thursday-none-done": Case(now="2026-11-19T09:00", state="on_track"),
    "friday-none-done": Case(now="2026-11-20T09:00", state="at_risk"),
    "sunday-none-done": Case(now="2026-11-22T09:00", state="at_risk"),
    "sunday-none-done-one-a-day": Case(
        now="2026-11-22T09:00",
        commands=("rulebook set patrol.max_per_day 1 --from 2026-09-01",),
        state="unreachable",
    ),
    "sunday-none-done-two-a-day": Case(
        now="2026-11-22T09:00",
        commands=("rulebook set patrol.max_per_day 2 --from 2026-09-01",),
        state="at_risk",
    ),
    "sunday-one-done-today-one-a-day": Case(
        on("22 8:00"),
        now="2026-11-22T09:00",
        commands=("rulebook set patrol.max_per_day 1 --from 2026-09-01",),
        state="unreachable",
        counted=1,
    ),
    "thursday-none-done-no-slack": Case(
        now="2026-11-20T09:00",
        commands=("rulebook set patrol.slack_days 0 --from 2026-09-01",),
        state="on_track",
    ),
    "new-year-is-week-53": Case(
        ("横街,甲,2027-01-01 9:00,", "横街,甲,2026-12-28 9:00,"),
        week="2026-W53",
        now="2027-01-05T09:00",
        counted=2,
    ),
}


def build(desk: Desk, case: Case) -> None:
    desk.now = "2027-01-08T09:00" if case.week == "2026-W53" else max(case.now, "2026-11-20T09:30")
    desk.now = case.now
    desk.run("init --town 镇")
    desk.write(
        "s.csv", "town,street,opened_on,closed_on\n" + "".join(f"镇,{s}\n" for s in case.streets)
    )
    desk.write(
        "h.csv", "name,kind,unit\n" + "".join(f"{n},person,甲村村委会\n" for n in "甲乙丙丁")
    )
    lines = [*case.assignments, "丁,general_chief,镇,2026-01-01,"]
    desk.write("a.csv", "holder,role,place,since,until\n" + "".join(f"{line}\n" for line in lines))
    recorded = ",recorded_at" if case.recorded else ""
    desk.write(
        "p.csv",
        f"street,person,started_at,minutes{recorded}\n" + "".join(f"{p}\n" for p in case.patrols),
    )
    desk.run("import streets s.csv")
    desk.run("import holders h.csv")
    desk.run("import assignments a.csv")
    if case.patrols:
        trust = " --trust-recorded" if case.recorded else ""
        desk.run(f"import patrols p.csv{trust}")
    for command in case.commands:
        desk.run(command)


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_a_week_is_judged_as_the_truth_table_says(desk: Desk, case: Case) -> None:
    build(desk, case)
    (row,) = desk.run(f"overdue --week {case.week} --all --format json").rows
    assert row["street"] == "横街"
    assert row["state"] == case.state
    if case.required is not None:
        assert row["required"] == case.required
    if case.counted is not None:
        assert row["counted"] == case.counted


def test_three_streets_in_one_walk_on_two_days_meet_all_three(desk: Desk) -> None:
    case = Case(
        streets=("横街,2026-01-01,", "老街,2026-01-01,", "新街,2026-01-01,"),
        assignments=tuple(f"甲,deputy_chief,{s},2026-01-01," for s in ("横街", "老街", "新街")),
        patrols=tuple(
            f"{s},甲,2026-11-{d} 9:00,40" for d in (16, 18) for s in ("横街", "老街", "新街")
        ),
    )
    build(desk, case)
    rows = desk.run("overdue --week 2026-W47 --all --format json").rows
    assert [row["state"] for row in rows] == ["met"] * 3


def test_one_of_two_patrols_voided_is_unmet(desk: Desk) -> None:
    build(desk, Case())
    desk.run("log 横街 --by 甲 --at '2026-11-16 9:00'")
    (row,) = desk.run("log 横街 --by 甲 --at '2026-11-18 9:00' --format json").rows
    assert row["state"] == "met"
    desk.run(f"void {row['number']} --why 误记")
    (row,) = desk.run("overdue --week 2026-W47 --all --format json").rows
    assert (row["state"], row["counted"]) == ("unmet", 1)


def test_a_late_entry_counts_once_it_is_approved(desk: Desk) -> None:
    case = Case(
        on("17 9:00"), ("rulebook set patrol.backfill_days 3 --from 2026-09-01",), recorded=False
    )
    build(desk, Case(on(), case.commands))
    (row,) = desk.run("log 横街 --by 甲 --at '2026-11-17 9:00' --format json").rows
    assert (row["counted"], row["state"]) == (0, "unmet")
    desk.run(f"approve {row['number']} --by 丁")
    (row,) = desk.run("overdue --week 2026-W47 --all --format json").rows
    assert row["counted"] == 1


def test_the_exit_code_speaks_of_lost_weeks_only(desk: Desk) -> None:
    build(desk, Case(now="2026-11-20T09:00", streets=("横街,2026-11-16,",)))
    desk.run("overdue --exit-code", code=0)
    desk.now = AFTER
    desk.run("overdue --exit-code", code=10)


def test_an_approved_request_takes_days_out_and_a_revoked_one_puts_them_back(desk: Desk) -> None:
    build(desk, Case(on("20 9:00")))
    said = desk.run("exempt --person 甲 --from 2026-11-16 --to 2026-11-19 --reason leave").out
    number = next(word for word in said.replace(":", " ").split() if word.isdigit())
    desk.run(f"approve {number} --by 丁")
    (row,) = desk.run("overdue --week 2026-W47 --all --format json").rows
    assert (row["required"], row["state"]) == (1, "met")
    desk.run(f"void {number} --why 撤回")
    (row,) = desk.run("overdue --week 2026-W47 --all --format json").rows
    assert (row["required"], row["state"]) == (2, "unmet")


def test_both_calendar_weeks_are_met_while_the_last_seven_days_fall_short(desk: Desk) -> None:
    patrols = on("09 9:00", "10 9:00", "21 9:00", "22 9:00")
    build(desk, Case(patrols))
    for week in ("2026-W46", "2026-W47"):
        (row,) = desk.run(f"overdue --week {week} --all --format json").rows
        assert (row["state"], row["counted"]) == ("met", 2)
