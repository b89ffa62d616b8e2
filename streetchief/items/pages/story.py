"""The whole way of an item: what it says of itself, then step by step with days and names.

Convention: a step shows its record number, which `void` and `history` take. Money is in yuan.
"""

from __future__ import annotations

from typing import Any

from streetchief.days import calendar
from streetchief.items.pages.items import (
    day,
    item_name,
    items_table,
    said,
    standing_sentence,
    step_word,
)
from streetchief.items.views import AmountView, FieldView, MilestoneView, StepView, Story
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.blocks import aligned, block
from streetchief.output.safe import safe
from streetchief.output.table import data_rows
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


def story_lines(story: Story) -> list[str]:
    """Return the item, its amounts, fields, money, milestones, and its way, as lines."""
    item = story.item
    lines = [safe(item_name(item)), "  " + safe(standing_sentence(item))]
    for more in (
        _("words: {text}").format(text=item.note) if item.note else "",
        _("request number {key}").format(key=item.key) if item.key else "",
        _("suspended because: {why}").format(why=item.suspended_why) if item.suspended_why else "",
    ):
        if more:
            lines += [f"  {safe(line)}" for line in more.split("\n")]
    if story.grown_from is not None:
        grown = _("grown from {item}").format(item=item_name(story.grown_from))
        lines.append("  " + safe(grown))
    for child in story.grown:
        lines.append("  " + safe(_("became {item}").format(item=item_name(child))))
    lines += block(_("Amounts"), aligned([_amount_row(amount) for amount in story.amounts]))
    lines += block(_("Fields"), aligned([[said(f.name), field_words(f)] for f in story.fields]))
    if story.route is not None:
        lines += block(_("Money"), aligned(_money(story)))
    lines += block(
        _("Milestones, counted back from the end"),
        aligned([milestone_row(one) for one in story.milestones]),
    )
    lines += block(_("Its way"), aligned(_way(story)))
    return lines


def _way(story: Story) -> list[list[str]]:
    item = story.item
    first = [calendar.day_label(item.opened_on), step_word("opened"), item.found_by or "—"]
    files = _files(story.evidence)
    patrol = _("on record {number}").format(number=story.activity) if story.activity else ""
    rows = [[*first, _(", ").join(part for part in (patrol, files) if part), f"#{item.record}"]]
    rows += [
        [
            calendar.day_label(step.on),
            _what(step),
            join((step.by, *step.others)) if step.by else "—",
            step_words(step),
            f"#{step.record}",
        ]
        for step in story.steps
    ]
    return rows


def _what(step: StepView) -> str:
    if step.kind == "moved" and step.stage_name is not None:
        return said(step.stage_name)
    return step_word(step.kind)


def step_words(step: StepView) -> str:
    """Say what a step changed."""
    parts = []
    if step.holder:
        names = join((step.holder, *step.joint))
        parts.append(_("to {names}").format(names=names))
    if step.kind == "returned" and step.stage_name is not None:
        parts.append(_("to {names}").format(names=said(step.stage_name)))
    if step.milestone:
        parts.append(step.milestone)
    if step.schedule:
        parts.append(join(_("{name} {days} days").format(name=n, days=d) for n, d in step.schedule))
    if step.until is not None:
        words = _("reply due by {day}") if step.kind == "supervised" else _("until {day}")
        parts.append(words.format(day=calendar.day_label(step.until)))
    if step.due_on is not None:
        parts.append(_("due by {day}").format(day=calendar.day_label(step.due_on)))
    parts += [_amount_words(amount) for amount in step.amounts]
    parts += [f"{said(field.name)} {field_words(field)}" for field in step.fields]
    parts.append(_files(step.evidence))
    parts.append(step.note.replace("\n", " "))
    if not step.counts:
        parts.append(_("does not count: it could not follow"))
    return _(", ").join(part for part in parts if part)


def _files(names: tuple[str, ...]) -> str:
    return _("files: {names}").format(names=join(names)) if names else ""


def field_words(field: FieldView) -> str:
    """Put the value of a field into words."""
    if field.words:
        return join(said(name) for name in field.words)
    if isinstance(field.value, int) and field.type == "yuan":
        return money_words(field.value)
    if isinstance(field.value, int) and field.type == "day":
        return calendar.day_label(field.value)
    if isinstance(field.value, tuple):
        return join(field.value) or "—"
    return str(field.value) or "—"


def money_words(fen: int) -> str:
    """Put money into words: 500000元."""
    return _("{amount} yuan").format(amount=amount_text(fen, MONEY_DECIMALS))


