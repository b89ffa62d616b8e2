"""`init`: the only command that makes a ledger.

- without a path it makes the user's own, and the folder for it
- what is there already is left as it is
- a path, zone, site or rulebook that cannot be is refused, and nothing is left behind
"""

from __future__ import annotations

import pytest

from tests.conftest import Desk


def test_in_an_empty_home_the_users_own_ledger_is_made(desk: Desk) -> None:
    desk.env = {"STREETCHIEF_DB": "", "XDG_DATA_HOME": str(desk.folder / "share")}
    desk.run_process("init --town 双峰乡")
    assert (desk.folder / "share" / "streetchief" / "ledger.db").is_file()
    desk.run_process("place add --kind street 横街 --opened-on 2026-01-01")


def test_what_is_there_already_is_left_as_it_is(desk: Desk) -> None:
    desk.run("init")
    before = desk.db.read_bytes()
    desk.run("init --town 双峰乡", code=1)
    assert desk.db.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param("init --timezone Mars/Olympus", 2, id="no-such-zone"),
        pytest.param("init --site 'a b'", 2, id="no-such-site-name"),
        pytest.param("init --rulebook nowhere.toml", 1, id="no-such-rulebook"),
        pytest.param("init --lang fr", 2, id="no-such-language"),
        pytest.param("init --db nowhere/deep/ledger.db", 4, id="no-such-folder"),
        pytest.param("init --db :memory:", 4, id="memory"),
        pytest.param("init --db ''", 4, id="empty-path"),
        pytest.param("init --town \x1b[31m", 1, id="a-town-that-writes-in-red"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_left_behind(
    desk: Desk, words: str, code: int
) -> None:
    said = desk.run(words, code=code)
    assert "Traceback" not in said.err
    assert list(desk.folder.iterdir()) == []


def test_the_language_said_at_init_is_the_ledgers_under_cron(desk: Desk) -> None:
    desk.lang = None
    desk.run("init --lang en")
    assert "No street is overdue." in desk.run_process("overdue").out


def test_stale_boards_are_listed_by_the_option_too(office: Desk) -> None:
    assert office.run("board --stale --format json").out == (
        office.run("board stale --format json").out
    )
