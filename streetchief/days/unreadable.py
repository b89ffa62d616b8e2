"""Text that names no day, week, month or moment: why it is refused, and the first cleaning.

The one convention: a reason is a constant sentence in English, marked for the catalogue; whoever
shows it translates it. A text is refused rather than guessed at: a wrong date that looks right
costs an official his verdict, a refusal costs one more line of typing.
"""

from __future__ import annotations

from streetchief.locale.text import N_

EMPTY = N_("No date was given.")
TOO_LONG = N_("This is too long to be a date.")
HIDDEN = N_("There is an invisible character in the date; type it again.")
UNREADABLE = N_("This cannot be read as a date or a time; write it like 2026-11-22 09:30.")
AMBIGUOUS = N_("Day, month and year cannot be told apart; write the date like 2026-11-22.")
SHORT_YEAR = N_("Write the year with four digits, like 2026-11-22.")
NO_SUCH_DAY = N_("There is no such day in the calendar.")
NO_SUCH_TIME = N_("There is no such time of day.")
OUT_OF_RANGE = N_("The year must lie between 1970 and 9999.")
WRONG_PART = N_("The hour does not fit the part of the day; write it by 24 hours, like 20:00.")
WRONG_WEEKDAY = N_("That date falls on another day of the week.")
NEEDS_YEAR = N_("There is no such day within 92 days; write the year as well.")
NEEDS_MONTH = N_("No month near has such a day; write the month as well.")
NOT_AMONG = N_("That is not one of the days this is about.")
NEEDS_DAY = N_("Write the day as well, like 2026-11-22.")
NEEDS_WEEKDAY = N_("Write which day of that week is meant.")
NEEDS_HOUR = N_("Write the hour as well, like 14:30.")
NEEDS_MINUTES = N_("Write the minutes with two digits, like 9:05.")
UNCLEAR_NEXT = N_("“Next” before a weekday means two things; write the date like 2026-11-22.")
NO_ZONE = N_("A time with a zone cannot be read here; write the local time.")
ONLY_A_DAY = N_("Only a day is wanted here; leave the time out.")
NOT_A_WEEK = N_("This cannot be read as a week; write it like 2026-W47.")
NO_SUCH_WEEK = N_("That year has no week of this number.")
NOT_A_MONTH = N_("This cannot be read as a month; write it like 2026-11.")
NO_SUCH_MONTH = N_("A year has the months 1 to 12.")

LONGEST = 64  # characters; the longest date people write is half of it


class Unreadable(ValueError):
    """What was typed does not name one day, week, month or moment.

    `reason` is one of the sentences above, `text` what was typed, unchanged.

    >>> str(Unreadable(EMPTY, "")), Unreadable(EMPTY, "").text
    ('No date was given.', '')
    """

    def __init__(self, reason: str, text: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = text


def plain_text(text: str) -> str:
    """Fold full-width characters, case and runs of blanks, and refuse what no date holds.

    Raises Unreadable for nothing, for more than 64 characters, and for control characters and
    others that cannot be seen.

    >>> plain_text("　１１－２３  T ")
    '11-23 t'
    """
    if len(text) > LONGEST:
        raise Unreadable(TOO_LONG, text)
    folded = text
    if not folded.isascii():
        import unicodedata

        folded = unicodedata.normalize("NFKC", folded)
    # Only these are blanks: str.split() would also pass over the separators U+001C to U+001F.
    folded = folded.replace("\t", " ").strip(" \r\n").lower()
    if not folded.isprintable():
        raise Unreadable(HIDDEN, text)
    folded = " ".join(folded.split())
    if not folded:
        raise Unreadable(EMPTY, text)
    if len(folded) > LONGEST:
        raise Unreadable(TOO_LONG, text)
    return folded
