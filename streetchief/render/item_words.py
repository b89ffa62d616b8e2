"""The reader's words for what can happen to an item.

Convention: identifiers are English and stable; words are marked here and translated when shown.
"""

from __future__ import annotations

from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

STEPS = {
    "opened": N_("opened"),
    "assigned": N_("assigned"),
    "moved": N_("moved on"),
    "fixed": N_("fixed on the spot"),
    "returned": N_("returned"),
    "suspended": N_("suspended"),
    "resumed": N_("resumed"),
    "reopened": N_("reopened"),
    "voided": N_("voided"),
    "supervised": N_("supervised"),
    "replied": N_("replied"),
    "changed": N_("changed"),
    "scheduled": N_("scheduled"),
    "reached": N_("milestone reached"),
    "quantity": N_("measured"),
    "note": N_("noted"),
}
"""Words for kinds of steps."""


def step_word(kind: str) -> str:
    """Return the reader's word for a kind of step."""
    return _(STEPS[kind]) if kind in STEPS else kind
