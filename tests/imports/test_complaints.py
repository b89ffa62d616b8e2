"""74,401 real complaints through the ordinary import: `make real DATA=…`.

- the whole file is refused while request numbers contradict themselves, each named with its row
- the others load, nothing is dropped in silence, and the figures equal an independent computation
"""

from __future__ import annotations

import csv
import gzip
import os
import time
from pathlib import Path

import pytest

from tests.complaints import (
    RULEBOOK,
    Row,
    contradictions,
    converted,
    first_rows,
    turnaround_by_nature,
)
from tests.conftest import Desk
from tests.town_with_lists import rows, valid

pytestmark = pytest.mark.real
FILE = "chicago_sanitation_code_complaints.csv.gz"
SECONDS = 30
"""So long may loading them take."""


@pytest.fixture
def complaints() -> list[Row]:
    folder = Path(os.environ.get("STREETCHIEF_REAL_DATA", ""))
    for path in (folder / FILE, folder / "patrol" / FILE):
        if path.is_file():
            with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
    pytest.skip(f"{FILE} is not in STREETCHIEF_REAL_DATA")


def test_every_complaint_loads_or_is_named(desk: Desk, complaints: list[Row]) -> None:
    desk.run(["init", "--rulebook", str(RULEBOOK), "--town", "Chicago", "--site", "city"])
    desk.write("complaints.csv", converted(complaints))
    wrong = contradictions(complaints)
    assert (len(complaints), len(wrong)) == (74_401, 372)

    refused = desk.run("import items complaints.csv", code=1)
    assert "372 of 74401 rows" in refused.err
    assert rows(desk, "item list --state all") == []

    began = time.monotonic()
    done = desk.run("import items complaints.csv --partial left.csv --format json", code=1)
    assert time.monotonic() - began < SECONDS
    (counts,) = valid(done, "import").rows
    assert counts["read"] == counts["new"] + counts["already"] + counts["rejected"]
    assert (counts["new"], counts["rejected"]) == (len(first_rows(complaints)), len(wrong))
    with (desk.folder / "left.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["编号"] for row in csv.DictReader(file)] == wrong

    figures = {
        row["group"]: row for row in rows(desk, "item figures --group-by category", "item-figures")
    }
    for nature, expected in turnaround_by_nature(complaints).items():
        row = figures["other" if nature == "Other" else nature]
        found = [row[key] for key in ("items", "closed", "turnaround_days")]
        assert found == [expected.items, expected.closed, expected.days], nature
        assert [row[key] for key in ("shortest", "median", "longest")] == [
            expected.shortest,
            expected.median,
            expected.longest,
        ]

    again = desk.run("import items complaints.csv --partial left.csv --format json", code=1)
    assert (again.rows[0]["new"], again.rows[0]["changed"]) == (0, 0)
    assert desk.run("verify").code == 0
