"""The projects on a board (项目), with their money and their milestones counted back from the end.

Convention: a list that keeps money is one of projects, no list is known by name. Everything is as
of today.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.items.lists import Lists, StandingItem, find_standing, open_lists
from streetchief.ledger.office import Office
from streetchief.ledger.opening import find_settings
from streetchief.rulebook.rules.list import ListRule
from streetchief.rulebook.rules.project import (
    Milestone,
    MilestoneState,
    funding,
    milestone_state,
    milestones,
)
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import Place, within


@value
class MilestoneTold:
    """A stretch of a project, first and last day included, and where it stands today."""

    milestone: Milestone
    reached_on: int | None
    milestone_state: MilestoneState


@value
class ProjectTold:
    """A project: money in fen, None where none was given; `blocked` and `tags` in words."""

    number: int
    site: str
    title: str
    category: Name
    place: str
    town: str
    stage: Name
    closed_on: int | None
    suspended: bool
    holder: str
    opened_on: int
    due_on: int | None
    overdue_days: int
    budget: int | None
    funds: tuple[tuple[Name, int], ...]
    facts: tuple[tuple[Name, str], ...]
    milestones: tuple[MilestoneTold, ...]


@value
class ProjectsBoard:
    """项目: the projects that are not void, in the order of their numbers."""

    today: int
    projects: tuple[ProjectTold, ...]


class Wall:
    """The lists of one town, or of all, as they stand today; read once for all parts of a board.

    An item without a place is of the ledger's own town.
    """

    __slots__ = ("_is_own", "cabinet", "cases", "office", "town")

    def __init__(self, office: Office, town: Place | None) -> None:
        self.office = office
        self.town = town
        self.cabinet: Lists = open_lists(office)
        own = find_settings(office.connection, office.ledger.site).get("town")
        self._is_own = town is None or town.name == own
        self.cases: list[StandingItem] = [
            case for case in find_standing(self.cabinet) if self._is_here(case)
        ]

    def _is_here(self, case: StandingItem) -> bool:
        if self.town is None:
            return True
        place = case.item.place
        if place is None:
            return self._is_own
        return within(self.cabinet.directory.places, place, self.town.key)

    def of(self, rule: ListRule) -> list[StandingItem]:
        """Return the items of one list that are not void."""
        return [c for c in self.cases if c.item.list == rule.id and c.state.side != "void"]


def projects_board(wall: Wall) -> ProjectsBoard:
    """Return every project with its money and its milestones counted back from the end."""
    return ProjectsBoard(
        today=wall.office.today,
        projects=tuple(
            _project(wall, rule, case)
            for rule in wall.cabinet.rules.values()
            if any(field.type == "yuan" for field in rule.fields)
            for case in wall.of(rule)
        ),
    )


def _project(wall: Wall, rule: ListRule, case: StandingItem) -> ProjectTold:
    item, state = case.item, case.state
    cabinet, today = wall.cabinet, wall.office.today
    place, town = cabinet.place(item.place), cabinet.town(item.place)
    holder = cabinet.holder(state.holder)
    money = funding(rule, state.fields)
    names = {field.id: field.name for field in rule.fields}
    end = state.due_on
    stretches = milestones(state.schedule, end) if state.schedule and end is not None else ()
    reached = dict(state.reached)
    category = next((c.name for c in rule.categories if c.id == item.category), None)
    return ProjectTold(
        number=item.number,
        site=case.row.site,
        title=item.title,
        category=category or Name(zh=item.category, en=item.category),
        place=place.name if place else "",
        town=town.name if town else "",
        stage=next(stage.name for stage in rule.stages if stage.id == state.stage),
        closed_on=state.closed_on,
        suspended=state.side == "suspended",
        holder=holder.name if holder else "",
        opened_on=item.opened_on,
        due_on=end,
        overdue_days=state.overdue_days,
        budget=money.budget,
        funds=tuple((names[id], amount) for id, amount in money.sources),
        facts=tuple(_facts(rule, case)),
        milestones=tuple(
            MilestoneTold(
                milestone=one,
                reached_on=reached.get(one.name),
                milestone_state=milestone_state(one, reached.get(one.name), today),
            )
            for one in stretches
        ),
    )


def _facts(rule: ListRule, case: StandingItem) -> Sequence[tuple[Name, str]]:
    """Return choices and tags of an item in the words of the rulebook, as 'zh|en' never mixed."""
    given = dict(case.state.fields)
    told = []
    for field in rule.fields:
        said = given.get(field.id)
        if field.type not in ("choice", "tags") or said is None:
            continue
        choices = {choice.id: choice.name.zh for choice in field.choices}
        words = said if isinstance(said, tuple) else (str(said),)
        told.append((field.name, "、".join(choices.get(word, word) for word in words)))
    return told
