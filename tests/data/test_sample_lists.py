"""What the sample county has besides patrols: clean-ups, problems, clearances, projects, honours.

The demo's own loading is used, so what `make demo` leaves behind is what is looked at.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from streetchief.cli.main import call
from streetchief.locale import text

SAMPLE = Path(__file__).parents[2] / "data" / "panan" / "sample"
LINE = re.compile(
    r"(\S+) --by (\S+) --kind cleanup --at (\S+) --spots (\d+) --tonnes (\d+\.\d\d)\Z"
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The ledger that the demo makes."""
    spec = importlib.util.spec_from_file_location("demo", SAMPLE / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before, language = dict(os.environ), text.language()
    spec.loader.exec_module(module)
    path = tmp_path_factory.mktemp("demo") / "panan.db"
    module.load(path)
    os.environ["STREETCHIEF_LANG"] = "zh"
    yield path
    os.environ.clear()
    os.environ |= before
    text.use(language)


def ask(demo: Path, *words: str) -> Any:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert call([*words, "--db", str(demo)]) == 0, words
    return json.loads(out.getvalue()) if "json" in words else out.getvalue()


def rows(demo: Path, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(demo, *words, "--format", "json")["rows"]
    return found


def test_the_files_say_they_are_fictional() -> None:
    for name in ("cleanups.txt", "lists.txt"):
        assert "虚构" in (SAMPLE / name).read_text(encoding="utf-8").splitlines()[0]


def test_clean_ups_add_up_as_the_file_says(demo: Path) -> None:
    lines = (SAMPLE / "cleanups.txt").read_text(encoding="utf-8").splitlines()[1:]
    matches = [LINE.match(line) for line in lines]
    assert all(matches)
    spots = sum(int(match[4]) for match in matches if match)
    kilograms = sum(int(match[5].replace(".", "")) * 10 for match in matches if match)
    logged = rows(demo, "activity", "list", "--kind", "cleanup")
    assert len(logged) == len(lines)
    assert sum(row["spots"] for row in logged) == spots
    assert sum(row["kilograms"] for row in logged) == kilograms


def test_only_the_department_left_out_on_purpose_has_no_clean_up_that_week(demo: Path) -> None:
    paper = ask(demo, "week", "2017-W45", "--town", "方前镇")
    assert "未开展：县旅委。" in paper
    assert "县旅委第45周未开展集中整治。" in paper


def test_items_stand_everywhere_an_item_can_stand(demo: Path) -> None:
    standings = Counter(row["standing"] for row in rows(demo, "item", "list", "--state", "all"))
    assert {"open", "overdue", "suspended", "returned", "reopened", "closed"} <= set(standings)
    assert len(rows(demo, "item", "list", "--state", "fixed")) == 3
    assert len(rows(demo, "item", "list", "--state", "supervised")) == 1
    assert len(rows(demo, "item", "list", "--list", "督办")) == 1


def test_two_villages_have_clearances_and_one_kind_is_at_zero(demo: Path) -> None:
    found = [
        row
        for village in ("大皿一村委会", "尖山村委会")
        for row in rows(
            demo, "item", "list", "--list", "四清零", "--state", "all", "--place", village
        )
    ]
    assert len(found) == 4
    assert [row["title"] for row in found if row["standing"] == "closed"] == ["大皿一村附房"]


def test_one_project_is_the_towns_to_tender_and_one_the_countys(demo: Path) -> None:
    listed = ask(demo, "item", "figures", "--group-by", "project")
    assert re.search(r"横街立面改造.*乡镇自主招投标", listed)
    assert re.search(r"药市街停车场.*县级招投标", listed)


def test_every_town_of_the_source_has_its_brand(demo: Path) -> None:
    brands = {row["name"]: row["brand"] for row in rows(demo, "place", "list", "--kind", "town")}
    assert {town: brand for town, brand in brands.items() if brand} == {
        "玉山镇": "玉山古茶场",
        "高二乡": "高二杜鹃",
        "方前镇": "方前悠客",
        "尖山镇": "尖山乌石",
        "新渥镇": "新渥江南药镇",
        "双峰乡": "双峰古韵风情",
        "冷水镇": "冷水活力运动",
    }


def test_an_honour_is_held_and_another_applied_for(demo: Path) -> None:
    found = rows(demo, "honour", "list")
    assert [(row["place"], row["titled"]) for row in found] == [
        ("大皿一村委会", False),
        ("玉山镇", True),
    ]


def test_the_verdicts_are_those_of_the_patrols_alone(demo: Path) -> None:
    """Nothing that was added may turn a verdict of cases.csv."""
    import csv

    with (SAMPLE / "cases.csv").open(encoding="utf-8") as file:
        cases = [row for row in csv.DictReader(file) if row["street"]]
    for week in sorted({case["week"] for case in cases}):
        judged = {
            (row["town"], row["street"]): row
            for row in rows(demo, "overdue", "--all", "--week", week)
        }
        for case in (one for one in cases if one["week"] == week):
            row = judged[case["town"], case["street"]]
            assert (row["required"], row["counted"], row["state"]) == (
                int(case["required"]),
                int(case["counted"]),
                case["state"],
            ), case["case"]


def test_the_ledger_verifies(demo: Path) -> None:
    ask(demo, "verify")


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (1, "closed"),
        (2, "fixed"),
        (3, "overdue"),
        (7, "reopened"),
        (8, "supervised"),
        (9, "closed"),
        (10, "returned"),
        (11, "suspended"),
        (13, "fixed"),
        (14, "overdue"),
    ],
)
def test_the_readme_tells_where_each_case_of_the_lists_is(
    demo: Path, number: int, state: str
) -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    found = [
        row for row in rows(demo, "item", "list", "--state", state) if row["list"] == "problem"
    ]
    [item] = [row for row in found if row["number"] == f"{number:03}" or row["number"] == number]
    assert f"{number:03} {item['town']}/{item['place']}" in readme
