"""Whom to remind of what.

- a street that needs nothing more, or cannot be judged yet, reminds nobody
- the days left are those on which a patrol is due and can still count
- whoever is away is not written to when someone else can go
- one notice for each person, the most urgent first, whatever the order of the input
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.days.calendar import DAY, HOUR, day_of, monday_of, month_of, week_of
from streetchief.duties.rules.charge import Charge, Delegation, Exemption
from streetchief.duties.rules.counting import Patrol
from streetchief.duties.rules.reminders import Reminder, notices_of, reminder_of, worst_first
from streetchief.duties.rules.standing import assess
from streetchief.rulebook.rules.duty import Duty
from streetchief.value import replace
from streetchief.values.register import Assignment

WEEK = week_of(day_of(date(2026, 11, 16)))
MON, TUE, WED, THU, FRI, SAT, SUN = (monday_of(WEEK) + n for n in range(7))
DUTY = Duty(name="patrol", role="deputy_chief", per="street")
CHIEF, OTHER, DELEGATE = 1, 2, 3
POST = Assignment(key=0, place=0, holder=CHIEF, role="deputy_chief", since=0)
STREET = Charge(place=10, opened_on=0, posts=(POST,))


def patrols(*days: int, person: int = CHIEF) -> list[Patrol]:
    return [
        Patrol(key=n, place=10, person=person, started_at=day * DAY + 9 * HOUR, recorded_on=day)
        for n, day in enumerate(days)
    ]


def remind(
    day: int, *done: int, charge: Charge = STREET, duty: Duty = DUTY, clock: int = 12 * HOUR
) -> Reminder | None:
    now = day * DAY + clock
    assessment = assess(duty, charge, patrols(*done), WEEK, now)
    return None if assessment is None else reminder_of(assessment, now)


def told(reminder: Reminder | None) -> tuple[str, int, int, int | None, tuple[int, ...]] | None:
    if reminder is None:
        return None
    return (
        reminder.state,
        reminder.needed,
        reminder.days_left,
        reminder.last_day,
        reminder.holders,
    )


@pytest.mark.parametrize(
    ("day", "done", "answer"),
    [
        pytest.param(MON, (), ("on_track", 2, 7, SUN, (CHIEF,)), id="Monday, none done"),
        pytest.param(THU, (), ("on_track", 2, 4, SUN, (CHIEF,)), id="Thursday, none done"),
        pytest.param(FRI, (), ("at_risk", 2, 3, SUN, (CHIEF,)), id="Friday, none done"),
        pytest.param(FRI, (MON,), ("on_track", 1, 3, SUN, (CHIEF,)), id="Friday, one done"),
        pytest.param(SUN, (MON,), ("at_risk", 1, 1, SUN, (CHIEF,)), id="Sunday, one done"),
        pytest.param(FRI, (MON, WED), None, id="met"),
        pytest.param(FRI, (MON, MON), None, id="met in one day"),
        pytest.param(SUN + 1, (), None, id="the week is over"),
        pytest.param(SUN + 30, (MON,), None, id="long over"),
        pytest.param(MON - 3, (), ("on_track", 2, 7, SUN, (CHIEF,)), id="not begun"),
    ],
)
def test_what_is_still_to_do(day: int, done: tuple[int, ...], answer: object) -> None:
    assert told(remind(day, *done)) == answer


def test_the_last_second_of_the_week_still_counts() -> None:
    assert told(remind(SUN, clock=DAY - 1)) == ("at_risk", 2, 1, SUN, (CHIEF,))
    assert remind(SUN, clock=DAY) is None


ONE_A_DAY = replace(DUTY, max_per_day=1)


@pytest.mark.parametrize(
    ("day", "done", "answer"),
    [
        pytest.param(SAT, (), ("at_risk", 2, 2, SUN, (CHIEF,)), id="two days for two"),
        pytest.param(SAT, (SAT,), ("at_risk", 1, 1, SUN, (CHIEF,)), id="today is used up"),
        pytest.param(SUN, (), ("unreachable", 2, 1, SUN, (CHIEF,)), id="one day for two"),
        pytest.param(SUN, (SUN,), ("unreachable", 1, 0, None, (CHIEF,)), id="no day for one"),
    ],
)
def test_with_one_a_day_a_day_used_up_is_not_left(
    day: int, done: tuple[int, ...], answer: object
) -> None:
    assert told(remind(day, *done, duty=ONE_A_DAY)) == answer


def exempt(since: int, until: int, holder: int | None = None) -> Exemption:
    return Exemption(since=since, until=until, reason="leave", holder=holder)


@pytest.mark.parametrize(
    ("charge", "day", "answer"),
    [
        pytest.param(
            replace(STREET, closed_on=SUN), FRI, ("at_risk", 2, 2, SAT, (CHIEF,)), id="closes"
        ),
        pytest.param(
            replace(STREET, exemptions=(exempt(SAT, SUN + 1),)),
            WED,
            ("at_risk", 2, 3, FRI, (CHIEF,)),
            id="the weekend is exempt",
        ),
        pytest.param(
            replace(STREET, exemptions=(exempt(THU, SUN + 1),)),
            FRI,
            ("at_risk", 1, 3, SUN, (CHIEF,)),
            id="all that is left is exempt, and a patrol would count",
        ),
        pytest.param(replace(STREET, exemptions=(exempt(MON, SUN + 1),)), WED, None, id="exempt"),
        pytest.param(replace(STREET, posts=()), WED, None, id="vacant"),
        pytest.param(
            replace(STREET, posts=(replace(POST, until=THU),)),
            FRI,
            ("unreachable", 1, 0, None, ()),
            id="the chief has left and nobody came",
        ),
        pytest.param(
            replace(
                STREET, posts=(replace(POST, until=SAT), replace(POST, holder=OTHER, since=SAT))
            ),
            FRI,
            ("at_risk", 2, 3, SUN, (CHIEF, OTHER)),
            id="a handover to come",
        ),
        pytest.param(
            replace(
                STREET,
                posts=(replace(POST, until=SAT), replace(POST, holder=OTHER, since=SAT)),
                exemptions=(exempt(SAT, SUN + 1),),
            ),
            FRI,
            ("at_risk", 2, 1, FRI, (CHIEF,)),
            id="a handover to come in exempt days",
        ),
        pytest.param(
            replace(
                STREET,
                exemptions=(exempt(FRI, SUN + 1, CHIEF),),
                delegations=(Delegation(chief=CHIEF, delegate=DELEGATE, since=MON, until=FRI),),
            ),
            FRI,
            ("at_risk", 2, 3, SUN, (CHIEF,)),
            id="away, and the delegation is over",
        ),
        pytest.param(
            replace(
                STREET, posts=(replace(POST, until=FRI), replace(POST, holder=OTHER, since=FRI))
            ),
            FRI,
            ("at_risk", 2, 3, SUN, (OTHER,)),
            id="handed over today",
        ),
        pytest.param(
            replace(STREET, posts=(POST, replace(POST, holder=OTHER))),
            FRI,
            ("at_risk", 2, 3, SUN, (CHIEF, OTHER)),
            id="two deputies",
        ),
        pytest.param(
            replace(
                STREET,
                posts=(POST, replace(POST, holder=OTHER)),
                exemptions=(exempt(FRI, SUN + 1, CHIEF),),
            ),
            FRI,
            ("at_risk", 2, 3, SUN, (OTHER,)),
            id="one of two is away",
        ),
        pytest.param(
            replace(
                STREET,
                exemptions=(exempt(FRI, SUN + 1, CHIEF),),
                delegations=(Delegation(chief=CHIEF, delegate=DELEGATE, since=FRI, until=SUN + 1),),
            ),
            FRI,
            ("at_risk", 2, 3, SUN, (DELEGATE,)),
            id="away, with a delegate",
        ),
        pytest.param(
            replace(
                STREET,
                exemptions=(exempt(FRI, SAT, CHIEF),),
                delegations=(Delegation(chief=CHIEF, delegate=DELEGATE, since=FRI, until=SUN + 1),),
            ),
            FRI,
            ("at_risk", 2, 3, SUN, (DELEGATE, CHIEF)),
            id="back tomorrow",
        ),
        pytest.param(
            replace(
                STREET,
                delegations=(Delegation(chief=CHIEF, delegate=DELEGATE, since=FRI, until=SUN + 1),),
            ),
            FRI,
            ("at_risk", 2, 3, SUN, (CHIEF,)),
            id="a delegate, and the chief is there",
        ),
    ],
)
def test_who_can_go_and_until_when(charge: Charge, day: int, answer: object) -> None:
    assert told(remind(day, charge=charge)) == answer


def test_a_delegate_of_another_street_is_not_written_to() -> None:
    elsewhere = Delegation(chief=CHIEF, delegate=DELEGATE, since=FRI, until=SUN + 1, place=11)
    charge = replace(STREET, exemptions=(exempt(FRI, SUN + 1, CHIEF),), delegations=(elsewhere,))
    reminder = remind(FRI, charge=charge)
    assert reminder is not None
    assert reminder.holders == (CHIEF,)


def test_leave_that_the_duty_does_not_know_keeps_nobody_away() -> None:
    both = replace(
        STREET,
        posts=(POST, replace(POST, holder=OTHER)),
        exemptions=(exempt(FRI, SUN + 1, CHIEF),),
    )
    strict = replace(DUTY, exempt_reasons=("sick",))
    assert told(remind(FRI, charge=both, duty=strict)) == ("at_risk", 2, 3, SUN, (CHIEF, OTHER))


def test_an_assessment_of_yesterday_reminds_nobody_of_a_week_that_is_over() -> None:
    assessment = assess(DUTY, STREET, [], WEEK, SUN * DAY)
    assert assessment is not None
    assert reminder_of(assessment, (SUN + 1) * DAY - 1) is not None
    assert reminder_of(assessment, (SUN + 1) * DAY) is None


def test_the_general_chief_is_reminded_of_his_own_duty() -> None:
    duty = Duty(name="general_patrol", role="general_chief", per="holder")
    post = Assignment(key=0, place=0, holder=5, role="general_chief", since=0)
    reminder = remind(FRI, duty=duty, charge=Charge(place=1, holder=5, posts=(post,)))
    assert reminder == Reminder(
        place=1,
        holders=(5,),
        needed=2,
        required=2,
        state="at_risk",
        days_left=3,
        last_day=SUN,
        duty="general_patrol",
        per_holder=True,
    )


def test_a_duty_of_the_month_runs_to_its_last_day() -> None:
    duty = replace(DUTY, period="month", required=1)
    now = day_of(date(2026, 11, 20)) * DAY
    assessment = assess(duty, STREET, [], month_of(FRI), now)
    assert assessment is not None
    reminder = reminder_of(assessment, now)
    assert reminder is not None
    assert (reminder.period, reminder.days_left) == ("month", 11)
    assert reminder.last_day == day_of(date(2026, 11, 30))


# Together


def about(
    place: int,
    *holders: int,
    state: str = "at_risk",
    needed: int = 1,
    days_left: int = 3,
) -> Reminder:
    return Reminder(
        place=place,
        holders=holders,
        needed=needed,
        required=2,
        state=state,
        days_left=days_left,
        last_day=SUN,
    )


def test_worst_first() -> None:
    ordered = (
        about(5, 1, state="unreachable"),
        about(4, 1, days_left=1),
        about(2, 1, needed=2, days_left=3),
        about(1, 1, needed=1, days_left=2),
        about(3, 1, needed=1, days_left=2),
        about(0, 1, state="on_track"),
    )
    assert worst_first(reversed(ordered)) == ordered


def test_each_person_gets_one_notice_with_all_his_streets() -> None:
    mine, ours, theirs = about(1, 1), about(2, 1, 2, state="unreachable"), about(3, 2)
    nobodys = about(4, state="unreachable")
    first, second = notices_of([mine, theirs, ours, nobodys])
    assert (first.holder, first.reminders, first.state) == (1, (ours, mine), "unreachable")
    assert (second.holder, second.reminders) == (2, (ours, theirs))


some_reminders = st.lists(
    st.builds(
        lambda place, holders, state, needed, days: about(
            place, *holders, state=state, needed=needed, days_left=days
        ),
        st.integers(1, 5),
        st.lists(st.integers(1, 4), unique=True, max_size=3),
        st.sampled_from(["unreachable", "at_risk", "on_track"]),
        st.integers(1, 3),
        st.integers(0, 7),
    ),
    max_size=12,
)


@given(some_reminders, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(reminders: list[Reminder], random: object) -> None:
    shuffled = reminders * 2
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert notices_of(shuffled) == notices_of(reminders)


@given(some_reminders)
def test_nothing_is_lost_and_nobody_is_written_to_twice(reminders: list[Reminder]) -> None:
    notices = notices_of(reminders)
    assert len({notice.holder for notice in notices}) == len(notices)
    said = {(notice.holder, reminder) for notice in notices for reminder in notice.reminders}
    assert said == {(holder, r) for r in reminders for holder in r.holders}
    for notice in notices:
        assert notice.reminders == worst_first(notice.reminders)


@given(
    st.lists(st.integers(MON, SUN), max_size=3),
    st.integers(MON, SUN),
    st.sampled_from([0, 1, 2]),
    st.lists(st.tuples(st.integers(MON, SUN), st.integers(1, 4)), max_size=2),
)
def test_a_reminder_says_what_the_standing_says(
    done: list[int], today: int, per_day: int, spans: list[tuple[int, int]]
) -> None:
    """There is one exactly when something is needed, and it is at risk as its own days say."""
    duty = replace(DUTY, max_per_day=per_day)
    charge = replace(STREET, exemptions=tuple(exempt(day, day + n) for day, n in spans))
    now = today * DAY
    assessment = assess(duty, charge, patrols(*(d for d in done if d <= today)), WEEK, now)
    assert assessment is not None
    reminder = reminder_of(assessment, now)
    assert (reminder is not None) == (assessment.due and assessment.state != "met")
    if reminder is not None:
        assert (reminder.needed, reminder.state) == (assessment.needed, assessment.state)
        assert (reminder.last_day is None) == (reminder.days_left == 0)
        assert reminder.last_day is None or today <= reminder.last_day <= SUN
        if reminder.state == "on_track":
            assert reminder.days_left - reminder.needed > duty.slack_days
        if reminder.state == "unreachable":
            assert reminder.days_left * per_day < reminder.needed
