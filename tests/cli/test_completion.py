"""TAB: what is offered at the cursor of a line, in real shells and asked for as they ask.

- every command, every option and every choice is offered; every value is offered or named as free
- names, weeks, items and words of the rulebook come from the ledger the line itself names
- nothing that goes wrong says a word or ends with anything but 0, and nothing is written
- bash, zsh and fish at a terminal of their own; of PowerShell's script the text
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from streetchief.cli import offers
from streetchief.cli.catalog import CATALOG, Branch
from streetchief.cli.complete import Line, answer
from streetchief.cli.completion import SCRIPTS
from tests.cli.shells import Terminal, at_terminal
from tests.cli.test_cost import instructions
from tests.conftest import Desk
from tests.docs.test_readme import typing

SHELLS = Path(sys.modules["streetchief.cli.completion"].__file__ or "").parent / "shells"


@pytest.fixture
def town(office: Desk) -> Desk:
    for street in ("沿江路", "横街"):
        office.run(f"place add --kind street {street} --opened-on 2026-01-01")
    office.run("place alias --kind street 沿江路 江边")
    office.run("holder add 张三 --unit 大皿村村委会")
    office.run("holder add 李四 --unit 大皿村村委会")
    office.run("appoint 张三 deputy_chief 横街 --from 2026-01-01")
    return office


def asked(desk: Desk, line: str) -> list[str]:
    """Return what is offered at the end of a line, without meanings; the first is the kind."""
    *before, typed = line.split(" ")
    ran = desk.run_process(["complete-line", f"={typed}", *before])
    assert ran.err == ""
    return [offer.partition("\t")[0] for offer in ran.out.splitlines()]


def leaves() -> Iterator[list[str]]:
    for name, entry in CATALOG.items():
        if isinstance(entry, Branch):
            yield from ([name, verb] for verb in entry.verbs)
        else:
            yield [name]


PATHS = list(leaves())


def params_of(path: list[str]) -> list[Any]:
    line = Line()
    for word in path:
        line.read(word)
    return line.params


def test_commands_and_verbs_are_offered_with_what_they_do(desk: Desk) -> None:
    assert asked(desk, "") == ["words", *CATALOG]
    assert asked(desk, "ov") == ["words", "overdue"]
    assert asked(desk, "item re") == ["words", "rectify", "return", "resume", "reopen", "reply"]
    ran = desk.run_process("complete-line =overd")
    assert ran.out == "words\noverdue\tList streets that fall behind, worst first.\n"
    desk.lang = "zh"
    assert "overdue\t列出" in desk.run_process("complete-line =overd").out


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_option_of_every_command_is_offered(
    path: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answer(["=--", *path])
    offered = {line.partition("\t")[0] for line in capsys.readouterr().out.splitlines()[1:]}
    declared = [p for p in params_of(path) if p.param_type_name == "option"]
    assert offered == {
        name for p in declared for name in (max(p.opts, key=len), *p.secondary_opts)
        if name.startswith("--")
    }  # fmt: skip
    assert {"--db", "--lang", "--help"} <= offered


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_value_is_offered_or_said_to_be_free(path: list[str]) -> None:
    unknown = {
        (param.name, wanted)
        for param in params_of(path)
        for wanted in offers.wanted_by(param, path[0])
        if not offers.is_known(wanted)
    }
    assert unknown == set()


def test_no_table_of_offers_speaks_of_what_no_command_wants() -> None:
    wanted = {w for path in PATHS for p in params_of(path) for w in offers.wanted_by(p, path[0])}
    tables = {*offers.OFFERED, *offers.CHOICES, *offers.PATHS, *offers.FREE}
    assert sorted(tables - wanted) == []


@pytest.mark.parametrize("name", [*offers.OFFERED, *offers.CHOICES])
def test_every_offer_can_be_made(town: Desk, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    town.run("item open 占道 --category 道乱占 --by 张三 --street 横街")
    town.run("place add 新城 --kind zone")
    monkeypatch.setenv("STREETCHIEF_DB", str(town.db))
    one = offers.Asked(typed="", noun="", said={}, taken=())
    found = list(offers.offers_for(name, one))
    assert name in ("VILLAGE", "DEPARTMENT", "department NAME") or found
    assert all(isinstance(word, str) and word and isinstance(said, str) for word, said in found)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        pytest.param("log 沿", ["沿江路"], id="street"),
        pytest.param("log 江", ["江边"], id="alias"),
        pytest.param("log 沿江路 ", ["横街"], id="not-twice"),
        pytest.param("log 沿江路 --by 张", ["张三"], id="person"),
        pytest.param("log --by=李", ["--by=李四"], id="with-equals"),
        pytest.param("log --town 双", ["双峰乡"], id="town"),
        pytest.param("log --town 他乡 ", [], id="of-another-town"),
        pytest.param("log --kind 集中", ["集中整治"], id="kind"),
        pytest.param("log --kind clea", ["cleanup"], id="kind-by-identifier"),
        pytest.param("log --found 道", ["道乱占:"], id="category"),
        pytest.param("log --note ", [], id="words-are-free"),
        pytest.param("log -- -", [], id="no-option-after-two-dashes"),
        pytest.param("overdue --week 2026-W46", ["2026-W46"], id="week"),
        pytest.param("overdue --format j", ["json", "jsonl"], id="format"),
        pytest.param("overdue --all --al", [], id="said-once"),
        pytest.param("--lang z", ["zh"], id="shared-choice"),
        pytest.param("--lang zh overd", ["overdue"], id="after-a-shared-option"),
        pytest.param("appoint 李四 分街", ["分街长"], id="role"),
        pytest.param("place alias --kind street 横", ["横街"], id="name-of-a-street"),
        pytest.param("holder alias 横", [], id="name-of-a-person"),
        pytest.param("rulebook set patrol.max_p", ["patrol.max_per_day"], id="field"),
        pytest.param("completion p", ["powershell"], id="shell"),
    ],
)  # fmt: skip
def test_what_is_offered(town: Desk, line: str, offered: list[str]) -> None:
    assert asked(town, line) == ["words", *offered]


def test_files_are_left_to_the_shell(town: Desk) -> None:
    assert asked(town, "log --photo ") == ["files"]
    assert asked(town, "--db ") == ["files"]
    assert asked(town, "archive 2026 -o ") == ["folders"]


def test_open_items_are_offered_by_number_with_their_titles(town: Desk) -> None:
    for title in ("占道", "垃圾"):
        town.run(f"item open {title} --category 道乱占 --by 张三 --street 横街")
    town.run("item void 002 --why 重复")
    assert town.run_process("complete-line = item rectify").out == "words\n001\t占道\n"


def test_two_streets_of_a_name_are_told_apart_by_their_town(town: Desk) -> None:
    town.run("place add 仁川镇 --kind town")
    town.run("place add --kind street 横街 --town 仁川镇 --opened-on 2026-01-01")
    assert asked(town, "overdue --town 仁")[1:] == ["仁川镇"]
    assert asked(town, "log 双峰乡/横")[1:] == ["双峰乡/横街"]
    assert asked(town, "log --town 仁川镇 ")[1:] == ["横街"]


def test_a_closed_street_is_no_longer_offered(town: Desk) -> None:
    town.run("place close --kind street 横街 --on 2026-11-20")
    assert asked(town, "log ")[1:] == ["沿江路"]


def test_the_ledger_named_earlier_on_the_line_is_asked(town: Desk) -> None:
    elsewhere = town.folder / "other.db"
    town.db.rename(elsewhere)
    assert asked(town, "log 沿") == []
    assert asked(town, f"--db {elsewhere} log 沿") == ["words", "沿江路"]
    assert asked(town, f"log --db={elsewhere} 沿") == ["words", "沿江路"]


@pytest.mark.parametrize("line", ["log ", "nothing ", "log --nothing ", "item nothing re"])
def test_without_a_ledger_or_sense_nothing_is_said(desk: Desk, line: str) -> None:
    assert asked(desk, line) == []
    assert not desk.db.exists()


def test_a_question_without_a_word_is_no_failure(desk: Desk) -> None:
    ran = desk.run_process("complete-line")
    assert (ran.out, ran.err) == ("", "")


@pytest.mark.parametrize(
    "content", [b"", b"no ledger at all", b"SQLite format 3\x00" + b"\xff" * 9000]
)
def test_what_is_no_ledger_is_met_with_silence(desk: Desk, content: bytes) -> None:
    desk.db.write_bytes(content)
    assert asked(desk, "log ") == []
    assert desk.db.read_bytes() == content


def test_a_locked_ledger_is_not_waited_for(town: Desk) -> None:
    holding = sqlite3.connect(town.db, isolation_level=None)
    holding.execute("BEGIN EXCLUSIVE")
    try:
        assert asked(town, "log ") == []
    finally:
        holding.close()


def test_a_look_writes_nothing(town: Desk) -> None:
    before = town.db.read_bytes(), sorted(town.folder.iterdir())
    for line in ("log ", "item rectify ", "overdue --week "):
        asked(town, line)
    assert (town.db.read_bytes(), sorted(town.folder.iterdir())) == before


@pytest.mark.skipif(shutil.which("valgrind") is None, reason="needs valgrind")
def test_asking_costs_little_more_than_help(town: Desk) -> None:
    program = [sys.executable, "-m", "streetchief"]
    help_, street = (
        instructions([*program, *words], [*program, *words], town)
        for words in (["--help"], ["complete-line", "=沿", "log"])
    )
    assert street <= 1.1 * help_, street / help_


def test_a_shell_nobody_wrote_a_script_for_is_a_mistake(desk: Desk) -> None:
    assert "bash, zsh, fish, powershell" in desk.run("completion tcsh", code=2).err


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_of_a_shell_is_printed_as_it_is(desk: Desk, shell: str) -> None:
    printed = desk.run(f"completion {shell}").out
    assert printed == (SHELLS / SCRIPTS[shell]).read_text("utf-8")
    assert "complete-line" in printed


def test_the_script_for_powershell_asks_and_answers_as_it_must() -> None:
    script = (SHELLS / SCRIPTS["powershell"]).read_text("utf-8")
    assert "Register-ArgumentCompleter -Native -CommandName streetchief" in script
    assert 'complete-line "=$(' in script  # an empty word is not dropped
    assert re.search(r"\[Console\]::OutputEncoding = \$encoding\s", script)  # and is put back
    assert "2>$null" in script
    assert script.count("{") == script.count("}")
    assert script.isascii()  # Windows PowerShell reads a script without a mark as ANSI


SOURCED = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "source <(streetchief completion bash)"),
    "zsh": (["zsh", "-f", "-i"], "PROMPT='$ '; source <(streetchief completion zsh)"),
    "fish": (["fish", "--no-config", "-i"], "streetchief completion fish | source"),
}


@contextmanager
def shell_with_completion(desk: Desk, shell: str) -> Iterator[Terminal]:
    """Start a shell of the desk that knows `streetchief` and has read its script."""
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    env = typing(desk) | {"LC_ALL": "C.UTF-8", "TERM": "xterm", "PS1": "$ "}
    words, source = SOURCED[shell]
    with at_terminal(words, env, desk.folder) as terminal:
        terminal.type(f"{source}; echo re''ady\n")
        terminal.read_until(r"ready\s*\n")
        yield terminal


@pytest.mark.parametrize("shell", SOURCED)
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("streetchief log 沿\t", r"log 沿江路", id="street"),
        pytest.param("streetchief log 横街 --by 张\t", r"--by 张三", id="person"),
        pytest.param("streetchief log 横街 --by=张\t", r"--by=张三", id="with-equals"),
        pytest.param("streetchief log --found 道\t", r"--found 道乱占:(?! )", id="category"),
        pytest.param("streetchief overd\t", r"streetchief overdue ", id="command"),
        pytest.param("streetchief overdue --exi\t", r"overdue --exit-code", id="option"),
        pytest.param("streetchief log --photo pho\t", r"--photo photo-1\.jpg", id="file"),
    ],
)
def test_tab_in_a_real_shell(town: Desk, shell: str, typed: str, shown: str) -> None:
    town.write("photo-1.jpg", b"")
    with shell_with_completion(town, shell) as terminal:
        terminal.type(typed)
        terminal.read_until(shown)


@pytest.mark.parametrize("shell", SOURCED)
def test_tab_without_a_ledger_says_nothing(desk: Desk, shell: str) -> None:
    with shell_with_completion(desk, shell) as terminal:
        terminal.type("streetchief log \t")
        terminal.type("there\n")
        said = terminal.read_until(r"(?s)streetchief log .*there.*There is no ledger at")
    assert said.count("There is no") == 1  # what the command itself says, once


def test_a_command_is_offered_its_own_formats(town: Desk) -> None:
    assert "xlsx" in asked(town, "overdue --format ")
    assert asked(town, "board org --format ")[1:] == ["html"]


def test_the_script_goes_where_it_is_told(desk: Desk) -> None:
    printed = desk.run("completion bash").out
    desk.run("completion bash -o tab.sh --format plain")
    assert (desk.folder / "tab.sh").read_text("utf-8") == printed
    desk.run("completion bash --format json", code=2)
