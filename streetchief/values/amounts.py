"""Amounts of money and of measures as whole numbers of their smallest unit.

The convention to know: yuan are kept in fen, a measure with `decimals = 2` in hundredths of its
unit. Nothing is rounded: what cannot be kept exactly is refused.
"""

from __future__ import annotations

import re
import unicodedata

MONEY_DECIMALS = 2
_AMOUNT = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?(万|亿)?(元)?", re.ASCII)
_TIMES = {None: 0, "万": 4, "亿": 8}


def read_amount(text: str, decimals: int) -> int:
    """Read '1,250.5', '50万' or '１２' as a whole number of 10**-decimals units.

    Raises ValueError when the text is no amount or finer than the unit allows.

    >>> read_amount("50万", 2), read_amount("1,250.5", 2), read_amount("12", 0)
    (50000000, 125050, 12)
    """
    match = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not match:
        raise ValueError(f"not an amount: {text!r}")
    whole, fraction, times, _ = match.groups()
    digits = (fraction or "").rstrip("0")
    places = decimals + _TIMES[times]
    if len(digits) > places:
        raise ValueError(f"finer than {decimals} decimals: {text!r}")
    return int(whole.replace(",", "") + digits.ljust(places, "0"))


def amount_text(amount: int, decimals: int) -> str:
    """Print an amount in its unit without trailing zeros.

    >>> amount_text(125050, 2), amount_text(125000, 2), amount_text(7, 0), amount_text(-5, 1)
    ('1250.5', '1250', '7', '-0.5')
    """
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), 10**decimals)
    digits = f"{rest:0{decimals}d}".rstrip("0") if decimals else ""
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"
