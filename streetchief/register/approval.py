"""Nobody approves or answers for himself: the rule of approval, said to whoever tries."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from streetchief.errors import Refused
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.register.rules.approval import Bar, Party, find_bar
from streetchief.values.register import Holder

_WORDS: dict[Bar, str] = {
    "for_himself": N_("It is for {name}, who may not decide on it."),
    "own_work": N_("{name} took part in it and may not decide on it."),
}


def refuse_own(
    decider: Holder, *, beneficiaries: Collection[int] = (), doers: Iterable[int] = ()
) -> None:
    """Refuse a decision on what is for the decider himself, or what he took part in.

    Both are keys of holders.
    """
    bar = find_bar(
        Party(holder=decider.key),
        beneficiaries=beneficiaries,
        doers=[Party(holder=doer) for doer in doers],
    )
    if bar is not None:
        raise Refused(
            _(_WORDS[bar]).format(name=decider.name),
            _("Somebody else has to approve or answer it."),
        )
