"""The whole way of an item: what it says of itself, then step by step with days and names.

Convention: a step shows its record number, which `void` and `history` take. Money is in yuan.
"""

from __future__ import annotations

from typing import Any

from streetchief.days import calendar
from streetchief.items.lists import word
from streetchief.items.pages.items import day, item_name, items_table, standing_sentence, step_word
from streetchief.items.pages.projects import milestone_row, money_words, route_words, yuan
from streetchief.items.views import AmountView, FieldView, StepView, Story
from streetchief.locale.text import gettext as _
from streetchief.output.blocks import aligned, block
from streetchief.output.safe import safe
from streetchief.output.table import data_rows
from streetchief.output.words import join
from streetchief.rulebook.rules.project import funding_gap
from streetchief.values.amounts import amount_text


def story_lines(story: Story) -> list[str]:
    """Return the item, its amounts, fields, money, milestones, and its way, as lines."""
    row, state = story.item.now.row, story.item.state
    lines = [safe(item_name(story.item)), "  " + safe(standing_sentence(story.item))]
    for more in (
        _("words: {text}").format(text=row.note) if row.note else "",
        _("request number {key}").format(key=row.key) if row.key else "",
        _("suspended because: {why}").format(why=state.suspended_why)
        if state.suspended_why
        else "",
    ):
        if more:
            lines += [f"  {safe(line)}" for line in more.split("\n")]
    if story.grown_from is not None:
        grown = _("grown from {item}").format(item=item_name(story.grown_from))
        lines.append("  " + safe(grown))
    for child in story.grown:
        lines.append("  " + safe(_("became {item}").format(item=item_name(child))))
    lines += block(_("Amounts"), aligned([_amount_row(amount) for amount in story.amounts]))
    fields = [[word(one.field.name), field_words(one)] for one in story.fields]
    lines += block(_("Fields"), aligned(fields))
    if story.route is not None:
        lines += block(_("Money"), aligned(_money(story)))
    lines += block(
        _("Milestones, counted back from the end"),
        aligned([milestone_row(one) for one in story.milestones]),
    )
    lines += block(_("Its way"), aligned(_way(story)))
    return lines


def _way(story: Story) -> list[list[str]]:
    view = story.item
    found_on = view.now.row.activity
    opened = [
        _("on record {number}").format(number=found_on) if found_on else "",
        _files(view.item.evidence),
    ]
    first = [
        calendar.day_label(view.item.opened_on),
        step_word("opened"),
        view.found_by or "—",
        _(", ").join(part for part in opened if part),
        f"#{view.item.id}",
    ]
    return [
        first,
        *(
            [
                calendar.day_label(step.fact.on),
                _what(step),
                join((step.by, *step.others)) if step.by else "—",
                step_words(step),
                f"#{step.fact.id}",
            ]
            for step in story.steps
        ),
    ]


def _what(step: StepView) -> str:
    if step.fact.kind == "moved" and step.stage is not None:
        return word(step.stage.name)
    return step_word(step.fact.kind)


def step_words(step: StepView) -> str:
    """Say what a step changed."""
    fact = step.fact
    parts = []
    if step.holder:
        names = join((step.holder, *step.joint))
        parts.append(_("to {names}").format(names=names))
    if fact.kind == "returned" and step.stage is not None:
        parts.append(_("to {names}").format(names=word(step.stage.name)))
    parts.append(fact.milestone)
    parts.append(join(_("{name} {days} days").format(name=n, days=d) for n, d in fact.schedule))
    if fact.until is not None:
        words = _("reply due by {day}") if fact.kind == "supervised" else _("until {day}")
        parts.append(words.format(day=calendar.day_label(fact.until)))
    if fact.due_on is not None:
        parts.append(_("due by {day}").format(day=calendar.day_label(fact.due_on)))
    parts += [_amount_words(amount) for amount in step.amounts]
    parts += [f"{word(one.field.name)} {field_words(one)}" for one in step.fields]
    parts.append(_files(fact.evidence))
    parts.append(fact.note.replace("\n", " "))
    if not step.counts:
        parts.append(_("does not count: it could not follow"))
    return _(", ").join(part for part in parts if part)


def _files(names: tuple[str, ...]) -> str:
    return _("files: {names}").format(names=join(names)) if names else ""


