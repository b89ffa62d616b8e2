"""Facts of lists in words, for `history` and whoever takes something back.

Convention: as in `office.pages.facts`, one sentence a table; days are ISO dates, money is in yuan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from streetchief.days import calendar
from streetchief.items.pages.items import step_word
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.office.history import FactView
from streetchief.office.pages.fact_cells import day_of, joined, number_of, text_of
from streetchief.rulebook.rules.list import ListRule, Stage, field_of, stage_index
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.values.amounts import MONEY_DECIMALS, amount_text
from streetchief.values.problems import Name, name_in


def item_words(fact: FactView, rulebook: Rulebook | None) -> str:
    """Say which item of which list was opened, where and on which day."""
    number = number_of(fact, "number") or 0
    list_ = text_of(fact, "list")
    rule = _rule(fact, rulebook)
    return joined(
        f"{_name(rule.name) if rule else list_} "
        + _("No. {number}").format(number=f"{number:03d}"),
        text_of(fact, "title"),
        text_of(fact, "place"),
        _("found by {name}").format(name=text_of(fact, "found_by"))
        if fact.values.get("found_by")
        else "",
        day_of(fact, "opened_on"),
        _("due by {day}").format(day=day_of(fact, "due_on")) if fact.values.get("due_on") else "",
        text_of(fact, "note"),
    )


def step_words(fact: FactView, rulebook: Rulebook | None) -> str:
    """Say what happened to which item."""
    kind = text_of(fact, "kind")
    until = _("until {day}").format(day=day_of(fact, "until")) if fact.values.get("until") else ""
    rule = _rule(fact.about, rulebook) if fact.about is not None else None
    stage = _stage(rule, text_of(fact, "stage"))
    return joined(
        f"{_about(fact, rulebook)}{_(': ')}{_name(stage.name) if stage else step_word(kind)}",
        _("to {names}").format(names=text_of(fact, "holder")) if fact.values.get("holder") else "",
        until,
        _("due by {day}").format(day=day_of(fact, "due_on")) if fact.values.get("due_on") else "",
        text_of(fact, "milestone"),
        text_of(fact, "by"),
        day_of(fact, "day"),
        text_of(fact, "note"),
    )


def party_words(fact: FactView, rulebook: Rulebook | None) -> str:
    """Say who else took part."""
    return _("{name} took part in {what}").format(
        name=text_of(fact, "holder"), what=_about(fact, rulebook)
    )


def amount_words(fact: FactView, rulebook: Rulebook | None) -> str:
    """Say how much of what was found or cleared."""
    rule = _rule_of_about(fact, rulebook)
    id, amount = text_of(fact, "measure"), number_of(fact, "amount") or 0
    measure = next((m for m in rule.measures if m.id == id), None) if rule else None
    shown = amount_text(amount, measure.decimals) if measure else str(amount)
    unit = _name(measure.unit) if measure else ""
    found = (
        _("found {amount} {unit}")
        if text_of(fact, "side") == "found"
        else _("cleared {amount} {unit}")
    )
    name = _name(measure.name) if measure else id
    return f"{_about(fact, rulebook)}{_(': ')}{name} {found.format(amount=shown, unit=unit)}"


def field_words(fact: FactView, rulebook: Rulebook | None) -> str:
    """Say which field has which value."""
    rule = _rule_of_about(fact, rulebook)
    id = text_of(fact, "field")
    field = field_of(rule, id) if rule else None
    number = number_of(fact, "number")
    shown = text_of(fact, "place") or text_of(fact, "holder") or text_of(fact, "text")
    if number is not None:
        shown = str(number)
        if field is not None and field.type == "day":
            shown = calendar.day_label(number)
        elif field is not None and field.type == "yuan":
            shown = _("{amount} yuan").format(amount=amount_text(number, MONEY_DECIMALS))
    name = _name(field.name) if field else id
    return f"{_about(fact, rulebook)}{_(': ')}{name} {shown or '—'}".replace("\n", _(", "))


def milestone_words(fact: FactView, _rulebook: Rulebook | None) -> str:
    """Say how many days a milestone takes."""
    return _("{name} {days} days").format(name=text_of(fact, "name"), days=text_of(fact, "days"))


def limit_words(fact: FactView, rulebook: Rulebook | None) -> str:
    """Say from which day an amount of a limit holds."""
    id = text_of(fact, "name")
    tables = rulebook.tables.get("limits", {}) if rulebook else {}
    table = tables.get(id, {})
    name = Name(zh=table.get("zh", id), en=table.get("en", table.get("zh", id)))
    amount = amount_text(number_of(fact, "amount") or 0, MONEY_DECIMALS)
    return joined(
        f"{_name(name)} " + _("{amount} yuan").format(amount=amount),
        _("from {day}").format(day=day_of(fact, "since")),
        text_of(fact, "note"),
    )


ITEM_FACTS: Mapping[str, Callable[[FactView, Rulebook | None], str]] = {
    "item": item_words,
    "item_step": step_words,
    "item_party": party_words,
    "item_amount": amount_words,
    "item_field": field_words,
    "item_milestone": milestone_words,
    "limit_amount": limit_words,
}
"""The sentence of each table of facts of lists."""


def _about(fact: FactView, rulebook: Rulebook | None) -> str:
    """Name the item that a fact hangs on, directly or by a step."""
    about = fact.about
    while about is not None and about.table == "item_step":
        about = about.about
    if about is None or about.table != "item":
        return ""
    rule = _rule(about, rulebook)
    number = number_of(about, "number") or 0
    list_ = _name(rule.name) if rule else text_of(about, "list")
    return f"{list_} {_('No. {number}').format(number=f'{number:03d}')}"


def _rule_of_about(fact: FactView, rulebook: Rulebook | None) -> ListRule | None:
    about = fact.about
    while about is not None and about.table == "item_step":
        about = about.about
    return _rule(about, rulebook) if about is not None else None


def _rule(fact: FactView | None, rulebook: Rulebook | None) -> ListRule | None:
    return rulebook.lists.get(text_of(fact, "list")) if rulebook and fact is not None else None


def _stage(rule: ListRule | None, id: str) -> Stage | None:
    index = stage_index(rule, id) if rule and id else None
    return rule.stages[index] if rule and index is not None else None


def _name(name: Name) -> str:
    return name_in(name, language())
