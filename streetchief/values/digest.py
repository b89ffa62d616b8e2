"""The digest chain: what is hashed, in which form, so that anyone can do it again.

Convention: a line is canonical JSON (UTF-8, keys sorted, no spaces, nulls left out, integers and
text only). An entry's rows digest is SHA-256 over its lines, each ended by a line feed; the entry's
digest is SHA-256 over the canonical header, the rows digest and the digest before, one a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

try:  # the interpreter's own SHA-256, without loading OpenSSL for one small digest a command
    from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        from hashlib import sha256

ALGORITHM = "sha256"

__all__ = [
    "ALGORITHM",
    "Value",
    "canonical",
    "digest_of_bytes",
    "digest_of_entry",
    "digest_of_rows",
    "sha256",
]

_encode = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
).encode

Value = str | int | list[str | int] | None


def canonical(row: Mapping[str, Value]) -> str:
    """Return the canonical JSON line of a row, without its line feed.

    >>> canonical({"b": 1, "a": "横街", "c": None})
    '{"a":"横街","b":1}'
    """
    return _encode({key: value for key, value in row.items() if value is not None})


def digest_of_bytes(content: bytes) -> str:
    """Return the hex digest of a file's content."""
    return str(sha256(content).hexdigest())


def digest_of_rows(lines: Iterable[str]) -> str:
    """Return the hex digest over canonical lines."""
    running = sha256()
    for line in lines:
        running.update(line.encode())
        running.update(b"\n")
    return str(running.hexdigest())


def digest_of_entry(header: Mapping[str, Value], rows_digest: str, previous: str) -> str:
    """Return the hex digest of an entry: header, rows digest and the digest before it."""
    return digest_of_rows((canonical(header), rows_digest, previous))
