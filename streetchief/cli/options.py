"""How commands read what was typed and answer what was done.

The convention to know: an act answers in sentences, or with `--format` in a table of the numbers it
saved, so that a script gets them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from streetchief.cli import session
from streetchief.days import calendar
from streetchief.days.clock import Sense
from streetchief.days.periods import parse_month, parse_week
from streetchief.days.spoken import describe_day
from streetchief.days.unreadable import Unreadable
from streetchief.errors import BadUsage
from streetchief.ledger.office import Office, known_then
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.safe import safe

if TYPE_CHECKING:
    from streetchief.duties.line import Span
    from streetchief.output.table import Table

_MONTH = re.compile(
    r"[0-9]{4}([-/.]|\s*年\s*)[0-9]{1,2}\s*月?|[0-9]{1,2}\s*月份?|本月|上个?月|这个?月"
)
_EARLIEST_YEAR, _LATEST_YEAR = 1971, 9998


def answer(
    lines: Iterable[str],
    numbers: int | Iterable[int] | None = None,
    *,
    warnings: Iterable[str] = (),
    table: Callable[[], Table] | None = None,
    saved: str = "",
) -> None:
    """Say what was done; `numbers` are the records that stand even if saying it fails.

    `table` is the noun's own for a script; without one it gets numbers and sentences. `saved` says
    what stands where that is no record.
    """
    said = list(lines)
    kept = [numbers] if isinstance(numbers, int) else list(numbers or ())
    session.put(
        lambda: "".join(safe(line) + "\n" for line in said),
        table or (lambda: _done_table(said, kept)),
        saved=saved or saved_as(kept),
    )
    warn(warnings)


def saved_as(numbers: Iterable[int]) -> str:
    """Return the sentence about the numbers saved, nothing when none was."""
    listed = ", ".join(map(str, numbers))
    return _("Saved as number {numbers}.").format(numbers=listed) if listed else ""


def _done_table(lines: list[str], numbers: list[int]) -> Table:
    """Lay out what an act did that has no table of its own: a row for each number."""
    from streetchief.output.table import Column, lay_out

    said = "\n".join(lines)
    return lay_out(
        name="done",
        columns=(
            Column(key="number", title=N_("number"), kind="number", cell=lambda number: number),
            Column(key="said", title=N_("what was done"), cell=lambda _number: said),
        ),
        things=numbers or [None],
    )


def warn(warnings: Iterable[str]) -> None:
    """Tell warnings on standard error, one a line."""
    for warning in warnings:
        if sys.stderr is not None:
            sys.stderr.write(safe(_("Note: {warning}").format(warning=warning)) + "\n")


def day_said(day: int) -> str:
    """Echo a day with its weekday and week, so that a wrong one is seen."""
    return describe_day(day, language())


def optional_day(said: str | None, office: Office, sense: Sense = "past") -> int | None:
    """Read a day that may be left out."""
    return None if said is None else session.read_day(said, office.now, sense)


def read_week(said: str, office: Office) -> int:
    """Return the week a person typed; raises `BadUsage` (exit 2) when it cannot be read."""
    try:
        return parse_week(said, office.today)
    except Unreadable as error:
        raise BadUsage(
            _("{text} cannot be read as a week.").format(text=said),
            _("Write it like 2026-W47, last, 上周 or a date in it."),
            effect=_(error.reason),
        ) from None


def read_month(said: str, today: int) -> int:
    """Return the month a person typed; raises `BadUsage` (exit 2) when it cannot be read."""
    try:
        return parse_month(said, today)
    except Unreadable as error:
        raise BadUsage(
            _("{text} cannot be read as a month.").format(text=said),
            _("Write it like 2026-11."),
            effect=_(error.reason),
        ) from None


def read_year(said: str | None) -> int | None:
    """Return the year a person typed; raises `BadUsage` (exit 2) when it cannot be read."""
    if said is None:
        return None
    digits = said.strip().removesuffix("年").strip()
    year = int(digits) if re.fullmatch(r"[0-9]{4}", digits) else 0
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise BadUsage(_("{text} cannot be read as a year.").format(text=said), _("e.g. 2026"))
    return year


def read_span(said: str | None, office: Office) -> Span:
    """Return the week a person typed, or the month where a monthly duty is meant.

    What is not said is the running week of the moment of `--as-of`; raises `BadUsage` (exit 2).
    """
    from streetchief.duties.line import Span, span_of_week

    today = known_then(office).today
    if said is None:
        return span_of_week(calendar.week_of(today), today)
    if _MONTH.fullmatch(said.strip()):
        month = read_month(said, today)
        last = calendar.days_of_month(month).stop - 1
        return Span(week=calendar.week_of(last), month=month, weekly=False)
    return span_of_week(read_week(said, office), today)


def read_number(said: str) -> int:
    """Return the number of a record a person typed, with or without its # or 第…号."""
    from streetchief.office.history import record_number

    number = record_number(said)
    if number is None:
        raise BadUsage(
            _("{text} is no record number.").format(text=said),
            _("See the numbers with: streetchief history"),
        )
    return number


def check_alone(options: dict[str, object]) -> None:
    """Refuse two of the options when only one may be given."""
    said = [name for name, value in options.items() if value is not None]
    if len(said) > 1:
        raise BadUsage(
            _("{first} and {second} do not go together.").format(first=said[0], second=said[1]),
            _("Leave one of them out."),
        )


def one_of(said: str, known: Iterable[str]) -> str:
    """Return the word of those known; raises `BadUsage` (exit 2) for any other."""
    names = tuple(known)
    if said not in names:
        raise BadUsage(
            _("{text} is not known here.").format(text=said),
            _("Known are: {names}.").format(names=_(", ").join(names)),
        )
    return said
