"""Slips as forms: 交办单, 督办单, 销号申请单, 免巡审批单.

Convention: what the ledger knows stands in the boxes, what people add by hand is blank. A slip
bears the day of its act, never that of its printing, and the receipt of the entry that recorded it.
"""

from __future__ import annotations

from streetchief.days.calendar import day_label
from streetchief.forms.slips import ExemptionSlip, ItemSlip
from streetchief.items.views import AmountView, FieldView, Story
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.form import Box, Form
from streetchief.output.words import exempt_reason_word
from streetchief.papers.pages.words import days_word, full_day_word, name
from streetchief.papers.rules.report import Receipt
from streetchief.values.problems import Name
from streetchief.values.receipt import receipt_text

_TITLES = {
    "assign": N_("Assignment slip"),
    "supervise": N_("Supervision slip"),
    "close_out": N_("Application for close-out"),
}


def item_form(slip: ItemSlip) -> Form:
    """Return the form of a slip about an item."""
    story, step = slip.story, slip.step
    rows: list[tuple[Box, ...]] = [
        (
            Box(label=_("List"), text=name(story.item.rule.name)),
            Box(label=_("Category"), text=name(story.item.category_name) or "—"),
        ),
        (
            Box(label=_("Place"), text=_place(story)),
            Box(label=_("Found on"), text=full_day_word(story.item.item.opened_on)),
        ),
        (Box(label=_("What it is"), text=_what(story)),),
    ]
    extra = _facts(story)
    if extra:
        rows.append((Box(label=_("Details"), text=extra),))
    makers = {"assign": _assigned, "supervise": _supervised, "close_out": _rectified}
    rows += makers[slip.kind](slip)
    return Form(
        title=_(_TITLES[slip.kind]),
        reference=_("No. {number}, {day}").format(
            number=f"{story.item.item.number:03}", day=full_day_word(step.fact.on)
        ),
        rows=tuple(rows),
        signatures=_signatures(slip),
        foot=_foot(slip.office, slip.town, slip.receipt),
    )


def _assigned(slip: ItemSlip) -> list[tuple[Box, ...]]:
    item, step = slip.story.item, slip.step
    rows: list[tuple[Box, ...]] = [
        (
            Box(label=_("Answers for it"), text=step.holder or item.holder or ""),
            Box(label=_("Due by"), text=_day(item.state.due_on), room=1),
        )
    ]
    if step.joint:
        rows.append((Box(label=_("Jointly"), text=_(", ").join(step.joint)),))
    return [
        *rows,
        (Box(label=_("What is asked"), text=step.fact.note, room=4),),
        (Box(label=_("How it was put right"), room=6),),
    ]


def _supervised(slip: ItemSlip) -> list[tuple[Box, ...]]:
    item, step = slip.story.item, slip.step
    standing = name(item.stage_name)
    if item.state.overdue_days > 0:
        standing += _(", overdue by {days} days").format(days=item.state.overdue_days)
    return [
        (
            Box(label=_("Answers for it"), text=_(", ").join(_holders(slip.story))),
            Box(label=_("Due by"), text=_day(item.state.due_on)),
        ),
        (
            Box(label=_("Stands at"), text=standing),
            Box(label=_("Reply by"), text=_day(step.fact.until)),
        ),
        (Box(label=_("Why supervised"), text=step.fact.note, room=4),),
        (Box(label=_("Reply"), room=8),),
    ]


def _rectified(slip: ItemSlip) -> list[tuple[Box, ...]]:
    item, step, verified = slip.story.item, slip.step, slip.verified
    who = [one for one in (step.by, *step.others) if one]
    rows: list[tuple[Box, ...]] = [
        (
            Box(label=_("Answers for it"), text=_(", ").join(_holders(slip.story) or who)),
            Box(label=_("Due by"), text=_day(item.state.due_on) or "—"),
        ),
        (
            Box(label=_("Put right by"), text=_(", ").join(who)),
            Box(label=_("Put right on"), text=full_day_word(step.fact.on)),
        ),
        (Box(label=_("How it was put right"), text=step.fact.note, room=5),),
    ]
    evidence = (*slip.story.item.item.evidence, *step.fact.evidence)
    if evidence:
        rows.append((Box(label=_("Evidence"), text="\n".join(evidence)),))
    if verified is None:
        rows.append((Box(label=_("Verification"), room=4),))
        return rows
    words = full_day_word(verified.fact.on) + (f" {verified.by}" if verified.by else "")
    if verified.fact.note:
        words += f"\n{verified.fact.note}"
    rows.append((Box(label=_("Verification"), text=words),))
    return rows


