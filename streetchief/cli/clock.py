"""The one place that reads a clock: the moment of a command, in the ledger's zone.

Convention: local instants are seconds since 1970-01-01 00:00 on the wall clock of the ledger's
zone; the machine's own zone never matters.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from streetchief.errors import BadUsage
from streetchief.locale.text import gettext as _

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock has no zone
_SECOND = timedelta(seconds=1)

CHINA = "Asia/Shanghai"
_CHINA_OFFSET, _CHINA_SINCE = 8 * 3600, 684_867_600  # no summer time since 1991-09-15


@cache
def _zone(name: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def is_zone(name: str) -> bool:
    """Tell whether the system knows a time zone of this name."""
    try:
        return bool(name) and _zone(name) is not None
    except (OSError, ValueError, KeyError):
        return False


def utc_to_local(zone: str) -> Callable[[int], int]:
    """Return the function from UTC seconds to local seconds of `zone`."""

    def to_local(utc: int) -> int:
        if zone == CHINA and utc >= _CHINA_SINCE:
            return utc + _CHINA_OFFSET
        return utc + _offset(zone, utc)

    return to_local


def _offset(zone: str, utc: int) -> int:
    moment = datetime.fromtimestamp(utc, UTC).astimezone(_zone(zone))
    return int((moment.replace(tzinfo=None) - _EPOCH) / _SECOND) - utc


def local_to_utc(zone: str, local: int) -> int:
    """Return the UTC seconds of a wall-clock instant; of two (summer time ends), the first."""
    if zone == CHINA and local - _CHINA_OFFSET >= _CHINA_SINCE:
        return local - _CHINA_OFFSET
    wall = (_EPOCH + timedelta(seconds=local)).replace(tzinfo=_zone(zone))
    return int(wall.timestamp())


def read_clock(zone: str) -> tuple[int, int, bool]:
    """Return local seconds, UTC seconds, and whether STREETCHIEF_NOW set them by hand.

    Raises `BadUsage` when STREETCHIEF_NOW is no local moment such as 2026-11-22T09:30.
    """
    said = os.environ.get("STREETCHIEF_NOW", "").strip()
    if not said:
        utc = int(time.time())
        return utc_to_local(zone)(utc), utc, False
    moment: datetime | None = None
    with suppress(ValueError):
        moment = datetime.fromisoformat(said)
    if moment is None or moment.tzinfo is not None or not 1970 < moment.year < 9999:
        raise BadUsage(
            _("STREETCHIEF_NOW is no local moment: {text}").format(text=said),
            _("Write it like 2026-11-22T09:30, or unset it."),
        )
    local = int((moment - _EPOCH) / _SECOND)
    return local, local_to_utc(zone, local), True
