"""What a typed name means.

- code beats exact beats alias beats suffix-free beats prefix beats initials; two in a tier are two
- only endings that say the same thing are exchanged: 横街 is never 横路, 大皿村 is 大皿村委会
- town/street and unit/person narrow by the same tiers; a name with a slash is found as it is
- width, case, spaces and invisible marks do not matter, except to tell two stored names apart
- near names: at most five, always in the same order, the same name elsewhere first
- the real county of 2017 and of 2023
"""

from __future__ import annotations

import csv
import random
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.values.names import Ambiguous, Named, Unknown, fold, match, pick, same_code

COUNTY = Path(__file__).parents[2] / "data" / "panan"

STREETS = (
    Named(key=1, name="横街", qualifier="双峰乡", code="S01", kind="street"),
    Named(key=2, name="横路", qualifier="双峰乡", kind="street"),
    Named(key=3, name="横街", qualifier="玉山镇", kind="street"),
    Named(key=4, name="红星路", qualifier="玉山镇", aliases=("老街", "供销社路"), kind="street"),
    Named(key=5, name="老街口", qualifier="玉山镇", kind="street"),
    Named(key=6, name="人民大街", qualifier="玉山镇", kind="street"),
    Named(key=7, name="High Street", qualifier="玉山镇", kind="street"),
    Named(key=8, name="河东/河西路", qualifier="玉山镇", kind="street"),
    Named(key=9, name="解放大道", qualifier="双溪乡", kind="street"),
)
PLACES = (
    Named(key=11, name="大皿村村委会", qualifier="双峰乡", kind="village"),
    Named(key=12, name="王庄村委会", qualifier="大盘镇", kind="village"),
    Named(key=13, name="上街村", qualifier="玉山镇", kind="village"),
    Named(key=14, name="花溪社区居委会", qualifier="安文街道", kind="village"),
    Named(key=15, name="安文街道", qualifier="磐安县", code="330727001", kind="town"),
    Named(key=16, name="双峰乡", qualifier="磐安县", code="330727201", kind="town"),
    Named(key=17, name="磐安县", code="330727", kind="county"),
    Named(key=18, name="东片区", qualifier="玉山镇", kind="zone"),
)
PERSONS = (
    Named(key=21, name="张三", qualifier="双峰乡", kind="person"),
    Named(key=22, name="张三", qualifier="大皿村村委会", kind="person"),
    Named(key=23, name="张路", qualifier="双峰乡", kind="person"),
    Named(key=24, name="阿·里木", qualifier="双峰乡", kind="person"),
    Named(key=25, name="县卫生局", kind="department"),
)
LETTERS = dict(zip("横街路红星老口人民大解放道张三", "hjlhxlkrmdjfdzs", strict=True))


def initials(text: str) -> str:
    """A reading of the few characters used here; the real one is tested on its own."""
    return "".join(LETTERS.get(letter, "?") for letter in text)


