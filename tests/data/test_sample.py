"""The sample county is what its papers say: real divisions, a fictional roster, every case inside.

The answers of cases.csv are checked against a small count of days and visits made here from the
files alone, without the program under test, so that other tests may rely on them.
"""

from __future__ import annotations

import csv
import shlex
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

COUNTY = Path(__file__).parents[2] / "data" / "panan"
SAMPLE = COUNTY / "sample"
CLOCK = datetime(2017, 11, 17, 16, 30)
WEEKS = [f"2017-W{week}" for week in range(35, 47)]
Row = dict[str, str]


@cache
def read(name: str, folder: Path = SAMPLE) -> tuple[Row, ...]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def named(name: str) -> Row:
    return next(row for row in read("cases.csv") if row["case"] == name)


# --- the official divisions


@pytest.mark.parametrize(
    ("year", "towns", "villages"),
    [(2017, 19, 371), (2023, 14, 236)],
    ids=["list of 2017", "latest list"],
)
def test_the_lists_hold_the_published_numbers_of_places(
    year: int, towns: int, villages: int
) -> None:
    rows = read(f"divisions-{year}.csv", COUNTY)
    assert Counter(row["kind"] for row in rows) == {"county": 1, "town": towns, "village": villages}
    codes = [row["code"] for row in rows]
    assert len(set(codes)) == len(codes)
    assert {row["parent_code"] for row in rows} - set(codes) == {""}
    assert len({(row["source"], row["as_of"]) for row in rows}) == 1


def test_a_subdistrict_is_a_town() -> None:
    kinds = {row["name"]: row["kind"] for row in read("divisions-2023.csv", COUNTY)}
    assert kinds["安文街道"] == kinds["新渥街道"] == "town"


def test_nineteen_townships_lead_into_fourteen() -> None:
    old = {r["code"]: r["name"] for r in read("divisions-2017.csv", COUNTY) if r["kind"] == "town"}
    new = {r["code"]: r["name"] for r in read("divisions-2023.csv", COUNTY) if r["kind"] == "town"}
    moves = read("succession.csv", COUNTY)
    after = {code: code for code in old}
    for row in moves:
        assert old[row["predecessor_code"]] == row["predecessor"]
        assert new[row["successor_code"]] == row["successor"]
        assert row["listed_on"] == "2018-10-31"
        after[row["predecessor_code"]] = row["successor_code"]
    assert set(after.values()) == set(new)
    shares = Counter(after.values())
    for row in moves:
        assert row["relation"] == ("merged" if shares[row["successor_code"]] > 1 else "renamed")


def test_villages_that_changed_code_went_where_their_township_went_but_for_two() -> None:
    lists = read("divisions-2017.csv", COUNTY)
    old = {row["code"]: row for row in lists}
    towns = {row["code"]: row["name"] for row in lists if row["kind"] == "town"}
    went = {row["predecessor"]: row["successor"] for row in read("succession.csv", COUNTY)}
    rows = read("succession-villages.csv", COUNTY)
    for row in rows:
        village = old[row["predecessor_code"]]
        assert village["name"] == row["predecessor"] == row["successor"]
        assert towns[village["parent_code"]] == row["predecessor_town"]
    stray = {
        row["predecessor"]
        for row in rows
        if row["successor_town"] != went.get(row["predecessor_town"], row["predecessor_town"])
    }
    assert stray == {"妙塘村委会", "水坑弄村委会"}
    assert stray == {row["predecessor"] for row in rows if row["relation"] == "moved"}


# --- the roster


def test_the_generator_writes_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SAMPLE / "generate.py", tmp_path], check=True)
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == [
        "assignments.csv",
        "cleanups.txt",
        "holders.csv",
        "patrols.csv",
        "places.csv",
        "streets.csv",
    ]
    for name in written:
        assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes(), name


