"""What rulebooks say about lists, honours, limits and posts.

- the shipped rulebook reads without a problem and covers its rows of the source
- what the source does not give is not there: no deadlines, no roles, no evidence, no dates
- each list of the source can be walked from its opening to its close-out
- every mistake is a problem with the path of its key
- another office's rulebook (river chiefs) brings its own lists
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from streetchief.days.calendar import date_of
from streetchief.items.rules.workflow import check_move, check_open, state_of
from streetchief.rulebook.rules.honour import HonourRule
from streetchief.rulebook.rules.list import Item, ListRule, Quantity, Step, category_name
from streetchief.rulebook.rules.post import PostRule
from streetchief.rulebook.rules.project import tender_route
from streetchief.rulebook.rules.read_lists import read_lists
from streetchief.rulebook.rules.read_posts import read_honours, read_limits, read_posts
from streetchief.values.problems import RuleProblem, say
from streetchief.values.register import PLACE_KINDS

TEXT = files("streetchief").joinpath("rulebooks/panan.toml").read_text(encoding="utf-8")
PANAN = tomllib.loads(TEXT)
PANAN_KINDS = (*PLACE_KINDS, *PANAN["place_kinds"])


def lists_of(table: dict[str, Any], kinds: tuple[str, ...] = PANAN_KINDS) -> dict[str, ListRule]:
    rules, problems = read_lists(table, roles=table.get("roles", ()), place_kinds=kinds)
    assert [say(problem) for problem in problems] == []
    return {rule.id: rule for rule in rules}


def posts() -> dict[str, PostRule]:
    rules, problems = read_posts(PANAN, place_kinds=PANAN_KINDS)
    assert problems == ()
    return {rule.role: rule for rule in rules}


def honours() -> dict[str, HonourRule]:
    rules, problems = read_honours(PANAN, place_kinds=PANAN_KINDS)
    assert problems == ()
    return {rule.id: rule for rule in rules}


# The shipped rulebook


def sources(value: Any) -> set[int]:
    """Collect every `source` of a table and of all below it."""
    found: set[int] = set()
    if isinstance(value, dict):
        found.update(value.get("source", ()))
        value = list(value.values())
    if isinstance(value, list):
        for below in value:
            found |= sources(below)
    return found


def test_every_row_of_the_source_for_lists_honours_and_posts_is_there() -> None:
    listed = {7, 8, 11, 20, 21, 25, 26, 28, 36, 37, 38, 39, 40, 44, 45, 46, 47, 48, 51, 52}
    documents, titles = {1, 2, 4, 5, 6, 49}, {22, 23, 27, 50}
    logged = {9, 10, 24, 28, 30, 31, 36, 42, 43, 44, 45}
    held = {12, 13, 14, 15, 16, 19, 25, 30, 31, 32, 34, 41}
    assert sources(PANAN["lists"]) | sources(PANAN["limits"]) >= listed | documents
    assert sources(PANAN["documents"]) == documents
    assert sources(PANAN["honours"]) == titles
    assert sources(PANAN["kinds"]) >= logged
    assert sources(PANAN["roles"]) >= held
    assert max(sources(PANAN)) <= 52


def test_the_source_sets_no_deadline_no_evidence_and_bars_nobody() -> None:
    for rule in lists_of(PANAN).values():
        assert (rule.days, rule.may, rule.spot_needs) == (None, (), ())
        for stage in rule.stages:
            assert (stage.days, stage.roles) == (None, ())
            assert "evidence" not in stage.needs


def test_what_is_undertaken_is_verified_by_somebody_else() -> None:
    verified = {rule.id for rule in lists_of(PANAN).values() if rule.verification != "none"}
    assert verified == {"problem", "clearance", "project", "supervision"}


def test_the_four_campaigns_are_open_to_more_and_the_four_clearances_are_not() -> None:
    problem, clearance = lists_of(PANAN)["problem"], lists_of(PANAN)["clearance"]
    assert [one.name.zh for one in problem.categories][:4] == [
        "车乱开",
        "道乱占",
        "线乱拉",
        "低小散",
    ]
    assert problem.open
    assert [one.name.zh for one in clearance.categories] == ["违建房", "危旧房", "附房", "一户多宅"]
    assert (clearance.open, clearance.closes_at_zero) == (False, True)
    assert [(one.id, one.decimals) for one in clearance.measures] == [("count", 0), ("area", 2)]


def test_names_stand_in_both_languages() -> None:
    for rule in lists_of(PANAN).values():
        names = [rule.name]
        names += [stage.name for stage in rule.stages]
        names += [category.name for category in rule.categories]
        names += [field.name for field in rule.fields]
        names += [measure.name for measure in rule.measures]
        assert all(name.zh != name.en for name in names)
    for title in honours().values():
        assert title.name.zh != title.name.en
    assert category_name(lists_of(PANAN)["problem"], "stray_dogs").zh == "stray_dogs"


def test_a_project_knows_its_funds_its_block_its_benchmark_and_its_tags() -> None:
    fields = {field.id: field for field in lists_of(PANAN)["project"].fields}
    assert [key for key, field in fields.items() if field.group == "funding"] == [
        "funding_fiscal",
        "funding_crowd",
        "funding_pooled",
        "funding_debt",
    ]
    assert [choice.id for choice in fields["blocked_by"].choices] == [
        "funds",
        "plan",
        "mobilisation",
    ]
    assert fields["benchmark"].type == "place"
    assert fields["tags"].open
    assert {"tourism", "point", "line", "area", "renewal"} < {
        choice.id for choice in fields["tags"].choices
    }


def test_the_self_tender_ceiling_decides_nothing_until_the_town_dates_it() -> None:
    limits, problems = read_limits(PANAN)
    assert problems == ()
    both = limits["self_tender"]
    assert [(limit.amount, limit.since) for limit in both] == [
        (50_000_000, None),
        (100_000_000, None),
    ]
    answer = tender_route(1, 17_000, both)
    assert (answer.route, answer.why and answer.why.code) == ("unknown", "limit_undated")


def test_beautiful_courtyards_begin_in_march_2017_and_other_honours_have_no_date() -> None:
    dated = {key: rule.since for key, rule in honours().items() if rule.since is not None}
    assert list(dated) == ["beautiful_courtyard"]
    assert date_of(dated["beautiful_courtyard"]).isoformat() == "2017-03-01"
    assert sum(rule.source == (50,) for rule in honours().values()) == 5


@pytest.mark.parametrize(
    ("role", "place", "least", "most"),
    [
        pytest.param("town_leader", "town", 2, 2, id="exactly two leaders of a town"),
        pytest.param("information_officer", "town", 1, 1, id="one information officer"),
        pytest.param("publicity_officer", "town", 1, 1, id="one publicity officer"),
        pytest.param("general_chief", "town", 1, 1, id="one general chief"),
        pytest.param("deputy_chief", "street", 1, None, id="a deputy chief on every street"),
        pytest.param("partner_department", "street", 1, 1, id="one department for one street"),
        pytest.param("group_leader", "county", 1, None, id="a head of the leading group"),
        pytest.param("office_secondee", "county", 0, None, id="as many secondees as it takes"),
    ],
)
def test_how_many_hold_a_post(role: str, place: str, least: int, most: int | None) -> None:
    rule = posts()[role]
    assert (rule.place_kind, rule.least, rule.most) == (place, least, most)


def test_director_and_liaison_are_one_person_and_a_department_adopts_one_street() -> None:
    rules = posts()
    assert rules["office_director"].same_person_as == ("liaison",)
    assert rules["liaison"].same_person_as == ("office_director",)
    assert (rules["partner_department"].one_place, rules["partner_department"].holder_kind) == (
        True,
        "department",
    )


def test_the_general_chief_is_the_township_head_and_a_deputy_of_the_village_committees() -> None:
    head, deputy = posts()["general_chief"].eligible, posts()["deputy_chief"].eligible
    assert head is not None
    assert deputy is not None
    assert "镇长" in head.titles
    assert "副镇长" not in head.titles
    assert "村委会" in deputy.units


# Every list from its opening to its close-out

OFFICE, BUREAU, CREW, CHECKER = 1, 2, 3, 4
HOUSES = (
    Quantity(measure="count", side="found", amount=2),
    Quantity(measure="area", side="found", amount=8050),
)
GONE = (
    Quantity(measure="count", side="cleared", amount=2),
    Quantity(measure="area", side="cleared", amount=8050),
)
GIVE = {"kind": "assigned", "holder": BUREAU}
WAYS: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {
    "problem": (
        {"category": "blocked_road"},
        [
            GIVE,
            {"kind": "moved", "stage": "rectified", "by": CREW},
            {"kind": "moved", "stage": "verified", "by": CHECKER},
        ],
    ),
    "clearance": (
        {"category": "outbuilding", "place": 7, "place_kind": "village", "quantities": HOUSES},
        [
            GIVE,
            {"kind": "moved", "stage": "cleared", "by": CREW, "quantities": GONE},
            {"kind": "changed", "fields": (("rehoused_by", "集中安置"),)},
            {"kind": "moved", "stage": "verified", "by": CHECKER},
        ],
    ),
    "project": (
        {"category": "from_problem", "grown_from": 1, "fields": (("budget", 49_999_900),)},
        [
            {"kind": "scheduled", "schedule": (("招标", 10), ("施工", 40)), "due_on": 200},
            {"kind": "changed", "fields": (("blocked_by", "funds"), ("tags", ("tourism",)))},
            {"kind": "changed", "fields": (("blocked_by", ""), ("funding_crowd", 100))},
            {"kind": "moved", "stage": "tendered", "fields": (("tender_on", 100),)},
            {"kind": "moved", "stage": "under_way"},
            {"kind": "moved", "stage": "finished", "by": CREW},
            {"kind": "moved", "stage": "accepted", "by": CHECKER},
        ],
    ),
    "expert_request": (
        {"category": "technical"},
        [{"kind": "moved", "stage": "visited", "by": CREW, "holder": CREW}],
    ),
    "supervision": (
        {"category": "finding", "due_on": 107},
        [
            GIVE,
            {"kind": "moved", "stage": "answered", "by": CREW, "note": "done"},
            {"kind": "moved", "stage": "verified", "by": CHECKER},
        ],
    ),
    "document": ({"category": "opinion"}, []),
    "news": ({"category": "news"}, [{"kind": "moved", "stage": "adopted"}]),
}


def test_every_list_has_its_way() -> None:
    assert set(WAYS) == set(lists_of(PANAN))


@pytest.mark.parametrize("listed", WAYS)
def test_a_list_is_walked_from_its_opening_to_its_close_out(listed: str) -> None:
    rule = lists_of(PANAN)[listed]
    opening, moves = WAYS[listed]
    item = Item(id=1, list=listed, number=1, title="x", opened_on=100, found_by=OFFICE, **opening)
    assert check_open(rule, item) == ()
    steps: tuple[Step, ...] = ()
    for number, move in enumerate(moves, 1):
        assert state_of(rule, item, steps, 100).closed_on is None
        step = Step(id=number, on=100, **move)
        assert check_move(rule, item, steps, step) == ()
        steps = (*steps, step)
    assert state_of(rule, item, steps, 100).closed_on == 100


def test_a_tender_needs_a_budget_and_a_date() -> None:
    rule = lists_of(PANAN)["project"]
    item = Item(id=1, list="project", number=1, title="x", opened_on=100, category="other")
    tender = Step(id=1, kind="moved", stage="tendered", on=100)
    assert [say(found) for found in check_move(rule, item, (), tender)] == [
        "tendered needs budget.",
        "tendered needs tender date.",
    ]


# Another office

RIVER = """
[place_kinds.reach]
zh = "河段"