@pytest.mark.parametrize(
    ("typed", "how", "keys"),
    [
        pytest.param("S01", "code", {1}, id="a code"),
        pytest.param("\uff5301", "code", {1}, id="a code in full width and small"),
        pytest.param("红星路", "exact", {4}, id="the exact name"),
        pytest.param("横街", "exact", {1, 3}, id="two towns have it"),
        pytest.param("横　街 ", "exact", {1, 3}, id="with spaces"),
        pytest.param("\u200b红星路\ufeff", "exact", {4}, id="with invisible marks"),
        pytest.param("\uff28igh STREET", "exact", {7}, id="in another width and case"),
        pytest.param("老街", "alias", {4}, id="an alias beats a prefix"),
        pytest.param("红星", "suffix_free", {4}, id="without its ending"),
        pytest.param("横", "suffix_free", {1, 2, 3}, id="one character that three have"),
        pytest.param("供销社", "suffix_free", {4}, id="an alias without its ending"),
        pytest.param("人民", "suffix_free", {6}, id="without a long ending"),
        pytest.param("解放", "suffix_free", {9}, id="without 大道"),
        pytest.param("红", "prefix", {4}, id="a beginning of one character"),
        pytest.param("老", "suffix_free", {4}, id="an alias without its ending, not a beginning"),
        pytest.param("hig", "prefix", {7}, id="a beginning of a Latin name"),
        pytest.param("hxl", "initials", {4}, id="initials"),
        pytest.param("HX", "initials", {4}, id="initials without the ending"),
        pytest.param("lj", "initials", {4}, id="initials of an alias"),
        pytest.param("rm", "initials", {6}, id="initials without a long ending"),
        pytest.param("h", "prefix", {7}, id="a Latin beginning beats initials"),
        pytest.param("r", None, set(), id="one letter of several is no initials"),
        pytest.param("双峰/横街", "exact", {1}, id="town/street"),
        pytest.param("双峰乡／横街", "exact", {1}, id="town/street in full width"),
        pytest.param(" 玉山 / 横 ", "suffix_free", {3}, id="both without ending, with spaces"),
        pytest.param("双/横路", "exact", {2}, id="a qualifier that fits two towns, one has it"),
        pytest.param("河东/河西路", "exact", {8}, id="a slash that is part of the name"),
        pytest.param("玉山/河东/河西路", "exact", {8}, id="a slash in the name after a town"),
        pytest.param("/红星路", "exact", {4}, id="nothing before the slash"),
        pytest.param("红星路/", None, set(), id="nothing after the slash"),
        pytest.param("横巷", None, set(), id="another ending is another street"),
        pytest.param("人民街", None, set(), id="大街 and 街 are two"),
        pytest.param("红星路西段", None, set(), id="longer than the name"),
        pytest.param("安文/横街", None, set(), id="a town without such a street"),
        pytest.param("", None, set(), id="nothing"),
        pytest.param("　 \u200b", None, set(), id="only spaces"),
        pytest.param("\ud800", None, set(), id="a lone surrogate"),
        pytest.param("双峰/" * 50_000, None, set(), id="very many slashes"),
        pytest.param("x" * 200_000, None, set(), id="a very long text"),
    ],
)
def test_a_street_is_found_in_the_surest_tier_that_has_one(
    typed: str, how: str | None, keys: set[int]
) -> None:
    answer = match(typed, STREETS, initials=initials)
    assert (answer.how, {named.key for named in answer.found}) == (how, keys)


@pytest.mark.parametrize(
    ("typed", "how", "keys"),
    [
        pytest.param("大皿", "suffix_free", {11}, id="大皿"),
        pytest.param("大皿村", "suffix_free", {11}, id="大皿村"),
        pytest.param("大皿村委会", "suffix_free", {11}, id="大皿村委会"),
        pytest.param("大皿村民委员会", "suffix_free", {11}, id="大皿村民委员会"),
        pytest.param("王庄村", "suffix_free", {12}, id="one 村 in the list"),
        pytest.param("王庄村村委会", "suffix_free", {12}, id="one 村 more than the list"),
        pytest.param("王庄社区", None, set(), id="a community is no village"),
        pytest.param("花溪居委会", "suffix_free", {14}, id="two words for a community"),
        pytest.param("花溪村", None, set(), id="a village is no community"),
        pytest.param("上街", "suffix_free", {13}, id="a village called after a street"),
        pytest.param("上", "prefix", {13}, id="only the village's own ending comes off"),
        pytest.param("安文", "suffix_free", {15}, id="安文"),
        pytest.param("安文街道办", "suffix_free", {15}, id="安文街道办"),
        pytest.param("安文镇", None, set(), id="a subdistrict is no 镇"),
        pytest.param("双峰乡政府", "suffix_free", {16}, id="双峰乡政府"),
        pytest.param("磐安", "suffix_free", {17}, id="磐安"),
        pytest.param("330727001000", "code", {15}, id="a town's code in twelve digits"),
        pytest.param("330727000000", "code", {17}, id="a county's code in twelve digits"),
        pytest.param("330727", "code", {17}, id="a code is not a prefix of codes"),
        pytest.param("3307272", None, set(), id="half a code is no code"),
        pytest.param("东片", "suffix_free", {18}, id="东片"),
    ],
)
def test_places_are_called_as_people_call_them(typed: str, how: str | None, keys: set[int]) -> None:
    answer = match(typed, PLACES)
    assert (answer.how, {named.key for named in answer.found}) == (how, keys)


