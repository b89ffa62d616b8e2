"""`verify`: every way of tampering with a ledger, and every kind of damage, through the program.

- a sound ledger is clean, prints a receipt, and the receipt is found again in it
- an edited, deleted, inserted, renumbered or moved row is found, with the guards put back
- an edited journal, tally, trigger, table or site is found, and named
- a cut tail and a chain made anew are found by a receipt, and only by it
- a flipped bit is found, or nothing recorded was changed by it; there is never a traceback
- verify writes nothing
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from streetchief.ledger.schema import FACTS, guards
from streetchief.output.json import schema
from tests.conftest import Desk
from tests.furnished import facts, furnish


@pytest.fixture
def town(office: Desk) -> Desk:
    """A ledger with a bit of everything: logs, a late approval, a void, an undo, companions."""
    furnish(office.db)
    office.run("log 横街 中街 --by 韦知母 --at 2026-11-17T10:00 --with 柏紫菀")
    number = office.run("log 中街 --by 昌沙参 --at 2026-11-18T10:00 --format json").rows[0][
        "number"
    ]
    office.run(["approve", str(number), "--by", "朱川芎"])
    office.run("log 后街 --by 柏紫菀 --at 2026-11-19T10:00 --note 井盖松动")
    office.run("undo")
    office.run("log 后街 --by 柏紫菀 --at 2026-11-20T08:00")
    office.run(["void", str(number), "--why", "误记"])
    return office


def tamper(db: Path, *statements: str) -> None:
    """Change the file as someone who knows SQLite would: guards off, change, guards back on."""
    tables = ["journal", *(table.name for table in FACTS)]
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        assert len(triggers) >= len(tables) * len(guards("journal"))
        for name, _text in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
        for _name, text in triggers:
            connection.execute(text)


def about(desk: Desk, line: str = "verify") -> set[str]:
    """Return what the findings are about; the exit code must say that there are some."""
    ran = desk.run(f"{line} --format json", code=5)
    assert ran.json["clean"] is False
    assert all(row["text"] for row in ran.rows)
    return {row["about"] for row in ran.rows}


def one(db: Path, query: str) -> int:
    with closing(sqlite3.connect(db)) as connection:
        return int(connection.execute(query).fetchone()[0])


# A sound ledger


def test_a_sound_ledger_is_clean_and_untouched(town: Desk) -> None:
    before = town.db.read_bytes()
    ran = town.run("verify --format json")
    assert ran.rows == []
    assert ran.json["clean"] is True
    assert ran.json["entries"] == one(town.db, "SELECT count(*) FROM journal")
    assert (
        ran.json["records"]
        == sum(len(rows) for rows in facts(town.db).values()) - (ran.json["entries"])
    )
    assert town.db.read_bytes() == before
    assert [path.name for path in town.folder.iterdir()] == [town.db.name]


def test_it_speaks_by_the_four_qualities(town: Desk) -> None:
    town.lang = "zh"
    said = town.run("verify").out
    assert [line.partition("\N{FULLWIDTH COLON}")[0] for line in said.splitlines()[1:5]] == [
        "真实",
        "完整",
        "可用",
        "安全",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_its_receipt_is_found_again_also_after_more_was_written(town: Desk, lang: str) -> None:
    town.lang = lang
    paper = town.write("paper.txt", town.run("verify").out)
    assert "office" in paper.read_text(encoding="utf-8").splitlines()[-1]
    town.run("log 横街 --by 韦知母 --at 2026-11-20T09:00")
    town.run(["verify", "--receipt", str(paper)])
    digest = town.run("verify --format json").json["heads"][0]["digest"]
    town.run(["verify", "--receipt", digest])
    town.run(["verify", "--receipt", digest[:8].upper()])
    assert "receipt" in about(town, "verify --receipt 0123456789abcdef")


@pytest.mark.parametrize("said", ["", "abc", "nothing.txt", "1234567"])
def test_what_is_no_receipt_is_a_mistake_of_the_call(town: Desk, said: str) -> None:
    town.run(["verify", "--receipt", said], code=2)


def test_strict_lists_what_is_less_than_first_hand(town: Desk) -> None:
    ran = town.run("verify --strict --format json")
    marked = {entry["act"]: entry["marks"] for entry in ran.json["marked"]}
    assert marked["log"] == ["clock"]
    assert "import" not in marked
    assert "clock set by hand" in town.run("verify --strict").out
    assert "clock set by hand" not in town.run("verify").out


# Tampering


TABLES_USED = ("setting", "place", "holder", "assignment", "rulebook", "duty", "activity",
               "participant", "approval", "void")  # fmt: skip


@pytest.mark.parametrize("table", TABLES_USED)
def test_every_changed_row_is_found(town: Desk, table: str) -> None:
    columns = next(t.columns for t in FACTS if t.name == table)
    column = next((c for c in reversed(columns) if c.kind == "text"), columns[-1])
    last = one(town.db, f"SELECT max(id) FROM {table}")
    value = "'forged'" if column.kind == "text" else "1"
    tamper(town.db, f'UPDATE "{table}" SET "{column.name}" = {value} WHERE id = {last}')
    ran = town.run("verify --format json", code=5)
    found = {row["about"] for row in ran.rows}
    assert found <= {"rows_changed", "tally", "unreadable"}
    assert "rows_changed" in found


@pytest.mark.parametrize("table", TABLES_USED)
def test_every_deleted_row_is_found_and_named(town: Desk, table: str) -> None:
    last = one(town.db, f"SELECT max(id) FROM {table}")
    tamper(town.db, f'DELETE FROM "{table}" WHERE id = {last}')
    ran = town.run("verify --format json", code=5)
    assert ("row_missing", last) in {(row["about"], row["number"]) for row in ran.rows}


def test_every_patrol_changed_is_found_and_named(town: Desk) -> None:
    with closing(sqlite3.connect(town.db)) as connection:
        rows = connection.execute(
            "SELECT a.id, j.sequence FROM activity a JOIN journal j ON j.id = a.entry"
        ).fetchall()
    kept = town.db.read_bytes()
    for id, entry in rows:
        tamper(town.db, f"UPDATE activity SET started_at = started_at + 60 WHERE id = {id}")
        ran = town.run("verify --format json", code=5)
        assert [(row["about"], row["entry"]) for row in ran.rows] == [("rows_changed", entry)]
        town.db.write_bytes(kept)
    town.run("verify")


INSERTED = "INSERT INTO activity (id, entry, kind, place, person, started_at) SELECT {id}, entry, kind, place, person, started_at + 86400 FROM activity ORDER BY id LIMIT 1"  # noqa: E501


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        pytest.param([INSERTED.format(id=9999)], "stray_row", id="a row put in at the end"),
        pytest.param([INSERTED.format(id=0)], "stray_row", id="a row put in at the front"),
        pytest.param([INSERTED.format(id=-7)], "stray_row", id="a row with a negative number"),
        pytest.param([INSERTED.format(id=9)], "stray_row", id="a number used twice"),
        pytest.param(
            ["UPDATE activity SET id = id + 1000 WHERE id = (SELECT max(id) FROM activity)"],
            "row_missing",
            id="a row renumbered",
        ),
        pytest.param(
            [
                "UPDATE assignment SET id = -1 WHERE id = (SELECT min(id) FROM assignment)",
                "UPDATE assignment SET id = id - 1 WHERE id > 0",
                "UPDATE assignment SET id = (SELECT max(id) + 1 FROM assignment) WHERE id = -1",
            ],
            "rows_changed",
            id="rows put into another order",
        ),
        pytest.param(
            ["UPDATE activity SET entry = 1 WHERE id = (SELECT max(id) FROM activity)"],
            "row_of_other_entry",
            id="a row moved to another entry",
        ),
        pytest.param(
            ["UPDATE journal SET actor = 'someone' WHERE sequence = 3"],
            "entry_changed",
            id="another actor",
        ),
        pytest.param(
            ["UPDATE journal SET recorded_at = recorded_at + 1 WHERE sequence = 3"],
            "entry_changed",
            id="another time",
        ),
        pytest.param(
            ["UPDATE journal SET known_at = known_at - 86400 WHERE sequence = 3"],
            "known_at",
            id="known earlier",
        ),
        pytest.param(
            ["UPDATE journal SET marks = NULL WHERE sequence = 3"],
            "entry_changed",
            id="a mark wiped off",
        ),
        pytest.param(
            ["UPDATE journal SET reason = NULL WHERE act = 'void'"],
            "entry_changed",
            id="a reason wiped off",
        ),
        pytest.param(
            ["UPDATE journal SET digest = rows_digest WHERE sequence = 3"],
            "link",
            id="another digest",
        ),
        pytest.param(
            ["UPDATE journal SET algorithm = 'none' WHERE sequence = 3"],
            "algorithm",
            id="no digest at all",
        ),
        pytest.param(["DELETE FROM journal WHERE sequence = 4"], "sequence", id="an entry deleted"),
        pytest.param(
            ["UPDATE journal SET first_id = first_id + 1 WHERE sequence = 3"],
            "numbering",
            id="an entry that begins later",
        ),
        pytest.param(
            ["UPDATE journal SET id = id + 50 WHERE sequence = 9"],
            "numbering",
            id="an entry renumbered",
        ),
        pytest.param(["UPDATE week_tally SET d0 = d0 + 1"], "tally", id="a tally raised"),
        pytest.param(["DELETE FROM week_tally"], "tally", id="a tally emptied"),
        pytest.param(
            ["INSERT INTO week_tally VALUES (2900, 9, 'patrol', 10, 1, 0, 0, 0, 0, 0, 0)"],
            "tally",
            id="a tally put in",
        ),
        pytest.param(["INSERT INTO here VALUES ('second')"], "here", id="two sites"),
        pytest.param(["UPDATE here SET site = 'elsewhere'"], "here", id="another site"),
    ],
)
def test_tampering_is_found(town: Desk, statements: list[str], expected: str) -> None:
    tamper(town.db, *statements)
    assert expected in about(town)


def test_a_row_changed_with_its_digests_breaks_the_chain_behind_it(town: Desk) -> None:
    """Whoever makes the digests of the entry anew still leaves the next one pointing elsewhere."""
    tamper(
        town.db,
        "UPDATE journal SET rows_digest = replace(rows_digest, 'a', 'b'), "
        "digest = replace(digest, 'a', 'b') WHERE sequence = 3",
    )
    assert {"rows_changed", "entry_changed", "link"} <= about(town)


@pytest.mark.parametrize(
    ("statement", "expected", "name"),
    [
        ("DROP TRIGGER activity_no_update", "schema_missing", "activity_no_update"),
        ("DROP TRIGGER journal_no_delete", "schema_missing", "journal_no_delete"),
        ("DROP INDEX journal_sequence", "schema_missing", "journal_sequence"),
        ("DROP TABLE evidence", "schema_missing", "evidence"),
        ("ALTER TABLE activity ADD COLUMN mood TEXT", "schema_altered", "activity"),
        ("CREATE TABLE extra (a)", "schema_foreign", "extra"),
        ("CREATE VIEW extra AS SELECT * FROM activity", "schema_foreign", "extra"),
        (
            "CREATE TRIGGER extra AFTER INSERT ON activity BEGIN SELECT 1; END",
            "schema_foreign",
            "extra",
        ),
    ],
)
def test_a_changed_schema_is_found_and_named(
    town: Desk, statement: str, expected: str, name: str
) -> None:
    with closing(sqlite3.connect(town.db)) as connection:
        connection.execute(statement)
    ran = town.run("verify --format json", code=5)
    assert any(row["about"] == expected and name in row["text"] for row in ran.rows)
    assert {row["quality"] for row in ran.rows if row["about"] == expected} == {"secure"}


def test_a_guard_put_back_too_weak_is_found(town: Desk) -> None:
    with closing(sqlite3.connect(town.db)) as connection:
        connection.execute("DROP TRIGGER activity_no_update")
        connection.execute(
            "CREATE TRIGGER activity_no_update BEFORE UPDATE ON activity BEGIN SELECT 1; END"
        )
    assert about(town) == {"schema_altered"}


def test_a_cut_tail_is_found_by_a_receipt_and_only_by_it(town: Desk) -> None:
    before = town.folder / "before.db"
    shutil.copy(town.db, before)
    town.run("log 横街 --by 韦知母 --at 2026-11-20T09:00")
    receipt = town.run("verify").out.splitlines()[-1]
    shutil.copy(before, town.db)
    town.run("verify")
    assert about(town, f"verify --receipt '{receipt}'") == {"receipt"}


# Damage


def test_a_ledger_cut_short_is_damaged(town: Desk) -> None:
    whole = town.db.read_bytes()
    for size in (
        len(whole) - 1,
        len(whole) - 4096,
        len(whole) // 2,
        4096,
        4095,
        512,
        101,
        100,
        99,
        1,
    ):
        town.db.write_bytes(whole[:size])
        ran = town.run("verify", code=5)
        assert ran.out or ran.err
        assert town.db.read_bytes() == whole[:size]


def test_a_ledger_with_something_added_is_found(town: Desk) -> None:
    town.db.write_bytes(town.db.read_bytes() + bytes(4096))
    assert "size" in about(town)


def flipped(whole: bytes, position: int, bit: int) -> bytes:
    changed = bytearray(whole)
    changed[position] ^= 1 << bit
    return bytes(changed)


def find_or_keep(town: Desk, whole: bytes, position: int, bit: int) -> bool:
    """Verify a ledger with one bit flipped: it is found, or every fact is still what it was."""
    town.db.write_bytes(flipped(whole, position, bit))
    ran = town.run("verify", code=None)
    assert ran.code in (0, 5), (position, bit, ran)
    assert "Traceback" not in ran.err
    assert ran.out or ran.err
    return bool(ran.code == 5)


def test_a_bit_flipped_in_the_content_of_any_page_is_found(town: Desk) -> None:
    """In each page one bit of a row stored there, and of the page's own header.

    Two rows may differ unseen, because nothing is said by it: the hidden row number of the site's
    name, and the moment at which a migration ran.
    """
    whole, before = town.db.read_bytes(), facts(town.db)
    rng = random.Random(20261120)
    unseen = 0
    for start in range(0, len(whole), 4096):
        header = start + (100 if start == 0 else 0)
        if whole[header] not in (2, 5, 10, 13):  # the rest of a long text
            assert find_or_keep(town, whole, start + 12, 0), start
            continue
        cells = int.from_bytes(whole[header + 3 : header + 5], "big")
        if not cells or start % 16384 == 0:
            assert find_or_keep(town, whole, header, rng.randrange(1, 3)), start
        if cells:
            pointers = header + (12 if whole[header] in (2, 5) else 8)
            chosen = pointers + 2 * rng.randrange(cells)
            cell = start + int.from_bytes(whole[chosen : chosen + 2], "big")
            position = cell + rng.randrange(4)
            if not find_or_keep(town, whole, position, 6):
                assert facts(town.db) == before, (start, position)
                unseen += 1
    assert unseen <= 2


@pytest.mark.parametrize("seed", range(3))
def test_a_bit_flipped_anywhere_is_found_or_changes_nothing(town: Desk, seed: int) -> None:
    whole, before = town.db.read_bytes(), facts(town.db)
    rng = random.Random(seed)
    used = [i for i, byte in enumerate(whole) if byte]
    for position in [*rng.sample(range(100), 10), *rng.sample(used, 25)]:
        if not find_or_keep(town, whole, position, rng.randrange(8)):
            assert facts(town.db) == before, position


@pytest.mark.soak
def test_every_bit_of_the_header_and_thousands_elsewhere(town: Desk) -> None:
    whole, before = town.db.read_bytes(), facts(town.db)
    rng = random.Random(1)
    spots = [(position, bit) for position in range(100) for bit in range(8)]
    spots += [(rng.randrange(len(whole)), rng.randrange(8)) for _ in range(5000)]
    for position, bit in spots:
        if not find_or_keep(town, whole, position, bit):
            assert facts(town.db) == before, (position, bit)


@pytest.mark.parametrize("line", ["history", "overdue", "info", "history 横街", "undo"])
def test_other_commands_meet_damage_with_a_sentence(town: Desk, line: str) -> None:
    """Whatever they make of it, they never leave a traceback."""
    whole = town.db.read_bytes()
    for start in [0, 4096, *random.Random(line).sample(range(8192, len(whole), 4096), 15)]:
        page = bytearray(whole)
        page[start + 8 : start + 4096] = bytes(4088)
        town.db.write_bytes(page)
        ran = town.run(line, code=None)
        assert ran.code in (0, 1, 5), (start, ran)


# What scripts rely on


@pytest.mark.parametrize(
    "line",
    [
        "verify",
        "verify --strict",
        "info",
        "history",
        "history 横街",
        "history 韦知母",
        "history 20",
        "undo",
        "void 20 --why x",
    ],
)
def test_every_answer_in_json_is_what_its_schema_says(town: Desk, line: str) -> None:
    answer = town.run(f"{line} --format json").json
    name = answer["schema"].split("/")[1]
    Draft202012Validator(schema(name)).validate(answer)


def test_findings_in_json_are_what_the_schema_says(town: Desk) -> None:
    tamper(town.db, "UPDATE journal SET actor = 'x'", "DELETE FROM participant")
    answer = town.run("verify --strict --format json", code=5).json
    Draft202012Validator(schema("verify")).validate(answer)
    assert {row["quality"] for row in answer["rows"]} == {"authentic", "complete"}


# info


@pytest.mark.parametrize(
    ("option", "chosen_by"), [(True, "--db"), (False, "STREETCHIEF_DB")], ids=["option", "env"]
)
def test_info_says_which_ledger_and_why_it(town: Desk, option: bool, chosen_by: str) -> None:
    words = ["info", "--format", "json", *(["--db", str(town.db)] if option else [])]
    (row,) = town.run(words).rows
    assert row["path"] == str(town.db)
    assert row["chosen_by"] == chosen_by
    assert (row["site"], row["town"], row["zone"]) == ("office", "双峰乡", "Asia/Shanghai")
    assert (row["rulebook"], row["rulebook_since"]) == ("panan", "2017-01-01")
    assert row["size"] == town.db.stat().st_size
    assert row["entries"] == row["head_entry"] == one(town.db, "SELECT max(sequence) FROM journal")
    assert row["last_entry_at"] == "2026-11-20T09:30"
    assert row["sqlite"] == sqlite3.sqlite_version
    assert str(town.db) in town.run("info").out


Judge = Callable[[str, str], bool | None]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/srv/share/ledger.db", True),
        ("/srv/share/deep/er/ledger.db", True),
        ("/srv/shared.db", False),
        ("/mnt/my disk/ledger.db", True),
        ("/home/a.db", False),
    ],
)
def test_a_network_share_is_told_by_its_mount(path: str, expected: bool) -> None:
    from streetchief.ledger.faults import is_network_mount

    table = (
        "/dev/sda1 / ext4 rw 0 0\nserver:/x /srv/share nfs4 rw 0 0\n"
        "//server/y /mnt/my\\040disk cifs rw 0 0\n"
    )
    assert is_network_mount(path, table) is expected


def test_without_a_table_of_mounts_it_cannot_be_told() -> None:
    from streetchief.ledger.faults import is_network_mount

    assert is_network_mount("/a", "") is None