def _signatures(slip: ItemSlip) -> tuple[str, ...]:
    if slip.kind == "assign":
        return (_("Assigned by (seal)"), _("Received by"), _("Received on"))
    if slip.kind == "supervise":
        return (_("Supervised by (seal)"), _("Reply signed by"), _("Replied on"))
    return (_("Applied for by (seal)"), _("Verified by"), _("Closed on"))


def exemption_form(slip: ExemptionSlip) -> Form:
    """Return the form of a slip about an exemption."""
    row = slip.view.row
    days = row.until - row.since
    posts = "\n".join(f"{name(post.role)}  {post.place}" for post in slip.posts)
    reason = _("in the ledger, not printed")
    if slip.reason is not None:
        reason = exempt_reason_word(slip.reason)
    decided = ""
    if slip.approver is not None:
        decided = _("Approved: {name}").format(name=slip.approver)
    return Form(
        title=_("Approval of an exemption from patrols"),
        reference=_("No. {number}, {day}").format(
            number=slip.view.number, day=full_day_word(row.since)
        ),
        rows=(
            (
                Box(label=_("Who is exempt"), text=_whom(slip)),
                Box(label=_("Town"), text=slip.town, room=1),
            ),
            (Box(label=_("Posts"), text=posts or "—"),),
            (
                Box(label=_("From and to"), text=_span(row.since, row.until)),
                Box(label=_("How many"), text=_("{count} days").format(count=days)),
            ),
            (Box(label=_("Reason"), text=reason),),
            (Box(label=_("Who patrols instead"), room=2),),
            (Box(label=_("Decision"), text=decided, room=4),),
        ),
        signatures=(_("Asked for by"), _("Approved by (seal)"), _("Approved on")),
        foot=_foot(slip.office, slip.town, slip.receipt),
    )


def _whom(slip: ExemptionSlip) -> str:
    view = slip.view
    if view.holder is not None:
        unit = f"  {view.holder.unit}" if view.holder.unit else ""
        return view.holder.name + unit
    place = view.place.name if view.place else ""
    if view.town is not None and view.place is not None and view.town.key != view.place.key:
        return f"{view.town.name}{place}"
    return place


def _span(since: int, until: int) -> str:
    year, days = day_label(since)[:4], days_word(since, until)
    return f"{year}年{days}" if language() == "zh" else f"{days} {year}"


def _place(story: Story) -> str:
    item = story.item
    parts = [part for part in (item.town, item.place) if part]
    if item.town == item.place:
        parts = parts[:1]
    return "".join(parts) if language() == "zh" else " ".join(parts)


def _what(story: Story) -> str:
    row = story.item.now.row
    return row.item.title + (f"\n{row.note}" if row.note else "")


def _holders(story: Story) -> list[str]:
    return [one for one in (story.item.holder, *story.item.joint) if one]


def _facts(story: Story) -> str:
    lines = [_amount(amount) for amount in story.amounts]
    lines += [line for field in story.fields if (line := _field(field))]
    return "\n".join(lines)


def _amount(amount: AmountView) -> str:
    unit = name(amount.measure.unit)
    said = [
        _("{what} {amount} {unit}").format(
            what=what, amount=_number(n, amount.measure.decimals), unit=unit
        )
        for what, n in ((_("found"), amount.found), (_("cleared"), amount.cleared))
        if n
    ]
    message = _(", ").join(said)
    return (
        _("{name}: {message}").format(name=name(amount.measure.name), message=message)
        if said
        else ""
    )


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


def _day(day: int | None) -> str:
    return "" if day is None else full_day_word(day)


def _foot(office: Name, town: str, receipt: Receipt) -> tuple[str, ...]:
    lines = [name(office).format(town=town).strip()]
    lines.append(
        _("Recorded in the ledger: {receipt}.").format(
            receipt=receipt_text(
                receipt.site or "", receipt.sequence or 0, receipt.digest, language()
            )
        )
    )
    return tuple(line for line in lines if line)
