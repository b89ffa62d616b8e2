"""Facts in words: what each record of the ledger says, in the reader's language.

Convention: every table of facts has its sentence here; one without is shown column by column, so
nothing that was recorded can be invisible. `rulebook` gives the words of roles and kinds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from streetchief.domain import calendar
from streetchief.domain.rulebook import Rulebook
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.service.history import FactView

FACT_STATES = {
    "live": N_("holds"),
    "superseded": N_("replaced"),
    "void": N_("void"),
    "undone": N_("undone"),
}

KINDS = {
    "county": N_("county"),
    "town": N_("town"),
    "village": N_("village"),
    "street": N_("street"),
    "zone": N_("zone"),
    "person": N_("person"),
    "department": N_("department"),
    "patrol": N_("patrol"),
}

EXEMPT_REASONS = {
    "leave": N_("leave"),
    "sick": N_("sick leave"),
    "business": N_("away on business"),
    "emergency": N_("emergency"),
    "weather": N_("bad weather"),
    "closure": N_("street closed for works"),
    "other": N_("other reason"),
}

HONOUR_STEPS = {
    "applied": N_("applied for"),
    "assessed": N_("assessed"),
    "awarded": N_("awarded"),
    "revoked": N_("revoked"),
}


LIST_FACTS = (
    "item",
    "item_step",
    "item_party",
    "item_amount",
    "item_field",
    "item_milestone",
    "limit_amount",
)
"""Tables whose sentences are in `render.item_facts`."""


def moment(at: int) -> str:
    """Return a local instant for a list: 2026-11-22 09:30."""
    return calendar.at_label(at).replace("T", " ")


def fact_words(fact: FactView, rulebook: Rulebook | None = None) -> str:
    """Say in a few words what a fact says."""
    told = _TOLD.get(fact.table)
    if told is None and fact.table in LIST_FACTS:
        from streetchief.render.item_facts import ITEM_FACTS

        told = ITEM_FACTS[fact.table]
    return told(fact, rulebook) if told else _column_by_column(fact)


def _text(fact: FactView, column: str) -> str:
    value = fact.names.get(column, fact.values.get(column))
    return "" if value is None else str(value)


def _number(fact: FactView, column: str) -> int | None:
    value = fact.values.get(column)
    return value if isinstance(value, int) else None


def _join(*parts: str) -> str:
    return _(", ").join(part for part in parts if part)


def _kind_word(kind: str, rulebook: Rulebook | None) -> str:
    if kind in KINDS:
        return _(KINDS[kind])
    known = rulebook.kinds.get(kind) if rulebook else None
    if known is not None:
        return known.en if language() == "en" else known.zh
    return rulebook.place_kinds.get(kind, kind) if rulebook else kind


def _role_word(role: str, rulebook: Rulebook | None) -> str:
    known = rulebook.roles.get(role) if rulebook else None
    if known is None:
        return role
    return known.en if language() == "en" else known.zh


def _span(since: int | None, until: int | None) -> str:
    """Say from which day, and the last day when there is one."""
    if since is None:
        return ""
    if until is None:
        return _("from {day}").format(day=calendar.day_label(since))
    if until - since == 1:
        return _("on {day}").format(day=calendar.day_label(since))
    return _("from {first} to {last}").format(
        first=calendar.day_label(since), last=calendar.day_label(until - 1)
    )


def _activity(fact: FactView, rulebook: Rulebook | None) -> str:
    minutes = _number(fact, "minutes")
    return _join(
        f"{_kind_word(_text(fact, 'kind'), rulebook)} {_text(fact, 'place')}",
        _text(fact, "person"),
        moment(_number(fact, "started_at") or 0),
        _("{count} minutes").format(count=minutes) if minutes else "",
        _("approved by {name}").format(name=_text(fact, "approved_by"))
        if fact.values.get("approved_by")
        else "",
        _text(fact, "note"),
    )


def _place(fact: FactView, rulebook: Rulebook | None) -> str:
    opened, closed = _number(fact, "opened_on"), _number(fact, "closed_on")
    above = _text(fact, "parent")
    name = _text(fact, "name")
    return _join(
        f"{_kind_word(_text(fact, 'kind'), rulebook)} {above}/{name}"
        if above
        else f"{_kind_word(_text(fact, 'kind'), rulebook)} {name}",
        _text(fact, "code"),
        _("open from {day}").format(day=calendar.day_label(opened)) if opened is not None else "",
        _("closed from {day}").format(day=calendar.day_label(closed)) if closed is not None else "",
        _("continued by {place}").format(place=_text(fact, "successor"))
        if fact.values.get("successor")
        else "",
        _("brand {brand}").format(brand=_text(fact, "brand")) if fact.values.get("brand") else "",
    )


def _holder(fact: FactView, rulebook: Rulebook | None) -> str:
    closed = _number(fact, "closed_on")
    return _join(
        f"{_kind_word(_text(fact, 'kind'), rulebook)} {_text(fact, 'name')}",
        _text(fact, "unit"),
        _text(fact, "title"),
        _("off the register from {day}").format(day=calendar.day_label(closed))
        if closed is not None
        else "",
    )


def _assignment(fact: FactView, rulebook: Rulebook | None) -> str:
    return _join(
        f"{_text(fact, 'holder')} {_role_word(_text(fact, 'role'), rulebook)} "
        f"{_text(fact, 'place')}",
        _span(_number(fact, "since"), _number(fact, "until")),
    )


def _honour_step(fact: FactView, rulebook: Rulebook | None) -> str:
    honour, kind = _text(fact, "honour"), _text(fact, "kind")
    known = rulebook.tables.get("honours", {}).get(honour, {}) if rulebook else {}
    name = known.get("en" if language() == "en" else "zh") or honour
    return _join(
        f"{name} {_text(fact, 'place')}",
        _(HONOUR_STEPS[kind]) if kind in HONOUR_STEPS else kind,
        _text(fact, "grade"),
        _span(_number(fact, "day"), (_number(fact, "day") or 0) + 1),
        _text(fact, "note"),
    )


def _exemption(fact: FactView, _words: Rulebook | None) -> str:
    reason = _text(fact, "reason")
    if fact.values.get("revoked"):
        standing = _("taken back")
    elif fact.values.get("approved_by"):
        standing = _("approved by {name}").format(name=_text(fact, "approved_by"))
    else:
        standing = _("asked for")
    return _join(
        _("exemption of {whom}").format(whom=_text(fact, "place") or _text(fact, "holder")),
        _span(_number(fact, "since"), _number(fact, "until")),
        _(EXEMPT_REASONS[reason]) if reason in EXEMPT_REASONS else reason,
        standing,
    )


def _delegation(fact: FactView, _words: Rulebook | None) -> str:
    return _join(
        _("{chief} delegates to {delegate}").format(
            chief=_text(fact, "chief"), delegate=_text(fact, "delegate")
        ),
        _text(fact, "place"),
        _span(_number(fact, "since"), _number(fact, "until")),
        _("taken back") if fact.values.get("revoked") else "",
    )


def _setting(fact: FactView, _words: Rulebook | None) -> str:
    return _("setting {name}: {value}").format(name=_text(fact, "name"), value=_text(fact, "value"))


def _rulebook(fact: FactView, _words: Rulebook | None) -> str:
    return _join(
        _("rulebook {name}").format(name=_text(fact, "name")), _span(_number(fact, "since"), None)
    )


def _duty(fact: FactView, _words: Rulebook | None) -> str:
    try:
        fields = json.loads(_text(fact, "fields"))
        said = _(", ").join(f"{name} = {value}" for name, value in fields.items())
    except (ValueError, AttributeError):
        said = _text(fact, "fields")
    return _join(
        _("duty {name}").format(name=_text(fact, "name")),
        _text(fact, "town"),
        _span(_number(fact, "since"), None),
        said,
    )


def _about(fact: FactView, rulebook: Rulebook | None) -> str:
    if fact.about is None:
        return ""
    return f"{fact.about.id} {fact_words(fact.about, rulebook)}"


def _participant(fact: FactView, rulebook: Rulebook | None) -> str:
    return _("{name} took part in {what}").format(
        name=_text(fact, "holder"), what=_about(fact, rulebook)
    )


def _evidence(fact: FactView, rulebook: Rulebook | None) -> str:
    return _("file {name} of {what}").format(name=_text(fact, "name"), what=_about(fact, rulebook))


def _approval(fact: FactView, rulebook: Rulebook | None) -> str:
    return _("{name} approved {what}").format(
        name=_text(fact, "approved_by"), what=_about(fact, rulebook)
    )


def _void(fact: FactView, rulebook: Rulebook | None) -> str:
    if fact.values.get("target") is not None:
        return _("undo of entry {entry}").format(entry=_text(fact, "target"))
    return _("void: {what}").format(what=_about(fact, rulebook))


def _objection(fact: FactView, _rulebook: Rulebook | None) -> str:
    if fact.values.get("answer_of") is not None:
        return _("answer to objection {number}: {text}").format(
            number=_number(fact, "answer_of"), text=_text(fact, "text")
        )
    week = _number(fact, "week") or 0  # or a month: until 2070 they have numbers below 1200
    return _("objection to {place}, {duty} {week}: {text}").format(
        place=_text(fact, "place"),
        duty=_text(fact, "duty"),
        week=calendar.week_label(week) if week > 1200 else calendar.month_label(week),
        text=_text(fact, "text"),
    )


def _spot_check(fact: FactView, _rulebook: Rulebook | None) -> str:
    number = _number(fact, "activity")
    agreed = _number(fact, "agreed")
    if agreed is None:
        return _("record {number} drawn for a look on site").format(number=number)
    said = _("found as recorded") if agreed else _("found otherwise")
    return _join(_("record {number}").format(number=number), said, _text(fact, "by"))


def _bulletin(fact: FactView, _rulebook: Rulebook | None) -> str:
    from streetchief.render.bulletin_words import issued_words

    return issued_words(
        _text(fact, "place"),
        _text(fact, "kind"),
        _number(fact, "period") or 0,
        _number(fact, "number") or 0,
    )


def _board(fact: FactView, _rulebook: Rulebook | None) -> str:
    from streetchief.render.board_words import KIND_WORDS

    kind = _text(fact, "kind")
    return _("board made: {kind}, {place}, {path}").format(
        kind=_(KIND_WORDS[kind]) if kind in KIND_WORDS else kind,
        place=_text(fact, "place") or _("all towns"),
        path=_text(fact, "path"),
    )


def _column_by_column(fact: FactView) -> str:
    said = [f"{name} {_text(fact, name)}" for name in fact.values if _text(fact, name)]
    return _join(fact.table, *said)


_TOLD: Mapping[str, Callable[[FactView, Rulebook | None], str]] = {
    "activity": _activity,
    "place": _place,
    "holder": _holder,
    "assignment": _assignment,
    "honour_step": _honour_step,
    "exemption": _exemption,
    "delegation": _delegation,
    "setting": _setting,
    "rulebook": _rulebook,
    "duty": _duty,
    "participant": _participant,
    "evidence": _evidence,
    "approval": _approval,
    "void": _void,
    "objection": _objection,
    "spot_check": _spot_check,
    "board": _board,
    "bulletin": _bulletin,
}
