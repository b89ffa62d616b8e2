"""The verdicts of many finished weeks at once, by the one statement in `verdicts.sql`.

Convention: the statement reads `week_tally` and the small tables of `TABLES`, which `tables_of`
makes from charges and duties: integers throughout (the duty's name apart), no nulls, an open end
is `FOREVER`, no limit is `NO_LIMIT`. On SQLite they are TEMP tables, gone when the answer is out;
another engine makes tables of the same names and runs the same text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from streetchief.duties.rules.charge import Charge
from streetchief.duties.rules.standing import Verdict
from streetchief.rulebook.rules.duty import Duty, required_count
from streetchief.value import rows_of

TEXT = Path(__file__).with_name("verdicts.sql")
"""The one statement, in portable SQL."""

FOREVER, NO_LIMIT = 1_000_000_000, 1_000_000_000

TABLES: dict[str, tuple[str, ...]] = {
    "verdict_week": ("week", "town", "rule", "duty"),
    "verdict_place": ("place", "town", "opened", "closed", "is_shared"),
    "verdict_rule": ("rule", "max_per_day", "max_delegated"),
    "verdict_quota": ("rule", "available", "required"),
    "verdict_role": ("rule", "role", "judged", "counting"),
    "verdict_reason": ("rule", "reason"),
    "verdict_post": ("place", "holder", "role", "since", "until"),
    "verdict_delegation": ("place", "chief", "delegate", "since", "until"),
    "verdict_exemption": ("place", "holder", "reason", "since", "until"),
}
"""What the statement reads beside `week_tally`.

- week: which rule holds in a week, for the places of a town (0: all that have no rule of their own)
- place: the judged places, their first open day and the first day no longer; shared when two
  posts there are ever held at the same time
- rule: the limits of a rule · quota: what it requires of 0 to 7 days
- role: whether a role is the one judged, and whether its holders' patrols count
- reason: the reasons for which the rule lets days go
- post, delegation, exemption: as they bear on a judged place, whatever place they were recorded
  for; the holder of an exemption is 0 when it is the place's
"""

_INDEXES = (
    "verdict_rule(rule)",
    "verdict_quota(rule, available)",
    "verdict_role(rule, role)",
    "verdict_place(town, opened, closed)",
    "verdict_post(place, holder)",
    "verdict_post(since)",
    "verdict_post(until)",
    "verdict_delegation(place, chief)",
    "verdict_exemption(place)",
)

Row = tuple[int | str, ...]


def judged_by_days(duty: Duty) -> bool:
    """Tell whether the counts of days are enough to judge a week under `duty`.

    Not when patrols must be hours apart, not by the month, and not holder by holder.
    """
    return duty.period == "week" and duty.per != "holder" and not duty.min_gap_hours


def tables_of(
    charges: Iterable[tuple[Charge, int]], duties: Mapping[tuple[int, int], Duty]
) -> dict[str, list[Row]]:
    """Return the rows of each of `TABLES` for `charges`, each beside its town.

    `duties` gives the duty in force by week and town; where it gives none, the week has no line.
    Towns are any numbers that tell rules apart.
    """
    roles: dict[str, int] = {}
    reasons: dict[str, int] = {}
    tables = _rule_tables(duties, roles, reasons)
    places, posts = tables["verdict_place"], dict[tuple[int, int, int, int, int], None]()
    delegations, exemptions = dict[Row, None](), dict[Row, None]()
    for charge, town in charges:
        here = charge.place
        opened = -FOREVER if charge.opened_on is None else charge.opened_on
        held = {
            (here, post.holder, roles[post.role], post.since, _end(post.until)): None
            for post in charge.posts
            if post.role in roles
        }
        posts.update(held)
        is_shared = _overlap([(since, until) for _here, _who, _role, since, until in held])
        places.append((here, town, opened, _end(charge.closed_on), int(is_shared)))
        for given in charge.delegations:
            delegations[here, given.chief, given.delegate, given.since, given.until] = None
        for exemption in charge.exemptions:
            if exemption.reason in reasons:
                who, why = exemption.holder or 0, reasons[exemption.reason]
                exemptions[here, who, why, exemption.since, exemption.until] = None
    tables["verdict_post"] = list(posts)
    tables["verdict_delegation"] = list(delegations)
    tables["verdict_exemption"] = list(exemptions)
    return tables


def _overlap(spans: list[tuple[int, int]]) -> bool:
    """Tell whether two spans have a day in common; a span that ends before it begins has none."""
    ordered = sorted(span for span in spans if span[0] < span[1])
    return any(later[0] < earlier[1] for earlier, later in pairwise(ordered))


def _end(day: int | None) -> int:
    return FOREVER if day is None else day


def _rule_tables(
    duties: Mapping[tuple[int, int], Duty], roles: dict[str, int], reasons: dict[str, int]
) -> dict[str, list[Row]]:
    """Return the tables of rules, numbering roles and reasons in passing."""
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    numbers: dict[tuple[object, ...], int] = {}
    for (week, town), duty in duties.items():
        quota = tuple(required_count(duty, available, 7) for available in range(8))
        most = NO_LIMIT if duty.max_delegated is None else duty.max_delegated
        limits = (duty.max_per_day or NO_LIMIT, most)
        alike = (duty.role, duty.roles, frozenset(duty.exempt_reasons), quota, limits)
        rule = numbers.get(alike)
        if rule is None:
            rule = numbers[alike] = len(numbers) + 1
            tables["verdict_rule"].append((rule, *limits))
            tables["verdict_quota"] += [(rule, days, quota[days]) for days in range(8)]
            for role in dict.fromkeys((duty.role, *duty.roles)):
                number = roles.setdefault(role, len(roles) + 1)
                is_judged, counts = int(role == duty.role), int(role in duty.roles)
                tables["verdict_role"].append((rule, number, is_judged, counts))
            for reason in dict.fromkeys(duty.exempt_reasons):
                number = reasons.setdefault(reason, len(reasons) + 1)
                tables["verdict_reason"].append((rule, number))
        tables["verdict_week"].append((week, town, rule, duty.name))
    return tables


def declarations(kind: str) -> list[str]:
    """Return the statements that make the tables of `TABLES`, `kind` being TABLE or TEMP TABLE."""
    statements = []
    for name, columns in TABLES.items():
        typed = ", ".join(f"{c} {'VARCHAR(99)' if c == 'duty' else 'BIGINT'}" for c in columns)
        statements.append(f"CREATE {kind} {name} ({typed})")
    return statements


@contextmanager
def prepared(connection: sqlite3.Connection, tables: Mapping[str, list[Row]]) -> Iterator[str]:
    """Fill the TEMP tables, yield the statement to run, and take the tables away again."""
    _drop(connection)
    try:
        for statement in declarations("TEMP TABLE"):
            connection.execute(statement)
        for name, rows in tables.items():
            marks = ", ".join("?" * len(TABLES[name]))
            connection.executemany(f"INSERT INTO temp.{name} VALUES ({marks})", rows)
        for number, index in enumerate(_INDEXES):
            connection.execute(f"CREATE INDEX temp.verdict_{number} ON {index}")
        yield TEXT.read_text(encoding="utf-8")
    finally:
        _drop(connection)


def _drop(connection: sqlite3.Connection) -> None:
    for name in TABLES:
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def find_verdicts(connection: sqlite3.Connection, tables: Mapping[str, list[Row]]) -> list[Verdict]:
    """Run the statement over the tally; return the verdicts by week, then in register order."""
    with prepared(connection, tables) as statement:
        return rows_of(connection.execute(statement), Verdict)
