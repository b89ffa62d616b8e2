"""`explain`: a verdict with its arithmetic, told so that someone who doubts it can check it.

- each patrol of the week: counted, or not and why; right, late entry, approver, marks
- each day: open, held, exempt by which record and whose approval, never the private note
- the formula with its numbers, the rule with its dates, what differs from the default
- a person: posts, own line, streets, and every one of his records wherever it was
- JSON as its schema promises; both languages; as known then; unknown and ambiguous names
"""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from streetchief.output.json import schema
from tests.conftest import Desk
from tests.furnished import furnish

MONDAY, AFTER = "2026-11-16", "2026-11-24T09:00"


@pytest.fixture
def town(office: Desk) -> Desk:
    furnish(office.db)
    return office


def log(desk: Desk, when: str, by: str = "韦知母", street: str = "横街", now: str = "") -> int:
    """Log one patrol at once, or at `now`; return its number."""
    before, desk.now = desk.now, now or when
    ran = desk.run(["log", street, "--by", by, "--at", when, "--format", "json"])
    desk.now = before
    number: int = ran.rows[0]["number"]
    return number


def explained(desk: Desk, *words: str) -> dict[str, Any]:
    """Return the JSON of `explain`, after holding it against its schema."""
    document: dict[str, Any] = desk.run(["explain", *words, "--format", "json"]).json
    Draft202012Validator(schema("explain")).validate(document)
    return document


def line(desk: Desk, *words: str) -> dict[str, Any]:
    (row,) = explained(desk, *words)["rows"]
    assert isinstance(row, dict)
    return row


def test_a_met_week_names_both_patrols(town: Desk) -> None:
    numbers = [log(town, "2026-11-16T09:00"), log(town, "2026-11-18T15:30")]
    town.now = AFTER
    row = line(town, "横街", "--week", "2026-W47")
    assert (row["state"], row["required"], row["counted"]) == ("met", 2, 2)
    assert [(e["number"], e["counts"], e["right"]) for e in row["entries"]] == [
        (number, True, "holder") for number in numbers
    ]
    assert [day["counted"] for day in row["days"]] == [1, 0, 1, 0, 0, 0, 0]


def test_the_running_week_is_meant_when_none_is_said(town: Desk) -> None:
    row = line(town, "横街")
    assert (row["period"], row["days_left"], row["needed"]) == ("2026-W47", 3, 2)


def test_leave_is_shown_with_its_number_and_approver_and_the_formula_with_its_numbers(
    town: Desk,
) -> None:
    town.run(
        "exempt --person 韦知母 --from 2026-11-16 --to 2026-11-18 --reason sick "
        "--approved-by 朱川芎 --note 家中私事"
    )
    row = line(town, "横街")
    (exemption,) = row["exemptions"]
    assert (exemption["reason"], exemption["approved_by"], exemption["whom"]) == (
        "sick",
        "朱川芎",
        "韦知母",
    )
    assert (row["available"], row["formula"]) == (4, "ceil(2 × 4 / 7) = 2")
    assert [day["exempt"] for day in row["days"]] == [True] * 3 + [False] * 4
    assert row["days"][0]["exemptions"] == [exemption["number"]]
    text = town.run("explain 横街").out
    assert "ceil(2 × 4 / 7) = 2" in text
    assert "approved by 朱川芎" in text
    assert "家中私事" not in text + str(row)


def test_a_pending_exemption_takes_no_day_out(town: Desk) -> None:
    town.run("exempt --person 韦知母 --from 2026-11-16 --to 2026-11-18 --reason sick")
    row = line(town, "横街")
    assert (row["available"], row["exemptions"]) == (7, [])


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        pytest.param("patrol.backfill_days 1", "late", id="recorded too late"),
        pytest.param("patrol.min_minutes 10", "too_short", id="no length stated"),
        pytest.param("patrol.min_metres 10", "too_little_way", id="no way stated"),
        pytest.param("patrol.require_photo true", "no_photo", id="no photo"),
    ],
)
def test_each_reason_for_not_counting_is_named(town: Desk, rule: str, reason: str) -> None:
    town.run(f"rulebook set {rule} --from 2026-11-01")
    log(town, "2026-11-16T09:00", now="2026-11-19T10:00")
    (entry,) = line(town, "横街")["entries"]
    assert (entry["counts"], entry["reason"], entry["right"]) == (False, reason, "holder")