def test_the_roster_says_it_is_fictional() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert "虚构" in readme
    assert "fictional" in readme
    assert "虚构" in (SAMPLE / "commands.txt").read_text(encoding="utf-8").splitlines()[0]


def test_the_towns_of_the_source_are_there_and_real() -> None:
    real = {r["name"] for r in read("divisions-2017.csv", COUNTY) if r["kind"] == "town"}
    towns = {row["town"] for row in read("streets.csv")}
    assert towns <= real
    assert {"玉山镇", "高二乡", "方前镇", "尖山镇", "新渥镇", "双峰乡", "冷水镇"} <= towns


def test_deputies_are_of_village_committees_of_their_own_town_but_for_one() -> None:
    lists = read("divisions-2017.csv", COUNTY)
    towns = {row["code"]: row["name"] for row in lists if row["kind"] == "town"}
    villages = {(towns[r["parent_code"]], r["name"]) for r in lists if r["kind"] == "village"}
    units = {row["name"]: row["unit"] for row in read("holders.csv")}
    strangers = {
        row["holder"]
        for row in read("assignments.csv")
        if row["role"] == "deputy_chief"
        and (row["place"].split("/")[0], units[row["holder"]]) not in villages
    }
    assert strangers == {"周玉竹"}


def test_codes_are_unique_across_lists_and_sample() -> None:
    codes = [row["code"] for row in read("divisions-2017.csv", COUNTY)]
    codes += [row["code"] for name in ("places.csv", "streets.csv") for row in read(name)]
    assert len(set(codes)) == len(codes)


def test_names_are_unique_among_holders_and_everybody_named_is_listed() -> None:
    names = [row["name"] for row in read("holders.csv")]
    assert len(set(names)) == len(names)
    used = {row["holder"] for row in read("assignments.csv")}
    used |= {row["person"] for row in read("patrols.csv")}
    assert used == set(names)


def test_every_place_named_exists() -> None:
    places = {row["code"] for row in read("places.csv")}
    places |= {r["name"] for r in read("divisions-2017.csv", COUNTY) if r["kind"] == "town"}
    places |= {f"{row['town']}/{row['street']}" for row in read("streets.csv")}
    assert {row["place"] for row in read("assignments.csv")} <= places
    assert {f"{row['town']}/{row['street']}" for row in read("patrols.csv")} <= places


def test_each_street_has_one_department_and_one_department_has_two_streets() -> None:
    links = [row for row in read("assignments.csv") if row["role"] == "partner_department"]
    assert len({row["place"] for row in links}) == len(links) == len(read("streets.csv"))
    streets = Counter(row["holder"] for row in links)
    assert [name for name, number in streets.items() if number > 1] == ["县旅委"]


def test_street_names_exercise_the_matching_of_names() -> None:
    rows = read("streets.csv")
    assert Counter(row["street"] for row in rows)["老街"] == 7
    assert {"古茶场路", "古茶场路东段"} <= {r["street"] for r in rows if r["town"] == "玉山镇"}


# --- the patrols


def test_no_patrol_would_be_refused() -> None:
    """Known streets that are open that day, nothing in the future, no overlap, no repetition."""
    streets = {(row["town"], row["street"]): row for row in read("streets.csv")}
    seen = set()
    walks: dict[tuple[str, datetime], int] = {}
    for row in read("patrols.csv"):
        start = datetime.fromisoformat(row["started_at"])
        recorded = datetime.fromisoformat(row["recorded_at"])
        minutes = int(row["minutes"] or 0)
        assert start + timedelta(minutes=minutes) <= recorded <= CLOCK, row
        street = streets[row["town"], row["street"]]
        day = start.date().isoformat()
        assert street["opened_on"] <= day < (street["closed_on"] or "9999"), row
        key = (row["person"], row["town"], row["street"], start)
        assert key not in seen, row
        seen.add(key)
        assert walks.setdefault((row["person"], start), minutes) == minutes, row
    ends: dict[str, datetime] = {}
    for (person, start), minutes in sorted(walks.items()):
        assert start >= ends.get(person, start), (person, start)
        if minutes:
            ends[person] = start + timedelta(minutes=minutes)


