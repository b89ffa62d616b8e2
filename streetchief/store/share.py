"""Whether a path lies on a network share, as far as that can be told without asking the network.

Convention: None means it cannot be told here.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

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
