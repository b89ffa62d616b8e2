"""The reader's words for the ledger's identifiers, and how each is toned.

Convention: identifiers are English and stable; words are marked here and translated when shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from streetchief.domain import calendar
from streetchief.domain.duties import BASIS_FIELDS, NEUTRAL, Duty
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.render.table import Tone

STATES = {
    "met": N_("met"),
    "unmet": N_("unmet"),
    "unreachable": N_("unreachable"),
    "at_risk": N_("at risk"),
    "on_track": N_("on track"),
    "vacant": N_("vacant"),
    "exempt": N_("exempt"),
}

TONES: dict[str, Tone] = {
    "met": "good",
    "unmet": "bad",
    "unreachable": "bad",
    "at_risk": "warn",
    "on_track": "",
    "vacant": "warn",
    "exempt": "quiet",
}

EXEMPT_REASONS = {
    "leave": N_("leave"),
    "sick": N_("sick leave"),
    "business": N_("away on business"),
    "emergency": N_("emergency"),
    "weather": N_("bad weather"),
    "closure": N_("street closed for works"),
    "other": N_("other reason"),
}

REASONS = {
    "no_post": N_("not a chief of the street, and no delegation is recorded"),
    "late": N_("recorded too late, without an approver"),
    "too_short": N_("shorter than required"),
    "too_little_way": N_("less way than required"),
    "no_photo": N_("no photo"),
    "over_limit": N_("over the limit of what counts"),
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


def state_word(state: str) -> str:
    """Return the reader's word for a standing."""
    return _(STATES[state])


def week_word(week: int) -> str:
    """Return a week as people say it: 2026年第47周, or 2026-W47."""
    label = calendar.week_label(week)
    if language() == "en":
        return label
    year, number = label.split("-W")
    return f"{year}年第{int(number)}周"


def week_span(week: int) -> str:
    """Return the dates of a week: 11月16日—22日, or 16 to 22 Nov 2026 in ISO form."""
    first = calendar.date_of(calendar.monday_of(week))
    last = calendar.date_of(calendar.monday_of(week) + 6)
    if language() == "en":
        return f"{first.isoformat()} to {last.isoformat()}"
    start = f"{first.month}月{first.day}日"
    if first.year != last.year:
        return f"{first.year}年{start}—{last.year}年{last.month}月{last.day}日"
    if first.month != last.month:
        return f"{start}—{last.month}月{last.day}日"
    return f"{start}—{last.day}日"


def day_word(day: int) -> str:
    """Return a day as papers write it: 2026年11月22日, or 2026-11-22."""
    on = calendar.date_of(day)
    return on.isoformat() if language() == "en" else f"{on.year}年{on.month}月{on.day}日"


def gap() -> str:
    """Return what stands between two words or sentences: a space, in Chinese nothing."""
    return " " if language() == "en" else ""


def exempt_reason_word(reason: str) -> str:
    """Return the reader's word for why days are taken out of a duty."""
    return _(EXEMPT_REASONS[reason]) if reason in EXEMPT_REASONS else reason


def join(words: Iterable[str]) -> str:
    """Return words as a list in the reader's language."""
    return _(", ").join(words)


def departures(duties: Iterable[Duty]) -> tuple[str, ...]:
    """Return the rule fields that differ from the default, each in words, once."""
    said: dict[str, None] = {}
    for duty in duties:
        for name in BASIS_FIELDS:
            value = getattr(duty, name)
            if value != getattr(NEUTRAL, name):
                said[_("{field} {value}").format(field=_(FIELDS[name]), value=_value(value))] = None
    return tuple(said)


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return join(str(part) for part in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
