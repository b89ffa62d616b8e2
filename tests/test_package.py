"""What is packed: a source archive that can do what its Makefile says, a wheel that lacks nothing.

- the archive holds every file of the folders it names, and all that the Makefile and CI run
- a wheel built from the unpacked archive, and from nothing else, holds all the program reads
- what is in the wheel runs, in Chinese, without the tree it came from
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("hatchling")

ROOT = Path(__file__).parents[1]


def run(words: Sequence[str | Path], folder: Path, **env: str) -> str:
    ran = subprocess.run(
        words, cwd=folder, env=os.environ | env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, (words, ran.stdout, ran.stderr)
    return ran.stdout


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source archive, packed and unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder], ROOT)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def wheel(unpacked: Path) -> Path:
    """The wheel of the unpacked source archive, unpacked in its turn."""
    folder = unpacked.parent / "wheel"
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], unpacked)
    (packed,) = folder.glob("*.whl")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(folder / "all")
    return folder / "all"


def files_below(folder: Path) -> set[str]:
    """Return the files of a folder that somebody wrote."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".mo"
    }


@pytest.mark.parametrize("name", ["streetchief", "tests", "data", "contrib", "docs", ".ci"])
def test_the_archive_holds_every_file_of_a_folder(unpacked: Path, name: str) -> None:
    assert files_below(unpacked / name) == files_below(ROOT / name)


def test_the_archive_holds_what_its_makefile_runs(unpacked: Path) -> None:
    makefile = (unpacked / "Makefile").read_text("utf-8")
    named = set(
        re.findall(r"(?<![\w./-])((?:data|docs|tests)/[\w/]+\.py|\w+\.(?:py|toml))", makefile)
    )
    assert {"pyproject.toml", "hatch_build.py", "docs/generate.py"} <= named
    assert sorted(name for name in named if not (unpacked / name).exists()) == []
    assert "make test" in run(["make", "help"], unpacked)
    assert (unpacked / "CONTRIBUTING.md").exists()


def test_the_tests_of_the_archive_start(unpacked: Path, wheel: Path) -> None:
    """After the wheel was built there its translations are compiled, as installing would do."""
    said = run([sys.executable, "-m", "pytest", "tests/test_house.py"], unpacked)
    assert re.search(r"\.\.\. +\[100%\]", said)


def test_the_wheel_holds_every_file_of_the_program_and_the_translations(wheel: Path) -> None:
    assert files_below(wheel / "streetchief") == files_below(ROOT / "streetchief")
    kinds = {Path(name).suffix for name in files_below(wheel / "streetchief")}
    assert {".py", ".toml", ".sql", ".json", ".csv", ".sh", ".ps1", ".po"} <= kinds
    assert (wheel / "streetchief/locale/zh_CN.mo").stat().st_size > 50_000
    assert not (wheel / "tests").exists()


def test_the_wheel_runs_without_the_tree_it_came_from(wheel: Path, tmp_path: Path) -> None:
    said = run(
        [sys.executable, "-m", "streetchief", "--lang", "zh", "--help"],
        tmp_path,
        PYTHONPATH=str(wheel),
    )
    assert "巡查" in said
    program = [sys.executable, "-c", "import streetchief; print(streetchief.__file__)"]
    assert run(program, tmp_path, PYTHONPATH=str(wheel)).startswith(str(wheel))


def test_an_editable_install_has_its_translations() -> None:
    """They lie in no commit: installing from the tree compiles them."""
    assert (ROOT / "streetchief/locale/zh_CN.mo").exists()
    hook = (ROOT / "pyproject.toml").read_text("utf-8").partition("[tool.hatch.build.hooks.custom]")
    assert hook[1]
