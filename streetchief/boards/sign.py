"""The sign of a street (街长公示牌): who answers for it, and what for; its chiefs come first."""

from __future__ import annotations

from streetchief.boards.org import BoardPost, Holding, posts_of, reference_of
from streetchief.ledger.office import Office
from streetchief.register.organisation import organisation
from streetchief.register.records import find_places
from streetchief.rulebook.in_force import NamedDuty, duties_in_force, rulebook_on
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.value import value
from streetchief.values.register import (
    DEPARTMENT,
    STREET,
    TOWN,
    VILLAGE,
    Place,
    full_place_name,
    town_of,
)


@value
class SignBoard:
    """The sign of one street: who answers for it and what for; `code` names it in a QR."""

    street: str
    town: str
    village: str
    code: str
    chiefs: tuple[Holding, ...]
    posts: tuple[BoardPost, ...]
    duties: tuple[NamedDuty, ...]


def sign_kind(office: Office) -> str:
    """Return the kind of place a sign is for: that of the first duty of places, else street."""
    rulebook = rulebook_on(office.connection, office.today, as_of=office.as_of)
    duties = duties_in_force(office, rulebook, None)
    return next((one.duty.per for one in duties if one.duty.per != "holder"), STREET)


def sign_board(office: Office, street: Place) -> SignBoard:
    """Return the sign of a street, or of whatever place the duty judges: its chiefs come first."""
    rulebook = rulebook_on(office.connection, office.today, as_of=office.as_of)
    places = {place.key: place for place in find_places(office.connection, as_of=office.as_of)}
    town = town_of(places, street.key)
    parent = places.get(street.parent) if street.parent is not None else None
    duties = tuple(
        duty for duty in duties_in_force(office, rulebook, town) if duty.duty.per == street.kind
    )
    answering = {one.duty.role for one in duties}
    above = organisation(office, town=reference_of(town), vacancies=False)
    posts: list[BoardPost] = []
    chiefs: tuple[Holding, ...] = ()
    for row in above.places:
        mine = row.place.key == street.key
        if not mine and row.place.kind != TOWN:
            continue
        for post in posts_of(row):
            if mine and post.role in answering:
                chiefs += post.holders
            elif mine or _has_duty(rulebook, post.role):
                posts.append(post)
    return SignBoard(
        street=street.name,
        town=town.name if town else "",
        village=parent.name if parent is not None and parent.kind == VILLAGE else "",
        code=street.code or full_place_name(street, town),
        chiefs=chiefs,
        posts=tuple(posts),
        duties=duties,
    )


def _has_duty(rulebook: Rulebook, role: str) -> bool:
    """Tell whether a role of the town is a person's with a duty: such stand on a street's sign."""
    duties = rulebook.tables.get("duties", {}).values()
    known = rulebook.roles.get(role)
    on_duty = {str(duty.get("role")) for duty in duties}
    return role in on_duty and known is not None and known.holder != DEPARTMENT
