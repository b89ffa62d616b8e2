"""Where output goes, and what is said when it cannot.

- a file is whole or not there, owner's only, UTF-8 with LF
- a failure after something was saved is exit 6, before it exit 4; a closed pipe alone is none
- the right words for folder, missing parent, no permission, full disk
- pipes get UTF-8, a GBK console gets what it can show
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from streetchief.errors import Exit, OutputFault, StorageFault
from streetchief.locale import text
from streetchief.output.stream import emit, output, output_bytes

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX devices and modes")
SAVED = "已保存，编号为7。"


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    before = text.language()
    text.use("zh")
    yield
    text.use(before)


def test_a_file_is_written_as_utf8_with_lf(tmp_path: Path) -> None:
    emit("横街\n第二行\n", str(tmp_path / "周报.txt"))
    assert (tmp_path / "周报.txt").read_bytes() == "横街\n第二行\n".encode()
    assert os.listdir(tmp_path) == ["周报.txt"]


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    with output_bytes(str(tmp_path / "paper.docx")) as file:
        file.write(b"PK\r\n\0")
    assert (tmp_path / "paper.docx").read_bytes() == b"PK\r\n\0"


@POSIX
def test_a_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    emit("x", str(tmp_path / "a"))
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o600


def test_a_failure_on_the_way_leaves_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text("earlier")

    def fail_half_way() -> None:
        with output(str(path)) as stream:
            stream.write("half of it")
            stream.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert path.read_text() == "earlier"
    assert os.listdir(tmp_path) == ["paper.txt"]


def test_until_the_end_the_earlier_file_is_there(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text("earlier")
    with output(str(path)) as stream:
        stream.write("later")
        stream.flush()
        assert path.read_text() == "earlier"
    assert path.read_text() == "later"


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("earlier")
    (tmp_path / "link.txt").symlink_to("real.txt")
    emit("later", str(tmp_path / "link.txt"))
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "later"


@POSIX
def test_a_device_is_written_to_and_not_replaced() -> None:
    emit("x", os.devnull)
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@POSIX
@pytest.mark.parametrize(
    ("place", "reason"),
    [
        pytest.param(".", "这是一个文件夹", id="a folder"),
        pytest.param("no/such/folder/a.txt", "文件夹", id="missing parent"),
        pytest.param("a file/b.txt", "文件夹", id="the parent is a file"),
        pytest.param("街" * 90, "文件名太长", id="name too long"),
    ],
)
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "a file").write_text("x")
    with pytest.raises(StorageFault) as fault:
        emit("x", str(tmp_path / place))
    assert fault.value.exit_code == Exit.STORAGE
    assert reason in fault.value.cause
    assert len(fault.value.sentences) == 3
    assert not list(tmp_path.glob(".streetchief-*"))


@POSIX
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageFault, match="没有权限"):
        emit("x", str(tmp_path / "a"))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_said_and_what_was_saved_before() -> None:
    with pytest.raises(StorageFault, match="磁盘已满"):
        emit("x" * 100_000, "/dev/full")
    with pytest.raises(OutputFault, match="磁盘已满") as fault:
        emit("x", "/dev/full", saved=SAVED)
    assert fault.value.exit_code == Exit.OUTPUT
    assert fault.value.effect == SAVED


def test_a_path_with_hostile_characters_is_named_harmlessly(tmp_path: Path) -> None:
    with pytest.raises(StorageFault) as fault:
        emit("x", str(tmp_path / "no\x1b[2J" / "a"))
    assert "\x1b" not in "".join(fault.value.sentences)


# Standard output, in processes of its own

PROGRAM = """
import sys
from streetchief.errors import StreetchiefError
from streetchief.output.stream import output
try:
    with output(saved=sys.argv[1]) as stream:
        stream.write(sys.argv[2] * int(sys.argv[3]))
except StreetchiefError as error:
    sys.stderr.write("|".join(error.sentences))
    sys.exit(error.exit_code)
"""


def run(
    saved: str,
    words: str,
    times: int = 1,
    *,
    before: str = "",
    after: str = "",
    environ: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    line = f'{before} "$0" -c "$1" "$2" "$3" "$4" {after}'
    arguments = [sys.executable, PROGRAM, saved, words, str(times)]
    return subprocess.run(
        ["sh", "-c", f"{line}", *arguments], capture_output=True, env={**kept, **(environ or {})}
    )


@POSIX
@pytest.mark.parametrize(
    "environ", [{}, {"LANG": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "zh_CN.GBK"}], ids=str
)
def test_a_pipe_gets_utf8_whatever_the_locale(environ: dict[str, str]) -> None:
    done = run("", "横街 ✓\n", environ=environ)
    assert (done.returncode, done.stdout) == (0, "横街 ✓\n".encode())


@POSIX
def test_a_gbk_console_gets_what_it_can_show() -> None:
    done = run(SAVED, "横街 ✓\n", environ={"PYTHONIOENCODING": "gbk"})
    assert (done.returncode, done.stdout) == (0, "横街 ?\n".encode("gbk"))


@POSIX
@pytest.mark.parametrize(("saved", "code"), [("", Exit.STORAGE), (SAVED, Exit.OUTPUT)])
@pytest.mark.parametrize("times", [1, 100_000], ids=["fits the buffer", "does not fit"])
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_standard_output(saved: str, code: int, times: int) -> None:
    done = run(saved, "横街\n", times, after=">/dev/full")
    assert done.returncode == code
    assert "磁盘已满" in done.stderr.decode()
    assert (saved or "不完整") in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@POSIX
@pytest.mark.parametrize(("saved", "code"), [("", 0), (SAVED, Exit.OUTPUT)])
@pytest.mark.parametrize("times", [1, 100_000], ids=["fits the buffer", "does not fit"])
def test_a_closed_pipe(saved: str, code: int, times: int, tmp_path: Path) -> None:
    status = tmp_path / "status"
    done = run(
        saved, "横街\n", times, before="{ sleep 0.2;", after=f'; echo $? >"{status}"; }} | true'
    )
    assert status.read_text().strip() == str(int(code))
    assert b"Exception ignored" not in done.stderr
    assert (saved in done.stderr.decode()) if saved else done.stderr == b""


@POSIX
@pytest.mark.parametrize(("saved", "code"), [("", Exit.STORAGE), (SAVED, Exit.OUTPUT)])
def test_standard_output_closed_from_the_start(saved: str, code: int) -> None:
    done = run(saved, "横街\n", after=">&-")
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
