"""Compile the Chinese translations: `python -m streetchief.locale.build [--check | --missing]`.

The convention to know: each area of the program keeps its own `zh_CN/AREA.po`; together they are
one catalogue, and a msgid that two areas need may stand in both only with the same translation.
Whoever installs the program compiles it (`hatch_build.py`); the same parts always give the same
bytes, so a test can tell whether it is up to date. Babel is needed to run it, never to use the
program.
"""

from __future__ import annotations

import sys
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

from streetchief.locale.text import CATALOGUE

PARTS = Path(CATALOGUE).parent.parent
SOURCE = Path(CATALOGUE).parents[3]
HEADER = (
    "Project-Id-Version: streetchief\n"
    "Language: zh_CN\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
)


class Parts(NamedTuple):
    """What the .po files say together: msgid → translation, and what is wrong with them."""

    messages: dict[str, str]
    problems: tuple[str, ...]


def read_parts(folder: Path = PARTS) -> Parts:
    """Read and merge every .po of the folder; never raise for what a translator can get wrong."""
    from babel.messages.pofile import PoFileError

    messages: dict[str, str] = {}
    stands_in: dict[str, str] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.po")):
        try:
            part = _read_part(path)
        except (PoFileError, UnicodeDecodeError) as error:
            problems.append(f"{path.name}: cannot be read: {error}")
            continue
        for message in part:
            where = f"{path.name}:{message.lineno}"
            key, words = message.id, message.string
            if not isinstance(key, str):
                problems.append(f"{where}: a plural is not supported: {key[0]!r}")
                continue
            if message.fuzzy or not words:
                problems.append(f"{where}: not translated: {key!r}")
                continue
            if message.context:
                problems.append(f"{where}: a context is not supported: {key!r}")
            if messages.setdefault(key, words) != words:
                problems.append(
                    f"{where}: {key!r} is {words!r} here and {messages[key]!r} in {stands_in[key]}"
                )
            stands_in.setdefault(key, where)
            problems.extend(f"{where}: {problem}" for problem in check_placeholders(key, words))
    return Parts(messages=messages, problems=tuple(problems))


def check_placeholders(key: str, words: str) -> list[str]:
    """Compare the `{name}`s of a msgid with those of its translation."""
    wanted = _placeholders(key)
    if wanted is None:
        return []
    given = _placeholders(words)
    if given is None:
        return [f"the braces of {words!r} do not close"]
    if given != wanted:
        return [f"placeholders {sorted(wanted)} became {sorted(given)} in {words!r}"]
    return []


def source_messages(folder: Path = SOURCE) -> dict[str, str]:
    """List the msgids of the program, each with the place that says it first."""
    from babel.messages.extract import extract_from_dir

    places: dict[str, str] = {}
    for name, line, message, *_ in extract_from_dir(
        folder,
        method_map=[("**.py", "python"), ("**.j2", "jinja2.ext:babel_extract")],
        keywords={"_": None, "gettext": None, "N_": None},
    ):
        if message:
            places.setdefault(str(message), f"{name}:{line}")
    return places


def compile_catalogue(messages: dict[str, str]) -> bytes:
    """Lay the messages out as a GNU .mo without a hash table, sorted by the bytes of the msgid."""
    entries = sorted(
        (key.encode(), words.encode()) for key, words in {**messages, "": HEADER}.items()
    )
    table = 28
    texts = table + 16 * len(entries)
    index = [b"", b""]  # (length, offset) of the msgids, then of the translations
    body = b""
    for side in (0, 1):
        for entry in entries:
            piece = entry[side]
            index[side] += _word(len(piece)) + _word(texts + len(body))
            body += piece + b"\0"
    header = (0x950412DE, 0, len(entries), table, table + 8 * len(entries), 0, texts)
    return b"".join(map(_word, header)) + b"".join(index) + body


def main(arguments: list[str]) -> int:
    """Write the compiled file; `--check` only compares it; `--missing` lists what to translate."""
    if arguments not in ([], ["--check"], ["--missing"]):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    parts = read_parts()
    if arguments == ["--missing"]:
        return _list_missing(parts)
    if parts.problems:
        sys.stderr.writelines(f"{problem}\n" for problem in parts.problems)
        return 1
    compiled, target = compile_catalogue(parts.messages), Path(CATALOGUE)
    if arguments == ["--check"]:
        if target.exists() and target.read_bytes() == compiled:
            return 0
        sys.stderr.write(f"{target.name} is older than the .po files: run `make locale`\n")
        return 1
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(compiled)
    sys.stdout.write(f"{target.name}: {len(parts.messages)} messages\n")
    return 0


def _list_missing(parts: Parts) -> int:
    said = source_messages()
    missing = {key: place for key, place in said.items() if key not in parts.messages}
    unused = sorted(set(parts.messages) - set(said))
    for key, place in sorted(missing.items(), key=lambda pair: pair[1]):
        sys.stdout.write(f"missing  {place}: {key!r}\n")
    for key in unused:
        sys.stdout.write(f"unused   {key!r}\n")
    return 1 if missing else 0


def _read_part(path: Path) -> list[Any]:
    """List a part's messages as they stand: a plain catalogue would hide one that stands twice."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import PoFileParser

    messages: list[Any] = []

    class AsItStands(Catalog):
        def __setitem__(self, key: Any, message: Any) -> None:
            if key:
                messages.append(message)

    with path.open("rb") as file:
        PoFileParser(AsItStands(locale="zh_CN", charset="utf-8"), abort_invalid=True).parse(file)
    return messages


def _placeholders(text: str) -> set[str] | None:
    """Name what `str.format` would fill in, or None for a text with braces of its own."""
    try:
        return {name.split(".")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _word(number: int) -> bytes:
    return number.to_bytes(4, "little")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
