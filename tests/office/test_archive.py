"""A year in one folder for inspection.

- issued papers as they were frozen, all other weeks as drafts, every list, the evidence, the chain
- the manifest names every file with its digest, and `sha256sum -c` agrees
- the folder is there whole or not at all, nothing is overwritten
- the same facts give the same bytes
- evidence that is gone or changed is left out, named and told
"""

from __future__ import annotations

import csv
import hashlib
import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from streetchief.files.attachments import files_folder
from tests.conftest import Desk
from tests.furnished import furnish

JPEG = bytes.fromhex("ffd8ffe000104a46494600") + b"a photo of a street"


@pytest.fixture
def year(office: Desk) -> Desk:
    """Two weeks of patrols of a town that came under the duty in November, one paper issued."""
    furnish(office.db)
    office.run("holder add --kind department 县旅委")
    for street in ("横街", "中街", "后街"):
        office.run(f"place edit --kind street {street} --opened-on 2026-11-02")
    office.write("a.jpg", JPEG)
    office.run("log 横街 --by 韦知母 --at 2026-11-10T09:00 --photo a.jpg --note =1+1")
    office.run("log 横街 --by 韦知母 --at 2026-11-12T09:00")
    office.run("log 中街 --by 昌沙参 --at 2026-11-11T09:00 --minutes 20")
    office.run("item open 门前堆放杂物 --category 道乱占 --street 横街 --by 韦知母 --on 2026-11-10")
    office.run(
        "exempt --street 后街 --from 2026-11-09 --to 2026-11-15 --reason closure "
        "--approved-by 朱川芎"
    )
    office.run("week 2026-W46 --issue -o issued.txt")
    return office


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def manifest(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_the_folder_holds_papers_lists_evidence_and_the_chain(year: Desk) -> None:
    year.run("archive 2026 -o out")
    out = year.folder / "out"
    papers = {name for name in files(out) if name.startswith("papers/")}
    issued = [name for name in papers if name.startswith("papers/issued/")]
    assert len(issued) == 1
    assert re.match(r"papers/issued/2026-W46_双峰乡_weekly_01_\d+\.txt", issued[0])
    assert (out / issued[0]).read_text() == (year.folder / "issued.txt").read_text()
    assert papers - set(issued) == {
        "papers/drafts/2026-W45_双峰乡_draft.txt",
        "papers/drafts/2026-W47_双峰乡_draft.txt",
    }
    assert "DRAFT" in (out / "papers/drafts/2026-W47_双峰乡_draft.txt").read_text()
    lists = {name for name in files(out) if name.startswith("lists/")}
    assert lists == {
        f"lists/{name}.csv"
        for name in (
            "patrols",
            "activities",
            "items",
            "streets",
            "posts",
            "exemptions",
            "delegations",
            "honours",
            "evidence",
            "chain",
        )
    }
    sha = hashlib.sha256(JPEG).hexdigest()
    assert (out / f"evidence/{sha}.jpg").read_bytes() == JPEG


def test_the_lists_say_what_the_ledger_says(year: Desk) -> None:
    year.run("archive 2026 -o out")
    lists = year.folder / "out" / "lists"
    patrols = rows(lists / "patrols.csv")
    assert [(row["place"], row["by"], row["started_at"]) for row in patrols] == [
        ("横街", "韦知母", "2026-11-10T09:00"),
        ("中街", "昌沙参", "2026-11-11T09:00"),
        ("横街", "韦知母", "2026-11-12T09:00"),
    ]
    assert patrols[0]["note"] == "'=1+1"
    assert [row["title"] for row in rows(lists / "items.csv")] == ["门前堆放杂物"]
    assert [row["holder"] for row in rows(lists / "posts.csv")] == ["韦知母", "昌沙参", "柏紫菀"]
    assert len(rows(lists / "exemptions.csv")) == 1
    [evidence] = rows(lists / "evidence.csv")
    assert (evidence["name"], evidence["on"], evidence["place"]) == ("a.jpg", "2026-11-10", "横街")
    chain = rows(lists / "chain.csv")
    assert [row["sequence"] for row in chain] == [str(n) for n in range(1, len(chain) + 1)]
    assert chain[-1]["digest"] == manifest(year.folder / "out")["head"]["digest"]


def test_the_manifest_names_every_file_and_sha256sum_agrees(year: Desk) -> None:
    ran = year.run("archive 2026 -o out")
    out = year.folder / "out"
    said = manifest(out)
    assert said["schema"] == "streetchief/archive/1"
    named = {one["path"]: one for one in said["files"]}
    assert set(named) == files(out) - {"manifest.json", "SHA256SUMS"}
    for path, one in named.items():
        content = (out / path).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (one["sha256"], one["size"])
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=out, check=True)
    assert hashlib.sha256((out / "manifest.json").read_bytes()).hexdigest() in ran.out


