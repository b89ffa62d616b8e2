"""What scripts read of the register: the JSON of its lists and of an import fits its schema."""

from __future__ import annotations

import jsonschema
import pytest

from streetchief.output.json import schema
from tests.conftest import Desk


@pytest.fixture
def office(office: Desk) -> Desk:
    """Something of every kind, with and without what may be empty."""
    office.run("place add 大皿村 --kind village --code 330727201200")
    office.run("place add 东片区 --kind zone")
    office.run(
        "place add --kind street 横街 --opened-on 2026-10-01 --village 大皿 --zone 东片"
        " --alias 供销社路"
    )
    office.run("place add --kind street 老街 --opened-on 2026-10-01 --closed-on 2026-11-01")
    office.run("holder add 张三 --unit 大皿村委会 --title 村主任 --alias 老张")
    office.run("holder add 李四")
    office.run("holder add --kind department 县卫生局")
    office.run("appoint 张三 街长 横街 --from 2026-10-01")
    office.run("appoint 县卫生局 共建部门 横街 --from 2026-10-01")
    for whom in ("--street 横街", "--person 张三", "--town 双峰乡"):
        office.run(f"exempt {whom} --from 今天 --to 明天 --reason 其他")
    office.run("delegate 张三 李四 --street 横街 --from 今天 --to 明天")
    office.run("delegate 张三 李四 --from 2026-12-01 --to 2026-12-02")
    return office


@pytest.mark.parametrize(
    ("line", "name", "count"),
    [
        ("place list --all", "places", 5),
        ("place list --kind street --all", "streets", 2),
        ("holder list", "persons", 2),
        ("holder list --kind department", "departments", 1),
        ("absence list", "exemptions", 3),
        ("absence list --kind delegation", "delegations", 2),
    ],
)
def test_a_list_fits_its_schema(office: Desk, line: str, name: str, count: int) -> None:
    ran = office.run(f"{line} --format json")
    jsonschema.validate(ran.json, schema(name))
    assert len(ran.rows) == count
    office.lang = "zh"
    assert office.run(f"{line} --format json").out == ran.out


@pytest.mark.parametrize("text", ["横街,张三,2026-11-16\n", "横路,张三,2026-11-16\n"])
def test_an_import_fits_its_schema(office: Desk, text: str) -> None:
    ran = office.run(
        "import patrols - --partial r.csv --format json",
        stdin=f"street,person,started_at\n{text}",
        code=None,
    )
    jsonschema.validate(ran.json, schema("import"))
    assert len(ran.json["problems"]) == ran.rows[0]["rejected"] == ran.code


@pytest.mark.parametrize("format_", ["table", "plain", "markdown", "html", "csv", "tsv", "jsonl"])
@pytest.mark.parametrize(
    "listed",
    [
        "place list", "place list --kind street", "holder list", "holder list --kind department",
        "absence list", "absence list --kind delegation",
    ],
)  # fmt: skip
def test_every_list_comes_in_every_format(office: Desk, listed: str, format_: str) -> None:
    assert office.run(f"{listed} --format {format_}").out
    office.lang = "zh"
    assert office.run(f"{listed} --format {format_}").out
