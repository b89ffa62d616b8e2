"""The register through the command line: places, streets, persons, departments.

- what is added is listed under stable keys; the same once more is refused, a fuller one completes
- the day is echoed resolved, in both languages
- only a town's own streets and names are meant; nothing is created by a slip, near names are told
- closed things leave the list, keep their past, and are meant again only where no open one is
- a merger keeps the old place's past and finds it again; circles and two kinds are refused
- a subdistrict (安文街道) is a town and never a street
- hostile names: control and bidi characters, blanks, a hundred characters and one more
- everything is a new version: the ledger verifies, undo brings the old one back
"""

from __future__ import annotations

from pathlib import Path

import pytest

from streetchief.ledger.ledger import open_reader
from streetchief.register.records import find_places
from tests.conftest import Desk


def streets(desk: Desk, options: str = "") -> dict[str, dict[str, object]]:
    rows = desk.run(f"place list --kind street --format json {options}").rows
    return {str(row["street"]): row for row in rows}


def test_a_street_is_listed_as_it_was_added(office: Desk) -> None:
    office.run("place add 大皿村 --kind village")
    office.run("place add 东片区 --kind zone")
    said = office.run(
        "place add --kind street 横街 --opened-on 2026-11-01 --code J01 --alias 供销社路"
        " --village 大皿 --zone 东片"
    )
    assert "双峰乡/横街 (J01), open from Sun 2026-11-01 (week 2026-W44)" in said.out
    assert streets(office) == {
        "横街": {
            "town": "双峰乡",
            "street": "横街",
            "chiefs": [],
            "opened_on": "2026-11-01",
            "closed_on": None,
            "zone": "东片区",
            "village": "大皿村",
            "code": "J01",
            "aliases": ["供销社路"],
        }
    }
    assert said.err == ""


def test_the_day_is_echoed_in_chinese_as_well(office: Desk) -> None:
    office.lang = "zh"
    said = office.run("place add --kind street 横街 --opened-on 下周一")
    assert "2026-11-23（周一，2026年第48周）" in said.out


def test_the_same_street_twice_is_said_to_be_there(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    said = office.run("place add --kind street 横街 --opened-on 2026-11-01", code=1)
    assert "双峰乡/横街 is registered already" in said.err
    assert len(streets(office)) == 1


def test_what_was_not_known_completes_a_street(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    office.run("place add --kind street 横街 --opened-on 2026-11-01 --code J01 --alias 老街")
    row = streets(office)["横街"]
    assert (row["code"], row["aliases"]) == ("J01", ["老街"])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("横街 --opened-on 2026-11-02", "2026-11-01, not 2026-11-02", id="another day"),
        pytest.param("竖街 --opened-on 2026-11-01 --code J01", "横街, not 竖街", id="its code"),
        pytest.param(
            "斜街 --opened-on 2026-11-02 --closed-on 2026-11-02", "not after", id="no day open"
        ),
        pytest.param("斜街 --opened-on 2026-11-02 --town 双锋", "双峰乡", id="a slip of the town"),
        pytest.param("斜街 --opened-on 2026-11-02 --zone 西片", "No zone", id="an unknown zone"),
        pytest.param("'' --opened-on 2026-11-02", "empty", id="no name"),
        pytest.param("'　' --opened-on 2026-11-02", "empty", id="a blank name"),
        pytest.param(f"{'街' * 101} --opened-on 2026-11-02", "too long", id="101 characters"),
        pytest.param("'a\x1b[31m' --opened-on 2026-11-02", "U+001B", id="an escape sequence"),
        pytest.param("'a\u202eb' --opened-on 2026-11-02", "U+202E", id="turned writing"),
    ],
)
def test_what_contradicts_or_cannot_be_kept_is_refused(office: Desk, line: str, said: str) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01 --code J01")
    ran = office.run(f"place add --kind street {line}", code=1)
    assert said in ran.err
    assert "\x1b" not in ran.err
    assert list(streets(office)) == ["横街"]


