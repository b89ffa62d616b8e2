"""What hangs on the wall.

- golden pages of a small town, every kind, both languages; the same facts are the same bytes
- nothing is loaded, nothing runs, the page is well-formed, and a static check of accessibility
  finds nothing: language, headings, headers of tables, names of drawings, contrast
- every figure is that of `overdue`, `score` and the lists for the same weeks
- names that people, phones and other programs have put in cannot break out of a page
- a board says from which facts and when it was made; it is stale when those facts have changed,
  not because a day went by, in whatever language it was made
- four hundred streets by fifty-two weeks stay under two megabytes
- in headless Chromium: no request leaves a page and nothing overflows; skipped where it is missing

`STREETCHIEF_GOLDEN=write pytest tests/boards/test_boards.py` writes the golden files anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from streetchief.output.json import schema
from tests.conftest import Desk
from tests.furnished import furnish
from tests.output.hostile import HOSTILE, raw_controls
from tests.output.page_check import HTML, SVG, problems, tables, tree, words
from tests.sample_county import CLOCK, WEEKS, sample_ledger
from tests.wall import furnish_wall, wide_ledger

GOLDEN = Path(__file__).parent / "golden"
NOTICES = ("org", "duties", "rules", "projects", "contests")
PAGES = {
    **{kind: f"board {kind}" for kind in NOTICES},
    "sign": "board sign 横街",
    "chart": "board chart --weeks 4",
}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def town(office: Desk) -> Desk:
    """双峰乡 with three streets, a general chief, a partner department and three patrols."""
    furnish(office.db)
    office.run("holder add --kind department 县住建局")
    office.run("appoint 县住建局 共建部门 横街 --from 2026-01-01")
    office.run("appoint 朱川芎 总街长 双峰乡 --from 2026-01-01")
    rows = "\n".join(f"横街,韦知母,2026-11-{day} 09:00" for day in (10, 12, 17))
    office.run("import patrols -", stdin=f"street,person,started_at\n{rows}\n")
    return office


@pytest.fixture(scope="module")
def _wall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = sample_ledger(tmp_path_factory.mktemp("wall") / "panan.db")
    furnish_wall(path)
    return path


@pytest.fixture
def county(desk: Desk, _wall: Path) -> Desk:
    shutil.copy(_wall, desk.db)
    desk.now = CLOCK
    return desk


@pytest.fixture(scope="module")
def _wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wide_ledger(tmp_path_factory.mktemp("wide") / "wide.db", HOSTILE.values())


@pytest.fixture
def wide(desk: Desk, _wide: Path) -> Desk:
    shutil.copy(_wide, desk.db)
    desk.now = "2018-01-03T09:00"
    return desk


def scrubbed(page: str) -> str:
    """Leave out the stylesheet, and the digest that a clock decides."""
    page = re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.DOTALL)
    return re.sub(r"[0-9a-f]{16}", "<digest>", page)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", PAGES)
def test_pages_are_as_they_were(town: Desk, kind: str, lang: str) -> None:
    pytest.importorskip("segno", reason="the extra qr is not installed")
    town.lang = lang
    page = scrubbed(town.run(PAGES[kind]).out)
    path = GOLDEN / f"{kind}.{lang}.html"
    if os.environ.get("STREETCHIEF_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, encoding="utf-8")
    assert page == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("words_", [*PAGES.values(), "board chart", "board org --paper a4"])
def test_a_page_stands_alone_and_anyone_can_read_it(town: Desk, words_: str, lang: str) -> None:
    town.lang = lang
    page = town.run(words_).out
    assert problems(page) == []
    assert tree(page).get("lang") == {"zh": "zh-CN", "en": "en"}[lang]
    assert town.run(words_).out == page


@pytest.mark.parametrize(
    "words_",
    [
        *(f"board {kind}" for kind in (*NOTICES, "chart")),
        "board sign 玉山镇/横街",
        "board chart --town 玉山镇 --weeks 6",
        "board projects --town 新渥镇",
    ],
)
def test_the_whole_county_hangs_as_well(county: Desk, words_: str) -> None:
    assert problems(county.run(words_).out) == []


def drawings(page: str) -> dict[str, str]:
    """The descriptions of the drawings of a page, by their titles."""
    found = {}
    for svg in tree(page).iter(f"{SVG}svg"):
        title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
        assert title is not None
        assert description is not None
        found[words(title)] = words(description)
    return found


# Figures


def heat(page: str) -> dict[tuple[str, str], dict[int, str]]:
    """The cells of the heat map by town and street, by number of the week."""
    (table,) = [rows for rows in tables(page) if rows[0][0] == "Street" and rows[0][-1] == "Met"]
    heads, found, town = table[0], {}, ""
    for row in table[1:]:
        if len(row) == 1:
            town = row[0]
            continue
        found[town, row[0]] = {
            int(week): cell for week, cell in zip(heads[1:-1], row[1:-1], strict=True)
        } | {0: row[-1]}
    return found


def shown(row: dict[str, Any]) -> str:
    """What the heat map says of a row of `overdue`."""
    state, counted = row["state"], row["counted"]
    if state in ("exempt", "vacant"):
        return {"exempt": "ex", "vacant": "○"}[state]
    if state == "met":
        return f"{counted}"
    return f"{counted}/{row['required']}" if state == "unmet" else f"{counted}…"


def test_every_cell_is_its_row_of_overdue(county: Desk) -> None:
    found = heat(county.run("board chart --year 2017").out)
    for week in WEEKS:
        number = int(week[-2:])
        rows = {
            (row["town"], row["street"]): shown(row)
            for row in county.run(f"overdue --week {week} --all --format json").rows
        }
        assert {key: cells[number] for key, cells in found.items() if cells[number]} == rows
    assert {week for cells in found.values() for week, cell in cells.items() if cell} == {
        0,
        *range(35, 47),
    }


def test_the_sums_of_the_chart_are_those_of_score(county: Desk) -> None:
    page = county.run("board chart --year 2017").out
    score = county.run("score list --from 2017-08-28 --to 2017-11-17 --format json").json
    total = score["total"]
    large = [words(b) for b in tree(page).iter(f"{HTML}b")]
    assert large[1] == f"92.12% ({total['met']}/{total['due']})"
    assert large[2] == f"94.71% ({total['credited']}/{total['required']})"
    told = drawings(page)["Met rate by week"]
    assert f"{total['met']} of {total['due']} met, {total['met_rate']:.2f}%" in told
    streets = {(row["town"], row["street"]): row for row in score["rows"]}
    for key, cells in heat(page).items():
        row = streets.get(key)
        assert cells[0] == (f"{row['met']}/{row['due']}" if row and row["due"] else "—")


@pytest.mark.parametrize("by", ["town", "street", "department"])
def test_the_contests_are_the_rows_of_score(county: Desk, by: str) -> None:
    page = tables(county.run("board contests").out)
    rows = county.run(f"score list --group-by {by} --format json").rows
    table = page[["town", "street", "department"].index(by)]
    names = table[0].index({"town": "Town", "street": "Street", "department": "Department"}[by])
    got = [(row[0], row[names], row[-1]) for row in table[1:]]
    assert got == [
        (
            "—" if row["rank"] is None else str(row["rank"]),
            row[by],
            "—" if row["score"] is None else f"{row['score']:.2f}",
        )
        for row in rows
    ]


def test_a_contest_of_a_month_is_the_score_of_that_month(county: Desk) -> None:
    (table, *_rest) = tables(county.run("board contests --month 2017-10").out)
    rows = county.run("score list --group-by town --month 2017-10 --format json").rows
    assert [row[1] for row in table[1:]] == [row["town"] for row in rows]
    assert table[1][2] == f"{rows[0]['met_rate']:.2f}% ({rows[0]['met']}/{rows[0]['due']})"


def test_the_lists_count_as_the_lists_do(county: Desk) -> None:
    page = tables(county.run("board chart").out)
    table = page[-1]
    by_list = {row[0]: row[1:6] for row in table[1:]}
    figures = county.run("item figures --group-by list --format json").rows
    counted = ("items", "open", "overdue", "suspended", "closed")
    assert by_list == {
        row["name"]: [str(row[name]) for name in counted]
        for row in figures
        if row["group"] in _LISTS
    }
    assert set(by_list) == {"problems", "the four clearances", "projects"}


_LISTS = ("problem", "clearance", "project")


def test_clearances_count_down_and_not_looked_at_is_not_zero(county: Desk) -> None:
    page = county.run("board chart").out
    told = drawings(page)["the four clearances: counting down to zero"]
    assert "left 0 of 7 households" in told
    assert "✓ left 0 of 7 households" in told
    (table,) = [rows for rows in tables(page) if rows[0][-1] == "Zero"]
    for row in table[1:]:
        left = [float(cell.split()[0]) for cell in (row[4], row[6])]
        assert (row[-1] == "✓ zero") == (left == [0, 0])
    assert "that is not zero" in page


def test_projects_say_in_words_what_the_chart_draws(county: Desk) -> None:
    page = county.run("board projects").out
    summary, milestones = tables(page)[:2]
    by_title = {row[1]: row for row in summary[1:]}
    assert by_title["药镇大道弱电上改下"][6] == "! 7 days overdue"
    assert by_title["古茶场路立面改造"][7] == "320"
    assert by_title["大皿老街修缮"][7] == "—"
    told = {row[1]: row[2] for row in milestones[1:]}["古茶场路立面改造"]
    assert "招标 2017-09-30 to 2017-10-14 (reached late)" in told
    assert "验收 2017-12-14 to 2017-12-20 (ahead)" in told
    drawn = drawings(page)["Projects counted back from their ends"]
    assert drawn.startswith("5 projects, 2 overdue, as of 2017-11-17")
    assert "today 11-17" in page


# Signs


def test_a_sign_says_who_answers_for_the_street(town: Desk) -> None:
    page = town.run("board sign 横街").out
    text = words(tree(page))
    for said in ("横街", "双峰乡", "韦知母", "朱川芎", "县住建局", "no fewer than 2 a week"):
        assert said in text


def test_the_qr_holds_the_streets_code(county: Desk) -> None:
    segno = pytest.importorskip("segno", reason="the extra qr is not installed")
    page = county.run("board sign 玉山镇/横街").out
    assert drawings(page) == {"QR of the street's code": "330727106J02"}
    (path,) = [p.get("d") or "" for p in tree(page).iter(f"{SVG}path")]
    dark = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        dark |= {(int(x) + step - 4, int(y) - 4) for step in range(int(length))}
    matrix = segno.make(b"330727106J02", error="m", micro=False).matrix
    assert dark == {
        (x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module & 1
    }


def test_without_the_extra_the_code_is_text(county: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "segno", None)
    page = county.run("board sign 玉山镇/横街").out
    assert drawings(page) == {}
    assert "Street code 330727106J02" in page
    assert problems(page) == []


def test_a_vacant_street_says_so_on_its_sign(county: Desk) -> None:
    assert "○ vacant" in county.run("board sign 冷水镇/溪滨路").out


def test_a_street_of_many_towns_has_to_be_told_apart(county: Desk) -> None:
    assert "老街" in county.run("board sign 老街", code=1).err
    assert "老街" in county.run("board sign 老街 --town 冷水镇").out


# Hostile names


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_name(office: Desk, name: str) -> None:
    from tests.wall import named_town

    stored = HOSTILE[name]
    if not stored.strip() or "\ud800" in stored:
        pytest.skip("the ledger itself cannot hold such a name")
    named_town(office.db, stored)
    for words_ in ("org", "duties", "contests --week 2026-W47", "chart --weeks 2", "projects"):
        page = office.run(f"board {words_}").out
        assert problems(page) == []
        assert raw_controls(page) == set()


# Made, and stale


def made(desk: Desk, *, everything: bool = False) -> dict[str, str]:
    document = desk.run(f"board stale --format json{' --all' if everything else ''}").json
    Draft202012Validator(schema("board")).validate(document)
    return {row["path"]: row["state"] for row in document["rows"]}


def test_a_board_says_from_which_facts_and_when(town: Desk) -> None:
    before = town.run("history --format json").json
    assert before
    ran = town.run("board org -o org.html")
    assert ran.out == ""
    page = (town.folder / "org.html").read_text(encoding="utf-8")
    assert "Made 2026-11-20 09:30 from the facts up to site office entry" in page
    digest = re.search(r"[0-9a-f]{16}", page)
    assert digest is not None
    assert "✓" not in digest[0]
    town.run(f"verify --receipt {digest[0]}", code=None)
    assert re.search(r"Board \d+; ", page)


def test_without_a_file_nothing_is_written(town: Desk) -> None:
    entries = town.run("info --format json").out
    for words_ in PAGES.values():
        town.run(words_)
    assert town.run("info --format json").out == entries
    assert made(town, everything=True) == {}


def test_a_board_is_stale_when_its_facts_have_changed(town: Desk) -> None:
    for kind, words_ in PAGES.items():
        town.run(f"{words_} -o {kind}.html")
    assert made(town) == {}
    assert set(made(town, everything=True).values()) == {"current"}
    town.run("log 横街 --by 韦知母 --at 2026-11-19T10:00")
    assert made(town) == {"chart.html": "stale"}
    town.run("relieve 韦知母 分街长 横街 --on 2026-11-20")
    assert {"org.html", "duties.html", "sign.html"} <= set(made(town))
    assert "rules.html" not in made(town)
    town.run("board org -o org.html")
    assert "org.html" not in made(town)


@pytest.mark.parametrize("kind", ["org", "duties", "rules", "projects", "sign"])
def test_no_board_is_stale_because_a_day_went_by(town: Desk, kind: str) -> None:
    town.run(f"{PAGES[kind]} -o board.html")
    for now in ("2026-11-21T09:30", "2026-12-24T09:30"):
        town.now = now
        town.lang = "zh" if town.lang == "en" else "en"
        assert made(town) == {}


def test_the_running_week_is_not_stale_until_something_is_logged(town: Desk) -> None:
    town.now = "2026-11-17T12:00"
    town.run("board chart --weeks 4 -o chart.html")
    town.now = "2026-11-22T23:00"  # Sunday: what was on track is at risk now
    assert made(town) == {}
    town.now = "2026-11-23T00:00"  # another week: another four of them
    assert made(town) == {"chart.html": "stale"}


def test_projects_are_not_stale_because_they_are_late(county: Desk) -> None:
    county.run("board projects -o projects.html")
    county.now = "2018-06-01T09:00"
    assert made(county) == {}
    county.run("item set 项目/001 budget=330万", code=None)


def test_an_undone_board_was_never_made(town: Desk) -> None:
    town.run("board org -o org.html")
    town.run("undo --why 试做", code=None)
    assert made(town, everything=True) in ({}, {"org.html": "current"})


@pytest.mark.parametrize(
    ("words_", "code", "said"),
    [
        ("chart --weeks 0", 2, "from 1 to"),
        ("chart --weeks 3 --year 2026", 2, "do not go together"),
        ("chart --year 1900", 2, "as a year"),
        ("org --paper a5", 2, "There is no paper a5"),
        ("org --town 无名镇", 1, "无名镇"),
        ("sign 无名街", 1, "无名街"),
        ("contests --week 2026-W48", 1, "has not begun"),
    ],
)
def test_what_cannot_be_made_is_refused(town: Desk, words_: str, code: int, said: str) -> None:
    ran = town.run(f"board {words_}", code=code)
    assert said in ran.err
    assert ran.out == ""


def test_a_page_that_has_no_place_is_refused_before_the_board_is_remembered(town: Desk) -> None:
    for nowhere in ("no-such-folder/org.html", "."):
        ran = town.run(f"board org -o {nowhere}", code=4)
        assert "Remembered as board" not in ran.err
    assert town.run("board stale --all --format json").rows == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_page_that_cannot_be_written_is_told_with_what_was_saved(town: Desk) -> None:
    ran = town.run("board org -o /dev/full", code=6)
    assert "Remembered as board" in ran.err


# Size, and a real browser


def test_four_hundred_streets_by_a_year_stay_small_and_sound(wide: Desk) -> None:
    page = wide.run("board chart --year 2017").out
    assert len(page.encode()) < 2_000_000
    assert problems(page) == []
    assert raw_controls(page) == set()
    found = heat(page)
    assert sum(bool(cell) for cells in found.values() for cell in cells.values()) >= 300 * 53
    rows = [row for row in tree(page).iter(f"{HTML}tr") if len(row) == 54]
    assert len(rows) == 401
    sums = [words(row[-1]) for row in rows[1:]]
    assert sum(int(one.partition("/")[0]) for one in sums) == 17_828
    total = wide.run("score list --from 2017-01-02 --to 2017-12-31 --format json").json["total"]
    assert (total["met"], total["due"]) == (17_828, 400 * 52)


def chromium(folder: Path, *words_: str) -> subprocess.CompletedProcess[str]:
    assert CHROMIUM is not None
    profile = folder / "profile"
    shutil.rmtree(profile, ignore_errors=True)
    options = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
        "--disable-background-networking --disable-component-update --disable-sync"
    )
    return subprocess.run(
        [CHROMIUM, *options.split(), f"--user-data-dir={profile}", *words_],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def asked_hosts(folder: Path, page: Path) -> set[str]:
    """Draw a page and return the hosts anything was asked of, the browser's own errands too."""
    log = folder / "net.json"
    ran = chromium(
        folder,
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--log-net-log={log}",
        "--window-size=1400,1600",
        f"--screenshot={folder / 'board.png'}",
        page.as_uri(),
    )
    assert (folder / "board.png").exists(), ran.stderr
    asked = re.findall(r'"url":"(?:https?|ftp|wss?)://([^/"?]*)', log.read_text(errors="replace"))
    return set(asked)


