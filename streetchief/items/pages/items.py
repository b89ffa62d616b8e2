"""Items in words: the answer of an act, and lists of items.

Convention: an item is named by its number and title; a day is echoed with its weekday. Colour only
repeats what the words say.
"""

from __future__ import annotations

from collections.abc import Sequence

from streetchief.days import calendar
from streetchief.days.spoken import describe_day
from streetchief.items.lists import Listed
from streetchief.items.views import ItemView
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.safe import safe
from streetchief.output.table import Cell, Column, Table, Tone
from streetchief.output.words import join
from streetchief.values.problems import Name, name_in

STEPS = {
    "opened": N_("opened"),
    "assigned": N_("assigned"),
    "moved": N_("moved on"),
    "fixed": N_("fixed on the spot"),
    "returned": N_("returned"),
    "suspended": N_("suspended"),
    "resumed": N_("resumed"),
    "reopened": N_("reopened"),
    "voided": N_("voided"),
    "supervised": N_("supervised"),
    "replied": N_("replied"),
    "changed": N_("changed"),
    "scheduled": N_("scheduled"),
    "reached": N_("milestone reached"),
    "quantity": N_("measured"),
    "note": N_("noted"),
}
"""Words for kinds of steps."""


def step_word(kind: str) -> str:
    """Return the reader's word for a kind of step."""
    return _(STEPS[kind]) if kind in STEPS else kind


STANDINGS = {
    "open": N_("open"),
    "overdue": N_("past its date"),
    "suspended": N_("suspended"),
    "returned": N_("returned"),
    "reopened": N_("relapsed"),
    "closed": N_("struck off"),
    "void": N_("void"),
}
TONES: dict[str, Tone] = {
    "overdue": "bad",
    "returned": "warn",
    "reopened": "warn",
    "suspended": "quiet",
    "closed": "good",
    "void": "quiet",
}


def said(name: Name) -> str:
    """Return a name of the rulebook in the reader's language."""
    return name_in(name, language())


def standing_word(standing: str) -> str:
    """Return the reader's word for a standing."""
    return _(STANDINGS[standing])


def item_name(item: ItemView) -> str:
    """Name an item: 第023号 门前堆放杂物."""
    number = item.label.rpartition("/")
    numbered = number[0] + number[1] + _("No. {number}").format(number=number[2])
    return f"{numbered} {item.title}"


def where(item: ItemView) -> str:
    """Say where an item lies, "" when nowhere."""
    if item.place is None or item.place == item.town:
        return item.town or ""
    if not item.town:
        return item.place
    return f"{item.town}{item.place}" if language() == "zh" else f"{item.town} {item.place}"


def item_lines(item: ItemView, kind: str, on: int, *, already: bool = False) -> list[str]:
    """Answer an act on an item: what was done on which day, and how it stands now."""
    if already:
        head = _("Already there: {item}.").format(item=item_name(item))
    else:
        head = _("{done}: {item}, {day}.").format(
            done=_done(item, kind), item=item_name(item), day=describe_day(on, language())
        )
    return [safe(head), "  " + safe(standing_sentence(item))]


def _done(item: ItemView, kind: str) -> str:
    if kind in ("moved", "assigned"):
        return said(item.stage_name)
    return step_word(kind)


def standing_sentence(item: ItemView) -> str:
    """Say in a line where an item stands and what is next: the list, who, by when."""
    parts = [f"{said(item.list_name)}/{said(item.category_name)}" if item.category else ""]
    if not item.category:
        parts = [said(item.list_name)]
    parts.append(where(item))
    parts.append(stage_words(item))
    if item.holder:
        parts.append(_("answers for it: {name}").format(name=_holders(item)))
    if item.standing == "closed" and item.closed_on is not None:
        parts.append(_("closed on {day}").format(day=calendar.day_label(item.closed_on)))
    elif item.standing == "suspended" and item.suspended_until is not None:
        parts.append(
            _("suspended until {day}").format(day=calendar.day_label(item.suspended_until))
        )
    elif item.standing == "void":
        parts.append(_("void"))
    elif item.overdue_days:
        parts.append(_("{days} days past its date").format(days=item.overdue_days))
    elif item.due_on is not None:
        parts.append(_("due by {day}").format(day=describe_day(item.due_on, language())))
    if item.reply_by is not None and item.replied_on is None and item.standing != "closed":
        parts.append(_("reply due by {day}").format(day=calendar.day_label(item.reply_by)))
    return _(", ").join(part for part in parts if part) + _(".")


