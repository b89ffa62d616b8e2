"""Projects with their money and milestones, and limits, as tables and in words.

Convention: money is in yuan, in data as decimal texts.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.days.spoken import describe_day
from streetchief.items.limits import LimitLine
from streetchief.items.lists import word
from streetchief.items.lookup import ProjectView
from streetchief.items.pages.items import day, where
from streetchief.items.views import MilestoneView
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Column, Table, Tone, lay_out
from streetchief.output.words import join
from streetchief.rulebook.rules.project import TenderRoute, funding_gap
from streetchief.values.amounts import MONEY_DECIMALS, amount_text
from streetchief.values.problems import say

MILESTONES = {
    "reached": N_("reached"),
    "reached_late": N_("reached late"),
    "running": N_("running"),
    "ahead": N_("ahead"),
    "late": N_("late"),
}
ROUTES = {
    "town": N_("the town tenders"),
    "county": N_("the county tenders"),
    "unknown": N_("who tenders is not known"),
}


def yuan(fen: int | None) -> str | None:
    """Return money as data, a decimal text in yuan; None for none."""
    return None if fen is None else amount_text(fen, MONEY_DECIMALS)


def money_words(fen: int) -> str:
    """Put money into words: 500000元."""
    return _("{amount} yuan").format(amount=amount_text(fen, MONEY_DECIMALS))


def route_words(route: TenderRoute) -> str:
    """Say who tenders, by which limit, or what is missing to know it."""
    words = _(ROUTES[route.route])
    if route.why is not None:
        return f"{words}{_(': ')}{say(route.why, _, language())}"
    if route.limit is not None:
        limit = money_words(route.limit.amount)
        since = calendar.day_label(route.limit.since or 0)
        return words + _(" (limit {amount} since {day})").format(amount=limit, day=since)
    return words


def milestone_row(one: MilestoneView) -> list[str]:
    """Return a milestone as cells: name, its days, how it stands."""
    first, last = one.milestone.starts_on, one.milestone.ends_on
    state = _(MILESTONES[one.state])
    if one.reached_on is not None:
        state += _(", ") + calendar.day_label(one.reached_on)
    return [
        one.milestone.name,
        f"{calendar.day_label(first)} – {calendar.day_label(last)}",
        state,
    ]


def projects_table(projects: Sequence[ProjectView]) -> Table:
    """Return projects with money, tender route and the milestone that is on."""
    return lay_out(
        name="item-projects",
        columns=(
            Column(key="label", title=N_("Number"), cell="item.label"),
            Column(key="title", title=N_("What"), cell="item.item.title"),
            Column(
                key="place", title=N_("Place"), cell=lambda project: where(project.item) or None
            ),
            Column(key="stage", cell="item.state.stage"),
            Column(
                key="stage_name",
                title=N_("Stage"),
                cell=lambda project: word(project.item.stage_name),
            ),
            Column(
                key="budget",
                title=N_("Budget (yuan)"),
                kind="number",
                cell=lambda project: yuan(project.funding.budget),
            ),
            Column(
                key="funded",
                title=N_("Funded"),
                kind="number",
                cell=lambda project: yuan(sum(fen for _id, fen in project.funding.sources)),
            ),
            Column(
                key="funding_gap",
                title=N_("Missing"),
                kind="number",
                cell=lambda project: yuan(funding_gap(project.funding)),
            ),
            Column(
                key="tender_route",
                title=N_("Tender"),
                show=lambda route: _(ROUTES[route]),
                cell="route.route",
            ),
            Column(
                key="milestone",
                title=N_("Milestone"),
                cell=lambda project: one.milestone.name if (one := _current(project)) else None,
            ),
            Column(
                key="milestone_state",
                title=N_("State"),
                show=lambda state: "—" if state is None else _(MILESTONES[state]),
                cell=lambda project: one.state if (one := _current(project)) else None,
            ),
            Column(
                key="due_on", title=N_("End"), cell=lambda project: day(project.item.state.due_on)
            ),
            Column(key="blocked_by", title=N_("Blocked by"), cell=_blocked_by),
        ),
        things=projects,
        title=_("Projects"),
        empty=_("No project."),
        tone=_project_tone,
        names=2,
    )


def _current(project: ProjectView) -> MilestoneView | None:
    """Return the first milestone that is not reached, else the last."""
    waiting = [m for m in project.milestones if m.reached_on is None]
    return waiting[0] if waiting else (project.milestones[-1] if project.milestones else None)


def _blocked_by(project: ProjectView) -> str | None:
    blocked = dict(project.item.state.fields).get("blocked_by")
    return blocked if isinstance(blocked, str) and blocked else None


def _project_tone(project: ProjectView) -> Tone:
    current = _current(project)
    if project.item.standing == "overdue" or (current is not None and current.state == "late"):
        return "bad"
    if _blocked_by(project):
        return "warn"
    return "good" if project.item.standing == "closed" else ""


def limits_table(lines: Sequence[LimitLine]) -> Table:
    """Return the amounts of limits with the day they begin."""
    return lay_out(
        name="limits",
        columns=(
            Column(key="limit", cell="id"),
            Column(key="limit_name", title=N_("Limit"), cell=lambda line: word(line.name)),
            Column(
                key="name",
                title=N_("Which"),
                cell=lambda line: word(line.limit.name) if line.limit.name else None,
            ),
            Column(
                key="amount",
                title=N_("Amount (yuan)"),
                kind="number",
                cell=lambda line: yuan(line.limit.amount),
            ),
            Column(
                key="since",
                title=N_("Since"),
                show=lambda since: _("date unknown") if since is None else since,
                cell=lambda line: day(line.limit.since),
            ),
            Column(key="in_force", title=N_("In force")),
            Column(key="note", title=N_("Note"), cell="row.note"),
            Column(key="record", kind="number", cell="row.id"),
        ),
        things=lines,
        title=_("Limits"),
        notes=_limit_notes(lines),
        empty=_("The rulebook has no limits."),
    )


def _limit_notes(lines: Sequence[LimitLine]) -> tuple[str, ...]:
    undated = [line for line in lines if line.limit.since is None]
    if not undated:
        return ()
    amount = undated[0].limit.amount // 100
    return (
        _("An amount without a date decides nothing: {amounts}. Date it: {command}").format(
            amounts=join(money_words(line.limit.amount) for line in undated),
            command=f"streetchief rulebook limit {undated[0].id} {amount} --from DAY",
        ),
    )


def limit_line(line: LimitLine) -> str:
    """Answer `rulebook limit`."""
    return _("{limit}: {amount} from {day} on, as number {number}.").format(
        limit=word(line.name),
        amount=money_words(line.limit.amount),
        day=describe_day(line.limit.since or 0, language()),
        number=line.row.id if line.row else None,
    )
