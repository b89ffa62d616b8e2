"""Periods people type: a week, or a month where a monthly duty is meant.

Convention: what is not said is the running week of the moment of `--as-of`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streetchief.cli.options import read_month, read_week
from streetchief.days import calendar
from streetchief.duties.line import Span, span_of_week
from streetchief.ledger.office import known_then

if TYPE_CHECKING:
    from streetchief.ledger.office import Office

_MONTH = re.compile(
    r"[0-9]{4}([-/.]|\s*年\s*)[0-9]{1,2}\s*月?|[0-9]{1,2}\s*月份?|本月|上个?月|这个?月"
)


def read_span(said: str | None, office: Office) -> Span:
    """Return the period a person typed; raises `BadUsage` (exit 2) when it cannot be read."""
    today = known_then(office).today
    if said is None:
        return span_of_week(calendar.week_of(today), today)
    if _MONTH.fullmatch(said.strip()):
        month = read_month(said, today)
        last = calendar.days_of_month(month).stop - 1
        return Span(week=calendar.week_of(last), month=month, weekly=False)
    return span_of_week(read_week(said, office), today)
