"""The one way out: which format is meant, whether the file may be written, and the writing.

The convention to know: the format is `--format`, else the one of the file's ending, else None: the
command's own words, or a table for a terminal and plain text for everything else. Both questions
are asked before a command does anything, so that nothing is saved whose answer could not go out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, cast

from streetchief.errors import BadUsage, Refused, StorageFault
from streetchief.locale.text import gettext as _
from streetchief.output.formats import Format, write_table
from streetchief.output.safe import safe
from streetchief.output.stream import emit, output, output_bytes
from streetchief.output.table import Table

BINARY = ("docx", "xlsx")
"""Formats that are no text and need a file."""
MACHINE = ("csv", "tsv", "json", "jsonl")
"""Formats that programs read: UTF-8 whatever a terminal can show."""

ENDINGS: Mapping[str, str] = {
    "txt": "plain",
    "md": "markdown",
    "markdown": "markdown",
    "html": "html",
    "htm": "html",
    "csv": "csv",
    "tsv": "tsv",
    "json": "json",
    "jsonl": "jsonl",
    "xlsx": "xlsx",
    "docx": "docx",
    "svg": "svg",
    "toml": "toml",
}
"""The format each ending means."""
_OTHERS = frozenset(
    {"doc", "et", "gz", "jpeg", "jpg", "odp", "ods", "odt", "parquet", "pdf", "png", "ppt", "pptx"}
    | {"rtf", "sqlite", "tar", "tex", "wps", "xls", "xlsm", "xml", "yaml", "yml", "zip"}
)
"""Endings that promise what no command writes."""

_SIDES = ("", "-journal", "-wal", "-shm")


def chosen_format(said: str | None, path: str | None, offered: Sequence[str]) -> str | None:
    """Return the format meant, None when neither `--format` nor the file's ending says one.

    Raises `BadUsage` for a format or an ending that is not `offered`, for two that contradict each
    other, and for a format that needs a file and has none.
    """
    if said is not None and said not in offered:
        raise BadUsage(
            _("There is no format {name} here.").format(name=said),
            _("Formats: {names}.").format(names=_(", ").join(offered)),
        )
    if path is None:
        if said in BINARY:
            raise BadUsage(_("The format {name} needs a file: -o FILE").format(name=said))
        return said
    ending = os.path.splitext(path)[1].lower().removeprefix(".")
    meant = ENDINGS.get(ending)
    if said is not None:
        shown = "plain" if said == "table" else said
        if (meant is not None and meant != shown) or ending in _OTHERS:
            raise BadUsage(
                _("--format {name} and the ending of {path} contradict each other.").format(
                    name=said, path=safe(path)
                ),
                _("Leave one of them out."),
            )
        return said
    if (meant is not None and meant not in offered) or ending in _OTHERS:
        raise BadUsage(
            _("Nothing here is written as .{ending}.").format(ending=ending),
            _("Formats: {names}.").format(names=_(", ").join(offered)),
        )
    return meant


def check_extra(chosen: str | None) -> None:
    """Refuse a format whose library is not installed, before anything is saved."""
    if chosen in BINARY and find_spec("docx" if chosen == "docx" else "xlsxwriter") is None:
        raise Refused(
            _("This format needs an extra package."), f'pip install "streetchief[{chosen}]"'
        )


def check_target(path: str, ledger: str, kept: str, inputs: Iterable[str]) -> None:
    """Refuse to write onto the ledger, its journal, its evidence folder or what the call reads.

    However the path is written: relative or not, through links, in another case. `kept` is the
    folder of the evidence. Raises `StorageFault`.
    """
    forbidden = [
        *((ledger + side, _("the ledger itself")) for side in _SIDES),
        *((one, _("what this command reads")) for one in inputs),
    ]
    for other, what in forbidden:
        if _same(path, other):
            raise _refusal(path, what)
    folder, wall = os.path.realpath(path), os.path.realpath(kept)
    while True:
        if _same(folder, wall):
            raise _refusal(path, _("the ledger's evidence"))
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _same(path: str, other: str) -> bool:
    """Tell whether two paths are one file, also one that is not there yet."""
    try:
        return os.path.samefile(path, other)
    except (OSError, ValueError):
        one, two = os.path.realpath(path), os.path.realpath(other)
        if os.path.exists(one) and os.path.exists(two):
            return False
        return one.casefold() == two.casefold()


def _refusal(path: str, what: str) -> StorageFault:
    return StorageFault(
        _("{path} is {what}: nothing is written over it.").format(path=safe(path), what=what),
        _("Choose another place with -o."),
        effect="",
    )


def write(
    chosen: str | None,
    path: str | None,
    table: Callable[[], Table] | None,
    others: Mapping[str, Callable[[], str | bytes]],
    *,
    bom: bool = False,
    saved: str = "",
) -> None:
    """Write what a command has to say as `chosen`, to a file or standard output.

    `others` are the formats the command makes itself, the first of them the one of a command that
    has no `table`; `saved` says what was saved before, as `output.stream` needs it.
    """
    if chosen is None and table is None:
        chosen = next(iter(others))
    if chosen in others:
        made = others[cast(str, chosen)]()
        if isinstance(made, str):
            emit(made, path, saved=saved, machine=chosen in MACHINE)
        else:
            _write_bytes(made, path, saved)
        return
    assert table is not None
    found = table()
    if chosen == "xlsx":
        from streetchief.output.xlsx import Sheet, tables_xlsx

        _write_bytes(tables_xlsx([Sheet(name=found.title or found.name, table=found)]), path, saved)
        return
    if chosen is None and path is not None:
        chosen = "plain"
    with output(path, saved=saved, machine=chosen in MACHINE) as stream:
        write_table(found, cast("Format | None", chosen), stream, bom=bom)


def _write_bytes(content: bytes, path: str | None, saved: str) -> None:
    assert path is not None
    with output_bytes(path, saved=saved) as file:
        file.write(content)


def texts_of(params: Mapping[str, Any]) -> Iterable[str]:
    """Give every word of a call, among which are the files it reads."""
    for value in params.values():
        for one in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(one, str) and one:
                yield one
