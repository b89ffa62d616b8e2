"""The real county and the fictional roster, through the command line alone.

- the files import cleanly in the order their README gives, with the two warnings it names
- the commands beside them run, and then every case has the verdict the table says
- importing everything again writes nothing, and the ledger still verifies
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shlex
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest

from streetchief.locale import text
from tests.conftest import Desk

COUNTY = Path(__file__).parents[2] / "data" / "panan"
SAMPLE = COUNTY / "sample"
IMPORTS = (
    ("places", COUNTY / "divisions-2017.csv", 391),
    ("places", SAMPLE / "places.csv", 4),
    ("streets", SAMPLE / "streets.csv", 42),
    ("holders", SAMPLE / "holders.csv", 98),
    ("assignments", SAMPLE / "assignments.csv", 118),
    ("patrols", SAMPLE / "patrols.csv", 1103),
)


def cases() -> list[dict[str, str]]:
    with (SAMPLE / "cases.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def import_all(desk: Desk) -> list[dict[str, object]]:
    rows = []
    for noun, path, _count in IMPORTS:
        trust = ["--trust-recorded"] if noun == "patrols" else []
        rows += desk.run(["import", noun, str(path), *trust, "--format", "json"]).rows
    return rows


class Unheard:
    """Stands where a test's capture of output would, for a ledger made once for many tests."""

    def __init__(self) -> None:
        self.out, self.err = io.StringIO(), io.StringIO()

    def readouterr(self) -> Unheard.Said:
        said = Unheard.Said(self.out.getvalue(), self.err.getvalue())
        for stream in (self.out, self.err):
            stream.seek(0)
            stream.truncate()
        return said

    class Said(NamedTuple):
        out: str
        err: str


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole sample in one ledger, made once."""
    folder, unheard, before = tmp_path_factory.mktemp("county"), Unheard(), text.language()
    desk = Desk(folder, folder / "panan.db", cast(Any, unheard), now="2017-11-17T16:30")
    with contextlib.redirect_stdout(unheard.out), contextlib.redirect_stderr(unheard.err):
        desk.run("init --site sample")
        import_all(desk)
        run_commands(desk)
    text.use(before)
    return desk.db


def run_commands(desk: Desk) -> None:
    """Run commands.txt; `{key}` stands for the number that `log --key key` printed."""
    numbers: dict[str, str] = {}
    for line in (SAMPLE / "commands.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("streetchief "):
            continue
        words = shlex.split(re.sub(r"\{([a-z-]+)\}", lambda key: numbers[key[1]], line))[1:]
        if "--key" in words:
            ran = desk.run([*words, "--format", "json"])
            numbers[words[words.index("--key") + 1]] = str(ran.rows[0]["number"])
        else:
            desk.run(words)


@pytest.fixture
def panan(desk: Desk, county: Path) -> Desk:
    desk.db, desk.now = county, "2017-11-17T16:30"
    return desk


def test_the_files_import_cleanly_in_their_order(desk: Desk) -> None:
    desk.now = "2017-11-17T16:30"
    desk.run("init")
    rows = import_all(desk)
    assert [(row["noun"], row["new"]) for row in rows] == [
        (noun, count) for noun, _path, count in IMPORTS
    ]
    assert all(row["rejected"] == row["already"] == 0 for row in rows)


def test_the_warnings_are_those_the_readme_names(desk: Desk) -> None:
    desk.now = "2017-11-17T16:30"
    desk.run("init")
    for noun, path, _count in IMPORTS[:4]:
        assert desk.run(["import", noun, str(path)]).err == ""
    said = desk.run(["import", "assignments", str(SAMPLE / "assignments.csv")]).err.splitlines()
    assert len(said) == 2
    assert "周玉竹" in said[0]
    assert "县旅委" in said[1]


def test_importing_all_of_it_again_writes_nothing(panan: Desk) -> None:
    before = panan.run("info --format json", code=None).out
    rows = import_all(panan)
    assert [(row["new"], row["changed"], row["already"]) for row in rows[:-1]] == [
        (0, 0, count) for _noun, _path, count in IMPORTS[:-1]
    ]
    assert (rows[-1]["new"], rows[-1]["already"]) == (0, 1103)
    assert panan.run("info --format json", code=None).out == before
    panan.run("verify")


@pytest.mark.parametrize("week", sorted({case["week"] for case in cases()}))
def test_each_case_of_a_week_has_its_verdict(panan: Desk, week: str) -> None:
    rows = panan.run(f"overdue --all --week {week} --format json").rows
    judged = {(row["town"], row["street"]): row for row in rows}
    for case in cases():
        if case["week"] != week or not case["street"]:
            continue
        row = judged[case["town"], case["street"]]
        expected = (int(case["required"]), int(case["counted"]), case["state"])
        assert (row["required"], row["counted"], row["state"]) == expected, case["case"]
