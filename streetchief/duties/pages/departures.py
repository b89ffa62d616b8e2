"""The rule fields a town has changed, in words: what every paper prints beside its figures.

Convention: a field is said only where it differs from the neutral duty of docs/rules.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.output.words import join
from streetchief.rulebook.rules.duty import BASIS_FIELDS, NEUTRAL, Duty

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
