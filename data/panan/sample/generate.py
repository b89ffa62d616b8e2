"""Write the sample's CSV files: `python generate.py [FOLDER]`, the same bytes every time.

Ordinary weeks are filled from a hash of town, street and week, so no random generator, no clock
and no order of rows has a say. The cases of cases.csv, with the visits of cases.py, replace the
ordinary week of the street they name; cases.csv and commands.txt are written by hand and only read.
Convention: times are those of the county's clock (Asia/Shanghai), written without an offset.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

sys.dont_write_bytecode = True

from cases import CLOCK, VISITS, Visit  # noqa: E402
from roster import (  # noqa: E402
    DEPUTY_UNITS,
    GENERAL_CHIEFS,
    OTHERS,
    START,
    STREETS,
    TOWN_CODES,
    TOWN_DEPARTMENTS,
    ZONES,
    Post,
    Street,
)

WEEKS = range(35, 47)
RUNNING_WEEK = 46
NOTES = (
    "沿街店外经营已劝退", "垃圾桶满溢已清运", "车辆乱停劝离两辆", "路面整洁", "乱拉线一处已报",
    "河岸杂物已清", "店招破损已告知", "窨井盖松动已报修", "建筑堆料督促清理", "未见异常",
)  # fmt: skip
Row = dict[str, str]


def draw(limit: int, *key: object) -> int:
    """Return a number in [0, limit) that depends on the key alone."""
    text = "\x1f".join(str(part) for part in key)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") % limit


def monday_of(week: int) -> date:
    """Return the Monday of an ISO week of 2017."""
    return date.fromisocalendar(2017, week, 1)


def within(day: date, since: str, until: str) -> bool:
    """Say whether the half-open span covers the day; an empty end is open."""
    return since <= day.isoformat() and (not until or day.isoformat() < until)


def holders_on(street: Street, day: date) -> list[str]:
    """List the deputy chiefs of an open street on a day."""
    if not within(day, street.opened, street.closed):
        return []
    return [post.person for post in street.posts if within(day, post.since, post.until)]


def choose_days(days: Sequence[date], count: int, *key: object) -> list[date]:
    """Pick distinct days, seldom Saturday and Sunday."""

    def rank(day: date) -> int:
        return draw(1000, "day", day, *key) + (700 if day.isoweekday() > 5 else 0)

    return sorted(sorted(days, key=rank)[:count])


def choose_start(day: date, *key: object) -> str:
    """Pick a minute of the working day, between 07:10 and 16:49."""
    minute = 7 * 60 + 10 + draw(580, "minute", day, *key)
    if day.isoformat() == CLOCK[:10]:
        minute = 8 * 60 + draw(120, "minute", day, *key)
    return f"{day}T{minute // 60:02}:{minute % 60:02}"


def choose_minutes(*key: object) -> int | None:
    """Pick a length of 15 to 59 minutes; one walk in eight has none written down."""
    return None if draw(8, "unknown", *key) == 0 else 15 + draw(45, "length", *key)


def count_for(week: int, *key: object) -> int:
    """Say how often an ordinary street is walked in a week; a few fall short by chance."""
    lot = draw(100, "count", week, *key)
    if week == RUNNING_WEEK:
        return 1 if lot < 50 else 2
    if lot < 4 and week != RUNNING_WEEK - 1:
        return 1
    return 2 if lot < 88 else 3


def ordinary_visits(street: Street, week: int) -> list[Visit]:
    """Fill one street's week without a case; streets of one same chief share their walks."""
    first = street.posts[0].person if street.posts else street.name
    key = (street.town, first, week)
    days = [monday_of(week) + timedelta(days=offset) for offset in range(7)]
    if week == RUNNING_WEEK:
        days = days[:4]
    days = [day for day in days if holders_on(street, day)]
    visits = []
    for day in choose_days(days, count_for(week, *key[:2]), *key):
        present = holders_on(street, day)
        person = present[draw(len(present), "who", day, *key)]
        visits.append(Visit(person, choose_start(day, *key), choose_minutes(day, *key)))
    return visits


def general_visits(town: str, post: Post, week: int) -> list[tuple[str, Visit]]:
    """Fill a general chief's week: two walks or three, each on one street, at times on two."""
    days = [monday_of(week) + timedelta(days=offset) for offset in range(7)]
    if week == RUNNING_WEEK:
        days = days[:4]
    days = [day for day in days if within(day, post.since, post.until)]
    if (town, week) == ("高二乡", 40):
        return []
    found = []
    for day in choose_days(days, max(2, count_for(week, town, post.person)), town, week):
        never = (("高二乡", "新街"), ("冷水镇", "新街"))
        streets = [
            street.name
            for street in STREETS
            if street.town == town
            and within(day, street.opened, street.closed)
            and (town, street.name) not in never
        ]
        start = choose_start(day, town, "general")
        minutes = choose_minutes(town, "general", day)
        first = draw(len(streets), "where", town, day)
        for step in range(2 if draw(100, "two", town, day) < 15 else 1):
            name = streets[(first + step) % len(streets)]
            found.append((name, Visit(post.person, start, minutes)))
    return found


