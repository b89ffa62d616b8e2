"""Evidence: a photo, a track or a paper, known by its content.

Convention: the ledger keeps the digest, never the file; `kind` is photo, track or file.
"""

from __future__ import annotations

from streetchief.value import value

PHOTOS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".bmp", ".gif", ".tif", ".tiff")
TRACKS = (".gpx", ".kml", ".kmz", ".geojson", ".fit")


@value
class Evidence:
    """A file: its name as given, its kind, the SHA-256 of its content and its size in bytes."""

    name: str
    kind: str
    sha256: str
    size: int


def evidence_kind(name: str) -> str:
    """Tell by the ending of its name what a file is.

    >>> evidence_kind("IMG_1.JPG"), evidence_kind("walk.gpx"), evidence_kind("letter.pdf")
    ('photo', 'track', 'file')
    """
    ending = name[name.rfind(".") :].casefold() if "." in name else ""
    if ending in PHOTOS:
        return "photo"
    return "track" if ending in TRACKS else "file"
