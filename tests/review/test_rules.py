"""Padding checks: what is worth a look, and what must be let be.

- each threshold just before, at and just after
- one walk of many streets is no sign of anything by itself
- order and repetition of the log do not matter
- on the sample county exactly the planted cases come out
- a sample can be drawn again by anyone with `sha256sum`
"""

from __future__ import annotations

import csv
import hashlib
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streetchief.days.calendar import DAY, HOUR, MINUTE, day_of
from streetchief.duties.rules.counting import Patrol
from streetchief.review import rules as checks
from streetchief.review.rules import Finding, Record, ReviewRule, agreement, review, sample
from streetchief.values.rates import rate_text
from tests.moments import at_of

SAMPLE = Path(__file__).parents[2] / "data" / "panan" / "sample"
MONDAY = day_of(date(2026, 11, 16))


def at(day: int, clock: str) -> int:
    """The local second of `clock` (9:00 or 9:00:30) on the day `day` after Monday."""
    hours, minutes, *seconds = map(int, clock.split(":"))
    return (MONDAY + day) * DAY + hours * HOUR + minutes * MINUTE + sum(seconds)


def row(
    key: int,
    person: int,
    place: int,
    start: int,
    *,
    minutes: int | None = None,
    town: int = 1,
    recorded: int | None = None,
) -> Record:
    recorded = start + HOUR if recorded is None else recorded
    patrol = Patrol(
        key=key,
        place=place,
        person=person,
        started_at=start,
        recorded_on=recorded // DAY,
        minutes=minutes,
    )
    return Record(patrol=patrol, recorded_at=recorded, town=town)


def kinds(records: list[Record], rule: ReviewRule | None = None) -> list[str]:
    return [finding.kind for finding in review(records, rule)]


# The same minute on many streets


@pytest.mark.parametrize(
    ("records", "found"),
    [
        pytest.param([row(i, i, i, at(0, "9:00")) for i in range(2)], [], id="two walks"),
        pytest.param(
            [row(i, i, i, at(0, "9:00")) for i in range(3)], ["same_minute"], id="three walks"
        ),
        pytest.param(
            [row(i, i, i, at(0, f"9:00:{20 * i}")) for i in range(3)],
            ["same_minute"],
            id="three seconds of one minute",
        ),
        pytest.param(
            [row(i, i, i, at(0, f"9:00:{30 * i}")) for i in range(2)]
            + [row(2, 2, 2, at(0, "9:01"))],
            [],
            id="the third in the next minute",
        ),
        pytest.param(
            [row(i, 1, i, at(0, "9:00")) for i in range(3)], [], id="one walk of three streets"
        ),
        pytest.param(
            [row(i, 1, i, at(0, f"9:00:{20 * i}")) for i in range(3)],
            ["same_minute"],
            id="one person, three starts, three streets",
        ),
        pytest.param(
            [row(i, i, 7, at(0, "9:00")) for i in range(3)], [], id="three people on one street"
        ),
        pytest.param(
            [row(i, i, i, at(0, "9:00"), town=i) for i in range(3)], [], id="in three towns"
        ),
        pytest.param(
            [row(i, i, i, at(i, "9:00")) for i in range(3)], [], id="nine o'clock on three days"
        ),
    ],
)
def test_three_walks_of_one_minute_are_worth_a_look(
    records: list[Record], found: list[str]
) -> None:
    assert kinds(records) == found


def test_a_finding_names_entries_people_streets_and_figures() -> None:
    records = [row(10 + i, 20 + i, 30 + i, at(0, "9:00")) for i in range(4)]
    assert review(records) == (
        Finding(
            kind="same_minute",
            at=at(0, "9:00"),
            keys=(10, 11, 12, 13),
            persons=(20, 21, 22, 23),
            places=(30, 31, 32, 33),
            figures=(("walks", 4),),
        ),
    )


# A walk of too many streets for its time


@pytest.mark.parametrize(
    ("streets", "minutes", "found"),
    [
        pytest.param(4, 1, [], id="four streets are never too many"),
        pytest.param(5, 24, ["crowded_walk"], id="five streets in 24 minutes"),
        pytest.param(5, 25, [], id="five streets in 25 minutes"),
        pytest.param(5, 26, [], id="five streets in 26 minutes"),
        pytest.param(9, None, [], id="without a stated end it has no length"),
        pytest.param(5, 0, ["crowded_walk"], id="an end that is its start is stated"),
    ],
)
def test_each_street_of_a_walk_needs_some_minutes(
    streets: int, minutes: int | None, found: list[str]
) -> None:
    records = [row(i, 1, i, at(0, "9:00"), minutes=minutes) for i in range(streets)]
    assert kinds(records) == found


