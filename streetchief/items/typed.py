"""From what people type about an item to what its list keeps: category, stage, fields, amounts.

Convention: words of the rulebook are matched like names of the register (identifier, Chinese or
English name, beginning, pinyin initials) and never guessed. A list that ends in 等 takes a new
category, unless it is much like one it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from streetchief.days.spoken import NotADate, read_day
from streetchief.errors import BadUsage, Refused
from streetchief.items.lists import Lists, pick_list, word
from streetchief.items.records import find_categories
from streetchief.ledger.office import clean
from streetchief.locale.text import gettext as _
from streetchief.register.names import initials_of
from streetchief.rulebook.rules.list import Field, FieldValue, ListRule, Measure, Quantity, Stage
from streetchief.values.amounts import MONEY_DECIMALS, read_amount
from streetchief.values.names import Ambiguous, Named, Unknown, fold, pick
from streetchief.values.problems import Name

LIKE = 0.6
"""A new category this much like a known one is taken for a slip of the keys."""


def rule_meant(lists: Lists, list_: str | None, category: str | None) -> ListRule:
    """Return the list named, else the first that declares the category, else the first of all."""
    if list_:
        return pick_list(lists, list_)
    wanted = fold(category or "")
    for rule in lists.rules.values():
        for known in rule.categories:
            if wanted in (fold(known.id), fold(known.name.zh), fold(known.name.en)):
                return rule
    return lists.default


def category_meant(lists: Lists, rule: ListRule, text: str | None, *, new: bool = False) -> str:
    """Return the category meant by `text`: its identifier, or the words of an open list.

    Without a text the only category of a list is meant. `new` takes the words as they are. Raises
    `Refused` for a category the list does not have, or one that is nearly one it has.
    """
    if not (text or "").strip():
        return rule.categories[0].id if len(rule.categories) == 1 else ""
    said = clean(text or "", _("the category"), most=60)
    known = {category.id: category.name for category in rule.categories}
    for used in find_categories(lists.connection, rule.id) if rule.open else ():
        known.setdefault(used, Name(zh=used, en=used))
    if new and rule.open and fold(said) not in _folded(known.items()):
        return said
    try:
        return _picked(said, known.items())
    except Unknown:
        near = _much_alike(said, known.values()) if rule.open else []
        if rule.open and not near:
            return said
    except Ambiguous as error:
        near = [named.name for named in error.found]
    raise Refused(
        _("{list} has no category {category}.").format(list=word(rule.name), category=said),
        _("Is it one of these: {names}? A new one needs --new-category.").format(
            names=_(", ").join(near)
        )
        if rule.open
        else _("Categories: {names}.").format(names=_shown(known.items())),
    )


def stage_meant(rule: ListRule, text: str) -> Stage:
    """Return the stage of a list meant by its identifier or name."""
    stages = {stage.id: stage for stage in rule.stages}
    known = [(stage.id, stage.name) for stage in rule.stages]
    return stages[_of(known, text, _("{list} has no stage {text}."), rule)]


def quantities_meant(
    rule: ListRule, said: Sequence[tuple[str, str]], side: str
) -> tuple[Quantity, ...]:
    """Read amounts such as 面积=120.5 or count=3处, all of them found or all cleared."""
    known = [(measure.id, measure.name) for measure in rule.measures]
    measures = {measure.id: measure for measure in rule.measures}
    found = []
    for name, text in said:
        measure = measures[_of(known, name, _("{list} has no measure {text}."), rule)]
        found.append(
            Quantity(
                measure=measure.id,
                side="cleared" if side == "cleared" else "found",
                amount=_amount(measure, text),
            )
        )
    return tuple(found)


def fields_meant(
    lists: Lists, rule: ListRule, said: Sequence[tuple[str, str]]
) -> tuple[tuple[str, FieldValue], ...]:
    """Read fields such as 预算=80万 or tags=点,线; an empty value clears the field."""
    known = [(field.id, field.name) for field in rule.fields]
    fields = {field.id: field for field in rule.fields}
    found: dict[str, FieldValue] = {}
    for name, text in said:
        field = fields[_of(known, name, _("{list} has no field {text}."), rule)]
        found[field.id] = _value(lists, field, text.strip())
    return tuple(found.items())


def schedule_meant(said: Sequence[tuple[str, str]]) -> tuple[tuple[str, int], ...]:
    """Read milestones in order with the days each takes: 设计=10, 施工=60天."""
    found = []
    for name, text in said:
        digits = re.fullmatch(r"(\d{1,5})\s*(?:天|日|days?|d)?", normalize("NFKC", text).strip())
        if not digits or not int(digits[1]):
            raise BadUsage(
                _("{text} is no number of days.").format(text=text),
                _("Write it like 设计=10"),
            )
        found.append((clean(name, _("the milestone"), most=60), int(digits[1])))
    return tuple(found)


def pairs(said: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Split NAME=VALUE; raises `BadUsage` (exit 2) for what is none."""
    found = []
    for text in said:
        name, equals, given = normalize("NFKC", text).partition("=")
        if not equals or not name.strip():
            raise BadUsage(_("{text} is not NAME=VALUE.").format(text=text))
        found.append((name.strip(), given.strip()))
    return tuple(found)


