"""Papers as they are kept.

- what was frozen can be thawed, and the county's paper does not keep its towns' lines twice
- papers frozen in the first form (`first-form.json`, the county's cut to two towns) read as today's
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from streetchief.locale import text
from streetchief.papers.frozen import freeze_report, read_report
from streetchief.papers.pages.formats import report_text
from streetchief.papers.records import IssuedRow
from streetchief.value import replace

FIRST_FORM: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "first-form.json").read_text(encoding="utf-8")
)


def row_of(kind: str) -> IssuedRow:
    """The paper of a kind as the ledger has it."""
    (found,) = [paper for paper in FIRST_FORM if paper["kind"] == kind]
    return IssuedRow(**{**found, "figures": json.dumps(found["figures"])})


@pytest.mark.parametrize("kind", ["weekly", "month"])
def test_a_paper_of_the_first_form_still_says_what_it_said(kind: str) -> None:
    text.use("zh")
    row = row_of(kind)
    report = read_report(row)
    assert report_text(report) == row.text
    assert "更正：" in row.text
    assert (report.kind, report.period, report.number) == (row.kind, row.period, row.number)


def test_the_countys_paper_of_the_first_form_has_the_lines_of_its_towns() -> None:
    report = read_report(row_of("county"))
    assert [town.town for town in report.towns] == ["新渥镇", "尖山镇"]
    assert len(report.streets) == sum(len(town.streets) for town in report.towns) == 11
    assert {line.due for line in report.departments} == {1}
    assert report.wording.addressees.zh == "各乡镇（街道）、各部门"
    (correction,) = report.corrections
    assert [(change.kind, change.who.zh, change.town) for change in correction.changes] == [
        ("street", "乌石街", "尖山镇"),
        ("department", "县财政局", "尖山镇"),
    ]
    turned = [
        (before.met, after.met)
        for change in correction.changes
        if (before := change.before) is not None and (after := change.after) is not None
    ]
    assert turned == [(0, 1), (0, 1)]


def test_what_is_frozen_reads_as_it_was_and_towns_are_kept_once() -> None:
    row = row_of("county")
    report = read_report(row)
    kept = freeze_report(report)
    assert json.loads(kept)["streets"] == []
    assert read_report(replace(row, figures=kept)) == report
