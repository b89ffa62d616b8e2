"""Reminders as one line to paste for each person, in both languages, to the letter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from streetchief.days.calendar import day_of
from streetchief.duties.pages.remind import reminder_lines, reminder_message
from streetchief.duties.rules.reminders import Notice, Reminder, notices_of
from streetchief.locale import text

MON = day_of(date(2026, 11, 16))
THU, FRI, SAT, SUN = (MON + n for n in (3, 4, 5, 6))
PLACES = {1: "横街", 2: "新街", 3: "桥头街", 4: "老街", 9: "新渥镇"}
HOLDERS = {1: "孙玄参", 2: "陶丹参", 3: "魏雪莲"}
WORKS = {"general_patrol": "总街长巡查", "cleanup": "集中整治"}


@pytest.fixture(autouse=True)
def _language_as_before() -> Iterator[None]:
    before = text.language()
    yield
    text.use(before)


def about(
    place: int,
    *holders: int,
    needed: int = 1,
    last_day: int | None = SUN,
    state: str = "at_risk",
    duty: str = "patrol",
    period: str = "week",
) -> Reminder:
    return Reminder(
        place=place,
        holders=holders or (1,),
        needed=needed,
        required=2,
        state=state,
        days_left=0 if last_day is None else 3,
        last_day=last_day,
        duty=duty,
        period=period,
    )


def message(*reminders: Reminder, today: int = FRI) -> str:
    notice = Notice(holder=1, reminders=reminders)
    return reminder_message(notice, today=today, places=PLACES, works=WORKS)


GOLDEN = [
    pytest.param(
        (about(1),),
        "横街本周还差1次，周日前",
        "1 more this week for 横街, by Sunday",
        id="one street",
    ),
    pytest.param(
        (about(1, needed=2, last_day=SAT),),
        "横街本周还差2次，周六前",
        "2 more this week for 横街, by Saturday",
        id="the street closes on Sunday",
    ),
    pytest.param(
        (about(1, last_day=FRI),),
        "横街本周还差1次，今天内",
        "1 more this week for 横街, before today is over",
        id="the last day is today",
    ),
    pytest.param(
        (about(1), about(2), about(3)),
        "横街、新街、桥头街本周各还差1次，周日前",
        "1 more this week for each of 横街, 新街, 桥头街, by Sunday",
        id="the same for three streets",
    ),
    pytest.param(
        (about(1, needed=2), about(2), about(3, needed=2), about(4, last_day=SAT)),
        "横街、桥头街本周各还差2次，周日前；新街本周还差1次，周日前；老街本周还差1次，周六前",
        "2 more this week for each of 横街, 桥头街, by Sunday; "
        "1 more this week for 新街, by Sunday; 1 more this week for 老街, by Saturday",
        id="different figures and days",
    ),
    pytest.param(
        (about(1, state="unreachable"), about(2)),
        "横街本周还差1次，已无法达标；新街本周还差1次，周日前",
        "1 more this week for 横街, can no longer be met; 1 more this week for 新街, by Sunday",
        id="out of reach, with a day left",
    ),
    pytest.param(
        (about(1, state="unreachable", last_day=None),),
        "横街本周还差1次，已无法达标",
        "1 more this week for 横街, can no longer be met",
        id="out of reach, without a day left",
    ),
    pytest.param(
        (about(9, duty="general_patrol"),),
        "新渥镇总街长巡查本周还差1次，周日前",
        "1 more this week for 新渥镇 (总街长巡查), by Sunday",
        id="the general chief's own duty",
    ),
    pytest.param(
        (about(9, duty="general_patrol"), about(1)),
        "新渥镇总街长巡查本周还差1次，周日前；横街本周还差1次，周日前",
        "1 more this week for 新渥镇 (总街长巡查), by Sunday; 1 more this week for 横街, by Sunday",
        id="two duties are two clauses",
    ),
    pytest.param(
        (about(1, period="month", last_day=day_of(date(2026, 11, 30))),),
        "横街本月还差1次，30日前",
        "1 more this month for 横街, by day 30 of the month",
        id="a duty of the month",
    ),
    pytest.param(
        tuple(about(n, period="month", last_day=FRI) for n in (1, 2)),
        "横街、新街本月各还差1次，今天内",
        "1 more this month for each of 横街, 新街, before today is over",
        id="two of the month, today",
    ),
]


@pytest.mark.parametrize(("reminders", "chinese", "english"), GOLDEN)
def test_the_message_to_the_letter(
    reminders: tuple[Reminder, ...], chinese: str, english: str
) -> None:
    text.use("zh")
    assert message(*reminders) == chinese
    text.use("en")
    assert message(*reminders) == english


@pytest.mark.parametrize(
    ("last_day", "words"),
    list(zip(range(MON, SUN + 1), "一二三四五六日", strict=True)),
)
def test_every_weekday_has_its_word(last_day: int, words: str) -> None:
    text.use("zh")
    assert message(about(1, last_day=last_day), today=MON - 1) == f"横街本周还差1次，周{words}前"


def test_one_line_for_each_person_most_urgent_first() -> None:
    notices = notices_of(
        [
            about(1, 1, state="on_track"),
            about(2, 2),
            about(3, 2, needed=2),
            about(4, 1, 2, state="on_track"),
            about(9, 3, state="unreachable", duty="general_patrol"),
        ]
    )
    text.use("zh")
    assert reminder_lines(notices, today=FRI, places=PLACES, holders=HOLDERS, works=WORKS) == (
        "魏雪莲：新渥镇总街长巡查本周还差1次，已无法达标",
        "陶丹参：桥头街本周还差2次，周日前；新街、老街本周各还差1次，周日前",
        "孙玄参：横街、老街本周各还差1次，周日前",
    )
    text.use("en")
    assert reminder_lines(
        notices[2:], today=FRI, places={1: "Heng Jie", 4: "Lao Jie"}, holders={1: "Sun Xuanshen"}
    ) == ("Sun Xuanshen: 1 more this week for each of Heng Jie, Lao Jie, by Sunday",)


def test_nobody_to_remind_is_no_line() -> None:
    assert reminder_lines((), today=FRI, places={}, holders={}) == ()


@pytest.mark.parametrize("name", ["横\n街", "横\x1b[31m街", "横\u202e街", "{横街}", "横%s街"])
def test_a_stored_name_cannot_break_the_line(name: str) -> None:
    text.use("zh")
    notice = Notice(holder=1, reminders=(about(1),))
    (line,) = reminder_lines([notice], today=FRI, places={1: name}, holders={1: name})
    assert line.isprintable()
    assert line.endswith("本周还差1次，周日前")
    assert ("{" in name) == ("{横街}" in line)
