"""Open what a person names as a file that can be read twice: a path, or standard input.

The convention to know: whatever can be read only once (a pipe, "-") is first kept in a temporary
file that disappears when it is closed. Folders and devices are refused in a sentence.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path
from typing import IO

from streetchief.errors import StorageFault
from streetchief.locale.text import N_
from streetchief.locale.text import gettext as _

CHUNK = 1 << 20
STDIN = "-"

_WHY = {
    errno.ENOENT: N_("there is no such file"),
    errno.ENOTDIR: N_("there is no such folder"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: N_("no permission, or another program holds it open"),
    errno.EPERM: N_("no permission, or another program holds it open"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}

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
                _("Name a file in it."),
                effect=_("Nothing was read."),
            )
        if stat.S_ISREG(mode):
            return open(source, "rb")
        if stat.S_ISFIFO(mode):
            with open(source, "rb") as pipe:
                return _spooled(pipe)
        raise StorageFault(
            _("{file} is a device, not a file.").format(file=source), effect=_("Nothing was read.")
        )
    except ValueError as fault:  # a NUL or a lone surrogate in the path
        raise StorageFault(
            _("{file} is no name of a file.").format(file=source), effect=_("Nothing was read.")
        ) from fault
    except OSError as fault:
        raise cannot_read(source, fault) from fault


def cannot_read(source: Source, fault: OSError) -> StorageFault:
    """Say that a source failed while it was opened or read."""
    name = source if isinstance(source, (str, Path)) else getattr(source, "name", STDIN)
    return StorageFault(
        _("{file} cannot be read: {reason}.").format(file=name, reason=why_unreadable(fault)),
        _("Check the path and who may read it."),
        effect=_("Nothing was read."),
    )


def why_unreadable(fault: Exception) -> str:
    """Say in the reader's language why a file cannot be read, as far as that is known."""
    number = getattr(fault, "errno", None)
    if number in _WHY:
        return _(_WHY[number])
    return getattr(fault, "strerror", None) or type(fault).__name__


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
