"""Items in words: the answer of an act, and lists of items.

Convention: an item is named by its number and title; a day is echoed with its weekday. Colour only
repeats what the words say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from operator import attrgetter

from streetchief.days import calendar
from streetchief.days.spoken import describe_day
from streetchief.items.lists import word
from streetchief.items.lookup import Listed
from streetchief.items.rules.verbs import KINDS
from streetchief.items.views import Done, ItemView
from streetchief.locale.text import N_, language
from streetchief.locale.text import gettext as _
from streetchief.output.safe import safe
from streetchief.output.table import Column, Table, Tone, lay_out
from streetchief.output.words import join


def step_word(kind: str) -> str:
    """Return the reader's word for a kind of step, or for the opening."""
    if kind == "opened":
        return _("opened")
    return _(KINDS[kind].word) if kind in KINDS else kind


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


def standing_word(standing: str) -> str:
    """Return the reader's word for a standing."""
    return _(STANDINGS[standing])


def item_name(view: ItemView) -> str:
    """Name an item: 第023号 门前堆放杂物."""
    number = view.label.rpartition("/")
    numbered = number[0] + number[1] + _("No. {number}").format(number=number[2])
    return f"{numbered} {view.item.title}"


def where(view: ItemView) -> str:
    """Say where an item lies, "" when nowhere."""
    if view.place is None or view.place == view.town:
        return view.town or ""
    if not view.town:
        return view.place
    return f"{view.town}{view.place}" if language() == "zh" else f"{view.town} {view.place}"


def done_lines(done: Done) -> list[str]:
    """Answer an act on an item: what was done on which day, and how it stands now."""
    name = item_name(done.item)
    if done.already:
        head = _("Already there: {item}.").format(item=name)
    else:
        moved = done.kind in ("moved", "assigned")
        head = _("{done}: {item}, {day}.").format(
            done=word(done.item.stage_name) if moved else step_word(done.kind),
            item=name,
            day=describe_day(done.on, language()),
        )
    return [safe(head), "  " + safe(standing_sentence(done.item))]


def standing_sentence(view: ItemView) -> str:
    """Say in a line where an item stands and what is next: the list, who, by when."""
    state = view.state
    parts = [word(view.rule.name), where(view), stage_words(view)]
    if view.item.category:
        parts[0] += f"/{word(view.category_name)}"
    if view.holder:
        names = view.holder
        if view.joint:
            names = _("{holder} with {others}").format(holder=names, others=join(view.joint))
        parts.append(_("answers for it: {name}").format(name=names))
    if view.standing == "closed" and state.closed_on is not None:
        parts.append(_("closed on {day}").format(day=calendar.day_label(state.closed_on)))
    elif view.standing == "suspended" and state.suspended_until is not None:
        until = calendar.day_label(state.suspended_until)
        parts.append(_("suspended until {day}").format(day=until))
    elif view.standing == "void":
        parts.append(_("void"))
    elif state.overdue_days:
        parts.append(_("{days} days past its date").format(days=state.overdue_days))
    elif state.due_on is not None:
        parts.append(_("due by {day}").format(day=describe_day(state.due_on, language())))
    if state.reply_by is not None and state.replied_on is None and view.standing != "closed":
        parts.append(_("reply due by {day}").format(day=calendar.day_label(state.reply_by)))
    return _(", ").join(part for part in parts if part) + _(".")


def stage_words(view: ItemView) -> str:
    """Name the stage; what was fixed on the spot was verified by nobody and does not say so."""
    return _("fixed on the spot") if view.state.fixed_on_spot else word(view.stage_name)


def items_table(views: Sequence[ItemView], *, listed: Listed | None = None) -> Table:
    """Return items as rows; with `listed` also what is said around them for people."""
    several = len({view.rule.id for view in views}) > 1
    towns = len({view.town for view in views}) > 1
    closed = any(view.state.closed_on is not None for view in views)
    finders = listed is None or listed.state != "open"
    return lay_out(
        name="items",
        columns=(
            Column(key="list", cell="rule.id"),
            Column(key="number", kind="number", cell="item.number"),
            Column(key="label", title=N_("Number")),
            Column(key="title", title=N_("What"), cell="item.title"),
            Column(
                key="list_name",
                title=_("List") if several else "",
                cell=lambda view: word(view.rule.name),
            ),
            Column(key="category", cell=lambda view: view.item.category or None),
            Column(
                key="category_name",
                title=N_("Category"),
                cell=lambda view: word(view.category_name) or None,
            ),
            Column(key="town", title=_("Town") if towns else "", show=_or_dash),
            Column(key="place", title=N_("Place"), show=_or_dash),
            _day_column("opened_on", N_("Opened"), "item.opened_on"),
            Column(key="found_by", title=_("Found by") if finders else ""),
            Column(key="holder", title=N_("Answers for it")),
            Column(key="joint"),
            Column(key="stage", cell="state.stage"),
            Column(key="stage_name", title=N_("Stage"), cell=stage_words),
            Column(key="standing", title=N_("Standing"), show=standing_word),
            _day_column("due_on", N_("Due")),
            _count_column("overdue_days", N_("Days late"), show=_positive),
            _count_column("age_days", N_("Age")),
            _day_column("closed_on", _("Closed on") if closed else ""),
            Column(key="fixed_on_spot", cell="state.fixed_on_spot"),
            Column(key="verified_by"),
            _day_column("suspended_until"),
            _day_column("supervised_on"),
            _day_column("reply_by"),
            _day_column("replied_on"),
            _count_column("reply_overdue_days"),
            _count_column("times_returned"),
            _count_column("times_reopened"),
            Column(key="site", cell="now.row.site"),
            Column(key="key", cell="now.row.key"),
            Column(key="record", kind="number", cell="item.id"),
        ),
        things=views,
        title=_title(listed) if listed else "",
        notes=_notes(views) if listed else (),
        empty=_("No item."),
        tone=lambda view: TONES.get(view.standing, ""),
        names=2,
    )


def _day_column(key: str, title: str = "", of: str = "") -> Column:
    """Return the column of a day of the item's state, or of what `of` leads to."""
    read = attrgetter(of or f"state.{key}")
    return Column(key=key, title=title, cell=lambda view: day(read(view)))


def _count_column(key: str, title: str = "", show: Callable[[int], str] | None = None) -> Column:
    """Return the column of a count of the item's state."""
    return Column(key=key, title=title, kind="number", show=show, cell=attrgetter(f"state.{key}"))


def day(on: int | None) -> str | None:
    """Return a day in ISO form, None for none."""
    return None if on is None else calendar.day_label(on)


def _or_dash(value: str | None) -> str:
    return value or "—"


def _positive(count: int) -> str:
    return str(count) if count else "—"


def _title(listed: Listed) -> str:
    what = word(listed.list_name) if listed.list_name else _("Items of lists")
    around = _(", ").join(listed.names) + _(": ") if listed.names else ""
    return around + _("{what} on {day}").format(what=what, day=calendar.day_label(listed.today))


def _notes(views: Sequence[ItemView]) -> tuple[str, ...]:
    if not views:
        return ()
    counts = Counter(view.standing for view in views)
    parts = [
        _("{word} {count}").format(word=standing_word(standing), count=counts[standing])
        for standing in STANDINGS
        if counts[standing]
    ]
    return (_("{count} items: {parts}.").format(count=len(views), parts=join(parts)),)
