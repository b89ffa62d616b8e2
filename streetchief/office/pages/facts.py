"""Facts in words: what each record of the ledger says, in the reader's language.

Convention: every table of facts has its sentence here; one without is shown column by column, so
nothing that was recorded can be invisible. `rulebook` gives the words of roles and kinds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from streetchief.days import calendar
from streetchief.honours.pages import HONOUR_STEPS
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.office.history import FactView
from streetchief.office.pages.fact_cells import joined, number_of, text_of
from streetchief.output.words import exempt_reason_word
from streetchief.rulebook.kinds import KIND_WORDS
from streetchief.rulebook.rules.rulebook import Rulebook

FACT_STATES = {
    "live": N_("holds"),
    "superseded": N_("replaced"),
    "void": N_("void"),
    "undone": N_("undone"),
}

KINDS = {**KIND_WORDS, "patrol": N_("patrol")}


LIST_FACTS = (
    "item",
    "item_step",
    "item_party",
    "item_amount",
    "item_field",
    "item_milestone",
    "limit_amount",
)
"""Tables whose sentences are in `office.pages.item_facts`."""


def moment(at: int) -> str:
    """Return a local instant for a list: 2026-11-22 09:30."""
    return calendar.at_label(at).replace("T", " ")


def fact_words(fact: FactView, rulebook: Rulebook | None = None) -> str:
    """Say in a few words what a fact says."""
    told = _TOLD.get(fact.table)
    if told is None and fact.table in LIST_FACTS:
        from streetchief.office.pages.item_facts import ITEM_FACTS

        told = ITEM_FACTS[fact.table]
    return told(fact, rulebook) if told else _column_by_column(fact)


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
    minutes = number_of(fact, "minutes")
    return joined(
        f"{_kind_word(text_of(fact, 'kind'), rulebook)} {text_of(fact, 'place')}",
        text_of(fact, "person"),
        moment(number_of(fact, "started_at") or 0),
        _("{count} minutes").format(count=minutes) if minutes else "",
        _("approved by {name}").format(name=text_of(fact, "approved_by"))
        if fact.values.get("approved_by")
        else "",
        text_of(fact, "note"),
    )


def _place(fact: FactView, rulebook: Rulebook | None) -> str:
    opened, closed = number_of(fact, "opened_on"), number_of(fact, "closed_on")
    above = text_of(fact, "parent")
    name = text_of(fact, "name")
    return joined(
        f"{_kind_word(text_of(fact, 'kind'), rulebook)} {above}/{name}"
        if above
        else f"{_kind_word(text_of(fact, 'kind'), rulebook)} {name}",
        text_of(fact, "code"),
        _("open from {day}").format(day=calendar.day_label(opened)) if opened is not None else "",
        _("closed from {day}").format(day=calendar.day_label(closed)) if closed is not None else "",
        _("continued by {place}").format(place=text_of(fact, "successor"))
        if fact.values.get("successor")
        else "",
        _("brand {brand}").format(brand=text_of(fact, "brand")) if fact.values.get("brand") else "",
    )


def _holder(fact: FactView, rulebook: Rulebook | None) -> str:
    closed = number_of(fact, "closed_on")
    return joined(
        f"{_kind_word(text_of(fact, 'kind'), rulebook)} {text_of(fact, 'name')}",
        text_of(fact, "unit"),
        text_of(fact, "title"),
        _("off the register from {day}").format(day=calendar.day_label(closed))
        if closed is not None
        else "",
    )


def _assignment(fact: FactView, rulebook: Rulebook | None) -> str:
    return joined(
        f"{text_of(fact, 'holder')} {_role_word(text_of(fact, 'role'), rulebook)} "
        f"{text_of(fact, 'place')}",
        _span(number_of(fact, "since"), number_of(fact, "until")),
    )


def _honour_step(fact: FactView, rulebook: Rulebook | None) -> str:
    honour, kind = text_of(fact, "honour"), text_of(fact, "kind")
    known = rulebook.tables.get("honours", {}).get(honour, {}) if rulebook else {}
    name = known.get("en" if language() == "en" else "zh") or honour
    return joined(
        f"{name} {text_of(fact, 'place')}",
        _(HONOUR_STEPS[kind]) if kind in HONOUR_STEPS else kind,
        text_of(fact, "grade"),
        _span(number_of(fact, "day"), (number_of(fact, "day") or 0) + 1),
        text_of(fact, "note"),
    )


def _exemption(fact: FactView, _words: Rulebook | None) -> str:
    reason = text_of(fact, "reason")
    if fact.values.get("revoked"):
        standing = _("taken back")
    elif fact.values.get("approved_by"):
        standing = _("approved by {name}").format(name=text_of(fact, "approved_by"))
    else:
        standing = _("asked for")
    return joined(
        _("exemption of {whom}").format(whom=text_of(fact, "place") or text_of(fact, "holder")),
        _span(number_of(fact, "since"), number_of(fact, "until")),
        exempt_reason_word(reason),
        standing,
    )


def _delegation(fact: FactView, _words: Rulebook | None) -> str:
    return joined(
        _("{chief} delegates to {delegate}").format(
            chief=text_of(fact, "chief"), delegate=text_of(fact, "delegate")
        ),
        text_of(fact, "place"),
        _span(number_of(fact, "since"), number_of(fact, "until")),
        _("taken back") if fact.values.get("revoked") else "",
    )


def _setting(fact: FactView, _words: Rulebook | None) -> str:
    return _("setting {name}: {value}").format(
        name=text_of(fact, "name"), value=text_of(fact, "value")
    )


def _rulebook(fact: FactView, _words: Rulebook | None) -> str:
    return joined(
        _("rulebook {name}").format(name=text_of(fact, "name")),
        _span(number_of(fact, "since"), None),
    )


def _duty(fact: FactView, _words: Rulebook | None) -> str:
    try:
        fields = json.loads(text_of(fact, "fields"))
        said = _(", ").join(f"{name} = {value}" for name, value in fields.items())
    except (ValueError, AttributeError):
        said = text_of(fact, "fields")
    return joined(
        _("duty {name}").format(name=text_of(fact, "name")),
        text_of(fact, "town"),
        _span(number_of(fact, "since"), None),
        said,
    )


def _about(fact: FactView, rulebook: Rulebook | None) -> str:
    if fact.about is None:
        return ""
    return f"{fact.about.id} {fact_words(fact.about, rulebook)}"


def _participant(fact: FactView, rulebook: Rulebook | None) -> str:
    return _("{name} took part in {what}").format(
        name=text_of(fact, "holder"), what=_about(fact, rulebook)
    )


def _evidence(fact: FactView, rulebook: Rulebook | None) -> str:
    return _("file {name} of {what}").format(
        name=text_of(fact, "name"), what=_about(fact, rulebook)
    )


def _approval(fact: FactView, rulebook: Rulebook | None) -> str:
    return _("{name} approved {what}").format(
        name=text_of(fact, "approved_by"), what=_about(fact, rulebook)
    )


def _void(fact: FactView, rulebook: Rulebook | None) -> str:
    if fact.values.get("target") is not None:
        return _("undo of entry {entry}").format(entry=text_of(fact, "target"))
    return _("void: {what}").format(what=_about(fact, rulebook))


def _objection(fact: FactView, _rulebook: Rulebook | None) -> str:
    if fact.values.get("answer_of") is not None:
        return _("answer to objection {number}: {text}").format(
            number=number_of(fact, "answer_of"), text=text_of(fact, "text")
        )
    week = number_of(fact, "week") or 0  # or a month: until 2070 they have numbers below 1200
    return _("objection to {place}, {duty} {week}: {text}").format(
        place=text_of(fact, "place"),
        duty=text_of(fact, "duty"),
        week=calendar.week_label(week) if week > 1200 else calendar.month_label(week),
        text=text_of(fact, "text"),
    )


def _spot_check(fact: FactView, _rulebook: Rulebook | None) -> str:
    number = number_of(fact, "activity")
    agreed = number_of(fact, "agreed")
    if agreed is None:
        return _("record {number} drawn for a look on site").format(number=number)
    said = _("found as recorded") if agreed else _("found otherwise")
    return joined(_("record {number}").format(number=number), said, text_of(fact, "by"))


def _bulletin(fact: FactView, _rulebook: Rulebook | None) -> str:
    from streetchief.papers.pages.words import issued_words

    return issued_words(
        text_of(fact, "place"),
        text_of(fact, "kind"),
        number_of(fact, "period") or 0,
        number_of(fact, "number") or 0,
    )


def _board(fact: FactView, _rulebook: Rulebook | None) -> str:
    from streetchief.boards.pages.boards import KIND_WORDS

    kind = text_of(fact, "kind")
    return _("board made: {kind}, {place}, {path}").format(
        kind=_(KIND_WORDS[kind]) if kind in KIND_WORDS else kind,
        place=text_of(fact, "place") or _("all towns"),
        path=text_of(fact, "path"),
    )


def _column_by_column(fact: FactView) -> str:
    said = [f"{name} {text_of(fact, name)}" for name in fact.values if text_of(fact, name)]
    return joined(fact.table, *said)


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
