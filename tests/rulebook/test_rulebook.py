"""A rulebook as a whole.

- what ships, and what the tests bring, reads without a problem
- each mistake names its key and the line it stands on
- every field of a duty takes what it may hold and nothing else
"""

from __future__ import annotations

from pathlib import Path

import pytest

from streetchief.rulebook.rules.duty import Duty
from streetchief.rulebook.rules.read_duties import DUTY_FIELDS, field_problem
from streetchief.rulebook.rules.rulebook import line_of, read_list_rules, read_rulebook
from streetchief.value import fields_of
from streetchief.values.problems import say

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "streetchief" / "rulebooks").glob("*.toml"))
BROUGHT = sorted((ROOT / "tests" / "rulebooks").glob("*.toml"))

BOOK = """\
name = "small"
zh = "小"
since = 2020-01-01

[roles.chief]
zh = "街长"
place = "street"

[kinds.patrol]
zh = "巡查"

[duties.patrol]
zh = "巡查"
role = "chief"
per = "street"
kinds = ["patrol"]
required = 2

[lists.document]
zh = "文件"
verification = "none"
categories.rule = { zh = "办法" }
stages.on_file = { zh = "在册", act = "open", closes = true }

[[documents]]
title = "甲"
category = "rule"
issued_on = ""

[[documents]]
title = "乙"
category = "rule"
issued_on = 2021-02-03
"""


@pytest.mark.parametrize("path", [*SHIPPED, *BROUGHT], ids=lambda path: path.stem)
def test_what_ships_and_what_tests_bring_has_no_mistake(path: Path) -> None:
    rulebook, problems = read_rulebook(path.read_text(encoding="utf-8"))
    assert [say(problem) for problem in problems] == []
    assert rulebook is not None
    assert set(rulebook.lists) == set(read_list_rules(rulebook.tables))


def test_a_document_without_a_date_stays_without_one() -> None:
    rulebook, _problems = read_rulebook(BOOK)
    assert rulebook is not None
    assert [(d.title, d.issued_on) for d in rulebook.documents] == [("甲", None), ("乙", 18661)]


@pytest.mark.parametrize(
    ("old", "new", "path", "line", "said"),
    [
        pytest.param("name =", "nome =", "name", 1, "name", id="no name"),
        pytest.param('zh = "小"', 'en = "s"', "", 1, "Chinese name", id="no Chinese name"),
        pytest.param("2020-01-01", '"2020"', "since", 3, "date", id="a day in words"),
        pytest.param("[duties", "[dutys", "dutys", 12, "duties", id="a part much like another"),
        pytest.param(
            '"street"\n\n', '"moon"\n\n', "roles.chief.place", 7, "moon", id="no such place"
        ),
        pytest.param('"chief"', '"boss"', "duties.patrol.role", 14, "boss", id="no such role"),
        pytest.param(
            '["patrol"]', '["walk"]', "duties.patrol.kinds", 16, "walk", id="no such kind"
        ),
        pytest.param(
            'per = "street"', 'per = "moon"', "duties.patrol.per", 15, "moon", id="per nothing"
        ),
        pytest.param("= 2\n", "= -2\n", "duties.patrol.required", 17, "0 or more", id="minus two"),
        pytest.param("required", "requierd", "duties.patrol.requierd", 17, "requierd", id="a slip"),
        pytest.param(
            '"乙"\ncategory = "rule"',
            '"乙"\ncategory = "law"',
            "documents.1.category",
            32,
            "law",
            id="the second document",
        ),
        pytest.param('"甲"', '""', "documents.0.title", 26, "title", id="a document without title"),
    ],
)
def test_a_mistake_names_its_key_and_its_line(
    old: str, new: str, path: str, line: int, said: str
) -> None:
    text = BOOK.replace(old, new, 1)
    rulebook, problems = read_rulebook(text)
    assert rulebook is None
    told = {".".join(map(str, p.path)): (line_of(text, p.path), say(p)) for p in problems}
    assert path in told
    where, words = told[path]
    assert where == line
    assert said in words


def test_what_is_no_toml_names_its_line() -> None:
    text = BOOK.replace("required = 2", "required = ")
    _rulebook, (problem,) = read_rulebook(text)
    assert line_of(text, problem.path) == 17


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("required", 0),
        ("max_delegated", None),
        ("max_delegated", 3),
        ("backfill_days", None),
        ("require_photo", True),
        ("partial", "full"),
        ("period", "month"),
        ("exempt_reasons", ["leave", "sick"]),
        ("months", [1, 12]),
        ("kinds", ["patrol"]),
    ],
)
def test_what_a_field_may_hold(field: str, value: object) -> None:
    assert field_problem(field, value) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("required", -1),
        ("required", True),
        ("required", 1.5),
        ("required", 1_000_001),
        ("required", None),
        ("max_delegated", -1),
        ("require_photo", 1),
        ("partial", "half"),
        ("period", "day"),
        ("exempt_reasons", ["holiday"]),
        ("exempt_reasons", "leave"),
        ("months", [0]),
        ("months", [13]),
        ("kinds", []),
        ("role", ""),
        ("name", "patrol"),
        ("colour", "red"),
    ],
)
def test_what_a_field_may_not_hold(field: str, value: object) -> None:
    assert field_problem(field, value) is not None


def test_every_field_of_a_duty_but_its_name_may_be_said() -> None:
    assert set(DUTY_FIELDS) == set(fields_of(Duty)) - {"name"}
    assert list(DUTY_FIELDS) == sorted(DUTY_FIELDS)
