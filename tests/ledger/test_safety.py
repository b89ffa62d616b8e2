"""Nothing lost: opening, locking, killing, racing, with real files and real processes.

- what is no ledger, or cannot be opened, is refused with its own exit code and left as it was
- a writer killed at any moment loses nothing it acknowledged, and the next command just works
- a retry with the same key after a kill writes nothing twice
- eight writers at once: none refused, none lost, one chain; deferred transactions would refuse
- a lock held for too long is exit 3; readers do not mind a writer
- racing migrations and racing `init` make one ledger
- an ordinary user without permission gets exit 4 and a sentence
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from streetchief.errors import Busy
from streetchief.ledger.journal import Stamp, writing
from streetchief.ledger.ledger import Ledger, connect, open_writer
from streetchief.ledger.migrations import migrate
from streetchief.ledger.schema import SCHEMA_VERSION
from tests.conftest import Desk
from tests.furnished import RECORDED_AT, furnish

WRITER = """
import io, json, sys, contextlib
from streetchief.cli.main import call
street, chief, first, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
for number in range(first, first + count):
    day, minute = divmod(number, 1440)
    at = f"2020-{1 + day // 28:02d}-{1 + day % 28:02d}T{minute // 60:02d}:{minute % 60:02d}"
    key = f"{street}-{number}"
    print("try", key, at, flush=True)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = call(["log", street, "--by", chief, "--at", at, "--key", key, "--format", "json"])
    if code:
        sys.exit(code)
    print("saved", key, json.loads(said.getvalue())["rows"][0]["number"], flush=True)