def test_a_changed_file_does_not_pass(year: Desk) -> None:
    year.run("archive 2026 -o out")
    out = year.folder / "out"
    (out / "lists" / "patrols.csv").write_text("other\n")
    sums = {line[66:]: line[:64] for line in (out / "SHA256SUMS").read_text().splitlines()}
    assert sums["lists/patrols.csv"] != hashlib.sha256(b"other\n").hexdigest()


def test_the_index_links_to_every_paper_list_and_photo_and_loads_nothing(year: Desk) -> None:
    year.run("archive 2026 -o out")
    out = year.folder / "out"
    page = (out / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"src=|<script|@import|url\(|https?://(?!www\.w3\.org)", page)
    from urllib.parse import unquote

    links = {unquote(html.unescape(link)) for link in re.findall(r'href="([^"]*)"', page)}
    assert links == files(out) - {"index.html", "manifest.json", "SHA256SUMS"}
    ElementTree.fromstring(page.replace("<!DOCTYPE html>", ""))


def test_the_same_facts_give_the_same_bytes(year: Desk) -> None:
    year.run("archive 2026 -o one")
    year.run("archive 2026 -o two")
    one, two = year.folder / "one", year.folder / "two"
    assert files(one) == files(two)
    for name in files(one):
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_nothing_is_overwritten(year: Desk) -> None:
    out = year.folder / "out"
    out.mkdir()
    ran = year.run("archive 2026 -o out", code=1)
    assert "not overwritten" in ran.err
    assert files(out) == set()
    out.rmdir()
    out.symlink_to("/nowhere")
    year.run("archive 2026 -o out", code=1)


def test_without_a_name_the_folder_is_that_of_the_year(year: Desk) -> None:
    year.run("archive 2026")
    assert (year.folder / "streetchief-2026" / "index.html").is_file()


def test_a_missing_parent_is_said_and_nothing_is_left_behind(year: Desk) -> None:
    before = sorted(path.name for path in year.folder.iterdir())
    assert "nowhere" in year.run("archive 2026 -o nowhere/out", code=4).err
    assert sorted(path.name for path in year.folder.iterdir()) == before


def test_a_disk_that_fails_leaves_nothing_behind(
    year: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    before = sorted(path.name for path in year.folder.iterdir())
    real, calls = os.fsync, [0]

    def failing(descriptor: int) -> None:
        calls[0] += 1
        if calls[0] == 7:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", failing)
    ran = year.run("archive 2026 -o out", code=4)
    assert "No space left" in ran.err
    assert sorted(path.name for path in year.folder.iterdir()) == before


@pytest.mark.parametrize("how", ["gone", "changed"])
def test_evidence_that_is_gone_or_changed_is_named_and_left_out(year: Desk, how: str) -> None:
    sha = hashlib.sha256(JPEG).hexdigest()
    place = year.folder / "ledger-files" / sha[:2] / f"{sha}.jpg"
    if how == "changed":
        place.write_bytes(JPEG + b"x")
    else:
        place.unlink()
    ran = year.run("archive 2026 -o out")
    out = year.folder / "out"
    assert not (out / "evidence").exists()
    assert [row["sha256"] for row in rows(out / "lists" / "evidence.csv")] == [sha]
    assert f"evidence/{sha} is missing" in ran.err
    assert manifest(out)["missing"] == [f"evidence/{sha}"]
    assert "missing" in (out / "index.html").read_text()


def test_another_year_has_other_things(year: Desk) -> None:
    ran = year.run("archive 2025 -o out", code=1)
    assert "knows nothing" in ran.err
    assert "has not begun" in year.run("archive 2027 -o out", code=1).err
    year.run("archive 12 -o out", code=2)
    assert not (year.folder / "out").exists()


def test_a_voided_patrol_has_no_evidence_in_the_archive(year: Desk) -> None:
    ran = year.run("log 中街 --by 昌沙参 --at 2026-11-12T09:00 --photo a.jpg --format json")
    year.run(f"void {ran.rows[0]['number']} --why 误记")
    year.run("archive 2026 -o out")
    assert len(rows(year.folder / "out" / "lists" / "evidence.csv")) == 1


@pytest.mark.parametrize("ending", ["-wal", "-journal", "-shm"])
def test_an_archive_never_takes_a_place_that_is_the_ledgers(office: Desk, ending: str) -> None:
    ran = office.run(f"archive 2026 -o {office.db}{ending}", code=4)
    assert "the ledger itself" in ran.err
    evidence = files_folder(office.db)
    for folder in (evidence, evidence / "year"):
        assert "evidence" in office.run(f"archive 2026 -o {folder}", code=4).err
        assert not folder.exists()
    office.run("verify")
