"""`objection`: somebody doubts a verdict; it is recorded, answered and shown beside it.

- open, answer, several answers, list; a person's own line as well as a street
- it changes no figure; it is seen in `explain`, `status` and `history`
- an answer to something else, an empty text and a week without a line are refused
"""

from __future__ import annotations

import pytest

from tests.conftest import Desk
from tests.furnished import facts, furnish


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    return office


def opened(desk: Desk, *words: str) -> int:
    desk.run(["objection", "open", *words])
    return max(int(row["number"]) for row in desk.run("objection list --format json").rows)


def test_an_objection_is_recorded_and_changes_no_verdict(town: Desk) -> None:
    before = town.run("overdue --all --format json").rows
    ran = town.run("objection open 横街 --week 2026-W46 --text 那天去过 --by 韦知母")
    assert "横街, 2026-W46" in ran.out
    assert "The verdict stands: unmet, required 2, counted 0." in ran.out
    assert town.run("overdue --all --format json").rows == before
    (row,) = town.run("objection list --format json").rows
    assert (row["place"], row["period"], row["by"], row["text"], row["answers"]) == (
        "横街",
        "2026-W46",
        "韦知母",
        "那天去过",
        [],
    )


def test_it_is_answered_more_than_once_and_shown_beside_the_verdict(town: Desk) -> None:
    number = opened(town, "横街", "--week", "2026-W46", "--text", "那天去过", "--by", "韦知母")
    town.run(f"objection answer {number} --text 请提供照片 --by 朱川芎")
    town.run(f"objection answer {number} --text 已核实,予以补录 --by 朱川芎")
    (row,) = town.run("objection list --format json").rows
    assert row["answers"] == ["请提供照片", "已核实,予以补录"]
    (line,) = town.run("explain 横街 --week 2026-W46 --format json").rows
    (objection,) = line["objections"]
    assert [a["by"] for a in objection["answers"]] == ["朱川芎", "朱川芎"]
    text = town.run("explain 横街 --week 2026-W46").out
    assert "那天去过" in text
    assert "已核实,予以补录" in text
    assert town.run("explain 横街 --week 2026-W47 --format json").rows[0]["objections"] == []


def test_an_answer_may_name_an_earlier_answer(town: Desk) -> None:
    number = opened(town, "横街", "--week", "2026-W46", "--text", "那天去过")
    town.run(f"objection answer {number} --text 第一次答复")
    town.run(f"objection answer {number + 1} --text 第二次答复")
    (row,) = town.run("objection list --format json").rows
    assert row["answers"] == ["第一次答复", "第二次答复"]


def test_open_ones_alone(town: Desk) -> None:
    answered = opened(town, "横街", "--week", "2026-W46", "--text", "一")
    waiting = opened(town, "中街", "--week", "2026-W46", "--text", "二")
    town.run(f"objection answer {answered} --text 知悉")
    rows = town.run("objection list --open --format json").rows
    assert [row["number"] for row in rows] == [waiting]


def test_the_general_chief_objects_to_his_own_line(town: Desk) -> None:
    town.run("appoint 朱川芎 总街长 双峰乡 --from 2026-01-01")
    opened(town, "朱川芎", "--week", "2026-W46", "--text", "外出开会")
    (row,) = town.run("objection list --format json").rows
    assert (row["holder"], row["duty"], row["place"]) == ("朱川芎", "general_chief", "双峰乡")
    (line,) = town.run("explain 朱川芎 --week 2026-W46 --format json").rows
    assert len(line["objections"]) == 1


def test_history_tells_it_in_words(town: Desk) -> None:
    number = opened(town, "横街", "--week", "2026-W46", "--text", "那天去过")
    town.run(f"objection answer {number} --text 知悉")
    text = town.run("history").out
    assert "objection to 双峰乡/横街, patrol 2026-W46: 那天去过" in text
    assert f"answer to objection {number}: 知悉" in text


def test_it_can_be_taken_back(town: Desk) -> None:
    opened(town, "横街", "--week", "2026-W46", "--text", "那天去过")
    town.run("undo --yes")
    assert town.run("objection list --format json").rows == []


def test_what_was_known_then(town: Desk) -> None:
    opened(town, "横街", "--week", "2026-W46", "--text", "那天去过")
    assert town.run("objection list --as-of 2026-11-19 --format json").rows == []
    assert len(town.run("objection list --as-of 2026-11-20 --format json").rows) == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param(
            "objection open 无名街 --week 2026-W46 --text x", 1, "无名街", id="unknown street"
        ),
        pytest.param("objection open 横街 --week 2016-W40 --text x", 1, "Nothing is", id="no line"),
        pytest.param(
            "objection open 朱川芎 --week 2026-W46 --text x", 1, "Nothing is", id="no own line"
        ),
        pytest.param("objection open 横街 --week 2026-W46", 2, "--text", id="no words"),
        pytest.param(
            ["objection", "open", "横街", "--week", "2026-W46", "--text", " "],
            1,
            "empty",
            id="blank",
        ),
        pytest.param(
            "objection open 横街 --week 2026-W46 --text x --by 无名", 1, "无名", id="unknown name"
        ),
        pytest.param("objection answer 3 --text x", 1, "is no objection", id="not an objection"),
        pytest.param("objection answer x --text x", 2, "no record number", id="not a number"),
    ],
)
def test_what_is_refused_writes_nothing(
    town: Desk, words: str | list[str], code: int, said: str
) -> None:
    before = facts(town.db)
    assert said in town.run(words, code=code).err
    assert facts(town.db) == before
