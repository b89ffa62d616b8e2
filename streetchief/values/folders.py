"""What lies in a folder that is handed over: its manifest, its copies, the names of its files.

Convention: names in it are relative, with `/`; where a copy comes from is a path as text.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.value import value

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
"""The files that name every other with its SHA-256, for programs and for `sha256sum -c`."""


@value
class Copied:
    """A file to be copied into the folder, and the digest its content must have."""

    source: str
    sha256: str


def safe_file_name(parts: Sequence[str]) -> str:
    """Return words as one file name that every system takes.

    >>> safe_file_name(["2017-W45", "玉山镇", "a/b:c"])
    '2017-W45_玉山镇_a-b-c'
    """
    kept = ["".join(c if c.isalnum() or c in "-." else "-" for c in part) for part in parts]
    return "_".join(part.strip(".-") or "-" for part in kept if part)[:120]