"""
"""A clerk who types one `log` after another, in one process, through the program itself."""


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    return office


def writer(desk: Desk, street: str, chief: str, first: int, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, street, chief, str(first), str(count)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=desk.process_environment(),
        cwd=desk.folder,
    )


def stored(db: Path) -> dict[str, int]:
    """Return the numbers of stored patrols by their retry key."""
    with closing(sqlite3.connect(db)) as connection:
        rows = connection.execute("SELECT key, id FROM activity WHERE key IS NOT NULL").fetchall()
    assert len({key for key, _id in rows}) == len(rows), "a key was written twice"
    return dict(rows)


# Opening


def _missing(folder: Path) -> Path:
    return folder / "none.db"


def _no_folder(folder: Path) -> Path:
    return folder / "nowhere" / "ledger.db"


def _a_folder(folder: Path) -> Path:
    (folder / "books").mkdir()
    return folder / "books"


def _under_a_file(folder: Path) -> Path:
    (folder / "file").write_text("x")
    return folder / "file" / "ledger.db"


def _broken_link(folder: Path) -> Path:
    (folder / "link.db").symlink_to(folder / "gone.db")
    return folder / "link.db"


def _link_in_a_circle(folder: Path) -> Path:
    (folder / "a.db").symlink_to(folder / "b.db")
    (folder / "b.db").symlink_to(folder / "a.db")
    return folder / "a.db"


def _holding(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def _another_programs(folder: Path) -> Path:
    with closing(sqlite3.connect(folder / "photos.db")) as connection:
        connection.execute("CREATE TABLE photo (id INTEGER PRIMARY KEY)")
    return folder / "photos.db"


def _with(statement: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        with closing(sqlite3.connect(folder / "ledger.db", isolation_level=None)) as connection:
            connection.execute(statement)
        return folder / "ledger.db"

    return make


def _cut(size: int) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        whole = (folder / "ledger.db").read_bytes()
        (folder / "ledger.db").write_bytes(whole[:size])
        return folder / "ledger.db"

    return make


REFUSED = [
    pytest.param(_missing, 4, "There is no ledger at", id="missing file"),
    pytest.param(_no_folder, 4, "There is no ledger at", id="missing folder"),
    pytest.param(_a_folder, 4, "is a folder", id="a folder"),
    pytest.param(_under_a_file, 4, "no folder", id="a file where a folder should be"),
    pytest.param(_broken_link, 4, "There is no ledger at", id="a link to nothing"),
    pytest.param(_link_in_a_circle, 4, "a link that leads nowhere", id="a link to itself"),
    pytest.param(_holding("log.csv", "街道,人员\n".encode()), 5, "no SQLite file", id="a CSV file"),
    pytest.param(_holding("log.xlsx", b"PK\x03\x04" + bytes(200)), 5, "no SQLite", id="a workbook"),
    pytest.param(_holding("new.db", b""), 5, "it is empty", id="an empty file"),
    pytest.param(_holding("new.db", bytes(4096)), 5, "no SQLite file", id="a file of zeros"),
    pytest.param(
        _holding("secret.db", random.Random(1).randbytes(8192)), 5, "encrypted", id="encrypted"
    ),
    pytest.param(_another_programs, 5, "another program's", id="another program's database"),
    pytest.param(
        _with(f"PRAGMA user_version = {SCHEMA_VERSION + 1}"), 5, "newer", id="a newer ledger"
    ),
    pytest.param(_with("PRAGMA user_version = 0"), 5, "older", id="an older ledger"),
    pytest.param(_with("DELETE FROM here"), 5, "names no site", id="a ledger of no site"),
    pytest.param(_cut(20), 5, "damaged", id="cut inside the header"),
    pytest.param(_cut(100), 5, "damaged", id="cut after the header"),
    pytest.param(_cut(4096), 5, "damaged", id="cut after the first page"),
    pytest.param(_cut(40960), 5, "damaged", id="cut later"),
]


@pytest.mark.parametrize(("make", "code", "words"), REFUSED)
def test_what_is_no_ledger_is_refused_and_left_as_it_was(
    office: Desk, make: Callable[[Path], Path], code: int, words: str
) -> None:
    path = make(office.folder)
    before = snapshot(office.folder)
    office.db = path
    for line in ("history", "overdue", "undo", "log 横街 --by 韦知母", "verify", "info"):
        ran = office.run(line, code=None)
        assert ran.code == code, (line, ran)
        assert words in ran.err or line == "verify", (line, ran)
        assert ran.out == "" or line == "verify"
        assert len(ran.err.splitlines()) <= 3
    assert snapshot(office.folder) == before


def snapshot(folder: Path) -> dict[str, bytes | str]:
    """Return every file below a folder with its bytes, every link with where it leads."""
    return {
        str(path.relative_to(folder)): os.readlink(path) if path.is_symlink() else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }


@pytest.mark.parametrize(
    "said", [":memory:", "file:ledger.db?mode=rwc", "file:x?mode=memory&cache=shared", " ", "a\0b"]
)
def test_what_is_no_path_of_a_file_is_refused(office: Desk, said: str) -> None:
    before = snapshot(office.folder)
    for line in ("history", "undo", "init"):
        assert office.run([line, "--db", said], code=4).err
    assert snapshot(office.folder) == before


@pytest.mark.parametrize(
    "name", ["100% 街长?.db", "a#b.db", "%3f.db", "台账 2026.db", "file.db;drop", "-.db"]
)
def test_any_name_the_system_allows_will_do(desk: Desk, name: str) -> None:
    desk.db = desk.folder / name
    desk.run("init")
    desk.run("history")
    assert [path.name for path in desk.folder.iterdir()] == [name]
    assert desk.db.stat().st_mode & 0o777 == 0o600


def test_a_link_to_a_ledger_and_a_relative_path_lead_to_it(town: Desk) -> None:
    link = town.folder / "link.db"
    link.symlink_to(town.db)
    town.run(["log", "横街", "--by", "韦知母", "--db", str(link)])
    assert town.run("history --db ./link.db --format json").rows[-1]["act"] == "log"
    town.run("verify")


def test_a_ledger_is_never_made_over_something(town: Desk) -> None:
    before = snapshot(town.folder)
    assert "already something" in town.run("init", code=1).err
    assert snapshot(town.folder) == before


def test_writers_sync_every_commit_and_keep_no_log_beside_the_file(town: Desk) -> None:
    with closing(open_writer(town.db)) as ledger:
        connection = ledger.connection
        assert connection.execute("PRAGMA synchronous").fetchone() == (3,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


# Killing


def killed(process: subprocess.Popen[str], after: float) -> tuple[list[str], dict[str, int]]:
    """Kill a writer some time after its first record; return the keys tried and those saved."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("saved"):
            break
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    rest, error = process.communicate()
    assert error == ""
    words = [line.split() for line in [*lines, *rest.splitlines()]]
    tried = [line[1] for line in words if line[0] == "try"]
    saved = {line[1]: int(line[2]) for line in words if line[0] == "saved" and len(line) == 3}
    return tried, saved


def kill_rounds(town: Desk, rounds: int, seed: int) -> None:
    rng = random.Random(seed)
    acknowledged: dict[str, int] = {}
    for number in range(rounds):
        first = number * 1000
        tried, saved = killed(writer(town, "横街", "韦知母", first, 1000), rng.uniform(0, 0.05))
        acknowledged |= saved
        before = stored(town.db)
        assert acknowledged.items() <= before.items()
        last = int(tried[-1].partition("-")[2])
        day, minute = divmod(last, 1440)
        at = f"2020-{1 + day // 28:02d}-{1 + day % 28:02d}T{minute // 60:02d}:{minute % 60:02d}"
        words = f"log 横街 --by 韦知母 --at {at} --key {tried[-1]} --format json"
        retried = town.run(words).rows[0]["number"]
        assert retried == before.get(tried[-1], retried)
        assert stored(town.db) == before | {tried[-1]: retried}
        acknowledged[tried[-1]] = retried
    town.run("verify")
    assert not Path(f"{town.db}-journal").exists()


