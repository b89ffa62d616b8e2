"""Taking back and approving, through the program.

- `void` takes one record out of the week, names it, and brings the version before it back
- what others rest on, what is void already and what is never voided are refused, nothing written
- `undo` takes the last live entry back as a whole; there is no redo, and undoing a void revives
- the beginning of the ledger is never undone
- `approve` is for late patrols and pending exemptions, once, by any person of the register
- after every act the tally is what a recount gives, and `verify` is clean
"""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

import pytest

from streetchief.days import calendar
from streetchief.ledger.journal import Stamp, writing
from streetchief.ledger.ledger import open_writer
from tests.conftest import Desk
from tests.furnished import APPROVER, RECORDED_AT, SINCE, STREETS, furnish, tally

WEDNESDAY = "2026-11-18T10:00"


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    return office


@pytest.fixture
def numbers(office: Desk) -> dict[str, int]:
    return furnish(office.db)


def log(desk: Desk, street: str = "横街", by: str = "韦知母", at: str = WEDNESDAY) -> int:
    """Log one patrol and return its number."""
    number: int = desk.run(["log", street, "--by", by, "--at", at, "--format", "json"]).rows[0][
        "number"
    ]
    return number


def write(db: Path, act: str, rows: list[tuple[str, dict[str, str | int | None]]]) -> list[int]:
    """Write an entry of facts for which this issue has no command yet."""
    with (
        closing(open_writer(db)) as ledger,
        writing(ledger, Stamp(act=act, actor="clerk", recorded_at=RECORDED_AT)) as entry,
    ):
        return [entry.add(table, row) for table, row in rows]


def entries(desk: Desk) -> list[tuple[str, str]]:
    rows = desk.run("history --limit 0 --format json").rows
    return [(row["act"], row["state"]) for row in rows]


# void


def test_a_voided_patrol_leaves_its_week(town: Desk) -> None:
    first, second = log(town), log(town, at="2026-11-19T10:00")
    before = tally(town.db)
    ran = town.run(f"void {first} --why 误记 --format json")
    assert [(row["number"], row["state"]) for row in ran.rows] == [(first, "void")]
    assert ran.json["reason"] == "误记"
    assert ran.json["weeks"] == [
        {
            "town": "双峰乡",
            "street": "横街",
            "week": "2026-W47",
            "required": 2,
            "counted": 1,
            "state": "on_track",
        }
    ]
    assert [row[-1] for row in before] == [2]
    assert [row[-1] for row in tally(town.db)] == [1]
    assert second in {row["number"] for row in town.run("history 横街 --format json").rows}
    town.run("verify")


def test_the_answer_in_words_names_record_reason_and_week(town: Desk) -> None:
    number = log(town)
    said = town.run(f"void {number} --why wrong-street").out
    assert f"{number} patrol 双峰乡/横街" in said
    assert "wrong-street" in said
    assert "双峰乡/横街, 2026-W47: 0 of 2 counted" in said


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("void {number}", 2, id="without a reason"),
        pytest.param("void {number} --why ''", 1, id="an empty reason"),
        pytest.param("void {number} --why '  '", 1, id="a blank reason"),
        pytest.param("void 999 --why x", 1, id="no such number"),
        pytest.param("void 0 --why x", 1, id="number nought"),
        pytest.param("void 横街 --why x", 2, id="no number"),
        pytest.param("void -- -1 --why x", 2, id="a negative number"),
        pytest.param("void 1 --why x", 1, id="a setting"),
        pytest.param("void 5 --why x", 1, id="a rulebook"),
        pytest.param("approve {number}", 2, id="approve without a name"),
        pytest.param("approve {number} --by 谁", 1, id="approve by an unknown name"),
        pytest.param("approve {number} --by 朱川芎", 1, id="approve what is not late"),
        pytest.param("approve 9 --by 朱川芎", 1, id="approve a place"),
        pytest.param("approve 999 --by 朱川芎", 1, id="approve nothing"),
    ],
)
def test_refused_and_nothing_written(town: Desk, line: str, code: int) -> None:
    number = log(town, at="2026-11-20T09:00")
    before = town.db.read_bytes()
    assert town.run(line.format(number=number), code=code).err
    assert town.db.read_bytes() == before


def test_full_width_digits_and_a_hash_are_numbers_too(town: Desk) -> None:
    number = log(town)
    typed = str(number).translate(
        str.maketrans("0123456789", "".join(map(chr, range(0xFF10, 0xFF1A))))
    )
    town.run(["void", f"#{typed}", "--why", "误记"])


def test_a_record_is_voided_once(town: Desk) -> None:
    number = log(town)
    town.run(f"void {number} --why once")
    said = town.run(f"void {number} --why twice", code=1).err
    assert f"Record {number} is already void, by entry 4." in said


def test_a_void_is_never_voided(town: Desk) -> None:
    number = log(town)
    written = town.run(f"void {number} --why x --format json").json["written"]
    assert "never voided" in town.run(f"void {written} --why y", code=1).err


