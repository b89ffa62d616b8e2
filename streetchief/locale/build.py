"""Compile the Chinese translations: `python -m streetchief.locale.build [--check | --missing]`.

`zh_CN.po` is the one catalogue, sorted by msgid. Whoever installs the program compiles it
(`hatch_build.py`); the same file always gives the same bytes. Babel is needed to run this, never to
use the program.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

from streetchief.locale.text import CATALOGUE

COMPILED = Path(CATALOGUE)
TRANSLATIONS = COMPILED.with_suffix(".po")
PROGRAM = COMPILED.parents[1]


class Translations(NamedTuple):
    """What the .po file says: msgid → translation, and what is wrong with it."""

    messages: dict[str, str]
    problems: tuple[str, ...]


def read_translations(path: Path = TRANSLATIONS) -> Translations:
    """Read the .po file; never raise for what a translator can get wrong."""
    from babel.messages.pofile import PoFileError

    messages: dict[str, str] = {}
    stands_in: dict[str, str] = {}
    problems: list[str] = []
    try:
        listed = _read_as_it_stands(path)
    except (PoFileError, UnicodeDecodeError) as error:
        return Translations({}, (f"{path.name}: cannot be read: {error}",))
    for message in listed:
        where = f"{path.name}:{message.lineno}"
        key, words = message.id, message.string
        if not isinstance(key, str):
            problems.append(f"{where}: a plural is not supported: {key[0]!r}")
        elif message.fuzzy or not words:
            problems.append(f"{where}: not translated: {key!r}")
        elif message.context:
            problems.append(f"{where}: a context is not supported: {key!r}")
        elif key in stands_in:
            problems.append(f"{where}: {key!r} stands in {stands_in[key]} too")
        else:
            messages[key], stands_in[key] = words, where
            problems += [f"{where}: {problem}" for problem in check_placeholders(key, words)]
    return Translations(messages, tuple(problems))


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


def source_messages(folder: Path = PROGRAM) -> dict[str, str]:
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
    """Lay the messages out as a GNU .mo; `locale.text` relies on their being sorted by bytes."""
    from datetime import datetime

    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo

    catalogue = Catalog(locale="zh_CN", charset="utf-8", fuzzy=False)
    catalogue.creation_date = datetime(1980, 1, 1)  # noqa: DTZ001 - the same file, the same bytes
    for key, words in messages.items():
        catalogue.add(key, words)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def main(arguments: list[str]) -> int:
    """Write the compiled file; `--check` only compares it; `--missing` lists what to translate."""
    if arguments not in ([], ["--check"], ["--missing"]):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    translations = read_translations()
    if arguments == ["--missing"]:
        return _list_missing(translations.messages)
    if translations.problems:
        sys.stderr.writelines(f"{problem}\n" for problem in translations.problems)
        return 1
    compiled = compile_catalogue(translations.messages)
    if arguments == ["--check"]:
        if COMPILED.exists() and COMPILED.read_bytes() == compiled:
            return 0
        sys.stderr.write(f"{COMPILED.name} is older than {TRANSLATIONS.name}: run `make locale`\n")
        return 1
    COMPILED.write_bytes(compiled)
    sys.stdout.write(f"{COMPILED.name}: {len(translations.messages)} messages\n")
    return 0


def _list_missing(known: dict[str, str]) -> int:
    said = source_messages()
    missing = {key: place for key, place in said.items() if key not in known}
    for key, place in sorted(missing.items(), key=lambda pair: pair[1]):
        sys.stdout.write(f"missing  {place}: {key!r}\n")
    for key in sorted(set(known) - set(said)):
        sys.stdout.write(f"unused   {key!r}\n")
    return 1 if missing else 0


def _read_as_it_stands(path: Path) -> list[Any]:
    """List the messages as they stand: a plain catalogue would hide one that stands twice."""
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
