"""Items as the ledger keeps them.

- property: whatever is tried in whatever order, nothing closes unverified or by who rectified it,
  nothing is lost, and what is stored can be walked again without a conflict
- what was tried in vain leaves no trace
- a list the rulebook has dropped is still read while it has items
- items of another site keep their numbers and say where they come from
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streetchief.days.calendar import DAY
from streetchief.errors import Refused, StreetchiefError
from streetchief.items.lists import find_standing, open_lists
from streetchief.items.lookup import Wanted, list_items, show_item
from streetchief.items.moves import move
from streetchief.items.opening import Opening, open_item
from streetchief.ledger.journal import Stamp, writing
from streetchief.ledger.ledger import Ledger, open_writer, reading
from streetchief.ledger.office import Office, acting
from streetchief.value import replace
from tests.conftest import Desk
from tests.town_with_lists import rows, settle, story

TODAY = 20_777  # 2026-11-20
PEOPLE = ("韦知母", "昌沙参", "督查员", "朱川芎", "城建办", "环卫所")


@contextmanager
def office_of(db: Path, today: int = TODAY) -> Iterator[Office]:
    """Open the office of a ledger on a day."""
    with closing(open_writer(db)) as ledger:
        yield Office(
            ledger=ledger,
            now=today * DAY + 9 * 3600,
            utc=today * DAY + 3600,
            actor="clerk",
            clock_set=False,
            utc_to_local=lambda utc: utc + 8 * 3600,
        )


@pytest.fixture
def town(office: Desk) -> Desk:
    return settle(office)


VERBS = (
    *("assign", "rectify", "verify", "verify", "rectify", "return", "suspend", "resume"),
    *("reopen", "void", "supervise", "reply", "note"),
)
TRIED = st.tuples(
    st.sampled_from(VERBS),
    st.sampled_from(PEOPLE),
    st.sampled_from((*PEOPLE, None)),
    st.integers(0, 3),
)
WALK = st.lists(TRIED, min_size=1, max_size=14)
BEGUN = [("assign", "督查员", "城建办", 0), ("rectify", "朱川芎", None, 1)]


@given(walk=st.one_of(WALK, WALK.map(lambda tail: BEGUN + tail)), fixed=st.booleans())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_walk_closes_unverified_or_by_its_rectifier_or_loses_the_item(
    town: Desk, walk: list[tuple[str, str, str | None, int]], fixed: bool
) -> None:
    with office_of(town.db) as office:
        connection = office.connection
        connection.execute("PRAGMA synchronous = OFF")  # nothing here is about a crash
        opening = Opening(title="一处", category="其他", by="韦知母", fixed=fixed and len(walk) > 9)
        opened = open_item(office, opening)
        item, label = opened.record, str(opened.item.item.number)
        for verb, by, other, later in walk:
            office = replace(office, now=office.now + later * DAY)
            typed: dict[str, Any] = {"by": by, "note": "原因"}
            if verb == "assign":
                typed["to"] = other or by
            if other and verb in ("rectify", "verify"):
                typed["others"] = (other,)
            if verb in ("suspend", "supervise"):
                typed["until"] = office.today + 2
            before = steps_of(connection, item)
            try:
                move(office, verb, [label], **typed)
            except Refused:
                assert steps_of(connection, item) == before
            else:
                assert len(steps_of(connection, item)) == len(before) + 1
        way = show_item(office, label)
        assert all(step.counts for step in way.steps)
        assert any(row.item.id == item for row in list_items(office, Wanted(state="all")).items)
        assert (way.item.standing == "closed") == is_settled(connection, item)


Stored = list[tuple[str, str | None, int | None, tuple[int, ...]]]


def steps_of(connection: sqlite3.Connection, item: int) -> Stored:
    """Return the steps of an item as they lie in the file: kind, stage, by, with whom."""
    return [
        (
            kind,
            stage,
            by,
            tuple(
                row[0]
                for row in connection.execute(
                    "SELECT holder FROM item_party WHERE step = ? AND part = 'with'", (id,)
                )
            ),
        )
        for id, kind, stage, by in connection.execute(
            'SELECT id, kind, stage, "by" FROM item_step WHERE item = ? ORDER BY day, id', (item,)
        ).fetchall()
    ]


def is_settled(connection: sqlite3.Connection, item: int) -> bool:
    """Walk the stored steps by hand; fail when someone closed what he rectified, or nobody did."""
    rectifiers: set[int | None] = set()
    settled = False
    for kind, stage, by, others in steps_of(connection, item):
        if kind == "fixed":
            settled = True
        elif kind == "reopened":
            rectifiers, settled = set(), False
        elif kind == "voided":
            settled = False
        elif kind == "moved" and stage == "rectified":
            rectifiers |= {by, *others}
        elif kind == "moved" and stage == "verified":
            assert rectifiers, "verified, but nobody rectified it"
            assert by is not None
            assert not {by, *others} & rectifiers, "verified by who rectified it"
            settled = True
    return settled


def test_what_was_tried_in_vain_leaves_no_trace(town: Desk) -> None:
    town.run("item open 一处 --category 其他")
    before = town.run("verify --format json").out
    for words in ("rectify 1 --by 朱川芎", "verify 1 --by 督查员", "reopen 1 --why 无"):
        town.run(f"item {words}", code=1)
    assert town.run("verify --format json").out == before


def test_several_refusals_name_every_item(town: Desk) -> None:
    for name in ("一", "二"):
        town.run(f"item open {name} --category 其他")
    with office_of(town.db) as office, pytest.raises(StreetchiefError) as refusal:
        move(office, "verify", ["1", "2", "1"], by="督查员")
    assert refusal.value.cause.count("001:") == 1
    assert refusal.value.cause.count("002:") == 1


def test_a_list_the_rulebook_has_dropped_is_still_read(town: Desk) -> None:
    town.run("item open 横街改造 --list 项目 --category 其他")
    with closing(sqlite3.connect(town.db)) as connection:
        (text,) = connection.execute("SELECT text FROM rulebook").fetchone()
    begin, end = text.index("[lists.project]"), text.index("[lists.expert_request]")
    with office_of(town.db) as office:
        with acting(office, "rulebook apply") as entry:
            entry.add(
                "rulebook", {"name": "panan", "since": TODAY, "text": text[:begin] + text[end:]}
            )
        with reading(office.ledger) as connection:
            lists = open_lists(office)
            assert [one.item.title for one in find_standing(lists)] == ["横街改造"]
    assert story(town, "项目/1")["item"]["stage"] == "prearranged"


def test_items_of_another_site_keep_their_number_and_say_where_they_come_from(town: Desk) -> None:
    """After a merge the county has two problems 001: its own, and one of the site town7."""
    town.run("item open 本县的 --category 其他")
    with closing(open_writer(town.db)) as ledger:
        other = Ledger(ledger.connection, ledger.path, "town7")
        stamp = Stamp(act="item open", actor="clerk", recorded_at=TODAY * DAY)
        with writing(other, stamp) as entry:
            entry.add(
                "item", {"list": "problem", "number": 1, "title": "外站的", "opened_on": TODAY}
            )
    assert [row["label"] for row in rows(town, "item list")] == ["001", "town7/problem/001"]
    assert story(town, "1")["item"]["title"] == "本县的"
    assert story(town, "town7/problem/001")["item"]["title"] == "外站的"
    town.run("item open 又一件 --category 其他")
    assert story(town, "2")["item"]["title"] == "又一件"


def test_reading_many_items_takes_as_many_queries_as_reading_one(town: Desk) -> None:
    """A list of a thousand items is read in a handful of queries, not one an item."""
    header = "内容,类别,日期,责任单位\n"
    town.run("import items -", stdin=header + "一处,其他,2026-11-01,城建办\n")
    few = queries(town)
    lines = "".join(f"第{n}处,其他,2026-11-02,城建办\n" for n in range(300))
    town.run("import items -", stdin=header + lines)
    assert len(rows(town, "item list")) == 301
    assert queries(town) == few


def queries(desk: Desk) -> int:
    said: list[str] = []
    with office_of(desk.db) as office:
        office.connection.set_trace_callback(said.append)
        list_items(office, Wanted())
        office.connection.set_trace_callback(None)
    return len(said)
