"""What the register is checked for.

- numbers: nobody, too few, just right, too many; nothing set means nothing said
- one person for two posts, both ways said once; one place for one holder
- who may: by title, by unit, by another role there; unknown is a note, not a fault
- posts outside the life of their place or holder; the day before, the day itself
- a narrowed check sees what the whole one sees in that town, and nothing else
"""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.register.rules.posts import CODES, Finding, check_posts, open_register
from streetchief.rulebook.rules.post import Eligible, PostRule
from streetchief.value import replace
from streetchief.values.problems import Name
from streetchief.values.register import Assignment, Holder, Place

TOWN, STREET, ELSEWHERE, OTHER_STREET = 1, 2, 3, 4
PLACES = {
    TOWN: Place(key=TOWN, identity="t", kind="town", name="t"),
    STREET: Place(key=STREET, identity="s", kind="street", name="s", parent=TOWN),
    ELSEWHERE: Place(key=ELSEWHERE, identity="u", kind="town", name="u"),
    OTHER_STREET: Place(key=OTHER_STREET, identity="v", kind="street", name="v", parent=ELSEWHERE),
}
ANN, BEN, OFFICE = 11, 12, 13
HOLDERS = {
    ANN: Holder(key=ANN, identity="a", kind="person", name="a"),
    BEN: Holder(key=BEN, identity="b", kind="person", name="b"),
    OFFICE: Holder(key=OFFICE, identity="o", kind="department", name="o"),
}
DAY = 100


def rule(role: str = "chief", place_kind: str = "street", **fields: Any) -> PostRule:
    return PostRule(role=role, name=Name(zh=role, en=role), place_kind=place_kind, **fields)


def posts(*held: tuple[int, str, int] | Assignment) -> list[Assignment]:
    keys = count(21)
    return [
        one
        if isinstance(one, Assignment)
        else Assignment(key=next(keys), holder=one[0], role=one[1], place=one[2], since=0)
        for one in held
    ]


def check(
    rules: list[PostRule],
    held: list[Assignment],
    *,
    places: dict[int, Place] | None = None,
    holders: dict[int, Holder] | None = None,
    **options: Any,
) -> list[Finding]:
    register = open_register(
        {one.role: one for one in rules}, places or PLACES, holders or HOLDERS, held, DAY, **options
    )
    return list(check_posts(register))


def codes(*arguments: Any, **options: Any) -> list[str]:
    return [finding.code for finding in check(*arguments, town=TOWN, **options)]


@pytest.mark.parametrize(
    ("limits", "held", "said"),
    [
        pytest.param({}, [], [], id="nothing set, nobody"),
        pytest.param({"least": 1}, [], ["vacant"], id="one needed, nobody"),
        pytest.param({"least": 1}, [ANN], [], id="one needed, one there"),
        pytest.param({"least": 1}, [ANN, BEN], [], id="at least one, two there"),
        pytest.param({"least": 2, "most": 2}, [ANN], ["too_few"], id="two needed, one there"),
        pytest.param({"least": 2, "most": 2}, [ANN, BEN], [], id="two needed, two there"),
        pytest.param({"most": 1}, [ANN, BEN], ["too_many"], id="one allowed, two there"),
        pytest.param({"least": 1, "most": 1}, [ANN], [], id="exactly one"),
    ],
)
def test_how_many_hold_a_post(limits: dict[str, Any], held: list[int], said: list[str]) -> None:
    assert codes([rule(**limits)], posts(*[(who, "chief", STREET) for who in held])) == said


def test_the_same_holder_recorded_twice_is_one_holder_and_a_finding() -> None:
    held = posts((ANN, "chief", STREET), (ANN, "chief", STREET))
    found = check([rule(least=2)], held, town=TOWN)
    assert [(f.code, f.found) for f in found] == [("too_few", 1), ("recorded_twice", 2)]
    assert found[1].records == (21, 22)


def test_two_who_share_a_dutys_post_are_a_note() -> None:
    held = posts((ANN, "chief", STREET), (BEN, "chief", STREET))
    found = check([rule(least=1)], held, town=TOWN, single={"chief"})
    assert [(f.code, f.severity) for f in found] == [("shared", "note")]


def test_a_closed_place_wants_nobody() -> None:
    shut = {**PLACES, STREET: replace(PLACES[STREET], closed_on=DAY)}
    open_still = {**PLACES, STREET: replace(PLACES[STREET], closed_on=DAY + 1)}
    assert codes([rule(least=1)], [], places=shut) == []
    assert codes([rule(least=1)], [], places=open_still) == ["vacant"]


DIRECTOR = rule("director", "town", least=1, most=1, same_person_as=("liaison",))
LIAISON = rule("liaison", "town", least=1, most=1, same_person_as=("director",))


@pytest.mark.parametrize(
    ("held", "said"),
    [
        pytest.param([(ANN, "director"), (ANN, "liaison")], [], id="one person"),
        pytest.param([(ANN, "director"), (BEN, "liaison")], ["not_same_person"], id="two persons"),
        pytest.param([(ANN, "director")], ["vacant"], id="only the one"),
        pytest.param([], ["vacant", "vacant"], id="neither"),
    ],
)
def test_director_and_liaison_are_one_person(held: list[tuple[int, str]], said: list[str]) -> None:
    assert codes([DIRECTOR, LIAISON], posts(*[(who, role, TOWN) for who, role in held])) == said


