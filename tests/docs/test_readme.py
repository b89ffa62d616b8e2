"""The README's sessions, run in order as they stand: commands work, answers shown are true.

A console block is a session; lines that begin with `$` are typed, lines below are what it answers.
The clock is Friday 2026-11-20 at 09:30.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Desk

ROOT = Path(__file__).parents[2]
SETUP = {"make demo", "make test"}


def sessions(name: str) -> list[tuple[str, str]]:
    """Return each typed command of a README with the answer shown below it."""
    found: list[tuple[str, str]] = []
    for block in re.findall(r"```console\n(.*?)```", (ROOT / name).read_text("utf-8"), re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], ""))
            else:
                command, answer = found[-1]
                found[-1] = (command, f"{answer}{line}\n")
    return found


def typing(desk: Desk) -> dict[str, str]:
    """Return the environment of a shell that knows `streetchief` as a command."""
    shim = desk.folder / "bin" / "streetchief"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m streetchief "$@"\n')
    shim.chmod(0o755)
    env = desk.process_environment()
    return env | {"PATH": f"{shim.parent}:{env['PATH']}"}


@pytest.mark.parametrize(("name", "lang"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_every_command_of_the_readme_runs(desk: Desk, name: str, lang: str) -> None:
    desk.lang = lang
    desk.write("patrols.csv", "street,person,started_at\n横街,张三,2026-11-17 08:00\n")
    env = typing(desk)
    typed = [pair for pair in sessions(name) if pair[0] not in SETUP]
    assert len(typed) > 20
    for command, answer in typed:
        ran = subprocess.run(
            ["sh", "-c", command], cwd=desk.folder, env=env, capture_output=True, check=False
        )
        assert ran.returncode == 0, (command, ran.stdout.decode(), ran.stderr.decode())
        if answer:
            assert ran.stdout.decode() == answer, command


def test_the_set_up_is_two_commands_of_the_makefile() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    for command in SETUP:
        assert command.split()[1] in targets


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_page_a_readme_names_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / link).exists(), link