def _amount_row(amount: AmountView) -> list[str]:
    unit = said(amount.unit)
    found = "—" if amount.found is None else amount_text(amount.found, amount.decimals)
    left = (
        "—" if amount.found is None else amount_text(amount.found - amount.cleared, amount.decimals)
    )
    cleared = amount_text(amount.cleared, amount.decimals)
    return [
        said(amount.name),
        _("found {amount} {unit}").format(amount=found, unit=unit),
        _("cleared {amount} {unit}").format(amount=cleared, unit=unit),
        _("left {amount} {unit}").format(amount=left, unit=unit),
    ]


def _amount_words(amount: AmountView) -> str:
    unit = said(amount.unit)
    parts = []
    if amount.found is not None:
        words = _("found {amount} {unit}")
        parts.append(words.format(amount=amount_text(amount.found, amount.decimals), unit=unit))
    if amount.cleared:
        words = _("cleared {amount} {unit}")
        parts.append(words.format(amount=amount_text(amount.cleared, amount.decimals), unit=unit))
    return f"{said(amount.name)} {_(', ').join(parts)}"


def _money(story: Story) -> list[list[str]]:
    rows = []
    funds = story.funding
    if funds is not None:
        budget = "—" if funds.budget is None else money_words(funds.budget)
        rows.append([_("budget"), budget])
        named = {field.id: said(field.name) for field in story.fields}
        rows += [[named.get(id, id), money_words(amount)] for id, amount in funds.sources]
        gap = funding_gap(funds)
        if gap is not None:
            rows.append([_("still missing"), money_words(gap)])
    if story.route is not None:
        rows.append([_("tender"), route_words(story.route)])
    return rows


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


def story_data(story: Story) -> dict[str, Any]:
    """Return an item with its way as plain data; yuan and measures as decimal texts."""
    (item,) = data_rows(items_table([story.item]))
    route = story.route
    funds = story.funding
    return {
        "item": {**item, "note": story.item.note},
        "evidence": list(story.evidence),
        "activity": story.activity,
        "fields": {field.id: _field_data(field) for field in story.fields},
        "amounts": [_amount_data(amount) for amount in story.amounts],
        "budget": None if funds is None or funds.budget is None else _yuan(funds.budget),
        "funding": {} if funds is None else {id: _yuan(fen) for id, fen in funds.sources},
        "funding_gap": None if funds is None else _yuan_or_none(funding_gap(funds)),
        "tender_route": None if route is None else route.route,
        "tender_limit": None if route is None or route.limit is None else _yuan(route.limit.amount),
        "tender_why": None if route is None or route.why is None else route.why.code,
        "milestones": [
            {
                "name": one.milestone.name,
                "starts_on": day(one.milestone.starts_on),
                "ends_on": day(one.milestone.ends_on),
                "reached_on": day(one.reached_on),
                "state": one.state,
            }
            for one in story.milestones
        ],
        "grown_from": story.grown_from.label if story.grown_from else None,
        "grown": [child.label for child in story.grown],
        "steps": [_step_data(step) for step in story.steps],
    }


def _step_data(step: StepView) -> dict[str, Any]:
    return {
        "record": step.record,
        "kind": step.kind,
        "on": day(step.on),
        "by": step.by,
        "others": list(step.others),
        "stage": step.stage or None,
        "holder": step.holder,
        "joint": list(step.joint),
        "note": step.note or None,
        "until": day(step.until),
        "due_on": day(step.due_on),
        "milestone": step.milestone or None,
        "evidence": list(step.evidence),
        "amounts": [_amount_data(amount) for amount in step.amounts],
        "fields": {field.id: _field_data(field) for field in step.fields},
        "schedule": [{"name": name, "days": days} for name, days in step.schedule],
        "counts": step.counts,
    }


def _field_data(field: FieldView) -> Any:
    if field.type == "day" and isinstance(field.value, int):
        return day(field.value)
    if field.type == "yuan" and isinstance(field.value, int):
        return _yuan(field.value)
    if field.type in ("place", "holder") and field.words:
        return field.words[0].zh
    return list(field.value) if isinstance(field.value, tuple) else field.value


def _amount_data(amount: AmountView) -> dict[str, Any]:
    return {
        "measure": amount.measure,
        "found": None if amount.found is None else amount_text(amount.found, amount.decimals),
        "cleared": amount_text(amount.cleared, amount.decimals),
    }


def _yuan(fen: int) -> str:
    return amount_text(fen, MONEY_DECIMALS)


def _yuan_or_none(fen: int | None) -> str | None:
    return None if fen is None else _yuan(fen)
