"""`make bench`: what a command costs, as whole processes, beside the floor and the peers.

Convention: instruction counts (valgrind) where valgrind is installed, since they hold on a noisy
machine; else and beside them CPU seconds, as the median ratio of commands run in turn. A peer that
is not installed is named and left out.

    python tests/bench/bench.py [--patrols 31000] [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FLOOR = str(HERE / "floor.py")
NOW = "2026-11-20T09:30"


def environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "STREETCHIEF_DB": str(folder / "ledger.db"),
        "STREETCHIEF_NOW": NOW,
        "STREETCHIEF_LANG": "en",
        "STREETCHIEF_ACTOR": "bench",
        "PYTHONHASHSEED": "0",
        "COLUMNS": "120",
    }


def instructions(words: Sequence[str], env: dict[str, str]) -> float | None:
    """Return millions of instructions of one run, None without valgrind."""
    if shutil.which("valgrind") is None:
        return None
    ended = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *words],
        env=env,
        capture_output=True,
        check=False,
    )
    found = re.search(rb"I\s+refs:\s+([\d,]+)", ended.stderr)
    return int(found[1].replace(b",", b"")) / 1e6 if found else None


def cpu(words: Sequence[str], env: dict[str, str]) -> float:
    """Return the CPU seconds of one run and fail when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def paired(a: Sequence[str], b: Sequence[str], env: dict[str, str], rounds: int) -> float:
    """Return the median ratio of CPU seconds of `a` to `b`, run in turn after a warm-up."""
    cpu(a, env), cpu(b, env)
    return statistics.median(cpu(a, env) / cpu(b, env) for _ in range(rounds))