def _value(lists: Lists, field: Field, text: str) -> FieldValue:
    if not text:
        return ""
    if field.type == "text":
        return clean(text, word(field.name), lines=True)
    if field.type == "int":
        plain = normalize("NFKC", text).replace(",", "")
        if not re.fullmatch(r"-?\d{1,15}", plain):
            raise _misfit(field, text, _("a whole number"))
        return int(plain)
    if field.type == "yuan":
        return money(text, field.name)
    if field.type == "day":
        try:
            return read_day(text, now=lists.office.now, sense="plan")
        except NotADate as error:
            raise BadUsage(
                _("{text} cannot be read as a date.").format(text=text),
                _(error.reason),
            ) from None
    if field.type == "place":
        return lists.directory.place(text).key
    if field.type == "holder":
        return lists.directory.holder(text).key
    if field.type == "tags":
        words = [part for part in re.split(r"[、,，;；\s]+", text) if part]
        return tuple(dict.fromkeys(_choice(field, part) for part in words))
    return _choice(field, text)


def money(text: str, what: Name) -> int:
    """Read an amount of yuan in fen: 50万, 1,250.5元; raises `BadUsage` for what is none."""
    try:
        return read_amount(text, MONEY_DECIMALS)
    except ValueError:
        raise BadUsage(
            _("{field}: {text} is no amount of yuan, such as 50万 or 1250.5.").format(
                field=word(what), text=text
            ),
        ) from None


def _choice(field: Field, text: str) -> str:
    known = [(choice.id, choice.name) for choice in field.choices]
    said = clean(text, word(field.name), most=60)
    try:
        return _picked(said, known)
    except Unknown:
        near = _much_alike(said, [name for _id, name in known])
        if field.open and not near:
            return said
    except Ambiguous:
        pass
    raise Refused(
        _("{field}: there is no {text}.").format(field=word(field.name), text=said),
        _("Known are: {names}.").format(names=_shown(known)),
    )


def _amount(measure: Measure, text: str) -> int:
    plain = normalize("NFKC", text).strip()
    units = {measure.unit.zh, measure.unit.en, "㎡", "平方米", "处", "户", "宗"}
    for unit in units:
        folded = normalize("NFKC", unit)
        if folded and plain.endswith(folded):
            plain = plain[: -len(folded)].strip()
            break
    try:
        return read_amount(plain, measure.decimals)
    except ValueError:
        raise BadUsage(
            _("{measure}: {text} is no amount with at most {decimals} decimals.").format(
                measure=word(measure.name), text=text, decimals=measure.decimals
            ),
        ) from None


def _misfit(field: Field, text: str, wanted: str) -> BadUsage:
    return BadUsage(
        _("{field}: {text} is not {wanted}.").format(
            field=word(field.name), text=text, wanted=wanted
        ),
    )


Known = Iterable[tuple[str, Name]]


def _of(known: Sequence[tuple[str, Name]], text: str, words: str, rule: ListRule) -> str:
    try:
        return _picked(text, known)
    except (Unknown, Ambiguous):
        raise Refused(
            words.format(list=word(rule.name), text=text),
            _("Known are: {names}.").format(names=_shown(known) or _("none")),
        ) from None


def _picked(text: str, known: Known) -> str:
    words = list(known)
    for id, name in words:
        if fold(text) in (fold(id), fold(name.zh), fold(name.en)):
            return id
    candidates = [
        Named(key=at, name=name.zh, aliases=(id, name.en), kind="person")
        for at, (id, name) in enumerate(words)
    ]
    return words[pick(text, candidates, initials=initials_of).key][0]


def _folded(known: Known) -> set[str]:
    return {fold(text) for id, name in known for text in (id, name.zh, name.en)}


def _much_alike(text: str, names: Iterable[Name]) -> list[str]:
    from difflib import get_close_matches

    known = {spelt: word(name) for name in names for spelt in (name.zh, name.en.casefold())}
    close = get_close_matches(text.casefold(), list(known), n=3, cutoff=LIKE)
    return list(dict.fromkeys(known[spelt] for spelt in close))


def _shown(known: Known) -> str:
    return _(", ").join(
        name.zh if id in (name.zh, name.en) else _("{name} ({id})").format(name=name.zh, id=id)
        for id, name in known
    )
