"""Columns under every name offices give them.

- every canonical name and every synonym means one column of its noun
- an unknown title names the near ones; two that mean the same, and missing ones, are named
- the time of recording is taken only when trusted
- kinds in Chinese and English; the bare word 街道 as a kind is refused
- the official division lists import as they are
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from streetchief.files.columns import (
    COLUMNS,
    NOUNS,
    Noun,
    UnknownWord,
    holder_kind,
    place_kind,
    resolve_header,
)
from streetchief.files.table import read_table
from streetchief.locale.text import language, use

ENCODINGS = Path(__file__).parents[1] / "data" / "encoding"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    before = language()
    use("en")
    yield
    use(before)


@pytest.mark.parametrize(
    ("noun", "required", "optional"),
    [
        (
            "places",
            "name kind",
            "code parent_code parent_name town opened_on closed_on alias source as_of",
        ),
        (
            "streets",
            "town street opened_on",
            "code closed_on alias zone village source as_of",
        ),
        ("holders", "name kind", "unit alias title"),
        ("assignments", "holder role place since", "until town unit"),
        (
            "patrols",
            "street person started_at",
            "minutes note town approved_by key recorded_at kind found",
        ),
    ],
)
def test_the_columns_scripts_rely_on(noun: Noun, required: str, optional: str) -> None:
    assert set(COLUMNS[noun].names) == {*required.split(), *optional.split()}
    assert COLUMNS[noun].required == tuple(required.split())
    header = [*reversed(required.split()), *optional.split()]
    resolved = resolve_header(noun, header, trust_recorded=True)
    assert (list(resolved.columns.values()), resolved.problems) == (header, ())


@pytest.mark.parametrize("noun", NOUNS)
def test_a_title_means_one_column(noun: Noun) -> None:
    titles = [t for name, synonyms in COLUMNS[noun].names.items() for t in (name, *synonyms)]
    assert len(titles) == len(set(titles))
    for name, synonyms in COLUMNS[noun].names.items():
        for title in (name, *synonyms):
            assert resolve_header(noun, [title], trust_recorded=True).columns == {0: name}


@pytest.mark.parametrize(
    ("noun", "header", "columns"),
    [
        pytest.param("streets", "乡镇 街道 启用日期 编号 片区", "town street opened_on code zone"),
        pytest.param("holders", "姓名 类别 单位", "name kind unit"),
        pytest.param(
            "assignments",
            "姓名 职务 街道 任职日期 离任日期 所属乡镇",
            "holder role place since until town",
        ),
        pytest.param("assignments", "任职人 角色 片区 起始日期", "holder role place since"),
        pytest.param(
            "patrols",
            "街道 姓名 巡查时间 时长(分钟) 备注 批准人",
            "street person started_at minutes note approved_by",
        ),
        pytest.param(
            "patrols",
            "巡查街道 巡查人员 开始时间 时长（分钟） 说明",
            "street person started_at minutes note",
        ),
        pytest.param(
            "places", "级别 代码 名称 上级代码 上级名称", "kind code name parent_code parent_name"
        ),
        pytest.param(
            "places",
            "level code name parent_code parent_name as_of",
            "kind code name parent_code parent_name as_of",
        ),
        pytest.param("patrols", "*街道（必填） 姓名(必填) Started-At", "street person started_at"),
        pytest.param("patrols", "\uff33TREET PERSON startedat", "street person started_at"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_headers_as_offices_write_them(noun: Noun, header: str, columns: str) -> None:
    resolved = resolve_header(noun, header.split(" "))
    assert (list(resolved.columns.values()), resolved.problems) == (columns.split(), ())


@pytest.mark.parametrize(
    ("noun", "header", "column", "words"),
    [
        pytest.param(
            "patrols", "街道 姓名 巡查时问", "巡查时问", "巡查时间 (started_at)", id="typo"
        ),
        pytest.param(
            "patrols", "stret person started_at", "stret", "街道 (street)", id="typo in English"
        ),
        pytest.param("patrols", "街道 姓名 巡查时间 天气", "天气", "the columns are", id="unknown"),
        pytest.param("holders", "姓名 类别 乡镇", "乡镇", "not known", id="of another noun"),
        pytest.param(
            "patrols", "街道 姓名 巡查人 巡查时间", "巡查人", "the same as 姓名", id="twice"
        ),
        pytest.param(
            "patrols", "街道 街 姓名 巡查时间", "街", "the same as 街道", id="twice in Chinese"
        ),
        pytest.param("patrols", "街道 姓名", "started_at", "巡查时间", id="missing"),
        pytest.param("places", "名称 类型 level", "level", "the same as 类型", id="kind and level"),
        pytest.param(
            "patrols",
            "街道 姓名 巡查时间 录入时间",
            "录入时间",
            "--trust-recorded",
            id="not trusted",
        ),
    ],
)
def test_what_is_wrong_with_a_header_is_named(
    noun: Noun, header: str, column: str, words: str
) -> None:
    problems = {p.column: p.reason for p in resolve_header(noun, header.split()).problems}
    assert words in problems[column]


def test_every_missing_column_is_named() -> None:
    problems = resolve_header("assignments", ["单位"]).problems
    assert [problem.column for problem in problems] == ["holder", "role", "place", "since"]


def test_recorded_times_are_taken_when_they_are_trusted() -> None:
    header = ["街道", "姓名", "巡查时间", "录入时间"]
    assert resolve_header("patrols", header, trust_recorded=True).columns[3] == "recorded_at"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("county", "county"),
        ("县", "county"),
        ("区", "county"),
        ("3", "county"),
        ("town", "town"),
        ("乡镇", "town"),
        ("镇", "town"),
        ("乡", "town"),
        ("4", "town"),
        ("街道办事处", "town"),
        ("\uff14", "town"),
        (" Town ", "town"),
        ("village", "village"),
        ("村", "village"),
        ("社区", "village"),
        ("居委会", "village"),
        ("5", "village"),
        ("street", "street"),
        ("街", "street"),
        ("路", "street"),
        ("zone", "zone"),
        ("片区", "zone"),
    ],
)
def test_kinds_of_places(text: str, kind: str) -> None:
    assert place_kind(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("person", "person"),
        ("人员", "person"),
        ("个人", "person"),
        ("department", "department"),
        ("单位", "department"),
        ("部门", "department"),
    ],
)
def test_kinds_of_holders(text: str, kind: str) -> None:
    assert holder_kind(text) == kind


def test_the_bare_word_jiedao_is_refused_as_a_kind() -> None:
    for text in ("街道", " 街 道"):
        with pytest.raises(UnknownWord, match="a street or a subdistrict") as refused:
            place_kind(text)
        assert refused.value.text == text


@pytest.mark.parametrize("text", ["", "2", "6", "city", "人员", "街镇"])
def test_another_word_is_told_the_words_there_are(text: str) -> None:
    with pytest.raises(UnknownWord, match=r"县 \(county\), 乡镇 \(town\), 村 \(village\)"):
        place_kind(text)


def test_another_holder_is_told_the_words_there_are() -> None:
    with pytest.raises(UnknownWord, match=r"人员 \(person\), 单位 \(department\)"):
        holder_kind("村")


@pytest.mark.parametrize("file", sorted(path.name for path in ENCODINGS.iterdir()))
def test_the_official_list_is_a_table_of_places(file: str) -> None:
    table = read_table("places", ENCODINGS / file)
    rows = list(table.rows)
    kinds = [place_kind(row["kind"]) for _, row in rows]
    assert table.problems == []
    assert table.columns == ("kind", "code", "name", "parent_code", "parent_name")
    assert table.titles["kind"] == "级别"
    assert {kind: kinds.count(kind) for kind in kinds} == {"county": 1, "town": 14, "village": 236}
    assert rows[1] == (
        3,
        {
            "kind": "4",
            "code": "330727001",
            "name": "安文街道",
            "parent_code": "330727",
            "parent_name": "磐安县",
        },
    )


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        pytest.param("街道,姓名\n横街,张三\n", [(1, "started_at")], id="a column is missing"),
        pytest.param(
            "街道,姓名,巡查时间,街道\n1,2,3,4\n", [(1, "街道")], id="a title twice is told once"
        ),
        pytest.param("街道,姓名,,巡查时间\n1,2,3,4\n", [(1, "")], id="a title without text"),
        pytest.param('"街道,姓名\n', [(1, "")], id="a header that cannot be read is told once"),
    ],
)
def test_a_header_with_a_problem_gives_no_rows(data: str, problems: list[tuple[int, str]]) -> None:
    table = read_table("patrols", io.BytesIO(data.encode()))
    assert list(table.rows) == []
    assert [(problem.row, problem.column) for problem in table.problems] == problems


def test_rows_come_under_canonical_names_in_any_order() -> None:
    data = "备注,巡查时间,姓名,街道\n,2026-11-22 09:30,张三,横街\n好\n"
    table = read_table("patrols", io.BytesIO(data.encode("gb18030")))
    assert list(table.rows) == [
        (2, {"note": "", "started_at": "2026-11-22 09:30", "person": "张三", "street": "横街"}),
        (3, {"note": "好", "started_at": "", "person": "", "street": ""}),
    ]
