"""The one SQL says what the pure rule says.

- the same answer on random registers and histories, across years of 53 weeks and rule changes
- each case of the rule by itself, with the figures written out
- finished weeks only; places asked for; weeks that day counts cannot judge; what was known then
- only weeks in which something begins or ends are opened up by days
- the same text on DuckDB
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from streetchief.days import calendar
from streetchief.duties import tally
from streetchief.duties.docket import charges, judge, open_docket
from streetchief.duties.rules.standing import Judged, Verdict
from streetchief.duties.verdict_sql import TEXT, declarations, prepared, tables_of
from streetchief.duties.verdicts import verdicts
from streetchief.ledger.ledger import Ledger, reading
from streetchief.ledger.office import Office
from streetchief.value import fields_of, replace
from tests.duties.registers import (
    DAY,
    STREETS,
    TOWN_A,
    TOWN_B,
    WEEKS,
    Change,
    Deputised,
    Exempt,
    Held,
    History,
    Keys,
    Street,
    Walk,
    copied,
    empty_ledger,
    histories,
    office_of,
    register,
    utc_to_local,
    walk,
)

QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SOAK = settings(QUICK, max_examples=10_000)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_ledger(tmp_path_factory.mktemp("ledger"))


def told(ledger: Ledger, history: History) -> tuple[Office, Keys]:
    """Write a history down, with the tally counted."""
    keys = register(ledger, history)
    walk(ledger, history, keys)
    tally.rebuild(ledger.connection, utc_to_local)
    return office_of(ledger, history), keys


def by_rule(office: Office, weeks: range, town: int | None = None) -> list[Verdict]:
    """Judge finished weeks by the pure rule alone."""
    docket = open_docket(
        office, calendar.monday_of(weeks[0]), calendar.monday_of(weeks[-1] + 1), town
    )
    judged = judge(office, docket, "patrol", weeks)
    return figures_of(
        assessment
        for week in weeks
        for assessment in judged[week]
        if assessment.state in ("met", "unmet", "exempt", "vacant")
    )


def figures_of(judged: Iterable[Judged]) -> list[Verdict]:
    """Return what of each an answer of the tally has too, so that the two can be compared."""
    return [Verdict(**{name: getattr(one, name) for name in fields_of(Verdict)}) for one in judged]


def same_as_rule(empty: Path, history: History) -> None:
    with copied(empty) as ledger:
        office, keys = told(ledger, history)
        with reading(ledger):
            expected = by_rule(office, history.weeks)
            answered = figures_of(verdicts(office, "patrol", history.weeks))
            assert differing(answered, expected) == []
            assert answered == expected
            town = keys.places[TOWN_B]
            some = by_rule(office, history.weeks, town)
            assert figures_of(verdicts(office, "patrol", history.weeks, town=town)) == some


def differing(answered: list[Verdict], expected: list[Verdict]) -> list[tuple[str, Verdict]]:
    """Return what only one of two answers says."""
    these, those = set(answered), set(expected)
    return [("sql", v) for v in answered if v not in those] + [
        ("rule", v) for v in expected if v not in these
    ]


@given(history=histories)
@QUICK
def test_the_sql_says_what_the_rule_says(empty: Path, history: History) -> None:
    same_as_rule(empty, history)


@pytest.mark.soak
@pytest.mark.timeout(7200)
@given(history=histories)
@SOAK
def test_the_sql_says_what_the_rule_says_ten_thousand_times(empty: Path, history: History) -> None:
    same_as_rule(empty, history)


@given(history=histories)
@settings(QUICK, max_examples=60)
def test_a_tally_kept_walk_by_walk_is_the_tally_counted_again(
    empty: Path, history: History
) -> None:
    with copied(empty) as ledger:
        connection = ledger.connection
        keys = register(ledger, history)
        walk(ledger, replace(history, walks=history.walks[:5]), keys)
        tally.rebuild(connection, utc_to_local)
        assert tally.differences(connection, utc_to_local) == []
        walk(ledger, replace(history, walks=history.walks[5:]), keys)
        places = [keys.places[name] for name in STREETS if name in keys.places]
        weeks = (history.first_week - 3, history.first_week + WEEKS + 6)
        tally.recompute(connection, utc_to_local, places, *weeks)
        assert tally.differences(connection, utc_to_local) == []


def test_a_tally_that_disagrees_with_the_log_is_named(empty: Path) -> None:
    history = History(held=CHIEF, walks=walks_on(0, 2))
    with copied(empty) as ledger:
        _office, keys = told(ledger, history)
        key = (history.first_week, keys.places["s0"], "patrol", keys.people[0])
        tally.add(ledger.connection, {key: [0, 0, 0, 0, 0, 0, 5]})
        found = tally.differences(ledger.connection, utc_to_local)
        assert found == [(key, (1, 0, 1, 0, 0, 0, 5), (1, 0, 1, 0, 0, 0, 0))]
        tally.rebuild(ledger.connection, utc_to_local)
        assert tally.differences(ledger.connection, utc_to_local) == []


# ---------------------------------------------------------------- each case by itself


def walks_on(*days: int, person: int = 0, place: str = "s0") -> tuple[Walk, ...]:
    return tuple(
        Walk(person=person, place=place, day=day, second=9 * 3600 + number)
        for number, day in enumerate(days)
    )


CHIEF = (Held(person=0, place="s0"),)
TWO_CHIEFS = (*CHIEF, Held(person=1, place="s0"))
STAND_IN = (Deputised(chief=0, delegate=3, since=-7, until=40),)
BOTH_ROLES = (("counting_roles", ("deputy_chief", "inspector")),)

CASES: dict[str, tuple[History, tuple[int, int, int, int, int, str]]] = {
    # available, required, counted, days, delegated, state of the first week
    "two on two days": (
        History(held=CHIEF, walks=walks_on(0, 2)),
        (7, 2, 2, 2, 0, "met"),
    ),
    "two on one day": (
        History(held=CHIEF, walks=walks_on(0, 0)),
        (7, 2, 2, 1, 0, "met"),
    ),
    "two on one day, one a day": (
        History(held=CHIEF, walks=walks_on(0, 0), rule=(("max_per_day", 1),)),
        (7, 2, 1, 1, 0, "unmet"),
    ),
    "three on one day, two a day": (
        History(held=CHIEF, walks=walks_on(6, 6, 6), rule=(("max_per_day", 2),)),
        (7, 2, 2, 1, 0, "met"),
    ),
    "never patrolled": (
        History(held=CHIEF),
        (7, 2, 0, 0, 0, "unmet"),
    ),
    "nobody appointed": (
        History(walks=walks_on(0, 2)),
        (0, 0, 0, 0, 0, "vacant"),
    ),
    "by somebody without a post": (
        History(held=CHIEF, walks=walks_on(0, 1, person=2)),
        (7, 2, 0, 0, 0, "unmet"),
    ),
    "appointed on Saturday": (
        History(held=(Held(person=0, place="s0", since=5),), walks=walks_on(4, 5)),
        (2, 1, 1, 1, 0, "met"),
    ),
    "handed over on Wednesday": (
        History(
            held=(
                Held(person=0, place="s0", until=2),
                Held(person=1, place="s0", since=2),
            ),
            walks=(*walks_on(1, 2), *walks_on(1, 2, person=1)),
        ),
        (7, 2, 2, 2, 0, "met"),
    ),
    "a gap between two chiefs": (
        History(
            held=(
                Held(person=0, place="s0", until=1),
                Held(person=1, place="s0", since=5),
            ),
            walks=walks_on(1, 5),
        ),
        (3, 1, 0, 0, 0, "unmet"),
    ),
    "opened on Thursday": (
        History(streets=(Street(opened=3),), held=CHIEF, walks=walks_on(3)),
        (4, 2, 1, 1, 0, "unmet"),
    ),
    "closed on Thursday": (
        History(streets=(Street(closed=3),), held=CHIEF, walks=walks_on(2)),
        (3, 1, 1, 1, 0, "met"),
    ),
    "leave Monday to Thursday": (
        History(held=CHIEF, exempt=(Exempt(person=0, since=0, until=4),), walks=walks_on(1)),
        (3, 1, 1, 1, 0, "met"),
    ),
    "leave all week": (
        History(held=CHIEF, exempt=(Exempt(person=0, since=0, until=7),), walks=walks_on(1)),
        (0, 0, 1, 1, 0, "exempt"),
    ),
    "leave all week, a delegate on Tuesday": (
        History(
            held=CHIEF,
            exempt=(Exempt(person=0, since=0, until=7),),
            deputised=(Deputised(chief=0, delegate=3, since=1, until=2),),
        ),
        (1, 1, 0, 0, 0, "unmet"),
    ),
    "one of two chiefs on leave": (
        History(held=TWO_CHIEFS, exempt=(Exempt(person=0, since=0, until=7),)),
        (7, 2, 0, 0, 0, "unmet"),
    ),
    "both chiefs on leave, two days in common": (
        History(
            held=TWO_CHIEFS,
            exempt=(Exempt(person=0, since=0, until=4), Exempt(person=1, since=2, until=7)),
        ),
        (5, 2, 0, 0, 0, "unmet"),
    ),
    "the whole town, from Friday": (
        History(held=CHIEF, exempt=(Exempt(place=TOWN_A, since=4, until=9, reason="weather"),)),
        (4, 2, 0, 0, 0, "unmet"),
    ),
    "another town": (
        History(held=CHIEF, exempt=(Exempt(place=TOWN_B, since=0, until=9),)),
        (7, 2, 0, 0, 0, "unmet"),
    ),
    "a reason the rule does not let go": (
        History(
            held=CHIEF,
            exempt=(Exempt(person=0, since=0, until=7),),
            rule=(("exempt_reasons", ("sick",)),),
        ),
        (7, 2, 0, 0, 0, "unmet"),
    ),
    "asked for and not approved": (
        History(held=CHIEF, exempt=(Exempt(person=0, since=0, until=7, approved=False),)),
        (7, 2, 0, 0, 0, "unmet"),
    ),
    "a delegate": (
        History(held=CHIEF, deputised=STAND_IN, walks=walks_on(0, 1, person=3)),
        (7, 2, 2, 2, 2, "met"),
    ),
    "at most one delegated": (
        History(
            held=CHIEF,
            deputised=STAND_IN,
            walks=(*walks_on(0), *walks_on(0, 1, person=3)),
            rule=(("max_delegated", 1),),
        ),
        (7, 2, 2, 2, 1, "met"),
    ),
    "one a day, chief and delegate on one day": (
        History(
            held=CHIEF,
            deputised=STAND_IN,
            walks=(*walks_on(0, person=3), *walks_on(0)),
            rule=(("max_per_day", 1),),
        ),
        (7, 2, 1, 1, 0, "unmet"),
    ),
    "a delegate of a chief who left": (
        History(
            held=(Held(person=0, place="s0", until=3),),
            deputised=STAND_IN,
            walks=walks_on(2, 3, person=3),
        ),
        (3, 1, 1, 1, 1, "met"),
    ),
    "an inspector of the town, counting": (
        History(
            held=(*CHIEF, Held(person=1, place=TOWN_A, role="inspector")),
            walks=walks_on(0, 1, person=1),
            rule=BOTH_ROLES,
        ),
        (7, 2, 2, 2, 0, "met"),
    ),
    "an inspector of the town, not counting": (
        History(
            held=(*CHIEF, Held(person=1, place=TOWN_A, role="inspector")),
            walks=walks_on(0, 1, person=1),
        ),
        (7, 2, 0, 0, 0, "unmet"),
    ),
    "one person in two counting roles counts once": (
        History(
            held=(*CHIEF, Held(person=0, place=TOWN_A, role="inspector")),
            walks=walks_on(0),
            rule=BOTH_ROLES,
        ),
        (7, 2, 1, 1, 0, "unmet"),
    ),
    "two inspectors and no chief": (
        History(
            held=(
                Held(person=0, place="s0", role="inspector"),
                Held(person=1, place="s0", role="inspector"),
            ),
            walks=walks_on(0),
            rule=BOTH_ROLES,
        ),
        (0, 0, 1, 1, 0, "vacant"),
    ),
    "a partial week in full": (
        History(held=(Held(person=0, place="s0", since=6),), rule=(("partial", "full"),)),
        (1, 2, 0, 0, 0, "unmet"),
    ),
    "a partial week waived": (
        History(held=(Held(person=0, place="s0", since=1),), rule=(("partial", "waive"),)),
        (6, 0, 0, 0, 0, "exempt"),
    ),
    "the Sunday before and the Monday after": (
        History(
            held=CHIEF,
            walks=(
                Walk(person=0, place="s0", day=-1, second=DAY - 1),
                Walk(person=0, place="s0", day=0, second=0),
                Walk(person=0, place="s0", day=6, second=DAY - 600, minutes=30),
                Walk(person=0, place="s0", day=7, second=0),
            ),
        ),
        (7, 2, 2, 2, 0, "met"),
    ),
    "one of two voided": (
        History(
            held=CHIEF,
            walks=(*walks_on(0), Walk(person=0, place="s0", day=1, void=True)),
        ),
        (7, 2, 1, 1, 0, "unmet"),
    ),
    "entered too late": (
        History(
            held=CHIEF,
            walks=(
                Walk(person=0, place="s0", day=0, late=4),
                Walk(person=0, place="s0", day=1, late=3),
                Walk(person=0, place="s0", day=2, late=4, approved=True),
            ),
            rule=(("backfill_days", 3),),
        ),
        (7, 2, 2, 2, 0, "met"),
    ),
    "a delegation that begins on Sunday": (
        History(
            held=CHIEF,
            deputised=(Deputised(chief=0, delegate=3, since=6, until=9),),
            walks=walks_on(5, 6, person=3),
        ),
        (7, 2, 1, 1, 1, "unmet"),
    ),
    "exempt on Monday only": (
        History(held=CHIEF, exempt=(Exempt(place="s0", since=-2, until=1),)),
        (6, 2, 0, 0, 0, "unmet"),
    ),
    "a chief who does not count, nor does his delegate": (
        History(
            held=(*CHIEF, Held(person=1, place=TOWN_A, role="inspector")),
            deputised=(*STAND_IN, Deputised(chief=1, delegate=2, since=0, until=7)),
            walks=(*walks_on(0), *walks_on(1, person=3), *walks_on(2, person=2)),
            rule=(("counting_roles", ("inspector",)),),
        ),
        (7, 2, 1, 1, 1, "unmet"),
    ),
    "a chief on leave, and an inspector with a delegate": (
        History(
            held=(*CHIEF, Held(person=1, place=TOWN_A, role="inspector")),
            exempt=(Exempt(person=0, since=0, until=7),),
            deputised=(Deputised(chief=1, delegate=2, since=0, until=7),),
            rule=BOTH_ROLES,
        ),
        (0, 0, 0, 0, 0, "exempt"),
    ),
    "one delegated of three on three days": (
        History(
            held=CHIEF,
            deputised=STAND_IN,
            walks=walks_on(0, 1, 2, person=3),
            rule=(("max_delegated", 1),),
        ),
        (7, 2, 1, 1, 1, "unmet"),
    ),
    "two a day, one by the chief and two delegated": (
        History(
            held=CHIEF,
            deputised=STAND_IN,
            walks=(*walks_on(4), *walks_on(4, 4, person=3)),
            rule=(("max_per_day", 2),),
        ),
        (7, 2, 2, 1, 1, "met"),
    ),
    "appointed only after it closed": (
        History(streets=(Street(closed=2),), held=(Held(person=0, place="s0", since=2),)),
        (0, 0, 0, 0, 0, "vacant"),
    ),
    "hours apart, which day counts cannot tell": (
        History(held=CHIEF, walks=walks_on(0, 0, 1), rule=(("min_gap_hours", 12),)),
        (7, 2, 2, 2, 0, "met"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_first_week_of(empty: Path, case: str) -> None:
    history, (available, required, counted, day_count, delegated, state) = CASES[case]
    with copied(empty) as ledger:
        office, keys = told(ledger, history)
        with reading(ledger):
            first = figures_of(verdicts(office, "patrol", history.weeks))[0]
    assert first == Verdict(
        period=history.first_week,
        place=keys.places["s0"],
        available=available,
        required=required,
        counted=counted,
        day_count=day_count,
        delegated=delegated,
        state=state,
    )


# ---------------------------------------------------------------- which weeks, which places


def states(
    empty: Path, history: History, *, among: tuple[str, ...] | None = None
) -> list[tuple[int, str, int, str]]:
    """Tell week (from 0), street, required and state of a history."""
    with copied(empty) as ledger:
        office, keys = told(ledger, history)
        names = {key: name for name, key in keys.places.items()}
        wanted = None if among is None else [keys.places[name] for name in among]
        with reading(ledger):
            found = verdicts(office, "patrol", history.weeks, among=wanted)
    return [(v.period - history.first_week, names[v.place], v.required, v.state) for v in found]


def test_a_quota_raised_on_a_wednesday_holds_from_the_next_monday(empty: Path) -> None:
    raised = Change(since=9, fields=(("required", 3),))
    history = History(held=CHIEF, walks=walks_on(0, 1, 7, 8, 14, 15), changes=(raised,))
    assert states(empty, history) == [
        (0, "s0", 2, "met"),
        (1, "s0", 2, "met"),
        (2, "s0", 3, "unmet"),
        (3, "s0", 3, "unmet"),
    ]


def test_a_town_with_its_own_rule_is_judged_by_it_and_the_others_are_not(empty: Path) -> None:
    own = Change(since=7, fields=(("min_gap_hours", 12),), town=TOWN_B)
    history = History(
        streets=(Street(), Street(town=TOWN_B)),
        held=(*CHIEF, Held(person=1, place="s1")),
        walks=(*walks_on(0, 0, 7, 7), *walks_on(0, 0, 7, 7, person=1, place="s1")),
        changes=(own, Change(since=14, fields=(("active", False),))),
    )
    assert states(empty, history) == [
        (0, "s0", 2, "met"),
        (0, "s1", 2, "met"),
        (1, "s0", 2, "met"),
        (1, "s1", 2, "unmet"),
    ]


def test_a_street_has_lines_only_for_weeks_it_was_open_in(empty: Path) -> None:
    history = History(streets=(Street(opened=7, closed=15), Street(opened=3, closed=3)), held=CHIEF)
    assert states(empty, history) == [(1, "s0", 2, "unmet"), (2, "s0", 1, "unmet")]


def test_only_the_places_asked_for_are_answered(empty: Path) -> None:
    history = History(streets=(Street(), Street(), Street()), held=CHIEF)
    answered = states(empty, history, among=("s0", "s2"))
    assert {(street, state) for _week, street, _required, state in answered} == {
        ("s0", "unmet"),
        ("s2", "vacant"),
    }


def test_a_week_is_answered_from_its_end_on(empty: Path) -> None:
    history = History(held=CHIEF)
    with copied(empty) as ledger:
        office, _keys = told(ledger, history)
        over = (history.monday + 7) * DAY
        with reading(ledger):
            for now, answered in ((over - 1, 0), (over, 1), (over + 1, 1)):
                moment = replace(office, now=now)
                assert len(verdicts(moment, "patrol", history.weeks)) == answered


def test_what_was_not_known_then_does_not_count_then(empty: Path) -> None:
    history = History(held=CHIEF, walks=walks_on(0, 1))
    with copied(empty) as ledger:
        office, _keys = told(ledger, history)
        before = replace(office, as_of=office.utc - 1)
        with reading(ledger):
            assert verdicts(office, "patrol", history.weeks)[0].state == "met"
            assert verdicts(before, "patrol", history.weeks) == []


def test_an_unknown_duty_and_no_weeks_have_no_verdicts(empty: Path) -> None:
    history = History(held=CHIEF)
    with copied(empty) as ledger:
        office, _keys = told(ledger, history)
        with reading(ledger):
            assert verdicts(office, "rounds", history.weeks) == []
            assert verdicts(office, "patrol", range(0)) == []


def test_nothing_of_the_question_is_left_behind(empty: Path) -> None:
    history = History(held=CHIEF)
    with copied(empty) as ledger:
        office, _keys = told(ledger, history)
        with reading(ledger):
            verdicts(office, "patrol", history.weeks)
        left = ledger.connection.execute("SELECT name FROM sqlite_temp_master").fetchall()
    assert left == []


# ---------------------------------------------------------------- the text


def test_the_text_uses_nothing_that_engines_do_differently() -> None:
    lines = TEXT.read_text(encoding="utf-8").splitlines()
    words = " ".join(line.partition("--")[0] for line in lines)
    for forbidden in ("/", "%", "||", "?", ":", "date", "RECURSIVE", "MIN(", "json", "CAST", '"'):
        assert forbidden not in words, forbidden


def asked(ledger: Ledger, history: History) -> tuple[dict[str, list[tuple[int | str, ...]]], int]:
    """Return the input tables of a history whose weeks can all be judged by days."""
    office = office_of(ledger, history)
    weeks = history.weeks
    docket = open_docket(office, calendar.monday_of(weeks[0]), calendar.monday_of(weeks[-1] + 1))
    found = charges(docket, "patrol")
    towns = {charge.place: docket.town_key(charge.place) or 0 for charge in found}
    duties = {
        (week, town): duty
        for town in sorted(set(towns.values()))
        for week in weeks
        if (duty := docket.duty("patrol", calendar.monday_of(week), town)) is not None
        and not duty.min_gap_hours
    }
    return tables_of(((charge, towns[charge.place]) for charge in found), duties), len(duties)


@given(history=histories)
@settings(QUICK, max_examples=25)
def test_duckdb_runs_the_same_text_to_the_same_answer(empty: Path, history: History) -> None:
    duckdb = pytest.importorskip("duckdb")
    with copied(empty) as ledger:
        told(ledger, history)
        tables, _ruled = asked(ledger, history)
        connection = ledger.connection
        with prepared(connection, tables) as statement:
            expected = connection.execute(statement).fetchall()
        rows = connection.execute("SELECT * FROM week_tally").fetchall()
    days = ", ".join(f"d{number} BIGINT" for number in range(7))
    with duckdb.connect() as other:
        key = "week BIGINT, place BIGINT, duty VARCHAR, holder BIGINT"
        other.execute(f"CREATE TABLE week_tally ({key}, {days})")
        for declaration in declarations("TABLE"):
            other.execute(declaration)
        for name, content in {"week_tally": rows, **tables}.items():
            if content:
                marks = ", ".join("?" * len(content[0]))
                other.executemany(f"INSERT INTO {name} VALUES ({marks})", content)
        assert other.execute(statement).fetchall() == expected


def test_the_tally_is_reached_by_its_key_and_the_log_is_not_read(empty: Path) -> None:
    history = History(held=CHIEF, walks=walks_on(0, 2))
    with copied(empty) as ledger:
        told(ledger, history)
        tables, _ruled = asked(ledger, history)
        connection = ledger.connection
        with prepared(connection, tables) as statement:
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    reads = [step for step in plan if " t " in f"{step} "]
    assert reads
    assert all("USING PRIMARY KEY (week=? AND place=?" in step for step in reads), reads
    assert not any("activity" in step for step in plan)


def test_only_weeks_in_which_something_changes_are_opened_up_by_days(empty: Path) -> None:
    """Counted by the tables themselves: the sixth street-week of eight has a handover."""
    history = History(
        streets=(Street(), Street()),
        held=(
            *CHIEF,
            Held(person=1, place="s1", until=9),
            Held(person=2, place="s1", since=9),
        ),
    )
    with copied(empty) as ledger:
        told(ledger, history)
        tables, _ruled = asked(ledger, history)
        connection = ledger.connection
        with prepared(connection, tables) as statement:
            inner, _figures = statement.split("SELECT\n  f.week", 1)
            opened = connection.execute(f"{inner} SELECT week, place FROM one_day").fetchall()
    assert len(opened) == 7
    assert {week - history.first_week for week, _place in opened} == {1}
