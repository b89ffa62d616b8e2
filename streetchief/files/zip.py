"""Look into a ZIP file from outside before any library unpacks it.

The convention to know: sizes written in the file are not believed. Every entry is inflated here
once, piece by piece and counted, so a file that would burst is refused while it is still small.
The bounds are `files.problem.Limits`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from streetchief.errors import Refused
from streetchief.files.problem import Limits
from streetchief.locale.text import gettext as _

PIECE = 1 << 16
SMALL = 1_000_000
"""Below this an entry may shrink as much as it likes: an empty sheet shrinks a hundredfold."""

_FAULTS = (BadZipFile, zlib.error, struct.error, ValueError, NotImplementedError, OverflowError)


def unpacked(file: IO[bytes], limits: Limits) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Give each entry's name and its content in pieces; unread pieces are counted as well.

    Raises Refused for a file that is too large, holds too many entries, unpacks to too much in
    all or beside its own size, is locked with a password, or is damaged.
    """
    if file.seek(0, 2) > limits.packed:
        raise _too_much(limits)
    try:
        with ZipFile(file) as archive:
            entries = archive.infolist()
    except _FAULTS as fault:
        raise _damaged(fault) from fault
    if len(entries) > limits.entries:
        raise _too_much(limits)
    total = [0]
    for entry in entries:
        pieces = _counted(file, entry, limits, total)
        yield entry.filename, pieces
        for _rest in pieces:
            pass


def _counted(file: IO[bytes], entry: ZipInfo, limits: Limits, total: list[int]) -> Iterator[bytes]:
    size = 0
    try:
        for piece in _inflated(file, entry):
            size += len(piece)
            total[0] += len(piece)
            burst = size > SMALL and size > limits.ratio * max(entry.compress_size, 1)
            if burst or total[0] > limits.unpacked:
                raise _too_much(limits)
            yield piece
    except _FAULTS as fault:
        raise _damaged(fault) from fault


def _inflated(file: IO[bytes], entry: ZipInfo) -> Iterator[bytes]:
    """Unpack one entry from its own header on, as far as its packed bytes reach."""
    if entry.flag_bits & 1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadZipFile(f"entry {entry.filename!r} is locked or packed in another way")
    file.seek(entry.header_offset)
    name, extra = struct.unpack("<HH", file.read(30)[26:30])
    at = entry.header_offset + 30 + name + extra
    left = entry.compress_size
    inflater = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type else None
    while left > 0:
        file.seek(at)
        packed = file.read(min(left, PIECE))
        if not packed:
            raise BadZipFile(f"entry {entry.filename!r} is cut off")
        left -= len(packed)
        at += len(packed)
        if inflater is None:
            yield packed
        while inflater is not None and packed and not inflater.eof:
            yield inflater.decompress(packed, PIECE * 16)
            packed = inflater.unconsumed_tail


def _damaged(fault: Exception) -> Refused:
    return Refused(
        _("The workbook is damaged: {fault}.").format(fault=fault),
        _("Open it, save it under a new name, and try again."),
        effect=_("Nothing was read."),
    )


def _too_much(limits: Limits) -> Refused:
    return Refused(
        _("The workbook is too large or packed too tightly to be opened safely."),
        _("At most {packed} MB, {unpacked} MB unpacked: save the sheet as CSV instead.").format(
            packed=limits.packed // 1_000_000, unpacked=limits.unpacked // 1_000_000
        ),
        effect=_("Nothing was read."),
    )