def test_the_longest_stated_row_speaks_for_the_walk() -> None:
    records = [row(i, 1, i, at(0, "9:00"), minutes=None) for i in range(4)]
    assert kinds([*records, row(9, 1, 9, at(0, "9:00"), minutes=25)]) == []
    assert kinds([*records, row(9, 1, 9, at(0, "9:00"), minutes=24)]) == ["crowded_walk"]


# The same clock time day after day


@pytest.mark.parametrize(
    ("same", "other", "found"),
    [
        pytest.param(4, 0, [], id="four days"),
        pytest.param(5, 0, ["same_clock"], id="five days"),
        pytest.param(6, 0, ["same_clock"], id="six days"),
        pytest.param(5, 5, ["same_clock"], id="half of his days"),
        pytest.param(5, 6, [], id="less than half of his days"),
    ],
)
def test_the_same_clock_time_day_after_day(same: int, other: int, found: list[str]) -> None:
    usual = [row(i, 1, 1, at(i, "9:00")) for i in range(same)]
    rest = [row(100 + i, 1, 1, at(same + i, f"10:{i:02d}")) for i in range(other)]
    assert kinds(usual + rest) == found


def test_a_walk_of_many_streets_is_one_day_and_two_people_are_two() -> None:
    walk = [row(i, 1, i, at(0, "9:00")) for i in range(4)]
    assert kinds(walk) == []
    assert kinds([row(i, i % 2, 1, at(i, "9:00")) for i in range(8)]) == []


def test_the_figures_of_the_same_clock_time() -> None:
    records = [row(i, 1, 1, at(i, "9:00")) for i in range(5)] + [row(9, 1, 1, at(5, "9:01"))]
    (finding,) = review(records)
    assert (finding.figures, finding.keys) == ((("days", 5), ("of_days", 6)), (0, 1, 2, 3, 4))


# A week entered at once


@pytest.mark.parametrize(
    ("records", "found"),
    [
        pytest.param(
            [row(0, 1, 1, at(0, "9:12"), recorded=at(4, "17:30"))], [], id="one late entry"
        ),
        pytest.param(
            [row(i, 1, 1, at(2 * i, f"9:1{i}"), recorded=at(4, "17:30")) for i in range(2)],
            ["entered_at_once"],
            id="two days in one moment",
        ),
        pytest.param(
            [row(i, 1, 1, at(i, f"9:1{i}"), recorded=at(2, "0:00")) for i in range(2)],
            ["entered_at_once"],
            id="one of them the day before",
        ),
        pytest.param(
            [row(i, 1, 1, at(0, f"9:1{i}"), recorded=at(4, "17:30")) for i in range(3)],
            [],
            id="three of one day",
        ),
        pytest.param(
            [row(i, 1, 1, at(i, f"9:1{i}"), recorded=at(1, "17:30")) for i in range(2)],
            [],
            id="one of them the same day",
        ),
        pytest.param(
            [
                row(i, 1, 1, at(i, f"9:1{i}"), recorded=at(4, "17:30") + i * 10 * MINUTE)
                for i in range(2)
            ],
            ["entered_at_once"],
            id="ten minutes between the entries",
        ),
        pytest.param(
            [
                row(i, 1, 1, at(i, f"9:1{i}"), recorded=at(4, "17:30") + i * (10 * MINUTE + 1))
                for i in range(2)
            ],
            [],
            id="a second more",
        ),
        pytest.param(
            [row(i, i, 1, at(i, f"9:1{i}"), recorded=at(4, "17:30")) for i in range(2)],
            ["entered_at_once"],
            id="two people on one street",
        ),
        pytest.param(
            [row(i, i, i, at(i, f"9:1{i}"), recorded=at(4, "17:30")) for i in range(2)],
            [],
            id="two people on two streets",
        ),
        pytest.param(
            [row(i, 1, i, at(i, f"9:1{i}"), recorded=at(4, "17:30"), town=i) for i in range(2)],
            [],
            id="in two towns",
        ),
    ],
)
def test_a_week_entered_at_once_is_worth_a_look(records: list[Record], found: list[str]) -> None:
    assert kinds(records) == found


