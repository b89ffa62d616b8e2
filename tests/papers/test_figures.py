"""The figures printed on a paper, held against everything else that states them.

The paper is read as a person reads it, from its sentences and tables. For every town of the sample
county and its finished weeks they equal `overdue`, `status`, `duty status`, `score` and
`item figures`, and the pure rule on posts, exemptions and patrols read straight from the files.
"""

from __future__ import annotations

import itertools
import re
import shutil
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from streetchief.days.calendar import DAY, week_numbered
from streetchief.duties.rules.charge import Charge, Delegation, Exemption
from streetchief.duties.rules.counting import Patrol
from streetchief.duties.rules.standing import Assessment, assess
from streetchief.rulebook.rules.duty import Duty
from streetchief.values.register import Assignment
from tests.conftest import Desk
from tests.papers.test_week import KEYS, figures, named, papers, rows
from tests.sample_county import CLOCK, SAMPLE, WEEKS, at, day, read, sample_ledger

FINISHED = WEEKS[:-1]
SEVERAL = ("2017-W38", "2017-W40", "2017-W42", "2017-W45")
PATROLS = Duty(name="patrol", role="deputy_chief", per="street", kinds=("patrol",), required=2)

Line = dict[str, Any]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_ledger(tmp_path_factory.mktemp("sample") / "panan.db")


@pytest.fixture
def county(desk: Desk, sample: Path) -> Desk:
    shutil.copy(sample, desk.db)
    desk.now, desk.lang = CLOCK, "zh"
    return desk


@pytest.fixture
def busy(county: Desk) -> Desk:
    """The county with problems on its list and two clean-ups."""
    for title, street, on, due, how in (
        ("门前堆放杂物", "尖山镇/老街", "2017-10-16", "2017-10-20", "--holder 县规划局"),
        ("线缆低垂", "尖山镇/新街", "2017-11-08", "2017-11-20", ""),
        ("垃圾满溢", "尖山镇/新街", "2017-11-08", "2017-11-10", "--fixed --by 曹南星"),
        ("占道经营", "安文镇/横街", "2017-10-18", "2017-10-21", "--holder 县规划局"),
    ):
        county.run(
            f"item open {title} --category 其他 --street {street} --on {on} --due {due} {how}"
        )
    county.run("item rectify 004 --by 县规划局 --on 2017-10-20")
    county.run("item verify 004 --by 鲁当归 --on 2017-10-23")
    for on, spots, tonnes in (("2017-10-18", 12, "2.345"), ("2017-11-09", 14, "2.95")):
        county.run(f"log 尖山镇 --by 县规划局 --at {on}T09:00 --kind cleanup --spots {spots} "
                   f"--tonnes {tonnes}")  # fmt: skip
    return county


def commands() -> list[dict[str, str]]:
    """The sample's exemptions, delegations, late and voided entries, as words by option."""
    found = []
    for line in (SAMPLE / "commands.txt").read_text(encoding="utf-8").splitlines():
        said = line.split()
        if len(said) > 1 and said[0] == "streetchief":
            options = {w[2:]: v for w, v in itertools.pairwise(said) if w.startswith("--")}
            found.append({"act": said[1], "first": said[2], "second": said[3], **options})
    return found


