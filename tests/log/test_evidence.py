"""Photos, tracks and typed sheets, through `log`.

- a photo is kept by its content beside the ledger, counted, and counts where a duty asks for one
- what is no photo, no file, too large or named like a trap is refused or only remembered by a name
- a track gives way, time and start where nothing was stated; a bad one is refused or has no time
- the same photo for another patrol is recorded and noticed
- a typed sheet is logged whole or not at all, every problem named with its line
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.files.attachments import MOST_BYTES, shown_name
from streetchief.log.sheet import read_patrol_sheet
from tests.conftest import Desk
from tests.furnished import furnish

JPEG = bytes.fromhex("ffd8ffe000104a46494600") + b"a photo of a street"
PNG = b"\x89PNG\r\n\x1a\n" + b"another"
WEBP = b"RIFF\x10\0\0\0WEBPVP8 " + b"x"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0" + b"y"


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    return office


def evidence(desk: Desk) -> list[tuple[int, str, str, str, int]]:
    with closing(sqlite3.connect(desk.db)) as connection:
        return connection.execute(
            "SELECT fact, kind, name, sha256, size FROM evidence ORDER BY id"
        ).fetchall()


def activities(desk: Desk) -> list[tuple[int | None, ...]]:
    """Photos, minutes and metres of each record."""
    with closing(sqlite3.connect(desk.db)) as connection:
        return connection.execute(
            "SELECT photos, minutes, metres FROM activity ORDER BY id"
        ).fetchall()


def kept(desk: Desk) -> list[Path]:
    folder = desk.folder / "ledger-files"
    return sorted(path for path in folder.rglob("*") if path.is_file())


# ---------------------------------------------------------------- photos


@pytest.mark.parametrize(
    ("content", "ending"),
    [(JPEG, "jpg"), (PNG, "png"), (WEBP, "webp"), (HEIC, "heic")],
    ids=["jpeg", "png", "webp", "heic"],
)
def test_a_photo_is_kept_by_its_content_and_counted(
    town: Desk, content: bytes, ending: str
) -> None:
    town.write("门前.whatever", content)
    ran = town.run("log 横街 --by 韦知母 --photo 门前.whatever --format json")
    sha = hashlib.sha256(content).hexdigest()
    place = town.folder / "ledger-files" / sha[:2] / f"{sha}.{ending}"
    assert kept(town) == [place]
    assert place.read_bytes() == content
    number = ran.rows[0]["number"]
    assert evidence(town) == [(number, "photo", "门前.whatever", sha, len(content))]
    assert activities(town) == [(1, None, None)]
    town.run("verify")


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_only_the_owner_can_look_at_what_was_kept(town: Desk) -> None:
    town.write("a.jpg", JPEG)
    town.run("log 横街 --by 韦知母 --photo a.jpg")
    [place] = kept(town)
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.parent.stat().st_mode & 0o777 == 0o700
    assert place.parent.parent.stat().st_mode & 0o777 == 0o700


def test_a_walk_of_three_streets_has_its_photos_on_each(town: Desk) -> None:
    town.write("a.jpg", JPEG)
    town.write("b.png", PNG)
    ran = town.run("log 横街 中街 后街 --by 韦知母 --photo a.jpg --photo b.png --format json")
    assert activities(town) == [(2, None, None)] * 3
    assert [row[0] for row in evidence(town)] == [
        number for _photo in range(2) for number in (row["number"] for row in ran.rows)
    ]
    assert len(kept(town)) == 2


def test_the_same_content_twice_in_one_call_is_one_photo(town: Desk) -> None:
    town.write("a.jpg", JPEG)
    town.write("copy.jpg", JPEG)
    town.run("log 横街 --by 韦知母 --photo a.jpg --photo copy.jpg")
    assert activities(town) == [(1, None, None)]
    assert [row[2] for row in evidence(town)] == ["a.jpg"]


def test_a_photo_makes_a_patrol_count_where_one_is_required(town: Desk) -> None:
    town.run("rulebook set patrol.require_photo true --from 2026-11-16")
    town.write("a.jpg", JPEG)
    without = town.run("log 横街 --by 韦知母 --at 2026-11-18T08:00 --format json")
    with_one = town.run("log 横街 --by 韦知母 --at 2026-11-19T08:00 --photo a.jpg --format json")
    assert without.rows[0]["counted"] == 0
    assert with_one.rows[0]["counted"] == 1
    rows = town.run("overdue --all --week 2026-W47 --format json").rows
    assert {row["street"]: row["counted"] for row in rows}["横街"] == 1
    town.run("verify")


def test_the_same_photo_for_another_patrol_is_recorded_and_noticed(town: Desk) -> None:
    town.write("a.jpg", JPEG)
    first = town.run("log 横街 --by 韦知母 --at 2026-11-18T08:00 --photo a.jpg --format json")
    again = town.run("log 横街 --by 韦知母 --at 2026-11-19T08:00 --photo a.jpg")
    assert f"a.jpg was already used for number {first.rows[0]['number']}." in again.err
    assert len(evidence(town)) == 2
    assert len(kept(town)) == 1
    assert "already used" not in first.err


def test_a_photo_of_a_voided_patrol_is_free_again(town: Desk) -> None:
    town.write("a.jpg", JPEG)
    first = town.run("log 横街 --by 韦知母 --at 2026-11-18T08:00 --photo a.jpg --format json")
    town.run(f"void {first.rows[0]['number']} --why 误记")
    again = town.run("log 横街 --by 韦知母 --at 2026-11-19T08:00 --photo a.jpg")
    assert again.err == ""


def test_a_photo_for_a_record_that_was_there_is_not_added_and_that_is_said(town: Desk) -> None:
    town.write("a.jpg", JPEG)
    town.run("log 横街 --by 韦知母 --at 2026-11-18T08:00")
    again = town.run("log 横街 --by 韦知母 --at 2026-11-18T08:00 --photo a.jpg")
    assert "was not added" in again.err
    assert evidence(town) == []
    assert activities(town) == [(None, None, None)]


def test_a_retry_with_the_same_photo_is_the_same_answer_and_with_another_is_refused(
    town: Desk,
) -> None:
    town.write("a.jpg", JPEG)
    town.write("b.jpg", JPEG + b"b")
    line = "log 横街 --by 韦知母 --at 2026-11-18T08:00 --key k --format json"
    first = town.run(f"{line} --photo a.jpg")
    again = town.run(f"{line} --photo a.jpg")
    assert again.rows == first.rows
    assert again.err == ""
    town.run(f"{line} --photo b.jpg", code=1)
    town.run(line, code=1)
    assert len(evidence(town)) == 1


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("a.jpg", b"<html>not a photo</html>", 1, "no photo"),
        ("a.jpg", b"", 1, "no photo"),
        ("a.gif", b"GIF89a....", 1, "no photo"),
        ("a.jpg", JPEG[:2], 1, "no photo"),
        ("large.jpg", JPEG + bytes(MOST_BYTES - len(JPEG) + 1), 1, "20 MB"),
    ],
    ids=["html", "empty", "gif", "two bytes", "a byte too large"],
)
def test_what_is_no_photo_is_refused_and_nothing_is_saved(
    town: Desk, name: str, content: bytes, code: int, words: str
) -> None:
    town.write(name, content)
    ran = town.run(["log", "横街", "--by", "韦知母", "--photo", name], code=code)
    assert words in ran.err
    assert activities(town) == []
    assert kept(town) == []


def test_a_photo_of_exactly_the_limit_is_kept(town: Desk) -> None:
    town.write("large.jpg", JPEG + bytes(MOST_BYTES - len(JPEG)))
    town.run("log 横街 --by 韦知母 --photo large.jpg")
    assert kept(town)[0].stat().st_size == MOST_BYTES


@pytest.mark.skipif(os.name != "posix", reason="devices are POSIX")
@pytest.mark.parametrize("what", ["device", "link to a device", "folder", "pipe", "missing"])
def test_what_is_no_file_is_refused_at_once(town: Desk, what: str) -> None:
    path = town.folder / "thing.jpg"
    if what == "device":
        path = Path("/dev/zero")
    elif what == "link to a device":
        path.symlink_to("/dev/zero")
    elif what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    ran = town.run(["log", "横街", "--by", "韦知母", "--photo", str(path)], code=4)
    assert "Nothing was saved." in ran.err
    assert activities(town) == []


@pytest.mark.skipif(os.name != "posix", reason="pipes are POSIX")
def test_a_pipe_as_evidence_of_an_item_is_refused_at_once(town: Desk) -> None:
    os.mkfifo(town.folder / "pipe.jpg")
    words = "item open 杂物 --category 道乱占 --street 横街 --by 韦知母 --evidence pipe.jpg"
    assert "Nothing was saved." in town.run(words, code=4).err


def test_a_link_to_a_photo_is_that_photo(town: Desk) -> None:
    target = town.write("real.jpg", JPEG)
    (town.folder / "link.jpg").symlink_to(target)
    town.run("log 横街 --by 韦知母 --photo link.jpg")
    assert [row[2] for row in evidence(town)] == ["link.jpg"]
    assert not kept(town)[0].is_symlink()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="an ordinary user")
def test_a_folder_that_takes_nothing_refuses_the_walk(town: Desk) -> None:
    town.write("a.jpg", JPEG)
    (town.folder / "ledger-files").mkdir(mode=0o500)
    ran = town.run("log 横街 --by 韦知母 --photo a.jpg", code=4)
    assert "a.jpg" in ran.err
    assert activities(town) == []


def test_a_name_in_the_way_of_the_folder_refuses_the_walk(town: Desk) -> None:
    town.write("a.jpg", JPEG)
    town.write("ledger-files", "a file of that name")
    town.run("log 横街 --by 韦知母 --photo a.jpg", code=4)
    assert activities(town) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("..", "_"),
        (".", "_"),
        ("", "_"),
        ("CON", "CON"),
        ("a:b.jpg", "a_b.jpg"),
        ("C:\\photos\\门前.jpg", "门前.jpg"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\x1b[31m.jpg", "a[31m.jpg"),
        ("a\udcff.jpg", "a?.jpg".replace("?", "_")),
        ("x" * 300, "x" * 200),
    ],
    ids=[
        "parents",
        "the parent",
        "here",
        "nothing",
        "a device of Windows",
        "a stream of Windows",
        "a path of Windows",
        "bidi",
        "an escape",
        "undecodable",
        "long",
    ],
)
def test_a_name_is_only_remembered_and_harmless(path: str, name: str) -> None:
    assert shown_name(path) == name


@given(st.text(max_size=40))
def test_any_name_can_be_shown_and_is_no_path(path: str) -> None:
    name = shown_name(path)
    assert name
    assert name.isprintable()
    assert not set(name) & set('<>:"/\\|?*')
    assert name.strip(". ")


# ---------------------------------------------------------------- tracks


def gpx(*points: str, head: str = "", root: str = "gpx") -> str:
    return (
        f'<?xml version="1.0"?>{head}<{root} xmlns="http://www.topografix.com/GPX/1/1" '
        f'version="1.1"><trk><trkseg>{"".join(points)}</trkseg></trk></{root}>'
    )


def point(lat: float, time: str = "", lon: float = 120.5) -> str:
    inside = f"<time>{time}</time>" if time else ""
    return f'<trkpt lat="{lat}" lon="{lon}">{inside}</trkpt>'


WALK = gpx(
    point(29.05, "2026-11-19T00:30:10Z"),
    point(29.055, "2026-11-19T00:45:00Z"),
    point(29.06, "2026-11-19T01:05:30Z"),
)


def test_a_track_gives_way_time_and_start(town: Desk) -> None:
    town.write("walk.gpx", WALK)
    ran = town.run("log 横街 --by 韦知母 --track walk.gpx --format json")
    assert ran.rows[0]["started_at"] == "2026-11-19T08:30"
    assert activities(town) == [(None, 35, 1113)]
    assert [(row[1], row[2]) for row in evidence(town)] == [("track", "walk.gpx")]
    assert kept(town)[0].suffix == ".gpx"


def test_what_is_stated_stands_before_the_track(town: Desk) -> None:
    town.write("walk.gpx", WALK)
    ran = town.run(
        "log 横街 --by 韦知母 --track walk.gpx --at 2026-11-19T08:25 --minutes 40 --metres 900 "
        "--format json"
    )
    assert ran.rows[0]["started_at"] == "2026-11-19T08:25"
    assert activities(town) == [(None, 40, 900)]
    assert ran.err == ""


def test_a_track_of_another_day_is_noticed(town: Desk) -> None:
    town.write("walk.gpx", WALK)
    ran = town.run("log 横街 --by 韦知母 --track walk.gpx --at 2026-11-17T08:25")
    assert "another day" in ran.err


def test_a_gap_between_segments_is_no_way_walked(town: Desk) -> None:
    inner = "</trkseg><trkseg>"
    town.write(
        "walk.gpx",
        gpx(point(29.05), point(29.051), inner, point(30.0), point(30.001)),
    )
    town.run("log 横街 --by 韦知母 --track walk.gpx")
    assert activities(town) == [(None, None, 223)]


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (("", ""), "no times"),
        (("2026-11-19T08:30:00", "2026-11-19T09:00:00"), "no zone"),
        (("1901-11-19T00:30:00Z", "1901-11-19T01:00:00Z"), "cannot be right"),
        (("2026-11-21T00:30:00Z", "2026-11-21T01:00:00Z"), "cannot be right"),
        (("2026-11-17T00:30:00Z", "2026-11-19T01:00:00Z"), "longer than a day"),
    ],
    ids=["none", "naive", "1901", "to come", "two days"],
)
def test_a_track_without_usable_times_is_kept_without_a_time(
    town: Desk, times: tuple[str, str], words: str
) -> None:
    town.write("walk.gpx", gpx(point(29.05, times[0]), point(29.06, times[1])))
    ran = town.run("log 横街 --by 韦知母 --track walk.gpx --format json")
    assert words in ran.err
    assert ran.rows[0]["started_at"] == "2026-11-20T09:30"
    assert activities(town) == [(None, None, 1113)]


BOMB = (
    '<!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (gpx(point(29.05), "&j;", head=BOMB), "entities"),
        (
            gpx(point(29.05), head='<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "entities",
        ),
        ("not xml", "well-formed"),
        (WALK[:-20], "well-formed"),
        ("", "well-formed"),
        (gpx(point(29.05), root="kml"), "well-formed"),
        (gpx(), "no points"),
        (gpx(point(91.0)), "nowhere"),
        (gpx('<trkpt lat="nan" lon="1"/>'), "nowhere"),
        (gpx('<trkpt lat="1"/>'), "nowhere"),
        (gpx(point(29.05, "yesterday")), "time"),
        (gpx(point(29.05, "2026-13-45T99:00:00Z")), "well-formed"),
        (gpx(point(-80.0), point(80.0)), "1,000 km"),
    ],
    ids=[
        "a billion laughs",
        "an outer entity",
        "no xml",
        "cut short",
        "empty",
        "another root",
        "no points",
        "latitude 91",
        "nan",
        "no longitude",
        "a time in words",
        "month 13",
        "pole to pole",
    ],
)
def test_a_bad_track_is_refused_in_a_sentence(town: Desk, content: str, words: str) -> None:
    town.write("walk.gpx", content)
    ran = town.run("log 横街 --by 韦知母 --track walk.gpx", code=1)
    assert words in ran.err
    assert "walk.gpx" in ran.err
    assert activities(town) == []
    assert kept(town) == []


@pytest.mark.parametrize(("points", "code"), [(200_000, 0), (200_001, 1)], ids=["most", "above"])
def test_a_track_has_at_most_200_000_points(town: Desk, points: int, code: int) -> None:
    town.write("walk.gpx", gpx(*['<trkpt lat="29" lon="120"/>'] * points))
    ran = town.run("log 横街 --by 韦知母 --track walk.gpx", code=code)
    assert ("200,000 points" in ran.err) == bool(code)


# ---------------------------------------------------------------- typed sheets

SHEET = """\
# 双峰乡
2026年第46周
横街 韦知母 周一 8:30 周四 15:00-15:40
中街  昌沙参  星期二 9：00 16:20   # 同日两次
后街 柏紫菀
"""


def test_a_sheet_is_logged_line_by_line(town: Desk) -> None:
    ran = town.run("log --sheet - --format json", stdin=SHEET)
    assert [(row["street"], row["person"], row["started_at"]) for row in ran.rows] == [
        ("横街", "韦知母", "2026-11-09T08:30"),
        ("横街", "韦知母", "2026-11-12T15:00"),
        ("中街", "昌沙参", "2026-11-10T09:00"),
        ("中街", "昌沙参", "2026-11-10T16:20"),
    ]
    assert [row[1] for row in activities(town)] == [None, 40, None, None]
    with closing(sqlite3.connect(town.db)) as connection:
        assert connection.execute("SELECT count(*) FROM journal WHERE act = 'log'").fetchone() == (
            1,
        )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_sheet_may_be_a_file_of_any_editor(town: Desk, encoding: str) -> None:
    town.write("sheet.txt", SHEET.encode(encoding))
    assert len(town.run("log --sheet sheet.txt --format json").rows) == 4


def test_typing_a_sheet_twice_logs_it_once(town: Desk) -> None:
    first = town.run("log --sheet - --format json", stdin=SHEET)
    again = town.run("log --sheet - --format json", stdin=SHEET)
    assert [row["number"] for row in again.rows] == [row["number"] for row in first.rows]


def test_every_problem_of_a_sheet_is_named_with_its_line_and_nothing_is_saved(town: Desk) -> None:
    ran = town.run(
        "log --sheet -",
        stdin="2026-W46\n横街 韦知母 8:30\n中街 周一 9:00\n后街 柏紫菀 周一 25:00 周八 9:00\n"
        "横街 韦知母 11-20 9:00 周二 10:00-9:00\n'横街 韦知母 周一 9:00\n",
        code=1,
    )
    lines = ran.err.splitlines()
    assert [line.partition(":")[0] for line in lines[:-1]] == [
        "Line 2",
        "Line 3",
        "Line 4",
        "Line 4",
        "Line 5",
        "Line 5",
        "Line 5",
        "Line 6",
    ]
    assert "25:00" in ran.err
    assert "11-20 does not lie in week 2026-W46" in ran.err
    assert activities(town) == []


def test_what_the_register_refuses_is_named_with_its_line_too(town: Desk) -> None:
    ran = town.run(
        "log --sheet -",
        stdin="2026-W46\n横街 韦知母 周一 8:30\n没有街 韦知母 周一 9:00\n"
        "2026-W47\n中街 没有人 周一 9:00\n横街 韦知母 周日 9:00\n",
        code=1,
    )
    assert "3 of 4" in ran.err
    numbered = [line.partition(":")[0] for line in ran.err.splitlines() if line[:1].isdigit()]
    assert numbered[1:] == ["3", "5", "6"]
    assert activities(town) == []


def test_a_single_wrong_line_is_named_as_well(town: Desk) -> None:
    ran = town.run("log --sheet -", stdin="2026-W46\n\n没有街 韦知母 周一 9:00\n", code=1)
    assert "3: " in ran.err


@pytest.mark.parametrize(
    "words",
    ["横街 --sheet -", "--sheet - --by 韦知母", "--sheet - --at 2026-11-10", "--sheet - --key k"],
)
def test_a_sheet_stands_alone(town: Desk, words: str) -> None:
    town.run(f"log {words}", stdin=SHEET, code=2)
    assert activities(town) == []


def test_a_sheet_without_a_week_is_refused(town: Desk) -> None:
    ran = town.run("log --sheet -", stdin="横街 韦知母 周一 8:30\n", code=1)
    assert "first line is the week" in ran.err


def test_nothing_to_log_is_a_slip(town: Desk) -> None:
    town.run("log --sheet -", stdin="2026-W46\n横街 韦知母\n", code=2)
    town.run("log", code=2)


@given(st.text(max_size=200))
def test_anything_typed_is_read_or_named(text: str) -> None:
    walks, problems = read_patrol_sheet(text, 20779)
    lines = len(text.splitlines())
    assert all(1 <= walk.line <= lines for walk in walks)
    assert all(1 <= problem.line <= lines for problem in problems)
