"""What happened in a folder, made to survive a power cut.

Convention: a file is synced by whoever writes it; this is for the names: a file made, renamed or
taken away in a folder.
"""

from __future__ import annotations

import errno
import os


def sync_folder(folder: str | os.PathLike[str]) -> None:
    """Sync a folder; only POSIX can and needs to, and some network shares cannot.

    Raises OSError when the disk fails.
    """
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder one may write to but not read
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
