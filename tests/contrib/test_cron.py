"""The samples for timers, run as cron would: `env -i`, at a fixed moment, on the sample county.

- a run issues and sends last week's paper, says nothing, and the next run does nothing
- a missed week and a target that could not be reached are caught up, and nobody gets a paper twice
- a second run beside a first ends at once
- the secrets never come out
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.papers.listeners import Mails, mail_server
from tests.sample_county import sample_ledger

CONTRIB = ROOT / "contrib"
WEEKLY = CONTRIB / "cron" / "streetchief-weekly"
MONDAY = "2017-11-13T07:17"
SECRET = "a-secret-word"


@pytest.fixture
def mails() -> Iterator[Mails]:
    with mail_server() as mails:
        yield mails


class Machine:
    """A machine of the office: a program, a ledger, settings, and a clock set by hand."""

    def __init__(self, folder: Path, ledger: Path, mails: Mails) -> None:
        self.folder = folder
        self.ledger = ledger
        self.state = folder / "state"
        program = folder / "streetchief"
        # A program as pip installs it; the pause between messages is for real services.
        program.write_text(
            f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
            "from streetchief.cli.main import call\nsys.exit(call(sys.argv[1:]))\n"
        )
        program.chmod(0o700)
        self.program = program
        self.targets = folder / "notify.toml"
        self.declare(mails.port)
        self.config = folder / "weekly.conf"
        self.configure()

    def declare(self, port: int) -> None:
        self.targets.write_text(
            "[targets]\n"
            f'county = "mailto://127.0.0.1:{port}?from=office@example.com&to=county@example.com"\n'
            f'nobody = "mailto://user:{SECRET}@127.0.0.1:9?from=a@example.com&to=b@example.com"\n'
        )
        self.targets.chmod(0o600)

    def configure(self, **changed: str) -> None:
        settings = {
            "STREETCHIEF": str(self.program),
            "STREETCHIEF_DB": str(self.ledger),
            "STREETCHIEF_NOTIFY": str(self.targets),
            "STATE": str(self.state),
            "TOWN": "玉山镇",
            "SEND": "county",
        } | changed
        self.config.write_text("".join(f"{key}='{value}'\n" for key, value in settings.items()))

    def run(
        self, now: str = MONDAY, script: Path = WEEKLY, *words: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a script as cron does: no environment but its path and the moment of the test."""
        bare = ["env", "-i", "PATH=/usr/bin:/bin", f"STREETCHIEF_NOW={now}", "/bin/sh", str(script)]
        return subprocess.run(
            [*bare, *(words or (str(self.config),))],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
        )


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_ledger(tmp_path_factory.mktemp("sample") / "ledger.db")


@pytest.fixture
def machine(tmp_path: Path, sample: Path, mails: Mails) -> Machine:
    return Machine(tmp_path, Path(shutil.copy(sample, tmp_path / "ledger.db")), mails)


def test_a_run_mails_the_right_paper_and_says_nothing(machine: Machine, mails: Mails) -> None:
    ran = machine.run()
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    [(_sender, recipients, message)] = mails.messages
    assert recipients == ["county@example.com"]
    assert message["Subject"] == "玉山镇街长制工作周报 2017年第45周（11月6日—11月12日） 第1期"
    text = message.get_content()
    assert "纳入街长制管理的街道6条" in text
    assert "达标率100.00%" in text
    kept = (machine.state / "papers" / "2017-W45.txt").read_text(encoding="utf-8")
    assert kept.strip() == text.replace("\r\n", "\n").strip()


def test_the_next_run_does_nothing(machine: Machine, mails: Mails) -> None:
    machine.run()
    again = machine.run("2017-11-14T09:17")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert len(mails.messages) == 1


def test_the_first_run_ever_does_last_week_only_and_later_ones_catch_up(
    machine: Machine, mails: Mails
) -> None:
    machine.run("2017-10-23T07:17")
    machine.run("2017-11-15T12:17")
    assert [message["Subject"].partition("年")[2][:4] for _s, _r, message in mails.messages] == [
        "第42周",
        "第43周",
        "第44周",
        "第45周",
    ]
    assert [message["Subject"][-3:] for _s, _r, message in mails.messages] == [
        "第1期",
        "第2期",
        "第3期",
        "第4期",
    ]


def test_no_more_weeks_are_caught_up_than_asked_for(machine: Machine, mails: Mails) -> None:
    machine.run("2017-10-02T07:17")
    machine.configure(WEEKS="2")
    machine.run(MONDAY)
    assert sorted(path.name for path in (machine.state / "done").iterdir()) == [
        "2017-W39",
        "2017-W44",
        "2017-W45",
    ]