def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged(town: Desk) -> None:
    """Fifty times; after each the last record is tried again with its key, and is there once."""
    kill_rounds(town, 50, seed=50)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_a_thousand_kills(town: Desk) -> None:
    kill_rounds(town, 1000, seed=1000)


HALF_WRITTEN = """
import os, signal, sys
from pathlib import Path
from streetchief.ledger.journal import Stamp, writing
from streetchief.ledger.ledger import open_writer
ledger = open_writer(Path(sys.argv[1]))
ledger.connection.execute("PRAGMA cache_size = 5")
with writing(ledger, Stamp(act="import", actor="", recorded_at=0)) as entry:
    for n in range(2000):
        entry.add("setting", {"name": "x" * 500, "value": str(n)})
    ledger.connection.execute("SELECT count(*) FROM setting").fetchone()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def half_written(town: Desk) -> Desk:
    """A writer was killed after part of its entry had reached the file."""
    before = town.db.read_bytes()
    subprocess.run(
        [sys.executable, "-c", HALF_WRITTEN, str(town.db)],
        env=town.process_environment(),
        check=False,
    )
    assert Path(f"{town.db}-journal").exists(), "the journal is what the next one rolls back by"
    assert town.db.read_bytes() != before
    return town


@pytest.mark.parametrize(
    "line", ["verify", "history", "info", "overdue", "log 横街 --by 韦知母", "undo"]
)
def test_whoever_comes_next_finds_the_ledger_as_it_was(half_written: Desk, line: str) -> None:
    half_written.run(line)
    assert not Path(f"{half_written.db}-journal").exists()
    acts = [row["act"] for row in half_written.run("history --format json").rows]
    assert acts[:2] == ["init", "import"]
    assert len(acts) == 2 + (line.startswith("log") or line == "undo")
    half_written.run("verify")


def interrupted_act(ledger: Ledger) -> None:
    with writing(ledger, Stamp(act="log", actor="", recorded_at=RECORDED_AT)) as entry:
        entry.add("setting", {"name": "a", "value": "b"})
        raise KeyboardInterrupt


def test_a_run_that_stops_by_itself_writes_nothing(town: Desk) -> None:
    before = town.db.read_bytes()
    with closing(open_writer(town.db)) as ledger, pytest.raises(KeyboardInterrupt):
        interrupted_act(ledger)
    town.run("verify")
    assert len(town.run("history --format json").rows) == 2
    assert len(before) == town.db.stat().st_size


# Many at once


def test_eight_writers_at_once_lose_and_double_nothing(town: Desk) -> None:
    writers = [writer(town, "横街", "韦知母", 1000 * number, 25) for number in range(8)]
    saved: dict[str, int] = {}
    for process in writers:
        out, error = process.communicate(timeout=120)
        assert (process.returncode, error) == (0, "")
        rows = [line.split() for line in out.splitlines() if line.startswith("saved")]
        saved |= {key: int(number) for _word, key, number in rows}
    assert len(saved) == 200
    assert stored(town.db) == saved
    assert town.run("verify --format json").json["entries"] == 202


def read_then_write(
    db: Path, begin: Callable[[sqlite3.Connection], object], outcomes: list[str]
) -> None:
    """Read how many there are, wait a moment as work does, and write one more."""
    with closing(connect(db, "rw")) as connection:
        try:
            begin(connection)
            count = connection.execute("SELECT count(*) FROM counter").fetchone()[0]
            time.sleep(0.05)
            connection.execute("INSERT INTO counter VALUES (?)", (count,))
            connection.execute("COMMIT")
            outcomes.append("saved")
        except sqlite3.OperationalError:
            outcomes.append("refused")


@pytest.mark.parametrize(
    ("begin", "refused"), [("BEGIN IMMEDIATE", False), ("BEGIN DEFERRED", True)]
)
def test_only_immediate_transactions_never_refuse_each_other(
    tmp_path: Path, begin: str, refused: bool
) -> None:
    """Why every write begins IMMEDIATE: two that read before they write refuse each other."""
    db = tmp_path / "counter.db"
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("CREATE TABLE counter (n)")
    outcomes: list[str] = []
    threads = [
        threading.Thread(target=read_then_write, args=(db, lambda c: c.execute(begin), outcomes))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ("refused" in outcomes) is refused
    with closing(sqlite3.connect(db)) as connection:
        numbers = [row[0] for row in connection.execute("SELECT n FROM counter ORDER BY n")]
    assert numbers == list(range(outcomes.count("saved")))


def test_the_writing_of_the_ledger_reads_under_its_lock(town: Desk) -> None:
    """Goes red when `transaction` begins any other way: the act itself reads, waits and writes."""
    problems: list[BaseException] = []

    def act() -> None:
        try:
            with (
                closing(open_writer(town.db)) as ledger,
                writing(ledger, Stamp(act="log", actor="", recorded_at=RECORDED_AT)) as entry,
            ):
                time.sleep(0.05)
                entry.add("setting", {"name": "a", "value": "b"})
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=act) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert town.run("verify --format json").json["entries"] == 6


@contextmanager
def held(db: Path, begin: str) -> Iterator[None]:
    """Hold a lock as another program does."""
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute(begin)
        yield
        connection.execute("ROLLBACK")


def test_a_writer_waits_no_longer_than_it_is_told_and_says_busy(town: Desk) -> None:
    town.env["STREETCHIEF_BUSY_SECONDS"] = "0.2"
    before = town.db.read_bytes()
    with held(town.db, "BEGIN IMMEDIATE"):
        for line in ("log 横街 --by 韦知母", "undo", "void 20 --why x"):
            started = time.monotonic()
            assert "Someone else is writing" in town.run(line, code=3).err
            assert 0.15 < time.monotonic() - started < 5
    assert town.db.read_bytes() == before
    town.run("log 横街 --by 韦知母")


def test_a_writer_waits_for_another_to_finish(town: Desk) -> None:
    with held(town.db, "BEGIN IMMEDIATE"):
        process = writer(town, "横街", "韦知母", 0, 1)
        time.sleep(0.6)
        assert process.poll() is None
    out, error = process.communicate(timeout=30)
    assert (process.returncode, error) == (0, "")
    assert "saved" in out


def test_readers_do_not_mind_a_writer(town: Desk) -> None:
    town.env["STREETCHIEF_BUSY_SECONDS"] = "0.2"
    with held(town.db, "BEGIN IMMEDIATE"):
        for line in ("history", "overdue", "verify", "info"):
            town.run(line)
    with held(town.db, "BEGIN EXCLUSIVE"):
        for line in ("history", "verify"):
            town.run(line, code=3)


@pytest.mark.parametrize("said", ["", "soon", "-1", "nan"])
def test_a_senseless_waiting_time_is_no_failure(town: Desk, said: str) -> None:
    town.env["STREETCHIEF_BUSY_SECONDS"] = said
    town.run("log 横街 --by 韦知母")


MIGRATE = """
import sys
from pathlib import Path
from streetchief.ledger.ledger import connect
from streetchief.ledger.migrations import migrate
path = Path(sys.argv[1])
sys.stdin.readline()
connection = connect(path, "rw")
print(migrate(connection, path))
"""


def race(desk: Desk, code: str, *words: str) -> list[tuple[int, str, str]]:
    """Start six processes, let them all go at once, and say how each ended."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=desk.process_environment(),
            cwd=desk.folder,
        )
        for _ in range(6)
    ]
    time.sleep(0.5)
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=60) for process in processes]
    return [
        (process.returncode, out.strip(), error)
        for process, (out, error) in zip(processes, ended, strict=True)
    ]


