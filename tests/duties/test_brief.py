"""`brief` fits one screen and says whom to phone; `remind` is one line a person to paste.

- never more than 24 lines of 80 columns, in both languages, with many and with long names
- his own duty, the streets in trouble worst first, what changed
- a reminder a person with all his streets; nobody when nothing is needed
"""

from __future__ import annotations

import pytest

from streetchief.output.width import width
from tests.conftest import Desk
from tests.furnished import furnish


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    return office


def patrolled(desk: Desk, *walks: str) -> None:
    rows = "\n".join(walks)
    desk.run("import patrols -", stdin=f"street,person,started_at\n{rows}\n")


def fits(text: str) -> bool:
    lines = text.splitlines()
    return len(lines) <= 24 and max(map(width, lines)) <= 80


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_brief_of_a_small_town_fits(town: Desk, lang: str) -> None:
    town.lang = lang
    assert fits(town.run("status --brief").out)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_brief_of_many_streets_with_long_names_fits_and_counts_the_rest(
    town: Desk, lang: str
) -> None:
    rows = "\n".join(f"双峰乡,小城镇环境综合整治示范街道第{n}号,2026-01-01" for n in range(60))
    town.run("import streets -", stdin=f"town,street,opened_on\n{rows}\n")
    town.run("appoint 朱川芎 总街长 双峰乡 --from 2026-01-01")
    town.lang = lang
    text = town.run("status --brief").out
    assert fits(text)
    shown = sum(x.strip().startswith(("!", "~")) for x in text.splitlines())
    rest = 63 - shown
    assert (f"另有{rest}条" if lang == "zh" else f"and {rest} more") in text


def test_his_own_duty_comes_first(town: Desk) -> None:
    town.run("appoint 朱川芎 总街长 双峰乡 --from 2026-01-01")
    patrolled(town, "横街,朱川芎,2026-11-16 09:00")
    lines = town.run("status --brief").out.splitlines()
    assert lines[1] == "the general chief's patrols, 朱川芎: 1 of 2, on track; still 1"
    assert town.run("status --brief --format json").json["own"] == [
        {
            "duty": "general_chief",
            "person": "朱川芎",
            "place": "双峰乡",
            "required": 2,
            "counted": 1,
            "state": "on_track",
        }
    ]


def test_the_street_unmet_last_week_comes_first_with_whom_to_phone(town: Desk) -> None:
    patrolled(
        town,
        "中街,昌沙参,2026-11-09 09:00",
        "中街,昌沙参,2026-11-10 09:00",
        "后街,柏紫菀,2026-11-09 09:00",
        "横街,韦知母,2026-11-09 09:00",
        "横街,韦知母,2026-11-10 09:00",
        "横街,韦知母,2026-11-16 09:00",
        "横街,韦知母,2026-11-17 09:00",
    )
    rows = town.run("status --brief --format json").rows
    assert [(r["place"], r["state"], r["phone"]) for r in rows] == [
        ("后街", "at_risk", ["柏紫菀"]),
        ("中街", "at_risk", ["昌沙参"]),
    ]
    assert rows[0]["unmet_weeks"] > 0
    assert rows[1]["unmet_weeks"] == 0


def test_when_the_chief_is_away_his_delegate_is_phoned(town: Desk) -> None:
    town.run("exempt --person 韦知母 --from 2026-11-20 --to 2026-11-22 --reason leave"
             " --approved-by 朱川芎")  # fmt: skip
    town.run("delegate 韦知母 朱川芎 --from 2026-11-20 --to 2026-11-22")
    (row,) = [r for r in town.run("status --brief --format json").rows if r["place"] == "横街"]
    assert row["phone"] == ["朱川芎"]


def test_what_changed_is_counted_since_yesterday(town: Desk) -> None:
    town.now = "2026-11-15T09:00"
    patrolled(town, "横街,韦知母,2026-11-15 08:00")
    town.now = "2026-11-20T09:30"
    before = town.run("status --brief --format json").json
    patrolled(town, "横街,韦知母,2026-11-20 08:00", "横街,韦知母,2026-11-18 08:00")
    after = town.run("status --brief --format json").json
    assert after["changes"]["activity"] - before["changes"].get("activity", 0) == 2
    assert after["late"] - before["late"] == 1
    assert "records 2, late entries 1" in town.run("status --brief").out


def test_reminders_are_one_line_a_person_with_all_his_streets(town: Desk) -> None:
    town.run("appoint 韦知母 分街长 中街 --from 2026-11-01")
    town.lang = "zh"
    patrolled(town, "横街,韦知母,2026-11-16 09:00")
    lines = town.run("remind").out.splitlines()
    (own,) = [line for line in lines if line.startswith("韦知母：")]
    assert "横街本周还差1次，周日前" in own
    assert "中街本周还差2次，周日前" in own
    assert len(lines) == len({line.partition("：")[0] for line in lines})


def test_nobody_is_reminded_when_nothing_is_needed(town: Desk) -> None:
    patrolled(
        town,
        *(
            f"{street},{chief},2026-11-{day} 09:00"
            for street, chief in (("横街", "韦知母"), ("中街", "昌沙参"), ("后街", "柏紫菀"))
            for day in (16, 17)
        ),
    )
    assert town.run("remind").out == "Nobody has to be reminded of anything.\n"
    assert town.run("remind --format json").rows == []


def test_a_town_without_trouble_says_so(town: Desk) -> None:
    town.now = "2017-01-04T09:00"  # no rule was in force on the Monday before
    for street in ("中街", "后街"):
        town.run(f"place close --kind street {street} --on 2017-01-02")
    patrolled(town, "横街,韦知母,2017-01-02 09:00", "横街,韦知母,2017-01-03 09:00")
    assert "No street is in trouble." in town.run("status --brief").out


def test_reminders_as_rows(town: Desk) -> None:
    rows = town.run("remind --format json").rows
    assert {(r["person"], r["needed"], r["state"]) for r in rows} == {
        ("韦知母", 2, "at_risk"),
        ("昌沙参", 2, "at_risk"),
        ("柏紫菀", 2, "at_risk"),
    }


def test_a_street_nobody_can_patrol_is_told_apart(town: Desk) -> None:
    town.run("relieve 韦知母 分街长 横街 --on 2026-11-19")
    ran = town.run("remind")
    assert "横街 needs 1 more, and nobody can be reminded." in ran.err
    assert "横街" not in ran.out


def test_the_brief_as_known_then(town: Desk) -> None:
    patrolled(town, "横街,韦知母,2026-11-19 09:00")
    town.now = "2026-11-22T09:00"
    patrolled(town, "横街,韦知母,2026-11-21 09:00")
    text = town.run("status --brief --as-of 2026-11-20").out
    assert "As the ledger knew it on" in text
    (row,) = [
        r
        for r in town.run("status --brief --as-of 2026-11-20 --format json").rows
        if r["place"] == "横街"
    ]
    assert row["counted"] == 1