def test_the_patrols_cover_twelve_weeks_and_end_in_the_week_of_the_clock() -> None:
    weeks = Counter(week_of(row["started_at"]) for row in read("patrols.csv"))
    assert sorted(weeks) == WEEKS
    assert 900 <= sum(weeks.values()) <= 1200
    assert WEEKS[-1] == week_of(CLOCK.isoformat())


def test_only_named_cases_were_written_down_on_a_later_day() -> None:
    late = {
        (row["town"], row["street"], week_of(row["started_at"]))
        for row in read("patrols.csv")
        if row["recorded_at"][:10] != row["started_at"][:10]
    }
    cases = {"late-entry", "sunday-night", "before-midnight"} | {
        f"padding-{n}" for n in range(1, 5)
    }
    assert late == {(named(c)["town"], named(c)["street"], named(c)["week"]) for c in cases}


def test_the_late_entry_came_five_days_later() -> None:
    case = named("late-entry")
    delays = {
        (date.fromisoformat(row["recorded_at"][:10]) - date.fromisoformat(row["started_at"][:10]))
        for row in visits_in(case["town"], case["street"], case["week"])
    }
    assert delays == {timedelta(0), timedelta(days=5)}


def test_padding_shares_the_minute_on_four_streets_and_was_entered_at_once() -> None:
    cases = [named(f"padding-{number}") for number in range(1, 5)]
    rows = [
        row
        for case in cases
        for row in visits_in(case["town"], case["street"], case["week"])
        if row["person"] == case["person"]
    ]
    assert {row["recorded_at"] for row in rows} == {"2017-11-03T17:30"}
    assert Counter(row["started_at"] for row in rows) == {
        "2017-10-30T09:00": 4,
        "2017-11-01T09:00": 4,
    }


def test_the_inspector_is_in_two_towns_within_five_minutes() -> None:
    rows = [row for row in read("patrols.csv") if row["person"] == "任防己"]
    assert [(row["town"], row["started_at"][-5:]) for row in rows] == [
        ("尖山镇", "10:00"),
        ("方前镇", "10:05"),
    ]


def test_three_streets_are_walked_at_once_by_one_person() -> None:
    walks = [
        [(r["person"], r["started_at"]) for r in counted_in(c["town"], c["street"], c["week"])]
        for c in (named(f"one-walk-{number}") for number in (1, 2, 3))
    ]
    assert walks[0] == walks[1] == walks[2]


def test_two_on_one_day_are_two_times_and_one_day() -> None:
    case = named("two-on-one-day")
    rows = counted_in(case["town"], case["street"], case["week"])
    assert (len(rows), len({row["started_at"][:10] for row in rows})) == (2, 1)


def test_a_patrol_across_sunday_midnight_lies_in_the_week_of_its_start() -> None:
    starts = [row["started_at"] for row in counted_in("尖山镇", "市场路", "2017-W37")]
    assert starts[-1] == "2017-09-17T23:50"
    edges = [
        row["started_at"]
        for week in ("2017-W39", "2017-W40")
        for row in counted_in("安文镇", "市场路", week)
    ]
    assert edges[1:3] == ["2017-10-01T23:59", "2017-10-02T00:00"]


# --- the answers, counted again


def week_of(text: str) -> str:
    year, week, _ = datetime.fromisoformat(text).isocalendar()
    return f"{year}-W{week:02}"


def days_of(week: str) -> list[str]:
    first = date.fromisocalendar(int(week[:4]), int(week[-2:]), 1)
    return [(first + timedelta(days=offset)).isoformat() for offset in range(7)]