def test_racing_migrations_do_the_work_once(desk: Desk) -> None:
    fresh = desk.write("fresh.db", b"")
    ended = race(desk, MIGRATE, str(fresh))
    assert sorted(out for _code, out, _error in ended) == ["False"] * 5 + ["True"]
    assert {(code, error) for code, _out, error in ended} == {(0, "")}
    with closing(sqlite3.connect(fresh)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    with closing(connect(fresh, "rw")) as connection:
        assert migrate(connection, fresh) is False


INIT = """
import sys
sys.stdin.readline()
from streetchief.cli.main import call
sys.exit(call(["init", "--town", "双峰乡"]))
"""


def test_racing_inits_make_one_ledger(desk: Desk) -> None:
    codes = sorted(code for code, _out, _error in race(desk, INIT))
    assert codes == [0, 1, 1, 1, 1, 1]
    assert [path.name for path in desk.folder.iterdir()] == [desk.db.name]
    desk.run("verify")


def test_busy_is_told_apart_from_other_faults(town: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STREETCHIEF_BUSY_SECONDS", "0")
    stamp = Stamp(act="log", actor="", recorded_at=RECORDED_AT)
    with (
        held(town.db, "BEGIN IMMEDIATE"),
        closing(open_writer(town.db)) as ledger,
        pytest.raises(Busy),
        writing(ledger, stamp),
    ):
        pytest.fail("the lock was taken twice")


# An ordinary user


NOBODY = 65534


def run_as_nobody(desk: Desk, line: str) -> tuple[int, str]:
    """Run a command as a user without rights, in a fork of this process; its code and words.

    The interpreter itself may lie where that user cannot read, so the modules are loaded before:
    run the same command as yourself first.
    """
    if not hasattr(os, "fork") or os.geteuid() != 0:
        pytest.skip("only root can become another user; run as root to see this")
    said = desk.folder.parent / "said"
    said.write_bytes(b"")
    said.chmod(0o666)
    child = os.fork()
    if child == 0:
        code = 99
        try:
            os.environ.update(desk.process_environment())
            file = os.open(said, os.O_WRONLY)
            os.dup2(file, 1)
            os.dup2(file, 2)
            sys.stdout = os.fdopen(1, "w", encoding="utf-8")
            sys.stderr = os.fdopen(2, "w", encoding="utf-8")
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            from streetchief.cli.main import call

            code = call(line.split())
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said.read_text(encoding="utf-8")


@pytest.fixture
def shared(town: Desk) -> Iterator[Desk]:
    """A ledger that everyone may read and write, with its modules loaded."""
    for line in ("history", "verify", "log 横街 --by 韦知母", "undo"):
        town.run(line)
    folders = [town.folder, *town.folder.parents]
    before = {folder: folder.stat().st_mode for folder in folders if folder != Path("/")}
    for folder in before:
        if folder.stat().st_uid == os.geteuid() and "pytest" in str(folder):
            folder.chmod(0o755)
    town.folder.chmod(0o777)
    town.db.chmod(0o666)
    yield town
    for folder in (town.folder, town.folder.parent):
        folder.chmod(before[folder] & 0o7777)


WRITE = "log 横街 --by 韦知母 --at 2026-11-19T10:00"


def test_everyone_who_may_write_may_log(shared: Desk) -> None:
    shared.run("log 中街 --by 昌沙参")
    code, said = run_as_nobody(shared, WRITE)
    assert (code, "Logged" in said) == (0, True), said
    shared.run("verify")


@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "reads", "writes"),
    [
        pytest.param(0o777, 0o444, 0, 4, id="a read-only file"),
        pytest.param(0o555, 0o666, 0, 4, id="a read-only folder"),
        pytest.param(0o555, 0o444, 0, 4, id="both read-only"),
        pytest.param(0o777, 0o000, 4, 4, id="a file one may not read"),
        pytest.param(0o000, 0o666, 4, 4, id="a folder one may not enter"),
    ],
)
def test_without_permission_it_is_exit_4_and_the_file_as_it_was(
    shared: Desk, folder_mode: int, file_mode: int, reads: int, writes: int
) -> None:
    before = shared.db.read_bytes()
    shared.run("log 中街 --by 昌沙参")
    shared.db.write_bytes(before)
    shared.db.chmod(file_mode)
    shared.folder.chmod(folder_mode)
    for line in ("history", "verify"):
        code, said = run_as_nobody(shared, line)
        assert code == reads, (line, said)
        assert "Traceback" not in said
    code, said = run_as_nobody(shared, WRITE)
    assert code == writes, said
    assert len(said.splitlines()) == 3
    assert shared.db.read_bytes() == before


def test_a_reader_who_may_not_roll_back_says_who_must(shared: Desk) -> None:
    """A cut-off write lies beside a file in a folder that this user may not write to."""
    subprocess.run(
        [sys.executable, "-c", HALF_WRITTEN, str(shared.db)],
        env=shared.process_environment(),
        check=False,
    )
    journal = Path(f"{shared.db}-journal")
    journal.chmod(0o644)
    shared.db.chmod(0o444)
    shared.folder.chmod(0o555)
    code, said = run_as_nobody(shared, "history")
    assert code == 4, said
    assert "must first be rolled back" in said
    assert journal.exists()
    shared.run("verify")
    assert not journal.exists()


def test_numbers_are_never_given_twice(town: Desk) -> None:
    """An undone record keeps its number, and the next one gets a new one."""
    numbers = []
    for _ in range(3):
        ran = town.run(f"{WRITE} --format json")
        numbers.append(ran.rows[0]["number"])
        undone = json.loads(town.run("undo --format json").out)
        numbers.append(undone["written"])
    assert numbers == sorted(set(numbers))
