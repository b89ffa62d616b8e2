"""A walk on its way into the log: as it was typed, after it was written, as it is answered.

Convention: instants are local seconds; a walk of several streets has one record for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streetchief.duties.rules.counting import Entry
from streetchief.duties.rules.standing import Assessment
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import Holder, Place

if TYPE_CHECKING:
    from streetchief.files.attachments import Attachment
    from streetchief.items.views import ItemView


@value
class Wish:
    """One walk as typed: streets by name, who, when (local seconds) and what it brought.

    `at` None means now, cut to the minute. `files` are its photos and track. `line` is where it
    stands in a file of many, so that what is wrong with it can be found there.
    """

    streets: tuple[str, ...]
    by: str
    at: int | None = None
    town: str | None = None
    kind: str = "patrol"
    minutes: int | None = None
    metres: int | None = None
    spots: int | None = None
    kilograms: int | None = None
    note: str | None = None
    on_behalf_of: str | None = None
    companions: tuple[str, ...] = ()
    approved_by: str | None = None
    found: tuple[tuple[str, str], ...] = ()
    fixed: bool = False
    key: str | None = None
    files: tuple[Attachment, ...] = ()
    line: int | None = None

    @property
    def photos(self) -> int:
        return sum(file.evidence.kind == "photo" for file in self.files)


def split_finding(said: str) -> tuple[str, str] | None:
    """Split CATEGORY:TEXT of something found on a walk; None for what is not written so."""
    category, colon, text = said.replace("\N{FULLWIDTH COLON}", ":", 1).partition(":")
    found = category.strip(), text.strip()
    return found if colon and all(found) else None


@value
class Logged:
    """One record of a walk and what it did: the street's week after it.

    `entry` tells whether it counts and why not, `standing` is None where no duty is in force;
    `already` says that exactly this record was there before. `kind_name` is what the rulebook
    calls another activity than a patrol. `items` were found on the walk and `files` kept of it;
    its first record has them, and the warnings about them.
    """

    number: int
    place: Place
    town: Place | None
    person: Holder
    kind: str
    started_at: int
    minutes: int | None
    backfilled: bool
    entry: Entry | None
    standing: Assessment | None
    own: Assessment | None
    already: bool
    kind_name: Name | None = None
    items: tuple[ItemView, ...] = ()
    files: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()


class Written:
    """A walk after it was written: the record of each place, and which were there before."""

    __slots__ = ("already", "at", "items", "numbers", "person", "places", "warnings", "wish")

    def __init__(self, wish: Wish, person: Holder, at: int, places: list[Place]) -> None:
        self.wish = wish
        self.person = person
        self.at = at
        self.places = places
        self.numbers: dict[int, int] = {}
        self.already: set[int] = set()
        self.items: tuple[ItemView, ...] = ()
        self.warnings: tuple[str, ...] = ()