def test_a_strangers_patrol_is_kept_and_said_not_to_count(town: Desk) -> None:
    log(town, "2026-11-16T09:00", by="朱川芎")
    row = line(town, "横街")
    assert (row["counted"], row["logged"]) == (0, 0)
    assert [(e["person"], e["reason"]) for e in row["entries"]] == [("朱川芎", "no_post")]
    assert "does not count: not a chief of the street" in town.run("explain 横街").out


def test_a_delegates_patrol_names_his_chief(town: Desk) -> None:
    town.run("delegate 韦知母 朱川芎 --from 2026-11-16 --to 2026-11-16")
    log(town, "2026-11-16T09:00", by="朱川芎")
    row = line(town, "横街")
    (entry,) = row["entries"]
    assert (entry["right"], entry["for_chief"], entry["counts"]) == ("delegate", "韦知母", True)
    assert (row["delegated"], row["delegations"][0]["delegate"]) == (1, "朱川芎")


def test_a_day_kept_by_a_delegate_or_by_another_deputy_says_why_it_is_available(
    town: Desk,
) -> None:
    town.run("exempt --person 韦知母 --from 2026-11-16 --to 2026-11-17 --reason leave"
             " --approved-by 朱川芎")  # fmt: skip
    town.run("delegate 韦知母 朱川芎 --from 2026-11-17 --to 2026-11-17")
    days = line(town, "横街")["days"]
    assert [(day["available"], day["away"]) for day in days[:3]] == [
        (False, ["韦知母"]),
        (True, ["韦知母"]),
        (True, []),
    ]
    assert "韦知母 exempt, a delegate is recorded" in town.run("explain 横街").out


def test_over_the_limit_of_a_day(town: Desk) -> None:
    town.run("rulebook set patrol.max_per_day 1 --from 2026-11-02")
    log(town, "2026-11-16T09:00")
    log(town, "2026-11-16T15:00")
    row = line(town, "横街")
    assert [e["reason"] for e in row["entries"]] == [None, "over_limit"]
    assert row["formula"] == "min(ceil(2 × 7 / 7), 7 × 1) = 2"
    assert row["rule"]["differs"] == [
        {"name": "max_per_day", "value": 1, "default": 0, "since": "2026-11-02"}
    ]
    assert row["room"] == 3
    assert (
        "at most this many a day  1  default: 0  since 2026-11-02" in town.run("explain 横街").out
    )


def test_a_late_entry_stands_out_with_its_moment(town: Desk) -> None:
    log(town, "2026-11-16T09:00", now="2026-11-19T10:30")
    (entry,) = line(town, "横街")["entries"]
    assert (entry["backfilled"], entry["recorded_at"]) == (True, "2026-11-19T10:30")
    assert "entered late, on 2026-11-19 10:30" in town.run("explain 横街").out


def test_a_clock_set_by_hand_is_marked(town: Desk) -> None:
    log(town, "2026-11-16T09:00")
    (entry,) = line(town, "横街")["entries"]
    assert entry["marks"] == ["clock"]
    assert "entered with the clock set by hand" in town.run("explain 横街").out


def test_a_voided_patrol_is_told_with_its_reason(town: Desk) -> None:
    number = log(town, "2026-11-16T09:00")
    town.run(f"void {number} --why 误记街道")
    row = line(town, "横街")
    assert row["entries"] == []
    assert [(v["number"], v["reason"]) for v in row["voided"]] == [(number, "误记街道")]
    town.run("undo --yes")
    row = line(town, "横街")
    assert (len(row["entries"]), row["voided"]) == (1, [])


def test_a_changed_quota_says_since_when(town: Desk) -> None:
    town.run("rulebook set patrol.required 3 --from 2026-11-18")
    town.now = "2026-12-01T09:00"
    found = [line(town, "横街", "--week", week)["rule"] for week in ("2026-W47", "2026-W48")]
    assert [(rule["quota"], rule["since"]) for rule in found] == [
        (2, "2017-01-01"),
        (3, "2026-11-18"),
    ]


