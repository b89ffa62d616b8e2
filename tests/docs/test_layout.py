"""The page for whoever picks this up is true, and what it promises can be done.

- its order is the order the house is held to; every file and function it names is there
- its recipes run: a kind of activity and a duty that are data, a column in every format
- twenty features, each found in one guess: its words in the room where it lives
"""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from streetchief.duties.pages import overdue
from streetchief.output.formats import FORMATS
from streetchief.output.table import Column, Table, lay_out
from tests.conftest import Desk
from tests.docs.test_readme import sessions, typing
from tests.test_house import MODULES, ORDER, room_of

ROOT = Path(__file__).parents[2]
PAGES = (
    "CONTRIBUTING.md",
    "DECISIONS.md",
    *sorted(f"docs/{p.name}" for p in ROOT.glob("docs/*.md")),
)
LAYOUT = (ROOT / "docs/layout.md").read_text("utf-8")


def defined_in(path: Path) -> set[str]:
    """Return the names a module gives at its top."""
    names: set[str] = set()
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
    return names


def found(name: str) -> Path | None:
    """Return the file a page means: below the program's folder, or below the top."""
    places = (ROOT / "streetchief" / name, ROOT / name)
    return next((path for path in places if path.exists()), None)


def test_the_order_of_the_page_is_that_of_the_house() -> None:
    listed = re.findall(r"^- `(\w+)` — \S", LAYOUT.partition("## The order")[2], re.M)
    assert tuple(listed) == ORDER


@pytest.mark.parametrize("page", PAGES)
def test_every_file_and_every_name_the_page_names_is_there(page: str) -> None:
    text = re.sub(r"```.*?```", "", (ROOT / page).read_text("utf-8"), flags=re.S)
    named = re.findall(r"`([\w./-]+(?:\.\w+|/))(?:::(\w+))?`", text)
    assert len(named) > 8 or page not in ("docs/layout.md", "CONTRIBUTING.md")
    for file, name in named:
        if "/" not in file or file.startswith(("/", "build/")):
            continue  # a file of a folder somebody else has
        path = found(file)
        assert path is not None, file
        assert not name or name in defined_in(path), f"{file}::{name}"


def test_the_recipes_of_the_page_run_as_they_stand(desk: Desk) -> None:
    desk.write("rulebook.toml", (ROOT / "streetchief/rulebooks/empty.toml").read_bytes())
    blocks = re.findall(r"```toml\n(.*?)```", LAYOUT, re.S)
    for name, block in zip(("tree.toml", "inspection.toml"), blocks, strict=True):
        desk.write(name, f"\n{block}")
    env = typing(desk)
    said = ""
    for command, _answer in sessions("docs/layout.md"):
        ran = subprocess.run(
            ["sh", "-c", command], cwd=desk.folder, env=env, capture_output=True, check=False
        )
        assert ran.returncode == 0, (command, ran.stdout.decode(), ran.stderr.decode())
        said += ran.stdout.decode()
    assert '"duty": "tree_round"' in said
    rows = desk.run("activity list --format json").rows
    assert [(row["kind"], row["spots"]) for row in rows] == [
        ("tree_planting", None),
        ("tree_planting", 3),
    ]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_column_that_is_added_shows_in_every_format(
    office: Desk, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    def with_one_more(*, columns: tuple[Column, ...], **rest: Any) -> Table:
        lost = Column(key="lost", title="Lost", cell=lambda row: f"lost-{row.state}")
        return lay_out(columns=(*columns, lost), **rest)

    office.run("place add --kind street 横街 --opened-on 2026-01-01")
    before = office.run(f"overdue --format {format_}").out
    monkeypatch.setattr(overdue, "lay_out", with_one_more)
    shown = office.run(f"overdue --format {format_}").out
    assert ("lost" if format_ in ("csv", "tsv", "json", "jsonl") else "Lost") in shown
    assert "lost-vacant" in shown
    assert "lost-vacant" not in before


FEATURES = {
    "the county's paper": ("papers", "county", "papers_text"),
    "the paper of a month": ("papers", "month", "months_of"),
    "issued papers": ("papers", "issued", "find_issued"),
    "sending to 钉钉": ("papers", "钉钉", "deliver"),
    "limit of tenders": ("items", "limits", "set_limit"),
    "striking an item off": ("items", "struck off", "open_item"),
    "handover": ("office", "handed over", "hand_over"),
    "how `init` works": ("office", "making a ledger", "start_ledger"),
    "undo": ("office", "undo", "preview_undo"),
    "checking the chain": ("ledger", "chain", "writing"),
    "the calendar": ("workdays", "calendar", "show_year"),
    "who counts as a patrol": ("duties", "patrols count", "judge_patrols"),
    "streets that fall behind": ("duties", "fall behind", "list_overdue"),
    "exemptions": ("duties", "exempt", "exempt"),
    "aliases and near names": ("register", "what people type", "resolve_place"),
    "photos of a walk": ("activities", "photos", "keep_evidence"),
    "a typed patrol sheet": ("log", "sheet", "read_patrol_sheet"),
    "patrols from a table": ("imports", "patrols", "import_patrols"),
    "the wall chart": ("boards", "挂图作战", "chart_board"),
    "an assignment slip": ("forms", "交办单", "item_slip"),
    "padding checks": ("review", "padding", "check_same_minute"),
    "titles of villages": ("honours", "titles", "record_honour"),
    "linked assessment": ("scores", "assessment", "score_department"),
    "what 昨天下午 means": ("days", "昨天下午", "parse_week"),
    "reading GB18030": ("files", "gb18030", "examine"),
    "JSON": ("output", "json", "json_document"),
}
"""What somebody looks for: the room, a word of the docstrings there, a function to start from."""


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_is_found_in_one_guess(feature: str) -> None:
    room, word, function = FEATURES[feature]
    modules = {name: tree for name, tree in MODULES.items() if room_of(name) == room}
    told = {
        name for name, tree in modules.items() if word in (ast.get_docstring(tree) or "").lower()
    }
    assert told, f"no module of {room} speaks of {word}"
    defined = {
        node.name for tree in modules.values() for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }  # fmt: skip
    assert function in defined