def field_words(view: FieldView) -> str:
    """Put the value of a field into words."""
    given = view.value
    if view.words:
        return join(word(name) for name in view.words)
    if isinstance(given, int) and view.field.type == "yuan":
        return money_words(given)
    if isinstance(given, int) and view.field.type == "day":
        return calendar.day_label(given)
    return (join(given) if isinstance(given, tuple) else str(given)) or "—"


def _amount_row(amount: AmountView) -> list[str]:
    """Return what was found, cleared and is left of a measure as cells."""
    found = amount.found
    return [
        word(amount.measure.name),
        _amount_said(_("found {amount} {unit}"), amount, found),
        _amount_said(_("cleared {amount} {unit}"), amount, amount.cleared),
        _amount_said(
            _("left {amount} {unit}"), amount, None if found is None else found - amount.cleared
        ),
    ]


def _amount_words(amount: AmountView) -> str:
    parts = []
    if amount.found is not None:
        parts.append(_amount_said(_("found {amount} {unit}"), amount, amount.found))
    if amount.cleared:
        parts.append(_amount_said(_("cleared {amount} {unit}"), amount, amount.cleared))
    return f"{word(amount.measure.name)} {_(', ').join(parts)}"


def _amount_said(words: str, view: AmountView, amount: int | None) -> str:
    measure = view.measure
    shown = "—" if amount is None else amount_text(amount, measure.decimals)
    return words.format(amount=shown, unit=word(measure.unit))


def _money(story: Story) -> list[list[str]]:
    rows = []
    funds = story.funding
    if funds is not None:
        budget = "—" if funds.budget is None else money_words(funds.budget)
        rows.append([_("budget"), budget])
        named = {one.field.id: word(one.field.name) for one in story.fields}
        rows += [[named.get(id, id), money_words(amount)] for id, amount in funds.sources]
        gap = funding_gap(funds)
        if gap is not None:
            rows.append([_("still missing"), money_words(gap)])
    if story.route is not None:
        rows.append([_("tender"), route_words(story.route)])
    return rows


def story_data(story: Story) -> dict[str, Any]:
    """Return an item with its way as plain data; yuan and measures as decimal texts."""
    (item,) = data_rows(items_table([story.item]))
    row = story.item.now.row
    route, limit = story.route, story.route.limit if story.route else None
    funds = story.funding
    return {
        "item": {**item, "note": row.note},
        "evidence": list(row.item.evidence),
        "activity": row.activity,
        "fields": {one.field.id: _field_data(one) for one in story.fields},
        "amounts": [_amount_data(amount) for amount in story.amounts],
        "budget": yuan(funds.budget) if funds else None,
        "funding": {id: yuan(fen) for id, fen in funds.sources} if funds else {},
        "funding_gap": yuan(funding_gap(funds)) if funds else None,
        "tender_route": route.route if route else None,
        "tender_limit": yuan(limit.amount) if limit else None,
        "tender_why": route.why.code if route and route.why else None,
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
    fact = step.fact
    return {
        "record": fact.id,
        "kind": fact.kind,
        "on": day(fact.on),
        "by": step.by,
        "others": list(step.others),
        "stage": fact.stage or None,
        "holder": step.holder,
        "joint": list(step.joint),
        "note": fact.note or None,
        "until": day(fact.until),
        "due_on": day(fact.due_on),
        "milestone": fact.milestone or None,
        "evidence": list(fact.evidence),
        "amounts": [_amount_data(amount) for amount in step.amounts],
        "fields": {one.field.id: _field_data(one) for one in step.fields},
        "schedule": [{"name": name, "days": days} for name, days in fact.schedule],
        "counts": step.counts,
    }


def _field_data(view: FieldView) -> Any:
    if isinstance(view.value, int) and view.field.type in ("day", "yuan"):
        return day(view.value) if view.field.type == "day" else yuan(view.value)
    if view.field.type in ("place", "holder") and view.words:
        return view.words[0].zh
    return list(view.value) if isinstance(view.value, tuple) else view.value


def _amount_data(amount: AmountView) -> dict[str, Any]:
    decimals = amount.measure.decimals
    return {
        "measure": amount.measure.id,
        "found": None if amount.found is None else amount_text(amount.found, decimals),
        "cleared": amount_text(amount.cleared, decimals),
    }
