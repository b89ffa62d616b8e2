"""How the log is read: by index, never from end to end, however long it grows.

Every statement of the commands people wait for is caught as SQLite gets it, and SQLite itself is
asked how it would run it.
"""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import pytest

from tests.conftest import Desk


@pytest.fixture
def year(office: Desk) -> Desk:
    streets = [f"街{n}" for n in range(12)]
    office.write(
        "s.csv", "town,street,opened_on\n" + "".join(f"双峰乡,{s},2025-11-17\n" for s in streets)
    )
    office.write("h.csv", "name,kind,unit\n甲,person,大皿村村委会\n")
    office.write(
        "a.csv",
        "holder,role,place,since\n" + "".join(f"甲,deputy_chief,{s},2025-11-17\n" for s in streets),
    )
    rows = "".join(
        f"{street},甲,2026-{month:02}-{day:02} 09:{number:02}\n"
        for number, street in enumerate(streets)
        for month in range(1, 11)
        for day in range(1, 29, 3)
    )
    office.write("p.csv", "street,person,started_at\n" + rows)
    for noun, name in (("streets", "s"), ("holders", "h"), ("assignments", "a"), ("patrols", "p")):
        office.run(f"import {noun} {name}.csv")
    return office


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("overdue", id="overdue"),
        pytest.param("overdue --all --week 2026-W40", id="overdue-week"),
        pytest.param("overdue --as-of 2026-11-20", id="overdue-as-of"),
        pytest.param("log 街3 --by 甲", id="log"),
        pytest.param("week last", id="week"),
        pytest.param("explain 街3 --week last", id="explain"),
        pytest.param("status --brief", id="status --brief"),
    ],
)
def test_the_log_is_never_scanned(year: Desk, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    said: list[str] = []
    real = sqlite3.connect

    def traced(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*args, **kwargs)
        connection.set_trace_callback(said.append)
        return connection

    monkeypatch.setattr(sqlite3, "connect", traced)
    year.run(line)
    monkeypatch.undo()
    connection = sqlite3.connect(year.db)
    asked = {s for s in said if s.startswith("SELECT") and "activity" in s}
    assert asked
    for statement in asked:
        aliases = {"activity", *re.findall(r"\bactivity (?:AS )?(\w+)", statement)} - {
            "WHERE",
            "ON",
        }
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
        scans = {step.split()[1] for step in plan if step.startswith("SCAN")}
        assert not scans & aliases, (statement, plan)
    connection.close()
