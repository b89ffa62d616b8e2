"""Receipts: the head of a chain as it is printed on papers, and read back from them.

Convention: a receipt names site, sequence and the beginning of the digest. Whoever holds one can
have the ledger checked against it: an entry it speaks of cannot be changed or cut off unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from streetchief.value import value

DIGITS = 16
"""Hex digits of the digest that are printed: 64 bits."""

_RECEIPT = re.compile(
    r"(?:站点|site)\s*(?P<site>[A-Za-z0-9-]{1,32}).{0,3}?"
    r"(?:第|entry|no\.?)\s*(?P<sequence>\d{1,15})\s*[号笔]?\W{0,3}"
    r"(?P<digest>[0-9a-f]{8,64})(?![0-9a-f])",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![0-9a-z])[0-9a-f]{8,64}(?![0-9a-z])", re.IGNORECASE)


@value
class Receipt:
    """What a paper says the head was; a bare digest names neither site nor sequence."""

    digest: str
    site: str | None = None
    sequence: int | None = None


def receipt_text(site: str, sequence: int, digest: str, lang: str) -> str:
    """Return the receipt of a head as it is printed.

    >>> receipt_text("panan", 12, "0123456789abcdef0123", "zh")
    '站点panan第12号0123456789abcdef'
    >>> receipt_text("panan", 12, "0123456789abcdef0123", "en")
    'site panan entry 12 0123456789abcdef'
    """
    if lang == "en":
        return f"site {site} entry {sequence} {digest[:DIGITS]}"
    return f"站点{site}第{sequence}号{digest[:DIGITS]}"


def read_receipts(text: str) -> tuple[Receipt, ...]:
    """Return every receipt in a text, or, when it has none, every bare digest.

    >>> read_receipts("回执:站点panan第12号0123456789abcdef。")
    (Receipt(digest='0123456789abcdef', site='panan', sequence=12),)
    >>> read_receipts("0123456789ABCDEF")
    (Receipt(digest='0123456789abcdef', site=None, sequence=None),)
    >>> read_receipts("无")
    ()
    """
    found = [
        Receipt(digest=m["digest"].lower(), site=m["site"], sequence=int(m["sequence"]))
        for m in _RECEIPT.finditer(text)
    ]
    found = found or [Receipt(digest=m[0].lower()) for m in _BARE.finditer(text)]
    return tuple(dict.fromkeys(found))


def is_in(receipt: Receipt, entries: Iterable[tuple[str, int, str]]) -> bool:
    """Tell whether one of the entries (site, sequence, digest) is the one the receipt names.

    >>> chain = [("panan", 1, "aaaaaaaa11"), ("panan", 2, "bbbbbbbb22")]
    >>> is_in(Receipt(digest="bbbbbbbb", site="panan", sequence=2), chain)
    True
    >>> is_in(Receipt(digest="bbbbbbbb", site="panan", sequence=1), chain)
    False
    """
    return any(
        digest.startswith(receipt.digest)
        and receipt.site in (None, site)
        and receipt.sequence in (None, sequence)
        for site, sequence, digest in entries
    )
