"""The words a person reads, in the language in force: English msgids, Chinese translations.

The convention to know: `_()` looks the language up when it is called, so it is never called while
a module is being imported; strings written down at import time are marked with `N_()` and
translated where they are shown. Placeholders are named and filled in after the translation:
`_("{street} was closed on {date}").format(street=…, date=…)`.

The compiled catalogue is read here instead of by the standard library's `gettext`, which decodes
every message it holds before it answers for the first. A command prints a dozen of a thousand:
looking each up where it lies in the sorted file costs the same however many there are.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Literal

Language = Literal["zh", "en"]

CATALOGUE = os.path.join(os.path.dirname(__file__), "zh_CN.mo")

_language: Language = "zh"
_catalogue: bytes | None = None
_found: dict[str, str] = {}


def use(language: Language) -> None:
    """Set the language of everything said from now on, 'zh' or 'en'.

    Raises ValueError for any other language.
    """
    global _language
    if language not in ("zh", "en"):
        raise ValueError(f"no such language: {language!r}")
    _language = language


def language() -> Language:
    """Tell the language in force; Chinese until someone chose."""
    return _language


def N_(message: str) -> str:  # noqa: N802 - the name every extractor of msgids knows
    """Mark a string written down at import time; it is translated where it is shown."""
    return message


def gettext(message: str) -> str:
    """Say `message` in the language in force; without a translation, say it as it is."""
    if _language == "en":
        return message
    return _translated(message) or message


def in_a_row(sentences: Iterable[str]) -> str:
    """Put whole sentences one after another: English parts them by a space, Chinese does not."""
    return (" " if _language == "en" else "").join(sentences)


def language_of_locale(environ: Mapping[str, str]) -> Language:
    """Guess a person's language from the locale of the environment.

    The first of LC_ALL, LC_MESSAGES and LANG that is not empty decides. The tool's home is Chinese:
    C, POSIX and no locale at all (cron) mean Chinese; any other language means English. Windows
    sets none of the three, so there the locale of the running process is asked.
    """
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return _language_of_name(environ[name])
    if os.name == "nt":
        import locale

        return _language_of_name(locale.getlocale()[0] or "")
    return "zh"


def _language_of_name(name: str) -> Language:
    """Read a POSIX name ('zh_CN.UTF-8', 'C') or a Windows one ('Chinese (Simplified)_China')."""
    word = name.replace("-", "_").split(".")[0].split("@")[0].split("_")[0].lower()
    return "zh" if word in ("", "c", "posix", "zh") or word.startswith("chinese") else "en"


def _translated(key: str) -> str:
    """Give the translation of a msgid, or ''."""
    words = _found.get(key)
    if words is None:
        words = _found[key] = _read_catalogue(key) if key else ""
    return words


def _read_catalogue(key: str) -> str:
    """Find a msgid in the compiled catalogue by halving: `locale.build` writes it sorted by bytes.

    The file is a little-endian GNU .mo: at 8 the number of messages, at 12 and 16 where the tables
    of (length, offset) of msgids and of translations begin. An install without the file still
    works, in English.
    """
    global _catalogue
    if _catalogue is None:
        try:
            with open(CATALOGUE, "rb") as file:
                _catalogue = file.read()
        except OSError:
            _catalogue = b""
    data = _catalogue
    wanted = key.encode("utf-8", "surrogatepass")
    low, high = 0, _number(data, 8)
    msgids, translations = _number(data, 12), _number(data, 16)
    while low < high:
        middle = (low + high) // 2
        found = _piece(data, msgids + 8 * middle)
        if found == wanted:
            return _piece(data, translations + 8 * middle).decode("utf-8")
        if found < wanted:
            low = middle + 1
        else:
            high = middle
    return ""


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _piece(data: bytes, entry: int) -> bytes:
    start = _number(data, entry + 4)
    return data[start : start + _number(data, entry)]
