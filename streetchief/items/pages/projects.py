"""Projects with their money, and limits, as tables.

Convention: money is in yuan, in data as decimal texts.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.days.spoken import describe_day
from streetchief.items.limits import LimitLine
from streetchief.items.lists import ProjectView
from streetchief.items.pages.items import day, said, where
from streetchief.items.pages.story import MILESTONES, ROUTES, money_words
from streetchief.items.views import MilestoneView
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.table import Cell, Column, Table, Tone, lay_out
from streetchief.output.words import join
from streetchief.values.amounts import MONEY_DECIMALS, amount_text


def projects_table(projects: Sequence[ProjectView]) -> Table:
    """Return projects with money, tender route and the milestone that is on."""
    return Table(
        name="item-projects",
        columns=(
            Column(key="label", title=N_("Number")),
            Column(key="title", title=N_("What")),
            Column(key="place", title=N_("Place")),
            Column(key="stage", title=""),
            Column(key="stage_name", title=N_("Stage")),
            Column(key="budget", title=N_("Budget (yuan)"), kind="number"),
            Column(key="funded", title=N_("Funded"), kind="number"),
            Column(key="funding_gap", title=N_("Missing"), kind="number"),
            Column(key="tender_route", title=N_("Tender"), show=_route_shown),
            Column(key="milestone", title=N_("Milestone")),
            Column(key="milestone_state", title=N_("State"), show=_milestone_shown),
            Column(key="due_on", title=N_("End")),
            Column(key="blocked_by", title=N_("Blocked by")),
        ),
        rows=tuple(_project_row(project) for project in projects),
        title=_("Projects"),
        empty=_("No project."),
        tones=tuple(_project_tone(project) for project in projects),
        names=2,
    )


def _project_row(project: ProjectView) -> tuple[Cell, ...]:
    funds = project.funding
    current = _current(project)
    return (
        project.item.label,
        project.item.title,
        where(project.item) or None,
        project.item.stage,
        said(project.item.stage_name),
        None if funds.budget is None else amount_text(funds.budget, MONEY_DECIMALS),
        amount_text(sum(amount for _id, amount in funds.sources), MONEY_DECIMALS),
        None if project.gap is None else amount_text(project.gap, MONEY_DECIMALS),
        project.route.route if project.route else None,
        None if current is None else current.milestone.name,
        None if current is None else current.state,
        day(project.item.due_on),
        project.blocked_by or None,
    )


def _current(project: ProjectView) -> MilestoneView | None:
    """Return the first milestone that is not reached, else the last."""
    waiting = [m for m in project.milestones if m.reached_on is None]
    return waiting[0] if waiting else (project.milestones[-1] if project.milestones else None)


def _project_tone(project: ProjectView) -> Tone:
    current = _current(project)
    if project.item.standing == "overdue" or (current is not None and current.state == "late"):
        return "bad"
    if project.blocked_by:
        return "warn"
    return "good" if project.item.standing == "closed" else ""


def _route_shown(route: str | None) -> str:
    return "—" if route is None else _(ROUTES[route])


def _milestone_shown(state: str | None) -> str:
    return "—" if state is None else _(MILESTONES[state])


def limits_table(lines: Sequence[LimitLine]) -> Table:
    """Return the amounts of limits with the day they begin."""
    return lay_out(
        name="limits",
        columns=(
            Column(key="limit"),
            Column(key="limit_name", title=N_("Limit"), cell=lambda line: said(line.limit_name)),
            Column(
                key="name",
                title=N_("Which"),
                cell=lambda line: said(line.name) if line.name else None,
            ),
            Column(
                key="amount",
                title=N_("Amount (yuan)"),
                kind="number",
                cell=lambda line: amount_text(line.amount, MONEY_DECIMALS),
            ),
            Column(
                key="since", title=N_("Since"), show=_since_shown, cell=lambda line: day(line.since)
            ),
            Column(key="in_force", title=N_("In force")),
            Column(key="note", title=N_("Note")),
            Column(key="record", kind="number"),
        ),
        things=lines,
        title=_("Limits"),
        notes=_limit_notes(lines),
        empty=_("The rulebook has no limits."),
    )


def _since_shown(since: str | None) -> str:
    return _("date unknown") if since is None else since


def _limit_notes(lines: Sequence[LimitLine]) -> tuple[str, ...]:
    undated = [line for line in lines if line.since is None]
    if not undated:
        return ()
    names = join(money_words(line.amount) for line in undated)
    command = f"streetchief rulebook limit {undated[0].limit} {undated[0].amount // 100} --from DAY"
    return (
        _("An amount without a date decides nothing: {amounts}. Date it: {command}").format(
            amounts=names, command=command
        ),
    )


def limit_line(line: LimitLine) -> str:
    """Answer `rulebook limit`."""
    return _("{limit}: {amount} from {day} on, as number {number}.").format(
        limit=said(line.limit_name),
        amount=money_words(line.amount),
        day=describe_day(line.since or 0, language()),
        number=line.record,
    )
