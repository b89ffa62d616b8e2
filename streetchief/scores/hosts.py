"""Towns that might host an on-site meeting (现场推进会): facts only, the office chooses.

Convention: 推进有力 is what was reached, 特色明显 the town's brand, 成效显著 its titles and what is
cleared to zero; meetings held there before stand beside. Source: docs/mechanisms.md, row 43.
"""

from __future__ import annotations

from collections.abc import Callable

from streetchief.activities.records import find_others
from streetchief.days import calendar
from streetchief.honours.records import find_honour_steps
from streetchief.honours.rules import HonourStep, honour_state
from streetchief.items.rules.clearances import assess_clearances, is_zero
from streetchief.ledger.ledger import reading
from streetchief.ledger.office import Office, known_then
from streetchief.rulebook.rules.read_score import ScoreRules
from streetchief.scores.rules import Result, ScoreRow, add_up, result_of, run_of_met
from streetchief.scores.scores import scores_of
from streetchief.scores.sources import ScoreSpan, Sources
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.rates import Rate
from streetchief.values.register import within


@value
class HostRow:
    """What is known of one town: `weeks_met` is the run of weeks in which everything due was met.

    `titles` are honours held by the town and by places in it, with how many places hold each;
    `zero` counts village and kind cleared to zero; `last_meeting_on` None for none.
    """

    standing: ScoreRow
    weeks_met: int
    brand: str
    titles: tuple[tuple[Name, int], ...]
    zero: Rate
    meetings: int
    last_meeting_on: int | None


@value
class Hosts:
    """The towns, best first by their score."""

    span: ScoreSpan
    rows: tuple[HostRow, ...]
    rules: ScoreRules


def list_hosts(office: Office, span: Callable[[Office], ScoreSpan]) -> Hosts:
    """List what speaks for each town as the host of an on-site meeting."""
    here = known_then(office)
    with reading(office.ledger):
        sources = Sources(here, span(here), None)
        found = scores_of(sources, "town")
        titles = _titles(sources)
        zeros = _zeros(sources)
        meetings = _meetings(sources)
        weeks = _weeks(sources)
    return Hosts(
        span=sources.span,
        rows=tuple(
            HostRow(
                standing=row,
                weeks_met=weeks.get(row.key, 0),
                brand=(sources.docket.places[row.key].brand or "") if row.key else "",
                titles=titles.get(row.key, ()),
                zero=zeros.get(row.key, Rate(part=0, whole=0)),
                meetings=len(meetings.get(row.key, ())),
                last_meeting_on=max(meetings[row.key]) if row.key in meetings else None,
            )
            for row in found.rows
        ),
        rules=sources.rules,
    )


def _weeks(sources: Sources) -> dict[int, int]:
    """Return for each town the run of weeks in which every street with something due met it."""
    by_town: dict[int, dict[int, list[Result]]] = {}
    for key, weeks in sources.lines.items():
        town = by_town.setdefault(sources.docket.town_key(key) or 0, {})
        for week in weeks:
            town.setdefault(week.period, []).append(result_of([week]))
    return {
        town: run_of_met([add_up(weeks[week]) for week in sorted(weeks)])
        for town, weeks in by_town.items()
    }


def _titles(sources: Sources) -> dict[int, tuple[tuple[Name, int], ...]]:
    steps: dict[tuple[str, int], list[HonourStep]] = {}
    for step in find_honour_steps(sources.connection, as_of=sources.office.as_of):
        if step.on <= sources.seen_on:
            steps.setdefault((step.honour, step.place), []).append(step)
    counts: dict[int, dict[str, int]] = {}
    for (honour, place), held in steps.items():
        town = sources.docket.town_key(place)
        if town is not None and honour_state(held, sources.seen_on).titled:
            here = counts.setdefault(town, {})
            here[honour] = here.get(honour, 0) + 1
    rules = sources.rulebook.honours
    order = [*rules, *sorted({honour for here in counts.values() for honour in here} - set(rules))]
    return {
        town: tuple(
            (rules[id].name if id in rules else Name(zh=id, en=id), here[id])
            for id in order
            if id in here
        )
        for town, here in counts.items()
    }


def _zeros(sources: Sources) -> dict[int, Rate]:
    """Count village and kind at zero over all of them, of every list that closes at zero."""
    from streetchief.items.lists import find_standing, open_lists

    rules = [rule for rule in sources.rulebook.lists.values() if rule.closes_at_zero]
    if not rules:
        return {}
    cabinet = open_lists(sources.office)
    cases = find_standing(cabinet, on=sources.seen_on, of=[rule.id for rule in rules])
    places = sources.docket.places
    towns = {sources.docket.town_key(key) for key in sources.lines} - {None}
    zeros: dict[int, Rate] = {}
    for town in towns:
        if town is None:
            continue
        part = whole = 0
        for rule in rules:
            rows = [(case.item, case.state) for case in cases if case.item.list == rule.id]
            seen = {item.place for item, _ in rows}
            villages = [
                key
                for key, place in places.items()
                if place.kind in rule.place_kinds and key in seen and within(places, key, town)
            ]
            found = [one for one in assess_clearances(rule, villages, rows) if one.items]
            part += sum(is_zero(one) for one in found)
            whole += len(found)
        zeros[town] = Rate(part=part, whole=whole)
    return zeros


def _meetings(sources: Sources) -> dict[int, list[int]]:
    """Return the days of the on-site meetings held in each town so far."""
    kind = sources.rules.meeting
    if not kind:
        return {}
    days: dict[int, list[int]] = {}
    until = (sources.seen_on + 1) * calendar.DAY
    for row in find_others(sources.connection, 0, until, as_of=sources.office.as_of):
        town = sources.docket.town_key(row.place)
        if row.kind == kind and town is not None:
            days.setdefault(town, []).append(row.started_at // calendar.DAY)
    return days
