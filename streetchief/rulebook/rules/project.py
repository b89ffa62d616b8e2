"""Projects: who may tender, where the money comes from, and milestones counted back from the end.

The convention to know: money is in fen. A limit has the day from which it holds; one without a
day (日期不详) decides nothing until the town has set it, and the answer says so.
Source: docs/mechanisms.md, rows 7, 8, 21, 39.
"""

from __future__ import annotations

from typing import Literal

from streetchief.locale.text import N_
from streetchief.rulebook.rules.list import Fields, ListRule
from streetchief.value import value
from streetchief.values.problems import Day, Name, Problem

Route = Literal["town", "county", "unknown"]
MilestoneState = Literal["reached", "reached_late", "running", "ahead", "late"]


@value
class Limit:
    """An amount in fen that holds from the day `since` until the next one; None: not known."""

    id: str
    amount: int
    since: int | None
    name: Name | None = None


@value
class TenderRoute:
    """Who may tender and by which limit; when unknown, `why` says what is missing."""

    route: Route
    limit: Limit | None = None
    why: Problem | None = None


@value
class Milestone:
    """A stretch of a project, first and last day included."""

    name: str
    starts_on: int
    ends_on: int


@value
class Funding:
    """A project's funds by source in fen, beside its budget; `budget` is None when not given."""

    sources: tuple[tuple[str, int], ...]
    budget: int | None


def limit_in_force(limits: tuple[Limit, ...], on: int) -> Limit | None:
    """Find the limit that holds on a day: the latest dated one that has begun."""
    begun = [(limit.since, index) for index, limit in enumerate(limits) if limit.since is not None]
    holding = [(since, index) for since, index in begun if since <= on]
    return limits[max(holding)[1]] if holding else None


def tender_route(
    amount: int | None, tender_on: int | None, limits: tuple[Limit, ...]
) -> TenderRoute:
    """Decide who may tender a project of `amount` fen on the day `tender_on`.

    At or under the limit of that day the town, above it the county; "at" is our reading of 以内.
    No amount, no day, or no limit known to hold on that day: unknown, with the reason. A limit
    without a date may hold already if it stands after the one in force: where it would decide
    otherwise, that is unknown as well.

    >>> limits = (Limit(id="self_tender", amount=50_000_000, since=0),)
    >>> tender_route(50_000_000, 1, limits).route, tender_route(50_000_001, 1, limits).route
    ('town', 'county')
    >>> tender_route(50_000_000, -1, limits).route
    'unknown'
    """
    if amount is None:
        why = Problem(code="no_amount", message=N_("The project has no budget yet."))
        return TenderRoute(route="unknown", why=why)
    if tender_on is None:
        why = Problem(code="no_tender_day", message=N_("The project has no tender date yet."))
        return TenderRoute(route="unknown", why=why)
    limit = limit_in_force(limits, tender_on)
    within = limit is not None and amount <= limit.amount
    begun = limits.index(limit) + 1 if limit is not None else 0
    undated = [later for later in limits[begun:] if later.since is None]
    if limit is not None and all((amount <= later.amount) == within for later in undated):
        return TenderRoute(route="town" if within else "county", limit=limit)
    on = (("day", Day(day=tender_on)),)
    if undated:
        words = N_("No limit is known for {day}: the date of a limit is not known; set it first.")
        return TenderRoute(
            route="unknown", why=Problem(code="limit_undated", message=words, values=on)
        )
    words = N_("No limit is in force on {day}.")
    return TenderRoute(route="unknown", why=Problem(code="no_limit", message=words, values=on))


def milestones(stages: tuple[tuple[str, int], ...], end_on: int) -> tuple[Milestone, ...]:
    """Count back from the end (倒排): (name, days) in order, the last one ending on `end_on`.

    Each begins the day after the one before has ended. Raises ValueError for less than one day.

    >>> [(m.name, m.starts_on, m.ends_on) for m in milestones((("design", 3), ("build", 10)), 20)]
    [('design', 8, 10), ('build', 11, 20)]
    """
    found: list[Milestone] = []
    for name, days in reversed(stages):
        if days < 1:
            raise ValueError(f"a milestone takes at least a day, got {days} for {name!r}")
        found.append(Milestone(name=name, starts_on=end_on - days + 1, ends_on=end_on))
        end_on -= days
    return tuple(reversed(found))


def milestone_state(milestone: Milestone, reached_on: int | None, on_day: int) -> MilestoneState:
    """Tell where a milestone stands at the end of a day; in time means by its last day.

    >>> stretch = Milestone(name="build", starts_on=11, ends_on=20)
    >>> [milestone_state(stretch, None, day) for day in (10, 11, 20, 21)]
    ['ahead', 'running', 'running', 'late']
    """
    if reached_on is not None and reached_on <= on_day:
        return "reached" if reached_on <= milestone.ends_on else "reached_late"
    if on_day > milestone.ends_on:
        return "late"
    return "running" if on_day >= milestone.starts_on else "ahead"


def funding(rule: ListRule, fields: Fields, group: str = "funding") -> Funding:
    """Read a project's funds by source from its fields, in the order of the rulebook."""
    given = dict(fields)
    sources: list[tuple[str, int]] = []
    for field in rule.fields:
        amount = given.get(field.id)
        if field.group == group and isinstance(amount, int):
            sources.append((field.id, amount))
    budget = given.get("budget")
    return Funding(sources=tuple(sources), budget=budget if isinstance(budget, int) else None)


def funding_gap(funds: Funding) -> int | None:
    """Give what is still missing to the budget in fen, 0 when covered, None without a budget.

    >>> funding_gap(Funding(sources=(("fiscal", 300), ("crowd", 150)), budget=500))
    50
    """
    if funds.budget is None:
        return None
    return max(0, funds.budget - sum(amount for _, amount in funds.sources))