@pytest.mark.parametrize(
    ("typed", "how", "keys"),
    [
        pytest.param("张三", "exact", {21, 22}, id="two units"),
        pytest.param("大皿/张三", "exact", {22}, id="unit/name"),
        pytest.param("张", "prefix", {21, 22, 23}, id="张路 is no road called 张"),
        pytest.param("阿•里木", "exact", {24}, id="another middle dot"),
        pytest.param("zs", "initials", {21, 22}, id="initials of a person"),
        pytest.param("卫生局", None, set(), id="an end is only near"),
    ],
)
def test_persons_have_no_endings_to_leave_off(typed: str, how: str | None, keys: set[int]) -> None:
    answer = match(typed, PERSONS, initials=initials)
    assert (answer.how, {named.key for named in answer.found}) == (how, keys)


@pytest.mark.parametrize(
    ("within", "keys"),
    [
        pytest.param("双峰乡", {1}, id="exact"),
        pytest.param("双峰", {1}, id="without ending"),
        pytest.param("玉", {3}, id="prefix"),
        pytest.param(None, {1, 3}, id="not given"),
        pytest.param("", {1, 3}, id="empty"),
        pytest.param("  ", {1, 3}, id="blank"),
        pytest.param("双溪乡", set(), id="another town"),
        pytest.param("安文", set(), id="no such town"),
    ],
)
def test_within_narrows_to_a_town(within: str | None, keys: set[int]) -> None:
    assert {named.key for named in match("横街", STREETS, within=within).found} == keys


def test_within_and_a_slash_must_both_hold() -> None:
    assert match("双峰/横街", STREETS, within="双峰乡").found == (STREETS[0],)
    assert match("双峰/横街", STREETS, within="玉山镇").found == ()


def test_a_name_as_it_is_stored_goes_before_one_that_only_folds_to_it() -> None:
    pair = (Named(key=1, name="Abc"), Named(key=2, name="ABC"))
    assert match("ABC", pair).found == (pair[1],)
    assert match("abc", pair).found == pair


def test_a_thing_listed_twice_is_found_once() -> None:
    twice = (STREETS[3], STREETS[3])
    assert match("红星", twice).found == (STREETS[3],)


def test_a_code_that_is_another_ones_name_means_the_code() -> None:
    pair = (Named(key=1, name="88"), Named(key=2, name="八八路", code="88"))
    assert match("88", pair).found == (pair[1],)


def test_without_initials_letters_match_nothing() -> None:
    assert match("hxl", STREETS).found == ()
    assert match("hxl", STREETS, initials=lambda text: "").found == ()


@pytest.mark.parametrize(
    ("typed", "within", "names"),
    [
        pytest.param("红旗路", None, ["玉山镇/红星路"], id="one character wrong"),
        pytest.param("横巷", None, ["双峰乡/横街", "玉山镇/横街", "双峰乡/横路"], id="横巷"),
        pytest.param("双峰乡红星路", None, ["玉山镇/红星路"], id="without the slash"),
        pytest.param("解放大道北", "双溪", ["双溪乡/解放大道"], id="longer"),
        pytest.param("横路", "玉山镇", ["双峰乡/横路", "玉山镇/横街"], id="the town is the slip"),
        pytest.param("天安门", None, [], id="nothing like it"),
    ],
)
def test_near_names_are_offered_nearest_first(
    typed: str, within: str | None, names: list[str]
) -> None:
    near = [named.full_name for named in match(typed, STREETS, within=within).near]
    assert near[: len(names)] == names if names else near == []
    assert len(near) <= 5


def test_an_end_of_a_name_is_offered() -> None:
    assert match("卫生局", PERSONS).near == (PERSONS[4],)


def test_near_names_do_not_depend_on_the_order_they_come_in() -> None:
    streets = [Named(key=at, name=f"横{at}路") for at in range(40)]
    shuffled = streets[:]
    random.Random(7).shuffle(shuffled)
    assert match("横路口", streets).near == match("横路口", shuffled).near
    assert len(match("横路口", streets).near) == 5


def test_pick_names_what_was_typed_and_what_is_near() -> None:
    with pytest.raises(Unknown) as unknown:
        pick("红旗路", STREETS, "street", "玉山")
    assert (unknown.value.text, unknown.value.what, unknown.value.within) == (
        "红旗路",
        "street",
        "玉山",
    )
    assert unknown.value.near[0].name == "红星路"
    with pytest.raises(Ambiguous) as ambiguous:
        pick("横街", STREETS, "street")
    assert [named.full_name for named in ambiguous.value.found] == ["双峰乡/横街", "玉山镇/横街"]
    assert pick("玉山/横街", STREETS).key == 3


