"""Decide the encoding of a text file by reading all of it: byte order mark, UTF-8, GB18030.

The convention to know: nothing is guessed. An encoding is taken when every byte of the file is
text in it. GB18030 accepts almost any pair of bytes, so a UTF-8 file with one damaged byte would
pass as nonsense; a file that was good UTF-8 for some Chinese characters is therefore refused
rather than read as something else.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import IO

from streetchief.errors import BadUsage, Refused
from streetchief.files.source import CHUNK
from streetchief.locale.text import gettext as _
from streetchief.value import value

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAME = {"gb2312": "gb18030", "gbk": "gb18030"}
_KNOWN = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "cp950")
_DAMAGED_UTF8 = 6
"""So many bytes more than characters before the first fault (three Chinese ones): it was UTF-8."""


@value
class Examined:
    """What a whole reading showed: a codec's name, the SHA-256 of the bytes, any NUL."""

    encoding: str
    digest: str
    has_nul: bool


def examine(file: IO[bytes], encoding: str | None = None) -> Examined:
    """Read a file from its start to its end and decide its encoding.

    `encoding` names it instead; gb2312 and gbk mean GB18030, which contains them. Raises BadUsage
    for an encoding that is not known here, Refused when none fits or a line is longer than a
    megabyte (no table has one, and a line is held whole).
    """
    start = file.read(4)
    marked = next((name for mark, name in _MARKS if start.startswith(mark)), None)
    candidates: Sequence[str]
    if encoding is not None:
        candidates = (_named(encoding, marked),)
    else:
        candidates = (marked,) if marked else ("utf-8", "gb18030")
    furthest = 0
    for candidate in candidates:
        examined, line, beyond = _read_as(file, candidate)
        if examined is not None:
            return examined
        furthest = max(furthest, line)
        if candidate == "utf-8" and beyond >= _DAMAGED_UTF8:
            candidates = (candidate,)
            break
    raise Refused(
        _("Line {line} holds bytes that are no text in {encoding}.").format(
            line=furthest, encoding=" / ".join(name.upper() for name in candidates)
        ),
        _("Save the file again as CSV UTF-8, or name its encoding with --encoding."),
        effect=_("Nothing was read."),
    )


def _read_as(file: IO[bytes], encoding: str) -> tuple[Examined | None, int, int]:
    """Read all of it strictly; without success give the line of the fault and the bytes beyond."""
    from hashlib import sha256

    file.seek(0)
    digest = sha256()
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line, beyond, has_nul, chunk = 1, 0, False, b"-"
    while chunk:
        chunk = file.read(CHUNK)
        digest.update(chunk)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as fault:
            before = fault.object[: fault.start]
            good = before.decode(encoding, "ignore")
            return None, line + good.count("\n"), beyond + len(before) - len(good)
        if len(chunk) == CHUNK and "\n" not in text and "\r" not in text:
            raise Refused(
                _("Line {line} is longer than a megabyte.").format(line=line),
                _("This is not a table, or a quotation mark is missing."),
                effect=_("Nothing was read."),
            )
        beyond += len(chunk) - len(text)
        line += text.count("\n")
        has_nul = has_nul or "\0" in text
    return Examined(encoding=encoding, digest=digest.hexdigest(), has_nul=has_nul), line, beyond


def _named(encoding: str, marked: str | None) -> str:
    try:
        known = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        known = ""
    known = _SAME.get(known, known)
    if known not in _KNOWN:
        raise BadUsage(
            _("There is no encoding {encoding} here.").format(encoding=encoding),
            _("One of these: {encodings}.").format(encodings=", ".join(_KNOWN)),
            effect=_("Nothing was read."),
        )
    if marked is not None and marked.startswith(known[:5]):
        return marked  # its mark is no part of the text
    return known