def recorded_at(town: str, visit: Visit) -> str:
    """Say when a visit was written down: after its end, the same day unless the case says when."""
    if visit.recorded:
        return visit.recorded
    start = datetime.fromisoformat(visit.start)
    end = start + timedelta(minutes=visit.minutes or 0)
    wait = 4 + draw(170, "wait", town, visit.person, visit.start)
    if end.date() == start.date():
        wait = min(wait, (end.replace(hour=23, minute=58) - end) // timedelta(minutes=1))
    at = end + timedelta(minutes=max(wait, 0))
    return min(at.isoformat(timespec="minutes"), CLOCK)


def read_cases() -> list[Row]:
    """Read the cases beside this file; each is a street's week, or a general chief's."""
    with Path(__file__).with_name("cases.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def collect() -> list[tuple[str, str, Visit]]:
    """Put the twelve weeks together: cases first, ordinary weeks elsewhere."""
    cases = read_cases()
    special = {(case["town"], case["street"], int(case["week"][-2:])) for case in cases}
    first = {street.town: street.name for street in reversed(STREETS)}
    rows = []
    for case in cases:
        street_name = case["street"] or first[case["town"]]
        rows += [(case["town"], street_name, visit) for visit in VISITS.get(case["case"], ())]
    for street in STREETS:
        never = (street.town, street.name) == ("高二乡", "新街")
        for week in WEEKS:
            exempt = street.town == "高二乡" and week == 40
            if never or exempt or (street.town, street.name, week) in special:
                continue
            rows += [(street.town, street.name, visit) for visit in ordinary_visits(street, week)]
    for town, post in GENERAL_CHIEFS.items():
        for week in WEEKS:
            if (town, "", week) not in special:
                rows += [(town, name, visit) for name, visit in general_visits(town, post, week)]
    towns = list(TOWN_CODES)
    return sorted(rows, key=lambda row: (row[2].start, towns.index(row[0]), row[1:]))


def patrol_rows() -> Iterable[Row]:
    """Turn visits into rows, a short note on about a third of them."""
    for town, name, visit in collect():
        lot = draw(30, "note", town, name, visit.start)
        yield {
            "town": town,
            "street": name,
            "person": visit.person,
            "started_at": visit.start,
            "minutes": "" if visit.minutes is None else str(visit.minutes),
            "note": NOTES[lot] if lot < len(NOTES) else "",
            "recorded_at": recorded_at(town, visit),
        }


def street_rows() -> Iterable[Row]:
    """Give each street a code: its town's, J for 街, and its number within the town."""
    numbers = dict.fromkeys(TOWN_CODES, 0)
    for street in STREETS:
        numbers[street.town] += 1
        yield {
            "code": f"{TOWN_CODES[street.town]}J{numbers[street.town]:02}",
            "town": street.town,
            "street": street.name,
            "opened_on": street.opened,
            "closed_on": street.closed,
        }


def holder_rows() -> Iterable[Row]:
    """List every person with a unit, then every department."""
    people = {post.person: f"{town}人民政府" for town, post in GENERAL_CHIEFS.items()}
    people |= DEPUTY_UNITS | {name: unit for name, unit, _, _ in OTHERS}
    for name, unit in people.items():
        yield {"name": name, "kind": "person", "unit": unit}
    departments = [street.department for street in STREETS] + [name for name, _ in TOWN_DEPARTMENTS]
    for name in dict.fromkeys(departments):
        yield {"name": name, "kind": "department", "unit": ""}


def assignment_rows() -> Iterable[Row]:
    """List who holds which role: chiefs, inspectors and wardens, departments."""

    def row(holder: str, role: str, place: str, since: str, until: str = "") -> Row:
        return {"holder": holder, "role": role, "place": place, "since": since, "until": until}

    for town, post in GENERAL_CHIEFS.items():
        yield row(post.person, "general_chief", town, post.since, post.until)
    for street in STREETS:
        for post in street.posts:
            place = f"{street.town}/{street.name}"
            yield row(post.person, "deputy_chief", place, post.since, post.until or street.closed)
    for name, _, role, place in OTHERS:
        yield row(name, role, place, START)
    for street in STREETS:
        place = f"{street.town}/{street.name}"
        yield row(street.department, "partner_department", place, street.opened, street.closed)
    for name, town in TOWN_DEPARTMENTS:
        yield row(name, "linked_department", town, START)


def cleanup_lines() -> Iterable[str]:
    """Write the departments' weekly clean-ups as lines of `log -`; one in twelve is left out."""
    yield "# 虚构：各部门到联系乡镇开展的集中整治。 Fictional: clean-ups of departments. log -"
    for week in WEEKS:
        for department, town in TOWN_DEPARTMENTS:
            key = ("cleanup", week, department)
            left_out = draw(12, *key, "left out") == 0 or (week, department) == (45, "县旅委")
            if week == RUNNING_WEEK and draw(2, *key, "not yet") == 0:
                left_out = True
            if left_out:
                continue
            day = monday_of(week) + timedelta(days=1 + draw(3, *key, "day"))
            start = f"{13 + draw(3, *key, 'hour')}:{draw(4, *key, 'quarter') * 15:02}"
            spots = 2 + draw(9, *key, "spots")
            tonnes = f"{draw(5, *key, 'tonnes')}.{10 + draw(90, *key, 'hundredths')}"
            yield (
                f"{town} --by {department} --kind cleanup --at {day}T{start} "
                f"--spots {spots} --tonnes {tonnes}"
            )


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as CSV in UTF-8 with LF, whatever the machine's habits."""
    listed = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def main(folder: Path) -> None:
    """Write every file of the sample into a folder."""
    zones = [
        {"kind": "zone", "code": code, "name": name, "parent_code": parent}
        for code, name, parent in ZONES
    ]
    write(folder / "places.csv", zones)
    write(folder / "streets.csv", street_rows())
    write(folder / "holders.csv", holder_rows())
    write(folder / "assignments.csv", assignment_rows())
    write(folder / "patrols.csv", patrol_rows())
    lines = "".join(f"{line}\n" for line in cleanup_lines())
    (folder / "cleanups.txt").write_text(lines, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
