"""What every act of the office needs to know: the open ledger, the moment, and who is typing.

Convention: `now` is local seconds in the ledger's zone, `utc` UTC seconds; both come from the CLI,
so that an act never reads a clock itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.journal import EntryWriter, Stamp, writing
from streetchief.ledger.ledger import Ledger
from streetchief.locale.text import gettext as _
from streetchief.value import replace, value

CLOCK_MARK, RECORDED_MARK = "clock", "recorded"


@value
class Office:
    """One command's view of the office.

    `clock_set` says the moment was given by hand (it marks what is written); `as_of` is UTC
    seconds when the ledger is to be read as it was known then, else None.
    """

    ledger: Ledger
    now: int
    utc: int
    actor: str
    clock_set: bool
    utc_to_local: Callable[[int], int]
    as_of: int | None = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The ledger's one connection, inside `acting` and `reading` within their transaction."""
        return self.ledger.connection

    @property
    def today(self) -> int:
        """The local day."""
        return self.now // calendar.DAY

    @property
    def this_week(self) -> int:
        """The running week."""
        return calendar.week_of(self.today)

    @property
    def known_at(self) -> int | None:
        """The local moment of `--as-of`, None when the ledger is read as it is."""
        return None if self.as_of is None else self.utc_to_local(self.as_of)


def known_then(office: Office) -> Office:
    """Return the office at the moment of `--as-of`: that moment stands for now."""
    if office.as_of is None:
        return office
    return replace(office, now=min(office.now, office.utc_to_local(office.as_of)))


def wanted_week(office: Office, week: int | None) -> int:
    """Return the week asked for, the last finished one when none was; refuse one to come."""
    wanted = office.this_week - 1 if week is None else week
    if wanted > office.this_week:
        raise Refused(
            _("Week {week} has not begun.").format(week=calendar.week_label(wanted)),
            _("The running week is {week}.").format(week=calendar.week_label(office.this_week)),
        )
    return wanted


@contextmanager
def acting(
    office: Office,
    act: str,
    *,
    reason: str | None = None,
    key: str | None = None,
    trusted: bool = False,
) -> Iterator[EntryWriter]:
    """Write one act of the office: one transaction, one journal entry.

    `trusted` says that rows carry recorded times from elsewhere.
    """
    marks = [CLOCK_MARK] * office.clock_set + [RECORDED_MARK] * trusted
    stamp = Stamp(
        act=act,
        actor=office.actor,
        recorded_at=office.utc,
        reason=reason,
        key=key,
        marks=",".join(marks) or None,
    )
    with writing(office.ledger, stamp) as entry:
        yield entry


def clean(text: str, what: str, *, most: int = 2000, lines: bool = False) -> str:
    """Return a text as it may be stored, stripped; refuse what would harm whoever reads it.

    Refused: control characters, marks that turn the direction of writing, halves of characters
    that no file can hold, and more than `most` characters. `lines` allows line breaks.
    """
    stripped = text.strip()
    if len(stripped) > most:
        raise Refused(
            _("{what} is too long: {length} characters, at most {most}.").format(
                what=what, length=len(stripped), most=most
            ),
        )
    for character in stripped:
        if character.isprintable() or character == "\u3000" or (lines and character == "\n"):
            continue
        code = ord(character)
        if code in (0x9, 0xA, 0xD) or 0x2000 <= code <= 0x200A or code == 0xA0:
            stripped = stripped.replace(character, " ")
            continue
        raise Refused(
            _("{what} holds a character that cannot be kept: U+{code:04X}.").format(
                what=what, code=code
            ),
            _("Type it again without that character."),
        )
    return stripped