def by_the_pure_rule(week: str) -> dict[tuple[str, str], Assessment]:
    """Judge every street of the sample by the pure rule alone, without a ledger."""
    number = week_numbered(2017, int(week[-2:]))
    assert number is not None
    streets = {(row["town"], row["street"]): row for row in read("streets.csv")}
    keys = {place: key for key, place in enumerate(streets, 1)}
    keys |= {("", row["code"]): keys[place] for place, row in streets.items()}
    people: dict[str, int] = defaultdict(itertools.count(1).__next__)

    def key_of(place: str) -> int | None:
        town, _, street = place.rpartition("/")
        return keys.get((town, street))

    posts: dict[int, list[Assignment]] = defaultdict(list)
    for row in read("assignments.csv"):
        key = key_of(row["place"])
        if key is not None and row["role"] == "deputy_chief":
            since = day(row["since"])
            assert since is not None
            posts[key].append(Assignment(key=0, place=key, holder=people[row["holder"]],
                                         role=row["role"], since=since,
                                         until=day(row["until"])))  # fmt: skip
    patrols: dict[int, list[Patrol]] = defaultdict(list)
    told = commands()
    void = {line["first"].strip("{}") for line in told if line["act"] == "void"}
    walks = [(f"{r['town']}/{r['street']}", r["person"], r["started_at"], r["recorded_at"])
             for r in read("patrols.csv")]  # fmt: skip
    walks += [(line["first"], line["by"], line["at"], CLOCK) for line in told
              if line["act"] == "log" and line.get("key") not in void
              and line.get("kind", "patrol") == "patrol"]  # fmt: skip
    for number_, (place, person, started, recorded) in enumerate(walks):
        key = key_of(place)
        if key is not None:
            walk = Patrol(key=number_, place=key, person=people[person], started_at=at(started),
                          recorded_on=at(recorded) // DAY)  # fmt: skip
            patrols[key].append(walk)
    exemptions, delegations = defaultdict[int | None, list[Exemption]](list), list[Delegation]()
    for line in told:
        if line["act"] not in ("exempt", "delegate"):
            continue
        since, last = day(line["from"]), day(line["to"])
        assert since is not None
        assert last is not None
        if line["act"] == "delegate":
            delegations.append(
                Delegation(chief=people[line["first"]], delegate=people[line["second"]],
                           since=since, until=last + 1, place=key_of(line.get("street", "")))
            )  # fmt: skip
            continue
        who = people[line["person"]] if "person" in line else None
        exemption = Exemption(since=since, until=last + 1, reason=line["reason"], holder=who)
        places: list[int | None] = [key_of(line["street"])] if "street" in line else []
        if "town" in line:
            places = [key for (town, _street), key in keys.items() if town == line["town"]]
        for each in places or [None]:
            exemptions[each].append(exemption)
    found = {}
    for where, row in streets.items():
        key = keys[where]
        charge = Charge(
            place=key,
            holder=None,
            opened_on=day(row["opened_on"]),
            closed_on=day(row["closed_on"]),
            posts=tuple(posts[key]),
            delegations=tuple(d for d in delegations if d.place in (None, key)),
            exemptions=(*exemptions[key], *exemptions[None]),
        )
        first = 7 * number - 3
        mine = [p for p in patrols[key] if first <= p.started_at // DAY < first + 7]
        assessment = assess(PATROLS, charge, mine, number, at(CLOCK))
        if assessment is not None:
            found[where] = assessment
    return found


def test_the_paper_says_what_the_pure_rule_says(county: Desk) -> None:
    for week in FINISHED:
        rule = by_the_pure_rule(week)
        printed = papers(county.run(f"week {week} --all").out)
        for town, paper in printed.items():
            table = rows(paper)
            table.pop("合计")
            judged = {street: a for (of, street), a in rule.items() if of == town}
            assert set(table) == set(judged)
            for street, row in table.items():
                found = judged[street]
                expected = {key: getattr(found, key) for key in (*KEYS, "state")}
                assert row == expected, (week, town, street)


def test_status_overdue_and_score_say_what_the_papers_say(county: Desk) -> None:
    """Town by town and street by street, in several weeks; `status` week by week of each street."""
    years: dict[tuple[str, str], dict[str, Line]] = {}
    for week in SEVERAL:
        overdue = {
            (row["town"], row["street"]): row
            for row in county.run(f"overdue --week {week} --all --format json").rows
        }
        towns = {
            r["town"]: r
            for r in county.run(f"score list --group-by town --week {week} --format json").rows
        }
        scored = {
            (r["town"], r["street"]): r
            for r in county.run(f"score list --group-by street --week {week} --format json").rows
        }
        for town, paper in papers(county.run(f"week {week} --all").out).items():
            said, table = figures(paper), rows(paper)
            table.pop("合计")
            row = towns[town]
            for key in ("required", "counted", "due", "met", "exempt"):
                assert said[key] == row[key], (week, town, key)
            rate = "—" if row["met_rate"] is None else f"{row['met_rate']:.2f}%"
            assert said["rate"] == rate
            assert len(named(paper, "街长空缺")) == (1 if row["vacant"] else 0)
            for street, line in table.items():
                place = (town, street)
                if place not in years:
                    year = county.run(["status", f"{town}/{street}", "--format", "json"]).rows
                    years[place] = {period["period"]: period for period in year}
                for key in ("required", "counted", "state"):
                    assert line[key] == overdue[place][key] == years[place][week][key]
                assert line["required"] == scored[place]["required"]
                assert line["counted"] == scored[place]["counted"]
                assert (line["state"] == "met") == bool(scored[place]["met"])


def test_status_says_of_the_running_week_what_its_draft_says(county: Desk) -> None:
    standing = {
        (row["town"], row["place"]): row
        for row in county.run("status --format json").rows
        if row["duty"] == "patrol"
    }
    words = {"on_track": "进行中", "at_risk": "预警", "unreachable": "已无法达标", "met": "达标",
             "vacant": "空缺", "exempt": "免巡"}  # fmt: skip
    seen = 0
    for row in county.run("week this --all --format json").rows:
        paper = county.run(["week", "this", "--town", row["town"]]).out
        for line in row["table"]:
            found = standing[row["town"], line["street"]]
            assert (line["required"], line["counted"], line["state"]) == (
                found["required"],
                found["counted"],
                found["state"],
            )
            printed = next(text for text in paper.partition("附表1　街长巡查情况统计表\n")[2]
                           .splitlines() if text.split()[1:2] == [line["street"]])  # fmt: skip
            assert words[line["state"]] in printed.split()
            seen += 1
    assert seen == len(standing)


def test_the_general_chiefs_and_departments_lines_are_those_of_duty_status(busy: Desk) -> None:
    for week in SEVERAL:
        chiefs = {
            row["town"]: row
            for row in busy.run(f"duty status general_chief --week {week} --format json").rows
        }
        acting = busy.run(f"duty status cleanup --week {week} --format json").rows
        departments = Counter(row["town"] for row in acting if row["state"] == "met")
        due = Counter(row["town"] for row in acting if row["state"] in ("met", "unmet"))
        for town, paper in papers(busy.run(f"week {week} --all").out).items():
            said = re.search(r"总街长(?:应巡(\d+)次，实巡(\d+)次|空缺|经批准免巡)(.*?)。", paper)
            assert said is not None
            row = chiefs.get(town)
            if row is None:
                assert "总街长空缺。" in paper
            elif row["state"] in ("met", "unmet"):
                assert int(said[1]) == row["required"]
                assert said[3].endswith("未达标" if row["state"] == "unmet" else "，达标")
            printed = re.search(r"应开展集中整治的部门(\d+)个，已开展(\d+)个，", paper)
            assert printed is not None
            assert (int(printed[1]), int(printed[2])) == (due[town], departments[town])


def test_section_two_says_what_item_figures_say(busy: Desk) -> None:
    for week, sunday in (("2017-W42", "2017-10-22"), ("2017-W43", "2017-10-29"),
                         ("2017-W45", "2017-11-12")):  # fmt: skip
        for town in ("尖山镇", "安文镇", "方前镇"):
            paper = busy.run(["week", week, "--town", town]).out
            said = re.search(
                r"应销号(\d+)件，已销号(\d+)件，销号率([\d.]+%|—)，按期销号率([\d.]+%|—)；"
                r"超期(\d+)件；",
                paper,
            )
            assert said is not None
            (row,) = busy.run(
                f"item figures --list problem --town {town} --on {sunday} --format json"
            ).rows
            assert list(map(int, (said[1], said[2], said[5]))) == [
                row["due"],
                row["closed"],
                row["overdue"],
            ]
            assert said[3] == (row["close_rate"] or "—")
            assert said[4] == (row["on_time_close_rate"] or "—")


def test_the_county_and_the_months_add_up_what_the_towns_papers_say(busy: Desk) -> None:
    for week in SEVERAL:
        whole = busy.run(f"week {week} --county").out
        parts = [figures(paper) for paper in papers(busy.run(f"week {week} --all").out).values()]
        for key, pattern in (
            ("required", r"应巡(\d+)次，实巡"),
            ("counted", r"计入(\d+)次、"),
            ("due", r"；应达标(\d+)条"),
            ("met", r"，达标(\d+)条"),
        ):
            found = re.search(pattern, whole)
            assert found is not None
            assert int(found[1]) == sum(part[key] for part in parts), (week, key)
    month = busy.run("score list --group-by town --month 2017-10 --format json").rows
    scored = {row["town"]: row for row in month}
    for row in busy.run("week --month 2017-10 --all --format json").rows:
        paper = busy.run(["week", "--month", "2017-10", "--town", row["town"]]).out
        found = re.search(r"应达标(\d+)条次，达标(\d+)条次，达标率([\d.]+%)", paper)
        assert found is not None
        assert (int(found[1]), int(found[2])) == (row["due"], row["met"])
        assert (row["due"], row["met"]) == (scored[row["town"]]["due"], scored[row["town"]]["met"])
        assert found[3] == f"{row['met_rate']:.2f}%"
