"""What a rulebook declares of an honour: its grades, who can have it, since when."""

from __future__ import annotations

from typing import Literal

from streetchief.rulebook.rules.list import Choice
from streetchief.value import value
from streetchief.values.problems import Name

HonourKind = Literal["applied", "assessed", "awarded", "revoked"]


HonourStage = Literal["", "applied", "assessed", "awarded", "revoked"]


HONOUR_KINDS: tuple[HonourKind, ...] = ("applied", "assessed", "awarded", "revoked")


@value
class HonourRule:
    """An honour of the rulebook. `grades` from low to high, none when there is only one.

    `since`: the first day on which it can be applied for or awarded, None when not known.
    """

    id: str
    name: Name
    place_kinds: tuple[str, ...]
    grades: tuple[Choice, ...] = ()
    since: int | None = None
    source: tuple[int, ...] = ()
