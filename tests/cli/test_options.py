"""The tree of commands and the options that several of them have.

- few words on top, in few groups, also with everything planned
- every command has a format and a file; an option is declared once and means one thing
- an option given twice is refused, unless it may be repeated
- what every old word became exists
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from streetchief.cli.catalog import CATALOG, SECTIONS, SHARED, Branch, Leaf
from streetchief.cli.main import program
from tests.conftest import Desk

PLANNED = {
    "export", "backup", "restore", "bundle", "merge", "rollup", "check", "completion", "schema",
}  # fmt: skip
OWN = {("week", "--kind"), ("week", "--note"), ("archive", "--output")}
"""Options that are a command's own though others have them: a paper's kind, its several notes."""


def leaves() -> Iterator[tuple[str, Leaf]]:
    for name, entry in CATALOG.items():
        if isinstance(entry, Branch):
            yield from ((f"{name} {verb}", leaf) for verb, leaf in entry.verbs.items())
        else:
            yield name, entry


def command(name: str) -> Any:
    found: Any = program()
    for word in name.split():
        found = found.get_command(None, word)
    return found


NAMES = [name for name, _leaf in leaves()]


def test_the_words_on_top_are_few_and_stay_few() -> None:
    assert len(CATALOG.keys() | PLANNED) <= 44
    assert len(SECTIONS) <= 7


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_a_format_and_a_file(name: str) -> None:
    found = command(name)
    options = {word for param in (*found.params, *found.injected) for word in param.opts}
    assert {"--format", "--output", "-o", "--db", "--lang"} <= options


@pytest.mark.parametrize("name", NAMES)
def test_no_command_declares_for_itself_what_is_shared(name: str) -> None:
    shared = {word for option in SHARED.values() for word in option.typed.split()}
    own = {word for param in command(name).params for word in param.opts if word[:2] == "--"}
    assert own & shared <= {option for of, option in OWN if of == name}


def test_every_shared_option_is_one_of_several_commands() -> None:
    alone = {}
    for option in SHARED:
        of = [n for n, leaf in leaves() if option in re.findall(r"\w+", leaf.takes)]
        if len(of) < 1 and option not in ("format", "output", "bom"):
            alone[option] = of
    assert alone == {}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("overdue --town 双峰乡 --town 双峰乡", 2),
        ("overdue --all --all", 2),
        ("overdue --format csv --format json", 2),
        ("log 横街 --by 张三 --by 李四", 2),
        ("log 横街 --by 张三 --note 甲 --note 乙", 2),
        ("history -n 1 -n 2", 2),
        ("place add 甲街 --kind street --opened-on 2026-01-01 --alias 乙 --alias 丙", 0),
    ],
)
def test_an_option_given_twice_is_refused_unless_it_repeats(
    office: Desk, line: str, code: int
) -> None:
    ran = office.run(line, code=code)
    assert ("twice" in ran.err) == (code == 2)


def test_a_line_of_log_gives_an_option_once(office: Desk) -> None:
    said = office.run("log -", "横街 --by 张三 --by 李四\n", code=1).err
    assert "--by was given twice" in said


@pytest.mark.parametrize(
    "line",
    [
        "item figures --group-by 心情", "item list --state 心情",
        "activity figures --group-by 心情",
        "score list --group-by 心情", "place list --kind 心情", "holder list --kind 心情",
        "absence list --kind 心情", "board org --paper a9", "week --kind 心情", "import 心情 x.csv",
    ],
)  # fmt: skip
def test_a_word_nobody_knows_is_a_wrong_call(office: Desk, line: str) -> None:
    office.run(line, code=2)


def test_what_every_old_word_became_is_there() -> None:
    page = (Path(__file__).parents[2] / "DECISIONS.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*?`.*?) (?<!\\)\| (`.*`) \|$", page, re.M)
    assert len(rows) > 25
    for _old, new in rows:
        for typed in re.findall(r"`([^`]+)`", new.replace("\\|", "|")):
            words = typed.split()
            if words[0].startswith("--"):
                continue
            for verb in words[1].split("|") if len(words) > 1 else [""]:
                assert f"{words[0]} {verb}" in NAMES or words[0] in NAMES, typed
