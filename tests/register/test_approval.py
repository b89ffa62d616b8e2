"""Nobody approves, verifies or answers for himself.

- the rule: for himself, his own work, the work of his unit, and who counts as a unit
- an exemption: of a person himself, of a street its chiefs in those days, of a town said only
- a late patrol: who walked, who went along, on whose behalf; typed, imported and approved later
- an objection: whom the verdict is about and who objected may not answer it
"""

from __future__ import annotations

import pytest

from streetchief.register.rules.approval import Party, find_bar
from tests.conftest import Desk
from tests.furnished import APPROVER, STREETS, facts, furnish

ANN, BEN, BUREAU, OFFICE = 1, 2, 8, 9


@pytest.mark.parametrize(
    ("decider", "beneficiaries", "doers", "other_unit", "bar"),
    [
        pytest.param(Party(holder=ANN), (), [], False, None, id="nothing of his"),
        pytest.param(Party(holder=ANN), (ANN,), [], False, "for_himself", id="for himself"),
        pytest.param(Party(holder=ANN), (BEN,), [], False, None, id="for another"),
        pytest.param(Party(holder=ANN), (), [Party(holder=ANN)], False, "own_work", id="did it"),
        pytest.param(
            Party(holder=ANN), (), [Party(holder=BEN), Party(holder=ANN)], False, "own_work",
            id="helped",
        ),
        pytest.param(
            Party(holder=BUREAU), (), [Party(holder=BEN, unit=BUREAU)], False, "own_work",
            id="a unit whose person did it",
        ),
        pytest.param(
            Party(holder=ANN, unit=BUREAU), (), [Party(holder=BUREAU)], False, "own_work",
            id="a person of the unit that did it",
        ),
        pytest.param(
            Party(holder=ANN, unit=BUREAU), (), [Party(holder=BEN, unit=BUREAU)], False, None,
            id="a colleague",
        ),
        pytest.param(
            Party(holder=ANN, unit=BUREAU), (), [Party(holder=BEN, unit=BUREAU)], True, "own_unit",
            id="a colleague where another unit is asked for",
        ),
        pytest.param(
            Party(holder=ANN, unit=OFFICE), (), [Party(holder=BEN, unit=BUREAU)], True, None,
            id="another unit",
        ),
        pytest.param(
            Party(holder=ANN), (), [Party(holder=BEN)], True, None, id="no units recorded"
        ),
    ],
)  # fmt: skip
def test_who_may_not_decide(
    decider: Party,
    beneficiaries: tuple[int, ...],
    doers: list[Party],
    other_unit: bool,
    bar: str | None,
) -> None:
    found = find_bar(decider, beneficiaries=beneficiaries, doers=doers, other_unit=other_unit)
    assert found == bar


CHIEF, OTHER = STREETS["横街"], STREETS["中街"]
DAYS = "--from 2026-11-16 --to 2026-11-19 --reason leave"


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    return office


@pytest.mark.parametrize(
    ("lang", "said"), [("en", f"It is for {CHIEF}"), ("zh", f"这件事正是为{CHIEF}办的")]
)
def test_leave_approved_by_the_chief_himself_is_refused(town: Desk, lang: str, said: str) -> None:
    town.lang = lang
    before = facts(town.db)
    assert said in town.run(f"exempt --person {CHIEF} {DAYS} --approved-by {CHIEF}", code=1).err
    assert facts(town.db) == before


def test_a_street_is_not_exempted_by_its_own_chief(town: Desk) -> None:
    town.run(f"exempt --street 横街 {DAYS} --approved-by {CHIEF}", code=1)
    town.run(f"exempt --street 横街 {DAYS} --approved-by {OTHER}")


def test_who_is_chief_only_after_those_days_may_approve(town: Desk) -> None:
    town.run(f"appoint {APPROVER} 分街长 横街 --from 2026-11-20")
    town.run(f"exempt --street 横街 {DAYS} --approved-by {APPROVER}")
    later = DAYS.replace("2026-11-19", "2026-11-20")
    town.run(f"exempt --street 横街 {later} --approved-by {APPROVER}", code=1)


def test_a_whole_town_freed_by_one_of_its_chiefs_is_accepted_and_said(town: Desk) -> None:
    said = f"It frees {CHIEF} too, who approved it."
    assert said in town.run(f"exempt --town 双峰乡 {DAYS} --approved-by {CHIEF}").err
    assert "It frees" not in town.run(f"exempt --town 双峰乡 {DAYS} --approved-by {APPROVER}").err
    town.run(f"exempt --town 双峰乡 {DAYS}")
    number = int(town.run("absence list --all --format json").rows[-1]["number"])
    assert said in town.run(f"approve {number} --by {CHIEF}").err


def test_what_was_asked_for_is_not_approved_by_who_asked(town: Desk) -> None:
    town.run(f"exempt --person {CHIEF} {DAYS}")
    (row,) = town.run("absence list --all --format json").rows
    town.run(f"approve {row['number']} --by {CHIEF}", code=1)
    town.run(f"approve {row['number']} --by {OTHER}")


WALK = f"log 横街 --by {OTHER} --at 2026-11-18T09:00 --with {APPROVER} --for {CHIEF}"


@pytest.mark.parametrize("name", [OTHER, APPROVER, CHIEF])
def test_a_late_patrol_is_not_approved_by_who_took_part(town: Desk, name: str) -> None:
    before = facts(town.db)
    town.run(f"{WALK} --approved-by {name}", code=1)
    assert facts(town.db) == before
    (row,) = town.run(f"{WALK} --format json").rows
    town.run(f"approve {row['number']} --by {name}", code=1)
    town.run(f"approve {row['number']} --by {STREETS['后街']}")


def test_an_import_holds_the_same_rule(town: Desk) -> None:
    head = "street,person,started_at,approved_by\n"
    town.write("own.csv", f"{head}横街,{CHIEF},2026-11-18 09:00,{CHIEF}\n")
    said = town.run("import patrols own.csv", code=1).err
    assert f"{CHIEF} took part in it" in said
    town.write("other.csv", f"{head}横街,{CHIEF},2026-11-18 09:00,{APPROVER}\n")
    town.run("import patrols other.csv")


@pytest.mark.parametrize(
    ("by", "code"),
    [
        pytest.param(APPROVER, 1, id="who objected"),
        pytest.param(CHIEF, 1, id="whose verdict it is"),
        pytest.param(OTHER, 0, id="somebody else"),
    ],
)
def test_an_objection_is_answered_by_somebody_else(town: Desk, by: str, code: int) -> None:
    town.run(f"objection open 横街 --week 2026-W46 --text 没有去过 --by {APPROVER}")
    (row,) = town.run("objection list --format json").rows
    town.run(f"objection answer {row['number']} --text 已核实 --by {by}", code=code)