@cache
def commands() -> tuple[dict[str, str], ...]:
    """Read the command lines as option → value, words by position under 0, 1, 2…"""
    found = []
    for line in (SAMPLE / "commands.txt").read_text(encoding="utf-8").splitlines():
        words = shlex.split(line, comments=True)
        if not words:
            continue
        assert words.pop(0) == "streetchief"
        said, place = {}, 0
        while words:
            word = words.pop(0)
            if word.startswith("--"):
                said[word[2:]] = words.pop(0)
            else:
                said[str(place)] = word
                place += 1
        found.append(said)
    return tuple(found)


@cache
def all_visits() -> tuple[Row, ...]:
    """Put the file's patrols and those of the command lines together, voided ones left out."""
    voided = {said["1"].strip("{}") for said in commands() if said["0"] == "void"}
    rows = list(read("patrols.csv"))
    for said in commands():
        if said["0"] == "log" and said["key"] not in voided:
            town, street = said["1"].split("/")
            rows.append(
                {"town": town, "street": street, "person": said["by"], "started_at": said["at"]}
            )
    return tuple(sorted(rows, key=lambda row: row["started_at"]))


def visits_in(town: str, street: str, week: str) -> list[Row]:
    """List visits of a street's week; of the whole town when no street is named."""
    return [
        row
        for row in all_visits()
        if row["town"] == town
        and street in ("", row["street"])
        and week_of(row["started_at"]) == week
    ]


def holding(role: str, place: str, day: str) -> set[str]:
    return {
        row["holder"]
        for row in read("assignments.csv")
        if row["role"] == role
        and row["place"] == place
        and row["since"] <= day < (row["until"] or "9999")
    }


def duty_holders(town: str, street: str, day: str) -> set[str]:
    if not street:
        return holding("general_chief", town, day)
    return holding("deputy_chief", f"{town}/{street}", day)


def delegates(town: str, street: str, day: str) -> set[str]:
    return {
        said["2"]
        for said in commands()
        if said["0"] == "delegate"
        and said["street"] == f"{town}/{street}"
        and said["from"] <= day <= said["to"]
        and said["1"] in duty_holders(town, street, day)
    }


def counted_in(town: str, street: str, week: str) -> list[Row]:
    """List what counts; a walk of the general chief over several streets once."""
    found, walks = [], set()
    for row in visits_in(town, street, week):
        day = row["started_at"][:10]
        if row["person"] in duty_holders(town, street, day) | delegates(town, street, day):
            walk = (row["person"], row["started_at"])
            if street or walk not in walks:
                found.append(row)
            walks.add(walk)
    return found


def exempt_on(town: str, street: str, day: str) -> bool:
    running = [s for s in commands() if s["0"] == "exempt" and s["from"] <= day <= s["to"]]
    if any(said.get("town") == town for said in running):
        return True
    if any(said.get("street") == f"{town}/{street}" for said in running):
        return True
    away = {said.get("person") for said in running}
    return duty_holders(town, street, day) <= away and not delegates(town, street, day)


def is_open(town: str, street: str, day: str) -> bool:
    return not street or any(
        row["opened_on"] <= day < (row["closed_on"] or "9999")
        for row in read("streets.csv")
        if (row["town"], row["street"]) == (town, street)
    )


