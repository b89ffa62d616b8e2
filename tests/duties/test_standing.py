"""From what counted to a verdict: the truth table of the rule, each boundary, what always holds.

- every row of the truth table by its own name
- the running week by precedence, each boundary before, at and after
- faults seen in real systems of this kind, each as a test
- properties: one more counted patrol never worsens, one more exemption never turns met or exempt
  into unmet, later never improves, order and repetition do not matter, totals are sums
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streetchief.days.calendar import DAY, MINUTE, day_of, week_label, week_of
from streetchief.duties.rules.charge import Charge, Exemption
from streetchief.duties.rules.counting import LATE, NO_POST, Patrol
from streetchief.duties.rules.standing import (
    AT_RISK,
    EXEMPT,
    MET,
    NOTHING_DUE,
    ON_TRACK,
    STATES,
    UNMET,
    UNREACHABLE,
    VACANT,
    WORST_FIRST,
    Assessment,
    assess,
    run_of_unmet,
    worst,
)
from streetchief.rulebook.rules.duty import Duty, DutyVersion, duty_on
from streetchief.value import replace
from streetchief.values.rates import NO_RATE, percent
from tests.duties.one_week import (
    CHIEF,
    CHIEF_DUTY,
    DAYS,
    DEPUTY,
    MONDAY,
    NEXT_MONDAY,
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

# ------------------------------------------------------------------ the truth table


@pytest.mark.parametrize(
    ("walked", "said", "answer"),
    [
        pytest.param("Mon, Wed", {}, (MET, 2, 2), id="Mon + Wed"),
        pytest.param("Mon", {}, (UNMET, 1, 2), id="Mon alone"),
        pytest.param("", {}, (UNMET, 0, 2), id="none"),
        pytest.param("Mon 08:00, Mon 09:00", {}, (MET, 2, 2), id="Mon + Mon"),
        pytest.param(
            "Mon 08:00, Mon 09:00", {"max_per_day": 1}, (UNMET, 1, 2), id="Mon + Mon, 1/day"
        ),
        pytest.param(
            "Fri",
            {"charge": street(exemptions=[exempt("Mon", "Thu", DEPUTY)])},
            (MET, 1, 1),
            id="leave Mon-Thu (D = 3) and one patrol",
        ),
        pytest.param(
            "",
            {"charge": street(exemptions=[exempt("Mon", "Sun", DEPUTY)])},
            (EXEMPT, 0, 0),
            id="leave all week",
        ),
        pytest.param(
            "",
            {
                "charge": street(
                    exemptions=[exempt("Mon", "Sun", DEPUTY)],
                    delegations=[delegation("Tue", "Tue")],
                )
            },
            (UNMET, 0, 1),
            id="leave all week, a delegate recorded on Tuesday only (D = 1), none done",
        ),
        pytest.param(
            "Sat",
            {"charge": street([post(since="Sat")])},
            (MET, 1, 1),
            id="appointed on Saturday (D = 2) and one patrol",
        ),
        pytest.param(
            patrols("Mon", DEPUTY) + patrols("Thu", SECOND),
            {"charge": street([post(until="Wed"), post(SECOND, "Wed")])},
            (MET, 2, 2),
            id="handover on Wednesday, one patrol each",
        ),
        pytest.param(
            patrols("Mon, Tue", OTHER), {}, (UNMET, 0, 2), id="a delegate without a record"
        ),
        pytest.param(
            [patrol("Mon 23:59", recorded_on=day("Thu")), patrol("Tue")],
            {"backfill_days": 3},
            (MET, 2, 2),
            id="recorded 3 days later at any hour, late 3",
        ),
        pytest.param(
            [patrol("Mon 00:00", recorded_on=day("Fri")), patrol("Tue")],
            {"backfill_days": 3},
            (UNMET, 1, 2),
            id="recorded 4 days later, late 3",
        ),
        pytest.param(
            [patrol("Mon", recorded_on=day("Fri"), approved=True), patrol("Tue")],
            {"backfill_days": 3},
            (MET, 2, 2),
            id="recorded 4 days later, late 3, approved",
        ),
        pytest.param("Wed", {}, (UNMET, 1, 2), id="one of two patrols voided"),
        pytest.param(
            patrols("Mon, Tue", CHIEF),
            {"charge": street([post(), post(CHIEF, role="general_chief")])},
            (UNMET, 0, 2),
            id="patrols by the general chief on a deputy's street",
        ),
        pytest.param("", {"now": "Thu 23:59"}, (ON_TRACK, 0, 2), id="Thursday none done"),
        pytest.param("", {"now": "Fri 00:00"}, (AT_RISK, 0, 2), id="Friday none done"),
        pytest.param("", {"now": "Sun 12:00"}, (AT_RISK, 0, 2), id="Sunday, none done"),
        pytest.param(
            "",
            {"now": "Sun 12:00", "max_per_day": 1},
            (UNREACHABLE, 0, 2),
            id="Sunday, none done, 1/day",
        ),
        pytest.param(
            "",
            {"now": "Sun 12:00", "max_per_day": 2},
            (AT_RISK, 0, 2),
            id="Sunday, none done, 2/day",
        ),
        pytest.param(
            "Sun 09:00",
            {"now": "Sun 12:00", "max_per_day": 1},
            (UNREACHABLE, 1, 2),
            id="Sunday, one done today, 1/day, needed 1",
        ),
        pytest.param("Mon", {"now": "Sun 23:59"}, (AT_RISK, 1, 2), id="a report on a Sunday"),
        pytest.param(
            "Wed",
            {"charge": street(closed="Thu")},
            (MET, 1, 1),
            id="street closed on Thursday (D = 3), one patrol on Wednesday",
        ),
        pytest.param("", {"charge": street([])}, (VACANT, 0, 0), id="nobody appointed"),
    ],
)
def test_the_truth_table(
    walked: str | list[Patrol], said: dict[str, Any], answer: tuple[str, int, int]
) -> None:
    found = verdict(walked, **said)
    assert (found.state, found.counted, found.required) == answer


def test_mon_and_mon_are_two_times_on_one_day() -> None:
    found = verdict("Mon 08:00, Mon 09:00")
    assert (found.counted, found.day_count) == (2, 1)


def test_sunday_2359_and_monday_0000_are_one_in_each_week() -> None:
    walks = patrols("Sun 23:59, Mon+1 00:00")
    weeks = (WEEK, WEEK + 1)
    assert [verdict(walks, week=w, now="Mon+1 12:00").counted for w in weeks] == [1, 1]


def test_a_patrol_that_starts_on_sunday_2350_and_ends_on_monday_0020_is_of_the_old_week() -> None:
    walk = patrol("Sun 23:50", minutes=30)
    weeks = (WEEK, WEEK + 1)
    assert [verdict([walk], week=w, now="Mon+1 12:00").counted for w in weeks] == [1, 0]


def test_the_first_of_january_2027_is_a_friday_of_2026_w53() -> None:
    on = day_of(date(2027, 1, 1))
    assert (week_label(week_of(on)), date(2027, 1, 1).weekday()) == ("2026-W53", 4)


def test_three_streets_in_one_walk_on_two_days_are_met_on_all_three() -> None:
    for place in (11, 12, 13):
        charge = replace(street(), place=place)
        walks = [patrol("Mon", place=place), patrol("Wed", place=place)]
        assert verdict(walks, charge=charge).state == MET


def test_a_delegates_patrol_without_a_record_is_kept_and_named() -> None:
    found = verdict(patrols("Mon", OTHER))
    assert [(e.right, e.reason) for e in found.entries] == [(None, NO_POST)]
    assert (found.counted, found.logged) == (0, 0)


def test_a_late_entry_without_an_approver_is_kept_and_marked() -> None:
    found = verdict([patrol("Mon", recorded_on=day("Fri"))], backfill_days=3)
    (entry,) = found.entries
    assert (entry.reason, entry.patrol.backfilled, found.logged) == (LATE, True, 1)


def test_a_quota_raised_on_a_wednesday_holds_from_the_next_week() -> None:
    versions = [
        DutyVersion(name="patrol", since=0, fields={"role": "deputy_chief", "per": "street"}),
        DutyVersion(name="patrol", since=day("Wed"), fields={"required": 3}),
    ]
    asked = []
    for week in (WEEK, WEEK + 1):
        duty = duty_on(versions, 7 * week - 3)
        assert duty is not None
        asked.append(verdict("", duty=duty, week=week, now="Mon 12:00").required)
    assert asked == [2, 3]


def test_the_general_chiefs_patrols_are_on_his_own_line_only() -> None:
    walks = patrols("Mon, Tue", CHIEF)
    own = Charge(place=TOWN, holder=CHIEF, posts=(post(CHIEF, role="general_chief"),))
    assert verdict(walks, duty=CHIEF_DUTY, charge=own).state == MET
    deputies = street([post(), post(CHIEF, role="general_chief")])
    assert verdict(walks, charge=deputies).counted == 0


def test_nothing_was_due_is_no_rate() -> None:
    all_away = street(exemptions=[exempt("Mon", "Sun")])
    found = [verdict("", charge=all_away), verdict("", charge=street([]))]
    assert percent(sum(a.state == MET for a in found), sum(a.due for a in found)) == NO_RATE


@pytest.mark.parametrize("fields", [{}, {"max_per_day": 1}, {"required": 0}], ids=str)
@pytest.mark.parametrize(
    "charge",
    [
        pytest.param(street(closed="Mon"), id="closed on the Monday"),
        pytest.param(street(opened="Mon+1"), id="opens the Monday after"),
        pytest.param(street([], closed="Mon"), id="closed, nobody appointed"),
    ],
)
def test_a_street_open_on_no_day_has_no_line(charge: Charge, fields: dict[str, Any]) -> None:
    assert judged("", charge=charge, **fields) is None


@pytest.mark.parametrize(
    ("charge", "state"),
    [
        pytest.param(street([]), VACANT, id="nobody at all"),
        pytest.param(street([post(role="inspector")]), VACANT, id="another role only"),
        pytest.param(street([post(until="Mon")]), VACANT, id="relieved on the Monday"),
        pytest.param(street([post(until="Tue")]), UNMET, id="relieved on the Tuesday"),
        pytest.param(street([post(since="Mon+1")]), VACANT, id="appointed the Monday after"),
        pytest.param(street([post(since="Sun")]), UNMET, id="appointed on the Sunday"),
        pytest.param(
            street([post(since="Thu")], closed="Thu"), VACANT, id="appointed when it had closed"
        ),
        pytest.param(
            street([post(until="Tue")], exemptions=[exempt("Mon", "Mon")]),
            EXEMPT,
            id="held on one day, which was exempt",
        ),
        pytest.param(
            street([], exemptions=[exempt("Mon", "Sun")]), VACANT, id="exempt, but nobody appointed"
        ),
    ],
)
def test_nothing_required_is_vacant_or_exempt(charge: Charge, state: str) -> None:
    assert verdict("", charge=charge).state == state


def test_a_patrol_on_an_exempt_day_counts_like_any_other() -> None:
    away = street(exemptions=[exempt("Mon", "Thu")])
    assert verdict("Tue", charge=away).state == MET


# ------------------------------------------------------------------ the running week


@pytest.mark.parametrize(
    ("walked", "said", "state"),
    [
        pytest.param("", {"now": "Mon 00:00"}, ON_TRACK, id="7 days left, 2 needed"),
        pytest.param("", {"now": "Thu 12:00"}, ON_TRACK, id="4 days left, 2 needed"),
        pytest.param("", {"now": "Fri 12:00"}, AT_RISK, id="3 days left, 2 needed"),
        pytest.param("Mon", {"now": "Fri 12:00"}, ON_TRACK, id="3 days left, 1 needed"),
        pytest.param("Mon", {"now": "Sat 12:00"}, AT_RISK, id="2 days left, 1 needed"),
        pytest.param("Mon", {"now": "Sun 23:59"}, AT_RISK, id="the last minute, 1 needed"),
        pytest.param("Mon", {"now": NEXT_MONDAY}, UNMET, id="the week is over"),
        pytest.param("Mon, Tue", {"now": "Tue 12:00"}, MET, id="enough, and days to come"),
        pytest.param("Mon, Tue", {"now": NEXT_MONDAY}, MET, id="enough, and over"),
        pytest.param("", {"now": "Sun 12:00", "slack_days": 0}, AT_RISK, id="slack 0, Sunday"),
        pytest.param("", {"now": "Fri 12:00", "slack_days": 0}, ON_TRACK, id="slack 0, 3 left"),
        pytest.param("", {"now": "Sat 12:00", "slack_days": 0}, AT_RISK, id="slack 0, 2 left"),
        pytest.param("", {"now": "Wed 12:00", "slack_days": 3}, AT_RISK, id="slack 3, 5 left"),
        pytest.param("", {"now": "Tue 12:00", "slack_days": 3}, ON_TRACK, id="slack 3, 6 left"),
        pytest.param(
            "", {"now": "Sat 12:00", "max_per_day": 1}, AT_RISK, id="1/day, 2 left, 2 needed"
        ),
        pytest.param(
            "Sat 09:00",
            {"now": "Sat 12:00", "max_per_day": 1},
            AT_RISK,
            id="1/day, one done today, one day to go",
        ),
        pytest.param(
            "Fri 09:00",
            {"now": "Fri 12:00", "max_per_day": 1},
            AT_RISK,
            id="1/day, today is full, two days to go",
        ),
        pytest.param(
            "Thu 09:00",
            {"now": "Thu 12:00", "max_per_day": 1},
            ON_TRACK,
            id="1/day, today is full, three days to go",
        ),
        pytest.param(
            "",
            {"now": "Wed 12:00", "charge": street(closed="Fri")},
            AT_RISK,
            id="2 days left of an open week, 2 needed",
        ),
        pytest.param(
            "",
            {"now": "Fri 12:00", "charge": street(closed="Fri")},
            UNREACHABLE,
            id="closed from today on",
        ),
        pytest.param(
            "",
            {"now": "Fri 12:00", "charge": street([post(until="Fri")])},
            UNREACHABLE,
            id="nobody holds it any more",
        ),
        pytest.param(
            "",
            {"now": "Fri 12:00", "charge": street(exemptions=[exempt("Fri", "Sun")])},
            AT_RISK,
            id="all days left are exempt, and yet a patrol would count",
        ),
        pytest.param(
            "Mon",
            {"now": "Thu 12:00", "charge": street(exemptions=[exempt("Sat", "Sun")])},
            AT_RISK,
            id="exempt days are no days to catch up on",
        ),
        pytest.param(
            "",
            {"now": "Mon 12:00", "charge": street(exemptions=[exempt("Mon", "Sun")])},
            EXEMPT,
            id="exempt while it runs",
        ),
        pytest.param("", {"now": "Mon 12:00", "charge": street([])}, VACANT, id="vacant now"),
        pytest.param("", {"now": "Sun-1 12:00"}, ON_TRACK, id="a week to come"),
    ],
)
def test_the_standing_of_the_running_week(walked: str, said: dict[str, Any], state: str) -> None:
    assert verdict(walked, **said).state == state


def test_what_is_needed_is_never_negative() -> None:
    assert [verdict(w).needed for w in ("", "Mon", "Mon, Tue", "Mon, Tue, Wed")] == [2, 1, 0, 0]


@pytest.mark.parametrize(
    ("states", "run"),
    [
        pytest.param([], 0, id="no week"),
        pytest.param([MET, UNMET], 0, id="met last"),
        pytest.param([UNMET, MET, UNMET], 1, id="one"),
        pytest.param([UNMET, UNMET, EXEMPT, VACANT, UNMET, MET], 3, id="skipping what was not due"),
        pytest.param([EXEMPT, VACANT], 0, id="nothing was due"),
    ],
)
def test_the_run_of_unmet_weeks(states: list[str], run: int) -> None:
    assert run_of_unmet(states) == run


def test_every_standing_has_a_place_in_each_order() -> None:
    assert set(STATES) == set(WORST_FIRST)
    assert worst(STATES) == UNMET
    assert worst([MET, VACANT, EXEMPT]) == VACANT


# ------------------------------------------------------------------ faults of real systems


def test_the_week_does_not_jump_ahead_on_sundays() -> None:
    sundays = [day_of(date(2026, 11, 22)), day_of(date(2027, 1, 3)), day_of(date(2024, 12, 29))]
    for sunday in sundays:
        assert [week_of(sunday - 1) == week_of(sunday), week_of(sunday + 1) - week_of(sunday)] == [
            True,
            1,
        ]
    assert verdict("Mon", now="Sun 23:59").state == AT_RISK


def test_people_without_patrols_stay_in_the_denominator() -> None:
    found = [verdict("Mon, Tue"), verdict(""), verdict("")]
    assert percent(sum(a.state == MET for a in found), sum(a.due for a in found)) == "33.33%"


def test_a_list_of_zeros_holds_only_streets_that_were_due_and_had_none() -> None:
    """`a or b and c` reads as `a or (b and c)`: vacant streets then pass for zeros."""
    found = {
        "none": verdict(""),
        "one": verdict("Mon"),
        "vacant": verdict("", charge=street([])),
        "exempt": verdict("", charge=street(exemptions=[exempt("Mon", "Sun")])),
        "by a stranger": verdict(patrols("Mon", OTHER)),
    }
    zeros = [name for name, a in found.items() if a.due and a.counted == 0]
    assert zeros == ["none", "by a stranger"]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(1, 3, "33.33%"), (2, 3, "66.67%"), (1, 200, "0.50%"), (0, 3, "0.00%"), (3, 3, "100.00%")],
)
def test_a_rate_is_no_integer_division(part: int, whole: int, text: str) -> None:
    assert percent(part, whole) == text


def test_nothing_over_nothing_is_no_percentage() -> None:
    assert percent(0, 0) == NO_RATE


def test_seven_rolling_days_are_not_the_week() -> None:
    """Mon 9, Tue 10, Sat 21, Sun 22 November meet both weeks; rolling days would fail 7 of 14."""
    walks = patrols("Mon-1, Tue-1, Sat, Sun")
    assert [verdict(walks, week=w).state for w in (WEEK - 1, WEEK)] == [MET, MET]
    short = 0
    for today in range(MONDAY - 7, MONDAY + 7):
        short += sum(today - 7 < walk.day <= today for walk in walks) < 2
    assert short == 7


def test_a_change_of_chief_does_not_rewrite_history() -> None:
    before = street([post(DEPUTY)])
    after = street([post(DEPUTY, until="Mon+1"), post(SECOND, "Mon+1")])
    walks = patrols("Mon, Tue", DEPUTY)
    rewritten = replace(verdict(walks, charge=after), charge=before)
    assert rewritten == verdict(walks, charge=before)


def test_now_decides_only_whether_the_week_is_over_and_what_is_left_of_it() -> None:
    walks = patrols("Mon, Sun 20:00")
    found = [verdict(walks, now=now) for now in ("Mon 09:00", "Sun 21:00", NEXT_MONDAY)]
    assert {(a.counted, a.required, a.available) for a in found} == {(2, 2, 7)}


# ------------------------------------------------------------------ what always holds

PEOPLE = st.sampled_from([DEPUTY, SECOND, OTHER])
DUTIES = st.builds(
    replace,
    st.just(PATROL_DUTY),
    required=st.integers(0, 4),
    max_per_day=st.integers(0, 2),
    min_gap_hours=st.sampled_from([0, 0, 4, 30]),
    min_minutes=st.sampled_from([0, 20]),
    backfill_days=st.sampled_from([None, 0, 2]),
    max_delegated=st.sampled_from([None, None, 0, 1]),
    partial=st.sampled_from(["ceil", "full", "waive"]),
    slack_days=st.integers(0, 3),
    exempt_reasons=st.sampled_from([("leave", "sick"), ("leave",), ()]),
)
_days = st.integers(-3, 9)


@st.composite
def _spans(draw: st.DrawFn) -> tuple[int, int]:
    first = draw(_days)
    return MONDAY + first, MONDAY + first + draw(st.integers(1, 9))


@st.composite
def exemptions(draw: st.DrawFn) -> Exemption:
    since, until = draw(_spans())
    return Exemption(
        since=since,
        until=until,
        reason=draw(st.sampled_from(["leave", "sick"])),
        holder=draw(st.one_of(st.none(), PEOPLE)),
    )


@st.composite
def charges(draw: st.DrawFn) -> Charge:
    held = []
    for person in draw(st.lists(PEOPLE, max_size=3)):
        since, until = draw(_spans())
        whole = draw(st.booleans())
        made = post(person)
        held.append(made if whole else replace(made, since=since, until=until))
    given_to = []
    for _ in range(draw(st.integers(0, 2))):
        since, until = draw(_spans())
        made_to = delegation("Mon", "Sun", draw(PEOPLE), draw(PEOPLE))
        given_to.append(replace(made_to, since=since, until=until))
    opened = draw(st.sampled_from([None, None, MONDAY, MONDAY + 2]))
    return Charge(
        place=STREET,
        opened_on=opened,
        closed_on=draw(st.sampled_from([None, None, MONDAY + 7, MONDAY + 5])),
        posts=tuple(held),
        delegations=tuple(given_to),
        exemptions=tuple(draw(st.lists(exemptions(), max_size=3))),
    )


@st.composite
def walked(draw: st.DrawFn) -> Patrol:
    started_at = MONDAY * DAY + draw(st.integers(0, 7 * 24 - 1)) * 60 * MINUTE
    return Patrol(
        key=draw(st.integers(1, 10**6)),
        place=STREET,
        person=draw(PEOPLE),
        started_at=started_at,
        recorded_on=started_at // DAY + draw(st.integers(0, 3)),
        minutes=draw(st.sampled_from([None, 10, 30])),
        approved=draw(st.booleans()),
    )


WALKS = st.lists(walked(), max_size=6, unique_by=lambda p: p.key)
MOMENTS = st.integers(MONDAY * DAY - 5, (MONDAY + 8) * DAY)
RANK = {state: rank for rank, state in enumerate(WORST_FIRST)}


@settings(max_examples=200)
@given(duty=DUTIES, charge=charges(), walks=WALKS, more=walked(), now=MOMENTS)
def test_one_more_counted_patrol_never_worsens_a_standing(
    duty: Duty, charge: Charge, walks: list[Patrol], more: Patrol, now: int
) -> None:
    before = assess(duty, charge, walks, WEEK, now)
    after = assess(duty, charge, [*walks, replace(more, key=10**7)], WEEK, now)
    assert (before is None) == (after is None)
    if before is None or after is None:
        return
    assert after.counted >= before.counted
    assert after.required == before.required
    if after.counted > before.counted:
        assert RANK[after.state] >= RANK[before.state]


@settings(max_examples=100)
@given(duty=DUTIES, charge=charges(), walks=WALKS, more=exemptions())
def test_one_more_exemption_never_turns_met_or_exempt_into_unmet(
    duty: Duty, charge: Charge, walks: list[Patrol], more: Exemption
) -> None:
    over = (MONDAY + 7) * DAY
    wider = replace(charge, exemptions=(*charge.exemptions, more))
    before = assess(duty, charge, walks, WEEK, over)
    after = assess(duty, wider, walks, WEEK, over)
    assert (before is None) == (after is None)
    if before is None or after is None:
        return
    assert after.counted == before.counted
    assert after.required <= before.required
    if before.state != UNMET:
        assert after.state != UNMET
    assert (before.state == VACANT) == (after.state == VACANT)


@settings(max_examples=100)
@given(duty=DUTIES, charge=charges(), walks=WALKS, moments=st.tuples(MOMENTS, MOMENTS))
def test_later_with_nothing_new_never_improves(
    duty: Duty, charge: Charge, walks: list[Patrol], moments: tuple[int, int]
) -> None:
    earlier = assess(duty, charge, walks, WEEK, min(moments))
    later = assess(duty, charge, walks, WEEK, max(moments))
    assert (earlier is None) == (later is None)
    if earlier is not None and later is not None:
        assert RANK[later.state] <= RANK[earlier.state]


@settings(max_examples=100)
@given(
    duty=DUTIES,
    charge=charges(),
    walks=WALKS,
    now=MOMENTS,
    data=st.data(),
)
def test_order_and_repetition_do_not_matter(
    duty: Duty, charge: Charge, walks: list[Patrol], now: int, data: st.DataObject
) -> None:
    shuffled = replace(
        charge,
        posts=(*data.draw(st.permutations(charge.posts)), *charge.posts),
        delegations=(*data.draw(st.permutations(charge.delegations)), *charge.delegations),
        exemptions=(*data.draw(st.permutations(charge.exemptions)), *charge.exemptions),
    )
    again = [*data.draw(st.permutations(walks)), *walks]
    found = replace(assess(duty, shuffled, again, WEEK, now), charge=charge)
    assert found == assess(duty, charge, walks, WEEK, now)


@settings(max_examples=100)
@given(duty=DUTIES, charge=charges(), walks=WALKS, now=MOMENTS)
def test_the_figures_of_a_line_fit_together(
    duty: Duty, charge: Charge, walks: list[Patrol], now: int
) -> None:
    found = assess(duty, charge, walks, WEEK, now)
    if found is None:
        assert not any(charge.is_open(d) for d in DAYS)
        return
    assert found.counted == sum(e.counts for e in found.entries) <= found.logged
    assert found.day_count <= found.counted
    assert found.needed == max(0, found.required - found.counted)
    assert found.due == (found.state not in NOTHING_DUE) == (found.required > 0)
    assert (found.state == MET) == (found.due and found.needed == 0)
    assert {e.patrol.key for e in found.entries} == {p.key for p in walks}
    if now >= (MONDAY + 7) * DAY:
        assert found.state in (MET, UNMET, EXEMPT, VACANT)
    else:
        assert found.state != UNMET


@settings(max_examples=50)
@given(duty=DUTIES, lines=st.lists(st.tuples(charges(), WALKS), max_size=4), now=MOMENTS)
def test_the_totals_of_a_town_are_the_sums_of_its_lines(
    duty: Duty, lines: list[tuple[Charge, list[Patrol]]], now: int
) -> None:
    together: list[Assessment] = []
    for number, (charge, walks) in enumerate(lines):
        here = replace(charge, place=number)
        found = assess(duty, here, [replace(p, place=number) for p in walks], WEEK, now)
        together += [found] if found else []
    due = [a for a in together if a.due]
    assert len(due) + sum(a.state in NOTHING_DUE for a in together) == len(together)
    assert sum(min(a.counted, a.required) for a in due) <= sum(a.required for a in together)


@settings(max_examples=50)
@given(walks=WALKS)
def test_a_persons_patrol_is_in_exactly_one_week(walks: list[Patrol]) -> None:
    for walk in walks:
        inside = [w for w in range(WEEK - 1, WEEK + 2) if walk.day in range(7 * w - 3, 7 * w + 4)]
        assert inside == [week_of(walk.day)] == [WEEK]


def test_the_moment_a_week_ends_is_the_next_monday_at_midnight() -> None:
    assert at(NEXT_MONDAY) == (DAYS.stop) * DAY
    assert verdict("Mon", now="Sun 23:59").state != UNMET
    assert verdict("Mon", now=NEXT_MONDAY).state == UNMET