def test_a_vacancy_names_the_post_whose_holder_should_fill_it() -> None:
    found = check([DIRECTOR, LIAISON], posts((ANN, "director", TOWN)), town=TOWN)
    assert [(f.role, f.roles) for f in found] == [("liaison", ("director",))]


def test_one_department_adopts_one_street() -> None:
    partner = rule("partner", holder_kind="department", most=1, one_place=True)
    held = posts((OFFICE, "partner", STREET), (OFFICE, "partner", OTHER_STREET))
    for town in (None, TOWN, ELSEWHERE):
        found = check([partner], held, town=town)
        assert [(f.code, f.places) for f in found] == [("several_places", (STREET, OTHER_STREET))]
    assert codes([partner], posts((OFFICE, "partner", STREET))) == []


@pytest.mark.parametrize(
    ("title", "unit", "said"),
    [
        pytest.param("镇长", None, [], id="the title"),
        pytest.param("副镇长", "镇政府", ["not_eligible"], id="another title"),
        pytest.param(None, None, ["eligibility_unknown"], id="no title recorded"),
        pytest.param(None, "横街村委会", [], id="the unit is enough"),
        pytest.param("会计", "横街村委会", [], id="the unit beside another title"),
        pytest.param("会计", "供销社", ["not_eligible"], id="neither"),
    ],
)
def test_who_may_hold_a_post(title: str | None, unit: str | None, said: list[str]) -> None:
    chief = rule(eligible=Eligible(titles=("镇长",), units=("村委会",)))
    holders = {**HOLDERS, ANN: replace(HOLDERS[ANN], title=title, unit=unit)}
    assert codes([chief], posts((ANN, "chief", STREET)), holders=holders) == said


def test_a_role_held_there_makes_eligible() -> None:
    chief = rule(eligible=Eligible(roles=("member",)))
    held = posts((ANN, "chief", STREET), (ANN, "member", STREET))
    assert codes([chief, rule("member")], held) == []
    assert codes([chief, rule("member")], held[:1]) == ["not_eligible"]


LEADERS = rule(
    "leader",
    "town",
    least=2,
    most=2,
    eligible=Eligible(titles=("书记", "镇长", "乡长"), one_each=(("书记",), ("镇长", "乡长"))),
)


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        pytest.param(("书记", "镇长"), [], id="secretary and head"),
        pytest.param(("书记", "乡长"), [], id="secretary and head of a township"),
        pytest.param(("乡长", "镇长"), ["title_missing"], id="two heads, no secretary"),
        pytest.param(("书记", None), ["eligibility_unknown"], id="one title unknown"),
    ],
)
def test_one_leader_of_each_kind(titles: tuple[str | None, str | None], said: list[str]) -> None:
    holders = {
        **HOLDERS,
        ANN: replace(HOLDERS[ANN], title=titles[0]),
        BEN: replace(HOLDERS[BEN], title=titles[1]),
    }
    held = posts((ANN, "leader", TOWN), (BEN, "leader", TOWN))
    assert codes([LEADERS], held, holders=holders) == said


@pytest.mark.parametrize(
    ("closed_on", "until", "said"),
    [
        pytest.param(DAY + 5, None, ["place_closed"], id="goes on after the closing"),
        pytest.param(DAY + 5, DAY + 6, ["place_closed"], id="a day too long"),
        pytest.param(DAY + 5, DAY + 5, [], id="ends with the place"),
        pytest.param(None, None, [], id="never closed"),
        pytest.param(DAY - 5, DAY, [], id="over before the day"),
    ],
)
def test_posts_outside_the_life_of_their_place(
    closed_on: int | None, until: int | None, said: list[str]
) -> None:
    places = {**PLACES, STREET: replace(PLACES[STREET], closed_on=closed_on)}
    held = posts(Assignment(key=21, holder=ANN, role="chief", place=STREET, since=0, until=until))
    assert codes([rule()], held, places=places) == said


def test_a_post_older_than_its_place_is_a_note() -> None:
    places = {**PLACES, STREET: replace(PLACES[STREET], opened_on=1)}
    found = check([rule()], posts((ANN, "chief", STREET)), places=places)
    assert [(f.code, f.severity, f.day) for f in found] == [("before_opening", "note", 1)]


def test_a_post_of_someone_who_left() -> None:
    holders = {**HOLDERS, ANN: replace(HOLDERS[ANN], closed_on=DAY)}
    assert codes([rule()], posts((ANN, "chief", STREET)), holders=holders) == ["holder_gone"]


def test_posts_that_cannot_be_of_their_role() -> None:
    held = posts((ANN, "chief", TOWN), (OFFICE, "chief", STREET), (BEN, "mayor", TOWN))
    assert codes([rule()], held) == ["wrong_place_kind", "wrong_holder_kind", "unknown_role"]


_posts = st.lists(
    st.tuples(
        st.sampled_from(list(HOLDERS)), st.sampled_from(["chief", "leader", "x"]),
        st.sampled_from(list(PLACES)),
    ),
    max_size=8,
)  # fmt: skip


@given(held=_posts, least=st.integers(0, 2), most=st.none() | st.integers(2, 3))
def test_a_town_asked_for_says_what_the_whole_says_of_it(
    held: list[tuple[int, str, int]], least: int, most: int | None
) -> None:
    rules = [rule(least=least, most=most), LEADERS]
    whole = check(rules, posts(*held))
    assert [finding.code for finding in whole] == sorted(
        (finding.code for finding in whole), key=CODES.index
    )
    ours = {TOWN, STREET}
    assert check(rules, posts(*held), town=TOWN) == [f for f in whole if f.place in ours]
