"""The organisation on a board (机构): who holds which post, from the top down.

Convention: names of things in both languages, so that the content is one whatever the reader's;
holders and places under their own names. A post that has to be held and is not stands vacant.
"""

from __future__ import annotations

from streetchief.ledger.office import Office
from streetchief.register.organisation import PlacePosts, organisation
from streetchief.rulebook.in_force import rulebook_on
from streetchief.rulebook.words import name_in_chapter
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import Place


@value
class Holding:
    """Who has a post: `name` "" where it is vacant; `title` and `unit` as far as recorded."""

    name: str
    title: str
    unit: str


@value
class BoardPost:
    """A role at a place with everyone who has it."""

    role: str
    role_name: Name
    holders: tuple[Holding, ...]


@value
class BoardPlace:
    """A place with its posts; `depth` 0 is the top of the board."""

    kind: str
    kind_name: Name
    name: str
    town: str
    brand: str
    depth: int
    posts: tuple[BoardPost, ...]


@value
class OrgBoard:
    """机构: the places of the organisation from the top down."""

    places: tuple[BoardPlace, ...]


def org_board(office: Office, town: Place | None) -> OrgBoard:
    """Return who holds which post, from the top down."""
    found = organisation(office, town=reference_of(town))
    rulebook = rulebook_on(office.connection, office.today, as_of=office.as_of)
    return OrgBoard(
        places=tuple(
            BoardPlace(
                kind=row.place.kind,
                kind_name=name_in_chapter(rulebook.tables, "place_kinds", row.place.kind),
                name=row.place.name,
                town=row.town.name if row.town else "",
                brand=row.place.brand or "",
                depth=row.depth,
                posts=posts_of(row),
            )
            for row in found.places
        )
    )


def reference_of(town: Place | None) -> str | None:
    """Return what a town is found by: its code, else its name; None for all towns."""
    return None if town is None else (town.code or town.name)


def posts_of(row: PlacePosts) -> tuple[BoardPost, ...]:
    """Return the roles of a place, each with everyone who has it."""
    posts: dict[str, tuple[Name, list[Holding]]] = {}
    for post in row.posts:
        holders = posts.setdefault(post.role, (post.name, []))[1]
        if post.holder is not None:
            holders.append(
                Holding(
                    name=post.holder.name,
                    title=post.holder.title or "",
                    unit=post.holder.unit or "",
                )
            )
    return tuple(
        BoardPost(role=role, role_name=name, holders=tuple(holders))
        for role, (name, holders) in posts.items()
    )
