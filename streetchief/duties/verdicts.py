"""The verdicts of many finished weeks, for calendars of weeks and scores.

Convention: the answer is always what the pure rule says. What day counts can tell comes from the
tally in one statement; the rest (patrols hours apart, months, holders judged by themselves, the
ledger as it was known then) goes through the docket, and the caller sees no difference.
"""

from __future__ import annotations

from collections.abc import Iterable

from streetchief.days import calendar
from streetchief.duties.docket import Docket, charges, judge, open_docket
from streetchief.duties.rules.charge import Charge
from streetchief.duties.rules.standing import Judged
from streetchief.duties.verdict_sql import find_verdicts, judged_by_days, tables_of
from streetchief.ledger.office import Office
from streetchief.rulebook.records import find_versions
from streetchief.rulebook.rules.duty import Duty, period_days


def verdicts(
    office: Office,
    duty_name: str,
    weeks: range,
    *,
    town: int | None = None,
    among: Iterable[int] | None = None,
) -> list[Judged]:
    """Return the verdicts of the finished ones of `weeks`, by week and then in register order.

    Of every place the duty judges, those of one `town`, or those `among` some. A place without a
    line in a week (closed throughout, or no rule in force) is left out of it. For a monthly duty
    the numbers are those of months. Must run inside a read transaction.
    """
    wanted = sorted(weeks)
    if not wanted:
        return []
    among = None if among is None else frozenset(among)
    versions = find_versions(office.connection, name=duty_name, as_of=office.as_of)
    monthly = any(version.fields.get("period") == "month" for version in versions)
    days_of = calendar.days_of_month if monthly else calendar.days_of_week
    since, until = days_of(wanted[0]).start, days_of(wanted[-1]).stop
    alone = any(version.fields.get("per") == "holder" for version in versions)
    docket = open_docket(office, since, until, town, among=None if alone else among)
    sample = docket.sample(duty_name)
    if sample is None:
        return []
    finished = [
        week for week in wanted if office.now >= period_days(sample, week).stop * calendar.DAY
    ]
    if office.as_of is not None or not judged_by_days(sample):
        return _by_rule(office, docket, duty_name, finished, among)
    return _by_tally(office, docket, duty_name, finished, charges(docket, duty_name, among))


def _by_rule(
    office: Office,
    docket: Docket,
    name: str,
    weeks: list[int],
    among: frozenset[int] | None,
) -> list[Judged]:
    judged = judge(office, docket, name, weeks, among=among)
    return [assessment for week in weeks for assessment in judged[week]]


def _by_tally(
    office: Office,
    docket: Docket,
    name: str,
    weeks: list[int],
    found: list[Charge],
) -> list[Judged]:
    """Answer what the tally can tell, and by the rule the weeks of towns where it cannot."""
    own_rules = {v.town for v in docket.versions if v.name == name and v.town is not None}
    towns: dict[int, int] = {}
    for charge in found:
        town = docket.town_key(charge.place) if own_rules else None
        towns[charge.place] = town if town in own_rules and town is not None else 0
    plain: dict[tuple[int, int], Duty] = {}
    spaced: dict[int, list[int]] = {}
    for town in dict.fromkeys(towns.values()):
        for week in weeks:
            duty = docket.duty(name, calendar.monday_of(week), town or None)
            if duty is None:
                continue
            if judged_by_days(duty):
                plain[week, town] = duty
            else:
                spaced.setdefault(town, []).append(week)
    tables = tables_of(((charge, towns[charge.place]) for charge in found), plain)
    out: list[Judged] = [*find_verdicts(office.connection, tables)] if plain else []
    alike: dict[tuple[int, ...], set[int]] = {}
    for town, theirs in spaced.items():
        alike.setdefault(tuple(theirs), set()).add(town)
    for theirs_too, of_towns in alike.items():
        places = frozenset(place for place, town in towns.items() if town in of_towns)
        out += _by_rule(office, docket, name, list(theirs_too), places)
    if alike:
        out.sort(key=lambda verdict: (verdict.period, verdict.place))
    return out