[roles.river_chief]
zh = "河长"
place = "reach"
exactly = 1
one_place = true

[lists.outfall]
zh = "入河排污口"
place_kinds = ["reach"]
verification = "other_unit"
days = 30
may = { reopened = ["river_chief"] }
categories.household = { zh = "生活污水" }
measures.flow = { zh = "流量", unit = { zh = "吨/日" }, decimals = 1 }
stages.found = { zh = "发现", act = "open" }
stages.plugged = { zh = "封堵", act = "rectify", roles = ["responsible", "river_chief"], days = 10 }
stages.sampled = { zh = "采样", act = "work", optional = true, needs = ["evidence"] }
stages.struck_off = { zh = "销号", act = "verify", closes = true }

[honours.clear_reach]
zh = "清水河段"
place_kinds = ["reach"]
grades.three_stars = { zh = "三星" }
grades.five_stars = { zh = "五星" }
"""


def test_a_river_chief_office_brings_its_own_list() -> None:
    table = tomllib.loads(RIVER)
    rule = lists_of(table, ("reach",))["outfall"]
    item = Item(
        id=1,
        list="outfall",
        number=1,
        title="pipe by the mill",
        category="household",
        place=7,
        place_kind="reach",
        opened_on=100,
    )
    plug = Step(id=1, kind="moved", stage="plugged", on=101, by=CREW, by_unit=BUREAU)
    own = Step(id=2, kind="moved", stage="struck_off", on=102, by=CHECKER, by_unit=BUREAU)
    other = Step(id=2, kind="moved", stage="struck_off", on=102, by=CHECKER, by_unit=OFFICE)
    assert [found.code for found in check_move(rule, item, (), plug)] == ["wrong_role"]
    assert check_move(rule, item, (), plug, roles=frozenset({"river_chief"})) == ()
    assert [found.code for found in check_move(rule, item, (plug,), own)] == ["own_unit"]
    assert check_move(rule, item, (plug,), other) == ()
    waiting = state_of(rule, item, (), 111)
    assert (waiting.due_on, waiting.stage_due_on, waiting.stage_overdue_days) == (130, 110, 1)
    back = Step(id=3, kind="reopened", on=103, note="leaks")
    assert [found.code for found in check_move(rule, item, (plug, other), back)] == ["wrong_role"]


def test_a_river_chief_office_brings_its_own_honours_and_posts() -> None:
    table = tomllib.loads(RIVER)
    stars, problems = read_honours(table, place_kinds=["reach"])
    assert problems == ()
    assert [grade.id for grade in stars[0].grades] == ["three_stars", "five_stars"]
    (chief,), problems = read_posts(table, place_kinds=["reach"])
    assert problems == ()
    assert (chief.least, chief.most, chief.one_place) == (1, 1, True)


# Mistakes

GOOD: dict[str, Any] = {
    "zh": "清单",
    "categories": {"road": {"zh": "道路"}},
    "stages": {
        "open": {"zh": "登记", "act": "open"},
        "done": {"zh": "整改", "act": "rectify"},
        "checked": {"zh": "复核", "act": "verify", "closes": True},
    },
}


def changed(path: str, value: Any) -> dict[str, Any]:
    """Copy the good list with one key set; a value of None takes the key away."""
    table = tomllib.loads("")
    table.update({"lists": {"x": _copy(GOOD)}})
    *way, last = path.split(".")
    at = table["lists"]["x"]
    for key in way:
        at = at.setdefault(key, {})
    if value is None:
        del at[last]
    else:
        at[last] = value
    return table


def _copy(value: Any) -> Any:
    return {key: _copy(below) for key, below in value.items()} if isinstance(value, dict) else value


def problems_of(table: dict[str, Any]) -> tuple[RuleProblem, ...]:
    rules, problems = read_lists(table, roles=["inspector"], place_kinds=["village"])
    assert problems == () or rules == ()
    return problems


def test_the_good_list_is_good() -> None:
    assert problems_of({"lists": {"x": GOOD}}) == ()


@pytest.mark.parametrize(
    ("path", "value", "at"),
    [
        pytest.param("zh", None, "", id="no name"),
        pytest.param("stages", {}, "", id="no stages"),
        pytest.param("stages", 7, "stages", id="stages that are no table"),
        pytest.param("stages.Done", {"zh": "x", "act": "work"}, "stages.Done", id="a capital"),
        pytest.param("stages.done", 7, "stages.done", id="a stage that is no table"),
        pytest.param("stages.done.act", "finish", "stages.done.act", id="no such act"),
        pytest.param("stages.done.act", None, "stages.done", id="a stage without an act"),
        pytest.param("stages.done.needs", ["photo"], "stages.done.needs", id="no such need"),
        pytest.param("stages.done.needs", "note", "stages.done.needs", id="a word for a list"),
        pytest.param("stages.done.roles", ["king"], "stages.done.roles", id="no such role"),
        pytest.param("stages.done.days", -1, "stages.done.days", id="minus a day"),
        pytest.param("stages.done.days", True, "stages.done.days", id="yes for a number"),
        pytest.param("stages.done.day", 5, "stages.done.day", id="a key misspelt"),
        pytest.param("stages.done.act", "open", "stages", id="opened twice"),
        pytest.param("stages.open.closes", True, "stages", id="closed by the first of three"),
        pytest.param("stages.checked.closes", False, "stages", id="never closed"),
        pytest.param("stages.checked.optional", True, "stages", id="closed perhaps"),
        pytest.param("stages.done.act", "work", "stages", id="verified but never rectified"),
        pytest.param("stages.done.optional", True, "stages", id="rectified perhaps"),
        pytest.param("stages.checked.act", "work", "stages", id="rectified but never verified"),
        pytest.param("stages.checked.act", "assign", "stages", id="closed by assigning"),
        pytest.param("verification", "anyone", "verification", id="no such verification"),
        pytest.param("open", "yes", "open", id="a word for true"),
        pytest.param("days", "5", "days", id="a word for a number"),
        pytest.param("place_kinds", ["moon"], "place_kinds", id="no such kind of place"),
        pytest.param("closes_at_zero", True, "closes_at_zero", id="zero of nothing"),
        pytest.param("may.moved", ["inspector"], "may.moved", id="no side act"),
        pytest.param("may.voided", ["king"], "may.voided", id="a side act of no such role"),
        pytest.param("fields.note", {"zh": "x", "type": "text"}, "fields", id="named like a need"),
        pytest.param("fields.x", {"zh": "x", "type": "money"}, "fields.x.type", id="no such type"),
        pytest.param("fields.x", {"zh": "x", "type": "choice"}, "fields.x", id="no choices"),
        pytest.param(
            "fields.x", {"zh": "x", "type": "text", "open": True}, "fields.x", id="open text"
        ),
        pytest.param("measures.m", {"zh": "x"}, "measures.m.unit", id="a measure without a unit"),
        pytest.param(
            "measures.m",
            {"zh": "x", "unit": {"zh": "处"}, "decimals": 7},
            "measures.m.decimals",
            id="too fine",
        ),
        pytest.param("categories.road.unit", "户", "categories.road.unit", id="a unit as a word"),
        pytest.param("source", ["25"], "source", id="a source in words"),
        pytest.param("colour", "red", "colour", id="a key nobody knows"),
    ],
)
def test_a_mistake_is_named_with_its_path(path: str, value: Any, at: str) -> None:
    problems = problems_of(changed(path, value))
    expected = ("lists", "x", *(at.split(".") if at else ()))
    assert expected in [problem.path for problem in problems]
    assert all(say(problem).endswith(".") for problem in problems)


def test_one_mistake_does_not_hide_the_next() -> None:
    table = changed("stages.done.needs", ["photo"])
    table["lists"]["x"]["open"] = "yes"
    table["lists"]["y"] = {"zh": "y"}
    paths = {problem.path for problem in problems_of(table)}
    assert paths >= {
        ("lists", "x", "stages", "done", "needs"),
        ("lists", "x", "open"),
        ("lists", "y"),
    }


@pytest.mark.parametrize("value", [7, "x", [], True])
def test_lists_that_are_no_table_are_a_problem_and_no_crash(value: Any) -> None:
    assert [problem.path for problem in problems_of({"lists": value})] == [("lists",)]


@pytest.mark.parametrize(
    ("table", "at"),
    [
        pytest.param({"zh": "x"}, "", id="no kinds of places"),
        pytest.param({"zh": "x", "place_kinds": ["moon"]}, "place_kinds", id="no such kind"),
        pytest.param(
            {"zh": "x", "place_kinds": ["village"], "since": "2017-03"}, "since", id="half a date"
        ),
    ],
)
def test_a_mistake_in_an_honour(table: dict[str, Any], at: str) -> None:
    rules, problems = read_honours({"honours": {"x": table}}, place_kinds=["village"])
    assert rules == ()
    assert ("honours", "x", *([at] if at else [])) in [problem.path for problem in problems]


@pytest.mark.parametrize(
    ("amounts", "at"),
    [
        pytest.param({}, (), id="no amounts"),
        pytest.param({"a": {"zh": "x"}}, ("amounts", "a"), id="no amount"),
        pytest.param({"a": {"zh": "x", "amount": "50万"}}, ("amounts", "a", "amount"), id="words"),
        pytest.param(
            {"a": {"zh": "x", "amount": 1, "since": 2017}}, ("amounts", "a", "since"), id="a year"
        ),
    ],
)
def test_a_mistake_in_a_limit(amounts: dict[str, Any], at: tuple[str, ...]) -> None:
    _, problems = read_limits({"limits": {"x": {"zh": "x", "amounts": amounts}}})
    assert [problem.path for problem in problems] == [("limits", "x", *at)]


def test_two_amounts_cannot_begin_on_the_same_day() -> None:
    text = """
    [limits.x]
    zh = "x"
    amounts.a = { zh = "a", amount = 1, since = 2017-01-01 }
    amounts.b = { zh = "b", amount = 2, since = 2017-01-01 }
    """
    _, problems = read_limits(tomllib.loads(text))
    assert [problem.path for problem in problems] == [("limits", "x", "amounts", "b", "since")]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("place", "moon", id="no such place"),
        pytest.param("holder", "robot", id="no such holder"),
        pytest.param("exactly", "two", id="a number in words"),
        pytest.param("same_person_as", ["queen"], id="the same person as nobody"),
        pytest.param("same_person_as", ["king"], id="the same person as itself"),
        pytest.param("one_place", 1, id="a number for true"),
        pytest.param("crown", "gold", id="a key nobody knows"),
        pytest.param("eligible", ["镇长"], id="eligible as a list"),
    ],
)
def test_a_mistake_in_a_post(key: str, value: Any) -> None:
    table = {"roles": {"king": {"zh": "x", "place": "town", key: value}}}
    rules, problems = read_posts(table, place_kinds=["town"])
    assert rules == ()
    assert ("roles", "king", key) in [problem.path for problem in problems]


def test_exactly_and_at_least_exclude_each_other() -> None:
    table = {"roles": {"king": {"zh": "x", "place": "town", "exactly": 1, "least": 1}}}
    assert [p.path for p in read_posts(table, place_kinds=["town"])[1]] == [
        ("roles", "king", "exactly")
    ]
    table = {"roles": {"king": {"zh": "x", "place": "town", "least": 2, "most": 1}}}
    assert [p.path for p in read_posts(table, place_kinds=["town"])[1]] == [
        ("roles", "king", "most")
    ]
