"""The figures of lists, clearances and projects.

- the published figures of a real city: 972 due, 911 closed, 737 in time
- due to close is closed or past its date; void items are in no rate; over nothing there is none
- flows of a week, groups, hot spots, ages, turnaround
- a clearance is zero only when nothing of any measure is left, in places looked at
- the self-tender ceiling at, under and above, before and after the raise, and without a date
- milestones counted back from the end
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.days.calendar import week_of
from streetchief.items.rules.clearances import Clearance, assess_clearances, is_zero, left
from streetchief.items.rules.figures import (
    Row,
    ages,
    by_category,
    by_holder,
    by_list,
    by_place,
    by_week,
    close_rate,
    due_to_close,
    figures,
    flow,
    grouped,
    hot_spots,
    on_time_close_rate,
    relapse_rate,
    turnaround,
)
from streetchief.items.rules.workflow import state_of
from streetchief.rulebook.rules.list import (
    Category,
    Field,
    Item,
    ListRule,
    Measure,
    Quantity,
    Stage,
    Step,
)
from streetchief.rulebook.rules.project import (
    Funding,
    Limit,
    Milestone,
    funding,
    funding_gap,
    milestone_state,
    milestones,
    tender_route,
)
from streetchief.values.amounts import amount_text, read_amount
from streetchief.values.problems import Name, say
from streetchief.values.rates import rate_text


def name(text: str) -> Name:
    return Name(zh=text, en=text)


RULE = ListRule(
    id="problem",
    name=name("problem"),
    open=True,
    stages=(
        Stage(id="reported", name=name("reported"), act="open"),
        Stage(id="assigned", name=name("assigned"), act="assign"),
        Stage(id="rectified", name=name("rectified"), act="rectify"),
        Stage(id="verified", name=name("verified"), act="verify", closes=True),
    ),
    fixed_on_spot=True,
    measures=(
        Measure(id="count", name=name("count"), unit=name("places")),
        Measure(id="area", name=name("area"), unit=name("m2"), decimals=2),
    ),
    categories=(
        Category(id="illegal", name=name("illegal")),
        Category(id="unsafe", name=name("unsafe")),
    ),
    fields=(
        Field(id="budget", name=name("budget"), type="yuan"),
        Field(id="fiscal", name=name("fiscal"), type="yuan", group="funding"),
        Field(id="crowd", name=name("crowd"), type="yuan", group="funding"),
    ),
)
HOLDER, RECTIFIER, VERIFIER = 1, 2, 3


def row(*steps: dict[str, Any], on_day: int = 200, **item: Any) -> Row:
    opened = Item(
        **{"id": 1, "list": "problem", "number": 1, "title": "x", "opened_on": 100, **item}
    )
    numbered = tuple(
        Step(**{"id": number, "on": opened.opened_on, **step})
        for number, step in enumerate(steps, 1)
    )
    return opened, state_of(RULE, opened, numbered, on_day)


def closed(on: int, **item: Any) -> Row:
    return row(*closing(on), **item)


def closing(on: int) -> tuple[dict[str, Any], ...]:
    return (
        {"kind": "assigned", "holder": HOLDER},
        {"kind": "moved", "stage": "rectified", "by": RECTIFIER, "on": on},
        {"kind": "moved", "stage": "verified", "by": VERIFIER, "on": on},
    )


VOID = {"kind": "voided", "note": "twice"}
REOPENED = {"kind": "reopened", "note": "again", "on": 150}


# Rates


def test_the_published_figures_of_a_real_city_check_out() -> None:
    in_time, late = closed(110, due_on=110), closed(111, due_on=110)
    open_late, not_yet = row(due_on=199), row(due_on=200)
    rows = [in_time] * 737 + [late] * (911 - 737) + [open_late] * (972 - 911) + [not_yet] * 40
    counts = figures(rows)
    assert (due_to_close(counts), counts.closed, counts.closed_in_time) == (972, 911, 737)
    assert rate_text(close_rate(counts)) == "93.72%"
    assert rate_text(on_time_close_rate(counts)) == "75.82%"


@pytest.mark.parametrize(
    ("member", "due", "shut", "in_time"),
    [
        pytest.param(row(due_on=201), 0, 0, 0, id="open before its date"),
        pytest.param(row(due_on=200), 0, 0, 0, id="open on its date"),
        pytest.param(row(due_on=199), 1, 0, 0, id="open after its date"),
        pytest.param(row(), 0, 0, 0, id="open without a date"),
        pytest.param(closed(110, due_on=300), 1, 1, 1, id="closed long before its date"),
        pytest.param(closed(110, due_on=110), 1, 1, 1, id="closed on its date"),
        pytest.param(closed(111, due_on=110), 1, 1, 0, id="closed after its date"),
        pytest.param(closed(110), 1, 1, 1, id="closed without a date"),
        pytest.param(row(VOID, due_on=110), 0, 0, 0, id="void and past its date"),
        pytest.param(row({"kind": "fixed", "by": RECTIFIER}), 1, 1, 1, id="fixed on the spot"),
        pytest.param(
            row(*closing(110), REOPENED, due_on=120), 0, 0, 0, id="reopened without a new date"
        ),
        pytest.param(
            row(*closing(110), {**REOPENED, "due_on": 199}), 1, 0, 0, id="reopened and late again"
        ),
        pytest.param(
            row({"kind": "suspended", "note": "rain", "until": 300, "on": 105}, due_on=110),
            0,
            0,
            0,
            id="suspended before its date",
        ),
    ],
)
def test_what_is_due_to_close(member: Row, due: int, shut: int, in_time: int) -> None:
    counts = figures([member])
    assert (due_to_close(counts), counts.closed, counts.closed_in_time) == (due, shut, in_time)


def test_over_nothing_there_is_no_rate() -> None:
    counts = figures([row(), row(VOID)])
    assert [rate_text(rate(counts)) for rate in (close_rate, on_time_close_rate, relapse_rate)] == [
        "—"
    ] * 3


def test_relapses_are_counted_of_what_was_ever_closed() -> None:
    again = (*closing(110), REOPENED)
    twice = (*again, *({**step, "on": 160} for step in closing(160)), {**REOPENED, "on": 170})
    counts = figures([closed(110), row(*again), row(*twice), row()])
    assert (counts.reopened_ever, counts.closed_ever) == (2, 3)
    assert rate_text(relapse_rate(counts)) == "66.67%"


def test_every_item_is_open_closed_or_void() -> None:
    returned = row({"kind": "assigned", "holder": HOLDER}, {"kind": "returned", "note": "no"})
    counts = figures([row(), closed(110), row(VOID), returned, row(*closing(110), REOPENED)])
    assert (counts.items, counts.open, counts.closed, counts.void) == (4, 3, 1, 1)
    assert (counts.returned, counts.returned_ever, counts.undated) == (1, 1, 4)


# What happened in a week


def test_a_week_counts_what_happened_in_it_each_item_once() -> None:
    rows = [
        row({"kind": "fixed", "by": RECTIFIER}, opened_on=107),
        row({"kind": "assigned", "holder": HOLDER}, opened_on=113),
        row(*closing(109)),
        row(*closing(110), {**REOPENED, "on": 111}),
        row(VOID, opened_on=108),
        row(opened_on=106),
        row(opened_on=114),
    ]
    week = flow(rows, 107, 114)
    assert (week.opened, week.fixed_on_spot, week.assigned) == (2, 1, 1)
    assert (week.closed, week.reopened, week.returned) == (3, 1, 0)


@pytest.mark.parametrize(("on", "counted"), [(106, 0), (107, 1), (113, 1), (114, 0)])
def test_a_stretch_is_half_open(on: int, counted: int) -> None:
    assert flow([row(opened_on=on)], 107, 114).opened == counted


# Groups


def test_groups_by_list_category_place_holder_and_week() -> None:
    rows = [
        closed(110, category="road", place=7),
        row(category="road", place=8),
        row({"kind": "fixed", "by": RECTIFIER}, category="wires", opened_on=107),
    ]
    counted = {key: figures(members).items for key, members in grouped(rows, by_list).items()}
    assert counted == {"problem": 3}
    closures = {key: figures(members).closed for key, members in grouped(rows, by_category).items()}
    assert closures == {"road": 1, "wires": 1}
    assert {key: len(members) for key, members in grouped(rows, by_place).items()} == {
        7: 1,
        8: 1,
        None: 1,
    }
    assert list(grouped(rows, by_holder)) == [HOLDER, None, RECTIFIER]
    assert list(grouped(rows, by_week)) == [week_of(100), week_of(107)]


def test_a_hot_spot_is_a_street_where_a_category_comes_back() -> None:
    rows = [
        row(category="road", place=7),
        row(category="road", place=7),
        row(category="wires", place=7),
        row(*closing(110), REOPENED, category="road", place=8),
        row(VOID, category="wires", place=7),
        row(category="wires"),
        row(category="wires"),
    ]
    spots = hot_spots(rows)
    assert [(spot.place, spot.category, spot.items, spot.reopened) for spot in spots] == [
        (7, "road", 2, 0),
        (8, "road", 1, 1),
    ]
    assert hot_spots(rows, at_least=3) == ()


def test_the_oftenest_hot_spot_comes_first() -> None:
    rows = [row(category="road", place=place) for place in (9, 9, 7, 7, 8, 8, 8)]
    assert [spot.place for spot in hot_spots(rows)] == [8, 7, 9]


def test_open_items_by_age() -> None:
    rows = [row(opened_on=200 - age) for age in (0, 7, 8, 30, 31, 90)]
    assert ages([*rows, closed(110), row(VOID)], (7, 30)) == (2, 2, 2)


def test_turnaround_is_measured_on_closed_items_only() -> None:
    taken = turnaround([closed(100), closed(103), closed(110), closed(140), row()])
    assert (taken.closed, taken.days, taken.shortest, taken.median, taken.longest) == (
        4,
        53,
        0,
        3,
        40,
    )
    nothing = turnaround([row()])
    assert (nothing.closed, nothing.median) == (0, None)


@given(st.lists(st.tuples(st.integers(100, 220), st.integers(100, 220), st.booleans())))
def test_counts_agree_with_a_plain_recount(members: list[tuple[int, int, bool]]) -> None:
    rows = [closed(on, due_on=due) if shut else row(due_on=due) for on, due, shut in members]
    counts = figures(rows)
    shut_by_now = [(on, due) for on, due, shut in members if shut and on <= 200]
    still_open = [due for on, due, shut in members if not shut or on > 200]
    assert counts.closed == len(shut_by_now)
    assert counts.closed_in_time == len([1 for on, due in shut_by_now if on <= due])
    assert counts.overdue == len([due for due in still_open if due < 200])


# Clearances


def found(count: int | None, area: int | None) -> tuple[Quantity, ...]:
    pairs = (("count", count), ("area", area))
    return tuple(
        Quantity(measure=measure, side="found", amount=amount)
        for measure, amount in pairs
        if amount is not None
    )


def cleared(count: int, area: int) -> dict[str, Any]:
    quantities = (
        Quantity(measure="count", side="cleared", amount=count),
        Quantity(measure="area", side="cleared", amount=area),
    )
    return {"kind": "quantity", "quantities": quantities}


def clearance_of(*rows: Row) -> Clearance:
    return assess_clearances(RULE, [7], rows)[0]


def house(what: tuple[Quantity, ...], *steps: dict[str, Any]) -> Row:
    return row(*steps, category="illegal", place=7, quantities=what)


GONE = house(found(3, 900), cleared(3, 900))


@pytest.mark.parametrize(
    ("rows", "zero"),
    [
        pytest.param([GONE], True, id="all gone"),
        pytest.param([house(found(3, 900), cleared(3, 899))], False, id="a corner left"),
        pytest.param([house(found(3, 900), cleared(2, 900))], False, id="one left"),
        pytest.param([house(found(0, 0))], True, id="looked at, none found"),
        pytest.param([], False, id="never looked at"),
        pytest.param([house(found(3, None), cleared(3, 0))], False, id="never measured"),
        pytest.param([GONE, house(found(1, 50))], False, id="another house in the same village"),
        pytest.param([GONE, house(found(1, 50), VOID)], True, id="the other one is void"),
    ],
)
def test_zero_means_looked_at_and_nothing_left_of_either(rows: list[Row], zero: bool) -> None:
    assert is_zero(clearance_of(*rows)) is zero


def test_clearances_start_from_the_register() -> None:
    """Villages without a single item stand in the table as well."""
    rows = [row(cleared(1, 100), category="unsafe", place=8, quantities=found(3, 900))]
    table = assess_clearances(RULE, [7, 8], rows)
    assert [(line.place, line.category, line.items) for line in table] == [
        (7, "illegal", 0),
        (7, "unsafe", 0),
        (8, "illegal", 0),
        (8, "unsafe", 1),
    ]
    assert [left(measure) for measure in table[3].lefts] == [2, 800]
    assert [left(measure) for measure in table[0].lefts] == [None, None]


# Projects

OLD = Limit(id="original", amount=50_000_000, since=1000)
RAISED = Limit(id="raised", amount=100_000_000, since=2000)
UNDATED = (
    Limit(id="original", amount=50_000_000, since=None),
    Limit(id="raised", amount=100_000_000, since=None),
)


@pytest.mark.parametrize(
    ("yuan", "tender_on", "route"),
    [
        pytest.param("499999", 1999, "town", id="under the old limit, the day before the raise"),
        pytest.param("500000", 1999, "town", id="at the old limit"),
        pytest.param("500000.01", 1999, "county", id="a fen above the old limit"),
        pytest.param("500001", 1999, "county", id="above the old limit"),
        pytest.param("499999", 2000, "town", id="under the old limit, the day of the raise"),
        pytest.param("500000", 2000, "town", id="at the old limit, the day of the raise"),
        pytest.param("500001", 2000, "town", id="above the old limit, the day of the raise"),
        pytest.param("100万", 2000, "town", id="at the raised limit"),
        pytest.param("1000000.01", 2000, "county", id="a fen above the raised limit"),
        pytest.param("1000001", 2000, "county", id="above the raised limit"),
        pytest.param("500000", 1000, "town", id="the first day of the old limit"),
        pytest.param("1", 999, "unknown", id="before any limit"),
    ],
)
def test_who_may_tender(yuan: str, tender_on: int, route: str) -> None:
    amount = read_amount(yuan, 2)
    assert tender_route(amount, tender_on, (OLD, RAISED)).route == route
    assert tender_route(amount, tender_on, (RAISED, OLD)).route == route


@pytest.mark.parametrize(
    ("amount", "tender_on", "limits", "why"),
    [
        pytest.param(None, 2000, (OLD,), "no_amount", id="no budget"),
        pytest.param(1, None, (OLD,), "no_tender_day", id="no tender date"),
        pytest.param(1, 999, (OLD,), "no_limit", id="before the first limit"),
        pytest.param(1, 999, (), "no_limit", id="no limit at all"),
        pytest.param(1, 999, UNDATED, "limit_undated", id="limits of unknown date"),
    ],
)
def test_an_unknown_route_says_what_is_missing(
    amount: int | None, tender_on: int | None, limits: tuple[Limit, ...], why: str
) -> None:
    answer = tender_route(amount, tender_on, limits)
    assert answer.route == "unknown"
    assert answer.why is not None
    assert answer.why.code == why
    assert say(answer.why).endswith(".")


def test_a_limit_the_town_has_dated_decides_although_another_has_no_date() -> None:
    answer = tender_route(60_000_000, 2000, (UNDATED[0], RAISED))
    assert (answer.route, answer.limit) == ("town", RAISED)


def test_milestones_are_counted_back_from_the_end() -> None:
    plan = milestones((("design", 3), ("tender", 1), ("build", 10)), 120)
    assert [(stretch.name, stretch.starts_on, stretch.ends_on) for stretch in plan] == [
        ("design", 107, 109),
        ("tender", 110, 110),
        ("build", 111, 120),
    ]
    assert milestones((), 120) == ()
    with pytest.raises(ValueError, match="at least a day"):
        milestones((("design", 0),), 120)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=8), st.integers(0, 30000))
def test_milestones_leave_no_day_out_and_use_none_twice(days: list[int], end_on: int) -> None:
    plan = milestones(tuple((str(index), length) for index, length in enumerate(days)), end_on)
    covered = [day for stretch in plan for day in range(stretch.starts_on, stretch.ends_on + 1)]
    assert covered == list(range(end_on - sum(days) + 1, end_on + 1))


@pytest.mark.parametrize(
    ("reached_on", "on_day", "expected"),
    [
        pytest.param(None, 110, "ahead", id="before its first day"),
        pytest.param(None, 111, "running", id="its first day"),
        pytest.param(None, 120, "running", id="its last day"),
        pytest.param(None, 121, "late", id="the day after"),
        pytest.param(105, 110, "reached", id="reached early"),
        pytest.param(120, 130, "reached", id="reached on its last day"),
        pytest.param(121, 130, "reached_late", id="reached a day late"),
        pytest.param(121, 120, "running", id="a report of a day before it was reached"),
    ],
)
def test_where_a_milestone_stands(reached_on: int | None, on_day: int, expected: str) -> None:
    stretch = Milestone(name="build", starts_on=111, ends_on=120)
    assert milestone_state(stretch, reached_on, on_day) == expected


def test_funds_by_source_beside_the_budget() -> None:
    fields = (("crowd", 100), ("budget", 500), ("fiscal", 300), ("blocked_by", "funds"))
    funds = funding(RULE, fields)
    assert funds.sources == (("fiscal", 300), ("crowd", 100))
    assert funding_gap(funds) == 100
    assert funding_gap(Funding(sources=(("fiscal", 900),), budget=500)) == 0
    assert funding_gap(funding(RULE, ())) is None


# Amounts


@pytest.mark.parametrize(
    ("text", "decimals", "amount"),
    [
        pytest.param("50万", 2, 50_000_000, id="ten thousands"),
        pytest.param("49.9999万", 2, 49_999_900, id="parts of ten thousand"),
        pytest.param("1.5亿元", 2, 15_000_000_000, id="hundred millions"),
        pytest.param("1,234.50", 2, 123_450, id="commas"),
        pytest.param("１２", 1, 120, id="full width"),
        pytest.param(" 7 ", 0, 7, id="spaces around"),
        pytest.param("7.00", 0, 7, id="zeros that say nothing"),
    ],
)
def test_amounts_are_read_exactly(text: str, decimals: int, amount: int) -> None:
    assert read_amount(text, decimals) == amount


@pytest.mark.parametrize("text", ["", "-1", "1.234", "1,23", "many", "1e3", "万", "1..2", "½"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_amount(text, 2)


@given(st.integers(0, 10**18), st.integers(0, 6))
def test_an_amount_survives_being_printed(amount: int, decimals: int) -> None:
    assert read_amount(amount_text(amount, decimals), decimals) == amount