def test_a_name_of_a_hundred_characters_is_kept(office: Desk) -> None:
    office.run(f"place add --kind street {'街' * 100} --opened-on 2026-11-02")
    assert list(streets(office)) == ["街" * 100]


@pytest.mark.parametrize(
    "line", ["place add --kind street 横街", "place add 横街", "place close --kind street 横街"]
)
def test_what_must_be_said_is_asked_for(office: Desk, line: str) -> None:
    assert "missing" in office.run(line, code=2).err


def test_a_day_that_does_not_exist_is_usage(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-02-29", code=2)
    office.run("place add --kind street 横街 --opened-on 03/04/2026", code=2)
    assert streets(office) == {}


def test_without_a_town_of_its_own_the_only_town_is_meant_and_of_two_none(desk: Desk) -> None:
    desk.run("init")
    assert "--town" in desk.run("place add --kind street 横街 --opened-on 2026-11-01", code=1).err
    desk.run("place add 双峰乡 --kind 乡镇")
    desk.run("place add --kind street 横街 --opened-on 2026-11-01")
    desk.run("place add 玉山镇 --kind town")
    assert "--town" in desk.run("place add --kind street 新街 --opened-on 2026-11-01", code=1).err
    desk.run("place add --kind street 横街 --opened-on 2026-11-01 --town 玉山")
    rows = desk.run("place list --kind street --format json").rows
    assert [(row["town"], row["street"]) for row in rows] == [
        ("双峰乡", "横街"),
        ("玉山镇", "横街"),
    ]
    assert [
        row["town"] for row in desk.run("place list --kind street --town 玉山 --format json").rows
    ] == ["玉山镇"]


def test_a_subdistrict_is_a_town_and_no_street(office: Desk) -> None:
    office.run("place add 安文街道 --kind town")
    refused = office.run("place add --kind street 安文街道 --opened-on 2026-11-01", code=1)
    assert "subdistrict" in refused.err
    accepted = office.run("place add --kind street 步行街道 --opened-on 2026-11-01")
    assert "sounds like a subdistrict" in accepted.err
    assert (
        "街道 can be a street or a subdistrict"
        in office.run("place add 新渥街道 --kind 街道", code=2).err
    )


def test_a_closed_street_leaves_the_list_on_its_day(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    office.run("place close --kind street 横街 --on 2026-11-21")
    assert list(streets(office)) == ["横街"]
    office.now = "2026-11-21T00:00"
    assert streets(office) == {}
    assert streets(office, "--all")["横街"]["closed_on"] == "2026-11-21"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        pytest.param("2026-11-01", "not after the start", id="its first day"),
        pytest.param("2026-10-31", "not after the start", id="before it"),
    ],
)
def test_a_street_cannot_close_before_it_was_open_a_day(office: Desk, on: str, said: str) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    assert said in office.run(f"place close --kind street 横街 --on {on}", code=1).err


