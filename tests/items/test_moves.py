"""The verbs of an item: declared once, each with its fields and its step.

- every kind of step a ledger may hold is declared, and every field a verb takes is one of a move
- a field that the verb does not take is a mistake of the program, never left out in silence
- what is empty was not typed; the first of January 1970 is a day
"""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from streetchief.errors import Refused
from streetchief.items.moves import Move, move
from streetchief.items.rules.verbs import KINDS, VERBS
from streetchief.rulebook.rules.list import StepKind
from streetchief.value import fields_of
from tests.conftest import Desk
from tests.items.test_lists import office_of
from tests.town_with_lists import settle, story


@pytest.fixture
def town(office: Desk) -> Path:
    desk = settle(office)
    desk.run("item open 一处 --category 其他")
    return desk.db


def test_every_kind_of_step_is_declared() -> None:
    assert set(KINDS) == set(get_args(StepKind))
    assert all(kind == declared.id for kind, declared in KINDS.items())


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_takes_fields_of_a_move_and_names_the_lists_it_has_no_stage_in(verb: str) -> None:
    declared = VERBS[verb]
    assert {*declared.takes} <= {*fields_of(Move)}
    assert bool(declared.act) == bool(declared.no_stage)
    assert declared.step is KINDS[declared.step.id]


def test_a_field_that_a_verb_does_not_take_is_a_mistake(town: Path) -> None:
    with office_of(town) as office, pytest.raises(TypeError, match="note takes no until"):
        move(office, "note", ["1"], note="看过", until=office.today)


def test_what_is_empty_was_not_typed_and_day_nought_is_a_day(town: Path) -> None:
    with office_of(town) as office:
        (done,) = move(office, "note", ["1"], note="看过", by=None, others=(), cleared=False)
        assert (done.kind, done.on) == ("note", office.today)
        with pytest.raises(Refused, match="opened on"):
            move(office, "note", ["1"], note="看过", on=0)


def test_an_act_answers_with_the_item_as_it_stands_after_it(office: Desk) -> None:
    desk = settle(office)
    desk.run("item open 一处 --category 其他")
    with office_of(desk.db) as at_work:
        (done,) = move(at_work, "assign", ["1"], to="城建办", by="督查员")
    assert (done.item.holder, done.item.state.stage) == ("城建办", "assigned")
    assert done.record == story(desk, "1")["steps"][-1]["record"]
