"""What the register says on boards: the organisation (机构), the duties (职责), a street's sign.

Convention: names of things in both languages, so that the content is one whatever the reader's;
holders and places under their own names. A post that has to be held and is not stands vacant.
"""

from __future__ import annotations

from streetchief.ledger.office import Office
from streetchief.register.organisation import PlacePosts, organisation
from streetchief.register.records import find_assignments, find_holders, find_places
from streetchief.rulebook.in_force import rulebook_on
from streetchief.rulebook.rules.rulebook import Rulebook
from streetchief.rulebook.told import DutyTold, _kind_name, told_duties
from streetchief.value import value
from streetchief.values.problems import Name
from streetchief.values.register import DEPARTMENT, STREET, TOWN, Place, town_of


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


@value
class RoleTold:
    """A role with what the source says of it, its duties and who has it."""

    role: str
    name: Name
    words: str
    duties: tuple[DutyTold, ...]
    holders: tuple[tuple[str, str], ...]


@value
class DutiesBoard:
    """职责: the roles of the rulebook, those with a duty first."""

    roles: tuple[RoleTold, ...]
    vacant: int


@value
class SignBoard:
    """The sign of one street: who answers for it and what for; `code` names it in a QR."""

    street: str
    town: str
    village: str
    code: str
    chiefs: tuple[Holding, ...]
    posts: tuple[BoardPost, ...]
    duties: tuple[DutyTold, ...]


def org_board(office: Office, town: Place | None) -> OrgBoard:
    """Return who holds which post, from the top down."""
    found = organisation(office, town=_reference(town))
    rulebook = rulebook_on(office.connection, office.today, as_of=office.as_of)
    return OrgBoard(
        places=tuple(
            BoardPlace(
                kind=row.place.kind,
                kind_name=_kind_name(rulebook, row.place.kind),
                name=row.place.name,
                town=row.town.name if row.town else "",
                brand=row.place.brand or "",
                depth=row.depth,
                posts=_posts(row),
            )
            for row in found.places
        )
    )


def _reference(town: Place | None) -> str | None:
    return None if town is None else (town.code or town.name)


def _posts(row: PlacePosts) -> tuple[BoardPost, ...]:
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


def duties_board(office: Office, town: Place | None) -> DutiesBoard:
    """Return what each role has to do, those with a duty first, then those the source speaks of."""
    rulebook = rulebook_on(office.connection, office.today, as_of=office.as_of)
    duties = told_duties(office, rulebook, town)
    places = {place.key: place for place in find_places(office.connection, as_of=office.as_of)}
    names = {
        holder.key: holder.name for holder in find_holders(office.connection, as_of=office.as_of)
    }
    held: dict[str, list[tuple[str, str]]] = {}
    today = find_assignments(
        office.connection, since=office.today, until=office.today + 1, as_of=office.as_of
    )
    for post in today:
        place = places.get(post.place)
        area = town_of(places, post.place)
        if place is None or (town is not None and (area is None or area.key != town.key)):
            continue
        held.setdefault(post.role, []).append((_short(place, area, town), names[post.holder]))
    roles = []
    for role in rulebook.roles.values():
        mine = tuple(duty for duty in duties if duty.role == role.identifier)
        words = str(rulebook.tables.get("roles", {}).get(role.identifier, {}).get("words") or "")
        holders = tuple(held.get(role.identifier, ()))
        if mine or (words and (holders or town is None)):
            roles.append(
                RoleTold(
                    role=role.identifier,
                    name=Name(zh=role.zh, en=role.en),
                    words=words,
                    duties=mine,
                    holders=holders,
                )
            )
    roles.sort(key=lambda told: not told.duties)
    filled = {(post.role, post.place) for post in today}
    vacant = sum(
        (duty.role, key) not in filled
        for duty in duties
        for key, place in places.items()
        if place.kind == duty.place_kind
        and place.is_open(office.today)
        and (town is None or _in(places, key, town))
    )
    return DutiesBoard(roles=tuple(roles), vacant=vacant)


def _in(places: dict[int, Place], key: int, town: Place) -> bool:
    area = town_of(places, key)
    return area is not None and area.key == town.key


def _short(place: Place, area: Place | None, town: Place | None) -> str:
    if area is None or place.key == area.key or town is not None:
        return place.name
    return f"{area.name}/{place.name}"


def sign_kind(office: Office) -> str:
    """Return the kind of place a sign is for: that of the first duty of places, else street."""
    rulebook = rulebook_on(office.connection, office.today, as_of=office.as_of)
    duties = told_duties(office, rulebook, None)
    return next((duty.place_kind for duty in duties if duty.place_kind), STREET)


def sign_board(office: Office, street: Place) -> SignBoard:
    """Return the sign of a street, or of whatever place the duty judges: its chiefs come first."""
    rulebook = rulebook_on(office.connection, office.today, as_of=office.as_of)
    places = {place.key: place for place in find_places(office.connection, as_of=office.as_of)}
    town = town_of(places, street.key)
    parent = places.get(street.parent) if street.parent is not None else None
    duties = tuple(
        duty for duty in told_duties(office, rulebook, town) if duty.place_kind == street.kind
    )
    answering = {duty.role for duty in duties}
    above = organisation(office, town=_reference(town), vacancies=False)
    posts: list[BoardPost] = []
    chiefs: tuple[Holding, ...] = ()
    for row in above.places:
        mine = row.place.key == street.key
        if not mine and row.place.kind != TOWN:
            continue
        for post in _posts(row):
            if mine and post.role in answering:
                chiefs += post.holders
            elif mine or _has_duty(rulebook, post.role):
                posts.append(post)
    return SignBoard(
        street=street.name,
        town=town.name if town else "",
        village=parent.name if parent is not None and parent.kind == "village" else "",
        code=street.code or (f"{town.name}/{street.name}" if town else street.name),
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
