"""A post as someone says it, and what the register makes of it: new, ended, or known just so.

Convention: `since` is the first day, `until` the first day without it. What a rulebook expects of
a role's holders (how many, who may) is warned about and never blocks.
Source: docs/rules.md, "What is refused"; docs/mechanisms.md, rows 32 and 34.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.errors import Refused
from streetchief.ledger.journal import EntryWriter
from streetchief.ledger.office import Office, clean
from streetchief.locale.text import gettext as _
from streetchief.locale.text import language
from streetchief.register.directory import Directory
from streetchief.register.places import FieldRefused, How, check_days, read_field
from streetchief.register.records import find_assignments, row_of
from streetchief.rulebook.in_force import post_rules, role_named, rulebook_on
from streetchief.rulebook.kinds import word
from streetchief.rulebook.rules.post import PostRule, fits_title_or_unit
from streetchief.rulebook.rules.rulebook import Role, Rulebook
from streetchief.value import replace, value
from streetchief.values.register import Assignment, Holder, Place

EVER = calendar.LAST_DAY


@value
class PostWish:
    """A post as typed or as a row of a file says it: names as they were typed, days resolved."""

    holder: str
    role: str
    place: str
    since: int
    until: int | None = None
    note: str | None = None
    town: str | None = None
    unit: str | None = None


@value
class PostDone:
    """What became of a post; `number` is the record written, None when it was there just so."""

    number: int | None
    assignment: Assignment
    holder: Holder
    role: Role
    place: Place
    town: Place | None
    how: How
    warnings: tuple[str, ...] = ()


class Posts:
    """The posts of the register in memory, beside the directory, for acts that meet many."""

    __slots__ = ("by_holder", "by_place", "directory", "rulebook", "rules")

    def __init__(
        self, directory: Directory, assignments: list[Assignment], rulebook: Rulebook
    ) -> None:
        self.directory = directory
        self.rulebook = rulebook
        self.rules: dict[str, PostRule] = post_rules(rulebook)
        self.by_holder: dict[int, dict[int, Assignment]] = {}
        self.by_place: dict[int, dict[int, Assignment]] = {}
        for assignment in assignments:
            self.keep(assignment)

    def keep(self, assignment: Assignment) -> None:
        """Take in a new post, or a new version of one."""
        self.by_holder.setdefault(assignment.holder, {})[assignment.key] = assignment
        self.by_place.setdefault(assignment.place, {})[assignment.key] = assignment

    def drop(self, assignment: Assignment) -> None:
        """Forget a post that another version replaces."""
        del self.by_holder[assignment.holder][assignment.key]
        del self.by_place[assignment.place][assignment.key]


def open_posts(office: Office, directory: Directory) -> Posts:
    """Read all posts as they stand, and the rulebook that names their roles."""
    connection = office.connection
    return Posts(directory, find_assignments(connection), rulebook_on(connection, office.today))


def register_post(entry: EntryWriter, posts: Posts, wish: PostWish) -> PostDone:
    """Write a post inside an act: a new one, the end of a known one, or nothing.

    A post is known by holder, role, place and first day. Raises `FieldRefused`.
    """
    directory = posts.directory
    role = read_field("role", wish.role, lambda: role_named(posts.rulebook, wish.role))
    place, other_kind = place_of(directory, role, wish)
    holder = holder_of(directory, role, wish)
    check_days(wish.since, wish.until, "until")
    note = (
        read_field("note", wish.note, lambda: clean(wish.note or "", "note", lines=True)) or None
        if wish.note
        else None
    )
    same_role = [
        a
        for a in posts.by_holder.get(holder.key, {}).values()
        if a.role == role.identifier and a.place == place.key
    ]
    known = next((a for a in same_role if a.since == wish.since), None)

    def done(number: int | None, post: Assignment, how: How, warnings: list[str]) -> PostDone:
        return PostDone(
            number=number,
            assignment=post,
            holder=holder,
            role=role,
            place=place,
            town=directory.town_of(place),
            how=how,
            warnings=tuple(warnings),
        )

    if known is not None:
        if wish.until is None or wish.until == known.until:
            return done(None, known, "same", [])
        if known.until is not None:
            raise FieldRefused(
                "until",
                calendar.day_label(wish.until),
                _("{name} is registered with {stands}, not {said}.").format(
                    name=f"{holder.name} · {place.name}",
                    stands=calendar.day_label(known.until),
                    said=calendar.day_label(wish.until),
                ),
            )
        ended = replace(known, until=wish.until)
        return done(write_post(entry, posts, ended), ended, "changed", [])
    post = Assignment(
        key=entry.next_id,
        holder=holder.key,
        role=role.identifier,
        place=place.key,
        since=wish.since,
        until=wish.until,
        note=note,
    )
    warnings = oddities(posts, post, role, holder, place)
    if other_kind:
        warnings.insert(
            0,
            _("{role} is a role at a {kind}, and {place} is a {other}.").format(
                role=role_name(role),
                kind=word(role.place),
                place=place.name,
                other=word(place.kind),
            ),
        )
    if any(a.overlaps(post.since, post.until or EVER) for a in same_role):
        warnings.append(
            _("{holder} has this role at {place} already on some of these days.").format(
                holder=holder.name, place=place.name
            )
        )
    return done(write_post(entry, posts, post, first=True), post, "new", warnings)


def write_post(
    entry: EntryWriter, posts: Posts, assignment: Assignment, *, first: bool = False
) -> int:
    """Write a new post, or a new version of a known one; return its record number."""
    number = entry.add("assignment", row_of("assignment", assignment, first=first))
    posts.keep(assignment)
    return number


def role_name(role: Role) -> str:
    """Return a role's name in the reader's language."""
    return role.zh if language() == "zh" else role.en


def place_of(directory: Directory, role: Role, wish: PostWish) -> tuple[Place, bool]:
    """Return the place meant and whether it is of another kind than the role is for."""
    try:
        return directory.place(wish.place, (role.place,), wish.town, wish.since), False
    except Refused as refusal:
        try:
            return directory.place(wish.place, (), wish.town, wish.since), True
        except Refused:
            raise FieldRefused("place", wish.place, refusal.cause, refusal.remedy) from None


def holder_of(
    directory: Directory, role: Role, wish: PostWish, among: list[int] | None = None
) -> Holder:
    """Return the holder meant; of namesakes the only one among the keys `among`, if there is one.

    Raises `FieldRefused`.
    """
    named = directory.holders_named(wish.holder)
    if among is not None:
        here = [holder for holder in named if holder.key in among]
        if len(here) == 1:
            return here[0]
    return read_field("holder", wish.holder, lambda: _meant(directory, role, wish))


def _meant(directory: Directory, role: Role, wish: PostWish) -> Holder:
    try:
        return directory.holder(wish.holder, (role.holder,), wish.unit)
    except Refused:
        return directory.holder(wish.holder, (), wish.unit)


def oddities(posts: Posts, post: Assignment, role: Role, holder: Holder, place: Place) -> list[str]:
    """Name what a post breaks of the rulebook's expectations, and days it lies outside of."""
    warnings = []
    until = post.until if post.until is not None else EVER
    if holder.kind != role.holder:
        warnings.append(
            _("{role} is a role of a {kind}, and {holder} is a {other}.").format(
                role=role_name(role),
                kind=word(role.holder),
                holder=holder.name,
                other=word(holder.kind),
            )
        )
    if (place.opened_on is not None and post.since < place.opened_on) or (
        place.closed_on is not None and (post.until is None or post.until > place.closed_on)
    ):
        warnings.append(_("{place} is not open on all days of this post.").format(place=place.name))
    if holder.closed_on is not None and until > holder.closed_on:
        warnings.append(
            _("{holder} is off the register from {day}.").format(
                holder=holder.name, day=calendar.day_label(holder.closed_on)
            )
        )
    rule = posts.rules.get(role.identifier)
    if rule is None:
        return warnings
    if rule.eligible is not None and not rule.eligible.roles:
        fits = fits_title_or_unit(rule.eligible, holder.title, holder.unit)
        if fits is False or (fits is None and rule.eligible.units and not holder.unit):
            warnings.append(_not_eligible(rule, role, holder))
    others = [
        a
        for a in posts.by_place.get(place.key, {}).values()
        if a.role == role.identifier
        and a.holder != holder.key
        and a.key != post.key
        and a.overlaps(post.since, until)
    ]
    if rule.most is not None and len({a.holder for a in others}) >= rule.most:
        names = _(", ").join(posts.directory.holders[a.holder].name for a in others)
        warnings.append(
            _("{place} has a {role} in this time already: {names}.").format(
                place=place.name, role=role_name(role), names=names
            )
        )
    elsewhere = [
        a
        for a in posts.by_holder.get(holder.key, {}).values()
        if a.role == role.identifier and a.place != place.key and a.overlaps(post.since, until)
    ]
    if rule.one_place and elsewhere:
        names = _(", ").join(posts.directory.places[a.place].name for a in elsewhere)
        warnings.append(
            _("{holder} is {role} elsewhere in this time: {places}.").format(
                holder=holder.name, role=role_name(role), places=names
            )
        )
    return warnings


def _not_eligible(rule: PostRule, role: Role, holder: Holder) -> str:
    assert rule.eligible is not None
    if rule.eligible.units:
        return _(
            "{holder} ({unit}) is not of the village committees, as a {role} should be."
        ).format(holder=holder.name, unit=holder.unit or _("no unit"), role=role_name(role))
    return _("{holder} ({title}) has not the title a {role} should have: {titles}.").format(
        holder=holder.name,
        title=holder.title or "",
        role=role_name(role),
        titles=_(", ").join(rule.eligible.titles),
    )
