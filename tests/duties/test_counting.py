"""Which patrols count, how many are asked for, and what a day is to a duty.

- how many N on D days ask for, for each way to count weeks in part, each D from 0 to 7
- by whose right a patrol counts: holder, delegate, neither; each boundary of a post
- what makes a patrol invalid in itself: late, short, without photo; before, at and after
- which of several count under a limit per day, a gap in hours and a limit on delegated ones
- what a day is: open, held, exempt by place or by person, each boundary
- a duty put together from its versions: by day, by town, out of season, switched off
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streetchief.days.calendar import DAY, days_of_month, month_of
from streetchief.duties.rules.charge import Charge, day_fact, day_facts, is_plain
from streetchief.duties.rules.counting import (
    DELEGATE,
    HOLDER,
    LATE,
    NO_PHOTO,
    NOT_CHOSEN,
    TOO_LITTLE_WAY,
    TOO_SHORT,
    flaw_of,
    has_flaws,
    judge_patrols,
    right_of,
)
from streetchief.rulebook.rules.duty import (
    REASONS,
    Duty,
    DutyVersion,
    duty_on,
    period_days,
    required_count,
)
from streetchief.value import replace
from tests.duties.one_week import (
    CHIEF,
    CHIEF_DUTY,
    DAYS,
    DEPUTY,
    OTHER,
    PATROL_DUTY,
    SECOND,
    STREET,
    TOWN,
    WEEK,
    at,
    day,
    delegation,
    exempt,
    judged,
    patrol,
    patrols,
    post,
    street,
    verdict,
)

# ------------------------------------------------------------------ how many are asked for


@pytest.mark.parametrize(
    ("fields", "by_days"),
    [
        pytest.param({}, [0, 1, 1, 1, 2, 2, 2, 2], id="two a week"),
        pytest.param({"required": 1}, [0, 1, 1, 1, 1, 1, 1, 1], id="one a week"),
        pytest.param({"required": 3}, [0, 1, 1, 2, 2, 3, 3, 3], id="three a week"),
        pytest.param({"required": 7}, [0, 1, 2, 3, 4, 5, 6, 7], id="daily"),
        pytest.param({"required": 0}, [0] * 8, id="none"),
        pytest.param({"required": 14}, [0, 2, 4, 6, 8, 10, 12, 14], id="twice daily"),
        pytest.param(
            {"required": 14, "max_per_day": 1},
            [0, 1, 2, 3, 4, 5, 6, 7],
            id="no more than a day lets count",
        ),
        pytest.param(
            {"required": 3, "max_per_day": 2}, [0, 1, 1, 2, 2, 3, 3, 3], id="2/day hardly binds"
        ),
        pytest.param({"partial": "full"}, [0, 2, 2, 2, 2, 2, 2, 2], id="full"),
        pytest.param(
            {"partial": "full", "max_per_day": 1}, [0, 1, 2, 2, 2, 2, 2, 2], id="full, 1/day"
        ),
        pytest.param({"partial": "waive"}, [0, 0, 0, 0, 0, 0, 0, 2], id="waive"),
    ],
)
def test_what_each_number_of_available_days_asks_for(
    fields: dict[str, Any], by_days: list[int]
) -> None:
    duty = replace(PATROL_DUTY, **fields)
    assert [required_count(duty, days, 7) for days in range(8)] == by_days


def test_a_month_asks_for_its_own_share() -> None:
    four = Duty(name="round", role="warden", per="zone", period="month", required=4)
    asked = [required_count(four, days, 30) for days in (0, 1, 7, 8, 15, 16, 22, 23, 30)]
    assert asked == [0, 1, 1, 2, 2, 3, 3, 4, 4]


@given(
    required=st.integers(0, 20),
    available=st.integers(0, 30),
    partial=st.sampled_from(["ceil", "full", "waive"]),
    max_per_day=st.integers(0, 3),
)
def test_fewer_days_never_ask_for_more(
    required: int, available: int, partial: str, max_per_day: int
) -> None:
    duty = replace(PATROL_DUTY, required=required, partial=partial, max_per_day=max_per_day)
    more = required_count(duty, available + 1, 31)
    assert required_count(duty, available, 31) <= more <= required


# ------------------------------------------------------------------ periods


def test_a_period_is_a_week_or_a_month() -> None:
    monthly = replace(PATROL_DUTY, period="month")
    assert period_days(PATROL_DUTY, WEEK) == DAYS
    november = month_of(day("Mon"))
    assert period_days(monthly, november) == days_of_month(november)
    assert len(period_days(monthly, november)) == 30


# ------------------------------------------------------------------ by whose right


@pytest.mark.parametrize(
    ("when", "right"),
    [
        pytest.param("Tue 23:59", None, id="the day before the first"),
        pytest.param("Wed 00:00", HOLDER, id="the first day, first minute"),
        pytest.param("Fri 23:59", HOLDER, id="the last day, last minute"),
        pytest.param("Sat 00:00", None, id="the day it ends"),
    ],
)
def test_a_post_holds_from_its_first_day_to_before_its_end(when: str, right: str | None) -> None:
    charge = street([post(DEPUTY, "Wed", "Sat")])
    assert right_of(PATROL_DUTY, charge, patrol(when)) == right


@pytest.mark.parametrize(
    ("when", "right"),
    [
        pytest.param("Tue 23:59", None, id="the day before"),
        pytest.param("Wed 00:00", DELEGATE, id="the first day"),
        pytest.param("Thu 23:59", DELEGATE, id="the last day"),
        pytest.param("Fri 00:00", None, id="the day after"),
    ],
)
def test_a_delegation_covers_its_days(when: str, right: str | None) -> None:
    charge = street(delegations=[delegation("Wed", "Thu")])
    assert right_of(PATROL_DUTY, charge, patrol(when, OTHER)) == right


def test_a_delegation_is_not_transitive() -> None:
    charge = street(
        delegations=[
            delegation("Mon", "Sun", DEPUTY, OTHER),
            delegation("Mon", "Sun", OTHER, 4),
        ]
    )
    assert right_of(PATROL_DUTY, charge, patrol("Mon", 4)) is None


def test_a_delegation_by_somebody_who_does_not_hold_the_street_that_day_gives_no_right() -> None:
    charge = street([post(DEPUTY, "Wed")], delegations=[delegation("Mon", "Sun")])
    assert right_of(PATROL_DUTY, charge, patrol("Tue", OTHER)) is None
    assert right_of(PATROL_DUTY, charge, patrol("Wed", OTHER)) == DELEGATE


def test_a_delegation_for_another_street_gives_no_right() -> None:
    charge = street(delegations=[delegation("Mon", "Sun", place=STREET + 1)])
    assert right_of(PATROL_DUTY, charge, patrol("Mon", OTHER)) is None
    charge = street(delegations=[delegation("Mon", "Sun", place=STREET)])
    assert right_of(PATROL_DUTY, charge, patrol("Mon", OTHER)) == DELEGATE


def test_a_holder_counts_as_himself_though_he_is_a_delegate_too() -> None:
    charge = street([post(), post(SECOND)], delegations=[delegation("Mon", "Sun", DEPUTY, SECOND)])
    assert right_of(PATROL_DUTY, charge, patrol("Mon", SECOND)) == HOLDER


def test_only_the_roles_named_count() -> None:
    charge = street([post(), post(OTHER, role="inspector")])
    walk = patrol("Mon", OTHER)
    assert right_of(PATROL_DUTY, charge, walk) is None
    both = replace(PATROL_DUTY, counting_roles=("deputy_chief", "inspector"))
    assert right_of(both, charge, walk) == HOLDER
    only = replace(PATROL_DUTY, counting_roles=("inspector",))
    assert right_of(only, charge, patrol("Mon", DEPUTY)) is None


def test_a_kind_the_duty_does_not_name_is_passed_over_and_a_second_one_is_deemed() -> None:
    walks = [patrol("Mon"), patrol("Tue", kind="cleanup")]
    assert [e.deemed for e in judge_patrols(PATROL_DUTY, street(), walks)] == [False]
    both = replace(PATROL_DUTY, kinds=("patrol", "cleanup"))
    assert [(e.deemed, e.counts) for e in judge_patrols(both, street(), walks)] == [
        (False, True),
        (True, True),
    ]


# ------------------------------------------------------------------ valid in itself


@pytest.mark.parametrize(
    ("fields", "changes", "flaw"),
    [
        pytest.param({}, {"recorded_on": day("Mon") + 400}, None, id="no limit on late entries"),
        pytest.param(
            {"backfill_days": 3}, {"recorded_on": day("Mon") + 2}, None, id="2 days late, late 3"
        ),
        pytest.param(
            {"backfill_days": 3}, {"recorded_on": day("Mon") + 3}, None, id="3 days late, late 3"
        ),
        pytest.param(
            {"backfill_days": 3}, {"recorded_on": day("Mon") + 4}, LATE, id="4 days late, late 3"
        ),
        pytest.param(
            {"backfill_days": 3},
            {"recorded_on": day("Mon") + 4, "approved": True},
            None,
            id="4 days late, late 3, approved",
        ),
        pytest.param({"backfill_days": 0}, {}, None, id="the same day, late 0"),
        pytest.param(
            {"backfill_days": 0}, {"recorded_on": day("Tue")}, LATE, id="the next day, late 0"
        ),
        pytest.param({"min_minutes": 30}, {"minutes": 29}, TOO_SHORT, id="29 of 30 minutes"),
        pytest.param({"min_minutes": 30}, {"minutes": 30}, None, id="30 of 30 minutes"),
        pytest.param({"min_minutes": 30}, {"minutes": 31}, None, id="31 of 30 minutes"),
        pytest.param({"min_minutes": 30}, {}, TOO_SHORT, id="no end was stated"),
        pytest.param({"min_metres": 2000}, {"metres": 1999}, TOO_LITTLE_WAY, id="1999 of 2000 m"),
        pytest.param({"min_metres": 2000}, {"metres": 2000}, None, id="2000 of 2000 m"),
        pytest.param({"min_metres": 2000}, {}, TOO_LITTLE_WAY, id="no way was stated"),
        pytest.param({"require_photo": True}, {}, NO_PHOTO, id="no photo"),
        pytest.param({"require_photo": True}, {"photos": 1}, None, id="one photo"),
    ],
)
def test_what_makes_a_patrol_invalid_in_itself(
    fields: dict[str, Any], changes: dict[str, Any], flaw: str | None
) -> None:
    duty = replace(PATROL_DUTY, **fields)
    assert flaw_of(duty, patrol("Mon 09:00", **changes)) == flaw
    assert has_flaws(duty) == bool(fields)


@pytest.mark.parametrize("hour", ["00:00", "09:30", "23:59"])
def test_how_late_an_entry_is_does_not_depend_on_the_hour(hour: str) -> None:
    duty = replace(PATROL_DUTY, backfill_days=3)
    assert flaw_of(duty, patrol(f"Mon {hour}", recorded_on=day("Thu"))) is None
    assert flaw_of(duty, patrol(f"Mon {hour}", recorded_on=day("Fri"))) == LATE


def test_an_entry_is_backfilled_from_the_next_day_on() -> None:
    assert not patrol("Mon 23:59", recorded_on=day("Mon")).backfilled
    assert patrol("Mon 23:59", recorded_on=day("Tue")).backfilled


# ------------------------------------------------------------------ limits on several


def counted(walked: str, **fields: Any) -> list[str | None]:
    """Return for each patrol in order why it does not count, None when it does."""
    return [entry.reason for entry in verdict(walked, **fields).entries]


@pytest.mark.parametrize(
    ("walked", "fields", "reasons"),
    [
        pytest.param("Mon 08:00, Mon 09:00", {}, [None, None], id="no limit"),
        pytest.param(
            "Mon 08:00, Mon 09:00, Tue", {"max_per_day": 1}, [None, NOT_CHOSEN, None], id="1/day"
        ),
        pytest.param(
            "Mon 08:00, Mon 09:00, Mon 10:00",
            {"max_per_day": 2},
            [None, None, NOT_CHOSEN],
            id="2/day",
        ),
        pytest.param(
            "Mon 08:00, Mon 11:59", {"min_gap_hours": 4}, [None, NOT_CHOSEN], id="gap not reached"
        ),
        pytest.param("Mon 08:00, Mon 12:00", {"min_gap_hours": 4}, [None, None], id="gap reached"),
        pytest.param("Mon 08:00, Mon 12:01", {"min_gap_hours": 4}, [None, None], id="gap passed"),
        pytest.param(
            "Mon 08:00, Mon 11:00, Mon 14:00",
            {"min_gap_hours": 4},
            [None, NOT_CHOSEN, None],
            id="the one between gives way",
        ),
        pytest.param(
            "Sun-1 23:00, Mon 00:00",
            {"min_gap_hours": 4},
            [None],
            id="a gap is not asked for across weeks",
        ),
    ],
)
def test_which_count_under_a_limit(
    walked: str, fields: dict[str, Any], reasons: list[str | None]
) -> None:
    assert counted(walked, **fields) == reasons


def test_no_more_delegated_ones_than_the_limit() -> None:
    charge = street(delegations=[delegation("Mon", "Sun")])
    walks = patrols("Mon, Tue", OTHER)
    assert verdict(walks, charge=charge).counted == 2
    limited = verdict(walks, charge=charge, max_delegated=1)
    assert [e.reason for e in limited.entries] == [None, NOT_CHOSEN]
    assert (limited.counted, limited.delegated, limited.logged) == (1, 1, 2)
    assert verdict(walks, charge=charge, max_delegated=0).counted == 0


def test_of_two_on_one_day_the_holders_own_counts_before_the_delegates() -> None:
    charge = street(delegations=[delegation("Mon", "Sun")])
    walks = [patrol("Mon 08:00", OTHER), patrol("Mon 09:00", DEPUTY)]
    found = verdict(walks, charge=charge, max_per_day=1)
    assert [e.reason for e in found.entries] == [NOT_CHOSEN, None]


# ------------------------------------------------------------------ one walk


def chiefs_town(**changes: Any) -> Charge:
    """The general chief in his town."""
    made = Charge(place=TOWN, holder=CHIEF, posts=(post(CHIEF, role="general_chief"),))
    return replace(made, **changes)


def test_three_streets_in_one_walk_are_one_patrol_of_the_general_chief() -> None:
    walks = [patrol("Mon 09:00", CHIEF, place=place) for place in (11, 12, 13)]
    assert verdict(walks, duty=CHIEF_DUTY, charge=chiefs_town()).counted == 1
    walks.append(patrol("Mon 09:01", CHIEF, place=12))
    assert verdict(walks, duty=CHIEF_DUTY, charge=chiefs_town()).counted == 2


def test_anothers_patrol_is_not_on_the_general_chiefs_line() -> None:
    found = verdict([patrol("Mon", DEPUTY)], duty=CHIEF_DUTY, charge=chiefs_town())
    assert (found.entries, found.counted, found.logged) == ((), 0, 0)


@pytest.mark.parametrize("first", [0, 1], ids=["the good row first", "the good row last"])
@pytest.mark.parametrize(
    ("fields", "poor"),
    [
        pytest.param(
            {"min_minutes": 30}, {"approved": True, "minutes": None}, id="approved but no length"
        ),
        pytest.param(
            {"min_minutes": 30}, {"recorded_on": day("Mon-1"), "minutes": 5}, id="earlier but short"
        ),
        pytest.param(
            {"backfill_days": 1},
            {"recorded_on": day("Sun"), "minutes": 90},
            id="longer but recorded too late",
        ),
    ],
)
def test_of_one_walk_a_row_that_counts_speaks(
    first: int, fields: dict[str, Any], poor: dict[str, Any]
) -> None:
    good = patrol("Mon", CHIEF, place=11, minutes=40)
    bad = patrol("Mon", CHIEF, place=12, **poor)
    walks = [bad, good] if first else [good, bad]
    found = verdict(walks, duty=CHIEF_DUTY, charge=chiefs_town(), **fields)
    assert (found.counted, len(found.entries)) == (1, 1)


def test_the_same_record_read_twice_is_one() -> None:
    walk = patrol("Mon")
    assert verdict([walk, walk]).counted == 1


# ------------------------------------------------------------------ what a day is


def available(charge: Charge, **fields: Any) -> str:
    """Return the available days of the week as a pattern, Monday first."""
    duty = replace(PATROL_DUTY, **fields)
    return "".join("x" if f.available else "." for f in day_facts(duty, charge, DAYS))


@pytest.mark.parametrize(
    ("charge", "pattern"),
    [
        pytest.param(street(), "xxxxxxx", id="open and held"),
        pytest.param(street([]), ".......", id="nobody holds it"),
        pytest.param(street([post(role="inspector")]), ".......", id="only another role"),
        pytest.param(street(opened="Thu"), "...xxxx", id="opens on Thursday"),
        pytest.param(street(closed="Thu"), "xxx....", id="closes on Thursday"),
        pytest.param(street(opened="Mon"), "xxxxxxx", id="opens on Monday"),
        pytest.param(street(closed="Mon+1"), "xxxxxxx", id="closes next Monday"),
        pytest.param(street([post(since="Sat")]), ".....xx", id="appointed on Saturday"),
        pytest.param(street([post(until="Wed")]), "xx.....", id="relieved on Wednesday"),
        pytest.param(street([post(until="Wed"), post(SECOND, "Wed")]), "xxxxxxx", id="handed over"),
        pytest.param(
            street([post(until="Wed"), post(SECOND, "Fri")]), "xx..xxx", id="a gap between two"
        ),
        pytest.param(street(exemptions=[exempt("Tue", "Wed")]), "x..xxxx", id="the place exempt"),
        pytest.param(
            street(exemptions=[exempt("Sun-1", "Mon"), exempt("Sun", "Mon+1")]),
            ".xxxxx.",
            id="exemptions that reach in from both sides",
        ),
        pytest.param(
            street(exemptions=[exempt("Mon", "Wed"), exempt("Tue", "Thu")]),
            "....xxx",
            id="overlapping exemptions",
        ),
        pytest.param(
            street(exemptions=[exempt("Mon", "Thu", DEPUTY)]), "....xxx", id="the only deputy away"
        ),
        pytest.param(
            street([post(), post(SECOND)], exemptions=[exempt("Mon", "Thu", DEPUTY)]),
            "xxxxxxx",
            id="one of two deputies away",
        ),
        pytest.param(
            street(
                [post(), post(SECOND)],
                exemptions=[exempt("Mon", "Thu", DEPUTY), exempt("Wed", "Fri", SECOND)],
            ),
            "xx..xxx",
            id="both deputies away on two days",
        ),
        pytest.param(
            street(
                exemptions=[exempt("Mon", "Sun", DEPUTY)], delegations=[delegation("Tue", "Tue")]
            ),
            ".x.....",
            id="away all week, a delegate on Tuesday",
        ),
        pytest.param(
            street(exemptions=[exempt("Mon", "Sun")], delegations=[delegation("Tue", "Tue")]),
            ".......",
            id="the place exempt, a delegate changes nothing",
        ),
        pytest.param(
            street(exemptions=[exempt("Mon", "Sun", OTHER)]), "xxxxxxx", id="somebody else away"
        ),
    ],
)
def test_which_days_are_available(charge: Charge, pattern: str) -> None:
    assert available(charge) == pattern


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_the_rule_does_not_name_takes_no_day_out(reason: str) -> None:
    charge = street(exemptions=[exempt("Mon", "Mon", reason=reason)])
    assert available(charge) == ".xxxxxx"
    others = tuple(r for r in REASONS if r != reason)
    assert available(charge, exempt_reasons=others) == "xxxxxxx"


def test_a_day_says_who_holds_it_and_why_it_is_exempt() -> None:
    charge = street(
        [post(), post(SECOND)],
        exemptions=[
            exempt("Mon", "Mon", DEPUTY, "leave"),
            exempt("Mon", "Mon", SECOND, "sick"),
            exempt("Tue", "Tue", reason="weather"),
        ],
    )
    monday, tuesday, wednesday = (day_fact(PATROL_DUTY, charge, d) for d in DAYS[:3])
    assert (monday.holders, monday.reasons) == ((DEPUTY, SECOND), ("leave", "sick"))
    assert (tuesday.exempt, tuesday.reasons) == (True, ("weather",))
    assert (wednesday.exempt, wednesday.reasons, wednesday.available) == (False, (), True)


charges_of_any_kind = st.builds(
    street,
    st.lists(
        st.builds(
            post,
            st.sampled_from([DEPUTY, SECOND]),
            st.sampled_from([0, "Mon", "Wed"]),
            st.sampled_from([None, "Thu", "Mon+1"]),
        ),
        max_size=3,
    ),
    opened=st.sampled_from([None, "Mon", "Tue"]),
    closed=st.sampled_from([None, "Fri", "Mon+1"]),
    exemptions=st.lists(
        st.builds(
            exempt,
            st.sampled_from(["Mon", "Thu"]),
            st.sampled_from(["Thu", "Sun"]),
            st.sampled_from([None, DEPUTY, SECOND]),
        ),
        max_size=2,
    ),
)


@settings(max_examples=100)
@given(charge=charges_of_any_kind)
def test_a_plain_week_is_one_whose_days_are_all_available(charge: Charge) -> None:
    if is_plain(PATROL_DUTY, charge, DAYS):
        assert available(charge) == "xxxxxxx"
    elif not charge.exemptions and len(charge.posts) == 1:
        assert available(charge) != "xxxxxxx"


# ------------------------------------------------------------------ versions of a duty

FIRST = DutyVersion(
    name="patrol", since=day("Mon"), fields={"role": "deputy_chief", "per": "street"}
)


def versions(*more: DutyVersion) -> list[DutyVersion]:
    return [FIRST, *more]


def change(since: str, town: int | None = None, **fields: Any) -> DutyVersion:
    return DutyVersion(name="patrol", since=day(since), fields=fields, town=town)


@pytest.mark.parametrize(
    ("more", "on", "town", "required"),
    [
        pytest.param([], "Sun-1", None, None, id="before its first day"),
        pytest.param([], "Mon", None, 2, id="on its first day"),
        pytest.param([change("Wed", required=3)], "Tue", None, 2, id="the day before a change"),
        pytest.param([change("Wed", required=3)], "Wed", None, 3, id="the day of a change"),
        pytest.param(
            [change("Wed", required=3), change("Wed", required=4)], "Wed", None, 4, id="the later"
        ),
        pytest.param(
            [change("Fri", required=3), change("Wed", required=4)],
            "Sat",
            None,
            3,
            id="the day counts, not the order of recording",
        ),
        pytest.param([change("Wed", TOWN, required=3)], "Wed", TOWN, 3, id="the town's own"),
        pytest.param([change("Wed", TOWN, required=3)], "Wed", 2, 2, id="another town"),
        pytest.param([change("Wed", TOWN, required=3)], "Wed", None, 2, id="no town"),
        pytest.param(
            [change("Wed", TOWN, required=3), change("Fri", required=4)],
            "Sat",
            TOWN,
            3,
            id="the town's own before a later one for all",
        ),
        pytest.param([change("Wed", active=False)], "Wed", None, None, id="switched off"),
        pytest.param([change("Wed", TOWN, active=False)], "Wed", TOWN, None, id="off in the town"),
        pytest.param([change("Wed", TOWN, active=False)], "Wed", 2, 2, id="off only there"),
        pytest.param(
            [change("Wed", active=False), change("Fri", active=True)],
            "Fri",
            None,
            2,
            id="switched on again",
        ),
        pytest.param([change("Wed", until=day("Fri"))], "Thu", None, 2, id="the last day"),
        pytest.param([change("Wed", until=day("Fri"))], "Fri", None, None, id="the day it ends"),
        pytest.param([change("Wed", months=(11,))], "Wed", None, 2, id="in season"),
        pytest.param([change("Wed", months=(6, 7))], "Wed", None, None, id="out of season"),
    ],
)
def test_which_rule_holds(
    more: list[DutyVersion], on: str, town: int | None, required: int | None
) -> None:
    duty = duty_on(versions(*more), day(on), town)
    assert (duty and duty.required) == required


def test_the_duty_says_since_when_it_stands_as_it_does() -> None:
    changed = versions(change("Wed", required=3), change("Fri", max_per_day=1))
    assert [duty.since for d in ("Mon", "Wed", "Sat") if (duty := duty_on(changed, day(d)))] == [
        day("Mon"),
        day("Wed"),
        day("Fri"),
    ]


def test_a_town_cannot_have_a_duty_that_nobody_else_has() -> None:
    only = DutyVersion(name="x", since=0, fields={"role": "r", "per": "street"}, town=TOWN)
    assert duty_on([only], day("Mon"), TOWN) is None


@pytest.mark.parametrize("fields", [{"role": "r"}, {"per": "street"}, {}], ids=str)
def test_a_duty_without_a_role_or_a_place_is_none(fields: dict[str, Any]) -> None:
    assert duty_on([DutyVersion(name="x", since=0, fields=fields)], 1) is None


def test_order_of_versions_of_different_days_does_not_matter() -> None:
    changed = versions(change("Wed", required=3), change("Fri", max_per_day=1))
    for d in DAYS:
        assert duty_on(changed, d) == duty_on(changed[::-1], d)


def test_a_patrol_belongs_to_the_day_on_which_it_starts() -> None:
    walk = patrol("Sun 23:50", minutes=30)
    assert walk.day == day("Sun")
    assert judged([walk], week=WEEK + 1) is not None
    assert at("Sun 23:50") // DAY == walk.day
