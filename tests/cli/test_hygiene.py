"""What a command loads: a fresh interpreter proves it.

- `log` loads no library it does not need, so that it stays close to the floor Typer leaves
- no module has a heavy library at its top
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import Desk

HEAVY = {
    "rich",
    "sqlite_utils",
    "tabulate",
    "dateutil.parser",
    "pydantic",
    "click",
    "platformdirs",
    "tomllib",
    "decimal",
    "asyncio",
}

LOADED = """
import sys
from streetchief.cli.main import call
code = call(sys.argv[1:])
print("\\n" + " ".join(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def walked(office: Desk) -> Desk:
    office.run("place add --kind street 横街 --opened-on 2026-01-01")
    office.run("holder add 张三 --unit 大皿村村委会")
    office.run("appoint 张三 deputy_chief 横街 --from 2026-01-01")
    return office


def loaded_by(desk: Desk, *words: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, *words],
        env=desk.process_environment(),
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return set(ran.stderr.decode().split("\n")[-2].split())


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("log", "横街", "--by", "张三"), id="log"),
        pytest.param(("overdue",), id="overdue"),
        pytest.param(("overdue", "--format", "json"), id="overdue-json"),
        pytest.param(("--help",), id="help"),
    ],
)
def test_a_command_people_wait_for_loads_nothing_heavy(
    walked: Desk, words: tuple[str, ...]
) -> None:
    assert loaded_by(walked, *words) & HEAVY == set()


def test_log_loads_no_other_command(walked: Desk) -> None:
    loaded = loaded_by(walked, "log", "横街", "--by", "张三")
    own = {name for name in loaded if name.startswith("streetchief.cli.")}
    assert own == {
        "streetchief.cli.catalog",
        "streetchief.cli.clock",
        "streetchief.cli.log",
        "streetchief.cli.main",
        "streetchief.cli.session",
    }
