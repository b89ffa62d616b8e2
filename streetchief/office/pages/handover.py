"""Posts in words: one that was given or ended, and all that passed on in a handover.

Convention: days are echoed with weekday and week.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streetchief.days.calendar import day_label
from streetchief.days.spoken import describe_day
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.register.posts import role_name
from streetchief.values.register import full_place_name

if TYPE_CHECKING:
    from streetchief.office.handover import Handover
    from streetchief.register.posts import PostDone


def post_line(done: PostDone) -> str:
    """Say in one line how a post stands now."""
    parts = [_("from {day}").format(day=describe_day(done.assignment.since, language()))]
    if done.assignment.until is not None:
        until = describe_day(done.assignment.until, language())
        parts.append(_("until before {day}").format(day=until))
    if done.assignment.note:
        parts.append(done.assignment.note)
    return _("Number {number}: {holder} is {role} of {place}, {days}").format(
        number=done.number,
        holder=done.holder.name,
        role=role_name(done.role),
        place=full_place_name(done.place, done.town),
        days=_(", ").join(parts),
    )


def handover_lines(done: Handover) -> list[str]:
    """Say what passed on, post by post, and which delegations end with the old holder."""
    lines = [
        _("{old} hands over to {new} from {day}: {count} posts, {items} open items.").format(
            old=done.old.name,
            new=done.new.name,
            day=describe_day(done.on, language()),
            count=len(done.posts),
            items=done.items,
        )
    ]
    lines += [f"  {post_line(post)}" for post in done.posts]
    not_passed = _(
        "  Delegation {number} of {old} to {delegate}, {since} to {until}, was not passed on."
    )
    for row, delegate in done.delegations:
        lines.append(
            not_passed.format(
                number=row.key,
                delegate=delegate.name,
                old=done.old.name,
                since=day_label(row.since),
                until=day_label(row.until - 1),
            )
        )
    return lines
