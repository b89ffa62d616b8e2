"""Count the house: modules and lines a room, and the modules a command runs.

    python tests/bench/census.py            # this tree
    python tests/bench/census.py ../older   # another checkout, beside this one

Empty `__init__` files are no modules. What a command runs is what a fresh interpreter has loaded of
the program when the command has ended, on a small ledger made for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

COMMANDS = (
    "log 横街 --by 张三",
    "overdue",
    "item rectify 1 --by 李四",
    "week last",
)
OPENING = (
    "init --town 双峰乡",
    "place add --kind street 横街 --opened-on 2026-01-01",
    "holder add 张三 --unit 大皿村村委会",
    "holder add 李四 --unit 大皿村村委会",
    "appoint 张三 deputy_chief 横街 --from 2026-01-01",
    "log 横街 --by 张三 --at 9:00 --found 道乱占:门前堆放杂物",
    "item assign 1 --holder 李四",
)
CALL = """
import sys
from streetchief.cli.main import call
code = call(sys.argv[1:])
mine = [name for name, m in sys.modules.items()
        if name.startswith("streetchief") and not str(m.__file__).endswith("__init__.py")]
print("\\n" + str(len(mine)), file=sys.stderr)
sys.exit(code)
"""


def rooms(tree: Path) -> dict[str, tuple[int, int]]:
    """Return for each folder of the program its modules and lines."""
    modules: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for path in sorted((tree / "streetchief").rglob("*.py")):
        text = path.read_text("utf-8")
        if not text:
            continue
        below = path.relative_to(tree / "streetchief").parts
        room = below[0] if len(below) > 1 else "."
        modules[room] += 1
        lines[room] += text.count("\n")
    return {room: (modules[room], lines[room]) for room in modules}


def run(tree: Path, ledger: Path, words: str) -> tuple[int, str]:
    """Run one command of a tree; return how many of its modules it loaded, and what it said."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(tree),
        "STREETCHIEF_DB": str(ledger),
        "STREETCHIEF_NOW": "2026-11-20T09:30",
        "STREETCHIEF_LANG": "zh",
    }
    ran = subprocess.run(
        [sys.executable, "-c", CALL, *words.split()],
        cwd=ledger.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        return 0, ran.stderr
    return int(ran.stderr.split()[-1]), ""


def main(tree: Path) -> None:
    """Print the census of a tree."""
    counted = rooms(tree)
    for room, (modules, lines) in sorted(counted.items()):
        print(f"{room:12} {modules:4} modules {lines:6} lines")
    total = [sum(numbers) for numbers in zip(*counted.values(), strict=True)]
    print(f"{'all':12} {total[0]:4} modules {total[1]:6} lines")
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.db"
        for words in OPENING:
            run(tree, ledger, words)
        for words in COMMANDS:
            loaded, said = run(tree, ledger, words)
            print(f"{words:28} {loaded or said:>4} modules")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve())
