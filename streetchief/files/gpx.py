"""A walk's track as phones record it (GPX): how far, how long, since when.

Convention: the file is read as a stream by defusedxml, which refuses entities and a document type;
gpxpy reads the times and measures the distances. A track without usable times is still a way
walked: `why_no_time` then says why it has none. Lengths are metres within segments, so a gap in the
recording adds nothing.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from streetchief.errors import Refused
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _
from streetchief.value import value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_POINTS = 200_000
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_MOST_MINUTES = 24 * 60
_MOST_METRES = 1_000_000

NO_TIMES = N_("it has no times")
NO_ZONE = N_("its times name no zone")
IMPLAUSIBLE = N_("its times cannot be right")
TOO_LONG = N_("it lasts longer than a day")


@value
class Track:
    """What a track says: points, metres, and, where its times are usable, its first and last
    moment in UTC seconds; else `why_no_time` is a msgid."""

    points: int
    metres: int
    started_at: int | None = None
    ended_at: int | None = None
    why_no_time: str = ""

    @property
    def minutes(self) -> int | None:
        """Whole minutes, rounded half up; None without times or below half a minute."""
        if self.started_at is None or self.ended_at is None:
            return None
        return (self.ended_at - self.started_at + 30) // 60 or None


def read_track(content: bytes, name: str, utc: int) -> Track:
    """Read a GPX file; `utc` is now, since a track of the future has no time.

    Raises `Refused` for what is no GPX, has entities, no points, a point that is nowhere on earth,
    or more than 200,000 points, and without the extra `gpx`.
    """
    try:
        from defusedxml import ElementTree
        from defusedxml.common import DefusedXmlException
        from gpxpy.gpx import GPXException
    except ImportError:
        raise Refused(
            _("Reading a track needs an extra that is not installed."),
            "pip install 'streetchief[gpx]'",
        ) from None
    walk = _Walk()
    try:
        for event, element in ElementTree.iterparse(
            io.BytesIO(content), events=("start", "end"), forbid_dtd=True
        ):
            walk.take(event, element)
    except DefusedXmlException:
        raise _refused(name, _("it holds entities or a document type")) from None
    except GPXException:
        raise _refused(name, _("a time in it cannot be read")) from None
    except _Unusable as error:
        raise _refused(name, str(error)) from None
    except (SyntaxError, ValueError, LookupError):  # a ParseError is a SyntaxError
        raise _refused(name, _("it is no well-formed GPX")) from None
    if walk.root != "gpx":
        raise _refused(name, _("it is no well-formed GPX"))
    if not walk.points:
        raise _refused(name, _("it has no points of a track"))
    if walk.metres > _MOST_METRES:
        raise _refused(name, _("it is longer than 1,000 km"))
    metres = int(walk.metres + 0.5)
    why = _why_no_time(walk, utc)
    if why:
        return Track(points=walk.points, metres=metres, why_no_time=why)
    assert walk.first is not None
    assert walk.last is not None
    return Track(
        points=walk.points,
        metres=metres,
        started_at=int(walk.first.timestamp()),
        ended_at=int(walk.last.timestamp()),
    )


class _Unusable(Exception):
    """A point that cannot be used; the words say why."""


class _Walk:
    """The points as they stream by."""

    __slots__ = ("first", "last", "metres", "naive", "points", "previous", "root", "timed")

    def __init__(self) -> None:
        self.root = ""
        self.points = 0
        self.timed = 0
        self.naive = False
        self.metres = 0.0
        self.previous: tuple[float, float] | None = None
        self.first: datetime | None = None
        self.last: datetime | None = None

    def take(self, event: str, element: Element) -> None:
        name = str(element.tag).rpartition("}")[2]
        if event == "start":
            self.root = self.root or name
            if name == "trkseg":
                self.previous = None
            return
        if name == "trkpt":
            self.point(element)
        if name in ("trkpt", "trkseg", "wpt", "rtept"):
            element.clear()

    def point(self, element: Element) -> None:
        from gpxpy.geo import haversine_distance
        from gpxpy.gpxfield import parse_time

        self.points += 1
        if self.points > MOST_POINTS:
            raise _Unusable(_("it has more than {most} points").format(most=f"{MOST_POINTS:,}"))
        here = _degrees(element, "lat", 90), _degrees(element, "lon", 180)
        if self.previous is not None:
            self.metres += haversine_distance(*self.previous, *here)
        self.previous = here
        said = next((e.text for e in element if str(e.tag).rpartition("}")[2] == "time"), None)
        at: Any = parse_time(said.strip()) if said and said.strip() else None
        if at is None:
            return
        self.timed += 1
        if at.tzinfo is None:
            self.naive = True
            return
        self.first = at if self.first is None else min(self.first, at)
        self.last = at if self.last is None else max(self.last, at)


def _degrees(element: Element, name: str, most: int) -> float:
    try:
        degrees = float(element.get(name, ""))
    except ValueError:
        degrees = float("nan")
    if not -most <= degrees <= most:
        raise _Unusable(_("a point of it is nowhere on earth"))
    return degrees


def _why_no_time(walk: _Walk, utc: int) -> str:
    if not walk.timed:
        return NO_TIMES
    if walk.naive or walk.first is None or walk.last is None:
        return NO_ZONE
    if walk.first < _EARLIEST or walk.last.timestamp() > utc + 300:
        return IMPLAUSIBLE
    if (walk.last - walk.first).total_seconds() > _MOST_MINUTES * 60:
        return TOO_LONG
    return ""


def _refused(name: str, reason: str) -> Refused:
    return Refused(
        _("{file} is no usable track: {reason}.").format(file=name, reason=reason),
    )
