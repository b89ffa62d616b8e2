"""Photos and tracks as they are handed in: looked at, and kept beside the ledger by their content.

Convention: a file's name is only remembered, never used: what is kept lies under the SHA-256 of its
content, so the same photo lies there once and nobody can exchange it unseen. A photo is what begins
like one, whatever it is called.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path

from streetchief.durable import sync_folder
from streetchief.errors import Refused, StorageFault
from streetchief.files.source import why_unreadable
from streetchief.locale.text import gettext as _
from streetchief.value import value
from streetchief.values.digest import digest_of_bytes, sha256
from streetchief.values.evidence import Evidence, evidence_kind

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
                )
            while chunk := file.read(_CHUNK):
                running.update(chunk)
                size += len(chunk)
    except (OSError, ValueError) as error:
        raise StorageFault(
            _("{file} cannot be read: {reason}.").format(file=path, reason=why_unreadable(error)),
            _("Check the path and who may read it."),
        ) from None
    name = os.path.basename(path)
    return Evidence(name=name, kind=evidence_kind(name), sha256=str(running.hexdigest()), size=size)


def _at_once(path: str, flags: int) -> int:
    """Open without waiting: a pipe nobody writes to would be waited for for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


MOST_BYTES = 20 * (1 << 20)
"""No single file is larger."""
MOST_TOGETHER = 100 * (1 << 20)
"""No more is taken at once: it is in memory until it is kept."""
PHOTO, TRACK = "photo", "track"

_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_FORBIDDEN = '<>:"/\\|?*'


@value
class Attachment:
    """A file handed in: what the ledger keeps of it, the ending of its kind, and its content."""

    evidence: Evidence
    ending: str
    content: bytes


def read_photo(path: str) -> Attachment:
    """Read a photo; raises `StorageFault` for what is no file, `Refused` for what is no photo."""
    content = read_file(path)
    ending = image_ending(content)
    if ending is None:
        raise Refused(
            _("{file} is no photo: it does not begin like JPEG, PNG, HEIC or WebP.").format(
                file=shown_name(path)
            ),
        )
    return attachment(path, PHOTO, ending, content)


def attachment(path: str, kind: str, ending: str, content: bytes) -> Attachment:
    """Return a file's content with what the ledger keeps of it."""
    return Attachment(
        evidence=Evidence(
            name=shown_name(path), kind=kind, sha256=digest_of_bytes(content), size=len(content)
        ),
        ending=ending,
        content=content,
    )


def read_file(path: str, most: int = MOST_BYTES) -> bytes:
    """Read a whole file of at most `most` bytes; devices, pipes and folders are none."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
        with open(descriptor, "rb") as file:
            mode = os.fstat(descriptor).st_mode
            if not stat.S_ISREG(mode):
                raise StorageFault(
                    _("{file} is a folder.").format(file=path)
                    if stat.S_ISDIR(mode)
                    else _("{file} is a device, not a file.").format(file=path),
                )
            content = file.read(most + 1)
    except (OSError, ValueError) as error:
        if os.path.isdir(path):
            reason = _("it is a folder")
        else:
            reason = why_unreadable(error)
        raise StorageFault(
            _("{file} cannot be read: {reason}.").format(file=path, reason=reason),
            _("Check the path and who may read it."),
        ) from None
    if len(content) > most:
        raise Refused(
            _("{file} is larger than {most} MB.").format(
                file=shown_name(path), most=most // (1 << 20)
            ),
            _("Make it smaller: a phone can send a reduced photo."),
        )
    return content


def image_ending(content: bytes) -> str | None:
    """Tell by its first bytes what a picture is; None when it is none of those kept.

    >>> image_ending(bytes.fromhex("ffd8ffe0")), image_ending(b"GIF89a")
    ('jpg', None)
    """
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        return "heic"
    return None


def shown_name(path: str) -> str:
    """Return a file's own name as it may be shown and written anywhere: no folders, no signs that
    a file system reads, nothing invisible.

    >>> shown_name("../../a:b.jpg"), shown_name("C:\\\\x\\\\CON"), shown_name("..")
    ('a_b.jpg', 'CON', '_')
    """
    name = path.replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    kept = "".join(
        "_" if character in _FORBIDDEN else character
        for character in name
        if character.isprintable()
    ).strip()
    return kept[:200] if kept.strip(". ") else "_"


def files_folder(ledger: Path) -> Path:
    """Return the folder beside a ledger in which its photos and tracks lie."""
    return ledger.parent / f"{ledger.stem}-files"


def kept_path(folder: Path, sha: str, ending: str) -> Path:
    """Return where content with this digest lies."""
    return folder / sha[:2] / f"{sha}.{ending}"


def find_kept(folder: Path, sha: str) -> Path | None:
    """Return the file that was kept under this digest, None when there is none."""
    for path in sorted((folder / sha[:2]).glob(f"{sha}.*")):
        return path
    return None


def is_as_recorded(path: Path, sha: str) -> bool:
    """Tell whether a file still has the content of this digest."""
    try:
        return digest_of_bytes(read_file(str(path))) == sha
    except (Refused, StorageFault):
        return False


def keep(folder: Path, file: Attachment) -> Path:
    """Write content to its place, whole and synced, unless it is there; return the place.

    Raises `StorageFault` when the disk does not take it; a file half written is never in the place.
    """
    path = kept_path(folder, file.evidence.sha256, file.ending)
    try:
        if path.is_file() and path.stat().st_size == file.evidence.size:
            return path
        _make_folder(folder)
        _make_folder(path.parent)
        part = path.with_name(f".{os.urandom(6).hex()}.part")
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(file.content)
                out.flush()
                os.fsync(out.fileno())
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise StorageFault(
            _("{file} cannot be kept in {folder}: {reason}.").format(
                file=file.evidence.name,
                folder=folder,
                reason=error.strerror or type(error).__name__,
            ),
        ) from None
    return path


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
