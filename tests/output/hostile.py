"""Text that people, phones and other programs have put into names and notes."""

from __future__ import annotations

import unicodedata

HOSTILE: dict[str, str] = {
    "markup": "[/红星路]",
    "styled markup": "[bold red]横街[/]",
    "emoji code": ":smile: 横街 :warning:",
    "escape sequence": "横街\x1b[2J\x1b[31m",
    "title sequence": "\x1b]0;title\x07横街",
    "link sequence": "\x1b]8;;http://example.com\x1b\\横街\x1b]8;;\x1b\\",
    "C1 sequence": "\x9b31m横街\x85\x90",
    "bidi override": "横街\u202e街横\u202c",
    "bidi isolate": "\u2066横街\u2069\u200e\u200f\u061c",
    "zero width": "横\u200b街\u200d\u2060\ufeff",
    "line separators": "横街\u2028一\u2029二",
    "NUL": "横\0街",
    "DEL": "横街\x7f",
    "half of a pair": "横街\ud800",
    "tags": "横街\U000e0041\U000e007f",
    "line ends": "横街\r\n第二行\n第三行\r",
    "tab": "横街\t东",
    "vertical tab": "横街\x0b东\x0c西",
    "pipes": "横|街|",
    "formula": "=cmd|' /C calc'!A0",
    "full-width formula": "＝1＋1",
    "apostrophe": "'=1",
    "quotes": '横"街",;',
    "tag": "<script>alert('横街')</script>&amp;",
    "markdown": "[横街](http://example.com) **粗** `x` # ~",
    "spaces": "  横街  ",
    "rare character": "𠮷㘵街",
    "emoji": "❤️👨‍👩‍👧街",
    "combining": "e\u0301é街",
    "ideographic space": "横\u3000街",
    "long": "很长的街道名称" * 12,
    "empty": "",
}

_BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_MARKS = set("\u200e\u200f\u061c\u200b\u200c\u200d\u2060\ufeff")


def raw_controls(text: str, *, layout: str = "\n") -> set[str]:
    """Name the characters of `text` that act instead of being seen, line ends of a layout aside."""
    return {
        f"U+{ord(character):04X}"
        for character in text
        if character not in layout
        and (
            unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
            or unicodedata.bidirectional(character) in _BIDI
            or character in _MARKS
            or 0xE0000 <= ord(character) <= 0xE007F
        )
    }
