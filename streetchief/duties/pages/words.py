"""Words that the reports of duties have in common.

Convention: a place is said with its town, a day with its weekday; a rule's field is said only where
it differs from the neutral duty of docs/rules.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.days import calendar
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.words import exempt_reason_word, join, week_span, week_word
from streetchief.rulebook.rules.duty import BASIS_FIELDS, NEUTRAL, Duty

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_PARTS = {
    "ceil": N_("in proportion, rounded up"),
    "full": N_("the whole number whenever a day is left"),
    "waive": N_("nothing unless every day is available"),
}

FIELDS = {
    "counting_roles": N_("roles that count"),
    "max_delegated": N_("at most this many delegated"),
    "max_per_day": N_("at most this many a day"),
    "min_gap_hours": N_("hours between two"),
    "min_minutes": N_("minutes at least"),
    "min_metres": N_("metres at least"),
    "require_photo": N_("a photo is required"),
    "backfill_days": N_("days allowed for a late entry"),
    "exempt_reasons": N_("reasons that exempt"),
    "partial": N_("weeks in part"),
    "slack_days": N_("days of slack before at risk"),
    "months": N_("months in force"),
    "required": N_("required"),
}


def plain_value(value: object) -> object:
    """Return a rule's value as JSON has it: a tuple is a list."""
    return list(value) if isinstance(value, tuple) else value


def period_label(period: str, number: int) -> str:
    """Return the label of a week or a month.

    >>> period_label("week", 2968), period_label("month", 682)
    ('2026-W47', '2026-11')
    """
    return calendar.month_label(number) if period == "month" else calendar.week_label(number)


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


def departures(duties: Iterable[Duty]) -> tuple[str, ...]:
    """Return the rule fields that differ from the default, each in words, once."""
    said: dict[str, None] = {}
    for duty in duties:
        for name in BASIS_FIELDS:
            value = getattr(duty, name)
            if value != getattr(NEUTRAL, name):
                said[
                    _("{field} {value}").format(field=_(FIELDS[name]), value=_plain_words(value))
                ] = None
    return tuple(said)


def _plain_words(value: object) -> str:
    if isinstance(value, tuple):
        return join(str(part) for part in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
