"""Words that explanations, standings, objections and rules have in common.

Convention: a place is said with its town, a day with its weekday, a rule's value in words.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.days import calendar
from streetchief.duties.explained import ObjectionTold
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.blocks import INDENT
from streetchief.output.safe import safe
from streetchief.output.words import exempt_reason_word, join, week_span, week_word

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_PARTS = {
    "ceil": N_("in proportion, rounded up"),
    "full": N_("the whole number whenever a day is left"),
    "waive": N_("nothing unless every day is available"),
}


def place_title(town: str, place: str) -> str:
    """Return a place with its town: 双峰乡大皿老街."""
    return f"{town}{place}" if language() == "zh" else f"{town} {place}".strip()


def weekday_day(day: int) -> str:
    """Return a day with its weekday, short: 周一 11-16."""
    return f"{_(WEEKDAYS[calendar.weekday_of(day)])} {calendar.day_label(day)[5:]}"


def moment(at: int) -> str:
    """Return an instant for people: 2026-11-22 09:30."""
    return calendar.at_label(at).replace("T", " ")


def period_words(period: str, number: int) -> str:
    """Return a week or a month with its dates."""
    if period == "month":
        label = calendar.month_label(number)
        if language() == "en":
            return label
        year, month = label.split("-")
        return f"{year}年{int(month)}月"
    return _("{week} ({span})").format(week=week_word(number), span=week_span(number))


def value_words(name: str, value: object) -> str:
    """Say the value of a rule's field in words."""
    if value is None:
        return _("no limit")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "partial":
        return _(_PARTS[str(value)])
    if name == "exempt_reasons" and isinstance(value, tuple):
        return join(map(exempt_reason_word, value)) or _("none")
    if isinstance(value, tuple):
        return join(str(part) for part in value) or _("none")
    return str(value)


def objection_lines(objections: Iterable[ObjectionTold]) -> list[str]:
    """Return objections with their answers, each on a line of its own."""
    lines = []
    for objection in objections:
        said = objection.said
        lines.append(
            INDENT
            + safe(
                _("No. {number}, {at}, {name}: {text}").format(
                    number=said.number,
                    at=moment(said.at),
                    name=said.by or _("name not given"),
                    text=said.text,
                )
            )
        )
        lines += [
            INDENT * 2
            + safe(
                _("Answer No. {number}, {at}, {name}: {text}").format(
                    number=answer.number,
                    at=moment(answer.at),
                    name=answer.by or _("name not given"),
                    text=answer.text,
                )
            )
            for answer in objection.answers
        ]
        if not objection.answers:
            lines.append(INDENT * 2 + _("Not answered yet."))
    return lines
