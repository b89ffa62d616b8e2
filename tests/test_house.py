"""The house: which room may import which, read from the imports themselves.

- one noun, one folder; a room imports only what stands below it in ORDER, never up, and no circle
- inside a noun rules ← records ← acts ← pages, and pages never import records
- rules know no clock, no file, no database, no language: of `locale` they take only the mark `N_`
- a module says what it is for; nothing is passed on by a package
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

ORDER = (
    "cli",
    "office",
    "forms",
    "boards",
    "papers",
    "scores",
    "imports",
    "log",
    "workdays",
    "review",
    "duties",
    "items",
    "honours",
    "activities",
    "register",
    "rulebook",
    "files",
    "output",
    "ledger",
    "values",
    "days",
    "locale",
    "value",
    "errors",
    "durable",
)
"""Every room of the house from the roof down: each imports only what stands after it."""

PARTS = ("rules", "records", "acts", "pages")
"""Inside a noun, from the ground up; a module that is none of the others is an act."""

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
    """Return the room a module lies in: `duties` of streetchief.duties.pages.overdue."""
    return module.split(".")[1] if "." in module else ""


def part_of(module: str) -> str:
    """Return what a module is in its noun, by its folder or its name.

    >>> [part_of(f"streetchief.{name}") for name in ("days.spoken", "duties.rules.charge")]
    ['rules', 'rules']
    >>> [part_of(f"streetchief.{name}") for name in ("forms.pages.form", "items.limit_records")]
    ['pages', 'records']
    """
    words = module.split(".")[1:]
    if words[0] in ("values", "days", "value"):
        return "rules"
    if "pages" in words:
        return "pages"
    if "rules" in words:
        return "rules"
    ending = words[-1].rpartition("_")[2]
    return {"records": "records", "pages": "pages", "page": "pages"}.get(ending, "acts")


def source_of(imported: Import) -> str:
    """Return the module an import is from, also where the module itself is what is imported."""
    module = f"{imported.source}.{imported.name}"
    return module if module in MODULES else imported.source


def is_allowed(imported: Import) -> bool:
    """Tell whether one module may import this of another."""
    source = source_of(imported)
    here, there = room_of(imported.module), room_of(source)
    if here != there:
        if ORDER.index(there) < ORDER.index(here):
            return False
        language = there == "locale" and imported.name != "N_"
        return not (part_of(imported.module) == "rules" and language)
    if here == "cli":
        return True
    part, other = part_of(imported.module), part_of(source)
    return PARTS.index(other) <= PARTS.index(part) and (part, other) != ("pages", "records")


def is_rule(module: str) -> bool:
    """Tell whether a module has to be pure."""
    return not module.endswith(("__init__", "__main__")) and part_of(module) == "rules"


MODULES = modules()
IMPORTS = [found for name, tree in MODULES.items() for found in imports_of(name, tree)]
OURS = [found for found in IMPORTS if found.source.split(".")[0] == "streetchief"]


def test_every_room_is_known() -> None:
    assert {room_of(name) for name in MODULES} - {"", "__init__", "__main__"} == set(ORDER)


def test_no_module_imports_what_it_may_not() -> None:
    assert [str(i) for i in OURS if room_of(i.module) != "__main__" and not is_allowed(i)] == []


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("items.moves: duties.docket.judge", id="upwards"),
        pytest.param("duties.rules.charge: locale.text.gettext", id="language"),
        pytest.param("duties.rules.charge: duties.records.find_objections", id="rules to records"),
        pytest.param("items.records: items.lookup.list_items", id="records to acts"),
        pytest.param("items.pages.items: items.records.find_items", id="pages to records"),
        pytest.param("ledger.office: cli.clock.now", id="back to the command"),
    ],
)
def test_an_import_against_the_house_would_be_seen(line: str) -> None:
    module, _, imported = line.partition(": ")
    source, _, name = imported.rpartition(".")
    found = Import(f"streetchief.{module}", f"streetchief.{source}", name, True)
    assert not is_allowed(found)


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


def test_rules_know_no_clock_and_no_file() -> None:
    found = [i for i in IMPORTS if is_rule(i.module)]
    assert [str(i) for i in found if i.source.split(".")[0] in CLOCKS_AND_FILES] == []
    read = {"open", "now", "today", "utcnow", "input", "print"}
    calls = [
        f"{name}:{node.lineno}"
        for name, tree in MODULES.items()
        if is_rule(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in read
    ]
    assert calls == []


def test_only_commands_and_the_way_out_print() -> None:
    printed = [
        f"{name}:{node.lineno}"
        for name, tree in MODULES.items()
        if room_of(name) not in ("cli", "output", "locale", "files")
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


def test_a_module_says_what_it_is_for() -> None:
    named = [name for name in MODULES if not name.endswith(("__init__", "__main__"))]
    assert [name for name in named if not ast.get_docstring(MODULES[name])] == []


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
