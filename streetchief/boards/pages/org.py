"""The organisation as its board shows it: places with cards, and below each a table a kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from streetchief.boards.org import BoardPlace, OrgBoard
from streetchief.boards.pages.duties import kind_word
from streetchief.locale.text import language
from streetchief.value import value
from streetchief.values.problems import name_in
from streetchief.values.register import COUNTY, STREET, TOWN

_FEW_VACANT = 6
"""Beyond so many places where a post is vacant they are named in one line, streets apart."""


@value
class KindOfPlaces:
    """Places of one kind: a row a place, a column a role; `bare` are named in one line instead.

    A cell is the names of those who have the post, () where it is vacant, None where there is none.
    """

    word: str
    count: int
    roles: list[str]
    rows: tuple[tuple[str, tuple[tuple[str, ...] | None, ...]], ...]
    bare: tuple[str, ...]


@value
class Area:
    """The county or a town (None for what lies in neither), and the places in it by kind."""

    place: BoardPlace | None
    kinds: tuple[KindOfPlaces, ...]


def areas(board: OrgBoard) -> Iterator[Area]:
    """Part the places of the board by county and towns, each with what stands below it."""
    head: BoardPlace | None = None
    below: list[BoardPlace] = []
    for place in board.places:
        if place.kind not in (COUNTY, TOWN):
            below.append(place)
            continue
        if head is not None or below:
            yield Area(place=head, kinds=tuple(_kinds(below)))
        head, below = place, []
    if head is not None or below:
        yield Area(place=head, kinds=tuple(_kinds(below)))


def _kinds(places: Sequence[BoardPlace]) -> Iterator[KindOfPlaces]:
    for kind in dict.fromkeys(place.kind for place in places):
        alike = [place for place in places if place.kind == kind]
        roles = {
            post.role: name_in(post.role_name, language())
            for place in alike
            for post in place.posts
        }
        if not roles:
            continue
        bare = [place for place in alike if not any(post.holders for post in place.posts)]
        if kind == STREET or len(bare) <= _FEW_VACANT:
            bare = []
        yield KindOfPlaces(
            word=kind_word(kind, alike[0].kind_name),
            count=len(alike),
            roles=list(roles.values()),
            rows=tuple(
                (place.name, tuple(_names(place, role) for role in roles))
                for place in alike
                if place not in bare
            ),
            bare=tuple(place.name for place in bare),
        )


def _names(place: BoardPlace, role: str) -> tuple[str, ...] | None:
    for post in place.posts:
        if post.role == role:
            return tuple(one.name for one in post.holders)
    return None