def build(folder: Path, patrols: int, streets: int = 300) -> float:
    """Make the ledger and the floor's database; return the seconds the import of patrols took."""
    env = environment(folder)
    program = [sys.executable, "-m", "streetchief"]
    files = {
        "streets": ["town,street,opened_on", *(f"T,S{n},2025-01-01" for n in range(streets))],
        "holders": ["name,kind", *(f"P{n},person" for n in range(streets))],
        "assignments": [
            "holder,role,place,since",
            *(f"P{n},deputy_chief,S{n},2025-01-01" for n in range(streets)),
        ],
        "patrols": [
            "street,person,started_at",
            *(
                f"S{n % streets},P{n % streets},{stamp(n // streets, patrols // streets + 1)}"
                for n in range(patrols)
            ),
        ],
    }
    run = subprocess.run
    run([*program, "init", "--town", "T"], env=env, check=True, stdout=subprocess.DEVNULL)
    took = 0.0
    for noun, lines in files.items():
        path = folder / f"{noun}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        started = time.perf_counter()
        run([*program, "import", noun, str(path)], env=env, check=True, stdout=subprocess.DEVNULL)
        took = time.perf_counter() - started
    run([sys.executable, FLOOR, "make", str(folder / "floor.db")], env=env, check=True)
    import sqlite3

    floor = sqlite3.connect(folder / "floor.db")
    with floor:
        floor.executemany(
            "INSERT INTO patrol (street, person, day) VALUES (?, ?, ?)",
            ((n % streets + 1, f"P{n % streets}", 20700 - n // streets) for n in range(patrols)),
        )
    floor.close()
    return took


def stamp(number: int, rounds: int) -> str:
    """Return the start of the n-th patrol of a street: spread over the year before NOW."""
    from datetime import datetime, timedelta

    last = datetime(2026, 11, 19, 8, 0)
    return (last - timedelta(hours=8760 / rounds * number)).strftime("%Y-%m-%d %H:%M")


def peers(folder: Path) -> dict[str, list[str]]:
    """Return the peers' commands that are installed, and say which are missing."""
    wanted = {
        "watson add": ["watson", "add", "-f", "2026-11-20 08:00", "-t", "2026-11-20 09:00", "S1"],
        "jrnl": ["jrnl", "--config-file", str(folder / "jrnl.yaml"), "today at 9am: S1."],
        "sqlite-utils insert": [
            "sqlite-utils",
            "insert",
            str(folder / "peer.db"),
            "patrol",
            str(folder / "one.json"),
        ],
        "task overdue": ["task", "overdue"],
        "timew summary": ["timew", "summary", "2025-11-20", "-", "2026-11-20"],
    }
    (folder / "one.json").write_text('{"street": "S1", "person": "P1"}')
    (folder / "jrnl.yaml").write_text(
        f"journals:\n  default: {folder / 'journal.txt'}\nversion: v4.2\neditor: ''\n"
    )
    (folder / "journal.txt").touch()
    folders = [str(Path(sys.executable).parent), str(ROOT / "build" / "peers" / "bin")]
    folders.append(os.environ.get("PATH", ""))
    found = {}
    for name, words in wanted.items():
        program = shutil.which(words[0], path=os.pathsep.join(folders))
        if program is None:
            print(f"  ({words[0]} is not installed: left out)")
        else:
            found[name] = [program, *words[1:]]
    return found


def fill(folder: Path, patrols: int, streets: int = 300) -> None:
    """Give the peers the same records: a year of intervals, and a task overdue for each street."""
    from datetime import datetime, timedelta

    months: dict[str, list[str]] = {}
    for number in range(patrols):
        at = datetime.strptime(
            stamp(number // streets, patrols // streets + 1), "%Y-%m-%d %H:%M"
        ) - timedelta(seconds=number % streets)
        end = at + timedelta(milliseconds=500)
        line = f"inc {at:%Y%m%dT%H%M%SZ} - {end:%Y%m%dT%H%M%SZ} # S{number % streets}"
        months.setdefault(f"{at:%Y-%m}", []).append(line)
    data = folder / ".timewarrior" / "data"
    data.mkdir(parents=True)
    (folder / ".timewarrior" / "timewarrior.cfg").touch()
    for month, lines in months.items():
        (data / f"{month}.data").write_text("\n".join(sorted(lines)) + "\n")
    (folder / ".taskrc").write_text(f"data.location={folder / '.task'}\nconfirmation=off\n")
    if shutil.which("task"):
        tasks = ",".join(
            f'{{"description":"S{n}","due":"20251101T000000Z","status":"pending"}}'
            for n in range(streets)
        )
        subprocess.run(
            ["task", "import", "-"],
            input=f"[{tasks}]".encode(),
            env=environment(folder),
            capture_output=True,
            check=False,
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--patrols", type=int, default=31_000)
    parser.add_argument("--rounds", type=int, default=5)
    said = parser.parse_args()
    folder = ROOT / "build" / "bench"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    env = environment(folder)
    subprocess.run(
        [sys.executable, "-m", "compileall", "-q", str(ROOT / "streetchief")], check=False
    )
    took = build(folder, said.patrols)
    print(f"import of {said.patrols} patrols: {took:.1f} s, {said.patrols / took:,.0f} rows/s\n")
    python, floor = sys.executable, str(folder / "floor.db")
    program = [python, "-m", "streetchief"]
    bare_log = [python, FLOOR, "bare", floor, "S1", "P1"]
    typer_log = [python, FLOOR, "typer", "log", "S1", "--by", "P1", "--db", floor]
    bare_list = [python, FLOOR, "bare-list", floor, "20680"]
    typer_list = [python, FLOOR, "typer", "overdue", "--db", floor, "--since", "20680"]
    count = iter(range(10_000))

    def log() -> list[str]:
        return [
            *program,
            "log",
            "S1",
            "--by",
            "P1",
            "--at",
            f"2026-11-18 {next(count) // 60:02}:{next(count) % 60:02}",
        ]

    rows = [
        ("log", log(), bare_log, typer_log),
        ("overdue (plain, --all)", [*program, "overdue", "--all"], bare_list, typer_list),
        ("--help", [*program, "--help"], None, [python, FLOOR, "typer", "--help"]),
    ]
    titles = ("command", "M instr", "bare", "typer", "÷ bare", "÷ typer", "CPU ÷ typer")
    widths = (-26, 9, 8, 8, 9, 9, 13)
    print(
        "".join(f"{t:<{-w}}" if w < 0 else f"{t:>{w}}" for t, w in zip(titles, widths, strict=True))
    )
    for name, words, bare, typer in rows:
        counts = [instructions(w, env) if w else None for w in (words, bare, typer)]
        ours, low, minimal = counts
        ratio = paired(words if name != "log" else log(), typer, env, said.rounds)
        print(
            f"{name:<26}{_number(ours):>9}{_number(low):>8}{_number(minimal):>8}"
            f"{_ratio(ours, low):>9}{_ratio(ours, minimal):>9}{ratio:>13.2f}"
        )
    fill(folder, said.patrols)
    print("\npeers, CPU of ours ÷ the peer's (log, and overdue beside a report)")
    for name, words in peers(folder).items():
        mine = [*program, "overdue"] if name in ("task overdue", "timew summary") else log()
        try:
            print(f"  {name:<24}{paired(mine, words, env, said.rounds):>6.2f}")
        except subprocess.CalledProcessError as error:
            print(f"  ({name} failed: {error.stderr.decode()[:80]!r})")


def _number(count: float | None) -> str:
    return "-" if count is None else f"{count:.0f}"


def _ratio(a: float | None, b: float | None) -> str:
    return "-" if a is None or b is None else f"{a / b:.2f}"


if __name__ == "__main__":
    main()
