"""What every test may use: a desk with the program on it, and an office with a ledger.

- `desk` runs the real program in this process, in a folder of its own, with no ledger yet
- `office` is a desk with a ledger of the town 双峰乡, on Friday 2026-11-20 at 09:30, in English
- `run_process` of either runs it as a process of its own, as a shell or cron would
"""

from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from streetchief.locale import text

FRIDAY = "2026-11-20T09:30"
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a call did: its exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of a JSON answer."""
        rows: list[dict[str, Any]] = self.json["rows"]
        return rows


@dataclass(slots=True)
class Desk:
    """A folder, a clock, a language, and the program.

    `now` and `lang` may be changed between calls; None leaves the machine's own clock, or the
    ledger's language. `env` is added to the environment of every call.
    """

    folder: Path
    db: Path
    capsys: pytest.CaptureFixture[str]
    now: str | None = FRIDAY
    lang: str | None = "en"
    env: dict[str, str] = field(default_factory=dict)

    def run(self, line: str | Sequence[str], stdin: str | bytes = "", code: int | None = 0) -> Ran:
        """Call the program in this process with the words of `line`, quoted as in a shell.

        The exit code must be `code`, unless that is None.
        """
        from streetchief.cli.main import call

        words = shlex.split(line) if isinstance(line, str) else list(line)
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        with pytest.MonkeyPatch.context() as patch:
            for name in [name for name in os.environ if name.startswith("STREETCHIEF_")]:
                patch.delenv(name)
            for name, value in self._environment().items():
                patch.setenv(name, value)
            patch.chdir(self.folder)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
            self.capsys.readouterr()
            ended = call(words)
        said = self.capsys.readouterr()
        ran = Ran(ended, said.out, said.err)
        assert code is None or ended == code, (words, ran)
        return ran

    def run_process(
        self, line: str | Sequence[str], stdin: str | bytes = "", code: int | None = 0
    ) -> Ran:
        """Run the program as a process with an otherwise empty environment."""
        words = shlex.split(line) if isinstance(line, str) else list(line)
        ended = subprocess.run(
            [sys.executable, "-m", "streetchief", *words],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=self.folder,
            env=self.process_environment(),
            check=False,
        )
        ran = Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
        assert code is None or ran.code == code, (words, ran)
        return ran

    def write(self, name: str, content: str | bytes) -> Path:
        """Put a file into the folder."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def process_environment(self) -> dict[str, str]:
        """The whole environment of a process: nothing of this one but the path of programs."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.folder),
            "PYTHONPATH": str(ROOT),
            **self._environment(),
        }

    def _environment(self) -> dict[str, str]:
        chosen = {
            "STREETCHIEF_DB": str(self.db),
            "STREETCHIEF_NOW": self.now,
            "STREETCHIEF_LANG": self.lang,
            "STREETCHIEF_ACTOR": "clerk",
        }
        return {name: value for name, value in chosen.items() if value is not None} | self.env


@pytest.fixture(autouse=True)
def _language_as_before() -> Iterator[None]:
    """A call chooses a language for its process; the next test must not inherit it."""
    before = text.language()
    yield
    text.use(before)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, tmp_path / "ledger.db", capsys)


@pytest.fixture
def office(desk: Desk) -> Desk:
    desk.run("init --town 双峰乡 --site office")
    return desk
