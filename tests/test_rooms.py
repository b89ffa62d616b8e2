"""The rooms of the house: which may import which, read from the imports themselves.

- cli → service → domain ← store; render gets results; nobody looks back, and no circle is left
- the domain knows no clock, no file, no language: of `locale` it takes only the mark `N_`
- a module says what it is for and the one convention a reader must know
- what is loaded at the top of a module is the standard library, ours, and in `cli` typer
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]

MAY_IMPORT = {
    "__main__": {"cli"},
    "cli": {"service", "render", "exchange", "domain", "errors", "locale"},
    "service": {"store", "exchange", "domain", "errors", "locale"},
    "store": {"domain", "errors", "durable", "locale"},
    "render": {"service", "domain", "errors", "durable", "locale"},
    "exchange": {"render", "domain", "errors", "durable", "locale"},
    "domain": {"locale"},
    "locale": set(),
    "errors": set(),
    "durable": set(),
}
"""Room by room, what else than itself it may import."""

ONLY = {
    ("domain", "locale"): {"text.N_"},
    # The rejected rows of an import leave the program as a paper does: harmless, whole or not.
    ("exchange", "render"): {"output.output", "safe.safe"},
}
"""Where one room may import another for a few names only."""

CLOCKS_AND_FILES = {
    "io", "logging", "os", "pathlib", "random", "shutil", "socket", "sqlite3", "subprocess",
    "tempfile", "time",
}  # fmt: skip


class Import(NamedTuple):
    """One name imported: by which module, from which, at its top or inside a function."""

    module: str
    source: str
    name: str
    at_top: bool

    def __str__(self) -> str:
        return f"{self.module} imports {self.source}{'.' if self.name else ''}{self.name}"


def modules() -> dict[str, ast.Module]:
    """Return every module of the program, parsed, by its dotted name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_bytes())
        for path in sorted((ROOT / "streetchief").rglob("*.py"))
    }


def imports_of(module: str, tree: ast.Module) -> Iterator[Import]:
    """Give every import of a module, also those inside functions and for types only."""
    for node in ast.walk(tree):
        at_top = node in tree.body
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(module, alias.name, "", at_top)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(module, node.module or "", alias.name, at_top)


def room_of(module: str) -> str:
    """Return the room a module lies in: `cli` of streetchief.cli.log."""
    return module.split(".")[1] if "." in module else ""


def is_allowed(imported: Import) -> bool:
    """Tell whether one room may import this of another."""
    source = f"{imported.source}.{imported.name}" if imported.name else imported.source
    here, there = room_of(imported.module), room_of(source)
    if here == there:
        return True
    few = ONLY.get((here, there))
    below = source.removeprefix(f"streetchief.{there}.")
    return there in MAY_IMPORT[here] and (few is None or below in few)


MODULES = modules()
IMPORTS = [found for name, tree in MODULES.items() for found in imports_of(name, tree)]
OURS = [found for found in IMPORTS if found.source.split(".")[0] == "streetchief"]


def test_every_room_is_known() -> None:
    assert {room_of(name) for name in MODULES} - {"", "__init__"} == set(MAY_IMPORT)


def test_no_room_imports_what_it_may_not() -> None:
    assert [str(found) for found in OURS if not is_allowed(found)] == []


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("streetchief.domain.duties: streetchief.store.log.find_by_key", id="upwards"),
        pytest.param("streetchief.domain.duties: streetchief.locale.text.gettext", id="language"),
        pytest.param("streetchief.render.log: streetchief.store.log.find_by_key", id="past a room"),
        pytest.param("streetchief.service.log: streetchief.cli.clock", id="back to the command"),
        pytest.param("streetchief.store.log: streetchief.service.log.log_walks", id="back"),
        pytest.param("streetchief.cli.log: streetchief.store.ledger.Ledger", id="round the act"),
        pytest.param("streetchief.exchange.rejects: streetchief.render.table.Table", id="a paper"),
    ],
)
def test_an_import_against_the_rooms_would_be_seen(line: str) -> None:
    module, _, imported = line.partition(": ")
    source, _, name = imported.rpartition(".")
    assert not is_allowed(Import(module, source, name, True))


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {name: set() for name in MODULES}
    for found in OURS:
        for source in (found.source, f"{found.source}.{found.name}"):
            if source in graph:
                graph[found.module].add(source)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_the_domain_knows_no_clock_and_no_file() -> None:
    found = [i for i in IMPORTS if room_of(i.module) == "domain"]
    assert [str(i) for i in found if i.source.split(".")[0] in CLOCKS_AND_FILES] == []
    read = {"open", "now", "today", "utcnow", "input", "print"}
    calls = [
        f"{name}:{node.lineno}"
        for name, tree in MODULES.items()
        if room_of(name) == "domain"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in read
    ]
    assert calls == []


@pytest.mark.parametrize("room", ["domain", "store", "service"])
def test_what_computes_prints_nothing(room: str) -> None:
    printed = [
        f"{name}:{node.lineno}"
        for name, tree in MODULES.items()
        if room_of(name) == room
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id == "print")
        or (isinstance(node, ast.Attribute) and node.attr in ("stdout", "stderr"))
    ]
    assert printed == []


def test_a_module_loads_at_its_top_only_what_is_light() -> None:
    light = {*sys.stdlib_module_names, "streetchief"}
    heavy = [
        str(found)
        for found in IMPORTS
        if found.at_top
        and found.source.split(".")[0] not in light
        and not (room_of(found.module) == "cli" and found.source.split(".")[0] == "typer")
    ]
    assert heavy == []


def test_a_module_says_the_convention_a_reader_must_know() -> None:
    silent = [
        name
        for name, tree in MODULES.items()
        if not name.endswith(("__init__", "__main__"))
        and "onvention" not in (ast.get_docstring(tree) or "")
    ]
    assert silent == []


def test_what_a_module_offers_says_what_it_does() -> None:
    """A command's words are its help, in the catalog."""
    silent = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in MODULES.items()
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and not node.name.startswith("_")
        and not (room_of(name) == "cli" and isinstance(node, ast.FunctionDef))
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_names_that_say_nothing_name_no_module() -> None:
    said = {part for name in MODULES for part in name.split(".")}
    assert said & {"utils", "util", "helpers", "helper", "common", "manager", "misc"} == set()


def test_a_package_passes_no_names_on() -> None:
    assert [i.module for i in IMPORTS if i.module.endswith("__init__")] == []