def test_one_sitting_is_one_finding_with_everybody_in_it() -> None:
    """Four chiefs, two days each, written down on Friday; a fifth has one late patrol only."""
    records = [
        row(10 * p + d, p, p, at(d, f"9:{10 * p + d:02d}"), recorded=at(4, "17:30"))
        for p in range(4)
        for d in (0, 2)
    ]
    single = row(99, 9, 9, at(3, "15:00"), recorded=at(4, "17:30"))
    (finding,) = review([*records, single])
    assert (finding.kind, finding.at, finding.persons) == (
        "entered_at_once",
        at(4, "17:30"),
        (0, 1, 2, 3),
    )
    assert finding.figures == (("patrols", 8), ("days", 2), ("late_from", 2), ("late_to", 4))


# One person in two places


@pytest.mark.parametrize(
    ("records", "figures"),
    [
        pytest.param(
            [row(0, 1, 1, at(0, "9:00"), minutes=30), row(1, 1, 2, at(0, "9:29"), minutes=30)],
            [(("overlap", 1),)],
            id="stated times share a minute",
        ),
        pytest.param(
            [row(0, 1, 1, at(0, "9:00"), minutes=30), row(1, 1, 2, at(0, "9:30"), minutes=30)],
            [],
            id="one ends as the next begins",
        ),
        pytest.param(
            [row(0, 1, 1, at(0, "9:00")), row(1, 1, 2, at(0, "9:01"))],
            [],
            id="without an end nothing overlaps",
        ),
        pytest.param(
            [row(0, 1, 1, at(0, "9:00"), minutes=60), row(1, 1, 2, at(0, "9:10"))],
            [],
            id="a start without an end inside a stated time",
        ),
        pytest.param(
            [
                row(0, 1, 1, at(0, "9:00"), minutes=90),
                row(1, 1, 2, at(0, "9:20"), minutes=5),
                row(2, 1, 3, at(0, "10:00"), minutes=10),
            ],
            [(("overlap", 5),), (("overlap", 10),)],
            id="two inside a long one",
        ),
        pytest.param(
            [row(i, 1, i, at(0, "9:00"), minutes=30 + i) for i in range(3)],
            [],
            id="rows of one walk",
        ),
        pytest.param(
            [row(0, 1, 1, at(0, "9:00")), row(1, 1, 2, at(0, "9:14"), town=2)],
            [(("apart", 14),)],
            id="another town after 14 minutes",
        ),
        pytest.param(
            [row(0, 1, 1, at(0, "9:00")), row(1, 1, 2, at(0, "9:15"), town=2)],
            [],
            id="another town after 15 minutes",
        ),
        pytest.param(
            [row(0, 1, 1, at(0, "9:00"), minutes=10), row(1, 1, 2, at(0, "9:24"), town=2)],
            [(("apart", 14),)],
            id="14 minutes after the stated end",
        ),
        pytest.param(
            [row(0, 1, 1, at(0, "9:00"), minutes=60), row(1, 1, 2, at(0, "9:40"), town=2)],
            [(("apart", 0),)],
            id="another town before the stated end",
        ),
        pytest.param(
            [row(0, 1, 1, at(0, "9:00")), row(1, 1, 2, at(0, "9:00"), town=2)],
            [(("apart", 0),)],
            id="one walk in two towns",
        ),
        pytest.param(
            [
                row(0, 1, 1, at(0, "9:00")),
                row(1, 1, 1, at(0, "9:10"), town=2),
                row(2, 1, 1, at(0, "9:20")),
            ],
            [(("apart", 10),), (("apart", 10),)],
            id="there and back",
        ),
        pytest.param(
            [
                row(0, 1, 1, at(0, "9:00")),
                row(1, 1, 2, at(0, "9:05")),
                row(2, 1, 3, at(0, "9:16"), town=2),
            ],
            [(("apart", 11),)],
            id="when he was last seen in the first town",
        ),
        pytest.param(
            [row(0, 1, 1, at(0, "9:00")), row(1, 2, 2, at(0, "9:05"), town=2)],
            [],
            id="two people",
        ),
        pytest.param(
            [row(0, 1, 1, at(0, "23:58")), row(1, 1, 2, at(1, "0:05"), town=2)],
            [(("apart", 7),)],
            id="over midnight",
        ),
    ],
)
def test_one_person_in_two_places(
    records: list[Record], figures: list[tuple[tuple[str, int], ...]]
) -> None:
    findings = review(records)
    assert [finding.kind for finding in findings] == ["two_places"] * len(figures)
    assert [finding.figures for finding in findings] == figures


