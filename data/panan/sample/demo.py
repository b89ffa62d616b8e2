"""The main job on the sample county: a ledger from nothing to the weekly paper.

Convention: it runs the same commands a clerk would type, at the clock of the sample's last week,
on a ledger of its own in the folder it is given; the user's own ledger is never touched. Loading is
quiet unless something fails.

    python data/panan/sample/demo.py build/demo
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from streetchief.cli.main import call

HERE = Path(__file__).parent
CLOCK = "2017-11-17T16:30"
TOWN = "方前镇"
LOADS = (
    ("places", HERE.parent / "divisions-2017.csv"),
    ("places", HERE / "places.csv"),
    ("streets", HERE / "streets.csv"),
    ("holders", HERE / "holders.csv"),
    ("assignments", HERE / "assignments.csv"),
    ("patrols", HERE / "patrols.csv"),
)


def load(ledger: Path) -> None:
    """Make the ledger of the sample county anew; raises SystemExit when a command fails."""
    ledger.parent.mkdir(parents=True, exist_ok=True)
    for leftover in ledger.parent.glob(f"{ledger.name}*"):
        leftover.unlink()
    os.environ |= {
        "STREETCHIEF_DB": str(ledger),
        "STREETCHIEF_NOW": CLOCK,
        "STREETCHIEF_ACTOR": "demo",
    }
    quietly(["init", "--rulebook", "panan", "--site", "panan-demo", "--lang", "zh"])
    for noun, file in LOADS:
        trusted = ["--trust-recorded"] if noun == "patrols" else []
        quietly(["import", noun, str(file), *trusted])
    run_lines(HERE / "commands.txt")
    quietly(["log", "-"], (HERE / "cleanups.txt").read_text(encoding="utf-8"))
    run_lines(HERE / "lists.txt")


def run_lines(file: Path) -> None:
    """Run the commands of a file; {key} stands for the number `log … --key key` printed."""
    numbers: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        words = [numbers.get(word, word) for word in shlex.split(line)[1:]]
        said = quietly(words)
        if "--key" in words:
            number = re.search(r"\d+", said)
            assert number is not None, said
            numbers["{" + words[words.index("--key") + 1] + "}"] = number[0]


def quietly(words: Sequence[str], typed: str = "") -> str:
    """Run one command without showing what it says, and return that; `typed` is its input."""
    out, err = io.StringIO(), io.StringIO()
    given, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = call(words)
    finally:
        sys.stdin = given
    if code:
        raise SystemExit(f"streetchief {shlex.join(words)}\n{out.getvalue()}{err.getvalue()}")
    return out.getvalue()


def show(words: Sequence[str]) -> None:
    """Run one command as a clerk would, and show both."""
    print(f"$ streetchief {shlex.join(words)}", flush=True)
    code = call(words)
    print(flush=True)
    if code:
        raise SystemExit(code)


def main(folder: Path) -> None:
    """Load the sample and show the two reports, then say what to try next."""
    ledger = folder / "panan.db"
    print(f"样例台账(虚构) / sample ledger (fictional): {ledger}", flush=True)
    load(ledger)
    show(["overdue", "--format", "table"])
    show(["week", "2017-W45", "--town", TOWN])
    print("接下来可以试 / try next:")
    for line in (
        "streetchief explain 方前镇/横街 --week 2017-W45",
        "streetchief log 玉山镇/横街 --by 孙玄参 --note 样例",
        "streetchief overdue --lang en --town 高二乡",
    ):
        print(f"  STREETCHIEF_NOW={CLOCK} .venv/bin/{line} --db {ledger}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/demo"))
