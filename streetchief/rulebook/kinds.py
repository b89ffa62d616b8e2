"""What the kinds of places and holders are called.

A kind of the rulebook's own is called by its identifier here; its name stands in the rulebook.
"""

from __future__ import annotations

from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

KIND_WORDS = {
    "street": N_("street"),
    "town": N_("town"),
    "village": N_("village"),
    "county": N_("county"),
    "zone": N_("zone"),
    "person": N_("person"),
    "department": N_("department"),
    "place": N_("place"),
    "holder": N_("person or department"),
}


def word(kind: str) -> str:
    """Return the reader's word for a kind of place or holder."""
    return _(KIND_WORDS[kind]) if kind in KIND_WORDS else kind
