"""A folder that is there whole or not at all, with the digest of every file in it.

Convention: names in it are relative, with `/`, and made here; nothing is ever overwritten. The
manifest names every other file with its SHA-256, so that `sha256sum -c` can check it anywhere.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from streetchief.durable import sync_folder
from streetchief.errors import Refused, StorageFault
from streetchief.files.attachments import MOST_BYTES, read_file
from streetchief.locale.text import gettext as _
from streetchief.value import value
from streetchief.values.digest import digest_of_bytes

MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
"""The files that name every other with its SHA-256, for programs and for `sha256sum -c`."""


@value
class Copied:
    """A file to be copied into the folder, and the digest its content must have."""

    source: str
    sha256: str


@value
class Written:
    """What became of a folder: files with digests and sizes, those that could not be copied as
    they should, and the digest of the manifest, which stands for all."""

    files: tuple[tuple[str, str, int], ...]
    missing: tuple[str, ...]
    digest: str


def check_new_folder(target: Path) -> None:
    """Raise `Refused` when there is something where the folder is to be, `StorageFault` when
    there is no folder to put it into."""
    if os.path.lexists(target):
        raise Refused(
            _("{path} is there already and is not overwritten.").format(path=target),
            _("Choose another folder with -o, or move that one away."),
            effect=_("Nothing was written."),
        )
    if not target.absolute().parent.is_dir():
        raise StorageFault(
            _("The folder {folder} does not exist.").format(folder=target.absolute().parent),
            effect=_("Nothing was written."),
        )


def write_folder(
    target: Path,
    texts: Mapping[str, str],
    copies: Mapping[str, Copied],
    about: Mapping[str, object],
    missing: Sequence[str] = (),
) -> Written:
    """Write a folder: texts as UTF-8, copies as they are, a manifest with `about` in it.

    A copy whose content is gone or is not what its digest says is left out and named as missing,
    together with what is known to be `missing` before.
    Raises `Refused` when the folder is there, `StorageFault` when the disk does not take it.
    """
    check_new_folder(target)
    part = target.absolute().with_name(f".streetchief-{os.urandom(6).hex()}.part")
    try:
        try:
            part.mkdir(mode=0o700)
            written = _fill(part, texts, copies, about, missing)
            check_new_folder(target)
            os.rename(part, target)
            sync_folder(target.absolute().parent)
        except OSError as error:
            raise StorageFault(
                _("{path} could not be written: {reason}.").format(
                    path=target, reason=error.strerror or type(error).__name__
                ),
                _("Try again, or choose another place with -o."),
                effect=_("Nothing was written."),
            ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return written


def _fill(
    folder: Path,
    texts: Mapping[str, str],
    copies: Mapping[str, Copied],
    about: Mapping[str, object],
    lost: Sequence[str],
) -> Written:
    files = [_put(folder, name, texts[name].encode("utf-8", "replace")) for name in sorted(texts)]
    missing = list(lost)
    for name in sorted(copies):
        copied = copies[name]
        content: bytes | None
        try:
            content = read_file(copied.source, MOST_BYTES)
        except (StorageFault, Refused):
            content = None
        if content is not None and digest_of_bytes(content) == copied.sha256:
            files.append(_put(folder, name, content))
        else:
            missing.append(name)
    files.sort()
    manifest = {
        **about,
        "missing": missing,
        "files": [{"path": name, "sha256": sha, "size": size} for name, sha, size in files],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    files.append(_put(folder, MANIFEST, text.encode()))
    sums = "".join(f"{sha}  {name}\n" for name, sha, _size in sorted(files))
    _put(folder, SUMS, sums.encode())
    for path in sorted((p for p in folder.rglob("*") if p.is_dir()), reverse=True):
        sync_folder(path)
    sync_folder(folder)
    return Written(
        files=tuple(files), missing=tuple(missing), digest=digest_of_bytes(text.encode())
    )


def _put(folder: Path, name: str, content: bytes) -> tuple[str, str, int]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return name, digest_of_bytes(content), len(content)


def safe_file_name(parts: Sequence[str]) -> str:
    """Return words as one file name that every system takes.

    >>> safe_file_name(["2017-W45", "玉山镇", "a/b:c"])
    '2017-W45_玉山镇_a-b-c'
    """
    kept = ["".join(c if c.isalnum() or c in "-." else "-" for c in part) for part in parts]
    return "_".join(part.strip(".-") or "-" for part in kept if part)[:120]
