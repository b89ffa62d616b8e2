"""Text that a spreadsheet would take for a formula, and how it is kept from being one.

Convention: formulas begin with = + - @ TAB CR LF or the full-width ＝＋－＠. What goes out through
`csv_safe` comes back through `csv_unsafe` to the letter.
Source: OWASP, CSV Injection.
"""

from __future__ import annotations

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def csv_safe(text: str) -> str:
    """Put an apostrophe before what would be a formula.

    Text that begins with apostrophes and then a formula gets one more, so that nothing is lost.

    >>> [csv_safe(text) for text in ("横街", "=1+1", "'=1+1", "'tis")]
    ['横街', "'=1+1", "''=1+1", "'tis"]
    """
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) else text


def csv_unsafe(text: str) -> str:
    """Take back what `csv_safe` did.

    >>> [csv_unsafe(text) for text in ("横街", "'=1+1", "''=1+1", "'tis")]
    ['横街', '=1+1', "'=1+1", "'tis"]
    """
    if text.startswith("'") and text.lstrip("'").startswith(_FORMULA):
        return text[1:]
    return text