# Switches, order, repetition


def every_kind() -> list[Record]:
    return [
        *(row(i, i, i, at(0, "9:00")) for i in range(3)),
        *(row(10 + i, 10, 20 + i, at(0, "8:00"), minutes=5) for i in range(5)),
        *(row(30 + i, 30, 30, at(i, "7:00")) for i in range(5)),
        *(row(40 + i, 40, 40, at(i, f"6:{i:02d}"), recorded=at(6, "20:00")) for i in range(3)),
        *(row(50 + i, 50, 50 + i, at(0, f"14:0{i}"), town=1 + i) for i in range(2)),
    ]


def test_the_hardest_to_explain_comes_first() -> None:
    assert kinds(every_kind()) == list(checks.KINDS)


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("same_minute_walks", "same_minute"),
        ("crowded_streets", "crowded_walk"),
        ("same_clock_days", "same_clock"),
        ("entered_days", "entered_at_once"),
        ("travel_minutes", "two_places"),
    ],
)
def test_a_check_can_be_switched_off(field: str, kind: str) -> None:
    off = ReviewRule(**{field: 0})
    assert kinds(every_kind(), off) == [known for known in checks.KINDS if known != kind]


some_rows = st.builds(
    lambda key, person, place, start, minutes, late: row(
        key,
        person,
        place,
        MONDAY * DAY + start * MINUTE,
        minutes=minutes,
        town=place % 2,
        recorded=MONDAY * DAY + start * MINUTE + late * HOUR,
    ),
    st.integers(0, 10_000),
    st.integers(1, 3),
    st.integers(1, 6),
    st.integers(0, 200) | st.sampled_from([540 + 1440 * day for day in range(7)]),
    st.none() | st.integers(0, 60),
    st.sampled_from([1, 30, 80]),
)
logs = st.lists(some_rows, max_size=30, unique_by=lambda record: record.patrol.key)