@pytest.fixture(scope="module")
def errands(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The hosts the browser asks by itself, with a page that asks of nothing."""
    folder = tmp_path_factory.mktemp("blank")
    (folder / "blank.html").write_text("<!DOCTYPE html><title>blank</title>", encoding="utf-8")
    return asked_hosts(folder, folder / "blank.html")


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_page_that_asks_for_something_would_be_found(tmp_path: Path, errands: set[str]) -> None:
    page = tmp_path / "asking.html"
    page.write_text('<!DOCTYPE html><img src="http://asked.example/x.png">', encoding="utf-8")
    assert "asked.example" in asked_hosts(tmp_path, page) - errands


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize("words_", ["chart", "org", "contests", "sign 玉山镇/横街"])
def test_a_browser_draws_the_page_and_asks_for_nothing(
    county: Desk, errands: set[str], words_: str
) -> None:
    county.lang = "zh"
    county.run(f"board {words_} -o board.html")
    own = re.compile(r"\.(google|googleapis|gstatic|googleusercontent)\.com$")
    asked = asked_hosts(county.folder, county.folder / "board.html") - errands
    assert {host for host in asked if not own.search(host)} == set()
    assert (county.folder / "board.png").stat().st_size > 20_000


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize(
    ("words_", "size"),
    [
        pytest.param("chart", (420, 297), id="chart on A3"),
        pytest.param("sign 玉山镇/横街", (297, 210), id="sign on A4"),
    ],
)
def test_a_board_prints_on_its_paper(county: Desk, words_: str, size: tuple[int, int]) -> None:
    county.run(f"board {words_} -o board.html")
    target = county.folder / "board.pdf"
    chromium(
        county.folder,
        "--no-pdf-header-footer",
        f"--print-to-pdf={target}",
        (county.folder / "board.html").as_uri(),
    )
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", target.read_bytes())
    assert {tuple(round(float(side) * 25.4 / 72) for side in box) for box in boxes} == {size}
