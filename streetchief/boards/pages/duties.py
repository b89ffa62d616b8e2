"""Duties in words, for boards, signs and the sheets that are signed."""

from __future__ import annotations

from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.words import join
from streetchief.rulebook.in_force import NamedDuty
from streetchief.rulebook.kinds import word
from streetchief.values.problems import Name, name_in

_PERIODS = {"week": N_("a week"), "month": N_("a month")}


def kind_word(kind: str, name: Name) -> str:
    """Return the reader's word for a kind of place."""
    known = word(kind)
    return known if known != kind else name_in(name, language())


def duty_sentence(named: NamedDuty) -> str:
    """Say a duty in one sentence."""
    duty = named.duty
    kinds = join(name_in(kind, language()) for kind in named.kinds)
    period = _(_PERIODS.get(duty.period, duty.period))
    if duty.per != "holder":
        place = kind_word(duty.per, named.place)
        return _("{kinds} of each {place}: no fewer than {count} {period}").format(
            kinds=kinds, place=place, count=duty.required, period=period
        )
    return _("{kinds}: no fewer than {count} {period}").format(
        kinds=kinds, count=duty.required, period=period
    )
