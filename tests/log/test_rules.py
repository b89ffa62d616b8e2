"""Is it already there? The same answer through every door.

- the rule: nothing new, something more, something else; what weighs more
- one typed in, lines of standard input, a sheet and an import: told what was not added, refused
  where it contradicts, by the number of the record
- what is found on a walk is opened by an import as by `log`, once
"""

from __future__ import annotations

import pytest

from streetchief.log.rules import Detail, Sameness, compare_walk
from tests.conftest import Desk
from tests.furnished import facts, furnish
from tests.town_with_lists import settle


@pytest.mark.parametrize(
    ("known", "said", "answer", "details"),
    [
        pytest.param({}, {}, "there", (), id="nothing more"),
        pytest.param({"note": "a"}, {"note": "a"}, "there", (), id="the same"),
        pytest.param({"note": "a"}, {"note": None}, "there", (), id="not said"),
        pytest.param({"note": None}, {"note": "a"}, "completes", ("note",), id="more"),
        pytest.param({"note": "a"}, {"note": "b"}, "contradicts", ("note",), id="else"),
        pytest.param(
            {"minutes": None, "note": "a"}, {"minutes": 5, "note": "b"}, "contradicts", ("note",),
            id="else weighs more",
        ),
        pytest.param(
            {"minutes": 5, "note": "a"}, {"minutes": 6, "note": "b"}, "contradicts",
            ("minutes", "note"), id="else twice",
        ),
        pytest.param({"approved": False}, {"approved": True}, "completes", ("approved",),
                     id="approved"),
        pytest.param({"approved": True}, {"approved": False}, "there", (), id="approved before"),
    ],
)  # fmt: skip
def test_what_becomes_of_the_same_walk(
    known: dict[str, Detail], said: dict[str, Detail], answer: str, details: tuple[str, ...]
) -> None:
    assert compare_walk(known, said) == Sameness(answer=answer, details=details)  # type: ignore[arg-type]


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    office.run("log 横街 --by 韦知母 --at 2026-11-18T09:00 --minutes 30")
    return office


HEAD = "street,person,started_at,minutes,note\n"


def through(door: str, minutes: str, note: str) -> tuple[str, str]:
    """Return the command and its standard input that say the walk through one of the doors."""
    if door == "import":
        return "import patrols -", f"{HEAD}横街,韦知母,2026-11-18 09:00,{minutes},{note}\n"
    if door == "sheet":
        end = {"": "", "30": "-9:30", "45": "-9:45"}[minutes]
        return "log --sheet -", f"2026-W47\n横街 韦知母 周三 9:00{end}\n"
    words = f"横街 --by 韦知母 --at 2026-11-18T09:00{f' --minutes {minutes}' * bool(minutes)}"
    words += f" --note {note}" * bool(note)
    return (f"log {words}", "") if door == "log" else ("log -", words + "\n")


DOORS = ("log", "lines", "sheet", "import")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("minutes", ["30", ""])
def test_what_says_nothing_new_is_there_already(town: Desk, door: str, minutes: str) -> None:
    before = facts(town.db)["activity"]
    line, stdin = through(door, minutes, "")
    assert "lready there" in town.run(line, stdin).out
    assert facts(town.db)["activity"] == before


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("lang", "said"), [("en", "differs: the minutes"), ("zh", "时长不一致")])
def test_what_contradicts_is_refused_and_named(town: Desk, door: str, lang: str, said: str) -> None:
    town.lang = lang
    before = facts(town.db)
    line, stdin = through(door, "45", "")
    assert said in town.run(line, stdin, code=1).err
    assert facts(town.db) == before


@pytest.mark.parametrize("door", ["log", "lines", "import"])
def test_what_says_more_is_told_that_it_was_not_added(town: Desk, door: str) -> None:
    line, stdin = through(door, "30", "无异常")
    ran = town.run(line, stdin)
    assert "is recorded without the note, which was not added" in ran.out + ran.err


def test_two_rows_of_one_file_that_contradict_each_other_are_refused(town: Desk) -> None:
    rows = "中街,昌沙参,2026-11-18 09:00,30,\n中街,昌沙参,2026-11-18 09:00,40,\n"
    assert "differs: the minutes" in town.run("import patrols -", HEAD + rows, code=1).err


def test_what_a_row_found_is_opened_as_log_opens_it(office: Desk) -> None:
    desk = settle(office)
    head = "street,person,started_at,found\n"
    row = "横街,韦知母,2026-11-18 09:00,道乱占：门前堆放杂物;线乱拉:飞线;路灯不亮\n"
    desk.run("import patrols -", head + row)
    items = desk.run("item list --format json").rows
    assert [(item["title"], item["found_by"]) for item in items] == [
        ("门前堆放杂物", "韦知母"),
        ("飞线", "韦知母"),
    ]
    (walk,) = facts(desk.db)["activity"]
    assert "路灯不亮" in walk
    assert desk.run("import patrols -", head + row).code == 0
    assert len(desk.run("item list --format json").rows) == 2
    typed = "--found 道乱占:门前堆放杂物 --found 线乱拉:飞线"
    desk.run(f"log 横街 --by 韦知母 --at 2026-11-18T09:00 {typed}")
    assert len(desk.run("item list --format json").rows) == 2
