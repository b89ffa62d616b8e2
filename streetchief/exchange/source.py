"""Open what a person names as a file that can be read twice: a path, or standard input.

The convention to know: whatever can be read only once (a pipe, "-") is first kept in a temporary
file that disappears when it is closed. Folders and devices are refused in a sentence.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import IO

from streetchief.errors import StorageFault
from streetchief.locale.text import gettext as _

CHUNK = 1 << 20
STDIN = "-"

Source = Path | str | IO[bytes]


def open_twice(source: Source) -> IO[bytes]:
    """Open a path, "-" or an open binary file so that it can be read from the start again.

    The file belongs to the caller, who closes it. Raises StorageFault for what is missing, may not
    be read, is a folder or a device, or fails while a pipe is being kept.
    """
    try:
        if not isinstance(source, (str, Path)):
            return source if source.seekable() else _spooled(source)
        if str(source) == STDIN:
            return _spooled(sys.stdin.buffer)
        mode = os.stat(source).st_mode
        if stat.S_ISDIR(mode):
            raise StorageFault(
                _("{file} is a folder.").format(file=source),
                _("Nothing was read."),
                _("Name a file in it."),
            )
        if stat.S_ISREG(mode):
            return open(source, "rb")
        if stat.S_ISFIFO(mode):
            with open(source, "rb") as pipe:
                return _spooled(pipe)
        raise StorageFault(
            _("{file} is a device, not a file.").format(file=source), _("Nothing was read.")
        )
    except ValueError as fault:  # a NUL or a lone surrogate in the path
        raise StorageFault(
            _("{file} is no name of a file.").format(file=source), _("Nothing was read.")
        ) from fault
    except OSError as fault:
        raise cannot_read(source, fault) from fault


def cannot_read(source: Source, fault: OSError) -> StorageFault:
    """Say that a source failed while it was opened or read."""
    name = source if isinstance(source, (str, Path)) else getattr(source, "name", STDIN)
    return StorageFault(
        _("{file} cannot be read: {reason}.").format(
            file=name, reason=fault.strerror or type(fault).__name__
        ),
        _("Nothing was read."),
        _("Check the path and who may read it."),
    )


def _spooled(stream: IO[bytes]) -> IO[bytes]:
    import shutil
    import tempfile

    spool = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever reads it
    try:
        shutil.copyfileobj(stream, spool, CHUNK)
        spool.seek(0)
    except BaseException:
        spool.close()
        raise
    return spool
