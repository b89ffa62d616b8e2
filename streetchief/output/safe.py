"""What stored text may look like when it leaves the program.

The convention to know: everything stored is kept as it was given; it is made harmless only on its
way out, here and nowhere else. `safe` is for people's eyes and loses the difference between
characters nobody can see; `json_safe` and `csv_safe` can be undone and lose nothing.
"""

from __future__ import annotations

_UNSEEN = "\ufffd"  # stands for a control character that has no picture of its own

# Characters that change how the text around them is shown or read: first and last code of a run.
_CONTROLS = (
    (0x7F, 0x9F),  # DEL and C1, some of which start terminal sequences
    (0x61C, 0x61C),  # bidi: Arabic letter mark
    (0x200E, 0x200F),  # bidi: left-to-right and right-to-left marks
    (0x2028, 0x202E),  # line and paragraph separator; bidi embeddings and overrides
    (0x2066, 0x206F),  # bidi isolates; deprecated format characters
    (0xD800, 0xDFFF),  # half of a pair, not encodable
    (0xFFF9, 0xFFFB),  # interlinear annotation
    (0xFFFE, 0xFFFF),  # no characters, which no page of XML may hold
    (0xE0000, 0xE007F),  # tags
)
_ZERO_WIDTH = "\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"


class _Shown(dict[int, str]):
    """What each character is shown as, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        if code < 0x20:
            shown = chr(0x2400 + code)
        elif chr(code) in _ZERO_WIDTH:
            shown = ""
        else:
            shown = _UNSEEN if _is_control(code) else chr(code)
        self[code] = shown
        return shown


class _Escaped(dict[int, str]):
    """What each character is written as inside a JSON string."""

    def __missing__(self, code: int) -> str:
        if _is_control(code) or chr(code) in _ZERO_WIDTH:
            if code > 0xFFFF:
                high, low = divmod(code - 0x10000, 0x400)
                written = f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
            else:
                written = f"\\u{code:04x}"
        else:
            written = chr(code)
        self[code] = written
        return written


_shown = _Shown(
    {
        0x09: " ",
        0x0A: "↵",
        0x0D: "↵",
        0x7F: "\u2421",
        0x85: "↵",
        0x2028: "↵",
        0x2029: "↵",
    }
)
_escaped = _Escaped()


def safe(text: str) -> str:
    """Make stored text harmless on a terminal, in plain text and on paper: always one line.

    Line ends become ↵ and tabs a space; other control characters become their picture (␛) or �,
    so an escape sequence is seen instead of obeyed; bidi controls, halves of pairs and tags become
    �; characters without width disappear. Ordinary text comes back as it is.
    """
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").translate(_shown)


def json_safe(text: str) -> str:
    """Write as \\u escapes what JSON lets pass: DEL, C1, bidi, zero width, halves of pairs, tags.

    `text` is JSON already; such characters stand in its strings only, so it still says the same.
    """
    return text if text.isprintable() else text.translate(_escaped)


def _is_control(code: int) -> bool:
    return any(first <= code <= last for first, last in _CONTROLS)


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
