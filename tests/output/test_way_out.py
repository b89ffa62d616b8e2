"""Which format is meant, and whether a file may be written.

- the format is --format, else the ending's, else the command's own; what contradicts is exit 2
- never onto the ledger, its journal, its evidence or the input, however the path is written; exit 4
- what is refused is refused before anything is saved
- any table is a workbook, an act answers with its numbers, machines get UTF-8 from any terminal
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from streetchief.cli.catalog import FORM, TABLE
from streetchief.errors import BadUsage, StorageFault
from streetchief.output.way_out import check_target, chosen_format
from tests.conftest import ROOT, Desk


@pytest.mark.parametrize(
    ("said", "path", "meant"),
    [
        pytest.param(None, None, None, id="nothing said"),
        pytest.param("csv", None, "csv", id="said"),
        pytest.param(None, "a.csv", "csv", id="ending"),
        pytest.param(None, "A.CSV", "csv", id="ending in capitals"),
        pytest.param(None, "a.b/周报.md", "markdown", id="ending of the file alone"),
        pytest.param(None, "a.htm", "html", id="another ending of the same"),
        pytest.param(None, "a.txt", "plain", id="plain text"),
        pytest.param(None, "a", None, id="no ending"),
        pytest.param(None, "a.2026", None, id="an ending nobody knows"),
        pytest.param(None, ".csv", None, id="a hidden file"),
        pytest.param("csv", "a", "csv", id="said for no ending"),
        pytest.param("csv", "a.csv", "csv", id="both say the same"),
        pytest.param("table", "a.txt", "table", id="a table is plain text"),
    ],
)
def test_the_format_meant(said: str | None, path: str | None, meant: str | None) -> None:
    assert chosen_format(said, path, TABLE) == meant


@pytest.mark.parametrize(
    ("said", "path", "offered"),
    [
        pytest.param("docx", "a.docx", TABLE, id="not offered"),
        pytest.param("pdf", None, TABLE, id="unknown"),
        pytest.param(None, "a.pdf", TABLE, id="an ending that is something else"),
        pytest.param(None, "a.docx", TABLE, id="an ending of other commands"),
        pytest.param(None, "a.csv", FORM, id="a table where there is none"),
        pytest.param("csv", "a.xlsx", TABLE, id="contradiction"),
        pytest.param("csv", "a.pdf", TABLE, id="contradiction of what nobody writes"),
        pytest.param("plain", "a.html", TABLE, id="contradiction of plain text"),
        pytest.param("xlsx", None, TABLE, id="a workbook needs a file"),
    ],
)
def test_a_format_that_is_none(
    said: str | None, path: str | None, offered: tuple[str, ...]
) -> None:
    with pytest.raises(BadUsage):
        chosen_format(said, path, offered)


@pytest.fixture
def laid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with evidence and an input, seen from their folder; a link to each."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "l.db").write_bytes(b"ledger")
    (tmp_path / "l-files").mkdir()
    (tmp_path / "in.csv").write_text("x")
    (tmp_path / "sub").mkdir()
    os.symlink(tmp_path / "l.db", tmp_path / "soft")
    os.link(tmp_path / "l.db", tmp_path / "hard")
    os.symlink(tmp_path / "l-files", tmp_path / "kept")
    return tmp_path


@pytest.mark.parametrize(
    "path",
    [
        "l.db", "./sub/../l.db", "L.DB", "soft", "hard", "l.db-journal", "l.db-wal", "L.db-Journal",
        "l-files/x.txt", "l-files/ab/x.txt", "kept/x.txt", "in.csv", "sub/../IN.CSV",
    ],
)  # fmt: skip
def test_no_output_lands_on_what_belongs_to_the_ledger_or_is_read(laid: Path, path: str) -> None:
    for typed in (path, str(laid / path)):
        with pytest.raises(StorageFault):
            check_target(typed, str(laid / "l.db"), str(laid / "l-files"), ["in.csv"])


@pytest.mark.parametrize("path", ["out.txt", "l.db.txt", "l-files.txt", "sub/l.db", "in.csv.txt"])
def test_other_places_are_free(laid: Path, path: str) -> None:
    check_target(path, str(laid / "l.db"), str(laid / "l-files"), ["in.csv"])


@pytest.fixture
def street(office: Desk) -> Desk:
    office.run("place add 横街 --kind street --opened-on 2026-01-01")
    office.run("holder add 张三 --unit 大皿村村委会")
    office.run("appoint 张三 deputy_chief 横街 --from 2026-01-01")
    return office


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("log 横街 --by 张三 -o ledger.db", 4),
        ("log 横街 --by 张三 -o ledger.db-journal", 4),
        ("log 横街 --by 张三 -o ledger-files/x.csv", 4),
        ("log 横街 --by 张三 --photo a.png -o a.png", 2),
        ("log 横街 --by 张三 --photo a.txt -o ./a.txt", 4),
        ("log 横街 --by 张三 -o x.pdf", 2),
        ("log 横街 --by 张三 --format csv -o x.xlsx", 2),
        ("log 横街 --by 张三 --format xml", 2),
        ("import patrols in.csv -o in.csv", 4),
        ("import patrols in.csv --partial in.csv", 4),
        ("import patrols in.csv --partial ledger.db", 4),
        ("void 10 --why 误 --format docx", 2),
    ],
)
def test_what_cannot_go_out_is_refused_before_anything_is_saved(
    street: Desk, line: str, code: int
) -> None:
    street.write("a.txt", "photo")
    table = street.write("in.csv", "street,person,started_at\n横街,张三,2026-11-18 08:00\n")
    before, rows = street.db.read_bytes(), table.read_bytes()
    street.run(line, code=code)
    assert (street.db.read_bytes(), table.read_bytes()) == (before, rows)


def test_a_reading_command_that_fails_does_not_speak_of_saving(street: Desk) -> None:
    for line in ("overdue --week 昨夜", "overdue -o x.pdf", "explain 横街 --week x", "status 无名"):
        assert "aved" not in street.run(line, code=None).err
    assert "Nothing was saved." in street.run("log 无名街 --by 张三", code=1).err


def test_a_table_is_a_workbook_by_its_files_ending(street: Desk) -> None:
    street.run("overdue --all -o o.xlsx")
    with zipfile.ZipFile(street.folder / "o.xlsx") as book:
        assert "横街" in book.read("xl/sharedStrings.xml").decode()
    street.run("overdue --all -o o.csv")
    assert (street.folder / "o.csv").read_text("utf-8").startswith("town,street,")


def test_a_minus_is_standard_output(street: Desk) -> None:
    assert street.run("overdue --all -o -").out == street.run("overdue --all").out
    assert not (street.folder / "-").exists()


def test_an_act_answers_a_script_with_its_numbers(street: Desk) -> None:
    said = street.run("holder add 李四 --unit 大皿村村委会 --format json").json
    assert said["schema"] == "streetchief/done/1"
    assert "李四" in street.run(f"history {said['rows'][0]['number']}").out
    street.run("place add 新街 --kind street --opened-on 2026-01-01 -o made.json")
    assert json.loads((street.folder / "made.json").read_text("utf-8"))["rows"][0]["number"] > 0


def test_machines_get_utf8_whatever_the_terminal_shows(street: Desk) -> None:
    environment = street.process_environment() | {"PYTHONIOENCODING": "gbk"}
    for form, encoding in (("json", "utf-8"), ("csv", "utf-8"), ("plain", "gbk")):
        ran = subprocess.run(
            [sys.executable, "-m", "streetchief", "overdue", "--all", "--format", form],
            env=environment, cwd=ROOT, capture_output=True, check=True,
        )  # fmt: skip
        assert "横街" in ran.stdout.decode(encoding)