def test_what_others_rest_on_is_refused_by_name(office: Desk, numbers: dict[str, int]) -> None:
    number = log(office)
    said = office.run(["void", str(numbers["横街"]), "--why", "x"], code=1).err
    assert f"{number} patrol 双峰乡/横街" in said
    assert f"{numbers['韦知母 横街']} 韦知母 deputy chief 双峰乡/横街" in said
    said = office.run(["void", str(numbers[APPROVER]), "--why", "x"]).out
    assert APPROVER in said


def test_a_patrol_is_voided_with_its_companions_and_approvals(town: Desk) -> None:
    number = town.run(
        ["log", "横街", "--by", "韦知母", "--at", WEDNESDAY, "--with", "柏紫菀", "--format", "json"]
    ).rows[0]["number"]
    town.run(["approve", str(number), "--by", APPROVER])
    town.run(f"void {number} --why x")
    town.run("verify")


def test_a_voided_version_brings_the_one_before_it_back(
    office: Desk, numbers: dict[str, int]
) -> None:
    first = numbers["韦知母 横街"]
    ended: dict[str, str | int | None] = {
        "assignment": first,
        "holder": numbers["韦知母"],
        "role": "deputy_chief",
        "place": numbers["横街"],
        "since": SINCE,
        "until": calendar.day_of(date(2026, 11, 1)),
    }
    (second,) = write(office.db, "relieve", [("assignment", ended)])
    log(office)
    assert (
        f"has a later version, number {second}" in office.run(f"void {first} --why x", code=1).err
    )
    ran = office.run(f"void {second} --why x --format json")
    assert [(row["number"], row["state"]) for row in ran.rows] == [
        (second, "void"),
        (first, "live"),
    ]
    states = {row["number"]: row["state"] for row in office.run("history 横街 --format json").rows}
    assert (states[first], states[second]) == ("live", "void")


def test_another_sites_record_is_not_ours_to_void(town: Desk) -> None:
    number = log(town)
    with closing(open_writer(town.db)) as ledger:
        ledger.connection.execute("UPDATE here SET site = 'elsewhere'")
    assert "written at the site office" in town.run(f"void {number} --why x", code=1).err
    assert "nothing to undo" in town.run("undo", code=1).err


# undo


def test_undo_takes_the_last_entry_back_whole(town: Desk) -> None:
    log(town)
    ran = town.run(["log", "横街", "中街", "--by", "韦知母", "--at", "2026-11-19T10:00"])
    assert ran.code == 0
    ran = town.run("undo --why 走错了 --format json")
    assert [row["state"] for row in ran.rows] == ["undone", "undone"]
    assert {(week["street"], week["counted"]) for week in ran.json["weeks"]} == {
        ("横街", 1),
        ("中街", 0),
    }
    assert [row[-1] for row in tally(town.db)] == [1]
    town.run("verify")


def test_there_is_no_redo(town: Desk) -> None:
    for day in (16, 17, 18):
        log(town, at=f"2026-11-{day}T10:00")
    town.run("undo")
    town.run("undo")
    assert entries(town) == [
        ("init", "live"),
        ("import", "live"),
        ("log", "live"),
        ("log", "undone"),
        ("log", "undone"),
        ("undo", "live"),
        ("undo", "live"),
    ]


def test_undoing_a_void_makes_the_record_hold_again(town: Desk) -> None:
    number = log(town)
    town.run(f"void {number} --why x")
    assert tally(town.db) == []
    ran = town.run("undo --format json")
    assert (number, "live") in [(row["number"], row["state"]) for row in ran.rows]
    assert ran.json["weeks"][0]["counted"] == 1
    assert [row[-1] for row in tally(town.db)] == [1]
    town.run("verify")
    town.run(f"void {number} --why again")
    assert tally(town.db) == []


def test_undo_goes_back_to_the_beginning_and_no_further(town: Desk) -> None:
    log(town)
    town.run("undo")
    town.run("undo")
    said = town.run("undo", code=1).err
    assert "There is nothing to undo." in said
    town.run("verify")


def test_undo_names_what_later_records_rest_on(office: Desk, numbers: dict[str, int]) -> None:
    """A record of another site, merged later, may rest on the last entry of this one."""
    with closing(open_writer(office.db)) as ledger:
        ledger.site = "elsewhere"
        with writing(ledger, Stamp(act="log", actor="", recorded_at=RECORDED_AT)) as entry:
            entry.add(
                "activity",
                {
                    "kind": "patrol",
                    "place": numbers["横街"],
                    "person": numbers["韦知母"],
                    "started_at": 20_775 * calendar.DAY,
                },
            )
            number = entry.next_id - 1
    before = office.db.read_bytes()
    said = office.run("undo", code=1).err
    assert "Entry 2 cannot be undone: 1 later records rest on it:" in said
    assert f"{number} patrol 双峰乡/横街, 韦知母" in said
    assert office.db.read_bytes() == before