def test_a_street_closes_once_and_another_day_is_an_edit(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    office.run("place close --kind street 横街 --on 2026-11-20")
    assert (
        "closed since 2026-11-20"
        in office.run("place close --kind street 横街 --on 2026-11-25", code=1).err
    )
    office.run("place edit --kind street 横街 --closed-on 2026-11-25")
    assert streets(office)["横街"]["closed_on"] == "2026-11-25"
    office.run("place edit --kind street 横街 --closed-on none")
    assert streets(office)["横街"]["closed_on"] is None


def test_a_street_opened_again_needs_a_code_and_then_is_the_one_meant(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-01-01")
    office.run("place close --kind street 横街 --on 2026-06-01")
    assert "code" in office.run("place add --kind street 横街 --opened-on 2026-09-01", code=1).err
    office.run("place add --kind street 横街 --opened-on 2026-09-01 --code J02")
    office.run("place alias --kind street 横街 新横街")
    assert [
        (row["opened_on"], row["aliases"])
        for row in office.run("place list --kind street --all --format json").rows
    ] == [("2026-01-01", []), ("2026-09-01", ["新横街"])]


def test_closing_names_what_goes_on_there(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    office.run("holder add 张三 --unit 大皿村委会")
    office.run("appoint 张三 分街长 横街 --from 2026-11-01")
    office.run("log 横街 --by 张三 --at 2026-11-19T09:00")
    said = office.run("place close --kind street 横街 --on 2026-11-18").err
    assert "张三" in said
    assert "2026-11-19" in said


def test_a_renamed_street_is_still_found_by_its_old_name(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    office.run("place edit --kind street 横街 --name 人民路")
    assert streets(office)["人民路"]["aliases"] == ["横街"]
    office.run("place close --kind street 横街 --on 2026-11-30")
    assert streets(office)["人民路"]["closed_on"] == "2026-11-30"


def test_nothing_to_edit_and_nothing_new_are_refused(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01 --alias 老街")
    office.run("place edit --kind street 横街", code=2)
    assert "already" in office.run("place alias --kind street 横街 老街", code=1).err


def test_a_street_that_moves_to_another_town_brings_its_patrols(office: Desk) -> None:
    office.run("place add 玉山镇 --kind town")
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    office.run("holder add 张三 --unit 大皿村委会")
    office.run("appoint 张三 分街长 横街 --from 2026-11-01")
    office.run("log 横街 --by 张三 --at 2026-11-19T09:00")
    office.run("rulebook set patrol.required 3 --from 2026-11-02 --town 玉山镇", code=None)
    office.run("place edit --kind street 横街 --parent 玉山镇")
    rows = office.run("overdue --all --town 玉山镇 --week 2026-W47 --format json").rows
    assert [(row["street"], row["counted"]) for row in rows] == [("横街", 1)]
    office.run("verify")


def test_an_unknown_street_names_the_near_ones(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    said = office.run("place close --kind street 横路 --on 2026-11-30", code=1).err
    assert "双峰乡/横街" in said


def test_undo_brings_the_former_version_back(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    office.run("place close --kind street 横街 --on 2026-11-10")
    office.run("undo")
    assert streets(office)["横街"]["closed_on"] is None


# Merging


@pytest.fixture
def county(desk: Desk) -> Desk:
    """Three townships, as before a merger."""
    desk.run("init")
    desk.run("place add 磐安县 --kind county --code 330727")
    for name, code in (("盘峰乡", "330727206"), ("高二乡", "330727207"), ("维新乡", "330727208")):
        desk.run(f"place add {name} --kind town --code {code} --parent 330727")
    return desk


def test_a_merged_town_keeps_its_past_and_is_found_from_the_new_one(county: Desk) -> None:
    county.run("place add --kind street 老街 --opened-on 2016-01-01 --town 高二乡")
    county.run("place add 新盘峰乡 --kind town --code 330727212 --parent 330727")
    said = county.run("place merge 高二乡 新盘峰乡 --on 2018-01-01")
    assert "高二乡 is continued by 新盘峰乡 from Mon 2018-01-01" in said.out
    assert "老街" in said.err
    county.run("place merge 维新乡 高二乡 --on 2017-01-01")
    rows = {row["name"]: row for row in county.run("place list --all --format json").rows}
    assert rows["高二乡"]["successor"] == "新盘峰乡"
    assert rows["高二乡"]["closed_on"] == "2018-01-01"
    assert rows["老街"]["town"] == "高二乡"
    assert rows["维新乡"]["successor"] == "高二乡"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("高二乡 高二乡", "cannot continue itself", id="itself"),
        pytest.param("盘峰乡 高二乡", "cannot continue itself", id="a circle"),
        pytest.param("盘峰乡 磐安县", "two kinds", id="a county"),
        pytest.param("盘峰乡 无名乡", "No place", id="an unknown one"),
        pytest.param("高二乡 盘峰乡", "already", id="once more"),
        pytest.param("高二乡 维新乡", "closed since 2018-01-01", id="another day"),
    ],
)
def test_mergers_that_are_refused(county: Desk, line: str, said: str) -> None:
    county.run("place merge 高二乡 盘峰乡 --on 2018-01-01")
    on = "2018-01-01" if "closed" not in said else "2018-05-01"
    assert said in county.run(f"place merge {line} --on {on}", code=1).err


def test_of_two_towns_with_one_name_the_open_one_is_meant(county: Desk) -> None:
    county.run("place add 尖山镇 --kind town --code 330727102 --parent 330727")
    county.run("place add 尖山镇 --kind town --code 330727109 --parent 330727")
    county.run("place merge 330727102 330727109 --on 2018-01-01")
    county.run("place add --kind street 老街 --opened-on 2018-02-01 --town 尖山镇")
    row = next(r for r in county.run("place list --format json").rows if r["name"] == "老街")
    assert row["town"] == "尖山镇"
    assert _town_code(county.db, "老街") == "330727109"


def _town_code(db: Path, street: str) -> str | None:
    ledger = open_reader(db)
    try:
        places = {place.key: place for place in find_places(ledger.connection)}
        parent = next(place for place in places.values() if place.name == street).parent
        return places[parent].code if parent is not None else None
    finally:
        ledger.close()


# Persons and departments


def test_persons_are_listed_with_unit_title_and_posts(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    office.run("holder add 张三 --unit 大皿村委会 --title 村主任 --alias 老张")
    office.run("appoint 老张 分街长 横街 --from 2026-11-01")
    assert office.run("holder list --format json").rows == [
        {
            "name": "张三",
            "unit": "大皿村委会",
            "title": "村主任",
            "posts": ["deputy_chief 双峰乡/横街"],
            "aliases": ["老张"],
            "closed_on": None,
        }
    ]
    office.lang = "zh"
    assert "双峰乡/横街 分街长" in office.run("holder list").out


def test_two_persons_with_one_name_are_told_apart_by_their_unit(office: Desk) -> None:
    office.run("holder add 张三 --unit 大皿村委会")
    assert "another 张三" in office.run("holder add 张三 --unit 横路村委会").err
    assert "大皿村委会/张三" in office.run("holder close 张三 --on 2026-12-01", code=1).err
    office.run("holder close 大皿村委会/张三 --on 2026-11-19")
    rows = office.run("holder list --format json").rows
    assert [row["unit"] for row in rows] == ["横路村委会"]
    office.run("holder edit 张三 --title 村主任")
    assert office.run("holder list --format json").rows[0]["title"] == "村主任"


def test_a_person_without_a_unit_is_completed_and_not_doubled(office: Desk) -> None:
    office.run("holder add 张三")
    office.run("holder add 张三 --unit 大皿村委会")
    assert [row["unit"] for row in office.run("holder list --format json").rows] == ["大皿村委会"]
    assert "already" in office.run("holder add 张三", code=1).err


def test_a_person_is_no_department(office: Desk) -> None:
    office.run("holder add --kind department 县卫生局")
    assert "department" in office.run("holder add 县卫生局", code=1).err
    assert [
        row["name"] for row in office.run("holder list --kind department --format json").rows
    ] == ["县卫生局"]


def test_who_leaves_the_register_keeps_his_posts_until_they_are_ended(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    office.run("holder add 张三 --unit 大皿村委会")
    office.run("appoint 张三 分街长 横街 --from 2026-11-01")
    assert "横街" in office.run("holder close 张三 --on 2026-11-25").err


def test_the_register_as_it_was_known_then(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    office.now = "2026-11-21T09:30"
    office.run("place edit --kind street 横街 --name 人民路")
    assert list(streets(office, "--as-of 2026-11-20")) == ["横街"]
    assert list(streets(office)) == ["人民路"]


def test_the_ledger_verifies_after_all_of_it(office: Desk) -> None:
    office.run("place add --kind street 横街 --opened-on 2026-11-01")
    office.run("place alias --kind street 横街 老街")
    office.run("place edit 双峰乡 --brand 药乡 --code 330727201")
    office.run("holder add --kind department 县卫生局")
    office.run("holder alias --kind department 县卫生局 卫生局")
    office.run("verify")
    rows = office.run("place list --kind town --format json").rows
    assert [(row["code"], row["brand"]) for row in rows] == [("330727201", "药乡")]
