"""SQLite's and the system's errors, turned into sentences with the right exit code.

Convention: these functions return the error to raise; raising it is the caller's.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from pathlib import Path

from streetchief.errors import Busy, NotALedger, StorageFault, StreetchiefError
from streetchief.locale.text import gettext as _

_NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb2",
    "smb3",
    "smbfs",
    "afs",
    "ceph",
    "ncpfs",
    "davfs",
    "glusterfs",
    "lustre",
    "fuse.sshfs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.gvfsd-fuse",
}
_DRIVE_REMOTE = 4


def on_network_share(path: Path) -> bool | None:
    """Tell whether `path` lies on a network share; None when this system does not say."""
    full = os.path.realpath(path)
    if sys.platform == "win32":
        import ctypes

        if full.startswith("\\\\"):
            return True
        drive = os.path.splitdrive(full)[0] + "\\"
        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == _DRIVE_REMOTE)
    try:
        with open("/proc/self/mounts", encoding="utf-8", errors="replace") as file:
            return is_network_mount(full, file.read())
    except OSError:
        return None


def is_network_mount(path: str, mounts: str) -> bool | None:
    """Tell from a table of mounts whether the deepest one above `path` is a network's.

    >>> table = "a / ext4 rw 0 0\\nb:/x /srv/office nfs4 rw 0 0"
    >>> is_network_mount("/srv/office/ledger.db", table), is_network_mount("/srv/o.db", table)
    (True, False)
    """
    best, kind = "", None
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        mount = words[1].replace("\\040", " ").replace("\\134", "\\")
        inside = path == mount or path.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, words[2]
    return None if kind is None else kind in _NETWORK


_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}


def explain_sqlite(error: sqlite3.Error, path: Path) -> StreetchiefError:
    """Return the error to raise for an SQLite failure on the ledger at `path`."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return Busy(
            _("Someone else is writing to {path}.").format(path=path),
            _("Try again in a moment; a retry is safe."),
        )
    if code in _DAMAGED or str(error).startswith("Could not decode"):
        return damaged(path)  # text that is no text was never written here
    if code == sqlite3.SQLITE_FULL:
        return StorageFault(
            _("The disk is full."),
            _("Free some space, then try again."),
            effect=_("Nothing was saved; what the ledger held is intact."),
        )
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}:
        return read_only(path)
    if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOLFS}:
        return StorageFault(
            _("The disk did not read or write {path} as it should.").format(path=path),
            _("Check the disk and the folder's permissions, then run streetchief verify."),
            effect=_("Nothing was saved; do not delete anything."),
        )
    return StorageFault(
        _("SQLite could not do this on {path}: {error}").format(path=path, error=error),
        _("Run streetchief verify; if it finds nothing, please report this."),
    )


def damaged(path: Path, detail: str = "") -> NotALedger:
    """Return the error for a ledger whose content cannot be read as it was written."""
    cause = _("The ledger {path} is damaged, or the disk misread it.").format(path=path)
    return NotALedger(
        f"{cause} {detail}".strip(),
        _("Run streetchief verify; if it says the same again, restore a backup."),
        effect=_("Nothing was changed. Do not delete the file."),
    )


def read_only(path: Path) -> StorageFault:
    """Return the error for a file or folder that may not be written."""
    return StorageFault(
        _("{path} cannot be written: the file or its folder is read-only.").format(path=path),
        _("Ask for write permission on the file and its folder."),
        effect=_("Nothing was saved; what the ledger held is intact."),
    )


def explain_os(error: OSError, path: Path | str) -> StorageFault:
    """Return the error to raise for a system failure on `path`."""
    what = {
        errno.ENOENT: _("{path} does not exist."),
        errno.ENOTDIR: _("{path} does not exist: a part of the path is no folder."),
        errno.EISDIR: _("{path} is a folder, not a file."),
        errno.EACCES: _("{path} may not be opened: no permission."),
        errno.EPERM: _("{path} may not be opened: no permission."),
        errno.EROFS: _("{path} is on a read-only disk."),
        errno.ENOSPC: _("The disk of {path} is full."),
        errno.ELOOP: _("{path} is a link that leads nowhere."),
        errno.ENAMETOOLONG: _("The name of {path} is too long."),
    }.get(error.errno or 0, _("{path} could not be read or written."))
    return StorageFault(
        what.format(path=path),
        _("Check the path and the permissions, then try again."),
    )
