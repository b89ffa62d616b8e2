"""A photo, a track or a paper as evidence: known by its content, kept where it lies.

Convention: the ledger keeps the file's name, kind, size and SHA-256; nobody can exchange it later
without that being seen, and the ledger stays one small file.
"""

from __future__ import annotations

import os
import stat

from streetchief.domain.evidence import Evidence, evidence_kind
from streetchief.domain.journal import sha256
from streetchief.errors import StorageFault
from streetchief.exchange.source import why_unreadable
from streetchief.locale.text import gettext as _

_CHUNK = 1 << 20


def read_evidence(path: str) -> Evidence:
    """Read a file's content once for its digest; raises `StorageFault` for what is no file."""
    try:
        running = sha256()
        size = 0
        with open(path, "rb", opener=_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise StorageFault(
                    _("{file} is a device, not a file.").format(file=path),
                    _("Nothing was saved."),
                )
            while chunk := file.read(_CHUNK):
                running.update(chunk)
                size += len(chunk)
    except (OSError, ValueError) as error:
        raise StorageFault(
            _("{file} cannot be read: {reason}.").format(file=path, reason=why_unreadable(error)),
            _("Nothing was saved."),
            _("Check the path and who may read it."),
        ) from None
    name = os.path.basename(path)
    return Evidence(name=name, kind=evidence_kind(name), sha256=str(running.hexdigest()), size=size)


def _at_once(path: str, flags: int) -> int:
    """Open without waiting: a pipe nobody writes to would be waited for for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