def test_who_was_not_reached_gets_it_later_and_the_others_not_again(
    machine: Machine, mails: Mails
) -> None:
    machine.configure(SEND="nobody county")
    ran = machine.run()
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "nobody" in ran.stderr
    assert SECRET not in ran.stderr
    assert len(mails.messages) == 1
    machine.targets.write_text(machine.targets.read_text().replace(":9?", f":{mails.port}?"))
    machine.targets.write_text(machine.targets.read_text().replace(f"user:{SECRET}@", ""))
    caught_up = machine.run("2017-11-13T12:17")
    assert (caught_up.returncode, caught_up.stderr) == (0, "")
    assert [recipients for _s, recipients, _m in mails.messages] == [
        ["county@example.com"],
        ["b@example.com"],
    ]


def test_a_second_run_beside_a_first_ends_at_once(machine: Machine, mails: Mails) -> None:
    machine.state.mkdir()
    with (machine.state / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = machine.run()
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert mails.messages == []
    machine.run()
    assert len(mails.messages) == 1


def test_without_issuing_the_paper_has_no_number(machine: Machine, mails: Mails) -> None:
    machine.configure(ISSUE="no")
    assert machine.run().returncode == 0
    [(_s, _r, message)] = mails.messages
    assert "期" not in message["Subject"]


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"STREETCHIEF_DB": "/nowhere/ledger.db"}, 1, "ledger.db"),
        ({"TOWN": "没有这个镇"}, 1, "没有这个镇"),
        ({"STATE": ""}, 2, "STATE"),
        ({"SEND": "stranger"}, 1, "stranger"),
    ],
    ids=["no ledger", "no such town", "no state", "no such target"],
)
def test_what_is_wrong_is_said_in_a_sentence(
    machine: Machine, changed: dict[str, str], code: int, words: str
) -> None:
    machine.configure(**changed)
    ran = machine.run()
    assert ran.returncode == code
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr


def test_no_settings_are_said_too(machine: Machine) -> None:
    machine.config.unlink()
    ran = machine.run()
    assert ran.returncode == 4
    assert "weekly.conf" in ran.stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("true",), 0, ""),
        (("echo", "much"), 0, ""),
        (("sh", "-c", "echo much; echo why >&2; exit 6"), 6, "exit 6\nmuch\nwhy\n"),
    ],
    ids=["nothing to say", "said and well", "failed"],
)
def test_quietly_is_quiet_unless_it_failed(
    machine: Machine, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = machine.run(MONDAY, CONTRIB / "cron" / "quietly", *words)
    assert ran.returncode == code
    assert ran.stdout == ""
    assert ran.stderr.endswith(said)
    assert bool(ran.stderr) == bool(code)


def test_the_sample_settings_are_complete_shell() -> None:
    """Every setting the script reads stands in the sample, and the sample can be read by sh."""
    script = WEEKLY.read_text()
    sample = (CONTRIB / "cron" / "weekly.conf").read_text()
    names = [line.partition("=")[0] for line in sample.splitlines() if line and line[0].isupper()]
    for name in ("STREETCHIEF", "STATE", "TOWN", "SEND", "ISSUE", "FORMAT", "WEEKS"):
        assert name in names
        assert f"${name}" in script or f"${{{name}" in script
    subprocess.run(["/bin/sh", "-n", str(WEEKLY)], check=True)
    subprocess.run(["/bin/sh", "-eu", str(CONTRIB / "cron" / "weekly.conf")], check=True)


def test_the_crontab_sets_the_zone_and_runs_what_is_there() -> None:
    lines = (CONTRIB / "cron" / "crontab").read_text().splitlines()
    assert "CRON_TZ=Asia/Shanghai" in lines
    for line in lines:
        for word in line.lstrip("# ").split():
            if word.startswith("/opt/streetchief/contrib/"):
                path = CONTRIB / word.removeprefix("/opt/streetchief/contrib/")
                assert os.access(path, os.X_OK), path


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_the_units_are_well_formed_and_catch_up(tmp_path: Path) -> None:
    units = sorted((CONTRIB / "systemd").iterdir())
    for unit in units:
        text = unit.read_text().replace("/opt/streetchief/contrib", str(CONTRIB))
        (tmp_path / unit.name).write_text(
            text.replace("/opt/streetchief/bin/streetchief", sys.executable)
        )
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / unit.name) for unit in units)],
        capture_output=True,
        text=True,
        check=False,
    )
    complaints = [line for line in checked.stderr.splitlines() if "streetchief" in line]
    assert complaints == []
    timer = (CONTRIB / "systemd" / "streetchief-weekly.timer").read_text()
    assert "Persistent=true" in timer
    for line in timer.splitlines():
        if line.startswith("OnCalendar="):
            assert line.endswith(" Asia/Shanghai")
            subprocess.run(
                ["systemd-analyze", "calendar", line.partition("=")[2]],
                check=True,
                capture_output=True,
            )