def judge(town: str, street: str, week: str) -> tuple[int, int, str]:
    """Count required and counted, and name the state, day by day and without haste."""
    manned = [
        day
        for day in days_of(week)
        if is_open(town, street, day) and duty_holders(town, street, day)
    ]
    due = [day for day in manned if not exempt_on(town, street, day)]
    required = -(-2 * len(due) // 7)
    counted = len(counted_in(town, street, week))
    today = CLOCK.date().isoformat()
    left = [day for day in manned if day >= today]
    pace = len([day for day in left if day in due]) - (required - counted)
    if required == 0:
        return 0, counted, "exempt" if manned else "vacant"
    if counted >= required:
        return required, counted, "met"
    if days_of(week)[-1] < today:
        return required, counted, "unmet"
    if not left:
        return required, counted, "unreachable"
    return required, counted, "at_risk" if pace <= 1 else "on_track"


def unmet_run(town: str, street: str, week: str) -> int:
    run = 0
    for earlier in reversed(WEEKS[: WEEKS.index(week) + 1]):
        state = judge(town, street, earlier)[2]
        if state == "met":
            break
        run += state == "unmet"
    return run


@pytest.mark.parametrize("case", read("cases.csv"), ids=lambda case: case["case"])
def test_the_case_is_in_the_files_with_its_answer(case: Row) -> None:
    town, street, week = case["town"], case["street"], case["week"]
    expected = (int(case["required"]), int(case["counted"]), case["state"])
    assert judge(town, street, week) == expected
    if case["unmet_weeks"]:
        assert unmet_run(town, street, week) == int(case["unmet_weeks"])


def test_every_state_occurs() -> None:
    states = {row["state"] for row in read("cases.csv")}
    assert states == {"met", "unmet", "exempt", "vacant", "on_track", "at_risk", "unreachable"}


def test_the_last_finished_week_has_only_the_unmet_streets_that_are_named() -> None:
    unmet = {
        (row["town"], row["street"])
        for row in read("streets.csv")
        if judge(row["town"], row["street"], "2017-W45")[2] == "unmet"
    }
    assert unmet == {("高二乡", "新街"), ("方前镇", "横街"), ("尖山镇", "乌石街")}


def test_two_streets_were_never_patrolled() -> None:
    walked = {(row["town"], row["street"]) for row in all_visits()}
    never = {(row["town"], row["street"]) for row in read("streets.csv")} - walked
    assert never == {("高二乡", "新街"), ("冷水镇", "新街")}


@pytest.mark.parametrize(
    ("case", "outsider"),
    [
        ("delegate-unrecorded", "冯麦冬"),
        ("no-chief-there", "孙玄参"),
        ("general-chief-on-a-street", "赵白术"),
        ("former-chief", "沈石斛"),
        ("auxiliary-round", "柳艾"),
        ("vacant-street", "郎木通"),
        ("inspector-in-two-places-1", "任防己"),
    ],
)
def test_somebody_without_the_post_is_logged_and_not_counted(case: str, outsider: str) -> None:
    row = named(case)
    where = (row["town"], row["street"], row["week"])
    assert outsider in {visit["person"] for visit in visits_in(*where)}
    assert outsider not in {visit["person"] for visit in counted_in(*where)}


def test_the_readme_lists_every_case_with_street_and_week() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    for row in read("cases.csv"):
        place = f"{row['town']}/{row['street']}" if row["street"] else f"{row['town']} 总街长"
        assert f"| {row['case']} | {place} | {row['week'][5:]} |" in readme, row["case"]


# --- the work-day calendar and the slice of a foreign log


def test_the_calendar_names_days_of_the_covered_years_only() -> None:
    folder = Path(__file__).parents[2] / "streetchief" / "calendars"
    years = {row["year"] for row in read("cn_years.csv", folder)}
    days = read("cn_workdays.csv", folder)
    assert years == {"2024", "2025", "2026"} == {row["date"][:4] for row in days}
    assert len({row["date"] for row in days}) == len(days) == 108
    answers = {row["date"]: row["workday"] for row in days}
    assert (answers["2026-02-17"], answers["2026-02-14"]) == ("0", "1")
    for row in days:
        if row["workday"] == "1":
            assert date.fromisoformat(row["date"]).isoweekday() > 5


def test_the_foreign_log_has_its_rows_and_its_credit() -> None:
    folder = Path(__file__).parent
    rows = read("chicago_visits.csv", folder)
    assert len(rows) == 2000
    assert {"Inspector_Assigned", "Address", "Inspection_Date"} <= rows[0].keys()
    assert "City of Chicago" in (folder / "CREDITS.md").read_text(encoding="utf-8")
