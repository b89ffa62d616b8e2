"""What `log` costs in instructions, beside a minimal Typer program doing the same durable insert.

Instruction counts hold on a noisy machine; without valgrind the test says so and is left out.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Desk

FLOOR = Path(__file__).parents[1] / "bench" / "floor.py"
MOST = 1.2
"""How many times the floor `log` may cost."""


def instructions(first: list[str], words: list[str], desk: Desk) -> int:
    """Return the instructions of `words`, after `first` has compiled what both import."""
    env = desk.process_environment() | {"PYTHONHASHSEED": "0"}
    subprocess.run(first, env=env, check=True, capture_output=True)
    ran = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *words],
        env=env,
        check=True,
        capture_output=True,
    )
    found = re.search(rb"I\s+refs:\s+([\d,]+)", ran.stderr)
    assert found is not None
    return int(found[1].replace(b",", b""))


@pytest.mark.skipif(shutil.which("valgrind") is None, reason="needs valgrind")
def test_log_stays_close_to_the_floor(office: Desk) -> None:
    office.run("place add --kind street S1 --opened-on 2026-01-01")
    office.run("holder add P1 --unit 大皿村村委会")
    office.run("appoint P1 deputy_chief S1 --from 2026-01-01")
    floor = str(office.folder / "floor.db")
    subprocess.run([sys.executable, str(FLOOR), "make", floor], check=True)
    ours, least = (
        instructions([*words, *before], [*words, *after], office)
        for words, before, after in (
            (
                [sys.executable, "-m", "streetchief", "log", "S1", "--by", "P1"],
                ["--at", "2026-11-19 08:00"],
                ["--at", "2026-11-19 09:00"],
            ),
            (
                [sys.executable, str(FLOOR), "typer", "log", "S1", "--by", "P1", "--db", floor],
                [],
                [],
            ),
        )
    )
    assert ours <= MOST * least, ours / least
