"""Many rows at once are the rows one by one: the same lines, digests and records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streetchief.ledger.journal import Stamp, writing
from streetchief.ledger.ledger import Ledger, connect
from streetchief.ledger.migrations import create
from streetchief.ledger.references import References, digestible, line_maker
from streetchief.ledger.schema import BY_NAME
from streetchief.values.digest import canonical

COLUMNS = ("kind", "place", "person", "started_at", "minutes", "note", "key")
Row = tuple[str | int | None, ...]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["patrol", "集中整治"]),
        st.just(1),
        st.just(2),
        st.integers(0, 2**40),
        st.none() | st.integers(0, 1440),
        st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        st.none() | st.text('ab"\\/\n\x7f\u2028', max_size=5),
    ),
    min_size=1,
    max_size=8,
)


def open_ledger(folder: Path, name: str) -> Ledger:
    path = create(folder / name)
    connection = connect(path, "rw")
    connection.execute("INSERT INTO here (site) VALUES ('test')")
    ledger = Ledger(connection, path, "test")
    with writing(ledger, Stamp(act="init", actor="", recorded_at=1)) as entry:
        entry.add("place", {"identity": "330727\tstreet\t横街", "kind": "street", "name": "横街"})
        entry.add("holder", {"identity": "大皿村\t张三", "kind": "person", "name": "张三"})
    return ledger


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ROWS)
def test_both_ways_of_writing_leave_the_same_ledger(tmp_path: Path, rows: Sequence[Row]) -> None:
    digests = []
    for way in ("one by one", "at once"):
        ledger = open_ledger(tmp_path, way.replace(" ", "-"))
        with writing(ledger, Stamp(act="import", actor="", recorded_at=2)) as entry:
            if way == "at once":
                half = len(rows) // 2
                assert entry.add_rows("activity", COLUMNS, rows[:half]) == half
                entry.add_rows("activity", COLUMNS, rows[half:])
            else:
                for row in rows:
                    entry.add("activity", dict(zip(COLUMNS, row, strict=True)))
        digests.append(
            (
                ledger.connection.execute("SELECT digest, row_count FROM journal").fetchall(),
                ledger.connection.execute("SELECT * FROM activity ORDER BY id").fetchall(),
            )
        )
        ledger.close()
        for file in tmp_path.iterdir():
            file.unlink()
    assert digests[0] == digests[1]


@given(ROWS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_line_is_the_canonical_one(tmp_path: Path, rows: Sequence[Row]) -> None:
    ledger = open_ledger(tmp_path, "lines")
    known = References(ledger.connection)
    line = line_maker("activity", COLUMNS, known)
    for row in rows:
        values = dict(zip(COLUMNS, row, strict=True))
        expected = canonical(digestible(BY_NAME["activity"], values, 3, 3, ["test", 2], known))
        assert line(row) == expected
    ledger.close()
    for file in tmp_path.iterdir():
        file.unlink()


def test_a_table_with_references_to_records_cannot_be_written_at_once(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path, "void")
    with pytest.raises(ValueError, match="refer"):
        line_maker("void", ("fact",), References(ledger.connection))
    ledger.close()
