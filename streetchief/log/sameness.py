"""What is said of a walk that is recorded already: it contradicts the record or completes it."""

from __future__ import annotations

from streetchief.errors import Refused
from streetchief.locale.text import gettext as _
from streetchief.log.rules import DETAILS, Sameness


def contradiction(number: int, sameness: Sameness) -> Refused:
    """Return the refusal of a walk that is recorded already and says otherwise."""
    return Refused(
        _("It is recorded as number {number}, and differs: {details}.").format(
            number=number, details=_details(sameness)
        ),
        _("Leave out what differs, or void it first: streetchief void {number} --why TEXT").format(
            number=number
        ),
    )


def incomplete(number: int, sameness: Sameness) -> str:
    """Say that a recorded walk lacks what was said of it now."""
    return _("Number {number} is recorded without {details}, which was not added.").format(
        number=number, details=_details(sameness)
    )


def _details(sameness: Sameness) -> str:
    return _(", ").join(_(DETAILS[name]) for name in sameness.details)