def test_the_run_of_unmet_weeks_and_the_last_patrol_are_figures_apart(town: Desk) -> None:
    log(town, "2026-11-03T09:00")
    log(town, "2026-11-04T09:00")
    town.now = AFTER
    row = line(town, "横街", "--week", "2026-W47")
    assert (row["state"], row["unmet_weeks"], row["last_patrol_on"]) == ("unmet", 2, "2026-11-04")


def test_a_person_has_his_posts_his_streets_and_all_his_records(town: Desk) -> None:
    log(town, "2026-11-16T09:00")
    log(town, "2026-11-17T09:00", street="中街")
    found = explained(town, "韦知母")
    assert [(p["place"], p["role"], p["days"]) for p in found["posts"]] == [
        ("横街", "deputy chief", 7)
    ]
    assert [row["place"] for row in found["rows"]] == ["横街"]
    assert [(w["street"], w["counts"], w["reason"]) for w in found["walks"]] == [
        ("横街", True, None),
        ("中街", False, "no_post"),
    ]
    text = town.run("explain 韦知母").out
    assert "Own records: 2, counted 1" in text


def test_the_general_chief_has_a_line_of_his_own(town: Desk) -> None:
    town.run("appoint 朱川芎 总街长 双峰乡 --from 2026-01-01")
    town.run(["log", "横街", "中街", "--by", "朱川芎", "--at", "2026-11-16T09:00"])
    found = explained(town, "朱川芎")
    own = found["rows"][0]
    assert (own["duty"], own["holder"], own["counted"]) == ("general_chief", "朱川芎", 1)
    assert line(town, "横街")["counted"] == 0
    assert [(w["street"], w["counts"]) for w in found["walks"]] == [("横街", True), ("中街", True)]


def test_a_vacant_street_says_so(town: Desk) -> None:
    town.run("place add --kind street 空街 --opened-on 2026-01-01")
    row = line(town, "空街")
    assert (row["state"], row["available"], row["last_patrol_on"]) == ("vacant", 0, None)
    assert "nobody held it on any open day" in town.run("explain 空街").out


def test_a_closed_street_has_nothing_to_explain(town: Desk) -> None:
    town.run("place close --kind street 横街 --on 2026-11-01")
    ran = town.run("explain 横街", code=1)
    assert "open on no day of 2026-W47" in ran.err


def test_as_known_then(town: Desk) -> None:
    log(town, "2026-11-16T09:00")
    log(town, "2026-11-17T09:00", now="2026-11-23T10:00")
    town.now = AFTER
    now = line(town, "横街", "--week", "2026-W47")
    then = explained(town, "横街", "--week", "2026-W47", "--as-of", "2026-11-22")
    assert (now["state"], now["counted"]) == ("met", 2)
    assert then["rows"][0]["counted"] == 1
    assert then["as_of"] == "2026-11-22T23:59:59"
    assert then["rows"][0]["state"] == "at_risk"
    assert (
        "As this ledger knew it on"
        in town.run("explain 横街 --week 2026-W47 --as-of 2026-11-22").out
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        pytest.param("explain 无名街", 1, "is called 无名街", id="an unknown name"),
        pytest.param("explain 横街 --week someday", 2, "cannot be read", id="a week that is none"),
        pytest.param("explain 横街 --format csv", 2, "no format csv", id="a format it has not"),
        pytest.param("explain 横街 --week 2026-W54", 2, "", id="week 54"),
    ],
)
def test_what_cannot_be_explained(town: Desk, words: str, code: int, said: str) -> None:
    ran = town.run(words, code=code)
    assert said in ran.err
    assert ran.out == ""


def test_chinese_reads_as_chinese(town: Desk) -> None:
    log(town, "2026-11-16T09:00")
    town.lang = "zh"
    text = town.run("explain 横街").out
    assert text.startswith("双峰乡横街　2026年第47周（11月16日—22日）\n分街长巡查：")
    assert "应巡次数怎么来的" in text
    assert "周一 11-16  可巡" in text


def test_hostile_words_of_an_objection_stay_on_their_line(town: Desk) -> None:
    town.run(["objection", "open", "横街", "--week", "2026-W46", "--text", "一行\n二行"])
    text = town.run("explain 横街 --week 2026-W46").out
    assert "一行↵二行" in text
