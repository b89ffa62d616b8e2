"""Moments as tests write them, in the ledger's own seconds."""

from __future__ import annotations

from datetime import datetime

from streetchief.days.calendar import DAY, HOUR, MINUTE, day_of


def at_of(moment: datetime) -> int:
    """Give the local seconds of a wall-clock datetime; microseconds are dropped."""
    return day_of(moment) * DAY + moment.hour * HOUR + moment.minute * MINUTE + moment.second