def test_undo_shows_what_it_takes_back(town: Desk) -> None:
    number = log(town)
    said = town.run("undo").out
    assert "Undone: entry 3 (log, 2026-11-20 09:30, clerk):" in said
    assert f"  {number} patrol 双峰乡/横街, 韦知母, 2026-11-18 10:00" in said


def test_an_import_is_undone_in_one_go(office: Desk, numbers: dict[str, int]) -> None:
    rows: list[tuple[str, dict[str, str | int | None]]] = [
        (
            "activity",
            {
                "kind": "patrol",
                "place": numbers[("横街", "中街", "后街")[day % 3]],
                "person": numbers["韦知母"],
                "started_at": (20_000 + day) * calendar.DAY,
            },
        )
        for day in range(300)
    ]
    write(office.db, "import", rows)
    office.run("verify", code=5)  # written behind the program's back, so the tally lacks it
    said = office.run("undo").out
    assert "300 records in all" in said
    assert "Street weeks counted again: " in said
    office.run("verify")


# approve


@pytest.mark.parametrize("limit", [None, 3], ids=["late entries count", "late 3"])
def test_a_late_patrol_is_approved_once(
    office: Desk, numbers: dict[str, int], limit: int | None
) -> None:
    if limit is not None:
        fields = f'{{"backfill_days": {limit}}}'
        write(
            office.db, "rulebook", [("duty", {"name": "patrol", "since": SINCE, "fields": fields})]
        )
    office.now = "2026-11-22T09:30"
    number = log(office, at="2026-11-16T10:00")
    counted = [row[-1] for row in tally(office.db)]
    assert counted == ([1] if limit is None else [])
    ran = office.run(["approve", str(number), "--by", APPROVER, "--format", "json"])
    assert [(row["number"], row["state"]) for row in ran.rows] == [(number, "approved")]
    assert ran.json["weeks"][0]["counted"] == 1
    assert [row[-1] for row in tally(office.db)] == [1]
    said = office.run(["approve", str(number), "--by", "柏紫菀"], code=1).err
    assert f"already approved, by {APPROVER}" in said
    office.run("verify")
    written = ran.json["written"]
    office.run(f"void {written} --why x")
    assert [row[-1] for row in tally(office.db)] == counted
    office.run(["approve", str(number), "--by", "柏紫菀"])
    office.run("verify")


def test_a_patrol_approved_when_it_was_logged_needs_no_second(town: Desk) -> None:
    number = town.run(
        f"log 横街 --by 韦知母 --at {WEDNESDAY} --approved-by {APPROVER} --format json"
    ).rows[0]["number"]
    said = town.run(["approve", str(number), "--by", "柏紫菀"], code=1).err
    assert f"already approved, by {APPROVER}" in said


def test_a_pending_exemption_is_approved_once(office: Desk, numbers: dict[str, int]) -> None:
    row: dict[str, str | int | None] = {
        "place": numbers["横街"],
        "since": calendar.day_of(date(2026, 11, 16)),
        "until": calendar.day_of(date(2026, 11, 20)),
        "reason": "weather",
    }
    (number,) = write(office.db, "exempt", [("exemption", row)])
    said = office.run(["approve", str(number), "--by", APPROVER]).out
    assert f"Approved by {APPROVER}:" in said
    assert "from 2026-11-16 to 2026-11-19" in said
    assert "already approved" in office.run(["approve", str(number), "--by", "柏紫菀"], code=1).err
    assert office.run("overdue --all --format json").rows
    said = office.run(f"void {number} --why x").out
    assert "exemption of 双峰乡/横街" in said


def test_a_voided_record_is_not_approved(town: Desk) -> None:
    number = log(town)
    town.run(f"void {number} --why x")
    assert "already void" in town.run(["approve", str(number), "--by", APPROVER], code=1).err


# All together


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_history_grows_and_the_ledger_stays_whole(town: Desk, seed: int) -> None:
    """Forty acts at random, many of them refused: nothing shrinks, and verify finds nothing."""
    rng = Random(seed)
    length = 0
    for step in range(40):
        rows = town.run("history --limit 0 --format json").rows
        assert len(rows) >= length
        length, last = len(rows), rows[-1]["last"]
        number = rng.randint(1, last)
        act = rng.choice(["log", "log", "log", "void", "void", "approve", "undo"])
        if act == "log":
            street = rng.choice(list(STREETS))
            at = f"2026-11-{rng.randint(2, 19):02d}T{10 + step // 6:02d}:{step % 6}0"
            town.run(["log", street, "--by", STREETS[street], "--at", at], code=None)
        elif act == "void":
            town.run(f"void {number} --why x", code=None)
        elif act == "approve":
            town.run(["approve", str(number), "--by", APPROVER], code=None)
        else:
            town.run("undo", code=None)
        if not find_streets(town):
            furnish(town.db)
    assert len({row["act"] for row in rows}) >= 5
    town.run("verify")


def find_streets(desk: Desk) -> bool:
    """Tell whether the registering entry was not undone."""
    rows = desk.run("history --limit 0 --format json").rows
    return any(row["act"] == "import" and row["state"] == "live" for row in rows)