@given(st.text(max_size=12), st.text(max_size=5))
def test_any_text_has_an_answer_of_one_kind(typed: str, within: str) -> None:
    answer = match(typed, (*STREETS, *PLACES, *PERSONS), within=within, initials=initials)
    assert bool(answer.found) == (answer.how is not None)
    assert not (answer.found and answer.near)
    assert len(answer.near) <= 5


@given(st.sampled_from((*STREETS, *PLACES, *PERSONS)), st.sampled_from(("", " ", "　", "\u200b")))
def test_a_full_name_always_means_its_own(named: Named, space: str) -> None:
    typed = space.join(("", *named.full_name, ""))
    assert match(typed, (*STREETS, *PLACES, *PERSONS)).found == (named,)


@given(st.text(max_size=30))
def test_folding_leaves_no_space_and_no_case(text: str) -> None:
    folded = fold(text)
    assert not any(letter.isspace() for letter in folded)
    assert fold(f" {text}　") == folded


def test_codes_of_two_lengths_are_one_place() -> None:
    assert same_code("330727000000", "330727")
    assert same_code("330727104201", "\uff1330727104201")
    assert not same_code("330727104201", "330727104")
    assert not same_code("1000", "1")


def _county(year: int) -> list[Named]:
    with (COUNTY / f"divisions-{year}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["code"]: row["name"] for row in rows}
    return [
        Named(
            key=at,
            name=row["name"],
            qualifier=names.get(row["parent_code"], ""),
            code=row["code"],
            kind=row["kind"],
        )
        for at, row in enumerate(rows)
    ]


@pytest.mark.parametrize(
    ("year", "villages", "twice"),
    [
        pytest.param(2017, 371, {"大盘镇/王庄村委会", "双溪乡/王庄村委会"}, id="2017"),
        pytest.param(2023, 236, set(), id="2023"),
    ],
)
def test_in_the_real_county_every_full_name_is_one_place(
    year: int, villages: int, twice: set[str]
) -> None:
    county = _county(year)
    assert sum(named.kind == "village" for named in county) == villages
    assert {n.full_name for n in county if len(match(n.name, county).found) != 1} == twice
    assert [n for n in county if match(n.full_name, county).found != (n,)] == []
    assert [n for n in county if match(n.code or "", county).found != (n,)] == []


def test_wangzhuang_stood_in_two_towns_until_2018() -> None:
    then, now = _county(2017), _county(2023)
    for typed in ("王庄村委会", "王庄村", "王庄"):
        with pytest.raises(Ambiguous):
            pick(typed, then, "village")
        assert pick(typed, then, "village", "双溪乡").code == "330727203203"
        assert pick(f"大盘/{typed}", then, "village").code == "330727104201"
        assert pick(typed, now, "village").code == "330727104201"


def test_what_people_say_means_one_village_in_the_real_county() -> None:
    """王庄村 for 王庄村委会: of all villages only the two 王庄 of 2017 need their town."""
    for year, needing_town in ((2017, {"王庄村"}), (2023, set())):
        villages = [named for named in _county(year) if named.kind == "village"]
        spoken = [n.name.removesuffix("委会") for n in villages if n.name.endswith("村委会")]
        assert {s for s in spoken if len(match(s, villages).found) != 1} == needing_town


def test_daming_became_one_village_of_four() -> None:
    """大皿 was four villages in 2017 and is one in 2023."""
    assert len(match("大皿", _county(2017)).found) == 4
    assert pick("大皿", _county(2023)).name == "大皿村村委会"
    with pytest.raises(Unknown):
        pick("大敏", _county(2023))


def test_forty_thousand_candidates_are_no_matter() -> None:
    """An exact name costs one look at each name as it stands, nothing is folded for it."""
    many = [
        Named(key=at, name=f"第{at}街", qualifier=f"{at % 900}镇", kind="street")
        for at in range(40_000)
    ]
    seconds = {}
    for typed in ("第39999街", "第39999"):
        started = process_time()
        assert pick(typed, many).key == 39_999
        seconds[typed] = process_time() - started
    assert seconds["第39999街"] * 3 < seconds["第39999"] < 10
