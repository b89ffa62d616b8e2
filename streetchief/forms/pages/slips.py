"""Slips and sheets to sign as forms: 交办单, 督办单, 销号申请单, 免巡审批单, 年度责任书.

What the ledger knows stands in the boxes, what people add by hand is blank. A slip bears the day of
its act, never that of its printing, and the receipt of the entry that recorded it.
"""

from __future__ import annotations

from typing import Any

from streetchief.boards.pages.duties import duty_sentence
from streetchief.days.calendar import day_label
from streetchief.forms.pages.form import Form, form_of
from streetchief.forms.sheets import DutySheet
from streetchief.forms.slips import ExemptionSlip, ItemSlip
from streetchief.items.views import AmountView, FieldView, Story
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.output.words import exempt_reason_word
from streetchief.papers.pages.words import days_word, full_day_word, name, named, pick, together
from streetchief.values.receipt import receipt_text


def item_form(slip: ItemSlip) -> Form:
    """Return the form of a slip about an item."""
    story, step = slip.story, slip.step
    item = story.item
    return form_of(
        slip.kind,
        {
            "item": item,
            "step": step,
            "verified": slip.verified,
            "number": f"{item.item.number:03}",
            "place": together(*dict.fromkeys(part for part in (item.town, item.place) if part)),
            "what": [item.item.title, *([item.now.row.note] if item.now.row.note else [])],
            "facts": _facts(story),
            "holders": [one for one in (item.holder, *item.joint) if one],
            "done_by": [one for one in (step.by, *step.others) if one],
            "evidence": [*item.item.evidence, *step.fact.evidence],
            **_foot(slip),
        },
    )


def exemption_form(slip: ExemptionSlip) -> Form:
    """Return the form of a slip about an exemption."""
    row = slip.view.row
    year, days = day_label(row.since)[:4], days_word(row.since, row.until)
    return form_of(
        "exemption",
        {
            "number": slip.view.number,
            "since": row.since,
            "whom": _whom(slip),
            "town": slip.town,
            "posts": [f"{name(post.role)}  {post.place}" for post in slip.posts],
            "span": pick(f"{year}年{days}", f"{days} {year}"),
            "days": row.until - row.since,
            "reason": None if slip.reason is None else exempt_reason_word(slip.reason),
            "approver": slip.approver,
            **_foot(slip),
        },
    )


def duty_form(sheet: DutySheet) -> Form:
    """Return the year's duties of somebody as a form to sign."""
    general = name(sheet.general_role)
    return form_of(
        "duty",
        {
            "sheet": sheet,
            "duties": [duty_sentence(duty) for duty in sheet.duties],
            "general": f"{general} {sheet.general_chief}" if sheet.general_chief else general,
            "office": named(sheet.office, town=sheet.town).strip(),
        },
    )


def _foot(slip: ItemSlip | ExemptionSlip) -> dict[str, Any]:
    receipt = slip.receipt
    return {
        "office": named(slip.office, town=slip.town).strip(),
        "receipt": receipt_text(
            receipt.site or "", receipt.sequence or 0, receipt.digest, language()
        ),
    }


def _whom(slip: ExemptionSlip) -> str:
    view = slip.view
    if view.holder is not None:
        unit = f"  {view.holder.unit}" if view.holder.unit else ""
        return view.holder.name + unit
    place = view.place.name if view.place else ""
    if view.town is not None and view.place is not None and view.town.key != view.place.key:
        return f"{view.town.name}{place}"
    return place


def _facts(story: Story) -> list[str]:
    lines = [*map(_amount, story.amounts), *filter(None, map(_field, story.fields))]
    return lines if any(lines) else []


def _amount(amount: AmountView) -> str:
    unit, decimals = name(amount.measure.unit), amount.measure.decimals
    said = [
        _("{what} {amount} {unit}").format(what=what, amount=_number(n, decimals), unit=unit)
        for what, n in ((_("found"), amount.found), (_("cleared"), amount.cleared))
        if n
    ]
    message = _(", ").join(said)
    what = name(amount.measure.name)
    return _("{name}: {message}").format(name=what, message=message) if said else ""


def _number(amount: int, decimals: int) -> str:
    whole, part = divmod(amount, 10**decimals)
    return f"{whole}.{part:0{decimals}d}".rstrip("0").rstrip(".") if decimals else str(whole)


def _field(field: FieldView) -> str:
    given = field.value
    if given in ("", ()):
        return ""
    if field.words:
        words = [name(word) for word in field.words]
    elif isinstance(given, tuple):
        words = list(given)
    elif isinstance(given, str):
        words = [given]
    elif field.field.type == "yuan":
        words = [_("{amount} yuan").format(amount=_number(given, 2))]
    else:
        words = [full_day_word(given) if field.field.type == "day" else str(given)]
    return _("{name}: {message}").format(name=name(field.field.name), message=_(", ").join(words))
