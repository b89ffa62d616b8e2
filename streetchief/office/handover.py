"""Who has which role where: appointed, relieved, and all of it handed over in one act.

Convention: a day said for an end is the first day without the post.
"""

from __future__ import annotations

from streetchief.days import calendar
from streetchief.duties.records import find_delegations
from streetchief.duties.rules.charge import Delegation
from streetchief.errors import Refused
from streetchief.items.moves import hand_over_items
from streetchief.ledger.office import Office, acting
from streetchief.locale.text import gettext as _
from streetchief.register.directory import open_directory
from streetchief.register.posts import (
    EVER,
    PostDone,
    PostWish,
    holder_of,
    oddities,
    open_posts,
    place_of,
    register_post,
    role_name,
    write_post,
)
from streetchief.rulebook.in_force import role_named
from streetchief.rulebook.rules.rulebook import Role
from streetchief.value import replace, value
from streetchief.values.register import Assignment, Holder, full_place_name


@value
class Handover:
    """What passed from one holder to another on a day, and what did not.

    `delegations` are those the old holder gave that are not over: they end with his posts.
    `items` counts the open items that passed on.
    """

    old: Holder
    new: Holder
    on: int
    posts: tuple[PostDone, ...]
    delegations: tuple[tuple[Delegation, Holder], ...]
    items: int
    warnings: tuple[str, ...] = ()


def appoint(office: Office, wish: PostWish) -> PostDone:
    """Give a holder a role at a place; refuse what is recorded already just so."""
    with acting(office, "appoint") as entry:
        done = register_post(entry, open_posts(office, open_directory(entry.connection)), wish)
        if done.how == "same":
            raise Refused(_("That is recorded already."))
        return done


def relieve(
    office: Office, holder: str, role: str, place: str, on: int, *, town: str | None = None
) -> PostDone:
    """End a role at a place: `on` is the first day without it. Refused when there is no such post.

    A post that ends later already, or begins on or after that day, is not touched.
    """
    with acting(office, "relieve") as entry:
        directory = open_directory(entry.connection)
        posts = open_posts(office, directory)
        wish = PostWish(holder=holder, role=role, place=place, since=on, town=town)
        meant = role_named(posts.rulebook, role)
        where, _other = place_of(directory, meant, wish)
        who = holder_of(
            directory,
            meant,
            wish,
            among=[a.holder for a in posts.by_place.get(where.key, {}).values()],
        )
        theirs = [
            a
            for a in posts.by_holder.get(who.key, {}).values()
            if a.role == meant.identifier and a.place == where.key
        ]
        held = [a for a in theirs if a.since < on and (a.until is None or a.until > on)]
        if not held:
            raise Refused(
                _("{holder} is not {role} at {place} on the day before {day}.").format(
                    holder=who.name,
                    role=role_name(meant),
                    place=full_place_name(where, directory.town_of(where)),
                    day=calendar.day_label(on),
                ),
                _posts_there(theirs),
            )
        number = 0
        for assignment in held:
            ended = replace(assignment, until=on)
            number = write_post(entry, posts, ended)
        return PostDone(
            number=number,
            assignment=ended,
            holder=who,
            role=meant,
            place=where,
            town=directory.town_of(where),
            how="changed",
        )


def hand_over(office: Office, old: str, new: str, on: int, *, town: str | None = None) -> Handover:
    """Pass all posts of one holder to another from the day `on`, in one entry.

    Posts held on that day end there for the old holder and begin for the new one; posts that begin
    later pass on whole. Open items pass as well. `town` narrows to places in one town.
    """
    with acting(office, "handover") as entry:
        directory = open_directory(entry.connection)
        posts = open_posts(office, directory)
        leaving, coming = directory.holder(old), directory.holder(new)
        if leaving.key == coming.key:
            raise Refused(
                _("{name} cannot hand over to himself.").format(name=leaving.name),
            )
        ancestor = directory.place(town, ("town",)) if town else None
        passed: list[PostDone] = []
        warnings: list[str] = []
        for held in sorted(
            posts.by_holder.get(leaving.key, {}).values(), key=lambda a: (a.place, a.since, a.key)
        ):
            place = directory.places[held.place]
            in_town = directory.town_of(place)
            if ancestor is not None and (in_town is None or in_town.key != ancestor.key):
                continue
            if held.until is not None and held.until <= on:
                continue
            role = posts.rulebook.roles.get(held.role) or Role(
                identifier=held.role, zh=held.role, en=held.role, place=place.kind
            )
            if held.since >= on:
                # It has not begun: the same post, and it is the new holder's from its first day.
                post = replace(held, holder=coming.key)
                posts.drop(held)
                number = write_post(entry, posts, post)
            else:
                write_post(entry, posts, replace(held, until=on))
                post = replace(held, key=entry.next_id, holder=coming.key, since=on)
                number = write_post(entry, posts, post, first=True)
            warnings += oddities(posts, post, role, coming, place)
            passed.append(
                PostDone(
                    number=number,
                    assignment=post,
                    holder=coming,
                    role=role,
                    place=place,
                    town=in_town,
                    how="new",
                )
            )
        items = hand_over_items(entry, office, leaving.key, coming.key, on)
        if items.kept:
            warnings.append(
                _("These open items did not pass on: {items}.").format(
                    items=_(", ").join(items.kept)
                )
            )
        if not passed and not items.passed:
            raise Refused(
                _("{name} has nothing to hand over from {day}.").format(
                    name=leaving.name, day=calendar.day_label(on)
                ),
            )
        delegations = [
            (row, directory.holders[row.delegate])
            for row in find_delegations(entry.connection, on, EVER)
            if row.chief == leaving.key
        ]
        return Handover(
            old=leaving,
            new=coming,
            on=on,
            posts=tuple(passed),
            delegations=tuple(delegations),
            items=items.passed,
            warnings=tuple(dict.fromkeys(warnings)),
        )


def _posts_there(theirs: list[Assignment]) -> str:
    if not theirs:
        return _("See the posts with: streetchief holder list")
    spans = _(", ").join(
        f"{calendar.day_label(a.since)}–{calendar.day_label(a.until) if a.until else ''}"
        for a in theirs
    )
    return _("Recorded are: {spans}.").format(spans=spans)
