"""`review`: what is worth a look, in words that blame nobody; a sample anyone can draw again.

- findings name the entries, the people and the places; nothing is changed by looking
- a sample is recorded once; the same seed draws the same; a larger one begins with the smaller
- what was found on site is recorded, and how often it agreed
"""

from __future__ import annotations

import pytest

from tests.conftest import Desk
from tests.furnished import facts, furnish

BLAME = ("fake", "cheat", "fraud", "false", "suspect", "造假", "作假", "虚假", "舞弊", "可疑")


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    return office


def patrolled(desk: Desk, *walks: str) -> None:
    rows = "\n".join(walks)
    desk.run("import patrols -", stdin=f"street,person,started_at\n{rows}\n")


def test_three_chiefs_in_one_minute_are_worth_a_look(town: Desk) -> None:
    patrolled(
        town,
        "横街,韦知母,2026-11-20 09:00",
        "中街,昌沙参,2026-11-20 09:00",
        "后街,柏紫菀,2026-11-20 09:00",
    )
    (row,) = town.run("review list --format json").rows
    assert (row["kind"], row["at"]) == ("same_minute", "2026-11-20T09:00")
    assert set(row["persons"]) == {"韦知母", "昌沙参", "柏紫菀"}
    assert row["message"] == "3 walks begin in this minute"


def test_a_week_written_down_at_once_is_worth_a_look(town: Desk) -> None:
    patrolled(town, "横街,韦知母,2026-11-16 09:00", "横街,韦知母,2026-11-18 09:10")
    (row,) = town.run("review list --format json").rows
    assert row["kind"] == "entered_at_once"
    assert row["message"] == ("2 patrols of 2 days written down in one sitting, 2 to 4 days late")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_looking_blames_nobody_and_changes_nothing(town: Desk, lang: str) -> None:
    patrolled(town, "横街,韦知母,2026-11-16 09:00", "横街,韦知母,2026-11-18 09:10")
    before = facts(town.db)
    town.lang = lang
    text = town.run("review list").out
    assert not any(word in text.lower() for word in BLAME)
    assert ("可能有正常原因" if lang == "zh" else "may have a plain reason") in text
    assert facts(town.db) == before


def test_a_plain_log_strikes_nobody(town: Desk) -> None:
    patrolled(town, "横街,韦知母,2026-11-20 08:13")
    assert "Nothing strikes the eye." in town.run("review list").out
    assert town.run("review list --week 2026-W40 --format json").json["entries"] == 0


def drawn(desk: Desk, *words: str) -> list[int]:
    rows = desk.run(["review", "sample", *words, "--format", "json"]).rows
    return [row["activity"] for row in rows]


@pytest.fixture
def busy(town: Desk) -> Desk:
    patrolled(town, *(f"横街,韦知母,2026-11-{day} {hour}:07" for day in (16, 17, 18, 19)
                      for hour in ("08", "10", "14")))  # fmt: skip
    return town


def test_the_same_seed_draws_the_same_and_records_it_once(busy: Desk) -> None:
    first = drawn(busy, "4", "--seed", "2026-11")
    entries = len(facts(busy.db)["journal"])
    assert drawn(busy, "4", "--seed", "2026-11") == first
    assert len(facts(busy.db)["journal"]) == entries
    assert len(set(first)) == 4
    assert drawn(busy, "6", "--seed", "2026-11")[:4] == first
    assert drawn(busy, "4", "--seed", "another") != first


def test_a_sample_of_more_than_there_are_is_all_of_them(busy: Desk) -> None:
    assert len(drawn(busy, "100")) == 12


def test_what_was_found_on_site_makes_the_agreement_rate(busy: Desk) -> None:
    numbers = drawn(busy, "3", "--seed", "s")
    busy.run(f"review answer {numbers[0]} --agrees --by 朱川芎")
    busy.run(f"review answer {numbers[1]} --differs --by 朱川芎 --note 当天封路")
    ran = busy.run("review sample 3 --seed s --format json").json
    assert (ran["checked"], ran["agreed"]) == (2, 1)
    assert [row["agreed"] for row in ran["rows"]] == [True, False, None]
    assert ran["rows"][1]["note"] == "当天封路"
    assert "Found as recorded: 50.00%." in busy.run("review sample 3 --seed s").out


def test_a_later_look_replaces_an_earlier_one(busy: Desk) -> None:
    number = drawn(busy, "1", "--seed", "s")[0]
    busy.run(f"review answer {number} --differs --by 朱川芎")
    busy.run(f"review answer {number} --agrees --by 朱川芎")
    assert busy.run("review sample 1 --seed s --format json").rows[0]["agreed"] is True


def test_nobody_has_looked_is_no_rate(busy: Desk) -> None:
    assert "Found as recorded: —." in busy.run("review sample 2 --seed s").out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param("review answer 3 --agrees --by 朱川芎", 1, "was not drawn", id="not drawn"),
        pytest.param("review answer 3 --by 朱川芎", 2, "--agrees|--differs", id="no result"),
        pytest.param("review answer 3 --agrees", 2, "--by", id="nobody looked"),
        pytest.param("review frog", 2, "no command frog", id="another word"),
        pytest.param("review sample 3 --week 2026-W40", 1, "no patrol", id="nothing to draw"),
        pytest.param("review sample 0", 2, "", id="a sample of none"),
    ],
)
def test_what_is_refused_writes_nothing(town: Desk, words: str, code: int, said: str) -> None:
    before = facts(town.db)
    assert said in town.run(words, code=code).err
    assert facts(town.db) == before