@given(logs, st.randoms(use_true_random=False))
def test_order_and_repetition_do_not_matter(records: list[Record], random: object) -> None:
    shuffled = records + records[: len(records) // 2]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert review(shuffled) == review(records)


@given(logs)
def test_a_finding_speaks_of_entries_that_are_there(records: list[Record]) -> None:
    by_key = {record.patrol.key: record.patrol for record in records}
    for finding in review(records):
        rows = [by_key[key] for key in finding.keys]
        assert {patrol.person for patrol in rows} == set(finding.persons)
        assert {patrol.place for patrol in rows} == set(finding.places)
        assert all(figure >= 0 for _, figure in finding.figures)


@given(logs)
def test_two_places_finds_what_comparing_all_pairs_finds(records: list[Record]) -> None:
    """The sweep names one partner for each walk; whether there is one is what all pairs say."""
    walks: dict[tuple[int, int], list[Record]] = {}
    for record in records:
        walks.setdefault((record.patrol.person, record.patrol.started_at), []).append(record)

    def end(walk: tuple[int, int]) -> int:
        return walk[1] + MINUTE * max(r.patrol.minutes or 0 for r in walks[walk])

    def towns(walk: tuple[int, int]) -> set[int | None]:
        return {r.town for r in walks[walk]}

    accused = set()
    for later in walks:
        for earlier in walks:
            if earlier[0] == later[0] and earlier[1] < later[1]:
                overlap = min(end(earlier), end(later)) > later[1]
                elsewhere = len(towns(earlier) | towns(later)) > 1
                if overlap or (elsewhere and later[1] - end(earlier) < 15 * MINUTE):
                    accused.add(later)
        if len(towns(later)) > 1:
            accused.add(later)
    named = [f for f in review(records) if f.kind == "two_places"]
    assert len(named) == len(accused)


# The sample county


def sample_county() -> tuple[list[Record], dict[int, str]]:
    names: dict[str, int] = {}
    records = []
    with open(SAMPLE / "patrols.csv", encoding="utf-8", newline="") as file:
        for key, line in enumerate(csv.DictReader(file), start=1):
            start = at_of(datetime.fromisoformat(line["started_at"]))
            records.append(
                row(
                    key,
                    names.setdefault(line["person"], len(names)),
                    names.setdefault(f"{line['town']}/{line['street']}", len(names)),
                    start,
                    minutes=int(line["minutes"]) if line["minutes"] else None,
                    town=names.setdefault(line["town"], len(names)),
                    recorded=at_of(datetime.fromisoformat(line["recorded_at"])),
                )
            )
    return records, {key: name for name, key in names.items()}


def test_on_the_sample_county_only_the_planted_cases_come_out() -> None:
    records, names = sample_county()
    with open(SAMPLE / "cases.csv", encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    padded = {case["person"] for case in cases if case["case"].startswith("padding")}
    inspector = {case["person"] for case in cases if case["case"].startswith("inspector-in-two")}
    found = [(f.kind, {names[person] for person in f.persons}) for f in review(records)]
    assert found == [
        ("two_places", inspector),
        ("same_minute", padded),
        ("same_minute", padded),
        ("entered_at_once", padded),
    ]


# The sample for re-checking


def test_a_sample_is_drawn_by_sha256_of_seed_and_key() -> None:
    def lot(key: int) -> str:
        return hashlib.sha256(f"7:{key}".encode()).hexdigest()

    assert sample(range(50), 5, 7) == tuple(sorted(range(50), key=lot)[:5])
    assert sample(range(50), 5, 7) == sample(range(50), 5, "7")


@pytest.mark.skipif(sys.platform != "linux", reason="needs sha256sum")
def test_a_clerk_draws_the_same_sample_with_sha256sum() -> None:
    script = (
        "for k in $(seq 1 40); do printf '2026-W47:'$k | sha256sum | cut -c1-64 | "
        'sed "s/$/ $k/"; done | sort | head -6 | cut -d" " -f2'
    )
    drawn = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True).stdout
    assert tuple(map(int, drawn.split())) == sample(range(1, 41), 6, "2026-W47")


@given(st.sets(st.integers(0, 500)), st.integers(0, 40), st.integers(0, 9))
def test_a_larger_sample_begins_with_the_smaller(keys: set[int], n: int, seed: int) -> None:
    drawn = sample(keys, n, seed)
    assert len(drawn) == len(set(drawn)) == min(n, len(keys))
    assert set(drawn) <= keys
    assert sample([*keys, *keys], n + 3, seed)[:n] == drawn


@given(st.sets(st.integers(0, 500), min_size=1), st.integers(0, 9))
def test_a_key_that_is_gone_changes_nobody_elses_place(keys: set[int], seed: int) -> None:
    gone = min(keys)
    everyone = [key for key in sample(keys, len(keys), seed) if key != gone]
    assert sample(keys - {gone}, len(keys), seed) == tuple(everyone)


def test_every_entry_has_the_same_chance() -> None:
    drawn = [key for seed in range(2000) for key in sample(range(10), 2, seed)]
    times = [drawn.count(key) for key in range(10)]
    assert all(330 <= count <= 470 for count in times), times  # 400 expected, sigma 18


@pytest.mark.parametrize("seed", ["", "2026-W47", "横街", 0, -1])
def test_any_seed_will_do(seed: str | int) -> None:
    assert len(sample(["p-1", "p-2", "p-3"], 2, seed)) == 2


def test_fewer_than_none_is_refused() -> None:
    assert sample([1, 2], 0, 1) == ()
    with pytest.raises(ValueError):
        sample([1, 2], -1, 1)


@pytest.mark.parametrize(
    ("results", "text"),
    [
        pytest.param([], "—", id="nothing drawn"),
        pytest.param([None, None], "—", id="nothing checked yet"),
        pytest.param([True, True, False], "66.67%", id="two of three"),
        pytest.param([True, None, True], "100.00%", id="what is not checked is left out"),
        pytest.param([False], "0.00%", id="none agreed"),
    ],
)
def test_the_agreement_rate_is_over_what_was_checked(results: list[bool | None], text: str) -> None:
    assert rate_text(agreement(results)) == text