def stage_words(item: ItemView) -> str:
    """Name the stage; what was fixed on the spot was verified by nobody and does not say so."""
    return _("fixed on the spot") if item.fixed_on_spot else said(item.stage_name)


def _holders(item: ItemView) -> str:
    if not item.joint:
        return item.holder or ""
    return _("{holder} with {others}").format(holder=item.holder, others=join(item.joint))


def items_table(items: Sequence[ItemView], *, listed: Listed | None = None) -> Table:
    """Return items as rows; with `listed` also what is said around them for people."""
    lists = {item.list_ for item in items}
    several = len(lists) > 1
    towns = len({item.town for item in items}) > 1
    closed = any(item.closed_on is not None for item in items)
    finders = listed is None or listed.state != "open"
    return Table(
        name="items",
        columns=(
            Column(key="list"),
            Column(key="number", kind="number"),
            Column(key="label", title=N_("Number")),
            Column(key="title", title=N_("What")),
            Column(key="list_name", title=_("List") if several else ""),
            Column(key="category"),
            Column(key="category_name", title=N_("Category")),
            Column(key="town", title=_("Town") if towns else "", show=_or_dash),
            Column(key="place", title=N_("Place"), show=_or_dash),
            Column(key="opened_on", title=N_("Opened")),
            Column(key="found_by", title=_("Found by") if finders else ""),
            Column(key="holder", title=N_("Answers for it")),
            Column(key="joint"),
            Column(key="stage"),
            Column(key="stage_name", title=N_("Stage")),
            Column(key="standing", title=N_("Standing"), show=standing_word),
            Column(key="due_on", title=N_("Due")),
            Column(key="overdue_days", title=N_("Days late"), kind="number", show=_positive),
            Column(key="age_days", title=N_("Age"), kind="number"),
            Column(key="closed_on", title=_("Closed on") if closed else ""),
            Column(key="fixed_on_spot"),
            Column(key="verified_by"),
            Column(key="suspended_until"),
            Column(key="supervised_on"),
            Column(key="reply_by"),
            Column(key="replied_on"),
            Column(key="reply_overdue_days", kind="number"),
            Column(key="times_returned", kind="number"),
            Column(key="times_reopened", kind="number"),
            Column(key="site"),
            Column(key="key"),
            Column(key="record", kind="number"),
        ),
        rows=tuple(_row(item) for item in items),
        title=_title(listed) if listed else "",
        notes=_notes(items) if listed else (),
        empty=_("No item."),
        tones=tuple(_tone(item) for item in items),
        names=2,
    )


def _row(item: ItemView) -> tuple[Cell, ...]:
    return (
        item.list_,
        item.number,
        item.label,
        item.title,
        said(item.list_name),
        item.category or None,
        said(item.category_name) or None,
        item.town,
        item.place,
        calendar.day_label(item.opened_on),
        item.found_by,
        item.holder,
        item.joint,
        item.stage,
        stage_words(item),
        item.standing,
        day(item.due_on),
        item.overdue_days,
        item.age_days,
        day(item.closed_on),
        item.fixed_on_spot,
        item.verified_by,
        day(item.suspended_until),
        day(item.supervised_on),
        day(item.reply_by),
        day(item.replied_on),
        item.reply_overdue_days,
        item.times_returned,
        item.times_reopened,
        item.site,
        item.key,
        item.record,
    )


def day(on: int | None) -> str | None:
    """Return a day in ISO form, None for none."""
    return None if on is None else calendar.day_label(on)


def _tone(item: ItemView) -> Tone:
    return TONES.get(item.standing, "")


def _or_dash(value: str | None) -> str:
    return value or "—"


def _positive(count: int) -> str:
    return str(count) if count else "—"


def _title(listed: Listed) -> str:
    what = said(listed.list_name) if listed.list_name else _("Items of lists")
    around = f"{_(', ').join(listed.names)}: " if listed.names and language() == "en" else ""
    if listed.names and language() == "zh":
        around = f"{_(', ').join(listed.names)}："
    return around + _("{what} on {day}").format(what=what, day=calendar.day_label(listed.today))


def _notes(items: Sequence[ItemView]) -> tuple[str, ...]:
    if not items:
        return ()
    counts = {word: sum(item.standing == word for item in items) for word in STANDINGS}
    parts = [
        _("{word} {count}").format(word=standing_word(standing), count=count)
        for standing, count in counts.items()
        if count
    ]
    return (_("{count} items: {parts}.").format(count=len(items), parts=join(parts)),)
