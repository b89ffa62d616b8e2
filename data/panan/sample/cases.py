"""The patrols of each case that cases.csv names; the answers stand there, written by hand.

The answers were taken from the rules on paper, not from any program. A case without an entry here
has no patrol by anyone. Convention: a visit that says no `recorded` was written down the same day.
"""

from __future__ import annotations

from typing import NamedTuple

CLOCK = "2017-11-17T16:30"
"""The moment of the demonstration: a Friday, inside the last week, 2017-W46."""


class Visit(NamedTuple):
    """One patrol of one street: who, when it began, for how long, when it was written down."""

    person: str
    start: str
    minutes: int | None = 30
    recorded: str | None = None


def _plain(person: str, *starts: str) -> tuple[Visit, ...]:
    return tuple(Visit(person, f"2017-{start}") for start in starts)


def _padded(person: str) -> tuple[Visit, ...]:
    starts = ("2017-10-30T09:00", "2017-11-01T09:00")
    return tuple(Visit(person, start, 30, "2017-11-03T17:30") for start in starts)


VISITS: dict[str, tuple[Visit, ...]] = {
    "met": _plain("孙玄参", "09-04T08:37", "09-06T15:14"),
    "two-on-one-day": _plain("李白芍", "09-11T08:22", "09-11T16:49"),
    "unmet": _plain("周玉竹", "09-20T09:33"),
    "delegate-recorded": _plain("陈连翘", "10-10T08:44", "10-13T14:58"),
    "delegate-unrecorded": (*_plain("吴桔梗", "10-09T10:06"), *_plain("冯麦冬", "10-12T09:41")),
    "no-chief-there": (
        *_plain("郑茯苓", "10-17T09:12", "10-19T16:03"),
        *_plain("孙玄参", "10-18T11:27"),
    ),
    "general-chief-on-a-street": (
        *_plain("孙玄参", "10-24T08:51"),
        *_plain("赵白术", "10-26T07:46"),
    ),
    "patrol-in-an-exempt-week": _plain("卫天麻", "10-05T09:24"),
    "handover": (*_plain("沈石斛", "10-09T15:32"), *_plain("杨紫苏", "10-13T08:19")),
    "former-chief": (*_plain("杨紫苏", "10-16T09:55"), *_plain("沈石斛", "10-19T10:38")),
    "run-of-unmet-1": _plain("尤泽兰", "10-25T08:28"),
    "run-of-unmet-3": _plain("尤泽兰", "11-10T16:42"),
    "padding-1": _padded("秦佩兰"),
    "padding-2": _padded("许木香"),
    "padding-3": _padded("何青黛"),
    "padding-4": _padded("吕决明"),
    "late-entry": (
        *_plain("何青黛", "09-26T08:41"),
        Visit("何青黛", "2017-09-27T16:07", 35, "2017-10-02T09:18"),
    ),
    "late-entry-approved": _plain("许木香", "11-07T08:56"),
    "leave-for-days": _plain("曹南星", "09-22T09:47"),
    "sunday-night": _plain("严防风", "09-12T09:26", "09-17T23:50"),
    "after-sunday-night": _plain("严防风", "09-21T14:36"),
    "inspector-in-two-places-1": (
        *_plain("张忍冬", "10-17T08:31", "10-20T15:52"),
        Visit("任防己", "2017-10-18T10:00", None),
    ),
    "inspector-in-two-places-2": (
        *_plain("秦佩兰", "10-16T10:17", "10-19T08:49"),
        Visit("任防己", "2017-10-18T10:05", None),
    ),
    "opened-midway": _plain("金景天", "10-21T09:08"),
    "unmet-before-closure": _plain("孔苍耳", "10-27T10:29"),
    "run-over-an-exempt-week": _plain("孔苍耳", "11-09T15:44"),
    "closed-midway": _plain("华细辛", "10-25T09:59"),
    "one-walk-1": _plain("陶丹参", "09-05T08:12", "09-08T15:21"),
    "one-walk-2": _plain("陶丹参", "09-05T08:12", "09-08T15:21"),
    "one-walk-3": _plain("陶丹参", "09-05T08:12", "09-08T15:21"),
    "general-chief-unmet": _plain("魏雪莲", "09-28T09:36"),
    "one-of-two-on-leave": _plain("邹甘草", "10-11T08:34", "10-14T15:26"),
    "two-deputies": (*_plain("谢桂枝", "10-17T09:18"), *_plain("邹甘草", "10-20T14:43")),
    "patrol-on-an-exempt-day": _plain("戚茱萸", "10-24T16:11", "10-27T09:02"),
    "appointed-on-saturday": _plain("云白芷", "09-24T09:31"),
    "vacant-street": _plain("郎木通", "11-08T10:13"),
    "on-track": _plain("奚远志", "11-15T08:47"),
    "met-already": _plain("范灵芝", "11-13T15:09", "11-16T09:13"),
    "before-midnight": (
        Visit("苗藿香", "2017-09-27T08:53", 25),
        Visit("苗藿香", "2017-10-01T23:59", None, "2017-10-02T00:21"),
    ),
    "after-midnight": (
        Visit("苗藿香", "2017-10-02T00:00", None, "2017-10-02T00:22"),
        Visit("苗藿香", "2017-10-05T15:37", 40),
    ),
    "exempt-by-weather": _plain("方菊", "10-21T14:24"),
    "voided": _plain("韦知母", "11-14T09:21"),
    "logged-anew": _plain("昌沙参", "11-15T15:48"),
    "auxiliary-round": (
        *_plain("俞苓", "10-31T08:39", "11-02T16:21"),
        *_plain("柳艾", "11-01T07:34"),
    ),
}
