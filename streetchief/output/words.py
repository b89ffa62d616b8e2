"""The reader's words for the ledger's identifiers, and how each is toned.

Convention: identifiers are English and stable; words are marked here and translated when shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from streetchief.days import calendar
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from streetchief.output.table import Tone

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
