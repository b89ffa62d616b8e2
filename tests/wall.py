"""Projects, clearances and problems for the sample county, so that a wall has something to show.

They are fictional, like the sample itself, and written fact by fact, as imports would.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from streetchief.days import calendar
from streetchief.days.calendar import day_of
from streetchief.duties.tally import rebuild
from streetchief.ledger.journal import EntryWriter, Stamp, writing
from streetchief.ledger.ledger import Ledger, connect, open_writer
from streetchief.ledger.migrations import create, put_in_place
from streetchief.office.start import write_rulebook
from streetchief.rulebook.rules.rulebook import read_rulebook
from tests.sample_county import OFFSET, ROOT, at, keys_of

Fields = dict[str, int | str]


def furnish_wall(db: Path) -> None:
    """Write projects with milestones, clearances with amounts, and problems."""
    with closing(open_writer(db)) as ledger:
        stamp = Stamp(act="import", actor="clerk", recorded_at=at("2017-11-17T16:20") - OFFSET)
        with writing(ledger, stamp) as entry:
            places, people = keys_of(entry)
            villages = {
                name: key
                for key, name in entry.connection.execute(
                    "SELECT place, name FROM place WHERE kind = 'village'"
                )
            }
            _projects(entry, places, people)
            _clearances(entry, villages)
            _problems(entry, places, people)


def _day(text: str) -> int:
    return day_of(date.fromisoformat(text))


def _projects(entry: EntryWriter, places: dict[str, int], people: dict[str, int]) -> None:
    rows = (
        (
            "古茶场路立面改造",
            "玉山镇/古茶场路",
            "2017-12-20",
            320_0000_00,
            "县住建局",
            (("设计", 20), ("招标", 15), ("施工", 60), ("验收", 7)),
            (("设计", "2017-09-28"), ("招标", "2017-10-20")),
        ),
        (
            "药镇大道弱电上改下",
            "新渥镇/药镇大道",
            "2017-11-10",
            185_5000_00,
            "县交警大队",
            (("勘测", 10), ("施工", 45), ("恢复路面", 10)),
            (("勘测", "2017-09-14"),),
        ),
        (
            "乌石街污水管网",
            "尖山镇/乌石街",
            "2018-02-28",
            96_0000_00,
            "县水务局",
            (("设计", 25), ("施工", 80), ("验收", 10)),
            (),
        ),
        (
            "杜鹃路口袋公园",
            "高二乡/杜鹃路",
            "2017-10-31",
            42_0000_00,
            "县旅委",
            (("施工", 40), ("验收", 6)),
            (("施工", "2017-10-20"), ("验收", "2017-10-30")),
        ),
        ("大皿老街修缮", "双峰乡/大皿老街", "2018-05-01", None, "县文广新局", (), ()),
    )
    for number, (title, place, due, budget, holder, schedule, reached) in enumerate(rows, 1):
        item = entry.add(
            "item",
            {
                "list": "project",
                "number": number,
                "title": title,
                "opened_on": _day("2017-09-04"),
                "category": "from_problem" if number == 1 else "other",
                "place": places[place],
                "due_on": _day(due),
            },
        )
        if budget is not None:
            entry.add("item_field", {"fact": item, "field": "budget", "number": budget})
            funds = ("funding_fiscal", budget * 3 // 4), ("funding_crowd", budget // 4)
            for field, amount in funds:
                entry.add("item_field", {"fact": item, "field": field, "number": amount})
        if number == 3:
            entry.add("item_field", {"fact": item, "field": "blocked_by", "text": "funds"})
        if holder in people:
            entry.add(
                "item_step",
                {
                    "item": item,
                    "kind": "assigned",
                    "day": _day("2017-09-05"),
                    "holder": people[holder],
                },
            )
        if schedule:
            step = entry.add(
                "item_step", {"item": item, "kind": "scheduled", "day": _day("2017-09-05")}
            )
            for name, days in schedule:
                entry.add("item_milestone", {"step": step, "name": name, "days": days})
        for name, on in reached:
            entry.add(
                "item_step",
                {"item": item, "kind": "reached", "day": _day(on), "milestone": name},
            )


def _clearances(entry: EntryWriter, villages: dict[str, int]) -> None:
    kinds = ("illegal_building", "unsafe_building", "outbuilding", "surplus_house")
    for number, (name, key) in enumerate(sorted(villages.items())[:6], 1):
        found, area = 4 + number, (4 + number) * 36_50
        item = entry.add(
            "item",
            {
                "list": "clearance",
                "number": number,
                "title": f"{name}排查",
                "opened_on": _day("2017-09-11"),
                "category": kinds[number % 4],
                "place": key,
            },
        )
        for measure, amount in (("count", found), ("area", area)):
            entry.add(
                "item_amount",
                {"fact": item, "measure": measure, "side": "found", "amount": amount},
            )
        part = found if number % 3 == 0 else found - number // 2 - 1
        step = entry.add("item_step", {"item": item, "kind": "quantity", "day": _day("2017-11-01")})
        for measure, amount in (("count", part), ("area", area * part // found)):
            entry.add(
                "item_amount",
                {"fact": step, "measure": measure, "side": "cleared", "amount": amount},
            )


def _problems(entry: EntryWriter, places: dict[str, int], people: dict[str, int]) -> None:
    streets = [key for key in places if "/" in key]
    kinds = ("blocked_road", "wild_driving", "loose_wires", "sanitation")
    for number in range(1, 25):
        street = streets[number * 7 % len(streets)]
        item = entry.add(
            "item",
            {
                "list": "problem",
                "number": number,
                "title": f"占道经营第{number}处",
                "opened_on": _day("2017-10-02") + number,
                "category": kinds[number % 4],
                "place": places[street],
                "due_on": _day("2017-10-20") + number,
                "found_by": people["任防己"],
            },
        )
        if number % 3:
            entry.add(
                "item_step",
                {
                    "item": item,
                    "kind": "fixed",
                    "day": _day("2017-10-02") + number,
                    "by": people["任防己"],
                },
            )


def wide_ledger(
    path: Path, names: Iterable[str], *, streets: int = 400, towns: int = 10, weeks: int = 52
) -> Path:
    """Make a ledger of `streets` streets, every eighth named in turn by `names`, with a year's log.

    The last of the weeks is 2017-W52; street number n missed a week in which (n + week) % 7 is 0.
    """
    fresh = create(path)
    with closing(connect(fresh, "rw")) as connection:
        connection.execute("INSERT INTO here (site) VALUES ('wide')")
        ledger = Ledger(connection, path, "wide")
        stamp = Stamp(act="init", actor="clerk", recorded_at=at("2018-01-01T07:00") - OFFSET)
        last = calendar.week_of(_day("2017-12-28"))
        since = calendar.monday_of(last - weeks + 1)
        hostile = [name for name in names if name.strip() and "\ud800" not in name]
        with writing(ledger, stamp) as entry:
            text = (ROOT / "streetchief" / "rulebooks" / "panan.toml").read_text(encoding="utf-8")
            rulebook = read_rulebook(text)[0]
            assert rulebook is not None
            for name, said in {"zone": "Asia/Shanghai", "lang": "zh"}.items():
                entry.add("setting", {"name": name, "value": said})
            write_rulebook(entry, rulebook, rulebook.since)
            keys = []
            for number in range(towns):
                name = f"{number}镇"
                keys.append(entry.add("place", {"kind": "town", "name": name, "identity": name}))
            for number in range(streets):
                name = hostile[number % len(hostile)] if number % 8 == 0 else f"第{number}街"
                street = entry.add(
                    "place",
                    {
                        "kind": "street",
                        "name": name,
                        "identity": f"s{number}",
                        "parent": keys[number * towns // streets],
                        "opened_on": since,
                    },
                )
                chief = entry.add(
                    "holder",
                    {"kind": "person", "name": f"{name}街长"[:60], "identity": f"h{number}"},
                )
                entry.add(
                    "assignment",
                    {"holder": chief, "role": "deputy_chief", "place": street, "since": since},
                )
                days = (
                    since + 7 * week + day
                    for week in range(weeks)
                    for day in ((1, 3) if (number + week) % 7 else (2,))
                )
                for day in days:
                    entry.add(
                        "activity",
                        {
                            "kind": "patrol",
                            "place": street,
                            "person": chief,
                            "started_at": day * calendar.DAY + 32_400,
                        },
                    )
        connection.execute("BEGIN IMMEDIATE")
        rebuild(connection, lambda utc: utc + OFFSET)
        connection.execute("COMMIT")
    put_in_place(fresh, path)
    return path


def named_town(db: Path, name: str) -> None:
    """Register a street, its chief and a department that all bear one name."""
    with closing(open_writer(db)) as ledger:
        town = ledger.connection.execute("SELECT id FROM place WHERE kind = 'town'").fetchone()[0]
        stamp = Stamp(act="import", actor="clerk", recorded_at=at("2026-11-20T08:00") - OFFSET)
        since = _day("2026-11-01")
        with writing(ledger, stamp) as entry:
            street = entry.add(
                "place",
                {
                    "kind": "street",
                    "name": name,
                    "identity": "hostile",
                    "parent": town,
                    "opened_on": since,
                },
            )
            chief = entry.add(
                "holder",
                {
                    "kind": "person",
                    "name": name,
                    "identity": "hostile",
                    "unit": name,
                    "title": name,
                },
            )
            bureau = entry.add("holder", {"kind": "department", "name": name, "identity": "bureau"})
            for holder, role in ((chief, "deputy_chief"), (bureau, "partner_department")):
                entry.add(
                    "assignment", {"holder": holder, "role": role, "place": street, "since": since}
                )
            item = entry.add(
                "item",
                {
                    "list": "project",
                    "number": 1,
                    "title": name,
                    "opened_on": since,
                    "category": "other",
                    "place": street,
                    "due_on": since + 60,
                },
            )
            step = entry.add("item_step", {"item": item, "kind": "scheduled", "day": since})
            entry.add("item_milestone", {"step": step, "name": name, "days": 20})
