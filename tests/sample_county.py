"""The sample county as a ledger, written fact by fact from the files of `data/panan`.

Convention: the ledger is what the imports and `commands.txt` lead to; it is made once for a run of
tests and copied. `WEEKS` are those of the sample, `CLOCK` its moment.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from streetchief.days.calendar import day_of
from streetchief.duties.tally import rebuild
from streetchief.ledger.journal import EntryWriter, Stamp, writing
from streetchief.ledger.ledger import Ledger, connect
from streetchief.ledger.migrations import create, put_in_place
from streetchief.office.start import write_rulebook
from streetchief.rulebook.rules.rulebook import read_rulebook
from streetchief.values.register import holder_identity, place_identity
from tests.moments import at_of

ROOT = Path(__file__).parents[1]
COUNTY = ROOT / "data" / "panan"
SAMPLE = COUNTY / "sample"
CLOCK = "2017-11-17T16:30"
OFFSET = 8 * 3600
WEEKS = tuple(f"2017-W{number}" for number in range(35, 47))


def read(name: str, folder: Path = SAMPLE) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> int | None:
    return day_of(date.fromisoformat(text)) if text else None


def at(text: str) -> int:
    return at_of(datetime.fromisoformat(text))


def sample_ledger(path: Path, *, town: str | None = None) -> Path:
    """Make the ledger of the sample county at `path`."""
    fresh = create(path)
    connection = connect(fresh, "rw")
    try:
        connection.execute("INSERT INTO here (site) VALUES ('panan')")
        ledger = Ledger(connection, path, "panan")
        text = (ROOT / "streetchief" / "rulebooks" / "panan.toml").read_text(encoding="utf-8")
        rulebook = read_rulebook(text)[0]
        assert rulebook is not None
        with writing(ledger, _stamp("init", "2017-08-28T07:00")) as entry:
            settings = {"zone": "Asia/Shanghai", "lang": "zh", "town": town}
            for name, value in settings.items():
                if value is not None:
                    entry.add("setting", {"name": name, "value": value})
            write_rulebook(entry, rulebook, rulebook.since)
        with writing(ledger, _stamp("import", "2017-08-28T07:10")) as entry:
            _register(entry)
        with writing(ledger, _stamp("import", "2017-11-17T16:00", "recorded")) as entry:
            for patrol in _patrols(entry):
                entry.add("activity", patrol)
        with writing(ledger, _stamp("exempt", "2017-11-17T16:10")) as entry:
            _exceptions(entry)
        connection.execute("BEGIN IMMEDIATE")
        rebuild(connection, lambda utc: utc + OFFSET)
        connection.execute("COMMIT")
    finally:
        connection.close()
    put_in_place(fresh, path)
    return path


def _stamp(act: str, moment: str, marks: str | None = None) -> Stamp:
    return Stamp(act=act, actor="clerk", recorded_at=at(moment) - OFFSET, marks=marks)


def _register(entry: EntryWriter) -> None:
    by_code: dict[str, int] = {}
    for row in [*read("divisions-2017.csv", COUNTY), *read("places.csv")]:
        by_code[row["code"]] = entry.add(
            "place",
            {
                "kind": row["kind"],
                "name": row["name"],
                "code": row["code"],
                "identity": row["code"],
                "parent": by_code.get(row["parent_code"]),
            },
        )
    towns = {
        row["name"]: by_code[row["code"]]
        for row in read("divisions-2017.csv", COUNTY)
        if row["kind"] == "town"
    }
    streets = {}
    for row in read("streets.csv"):
        streets[row["town"] + "/" + row["street"]] = by_code[row["code"]] = entry.add(
            "place",
            {
                "kind": "street",
                "name": row["street"],
                "code": row["code"],
                "identity": place_identity(None, "street", row["street"], row["code"]),
                "parent": towns[row["town"]],
                "opened_on": day(row["opened_on"]),
                "closed_on": day(row["closed_on"]),
            },
        )
    holders = {
        row["name"]: entry.add(
            "holder",
            {
                "kind": row["kind"],
                "name": row["name"],
                "unit": row["unit"] or None,
                "identity": holder_identity(row["name"], row["unit"] or None),
            },
        )
        for row in read("holders.csv")
    }
    for row in read("assignments.csv"):
        entry.add(
            "assignment",
            {
                "holder": holders[row["holder"]],
                "role": row["role"],
                "place": streets.get(row["place"])
                or towns.get(row["place"])
                or by_code[row["place"]],
                "since": day(row["since"]),
                "until": day(row["until"]),
            },
        )


def keys_of(entry: EntryWriter) -> tuple[dict[str, int], dict[str, int]]:
    """Return the keys of towns and streets (town/street), and of holders, by name."""
    rows = list(
        entry.connection.execute("SELECT place, kind, name, parent FROM place ORDER BY place")
    )
    towns = {key: name for key, kind, name, _parent in rows if kind == "town"}
    places = {name: key for key, name in towns.items()}
    places |= {
        f"{towns[parent]}/{name}": key
        for key, kind, name, parent in rows
        if kind == "street" and parent in towns
    }
    people = dict(entry.connection.execute("SELECT name, holder FROM holder"))
    return places, people


def _patrols(entry: EntryWriter) -> Iterator[dict[str, str | int | None]]:
    places, people = keys_of(entry)
    for row in read("patrols.csv"):
        yield {
            "kind": "patrol",
            "place": places[f"{row['town']}/{row['street']}"],
            "person": people[row["person"]],
            "started_at": at(row["started_at"]),
            "minutes": int(row["minutes"]) if row["minutes"] else None,
            "note": row["note"] or None,
            "recorded_at": at(row["recorded_at"]) - OFFSET,
        }


def _exceptions(entry: EntryWriter) -> None:
    """Do what `commands.txt` says, line by line."""
    places, people = keys_of(entry)
    lines = (SAMPLE / "commands.txt").read_text(encoding="utf-8").splitlines()
    made: dict[str, int] = {}
    for line in lines:
        words = line.split()
        if len(words) < 2 or words[0] != "streetchief":
            continue
        given = {w: v for w, v in itertools.pairwise(words) if w.startswith("--")}
        if words[1] == "exempt":
            place = given.get("--street") or given.get("--town")
            entry.add(
                "exemption",
                {
                    "place": places[place] if place else None,
                    "holder": people[given["--person"]] if "--person" in given else None,
                    "since": day(given["--from"]),
                    "until": (day(given["--to"]) or 0) + 1,
                    "reason": given["--reason"],
                    "approved_by": people[given["--approved-by"]],
                },
            )
        elif words[1] == "delegate":
            entry.add(
                "delegation",
                {
                    "chief": people[words[2]],
                    "delegate": people[words[3]],
                    "place": places[given["--street"]] if "--street" in given else None,
                    "since": day(given["--from"]),
                    "until": (day(given["--to"]) or 0) + 1,
                },
            )
        elif words[1] == "log":
            made[given["--key"]] = entry.add(
                "activity",
                {
                    "kind": "patrol",
                    "place": places[words[2]],
                    "person": people[given["--by"]],
                    "started_at": at(given["--at"]),
                    "minutes": int(given["--minutes"]),
                    "note": given.get("--note"),
                },
            )
        elif words[1] == "approve":
            number = made[words[2].strip("{}")]
            entry.add("approval", {"fact": number, "approved_by": people[given["--by"]]})
        elif words[1] == "void":
            entry.add("void", {"fact": made[words[2].strip("{}")]})


def fields(text: str) -> str:
    """Return duty fields as the ledger keeps them."""
    return json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True)
